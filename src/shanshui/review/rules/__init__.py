"""All rules, one small function each, in files by topic; ``standard/data/rules`` words them, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.review.answers import idle_waivers, standing_findings
from shanshui.review.case import Case
from shanshui.review.rule import Rule
from shanshui.review.rules import (
    aftercare,
    alternatives,
    attainment,
    attestations,
    background,
    benefits,
    budgets,
    cases,
    chapters,
    consultation,
    contents,
    diagnosis,
    estimate,
    expectations,
    fees,
    fieldwork,
    freshness,
    funding,
    gaps,
    grants,
    inputs,
    inventory,
    land,
    maps,
    measures,
    monitoring,
    names,
    observations,
    organisation,
    participation,
    past,
    periods,
    places,
    prices,
    private_finance,
    returns,
    risks,
    samples,
    sequence,
    sources,
    standards,
    table_cases,
    table_equalities,
    table_form,
    table_land,
    table_sums,
    table_words,
    targets,
    topology,
    upper_plan,
    zones,
)
from shanshui.review.waivers import waived

TOPICS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        topic.__name__.rpartition(".")[2]: tuple(rule for rule in vars(topic).values() if isinstance(rule, Rule))
        for topic in (
            names,
            periods,
            topology,
            places,
            contents,
            zones,
            measures,
            diagnosis,
            alternatives,
            sequence,
            land,
            past,
            targets,
            attainment,
            expectations,
            standards,
            prices,
            benefits,
            cases,
            fees,
            funding,
            gaps,
            private_finance,
            budgets,
            grants,
            returns,
            estimate,
            table_form,
            table_sums,
            table_equalities,
            table_words,
            table_land,
            table_cases,
            monitoring,
            aftercare,
            risks,
            consultation,
            participation,
            organisation,
            maps,
            inventory,
            fieldwork,
            observations,
            samples,
            freshness,
            sources,
            background,
            upper_plan,
            chapters,
            attestations,
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
        In the order of the rules, then what answers to them say in vain; waivers applied.

    Raises
    ------
    DefectError
        Where a rule breaks down or speaks under another rule's code: both are our own bugs.
    """
    found: list[Finding] = []
    codes: set[str] = set()
    for rule in rules:
        codes.add(rule.code)
        try:
            findings = rule(case)
        except Exception as error:
            raise DefectError(f"rule {rule.code} broke down: {type(error).__name__}: {error}") from error
        strangers = {finding.code for finding in findings} - {rule.code}
        if strangers:
            raise DefectError(f"rule {rule.code} yields findings of {', '.join(sorted(strangers))}")
        found.extend(findings)
    found += (*idle_waivers(case.plan.rulings, found, codes), *standing_findings(case.records("replies"), found))
    return waived(found, case.plan.rulings)
