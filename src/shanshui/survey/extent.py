"""How large scope, units, townships and survey area are, where they lie, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from shanshui.geo.areas import ellipsoidal, measured, planar
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan
from shanshui.quantity import exact, round_half_up
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, Shapes, Statement, lon_lat, measured_on, townships, units

ELLIPSOIDAL, PLANAR = "geo.areas.ellipsoidal", "geo.areas.planar"
_DEGREE_PLACES = 6
_TOUCH = 1e-4
"""Share of a township from which it counts as lying in the scope; below, borders were drawn differently."""


def extent_facts(layers: Layers, standard: Standard) -> Iterator[Fact]:
    """Area and geographic extent of the scope; without a scope its area is a fact without value."""
    scope, epsg = layers.scope, layers.crs
    if scope is None or epsg is None:
        nowhere = Statement("catalog.yaml", ELLIPSOIDAL, "3.2", ("project",))
        yield nowhere.fact("scope", "area", None, "m2", reason=standard.layers["scope"].consequence)
        return
    source = f"layer:{layers.scope_role}"
    yield measured_on(layers, [source], ELLIPSOIDAL, "3.2").fact(
        "scope", "area", measured(ellipsoidal([scope], epsg)[0]), "m2"
    )
    yield measured_on(layers, [source], PLANAR, "3.2").fact("scope", "planar_area", measured(planar([scope])[0]), "m2")
    told = measured_on(layers, [source], "survey.extent.extent_facts", "表A.1 注a")
    for side, degrees in zip(("west", "south", "east", "north"), lon_lat(scope, epsg), strict=True):
        yield told.fact("scope", side, round_half_up(exact(degrees), _DEGREE_PLACES), "deg")


def shape_facts(plan: Plan, layers: Layers) -> Iterator[Fact]:
    """Areas of units, on the ellipsoid and in the plane, and of townships."""
    epsg = layers.crs
    if epsg is None:
        return
    yield from _areas(layers, "unit", units(plan, layers), epsg, "5.4.1.1", plane=True)
    yield from _areas(layers, "township", townships(layers), epsg, "5.3.2.3", plane=False)


def _areas(layers: Layers, kind: str, shapes: Shapes, epsg: int, clause: str, plane: bool) -> Iterator[Fact]:
    geometries = [shape.geometry for shape in shapes.values()]
    sizes, flat = ellipsoidal(geometries, epsg), planar(geometries) if geometries else ()
    for number, shape in enumerate(shapes.values()):
        subject = f"{kind}:{shape.code}"
        told = measured_on(layers, shape.sources, ELLIPSOIDAL, clause)
        yield told.fact(subject, "area", measured(sizes[number]), "m2")
        if plane:
            told = measured_on(layers, shape.sources, PLANAR, clause)
            yield told.fact(subject, "planar_area", measured(flat[number]), "m2")


def survey_area_facts(layers: Layers) -> Iterator[Fact]:
    """Area of the survey area; where none is drawn, that of the scope (5.2.1)."""
    frame, epsg, scope = layers.vector("survey_area"), layers.crs, layers.scope
    if epsg is None or scope is None:
        return
    source = "survey_area" if frame is not None else layers.scope_role
    whole = shapely.union_all(frame.geometry.to_numpy()) if frame is not None else scope
    told = measured_on(layers, [f"layer:{source}"], ELLIPSOIDAL, "5.2.1.1")
    yield told.fact("survey_area", "area", measured(ellipsoidal([whole], epsg)[0]), "m2")


def count_facts(plan: Plan, layers: Layers) -> Iterator[Fact]:
    """How many units, sub-projects, and townships that lie in the scope."""
    for attribute, number, table in (
        ("units.count", len(plan.units), "units"),
        ("subprojects.count", len(plan.subprojects), "subprojects"),
    ):
        if number:
            sources = [f"table:{table}"]
            told = measured_on(layers, sources, "survey.extent.count_facts", "H.1.3.1 a", basis=Basis.ENTERED)
            yield told.fact("scope", attribute, number, "count")
    scope, towns = layers.scope, townships(layers)
    if scope is None or not towns:
        return
    shapely.prepare(scope)
    inside = sum(1 for town in towns.values() if _share_inside(town.geometry, scope) > _TOUCH)
    sources = ["layer:townships", f"layer:{layers.scope_role}"]
    told = measured_on(layers, sources, "survey.extent.count_facts", "5.3.2.3")
    yield told.fact("scope", "townships.count", inside, "count")


def _share_inside(geometry: shapely.Geometry, scope: shapely.Geometry) -> float:
    if not scope.intersects(geometry):
        return 0.0
    return float(geometry.intersection(scope).area / geometry.area)
