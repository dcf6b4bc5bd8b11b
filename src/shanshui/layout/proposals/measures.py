"""Measures for sub-projects that have none, and for severe problems that no sub-project treats (5.4.1.2, 5.4.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.layout.measures.candidates import Candidate, candidates
from shanshui.layout.measures.untreated import Spot, remedies, spots
from shanshui.layout.proposals import measure_words
from shanshui.layout.proposals.measure_rows import Added, proposed_tables
from shanshui.layout.proposals.proposal import Effort, Proposal
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan, Subproject
from shanshui.plan.choices import choice
from shanshui.standard import Standard
from shanshui.workspace import Workspace

PART = "measures"
_METHOD = "layout.proposals.measures.propose"
_CLAUSE = "5.4.1.2"


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """Measures for what has none: sub-projects without works, severe problems without a sub-project.

    Parameters
    ----------
    plan : Plan
        As entered; works that were entered stay as they are.
    workspace : Workspace
        Facts of all stages.
    standard : Standard
        Words.
    effort : Effort
        Nothing is searched for here; ranks are worked out at once.
    """
    facts = workspace.facts
    empty = [sub for sub in plan.subprojects if all(work.subproject != sub.code for work in plan.works)]
    offered = [one for one in candidates(plan, facts) if one.origin == "proposed"]
    chosen = {sub.code: chosen_of(facts, sub, [one for one in offered if one.subproject == sub.code]) for sub in empty}
    found = spots(plan, facts)
    best = remedies(plan, facts, found)
    added = tuple(_added(plan, found, best, int(choice(plan.project, "subproject_least_severity").number)))
    works = [one for picked in chosen.values() for one in picked]
    tables = proposed_tables(plan, workspace, standard, works, added)
    said = (
        *measure_words.of_empty(standard, facts, plan, empty, chosen),
        *measure_words.of_problems(standard, found, best),
        *measure_words.of_added(standard, added),
        *measure_words.of_prices([*works, *(work for one in added for work in one.works)]),
    )
    findings = tuple(
        Finding("PROPOSAL-NO-MEASURE", sub.place, subject=f"subproject:{sub.code}", words={"name": sub.name})
        for sub in empty
        if not chosen[sub.code]
    )
    charts = (measure_words.chart_of(standard, found),) if found else ()
    return Proposal(PART, tables, facts=tuple(_facts(found)), findings=findings, said=said, charts=charts)


def chosen_of(facts: Facts, sub: Subproject, offers: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Measures that go together on a sub-project's ground, the best for the most severe problem first.

    Parameters
    ----------
    facts : Facts
        With the area of the sub-project.
    sub : Subproject
        That has no works.
    offers : sequence of Candidate
        The best effect per cost first.

    Returns
    -------
    tuple of Candidate
        For each problem the best that its zone allows, that no measure chosen before excludes and that finds room
        beside those; none that only an exception would permit.
    """
    left = facts.number(f"subproject:{sub.code}.area") or Decimal(0)
    picked: list[Candidate] = []
    for problem in dict.fromkeys(offer.problem for offer in sorted(offers, key=lambda one: one.row)):
        for offer in offers:
            barred = {name for one in picked for name in (*one.excludes, one.library)}
            mine = {offer.measure, offer.library}
            apart = barred & mine or {one.library for one in picked} & set(offer.excludes)
            if offer.problem == problem and offer.permission == "allowed" and not apart and offer.quantity <= left:
                picked.append(offer)
                left -= offer.quantity
                break
    return tuple(picked)


def _added(
    plan: Plan, found: Sequence[Spot], best: Mapping[tuple[str, str], Candidate], severe: int
) -> Iterator[Added]:
    """One sub-project for each unit and severe problem that no sub-project of its places treats."""
    groups: dict[tuple[str, str], list[Spot]] = {}
    for spot in found:
        if spot.unit and spot.severity >= severe and not spot.subprojects and (spot.place, spot.problem) in best:
            groups.setdefault((spot.unit, spot.problem), []).append(spot)
    taken = {sub.code for sub in plan.subprojects}
    numbers: dict[str, int] = {}
    for (unit, problem), of_group in sorted(groups.items()):
        number = numbers.get(unit, 0) + 1
        while f"{unit}-P{number:02d}" in taken:
            number += 1
        numbers[unit] = number
        works = tuple(best[spot.place, spot.problem] for spot in of_group)
        yield Added(f"{unit}-P{number:02d}", unit, problem, tuple(of_group), works)


def _facts(found: Sequence[Spot]) -> Iterator[Fact]:
    """Ground that works treat and that nothing treats, by place and in all."""
    by_problem: dict[str, list[Spot]] = {}
    for spot in found:
        by_problem.setdefault(spot.problem, []).append(spot)
        inputs = (*spot.ground.facts, *(f"subproject:{code}.effect.area_treated" for code in spot.subprojects))
        for name, value in (("treated", spot.treated), ("untreated", spot.left)):
            key = f"{spot.place}.{name}.{spot.problem}.area"
            yield Fact(key, value, "m2", Basis.MODELLED_UNCALIBRATED, "", _METHOD, _CLAUSE, inputs)
    for problem, of_problem in by_problem.items():
        for name in ("treated", "untreated"):
            parts = tuple(f"{spot.place}.{name}.{problem}.area" for spot in of_problem)
            value = sum((spot.treated if name == "treated" else spot.left for spot in of_problem), Decimal(0))
            key = f"scope.{name}.{problem}.area"
            yield Fact(key, value, "m2", Basis.MODELLED_UNCALIBRATED, "", _METHOD, _CLAUSE, parts)
