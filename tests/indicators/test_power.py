"""Numbers of points and power, against published values, statistics by hand and simulation."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.indicators.power import (
    MOST,
    detectable,
    detectable_share,
    deviation_of_change,
    finite,
    points_needed,
    t_power,
)

# Cohen 1988 and G*Power 3.1: two-sided alpha 0.05, power 0.80.
TWO_GROUPS = {0.2: 394, 0.5: 64, 0.8: 26}
PAIRED = {0.2: 199, 0.5: 34, 0.8: 15}


@pytest.mark.parametrize(("effect", "count"), TWO_GROUPS.items())
def test_two_groups_as_in_gpower(effect: float, count: int) -> None:
    assert points_needed(effect, design="two_groups") == count


@pytest.mark.parametrize(("effect", "count"), PAIRED.items())
def test_one_group_twice_as_in_gpower(effect: float, count: int) -> None:
    assert points_needed(effect, design="paired") == count


def test_power_as_in_gpower() -> None:
    assert t_power(0.5, 64, design="two_groups") == pytest.approx(0.8014596, abs=1e-6)
    assert t_power(0.5, 34, design="paired") == pytest.approx(0.8077775, abs=1e-6)


def test_power_of_no_change_is_the_error() -> None:
    assert t_power(0.0, 20, alpha=0.1) == pytest.approx(0.1)


def test_one_point_shows_nothing() -> None:
    assert t_power(3.0, 1) == 0.0
    assert detectable(1.0, 1) == inf


def test_a_change_beyond_all_spread_is_found() -> None:
    assert t_power(inf, 3) == 1.0
    assert t_power(500.0, 40) == 1.0
    assert detectable(0.0, 5) == 0.0


def test_no_change_needs_more_points_than_there_are() -> None:
    assert points_needed(0.0) == MOST


def test_simulation_agrees() -> None:
    """4000 runs of before–after–control–impact with 12 plots a side; 4 standard errors are 0.03."""
    lots = np.random.default_rng(5)
    count, deviation, correlation, change, runs = 12, 0.2, 0.5, 0.25, 4000
    shared, own = np.sqrt(correlation) * deviation, np.sqrt(1 - correlation) * deviation
    found = 0
    for _ in range(runs):
        moved = []
        for effect in (change, 0.0):
            plot = shared * lots.standard_normal(count)
            before, after = (plot + own * lots.standard_normal(count) for _ in range(2))
            moved.append(after + effect - before)
        gap = moved[0].mean() - moved[1].mean()
        error = np.sqrt((moved[0].var(ddof=1) + moved[1].var(ddof=1)) / count)
        found += abs(gap / error) > 2.0738730679040147  # t of 0.975 with 22 degrees of freedom
    wanted = t_power(change / deviation_of_change(deviation, correlation), count, design="baci")
    assert found / runs == pytest.approx(wanted, abs=0.03)


@given(
    st.floats(0.05, 3.0),
    st.sampled_from(["paired", "two_groups", "baci"]),
    st.floats(0.5, 0.95),
)
@settings(max_examples=40, deadline=None)
def test_the_least_number_is_the_least(effect: float, design: str, power: float) -> None:
    count = points_needed(effect, power=power, design=design)  # type: ignore[arg-type]
    assert t_power(effect, count, design=design) >= power  # type: ignore[arg-type]
    assert count == 2 or t_power(effect, count - 1, design=design) < power  # type: ignore[arg-type]


@given(st.integers(2, 200), st.floats(0.01, 10.0))
@settings(max_examples=40, deadline=None)
def test_what_can_be_found_is_found_with_the_power(count: int, deviation: float) -> None:
    change = detectable(deviation, count)
    assert t_power(change / deviation, count) == pytest.approx(0.8, abs=1e-6)


def test_visits_that_agree_show_more() -> None:
    assert deviation_of_change(2.0, 1.0) == 0
    assert deviation_of_change(2.0, 0.0) == pytest.approx(2 * np.sqrt(2))
    with pytest.raises(ValueError, match="correlation"):
        deviation_of_change(1.0, 1.5)


def test_small_grounds_need_fewer() -> None:
    assert finite(100, 100.0) == 51
    assert finite(34, inf) == 34
    assert points_needed(0.2, population=50) == 41  # 199 / (1 + 198 / 50) = 40.1


def test_shares_by_hand() -> None:
    """0.5 against 0.7: distance 0.4115 in angles, (1.95996 + 0.84162)² · 2 / 0.4115² = 92.7."""
    assert detectable_share(0.5, 93) == pytest.approx(0.2, abs=0.001)


def test_a_full_share_cannot_rise() -> None:
    assert detectable_share(1.0, 10) == inf
    assert detectable_share(0.5, 0) == inf
