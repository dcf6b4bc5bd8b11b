"""Running the rules: what is our own bug, and that a finding keeps its number."""

from __future__ import annotations

import pytest

from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.review import RULES, Case, run_rules
from shanshui.review.rule import Rule
from shanshui.standard import load
from whole import fact

HM2 = 10_000


def test_every_rule_has_a_record() -> None:
    assert {rule.code for rule in RULES} <= set(load().rules)


def test_a_rule_that_breaks_down_is_our_bug_and_named(case: Case) -> None:
    def breaks(_: Case) -> list[Finding]:
        raise KeyError("x")

    with pytest.raises(DefectError, match="rule UNIT-GAP broke down"):
        run_rules(case, [Rule("UNIT-GAP", breaks)])


def test_a_rule_that_speaks_under_another_code_is_our_bug_and_named(case: Case) -> None:
    with pytest.raises(DefectError, match="rule UNIT-GAP yields findings of PERIOD-SUBPROJECT"):
        run_rules(case, [Rule("UNIT-GAP", lambda _: [Finding("PERIOD-SUBPROJECT")])])


def test_a_finding_keeps_its_number_while_its_amounts_change(case: Case) -> None:
    (small,), (large,) = (run_rules(fact("scope.gap", area * HM2)(case)) for area in (2, 3))
    (other,) = run_rules(fact("scope.unit_overlap", 2 * HM2)(case))
    assert (small.code, large.code, other.code) == ("UNIT-GAP", "UNIT-GAP", "UNIT-OVERLAP")
    assert small.got != large.got
    assert small.id == large.id != other.id
