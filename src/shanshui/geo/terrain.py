"""Terrain from elevations: slope by Horn's method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def slope(elevation: NDArray[np.float64] | NDArray[np.float32], cell: float) -> NDArray[np.float64]:
    """Slope by Horn (1981) of every cell that has a ring of neighbours.

    Parameters
    ----------
    elevation : float array, shape (rows + 2, cols + 2)
        Elevations [m] with a halo of one cell; NaN = no data.
    cell : float
        Side of a cell [m], above 0.

    Returns
    -------
    float array, shape (rows, cols)
        Slope [°], 0 to below 90; NaN where the cell itself has no elevation.

    Raises
    ------
    ValueError
        Where the cell is not above 0, or the array has no inner cell.

    Notes
    -----
    tan s = sqrt(p² + q²), with p and q the weighted differences over the 3 × 3 neighbourhood divided by
    8 cells. A neighbour without data takes the value of the middle cell, so that slopes reach to the
    border of the data.
    """
    if not cell > 0:
        raise ValueError(f"cell is {cell}; give its side in m, above 0")
    if elevation.ndim != 2 or min(elevation.shape) < 3:
        raise ValueError(f"an array of shape {elevation.shape} has no inner cell; give a ring around it")
    z = elevation.astype(np.float64)
    middle = z[1:-1, 1:-1]
    rows, cols = middle.shape

    def at(down: int, right: int) -> NDArray[np.float64]:
        around = z[1 + down : 1 + down + rows, 1 + right : 1 + right + cols]
        return np.where(np.isnan(around), middle, around)

    nw, n, ne = at(-1, -1), at(-1, 0), at(-1, 1)
    sw, s, se = at(1, -1), at(1, 0), at(1, 1)
    w, e = at(0, -1), at(0, 1)
    east = ((ne + 2 * e + se) - (nw + 2 * w + sw)) / (8 * cell)
    north = ((nw + 2 * n + ne) - (sw + 2 * s + se)) / (8 * cell)
    angle = np.degrees(np.arctan(np.hypot(east, north)))
    found: NDArray[np.float64] = np.where(np.isnan(middle), np.nan, angle)
    return found
