"""Table G.2: lines by measure, their investment per unit, and the case beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import at, make_plan, measure, price, sub, unit_, work, workspace
from finance.test_stage import EARLIER, STANDARD, result, small, table, text
from shanshui.finance import run
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.table_g2 import lines_of
from shanshui.finance.schedule.performance import achievements
from shanshui.ledger import Quote
from shanshui.plan import Plan
from shanshui.plan.cases import comparable
from shanshui.standard import Record

D = Decimal


def case(measure_: str, name: str, year: int | None, amount: str | None, unit: str) -> Record:
    values = {
        "name": name, "measure": measure_, "year": year, "unit_price": None if amount is None else D(amount),
        "unit": unit, "synthetic": None, "source": "竣工资料",
    }  # fmt: skip
    return Record("cases", values, at("cases", 2))


def with_cases(plan: Plan, *cases: Record) -> Plan:
    return replace(plan, records=MappingProxyType({"cases": cases}))


def test_hand_computed_lines() -> None:
    plan = with_cases(small(), case("trees", "邻县造林", 2018, "1200", "yuan/mu"))
    found = table(result(plan), "G.2")
    assert [text(found, n, "measures") for n in range(3)] == ["trees措施", "banks措施", "trees措施"]
    assert [text(found, n, "quantity") for n in range(3)] == ["50.00", "2.00", "20.00"]
    assert [text(found, n, "unit_investment") for n in range(3)] == ["1.50", "30.00", "1.50"]  # 1000 yuan/mu
    assert [text(found, n, "case_name") for n in range(3)] == ["邻县造林", "—", "邻县造林"]
    assert text(found, 0, "case_unit_investment") == "1.80"
    assert found.cell(0, "unit_investment") == Quote(
        "subproject:A1.line.2.unit_investment", D("1.50"), "wan_yuan/hm2", 2
    )


def test_works_of_one_measure_make_one_line() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A1")],
        [work("A1", "x", D(3), "hm2", year=2021, row=2), work("A1", "x", D(4), "hm2", year=2022, row=3)],
        [measure("x", "hm2")],
        [price("x", D(2), "wan_yuan/hm2")],
    )
    found = table(run(plan, workspace(EARLIER), STANDARD), "G.2")
    assert [(text(found, n, "quantity"), text(found, n, "unit_investment")) for n in range(len(found.rows))] == [
        ("7.00", "2.00")
    ]


def test_a_line_without_a_price_has_no_investment() -> None:
    plan = make_plan([unit_("A")], [sub("A1")], [work("A1", "x", D(3), "count")], [measure("x", "count")])
    done = run(plan, workspace(EARLIER), STANDARD)
    assert text(table(done, "G.2"), 0, "quantity") == "3"
    assert text(table(done, "G.2"), 0, "unit_investment") == "—"
    fact = next(f for f in done.facts if f.id == "subproject:A1.line.2.unit_investment")
    assert fact.value is None
    assert fact.reason


def test_a_sub_project_without_works_has_a_row() -> None:
    found = table(run(make_plan([unit_("A")], [sub("A1")]), workspace(EARLIER), STANDARD), "G.2")
    assert len(found.rows) == 1
    assert text(found, 0, "quantity") == "—"


def test_the_case_is_the_latest_approved() -> None:
    cases = (
        case("x", "旧", 2015, "1", "yuan/m"),
        case("x", "新", 2019, "2", "yuan/m"),
        case("x", "同年", 2019, "3", "yuan/m"),
        case("x", "无价", 2020, None, "yuan/m"),
        case("y", "无年份", None, "4", "yuan/m"),
    )
    assert {key: record.text("name") for key, record in comparable(cases).items()} == {"x": "新", "y": "无年份"}


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy"), st.integers(1, 10**6)), min_size=1, max_size=8)
)
@settings(max_examples=60, deadline=None)
def test_lines_add_up_to_the_scale_of_the_indicator(rows: list[tuple[str, str, int]]) -> None:
    plan = make_plan(
        [unit_("U")],
        [sub(code, "U") for code in "ABC"],
        [work(code, m, D(q) / 7, "mu", "forest_new", row=n) for n, (code, m, q) in enumerate(rows, start=2)],
        [measure("x", "hm2"), measure("y", "hm2")],
        [price("x", D(1), "yuan/m2"), price("y", D(2), "yuan/m2")],
    )
    works, _ = cost_works(plan)
    achieved, _ = achievements(plan, works, STANDARD.performance)
    lines = lines_of(plan, works, achieved)
    assert len({line.stem for line in lines}) == len(lines)
    for code in {line.subproject for line in lines}:
        own = [line.quantity or D(0) for line in lines if line.subproject == code]
        assert sum(own) == achieved["forest_new"].of(code)
    assert abs(sum(line.cost or D(0) for line in lines) - sum(item.cost or D(0) for item in works)) < D("1e-9")
