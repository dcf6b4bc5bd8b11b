"""Trends of vegetation over years, and of observed values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import county
from shanshui.ledger import Basis
from staged import Run, run

SIZE = (120, 120)
HEAD = ("subject", "indicator", "kind", "value", "unit", "date", "point", "source", "basis")


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


def covers(root: Path, west: list[float], east: list[float], first: int = 2014) -> None:
    """Vegetation cover of the county's halves, year by year; the last is the present."""
    layers = {}
    for number, (one, other) in enumerate(zip(west, east, strict=True)):
        year = first + number
        cells = np.full(SIZE, one, "float32")
        cells[:, 60:] = other
        role = "fvc" if year == 2020 else f"fvc_{year}"
        county.raster(root, role, cells)
        layers[role] = f'unit: "1", date: "{year}-08-01"'
    county.add_layers(root, **layers)


def test_cells_that_rise_and_cells_that_stay(small_county: Path) -> None:
    covers(small_county, [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    done = assessed(small_county)
    facts = done.facts
    area, up = (facts.number(key) for key in ("scope.area", "scope.trend.fvc.improving.area@2014_2020"))
    assert area is not None
    assert up is not None
    assert float(up / area) == pytest.approx(0.5, abs=0.02)
    assert facts.number("scope.trend.fvc.degrading.area@2014_2020") == 0
    assert float(facts.number("scope.trend.fvc.mean@2014_2020") or 0) == pytest.approx(0.025, abs=0.001)
    assert float(facts.number("unit:L.trend.fvc.mean@2014_2020") or 0) == pytest.approx(0.05, abs=0.002)
    means = facts["scope.trend.vegetation_cover.slope@2014_2020"]
    assert float(facts.number(means.id) or 0) == pytest.approx(0.025, abs=0.001)
    assert means.low is not None
    assert means.low <= (facts.number(means.id) or 0) <= (means.high or 0)
    assert facts.text("scope.trend.vegetation_cover.direction@2014_2020") == "rising"
    assert facts["field:trend_fvc.content"].value
    assert "TREND-FEW-YEARS" not in done.codes()


def test_three_years_have_a_slope_and_a_finding(small_county: Path) -> None:
    covers(small_county, [0.3, 0.4, 0.5], [0.5, 0.4, 0.3], 2018)
    done = assessed(small_county)
    assert float(done.facts.number("unit:L.trend.fvc.mean@2018_2020") or 0) == pytest.approx(0.1, abs=0.005)
    assert done.facts.number("scope.trend.fvc.improving.area@2018_2020") == 0
    assert "TREND-FEW-YEARS" in done.codes()
    assert not done.facts.starting("scope.trend.vegetation_cover")


def test_two_years_are_no_series(small_county: Path) -> None:
    covers(small_county, [0.3, 0.4], [0.5, 0.4], 2019)
    done = assessed(small_county)
    assert not done.facts.starting("scope.trend")
    assert "TREND-FEW-YEARS" not in done.codes()


def observed(root: Path, *rows: tuple[str, ...]) -> Run:
    county.table(root, "observations", (HEAD, *rows))
    return assessed(root)


def yearly(values: list[str], point: str = "断面一", subject: str = "unit:L") -> list[tuple[str, ...]]:
    return [
        (subject, "081", "监测值", value, "%", str(2010 + n), point, "年报", "实测") for n, value in enumerate(values)
    ]


def test_an_observed_series_rises(small_county: Path) -> None:
    facts = observed(small_county, *yearly(["60", "62", "64", "66", "68", "70", "72"])).facts
    slope = facts["unit:L.trend.081.per_year@2010_2016"]
    assert float(facts.number(slope.id) or 0) == pytest.approx(0.02)
    assert slope.unit == "1"
    assert slope.basis is Basis.MEASURED
    assert facts.text("unit:L.trend.081.direction@2010_2016") == "rising"
    assert float(facts.number("unit:L.trend.081.p@2010_2016") or 1) < 0.05
    assert facts.text("unit:L.trend.081.point@2010_2016") == "断面一"


def test_points_are_series_of_their_own(small_county: Path) -> None:
    rows = yearly(["60", "62", "64", "66", "68"]) + yearly(["90", "80", "70", "60", "50"], "断面二")
    facts = observed(small_county, *rows).facts
    assert float(facts.number("unit:L.trend.081.p1.per_year@2010_2014") or 0) == pytest.approx(0.02)
    assert float(facts.number("unit:L.trend.081.p2.per_year@2010_2014") or 0) == pytest.approx(-0.1)


def test_a_short_series_is_said_and_not_tested(small_county: Path) -> None:
    done = observed(small_county, *yearly(["60", "62", "64"]))
    assert not done.facts.starting("unit:L.trend")
    assert "TREND-SHORT" in done.codes()


def test_words_references_and_single_values_are_no_series(small_county: Path) -> None:
    done = observed(
        small_county,
        ("scope", "081", "参照值", "100", "%", "2010", "", "规划", ""),
        ("scope", "081", "现值", "80", "%", "2020", "", "年报", ""),
        ("scope", "063", "现值", "稳定", "", "2020", "", "年报", ""),
    )
    assert not done.facts.starting("scope.trend")
    assert "TREND-SHORT" not in done.codes()
