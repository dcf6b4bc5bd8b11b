"""Indices chained by hand, and which price a measure has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import REGION, at, make_plan, measure, price, unit_, work
from shanshui.plan import Plan, PriceIndex, UnitPrice, unit_price, unit_prices
from shanshui.plan.price_bands import price_bands
from shanshui.plan.price_levels import price_level
from shanshui.standard import Record

D = Decimal
YEARS = st.integers(2010, 2030)


def index(year: int, value: str, category: str = "", region: str = REGION, synthetic: bool = False) -> PriceIndex:
    return PriceIndex(category, region, year, D(value), synthetic, "统计年鉴", at("price_indices", 2))


CHAIN = (index(2019, "102"), index(2020, "105"), index(2021, "98"))


@pytest.mark.parametrize(
    ("told", "wanted", "factor"),
    [
        (2018, 2018, "1"),
        (2018, 2019, "1.02"),
        (2018, 2020, "1.071"),  # 1.02 x 1.05
        (2018, 2021, "1.04958"),  # 1.071 x 0.98
        (2020, 2021, "0.98"),
    ],
)
def test_a_chain_by_hand(told: int, wanted: int, factor: str) -> None:
    found = price_level(CHAIN, "planting", REGION, told, wanted)
    assert found.factor == D(factor)
    assert [row.year for row in found.indices] == list(range(told + 1, wanted + 1))


def test_a_later_price_is_brought_back() -> None:
    assert price_level([index(2020, "125")], "", REGION, 2020, 2019).factor == D("0.8")


def test_missing_years_are_named() -> None:
    found = price_level(CHAIN, "", REGION, 2016, 2022)
    assert (found.factor, found.missing) == (None, (2017, 2018, 2022))
    assert price_level(CHAIN, "", REGION, None, 2020).missing == ()
    assert price_level((), "", REGION, 2020, 2020).factor == 1


def test_the_index_of_the_category_and_then_of_the_nearest_region_counts() -> None:
    rows = (
        index(2020, "101", region=""),
        index(2020, "102", region="甲省"),
        index(2020, "103", region="丁省"),
        index(2020, "110", "planting", region=""),
        index(2020, "120", "farmland"),
    )
    assert price_level(rows, "planting", REGION, 2019, 2020).factor == D("1.1")
    assert price_level(rows, "habitat", REGION, 2019, 2020).factor == D("1.02")


@given(st.lists(st.decimals(60, 180, places=1), min_size=20, max_size=20), YEARS, YEARS, YEARS)
def test_a_chain_may_be_cut_anywhere(values: list[Decimal], one: int, two: int, three: int) -> None:
    rows = [index(year, str(value)) for year, value in enumerate(values, start=2011)]
    (a, b), c = sorted((one, two)), three
    whole, first, rest = (price_level(rows, "", REGION, *ends).factor for ends in ((a, b), (a, c), (c, b)))
    assert whole is not None
    assert first is not None
    assert rest is not None
    assert abs(whole - first * rest) < D("1e-20") * whole


def case(name: str, year: int | None, amount: str, unit: str = "wan_yuan/hm2", synthetic: bool = False) -> Record:
    values = {
        "name": name, "measure": "m", "year": year, "unit_price": D(amount), "unit": unit, "place": "邻县",
        "source": "竣工资料", "synthetic": synthetic,
    }  # fmt: skip
    return Record("cases", values, at("cases", 2))


def of(
    prices: tuple[str, ...] = (),
    cases: tuple[Record, ...] = (),
    library: str = "",
    unit: str = "hm2",
    indices: tuple[PriceIndex, ...] = (),
    **more: object,
) -> UnitPrice | None:
    plan = make_plan(
        [unit_("A")], (), [work("A1", "m", D(1), unit)], [replace(measure("m", unit), library=library)],
        [price("m", D(amount), "wan_yuan/hm2") for amount in prices], **more,
    )  # fmt: skip
    return unit_price(replace(plan, records=MappingProxyType({"cases": cases}), price_indices=indices), "m")


def test_own_price_then_case_then_library() -> None:
    cases = (case("旧", 2015, "3"), case("新", 2019, "4"))
    own, compared, borrowed = of(("2",), cases, "closure"), of((), cases, "closure"), of((), (), "closure")
    assert own is not None
    assert (own.kind, own.price, own.year, own.synthetic) == ("own", 2, 2020, False)
    assert compared is not None
    assert (compared.kind, compared.price, compared.year, compared.region) == ("case", 4, 2019, "邻县")
    assert compared.source == "新：竣工资料"
    assert borrowed is not None
    assert (borrowed.kind, borrowed.price, borrowed.unit, borrowed.year) == ("library", D("15.5"), "wan_yuan/km2", 2018)
    assert borrowed.synthetic  # it was paid elsewhere
    assert of() is None


def test_what_is_per_something_else_is_no_price() -> None:
    assert of((), (case("米", 2019, "4", "yuan/m"),)) is None
    assert of((), (case("米", 2019, "4", "yuan/m"),), "closure").kind == "library"  # type: ignore[union-attr]
    assert of((), (), "closure", "km") is None
    assert of((), (), "terrace") is None  # a published range is no price


def test_a_price_is_brought_to_the_price_year() -> None:
    found = of(("2",), indices=(index(2021, "110"), index(2022, "105", synthetic=True)), price_year=2022)
    assert found is not None
    assert (found.price, found.entered, found.level.factor) == (D("2.31"), 2, D("1.155"))
    assert found.synthetic  # the index is
    bare = of(("2",), indices=(index(2021, "110"),), price_year=2022)
    assert bare is not None
    assert (bare.price, bare.level.missing) == (2, (2022,))


def with_cases(plan: Plan, *cases: Record) -> Plan:
    return replace(plan, records=MappingProxyType({"cases": cases}))


def test_bands_hold_cases_at_the_same_level_and_samples() -> None:
    plan = with_cases(
        make_plan(
            [unit_("A")], (), [work("A1", "m", D(1), "hm2")], [replace(measure("m", "hm2"), name="封山育林")],
            [price("m", D("0.3"), "wan_yuan/hm2")],
        ),
        case("一", 2019, "0.2"), case("二", 2020, "0.5"), case("米", 2020, "9", "yuan/m"),
    )  # fmt: skip
    plan = replace(plan, price_indices=(index(2020, "110"),))
    (own,) = unit_prices(plan).values()
    cases, sample = price_bands(plan, own)
    assert (cases.kind, cases.low, cases.high, cases.unit) == ("case", D("0.22"), D("0.5"), "yuan/m2")
    assert (sample.kind, sample.low, sample.high, sample.factor) == ("sample", D("0.105"), D("0.225"), 5)
    assert cases.holds(D("1.5"))  # three times the most
    assert not cases.holds(D("1.51"))


def test_a_price_of_a_case_is_not_held_against_itself() -> None:
    plan = with_cases(
        make_plan([unit_("A")], (), [work("A1", "m", D(1), "hm2")], [measure("m", "hm2")]),
        case("一", 2018, "0.2"),
        case("二", 2020, "0.5"),
    )
    (own,) = unit_prices(plan).values()
    assert [(band.low, band.high) for band in price_bands(plan, own)] == [(D("0.2"), D("0.2"))]
