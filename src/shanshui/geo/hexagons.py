"""Hexagons of one area that cover a box."""

from __future__ import annotations

from math import ceil, floor, sqrt

import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.geo.grid import Bounds


def hexagons(bounds: Bounds, area: float) -> NDArray[np.object_]:
    """Regular hexagons with two upright sides, in rows from the south, that together cover a box.

    Parameters
    ----------
    bounds : west, south, east, north [m]
        The box.
    area : float
        Of one hexagon [m²], above 0.

    Returns
    -------
    array of shapely Polygon
        Their places are multiples of their size, so that the same hexagons come for any box.

    Raises
    ------
    ValueError
        Where the area is not above 0.
    """
    if not area > 0:
        raise ValueError(f"area is {area}; give one above 0")
    side = sqrt(2 * area / (3 * sqrt(3)))
    wide, step = sqrt(3) * side, 1.5 * side
    west, south, east, north = bounds
    x, y = [], []
    for row in range(floor(south / step) - 1, ceil(north / step) + 2):
        first, last = floor(west / wide) - 1, ceil(east / wide) + 1
        columns = np.arange(first, last + 1) + (0.5 if row % 2 else 0.0)
        x.append(columns * wide)
        y.append(np.full(columns.size, row * step))
    across, up = np.concatenate(x), np.concatenate(y)
    angle = np.radians(np.arange(30, 390, 60))
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1) * side
    found: NDArray[np.object_] = shapely.polygons(np.stack([across, up], axis=1)[:, None, :] + ring[None])
    near: NDArray[np.object_] = found[shapely.intersects(found, shapely.box(*bounds))]
    return near
