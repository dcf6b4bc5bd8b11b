"""A raster of values on cells several times as large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster

_WINDOW = 1024


def coarsening(grid: Grid, most: int) -> int:
    """How many cells across and down make one, so that there are no more than ``most``.

    Examples
    --------
    >>> coarsening(Grid(4545, 30.0, 0.0, 0.0, 2000, 1500), 1_000_000)
    2
    """
    return max(1, int(np.ceil(np.sqrt(grid.rows * grid.cols / most))))


def coarse_grid(grid: Grid, step: int) -> Grid:
    """The grid of cells ``step`` times as large; the last ones may reach beyond."""
    return Grid(grid.epsg, grid.cell * step, grid.left, grid.top, -(-grid.cols // step), -(-grid.rows // step))


def coarse_means(raster: AlignedRaster, step: int) -> NDArray[np.float64]:
    """Means of the known cells of a raster in blocks of ``step`` by ``step``, window by window.

    Parameters
    ----------
    raster : AlignedRaster
        Of values.
    step : int
        Cells across and down that make one.

    Returns
    -------
    float array, shape of :func:`coarse_grid`
        NaN where less than half of a block is known.
    """
    whole = coarse_grid(raster.grid, step)
    found = np.full(whole.shape, np.nan)
    for window, cells in raster.blocks(max(1, _WINDOW // step) * step):
        rows, cols = -(-window.height // step), -(-window.width // step)
        padded = np.full((rows * step, cols * step), np.nan)
        padded[: window.height, : window.width] = cells
        blocks = padded.reshape(rows, step, cols, step).swapaxes(1, 2).reshape(rows, cols, step * step)
        known = np.count_nonzero(~np.isnan(blocks), axis=2)
        enough = 2 * known >= step * step
        row, col = window.row // step, window.col // step
        part = found[row : row + rows, col : col + cols]
        part[enough] = np.nansum(blocks, axis=2)[enough] / known[enough]
    return found
