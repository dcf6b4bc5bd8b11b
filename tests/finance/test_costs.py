from decimal import Decimal

import pytest

from finance.plans import REGION, at, make_plan, measure, price, sub, unit_, work
from shanshui.finance.estimate.costs import cost_works
from shanshui.plan import Plan, Price, Work, applicable_price, cost_of
from shanshui.quantity import inner_unit

D = Decimal


def plan_of(works: list[Work], prices: list[Price]) -> Plan:
    return make_plan([unit_("A")], [sub("A1")], works, [measure("m", "hm2"), measure("n", "km")], prices)


@pytest.mark.parametrize(
    ("quantity", "unit", "amount", "price_unit", "cost"),
    [
        ("2", "hm2", "1500", "yuan/mu", "45000"),
        ("30", "mu", "22500", "yuan/hm2", "45000"),
        ("0.02", "km2", "4.5", "wan_yuan/hm2", "90000"),
        ("0.62", "km", "400", "yuan/m", "248000"),
        ("9", "count", "200", "wan_yuan/count", "18000000"),
        ("1", "count", "500", "wan_yuan", "5000000"),
        ("0", "hm2", "1500", "yuan/mu", "0"),
    ],
)
def test_units_of_quantity_and_price_may_differ(
    quantity: str, unit: str, amount: str, price_unit: str, cost: str
) -> None:
    assert cost_of(D(quantity), unit, D(amount), price_unit) == D(cost)


def test_inner_units() -> None:
    assert [inner_unit(u) for u in ("mu", "wan_mu", "km", "count", "m3", "yuan")] == [
        "m2", "m2", "m", "count", "m3", "yuan",
    ]  # fmt: skip


def test_a_missing_price_is_said_once_per_measure() -> None:
    works, findings = cost_works(
        plan_of([work("A1", "m", D(1), "hm2", row=2), work("A1", "m", D(2), "hm2", row=3)], [])
    )
    assert [w.cost for w in works] == [None, None]
    (found,) = findings
    assert found.code == "PRICE-MISSING"
    assert found.place == at("works", 2).__class__("tables/works.csv", "works", 2, "measure")
    assert found.facts == ("subproject:A1.work.2.cost", "subproject:A1.work.3.cost")


def test_a_price_of_another_kind_is_a_finding_at_the_work() -> None:
    works, findings = cost_works(plan_of([work("A1", "n", D(1), "km", row=7)], [price("n", D(9), "yuan/hm2")]))
    assert works[0].cost is None
    (found,) = findings
    assert (found.code, found.got, found.want) == ("INPUT-UNITMIX", "千米", "公顷")
    assert (found.place.sheet, found.place.row, found.place.column) == ("works", 7, "unit")


def test_a_work_without_quantity_has_no_cost_and_no_second_finding() -> None:
    works, findings = cost_works(plan_of([work("A1", "m", None, "hm2")], [price("m", D(9), "yuan/hm2")]))
    assert works[0].cost is None
    assert works[0].quantity is None
    assert not findings


def test_the_nearest_region_and_latest_year_win() -> None:
    everywhere = price("m", D(1), "yuan/hm2", region="", year=2024)
    province = price("m", D(2), "yuan/hm2", region="甲省", year=2019)
    older, newer = (price("m", D(n), "yuan/hm2", year=y) for n, y in ((3, 2019), (4, 2020)))
    elsewhere = price("m", D(5), "yuan/hm2", region="丁省", year=2025)
    unknown = price("m", None, "yuan/hm2", year=2026)
    assert applicable_price([everywhere, province, elsewhere], REGION) == province
    assert applicable_price([everywhere, older, newer, unknown], REGION) == newer
    assert applicable_price([elsewhere], REGION) is None
