"""Vegetation cover of every place and of its grassland (B.2-032), year by year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shanshui.assess.fields.reading import at, told_years
from shanshui.assess.fields.vegetation import GRASSLAND
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.sums import PLACES, area_facts, found_in, mean_facts
from shanshui.assess.unknown import nothing_to_tell, unknown
from shanshui.geo.tallies import ByCode, Codes, Tally, Values, ValuesByCode
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.grades import scale

COVER_CLAUSE = "HJ 1172-2021 附录B"


def named(ground: Ground) -> tuple[tuple[str, int], ...]:
    """What stands behind the names of fields, and the year: ``("", 2020), ("2010", 2010)``, the present first."""
    others = [year for year in told_years(ground, "fvc", "ndvi") if year != ground.year]
    return ("", ground.year), *((str(year), year) for year in others)


def wants(ground: Ground) -> Wants:
    """Cover, its classes, and the cover of each first-level class; the present is drawn."""
    tallies: list[Tally] = []
    for when, year in named(ground):
        tallies += [Values(at("fvc", when)), Codes(at("fvc_class", when)), _by_class(when, year)]
    return Wants(tuple(tallies), ("fvc",))


def tells(ground: Ground) -> StageResult:
    """Mean cover, areas of its classes, cover of the grassland."""
    told = StageResult(tuple(_facts(ground)))
    if any(fact.id.startswith("scope.indicator.032") for fact in told.facts):
        return told
    gaps = (*ground.missing("fvc"), *ground.missing("ecosystem_class"))
    return told + (unknown(ground, "032", *gaps) if gaps else nothing_to_tell(ground, "032", "grassland"))


def _by_class(when: str, year: int) -> ValuesByCode:
    return ValuesByCode(at("fvc", when), f"ecosystem_class@{year}")


def _facts(ground: Ground) -> Iterator[Fact]:
    numbers = sorted(scale("vegetation_cover").numbers)
    for when, year in named(ground):
        name = at("fvc", when)
        yield from mean_facts(ground, name, "vegetation_cover", COVER_CLAUSE, year)
        classes = at("fvc_class", when)
        yield from area_facts(ground, classes, numbers, "fvc.class{}.area", "SL 190-2007", year)
        for spot, found, n in found_in(ground, _by_class(when, year)):
            value = mean_of(found, n, GRASSLAND)
            if not np.isnan(value):
                stated = ground.told(
                    name, "TD/T 1068 B.2-032", *spot.rests_on, method="assess.condition.vegetation.mean_of"
                )
                yield stated.fact(spot.subject, "indicator.032", round_half_up(exact(value), PLACES), "1", year)


def mean_of(found: ByCode, zone: int, code: int) -> float:
    """Mean of the values of one code in one zone (from 0); NaN where it has no cell.

    Notes
    -----
    Cells are of one size, so that the mean of all grassland is that of its types weighted by their area.
    """
    return float(found.mean[zone, found.codes.index(code)]) if code in found.codes else float("nan")
