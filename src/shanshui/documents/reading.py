"""Which reader a file takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from shanshui.documents.model import Document
from shanshui.documents.plain import read_text
from shanshui.errors import DataError

READERS: Mapping[str, Callable[[Path], Document]] = {
    ".txt": read_text,
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
        raise DataError(path.name, f"no document that can be read; give one that ends in {', '.join(READERS)}")
    return reader(path)
