"""Intervals: first order and by many draws, against what is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.uncertainty import Factor, Uncertain, first_order, product_interval


def test_a_product_by_hand() -> None:
    # ln 2 and ln 2 with power 2: sqrt(0.6931² + 1.3863²) = 1.5499
    low, high = product_interval(10, [Factor(0.5, 2.0), Factor(1.0, 4.0, power=2)])
    assert (low, high) == pytest.approx((10 / np.exp(1.5499), 10 * np.exp(1.5499)), rel=1e-4)
    assert product_interval(3, []) == (3, 3)
    assert product_interval(0, [Factor.within(0.5)]) == (0, 0)
    for broken in ((0, 1), (2, 1), (-1, 1)):
        with pytest.raises(ValueError, match="low <= high"):
            Factor(*broken)
    with pytest.raises(ValueError, match="positive"):
        product_interval(-1, [])


@given(st.floats(0, 1e6), st.lists(st.floats(0, 3), max_size=5), st.floats(0, 2))
def test_more_doubt_is_no_narrower(value: float, shares: list[float], more: float) -> None:
    low, high = product_interval(value, [Factor.within(share) for share in shares])
    assert low <= value <= high
    wider = product_interval(value, [Factor.within(share) for share in (*shares, more)])
    assert wider[0] <= low
    assert high <= wider[1]


def test_first_order_of_a_sum_and_of_a_product() -> None:
    assert first_order(lambda a, b: a - b, [10, 4], [(7, 13), (0, 8)]) == pytest.approx((1, 11))
    assert first_order(lambda a, b: a * b, [10, 4], [(9, 11), None]) == pytest.approx((36, 44))


def test_a_lognormal_amount_is_above_nothing() -> None:
    with pytest.raises(ValueError, match="lognormal"):
        Uncertain(0, 1, "lognormal")
