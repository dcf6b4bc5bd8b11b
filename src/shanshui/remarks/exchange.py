"""Findings for other programs: the JSON of ``--json`` and of ``审查/findings.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable

from shanshui.finding import Finding
from shanshui.plan import Plan, Ruling
from shanshui.remarks.comments import Comment, comments
from shanshui.standard import Standard


def findings_json(
    subject: str, findings: Iterable[Finding], standard: Standard, plan: Plan | None = None, lang: str = "zh"
) -> str:
    """All findings as one JSON document.

    Parameters
    ----------
    subject : str
        What was judged: the project's name, or the file audited.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    plan : Plan, optional
        Its rulings and replies.
    lang : {"zh", "en"}
        Language of text and remedy.
    """
    found = [_entry(comment) for comment in comments(findings, standard, plan, lang)]
    return json.dumps({"subject": subject, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def _entry(comment: Comment) -> dict[str, object]:
    finding, place = comment.finding, comment.finding.place
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": comment.severity,
        "certainty": comment.certainty,
        "discipline": comment.discipline,
        "text": comment.text,
        "remedy": comment.remedy,
        "clause": comment.clause,
        "got": comment.got,
        "want": comment.want,
        "facts": list(finding.facts),
        "waived": _waiver(finding.waived, comment.ruling),
        "place": {
            "file": place.file or None,
            "sheet": place.sheet or None,
            "row": place.row,
            "column": place.column or None,
            "layer": place.layer or None,
            "feature": place.feature or None,
            "page": place.page,
            "paragraph": place.paragraph,
            "cell": place.cell or None,
        },
        "quotes": [{"text": q.text, "start": q.start, "end": q.end} for q in finding.quotes],
    }


def _waiver(waived: str, ruling: Ruling | None) -> dict[str, str] | None:
    """The ruling that waives: its id alone where the plan that holds it is not at hand."""
    if not waived:
        return None
    if ruling is None:
        return {"ruling": waived}
    return {"ruling": ruling.id, "reason": ruling.reason, "by": ruling.by, "date": ruling.date}
