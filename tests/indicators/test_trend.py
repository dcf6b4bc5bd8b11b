"""Trends by hand, beside the official test set of Mann-Kendall programs where it is at hand, and cell by cell."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators.cell_trends import DEGRADING, IMPROVING, STABLE, cell_classes, cell_slopes
from shanshui.indicators.trend import (
    is_significant,
    kendall_variance,
    lag_one,
    mann_kendall,
    sen,
    series_trend,
    whitened,
)

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "trend_timeseries"
OFFICIAL = REFERENCE / "mannkendall_reference"
needs_reference = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the reference series of trends are not beside this checkout"
)
NO_TIES = np.ones(3, np.int64)


def column(name: str, place: int = 0) -> np.ndarray:
    rows = list(csv.reader((OFFICIAL / name).read_text(encoding="utf-8").splitlines()))[1:]
    return np.array([float(row[place]) if row and row[place] not in ("", "NaN") else np.nan for row in rows])


def one(name: str) -> float:
    return float(column(name)[0])


def days() -> tuple[np.ndarray, np.ndarray]:
    """Day and year of each value of the daily series."""
    rows = csv.reader((OFFICIAL / "Sen_slope_test1_in1.csv").read_text(encoding="utf-8").splitlines())
    when = [date(int(row[0]), int(row[1]), int(row[2])) for row in list(rows)[1:]]
    return np.array([float(d.toordinal()) for d in when]), np.array([float(d.year) for d in when])


# --- by hand


def test_a_rising_series_by_hand() -> None:
    times, values = np.arange(4.0), np.array([1.0, 3.0, 2.0, 5.0])
    found = mann_kendall(times, values)
    assert (found.n, found.s) == (4, 4)
    assert found.variance == pytest.approx(4 * 3 * 13 / 18)
    assert found.z == pytest.approx(3 / math.sqrt(26 / 3))
    assert found.p == pytest.approx(0.30818, abs=1e-5)
    # slopes 2, 1/2, 4/3, -1, 1, 3
    assert sen(times, values).slope == pytest.approx((1 + 4 / 3) / 2)


def test_sen_keeps_its_head_beside_an_outlier() -> None:
    times, values = np.arange(11.0), 0.5 * np.arange(11.0)
    values[5] = 100.0
    found = sen(times, values)
    assert found.slope == pytest.approx(0.5)
    assert found.low <= 0.5 <= found.high


def test_ties_lessen_the_variance() -> None:
    # one pair and one triple of equals among six: (6·5·17 - 2·1·9 - 3·2·11) / 18
    assert kendall_variance(6, np.array([1, 2, 3]), np.ones(6, np.int64)) == pytest.approx((510 - 18 - 66) / 18)
    flat = mann_kendall(np.arange(5.0), np.ones(5))
    assert (flat.s, flat.variance, flat.z, flat.p) == (0, 0, 0, 1)


def test_unknown_values_are_left_out() -> None:
    times, values = np.arange(6.0), np.array([1.0, np.nan, 2.0, 3.0, np.nan, 4.0])
    known = ~np.isnan(values)
    assert mann_kendall(times, values) == mann_kendall(times[known], values[known])
    assert sen(times, values) == sen(times[known], values[known])


def test_a_series_of_one_value_has_no_slope() -> None:
    assert math.isnan(sen(np.array([1.0]), np.array([2.0])).slope)
    assert series_trend(np.array([1.0]), np.array([2.0])).test.p == 1
    with pytest.raises(ValueError, match="between 0 and 1"):
        sen(np.arange(3.0), np.arange(3.0), confidence=95)


def test_equal_times_tell_nothing() -> None:
    found = mann_kendall(np.array([1.0, 1.0, 2.0, 2.0]), np.array([1.0, 9.0, 2.0, 8.0]))
    assert found.s == 0
    assert sen(np.array([1.0, 1.0]), np.array([1.0, 2.0])).slope != 1


def test_whitening_takes_out_what_lasts_and_keeps_the_trend() -> None:
    dice = np.random.default_rng(7)
    times, shocks = np.arange(60.0), dice.normal(size=60)
    values = np.zeros(60)
    for n in range(1, 60):
        values[n] = 0.8 * values[n - 1] + shocks[n]
    none, plain, free, both = (series_trend(times, values, how) for how in ("none", "plain", "trend_free", "both"))
    assert none.test.p < 0.01  # what lasts feigns a trend
    assert plain.test.p > 0.1
    assert both == max(plain, free, key=lambda found: found.test.p)
    assert plain.lag_one > 0.5
    rising = series_trend(times, values + 0.5 * times, "trend_free")
    assert rising.test.p < 0.001
    assert rising.lag_one > 0.5
    assert series_trend(times, shocks, "plain").lag_one == 0


@given(arrays(np.float64, 12, elements=st.integers(-3, 3).map(float)), st.floats(0.5, 4), st.integers(-5, 5))
def test_slope_and_score_follow_scale_and_shift(values: np.ndarray, factor: float, shift: int) -> None:
    times = np.arange(12.0)
    one_, other = series_trend(times, values, "none"), series_trend(times, factor * values + shift, "none")
    assert other.slope.slope == pytest.approx(factor * one_.slope.slope, abs=1e-9)
    turned = mann_kendall(times, -values)
    assert turned.s == -one_.test.s
    assert 0 <= one_.test.p <= 1
    assert one_.slope.low <= one_.slope.slope <= one_.slope.high


# --- cell by cell


@given(
    arrays(np.float64, (9, 6), elements=st.sampled_from([0.0, 0.1, 0.2, 0.35, 0.5, 0.9, math.nan])),
    st.sampled_from(["none", "plain", "trend_free", "both"]),
)
def test_cells_are_series(stack: np.ndarray, whitening: str) -> None:
    times = (2000.0, 2001.0, 2003.0, 2004.0, 2006.0, 2007.0, 2010.0, 2011.0, 2015.0)
    layers = [row.reshape(2, 3) for row in stack]
    slopes = cell_slopes(*layers, times=times)
    classes = cell_classes(*layers, times=times, alpha=0.05, whitening=whitening)  # type: ignore[arg-type]
    for cell in range(6):
        values = stack[:, cell]
        if (~np.isnan(values)).sum() < 3:
            assert np.isnan(slopes.flat[cell])
            assert classes.flat[cell] == 0
            continue
        want = series_trend(np.array(times), values, whitening)  # type: ignore[arg-type]
        assert slopes.flat[cell] == pytest.approx(want.slope.slope)
        up = IMPROVING if want.test.z > 0 else DEGRADING
        assert classes.flat[cell] == (up if want.test.p < 0.05 else STABLE)


def test_layers_and_times_go_together() -> None:
    with pytest.raises(ValueError, match="as many of both"):
        cell_slopes(np.zeros((1, 1)), times=(1.0, 2.0))


# --- the official test set


@needs_reference
def test_variance_is_the_official_one() -> None:
    n = int((~np.isnan(column("Kendall_var_test1_in1.csv"))).sum())
    ties, per_year = (column(f"Kendall_var_test1_in{k}.csv").astype(np.int64) for k in (2, 3))
    assert kendall_variance(n, ties, per_year) == pytest.approx(one("Kendall_var_test1_out.csv"), rel=1e-12)


@needs_reference
def test_s_is_the_official_one_where_days_of_a_year_are_one_time() -> None:
    values, (day, year) = column("S_test_test1_in1.csv"), days()
    assert mann_kendall(year, values).s == one("S_test_test1_out1.csv")
    assert mann_kendall(day, values).s == -1_479_996  # with the pairs inside the years
    score = one("STD_normal_var_test1_out.csv")
    s, variance = one("STD_normal_var_test1_in1.csv"), one("STD_normal_var_test1_in2.csv")
    assert (s - np.sign(s)) / math.sqrt(variance) == pytest.approx(score, rel=1e-12)


@needs_reference
def test_slope_and_interval_are_the_official_ones() -> None:
    day, values = days()[0], column("Sen_slope_test1_in2.csv")
    found = sen(day, values, 0.9, one("Sen_slope_test1_in3.csv"))
    assert found.slope == pytest.approx(one("Sen_slope_test1_out1.csv"), rel=1e-9)
    assert found.low == pytest.approx(one("Sen_slope_test1_out2.csv"), rel=1e-9)
    assert found.high == pytest.approx(one("Sen_slope_test1_out3.csv"), rel=1e-9)
    yearly = column("compute_MK_stat_test1_out1.csv", 2)[0]
    assert found.slope * 365.25 == pytest.approx(yearly, rel=1e-9)


@needs_reference
def test_autocorrelation_and_whitening_are_the_official_ones() -> None:
    rows = csv.reader((OFFICIAL / "nanautocorr_test1_in.csv").read_text(encoding="utf-8").splitlines())
    values = np.array([float(cell) for row in rows for cell in row])
    assert lag_one(values) == pytest.approx(column("nanautocorr_test1_out.csv")[1], rel=1e-9)
    assert not is_significant(lag_one(values), 12)
    series, plain = column("prewhite_test1_in.csv", 6), column("prewhite_test1_out.csv", 1)
    correlation = lag_one(series)
    assert is_significant(correlation, 11)
    assert whitened(series, correlation) == pytest.approx(plain, rel=1e-9, nan_ok=True)
    # without its trend the series keeps no memory, and the official result is the series itself
    assert series_trend(np.arange(12.0), series, "trend_free").lag_one == 0
    assert column("prewhite_test1_out.csv", 3) == pytest.approx(series, nan_ok=True)


@needs_reference
def test_of_two_whitenings_the_less_sure_one_counts() -> None:
    series, times = column("prewhite_test1_in.csv", 6), np.arange(12.0)
    plain, free, both = (series_trend(times, series, how) for how in ("plain", "trend_free", "both"))
    assert both.test.p == max(plain.test.p, free.test.p)  # as the official rule has it:
    assert max(one("Prob_3PW_test1_in1.csv"), one("Prob_3PW_test1_in2.csv")) == one("Prob_3PW_test1_out1.csv")


@needs_reference
def test_the_felled_plantation_shows_a_break_and_not_a_trend_before() -> None:
    text = (REFERENCE / "ndvi_bfast" / "harvest_ndvi_16day.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    times = np.array([float(row["decimal_year"]) for row in rows])
    values = np.array([float(row["ndvi"]) for row in rows])
    years = np.floor(times)
    means = np.array([values[years == year].mean() for year in np.unique(years)])
    before = series_trend(np.unique(years)[:4], means[:4], "none")
    after = series_trend(np.unique(years)[4:], means[4:], "none")
    assert means[4] < means[3] - 0.05  # felled in the course of 2004
    assert after.slope.slope > abs(before.slope.slope)  # what was planted grows
