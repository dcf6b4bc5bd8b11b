"""The findings on a terminal, and whether the dossier may be called final."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from rich.text import Text

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.review.output.comments import SEVERITIES, Comment, comments
from shanshui.standard import Standard, describe

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def verdict(findings: Iterable[Finding]) -> bool:
    """Whether the dossier is final: it has no error that is not waived."""
    return not any(describe(f).severity == "error" and not f.waived for f in findings)


def counts(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many findings there are by severity, and under ``waived`` those that a ruling waives."""
    tally = Counter("waived" if f.waived else describe(f).severity for f in findings)
    return {kind: tally[kind] for kind in (*SEVERITIES, "waived")}


def summary(
    findings: Iterable[Finding], standard: Standard, plan: Plan | None = None, lang: str = "zh", limit: int = 20
) -> Iterator[Text]:
    """Lines for a terminal: one for each finding with place and remedy, then the counts.

    Parameters
    ----------
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    plan : Plan, optional
        Its rulings.
    lang : {"zh", "en"}
        Language.
    limit : int
        How many findings to list; the rest is counted. 0 lists all.
    """
    found = tuple(findings)
    listed = [c for c in comments(found, standard, plan, lang) if not c.finding.waived]
    for comment in islice(listed, limit or None):
        yield from _lines(comment, standard, lang)
    if limit and len(listed) > limit:
        yield Text(standard.label("review.more", lang).format(count=len(listed) - limit), style="dim")
    tally = counts(found)
    words = {f"{kind}s" if kind != "waived" else kind: str(count) for kind, count in tally.items()}
    yield Text(standard.label("review.counts", lang).format(**words), style="bold")


def _lines(comment: Comment, standard: Standard, lang: str) -> Iterator[Text]:
    head = Text.assemble(
        (standard.term("severity", comment.severity, lang), _STYLES[comment.severity]),
        f" {comment.finding.code} ",
        (comment.place, "dim"),
    )
    yield head
    yield Text(f"  {comment.text}")
    if comment.remedy:
        yield Text(f"  → {comment.remedy}", style="dim")
