"""Goals that are, digit for digit, the amounts of one project of another phase: its works were booked for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_project, year_of
from shanshui.audit.interval import is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim, Project, Span
from shanshui.claims.works import works_key
from shanshui.finding import Finding

_ENOUGH = 2
"""Amounts that must agree, so that chance is out of the question."""
_SURE = 3


@check("AUDIT-BOOKED", "AUDIT-BOOKED-LIKELY")
def booked_in_another_phase(reading: Reading) -> Iterator[Finding]:
    """Goals of a phase are not the amounts of one project that ends after it."""
    goals = [claim for claim in reading.claims if _is_goal(claim, reading)]
    years = sorted({year for goal in goals if (year := year_of(goal, reading.frame)) is not None})
    for year in years:
        due = [goal for goal in goals if year_of(goal, reading.frame) == year]
        for project in reading.projects:
            if project.period is not None and project.period.last > year:
                pairs = _equal(due, project, reading.document.text)
                if len(pairs) >= _ENOUGH and not _fits_others(pairs, project, year, reading):
                    code = "AUDIT-BOOKED" if len(pairs) >= _SURE else "AUDIT-BOOKED-LIKELY"
                    others = _others(due, pairs, project, reading.document.text)
                    yield _finding(code, year, pairs, others, project, reading)


def _is_goal(claim: Claim, reading: Reading) -> bool:
    """Whether a claim is an amount of the plan, not of one of its projects."""
    amount = claim.role in ("target", "amount") and bool(claim.quantity.value) and is_exact(claim.quantity)
    return amount and not claim.scope and not in_project(claim, reading)


def _equal(goals: Sequence[Claim], project: Project, text: str) -> list[tuple[Claim, Claim]]:
    """Goals with the amount of the project that is the same, in whatever unit; one of each thing."""
    found: dict[str, tuple[Claim, Claim]] = {}
    held: dict[tuple[str, Decimal], list[Claim]] = {}
    for claim in project.claims:
        held.setdefault((claim.quantity.dimension, claim.quantity.value), []).append(claim)
    for goal in goals:
        for claim in held.get((goal.quantity.dimension, goal.quantity.value), ()):
            key = works_key(goal, text)
            if works_key(claim, text) == key:
                found.setdefault(key, (goal, claim))
    return list(found.values())


def _fits_others(pairs: Sequence[tuple[Claim, Claim]], project: Project, year: int, reading: Reading) -> bool:
    """Whether projects that end in time hold the same amounts as well."""
    others = [p for p in reading.projects if p is not project and p.period is not None and p.period.last <= year]
    goals, text = [goal for goal, _ in pairs], reading.document.text
    return any(len(_equal(goals, other, text)) == len(pairs) for other in others)


def _others(
    due: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]], project: Project, text: str
) -> list[tuple[Claim, Claim]]:
    """Goals of the same sentence that the project holds with another amount, so that they rest on other projects."""
    sentences = {goal.sentence for goal, _ in pairs}
    equal = {works_key(goal, text) for goal, _ in pairs}
    found: dict[str, tuple[Claim, Claim]] = {}
    for goal in due:
        key = works_key(goal, text)
        for claim in project.claims if goal.sentence in sentences and key not in equal else ():
            if works_key(claim, text) == key and claim.quantity.dimension == goal.quantity.dimension:
                found.setdefault(key, (goal, claim))
    return list(found.values())


def _finding(
    code: str,
    year: int,
    pairs: Sequence[tuple[Claim, Claim]],
    others: Sequence[tuple[Claim, Claim]],
    project: Project,
    reading: Reading,
) -> Finding:
    assert project.period is not None  # the caller has asked
    spans: list[Span] = [goal.quantity.span for goal, _ in pairs]
    spans += [project.period.span, *(claim.quantity.span for _, claim in pairs)]
    spans += [claim.quantity.span for pair in others for claim in pair]
    equal = [f"{goal.of.text} {goal.quantity.text} = {claim.quantity.text}" for goal, claim in pairs]
    unequal = [f"{goal.of.text} {goal.quantity.text} ≠ {claim.quantity.text}" for goal, claim in others]
    words = {
        "name": project.name.text,
        "period": project.period.text,
        "year": str(year),
        "pairs": "；".join([*equal, *unequal]),
    }
    return fault(code, reading, spans, "、".join(goal.quantity.text for goal, _ in pairs), project.period.text, words)
