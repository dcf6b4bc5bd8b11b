"""Scope ⊇ units ⊇ sub-projects (3.2, 3.6, 5.4.1.1), judged on the areas that the layout stage measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import limit, sliver
from shanshui.review.amounts import hectares, shown
from shanshui.review.case import Case
from shanshui.review.rule import rule


@rule("UNIT-GAP")
def unit_gap(case: Case) -> Iterator[Finding]:
    """The units leave no part of the scope uncovered."""
    yield from _whole(case, "UNIT-GAP", "scope.gap", "units")


@rule("UNIT-OVERLAP")
def unit_overlap(case: Case) -> Iterator[Finding]:
    """No two units cover the same ground."""
    yield from _whole(case, "UNIT-OVERLAP", "scope.unit_overlap", "units")


@rule("SUBPROJECT-OVERLAP")
def subproject_overlap(case: Case) -> Iterator[Finding]:
    """No two sub-projects cover the same ground, or its area would be counted twice."""
    yield from _whole(case, "SUBPROJECT-OVERLAP", "scope.subproject_overlap", "subprojects")


@rule("UNIT-OUTSIDE")
def unit_outside(case: Case) -> Iterator[Finding]:
    """A unit lies inside the scope."""
    for unit in case.plan.units:
        yield from _outside(case, "UNIT-OUTSIDE", f"unit:{unit.code}", "outside_scope", unit.name)


@rule("SUBPROJECT-OUTSIDE")
def subproject_outside(case: Case) -> Iterator[Finding]:
    """A sub-project lies inside its unit."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        if not case.guessed(f"{subject}.outside_unit"):
            yield from _outside(case, "SUBPROJECT-OUTSIDE", subject, "outside_unit", sub.name)


@rule("SUBPROJECT-OUTSIDE-GUESS")
def subproject_perhaps_outside(case: Case) -> Iterator[Finding]:
    """A sub-project known by centre and extent alone may reach beyond its unit; only its boundary can tell."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        if case.guessed(f"{subject}.outside_unit"):
            yield from _outside(case, "SUBPROJECT-OUTSIDE-GUESS", subject, "outside_unit", sub.name)


@rule("SCOPE-AREA")
def scope_area(case: Case) -> Iterator[Finding]:
    """The declared area of the scope is the one that its boundary encloses."""
    declared, measured = case.number("scope.declared_area"), case.number("scope.area")
    if declared is None or not measured:
        return
    share = limit(case.plan.project, "scope_area_share")
    if abs(declared - measured) > share * measured:
        words = {
            "difference": hectares(declared - measured),
            "limit": shown(share, "1", "%", None),
        }
        place = Place(file="project.yaml", column="declared_area")
        facts = ("scope.declared_area", "scope.area")
        yield Finding("SCOPE-AREA", place, hectares(declared), hectares(measured), "scope.area", facts, words)


def _whole(case: Case, code: str, fact: str, layer: str) -> Iterator[Finding]:
    area = case.number(fact)
    tolerance = sliver(case.plan.project, case.number("scope.area"))
    if area is not None and area > tolerance:
        yield Finding(code, Place(layer=layer), hectares(area), _at_most(tolerance), "scope", (fact,))


def _outside(case: Case, code: str, subject: str, attribute: str, name: str) -> Iterator[Finding]:
    fact = f"{subject}.{attribute}"
    area, tolerance = case.number(fact), sliver(case.plan.project, case.number(f"{subject}.area"))
    if area is not None and area > tolerance:
        layer, _, feature = subject.partition(":")
        place = Place(layer=f"{layer}s", feature=feature)
        yield Finding(code, place, hectares(area), _at_most(tolerance), subject, (fact,), {"name": name})


def _at_most(area: Decimal) -> str:
    return f"≤ {hectares(area)}"
