"""Slips of unit in targets, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from finance.plans import make_plan, sub, target, unit_, work
from shanshui.ledger import Fact, Facts
from shanshui.review import Case
from shanshui.review.target_slips import money_slip, share_slip, works_slip
from shanshui.standard import load


def case(facts: Iterable[Fact] = ()) -> Case:
    return Case(make_plan([unit_("A")], [sub("A-1")]), Facts(facts), {}, load())


STATE = Fact("scope.indicator.031@2020", Decimal("0.6464"))


@pytest.mark.parametrize(
    ("indicator", "unit", "baseline", "value", "wanted"),
    [
        ("031", "1", None, "65", "65"),  # percent beside the unit 1
        ("031", "1", None, "0.65", None),
        ("031", "%", None, "0.65", "65"),  # a fraction beside %, as the state on the ground tells
        ("031", "%", "64.64", "0.65", "65"),  # a mixture of the two
        ("031", "%", "0.6464", "65", "65"),
        ("031", "%", "64.64", "65", None),
        ("quality_rate", "%", None, "0.9", "90"),  # works are sound in 9 of 10 cases, not in one of a hundred
        ("quality_rate", "%", "实施前无此项", "90", None),
        ("vegetation_cover_gain", "%", "0", "0.8", None),  # a small gain is a small gain
        ("desert_karst_salt_cut", "%", "1.2", "0.8", None),  # the two are near each other as they stand
        ("forest_new", "hm2", "0", "0.5", None),
    ],
)
def test_percentages_and_fractions(
    indicator: str, unit: str, baseline: str | None, value: str, wanted: str | None
) -> None:
    base = Decimal(baseline) if baseline and baseline[0].isdigit() else baseline
    found = share_slip(case([STATE]), target("scope", indicator, Decimal(value), unit=unit, baseline=base))
    assert found == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize(
    ("value", "unit", "slip"),
    [
        ("450", "hm2", "mu"),
        ("300000", "hm2", "m2"),
        ("0.3", "hm2", "km2"),
        ("30", "mu", "hm2"),
        ("30", "hm2", ""),
        ("450", "mu", ""),
        ("29", "hm2", ""),
        ("500", "hm2", ""),
    ],
)
def test_areas_in_another_unit_than_their_works(value: str, unit: str, slip: str) -> None:
    works = [work("A-1", "m", Decimal(10), "hm2"), work("A-1", "m", Decimal(300), "mu")]
    assert works_slip(case(), target("scope", "forest_new", Decimal(value), unit=unit), works) == slip


def test_lengths_in_another_unit_than_their_works() -> None:
    works = [work("A-1", "m", Decimal("1.59"), "km")]
    assert works_slip(case(), target("scope", "river_restoration", Decimal(1590), unit="km"), works) == "m"
    assert works_slip(case(), target("scope", "river_restoration", Decimal("1.59"), unit="km"), []) == ""


def test_yuan_and_ten_thousand_yuan_beside_unit_prices() -> None:
    prices = [Fact("measure:a.price", Decimal(15), "yuan/m2"), Fact("measure:b.price", Decimal(45), "yuan/m2")]
    told = case(prices)

    def slip(value: str, unit: str) -> Decimal | None:
        return money_slip(told, target("scope", "unit_cost_limit", Decimal(value), unit=unit))

    assert slip("45", "wan_yuan/hm2") is None
    assert slip("450000", "wan_yuan/hm2") == 45
    assert slip("45", "yuan/hm2") == 450_000
    assert slip("7", "wan_yuan/km") is None  # no price of that kind to compare with
