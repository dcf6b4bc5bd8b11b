"""Layers of the spatial database as values: geometry, words, and quoted facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.schema import DatabaseSchema, LayerSchema
from shanshui.geo.overlay import Cover, polygonal
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan, Subproject
from shanshui.standard import Standard

Cell = Quote | str | int | None
Words = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its code, its shape in the project's CRS, its cells in the order of the fields."""

    code: str
    geometry: BaseGeometry
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DataLayer:
    """A layer, filled.

    Parameters
    ----------
    key : str
        In program and in the databases.
    schema : LayerSchema
        Name and fields.
    features : tuple of Feature
        In the order of the plan.
    """

    key: str
    schema: LayerSchema
    features: tuple[Feature, ...]

    def quotes(self) -> tuple[Quote, ...]:
        """Every fact that a number of the layer quotes."""
        return tuple(c for f in self.features for c in f.cells if isinstance(c, Quote))


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the county draws, in the project's CRS.

    Parameters
    ----------
    scope : geometry
        The project's scope.
    units, subprojects, townships : GeoDataFrame or None
        With a column ``code``; sub-projects may be areas or points.
    control : mapping of control line to GeoDataFrame
        By the names that facts use: ``ecological_redline``, ``protected_core``, ... Classified lines are left out.
    """

    scope: BaseGeometry
    units: gpd.GeoDataFrame | None
    subprojects: gpd.GeoDataFrame | None
    townships: gpd.GeoDataFrame | None
    control: Mapping[str, gpd.GeoDataFrame]


def spatial_layers(
    plan: Plan, facts: Facts, standard: Standard, shapes: Shapes, schema: DatabaseSchema
) -> tuple[DataLayer, ...]:
    """Fill every layer of the spatial database that has features.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    shapes : Shapes
        Geometries.
    schema : DatabaseSchema
        Layers and fields.
    """
    areas, points = _split(shapes.subprojects, plan)
    filled = {
        "scope": (_scope(plan, facts, shapes.scope, schema.layers["scope"]),),
        "units": _units(plan, facts, _by_code(shapes.units), schema.layers["units"]),
        "subprojects": _subprojects(plan, facts, standard, areas, schema.layers["subprojects"]),
        "subproject_points": _subprojects(plan, facts, standard, points, schema.layers["subproject_points"]),
        "control_overlaps": _overlaps(plan, facts, areas, shapes.control, schema),
        "townships": _townships(plan, facts, shapes.townships, schema.layers["townships"]),
    }
    return tuple(DataLayer(key, schema.layers[key], features) for key, features in filled.items() if features)


def _feature(
    facts: Facts, schema: LayerSchema, subject: str, geometry: BaseGeometry, words: Words, line: str = ""
) -> Feature:
    """A feature whose numbers quote the facts that its fields name."""
    cells: list[Cell] = []
    for field in schema.fields:
        if field.fact:
            cells.append(facts.quote(field.fact.format(subject=subject, line=line), field.unit, field.decimals))
        else:
            cells.append(words.get(field.key))
    return Feature(str(words["code"]), geometry, tuple(cells))


def _by_code(frame: gpd.GeoDataFrame | None) -> Mapping[str, BaseGeometry]:
    """One geometry for each code; several features of a code are united."""
    if frame is None or "code" not in frame.columns:
        return {}
    found: dict[str, list[BaseGeometry]] = {}
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        if shape is not None and not shape.is_empty:
            found.setdefault(str(code), []).append(shape)
    return {code: parts[0] if len(parts) == 1 else shapely.union_all(parts) for code, parts in found.items()}


def _split(frame: gpd.GeoDataFrame | None, plan: Plan) -> tuple[Mapping[str, BaseGeometry], Mapping[str, BaseGeometry]]:
    """Sub-projects that are areas, and those that are points."""
    shapes = {s.code: shape for s in plan.subprojects if (shape := _by_code(frame).get(s.code)) is not None}
    areas = {code: area for code, shape in shapes.items() if not (area := polygonal(shape)).is_empty}
    points = {code: shapely.centroid(shape) for code, shape in shapes.items() if code not in areas}
    return areas, points


def _scope(plan: Plan, facts: Facts, shape: BaseGeometry, schema: LayerSchema) -> Feature:
    project = plan.project
    words: Words = {
        "code": project.county_code,
        "name": project.name,
        "start": project.build_years[0],
        "end": project.build_years[1],
    }
    return _feature(facts, schema, "scope", shape, words)


def _units(plan: Plan, facts: Facts, shapes: Mapping[str, BaseGeometry], schema: LayerSchema) -> tuple[Feature, ...]:
    return tuple(
        _feature(facts, schema, f"unit:{u.code}", shapes[u.code], {"code": u.code, "name": u.name, "goal": u.goal})
        for u in plan.units
        if u.code in shapes
    )


def _subprojects(
    plan: Plan, facts: Facts, standard: Standard, shapes: Mapping[str, BaseGeometry], schema: LayerSchema
) -> tuple[Feature, ...]:
    return tuple(
        _feature(facts, schema, f"subproject:{s.code}", shapes[s.code], _words_of(s, facts, standard))
        for s in plan.subprojects
        if s.code in shapes
    )


def _words_of(s: Subproject, facts: Facts, standard: Standard) -> Words:
    zone = facts.get(f"subproject:{s.code}.zone")
    return {
        "code": s.code,
        "name": s.name,
        "unit": s.unit,
        "category": standard.word("subproject_category", s.category),
        "zone": standard.word("control_zone", str(zone.value)) if zone is not None and zone.value else None,
        "start": s.start,
        "end": s.end,
        "care_years": s.care_years,
        "liable_party": s.liable_party,
    }


def _townships(plan: Plan, facts: Facts, frame: gpd.GeoDataFrame | None, schema: LayerSchema) -> tuple[Feature, ...]:
    shapes = _by_code(frame)
    names = (
        {}
        if frame is None or "name" not in frame.columns
        else dict(zip(frame["code"].astype(str), frame["name"], strict=True))
    )
    unit_of = {code: u.code for u in plan.units for code in u.townships}
    return tuple(
        _feature(
            facts,
            schema,
            f"township:{code}",
            shape,
            {"code": code, "name": str(names.get(code, "")), "unit": unit_of.get(code)},
        )
        for code, shape in sorted(shapes.items())
    )


def _overlaps(
    plan: Plan,
    facts: Facts,
    areas: Mapping[str, BaseGeometry],
    control: Mapping[str, gpd.GeoDataFrame],
    schema: DatabaseSchema,
) -> tuple[Feature, ...]:
    """What each sub-project shares with each control line; none where they only touch."""
    layer, found = schema.layers["control_overlaps"], []
    for line, frame in control.items():
        shared = _sharing(list(frame.geometry))
        for s in plan.subprojects:
            piece = shared(areas[s.code]) if s.code in areas else shapely.MultiPolygon()
            if not piece.is_empty:
                words = {"code": f"{s.code}/{line}", "subproject": s.code, "line": schema.control_lines.get(line, line)}
                found.append(_feature(facts, layer, f"subproject:{s.code}", piece, words, line))
    return tuple(found)


def _sharing(shapes: Sequence[BaseGeometry]) -> Callable[[BaseGeometry], BaseGeometry]:
    cover = Cover([polygonal(shape) for shape in shapes])
    return lambda area: polygonal(cover.shared(area))
