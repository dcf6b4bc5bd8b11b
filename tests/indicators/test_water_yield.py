from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.water_yield import LEAST, MOST, available_water, evaporated_share, water_yield

DEPTHS = st.floats(1, 5000)


def one(rain: float, potential: float, available: float, vegetated: bool, seasons: float = 5.0) -> float:
    given = (np.array([value]) for value in (rain, potential, available))
    return float(evaporated_share(*given, np.array([vegetated]), seasons)[0])


def test_the_curve_by_hand() -> None:
    """P = 1000, PET = 800, AWC = 150, Z = 5: ω = 2, 1 + 0.8 − √(1 + 0.64) = 0.5194."""
    assert one(1000, 800, 150, True) == pytest.approx(1.8 - 1.64**0.5)
    assert one(1000, 800, 150, False) == pytest.approx(0.8)
    assert one(1000, 1300, 150, False) == 1


def test_stored_water_counts_up_to_the_greatest_parameter() -> None:
    enough = (MOST - LEAST) * 1000 / 5
    assert one(1000, 800, enough, True) == pytest.approx(1.8 - (1 + 0.8**5) ** 0.2)
    assert one(1000, 800, 2 * enough, True) == one(1000, 800, enough, True)


def test_the_shallower_of_soil_and_roots_holds_the_water() -> None:
    found = available_water(np.array([0.2, 0.2]), np.array([600.0, 3000.0]), np.array([1500.0, 1500.0]))
    assert found.tolist() == [120, 300]


def test_without_rain_or_data_nothing_is_known() -> None:
    assert np.isnan(one(0, 800, 150, True))
    assert np.isnan(one(float("nan"), 800, 150, False))
    assert np.isnan(water_yield(np.array([1000.0]), np.array([np.nan]))).all()


@given(rain=DEPTHS, potential=DEPTHS, available=st.floats(0, 2000), vegetated=st.booleans(), seasons=st.floats(1, 30))
def test_never_more_evaporates_than_falls_or_can(
    rain: float, potential: float, available: float, vegetated: bool, seasons: float
) -> None:
    share = one(rain, potential, available, vegetated, seasons)
    assert 0 <= share <= min(1, potential / rain) + 1e-9
    assert water_yield(np.array([rain]), np.array([share]))[0] >= -1e-6


@given(rain=DEPTHS, potential=DEPTHS, available=st.floats(0, 1000))
def test_more_stored_water_lets_more_evaporate(rain: float, potential: float, available: float) -> None:
    assert one(rain, potential, available, True) <= one(rain, potential, available + 100, True) + 1e-9
