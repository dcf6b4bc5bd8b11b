"""Names (H.2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shanshui.finding import Finding, Place
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.standard.limits import load_endings

_PROJECT_PARTS = ("region", "ecological_zone", "natural_unit", "project_type")


@rule("NAME-PROJECT")
def project_name(case: Case) -> Iterator[Finding]:
    """H.2.1.1: region, key ecological zone, natural unit and kind of project, each filled in."""
    project = case.plan.project
    place = Place(file="project.yaml", column="name.project_type")
    for part in _PROJECT_PARTS:
        if not getattr(project, part).strip():
            at, want = replace(place, column=f"name.{part}"), case.key_name(f"name.{part}")
            yield Finding("NAME-PROJECT", at, project.name, want, f"project.name.{part}")
    endings = _endings("project")
    if not project.project_type.endswith(endings):
        yield Finding("NAME-PROJECT", place, project.name, _want(endings), "project.name")


@rule("NAME-UNIT")
def unit_name(case: Case) -> Iterator[Finding]:
    """H.2.1.2: natural unit and focus of the work; the program adds the ending."""
    endings = _endings("unit")
    for unit in case.plan.units:
        parts = (unit.natural_unit.strip(), unit.focus.strip())
        if not all(parts) or any(ending in part for part in parts for ending in endings):
            yield Finding("NAME-UNIT", unit.place, unit.name, _want(endings), f"unit:{unit.code}")


@rule("NAME-SUBPROJECT")
def subproject_name(case: Case) -> Iterator[Finding]:
    """H.2.1.3: administrative region and kind of project."""
    endings = _endings("subproject")
    for sub in case.plan.subprojects:
        if not sub.region.strip() or not sub.project_type.strip().endswith(endings):
            yield Finding("NAME-SUBPROJECT", sub.place, sub.name, _want(endings), f"subproject:{sub.code}")


@rule("NAME-TWICE")
def name_twice(case: Case) -> Iterator[Finding]:
    """Two sub-projects of one name cannot be told apart in tables C, E and G."""
    for name, subs in grouped(case.plan.subprojects, lambda sub: sub.name).items():
        for sub in subs[1:]:
            words = {"other": subs[0].code}
            yield Finding("NAME-TWICE", sub.place, name, "", f"subproject:{sub.code}", words=words)


def _endings(of: str) -> tuple[str, ...]:
    return tuple(ending.word for ending in load_endings() if ending.of == of)


def _want(endings: Sequence[str]) -> str:
    return " / ".join(f"…{ending}" for ending in endings)
