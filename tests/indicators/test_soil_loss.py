"""Soil loss by water: every formula by hand, laws by hypothesis."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo.flow import accumulate, drain
from shanshui.indicators import rainfall_erosivity, soil_erodibility
from shanshui.indicators.slope_length import (
    invest_factor,
    length_exponent,
    slope_factor,
    slope_factor_of_length,
    steepness,
)
from shanshui.indicators.soil_loss import (
    actual_loss,
    bounded_cover,
    bounded_gradient,
    connectivity,
    cover_factor,
    delivery_ratio,
    dry_cropland,
    potential_loss,
    retained,
)
from shanshui.standard.method.cover_kinds import COVER_LIMITS, DRY, load_cover_codes, load_cover_kinds
from shanshui.standard.method.grades import scale

NAN = float("nan")


def test_erosivity_of_daily_rain_by_hand() -> None:
    days = [date(2020, 1, 3), date(2020, 1, 20), date(2020, 6, 5), date(2020, 6, 6), date(2021, 6, 5)]
    rain = [12.0, 11.9, 50.0, NAN, 20.0]
    cold, warm = 0.3101 * 12**1.7265, 0.3937 * (50**1.7265 + 20**1.7265)
    assert rainfall_erosivity.daily(days, rain) == pytest.approx((cold + warm) / 2)
    assert rainfall_erosivity.daily(days, rain, erosive=10) > rainfall_erosivity.daily(days, rain)
    assert math.isnan(rainfall_erosivity.daily([], []))
    with pytest.raises(ValueError, match="one value for each day"):
        rainfall_erosivity.daily(days, [1.0])
    with pytest.raises(ValueError, match="less than 0"):
        rainfall_erosivity.daily(days[:1], [-1.0])


def test_erosivity_of_months_and_years_by_hand() -> None:
    months = [np.array([100.0, 0.0, NAN])] * 12
    # F = 12 · 100² / 1200 = 100
    found = rainfall_erosivity.monthly(months)
    assert found[0] == pytest.approx(0.3589 * 100**1.9462)
    assert found[1] == 0
    assert np.isnan(found[2])
    assert rainfall_erosivity.annual(np.array([1300.0]))[0] == pytest.approx(0.0534 * 1300**1.6548)
    with pytest.raises(ValueError, match="twelve"):
        rainfall_erosivity.monthly(months[:11])


def test_erodibility_by_hand() -> None:
    sand, silt, clay, carbon = 28.0, 38.0, 34.0, 2.4
    rest = 1 - 0.28
    k = (
        (0.2 + 0.3 * math.exp(-0.0256 * 28 * 0.62))
        * (38 / 72) ** 0.3
        * (1 - 0.25 * 2.4 / (2.4 + math.exp(3.72 - 2.95 * 2.4)))
        * (1 - 0.7 * rest / (rest + math.exp(-5.51 + 22.9 * rest)))
    )
    parts = [np.array([one]) for one in (sand, silt, clay, carbon)]
    assert soil_erodibility.epic(*parts)[0] == pytest.approx(k)
    assert soil_erodibility.erodibility(*parts)[0] == pytest.approx((-0.01383 + 0.51575 * k) * 0.1317)


def test_erodibility_is_not_negative_and_wants_a_whole_texture() -> None:
    pure_sand = [np.array([one]) for one in (99.9, 0.0, 0.1, 5.0)]
    assert soil_erodibility.erodibility(*pure_sand)[0] == 0
    broken = [np.array([one]) for one in (50.0, 20.0, 10.0, 1.0)]
    assert np.isnan(soil_erodibility.epic(*broken)[0])


@pytest.mark.parametrize(
    ("degrees", "wanted"),
    [
        (0, 0.03),
        (5.1399, 10.8 * math.sin(math.radians(5.1399)) + 0.03),
        (5.14, 16.8 * math.sin(math.radians(5.14)) - 0.5),
        (10.1999, 16.8 * math.sin(math.radians(10.1999)) - 0.5),
        (10.20, 21.9 * math.sin(math.radians(10.20)) - 0.96),
        (28.80, 21.9 * math.sin(math.radians(28.80)) - 0.96),
        (28.82, 9.5988),
        (80, 9.5988),
    ],
)
def test_steepness_at_the_borders(degrees: float, wanted: float) -> None:
    assert steepness(np.array([degrees]))[0] == pytest.approx(wanted, rel=1e-9)


def test_the_exponent_by_hand() -> None:
    sine = math.sin(math.radians(10))
    beta = (sine / 0.089) / (3 * sine**0.8 + 0.56)
    found = length_exponent(np.array([0.0, 10.0, NAN]))
    assert found[:2] == pytest.approx([0, beta / (1 + beta)])
    assert np.isnan(found[2])


def plane(rise: float, cell: float = 30.0, size: int = 5) -> np.ndarray:
    """Elevations that fall to the south by ``rise`` per unit of length, with a ring."""
    rows = np.arange(size + 2)[::-1, None] * rise * cell
    return np.repeat(rows, size + 2, axis=1).astype(np.float64)


def test_ls_of_a_plane_by_hand() -> None:
    rise, cell = 0.2, 30.0
    flow = np.repeat(np.arange(1.0, 6.0)[:, None], 5, axis=1)
    found = slope_factor(plane(rise), flow, cell, cap=1000, channel=1e9)
    angle = math.degrees(math.atan(rise))
    m, s = length_exponent(np.array([angle]))[0], steepness(np.array([angle]))[0]
    for row in range(5):
        below, above = (row + 1) * cell, row * cell  # of a plane: slope lengths at both ends of the cell
        by_length = (below ** (m + 1) - above ** (m + 1)) / (cell * 22.13**m)
        assert found[row] == pytest.approx(by_length * s)


def test_ls_ends_at_the_cap_and_in_channels() -> None:
    flow = np.repeat(np.array([1.0, 2, 50, 999, 1000])[:, None], 5, axis=1)
    found = slope_factor(plane(0.2), flow, 30.0, cap=100, channel=1000 * 900.0)
    angle = np.array([math.degrees(math.atan(0.2))])
    whole = (100 / 22.13) ** length_exponent(angle)[0] * steepness(angle)[0]
    assert found[2:4] == pytest.approx(whole)
    assert whole > found[1, 0] > found[0, 0]
    assert (found[4] == 0).all()


def test_ls_along_the_diagonal() -> None:
    z = np.add.outer(np.arange(7.0), np.arange(7.0))[::-1, ::-1] * 3.0
    found = slope_factor(z, np.full((5, 5), 4.0), 30.0, 1e6, 1e12)
    angle = math.degrees(math.atan(math.hypot(0.1, 0.1)))
    m, s = length_exponent(np.array([angle]))[0], steepness(np.array([angle]))[0]
    wanted = ((3600 ** (m + 1) - 2700 ** (m + 1)) / (30 ** (m + 2) * math.sqrt(2) ** m * 22.13**m)) * s
    assert found[2, 2] == pytest.approx(wanted)


def test_ls_by_length() -> None:
    flow, way = np.full((5, 5), 2.0), np.full((5, 5), 30.0)
    found = slope_factor_of_length(plane(0.2), way, flow, 30.0, 122, 1e9)
    angle = math.degrees(math.atan(0.2))
    m, s = length_exponent(np.array([angle]))[0], steepness(np.array([angle]))[0]
    assert found[2, 2] == pytest.approx((45 / 22.13) ** m * s)
    assert slope_factor_of_length(plane(0.2), way * 100, flow, 30.0, 122, 1e9)[2, 2] == pytest.approx(
        (122 / 22.13) ** m * s
    )


def test_ls_without_data() -> None:
    z = plane(0.2)
    z[3, 3] = NAN
    found = slope_factor(z, np.ones((5, 5)), 30.0, 122, 1e9)
    assert np.isnan(found).sum() == 1
    with pytest.raises(ValueError, match="ring"):
        slope_factor(z, np.ones((6, 6)), 30.0, 122, 1e9)


def test_ls_of_natcap_invest_by_hand() -> None:
    # 20 % and 5 cells: the root of the area above, m from beta, S above 9 %
    angle = math.atan(0.2)
    sine = math.sin(angle)
    beta = (sine / 0.0896) / (3 * sine**0.8 + 0.56)
    m, area, above = beta / (1 + beta), 900.0, math.sqrt(4 * 900)
    across = sine + math.cos(angle)
    length = ((above + area) ** (m + 1) - above ** (m + 1)) / (30 ** (m + 2) * across**m * 22.13**m)
    found = invest_factor(np.array([20.0, 5.0, 0.5]), np.array([5.0, 1.0, 1.0]), 30.0)
    assert found[0] == pytest.approx(length * (16.8 * sine - 0.5))
    small = math.atan(0.05)
    x = math.sin(small) + math.cos(small)
    assert found[1] == pytest.approx((30 / (x * 22.13)) ** 0.4 * (10.8 * math.sin(small) + 0.03))
    assert invest_factor(np.array([20.0]), np.array([1e9]), 30.0, longest=2.0)[0] == pytest.approx(
        2 * (16.8 * sine - 0.5)
    )


def table() -> np.ndarray:
    kinds = load_cover_kinds()
    found = np.zeros((13, 6))
    for kind in kinds.values():
        found[kind.number] = kind.factors
    return found


def test_cover_factor_at_its_borders() -> None:
    kinds = np.array([1, 1, 1, 1, 2, 6, 7, 8, 9, 10, 10, 1, 9, 0], np.int32)
    cover = np.array([0.099, 0.1, 0.9, 1.0, 0.5, NAN, 0.2, 0.2, NAN, 1.0, 0.0, NAN, 0.1, 0.5])
    found = cover_factor(kinds, cover, table(), COVER_LIMITS, dry=load_cover_kinds()[DRY].number)
    wanted = [0.1, 0.08, 0.001, 0.001, 0.085, 0, 0, 0.01, 0.7, 0.221, 1.0, NAN, 0.7, NAN]
    assert found == pytest.approx(wanted, nan_ok=True)
    mixed = cover_factor(np.array([10]), np.array([1.0]), table(), COVER_LIMITS, dry=10, paddy_share=0.25)
    assert mixed[0] == pytest.approx(0.75 * 0.221)


def test_dry_cropland() -> None:
    found = dry_cropland(np.array([1.0, 0.1, 0.049, 0.04, 0.0, NAN]))
    assert found == pytest.approx([0.221, 0.816, 1.0, 1.0, 1.0, NAN], abs=1e-3, nan_ok=True)


def test_codes_of_other_classifications_tell_paddy() -> None:
    codes = load_cover_codes()
    assert codes["gbt21010", 101].key == "paddy"
    assert codes["gbt21010", 202].key == "shrub_orchard"
    assert codes["hj1166", 51].key == DRY
    assert scale("water_erosion_red_southwest").limits == (500, 2500, 5000, 8000, 15000)


@given(
    st.lists(
        st.tuples(st.floats(0, 2e4), st.floats(0, 0.1), st.floats(0, 60), st.floats(0, 1), st.floats(0, 1)), min_size=1
    )
)
def test_loss_lies_between_nothing_and_the_potential(cells: list[tuple[float, ...]]) -> None:
    r, k, slope, c, more = (np.array(column) for column in zip(*cells, strict=True))
    potential = potential_loss(r, k, slope)
    lost = actual_loss(potential, c)
    assert (lost >= 0).all()
    assert (retained(potential, lost) >= 0).all()
    assert (actual_loss(potential, np.minimum(c + more, 1)) >= lost).all()


def test_ls_grows_with_flow() -> None:
    z = np.random.default_rng(1).random((42, 42)).astype(np.float32) * 200
    flow = accumulate(drain(z))[1:-1, 1:-1].astype(np.float64)
    less = slope_factor(z, flow, 30.0, 1e5, 1e12)
    assert (slope_factor(z, flow + 1, 30.0, 1e5, 1e12) >= less).all()
    assert (less > 0).all()


def test_delivery_by_hand() -> None:
    assert bounded_gradient(np.array([0.0, 45.0, 60.0])) == pytest.approx([0.005, 1.0, 1.0])
    assert bounded_cover(np.array([0.0, 0.3])) == pytest.approx([0.001, 0.3])
    index = connectivity(np.array([0.1 * 0.2 * math.sqrt(9000)]), np.array([500.0]))
    assert index[0] == pytest.approx(math.log10(0.1 * 0.2 * math.sqrt(9000) / 500))
    assert delivery_ratio(np.array([0.5, -100.0, 100.0]), 2.0, 0.5, 0.8) == pytest.approx([0.4, 0, 0.8])
