"""The worked example: its tables read clean, and its money closes."""

from decimal import Decimal
from pathlib import Path

from finance.plans import workspace
from shanshui.finance import run
from shanshui.plan import Plan, plan_from, read_project
from shanshui.standard import load
from shanshui.workspace import read_tables

ROOT = Path(__file__).parents[2] / "examples" / "jinping"
STANDARD = load()


def plan() -> Plan:
    project, wrong = read_project(ROOT, STANDARD)
    tables = read_tables(ROOT, STANDARD)
    assert not wrong
    assert not tables.findings
    assert project is not None
    return plan_from(project, tables.records)


def test_funding_equals_cost_and_nothing_is_left_out() -> None:
    jinping = plan()
    found = run(jinping, workspace(), STANDARD)
    facts = {f.id: f for f in found.facts}
    assert not found.findings
    for subject in ("scope", *(f"subproject:{s.code}" for s in jinping.subprojects)):
        cost, money = facts[f"{subject}.cost.total"], facts[f"{subject}.funding.total"]
        assert cost.value == money.value
        assert not cost.reason
    assert facts["scope.cost.total"].value == Decimal(300990000)
    assert facts["scope.cost.control_total"].value == Decimal(976390000)


def test_published_quantities() -> None:
    facts = {f.id: f.value for f in run(plan(), workspace(), STANDARD).facts}
    hectare = Decimal(10000)
    assert facts["subproject:BZ-01.performance.grass_new"] == 344 * hectare
    assert facts["subproject:LJ-01.performance.river_restoration"] == 770
    farmland = sum(w.quantity or Decimal(0) for w in plan().works if w.measure == "high_standard_farmland")
    assert farmland == Decimal("4666.67")  # 7 万亩
    assert sum(w.quantity or Decimal(0) for w in plan().works if w.measure == "farmland_quality") == 6660


def test_what_is_made_up_says_so() -> None:
    jinping = plan()
    published = {p.measure for p in jinping.prices if not p.synthetic}
    assert published == {"sewage_plant", "refuse_sorting"}
    assert all(p.source and p.price_year for p in jinping.prices)
    assert all(w.source for w in jinping.works)
    assert all(row.synthetic for row in jinping.funding)
    assert "非官方" in jinping.project.notice
