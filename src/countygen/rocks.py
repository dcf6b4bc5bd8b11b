"""Rock units in bands along the strike of the folds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countygen.grid import Grid
from countygen.noise import fractal_noise
from countygen.scene import Scene

Floats = NDArray[np.float64]

LIMESTONE, PURPLE = 3, 4


def rock_units(scene: Scene, karst: Floats) -> NDArray[np.int32]:
    """Rock of each cell.

    0 slate, 1 tuffaceous slate and sandstone, 2 tillite, 3 limestone, 4 purple sandstone, 5 alluvium.

    Parameters
    ----------
    scene : Scene
    karst : float array, shape (n, 2)
        Places around which there is limestone [m].
    """
    grid: Grid = scene.grid
    x, y = (grid.xs()[None, :] - grid.west) / 1000.0, (grid.ys()[:, None] - grid.north) / 1000.0
    bend = 2.2 * fractal_noise(grid, 12_000.0, 3, (scene.seed, 91))
    across = (x - 0.62 * y) / 9.5 + bend * 0.3
    band = np.mod(across, 4.0)
    out = np.select([band < 1.7, band < 2.9, band < 3.3, band < 4.0], [0, 1, 2, 4], 0).astype(np.int32)
    lens = fractal_noise(grid, 2600.0, 3, (scene.seed, 92))
    for px, py in karst:
        away = np.hypot(grid.xs()[None, :] - px, grid.ys()[:, None] - py)
        out[away / 1500.0 + 0.45 * lens < 1.0] = LIMESTONE
    out[(scene.rise < 4.0) & (scene.area > 80e6) & (scene.slope < 0.10) & ~scene.reservoir] = 5
    return out
