"""Intervals of sums, and the probability that a goal is reached."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm

from shanshui.indicators.attainment import Spread, probability, reach, sum_of
from shanshui.indicators.uncertainty import SIGMAS

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
HALVES = st.floats(1e-3, 1e5)


@st.composite
def spreads(draw: st.DrawFn) -> Spread:
    value = draw(NUMBERS)
    return Spread(value, value - draw(HALVES), value + draw(HALVES))


def test_the_sum_of_a_base_value_and_an_effect_by_hand() -> None:
    # 3 and 4 below, 6 and 8 above: right angles with the sides 5 and 10.
    found = sum_of([Spread(100.0, 97.0, 106.0), Spread(-20.0, -24.0, -12.0)])
    assert (found.value, found.low, found.high) == (80.0, 75.0, 90.0)


def test_an_exact_number_reaches_its_goal_or_not() -> None:
    assert [probability(Spread.exact(5.0), goal) for goal in (4.0, 5.0, 6.0)] == [1.0, 1.0, 0.0]
    assert [probability(Spread.exact(5.0), goal, more=False) for goal in (4.0, 5.0, 6.0)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("goal", [60.0, 85.0, 100.0, 120.0, 180.0])
def test_even_sides_are_a_normal_distribution(goal: float) -> None:
    wide = Spread(100.0, 60.0, 140.0)
    assert probability(wide, goal) == pytest.approx(norm(100.0, 40.0 / SIGMAS).sf(goal), abs=1e-12)
    assert probability(wide, goal, more=False) == pytest.approx(norm(100.0, 40.0 / SIGMAS).cdf(goal), abs=1e-12)


@pytest.mark.parametrize("goal", [70.0, 95.0, 130.0, 200.0])
def test_uneven_sides_have_each_their_own_half(goal: float) -> None:
    skewed = Spread(100.0, 80.0, 190.0)
    side = 90.0 if goal > 100.0 else 20.0
    assert probability(skewed, goal) == pytest.approx(norm(100.0, side / SIGMAS).sf(goal), abs=1e-12)


def test_the_ends_of_the_interval_are_passed_as_an_interval_says() -> None:
    skewed = Spread(100.0, 80.0, 190.0)
    passed = [probability(skewed, goal) for goal in (80.0, 100.0, 190.0)]
    assert passed == pytest.approx([0.975, 0.5, 0.025], abs=1e-12)


def test_a_base_value_and_a_lognormal_effect_are_met_within_a_few_percent() -> None:
    """Soil loss of 1800 ± 200 less an effect of 300 (150 to 600): drawn, and by the two halves."""
    dice = np.random.default_rng(20)
    state = dice.normal(1800.0, 200.0 / SIGMAS, 200_000)
    effect = np.exp(dice.normal(np.log(300.0), np.log(2.0) / SIGMAS, 200_000))
    told = sum_of([Spread(1800.0, 1600.0, 2000.0), Spread(300.0, 150.0, 600.0).times(-1)])
    for goal in (1200.0, 1400.0, 1500.0, 1600.0, 1700.0):
        # The halves are an approximation; 4 % is what they are off at worst between the ends of the interval.
        assert probability(told, goal, more=False) == pytest.approx(np.mean(state - effect <= goal), abs=0.04)


@given(spreads(), NUMBERS, NUMBERS)
def test_a_goal_further_away_is_never_more_likely(expected: Spread, one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert probability(expected, near) >= probability(expected, far)
    assert probability(expected, near, more=False) <= probability(expected, far, more=False)


@given(spreads(), NUMBERS)
def test_turning_the_direction_round_makes_the_whole(expected: Spread, goal: float) -> None:
    assert probability(expected, goal) + probability(expected, goal, more=False) == pytest.approx(1.0)
    assert probability(expected, goal, more=False) == probability(expected.times(-1), -goal)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_way_is_the_same_seen_from_either_side(start: float, expected: float, goal: float) -> None:
    assume(abs(goal - start) > 1e-6)
    assert reach(start, expected, goal) == reach(-start, -expected, -goal, more=False)
    assert reach(start, goal, goal) == 1.0


def test_a_goal_that_is_no_further_than_the_start_is_held_or_lost() -> None:
    assert reach(64.64, 64.69, 64.0) == 1.0
    assert reach(64.64, 63.0, 64.0) == 0.0
    assert reach(1800.0, 1900.0, 1850.0, more=False) == 0.0


def test_an_interval_that_does_not_hold_its_number_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie from 2"):
        Spread(1.0, 2.0, 3.0)
