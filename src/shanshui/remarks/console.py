"""The findings on a terminal, and whether the dossier may be called final."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rich.text import Text

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.remarks.comments import DISCIPLINES, SEVERITIES, Comment, comments
from shanshui.standard import Standard, describe

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def verdict(findings: Iterable[Finding]) -> bool:
    """Whether the dossier is final: it has no error that is not waived."""
    return not any(describe(f).severity == "error" and not f.waived for f in findings)


def counts(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many findings there are by severity, and under ``waived`` those that a ruling waives."""
    tally = Counter("waived" if f.waived else describe(f).severity for f in findings)
    return {kind: tally[kind] for kind in (*SEVERITIES, "waived")}


def no_quotes(_finding: Finding) -> Iterable[str]:
    """Of what quotes nothing, or whose words say enough."""
    return ()


def summary(
    findings: Iterable[Finding],
    standard: Standard,
    plan: Plan | None = None,
    lang: str = "zh",
    limit: int = 20,
    quoted: Callable[[Finding], Iterable[str]] = no_quotes,
    look: str = "review.look",
) -> Iterator[Text]:
    """Lines for a terminal: findings with place and remedy, the waived ones after them, counts, where to look.

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
    quoted : callable, optional
        From a finding to the lines that show what it quotes.
    look : str
        Label that says where all of them are found; nothing is said where it is empty.
    """
    found = tuple(findings)
    said = comments(found, standard, plan, lang)
    listed, waived = [c for c in said if not c.finding.waived], [c for c in said if c.finding.waived]
    for comment in islice(listed, limit or None):
        yield from _lines(comment, quoted(comment.finding), standard, lang)
    if limit and len(listed) > limit:
        yield Text(standard.label("review.more", lang).format(count=len(listed) - limit), style="dim")
    for comment in islice(waived, limit or None):
        yield _waived(comment, standard, lang)
    yield from _by_discipline(said, standard, lang)
    if found and limit and look:
        yield Text(standard.label(look, lang), style="dim")
    tally = counts(found)
    words = {f"{kind}s" if kind != "waived" else kind: str(count) for kind, count in tally.items()}
    yield Text(standard.label("review.counts", lang).format(**words), style="bold")


def _lines(comment: Comment, quotes: Iterable[str], standard: Standard, lang: str) -> Iterator[Text]:
    yield Text.assemble(
        (standard.term("severity", comment.severity, lang), _STYLES[comment.severity]),
        f" {comment.finding.code} ",
        (comment.place, "dim"),
    )
    yield Text(f"  {comment.text}")
    for quote in quotes:
        yield Text(f"    {quote}", style="dim")
    if comment.remedy:
        yield Text(f"  → {comment.remedy}", style="dim")


def _waived(comment: Comment, standard: Standard, lang: str) -> Text:
    """One line: a waived finding is in sight, with the ruling that waives it."""
    ruling = comment.ruling
    why = f"{ruling.reason} ({ruling.by}, {ruling.id})" if ruling else comment.finding.waived
    head = standard.label("review.page.kind.waived", lang)
    return Text(f"{head} {comment.finding.code} {comment.text} ← {why}", style="dim")


def _by_discipline(said: Sequence[Comment], standard: Standard, lang: str) -> Iterator[Text]:
    """How many errors, warnings and notes each discipline of the panel has to look at."""
    for discipline in DISCIPLINES:
        tally = Counter(comment.kind for comment in said if comment.discipline == discipline)
        if tally:
            parts = [f"{standard.label(f'review.page.kind.{kind}', lang)} {tally[kind]}" for kind in tally]
            yield Text(f"  {standard.term('discipline', discipline, lang)}: {', '.join(parts)}")
