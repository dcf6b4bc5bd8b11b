"""Quality and degradation of habitats of every place, year by year, and how quality has changed.

The topic stands in both passes: where quality is told by the greatest degradation, it waits for the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.habitat import degradation_tallies, threats
from shanshui.assess.ground import Ground, Wants
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Values
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG

CLAUSE = "5.3.1.3"
QUALITY, DEGRADATION = "habitat_quality", "habitat_degradation"
_PLACES = 6


def wants(ground: Ground) -> Wants:
    """Degradation of each year, then quality; both are drawn."""
    tallies = degradation_tallies(ground)
    qualities = tuple(Values(f"{QUALITY}@{year}") for year in _years(ground))
    names = tuple(tally.of for tally in (*tallies, *qualities))
    return Wants((*tallies, *qualities), (*names, QUALITY))  # the present one is drawn


def tells(ground: Ground) -> StageResult:
    """Mean quality and degradation of each place and year, the change between years, and threats that nothing shows."""
    years = [year for year in _years(ground) if Values(f"{QUALITY}@{year}") in ground.swept]
    if not years or fact_id("scope", QUALITY, years[0]) in ground.facts:
        return StageResult()
    facts = tuple(_facts(ground, years))
    return StageResult(facts, findings=tuple(_unseen(ground)))


def _years(ground: Ground) -> tuple[int, ...]:
    return tuple(year for _, year in cover_years(ground.layers, ground.base_year))


def _facts(ground: Ground, years: list[int]) -> Iterator[Fact]:
    means: dict[str, dict[int, Decimal]] = {}
    for year in years:
        for name in (QUALITY, DEGRADATION):
            field = f"{name}@{year}"
            for spot, found, n in ground.places.each(ground.swept[Values(field)]):
                if found.count[n]:
                    value = round_half_up(exact(float(found.mean[n])), _PLACES)
                    told = ground.told(field, CLAUSE, *spot.rests_on)
                    yield told.fact(spot.subject, name, value, "1", year)
                    if name == QUALITY:
                        means.setdefault(spot.subject, {})[year] = value
    for subject, by_year in means.items():
        first, last = min(by_year), max(by_year)
        if first != last:
            parts = [fact_id(subject, QUALITY, year) for year in (first, last)]
            told = ground.told(f"{QUALITY}@{last}", CLAUSE, *parts)
            yield told.fact(subject, f"{QUALITY}.change", by_year[last] - by_year[first], "1", last)


def _unseen(ground: Ground) -> Iterator[Finding]:
    for one in threats(ground):
        if not one.seen:
            role = one.threat.layers[0]
            words = {"name": one.threat.name, "name_en": one.threat.name_en}
            place = Place(file=CATALOG, layer=role)
            yield Finding("HABITAT-THREAT", place, subject=f"scope.habitat.{one.threat.key}", words=words)
