"""Prices on one footing, and amounts read out of what somebody wrote about a case."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whole
from shanshui.plan.price_bands import INNER, band, inner_price, price_unit_of
from shanshui.review.unit_prices import shown_band, shown_price
from shanshui.standard import load
from shanshui.standard.amounts import amounts_in
from shanshui.standard.judging.unit_costs import load_unit_costs


@pytest.mark.parametrize(
    ("price", "unit", "wanted"),
    [
        ("1.5", "wan_yuan/hm2", ("1.5", "yuan/m2")),
        ("2000", "yuan/mu", ("3", "yuan/m2")),
        ("500", "wan_yuan/km", ("5000", "yuan/m")),
        ("30", "wan_yuan", ("300000", "yuan/count")),
        ("30", "wan_yuan/count", ("300000", "yuan/count")),
    ],
)
def test_prices_are_brought_to_one_unit(price: str, unit: str, wanted: tuple[str, str]) -> None:
    found = inner_price(Decimal(price), unit)
    assert found is not None
    assert (found[0], found[1]) == (Decimal(wanted[0]), wanted[1])


@pytest.mark.parametrize("unit", ["hm2", "yi_yuan", "no such unit", "%"])
def test_what_is_no_unit_of_price_is_none(unit: str) -> None:
    assert inner_price(Decimal(1), unit) is None


@given(st.decimals("0.01", "10000", places=2), st.sampled_from(["wan_yuan/hm2", "yuan/mu", "wan_yuan/km", "wan_yuan"]))
def test_a_price_is_shown_as_it_was_entered(price: Decimal, unit: str) -> None:
    found = inner_price(price, unit)
    assert found is not None
    assert Decimal(shown_price(*found, unit).split()[0]) == price


def test_a_band_of_one_value_is_shown_once() -> None:
    assert shown_band(Decimal(3), Decimal(3), "yuan/m2", "yuan/mu") == "2000 元/亩"
    assert shown_band(Decimal(3), Decimal(6), "yuan/m2", "yuan/mu") == "2000 元/亩 – 4000 元/亩"


@pytest.mark.parametrize(
    ("measured", "price"), [("mu", "yuan/m2"), ("km", "yuan/m"), ("count", "yuan/count"), ("t", None)]
)
def test_the_unit_of_price_follows_the_measure(measured: str, price: str | None) -> None:
    assert price_unit_of(measured) == price
    assert price is None or price in INNER


def test_published_costs_are_prices_of_known_kinds() -> None:
    categories = load().vocabularies["subproject_category"]
    for sample in load_unit_costs():
        low, high, inner = band(sample)
        assert 0 < low <= high
        assert inner in INNER
        assert set(sample.categories) <= set(categories)
        assert sample.source


@pytest.mark.parametrize(
    ("text", "inner", "wanted"),
    [
        ("封育 50 公顷，投资 70 万元", "m2", [500_000]),
        ("封育 50 公顷，投资 70 万元", "yuan", [700_000]),
        ("1,096.02hm²，5.12亿元", "yuan", [512_000_000]),
        ("共７５０亩", "m2", [500_000]),
        ("河岸2千米", "m2", []),
        ("62个子项目", "m2", []),
        ("", "yuan", []),
    ],
)
def test_amounts_are_read_with_their_units(text: str, inner: str, wanted: list[int]) -> None:
    assert amounts_in(text, inner) == wanted


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    assert all(amount >= 0 for amount in amounts_in(text, "yuan"))


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (whole.cell("prices", "closure", unit="公顷"), {"INPUT-UNITMIX"}),
        (whole.cell("cases", "邻县坡面封育工程", unit="公顷"), {"CASE-UNIT"}),
        (whole.cell("cases", "邻县坡面封育工程", unit_price="0"), {"CASE-INCOMPLETE"}),
        (whole.cell("cases", "邻县坡面封育工程", unit_price=""), {"G2-CASE"}),
        (whole.no_table("fees"), {"FEE-GROUPS", "CARE-COUNTED", "FEE-CONTINGENCY"}),
        (whole.project("submitted", None), set()),
        (whole.project("parameters.case_price_factor", {"value": 0, "source": "县财政局"}), {"PRICE-CASE"}),
        (whole.project("parameters.unit_cost_factor", {"value": 0, "source": "县财政局"}), {"PRICE-SAMPLE"}),
        (whole.project("parameters.money_slip_factor", {"value": 0, "source": "县财政局"}), {"FUND-UNIT"}),
        (whole.project("parameters.funding_rules", {"value": 2024, "source": "县财政局"}), {"GRANT-VERSION"}),
    ],
)
def test_odd_input_is_told_and_breaks_nothing(
    edit: whole.Edit, wanted: set[str], county: Path, inspected: Path, tmp_path: Path
) -> None:
    root = whole.copied(county, tmp_path / "county")
    edit(root)
    assert wanted <= set(whole.codes_of(root, inspected))
