"""The comment matrix: one row for each finding, with room for reply and status; and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.remarks.book import Column, Sheet, write_book
from shanshui.remarks.comments import DISCIPLINES, SEVERITIES, Comment, comments
from shanshui.remarks.console import verdict
from shanshui.standard import Standard

_COLUMNS = (
    Column("number", 5, center=True),
    Column("discipline", 8, center=True),
    Column("severity", 6, center=True, toned=True),
    Column("text", 32),
    Column("place", 17),
    Column("got", 11),
    Column("want", 11),
    Column("clause", 9, center=True),
    Column("remedy", 21),
    Column("reply", 22, entry=True),
    Column("status", 8, center=True, choices="reply_status", entry=True),
    Column("by", 8, center=True, entry=True),
    Column("date", 10, center=True, entry=True),
    Column("ruling", 13),
    Column("id", 13, center=True),
)
_KINDS = (*SEVERITIES, "waived")
_SUMMARY = (
    Column("discipline", 22),
    *(Column(kind, 12, center=True) for kind in _KINDS),
    Column("unanswered", 12, center=True),
    Column("sum", 12, center=True),
)


def write_matrix(
    path: Path,
    subject: str,
    findings: Iterable[Finding],
    standard: Standard,
    plan: Plan | None = None,
    lang: str = "zh",
) -> None:
    """Write ``findings.xlsx``.

    Parameters
    ----------
    path : Path
        Where to.
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    plan : Plan, optional
        Its rulings; replies of its table stand in the columns that are open to be filled in.
    lang : {"zh", "en"}
        Language.
    """
    found = tuple(findings)
    said = comments(found, standard, plan, lang)
    ordered = [*(c for c in said if not c.finding.waived), *(c for c in said if c.finding.waived)]
    rows = [_row(number, comment, standard, lang) for number, comment in enumerate(ordered, start=1)]
    title = standard.label("review.page.title", lang)
    note = standard.label("review.matrix.note", lang)
    matrix = Sheet(title, f"{title}　{subject}", _COLUMNS, rows, [c.kind for c in ordered], note)
    write_book(path, (matrix, _summary(subject, said, verdict(found), standard, lang)), standard, lang)


def _row(number: int, comment: Comment, standard: Standard, lang: str) -> tuple[str | int, ...]:
    ruling, finding = comment.ruling, comment.finding
    why = (ruling.reason, ruling.by, ruling.date, ruling.id) if ruling else (finding.waived,)
    return (
        number,
        standard.term("discipline", comment.discipline, lang),
        standard.term("severity", comment.severity, lang),
        comment.text,
        comment.place,
        comment.got,
        comment.want,
        comment.clause,
        comment.remedy,
        comment.reply,
        standard.term("reply_status", comment.status, lang) if comment.status else "",
        comment.by,
        comment.date,
        "\n".join(part for part in why if part),
        finding.id,
    )


def _summary(subject: str, said: Sequence[Comment], final: bool, standard: Standard, lang: str) -> Sheet:
    """Counts by discipline and severity, with the verdict above."""
    tally = Counter((comment.discipline, comment.kind) for comment in said)
    waiting = Counter(comment.discipline for comment in said if comment.unanswered)
    rows: list[tuple[str | int, ...]] = []
    for discipline in DISCIPLINES:
        numbers = [tally[discipline, kind] for kind in _KINDS]
        name = standard.term("discipline", discipline, lang)
        rows.append((name, *numbers, waiting[discipline], sum(numbers)))
    numbers = [sum(tally[discipline, kind] for discipline in DISCIPLINES) for kind in _KINDS]
    rows.append((standard.label("review.matrix.all", lang), *numbers, sum(waiting.values()), len(said)))
    title = standard.label("review.matrix.summary", lang)
    standing = standard.label("review.page.final" if final else "review.page.draft", lang)
    edition = standard.edition
    note = standard.label("review.matrix.verdict", lang).format(
        verdict=standing, edition=f"{edition.code} {edition.title if lang == 'zh' else edition.title_en}"
    )
    tones = [""] * len(DISCIPLINES) + ["group"]
    return Sheet(title, f"{title}　{subject}", _SUMMARY, rows, tones, note)
