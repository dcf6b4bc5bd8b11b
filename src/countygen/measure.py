"""Ellipsoidal areas and lengths (GRS80, the ellipsoid of CGCS2000) of planar geometries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Proj, Transformer
from shapely.geometry.base import BaseGeometry

from countygen.grid import Grid

GEOD = Geod(ellps="GRS80")


@cache
def to_degrees(epsg: int) -> Transformer:
    """Transformer from the projected system to longitude and latitude (EPSG:4490)."""
    return Transformer.from_crs(epsg, 4490, always_xy=True)


@cache
def to_metres(epsg: int) -> Transformer:
    """Transformer from longitude and latitude (EPSG:4490) to the projected system."""
    return Transformer.from_crs(4490, epsg, always_xy=True)


def geographic(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """Return a projected geometry in degrees."""
    return shapely.transform(geometry, to_degrees(epsg).transform, interleaved=False)


def projected(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """Return a geometry in degrees in the projected system [m]."""
    return shapely.transform(geometry, to_metres(epsg).transform, interleaved=False)


def area(geometry: BaseGeometry, epsg: int) -> float:
    """Ellipsoidal area of a projected geometry [m²]."""
    return float(abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geographic(geometry, epsg)))[0]))


def length(geometry: BaseGeometry, epsg: int) -> float:
    """Ellipsoidal length of a projected line [m]."""
    return float(GEOD.geometry_length(geographic(geometry, epsg)))


def areal_scale(x: NDArray[np.float64], y: NDArray[np.float64], epsg: int) -> NDArray[np.float64]:
    """Ellipsoidal area per planar area at projected points [-]."""
    lon, lat = to_degrees(epsg).transform(x, y)
    return 1.0 / np.asarray(Proj(epsg).get_factors(lon, lat).areal_scale, dtype=np.float64)


def cell_areas(grid: Grid, epsg: int) -> NDArray[np.float64]:
    """Ellipsoidal area of a cell of each column [m²], shape (cols,)."""
    xs = grid.xs()
    middle = np.full(grid.cols, grid.north - grid.rows * grid.cell / 2)
    return areal_scale(xs, middle, epsg) * grid.cell**2


def areas(geometries: Sequence[BaseGeometry], epsg: int) -> NDArray[np.float64]:
    """Ellipsoidal areas of many small projected polygons [m²], by the scale at their centres.

    Notes
    -----
    The scale changes by less than 1e-6 over a kilometre, so that this suits parcels and patches.
    """
    parts = np.asarray(geometries, dtype=object)
    centres = shapely.centroid(parts)
    planar: NDArray[np.float64] = shapely.area(parts)
    return planar * areal_scale(shapely.get_x(centres), shapely.get_y(centres), epsg)
