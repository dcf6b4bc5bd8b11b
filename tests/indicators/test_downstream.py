"""Ways of the water through other people's ground, and payments that add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.downstream import from_above, passed_shares, transfers


@st.composite
def forests(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Catchments that drain into later ones or leave, owners and areas."""
    count = draw(st.integers(1, 30))
    below = [draw(st.one_of(st.just(-1), st.integers(n + 1, count - 1))) if n < count - 1 else -1 for n in range(count)]
    owners = draw(st.lists(st.integers(-1, 4), min_size=count, max_size=count))
    areas = draw(st.lists(st.floats(0.1, 1e6), min_size=count, max_size=count))
    return np.array(below), np.array(owners), np.array(areas)


@given(forests())
def test_a_row_is_the_whole_of_an_owners_way(forest: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    below, owners, areas = forest
    shares = passed_shares(below, owners, areas, 5)
    there = np.isin(np.arange(5), owners)
    np.testing.assert_allclose(shares.sum(axis=1), there.astype(float), atol=1e-12)
    assert (shares >= 0).all()
    assert (np.diag(shares)[there] > 0).all()  # water passes at least where it rises


@given(forests(), st.lists(st.floats(0, 1e9), min_size=5, max_size=5))
def test_payments_add_up_to_nothing(forest: tuple[np.ndarray, np.ndarray, np.ndarray], amounts: list[float]) -> None:
    paid = transfers(amounts, passed_shares(*forest, 5))
    net = paid.sum(axis=1) - paid.sum(axis=0)
    assert abs(net.sum()) <= 1e-9 * max(1.0, paid.sum())
    assert (np.diag(paid) == 0).all()
    assert (paid.sum(axis=1) <= np.array(amounts) * (1 + 1e-12)).all()


def test_sources_count_by_their_area() -> None:
    # Owner 0 has a large catchment above owner 1 and a small one that leaves at once.
    shares = passed_shares([2, -1, -1], [0, 0, 1], [3.0, 1.0, 1.0], 2)
    assert shares.tolist() == [[0.625, 0.375], [0.0, 1.0]]


def test_ground_of_nobody_is_passed_over() -> None:
    assert passed_shares([1, 2, -1], [0, -1, 1], [1.0, 1.0, 1.0], 2).tolist() == [[0.5, 0.5], [0.0, 1.0]]


def test_a_circle_leads_nowhere() -> None:
    assert from_above(np.array([1, 0, -1, 0])) == [2, 3]
    shares = passed_shares([1, 0, 0], [0, 1, 2], [1.0, 1.0, 1.0], 3)
    assert shares[2] == pytest.approx([0.0, 0.0, 1.0])
