"""Scope ⊇ units ⊇ sub-projects (3.2–3.6, 5.4.1.1), judged on the areas that the layout stage measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median

from shanshui.finding import Finding, Place
from shanshui.plan import Subproject, limit, sliver, touch
from shanshui.quantity import convert
from shanshui.review.amounts import hectares, shown, square_metres
from shanshui.review.case import Case, project_place
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
    order = {sub.code: number for number, sub in enumerate(case.plan.subprojects)}
    for sub in case.plan.subprojects:
        for other in case.facts.codes(f"subproject:{sub.code}.overlapping"):
            fact = f"overlap:{sub.code}+{other}.area"
            area = case.number(fact)
            if area is not None and order[sub.code] < order.get(other, -1):
                words = {"name": sub.name, "other": case.subprojects[other].name}
                place = Place(layer="subprojects", feature=sub.code)
                subject = f"subproject:{sub.code}|subproject:{other}"
                yield Finding("SUBPROJECT-OVERLAP", place, hectares(area), "", subject, (fact,), words)


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
        place = project_place("declared_area")
        facts = ("scope.declared_area", "scope.area")
        yield Finding("SCOPE-AREA", place, hectares(declared), hectares(measured), "scope.area", facts, words)


@rule("SCOPE-HOLES")
def scope_holes(case: Case) -> Iterator[Finding]:
    """The scope is one closed and connected area, without ground inside that is not of it."""
    yield from _whole(case, "SCOPE-HOLES", "scope.holes", "scope")


@rule("SCOPE-SURVEY")
def survey_contains_scope(case: Case) -> Iterator[Finding]:
    """What was surveyed holds the whole scope."""
    yield from _whole(case, "SCOPE-SURVEY", "scope.outside_survey", "survey_area")


@rule("SCOPE-TOWNSHIP")
def townships_fill_scope(case: Case) -> Iterator[Finding]:
    """Townships make up the scope, or their areas do not add up to it."""
    yield from _whole(case, "SCOPE-TOWNSHIP", "scope.no_township", "townships")


@rule("UNIT-PARTS")
def unit_in_one_piece(case: Case) -> Iterator[Finding]:
    """A unit lies within one natural unit, hence in one piece."""
    for unit in case.plan.units:
        parts = case.number(f"unit:{unit.code}.parts")
        if parts is not None and parts > 1:
            place, facts = Place(layer="units", feature=unit.code), (f"unit:{unit.code}.parts",)
            yield Finding("UNIT-PARTS", place, str(parts), "1", f"unit:{unit.code}", facts, {"name": unit.name})


@rule("UNIT-SIZE")
def unit_of_usual_size(case: Case) -> Iterator[Finding]:
    """Units are of one order of size; only of several can be told what is usual."""
    areas = {unit.code: area for unit in case.plan.units if (area := case.number(f"unit:{unit.code}.area"))}
    if len(areas) < limit(case.plan.project, "unit_size_units"):
        return
    usual, most = median(areas.values()), limit(case.plan.project, "unit_size_ratio")
    for code, area in areas.items():
        if not usual / most <= area <= usual * most:
            want = f"{hectares(usual / most)} – {hectares(usual * most)}"
            place, facts = Place(layer="units", feature=code), (f"unit:{code}.area",)
            yield Finding(
                "UNIT-SIZE", place, hectares(area), want, f"unit:{code}", facts, {"name": case.units[code].name}
            )


@rule("SUBPROJECT-SMALL")
def subproject_too_small(case: Case) -> Iterator[Finding]:
    """A sub-project is large enough to be designed and accounted for by itself."""
    least = convert(limit(case.plan.project, "subproject_area_min"), "hm2", "m2")
    for sub in case.plan.subprojects:
        area = case.number(f"subproject:{sub.code}.area")
        if area is not None and area < least:
            yield _of("SUBPROJECT-SMALL", sub, "area", hectares(area), f"≥ {hectares(least)}")


@rule("SUBPROJECT-WHOLE")
def subproject_is_unit(case: Case) -> Iterator[Finding]:
    """A sub-project has a boundary of its own, not that of its unit."""
    share = limit(case.plan.project, "subproject_unit_share")
    for sub in case.plan.subprojects:
        area, whole = case.number(f"subproject:{sub.code}.area"), case.number(f"unit:{sub.unit}.area")
        if (
            area is not None
            and whole
            and area / whole > share
            and not case.guessed(f"subproject:{sub.code}.outside_unit")
        ):
            want = f"≤ {hectares(share * whole)}"
            yield _of("SUBPROJECT-WHOLE", sub, "area", hectares(area), want)


@rule("SUBPROJECT-PARTS")
def scattered_subproject(case: Case) -> Iterator[Finding]:
    """A sub-project of several parts says where they are."""
    for sub in case.plan.subprojects:
        parts = case.number(f"subproject:{sub.code}.parts")
        if parts is not None and parts > 1 and not sub.sites.strip():
            want = case.headings("subprojects", ("sites",))
            finding = _of("SUBPROJECT-PARTS", sub, "parts", str(parts), want)
            yield replace(finding, place=replace(sub.place, column="sites"))


@rule("SUBPROJECT-EXTENT")
def declared_extent(case: Case) -> Iterator[Finding]:
    """The area that a sub-project declares is the one that its boundary encloses."""
    share = limit(case.plan.project, "subproject_area_share")
    for sub in case.plan.subprojects:
        area = case.number(f"subproject:{sub.code}.area")
        if not sub.extent or area is None or case.number(f"subproject:{sub.code}.parts") is None:
            continue
        declared = convert(sub.extent, "hm2", "m2")
        if abs(declared - area) > max(share * area, touch(case.plan.project, area)):
            finding = _of("SUBPROJECT-EXTENT", sub, "area", hectares(declared), hectares(area))
            yield replace(finding, place=replace(sub.place, column="extent"))


@rule("SUBPROJECT-WORKS")
def works_fit_subproject(case: Case) -> Iterator[Finding]:
    """No measure covers more ground than its sub-project has."""
    share = limit(case.plan.project, "subproject_area_share")
    for sub in case.plan.subprojects:
        area = case.number(f"subproject:{sub.code}.area")
        if area is None:
            continue
        most = area + max(share * area, touch(case.plan.project, area))
        ground: dict[str, Decimal] = {}
        for work in case.works.get(sub.code, ()):
            ground[work.measure] = ground.get(work.measure, Decimal(0)) + square_metres(work.quantity, work.unit)
        for code, size in ground.items():
            if size > most:
                work = next(work for work in case.works[sub.code] if work.measure == code)
                measure = case.measures.get(code)
                words = {"name": sub.name, "measure": measure.name if measure is not None else code}
                place, subject = replace(work.place, column="quantity"), f"subproject:{sub.code}.works.{code}"
                facts = (f"subproject:{sub.code}.area",)
                yield Finding("SUBPROJECT-WORKS", place, hectares(size), _at_most(area), subject, facts, words)


@rule("AFFECTED-ZERO")
def affected_area_there(case: Case) -> Iterator[Finding]:
    """The scope holds more than the ground of its sub-projects: the area that they affect."""
    affected, scope = case.number("affected_area.area"), case.number("scope.area")
    if affected is not None and scope is not None and affected <= sliver(case.plan.project, scope):
        place, facts = Place(layer="scope"), ("affected_area.area", "scope.area")
        yield Finding("AFFECTED-ZERO", place, hectares(affected), f"> {hectares(Decimal(0))}", "scope", facts)


@rule("IMPLEMENTATION-SMALL")
def implementation_of_some_size(case: Case) -> Iterator[Finding]:
    """The scope is no larger than what the sub-projects can affect."""
    ground, scope = case.number("implementation_area.area"), case.number("scope.area")
    drawn = all(case.number(f"subproject:{sub.code}.area") is not None for sub in case.plan.subprojects)
    least = limit(case.plan.project, "implementation_share")
    if ground is not None and scope and drawn and ground / scope < least:
        words = {"scope": hectares(scope)}
        place, facts = Place(layer="scope"), ("implementation_area.area", "scope.area")
        yield Finding(
            "IMPLEMENTATION-SMALL", place, hectares(ground), f"≥ {hectares(least * scope)}", "scope", facts, words
        )


@rule("CENTRE-BOUNDARY")
def centre_in_boundary(case: Case) -> Iterator[Finding]:
    """An entered centre lies where the boundary is."""
    for sub in case.plan.subprojects:
        yield from _far(case, "CENTRE-BOUNDARY", sub, "centre.off_boundary")


@rule("CENTRE-UNIT")
def centre_in_unit(case: Case) -> Iterator[Finding]:
    """A sub-project that is a mere point lies in its unit."""
    for sub in case.plan.subprojects:
        if case.number(f"subproject:{sub.code}.area") is None:
            yield from _far(case, "CENTRE-UNIT", sub, "centre.off_unit")


def _far(case: Case, code: str, sub: Subproject, attribute: str) -> Iterator[Finding]:
    distance, most = case.number(f"subproject:{sub.code}.{attribute}"), limit(case.plan.project, "centre_distance")
    if distance is not None and distance > most:
        finding = _of(code, sub, attribute, shown(distance, "m", "m", 0), f"≤ {shown(most, 'm', 'm', 0)}")
        yield replace(finding, place=replace(sub.place, column="longitude"))


def _of(code: str, sub: Subproject, attribute: str, got: str, want: str) -> Finding:
    subject = f"subproject:{sub.code}"
    place, words = Place(layer="subprojects", feature=sub.code), {"name": sub.name}
    return Finding(code, place, got, want, subject, (f"{subject}.{attribute}",), words)


def _whole(case: Case, code: str, fact: str, layer: str) -> Iterator[Finding]:
    area = case.number(fact)
    tolerance = sliver(case.plan.project, case.number("scope.area"))
    if area is not None and area > tolerance:
        yield Finding(code, Place(layer=layer), hectares(area), _at_most(tolerance), "scope", (fact,))


def _outside(case: Case, code: str, subject: str, attribute: str, name: str) -> Iterator[Finding]:
    fact = f"{subject}.{attribute}"
    area, tolerance = case.number(fact), touch(case.plan.project, case.number(f"{subject}.area"))
    if area is not None and area > tolerance:
        layer, _, feature = subject.partition(":")
        place = Place(layer=f"{layer}s", feature=feature)
        yield Finding(code, place, hectares(area), _at_most(tolerance), subject, (fact,), {"name": name})


def _at_most(area: Decimal) -> str:
    return f"≤ {hectares(area)}"
