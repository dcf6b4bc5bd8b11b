"""What surrounds a cell, and the patches that may serve as reference sites."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage


def share_around(
    marked: NDArray[np.bool_], known: NDArray[np.bool_], radius: int
) -> NDArray[np.float64]:  # fmt: skip
    """Share of marked cells among the known ones of a square around each cell.

    Parameters
    ----------
    marked, known : bool array, shape (height + 2 radius, width + 2 radius)
        Cells with their surroundings; only known cells count.
    radius : int
        Cells from the middle of the square to its side, from 0.

    Returns
    -------
    float array, shape (height, width)
        0 to 1; NaN where the cell itself is not known.

    Examples
    --------
    >>> ones = np.ones((3, 3), bool)
    >>> share_around(np.eye(3, dtype=bool), ones, 1).round(4).tolist()
    [[0.3333]]
    """
    height, width = marked.shape[0] - 2 * radius, marked.shape[1] - 2 * radius
    hits, cells = (_sums(cells_of, radius) for cells_of in (marked & known, known))
    own = known[radius : radius + height, radius : radius + width]
    return np.where(own, hits / np.maximum(cells, 1), np.nan)


def _sums(cells: NDArray[np.bool_], radius: int) -> NDArray[np.int64]:
    """Sums over the square around each inner cell, exact in whole numbers."""
    total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), np.int64)
    total[1:, 1:] = cells.cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    side = 2 * radius + 1
    found: NDArray[np.int64] = total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    return found


def largest_patches(kinds: NDArray[np.integer], squares: NDArray[np.integer], least: int) -> NDArray[np.int32]:
    """The largest patch of each kind in each square of a lattice.

    Parameters
    ----------
    kinds : int array, shape (height, width)
        1 to 9; 0 = no candidate.
    squares : int array, same shape
        Number of the lattice square of each cell, from 1; squares are aligned rectangles of cells.
    least : int
        Cells from which a patch counts, above 0.

    Returns
    -------
    int32 array, same shape
        Ten times the square's number plus the kind in the cells of the patch, else 0. Cells that touch by side or
        corner are of one patch; of equal ones the first from the upper left counts.

    Raises
    ------
    ValueError
        Where a kind is above 9, or the numbers of the squares are too great for the code.
    """
    if kinds.size and (kinds.max() > 9 or squares.max() > (np.iinfo(np.int32).max - 9) // 10):
        raise ValueError("kinds above 9 or squares above 214 million cannot be told apart; give fewer")
    found = np.zeros(kinds.shape, np.int32)
    rows = np.flatnonzero(np.diff(squares[:, 0], prepend=-1))
    cols = np.flatnonzero(np.diff(squares[0], prepend=-1))
    for top, bottom in zip(rows, [*rows[1:], kinds.shape[0]], strict=True):
        for left, right in zip(cols, [*cols[1:], kinds.shape[1]], strict=True):
            part, into = kinds[top:bottom, left:right], found[top:bottom, left:right]
            for kind in np.unique(part[part > 0]):
                labels, count = ndimage.label(part == kind, np.ones((3, 3)))
                sizes = np.bincount(labels.ravel(), minlength=count + 1)
                sizes[0] = 0
                if sizes.max() >= least:
                    into[labels == sizes.argmax()] = 10 * squares[top, left] + kind
    return found
