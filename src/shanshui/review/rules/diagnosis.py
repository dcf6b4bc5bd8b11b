"""The plan beside the diagnosis of table B.3: modes of works, and places whose problems nobody treats (X30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shanshui.finding import Finding, Place
from shanshui.plan import limit
from shanshui.review.case import Case
from shanshui.review.listing import joined
from shanshui.review.rule import rule

_RANKS = {"conservation": 0, "natural_regeneration": 0, "assisted_regeneration": 1, "reconstruction": 2}
"""Modes from the least to the greatest intervention (5.4.4.1 a); nature does the work in the first two."""

_KINDS = ("assessment_unit:", "unit:")


@rule("MODE-DIAGNOSIS")
def modes_as_diagnosed(case: Case) -> Iterator[Finding]:
    """Works keep near the mode that table B.3 recommends for their place, or give their reason (X30).

    A place as a whole may be sound where a part of it is not, so neighbouring modes go together. Mines follow their own
    standards, whatever the ground around them needs.
    """
    most = limit(case.plan.project, "mode_steps")
    for sub in case.plan.subprojects:
        place = case.facts.text(f"subproject:{sub.code}.diagnosed_in")
        fact = f"{place}.recommended_mode"
        wanted = case.facts.text(fact) if place else ""
        works = [work for work in case.works.get(sub.code, ()) if work.mode in _RANKS]
        if wanted not in _RANKS or not works or sub.category == "mine" or all(work.reason.strip() for work in works):
            continue
        steps = {work.mode: abs(_RANKS[work.mode] - _RANKS[wanted]) for work in works}
        if min(steps.values()) > most:
            used = joined(case.term("mode", mode) for mode in steps)
            words = {"name": sub.name, "place": _name(case, place), "mode": used}
            at, want = replace(works[0].place, column="mode"), case.term("mode", wanted)
            yield Finding("MODE-DIAGNOSIS", at, used, want, f"subproject:{sub.code}.mode", (fact,), words)


@rule("PROBLEM-UNTREATED")
def urgent_places_are_treated(case: Case) -> Iterator[Finding]:
    """A place with a problem of high urgency has a sub-project, or the report says why not."""
    least = limit(case.plan.project, "urgent_grade")
    treated = {case.facts.text(f"subproject:{sub.code}.diagnosed_in") for sub in case.plan.subprojects}
    urgent: dict[str, str] = {}
    for kind in _KINDS:
        for fact in case.facts.starting(kind):
            if fact.attribute.startswith("problem.") and fact.attribute.endswith(".urgency"):
                grade = case.number(fact.id)
                if grade is not None and grade >= least and fact.subject not in treated:
                    urgent.setdefault(fact.subject, fact.id)
    if urgent and treated - {""}:
        names = joined(_name(case, place) for place in list(urgent)[:3])
        words = {"names": names, "count": str(len(urgent))}
        at = Place(sheet="B.3", column="urgency")
        yield Finding("PROBLEM-UNTREATED", at, str(len(urgent)), "", "B.3.urgency", tuple(urgent.values()), words)


def _name(case: Case, place: str) -> str:
    unit = case.units.get(place.removeprefix("unit:"))
    return case.facts.text(f"{place}.name") or (unit.name if unit is not None else place)
