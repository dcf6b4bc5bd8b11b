"""Tables of a Word document: rows and cells, merged ones once, tables inside cells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from shanshui.documents.drafting import Slot, Words
from shanshui.documents.word.numbering import integer
from shanshui.documents.word.text import attribute, child, local

WIDEST = 200
"""Columns beyond which a span is taken for broken."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of the file.

    Parameters
    ----------
    slots : tuple of Slot
        In order of rows.
    heads : int
        Rows marked to be repeated on each page.
    columns : int
        How many.
    inner : tuple of element
        Tables inside its cells.
    """

    slots: tuple[Slot, ...]
    heads: int
    columns: int
    inner: tuple[Any, ...]


def table_of(table: Any, words_in: Callable[[Any], tuple[Words, ...]]) -> WordTable:
    """Read a ``w:tbl``.

    Parameters
    ----------
    table : lxml element
        The table.
    words_in : callable
        Paragraphs of a cell, tables inside it left out.
    """
    slots: list[Slot] = []
    above: dict[int, int] = {}
    inner: list[Any] = []
    heads = columns = row = 0
    for line in _within(table, "tr"):
        properties = child(line, "trPr")
        if properties is not None and child(properties, "del") is not None:
            continue
        if properties is not None and child(properties, "tblHeader") is not None and heads == row:
            heads += 1
        column = _number(properties, "gridBefore", 0)
        for cell in _within(line, "tc"):
            settings = child(cell, "tcPr")
            across = max(_number(settings, "gridSpan", 1), 1)
            merge = child(settings, "vMerge") if settings is not None else None
            if merge is not None and attribute(merge, "val") != "restart" and column in above:
                anchor = slots[above[column]]
                slots[above[column]] = replace(anchor, down=row + 1 - anchor.row, words=anchor.words + words_in(cell))
            else:
                above[column] = len(slots)
                slots.append(Slot(row, column, words_in(cell), 1, across))
            inner += _within(cell, "tbl")
            column += across
        columns = max(columns, column)
        row += 1
    return WordTable(tuple(slots), heads, columns, tuple(inner))


def _within(element: Any, name: str) -> Iterator[Any]:
    """Elements of a name below another, content controls and marks of revision looked through."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _within(inner, name)


def _number(properties: Any, name: str, otherwise: int) -> int:
    found = child(properties, name) if properties is not None else None
    return min(integer(attribute(found, "val"), otherwise), WIDEST) if found is not None else otherwise
