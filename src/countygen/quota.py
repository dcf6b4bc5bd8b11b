"""Choice of cells by rank: the best ones, as many as an area needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def best_cells(score: NDArray[np.floating], free: Flags, cell_area: Floats, wanted: float) -> tuple[Flags, float]:
    """Free cells of the highest score whose areas add up to what is wanted.

    Parameters
    ----------
    score : float array, shape (rows, cols)
        The higher the sooner; -inf is never taken.
    free : bool array, shape (rows, cols)
        Cells to choose from.
    cell_area : float array, shape (cols,)
        Area of a cell of each column [m²].
    wanted : float
        Area [m²].

    Returns
    -------
    chosen : bool array, shape (rows, cols)
    least : float
        Lowest score taken; infinite where nothing is.

    Notes
    -----
    Equal scores are taken in row order, so that the choice is the same on every machine.
    """
    index = np.flatnonzero(free & (score > -np.inf))
    chosen = np.zeros(score.shape, bool)
    if index.size == 0 or wanted <= 0:
        return chosen, np.inf
    values = score.ravel()[index]
    weight = cell_area[index % score.shape[1]]
    count = min(int(wanted / float(weight.min()) * 1.01) + 2, index.size)
    if count < index.size:
        bound = np.partition(values, index.size - count)[index.size - count]
        near = values >= bound
        index, values, weight = index[near], values[near], weight[near]
    order = np.argsort(-values, kind="stable")
    total = np.cumsum(weight[order])
    taken = int(np.searchsorted(total, wanted))
    if taken < total.size and total[taken] - wanted <= wanted - (total[taken - 1] if taken else 0.0):
        taken += 1
    order = order[:taken]
    if order.size == 0:
        return chosen, np.inf
    chosen.ravel()[index[order]] = True
    return chosen, float(values[order[-1]])


def spread_out(
    score: NDArray[np.floating],
    free: Flags,
    county: Flags,
    cell_area: Floats,
    wanted: float,
    least: int = 1,
) -> Flags:
    """Best cells of the county for an area, and outside the county all that score as well.

    Parameters
    ----------
    score, free, cell_area, wanted : see `best_cells`
    county : bool array, shape (rows, cols)
    least : int
        Patches of fewer cells are left out in favour of the next best ground.
    """
    chosen, bound = best_cells(score, free & county, cell_area, wanted)
    if least > 1 and np.isfinite(bound):
        roomy, _ = best_cells(score, free & county, cell_area, wanted * 1.15)
        large = without_small(roomy, least)
        if float((large * cell_area).sum()) >= wanted:
            chosen, bound = best_cells(score, large, cell_area, wanted)
    return np.asarray(chosen | (free & ~county & (score >= bound)))


def without_small(mask: Flags, least: int) -> Flags:
    """Mask without connected parts of fewer cells than `least`."""
    labels, count = ndimage.label(mask)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    keep = sizes >= least
    keep[0] = False
    return np.asarray(keep[labels])
