"""Carbon and room for floods by methods of the literature, which no standard of services has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.landscape.pattern import STRIP
from shanshui.assess.places import Spot
from shanshui.assess.sums import found_in
from shanshui.assess.unknown import reason
from shanshui.geo.grid import Window
from shanshui.geo.patch_strips import Sought
from shanshui.geo.patches import PatchScan
from shanshui.geo.tallies import Values
from shanshui.indicators.carbon import fixed, stock
from shanshui.indicators.flood_storage import lake_capacity, marsh_capacity, reservoir_capacity
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan.choices import Chosen
from shanshui.quantity import convert, exact, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.layers import measured_on

CLAUSE = "5.3.1.3"
GROWTH = Values("gpp")
LAKE, MARSH = "42", "41"
_PLACES = 2
_BASIS = Basis.MODELLED_UNCALIBRATED


def wants(_: Ground) -> Wants:
    """Gross primary production."""
    return Wants((GROWTH,))


def tells(ground: Ground) -> StageResult:
    """Carbon held and taken up, and room for floods, of every place."""
    return StageResult((*_stock(ground), *_fixed(ground), *_flood(ground)))


def _stock(ground: Ground) -> Iterator[Fact]:
    attribute, method = "literature.carbon_stock", "indicators.carbon.stock"
    kinds = {one.name_en: one.code for one in ground.standard.classes[ECOSYSTEM].level(1)}
    chosen = {name: ground.choice(f"carbon_density_{name}") for name in kinds}
    if all(one.value is None for one in chosen.values()):
        yield _absent(ground, attribute, "t", method, Missing(why="carbon_density"))
        return
    for spot in ground.places.spots:
        ids = {name: fact_id(spot.subject, f"indicator.013.{name}.area", ground.year) for name in kinds}
        areas = {name: ground.facts.number(one) for name, one in ids.items()}
        if None in areas.values():
            continue
        lacking = [name for name, area in areas.items() if area and chosen[name].value is None]
        sizes = {name: float(convert(area or Decimal(0), "m2", "hm2")) for name, area in areas.items()}
        densities = {name: one.number for name, one in chosen.items() if one.value is not None}
        why = reason(ground, (Missing(why="carbon_density"),)) if lacking else ""
        value = None if lacking else round_half_up(exact(stock(sizes, densities)), _PLACES)
        told = measured_on(ground.layers, ("project",), method, CLAUSE, tuple(ids.values()), _BASIS)
        yield told.fact(spot.subject, attribute, value, "t", ground.year, why)


def _fixed(ground: Ground) -> Iterator[Fact]:
    attribute, method = "literature.carbon_fixed", "indicators.carbon.fixed"
    npp, nep = ground.choice("npp_per_gpp"), ground.choice("nep_per_npp")
    gaps = (*ground.missing("gpp"), *((Missing(why="nep"),) if nep.value is None else ()))
    if gaps:
        yield _absent(ground, attribute, "t/a", method, *gaps)
        return
    for spot, found, n in found_in(ground, GROWTH):
        if found.count[n]:
            area = float(spot.area) * float(found.count[n]) / float(found.count[n] + found.empty[n])
            value = fixed(float(found.mean[n]), area, npp.number, nep.number)
            told = replace(ground.told("gpp", CLAUSE, "project", *spot.rests_on, method=method), basis=_BASIS)
            yield told.fact(spot.subject, attribute, round_half_up(exact(value), _PLACES), "t/a", ground.year)


def _flood(ground: Ground) -> Iterator[Fact]:
    """Room for floods of the scope: marsh by area, reservoirs by capacity, lakes where their region is told."""
    attribute, method = "literature.flood_storage", "indicators.flood_storage.marsh_capacity"
    reservoirs, region = ground.choice("reservoir_capacity"), ground.choice("lake_region")
    name = f"ecosystem@{ground.year}"
    if ground.missing(name):
        yield _absent(ground, attribute, "m3", method, *ground.missing(name))
        return
    marsh = ground.facts.number(fact_id("scope", f"indicator.013.c{MARSH}.area", ground.year)) or Decimal(0)
    total = marsh_capacity(float(marsh))
    left: list[Missing] = []
    if reservoirs.value is not None:
        total += reservoir_capacity(reservoirs.number)
    else:
        left.append(Missing(why="reservoirs"))
    if region.word != "none":
        total += lake_capacity(_lakes(ground), region.word, ground.choice("lake_exchanges").number)
    else:
        left.append(Missing(why="lakes"))
    if not total and left:
        yield _absent(ground, attribute, "m3", method, *left)
        return
    used = [one for one in (reservoirs, region) if one.own]
    told = replace(ground.told(name, CLAUSE, *_project(used), "scope.area", method=method), basis=_BASIS)
    value = round_half_up(exact(total), _PLACES)
    yield told.fact("scope", attribute, value, "m3", ground.year, reason(ground, tuple(left)))


def _lakes(ground: Ground) -> list[float]:
    """Area of every lake of the scope [km2]; its cells touch by side or corner."""
    scope = ground.places.zones(ground.grid)[0]
    scan = PatchScan(ground.grid.cols, Sought(1, 1))
    with ground.kept[f"ecosystem@{ground.year}"].opened() as read:
        for top in range(0, ground.grid.rows, STRIP):
            window = Window(top, 0, min(STRIP, ground.grid.rows - top), ground.grid.cols)
            scan.add(scope.burn(window), np.equal(read(window), int(LAKE)).astype(np.int32))
    return [float(cells) * ground.grid.cell**2 / 1e6 for cells in scan.result().cells]


def _project(used: list[Chosen]) -> tuple[str, ...]:
    return ("project",) if used else ()


def _absent(ground: Ground, attribute: str, unit: str, method: str, *gaps: Missing) -> Fact:
    spot: Spot = ground.places.scope
    return Fact(
        fact_id(spot.subject, attribute, ground.year),
        None,
        unit,
        _BASIS,
        method=method,
        clause=CLAUSE,
        inputs=("project",),
        reason=reason(ground, gaps),
    )
