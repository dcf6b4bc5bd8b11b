"""How much of a line runs along others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_STEPS = 3
"""Points at which a line is looked at, for each length of the distance."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points in the middle of equal pieces of lines.

    Parameters
    ----------
    places : array of shapely Point, shape (points,)
        In the order of the lines.
    owner : int array, shape (points,)
        Number of the line that each is of.
    lengths : float array, shape (points,)
        What each stands for [m]; those of a line add up to its length.
    """

    places: NDArray[np.object_]
    owner: NDArray[np.intp]
    lengths: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.owner)


def sampled(lines: Sequence[BaseGeometry] | NDArray[np.object_], step: float) -> Points:
    """Points along lines.

    Parameters
    ----------
    lines : sequence of shapely geometry
        Lines or multilines; an empty one has no point.
    step : float
        Distance between two at most [m], above 0.
    """
    parts, owner = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    sizes = shapely.length(parts)
    parts, owner, sizes = parts[sizes > 0], owner[sizes > 0], sizes[sizes > 0]
    counts = np.maximum(np.ceil(sizes / step), 1).astype(np.intp)
    part = np.repeat(np.arange(len(parts)), counts)
    order = np.arange(part.size) - np.repeat(np.cumsum(counts) - counts, counts)
    length = sizes[part] / counts[part]
    return Points(shapely.line_interpolate_point(parts[part], (order + 0.5) * length), owner[part], length)


def nearest(points: Points, others: Sequence[BaseGeometry] | NDArray[np.object_], distance: float) -> NDArray[np.intp]:
    """The line that is nearest to each point.

    Parameters
    ----------
    points : Points
        Where to look.
    others : sequence of shapely geometry
        Lines or multilines of the same projected CRS.
    distance : float
        Up to which another is near [m].

    Returns
    -------
    int array, shape (points,)
        Number of the line, of several as near the first; -1 where none is near.
    """
    near = np.full(len(points), -1, np.intp)
    pieces, of = _pieces(others)
    if pieces.size and len(points):
        found, hit = shapely.STRtree(pieces).query_nearest(points.places, max_distance=distance, all_matches=True)
        best = np.full(len(points), len(others), np.intp)
        np.minimum.at(best, found, of[hit])
        near[found] = best[found]
    return near


def _pieces(lines: Sequence[BaseGeometry] | NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Straight pieces of lines, so that a tree finds the near ones, and the line that each is of."""
    points, line = shapely.get_coordinates(shapely.get_parts(np.asarray(lines, dtype=object)), return_index=True)
    _, owner = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    follows = line[1:] == line[:-1]
    ends = np.stack([points[:-1][follows], points[1:][follows]], axis=1)
    return (shapely.linestrings(ends) if len(ends) else np.zeros(0, object)), owner[line[1:][follows]]


def share_along(
    lines: Sequence[BaseGeometry] | NDArray[np.object_],
    others: Sequence[BaseGeometry] | NDArray[np.object_],
    distance: float,
) -> NDArray[np.float64]:
    """Share of each line that lies near to others; looked at three times in each length of the distance.

    Parameters
    ----------
    lines, others : sequence of shapely geometry
        Lines or multilines of one projected CRS.
    distance : float
        Up to which another is near [m], above 0.

    Returns
    -------
    float array, shape (lines,)
        0 to 1; 0 of an empty line.
    """
    points = sampled(lines, distance / _STEPS)
    hit = nearest(points, others, distance) >= 0
    whole = np.bincount(points.owner, weights=points.lengths, minlength=len(lines))
    along = np.bincount(points.owner, weights=points.lengths * hit, minlength=len(lines))
    return np.divide(along, whole, out=np.zeros(len(lines)), where=whole > 0)
