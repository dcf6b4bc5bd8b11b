"""Compact regions without holes that grow over the ground to a wanted area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countygen import kernels
from countygen.grid import Grid
from countygen.quota import best_cells

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def reach_cost(cost: Floats, free: Flags, seeds: Floats, grid: Grid) -> Floats:
    """Cost of reaching each free cell from the seeds, with inner islands lowered; infinite elsewhere.

    Parameters
    ----------
    cost : float array, shape `grid.shape`
        Cost per metre [-].
    free : bool array, shape `grid.shape`
    seeds : float array, shape (n, 2) [m]; each starts from the nearest free cell
    grid : Grid
    """
    start = np.full(grid.shape, np.nan)
    rows, cols = np.nonzero(free)
    if rows.size == 0:
        return np.full(grid.shape, np.inf)
    for x, y in seeds:
        k = int(np.argmin((grid.xs()[cols] - x) ** 2 + (grid.ys()[rows] - y) ** 2))
        start[rows[k], cols[k]] = 0.0
    bounded = np.where(free, cost, np.nan)
    away, _, _ = kernels.cost_distance(bounded.ravel(), start.ravel(), grid.rows, grid.cols, grid.cell)
    known = np.isfinite(away)
    height = np.where(known, -away, -1e12)
    outlet = np.zeros(grid.shape, bool)
    outlet[[0, -1], :] = True
    outlet[:, [0, -1]] = True
    outlet |= ~free
    filled = kernels.fill(height, outlet.ravel(), grid.rows, grid.cols, 0.0)
    return np.where(known, -filled, np.inf).reshape(grid.shape)


def grow(
    cost: Floats, free: Flags, seeds: Floats, grid: Grid, cell_area: Floats, wanted: float, across: Flags | None = None
) -> Flags:
    """Region of a wanted area [m²] around seeds.

    Parameters
    ----------
    cost : float array, shape `grid.shape`
        Cost per metre [-].
    free : bool array, shape `grid.shape`
        Cells that may be taken.
    seeds : float array, shape (n, 2) [m]
    grid : Grid
    cell_area : float array, shape (grid.cols,) [m²]
    wanted : float
        Area [m²].
    across : bool array, shape `grid.shape`, optional
        Cells that may be crossed; by default those that may be taken.

    Notes
    -----
    Only a window of a few times the region's breadth is looked at; where it is too small, the whole grid is.
    """
    reach = 1.7 * np.sqrt(wanted)
    (west, south), (east, north) = seeds.min(axis=0) - reach, seeds.max(axis=0) + reach
    whole = (slice(0, grid.rows), slice(0, grid.cols))
    chosen = np.zeros(grid.shape, bool)
    for window in (grid.window((west, south, east, north)), whole):
        take = free[window]
        away = reach_cost(cost[window], (take if across is None else across[window]), seeds, grid.crop(window))
        part, _ = best_cells(-away, take & np.isfinite(away), cell_area[window[1]], wanted)
        if float((part * cell_area[window[1]]).sum()) > 0.9995 * wanted - grid.cell**2 or window == whole:
            chosen[window] = part
            break
    return chosen
