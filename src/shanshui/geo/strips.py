"""What a polygon shares with others, by upright strips in exact arithmetic: the way by which the other is checked.

Nothing here is taken from :mod:`shanshui.geo.exact`, so that a fault of one is none of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

Ratio: TypeAlias = tuple[int, int]
"""Numerator and denominator, the latter above 0."""

Sums: TypeAlias = dict[int, dict[int, int]]
"""Numerators by owner and denominator, which are added up at the end."""

_OWN = -1
"""Owner of the single polygon's edges."""


@dataclass(frozen=True, slots=True)
class Strips:
    """Areas by strips.

    Parameters
    ----------
    total : Fraction
        What the polygon shares with the union of the others.
    each : mapping of number to Fraction
        What it shares with each; those with which it shares no ground are left out.
    """

    total: Fraction
    each: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge from left to right, never upright; its polygon lies above it where ``step`` is 1, below where -1."""

    x0: int
    y0: int
    x1: int
    y1: int
    step: int
    owner: int

    def height(self, x: Ratio) -> Ratio:
        width, (up, over) = self.x1 - self.x0, x
        return self.y0 * width * over + (self.y1 - self.y0) * (up - self.x0 * over), width * over

    def guess(self, x: float) -> float:
        return self.y0 + (self.y1 - self.y0) / (self.x1 - self.x0) * (x - self.x0)


def by_strips(left: BaseGeometry, right: Sequence[BaseGeometry]) -> Strips:
    """Area that a polygon shares with others, cut into strips at every corner and crossing.

    Parameters
    ----------
    left : shapely geometry
        A valid polygon or multipolygon.
    right : sequence of shapely geometry
        Valid polygons and multipolygons; they may overlap each other.

    Notes
    -----
    Between the borders of a strip no edge ends and none crosses another, so that edges have an order from bottom to
    top; going up, it is known in which polygons one is. Edges are ordered by rounded heights and the order is
    proven by whole numbers; where it does not hold, edges cross, and the strip is cut there.
    """
    west, south, east, north = left.bounds if not left.is_empty else (0.0, 0.0, -1.0, -1.0)
    near = [n for n, shape in enumerate(right) if _meet(shape, west, south, east, north)]
    scale = _scale([left, *(right[n] for n in near)])
    own = list(_edges(left, _OWN, scale))
    edges = [edge for n in near for edge in _edges(right[n], n, scale)]
    if not own or not edges:
        return Strips(Fraction(0), {})
    first = max(min(e.x0 for e in own), min(e.x0 for e in edges))
    last = min(max(e.x1 for e in own), max(e.x1 for e in edges))
    sums: Sums = {}
    for before, after, active in _strips([*own, *edges], first, last):
        for start, end, order in _ordered(active, before, after):
            _add(order, start, end, sums)
    areas = {n: _total(parts) / (scale * scale) for n, parts in sums.items()}
    return Strips(areas.pop(_OWN, Fraction(0)), areas)


def touching(left: BaseGeometry, right: Sequence[BaseGeometry]) -> bool:
    """Whether borders of a polygon and of any of the others have a point in common."""
    west, south, east, north = left.bounds
    near = [shape for shape in right if _meet(shape, west, south, east, north)]
    scale = _scale([left, *near])
    own, others = list(_segments(left, scale)), [s for shape in near for s in _segments(shape, scale)]
    tree = shapely.STRtree([shapely.LineString(s) for s in own])
    found = tree.query([shapely.LineString(s) for s in others]) if own and others else ((), ())
    return any(_cross(own[m], others[n]) for n, m in zip(*found, strict=True))


def plain_area(shape: BaseGeometry) -> Fraction:
    """Area of a valid polygon or multipolygon: outer rings less inner ones."""
    scale = _scale([shape])
    total = 0
    for part in shapely.get_parts(shape):
        for n, ring in enumerate(shapely.get_rings(part)):
            points = [(_times(x, scale), _times(y, scale)) for x, y in ring.coords]
            twice = abs(sum((x1 - x0) * (y1 + y0) for (x0, y0), (x1, y1) in pairwise(points)))
            total += twice if n == 0 else -twice
    return Fraction(total, 2 * scale * scale)


def _meet(shape: BaseGeometry, west: float, south: float, east: float, north: float) -> bool:
    if shape.is_empty:
        return False
    own = shape.bounds
    return bool(own[0] <= east and own[2] >= west and own[1] <= north and own[3] >= south)


def _scale(shapes: Sequence[BaseGeometry]) -> int:
    """Number by which all coordinates become whole."""
    numbers = {number for shape in shapes for number in shapely.get_coordinates(shape).ravel().tolist()}
    return max((number.as_integer_ratio()[1] for number in numbers), default=1)


def _segments(shape: BaseGeometry, scale: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for part in shapely.get_parts(shape):
        for ring in shapely.get_rings(part):
            points = [(_times(x, scale), _times(y, scale)) for x, y in ring.coords]
            yield from ((p, q) for p, q in pairwise(points) if p != q)


def _times(number: float, scale: int) -> int:
    up, over = number.as_integer_ratio()
    return up * (scale // over)


def _edges(shape: BaseGeometry, owner: int, scale: int) -> Iterator[_Edge]:
    """Edges that are not upright; which side is inside follows from the ring's own area and rank."""
    for part in shapely.get_parts(shape):
        for n, ring in enumerate(shapely.get_rings(part)):
            points = [(_times(x, scale), _times(y, scale)) for x, y in ring.coords]
            twice = sum((x1 - x0) * (y1 + y0) for (x0, y0), (x1, y1) in pairwise(points))
            turn = 1 if (twice < 0) == (n == 0) else -1  # above 0: the ring runs clockwise
            for (x0, y0), (x1, y1) in pairwise(points):
                if x0 < x1:
                    yield _Edge(x0, y0, x1, y1, turn, owner)
                elif x1 < x0:
                    yield _Edge(x1, y1, x0, y0, -turn, owner)


def _strips(edges: list[_Edge], first: int, last: int) -> Iterator[tuple[int, int, list[_Edge]]]:
    """Strips between corners, each with the edges that run through it."""
    edges.sort(key=lambda edge: edge.x0)
    marks = sorted({x for edge in edges for x in (edge.x0, edge.x1) if first <= x <= last} | {first, last})
    active: list[_Edge] = []
    place = 0
    for before, after in pairwise(marks):
        active = [edge for edge in active if edge.x1 > before]
        while place < len(edges) and edges[place].x0 <= before:
            if edges[place].x1 > before:
                active.append(edges[place])
            place += 1
        if any(edge.owner == _OWN for edge in active) and any(edge.owner != _OWN for edge in active):
            yield before, after, active


def _ordered(active: list[_Edge], before: int, after: int) -> Iterator[tuple[Ratio, Ratio, list[_Edge]]]:
    """Parts of a strip in which no edges cross, each with its edges from bottom to top."""
    start, end = (before, 1), (after, 1)
    middle = (before + after) / 2
    order = sorted(active, key=lambda edge: edge.guess(middle))
    if all(_below(a, b, start) <= 0 and _below(a, b, end) <= 0 for a, b in pairwise(order)):
        yield start, end, order
        return
    order = _sorted(active, start, end)
    crossings = _crossings(list(order), end)
    marks = [Fraction(before), *sorted(x for x in crossings if before < x < after), Fraction(after)]
    for a, b in pairwise(marks):
        left, right = (a.numerator, a.denominator), (b.numerator, b.denominator)
        yield left, right, _sorted(order, left, right)


def _sorted(edges: list[_Edge], at: Ratio, to: Ratio) -> list[_Edge]:
    """Edges from bottom to top at one place and, where they meet there, at another."""

    def compare(a: _Edge, b: _Edge) -> int:
        return _below(a, b, at) or _below(a, b, to)

    return sorted(edges, key=cmp_to_key(compare))


def _crossings(order: list[_Edge], end: Ratio) -> set[Fraction]:
    """Where edges cross that are in order at the left and not at the right: at each exchange of an insertion sort."""
    found = set()
    for n in range(1, len(order)):
        m = n
        while m and _below(order[m - 1], order[m], end) > 0:
            a, b = order[m - 1], order[m]
            wide_a, wide_b, rise_a, rise_b = a.x1 - a.x0, b.x1 - b.x0, a.y1 - a.y0, b.y1 - b.y0
            across = rise_a * wide_b - rise_b * wide_a
            up = (b.y0 - a.y0) * wide_a * wide_b + rise_a * a.x0 * wide_b - rise_b * b.x0 * wide_a
            found.add(Fraction(up, across))
            order[m - 1], order[m] = b, a
            m -= 1
    return found


def _below(a: _Edge, b: _Edge, x: Ratio) -> int:
    """Below 0 where the first edge runs below the second at a place, 0 where they meet there."""
    (up_a, over_a), (up_b, over_b) = a.height(x), b.height(x)
    return (up_a * over_b > up_b * over_a) - (up_a * over_b < up_b * over_a)


def _add(order: list[_Edge], start: Ratio, end: Ratio, sums: Sums) -> None:
    """Add what lies between the edges of one part of a strip, where one is in the polygon and in others."""
    inside = 0
    depth: dict[int, int] = {}
    under: dict[int, _Edge] = {}
    for edge in order:
        if edge.owner == _OWN:
            inside += edge.step
        else:
            now = depth.get(edge.owner, 0) + edge.step
            depth[edge.owner] = now
            if not now:
                del depth[edge.owner]
        wanted = {*depth, _OWN} if inside and depth else set()
        for owner in [owner for owner in under if owner not in wanted]:
            up, over = _between(under.pop(owner), edge, start, end)
            parts = sums.setdefault(owner, {})
            parts[over] = parts.get(over, 0) + up
        for owner in wanted - under.keys():
            under[owner] = edge


def _between(low: _Edge, high: _Edge, start: Ratio, end: Ratio) -> Ratio:
    """Area between two edges: the width of the part times the mean of both heights."""
    up, over = 0, 1
    for edge, sign in ((high, 1), (low, -1)):
        (a, over_a), (b, over_b) = edge.height(start), edge.height(end)
        both, under = (a + b, over_a) if over_a == over_b else (a * over_b + b * over_a, over_a * over_b)
        up, over = up * under + sign * both * over, over * under
    return up * (end[0] * start[1] - start[0] * end[1]), 2 * over * start[1] * end[1]


def _total(parts: Mapping[int, int]) -> Fraction:
    """Sum by halves, so that large denominators meet late."""
    terms = [Fraction(up, over) for over, up in parts.items()]
    while len(terms) > 1:
        terms = [sum(terms[n : n + 2], Fraction(0)) for n in range(0, len(terms), 2)]
    return terms[0] if terms else Fraction(0)


def _cross(one: tuple[tuple[int, int], tuple[int, int]], other: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether two segments have a point in common, by the sides on which the ends of each lie of the other."""
    (p, q), (r, s) = one, other
    sides = _side(p, q, r), _side(p, q, s), _side(r, s, p), _side(r, s, q)
    if sides[0] * sides[1] > 0 or sides[2] * sides[3] > 0:
        return False
    if any(sides):
        return True
    return all(
        min(p[k], q[k]) <= max(r[k], s[k]) and min(r[k], s[k]) <= max(p[k], q[k]) for k in (0, 1)
    )  # fmt: skip


def _side(p: tuple[int, int], q: tuple[int, int], r: tuple[int, int]) -> int:
    area = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return (area > 0) - (area < 0)
