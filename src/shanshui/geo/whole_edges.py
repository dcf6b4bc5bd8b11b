"""Edges of polygons in whole numbers: where they meet, and how often they wind around a point, without rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Point: TypeAlias = tuple[int, int, int]
"""A point X / D, Y / D as (X, Y, D) with D above 0, in the scale of the edges."""

_MOST_BITS = 900
"""Bits between the largest and the smallest digit of all coordinates; beyond, they are no positions on any map."""


@dataclass(slots=True)
class Edges:
    """Directed edges of rings, which have the ground of their polygon at the left.

    Parameters
    ----------
    starts, stops : list of (int, int)
        Both ends, in units of ``2 ** power``.
    first : list of bool
        Whether an edge begins a ring; those of a ring follow each other.
    power : int
        Of the scale.
    """

    starts: list[tuple[int, int]]
    stops: list[tuple[int, int]]
    first: list[bool]
    power: int
    ends: NDArray[np.float64] = field(init=False)
    low: NDArray[np.float64] = field(init=False)
    high: NDArray[np.float64] = field(init=False)
    sign: NDArray[np.int8] = field(init=False)

    def __post_init__(self) -> None:
        both = np.array([(*p, *q) for p, q in zip(self.starts, self.stops, strict=True)], dtype=np.float64)
        self.ends = both.reshape(-1, 4)  # exact: no coordinate has more than 53 bits
        self.low = np.minimum(self.ends[:, :2], self.ends[:, 2:])
        self.high = np.maximum(self.ends[:, :2], self.ends[:, 2:])
        self.sign = np.sign(self.ends[:, 3] - self.ends[:, 1]).astype(np.int8)

    def __len__(self) -> int:
        return len(self.starts)

    def lines(self) -> NDArray[np.object_]:
        """One line for each edge, to look for neighbours by their boxes."""
        found: NDArray[np.object_] = shapely.linestrings(self.ends.reshape(-1, 2, 2))
        return found

    def winding(self, point: Point, course: tuple[int, int]) -> int:
        """How often the edges wind around a point that lies off another by less than any number.

        Parameters
        ----------
        point : Point
            No edge ends there, and none passes through but along ``course``.
        course : (int, int)
            The point is moved to the left of this direction.

        Notes
        -----
        Edges are counted that a ray towards greater x crosses. Where the course is level the move is up or down: then
        an edge counts that begins at the ray's height and rises, or one that ends there. Else it is sideways, and an
        edge along the course is crossed where the move is to lower x.
        """
        (x, y, over), (along, rise) = point, course
        west, east = _around(x, over)
        south, north = _around(y, over)
        sure = (self.low[:, 1] < south) & (self.high[:, 1] > north) & (self.low[:, 0] > east)
        found = int(self.sign[sure].sum())
        maybe = (self.low[:, 1] <= north) & (self.high[:, 1] >= south) & (self.high[:, 0] >= west) & ~sure
        upper = rise == 0 and along < 0
        for n in np.flatnonzero(maybe & (self.sign != 0)).tolist():
            (x0, y0), (x1, y1) = self.starts[n], self.stops[n]
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            if (low * over < y <= high * over) if upper else (low * over <= y < high * over):
                side = (x1 - x0) * (y - y0 * over) - (y1 - y0) * (x - x0 * over)
                up = y1 > y0
                if (side > 0) == up if side else rise > 0:
                    found += 1 if up else -1
        return found


def edges_of(groups: Sequence[Iterable[BaseGeometry]]) -> tuple[Edges, ...]:
    """Edges of several groups of polygons in one scale.

    Parameters
    ----------
    groups : sequence of iterables of shapely geometry
        Valid polygons and multipolygons.

    Raises
    ------
    ValueError
        Where coordinates are not finite, or lie apart by more digits than any position has.
    """
    rings = [[ring for shape in group for ring in _rings(shape)] for group in groups]
    whole, power = _whole(np.concatenate([np.zeros((0, 2)), *(points for group in rings for points, _ in group)]))
    found, place = [], 0
    for group in rings:
        starts: list[tuple[int, int]] = []
        stops: list[tuple[int, int]] = []
        first: list[bool] = []
        for points, outer in group:
            own = whole[place : place + len(points)]
            place += len(points)
            twice = sum(cross(p, q) for p, q in pairwise(own))
            if twice == 0:
                continue
            if (twice > 0) != outer:
                own = own[::-1]
            pairs = [(p, q) for p, q in pairwise(own) if p != q]
            starts += [p for p, _ in pairs]
            stops += [q for _, q in pairs]
            first += [n == 0 for n in range(len(pairs))]
        found.append(Edges(starts, stops, first, power))
    return tuple(found)


def cross(p: tuple[int, int], q: tuple[int, int]) -> int:
    """Twice the area of the triangle between the origin and two points."""
    return p[0] * q[1] - p[1] * q[0]


def meeting(
    p: tuple[int, int], q: tuple[int, int], r: tuple[int, int], s: tuple[int, int]
) -> tuple[list[Fraction], list[Fraction]]:
    """Where two edges meet, as shares of the way along the one from p to q and along the other from r to s.

    Returns
    -------
    tuple of list of Fraction
        One share each where they cross or touch, two where they lie along each other, none where they keep apart.
    """
    d, e = (q[0] - p[0], q[1] - p[1]), (s[0] - r[0], s[1] - r[1])
    across, to = cross(d, e), (r[0] - p[0], r[1] - p[1])
    if across:
        t, u = cross(to, e), cross(to, d)
        if across < 0:
            across, t, u = -across, -t, -u
        inside = 0 <= t <= across and 0 <= u <= across
        return ([Fraction(t, across)], [Fraction(u, across)]) if inside else ([], [])
    if cross(to, d):
        return [], []
    return _overlap(_along(p, d, r), _along(p, d, s)), _overlap(_along(r, e, p), _along(r, e, q))


def _along(p: tuple[int, int], d: tuple[int, int], r: tuple[int, int]) -> Fraction:
    """Share of the way from p along d at which r lies, which is on the line."""
    return Fraction(r[0] - p[0], d[0]) if d[0] else Fraction(r[1] - p[1], d[1])


def _overlap(start: Fraction, end: Fraction) -> list[Fraction]:
    """Both ends of the stretch of an edge that another covers from one share of the way to another."""
    low, high = max(min(start, end), Fraction(0)), min(max(start, end), Fraction(1))
    return [low, high] if low <= high else []


def _rings(shape: BaseGeometry) -> Iterable[tuple[NDArray[np.float64], bool]]:
    """Points of each ring, and whether it is an outer one."""
    for part in shapely.get_parts(shape):
        for n, ring in enumerate(shapely.get_rings(part)):
            yield shapely.get_coordinates(ring), n == 0


def _whole(points: NDArray[np.float64]) -> tuple[list[tuple[int, int]], int]:
    """Coordinates as whole numbers of one power of two."""
    if not np.isfinite(points).all():
        raise ValueError("coordinates must be finite")
    share, power = np.frexp(points)
    digits = np.ldexp(share, 53).astype(np.int64)
    low = digits & -digits
    zeros = np.where(digits == 0, 0, np.frexp(low.astype(np.float64))[1] - 1)
    digits, power = digits >> zeros, power - 53 + zeros
    used = power[digits != 0]
    least = int(used.min()) if used.size else 0
    shift = np.where(digits == 0, 0, power - least)
    if shift.size and int(shift.max()) + 53 > _MOST_BITS:
        raise ValueError("coordinates differ by more digits than positions on a map have")
    flat = [d << s for d, s in zip(digits.ravel().tolist(), shift.ravel().tolist(), strict=True)]
    return list(zip(flat[::2], flat[1::2], strict=True)), least


def _around(number: int, over: int) -> tuple[float, float]:
    """Floats at either side of a ratio."""
    value = number / over
    return float(np.nextafter(value, -np.inf)), float(np.nextafter(value, np.inf))
