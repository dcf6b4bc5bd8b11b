"""Whether any cell of a grid belongs to a polygon: one does whose centre lies in it."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid

_MOST = 4_000_000
"""Centres that are looked at at once; a polygon whose box holds more is looked at by strips."""


def holds_centre(geometry: BaseGeometry, grid: Grid) -> bool:
    """Whether the centre of a cell lies in a polygon.

    Parameters
    ----------
    geometry : shapely geometry
        In the CRS of the grid.
    grid : Grid
        Cells beyond its border count as well.

    Examples
    --------
    >>> grid = Grid(4545, 30.0, 0.0, 300.0, 10, 10)
    >>> holds_centre(shapely.box(10, 10, 20, 20), grid), holds_centre(shapely.box(16, 0, 44, 300), grid)
    (True, False)
    """
    if geometry.is_empty or geometry.area <= 0:
        return False
    west, south, east, north = geometry.bounds
    cell = grid.cell
    cols = range(math.ceil((west - grid.left) / cell - 0.5), math.floor((east - grid.left) / cell - 0.5) + 1)
    rows = range(math.ceil((grid.top - north) / cell - 0.5), math.floor((grid.top - south) / cell - 0.5) + 1)
    if not cols or not rows:
        return False
    inside = geometry.representative_point()
    nearest = math.floor((inside.x - grid.left) / cell), math.floor((grid.top - inside.y) / cell)
    if shapely.contains_xy(geometry, grid.left + (nearest[0] + 0.5) * cell, grid.top - (nearest[1] + 0.5) * cell):
        return True
    x = grid.left + (np.asarray(cols) + 0.5) * cell
    step = max(1, _MOST // len(cols))
    shapely.prepare(geometry)
    for first in range(0, len(rows), step):
        y = grid.top - (np.asarray(rows[first : first + step]) + 0.5) * cell
        across, down = np.meshgrid(x, y)
        if shapely.contains_xy(geometry, across.ravel(), down.ravel()).any():
            return True
    return False
