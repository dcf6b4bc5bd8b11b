"""Overlay of polygons: what two sets share, what one leaves open, where one covers itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

EMPTY: BaseGeometry = shapely.MultiPolygon()
"""Nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What two geometries share.

    Parameters
    ----------
    left, right : int
        Positions in the two sequences.
    shared : shapely geometry
        Polygonal, with an area above 0.
    """

    left: int
    right: int
    shared: BaseGeometry


def polygonal(geometry: BaseGeometry | None) -> BaseGeometry:
    """The polygons of a geometry; lines and points that an overlay leaves behind have no area."""
    if geometry is None or geometry.is_empty:
        return EMPTY
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else EMPTY


class Cover:
    """Polygons that are asked again and again what they share with others.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Valid polygons of one CRS; they may overlap each other.
    """

    def __init__(self, geometries: Sequence[BaseGeometry] | NDArray[np.object_]) -> None:
        self.geometries: NDArray[np.object_] = np.asarray(geometries, dtype=object)
        self._tree = shapely.STRtree(self.geometries)

    def __len__(self) -> int:
        return len(self.geometries)

    def near(self, geometry: BaseGeometry) -> NDArray[np.intp]:
        """Numbers of the polygons whose boxes meet that of a geometry, ascending."""
        found: NDArray[np.intp] = np.sort(self._tree.query(geometry))
        return found

    def pieces(self, geometry: BaseGeometry) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
        """Numbers of the polygons that share an area with a geometry, ascending, and what they share."""
        hits: NDArray[np.intp] = np.sort(self._tree.query(geometry, predicate="intersects"))
        if hits.size == 0:
            return hits, np.zeros(0, dtype=object)
        shapely.prepare(geometry)
        found = self.geometries[hits].copy()
        inside = shapely.covers(geometry, found)
        found[~inside] = shapely.intersection(found[~inside], geometry)
        areas = shapely.area(found)
        kept = areas > 0
        cut: NDArray[np.object_] = found[kept]
        for n in np.flatnonzero(~np.isin(shapely.get_type_id(cut), (3, 6))):
            cut[n] = polygonal(cut[n])
        return hits[kept], cut

    @cached_property
    def apart(self) -> bool:
        """Whether no two of the polygons share an area."""
        left, right = self._tree.query(self.geometries, predicate="intersects")
        once = left < right
        pairs = self.geometries[left[once]], self.geometries[right[once]]
        return not shapely.relate_pattern(*pairs, "T********").any()

    def shared(self, geometry: BaseGeometry) -> BaseGeometry:
        """The part of a geometry that lies in any of the polygons, counted once.

        Where the polygons are apart, the parts are only gathered: they may touch along edges.
        """
        _, cut = self.pieces(geometry)
        if not cut.size:
            return EMPTY
        return shapely.multipolygons(shapely.get_parts(cut)) if self.apart else polygonal(shapely.union_all(cut))

    def outside(self, geometry: BaseGeometry) -> BaseGeometry:
        """The part of a geometry that lies in none of the polygons."""
        hits = self._tree.query(geometry, predicate="intersects")
        if hits.size == 0:
            return polygonal(geometry)
        return polygonal(shapely.difference(geometry, shapely.union_all(self.geometries[hits])))


def overlaps(geometries: Sequence[BaseGeometry] | NDArray[np.object_]) -> tuple[Pair, ...]:
    """Where polygons of one set cover each other.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Valid polygons of one CRS.

    Returns
    -------
    tuple of Pair
        ``left`` below ``right``, ascending; common edges alone do not count.
    """
    shapes = np.asarray(geometries, dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = sorted((int(n), int(m)) for n, m in zip(left, right, strict=True) if n < m)
    shared = (polygonal(shapely.intersection(shapes[n], shapes[m])) for n, m in pairs)
    return tuple(Pair(n, m, cut) for (n, m), cut in zip(pairs, shared, strict=True) if cut.area > 0)


def united(geometries: Sequence[BaseGeometry] | NDArray[np.object_]) -> BaseGeometry:
    """The ground that any of the polygons covers; those far apart are not held against each other."""
    return polygonal(shapely.disjoint_subset_union_all(np.asarray(geometries, dtype=object)))


def gap(whole: BaseGeometry, parts: Sequence[BaseGeometry] | NDArray[np.object_]) -> BaseGeometry:
    """What a coverage leaves open of the whole it should fill."""
    return Cover(parts).outside(whole)
