"""All files of an audit, into one folder."""

from __future__ import annotations

from pathlib import Path

from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import Compared
from shanshui.audit.output.exchange import audit_json
from shanshui.audit.output.matrix import write_matrix
from shanshui.audit.output.page import audit_page
from shanshui.audit.output.word import commented
from shanshui.files import written_beside
from shanshui.standard import Standard


def write(
    folder: Path, source: Path, audited: Audited, standard: Standard, compared: Compared | None = None, lang: str = "zh"
) -> tuple[Path, ...]:
    """Write page, comment matrix and JSON, and of a Word file a copy with comments.

    Parameters
    ----------
    folder : Path
        Where to; made where it is not there.
    source : Path
        The file that was audited; it is left as it is.
    audited : Audited
        The document and its findings.
    standard : Standard
        Words.
    compared : Compared, optional
        What became of an earlier version.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    tuple of Path
        What was written, in the order in which a reader opens it.
    """
    page, book, data = (folder / f"findings.{ending}" for ending in ("html", "xlsx", "json"))
    _put(page, audit_page(audited, standard, compared, lang).encode("utf-8"))
    with written_beside(book) as beside:
        write_matrix(beside, audited, standard, lang)
    _put(data, audit_json(audited, standard, compared, lang).encode("utf-8"))
    if audited.document.format != "docx":
        return page, book, data
    word = folder / f"{source.stem}{standard.label('audit.word.suffix', lang)}.docx"
    _put(word, commented(source.read_bytes(), audited, standard, lang))
    return page, book, data, word


def _put(path: Path, content: bytes) -> None:
    with written_beside(path) as beside:
        beside.write_bytes(content)
