"""The example of real data: its estimate is what was published for its four measures, to the yuan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from finance.plans import workspace
from shanshui.finance import run
from shanshui.ledger import Fact
from shanshui.plan import Plan, plan_from, read_project
from shanshui.quantity import convert
from shanshui.standard import load
from shanshui.workspace import read_tables

ROOT = Path(__file__).parents[2] / "examples" / "youwuzhen"
STANDARD = load()
AREAS = {"closure": "14.85", "arbor_bush_herb": "18.09", "forest_improvement": "70.20", "orchard_improvement": "6.84"}
"""Ground under each measure [hm²], added up by hand."""


@cache
def told() -> tuple[Plan, Mapping[str, Fact]]:
    project, wrong = read_project(ROOT, STANDARD)
    tables = read_tables(ROOT, STANDARD)
    assert not wrong
    assert not tables.findings
    assert project is not None
    plan = plan_from(project, tables.records)
    return plan, {fact.id: fact for fact in run(plan, workspace(), STANDARD).facts}


def amount(key: str) -> Decimal:
    value = told()[1][key].value
    assert isinstance(value, Decimal)
    return value


def test_the_works_cost_what_was_published() -> None:
    plan, facts = told()
    by_measure: Counter[str] = Counter()
    by_sub: Counter[str] = Counter()
    for work in plan.works:
        cost = amount(f"subproject:{work.subproject}.work.{work.place.row}.cost")
        by_measure[work.measure] += cost
        by_sub[work.subproject] += cost
    # 0.1485 km² at 15.5, 0.1809 at 87.5, 0.7020 at 45.5, 0.0684 at 420, in 10 000 yuan
    assert by_measure == {
        "closure": Decimal("23017.5"),
        "arbor_bush_herb": Decimal("158287.5"),
        "forest_improvement": Decimal(319410),
        "orchard_improvement": Decimal(287280),
    }
    assert by_sub == {
        "YW1-1": Decimal("283387.5"),
        "YW2-1": Decimal("148279.5"),
        "YW3-1": Decimal("195709.5"),
        "YW4-1": Decimal("160618.5"),
    }
    assert sum(by_measure.values()) == 787995
    assert amount("scope.cost.construction") == 790000
    assert not any(facts[f"measure:{measure}.price"].synthetic for measure in AREAS)


def test_care_is_what_running_costs_were_published_for_three_years() -> None:
    # 1.0314 km² at 1.5 and 0.0684 km² at 20, in 10 000 yuan a year: 2.9151
    plan, _ = told()
    prices = {row.text("code"): row.number("care_cost") for row in plan.records["measures"]}
    yearly = sum((prices[m] or Decimal(0)) * Decimal(area) for m, area in AREAS.items())
    assert yearly == 29151
    assert 3 * yearly == 87453
    assert amount("scope.cost.care") == amount("scope.cost.monitoring") == 90000


def test_revenues_are_the_published_income() -> None:
    plan, _ = told()
    per = {"封禁": "2.0", "乔灌草混交": "6.9", "低效林改造": "3.9", "经济林果改良": "60.3"}  # 10 000 yuan/km²
    areas = {name: Decimal(area) / 100 for name, area in zip(per, AREAS.values(), strict=True)}
    sums: Counter[str] = Counter()
    for row in plan.revenues:
        sums[row.name.removesuffix("增加的产出")] += row.amount
        assert not row.synthetic
        assert row.start == (2026 if "果" in row.name else 2024)  # nothing before the third, the fifth year
    assert sums == {name: Decimal(income) * areas[name] for name, income in per.items()}
    assert sum(sums.values()) == Decimal("8.40753")


def test_the_money_covers_the_cost() -> None:
    plan, _ = told()
    for subject in ("scope", *(f"subproject:{sub.code}" for sub in plan.subprojects)):
        assert amount(f"{subject}.funding.total") == amount(f"{subject}.cost.total")
    assert convert(amount("scope.cost.total"), "yuan", "wan_yuan") == 91
