"""The order of works: source, path, sink; upstream first; safety first; what comes before what (5.4.2.4, H.1.7.2 a)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import Subproject, limit
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.review.when import span
from shanshui.standard.judging.work_order import load_leading_categories, load_work_order

_POSITIONS = ("source", "path", "sink")
_IN_SEASON = frozenset({"planting"})
"""Categories of measures that live or die by their season."""


@rule("SEQ-CYCLE")
def order_without_end(case: Case) -> Iterator[Finding]:
    """No sub-project comes, by whatever way, before itself; each circle is told once."""
    told: set[str] = set()
    after = {sub.code: sub.after for sub in case.plan.subprojects}
    for sub in case.plan.subprojects:
        circle = _circle(sub.code, after) if sub.after else ()
        if circle and not told & set(circle):
            told |= set(circle)
            place, words = replace(sub.place, column="after"), {"name": sub.name}
            yield Finding(
                "SEQ-CYCLE", place, " → ".join((*circle, circle[0])), "", f"subproject:{sub.code}", words=words
            )


@rule("SEQ-START")
def start_after_predecessor(case: Case) -> Iterator[Finding]:
    """A sub-project starts no earlier than those that come before it."""
    for sub, other in _before(case):
        if sub.start < other.start:
            yield _ordered("SEQ-START", sub, other, "start", sub.start, other.start)


@rule("SEQ-END")
def end_after_predecessor(case: Case) -> Iterator[Finding]:
    """A sub-project ends no earlier than those that come before it."""
    for sub, other in _before(case):
        if sub.end < other.end and sub.start >= other.start:
            yield _ordered("SEQ-END", sub, other, "end", sub.end, other.end)


@rule("SEQ-POSITION")
def source_first(case: Case) -> Iterator[Finding]:
    """Against one problem in one unit the source starts no later than the way, and the way no later than the end."""
    for subs in case.subprojects_of.values():
        placed = [(sub, _POSITIONS.index(sub.position)) for sub in subs if sub.position in _POSITIONS]
        for sub, place in placed:
            early = [o for o, other in placed if other > place and o.start < sub.start and _shared(sub, o)]
            if early:
                first = min(early, key=lambda other: other.start)
                yield _ordered("SEQ-POSITION", sub, first, "start", sub.start, first.start, "≤")


@rule("SEQ-UPSTREAM")
def upstream_first(case: Case) -> Iterator[Finding]:
    """Downstream is not finished before upstream has begun with the same problem."""
    by_basin = grouped(case.plan.subprojects, lambda sub: case.facts.text(f"subproject:{sub.code}.basin"))
    for basin, subs in by_basin.items():
        if not basin:
            continue
        below = [other for code in _downstream(case, basin) for other in by_basin.get(code, ())]
        for sub in subs:
            done = [other for other in below if other.end < sub.start and _shared(sub, other)]
            if done:
                first = min(done, key=lambda other: other.end)
                facts = (f"subproject:{sub.code}.basin", f"subproject:{first.code}.basin")
                finding = _ordered("SEQ-UPSTREAM", sub, first, "start", sub.start, first.end, "≤")
                yield replace(finding, facts=facts)


@rule("SEQ-SAFETY")
def safety_first(case: Case) -> Iterator[Finding]:
    """Works against hazards and pollution come before, or together with, what else is done on the same ground."""
    leading = load_leading_categories()
    for sub in case.plan.subprojects:
        if sub.category not in leading:
            continue
        others = [case.subprojects.get(code) for code in case.facts.codes(f"subproject:{sub.code}.overlapping")]
        early = [o for o in others if o is not None and o.category not in leading and o.start < sub.start]
        if early:
            first = min(early, key=lambda other: other.start)
            finding = _ordered("SEQ-SAFETY", sub, first, "start", sub.start, first.start, "≤")
            yield replace(finding, facts=(f"subproject:{sub.code}.overlapping",))


@rule("SEQ-WORKS")
def works_in_order(case: Case) -> Iterator[Finding]:
    """Within a sub-project what prepares the ground is not left until what needs it is done."""
    for sub in case.plan.subprojects:
        years: dict[str, list[int]] = {}
        for work in case.works.get(sub.code, ()):
            measure = case.measures.get(work.measure)
            if measure is not None:
                years.setdefault(measure.category, []).extend(
                    (work.year, work.year) if work.year else (sub.start, sub.end)
                )
        for pair in load_work_order():
            before, after = years.get(pair.before), years.get(pair.after)
            if before and after and max(after) < min(before):
                place = next(
                    work.place
                    for work in case.works[sub.code]
                    if work.measure in case.measures and case.measures[work.measure].category == pair.after
                )
                words = {
                    "name": sub.name,
                    "before": case.term("measure_category", pair.before),
                    "after": case.term("measure_category", pair.after),
                }
                subject = f"subproject:{sub.code}.{pair.before}.{pair.after}"
                at = replace(place, column="year")
                yield Finding("SEQ-WORKS", at, str(max(after)), f"≥ {min(before)}", subject, words=words)


@rule("SEQ-EXCLUDES")
def measures_apart(case: Case) -> Iterator[Finding]:
    """Measures that exclude each other are not used in one sub-project."""
    for sub in case.plan.subprojects:
        works = {work.measure: work for work in reversed(case.works.get(sub.code, ()))}
        for code, work in works.items():
            for other in case.measures[code].excludes if code in case.measures else ():
                mutual = other in case.measures and code in case.measures[other].excludes
                if other in works and other != code and not (mutual and other < code):
                    names = [case.measures[c].name if c in case.measures else c for c in (code, other)]
                    words = {"name": sub.name, "measure": names[0], "other": names[1]}
                    subject = f"subproject:{sub.code}.{code}.{other}"
                    yield Finding(
                        "SEQ-EXCLUDES", replace(work.place, column="measure"), names[1], "", subject, words=words
                    )


@rule("SEQ-IDLE")
def years_filled(case: Case) -> Iterator[Finding]:
    """Where every work has its year, works stand in the first and in the last year of their sub-project."""
    for sub in case.plan.subprojects:
        works = case.works.get(sub.code, ())
        years = [work.year for work in works if work.year is not None]
        if works and len(years) == len(works) and sub.start <= min(years) <= max(years) <= sub.end:
            if (min(years), max(years)) != (sub.start, sub.end):
                got, want = span(min(years), max(years)), span(sub.start, sub.end)
                place, words = replace(sub.place, column="start"), {"name": sub.name}
                yield Finding("SEQ-IDLE", place, got, want, f"subproject:{sub.code}", words=words)


@rule("SEQ-EVEN")
def works_by_year(case: Case) -> Iterator[Finding]:
    """The works are planned year by year, not merely spread."""
    several = [sub for sub in case.plan.subprojects if sub.end > sub.start and case.works.get(sub.code)]
    if several and not any(work.year for work in case.plan.works):
        place = case.table_place("works", "year")
        yield Finding("SEQ-EVEN", place, "0", str(len(case.plan.works)), "works.year")


@rule("SEQ-NONE")
def some_sequence(case: Case) -> Iterator[Finding]:
    """Many sub-projects do not all run in the very same years."""
    subs = case.plan.subprojects
    spans = {(sub.start, sub.end) for sub in subs}
    if len(subs) < limit(case.plan.project, "sequence_subprojects") or len(spans) != 1:
        return
    first, last = next(iter(spans))
    if first < last and not any(sub.after or sub.position for sub in subs):
        place, words = case.table_place("subprojects", "start"), {"count": str(len(subs))}
        yield Finding("SEQ-NONE", place, span(first, last), "", "subprojects.start", words=words)


@rule("SEQ-SEASON")
def season_of_planting(case: Case) -> Iterator[Finding]:
    """What is planted has its season."""
    used = {work.measure for work in case.plan.works}
    for measure in case.plan.measures:
        if measure.code in used and measure.category in _IN_SEASON and not measure.season:
            place, words = replace(measure.place, column="season"), {"name": measure.name}
            yield Finding("SEQ-SEASON", place, "", "", f"measure:{measure.code}", words=words)


def _circle(start: str, after: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Codes on a way from a sub-project back to itself; empty where there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    while waiting:
        code = waiting.pop()
        for before in after.get(code, ()):
            if before == start:
                return ways[code]
            if before in after and before not in ways:
                ways[before] = (*ways[code], before)
                waiting.append(before)
    return ()


def _before(case: Case) -> Iterator[tuple[Subproject, Subproject]]:
    """Each sub-project with each that the planner puts before it."""
    for sub in case.plan.subprojects:
        for code in sub.after:
            other = case.subprojects.get(code)
            if other is not None and other is not sub:
                yield sub, other


def _downstream(case: Case, basin: str) -> Iterator[str]:
    """Basins that a basin flows into, one after the other."""
    seen = {basin}
    while (basin := case.facts.text(f"basin:{basin}.downstream")) and basin not in seen:
        seen.add(basin)
        yield basin


def _shared(sub: Subproject, other: Subproject) -> bool:
    return bool(set(sub.problems) & set(other.problems))


def _ordered(
    code: str, sub: Subproject, other: Subproject, column: str, year: int, bound: int, sign: str = "≥"
) -> Finding:
    words, place = {"name": sub.name, "other": other.name}, replace(sub.place, column=column)
    subject = f"subproject:{sub.code}|subproject:{other.code}"
    return Finding(code, place, str(year), f"{sign} {bound}", subject, words=words)
