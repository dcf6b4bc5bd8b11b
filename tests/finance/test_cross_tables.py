"""Table S.2 and the facts by mode, problem, township, department and category."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import fee, make_plan, measure, price, sub, unit_, work, workspace
from shanshui.finance import run
from shanshui.finance.schedule.dividing import Division, split
from shanshui.ledger import Basis, Fact, Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import load

STANDARD = load()
WAN = 10000


def plan() -> Plan:
    """A has two modes, two problems and two townships, B is plain; 万元 a hectare each, fees of 10 %."""
    subs = [
        replace(sub("A1", "A", 2021, 2022), problems=("soil_erosion", "water_pollution"), department="water"),
        replace(sub("B1", "B", 2021, 2022), problems=("soil_erosion",), townships=("T1",), department="forestry"),
    ]
    works = [
        work("A1", "terrace", Decimal(60), "hm2", "farmland_restored", year=2021, row=2),
        replace(work("A1", "dam", Decimal(40), "hm2", "", year=2022, row=3), mode="reconstruction"),
        work("B1", "terrace", Decimal(20), "hm2", "farmland_restored", row=4),
    ]
    return make_plan(
        units=[unit_("A"), unit_("B")],
        subprojects=subs,
        works=works,
        measures=[replace(measure("terrace", "hm2"), library="坡改梯"), measure("dam", "hm2")],
        prices=[price(kind, Decimal(1), "wan_yuan/hm2") for kind in ("terrace", "dam")],
        fees=[fee("design", "preparation", Decimal(10))],
        years=(2021, 2022),
    )


@pytest.fixture(scope="module")
def done() -> StageResult:
    towns = [Fact("subproject:A1.townships", "T1、T2", "1", Basis.MEASURED, "layer", "measured", "5.3.2.3")]
    names = [Fact("township:T1.name", "东镇", "1", Basis.MEASURED, "layer", "measured", "5.3.2.3")]
    return run(plan(), workspace(Facts([*towns, *names])), STANDARD)


def money(result: StageResult, subject: str, attribute: str) -> dict[str, Decimal]:
    """Amounts of an attribute [万元] by what comes after the subject's kind."""
    found = {f.id: f for f in result.facts if f.id.startswith(f"{subject}:") and f.id.endswith(f".{attribute}")}
    stem = f"{subject}:"
    return {
        key.removeprefix(stem).partition(".")[0]: fact.value / WAN
        for key, fact in found.items()
        if isinstance(fact.value, Decimal)
    }


def test_modes_take_the_money_of_their_works_in_their_years(done: StageResult) -> None:
    assert money(done, "mode", "cost.construction") == {"assisted_regeneration": 80, "reconstruction": 40}
    assert money(done, "mode", "cost.total") == {"assisted_regeneration": 88, "reconstruction": 44}
    assert money(done, "mode", "cost.total@2021") == {"assisted_regeneration": 77, "reconstruction": 0}
    assert money(done, "mode", "cost.total@2022") == {"assisted_regeneration": 11, "reconstruction": 44}


def test_problems_take_what_their_measures_are_for(done: StageResult) -> None:
    """The library has terraces against erosion, and knows no dam: its money is divided evenly."""
    assert money(done, "problem", "cost.construction") == {"soil_erosion": 100, "water_pollution": 20}
    fact = next(f for f in done.facts if f.id == "problem:soil_erosion.cost.construction")
    assert (fact.low, fact.high) == (80 * WAN, 120 * WAN)


def test_townships_share_evenly_and_say_so_by_their_interval(done: StageResult) -> None:
    assert money(done, "township", "cost.construction") == {"T1": 70, "T2": 50}
    ends = {f.id: (f.low, f.high) for f in done.facts if f.id.endswith("cost.construction") and "township" in f.id}
    assert ends["township:T1.cost.construction"] == (20 * WAN, 120 * WAN)
    assert ends["township:T2.cost.construction"] == (0, 100 * WAN)
    inputs = next(f.inputs for f in done.facts if f.id == "township:T2.cost.total")
    assert inputs == ("subproject:A1.cost.total", "subproject:A1.townships")


def test_quantities_follow_the_same_division(done: StageResult) -> None:
    found = {f.id: f.value for f in done.facts if ".performance.farmland_restored" in f.id}
    assert found["problem:soil_erosion.performance.farmland_restored"] == 80 * WAN
    assert "problem:water_pollution.performance.farmland_restored" not in found
    assert found["township:T2.performance.farmland_restored"] == 30 * WAN
    assert found["department:water.performance.farmland_restored@2021"] == 60 * WAN
    assert found["mode:assisted_regeneration.performance.farmland_restored@2022"] == 10 * WAN


def test_what_nobody_entered_has_a_line_of_its_own() -> None:
    bare = make_plan(
        [unit_("A")],
        [sub("A1", "A", 2021, 2021)],
        [replace(work("A1", "m", Decimal(3), "hm2"), mode="")],
        [measure("m", "hm2")],
        [price("m", Decimal(1), "wan_yuan/hm2")],
        years=(2021, 2021),
    )
    found = run(bare, workspace(), STANDARD)
    for dimension in ("mode", "problem", "township", "department"):
        assert money(found, dimension, "cost.total") == {"unstated": 3}
    assert "未填写" in texts(table(found), "name")


def test_a_mode_without_any_cost_has_none_and_says_why() -> None:
    whole = plan()
    found = run(replace(whole, prices=whole.prices[:1]), workspace(), STANDARD)
    missing = next(f for f in found.facts if f.id == "mode:reconstruction.cost.total")
    partial = next(f for f in found.facts if f.id == "department:water.cost.total")
    assert missing.value is None
    assert missing.reason
    assert (partial.value, bool(partial.reason)) == (66 * WAN, True)


def table(result: StageResult) -> Table:
    return next(t for t in result.tables if t.id == "S.2")


def texts(found: Table, column: str) -> list[str]:
    cells = [found.cell(number, column) for number in range(len(found.rows))]
    return [cell.text if isinstance(cell, Quote) else cell for cell in cells]


def test_table_has_a_block_for_each_dimension(done: StageResult) -> None:
    found = table(done)
    assert found.columns[-2:] == ("year_amount@2021", "year_amount@2022")
    ends = [number for number, row in enumerate(found.rows) if row.kind == "subtotal"]
    labels = dict.fromkeys(texts(found, "dimension"))
    assert list(labels) == ["保护修复单元", "保护修复模式", "生态问题", "乡镇", "主管部门", "项目类别"]
    assert {texts(found, "total")[number] for number in ends} == {"132"}
    assert texts(found, "name")[3:6] == ["辅助再生", "生态重建", "合计"]
    assert texts(found, "share")[3:6] == ["66.67", "33.33", "100.00"]
    assert texts(found, "name")[9:11] == ["东镇", "T2"]


@given(st.integers(-50, 10**9), st.lists(st.decimals(0, 10**6, places=3), min_size=1, max_size=6))
def test_split_gives_all_and_within_one_of_the_share(amount: int, weights: list[Decimal]) -> None:
    named = {str(number): weight for number, weight in enumerate(weights)}
    parts, whole = split(amount, named), sum(weights)
    assert sum(parts.values()) == amount
    for value, weight in named.items():
        if whole:
            assert abs(parts[value] - amount * weight / whole) <= 1 + abs(amount) / Decimal(10**12)
            assert weight or not parts[value] or len(parts) == 1


@settings(max_examples=40)
@given(st.data())
def test_a_division_closes_values_and_years(data: st.DataObject) -> None:
    years = data.draw(st.integers(0, 4))
    division, wholes = Division(years), []
    weight = st.decimals(0, 100, places=2)
    columns = [0] * years
    for _ in range(data.draw(st.integers(1, 5))):
        by_year = data.draw(st.lists(st.integers(0, 99), min_size=years, max_size=years))
        wholes.append(sum(by_year) + data.draw(st.integers(0, 9)))
        weights = data.draw(st.dictionaries(st.sampled_from("abcd"), weight, min_size=1))
        division.add(wholes[-1], by_year, weights, [{}] * years)
        columns = [a + b for a, b in zip(columns, by_year, strict=True)]
    closed = division.closed()
    assert sum(item.whole for item in closed.values()) == sum(wholes)
    assert [sum(item.by_year[n] for item in closed.values()) for n in range(years)] == columns
    assert all(sum(item.by_year) <= item.whole for item in closed.values())
