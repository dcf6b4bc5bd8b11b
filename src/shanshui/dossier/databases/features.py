"""Layers of the spatial database as values: geometry, words, and quoted facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.schema import DatabaseSchema, LayerSchema
from shanshui.geo.overlay import Cover, polygonal
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan, Subproject
from shanshui.standard import Standard

Cell = Quote | str | int | Decimal | None
Words = Mapping[str, str | int | Decimal | None]
NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its code, its shape in the project's CRS or None, its cells in the order of the fields."""

    code: str
    geometry: BaseGeometry | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DataLayer:
    """A layer, or a table without geometry, filled.

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

    @property
    def drawn(self) -> bool:
        """Whether its features have shapes."""
        return bool(self.schema.style)

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
    units, subprojects, townships, assessment_units : GeoDataFrame or None
        With a column ``code``; sub-projects may be areas or points.
    control : mapping of control line to GeoDataFrame
        By the names that facts use: ``ecological_redline``, ``protected_core``, ... Classified lines are left out.
    epsg : int
        Of the CRS: a 3° zone without prefix.
    network : mapping of layer to GeoDataFrame
        Sources and corridors of the ecological network, with a column ``code``.
    """

    scope: BaseGeometry
    units: gpd.GeoDataFrame | None
    subprojects: gpd.GeoDataFrame | None
    townships: gpd.GeoDataFrame | None
    assessment_units: gpd.GeoDataFrame | None
    control: Mapping[str, gpd.GeoDataFrame]
    epsg: int
    network: Mapping[str, gpd.GeoDataFrame] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """What every layer is filled from."""

    plan: Plan
    facts: Facts
    standard: Standard
    shapes: Shapes
    schema: DatabaseSchema

    def feature(
        self, layer: str, subject: str, shape: BaseGeometry | None, words: Words, slots: Mapping[str, str] = NONE
    ) -> Feature:
        """A feature whose numbers quote the facts that its fields name.

        Parameters
        ----------
        layer, subject : str
            Key of the layer; subject of the facts.
        shape : geometry or None
            Of the feature.
        words : mapping
            Cells that quote nothing, by key of the field.
        slots : mapping
            What else the patterns of facts name; a fact that is not there is then not quoted.
        """
        cells: list[Cell] = []
        for field in self.schema.layers[layer].fields:
            if not field.fact:
                cells.append(words.get(field.key))
            else:
                key = field.fact.format(subject=subject, **slots)
                told = not slots or self.facts.found(key) is not None
                cells.append(self.facts.quote(key, field.unit, field.decimals) if told else None)
        return Feature(str(words["code"]), shape, tuple(cells))


def by_code(frame: gpd.GeoDataFrame | None) -> Mapping[str, BaseGeometry]:
    """One geometry for each code; several features of a code are united, what is empty is left out."""
    if frame is None or "code" not in frame.columns:
        return {}
    found: dict[str, list[BaseGeometry]] = {}
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        if shape is not None and not shape.is_empty:
            found.setdefault(str(code), []).append(shape)
    return {code: parts[0] if len(parts) == 1 else shapely.union_all(parts) for code, parts in found.items()}


def areas_by_code(frame: gpd.GeoDataFrame | None) -> Mapping[str, BaseGeometry]:
    """The polygons of each code, whatever else its geometry collects; a code without any is left out."""
    return {code: area for code, shape in by_code(frame).items() if not (area := polygonal(shape)).is_empty}


def names_by_code(frame: gpd.GeoDataFrame | None) -> Mapping[str, str]:
    """The name of each code; none where the layer has no names."""
    if frame is None or not {"code", "name"} <= set(frame.columns):
        return {}
    return {str(code): str(name) for code, name in zip(frame["code"], frame["name"], strict=True) if name}


def area_layers(filling: Filling) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """The layers of areas, by key."""
    plan, shapes = filling.plan, filling.shapes
    sites = areas_by_code(shapes.subprojects)
    yield "scope", (_scope(filling),)
    yield "units", _units(filling, areas_by_code(shapes.units))
    yield (
        "subprojects",
        tuple(
            filling.feature("subprojects", f"subproject:{s.code}", sites[s.code], words_of(s, filling))
            for s in plan.subprojects
            if s.code in sites
        ),
    )
    yield "control_overlaps", _overlaps(filling, sites)
    yield "townships", _townships(filling)


def _scope(filling: Filling) -> Feature:
    project = filling.plan.project
    words: Words = {
        "code": project.county_code,
        "name": project.name,
        "start": project.build_years[0],
        "end": project.build_years[1],
    }
    return filling.feature("scope", "scope", polygonal(filling.shapes.scope), words)


def _units(filling: Filling, shapes: Mapping[str, BaseGeometry]) -> tuple[Feature, ...]:
    return tuple(
        filling.feature("units", f"unit:{u.code}", shapes[u.code], {"code": u.code, "name": u.name, "goal": u.goal})
        for u in filling.plan.units
        if u.code in shapes
    )


def words_of(s: Subproject, filling: Filling) -> Words:
    """What is told of a sub-project in words and codes."""
    zone = filling.facts.text(f"subproject:{s.code}.zone")
    return {
        "code": s.code,
        "name": s.name,
        "unit": s.unit,
        "category": s.category,
        "category_name": filling.standard.word("subproject_category", s.category),
        "zone": zone,
        "zone_name": filling.standard.word("control_zone", zone),
        "start": s.start,
        "end": s.end,
        "care_years": s.care_years,
        "liable_party": s.liable_party,
    }


def _townships(filling: Filling) -> tuple[Feature, ...]:
    frame = filling.shapes.townships
    names = names_by_code(frame)
    unit_of = {code: u.code for u in filling.plan.units for code in u.townships}
    return tuple(
        filling.feature(
            "townships",
            f"township:{code}",
            shape,
            {"code": code, "name": names.get(code), "unit": unit_of.get(code)},
        )
        for code, shape in sorted(areas_by_code(frame).items())
    )


def _overlaps(filling: Filling, areas: Mapping[str, BaseGeometry]) -> tuple[Feature, ...]:
    """What each sub-project shares with each control line; none where they only touch."""
    found = []
    for line, frame in filling.shapes.control.items():
        shared, name = _sharing(list(frame.geometry)), filling.schema.control_lines.get(line, line)
        for code in (s.code for s in filling.plan.subprojects if s.code in areas):
            piece = shared(areas[code])
            if not piece.is_empty:
                words = {"code": f"{code}/{line}", "subproject": code, "line": line, "line_name": name}
                found.append(filling.feature("control_overlaps", f"subproject:{code}", piece, words, {"line": line}))
    return tuple(found)


def _sharing(shapes: Sequence[BaseGeometry]) -> Callable[[BaseGeometry], BaseGeometry]:
    cover = Cover([polygonal(shape) for shape in shapes])
    return lambda area: polygonal(cover.shared(area))
