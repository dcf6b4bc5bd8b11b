"""How many rows of a table head its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shanshui.documents.grid import sort_of
from shanshui.documents.model import Cell

_MOST = 4


def heads_of(cells: Sequence[Cell], rows: int, least: int = 0) -> int:
    """Rows that head the columns, told from merged cells and from where amounts begin.

    Parameters
    ----------
    cells : sequence of Cell
        Of the table, in order of rows.
    rows : int
        How many it has.
    least : int
        Rows that the format itself marks as heads.
    """
    if rows < 2:
        return 0
    by_row: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    heads = least or int(not has_amounts(by_row[0]))
    while 0 < heads < min(_MOST, rows - 1):
        reach = max((cell.row + cell.down for row in range(heads) for cell in by_row[row]), default=heads)
        title = heads == 1 and len(by_row[0]) == 1 and len(by_row[1]) > 1
        goes_on = heads < reach <= _MOST or title or _stands_below(by_row[heads])
        if not goes_on or has_amounts(by_row[heads]) or not by_row[heads]:
            break
        heads += 1
    return min(heads, rows - 1)


def has_amounts(row: Sequence[Cell]) -> bool:
    """Whether a row holds numbers, so that it heads nothing."""
    return any(sort_of(cell.text) in ("number", "ordinal", "dash") for cell in row)


def _stands_below(row: Sequence[Cell]) -> bool:
    """Whether a row whose first cell is empty holds years or units alone, as the lower row of a head does."""
    filled = [cell for cell in row if cell.text]
    return bool(filled) and not row[0].text and all(sort_of(cell.text) in ("year", "unit") for cell in filled)
