"""Text files: every line that is not blank is a block."""

from __future__ import annotations

import re
from pathlib import Path

from shanshui.documents.model import Block, Document
from shanshui.errors import DataError

_ENCODINGS = ("utf-8-sig", "gb18030")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read_text(path: Path) -> Document:
    """Read a text file in UTF-8 or GB 18030.

    Raises
    ------
    DataError
        Where it is in neither.
    """
    text = _decoded(path)
    blocks = tuple(Block("paragraph", found.start(), found.end()) for found in _LINE.finditer(text))
    return Document(path.name, "txt", text, blocks)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(path.name, "neither UTF-8 nor GB 18030; save it as UTF-8")
