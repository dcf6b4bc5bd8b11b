"""Micro-catchments: the ground of each reach of a stream, of about one size, cut at a border, edge to edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes, sieve
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from shanshui.geo.directions import NOWHERE, Directions, Labels
from shanshui.geo.divides import Divides, divides
from shanshui.geo.flow import accumulate, basins_of
from shanshui.geo.grid import Grid
from shanshui.geo.parts import joined
from shanshui.geo.simplified import gathered, matched, simplified
from shanshui.geo.zonal import Zones

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

STREAM = 0.5
"""Share of the wished area from which water makes a stream: with it the mean is near the wish once slivers joined."""

_SPECK = 0.01
"""Share of the wished area below which a piece of a basin, cut off on the grid, goes to what surrounds it."""

_RIM = 4
"""Cells by which basins are drawn out beyond their border, so that a scope finer than the grid is covered."""


@dataclass(frozen=True, slots=True)
class Catchments:
    """A ground cut into catchments.

    Parameters
    ----------
    shapes : array of shapely geometry, shape (n,)
        A valid coverage, from north to south.
    inside : bool array, shape (n,)
        Whether each lies in the scope; none lies across its border.
    downstream : int array, shape (n,)
        The one that each drains into; -1 where water leaves the ground. Without circles.
    basins : tuple of tuple of int, length n
        Basins on the grid of which each has a part.
    divides : Divides
        What the borders between these basins are.
    """

    shapes: Shapes
    inside: NDArray[np.bool_]
    downstream: Numbers
    basins: tuple[tuple[int, ...], ...]
    divides: Divides

    def inside_first(self) -> Catchments:
        """The same, those in the scope before all others."""
        order = np.argsort(~self.inside, kind="stable")
        place = np.append(np.argsort(order), -1)  # -1 stays -1
        basins = tuple(self.basins[n] for n in order)
        return Catchments(self.shapes[order], self.inside[order], place[self.downstream[order]], basins, self.divides)


@dataclass(frozen=True, slots=True)
class Borders:
    """Common borders of polygons that meet edge to edge.

    Parameters
    ----------
    pairs : int array, shape (m, 2)
        Numbers of both, the lower first, ascending.
    lines : array of shapely geometry, shape (m,)
        What they share, longer than 0.
    """

    pairs: Numbers
    lines: Shapes

    @property
    def lengths(self) -> Floats:
        """Length of each [m]; array, shape (m,)."""
        found: Floats = shapely.length(self.lines)
        return found


def cut(
    direction: Directions,
    grid: Grid,
    scope: BaseGeometry,
    around: BaseGeometry | None,
    area: float,
    least: float,
    tolerance: float,
    far: float,
) -> Catchments:
    """Cut a ground into catchments.

    Parameters
    ----------
    direction : uint8 array, shape of the grid
        As :func:`shanshui.geo.flow.drain` gives them.
    grid : Grid
        Its cells; reaches some cells beyond the scope.
    scope : shapely geometry
        Is covered whole, also where there are no directions, by what lies nearest.
    around : shapely geometry, optional
        Ground beyond it that is cut as well, as far as there are directions.
    area : float
        Wished area of a catchment [m²], above 0.
    least : float
        Share of it from which a catchment stands by itself; a smaller one joins a neighbour on its side of the scope's
        border.
    tolerance : float
        To which their borders are simplified [m]; those of scope and surroundings are not.
    far : float
        Length of the way to where waters meet, from which the border between them is a main divide [m].

    Returns
    -------
    Catchments
        None of them where there is no direction at all.
    """
    accumulation = accumulate(direction)
    basins = basins_of(direction, accumulation, STREAM * area / grid.cell**2)
    found = divides(direction, accumulation, basins.labels, grid.cell, far)
    if len(basins.downstream) < 2:
        return Catchments(np.zeros(0, object), np.zeros(0, np.bool_), np.zeros(0, np.intp), (), found)
    beyond = _beyond(direction, grid, scope, around, least * area)
    whole = shapely.union_all([scope, beyond]) if beyond is not None else scope
    faces, labels, inside = _faces(basins.labels, grid, scope, whole, area, tolerance)
    groups = _groups(faces, labels, inside, least * area)
    order = sorted(
        groups, key=lambda group: tuple(-shapely.centroid(faces[group[0]]).coords[0][axis] for axis in (1, 0))
    )
    downstream = _downstream(faces, labels, order, basins.downstream, _mouths(basins.labels, accumulation, grid))
    parts = tuple(tuple(int(label) for label in np.unique(labels[group])) for group in order)
    return Catchments(gathered(faces, order), inside[[group[0] for group in order]], downstream, parts, found)


def _beyond(
    direction: Directions, grid: Grid, scope: BaseGeometry, around: BaseGeometry | None, least: float
) -> BaseGeometry | None:
    """Ground around the scope of which the way of the water is known; None where it is too little to be cut."""
    if around is None:
        return None
    rest = shapely.difference(around, scope)
    if rest.area < least:
        return None
    known = (direction != NOWHERE) & Zones([rest], grid).covered(grid.whole)
    if known.sum() * grid.cell**2 < least:
        return None
    known = ndimage.binary_dilation(known, iterations=2)  # to overlap with the scope, and be cut at its border
    cells = [shapely.geometry.shape(s) for s, _ in shapes(known.astype(np.uint8), mask=known, transform=grid.transform)]
    parts = shapely.get_parts(shapely.intersection(shapely.union_all(cells), rest))
    kept = [part for part in parts if part.area >= least]
    return shapely.union_all(kept) if kept else None


def _faces(
    labels: Labels, grid: Grid, scope: BaseGeometry, whole: BaseGeometry, area: float, tolerance: float
) -> tuple[Shapes, Labels, NDArray[np.bool_]]:
    """Basins as polygons, cut at the borders of the scope and of the whole: faces, their labels, which lie within."""
    speck = max(2, round(_SPECK * area / grid.cell**2))
    known = labels > 0
    clean = sieve(labels, speck, connectivity=4, mask=known)
    covered = Zones([whole], grid).covered(grid.whole)
    spread = _spread(clean)
    if (covered & (spread == 0)).any():
        _, (rows, cols) = ndimage.distance_transform_edt(spread == 0, return_indices=True)
        spread = np.where(covered, spread[rows, cols], spread)
        spread = _spread(spread)
    drawn = [
        (shapely.geometry.shape(shape), int(label))
        for shape, label in shapes(spread, mask=spread > 0, connectivity=4, transform=grid.transform)
    ]
    parts, owner = matched([shape for shape, _ in drawn])
    smooth = simplified(parts, tolerance)
    of_part = np.array([label for _, label in drawn], np.int32)[owner]
    faces, part = matched(smooth, whole, scope)
    mine = part >= 0
    faces, part = faces[mine], part[mine]
    shapely.prepare(scope)
    return faces, of_part[part], shapely.contains(scope, shapely.point_on_surface(faces))


def _spread(labels: Labels) -> Labels:
    """Labels drawn out by :data:`_RIM` cells onto cells that have none."""
    found = np.pad(labels, 1)
    middle = found[1:-1, 1:-1]
    for _ in range(_RIM):
        for near in (found[1:-1, 2:], found[2:, 1:-1], found[1:-1, :-2], found[:-2, 1:-1]):
            np.copyto(middle, near.copy(), where=middle == 0)
    return np.ascontiguousarray(middle)


def _groups(faces: Shapes, labels: Labels, inside: NDArray[np.bool_], least: float) -> list[list[int]]:
    """Faces that make a catchment, the largest first; slivers join what they are of, and never across the border."""
    found: list[list[int]] = []
    sizes = shapely.area(faces)
    for side in (inside, ~inside):
        own = np.flatnonzero(side)
        if own.size:
            groups = joined(list(faces[own]), list(labels[own]), least)
            found += [[int(own[n]) for n in sorted(group, key=lambda n: -sizes[own[n]])] for group in groups]
    return found


def _mouths(labels: Labels, accumulation: NDArray[Any], grid: Grid) -> tuple[Floats, NDArray[Any]]:
    """Middle of the cell through which each basin drains, and what drains through it; entry 0 is nothing."""
    numbers = np.arange(int(labels.max()) + 1)
    places = np.array(ndimage.maximum_position(accumulation, labels, numbers))
    points = np.column_stack(
        [grid.left + (places[:, 1] + 0.5) * grid.cell, grid.top - (places[:, 0] + 0.5) * grid.cell]
    )
    return points, accumulation[places[:, 0], places[:, 1]]


def _downstream(
    faces: Shapes,
    labels: Labels,
    groups: Sequence[Sequence[int]],
    below: NDArray[np.int32],
    mouths: tuple[Floats, NDArray[Any]],
) -> Numbers:
    """The group that each group drains into: that of the next mouth on the way down from its own largest mouth.

    More drains through each mouth on the way down, so that no water comes back.
    """
    points, draining = mouths
    of_face = np.full(faces.size, -1, np.intp)
    for number, group in enumerate(groups):
        of_face[list(group)] = number
    at = np.full(len(below), -1, np.intp)
    for label in np.unique(labels):
        own = np.flatnonzero(labels == label)
        at[label] = of_face[own[np.argmin(shapely.distance(faces[own], shapely.Point(points[label])))]]
    found = np.full(len(groups), -1, np.intp)
    for number, group in enumerate(groups):
        held = np.flatnonzero(at == number)
        label = int(held[np.argmax(draining[held])]) if held.size else int(labels[group[0]])
        if held.size:
            label = int(below[label])
        while label > 0 and at[label] in (-1, number):
            label = int(below[label])
        found[number] = at[label] if label > 0 else -1
    return found


def borders_of(coverage: Shapes) -> Borders:
    """Common borders of the polygons of a coverage.

    Parameters
    ----------
    coverage : array of shapely geometry
        Polygons whose edges meet vertex by vertex.
    """
    left, right = shapely.STRtree(coverage).query(coverage, predicate="intersects")
    pairs = np.unique(np.stack([left, right], axis=1)[left < right], axis=0)
    lines = shapely.intersection(coverage[pairs[:, 0]], coverage[pairs[:, 1]])
    kept = shapely.length(lines) > 0
    return Borders(pairs[kept], lines[kept])


def upstream_areas(downstream: Numbers, areas: Floats) -> Floats:
    """Area that drains through each catchment, itself counted.

    Parameters
    ----------
    downstream : int array, shape (n,)
        As in :class:`Catchments`.
    areas : float array, shape (n,)
        Of each.
    """
    total = areas.astype(np.float64)
    for number in range(len(areas)):
        for one in way_down(downstream, number)[1:]:
            total[one] += areas[number]
    return total


def way_down(downstream: Numbers, number: int) -> list[int]:
    """A catchment and those that its water passes, in order."""
    way = [number]
    while downstream[way[-1]] >= 0:
        way.append(int(downstream[way[-1]]))
    return way


def ridges(found: Catchments, pairs: Numbers) -> Floats:
    """How much of a divide lies between neighbours: 0 across a stream, 1 between two rivers that meet far below.

    Parameters
    ----------
    found : Catchments
        Whose basins and divides are known.
    pairs : int array, shape (m, 2)
        Neighbours.

    Returns
    -------
    float array, shape (m,)
        Mean of the degrees of the divides between the basins of one and of the other, by the length of these; 0 where
        only the border of the scope divides a basin.
    """
    known = {
        (int(one), int(other)): (int(sides), float(degree))
        for (one, other), sides, degree in zip(
            found.divides.pairs, found.divides.sides, found.divides.degrees, strict=True
        )
    }
    told = np.zeros(len(pairs))
    for n, (left, right) in enumerate(pairs):
        both = {tuple(sorted((a, b))) for a in found.basins[left] for b in found.basins[right] if a != b}
        own = [known[pair] for pair in sorted(both) if pair in known]
        if own:
            told[n] = sum(sides * degree for sides, degree in own) / sum(sides for sides, _ in own)
    return told
