"""Rates and degrees of a transition matrix, by hand and by what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators.change import conversion_index, dynamics
from shanshui.standard.method.ecosystem_levels import load_ecosystem_levels

MATRIX = np.array([[80.0, 15.0, 5.0], [10.0, 40.0, 0.0], [0.0, 0.0, 50.0]])


def test_a_matrix_by_hand() -> None:
    found = dynamics(MATRIX, 5.0)
    assert found.rate.tolist() == pytest.approx([-0.1, 0.1, 0.1])
    assert found.degree == pytest.approx(30 / 200)  # all that left a class over all, no half and no years
    assert found.yearly.tolist() == pytest.approx([-0.02, 0.02, 0.02])
    assert found.intensity.tolist() == pytest.approx([0.2 / 0.15, 0.2 / 0.15, 0])
    assert found.from_share[0].tolist() == pytest.approx([0.8, 0.15, 0.05])
    assert found.to_share[:, 0].tolist() == pytest.approx([80 / 90, 10 / 90, 0])


def test_a_class_that_begins_has_no_rate_and_one_that_ends_loses_all() -> None:
    found = dynamics(np.array([[0.0, 0.0], [30.0, 70.0]]), 1.0)
    assert np.isnan(found.rate[0])
    assert np.isnan(found.from_share[0]).all()
    assert dynamics(np.array([[0.0, 30.0], [0.0, 70.0]]), 1.0).rate[0] == -1


def test_no_ground_and_no_change() -> None:
    assert np.isnan(dynamics(np.zeros((2, 2)), 1.0).degree)
    still = dynamics(np.diag([3.0, 4.0]), 1.0)
    assert still.degree == 0
    assert np.isnan(still.intensity).all()
    assert np.isnan(conversion_index(np.diag([3.0, 4.0]), np.array([1.0, 2.0])))


@pytest.mark.parametrize(
    ("matrix", "years"), [(np.ones((2, 3)), 1.0), (np.ones(4), 1.0), (-np.ones((2, 2)), 1.0), (np.ones((2, 2)), 0.0)]
)
def test_impossible_matrices_are_refused(matrix: np.ndarray, years: float) -> None:
    with pytest.raises(ValueError, match=r"square|0 and more"):
        dynamics(matrix, years)


@given(arrays(np.int64, (4, 4), elements=st.integers(0, 1000)), st.integers(1, 30))
def test_what_always_holds(matrix: np.ndarray, years: int) -> None:
    found, first = dynamics(matrix, years), matrix.sum(axis=1)
    if first.sum():
        assert 0 <= found.degree <= 1
        gains = np.nansum(found.rate * first) + matrix.sum(axis=0)[first == 0].sum()
        assert gains == pytest.approx(0, abs=1e-6)  # what one class gains another loses
    assert np.allclose(found.from_share[first > 0].sum(axis=1), 1)
    levels = np.array([1.0, 2.0, 3.0, 4.0])
    index, back = conversion_index(matrix, levels), conversion_index(matrix.T, levels)
    assert np.isnan(index) == np.isnan(back)
    if not np.isnan(index):
        assert index == pytest.approx(-back)  # the way back is as good as the way was bad
        assert abs(index) <= 3


def test_classes_without_level_stay_out_of_the_conversion_index() -> None:
    matrix = np.array([[0.0, 10.0, 10.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    assert conversion_index(matrix, np.array([1.0, 4.0, np.nan])) == -3


def test_levels_of_ecosystems() -> None:
    levels = load_ecosystem_levels()
    assert levels["1"].level == 1
    assert levels["6"].level == 6
    assert "8" not in levels
    assert {row.certainty for row in levels.values()} == {"C"}
