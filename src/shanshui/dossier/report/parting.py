"""A laid-out table cut where pages end: each part a table of its own (H.3.3.3 b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shanshui.dossier.narrative.model import Grid, GridCell, GridRow


def parted(grid: Grid, breaks: Sequence[int]) -> tuple[Grid, ...]:
    """Cut a table's body, so that every part can stand on a page of its own.

    Parameters
    ----------
    grid : Grid
        The table.
    breaks : sequence of int
        Body lines that begin a new part, ascending; those that part nothing are passed over.

    Returns
    -------
    tuple of Grid
        Every part has the heading of the columns and the unit; the head block stands before the first one only,
        notes and fields for signing below the last one. A merged cell that a cut crosses is closed there and opened
        again with its text: nothing may be left to "as above" (H.3.3.3 f).
    """
    last = len(grid.body)
    starts = (0, *sorted({b for b in breaks if 0 < b < last}))
    stops = (*starts[1:], last)
    return tuple(
        replace(
            grid,
            above=grid.above if start == 0 else (),
            body=tuple(_rows(grid.body, start, stop)),
            kinds=grid.kinds[start:stop],
            notes=grid.notes if stop == last else (),
            foot=grid.foot if stop == last else (),
        )
        for start, stop in zip(starts, stops, strict=True)
    )


def _rows(body: Sequence[GridRow], start: int, stop: int) -> Iterator[GridRow]:
    """Lines of one part, their merged cells ending within it."""
    for n in range(start, stop):
        row = body[n] if n > start else tuple(_opened(body, start))
        yield tuple(cell if cell is None or n + cell.down <= stop else replace(cell, down=stop - n) for cell in row)


def _opened(body: Sequence[GridRow], start: int) -> Iterator[GridCell | None]:
    """The first line of a part, with what reaches down into it from before."""
    for column, cell in enumerate(body[start]):
        yield cell if cell is not None else _reaching(body, start, column)


def _reaching(body: Sequence[GridRow], line: int, column: int) -> GridCell | None:
    """The cell that begins above in this very column and covers the place, as it goes on from this line."""
    for above in range(line - 1, -1, -1):
        cell = body[above][column]
        if cell is not None:
            rest = above + cell.down - line
            return replace(cell, down=rest) if rest > 0 else None
    return None
