"""Trends: of vegetation cell by cell, of the means of places year by year, and of observed values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

import numpy as np

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.reading import told_years
from shanshui.assess.fields.trend import SERIES, years_of
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.landscape.observed_series import Series, observed_series
from shanshui.assess.sums import area_facts, mean_facts
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Codes, Values
from shanshui.indicators.cell_trends import DEGRADING, IMPROVING, STABLE
from shanshui.indicators.trend import LEAST, Trend, Whitening, series_trend
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import exact
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Statement, measured_on

CLAUSE = "表B.2 注2"
STEM = "fvc"
_METHOD = "indicators.trend.series_trend"
_DIGITS = 8
_CLASSES = {"improving": IMPROVING, "stable": STABLE, "degrading": DEGRADING}


@dataclass(frozen=True, slots=True)
class _Told:
    """A series of facts of one place."""

    attribute: str
    field: str
    years: tuple[int, ...]


def wants(ground: Ground) -> Wants:
    """Slope and class of the trend of vegetation cover; both are drawn."""
    kept = tuple(name for name in (f"trend_{STEM}", f"trend_{STEM}_class") if ground.has(name))
    return Wants((Values(f"trend_{STEM}"), Codes(f"trend_{STEM}_class")), kept)


def tells(ground: Ground) -> StageResult:
    """Trends of cells, of places and of observations; findings where a series is too short."""
    facts = [*_cells(ground), *_places(ground)]
    short: list[Series] = []
    for series in observed_series(ground.plan):
        if series.times.size >= LEAST:
            facts.extend(_observed(ground, series))
        elif series.times.size > 1:
            short.append(series)
    return StageResult(tuple(facts), findings=(*_few_years(ground), *_short(short)))


def _cells(ground: Ground) -> Iterator[Fact]:
    """Mean slope of each place, and the ground of each class of trend."""
    found = years_of(ground, STEM)
    if not ground.has(f"trend_{STEM}"):
        return
    when = f"{found[0][1]}_{found[-1][1]}"
    yield from mean_facts(ground, f"trend_{STEM}", f"trend.{STEM}.mean", CLAUSE, when, "1/a")
    numbers = {number: name for name, number in _CLASSES.items()}
    for fact in area_facts(ground, f"trend_{STEM}_class", sorted(numbers), f"trend.{STEM}.{{}}.area", CLAUSE, when):
        *front, number, last = fact.attribute.split(".")
        name = ".".join((*front, numbers[int(number)], last))
        yield replace(fact, id=fact_id(fact.subject, name, fact.when))


def _places(ground: Ground) -> Iterator[Fact]:
    """Trends of facts that stand for many years."""
    covers = tuple(year for _, year in cover_years(ground.layers, ground.base_year))
    for told in (
        _Told("vegetation_cover", STEM, told_years(ground, *SERIES)),
        _Told("indicator.031", f"ecosystem@{ground.year}", covers),
    ):
        for spot in ground.places.spots if len(told.years) >= LEAST else ():
            ids = [fact_id(spot.subject, told.attribute, year) for year in told.years]
            known = [
                (i, y, v) for i, y in zip(ids, told.years, strict=True) if (v := ground.facts.number(i)) is not None
            ]
            if len(known) >= LEAST and ground.has(told.field):
                times = np.array([float(year) for _, year, _ in known])
                values = np.array([float(value) for _, _, value in known])
                stated = ground.told(told.field, CLAUSE, *(one for one, _, _ in known), method=_METHOD)
                when = f"{known[0][1]}_{known[-1][1]}"
                trend = _trend(ground, times, values)
                yield from _facts(ground, stated, spot.subject, f"trend.{told.attribute}", trend, "1/a", when)


def _observed(ground: Ground, series: Series) -> Iterator[Fact]:
    told = _with_choices(ground, measured_on(ground.layers, ("table:observations",), _METHOD, CLAUSE, series.facts))
    trend, stem = _trend(ground, series.times, series.values), f"trend.{series.name}"
    when = f"{math.floor(series.times[0])}_{math.floor(series.times[-1])}"
    facts = [*_facts(ground, told, series.subject, stem, trend, series.unit, when, "per_year")]
    if series.point:
        facts.append(told.fact(series.subject, f"{stem}.point", series.point, "1", when))
    yield from (replace(fact, basis=series.basis, synthetic=series.synthetic) for fact in facts)


def _trend(ground: Ground, times: np.ndarray, values: np.ndarray) -> Trend:
    return series_trend(times, values, cast(Whitening, ground.choice("trend_whitening").word))


def _facts(
    ground: Ground,
    told: Statement,
    subject: str,
    stem: str,
    trend: Trend,
    unit: str,
    when: str,
    slope: str = "slope",
) -> Iterator[Fact]:
    """Slope with its interval, probability by chance, and which way it goes."""
    numbers = [_number(one) for one in (trend.slope.slope, trend.slope.low, trend.slope.high)]
    yield told.fact(subject, f"{stem}.{slope}", numbers[0], unit, when, interval=(numbers[1], numbers[2]))
    yield told.fact(subject, f"{stem}.p", _number(trend.test.p), "1", when)
    sure = trend.test.p < ground.choice("trend_alpha").number
    direction = ("falling" if trend.test.z < 0 else "rising") if sure and trend.test.z else "none"
    yield told.fact(subject, f"{stem}.direction", direction, "1", when)


def _with_choices(ground: Ground, told: Statement) -> Statement:
    """The statement with the choices that the test rests on."""
    chosen = [ground.choice(key) for key in ("trend_alpha", "trend_whitening")]
    words = "；".join(f"{one.key}={one.word}（{one.source}）" for one in chosen)
    own = ("project",) if any(one.own for one in chosen) else ()
    return replace(told, source=f"{told.source}；{words}", inputs=(*told.inputs, *own))


def _number(value: float) -> Decimal:
    return exact(float(f"{value:.{_DIGITS}g}"))


def _few_years(ground: Ground) -> Iterator[Finding]:
    found = years_of(ground, STEM)
    if 2 < len(found) < LEAST:
        place = Place(file=CATALOG, layer=STEM)
        yield Finding("TREND-FEW-YEARS", place, str(len(found)), str(LEAST), f"trend.{STEM}")


def _short(found: Sequence[Series]) -> Iterator[Finding]:
    if found:
        names = "、".join(dict.fromkeys(series.words for series in found))
        place = Place(file="observations")
        words = {"names": names, "count": str(len(found))}
        yield Finding("TREND-SHORT", place, "", str(LEAST), "trend.observations", words=words)
