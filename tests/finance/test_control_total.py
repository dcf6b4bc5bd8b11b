"""The control total item by item: hand-computed cases, and what always closes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import REGION, at, make_plan, measure, price, sub, unit_
from shanshui.finance.book import Book
from shanshui.finance.estimate.control_total import account_of, control_facts
from shanshui.finance.estimate.table_s5 import tables_s5
from shanshui.ledger import Fact, Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.plan.money import ControlItem
from shanshui.quantity import convert
from shanshui.standard import load

STANDARD = load()
WAN = 10_000


def item(code: str, *subprojects: str, row: int = 2, **more: object) -> ControlItem:
    fields = {"amount": None, "measure": "", "quantity": None, "unit": "", "reason": "", "synthetic": False}
    return ControlItem(
        code, f"项目{code}", subprojects, source="规划", place=at("control_items", row), **(fields | more)
    )


def planned(*items: ControlItem, control: int | None = 1000, subs: str = "AB") -> Plan:
    plan = make_plan(
        units=(unit_("A"),),
        subprojects=[sub(code) for code in subs],
        measures=(measure("closure", "hm2"), measure("pond", "count")),
        prices=(price("closure", Decimal(1500), "yuan/hm2"), price("pond", Decimal(20), "wan_yuan/count", REGION)),
        control_total=None if control is None else Decimal(control * WAN),
    )
    return replace(plan, control_items=items)


def costs(**totals: int) -> Facts:
    return Facts(
        Fact(f"subproject:{code}.cost.total", Decimal(amount * WAN), "yuan") for code, amount in totals.items()
    )


def told(plan: Plan, totals: Facts) -> dict[str, Decimal | None]:
    """Facts in 万元, without their common beginning."""
    found = control_facts(account_of(plan, totals), STANDARD.label)
    return {
        fact.id.removeprefix("scope.control."): fact.value if fact.unit == "1" else in_wan(fact.value) for fact in found
    }


def in_wan(value: Decimal | str | None) -> Decimal | None:
    assert not isinstance(value, str)
    return None if value is None else convert(value, "yuan", "wan_yuan")


def test_an_item_takes_the_cost_of_its_subprojects_and_the_rest_stays_unexplained() -> None:
    found = told(planned(item("K-1", "A", "B"), item("K-2", amount=Decimal(200))), costs(A=300, B=100))
    assert found["K_1.included"] == 400
    assert found["K_1.reckoned"] is None
    assert found["K_2.published"] == found["K_2.left_out"] == 200
    assert "K_2.included" not in found
    assert (found["included"], found["left_out"], found["explained"], found["unexplained"]) == (400, 200, 600, 400)
    assert found["beyond"] == 0
    assert found["share"] == Decimal("0.6")


def test_quantities_are_reckoned_at_the_projects_prices_over_all_rows_of_an_item() -> None:
    rows = (
        item("K-1", measure="closure", quantity=Decimal("13.47"), unit="km2"),  # 1347 hm² at 1500 yuan: 202.05
        item("K-1", measure="pond", quantity=Decimal(5), unit="count", row=3),  # 5 at 20: 100
        item("K-1", quantity=Decimal("0.76"), unit="km", row=4),  # no measure, no price
    )
    found = told(planned(*rows), costs(A=300))
    assert found["K_1.reckoned"] == found["K_1.left_out"] == 302
    facts = {fact.id: fact for fact in control_facts(account_of(planned(*rows), costs()), STANDARD.label)}
    assert "1" in facts["scope.control.K_1.reckoned"].reason
    assert facts["scope.control.K_1.reckoned"].inputs == ("table:control_items", "table:prices")


def test_a_price_of_the_estimate_goes_before_the_one_entered() -> None:
    used = Facts([Fact("measure:closure.price", Decimal("0.3"), "yuan/m2")])  # twice what was entered
    found = told(planned(item("K-1", measure="closure", quantity=Decimal(1000), unit="mu")), used)
    assert found["K_1.reckoned"] == 20  # 666 666.67 m² at 0.3 yuan


def test_a_subproject_of_two_items_is_divided_by_what_they_are_reckoned_at() -> None:
    rows = (
        item("K-1", "A", measure="pond", quantity=Decimal(30), unit="count"),
        item("K-2", "A", measure="pond", quantity=Decimal(10), unit="count"),
        item("K-3", "A"),
    )
    found = told(planned(*rows), costs(A=401, B=99))
    assert [found[f"K_{n}.included"] for n in (1, 2, 3)] == [301, 100, 0]  # 300.75, 100.25, nothing
    assert found["beyond"] == 99
    assert found["unexplained"] == 599


def test_where_nothing_is_reckoned_the_parts_are_equal() -> None:
    found = told(planned(item("K-1", "A"), item("K-2", "A")), costs(A=401))
    assert [found["K_1.included"], found["K_2.included"]] == [201, 200]


def test_more_explained_than_published_is_below_zero() -> None:
    assert told(planned(item("K-1", "A"), control=250), costs(A=300))["unexplained"] == -50


def test_without_a_control_total_there_is_no_rest_and_a_reason() -> None:
    facts = {f.id: f for f in control_facts(account_of(planned(item("K-1", "A"), control=None), costs(A=1)), str)}
    for key in ("unexplained", "share"):
        assert facts[f"scope.control.{key}"].value is None
        assert facts[f"scope.control.{key}"].reason == "finance.reason.no_control_total"


def test_what_nobody_knows_is_nothing_and_not_zero() -> None:
    found = told(planned(item("K-1", "A"), item("K-2"), item("K-3", "X")), costs())
    assert [found["K_1.included"], found["K_2.left_out"], found["K_3.included"]] == [None, None, None]
    assert [found["included"], found["left_out"]] == [None, None]


@pytest.mark.parametrize(
    ("unit", "measure"), [("km", "closure"), ("", "closure"), ("hm2", "unknown")], ids=["length", "none", "measure"]
)
def test_a_quantity_that_no_price_fits_is_not_reckoned(unit: str, measure: str) -> None:
    found = told(planned(item("K-1", measure=measure, quantity=Decimal(5), unit=unit)), costs())
    assert found["K_1.reckoned"] is None


def test_codes_that_an_id_cannot_hold_give_way_to_their_row() -> None:
    found = told(
        planned(item("廊道", amount=Decimal(1)), item("a-1", row=3, amount=Decimal(2)), item("a_1", row=4)), costs()
    )
    assert [found[key] for key in ("row2.published", "row3.published", "row4.left_out")] == [1, 2, None]


def test_no_items_no_facts_and_no_table() -> None:
    assert account_of(planned(), costs(A=1)) is None
    assert list(control_facts(None, STANDARD.label)) == []


def table_of(plan: Plan, totals: Facts) -> Table:
    account = account_of(plan, totals)
    control = Fact("scope.cost.control_total", plan.project.control_total, "yuan")
    own = Facts([*totals.values(), control, *control_facts(account, STANDARD.label)])
    (table,) = tables_s5(Book(plan, STANDARD, own, Facts()), account)
    return table


amounts = st.one_of(st.none(), st.decimals(0, 5000, places=2))
subsets = st.lists(st.sampled_from("ABCD"), unique=True, max_size=3)


@given(st.lists(st.tuples(subsets, amounts, amounts), min_size=1, max_size=6), st.tuples(*[st.integers(0, 9999)] * 4))
def test_all_of_it_closes_in_whole_wan(
    entered: list[tuple[list[str], Decimal | None, Decimal | None]], totals: tuple[int, int, int, int]
) -> None:
    rows = [
        item(f"K-{n}", *subs, amount=amount, measure="pond" if quantity is not None else "", quantity=quantity,
             unit="count" if quantity is not None else "", row=n)
        for n, (subs, amount, quantity) in enumerate(entered, start=2)
    ]  # fmt: skip
    plan, known = planned(*rows, subs="ABCD"), costs(**dict(zip("ABCD", totals, strict=True)))
    account = account_of(plan, known)
    assert account is not None
    parts = [line.counted for line in account.lines if line.counted is not None]
    assert all(part % WAN == 0 for part in parts)
    assert sum(parts, Decimal(0)) == account.explained
    assert account.explained + (account.unexplained or 0) == account.control == 1000 * WAN
    assert (account.included or 0) + account.beyond == sum(totals) * WAN
    table = table_of(plan, known)
    counted = [table.cell(n, "counted") for n in range(len(rows) + 2)] if parts else []
    assert all(cell.formula for cell in counted if isinstance(cell, Quote) and cell.value is not None)
