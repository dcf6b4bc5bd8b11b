"""All rules, one small function each, in files by topic; ``standard/data/rules`` words them, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.rule import Rule
from shanshui.review.rules import contents, inputs, money, names, periods, tables, targets, topology, zones
from shanshui.review.waivers import waived

TOPICS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        topic.__name__.rpartition(".")[2]: tuple(rule for rule in vars(topic).values() if isinstance(rule, Rule))
        for topic in (
            names,
            periods,
            topology,
            contents,
            zones,
            targets,
            money,
            tables,
            inputs,
        )
    }
)
"""Rules by topic, the name of their module, in the order they stand there."""

RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS.values() for rule in topic)
"""In the order they run: by topic, and as they stand in its file."""


def run_rules(case: Case, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Judge a plan.

    Parameters
    ----------
    case : Case
        The plan and what the stages found out.
    rules : iterable of Rule, optional
        All of them where absent.

    Returns
    -------
    tuple of Finding
        In the order of the rules, waivers applied.

    Raises
    ------
    DefectError
        Where a rule breaks down or speaks under another rule's code: both are our own bugs.
    """
    found: list[Finding] = []
    for rule in rules:
        try:
            findings = rule(case)
        except Exception as error:
            raise DefectError(f"rule {rule.code} broke down: {type(error).__name__}: {error}") from error
        strangers = {finding.code for finding in findings} - {rule.code}
        if strangers:
            raise DefectError(f"rule {rule.code} yields findings of {', '.join(sorted(strangers))}")
        found.extend(findings)
    return waived(found, case.plan.rulings)
