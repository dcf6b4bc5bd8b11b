"""Controlled rounding of large tables on whole numbers: each cell, row and column is cut down or raised by one.

A linear programme finds the rounding of least deviation (:func:`shanshui.quantity.close_table`); on tables of tens of
thousands of cells, whose remainders are often all alike, it takes seconds. Here rows are rounded one after another,
each carrying over what its columns are owed, and what columns are then out of bounds by is moved along shortest paths.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int8]


def raised(
    rests: NDArray[np.float64],
    rows: Sequence[tuple[int, int]],
    columns: Sequence[tuple[int, int]],
    row_rests: Sequence[float],
    total: int,
) -> Cells:
    """Choose the cells that are raised.

    Parameters
    ----------
    rests : float64 array, shape (rows, columns)
        What each cell is above its floor [unit of the last place], from 0 to below 1; a cell with 0 stays as it is.
    rows, columns : sequence of (int, int)
        Least and greatest number of cells to raise in each.
    row_rests : sequence of float
        Sum of each row's rests.
    total : int
        How many to raise in all.

    Returns
    -------
    int8 array, shape (rows, columns)
        1 where a cell is raised.

    Raises
    ------
    ValueError
        Where no choice keeps to the bounds; there always is one for bounds next to the sums of the rests.

    Notes
    -----
    The table is a flow from rows to columns. Rounding by rows gives a flow that keeps to the rows and the total; as
    long as a column is out of bounds some path of moves within rows mends it, by the theorem of the augmenting path. A
    move takes a unit of one row from one column to another, or from one row to another that has room.
    """
    found = _by_rows(rests, _counts(rows, row_rests, total), columns)
    low, high = (np.array([ends[n] for ends in columns]) for n in (0, 1))
    spare = np.array([ends[1] for ends in rows]), np.array([ends[0] for ends in rows])
    while True:
        sums = found.sum(axis=0, dtype=np.int64)
        over, under = np.flatnonzero(sums > high), np.flatnonzero(sums < low)
        if not len(over) and not len(under):
            return found
        if len(over):
            starts, ends = over[:1], np.flatnonzero(sums < high)
        else:
            starts, ends = np.flatnonzero(sums > low), under[:1]
        _move(found, rests, spare, [int(c) for c in starts], {int(c) for c in ends})


def _counts(rows: Sequence[tuple[int, int]], rests: Sequence[float], total: int) -> list[int]:
    """How many cells each row raises: its bound nearest to what it ought to have, with what rows before left over."""
    counts, owed = [], 0.0
    left, room = total - sum(least for least, _ in rows), sum(most - least for least, most in rows)
    for (least, most), rest in zip(rows, rests, strict=True):
        owed += rest - least
        free = most - least
        up = int(free > 0 and left > 0 and (owed >= 0.5 or left >= room))
        counts.append(least + up)
        owed, left, room = owed - up, left - up, room - free
    return counts


def _by_rows(rests: NDArray[np.float64], counts: Sequence[int], columns: Sequence[tuple[int, int]]) -> Cells:
    """Raise in each row the cells with the greatest rest and what their columns are owed from the rows before."""
    found = np.zeros(rests.shape, np.int8)
    owed = [0.0] * len(columns)
    for number, (row, count) in enumerate(zip(rests.tolist(), counts, strict=True)):
        for column, rest in enumerate(row):
            owed[column] += rest
        open_cells = [column for column, rest in enumerate(row) if rest > 0]
        for column in sorted(open_cells, key=lambda c: (-round(owed[c], 9), c))[:count]:
            found[number, column] = 1
            owed[column] -= 1
    return found


def _move(
    found: Cells,
    rests: NDArray[np.float64],
    bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    starts: Sequence[int],
    ends: set[int],
) -> None:
    """Move one unit along a shortest path from a column that has too many to one that has room."""
    raised_cells, free = found == 1, (found == 0) & (rests > 0)
    counts = found.sum(axis=1, dtype=np.int64)
    above, below = counts > bounds[1], counts < bounds[0]
    hub = found.shape[1]
    came: dict[int, tuple[int, int]] = dict.fromkeys(starts, (-1, -1))
    queue = list(starts)
    for node in queue:
        if node in ends:
            break
        for other in range(hub + 1):
            if other not in came and other != node:
                row = _row_between(node, other, hub, raised_cells, free, above, below)
                if row >= 0:
                    came[other] = (node, row)
                    queue.append(other)
    else:
        raise ValueError("no rounding keeps to these bounds of rows and columns")
    while came[node][0] >= 0:
        before, row = came[node]
        if before != hub:
            found[row, before] = 0
        if node != hub:
            found[row, node] = 1
        node = before


def _row_between(
    node: int,
    other: int,
    hub: int,
    raised_cells: NDArray[np.bool_],
    free: NDArray[np.bool_],
    above: NDArray[np.bool_],
    below: NDArray[np.bool_],
) -> int:
    """First row that can hand a unit from one column to another; the hub stands for rows that give or take one."""
    giving = below if node == hub else raised_cells[:, node]
    taking = above if other == hub else free[:, other]
    rows = np.flatnonzero(giving & taking)
    return int(rows[0]) if len(rows) else -1
