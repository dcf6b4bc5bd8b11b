"""Parcels of the land survey within scope, units and sub-projects: area of each land class (table F.1)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.areas import ellipsoidal
from shanshui.geo.tiles import all_subdivided, shared_areas, subdivided

_KNOTS = 65
"""Places across the parcels at which the plane is held against the ellipsoid; between them the ratio runs smoothly."""
_LARGE = 1024
"""Corners of a parcel that is cut into pieces beforehand, since borders of subjects meet it in many places."""

_STRETCH = 8
"""Edges of a border that are held against the parcels in one box."""

_PATCH = 200.0
"""Side of the squares that are measured there [m]."""


class Parcels:
    """Land parcels that are asked for their classes within one subject after another.

    Parameters
    ----------
    geometries : array of shapely geometry, shape (parcels,)
        Valid polygons that do not overlap.
    classes : array of str, shape (parcels,)
        Land class of each; an empty string where nobody knows it.
    epsg : int
        Their CRS, a Gauss–Krüger zone.

    Notes
    -----
    A parcel's area is its area in the plane times the ratio of ellipsoid to plane at the middle of its box. In
    a Gauss–Krüger zone the ratio changes with the distance from the central meridian alone, by less than 1e-9 over
    a parcel of 1 km, so that a million parcels need not be projected anew.
    """

    def __init__(self, geometries: NDArray[np.object_], classes: NDArray[np.object_], epsg: int) -> None:
        geometries, owners = all_subdivided(geometries, _LARGE)
        self._geometries = geometries
        self._names, self._codes = np.unique(classes[owners].astype(str), return_inverse=True)
        self._tree = shapely.STRtree(geometries)
        self._boxes: NDArray[np.float64] = shapely.bounds(geometries)
        self._areas: NDArray[np.float64] = shapely.area(geometries)
        self._ratio = _ratios(self._boxes, epsg)

    def within(self, subject: BaseGeometry) -> Mapping[str, float]:
        """Area of each class inside a subject [m² on the ellipsoid], by ascending code; absent classes are left out.

        Parcels whose boxes keep clear of the subject's border lie wholly in or out; only the others are cut, by pieces
        of the subject that have few corners.
        """
        west, south, east, north = subject.bounds
        boxes = self._boxes
        near = np.flatnonzero(
            (boxes[:, 0] < east) & (boxes[:, 2] > west) & (boxes[:, 1] < north) & (boxes[:, 3] > south)
        )
        areas = np.zeros(near.size)
        crossed = np.zeros(len(boxes), dtype=bool)
        crossed[self._tree.query(_stretches(subject))[1]] = True
        crossing = crossed[near]
        clear = near[~crossing]
        shapely.prepare(subject)
        middle = (boxes[clear, :2] + boxes[clear, 2:]) / 2
        inside = shapely.contains_xy(subject, middle[:, 0], middle[:, 1])
        areas[~crossing] = np.where(inside, self._areas[clear], 0.0)
        cut = self._geometries[near[crossing]]
        areas[crossing] = shared_areas(cut, subdivided(subject)) if cut.size else 0.0
        sums = np.bincount(self._codes[near], weights=areas * self._ratio[near], minlength=self._names.size)
        return {str(self._names[n]): float(sums[n]) for n in np.flatnonzero(sums > 0)}


def _stretches(subject: BaseGeometry) -> NDArray[np.object_]:
    """Boxes around stretches of a few edges of a subject's border."""
    rings = shapely.get_rings(shapely.get_parts(subject))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(ring[1:] == ring[:-1])
    low, high = (of(points[starts], points[starts + 1]) for of in (np.minimum, np.maximum))
    place = np.arange(starts.size)
    fresh = np.concatenate([[True], ring[starts[1:]] != ring[starts[:-1]]])
    since = place - np.maximum.accumulate(np.where(fresh, place, 0))
    first = np.flatnonzero(since % _STRETCH == 0)
    boxes: NDArray[np.object_] = shapely.box(
        *np.minimum.reduceat(low, first).T, *np.maximum.reduceat(high, first).T
    )  # fmt: skip
    return boxes


def _ratios(boxes: NDArray[np.float64], epsg: int) -> NDArray[np.float64]:
    """Area on the ellipsoid for each unit of area in the plane, at the middle of each box."""
    if not len(boxes):
        return np.zeros(0)
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    knots = np.linspace(np.nanmin(middle), np.nanmax(middle), _KNOTS)
    level = float(np.nanmean(boxes[:, 1]))
    squares = [shapely.box(x - _PATCH / 2, level, x + _PATCH / 2, level + _PATCH) for x in knots]
    found: NDArray[np.float64] = np.interp(middle, knots, ellipsoidal(squares, epsg) / _PATCH**2)
    return found
