"""Tables that go on: 续表, and those that the end of a page cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shanshui.documents.model import Cell, Table


def repeated(table: Table, words: Iterable[tuple[int, int, str]]) -> int:
    """Rows at the beginning of a continued table that repeat the head.

    Parameters
    ----------
    table : Table
        What it goes on with.
    words : iterable of tuple
        Row, column and text of each of its cells.
    """
    heads = [(cell.row, cell.column, _bare(cell.text)) for cell in table.cells if cell.row < table.heads]
    again = [(row, column, _bare(text)) for row, column, text in words if row < table.heads]
    return table.heads if heads == again else 0


def lengthened(table: Table, cells: Sequence[Cell]) -> Table:
    """The table with further cells, whose rows count on from its own."""
    every = (*table.cells, *cells)
    rows = max((cell.row + cell.down for cell in every), default=0)
    end = max((cell.end for cell in cells if cell.text), default=table.end)
    return replace(table, rows=rows, cells=every, end=max(end, table.end))


def _bare(text: str) -> str:
    return "".join(text.split())
