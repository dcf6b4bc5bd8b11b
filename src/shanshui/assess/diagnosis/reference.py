"""Reference ecosystem (5.3.1.2): sites that are natural, unchanged, little pressed and like the ground to restore."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyproj import CRS

from shanshui.assess.diagnosis.reference_sites import (
    FEATURES,
    NAMES,
    NATURAL,
    PLACE,
    PRESSURE,
    of_patch,
    present,
    sites,
)
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.places import diagnosed
from shanshui.geo import crs as reference_system
from shanshui.geo.areas import cell_area
from shanshui.geo.tallies import ValuesByCode
from shanshui.ledger import Fact
from shanshui.ledger.fact import listed
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult

CLAUSE = "5.3.1.2"
_METHOD = "assess.diagnosis.reference_sites.sites"


def wants(ground: Ground) -> Wants:
    """Features of every candidate, and of the pressed ground of every place by class."""
    if not ground.has("reference_patch"):
        return Wants()
    patches = (of_patch(n) for n in present(ground, (*FEATURES, *PRESSURE, *PLACE)))
    pressed = (ValuesByCode(name, "pressed_class") for name in present(ground, FEATURES))
    return Wants((*patches, *pressed))


def tells(ground: Ground) -> StageResult:
    """The sites."""
    return StageResult(tuple(_facts(ground)))


def _facts(ground: Ground) -> Iterator[Fact]:
    found = sites(ground)
    if not found.all:
        return
    inputs = tuple(f"layer:{role}" for role in _roles(ground))
    told = ground.told("reference_patch", CLAUSE, *inputs, method=_METHOD)
    cell = cell_area(ground.grid)
    turn = reference_system.transformer(CRS.from_epsg(ground.grid.epsg), reference_system.CGCS2000)
    best: dict[int, float] = {}
    for pairs in found.of.values():
        for number, like in pairs:
            best[number] = max(best.get(number, 0.0), like)
    yield told.fact("scope", "reference.sites.count", len(found.all), "count")
    for site in found.all:
        subject = f"reference_site:{site.number}"
        lon, lat = turn.transform(site.x, site.y)
        yield told.fact(subject, "area", _rounded(site.cells * cell, 0), "m2")
        yield told.fact(subject, "class", NAMES[site.kind])
        yield told.fact(subject, "longitude", _rounded(float(lon), 5), "deg")
        yield told.fact(subject, "latitude", _rounded(float(lat), 5), "deg")
        yield told.fact(subject, "pressure_distance", _rounded(site.distance, 0), "m")
        yield told.fact(subject, "guarded", "yes" if site.guarded else "no")
        yield told.fact(subject, "likeness", _rounded(best[site.number], 4))
    for spot in diagnosed(ground.places):
        for kind in NATURAL:
            taken = found.of.get((spot.subject, kind))
            if taken:
                numbers = listed(str(number) for number, _ in taken)
                stated = ground.told("reference_patch", CLAUSE, *inputs, *spot.rests_on, method=_METHOD)
                yield stated.fact(spot.subject, f"reference.{NAMES[kind]}.sites", numbers)
                yield stated.fact(spot.subject, f"reference.{NAMES[kind]}.likeness", _rounded(taken[0][1], 4))


def _roles(ground: Ground) -> tuple[str, ...]:
    """Layers that the likeness rests on besides those that the candidates do."""
    fields = (field for name in present(ground, FEATURES) for field in ground.below(name))
    layers = (source for field in fields for source in field.sources if source.startswith("layer:"))
    return tuple(dict.fromkeys(source.removeprefix("layer:") for source in layers))


def _rounded(value: float, places: int) -> Decimal:
    return round_half_up(exact(value), places)
