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
    assert facts["scope.cost.total"].value == Decimal(301170000)
    assert facts["scope.cost.control_total"].value == Decimal(976390000)
    parts = [facts[f"scope.control.{key}"].value for key in ("included", "left_out", "unexplained")]
    assert parts == [Decimal(301170000), Decimal(15960000), Decimal(659260000)]
    assert facts["scope.control.beyond"].value == 0


def test_published_quantities() -> None:
    facts = {f.id: f.value for f in run(plan(), workspace(), STANDARD).facts}
    hectare = Decimal(10000)
    assert facts["subproject:BZ-01.performance.grass_new"] == 344 * hectare
    assert facts["subproject:LJ-01.performance.river_restoration"] == 770
    farmland = sum(w.quantity or Decimal(0) for w in plan().works if w.measure == "high_standard_farmland")
    assert farmland == Decimal("4666.67")  # 7 万亩
    assert sum(w.quantity or Decimal(0) for w in plan().works if w.measure == "farmland_quality") == 6660


def test_the_plans_quantities_make_the_works_of_whole_items() -> None:
    facts = {f.id: f.value for f in run(plan(), workspace(), STANDARD).facts}
    for item, sub in (("Z4_1_3", "BZ-01"), ("Z4_1_4", "LJ-01"), ("Z4_3_1", "LJ-02"), ("Z4_3_3", "QSJ-02")):
        pair = facts[f"scope.control.{item}.reckoned"], facts[f"subproject:{sub}.cost.construction"]
        assert abs(Decimal(str(pair[0])) - Decimal(str(pair[1]))) <= 10_000  # each is closed with others of its kind
    published = {key: value for key, value in facts.items() if key.endswith(".published")}
    assert published == {
        "scope.control.Z4_3_3.published": Decimal(10_000_000),
        "scope.control.Z4_6_5.published": Decimal(5_000_000),
    }


def test_what_is_made_up_says_so() -> None:
    jinping = plan()
    published = {p.measure for p in jinping.prices if not p.synthetic}
    assert published == {"sewage_plant", "refuse_sorting"}
    assert all(p.source and p.price_year for p in jinping.prices)
    assert all(w.source for w in jinping.works)
    assert all(row.synthetic for row in jinping.funding)
    assert "非官方" in jinping.project.notice
