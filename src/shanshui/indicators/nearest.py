"""Distance from each patch to the nearest other one of its class, exact, from the cells at their edges.

The cells of a class are sorted along a curve that keeps neighbours together and put into a tree of boxes. Every small
box looks for nearer cells of other patches than its own patches have found so far; boxes that lie farther away, or hold
cells of its own patch alone, are passed over. What a patch has found holds for all its cells, so that most look no
farther than a few boxes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Cells = NDArray[np.int32]

NONE = -1
"""Squared distance of a patch that is the only one of its class."""

_FAR = np.iinfo(np.int64).max
_MOST = 2**20
"""Rows and columns up to which places fit the curve."""


def nearest_patches(row: Cells, col: Cells, patch: Cells, group: NDArray[np.integer], corners: bool = True) -> Ints:
    """Squared distance from each patch to the nearest other patch of its group.

    Parameters
    ----------
    row, col : int32 array, shape (cells,)
        The cells at the edges of patches, or all their cells, 0 to 2^20.
    patch : int32 array, shape (cells,)
        Patch of each cell, from 0.
    group : int array, shape (patches,)
        What each patch belongs to, its zone and class, from 0; only patches of one group are neighbours.
    corners : bool
        Whether cells that touch by a corner alone belong to one patch: then none is nearer to another than two cells.

    Returns
    -------
    int array, shape (patches,)
        Squared distance between cell centres [cells²]; -1 where no other patch is of the group.

    Raises
    ------
    ValueError
        Where a cell lies too far out.

    Notes
    -----
    The shortest way between two patches runs between cells at their edges: from a cell within, the next cell
    towards the other patch is nearer and still of the patch.

    References
    ----------
    McGarigal & Marks 1995 (FRAGSTATS), ENN.

    Examples
    --------
    >>> three = np.array([0, 3, 8], np.int32)
    >>> nearest_patches(np.zeros(3, np.int32), three, np.arange(3, dtype=np.int32), np.array([0, 0, 0])).tolist()
    [9, 9, 25]
    """
    from shanshui.indicators import nearest_search as search  # only here, since it loads the compiler

    best: Ints = np.full(group.size, _FAR, np.int64)
    if row.size and (max(row.max(), col.max()) >= _MOST or min(row.min(), col.min()) < 0):
        raise ValueError(f"cells lie beyond 0 to {_MOST}; part the landscape")
    if row.size:
        groups, number = np.unique(group, return_inverse=True)
        of_cell = number.astype(np.int32)[patch]
        for one in range(groups.size):
            mine = np.flatnonzero(of_cell == one)
            mine = mine[np.argsort(search.along_curve(row[mine], col[mine]))]
            search.search(row[mine], col[mine], patch[mine], best, 4 if corners else 2)
    return np.where(best == _FAR, NONE, best)
