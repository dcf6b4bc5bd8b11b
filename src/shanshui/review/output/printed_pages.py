"""On which page of the printed report a heading stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdf
import pypdf.errors

_BROKEN = (pypdf.errors.PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What pypdf raises at a file that is no PDF, or at bookmarks that lead nowhere."""


def pages_of(folder: Path) -> Mapping[str, int]:
    """Page of each heading of the PDF in a folder, from 1, by its words without blanks.

    Parameters
    ----------
    folder : Path
        Folder of a dossier; the first PDF in it counts.

    Returns
    -------
    mapping
        Empty where there is no PDF, where it cannot be read, and where it has no bookmarks.
    """
    found: dict[str, int] = {}
    for path in sorted(folder.rglob("*.pdf"))[:1]:
        try:
            reader = pypdf.PdfReader(path)
            for title, page in _bookmarks(reader, reader.outline):
                found.setdefault(plain(title), page)
        except _BROKEN:
            return MappingProxyType({})
    return MappingProxyType(found)


def plain(heading: str) -> str:
    """A heading without blanks, as number and title together.

    Examples
    --------
    >>> plain("5.2　模式与措施")
    '5.2模式与措施'
    """
    return "".join(heading.split())


def _bookmarks(reader: pypdf.PdfReader, outline: Any) -> Iterator[tuple[str, int]]:
    for item in outline:
        if isinstance(item, list):
            yield from _bookmarks(reader, item)
            continue
        page = reader.get_destination_page_number(item)
        if item.title and page is not None:
            yield str(item.title), page + 1
