"""The project beside its upper plan: what is compared with what, and what tables S.8 and S.9 say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import make_plan, measure, sub, target, unit_, work, workspace
from finance.upper_rows import indicator, project, quantity, upper
from shanshui.finance import run
from shanshui.ledger import Facts, Quote, Table
from shanshui.plan import Plan, Work
from shanshui.plan.upper_plan import held_quantities, held_targets, outside, upper_projects
from shanshui.standard import load

STANDARD = load()


def planned(*works: Work, **tables: list[dict[str, Any]]) -> Plan:
    subs = (sub("A-1"), sub("A-2"), replace(sub("A-3"), upper_plan="新增：补齐缺口"))
    return upper(make_plan((unit_("A"),), subs, works, (measure("m", "hm2"),)), **tables)


def computed(plan: Plan) -> tuple[Facts, Mapping[str, Table]]:
    found = run(plan, workspace(), STANDARD)
    return Facts(found.facts), {table.id: table for table in found.tables}


def lines(table: Table, *columns: str) -> list[list[str]]:
    rows = range(len(table.rows))
    return [[cell.text if isinstance(cell := table.cell(row, c), Quote) else cell for c in columns] for row in rows]


@pytest.mark.parametrize(
    ("amounts", "asked", "unit", "verdict"),
    [
        (("60", "40"), "1", "km2", "fits"),
        (("60", "40.1"), "1", "km2", "quantity"),
        (("60", "40"), "1500", "mu", "fits"),
        (("60", "40"), "1499", "mu", "quantity"),
        (("60", "40"), "3", "km", "unlike"),
        (("4000", "666.67"), "7", "wan_mu", "fits"),
        (("4000", "668"), "7", "wan_mu", "quantity"),
    ],
)
def test_sub_projects_of_one_upper_project_are_added_up(
    amounts: tuple[str, str], asked: str, unit: str, verdict: str
) -> None:
    works = [work(f"A-{n}", "m", Decimal(amount), "hm2") for n, amount in enumerate(amounts, start=1)]
    tables = {"upper_projects": [project("P1", "A-1", "A-2")], "upper_quantities": [quantity("P1", asked, unit)]}
    (held,) = held_quantities(planned(*works, **tables))
    assert held.verdict == verdict


def test_a_sub_project_of_two_upper_projects_may_do_what_both_hold() -> None:
    rows = [quantity("P1", "60", "hm2"), quantity("P2", "40", "hm2")]
    tables = {"upper_projects": [project("P1", "A-1"), project("P2", "A-1")], "upper_quantities": rows}
    held = held_quantities(planned(work("A-1", "m", Decimal(100), "hm2"), **tables))
    assert [one.verdict for one in held] == ["fits", "fits"]
    held = held_quantities(planned(work("A-1", "m", Decimal(101), "hm2"), **tables))
    assert [one.verdict for one in held] == ["quantity", "quantity"]


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([quantity("P1", "90", "hm2", note="约至100")], "fits"),
        ([quantity("P1", "90", "hm2", note="≥")], "fits"),
        ([quantity("P1", "90", "hm2", note="约")], "quantity"),
        ([quantity("P1", "90", "hm2", total=True), quantity("P1", "40", "hm2"), quantity("P1", "60", "hm2")], "fits"),
        ([quantity("P1", "100", "hm2", total=True)], "fits"),
    ],
)
def test_ranges_least_amounts_and_totals(rows: list[dict[str, Any]], verdict: str) -> None:
    plan = planned(work("A-1", "m", Decimal(100), "hm2"), upper_projects=[project("P1", "A-1")], upper_quantities=rows)
    assert [one.verdict for one in held_quantities(plan)] == [verdict]


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (((2021, 2025),), None),
        (((2022, 2025),), (2022, 2025)),
        (((2016, 2022), (2023, 2030)), None),
        (((2016, 2024),), (2016, 2024)),
        (((None, 2025),), None),
        (((2022, None), (None, 2025)), None),
    ],
)
def test_years_of_all_upper_projects_together(years: Any, found: Any) -> None:
    rows = [project(f"P{n}", "A-1", first=first, last=last) for n, (first, last) in enumerate(years)]
    assert outside(sub("A-1"), upper_projects(planned(upper_projects=rows))) == found


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (indicator(Decimal(64), "%", 2025, "031"), "meets"),
        (indicator(Decimal("64.5"), "%", 2025, "031"), "low"),
        (indicator(Decimal("0.64"), "", 2025, "031"), "meets"),
        (indicator(Decimal(64), "公顷", 2025, "031"), "unlike"),
        (indicator("保持稳定", "%", 2025, "031"), "words"),
        (indicator(Decimal(70), "%", 2030, "031"), "early"),
        (indicator(Decimal(60), "%", 2030, "031"), "meets"),
        (indicator(Decimal(60), "%", 2023, "031"), "late"),
        (indicator(Decimal(60), "%", None, "031"), "meets"),
        (indicator(Decimal(1500), "t/(km2*a)", 2025, "051"), "low"),
        (indicator(Decimal(1700), "t/(km2*a)", 2025, "051"), "meets"),
        (indicator(Decimal(50), "亩", 2025, "forest_new"), "part"),
        (indicator(Decimal(2), "hm2", 2025, "封育治理面积", cumulative=True), "part"),
        (indicator(Decimal(2), "hm2", 2025, "封育治理面积"), "low"),
        (indicator(Decimal(1), "km2", 2025, "封育治理面积"), "low"),
        (indicator(Decimal("14.999"), "亩", 2025, "封育治理面积"), "meets"),
        (indicator(Decimal(2), "1", 2025, "某指数"), "words"),
        (indicator(Decimal(2), "1", 2025, "不在目标表"), "unlinked"),
    ],
)
def test_a_target_is_held_against_the_one_asked_for(asked: dict[str, Any], verdict: str) -> None:
    targets = (
        target("scope", "031", Decimal(64), unit="%"),
        target("scope", "051", Decimal(1600), unit="t/(km2*a)"),
        target("scope", "forest_new", Decimal(3), unit="hm2"),
        target("scope", "封育治理面积", Decimal(1), unit="hm2"),
        target("scope", "某指数", Decimal(1), unit="1"),
    )
    plan = replace(planned(upper_indicators=[asked]), targets=targets)
    assert [one.verdict for one in held_targets(plan, STANDARD)] == [verdict]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_what_is_enough_in_one_unit_is_enough_in_another(own: int, asked: int) -> None:
    verdicts = set()
    for unit, factor in (("hm2", 1), ("m2", 10_000), ("km2", Decimal("0.01"))):
        rows = [indicator(asked * Decimal(factor), unit, 2025, "水域面积保有量")]
        targets = (target("scope", "水域面积保有量", Decimal(own), unit="hm2"),)
        plan = replace(planned(upper_indicators=rows), targets=targets)
        verdicts |= {one.verdict for one in held_targets(plan, STANDARD)}
    assert verdicts == {"meets" if own >= asked else "low"}


def test_tables_say_what_was_compared_and_walk_back_to_the_words() -> None:
    plan = planned(
        work("A-1", "m", Decimal(100), "hm2"),
        upper_projects=[project("P1", "A-1", last=2024)],
        upper_quantities=[quantity("P1", "1350", "mu")],
        upper_indicators=[indicator(Decimal(65), "%", 2025, "031"), indicator("保持稳定", "", 2025, "")],
    )
    facts, tables = computed(replace(plan, targets=(target("scope", "031", Decimal(64), unit="%"),)))
    assert lines(tables["S.8"], "subproject", "upper", "upper_years", "own", "asked", "verdict") == [
        ["甲省乙县A-1修复项目", "P1工程", "2021—2024", "1500", "1350", "工程量多于上位规划；期限超出上位规划"],
        ["甲省乙县A-2修复项目", "", "", "", "", "没有对应"],
        ["甲省乙县A-3修复项目", "新增：补齐缺口", "", "", "", "新增，已说明"],
    ]
    assert lines(tables["S.9"], "asked", "target", "own", "verdict") == [
        ["65", "森林覆盖率", "64", "未达到"],
        ["保持稳定", "", "", "没有对应"],
    ]
    assert [facts.number(f"scope.upper.{key}") for key in ("linked", "exceeding", "targets", "met")] == [1, 1, 2, 0]
    assert facts["upper_quantity:2.asked"].source == "上位规划（示例） 第 7 页 “原话”"
    assert set(facts["subproject:A-1.upper.row2.row2.verdict"].inputs) == {
        "upper_quantity:2.asked", "subproject:A-1.upper.row2.row2.own",
    }  # fmt: skip
    assert facts["subproject:A-1.upper.row2.row2.own"].inputs == ("subproject:A-1.work.2.quantity",)


def test_without_an_upper_plan_there_is_neither_table_nor_fact() -> None:
    facts, tables = computed(planned())
    assert not {"S.8", "S.9"} & set(tables)
    assert not [key for key in facts if "upper" in key]
