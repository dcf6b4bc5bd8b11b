"""How much of a divide the border between basins is: how far waters on either side run before they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.compiled import compiled
from shanshui.geo.directions import DOWN, LENGTH, NOWHERE, OUTLET, RIGHT, Directions, Labels

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Divides:
    """The borders between basins on a grid, as sides of cells.

    Parameters
    ----------
    pairs : int array, shape (k, 2)
        Labels of both basins, the lower first, ascending.
    sides : int array, shape (k,)
        Sides of cells that make the border.
    degrees : float array, shape (k,)
        Mean over these of how far waters run before they meet, over the length that counts as far; 0 to 1.
    """

    pairs: Numbers
    sides: NDArray[np.int64]
    degrees: Floats


def divides(direction: Directions, accumulation: NDArray[Any], labels: Labels, cell: float, far: float) -> Divides:
    """Look along the borders between basins.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        As :func:`shanshui.geo.flow.drain` gives them; without circles.
    accumulation : array, same shape
        As :func:`shanshui.geo.flow.accumulate` gives it, of cells.
    labels : int32 array, same shape
        Basin of each cell; 0 outside.
    cell : float
        Side of a cell [m].
    far : float
        Length from which a divide is one of the highest order [m], above 0.

    Notes
    -----
    From the cells on both sides of the border water is followed down to where the ways meet, or leave the surface; the
    shorter way counts. It is 0 where the border crosses a stream, short on a spur between two gullies, and long on the
    ridge between two rivers. As more drains through each cell on the way down, the cell through which less drains
    is the one that goes on, and the ways meet where they must.
    """
    found: list[NDArray[Any]] = []
    for down, right in ((0, 1), (1, 0)):
        here = labels[: labels.shape[0] - down, : labels.shape[1] - right]
        there = labels[down:, right:]
        rows, cols = np.nonzero((here != there) & (here > 0) & (there > 0))
        ends = np.stack([rows, cols, rows + down, cols + right], axis=1)
        length = np.zeros(len(ends))
        _follow(direction, accumulation, ends, cell, far, length)
        both = np.sort(np.stack([labels[rows, cols], labels[rows + down, cols + right]], axis=1), axis=1)
        found.append(np.column_stack([both, length / far]))
    table = np.concatenate(found)
    pairs, pair = np.unique(table[:, :2].astype(np.intp), axis=0, return_inverse=True)
    sides = np.bincount(pair.ravel(), minlength=len(pairs))
    total = np.bincount(pair.ravel(), weights=table[:, 2], minlength=len(pairs))
    return Divides(pairs, sides, total / np.maximum(sides, 1))


@compiled
def _follow(
    direction: Directions, accumulation: NDArray[Any], ends: NDArray[np.int64], cell: float, far: float, length: Floats
) -> None:
    """Length of the shorter way to where waters meet, ``far`` at most, for each pair of cells."""
    for n in range(ends.shape[0]):
        r, c, row, col = ends[n, 0], ends[n, 1], ends[n, 2], ends[n, 3]
        one, other = 0.0, 0.0
        one_ends, other_ends = False, False
        while not (r == row and c == col) and min(one, other) < far and not (one_ends and other_ends):
            if not one_ends and (other_ends or accumulation[r, c] <= accumulation[row, col]):
                k = direction[r, c]
                if k == OUTLET or k == NOWHERE:
                    one_ends = True
                else:
                    r, c, one = r + DOWN[k], c + RIGHT[k], one + LENGTH[k] * cell
            else:
                k = direction[row, col]
                if k == OUTLET or k == NOWHERE:
                    other_ends = True
                else:
                    row, col, other = row + DOWN[k], col + RIGHT[k], other + LENGTH[k] * cell
        length[n] = min(one, other, far)
