"""Which lines of a table stay on one page with the next line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from shanshui.dossier.narrative.model import Grid, GridCell, GridRow
from shanshui.dossier.report.fitting import PADDING

WHOLE, WHOLE_HEIGHT = 12, 24
"""Lines up to which a table stays on one page, and lines of text in them."""

ENDS = 2
"""Lines at the end of a table that are not parted from the last, and at its beginning from the first."""

PAIR = 3
"""Lines under one merged cell up to which they are not parted."""


def staying(grid: Grid, size: float, widths: Sequence[float]) -> frozenset[int]:
    """Lines of the body that stay with the next one.

    Parameters
    ----------
    grid : Grid
        The table.
    size : float
        Text size [pt].
    widths : sequence of float
        Column widths [pt].

    Returns
    -------
    frozenset of int
        All lines of a short table; the first and the last ones; headings of groups and what a total follows; and those
        at which a merged cell would be cut so that one part has too few lines for its text, which is repeated in both.
    """
    last, heights = len(grid.body) - 1, [_height(row, size, widths) for row in grid.body]
    if last + 1 + len(grid.header) <= WHOLE and sum(heights) <= WHOLE_HEIGHT:
        return frozenset(range(last))
    found = {n for n in range(last) if n < ENDS - 1 or n >= last - ENDS or is_group(grid.body[n])}
    found |= {n - 1 for n, kind in enumerate(grid.kinds) if n and kind in ("subtotal", "total")}
    for n, column, cell in _merged(grid.body):
        needed = _lines(cell, size, widths[column : column + cell.across])
        end = min(n + cell.down, last + 1)
        for cut in range(n, end - 1):
            if cell.down <= PAIR or min(sum(heights[n : cut + 1]), sum(heights[cut + 1 : end])) < needed:
                found.add(cut)
    return frozenset(found)


def is_group(row: GridRow) -> bool:
    """Whether one cell covers the whole line: it heads the lines below."""
    return len(row) > 1 and row[0] is not None and row[0].across == len(row)


def _merged(body: Sequence[GridRow]) -> Iterator[tuple[int, int, GridCell]]:
    for n, row in enumerate(body):
        for column, cell in enumerate(row):
            if cell is not None and cell.down > 1:
                yield n, column, cell


def _height(row: GridRow, size: float, widths: Sequence[float]) -> int:
    """Lines of the tallest cell that stands in this line alone."""
    own = [(c, cell) for c, cell in enumerate(row) if cell is not None and cell.down == 1]
    return max((_lines(cell, size, widths[c : c + cell.across]) for c, cell in own), default=1)


def _lines(cell: GridCell, size: float, widths: Sequence[float]) -> int:
    return max(1, math.ceil(cell.breadth * size / max(sum(widths) - PADDING, size)))
