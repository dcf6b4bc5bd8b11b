"""Present value, internal rates and payback, against hand computation and against numpy-financial."""

import numpy as np
import numpy_financial as peer
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shanshui.indicators.cash_flow import internal_rates, payback, present_value, yearly

AMOUNTS = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=12)


def test_present_value_by_hand():
    """-1000 + 600/1.1 + 600/1.21."""
    assert float(present_value(0.1, [-1000, 600, 600])) == pytest.approx(-1000 + 600 / 1.1 + 600 / 1.21)


def test_many_rows_at_once():
    rows = np.array([[-10.0, 11.0], [-20.0, 22.0]])
    assert present_value(0.1, rows) == pytest.approx([0.0, 0.0], abs=1e-12)


def test_a_rate_of_minus_one_is_refused():
    with pytest.raises(ValueError, match="above -1"):
        present_value(-1.0, [1.0])


@given(AMOUNTS, st.floats(-0.5, 2.0))
def test_present_value_is_the_peer_s(flows, rate):
    assert float(present_value(rate, flows)) == pytest.approx(float(peer.npv(rate, flows)), rel=1e-12, abs=1e-9)


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=3), st.lists(st.integers(1, 10_000), min_size=1, max_size=10)
)
def test_one_change_of_sign_has_one_internal_rate_and_it_is_the_peer_s(outlays, receipts):
    flows = [*(-amount for amount in outlays), *receipts]
    (rate,) = internal_rates(flows)
    scale = float(np.abs(np.array(flows) * (1 + rate) ** -np.arange(len(flows))).sum())
    assert float(present_value(rate, flows)) == pytest.approx(0.0, abs=1e-8 * scale)
    theirs = float(peer.irr(flows))
    assume(np.isfinite(theirs))
    assert rate == pytest.approx(theirs, rel=1e-6, abs=1e-9)


def test_payments_of_one_sign_have_no_internal_rate():
    assert internal_rates([-1, -2]) == internal_rates([1, 2]) == internal_rates([0, 0]) == ()


def test_two_changes_of_sign_may_have_two_rates():
    assert internal_rates([-100, 230, -132]) == pytest.approx((0.1, 0.2))


def test_payback_by_hand():
    assert payback([-100, 40, 40, 40]) == 2.5
    assert payback([-100, 40, 40]) is None
    assert payback([10, 5]) == 0.0
    assert payback([-100, 150, -60, 20]) == pytest.approx(3 - 0.5)
    assert payback([-100, 110], rate=0.1) == pytest.approx(1.0)


@given(st.integers(1, 10_000), st.floats(0.001, 0.5), st.integers(1, 40))
def test_an_even_payment_is_worth_its_amount(amount, rate, years):
    payment = yearly(amount, rate, years)
    assert payment == pytest.approx(-float(peer.pmt(rate, years, amount)))
    assert float(present_value(rate, [0.0, *([payment] * years)])) == pytest.approx(amount)


def test_a_span_has_at_least_one_year():
    with pytest.raises(ValueError, match="1 or more"):
        yearly(1.0, 0.1, 0)
