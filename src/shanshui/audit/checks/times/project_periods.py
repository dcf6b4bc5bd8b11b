"""Periods of projects against the terms of the plan, their headings, their texts and their neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Frame, Reading
from shanshui.claims.model import Period, Project, Span
from shanshui.claims.stretches import Moment, before, stretches
from shanshui.claims.terms import plan_term, terms, years_span
from shanshui.finding import Finding
from shanshui.standard.language.terms import Role

SIBLINGS = 4
"""Projects of one group, the one without period included, from which a missing period is told."""

_SHOWN = 40
"""Characters by which works without a name are told."""
_DONE = re.compile(r"已实施|已建|已完成|成效|回顾|实施情况|前期工作|基础工作|续建")
_CONTINUED = re.compile(r"续建|在建|已开工|结转")
_STATED = re.compile(r"(?:项目实施|工程实施|实施期|建设期|工期|期限|年限|周期)[^，。；\n]{0,8}[（(]?\Z")
_STAGE = re.compile(r"[一二三首][期阶]|第[一二三]|其中|前期|后期|分期|年度")
_NEAR = re.compile(r"近期(?!中|及|和|与|、)")
_FAR = re.compile(r"(?:中远期|中长期|远期)")


@check("AUDIT-PERIOD-OUTSIDE", "AUDIT-PERIOD-EARLY")
def outside_the_plan(reading: Reading) -> Iterator[Finding]:
    """Projects that end after the plan or begin before it, a fault for sure where the plan carries them out itself."""
    term = plan_term(reading.document, reading.periods)
    if term is None:
        return
    whole, stated = term
    ends = _ends(reading)
    for project, period in _dated(reading):
        words = {"name": project.name.text}
        got, want, spans = written(period), written(whole), (period.span, stated)
        if period.last > whole.last or period.last < whole.first:
            yield fault("AUDIT-PERIOD-OUTSIDE", reading, spans, got, want, words)
        elif before(_end(ends, whole), _end(ends, period)):
            got, want = period.text, whole.text
            yield fault("AUDIT-PERIOD-OUTSIDE", reading, spans, got, want, words)
        elif period.first < whole.first and not _CONTINUED.search(_words(reading, project)):
            own = reading.frame.nature == "implementation"
            yield fault("AUDIT-PERIOD-OUTSIDE" if own else "AUDIT-PERIOD-EARLY", reading, spans, got, want, words)


@check("AUDIT-PERIOD-OUTSIDE")
def works_outside_the_plan(reading: Reading) -> Iterator[Finding]:
    """Terms of works beyond the end of the plan that were not read as those of a project; past ones are history."""
    term = plan_term(reading.document, reading.periods)
    if term is None:
        return
    whole, stated = term
    ends, known = _ends(reading), {years_span(period).start for _, period in _dated(reading)}
    for own in terms(reading.document, reading.periods):
        period, years = own.period, years_span(own.period)
        late = whole.first <= period.first <= period.last and before(_end(ends, whole), _end(ends, period))
        early = reading.frame.nature == "implementation" and period.first < whole.first <= period.last <= whole.last
        if own.role == "plan" and not own.whole and (late or early) and years.start not in known:
            done = early and _CONTINUED.search(_line(reading, own.span.start))
            if (
                not done
                and not _DONE.search(_line(reading, own.span.start))
                and reading.project_at(years.start) is None
            ):
                words = {"name": _line(reading, own.span.start)[:_SHOWN]}
                yield fault("AUDIT-PERIOD-OUTSIDE", reading, (years, stated), written(period), written(whole), words)


@check("AUDIT-PERIOD-ACROSS")
def across_two_terms(reading: Reading) -> Iterator[Finding]:
    """Projects that begin in the near term and end in the far one, but for those of the whole term."""
    near, far = reading.frame.near, reading.frame.far
    if near is None or far is None:
        return
    stated = _spans_of(reading, "near", near) + _spans_of(reading, "far", far)
    for project, period in _dated(reading):
        whole = period.first <= near[0] and period.last >= far[1]
        if not whole and period.first <= near[1] < far[0] <= period.last:
            want = f"{near[0]}—{near[1]}年、{far[0]}—{far[1]}年"
            words = {"name": project.name.text}
            yield fault("AUDIT-PERIOD-ACROSS", reading, (period.span, *stated), written(period), want, words)


@check("AUDIT-PERIOD-GROUP")
def under_another_term(reading: Reading) -> Iterator[Finding]:
    """Projects listed under one term with the years of another."""
    for project, period in _dated(reading):
        term = _term_of(project.group, reading.frame)
        if term is not None and (period.last < term[0] or period.first > term[1]):
            words = {"name": project.name.text}
            spans = (period.span, *_spans_of(reading, "near", term), *_spans_of(reading, "far", term))
            yield fault("AUDIT-PERIOD-GROUP", reading, spans, written(period), project.group.strip(), words)


@check("AUDIT-PERIOD-BODY")
def heading_and_text(reading: Reading) -> Iterator[Finding]:
    """The period of a project's heading against that which its text gives the project."""
    for project, period in _dated(reading):
        for other in _within(reading, project):
            if other.span == period.span or other.first == other.last or not _stated(reading, other, project):
                continue
            if (other.first, other.last) != (period.first, period.last):
                words = {"name": project.name.text}
                spans = (other.span, period.span)
                yield fault("AUDIT-PERIOD-BODY", reading, spans, written(other), written(period), words)
                break


@check("AUDIT-PERIOD-MISSING")
def without_period(reading: Reading) -> Iterator[Finding]:
    """Projects without period where nearly all others of their group have one."""
    groups: dict[str, list[Project]] = defaultdict(list)
    for project in reading.projects:
        groups[project.group].append(project)
    for members in groups.values():
        missing = [project for project in members if project.period is None]
        if len(members) >= SIBLINGS and 0 < len(missing) <= len(members) // SIBLINGS:
            for project in missing:
                words = {"name": project.name.text, "count": str(len(members) - len(missing))}
                dated = next(p.period for p in members if p.period is not None)
                yield fault("AUDIT-PERIOD-MISSING", reading, (project.name.span, dated.span), words=words)


def _spans_of(reading: Reading, role: Role, years: tuple[int, int]) -> tuple[Span, ...]:
    """Where the document states a term with these years, in full if it does so anywhere."""
    stated = [t for t in terms(reading.document, reading.periods) if t.role == role and t.period.last == years[1]]
    full = [term for term in stated if term.period.first == years[0]]
    return tuple(term.span for term in (full or stated)[:1])


def written(period: Period) -> str:
    """Years of a period as findings write them."""
    return f"{period.first}年" if period.first == period.last else f"{period.first}—{period.last}年"


def _dated(reading: Reading) -> Iterator[tuple[Project, Period]]:
    """Projects that are still to be built and have a period that runs forwards."""
    for project in reading.projects:
        period = project.period
        if period is None or not period.first or period.first > period.last or _DONE.search(project.group):
            continue
        path = reading.document.path_at(project.span.start)
        if not any(_DONE.search(reading.document.words(heading)) for heading in path):
            yield project, period


def _ends(reading: Reading) -> Mapping[int, Moment]:
    """Where stretches begin that are told to the month, with their ends."""
    return {stretch.span.start: stretch.last for stretch in stretches(reading.document.text)}


def _end(ends: Mapping[int, Moment], period: Period) -> Moment:
    return ends.get(years_span(period).start, (period.last, 0, 0))


def _line(reading: Reading, offset: int) -> str:
    """What stands before a place: its line, and the line above it where it begins one."""
    text = reading.document.text
    start = text.rfind("\n", 0, offset) + 1
    return text[start:offset].strip() or text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip()


def _words(reading: Reading, project: Project) -> str:
    return reading.document.text[project.span.start : project.span.end]


def _within(reading: Reading, project: Project) -> Iterator[Period]:
    for period in reading.periods:
        if period.first and period.span.within(project.span):
            yield period


def _stated(reading: Reading, period: Period, project: Project) -> bool:
    """Whether the words before it give it to the project, and not to something that the project tells of."""
    text = reading.document.text
    years = years_span(period)
    start = max(project.span.start, years.start - 16)
    return bool(_STATED.search(text, start, years.start)) and not _STAGE.search(text, start, years.start)


def _term_of(group: str, frame: Frame) -> tuple[int, int] | None:
    if _NEAR.search(group) and not _FAR.search(group):
        return frame.near
    if _FAR.search(group) and not _NEAR.search(group):
        return frame.far
    return None
