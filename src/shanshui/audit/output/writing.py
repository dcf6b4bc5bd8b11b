"""All files of an audit, into one folder."""

from __future__ import annotations

from pathlib import Path

from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import Compared
from shanshui.audit.output.exchange import audit_json
from shanshui.audit.output.matrix import write_matrix
from shanshui.audit.output.page import audit_page
from shanshui.audit.output.word import commented
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
    folder.mkdir(parents=True, exist_ok=True)
    page, book, data = (folder / f"findings.{ending}" for ending in ("html", "xlsx", "json"))
    page.write_text(audit_page(audited, standard, compared, lang), encoding="utf-8", newline="\n")
    write_matrix(book, audited, standard, lang)
    data.write_text(audit_json(audited, standard, compared, lang), encoding="utf-8", newline="\n")
    if audited.document.format != "docx":
        return page, book, data
    word = folder / f"{source.stem}{standard.label('audit.word.suffix', lang)}.docx"
    word.write_bytes(commented(source.read_bytes(), audited, standard, lang))
    return page, book, data, word
