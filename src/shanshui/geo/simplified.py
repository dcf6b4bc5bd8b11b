"""Simpler borders for polygons that meet edge to edge: what two share stays shared, without gap or overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.overlay import polygonal

Shapes = NDArray[np.object_]
Numbers = NDArray[np.intp]


def simplified(coverage: Sequence[BaseGeometry] | Shapes, tolerance: float, keep_border: bool = True) -> Shapes:
    """Simplify a coverage.

    Parameters
    ----------
    coverage : sequence of shapely geometry
        Polygons or multipolygons whose edges meet vertex by vertex; see :func:`matched`.
    tolerance : float
        Side of a square [m]: a corner goes where the triangle that it makes with its neighbours is smaller
        (Visvalingam and Whyatt 1993). 0 or more.
    keep_border : bool
        Whether the outer border stays as it is to the last vertex.

    Returns
    -------
    array of shapely geometry, shape (polygons,)
        As valid a coverage of as many polygons, none of them empty; points at which three of them meet stay. Where
        the border is kept their union is the same.

    Raises
    ------
    ValueError
        Where the tolerance is no number from 0, or the polygons do not meet edge to edge.
    """
    shapes: Shapes = np.asarray(coverage, dtype=object)
    if not (np.isfinite(tolerance) and tolerance >= 0):
        raise ValueError(f"a tolerance of {tolerance} m; give a number from 0")
    if not shapes.size:
        return shapes
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the polygons do not meet edge to edge; bring them through matched() first")
    simpler: Shapes = shapely.coverage_simplify(shapes, tolerance, simplify_boundary=not keep_border)
    return simpler


def matched(
    parts: Sequence[BaseGeometry] | Shapes, within: BaseGeometry | None = None, along: BaseGeometry | None = None
) -> tuple[Shapes, Numbers]:
    """Cut polygons so that their edges meet vertex by vertex.

    Parameters
    ----------
    parts : sequence of shapely geometry
        Polygons that do not overlap, but may lack vertices where a third one joins.
    within : shapely geometry, optional
        Polygons at whose border they are cut; what lies outside is left out.
    along : shapely geometry, optional
        Polygon or line along which they are cut besides.

    Returns
    -------
    faces : array of shapely Polygon
        A valid coverage; several of one part where the border cuts it.
    owner : int array, shape (faces,)
        Number of the part that each face is of; -1 on ground within that no part covers.
    """
    shapes: Shapes = np.asarray(parts, dtype=object)
    borders = list(shapely.boundary(shapes))
    borders += [_lines(cutter) for cutter in (within, along) if cutter is not None]
    faces: Shapes = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(borders))))
    inner = shapely.point_on_surface(faces)
    owner = np.full(faces.size, -1, np.intp)
    face, part = shapely.STRtree(shapes).query(inner, predicate="within")
    owner[face] = part
    if within is None:
        kept = owner >= 0
    else:
        shapely.prepare(within)
        kept = shapely.contains(within, inner)
    return faces[kept], owner[kept]


def _lines(cutter: BaseGeometry) -> BaseGeometry:
    return cutter if shapely.get_dimensions(cutter) == 1 else shapely.boundary(cutter)


def gathered(faces: Shapes, groups: Sequence[Sequence[int]]) -> Shapes:
    """The polygons that groups of faces of one coverage make; they meet edge to edge as the faces do.

    Parameters
    ----------
    faces : array of shapely Polygon
        A valid coverage.
    groups : sequence of sequence of int
        Numbers of the faces of each; no face in two.
    """
    found = np.empty(len(groups), dtype=object)
    for n, group in enumerate(groups):
        own = faces[list(group)]
        found[n] = own[0] if len(own) == 1 else polygonal(shapely.coverage_union_all(own))
    return found
