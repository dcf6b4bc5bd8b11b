"""How each duty of the code was met: by what, and with which findings left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.quantity import EMPTY
from shanshui.review.output.book import Column, Sheet, write_book
from shanshui.review.output.evidence import Evidence
from shanshui.standard import Clause, describe, normal_number

_COLUMNS = (
    Column("clause", 14, center=True),
    Column("met", 10, center=True),
    Column("title", 24),
    Column("kind", 9, center=True),
    Column("wording", 60),
    Column("act", 11, center=True),
    Column("fulfilled_by", 34),
    Column("error", 7, center=True),
    Column("warning", 7, center=True),
    Column("note", 7, center=True),
    Column("attested", 26),
)
_TONES = {"met": "done", "open": "error", "remarks": "warning", "unattested": "warning", "absent": "waived"}


def write_clauses(path: Path, subject: str, findings: Iterable[Finding], evidence: Evidence, lang: str = "zh") -> None:
    """Write ``clauses.xlsx``.

    Parameters
    ----------
    path : Path
        Where to.
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages; waived ones do not count.
    evidence : Evidence
        Clauses, and what there is that fulfils them.
    lang : {"zh", "en"}
        Language of the headings; the wording of clauses is Chinese.
    """
    standard = evidence.standard
    tally = _tally(findings)
    attested = _attested(evidence.plan)
    rows, tones = [], []
    for clause in standard.clauses.values():
        if clause.act == "none":
            continue
        number = normal_number(clause.number)
        found = tally.get(clause.fulfilled_by) or tally.get(number, {})
        state = _state(clause, found, attested.get(number, ""), evidence)
        rows.append(
            (
                clause.number,
                standard.label(f"review.met.{state}", lang),
                clause.title,
                standard.label(f"review.kind.{clause.kind}", lang),
                clause.wording,
                standard.label(f"review.act.{clause.act}", lang),
                evidence.words(clause.fulfilled_by, lang),
                *(found.get(severity, EMPTY) for severity in ("error", "warning", "note")),
                attested.get(number, ""),
            )
        )
        tones.append(_TONES[state])
    title = standard.label("review.clauses.title", lang)
    write_book(path, Sheet(title, f"{title}　{subject}", _COLUMNS, rows, tones), standard, lang)


def _state(clause: Clause, found: Mapping[str, int], attested: str, evidence: Evidence) -> str:
    """What can be said of a clause: findings first, then the signature, then whether what fulfils it is there."""
    if found.get("error"):
        return "open"
    if clause.act == "attest" and not attested:
        return "unattested"
    if not attested and not evidence.there(clause.fulfilled_by):
        return "absent"
    return "remarks" if found.get("warning") else "met"


def _tally(findings: Iterable[Finding]) -> Mapping[str, Mapping[str, int]]:
    """Findings by severity under their rule's code and under each clause that the rule cites."""
    tally: dict[str, dict[str, int]] = {}
    for finding in findings:
        rule = describe(finding)
        if finding.waived:
            continue
        cited = [normal_number(number) for number in rule.clause.replace(";", "；").split("；") if number]
        for key in (finding.code, *cited):
            counts = tally.setdefault(key, {})
            counts[rule.severity] = counts.get(rule.severity, 0) + 1
    return tally


def _attested(plan: Plan | None) -> Mapping[str, str]:
    records = plan.records.get("attestations", ()) if plan else ()
    return {normal_number(r.text("clause")): f"{r.text('by')} {r.text('date')}".strip() for r in records}
