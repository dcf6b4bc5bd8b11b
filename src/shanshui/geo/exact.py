"""What polygons share, in exact rational arithmetic: no rounding, no tolerance, no snapping.

Coordinates in floating point are whole numbers of some power of two, on which every question of position has an exact
answer. It takes some hundred times as long as GEOS, and is meant for what rounding would decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.whole_edges import Edges, Point, cross, edges_of, meeting

Cuts = dict[int, set[Fraction]]
"""Shares of the way along an edge at which others meet it, by number of the edge."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a polygon and the union of others have in common.

    Parameters
    ----------
    area : Fraction
        In squares of the coordinates' unit; 0 where they have no ground in common.
    meets : bool
        Whether they have any point in common.
    """

    area: Fraction
    meets: bool


def exact_area(geometry: BaseGeometry) -> Fraction:
    """Area of a polygon or multipolygon without error.

    Parameters
    ----------
    geometry : shapely geometry
        Valid.

    Examples
    --------
    >>> exact_area(shapely.box(0.0, 0.0, 0.5, 3.0))
    Fraction(3, 2)
    """
    (edges,) = edges_of([[geometry]])
    twice = sum(cross(p, q) for p, q in zip(edges.starts, edges.stops, strict=True))
    return _squared(Fraction(twice, 2), edges.power)


def shared(left: BaseGeometry, right: Sequence[BaseGeometry] | NDArray[np.object_]) -> Shared:
    """Area that a polygon shares with the union of others, and whether it meets them at all.

    Parameters
    ----------
    left : shapely geometry
        A valid polygon or multipolygon.
    right : sequence of shapely geometry
        Valid polygons and multipolygons; they may overlap and touch each other.

    Raises
    ------
    ValueError
        Where coordinates are not finite, or lie apart by more digits than any position has.

    Notes
    -----
    The area is the integral along the border of what is shared (Green). All edges are cut where they meet others, at
    rational shares of their way; a piece counts where the ground at its left is shared and that at its right is not.
    What lies at a side is told by winding numbers of a point moved off the piece by less than any number, which settles
    common edges, touching corners and rings within rings without a case of their own. From the start p and
    the end q of an edge, a piece that takes a share s of the way adds s (p × q) / 2.
    """
    near = _within_reach(left, np.asarray(right, dtype=object))
    if not near.size:
        return Shared(Fraction(0), False)
    one, many = edges_of([[left], near])
    cuts, meets = _cuts(one, many)
    terms = [*_along_one(one, many, cuts[0]), *_along_many(one, many, cuts[1])]
    area = _squared(_total(terms) / 2, one.power)
    return Shared(area, meets or area > 0)


def located(x: float, y: float, polygons: Sequence[BaseGeometry] | NDArray[np.object_]) -> Literal["in", "on", "out"]:
    """Where a point lies towards the union of polygons that share no ground: in one, on a border, or outside all.

    Parameters
    ----------
    x, y : float
        The point.
    polygons : sequence of shapely geometry
        Valid.
    """
    spot = shapely.Point(x, y)
    near = _within_reach(spot, np.asarray(polygons, dtype=object))
    if not near.size:
        return "out"
    # a triangle has its corner at the point, so that the point gets into the scale of the edges
    mark, edges = edges_of([[shapely.Polygon([(x, y), (x + 1, y), (x, y + 1)])], near])
    corner = next(p for p, q in zip(mark.starts, mark.stops, strict=True) if q[1] == p[1] and q[0] > p[0])
    for n in np.flatnonzero(_covering(edges, *corner)).tolist():
        p, q = edges.starts[n], edges.stops[n]
        if cross((q[0] - p[0], q[1] - p[1]), (corner[0] - p[0], corner[1] - p[1])) == 0:
            return "on"
    return "in" if edges.winding((*corner, 1), (1, 0)) > 0 else "out"


def _covering(edges: Edges, x: int, y: int) -> NDArray[np.bool_]:
    """Edges whose boxes hold a point."""
    low, high = edges.low, edges.high
    found: NDArray[np.bool_] = (low[:, 0] <= x) & (high[:, 0] >= x) & (low[:, 1] <= y) & (high[:, 1] >= y)
    return found


def _within_reach(shape: BaseGeometry, others: NDArray[np.object_]) -> NDArray[np.object_]:
    """Those whose boxes meet that of a shape; boxes of floats are exact."""
    if not others.size or shape.is_empty:
        return np.zeros(0, dtype=object)
    west, south, east, north = shape.bounds
    boxes = shapely.bounds(others)
    meet = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    found: NDArray[np.object_] = others[meet]
    return found


def _cuts(one: Edges, many: Edges) -> tuple[tuple[Cuts, Cuts], bool]:
    """Where edges of both sides meet each other and, at the second side, those of its own; whether the sides meet."""
    cuts: tuple[Cuts, Cuts] = ({}, {})
    lines, meets = many.lines(), False
    tree = shapely.STRtree(lines)
    for own, side, edges in ((0, one.lines(), one), (1, lines, many)):
        for n, m in zip(*(found.tolist() for found in tree.query(side)), strict=True):
            if own and (n >= m or _follow(edges, n, m)):
                continue
            t, u = meeting(edges.starts[n], edges.stops[n], many.starts[m], many.stops[m])
            if t:
                meets |= not own
                cuts[own].setdefault(n, set()).update(t)
                cuts[1].setdefault(m, set()).update(u)
    return cuts, meets


def _follow(edges: Edges, n: int, m: int) -> bool:
    """Whether one edge goes on where another of its ring ends, and nothing else can be said of them."""
    return m == n + 1 and not edges.first[m] and edges.stops[n] == edges.starts[m]


def _along_one(one: Edges, many: Edges, cuts: Cuts) -> Iterator[Fraction]:
    """Twice what the border of the single polygon adds: its pieces with ground of the others at the left."""
    counts = False
    for n, (length, point, fresh) in _pieces(one, cuts):
        if fresh:
            counts = many.winding(point, _course(one, n)) > 0
        if counts:
            yield length * cross(one.starts[n], one.stops[n])


def _along_many(one: Edges, many: Edges, cuts: Cuts) -> Iterator[Fraction]:
    """Twice what borders of the others add: pieces inside the single polygon with none of the others at the right.

    Where borders of several coincide, each piece counts for its part.
    """
    times = 0
    for n, (length, point, fresh) in _pieces(many, cuts):
        if fresh:
            ahead = _course(many, n)
            back = (-ahead[0], -ahead[1])
            inside = one.winding(point, ahead) > 0 and one.winding(point, back) > 0
            times = many.winding(point, ahead) if inside and many.winding(point, back) <= 0 else 0
        if times > 0:
            yield length * cross(many.starts[n], many.stops[n]) / times


def _course(edges: Edges, n: int) -> tuple[int, int]:
    (x0, y0), (x1, y1) = edges.starts[n], edges.stops[n]
    return x1 - x0, y1 - y0


def _pieces(edges: Edges, cuts: Cuts) -> Iterator[tuple[int, tuple[Fraction, Point, bool]]]:
    """Pieces in the order of their rings: share of the edge, middle, and whether another edge meets its start.

    What lies beside a piece is what lies beside the one before it, unless something meets them where they join.
    """
    whole, none = Fraction(1), frozenset[Fraction]()
    for n, first in enumerate(edges.first):
        met = cuts.get(n, none)
        (x0, y0), (x1, y1) = edges.starts[n], edges.stops[n]
        if not met:
            yield n, (whole, (x0 + x1, y0 + y1, 2), first)
            continue
        marks = sorted({Fraction(0), whole, *met})
        for before, after in pairwise(marks):
            middle = (before + after) / 2
            up, over = middle.numerator, middle.denominator
            point = (x0 * (over - up) + x1 * up, y0 * (over - up) + y1 * up, over)
            yield n, (after - before, point, first or before > 0 or 0 in met)
            first = False


def _total(terms: Sequence[Fraction]) -> Fraction:
    """Sum by halves, so that large denominators meet late."""
    if len(terms) > 2:
        half = len(terms) // 2
        return _total(terms[:half]) + _total(terms[half:])
    return sum(terms, Fraction(0))


def _squared(area: Fraction, power: int) -> Fraction:
    return area * Fraction(2) ** (2 * power)
