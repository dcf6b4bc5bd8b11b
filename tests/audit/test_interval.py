"""Printed numbers as intervals, and the slips that turn one number into another."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.made import quantity_of
from shanshui.audit.interval import Interval, interval, is_count, is_exact, total
from shanshui.audit.slips import mended, slip
from shanshui.claims.model import Bound


def _of(number: str, word: str, bound: Bound = "") -> Interval:
    return interval(replace(quantity_of(number, word, 0), bound=bound))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("380.1058", "平方公里"), ("380.11", "平方公里"), True),
        (("380.1058", "平方公里"), ("38010.6", "公顷"), True),
        (("380.1058", "平方公里"), ("380.18", "平方公里"), False),
        (("12.1", "公顷"), ("12.2", "公顷"), False),
        (("200", "公顷"), ("3000", "亩"), True),
        (("200", "公顷"), ("3020", "亩"), False),
        (("6", "个"), ("6", "个"), True),
        (("6", "个"), ("7", "个"), False),
    ],
)
def test_values_agree_where_one_number_rounds_to_both(
    one: tuple[str, str], other: tuple[str, str], agree: bool
) -> None:
    assert _of(*one).meets(_of(*other)) is agree
    assert _of(*other).meets(_of(*one)) is agree


@pytest.mark.parametrize(
    ("bound", "number", "agree"),
    [
        ("at_least", "64.64", True),
        ("at_least", "63.2", False),
        ("at_most", "63.2", True),
        ("at_most", "64.64", False),
        ("about", "64.9", True),
        ("about", "70.2", False),
    ],
)
def test_a_bound_is_an_inequality(bound: Bound, number: str, agree: bool) -> None:
    assert _of("64", "%", bound).meets(_of(number, "%")) is agree


def test_about_a_round_number_is_as_rough_as_its_last_digit_up_to_a_twentieth() -> None:
    assert _of("1600", "公顷", "about").meets(_of("1672.4", "公顷"))
    assert not _of("1600", "公顷", "about").meets(_of("1750.2", "公顷"))


def test_counts_are_exact_and_measures_are_not() -> None:
    assert is_count(quantity_of("9", "口", 0))
    assert not is_count(quantity_of("9", "公顷", 0))
    assert is_exact(quantity_of("9", "口", 0))
    assert not is_exact(replace(quantity_of("9", "口", 0), bound="about"))


def test_a_share_of_nothing_is_not_told() -> None:
    assert _of("3", "公顷").over(_of("0", "公顷")) is None
    assert _of("3", "公顷", "at_least").over(_of("9", "公顷")) is None


@given(st.lists(st.decimals(0, 10000, places=3), min_size=1, max_size=9))
def test_rounded_parts_always_agree_with_their_rounded_total(parts: list[Decimal]) -> None:
    rounded = [_of(str(part.quantize(Decimal("0.1"))), "公顷") for part in parts]
    whole = _of(str(sum(parts, Decimal(0)).quantize(Decimal("0.1"))), "公顷")
    near = Interval(whole.low - Decimal("0.001"), whole.high + Decimal("0.001"))
    assert total(rounded).meets(near)


@given(st.integers(10, 10**6), st.integers(0, 2))
def test_a_number_is_no_slip_of_itself(number: int, places: int) -> None:
    printed = str(Decimal(number).scaleb(-places))
    assert slip(printed, printed) is None


def test_the_one_number_that_mends_a_sum_is_told() -> None:
    assert mended([(Decimal("120"), 0), (Decimal("35"), 0)], Decimal(-7)) is None
    assert mended([(Decimal("12.50"), 2)], Decimal("0.30")) == (0, "12.80", "digit")
