"""Points where water or soil was sampled: what the table ``samples`` and the layers of points tell of each, by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.assess.ground import Ground
from shanshui.geo import crs as reference
from shanshui.indicators.water_quality import Reading, mean_reading
from shanshui.quantity import exact
from shanshui.standard import Record, plain
from shanshui.standard.cells import detection_limit
from shanshui.standard.judging.quality import Medium, SampleParameter, in_unit, sample_parameters

TABLE = "samples"
LAYERS: Mapping[Medium, str] = MappingProxyType({"water": "water_quality", "soil": "soil_samples"})
PH = "pH"


@dataclass(frozen=True, slots=True)
class Sampled:
    """One point in one year.

    Parameters
    ----------
    point : str
        As the planner names it.
    year : int
        In which it was sampled, or which the layer stands for.
    readings : mapping of parameter to tuple of Reading
        By the name of the standard, in its unit.
    ph : Decimal or None
        Of the soil.
    landuse, target, told : str
        Use of the land; class that is to be reached; class that the layer tells.
    where : shapely Point or None
        In the project's CRS.
    sources : tuple of str
        What tells of it.
    """

    point: str
    year: int
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ph: Decimal | None = None
    landuse: str = ""
    target: str = ""
    told: str = ""
    where: BaseGeometry | None = None
    sources: tuple[str, ...] = (f"table:{TABLE}",)

    @property
    def subject(self) -> str:
        """Subject of its facts."""
        return f"samples:{self.point.translate(_SIGNS)}"

    def means(self) -> dict[str, Decimal | None]:
        """Mean of each parameter; None where it was never above an unknown detection limit."""
        return {name: mean_reading(readings) for name, readings in self.readings.items()}


_SIGNS = str.maketrans(".@: ", "____")


def sampled(ground: Ground, medium: Medium) -> tuple[Sampled, ...]:
    """Every point of a medium by year, from the table first, and from the layer what the table does not have."""
    features = _features(ground, medium)
    grouped: dict[tuple[str, int], list[Record]] = {}
    for row in rows_of(ground, medium):
        day = row.day("date")
        grouped.setdefault((row.text("point"), day.year if day else ground.base_year), []).append(row)
    found = [_of_rows(ground, medium, key, rows, features.get(key[0], {})) for key, rows in grouped.items()]
    in_table = {plain(one.point) for one in found}
    for feature in {id(one): one for one in features.values()}.values():
        names = {plain(name) for name in (feature["code"], feature["name"]) if name}
        if names and not names & in_table:
            found.append(_of_feature(ground, medium, feature))
    return tuple(sorted(found, key=lambda one: (one.point, one.year)))


def rows_of(ground: Ground, medium: Medium) -> tuple[Record, ...]:
    """Rows of the table that are about a medium."""
    return tuple(row for row in ground.plan.records.get(TABLE, ()) if row.text("medium") == medium)


def known(row: Record) -> SampleParameter | None:
    """The parameter of a row whose value stands in the unit of the standard; None where it cannot be judged."""
    found = sample_parameters(row.text("medium")).get(plain(row.text("parameter")))
    return found if found is not None and in_unit(row.text("unit"), found) else None


def _of_rows(
    ground: Ground, medium: Medium, key: tuple[str, int], rows: list[Record], feature: Mapping[str, Any]
) -> Sampled:
    readings: dict[str, list[Reading]] = {}
    for row in rows:
        parameter = known(row)
        if parameter is not None:
            readings.setdefault(parameter.name, []).append(Reading(row.number("value"), detection_limit(row["value"])))
    acid = mean_reading(readings.get(PH, ()))
    entered = next((ph for row in rows if (ph := row.number("ph")) is not None), None)
    first = partial(_first, rows)
    where = next((spot for row in rows if (spot := _placed(ground, row)) is not None), feature.get("where"))
    return Sampled(
        *key,
        MappingProxyType({name: tuple(several) for name, several in readings.items()}),
        acid if acid is not None else entered if entered is not None else feature.get("ph"),
        first("landuse") or feature.get("landuse", ""),
        first("target_class") or feature.get("target", ""),
        "",
        where,
        (f"table:{TABLE}", *((f"layer:{LAYERS[medium]}",) if feature else ())),
    )


def _of_feature(ground: Ground, medium: Medium, feature: Mapping[str, Any]) -> Sampled:
    year = feature["date"][:4]
    return Sampled(
        feature["code"] or feature["name"],
        int(year) if year.isdecimal() and len(year) == 4 else ground.base_year,
        ph=feature["ph"],
        landuse=feature["landuse"],
        target=feature["target"],
        told=feature["class"],
        where=feature["where"],
        sources=(f"layer:{LAYERS[medium]}",),
    )


def _first(rows: list[Record], column: str) -> str:
    return next((text for row in rows if (text := row.text(column))), "")


def _placed(ground: Ground, row: Record) -> BaseGeometry | None:
    """Where a row with coordinates lies."""
    lon, lat = row.number("longitude"), row.number("latitude")
    if lon is None or lat is None:
        return None
    turn = reference.transformer(reference.CGCS2000, ground.grid.epsg)
    return shapely.Point(*turn.transform(float(lon), float(lat)))


def _features(ground: Ground, medium: Medium) -> dict[str, dict[str, Any]]:
    """Features of the layer of points, by code and by name."""
    frame = ground.layers.vector(LAYERS[medium])
    found: dict[str, dict[str, Any]] = {}
    if frame is None:
        return found
    for one in _told(frame):
        for name in (one["code"], one["name"]):
            if name:
                found.setdefault(name, one)
    return found


def _told(frame: Any) -> Iterator[dict[str, Any]]:
    columns = ("code", "name", "class", "target", "date", "landuse")
    for number, geometry in enumerate(frame.geometry):
        texts = {key: _text(frame[key].iloc[number]) if key in frame.columns else "" for key in columns}
        yield {**texts, "ph": _number(frame["ph"].iloc[number]) if "ph" in frame.columns else None, "where": geometry}


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()


def _number(value: Any) -> Decimal | None:
    """A number of a layer's field, which may be kept as text; None for what is none."""
    try:
        number = exact(value if not isinstance(value, str) else value.strip())
    except (ArithmeticError, TypeError, ValueError):
        return None
    return number if number.is_finite() else None
