"""Townships grown from their centres by cost distance, so that heights part them, and the units they form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes
from shapely.geometry import LineString, Polygon, shape
from shapely.geometry.base import BaseGeometry

from countygen import kernels
from countygen.grid import Grid

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Division:
    """Polygons of the townships and of the units, in the order of published.yaml."""

    townships: tuple[BaseGeometry, ...]
    units: tuple[BaseGeometry, ...]


def slope_of(z: Floats, cell: float) -> Floats:
    """Steepness of a surface [m/m] by central differences."""
    down, across = np.gradient(z, cell)
    return np.asarray(np.hypot(down, across))


def territories(z: Floats, grid: Grid, county: NDArray[np.bool_], centres: Floats) -> Codes:
    """Grow the centres over the ground.

    Parameters
    ----------
    z : float array, shape `grid.shape` [m]
    county : bool array, shape `grid.shape`
    centres : float array, shape (n, 2) [m]

    Returns
    -------
    int array, shape `grid.shape`: number of the centre, also outside the county.
    """
    cost = (1.0 + 9.0 * slope_of(z, grid.cell)) * np.where(county, 1.0, 40.0)
    start = np.full(grid.shape, np.nan)
    rows, cols = grid.cells_of(centres[:, 0], centres[:, 1])
    start[rows, cols] = 0.0
    _, origin, _ = kernels.cost_distance(cost.ravel(), start.ravel(), grid.rows, grid.cols, grid.cell)
    number = np.full(origin.size, -1, np.int32)
    number[rows * grid.cols + cols] = np.arange(len(centres))
    return number[origin].reshape(grid.shape)


def border_lines(labels: Codes, grid: Grid, tolerance: float) -> list[BaseGeometry]:
    """Smoothed borders between territories; both sides share them."""
    found = [(shape(geometry), int(code)) for geometry, code in shapes(labels, transform=grid.transform)]
    parts = shapely.coverage_simplify(np.array([part for part, _ in found], dtype=object), tolerance)
    lines = [part.boundary for part in parts]
    merged = shapely.line_merge(shapely.union_all(lines))
    return [smooth_line(line) for line in shapely.get_parts(merged)]


def smooth_line(line: LineString, rounds: int = 2) -> LineString:
    """Cut the corners of a line (Chaikin); its ends stay."""
    xy = np.asarray(line.coords)
    for _ in range(rounds):
        if len(xy) < 3:
            break
        near, far = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        mid = np.empty((2 * len(near), 2))
        mid[0::2], mid[1::2] = near, far
        xy = np.vstack([xy[:1], mid[1:-1], xy[-1:]])
    return LineString(xy)


def divide(labels: Codes, grid: Grid, county: BaseGeometry, unit_of: tuple[int, ...]) -> Division:
    """Cut the county into townships and dissolve them to units; borders are shared vertex by vertex.

    Parameters
    ----------
    labels : int array, shape `grid.shape`
        Territories, also outside the county.
    unit_of : tuple of int
        Number of the unit of each township.
    """
    lines = border_lines(labels, grid, 2.2 * grid.cell)
    ring = county.boundary
    reach = county.buffer(grid.cell * 4)
    inner = [line.intersection(reach) for line in lines if line.intersects(reach)]
    net = shapely.union_all([ring, *inner], grid_size=0.001)
    faces = [face for face in shapely.get_parts(shapely.polygonize([net])) if _is_inside(face, county)]
    owner = [_owner(face, labels, grid) for face in faces]
    owner = merge_fragments(faces, owner)
    count = len(unit_of)
    townships = tuple(
        shapely.coverage_union_all([face for face, o in zip(faces, owner, strict=True) if o == k]) for k in range(count)
    )
    units = tuple(
        shapely.coverage_union_all(
            [part for k in range(count) if unit_of[k] == u for part in shapely.get_parts(townships[k])]
        )
        for u in range(max(unit_of) + 1)
    )
    return Division(townships, units)


def _is_inside(face: Polygon, county: BaseGeometry) -> bool:
    return bool(county.contains(face.representative_point()))


def _owner(face: Polygon, labels: Codes, grid: Grid) -> int:
    """Territory that holds most of a face."""
    point = face.representative_point()
    if face.area < 9 * grid.cell**2:
        rows, cols = grid.cells_of(np.array([point.x]), np.array([point.y]))
        return int(labels[rows[0], cols[0]])
    window = grid.window(face.bounds)
    part = grid.crop(window)
    x, y = np.meshgrid(part.xs(), part.ys())
    hit = shapely.contains_xy(face, x, y)
    return int(np.bincount(labels[window][hit]).argmax())


def merge_fragments(faces: list[Polygon], owner: list[int]) -> list[int]:
    """Give every detached small face to the neighbour with which it shares the longest border."""
    out = list(owner)
    largest = {o: max((f.area for f, p in zip(faces, owner, strict=True) if p == o)) for o in set(owner)}
    tree = shapely.STRtree(faces)
    for k, face in enumerate(faces):
        if face.area == largest[owner[k]]:
            continue
        others = [int(j) for j in tree.query(face) if j != k]
        shared = [(face.boundary.intersection(faces[j].boundary).length, -j) for j in others]
        if shared and max(shared)[0] > 0:
            out[k] = owner[-max(shared)[1]]
    return out
