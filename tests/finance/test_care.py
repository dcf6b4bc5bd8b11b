"""Care of the sub-projects over their care years, and what of it stands in table G.1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import at, fee, make_plan, measure, price, sub, unit_, work
from finance.test_stage import STANDARD, result, table, text, value
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.finance.whole import WAN
from shanshui.plan import Fee, Plan
from shanshui.plan.care import care_of
from shanshui.standard import Record

D = Decimal


def care(code: str, cost: str | None, years: int | None = 3) -> Record:
    cost_ = None if cost is None else D(cost)
    values = {"subproject": code, "years": years, "cost": cost_, "synthetic": False}
    return Record("aftercare", values, at("aftercare", 2))


def priced(code: str, amount: str) -> Record:
    return Record("measures", {"code": code, "care_cost": D(amount)}, at("measures", 2))


def county(areas: dict[str, str], cares: Iterable[Record] = (), prices: Iterable[Record] = (), *fees: Fee) -> Plan:
    """One measure at 1 万元/hm²; a sub-project's unit is the first letter of its code."""
    works = [work(code, "m", D(area), "hm2", row=n) for n, (code, area) in enumerate(areas.items(), start=2)]
    plan = make_plan(
        [unit_(u) for u in dict.fromkeys(code[0] for code in areas)],
        [sub(code, code[0]) for code in areas],
        works,
        [measure("m", "hm2")],
        [price("m", D(1), "wan_yuan/hm2")],
        fees,
    )
    return replace(plan, records=MappingProxyType({"aftercare": tuple(cares), "measures": tuple(prices)}))


def of(plan: Plan) -> Estimate:
    return estimate(plan, cost_works(plan)[0])


def test_the_cost_entered_comes_before_prices_of_care() -> None:
    plan = county({"A1": "100", "A2": "200"}, [care("A1", "1.5", 2)], [priced("m", "75")])
    found = care_of(plan)
    assert (found["A1"].yearly, found["A1"].years, found["A1"].told) == (15_000, 2, "entered")
    assert (found["A2"].yearly, found["A2"].years, found["A2"].told) == (15_000, 3, "price")  # the project's years
    assert found["A2"].total == 45_000


def test_care_that_no_fee_names_stands_in_line_two() -> None:
    plan = county({"A1": "100", "B1": "300"}, [care("A1", "1.2"), care("B1", "0.4")])
    found = of(replace(plan, fees=(replace(fee("a", "monitoring", rate=D(1)), name="监测费"),)))
    assert found.care.counted
    assert found.care.amounts == {"A1": 4 * WAN, "B1": 1 * WAN}  # 3.6 and 1.2 are 4.8: 5
    assert found.groups["monitoring"] == 9 * WAN  # 4 of the fee
    assert found.total == {"A1": 105 * WAN, "B1": 304 * WAN}  # own care, and a share of the fee
    assert found.scope_total == 409 * WAN


def test_a_fee_that_names_care_holds_it() -> None:
    plan = county({"A1": "100"}, [care("A1", "1.2")], (), replace(fee("a", "monitoring", amount=D(2)), name="管护费"))
    found = of(plan)
    assert not found.care.counted
    assert found.groups["monitoring"] == 2 * WAN
    assert found.scope_total == 102 * WAN


def test_a_fee_for_care_without_an_amount_takes_it_from_the_care() -> None:
    plan = county({"A1": "100"}, [care("A1", "1.2")], (), replace(fee("a", "monitoring"), name="管护费"))
    found = of(plan)
    assert (found.fees[0].origin, found.fees[0].amount) == ("care", 4 * WAN)
    assert found.groups["monitoring"] == 4 * WAN
    assert found.total == {"A1": 104 * WAN}


def test_nobody_tells_what_care_costs() -> None:
    found = of(county({"A1": "100"}, [care("A1", None)]))
    assert found.care.total is None
    assert not found.care.counted
    assert found.groups["monitoring"] is None


def test_facts_of_care() -> None:
    plan = county({"A1": "100", "A2": "50", "B1": "30"}, [care("A1", "1.2")], [priced("m", "1000")])
    found = result(plan)
    assert [value(found, f"{s}.cost.care") for s in ("subproject:A2", "unit:A", "unit:B", "scope")] == [
        150_000, 190_000, 90_000, 280_000,
    ]  # fmt: skip
    assert value(found, "scope.cost.care.counted") == value(found, "scope.cost.monitoring") == 280_000
    g1 = table(found, "G.1")
    assert [text(g1, n, "amount") for n in range(5)] == ["180", "28", "—", "—", "208"]
    assert STANDARD.label("finance.reason.no_care")


@pytest.mark.parametrize("left_out", ["km", "count"])
def test_works_without_an_area_are_counted_as_left_out(left_out: str) -> None:
    plan = county({"A1": "10"}, (), [priced("m", "100"), priced("x", "100")])
    plan = replace(plan, works=(*plan.works, work("A1", "x", D(2), left_out, row=9)))
    found = care_of(plan)["A1"]
    assert (found.yearly, found.left_out) == (1000, 1)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.integers(0, 9)).map(lambda t: f"{t[0]}{t[1]}"),
        st.tuples(st.decimals(0, 9999, places=2), st.none() | st.decimals(0, 99, places=2)),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(["监测费", "管护费"]),
    st.none() | st.decimals(0, 5, places=2),
)
def test_any_estimate_with_care_closes(
    rows: dict[str, tuple[Decimal, Decimal | None]], name: str, rate: Decimal | None
) -> None:
    cares = [care(code, None if cost is None else str(cost)) for code, (_, cost) in rows.items()]
    fees = (replace(fee("a", "monitoring", rate=rate), name=name), fee("b", "supervision", rate=D(2)))
    found = of(county({code: str(area) for code, (area, _) in rows.items()}, cares, (), *fees))
    totals = [amount for amount in found.total.values() if amount is not None]
    assert sum(totals) == found.scope_total
    assert found.scope_total == (found.scope_construction or 0) + sum(a or 0 for a in found.groups.values())
    assert all(amount % WAN == 0 for amount in totals)
    assert (found.care.total or 0) == sum(found.care.amounts.values())
