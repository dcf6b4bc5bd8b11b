"""Land use parcels: patches of one class within a township and a hillside, cut at the county's border."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from countygen.hillsides import hillsides
from countygen.landform import labels_on
from countygen.measure import areas
from countygen.scene import Scene
from countygen.shapes import polygons_of
from countygen.terrain import inside

Codes = NDArray[np.uint16]


@dataclass(frozen=True)
class Parcels:
    """Parcels in order: polygons, land use codes without the leading zero, townships, ellipsoidal areas [m²]."""

    shapes: NDArray[np.object_]
    codes: NDArray[np.int64]
    townships: NDArray[np.int64]
    areas: NDArray[np.float64]


COMPARTMENT = 600_000.0  # [m²] about the size of a forest compartment


def make_parcels(scene: Scene, use: Codes, townships: tuple[BaseGeometry, ...]) -> Parcels:
    """Parcels that cover every township without gap or overlap.

    Parameters
    ----------
    scene : Scene
    use : uint16 array, shape `scene.grid.shape`
    townships : polygons [m]
    """
    grid = scene.grid
    wild = np.isin(use, (301, 302, 305, 307))
    compartment = np.where(wild, hillsides(scene, COMPARTMENT), 0)
    key = compartment.astype(np.int64) * 2000 + use
    values, number = np.unique(key, return_inverse=True)
    number = number.reshape(grid.shape).astype(np.int32)
    needed = inside(grid, scene.county_shape, touched=True)
    edge = np.zeros(grid.shape, bool)
    borders = shapely.union_all([township.boundary for township in townships])
    edge = inside(grid, borders, touched=True)
    owner = labels_on(grid, townships)
    shapes: list[BaseGeometry] = []
    codes: list[int] = []
    towns: list[int] = []
    for k, township in enumerate(townships):
        window = grid.window(township.bounds)
        part = grid.crop(window)
        touched = inside(part, township, touched=True) & needed[window]
        touched |= (owner[window] == k) & edge[window]
        found = polygons_of(number[window], part, touched)
        for polygon, value in _cut(found, township):
            shapes.append(polygon)
            codes.append(int(values[value] % 2000))
            towns.append(k)
    array = np.empty(len(shapes), object)
    array[:] = shapes
    return Parcels(array, np.array(codes), np.array(towns), areas(shapes, scene.epsg))


def _cut(found: list[tuple[BaseGeometry, int]], township: BaseGeometry) -> list[tuple[BaseGeometry, int]]:
    """Cut polygons by a township; only those on its border are worked on."""
    shapes = np.empty(len(found), object)
    shapes[:] = [shape for shape, _ in found]
    shapely.prepare(township)
    whole = shapely.contains_properly(township, shapes)
    out: list[tuple[BaseGeometry, int]] = []
    cut = shapely.intersection(shapes[~whole], township)
    clipped = iter(cut)
    for k, (shape, value) in enumerate(found):
        if whole[k]:
            out.append((shape, value))
            continue
        pieces = [p for p in shapely.get_parts(next(clipped)) if p.geom_type == "Polygon" and p.area > 0.01]
        out.extend((piece, value) for piece in pieces)
    return out
