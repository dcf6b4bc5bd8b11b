"""Where the plan's subjects lie: townships, restoration units, sub-projects, assessment units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from types import MappingProxyType
from typing import Literal

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from shanshui.geo import crs as reference
from shanshui.geo.areas import ellipsoidal
from shanshui.plan import Plan, Subproject
from shanshui.quantity import convert
from shanshui.workspace.layers.layers import Layers


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a subject lies.

    Parameters
    ----------
    code, name : str
        Of the subject.
    geometry : shapely geometry
        In the project's CRS; all features of its code together.
    origin : {"feature", "townships", "circle", "point"}
        Own features; union of its townships; circle of the entered extent around the entered centre;
        the centre alone.
    sources : tuple of str
        Ids of the sources it comes from.
    """

    code: str
    name: str
    geometry: BaseGeometry
    origin: Literal["feature", "townships", "circle", "point"]
    sources: tuple[str, ...]

    @property
    def has_area(self) -> bool:
        """Whether it is more than a point."""
        return self.origin != "point"


Shapes = Mapping[str, Shape]
"""Shapes by code."""


def townships(layers: Layers) -> Shapes:
    """Townships by code, in the layer's order."""
    return _features(layers, "townships", ("layer:townships",))


def assessment_units(layers: Layers) -> Shapes:
    """Assessment units by code; none where the county draws none of its own."""
    return _features(layers, "assessment_units", ("layer:assessment_units",))


def units(plan: Plan, layers: Layers) -> Shapes:
    """Restoration units by code, in the plan's order.

    Parameters
    ----------
    plan : Plan
        Its units, and their townships where no layer draws the units.
    layers : Layers
        Where they lie.

    Returns
    -------
    mapping of code to Shape
        Units that lie nowhere are not in it.
    """
    drawn = _features(layers, "units", ("layer:units", "table:units"))
    parts = townships(layers) if any(unit.code not in drawn for unit in plan.units) else {}
    found: dict[str, Shape] = {}
    for unit in plan.units:
        own = [parts[code].geometry for code in unit.townships if code in parts]
        if unit.code in drawn:
            shape = drawn[unit.code]
            found[unit.code] = Shape(unit.code, unit.name, shape.geometry, shape.origin, shape.sources)
        elif own:
            sources = ("layer:townships", "table:units")
            found[unit.code] = Shape(unit.code, unit.name, shapely.union_all(own), "townships", sources)
    return MappingProxyType(found)


def subprojects(plan: Plan, layers: Layers) -> Shapes:
    """Sub-projects by code, in the plan's order.

    Parameters
    ----------
    plan : Plan
        Its sub-projects, with centre and extent where they have no boundary.
    layers : Layers
        Where the others lie.

    Returns
    -------
    mapping of code to Shape
        Sub-projects that have neither boundary nor centre are not in it.
    """
    drawn = _features(layers, "subprojects", ("layer:subprojects", "table:subprojects"))
    epsg = layers.crs
    found: dict[str, Shape] = {}
    for sub in plan.subprojects:
        if sub.code in drawn:
            shape = drawn[sub.code]
            found[sub.code] = Shape(sub.code, sub.name, shape.geometry, shape.origin, shape.sources)
        elif epsg is not None and (shape_at := _around_centre(sub, epsg)) is not None:
            found[sub.code] = shape_at
    return MappingProxyType(found)


def _around_centre(sub: Subproject, epsg: int) -> Shape | None:
    """Circle, or point, at the entered centre; its ellipsoidal area is the entered extent."""
    if sub.longitude is None or sub.latitude is None:
        return None
    x, y = reference.transformer(reference.CGCS2000, epsg).transform(float(sub.longitude), float(sub.latitude))
    centre, sources = shapely.Point(x, y), ("table:subprojects",)
    origin = np.array([x, y])
    if not sub.extent:
        return Shape(sub.code, sub.name, centre, "point", sources)
    wanted = float(convert(sub.extent, "hm2", "m2"))
    plain = shapely.buffer(centre, sqrt(wanted / pi), quad_segs=32)
    scale = sqrt(wanted / float(ellipsoidal([plain], epsg)[0]))
    circle = shapely.transform(plain, lambda points: (points - origin) * scale + origin)
    return Shape(sub.code, sub.name, circle, "circle", sources)


def _features(layers: Layers, role: str, sources: Sequence[str]) -> Shapes:
    frame = layers.vector(role)
    if frame is None or "code" not in frame.columns:
        return MappingProxyType({})
    named: gpd.GeoSeries = frame["name"] if "name" in frame.columns else frame["code"]
    gathered: dict[str, list[BaseGeometry]] = {}
    names: dict[str, str] = {}
    for code, name, geometry in zip(frame["code"], named, frame.geometry, strict=True):
        if code:
            gathered.setdefault(str(code), []).append(geometry)
            names.setdefault(str(code), str(name))
    return MappingProxyType(
        {
            code: Shape(
                code, names[code], shapely.union_all(parts) if len(parts) > 1 else parts[0], "feature", tuple(sources)
            )
            for code, parts in gathered.items()
        }
    )


def lon_lat(geometry: BaseGeometry, epsg: int) -> tuple[float, float, float, float]:
    """West, south, east and north of a geometry in CGCS2000 [°]."""
    turn = reference.transformer(CRS.from_epsg(epsg), reference.CGCS2000)
    dense = shapely.segmentize(geometry, max(geometry.length / 2000, 1.0))
    points = shapely.get_coordinates(dense)
    lon, lat = turn.transform(points[:, 0], points[:, 1])
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
