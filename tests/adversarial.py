"""Pairs of polygons that rounding gets wrong, and what they share by a formula without cases.

A polygon is the sum of the ground below its edges, with a sign; so what two polygons share is the sum over all pairs of
edges of the ground below both, which is the integral of the lower one of two straight lines. No edge has to be cut,
nothing has to be inside anything, and touching is no case. It takes the product of the numbers of edges, in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Segment = tuple[Fraction, Fraction, Fraction, Fraction]
ORIGINS = ((0.0, 0.0), (500_000.0, 2_900_000.0), (36_500_000.0, 2_900_000.0), (0.1, 1e-3))
"""Where pairs lie: at the origin, in a zone without and with its number, among fractions."""


def reference(left: BaseGeometry, right: BaseGeometry) -> tuple[Fraction, bool]:
    """Area that two polygons share, and whether they have a point in common."""
    one, other = list(_edges(left)), list(_edges(right))
    base = min(min(e[1], e[3]) for e in (*one, *other))
    area = Fraction(0)
    for sign, e in ((_sign(e), _rightward(e)) for e in one):
        for mark, f in ((_sign(f), _rightward(f)) for f in other):
            if sign and mark:
                area += sign * mark * _below_both(e, f, base)
    return area, area > 0 or any(_meet(e, f) for e in one for f in other)


def size(shape: BaseGeometry) -> Fraction:
    """Area of a polygon."""
    return sum(((e[0] * e[3] - e[2] * e[1]) / 2 for e in _edges(shape)), Fraction(0))


def _edges(shape: BaseGeometry) -> Iterator[Segment]:
    for part in shapely.get_parts(shape):
        for n, ring in enumerate(shapely.get_rings(part)):
            points = [(Fraction(x), Fraction(y)) for x, y in ring.coords]
            turn = sum((x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points)), Fraction(0))
            ordered = points if (turn > 0) == (n == 0) else points[::-1]
            yield from ((*p, *q) for p, q in pairwise(ordered))


def _sign(e: Segment) -> int:
    return (e[0] > e[2]) - (e[0] < e[2])


def _rightward(e: Segment) -> Segment:
    return e if e[0] <= e[2] else (e[2], e[3], e[0], e[1])


def _height(e: Segment, x: Fraction) -> Fraction:
    return e[1] + (e[3] - e[1]) * (x - e[0]) / (e[2] - e[0])


def _below_both(e: Segment, f: Segment, base: Fraction) -> Fraction:
    start, end = max(e[0], f[0]), min(e[2], f[2])
    if start >= end:
        return Fraction(0)
    at, to = (_height(e, start), _height(f, start)), (_height(e, end), _height(f, end))
    first, last = at[0] - at[1], to[0] - to[1]
    if first * last >= 0:
        return (end - start) * (min(at) + min(to) - 2 * base) / 2
    middle = start + (end - start) * first / (first - last)
    there = _height(e, middle)
    return ((middle - start) * (min(at) + there - 2 * base) + (end - middle) * (there + min(to) - 2 * base)) / 2


def _meet(e: Segment, f: Segment) -> bool:
    d, c = (e[2] - e[0], e[3] - e[1]), (f[2] - f[0], f[3] - f[1])
    across, to = d[0] * c[1] - d[1] * c[0], (f[0] - e[0], f[1] - e[1])
    if across:
        t, u = (to[0] * c[1] - to[1] * c[0]) / across, (to[0] * d[1] - to[1] * d[0]) / across
        return 0 <= t <= 1 and 0 <= u <= 1
    if to[0] * d[1] != to[1] * d[0]:
        return False
    return all(
        min(e[k], e[k + 2]) <= max(f[k], f[k + 2]) and min(f[k], f[k + 2]) <= max(e[k], e[k + 2]) for k in (0, 1)
    )


def pairs(count: int, seed: int) -> Iterator[tuple[str, BaseGeometry, BaseGeometry]]:
    """Valid pairs, kind after kind."""
    dice = np.random.default_rng(seed)
    kinds = list(_KINDS.items())
    made = 0
    while made < count:
        name, make = kinds[made % len(kinds)]
        origin = ORIGINS[dice.integers(len(ORIGINS))]
        left, right = (_moved(shape, *origin) for shape in make(dice))
        if all(s.is_valid and s.area > 0 and s.geom_type in ("Polygon", "MultiPolygon") for s in (left, right)):
            yield (name, left, right) if dice.random() < 0.5 else (name, right, left)
            made += 1


def _star(dice: np.random.Generator, corners: int, radius: float = 100.0) -> shapely.Polygon:
    angles = np.sort(dice.uniform(0, 2 * np.pi, corners))
    reach = radius * dice.uniform(0.3, 1.0, corners)
    return shapely.Polygon(np.column_stack([reach * np.cos(angles), reach * np.sin(angles)]))


def _moved(shape: BaseGeometry, x: float, y: float) -> BaseGeometry:
    return shapely.transform(shape, lambda p: p + np.array([x, y]))


def _along_edges(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Two sides of a slanting border with all its corners in common."""
    steps = np.sort(dice.uniform(0, 100, dice.integers(2, 9)))
    border = np.column_stack([dice.uniform(-10, 10, steps.size), steps])
    left = np.vstack([border, [[-60, 101], [-60, -1]]])
    right = np.vstack([border, [[60, 101], [60, -1]]])
    return shapely.Polygon(left), shapely.Polygon(right)


def _at_corners(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """A corner of one at a corner, or on an edge, of the other."""
    one = _star(dice, int(dice.integers(3, 9)))
    points = shapely.get_coordinates(one)
    n = int(dice.integers(len(points) - 1))
    share = dice.choice([0.0, 0.5, 0.25, dice.random()])
    spot = points[n] + share * (points[n + 1] - points[n])
    out = spot / (np.hypot(*spot) or 1.0)
    side = np.array([-out[1], out[0]]) * dice.uniform(1, 20)
    return one, shapely.Polygon([spot, spot + 40 * out + side, spot + 40 * out - side])


def _slivers(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Neighbours moved onto or off each other by next to nothing."""
    left, right = _along_edges(dice)
    shift = 10.0 ** dice.uniform(-12, -5) * dice.choice([-1, 1])
    return left, _moved(right, shift, shift * dice.uniform(-1, 1))


def _holes(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """A hole, and what fills it exactly, all but, or with one corner moved."""
    inner = _star(dice, int(dice.integers(3, 12)), 40)
    outer = shapely.Polygon(shapely.box(-150, -150, 150, 150).exterior, [inner.exterior])
    points = shapely.get_coordinates(inner)[:-1]
    way = dice.integers(4)
    if way == 1:
        points[0] = np.nextafter(points[0], dice.choice([-np.inf, np.inf], 2))
    elif way == 2:
        points = points * (1 + 10.0 ** dice.uniform(-15, -8) * dice.choice([-1, 1]))
    elif way == 3:
        return outer, shapely.segmentize(shapely.Polygon(points), 7.0)
    return outer, shapely.Polygon(points)


def _multiparts(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Squares of a chessboard and what lies on the squares between, some of them shared."""
    side = dice.choice([30.0, 10.1, 1 / 3])
    cells = [(i, j) for i in range(4) for j in range(4)]
    black = [shapely.box(i * side, j * side, (i + 1) * side, (j + 1) * side) for i, j in cells if (i + j) % 2]
    white = [shapely.box(i * side, j * side, (i + 1) * side, (j + 1) * side) for i, j in cells if not (i + j) % 2]
    more = [black[n] for n in np.flatnonzero(dice.random(len(black)) < 0.2)]
    return shapely.MultiPolygon(black), shapely.union_all([*white, *more])


def _near_collinear(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Corners set on a slanting edge as far as rounding lets them."""
    ends = dice.uniform(-100, 100, (2, 2))
    shares = np.sort(np.concatenate([[0.0, 1.0], dice.random(int(dice.integers(1, 7)))]))
    line = ends[0] + shares[:, None] * (ends[1] - ends[0])
    normal = np.array([ends[0, 1] - ends[1, 1], ends[1, 0] - ends[0, 0]])
    left = np.vstack([ends, (ends[1] + normal)[None], (ends[0] + normal)[None]])
    right = np.vstack([line, (ends[1] - normal)[None], (ends[0] - normal)[None]])
    return shapely.Polygon(left), shapely.Polygon(right)


def _shared_corners(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Two unions of triangles of one net."""
    net = shapely.delaunay_triangles(shapely.MultiPoint(dice.uniform(-100, 100, (12, 2))))
    triangles = np.asarray(shapely.get_parts(net))
    picked = dice.integers(3, size=len(triangles))
    left = shapely.coverage_union_all(triangles[picked == 0])
    right = shapely.coverage_union_all(triangles[picked == 1])
    return (left, right) if left.area and right.area else (triangles[0], triangles[-1])


def _densified(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """A polygon and itself with corners added on its edges, which rounding moves off them."""
    one = _star(dice, int(dice.integers(3, 8)))
    return one, shapely.segmentize(one, float(dice.uniform(10, 60)))


def _any(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Stars across each other."""
    one, other = _star(dice, int(dice.integers(3, 14))), _star(dice, int(dice.integers(3, 14)))
    return one, _moved(other, *dice.uniform(-150, 150, 2))


def _grid(dice: np.random.Generator) -> tuple[BaseGeometry, BaseGeometry]:
    """Cells of one grid joined by chance, as from a raster."""
    shapes = []
    for _ in range(2):
        taken = np.argwhere(dice.random((5, 5)) < 0.4)
        boxes = [shapely.box(30.0 * i, 30.0 * j, 30.0 * i + 30, 30.0 * j + 30) for i, j in taken]
        shapes.append(shapely.union_all(boxes) if boxes else shapely.box(0, 0, 30, 30))
    return shapes[0], shapes[1]


_KINDS: dict[str, Callable[[np.random.Generator], tuple[BaseGeometry, BaseGeometry]]] = {
    "along edges": _along_edges,
    "at corners": _at_corners,
    "slivers": _slivers,
    "holes": _holes,
    "multiparts": _multiparts,
    "near-collinear": _near_collinear,
    "shared corners": _shared_corners,
    "densified": _densified,
    "across": _any,
    "grid": _grid,
}
