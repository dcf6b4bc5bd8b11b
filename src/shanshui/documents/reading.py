"""Which reader a file takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from shanshui.documents.limits import UNKNOWN
from shanshui.documents.model import Document
from shanshui.documents.pdf import read_pdf
from shanshui.documents.plain import read_text
from shanshui.documents.web import read_web
from shanshui.documents.word import read_word
from shanshui.documents.workbook import read_workbook
from shanshui.errors import DataError

READERS: Mapping[str, Callable[[Path], Document]] = {
    ".docx": read_word,
    ".htm": read_web,
    ".html": read_web,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".xlsm": read_workbook,
    ".xlsx": read_workbook,
}
"""By ending of the file's name."""


def read(path: Path) -> Document:
    """Read a finished document.

    Parameters
    ----------
    path : Path
        A file whose ending is one of ``READERS``.

    Raises
    ------
    DataError
        Where its ending is another, it is not what its ending says, or it is larger than any plan.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DataError(UNKNOWN, f"{path.name}; {', '.join(READERS)}")
    return reader(path)
