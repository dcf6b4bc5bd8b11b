"""Change of ecosystems (B.2-014, 015): rates of classes, transition matrix and dynamic degrees between years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import LANDCOVER, cover_years
from shanshui.assess.fields.change import BASE
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.places import Spot
from shanshui.assess.unknown import unknown
from shanshui.finding import Finding, Place
from shanshui.geo.areas import scale_to
from shanshui.geo.tallies import Codes
from shanshui.indicators.change import conversion_index, dynamics
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import exact
from shanshui.stage import StageResult
from shanshui.standard.method.ecosystem_levels import load_ecosystem_levels
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Statement

IN_FULL = frozenset({"scope", "unit"})
"""Scales at which the transition matrix is told."""

_DIGITS = 10
_METHOD = "indicators.change.dynamics"


@dataclass(frozen=True, slots=True)
class Period:
    """Two years of land cover."""

    first: int
    last: int

    @property
    def key(self) -> str:
        """How names of fields and facts bear it: ``2010_2020``."""
        return f"{self.first}_{self.last}"

    @property
    def years(self) -> int:
        """Its length [a]."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Transfers:
    """What changed in one place and period.

    Parameters
    ----------
    codes : tuple of int
        Classes, ascending.
    cells : int array, shape (codes, codes)
        Cells by first class (row) and last class (column).
    areas : mapping of (int, int) to Decimal
        Their areas [m2], without those of no cell; with ``unknown`` they make the area of the place.
    unknown : Decimal
        Ground that is not known in both years [m2].
    """

    codes: tuple[int, ...]
    cells: NDArray[np.int64]
    areas: dict[tuple[int, int], Decimal]
    unknown: Decimal


def periods(ground: Ground) -> tuple[Period, ...]:
    """Each year with the next, the first with the last, and the first with the present."""
    years = [year for _, year in cover_years(ground.layers, ground.base_year) if ground.has(f"ecosystem@{year}")]
    if len(years) < 2:
        return ()
    found = [Period(one, other) for one, other in pairwise(years)]
    found.append(Period(years[0], years[-1]))
    if ground.year in years[1:]:
        found.append(Period(years[0], ground.year))
    return tuple(dict.fromkeys(found))


def wants(ground: Ground) -> Wants:
    """Cells by the class that they were of and the one that they are of, for each period."""
    return Wants(tuple(Codes(f"transition@{period.key}") for period in periods(ground)))


def tells(ground: Ground) -> StageResult:
    """Rates, degrees and transfers of each period; 014 and 015 from the first year to the present."""
    found = periods(ground)
    if not any(period.last == ground.year for period in found):
        gap = Missing(why="one_cover") if ground.has("ecosystem") else Missing((LANDCOVER,))
        told = unknown(ground, "014", gap) + unknown(ground, "015", gap)
    else:
        told = StageResult()
    facts = tuple(fact for period in found for fact in _of_period(ground, period))
    return told + StageResult(facts, findings=tuple(_findings(ground, found)))


def transfers_of(ground: Ground, period: Period, level: int = 1) -> Iterator[tuple[Spot, Transfers]]:
    """Every place that has known ground in both years, with its transfers.

    Parameters
    ----------
    ground : Ground
        After a pass with what :func:`wants` asks for.
    period : Period
        The two years.
    level : int
        1 for the first level of the classification, 2 for the finest classes told.
    """
    tally = Codes(f"transition@{period.key}")
    if tally not in ground.swept:
        return
    for spot, counts, n in ground.places.each(ground.swept[tally]):
        cells: dict[tuple[int, int], int] = {}
        for code, number in counts.of(n).items():
            pair = divmod(code, BASE)
            if level == 1:
                pair = tuple(one // 10 if one >= 10 else one for one in pair)
            cells[pair] = cells.get(pair, 0) + number
        if not cells:
            continue
        codes = tuple(sorted({code for pair in cells for code in pair}))
        table = np.zeros((len(codes), len(codes)), np.int64)
        for (one, other), number in cells.items():
            table[codes.index(one), codes.index(other)] = number
        *areas, rest = scale_to([*cells.values(), int(counts.empty[n])], spot.area)
        yield spot, Transfers(codes, table, dict(zip(cells, areas, strict=True)), rest)


def alike(ground: Ground, period: Period) -> bool:
    """Whether both years are told by one classification, so that classes of the second level compare."""
    return _classification(ground, period.first) == _classification(ground, period.last)


def _of_period(ground: Ground, period: Period) -> Iterator[Fact]:
    names = {int(c.code): c.name_en for c in ground.standard.classes[ECOSYSTEM].level(1)}
    told_level_2 = alike(ground, period)
    for spot, found in transfers_of(ground, period):
        yield from _rates(ground, period, spot, found, names)
        if spot.kind in IN_FULL:
            yield from _matrix(ground, period, spot, found, names)
        yield from _forest(ground, period, spot)
    for spot, found in transfers_of(ground, period, 2) if told_level_2 else ():
        if spot.kind in IN_FULL:
            told = _statement(ground, period, spot, "HJ 1171-2021 6.2")
            rates = dynamics(found.cells, period.years).rate
            for code, rate in zip(found.codes, rates, strict=True):
                if code >= 10:
                    yield _share(ground, told, spot.subject, f"change.c{code}.rate", rate, period.key)


def _rates(ground: Ground, period: Period, spot: Spot, found: Transfers, names: dict[int, str]) -> Iterator[Fact]:
    """Rates of classes and the dynamic degree; up to the present under the names of the indicators as well."""
    state, subject, present = dynamics(found.cells, period.years), spot.subject, _is_present(ground, period)
    told = _statement(ground, period, spot, "HJ 1171-2021 6.2")
    indicator = _statement(ground, period, spot, "TD/T 1068 B.2-014")
    for code, rate in zip(found.codes, state.rate, strict=True):
        yield _share(ground, told, subject, f"change.{names[code]}.rate", rate, period.key)
        if present:
            yield _share(ground, indicator, subject, f"indicator.014.{names[code]}", rate, period.last)
    degree = _statement(ground, period, spot, "HJ 1171-2021 6.8")
    yield _share(ground, degree, subject, "change.degree", state.degree, period.key)
    if present:
        degree = _statement(ground, period, spot, "TD/T 1068 B.2-015")
        yield _share(ground, degree, subject, "indicator.015", state.degree, period.last)
    if found.unknown:
        yield told.fact(subject, "change.unknown.area", found.unknown, "m2", period.key)


def _matrix(ground: Ground, period: Period, spot: Spot, found: Transfers, names: dict[int, str]) -> Iterator[Fact]:
    """The transition matrix, single dynamic degrees, intensities of transfer; for the scope the conversion index."""
    state, subject, when = dynamics(found.cells, period.years), spot.subject, period.key
    sized = _statement(ground, period, spot, "HJ 1171-2021 6.7", "geo.areas.scale_to")
    shared = _statement(ground, period, spot, "HJ 1171-2021 6.7")
    yearly, left = (_statement(ground, period, spot, f"HJ 1175-2021 A.{n}") for n in (1, 2))
    for (one, other), area in sorted(found.areas.items()):
        stem = f"change.{names[one]}.{names[other]}"
        place = found.codes.index(one), found.codes.index(other)
        yield sized.fact(subject, f"{stem}.area", area, "m2", when)
        yield _share(ground, shared, subject, f"{stem}.from_share", state.from_share[place], when)
        yield _share(ground, shared, subject, f"{stem}.to_share", state.to_share[place], when)
    for n, code in enumerate(found.codes):
        yield _share(ground, yearly, subject, f"change.{names[code]}.yearly", state.yearly[n], when, "1/a")
        if found.cells[n].any():
            why = "nothing_changed"
            yield _share(ground, left, subject, f"change.{names[code]}.intensity", state.intensity[n], when, why=why)
    if spot.kind == "scope":
        levels = load_ecosystem_levels()
        ranks = np.array([levels[str(c)].level if str(c) in levels else np.nan for c in found.codes], np.float64)
        told = _statement(ground, period, spot, "表B.2 注2", "indicators.change.conversion_index")
        index = conversion_index(found.cells.astype(np.float64), ranks)
        yield _share(ground, told, subject, "change.conversion_index", index, when, why="nothing_changed")


def _forest(ground: Ground, period: Period, spot: Spot) -> Iterator[Fact]:
    """Change of the forest cover [1]."""
    ids = [fact_id(spot.subject, "indicator.031", year) for year in (period.first, period.last)]
    before, after = (ground.facts.number(one) for one in ids)
    if before is not None and after is not None:
        told = ground.told(
            f"transition@{period.key}", "TD/T 1068 B.2-031", *ids, method="assess.landscape.change.tells"
        )
        yield told.fact(spot.subject, "change.forest_cover", after - before, "1", period.key)


def _statement(ground: Ground, period: Period, spot: Spot, clause: str, method: str = _METHOD) -> Statement:
    return ground.told(f"transition@{period.key}", clause, *spot.rests_on, method=method)


def _share(
    ground: Ground,
    told: Statement,
    subject: str,
    attribute: str,
    value: float,
    when: str | int,
    unit: str = "1",
    why: str = "no_first",
) -> Fact:
    """A rate or share; without value and with a reason where it has none."""
    if np.isnan(value):
        return told.fact(subject, attribute, None, unit, when, ground.standard.label(f"assess.landscape.change.{why}"))
    return told.fact(subject, attribute, exact(float(f"{value:.{_DIGITS}g}")), unit, when)


def _is_present(ground: Ground, period: Period) -> bool:
    first = cover_years(ground.layers, ground.base_year)[0][1]
    return period == Period(first, ground.year)


def _classification(ground: Ground, year: int) -> str:
    role = dict((of, one) for one, of in cover_years(ground.layers, ground.base_year))[year]
    entry = ground.layers.entry(role)
    return entry.classes if entry is not None else ""


def _findings(ground: Ground, found: tuple[Period, ...]) -> Iterator[Finding]:
    """Years that are told by different classifications."""
    roles = {year: role for role, year in cover_years(ground.layers, ground.base_year)}
    for period in found:
        if not alike(ground, period):
            words = {
                "first": str(period.first),
                "last": str(period.last),
                "first_classes": _classification(ground, period.first),
                "last_classes": _classification(ground, period.last),
            }
            place = Place(file=CATALOG, layer=roles[period.first])
            yield Finding("CHANGE-CLASSES", place, subject=f"change.{period.key}", words=words)
