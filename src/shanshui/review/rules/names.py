"""Names and codes (H.2.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shanshui.finding import Finding, Place
from shanshui.plan import limit
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard.judging.limits import load_endings
from shanshui.standard.judging.rule_words import rule_words
from shanshui.standard.judging.subproject_categories import load_subproject_categories

_PROJECT_PARTS = ("region", "ecological_zone", "natural_unit", "project_type")
_PROJECT = project_place("name.project_type")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]$")
_MARKS = "、·"
"""Punctuation that names of places hold."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing with a composed name: what it is, where it stands, its parts in order."""

    subject: str
    place: Place
    name: str
    parts: tuple[str, ...]
    kind: str


@rule("NAME-PROJECT")
def project_name(case: Case) -> Iterator[Finding]:
    """H.2.1.1: region, key ecological zone, natural unit and kind of project, each filled in."""
    project = case.plan.project
    for part in _PROJECT_PARTS:
        if not getattr(project, part).strip():
            at, want = replace(_PROJECT, column=f"name.{part}"), case.key_name(f"name.{part}")
            yield Finding("NAME-PROJECT", at, project.name, want, f"project.name.{part}")
    endings = _endings("project")
    if not project.project_type.endswith(endings):
        yield Finding("NAME-PROJECT", _PROJECT, project.name, _want(endings), "project.name")


@rule("NAME-COUNTY")
def county_of_project(case: Case) -> Iterator[Finding]:
    """The region in the project's name goes down to the county, unless the project reaches over several."""
    project = case.plan.project
    if project.region.strip() and project.county_name not in project.region:
        place = replace(_PROJECT, column="name.region")
        yield Finding("NAME-COUNTY", place, project.region, project.county_name, "project.name.region")


@rule("NAME-ZONE")
def ecological_zone(case: Case) -> Iterator[Finding]:
    """The second part of the project's name is one of the key ecological zones of the national plan."""
    zone = case.plan.project.ecological_zone
    known = rule_words("ecological_zone")
    if zone.strip() and not any(name in zone for name in known):
        place = replace(_PROJECT, column="name.ecological_zone")
        yield Finding("NAME-ZONE", place, zone, " / ".join(known), "project.name.ecological_zone")


@rule("NAME-KIND")
def kind_of_project(case: Case) -> Iterator[Finding]:
    """The last part of the project's name is one of the usual kinds."""
    kind = case.plan.project.project_type
    terms = [term for term in case.standard.vocabularies["project_type"].values() if term.code != "other"]
    if kind.strip() and not any(word in kind for term in terms for word in (term.zh, *term.aliases)):
        yield Finding("NAME-KIND", _PROJECT, kind, " / ".join(term.zh for term in terms), "project.name.project_type")


@rule("NAME-UNIT")
def unit_name(case: Case) -> Iterator[Finding]:
    """H.2.1.2: natural unit and focus of the work; the program adds the ending."""
    endings = _endings("unit")
    for unit in case.plan.units:
        parts = (unit.natural_unit.strip(), unit.focus.strip())
        if not all(parts) or any(ending in part for part in parts for ending in endings):
            yield Finding(
                "NAME-UNIT", replace(unit.place, column="focus"), unit.name, _want(endings), f"unit:{unit.code}"
            )


@rule("NAME-UNIT-TWICE")
def unit_name_twice(case: Case) -> Iterator[Finding]:
    """Two units of one name cannot be told apart."""
    for name, units in grouped(case.plan.units, lambda unit: unit.name).items():
        for unit in units[1:]:
            words = {"other": units[0].code}
            place = replace(unit.place, column="natural_unit")
            yield Finding("NAME-UNIT-TWICE", place, name, "", f"unit:{unit.code}", words=words)


@rule("NAME-UNIT-NATURAL")
def secondary_natural_unit(case: Case) -> Iterator[Finding]:
    """One of several units is named after a part of the project's natural unit, not after the whole of it."""
    whole = case.plan.project.natural_unit.strip()
    for unit in case.plan.units if len(case.plan.units) > 1 else ():
        if whole and unit.natural_unit.strip() == whole:
            place = replace(unit.place, column="natural_unit")
            yield Finding("NAME-UNIT-NATURAL", place, whole, "", f"unit:{unit.code}", words={"name": unit.name})


@rule("NAME-UNIT-FOCUS")
def focus_is_a_problem(case: Case) -> Iterator[Finding]:
    """A problem that a unit's name speaks of is among the problems of the unit."""
    terms = case.standard.vocabularies["ecosystem_problem"]
    for unit in case.plan.units if any(unit.problems for unit in case.plan.units) else ():
        named = [t for t in terms.values() if any(word in unit.focus for word in (t.zh, *t.aliases))]
        missing = [term.zh for term in named if term.code not in unit.problems]
        if unit.problems and missing:
            got = joined(case.term("ecosystem_problem", code) for code in unit.problems)
            place = replace(unit.place, column="problems")
            yield Finding("NAME-UNIT-FOCUS", place, got, joined(missing), f"unit:{unit.code}", (), _called(unit.name))


@rule("NAME-SUBPROJECT")
def subproject_name(case: Case) -> Iterator[Finding]:
    """H.2.1.3: administrative region and kind of project; a stage or part may follow in brackets."""
    endings = _endings("subproject")
    for sub in case.plan.subprojects:
        if not sub.region.strip() or not _BRACKETS.sub("", sub.project_type.strip()).endswith(endings):
            place = replace(sub.place, column="project_type")
            yield Finding("NAME-SUBPROJECT", place, sub.name, _want(endings), f"subproject:{sub.code}")


@rule("NAME-TWICE")
def name_twice(case: Case) -> Iterator[Finding]:
    """Two sub-projects of one name cannot be told apart in tables C, E and G."""
    for name, subs in grouped(case.plan.subprojects, lambda sub: sub.name).items():
        for sub in subs[1:]:
            words = {"other": subs[0].code}
            place = replace(sub.place, column="project_type")
            yield Finding("NAME-TWICE", place, name, "", f"subproject:{sub.code}", words=words)


@rule("NAME-REGION")
def county_of_subproject(case: Case) -> Iterator[Finding]:
    """A sub-project's region names the county."""
    county = case.plan.project.county_name
    for sub in case.plan.subprojects:
        if sub.region.strip() and county not in sub.region:
            place = replace(sub.place, column="region")
            yield Finding("NAME-REGION", place, sub.region, f"{county}…", f"subproject:{sub.code}")


@rule("NAME-CATEGORY")
def name_of_category(case: Case) -> Iterator[Finding]:
    """What a sub-project's name says it is agrees with its category."""
    categories = load_subproject_categories()
    for sub in case.plan.subprojects:
        told = [row.category for row in categories.values() if any(word in sub.project_type for word in row.words)]
        if told and sub.category not in (*told, "other"):
            got = case.term("subproject_category", sub.category)
            want = " / ".join(case.term("subproject_category", code) for code in told)
            place = replace(sub.place, column="category")
            yield Finding("NAME-CATEGORY", place, got, want, f"subproject:{sub.code}", (), _called(sub.name))


@rule("NAME-CODE")
def code_of_subproject(case: Case) -> Iterator[Finding]:
    """Where codes of sub-projects begin with that of their unit, none begins with that of another."""
    subs = case.plan.subprojects
    if not any(_follows(sub.code, sub.unit) for sub in subs):
        return
    for sub in subs:
        other = next((code for code in case.units if code != sub.unit and _follows(sub.code, code)), "")
        if other and sub.unit in case.units and not _follows(sub.code, sub.unit):
            place = replace(sub.place, column="unit")
            words = {"name": sub.name, "code": sub.code}
            yield Finding("NAME-CODE", place, sub.unit, other, f"subproject:{sub.code}", words=words)


@rule("NAME-REPEAT")
def repeated_words(case: Case) -> Iterator[Finding]:
    """No part of a composed name repeats the one before it, and no ending that is entered stands there twice."""
    for named in _names(case):
        parts = [part.strip() for part in named.parts]
        doubled = [before for before, part in pairwise(parts) if before and part.startswith(before)]
        if named.kind != "unit":
            doubled += [ending for ending in _endings(named.kind) if named.name.endswith(ending * 2)]
        if doubled:
            yield Finding("NAME-REPEAT", named.place, named.name, doubled[0], named.subject)


@rule("NAME-SIGNS")
def foreign_signs(case: Case) -> Iterator[Finding]:
    """Names hold no blanks, no punctuation but that of place names, and no full-width letters or digits."""
    for named in _names(case):
        signs = dict.fromkeys(sign for part in named.parts for sign in part.strip() if _foreign(sign))
        if signs:
            got = " ".join("␣" if sign.isspace() else sign for sign in signs)
            yield Finding("NAME-SIGNS", named.place, got, "", named.subject, words=_called(named.name))


@rule("NAME-LONG")
def long_name(case: Case) -> Iterator[Finding]:
    """A name fits into the tables and under the maps."""
    most = limit(case.plan.project, "name_characters")
    for named in _names(case):
        if len(named.name) > most:
            yield Finding(
                "NAME-LONG", named.place, str(len(named.name)), f"≤ {most}", named.subject, words=_called(named.name)
            )


def _names(case: Case) -> Iterator[_Named]:
    project = case.plan.project
    parts = tuple(getattr(project, part) for part in _PROJECT_PARTS)
    yield _Named("project.name", _PROJECT, project.name, parts, "project")
    for unit in case.plan.units:
        place = replace(unit.place, column="focus")
        yield _Named(f"unit:{unit.code}", place, unit.name, (unit.natural_unit, unit.focus), "unit")
    for sub in case.plan.subprojects:
        place = replace(sub.place, column="project_type")
        yield _Named(f"subproject:{sub.code}", place, sub.name, (sub.region, sub.project_type), "subproject")


def _called(name: str) -> dict[str, str]:
    return {"name": name}


def _foreign(sign: str) -> bool:
    """Whether a sign does not belong in a name.

    Examples
    --------
    >>> [sign for sign in "甲、乙（１段）A1—2 。" if _foreign(sign)]
    ['１', ' ', '。']
    """
    kind = unicodedata.category(sign)
    wide = unicodedata.east_asian_width(sign) == "F" and kind[0] in "LN"
    return wide or sign.isspace() or (kind == "Po" and sign not in _MARKS)


def _follows(code: str, unit: str) -> bool:
    """Whether a code is that of a unit with a number behind it.

    Examples
    --------
    >>> _follows("甲溪-1", "甲溪"), _follows("甲溪-1", "甲"), _follows("甲溪", "甲溪")
    (True, False, False)
    """
    rest = code.removeprefix(unit) if unit else code
    return rest != code and bool(rest) and not rest[0].isalpha()


def _endings(of: str) -> tuple[str, ...]:
    return tuple(ending.word for ending in load_endings() if ending.of == of)


def _want(endings: Sequence[str]) -> str:
    return " / ".join(f"…{ending}" for ending in endings)
