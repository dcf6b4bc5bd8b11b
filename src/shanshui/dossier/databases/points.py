"""Layers of points: centres of sub-projects, points of monitoring, of samples and surveys, sites of reference."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.features import Feature, Filling, Words, by_code, words_of
from shanshui.dossier.maps.themes.cover import ECOSYSTEMS
from shanshui.geo.crs import CGCS2000, transformer
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up
from shanshui.standard import Record

_PLACES = 5
"""Decimals of degrees: about a metre."""


def point_layers(filling: Filling) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """The layers of points, by key."""
    yield "subproject_points", _centres(filling)
    yield "reference_sites", _sites(filling)
    yield "monitoring_points", _recorded(filling, "monitoring", "monitoring_points", "code")
    yield "sample_points", _recorded(filling, "samples", "sample_points", "point")
    yield "survey_points", _recorded(filling, "field_surveys", "survey_points", "form")


def _centres(filling: Filling) -> tuple[Feature, ...]:
    """Each sub-project's centre (H.1.7.2 b): the one entered, else a point inside its borders."""
    backward = transformer(CRS.from_epsg(filling.shapes.epsg), CGCS2000)
    shapes, found = by_code(filling.shapes.subprojects), []
    for s in filling.plan.subprojects:
        told = s.longitude is not None and s.latitude is not None
        point = _placed(filling, float(s.longitude or 0), float(s.latitude or 0)) if told else None
        if point is None and s.code in shapes:
            point = shapely.point_on_surface(shapes[s.code])
        if point is not None:
            lon, lat = backward.transform(point.x, point.y)
            words: Words = {
                **words_of(s, filling),
                "longitude": round_half_up(exact(lon), _PLACES),
                "latitude": round_half_up(exact(lat), _PLACES),
                "origin": "entered" if told else "derived",
            }
            found.append(filling.feature("subproject_points", f"subproject:{s.code}", point, words))
    return tuple(found)


def _placed(filling: Filling, longitude: float, latitude: float) -> BaseGeometry:
    forward = transformer(CGCS2000, CRS.from_epsg(filling.shapes.epsg))
    return shapely.Point(forward.transform(longitude, latitude))


def _sites(filling: Filling) -> tuple[Feature, ...]:
    """Sites of the reference ecosystem, where the assessment has placed them."""
    names = {c.name_en: c.name for c in filling.standard.classes[ECOSYSTEMS].level(1)}
    found, facts = [], filling.facts
    for fact in facts.starting("reference_site:"):
        if fact.attribute == "class":
            east, north = facts.number(f"{fact.subject}.longitude"), facts.number(f"{fact.subject}.latitude")
            if east is not None and north is not None:
                words = {"code": _own_code(fact), "class": names.get(str(fact.value), str(fact.value))}
                place = _placed(filling, float(east), float(north))
                found.append(filling.feature("reference_sites", fact.subject, place, words))
    return tuple(found)


def _own_code(fact: Fact) -> str:
    return fact.subject.partition(":")[2]


def _recorded(filling: Filling, table: str, layer: str, code: str) -> tuple[Feature, ...]:
    """Rows of a table that the planner entered, where they have coordinates."""
    found = []
    for record in filling.plan.records.get(table, ()):
        east, north = record.number("longitude"), record.number("latitude")
        if east is not None and north is not None:
            place = _placed(filling, float(east), float(north))
            found.append(filling.feature(layer, "", place, _words(record, code, filling)))
    return tuple(found)


def _words(record: Record, code: str, filling: Filling) -> Words:
    told: dict[str, str | int | Decimal | None] = {key: record.text(key) or None for key in record.values}
    for key in ("scale", "medium"):
        if told.get(key):
            told[f"{key}_name"] = filling.standard.word(_VOCABULARIES[key], str(told[key]))
    indicator = filling.standard.indicators.get(str(told.get("indicator")))
    return {
        **told,
        "code": record.text(code),
        "start": _year(record, "start"),
        "end": _year(record, "end"),
        "indicator": indicator.name if indicator is not None else told.get("indicator"),
        "measured_in": told.get("unit"),
        "synthetic": "yes" if record.values.get("synthetic") else "no",
        "longitude": record.number("longitude"),
        "latitude": record.number("latitude"),
    }


_VOCABULARIES = {"scale": "monitoring_scale", "medium": "sample_medium"}


def _year(record: Record, key: str) -> int | None:
    year = record.number(key) if key in record.values else None
    return int(year) if year is not None else None
