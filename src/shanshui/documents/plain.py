"""Text files: lines as they stand, tables found again that were flattened to one cell per line."""

from __future__ import annotations

from pathlib import Path

from shanshui.documents.flattened import tables_in
from shanshui.documents.limits import ENCODING, bounded, read_bytes
from shanshui.documents.lines import lines_of, paragraphs
from shanshui.documents.model import Document
from shanshui.documents.structure import structured
from shanshui.errors import DataError

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path) -> Document:
    """Read a text file in UTF-8, GB 18030 or UTF-16.

    Raises
    ------
    DataError
        Where it is in none of them, holds nothing, or is longer than any plan.
    """
    return document_of(bounded(decoded(read_bytes(path), path.name), path.name), path.name)


def document_of(text: str, name: str = "") -> Document:
    """A text as a document, its tables found again.

    Parameters
    ----------
    text : str
        As the file holds it, without mark of byte order.
    name : str
        Of the file.
    """
    lines = lines_of(text)
    tables, cells, used = tables_in(lines)
    rest = [line for line in lines if line.number not in used]
    stretches = sorted((*paragraphs(rest, text), *cells), key=lambda stretch: stretch.start)
    return Document(name, "txt", text, structured(stretches), tables)


def decoded(data: bytes, name: str) -> str:
    """Bytes of a text file as text, without mark of byte order.

    Raises
    ------
    DataError
        Where they are in no encoding that plans come in.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DataError(ENCODING, name)
