"""Polygons from cells and blobs of exact area."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes as raster_shapes
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from countygen.grid import Grid
from countygen.measure import area, areas

Flags = NDArray[np.bool_]


def polygons_of(labels: NDArray[np.int32], grid: Grid, mask: Flags | None = None) -> list[tuple[Polygon, int]]:
    """Polygons of equal neighbouring cells and their value, in row order."""
    found = raster_shapes(labels, mask=mask, connectivity=4, transform=grid.transform)
    return [(shape(geometry), int(value)) for geometry, value in found]


def multipolygon(mask: Flags, grid: Grid) -> MultiPolygon:
    """Multipolygon of the marked cells; its parts touch at most in corners."""
    rows, cols = np.nonzero(mask)
    if rows.size == 0:
        return MultiPolygon()
    window = (slice(int(rows.min()), int(rows.max()) + 1), slice(int(cols.min()), int(cols.max()) + 1))
    part = mask[window]
    return MultiPolygon([polygon for polygon, _ in polygons_of(part.astype(np.int32), grid.crop(window), part)])


def blob(x: float, y: float, wanted: float, epsg: int, seed: tuple[int, ...]) -> Polygon:
    """Rounded irregular polygon around a place with an exact ellipsoidal area [m²].

    Its outermost point is at most 1.35 times as far out as a circle of that area would reach.
    """
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    radius = np.ones(angle.size)
    for k, height in ((2, 0.14), (3, 0.08), (5, 0.04)):
        radius += height * np.sin(k * angle + rng.uniform(0, 2 * np.pi))
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]
    size = np.sqrt(wanted / Polygon(ring).area)
    for _ in range(3):
        polygon = Polygon(np.array([x, y]) + ring * size)
        size *= np.sqrt(wanted / float(areas([polygon], epsg)[0]))
    return Polygon(np.array([x, y]) + ring * size)


def hectares(geometry: BaseGeometry, epsg: int) -> float:
    """Ellipsoidal area of a polygon [hm²]."""
    return 0.0 if shapely.is_empty(geometry) else area(geometry, epsg) / 1e4
