"""Any project closes as printed: rows, columns, sub-projects, units and scope, years, both presentations."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings

from finance.closing import faults, whole_wan
from finance.plans import workspace
from finance.random_projects import projects, random_project
from shanshui.finance import run
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import load

STANDARD = load()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_every_table_of_any_project_closes(made: tuple[Plan, Facts]) -> None:
    plan, earlier = made
    done = run(plan, workspace(earlier), STANDARD)
    facts = earlier.with_more(done.facts)
    assert faults(plan, facts, done.tables, STANDARD) == []
    assert whole_wan(facts) == []


def test_random_projects_reach_every_case() -> None:
    """What the property is about does occur: gaps in prices, several modes, money without a year, empty units."""
    plans = [random_project(Random(seed))[0] for seed in range(30)]
    assert any(len({p.measure for p in plan.prices}) < len({w.measure for w in plan.works}) for plan in plans)
    assert any(len({w.mode for w in plan.works if w.subproject == "S0"}) > 1 for plan in plans)
    assert any(row.year is None for plan in plans for row in plan.funding)
    assert any({u.code for u in plan.units} - {s.unit for s in plan.subprojects} for plan in plans)
    assert any(f.rate is None and f.amount is None for plan in plans for f in plan.fees)
    assert any(len(s.townships) > 1 for plan in plans for s in plan.subprojects)
