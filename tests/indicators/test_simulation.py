"""Draws of uncertain inputs: against what is known of their distributions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.indicators.simulation import drawn, explained, simulated, spread_around
from shanshui.indicators.uncertainty import Uncertain

ENDS = st.tuples(st.floats(1, 1e6), st.floats(0, 0.9), st.floats(0.01, 3))


def test_the_shape_follows_from_the_interval() -> None:
    assert spread_around(10.0, 8.0, 12.0) == Uncertain(8.0, 12.0)
    assert spread_around(10.0, 5.0, 20.0) == Uncertain(5.0, 20.0, "lognormal")
    assert spread_around(10.0, 9.0, 20.0) == Uncertain(9.0, 20.0, "triangular", 10.0)
    assert spread_around(10.0, 10.0, 10.0) == 10.0
    assert spread_around(10.0, 12.0, 8.0) == 10.0  # ends the wrong way round say nothing; a rule tells of them
    with pytest.raises(ValueError, match="triangular"):
        Uncertain(1.0, 2.0, "triangular")
    with pytest.raises(ValueError, match="normal"):
        Uncertain(1.0, 2.0, "normal", 1.5)


@settings(max_examples=25, deadline=None)
@given(ENDS)
def test_ninety_five_per_cent_lie_in_the_interval_and_the_mean_is_the_mean(ends: tuple[float, float, float]) -> None:
    value, below, above = ends
    low, high = value * (1 - below), value * (1 + above)
    spread = spread_around(value, low, high)
    assert isinstance(spread, Uncertain)
    values = drawn([spread], 20_000, 3)[0]
    assert ((values >= low) & (values <= high)).mean() == pytest.approx(0.95, abs=0.006)  # 4 standard errors
    error = values.std() / np.sqrt(values.size)
    assert values.mean() == pytest.approx(spread.mean, abs=4.5 * error)


def test_draws_are_the_same_for_a_seed_and_move_together_as_told() -> None:
    inputs = [Uncertain(8.0, 12.0), Uncertain(5.0, 20.0, "lognormal"), Uncertain(0.0, 1.0, "uniform"), 7.0]
    first, again = (drawn(inputs, 10_000, 5, (True, True, False, False), 0.6) for _ in range(2))
    assert (first == again).all()
    assert (first != drawn(inputs, 10_000, 6, (True, True, False, False), 0.6))[:3].any()
    scores = np.stack([first[0], np.log(first[1]), first[2]])
    told = np.corrcoef(scores)
    assert told[0, 1] == pytest.approx(0.6, abs=0.03)
    assert told[0, 2] == pytest.approx(0.0, abs=0.04)
    assert (first[3] == 7.0).all()
    with pytest.raises(ValueError, match="0 to 1"):
        drawn(inputs, 10, 1, (), 1.5)


def test_percentiles_and_chance_by_hand() -> None:
    found = simulated(np.arange(-50.0, 51.0))
    assert found.percentiles == (-47.5, -45.0, 0.0, 45.0, 47.5)
    assert found.mean == 0.0
    assert found.probability == pytest.approx(51 / 101)


def test_shares_of_a_sum_are_those_of_its_variances() -> None:
    one, two = drawn([Uncertain(-2.0, 2.0), Uncertain(-1.0, 1.0)], 40_000, 2)
    shares = explained((one, two, np.full(40_000, 3.0)), one + two)
    assert shares == pytest.approx((0.8, 0.2, 0.0), abs=0.02)  # rank correlations of normal values are 2 % lower
    assert sum(shares) == pytest.approx(1.0)
    assert explained((np.zeros(10),), np.ones(10)) == (0.0,)
