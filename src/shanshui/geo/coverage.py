"""Faults of a coverage, polygons that ought to meet edge to edge: overlaps, gaps between them, slivers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.overlay import EMPTY, polygonal

LEAST = 1.0
"""Area from which an overlap or a gap counts [m²]; below, coordinates were only rounded."""

MOST = 300_000
"""Features with faulty edges that are held against each other; the rest is counted alone."""


_THREADS = 2


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a coverage.

    Parameters
    ----------
    overlaps : array of polygons
        What two features share, one for each pair.
    pairs : int array, shape (overlaps, 2)
        Numbers of the two features.
    gaps : array of polygons
        Ground that features enclose and none of them covers.
    narrow : int array
        Numbers of the features that are slivers.
    faulty : int
        Features with an edge that does not meet its neighbour's, and those at the border beside them; 0 where the
        coverage is sound.
    examined : int
        How many of these were held against each other.
    """

    overlaps: NDArray[np.object_]
    pairs: NDArray[np.intp]
    gaps: NDArray[np.object_]
    narrow: NDArray[np.intp]
    faulty: int
    examined: int


def faults(geometries: Sequence[BaseGeometry] | NDArray[np.object_], width: float) -> Faults:
    """Find the faults of a coverage.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Valid polygons of one projected CRS [m].
    width : float
        Mean width below which a feature is a sliver [m]: twice its area over its perimeter.

    Notes
    -----
    Features whose edges all meet their neighbours' are told apart at once; only the others are held against each other,
    and they only where all features together have more ground than they cover. A gap is a hole of the union, so that
    ground left open at the border of the coverage is none.
    """
    shapes: NDArray[np.object_] = np.asarray(geometries, dtype=object)
    tree = shapely.STRtree(shapes)
    doubtful = _doubtful(shapes, tree)
    whole = _whole(shapes, doubtful) if doubtful.size <= MOST else None
    doubled = whole is None or float(shapely.area(shapes).sum()) - whole.area >= LEAST
    overlaps, pairs = _all_overlaps(shapes, tree, doubtful[:MOST] if doubled else doubtful[:0])
    return Faults(
        overlaps,
        pairs,
        _gaps(whole) if whole is not None else np.zeros(0, dtype=object),
        np.flatnonzero(mean_width(shapes) < width),
        int(doubtful.size),
        min(int(doubtful.size), MOST),
    )


def mean_width(geometries: NDArray[np.object_]) -> NDArray[np.float64]:
    """Twice the area over the perimeter [m]; that of a long strip is its width, that of a square half its side."""
    length = shapely.length(geometries)
    found: NDArray[np.float64] = 2 * shapely.area(geometries) / np.where(length > 0, length, np.inf)
    return found


def _doubtful(shapes: NDArray[np.object_], tree: shapely.STRtree) -> NDArray[np.intp]:
    """Numbers of features of which one at least takes part in every fault; none of a sound coverage.

    Where features overlap, the one on top has a border, edges of which no other feature has, or which both have in
    the same direction. Such features and those around them are looked at first: where nothing is wrong with them,
    nothing is anywhere, and a sound coverage is told in a fraction of the time.
    """
    lone = unmatched(shapes)
    near = np.unique(tree.query(shapes[lone])[1])
    wrong = near[_invalid(shapes[near])]
    if not wrong.size and not _overlaps(shapes, tree, lone[:MOST])[1].size:
        return np.zeros(0, dtype=np.intp)
    return np.union1d(lone, wrong if near.size == shapes.size else _invalid(shapes))


def _invalid(shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    """Numbers of the features that have an edge which does not meet its neighbour's."""
    edges = shapely.coverage_invalid_edges(shapes)
    return np.flatnonzero(~(shapely.is_missing(edges) | shapely.is_empty(edges)))


def unmatched(shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    """Numbers of the features with an edge that is not shared by exactly two, once in either direction.

    Those at the border of a coverage are among them, and those around islands in a hole, which is no fault.
    """
    rings, owner = shapely.get_rings(shapes, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    with np.errstate(over="ignore"):
        bits = (points + 0.0).view(np.uint64)  # nought has no sign
        corner = _mixed(_mixed(bits[:, 0]) + bits[:, 1])
        start, end = corner[:-1][inside], corner[1:][inside]
        key = _mixed(start + end)
    ahead = (start < end) == shapely.is_ccw(rings)[ring[1:][inside]]
    order = np.argsort(key)
    key, ahead = key[order], ahead[order]
    same = key[1:] == key[:-1]
    first = np.flatnonzero(np.concatenate([[True], ~same]))
    count = np.diff(np.append(first, key.size))
    paired = count == 2
    paired[paired] = ahead[first[paired]] != ahead[first[paired] + 1]
    lone = order[~np.repeat(paired, count)]
    return np.unique(owner[ring[1:][inside][lone]])


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Bits stirred so that sums of them do not coincide."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)


def _all_overlaps(
    shapes: NDArray[np.object_], tree: shapely.STRtree, some: NDArray[np.intp]
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Overlaps of some features, of those that they overlap, and so on: inside a second layer edges meet each other."""
    parts: list[NDArray[np.object_]] = [np.zeros(0, dtype=object)]
    pairs: list[NDArray[np.intp]] = [np.zeros((0, 2), dtype=np.intp)]
    seen = front = some
    while front.size and seen.size <= MOST:
        shared, found = _overlaps(shapes, tree, front)
        parts.append(shared)
        pairs.append(found)
        front = np.setdiff1d(found, seen)
        seen = np.union1d(seen, front)
    every, first = np.unique(np.concatenate(pairs), axis=0, return_index=True)
    return np.concatenate(parts)[first], every


def _overlaps(
    shapes: NDArray[np.object_], tree: shapely.STRtree, some: NDArray[np.intp]
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """What some of the features share with any, and the numbers of each pair, the lower one first."""
    left, right = tree.query(shapes[some])
    pairs = np.unique(np.sort(np.stack([some[left], right], axis=1)[some[left] != right], axis=1), axis=0)
    with ThreadPoolExecutor(_THREADS) as pool:
        halves = np.array_split(pairs, _THREADS)
        cut = pool.map(lambda half: shapely.intersection(shapes[half[:, 0]], shapes[half[:, 1]]), halves)
        shared = np.concatenate(list(cut))
    counts = shapely.area(shared) >= LEAST
    found = np.array([polygonal(shape) for shape in shared[counts]], dtype=object)
    return found, pairs[counts]


def _whole(shapes: NDArray[np.object_], doubtful: NDArray[np.intp]) -> BaseGeometry:
    """The ground that the features cover; where they are sound it is made of their edges alone."""
    whole = _joined(np.delete(shapes, doubtful))
    return shapely.union(whole, shapely.disjoint_subset_union_all(shapes[doubtful])) if doubtful.size else whole


def _gaps(whole: BaseGeometry) -> NDArray[np.object_]:
    """Holes in the ground that is covered."""
    rings = [ring for part in shapely.get_parts(whole) for ring in getattr(part, "interiors", ())]
    holes: NDArray[np.object_] = shapely.polygons(rings) if rings else np.zeros(0, dtype=object)
    large: NDArray[np.bool_] = shapely.area(holes) >= LEAST
    return holes[large]


def _joined(sound: NDArray[np.object_]) -> BaseGeometry:
    """Union of features without faulty edges; one that lies wholly on others has none, and shows by its area."""
    if not sound.size:
        return EMPTY
    whole = shapely.coverage_union_all(sound)
    if shapely.is_valid(whole) and abs(whole.area - shapely.area(sound).sum()) < LEAST:
        return whole
    return shapely.union_all(sound)
