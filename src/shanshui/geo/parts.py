"""A ground cut into parts: small parts join the neighbour with the longest common border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from rasterio.features import shapes
from shapely.geometry.base import BaseGeometry

from shanshui.geo.flow import accumulate, basins, drain
from shanshui.geo.grid import Grid
from shanshui.geo.overlay import Cover, polygonal
from shanshui.geo.raster import AlignedRaster

MOST_CELLS = 4_000_000
"""Cells on which sub-basins are found; a finer elevation model is averaged for it."""


def sub_basins(elevation: AlignedRaster, scope: BaseGeometry, area: float) -> tuple[BaseGeometry, ...]:
    """Sub-basins of a surface, cut at a scope's border, from north to south.

    Parameters
    ----------
    elevation : AlignedRaster
        Elevations [m].
    scope : shapely geometry
        In the CRS of its grid.
    area : float
        Ground from which water makes a stream [m²], above 0; basins between confluences are larger and smaller.

    Returns
    -------
    tuple of shapely geometry
        They cover the scope as far as there are elevations.
    """
    grid = elevation.grid
    step = max(1, int(np.ceil(np.sqrt(grid.rows * grid.cols / MOST_CELLS))))
    coarse = Grid(grid.epsg, grid.cell * step, grid.left, grid.top, -(-grid.cols // step), -(-grid.rows // step))
    heights = np.full(coarse.shape, np.nan, np.float32)
    onto = AlignedRaster(
        elevation.path, coarse, "values", elevation.band, elevation.scale, elevation.offset, elevation.crs,
        elevation.shift, elevation.limits,
    )  # fmt: skip
    for window, cells in onto.blocks():
        rows, cols = slice(window.row, window.row + window.height), slice(window.col, window.col + window.width)
        heights[rows, cols] = cells
    direction = drain(heights)
    labels = basins(direction, accumulate(direction), area / coarse.cell**2)
    found: dict[int, list[BaseGeometry]] = {}
    for shape, label in shapes(labels, mask=labels > 0, connectivity=4, transform=coarse.transform):
        found.setdefault(int(label), []).append(shapely.geometry.shape(shape))
    cut = (polygonal(shapely.union_all(parts).intersection(scope)) for _, parts in sorted(found.items()))
    return tuple(part for part in cut if part.area > 0)


def crossed(ones: Sequence[BaseGeometry], others: Sequence[BaseGeometry]) -> list[tuple[int, int, BaseGeometry]]:
    """What each polygon of one set shares with each of another: numbers of both and the shared ground, in order."""
    cover = Cover(others)
    return [
        (n, int(m), piece)
        for n, one in enumerate(ones)
        for m, piece in zip(*cover.pieces(one), strict=True)
    ]  # fmt: skip


def joined(parts: Sequence[BaseGeometry], kin: Sequence[object], least: float) -> list[list[int]]:
    """Join parts that are too small to a neighbour, the smallest first.

    Parameters
    ----------
    parts : sequence of shapely geometry
        Polygons that do not overlap.
    kin : sequence
        What each belongs to: a neighbour of the same kin comes before any other.
    least : float
        Area from which a part stands by itself [unit of the coordinates squared].

    Returns
    -------
    list of list of int
        Numbers of the parts in each group, the largest part first; groups in the order of their largest part. A
        part that touches no other stays as it is.
    """
    size = {n: float(part.area) for n, part in enumerate(parts)}
    group = {n: [n] for n in size}
    border = _borders(parts)
    while True:
        small = sorted((area, n) for n, area in size.items() if area < least and border[n])
        if not small:
            break
        _, n = small[0]
        of_kin = {m: length for m, length in border[n].items() if kin[m] == kin[n]}
        near = of_kin or border[n]
        into = max(sorted(near), key=lambda m: near[m])
        if size[n] > size[into]:
            n, into = into, n
        for m, length in border.pop(n).items():
            border[m].pop(n)
            if m != into:
                border[m][into] = border[into][m] = border[into].get(m, 0.0) + length
        size[into] += size.pop(n)
        group[into] += group.pop(n)
    return [group[n] for n in sorted(group)]


def _borders(parts: Sequence[BaseGeometry]) -> dict[int, dict[int, float]]:
    """Length of the common border of each pair that has one."""
    shapes_of = np.asarray(parts, dtype=object)
    found: dict[int, dict[int, float]] = {n: {} for n in range(len(parts))}
    left, right = shapely.STRtree(shapes_of).query(shapes_of, predicate="intersects")
    for n, m in zip(left, right, strict=True):
        if n < m:
            length = float(shapely.length(shapely.intersection(shapes_of[n], shapes_of[m])))
            if length > 0:
                found[int(n)][int(m)] = found[int(m)][int(n)] = length
    return found
