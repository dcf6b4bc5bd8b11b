import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators import similarity

STATES = st.floats(0, 1e4, allow_nan=False)


def test_distance_by_hand() -> None:
    # one spread apart in one of two features: sqrt((1 + 0) / 2)
    found = similarity.standard_distance([[2.0, 5.0], [0.0, 5.0], [4.0, 15.0]], [0.0, 5.0], [2.0, 10.0])
    assert found == pytest.approx([np.sqrt(0.5), 0.0, np.sqrt((4 + 1) / 2)])


def test_unknown_features_and_those_without_spread_are_left_out() -> None:
    found = similarity.standard_distance([[1.0, np.nan, 7.0], [np.nan, np.nan, 1.0]], [0.0, 1.0, 3.0], [1.0, 1.0, 0.0])
    assert found[0] == pytest.approx(1.0)
    assert np.isnan(found[1])


def test_likeness_falls_from_one() -> None:
    found = similarity.likeness([0.0, 1.0, 2.0, np.nan])
    assert found[0] == 1
    assert found[1] == pytest.approx(np.exp(-0.5))
    assert found[2] < found[1]
    assert np.isnan(found[3])


def test_relative_state_by_hand() -> None:
    assert similarity.relative_state([0.4, 0.9, np.nan], 0.8, more=True)[:2].tolist() == [0.5, 1.0]
    assert similarity.relative_state([500.0, 50.0], 100.0, more=False).tolist() == [0.2, 1.0]
    assert similarity.relative_state(0.0, 0.0, more=False) == 1.0
    assert np.isnan(similarity.relative_state(0.0, 0.0, more=True))
    assert np.isnan(similarity.relative_state(np.nan, 1.0, more=True))


@given(STATES, STATES, st.floats(1e-3, 1e4), st.booleans())
def test_a_better_state_is_never_further_from_the_reference(one: float, other: float, goal: float, more: bool) -> None:
    worse, better = sorted((one, other), reverse=not more)
    shares = similarity.relative_state([worse, better], goal, more)
    assert 0 <= shares[0] <= shares[1] <= 1
    gaps = similarity.gap_in_spreads([worse, better], goal, 2.0, more)
    assert gaps[0] >= gaps[1]


def test_gap_in_spreads_by_hand() -> None:
    assert similarity.gap_in_spreads(70.0, 80.0, 5.0, more=True) == 2.0
    assert similarity.gap_in_spreads(70.0, 80.0, 5.0, more=False) == -2.0
    assert np.isnan(similarity.gap_in_spreads(70.0, 80.0, 0.0, more=True))


def test_spread_of_a_normal_distribution() -> None:
    # quantiles of the standard normal distribution
    assert similarity.spread_of(-1.2815515655446004, 1.2815515655446004) == pytest.approx(1.0)


def test_recovery_scores() -> None:
    assert similarity.recovery_score([1.0, 0.5, np.nan]) == 3.75
    assert np.isnan(similarity.recovery_score([np.nan]))
