"""Areas on the ground: slivers are the project's own choice, and values of a model are followed to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from shanshui.finding import NOWHERE
from shanshui.ledger import Basis, Facts
from shanshui.plan import Ruling
from shanshui.plan.model import Parameter
from shanshui.review import Case, run_rules
from whole import fact

TARGET = "scope.performance.forest_improved"


def codes(case: Case) -> list[str]:
    return [finding.code for finding in run_rules(case)]


def test_a_project_may_set_its_own_sliver(case: Case) -> None:
    gap = fact("scope.gap", 20_000)(case)
    own = Parameter("sliver_area", Decimal(45), "mu", "测试规划院")
    project = replace(gap.plan.project, parameters=MappingProxyType({own.name: own}))
    assert codes(gap) == ["UNIT-GAP"]
    assert codes(replace(gap, plan=replace(gap.plan, project=project))) == []


def modelled(case: Case) -> Case:
    """The county with a target that rests, by another fact, on a model that nobody calibrated."""
    case = fact("scope.model", 1, "1", Basis.MODELLED_UNCALIBRATED)(case)
    between = replace(fact("scope.between", 1, "1")(case).facts["scope.between"], inputs=("scope.model",))
    target = replace(case.facts[TARGET], inputs=("scope.between",))
    known = {f.id: f for f in case.facts.values()} | {f.id: f for f in (between, target)}
    return replace(case, facts=Facts(known.values()))


def test_lineage_of_a_target_is_followed_to_the_model(case: Case) -> None:
    (finding,) = run_rules(modelled(case))
    assert (finding.code, finding.got, finding.facts) == ("FACT-UNCALIBRATED", "scope.model", (TARGET, "scope.model"))


def test_a_ruling_lets_a_model_enter_a_target(case: Case) -> None:
    told = modelled(case)
    ruling = Ruling("R2", "calibration", "scope.model", "", "", "专家组同意", "某人", "2021-03-01", NOWHERE)
    assert codes(replace(told, plan=replace(told.plan, rulings=(ruling,)))) == []
