from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.water_quality import (
    Reading,
    exceedance,
    factor_class,
    mean_reading,
    share_that_complies,
    worst_class,
)
from shanshui.standard.judging.quality import WATER_CLASSES, water_limits

D = Decimal


def _limits(parameter: str) -> list[Decimal]:
    return [water_limits()[parameter, name].value for name in WATER_CLASSES]


@pytest.mark.parametrize(
    ("value", "number"),
    [("0.15", 0), ("0.151", 1), ("0.5", 1), ("1.0", 2), ("1.5", 3), ("2", 4), ("2.0", 4), ("2.01", 5)],
)
def test_borders_of_ammonia(value: str, number: int) -> None:
    assert factor_class(D(value), _limits("氨氮"), "less") == number


@pytest.mark.parametrize(
    ("value", "number"), [("9", 0), ("7.5", 0), ("7.49", 1), ("6", 1), ("5", 2), ("3", 3), ("2", 4), ("1.9", 5)]
)
def test_more_oxygen_is_better(value: str, number: int) -> None:
    assert factor_class(D(value), _limits("溶解氧"), "more") == number


def test_phosphorus_of_lakes_has_limits_of_its_own() -> None:
    rivers, lakes = water_limits(), water_limits("lake")
    assert (rivers["总磷", "III"].value, lakes["总磷", "III"].value) == (D("0.2"), D("0.05"))
    assert ("总氮", "III") not in rivers
    assert lakes["总氮", "III"].value == D("1.0")
    assert lakes["氨氮", "III"] == rivers["氨氮", "III"]


def test_mean_of_repeated_samples() -> None:
    assert mean_reading([Reading(D("0.1")), Reading(D("0.3"))]) == D("0.2")
    assert mean_reading([Reading(D("0.1")), Reading(None, D("0.05"))]) == D("0.0625")
    assert mean_reading([Reading(D("0.1")), Reading(None)]) == D("0.1")  # an unknown limit says nothing
    assert mean_reading([Reading(None)]) is None
    assert factor_class(None, _limits("氨氮"), "less") == 0


def test_exceedance_and_share() -> None:
    assert exceedance(D("1.5"), D("1.0")) == D("0.5")
    assert exceedance(D("1.0"), D("1.0")) is None
    assert share_that_complies([True, True, False, True]) == D("0.75")
    assert share_that_complies([]) is None
    assert worst_class([0, 3, 1]) == 3
    assert worst_class([]) is None


@given(st.lists(st.decimals(0, 100, places=3), min_size=5, max_size=5), st.decimals(0, 100, places=3))
def test_worse_values_never_make_a_better_class(limits: list[Decimal], value: Decimal) -> None:
    ordered = sorted(limits)
    number = factor_class(value, ordered, "less")
    assert factor_class(value + 1, ordered, "less") >= number
    assert factor_class(value, ordered[::-1], "more") <= 5
    assert number == 5 or value <= ordered[number]
