"""The comment matrix of an audit: one row for each finding, with what is quoted and room for an answer."""

from __future__ import annotations

from pathlib import Path

from shanshui.audit.auditing import Audited
from shanshui.audit.output.passages import chapter, passage
from shanshui.remarks import Comment, comments, counts
from shanshui.remarks.book import Column, Sheet, write_book
from shanshui.standard import Standard

_COLUMNS = (
    Column("number", 5, center=True),
    Column("discipline", 8, center=True),
    Column("severity", 6, center=True, toned=True),
    Column("certainty", 7, center=True),
    Column("text", 34),
    Column("page", 5, center=True),
    Column("chapter", 18),
    Column("quotes", 44),
    Column("got", 12),
    Column("want", 12),
    Column("clause", 8, center=True),
    Column("remedy", 22),
    Column("reply", 22, entry=True),
    Column("status", 8, center=True, choices="reply_status", entry=True),
    Column("by", 8, center=True, entry=True),
    Column("date", 10, center=True, entry=True),
    Column("id", 13, center=True),
)


def write_matrix(path: Path, audited: Audited, standard: Standard, lang: str = "zh") -> None:
    """Write ``findings.xlsx``.

    Parameters
    ----------
    path : Path
        Where to.
    audited : Audited
        The document and its findings.
    standard : Standard
        Words.
    lang : {"zh", "en"}
        Language.
    """
    said = comments(audited.findings, standard, None, lang)
    rows = [_row(number, comment, audited, standard, lang) for number, comment in enumerate(said, start=1)]
    title = standard.label("audit.matrix.title", lang)
    tally = {f"{kind}s": count for kind, count in counts(audited.findings).items()}
    note = standard.label("audit.matrix.note", lang).format(**tally)
    sheet = Sheet(title, f"{title}　{audited.document.name}", _COLUMNS, rows, [c.kind for c in said], note)
    write_book(path, (sheet,), standard, lang)


def _row(number: int, comment: Comment, audited: Audited, standard: Standard, lang: str) -> tuple[str | int, ...]:
    finding, document = comment.finding, audited.document
    passages = [passage(document, quote) for quote in finding.quotes]
    return (
        number,
        standard.term("discipline", comment.discipline, lang),
        standard.term("severity", comment.severity, lang),
        standard.term("certainty", comment.certainty, lang),
        comment.text,
        finding.place.page or "",
        chapter(document, finding.quotes[0].start) if finding.quotes else "",
        "\n".join(f"{n} {found.marked}" for n, found in enumerate(passages, start=1)),
        comment.got,
        comment.want,
        comment.clause,
        comment.remedy,
        "",
        "",
        "",
        "",
        finding.id,
    )
