"""What a plan brings of an indicator by a year, by hand, and what the ledger says of its targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from finance.plans import make_plan, measure, sub, target, unit_, work, workspace
from shanshui import finance
from shanshui.indicators.attainment import Spread, probability
from shanshui.ledger import Fact, Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.plan.model import Parameter
from shanshui.stage import StageResult
from shanshui.standard import load

KM2 = Decimal(1_000_000)


def number(key: str, value: str, unit: str = "1", low: str = "", high: str = "") -> Fact:
    ends = (Decimal(end) if end else None for end in (low, high))
    return Fact(key, Decimal(value), unit, reason="", low=next(ends), high=next(ends))


def run(plan: Plan, facts: Iterable[Fact] = ()) -> tuple[Facts, StageResult]:
    result = finance.run(plan, workspace(Facts(facts)), load())
    return Facts(result.facts), result


def told(facts: Facts, key: str) -> tuple[object, object, str]:
    """Expected value, probability and verdict of a target."""
    expected, probable = facts[f"{key}.expected"].value, facts[f"{key}.probability"].value
    return expected, probable, facts.text(f"{key}.verdict")


def forest_plan(**more: object) -> Plan:
    return make_plan(
        [unit_("A")],
        [sub("A-1")],
        [work("A-1", "planting", Decimal(10), "hm2", "forest_new", year) for year in (2021, 2022, 2024)],
        [measure("planting", "hm2")],
        targets=[target("scope", "forest_new", Decimal(300), unit="mu", year=2023)],
        **more,  # type: ignore[arg-type]
    )


def test_works_add_up_year_by_year() -> None:
    facts, _ = run(forest_plan())
    # 20 hm² by the end of 2023, where 300 mu are 20 hm².
    assert told(facts, "scope.target.forest_new.end") == (Decimal(200_000), None, "reached")
    assert facts.number("scope.target.forest_new.end.reach") == 1
    assert facts["scope.target.forest_new.end.probability"].reason
    path = {year: facts.number(f"scope.target.forest_new@{year}") for year in (2020, 2021, 2022, 2023, 2024)}
    assert path == {2020: 0, 2021: 100_000, 2022: 200_000, 2023: 200_000, 2024: 300_000}


def test_a_target_before_its_works_are_done_is_short() -> None:
    plan = forest_plan()
    early = replace(plan, targets=(replace(plan.targets[0], year=2021),))
    facts, _ = run(early)
    assert told(facts, "scope.target.forest_new.end") == (Decimal(100_000), None, "short")
    assert facts.number("scope.target.forest_new.end.reach") == Decimal("0.5")


def test_works_may_end_beside_their_plan_where_the_project_says_how_far() -> None:
    parameter = Parameter("completion_spread", Decimal("0.1"), "1", "测试")
    facts, _ = run(forest_plan(parameters={"completion_spread": parameter}))
    expected = facts["scope.target.forest_new.end.expected"]
    assert (expected.low, expected.high) == (Decimal(180_000), Decimal(220_000))
    assert told(facts, "scope.target.forest_new.end")[1:] == (Decimal("0.5"), "possible")


def test_new_forest_counts_once_it_has_grown_up() -> None:
    plan = replace(
        forest_plan(),
        targets=(
            target("scope", "031", Decimal("40"), unit="%", year=2025, baseline=Decimal("39")),
            target("scope", "031", Decimal("40"), unit="%", year=2035, horizon="10", baseline=Decimal("39")),
        ),
    )
    facts, _ = run(plan, [Fact("scope.area", KM2 * 10, "m2")])
    # Works of 2021 alone are four years old in 2025; after three years those of 2022 count as well, after five none.
    early = facts["scope.target.031.end.expected"]
    assert (early.value, early.low, early.high) == (Decimal("0.4"), Decimal("0.39"), Decimal("0.41"))
    assert told(facts, "scope.target.031.end")[1:] == (Decimal("0.5"), "possible")
    # All 30 hm² stand in 2035: 3 % of 10 km².
    assert told(facts, "scope.target.031.10") == (Decimal("0.42"), None, "reached")
    assert facts.number("scope.target.031.10.reach") == 3


SOIL = (
    number("unit:A.area", "5000000", "m2"),
    number("unit:A.indicator.051@2020", "1800", "t/(km2*a)", "1400", "2400"),
    number("unit:A.effect.soil_kept@2025", "1500", "t/a", "1000", "2500"),
)


def soil_plan(goal: str, **more: object) -> Plan:
    return make_plan(
        [unit_("A")],
        [sub("A-1")],
        [work("A-1", "closing", Decimal(10), "hm2")],
        [measure("closing", "hm2")],
        targets=[target("unit:A", "051", Decimal(goal), unit="t/(km2*a)", **more)],
    )


def test_soil_loss_is_its_base_value_less_what_works_keep() -> None:
    facts, _ = run(soil_plan("1600"), SOIL)
    expected = facts["unit:A.target.051.end.expected"]
    # 1500 t/a on 5 km² are 300 (200 to 500) less; 1500 with sides of √(400² + 200²) below and √(600² + 100²) above.
    assert expected.value == 1500
    assert float(expected.low or 0) == pytest.approx(1500 - (400**2 + 200**2) ** 0.5)
    assert float(expected.high or 0) == pytest.approx(1500 + (600**2 + 100**2) ** 0.5)
    spread = Spread(1500.0, float(expected.low or 0), float(expected.high or 0))
    likely = facts.number("unit:A.target.051.end.probability")
    # Facts of shares have four decimals.
    assert float(likely or 0) == pytest.approx(probability(spread, 1600.0, more=False), abs=5e-5)
    assert facts.text("unit:A.target.051.end.verdict") == "possible"
    assert facts.text("unit:A.target.051.end.interval") == "1052.79～2108.28"
    assert facts.number("unit:A.target.051.end.reach") == Decimal("1.5")
    assert [facts.number(f"unit:A.target.051@{year}") for year in (2020, 2025)] == [1800, 1500]


def test_an_entered_base_value_counts_as_exact_and_the_difference_is_told() -> None:
    facts, _ = run(soil_plan("1500", baseline=Decimal(1700)), SOIL)
    expected = facts["unit:A.target.051.end.expected"]
    assert (expected.value, expected.low, expected.high) == (1400, 1200, 1500)
    assert facts.number("unit:A.target.051.end.probability") == Decimal("0.975")
    assert facts.text("unit:A.target.051.end.verdict") == "likely"
    assert facts.number("unit:A.target.051.end.assessed") == 1800
    assert facts.number("unit:A.target.051.end.baseline_difference") == -100


def test_cover_that_is_gained_starts_from_nothing() -> None:
    gain = number("scope.effect.vegetation_cover@2025", "50000", "m2", "30000", "70000")
    plan = replace(soil_plan("1"), targets=(target("scope", "vegetation_cover_gain", Decimal("0.4"), unit="%"),))
    facts, _ = run(plan, [number("scope.area", "10000000", "m2"), gain])
    expected = facts["scope.target.vegetation_cover_gain.end.expected"]
    assert (expected.value, expected.low, expected.high) == (Decimal("0.005"), Decimal("0.003"), Decimal("0.007"))
    assert facts.number("scope.target.vegetation_cover_gain.end.reach") == Decimal("1.25")


def test_grassland_cover_takes_the_part_of_its_own_works() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A-1")],
        [
            work("A-1", "closing", Decimal(10), "hm2", "grass_restored", row=2),
            work("A-1", "planting", Decimal(10), "hm2", "forest_new", row=3),
        ],
        [measure("closing", "hm2"), measure("planting", "hm2")],
        targets=[target("scope", "032", Decimal(50), unit="%", baseline=Decimal(40))],
    )
    facts, _ = run(
        plan,
        [
            number("scope.indicator.013.grassland.area@2020", "400000", "m2"),
            number("subproject:A-1.effect.vegetation_cover", "80000", "m2"),
            number("subproject:A-1.effect.vegetation_cover@2025", "40000", "m2", "20000", "60000"),
            number("subproject:A-1.work.2.effect.vegetation_cover", "60000", "m2"),
            number("subproject:A-1.work.3.effect.vegetation_cover", "20000", "m2"),
        ],
    )
    # Three quarters of 40,000 m² on 400,000 m² of grassland are 7.5 %.
    assert facts.number("scope.target.032.end.expected") == Decimal("0.475")
    assert facts.number("scope.target.032.end.reach") == Decimal("0.75")


@pytest.mark.parametrize(
    ("indicator", "unit", "facts", "reason"),
    [
        ("satisfaction", "%", (), "target_survey"),
        ("081", "%", (), "target_route"),
        ("031", "%", SOIL, "target_no_works"),
        ("051", "t/(km2*a)", SOIL[:2], "target_no_effect"),
        ("051", "t/(km2*a)", SOIL[1:], "target_no_area"),
        ("051", "t/(km2*a)", (SOIL[0], SOIL[2]), "target_no_state"),
        ("051", "hm2", SOIL, "target_unit"),
        ("坡面覆盖度", "%", SOIL, "target_route"),
    ],
)
def test_what_cannot_be_told_says_why(indicator: str, unit: str, facts: tuple[Fact, ...], reason: str) -> None:
    plan = replace(soil_plan("1"), targets=(target("unit:A", indicator, Decimal(90), unit=unit),))
    found, _ = run(plan, facts)
    key = f"unit:A.target.{indicator if indicator.isascii() else 'row2'}.end"
    assert told(found, key) == (None, None, "open")
    assert found[f"{key}.expected"].reason == load().label(f"finance.reason.{reason}")


def test_a_target_without_a_year_is_for_the_end_of_the_works_and_a_later_one_cannot_be_told() -> None:
    plan = forest_plan()
    ends = tuple(replace(plan.targets[0], year=None, horizon=horizon) for horizon in ("end", "5"))
    facts, _ = run(replace(plan, targets=ends))
    assert facts.number("scope.target.forest_new.end.expected") == 300_000
    assert facts["scope.target.forest_new.5.expected"].reason == load().label("finance.reason.target_no_year")


def test_what_nobody_promised_is_suggested_and_not_filled_in() -> None:
    facts, result = run(replace(forest_plan(), targets=()))
    assert facts.number("scope.target.forest_new.end.expected") == 300_000
    assert not any(key in facts for key in ("scope.target.forest_new.end", "scope.target.forest_new.end.verdict"))
    assert "S.6" not in [table.id for table in result.tables]


@pytest.mark.parametrize("quantity", ["-5", "0", "1e18"])
@pytest.mark.parametrize("spread", ["0.1", "-0.1", "3"])
def test_absurd_works_do_not_stop_the_stage(quantity: str, spread: str) -> None:
    parameter = Parameter("completion_spread", Decimal(spread), "1", "测试")
    plan = forest_plan(parameters={"completion_spread": parameter})
    absurd = replace(plan, works=(replace(plan.works[0], quantity=Decimal(quantity)),))
    facts, _ = run(absurd)
    assert facts.text("scope.target.forest_new.end.verdict") in ("reached", "short", "likely", "possible", "unlikely")


def test_table_s6_has_a_row_for_each_target_in_numbers() -> None:
    targets = (
        target("unit:A", "051", Decimal(1600), unit="t/(km2*a)", method="径流小区", point="M-1", responsible="水务局"),
        target("unit:A", "稳定性", "保持稳定"),
        target("scope", "satisfaction", Decimal(90), unit="%", baseline="实施前无此项"),
    )
    _, result = run(replace(soil_plan("1"), targets=targets), SOIL)
    table = next(table for table in result.tables if table.id == "S.6")
    scope, unit = range(len(table.rows))
    assert text(table, scope, "indicator") == load().performance["satisfaction"].name_d
    assert text(table, scope, "baseline") == "实施前无此项"
    assert text(table, scope, "verdict") == "无法推算"
    assert text(table, scope, "reason") == load().label("finance.reason.target_survey")
    row = [text(table, unit, column) for column in ("baseline", "target", "year", "expected", "interval", "reach")]
    assert row == ["1800.00", "1600", "2025", "1500.00", "1052.79～2108.28", "150"]
    assert [text(table, unit, c) for c in ("probability", "verdict", "method", "point", "responsible")] == [
        "63",
        "有可能",
        "径流小区",
        "M-1",
        "水务局",
    ]


def text(table: Table, row: int, column: str) -> str:
    cell = table.cell(row, column)
    return cell.text if isinstance(cell, Quote) else cell


def test_like_targets_of_sub_projects_of_which_nothing_can_be_told_share_a_row() -> None:
    aims = [target(f"subproject:A-{n}", "quality_rate", Decimal(90), unit="%", year=2025) for n in (1, 2)]
    plan = replace(forest_plan(), subprojects=(sub("A-1"), sub("A-2")), targets=tuple(aims))
    _, result = run(plan)
    table = next(table for table in result.tables if table.id == "S.6")
    assert [str(row.cells[0]) for row in table.rows] == ["2 个子项目"]
