"""Ecosystem composition (013) and forest cover (031) of every place, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.places import Spot
from shanshui.geo.areas import scale_to
from shanshui.geo.tallies import Codes
from shanshui.indicators.landscape import composition
from shanshui.indicators.vegetation import forest_cover
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import close, exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.cover_groups import cover_group

UNKNOWN = "unknown"
SHARE_PLACES = 10


@dataclass(frozen=True, slots=True)
class Composition:
    """What a place is covered with.

    Parameters
    ----------
    areas : mapping of class to Decimal
        Area [m²] by code of the ecosystem classification, of level 2 where the source tells it; together
        with ``unknown`` they make the area of the place.
    unknown : Decimal
        Area without data, or of codes that nobody knows [m²].
    """

    areas: Mapping[str, Decimal]
    unknown: Decimal

    def within(self, level1: str) -> Decimal:
        """Area of a first-level class [m²]."""
        return sum((area for code, area in self.areas.items() if code[0] == level1), Decimal(0))


def wants(ground: Ground) -> Wants:
    """Cells of every class, for each year of land cover."""
    return Wants(tuple(Codes(f"ecosystem@{year}") for _, year in cover_years(ground.layers, ground.base_year)))


def tells(ground: Ground) -> StageResult:
    """Areas and shares of every first-level class and of the second-level classes met, and forest cover."""
    facts: list[Fact] = []
    for _, year in cover_years(ground.layers, ground.base_year):
        if ground.has(f"ecosystem@{year}"):
            facts.extend(_of_year(ground, year))
    return StageResult(tuple(facts))


def compositions(ground: Ground, year: int) -> dict[str, Composition]:
    """Composition of each place in a year, by subject; a place in which no cell has its centre is not in it."""
    found = {}
    for spot, counts, n in ground.places.each(ground.swept[Codes(f"ecosystem@{year}")]):
        cells, empty = counts.of(n), int(counts.empty[n])
        if cells or empty:
            codes = sorted(cells)
            *areas, rest = scale_to([*(cells[code] for code in codes), empty], spot.area)
            found[spot.subject] = Composition({str(c): a for c, a in zip(codes, areas, strict=True)}, rest)
    return found


def _of_year(ground: Ground, year: int) -> Iterator[Fact]:
    found = compositions(ground, year)
    met = sorted({code for one in found.values() for code in one.areas if len(code) > 1})
    for spot in ground.places.spots:
        if spot.subject in found:
            yield from _facts_of(ground, year, found[spot.subject], spot, met)


def _facts_of(ground: Ground, year: int, one: Composition, spot: Spot, met: Sequence[str]) -> Iterator[Fact]:
    subject, clause = spot.subject, "TD/T 1068 B.2-013"
    name_of = f"ecosystem@{year}"
    sized = ground.told(name_of, clause, *spot.rests_on, method="geo.areas.scale_to")
    firsts = {c.name_en: one.within(c.code) for c in ground.standard.classes[ECOSYSTEM].level(1)}
    for groups in (firsts, {f"c{code}": one.areas.get(code, Decimal(0)) for code in met}):
        shares = _shares(list(groups.values()), sum(one.areas.values(), Decimal(0)))
        for (name, area), share in zip(groups.items(), shares, strict=True):
            yield sized.fact(subject, f"indicator.013.{name}.area", area, "m2", year)
            parts = fact_id(subject, f"indicator.013.{name}.area", year)
            method = "indicators.landscape.composition"
            told = ground.told(name_of, clause, parts, *spot.rests_on, method=method)
            yield told.fact(subject, f"indicator.013.{name}.share", share, "1", year)
    if one.unknown:
        yield sized.fact(subject, f"indicator.013.{UNKNOWN}.area", one.unknown, "m2", year)
    yield _forest(ground, year, one, spot)


def _shares(areas: Sequence[Decimal], known: Decimal) -> tuple[Decimal | None, ...]:
    """Shares of the known area, closed so that shares of all of it add up to 1."""
    if not known:
        return (None,) * len(areas)
    total = sum(areas, Decimal(0))
    parts = composition(np.array([float(a) for a in (*areas, known - total)]))
    return close([exact(p) for p in parts], SHARE_PLACES, Decimal(1))[:-1]


def _forest(ground: Ground, year: int, one: Composition, spot: Spot) -> Fact:
    codes = np.array([int(code) for code in one.areas])
    share = forest_cover(codes, np.array([float(a) for a in one.areas.values()]), cover_group("forest_cover"))
    area = fact_id(spot.subject, "indicator.013.forest.area", year)
    method, clause = "indicators.vegetation.forest_cover", "TD/T 1068 B.2-031"
    told = ground.told(f"ecosystem@{year}", clause, area, *spot.rests_on, method=method)
    value = None if np.isnan(share) else round_half_up(exact(share), SHARE_PLACES)
    return told.fact(spot.subject, "indicator.031", value, "1", year)
