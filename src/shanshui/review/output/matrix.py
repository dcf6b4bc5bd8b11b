"""The comment matrix: one row for each finding, with room for reply and status."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.review.output.book import Column, Sheet, write_book
from shanshui.review.output.comments import Comment, comments
from shanshui.standard import Standard

_COLUMNS = (
    Column("number", 6, center=True),
    Column("severity", 7, center=True, choices="severity"),
    Column("discipline", 12, center=True),
    Column("text", 44),
    Column("place", 26),
    Column("got", 18),
    Column("want", 18),
    Column("clause", 14, center=True),
    Column("remedy", 34),
    Column("reply", 28),
    Column("status", 9, center=True, choices="reply_status"),
    Column("id", 14, center=True),
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
        Its rulings; replies of its table come back under 答复 and 状态.
    lang : {"zh", "en"}
        Language.
    """
    said = comments(findings, standard, plan, lang)
    rows = [_row(number, comment, standard, lang) for number, comment in enumerate(said, start=1)]
    title = standard.label("review.page.title", lang)
    sheet = Sheet(title, f"{title}　{subject}", _COLUMNS, rows, [_tone(c) for c in said])
    write_book(path, sheet, standard, lang)


def _row(number: int, comment: Comment, standard: Standard, lang: str) -> tuple[str | int, ...]:
    finding = comment.finding
    return (
        number,
        standard.term("severity", comment.severity, lang),
        standard.term("discipline", comment.discipline, lang),
        comment.text,
        comment.place,
        comment.got,
        comment.want,
        comment.clause,
        comment.remedy,
        _reply(comment),
        comment.status,
        finding.id,
    )


def _reply(comment: Comment) -> str:
    """The applicant's reply; a waived finding is answered by the ruling's reason, name and date."""
    if comment.reply or comment.ruling is None:
        return comment.reply
    return " ".join(part for part in (comment.ruling.reason, comment.ruling.by, comment.ruling.date) if part)


def _tone(comment: Comment) -> str:
    return "waived" if comment.finding.waived else comment.severity
