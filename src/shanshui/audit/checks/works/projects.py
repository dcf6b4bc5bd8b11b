"""Projects against one another: the same one twice, two periods of one, names that differ in a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.checks.times.project_periods import written
from shanshui.audit.reading import Reading
from shanshui.audit.tellings import tellings
from shanshui.claims.likeness import LEAST, core, near_name
from shanshui.claims.model import Period, Project
from shanshui.finding import Finding

_MANY = 60
"""Projects of one group beyond which names are compared with their neighbours in order only."""


@check("AUDIT-PROJECT-TWICE", "AUDIT-PROJECT-TWICE-LIKELY")
def twice_in_one_list(reading: Reading) -> Iterator[Finding]:
    """One name twice in one box, list or table."""
    for members in _of_one_name(reading).values():
        for one, other in combinations(members, 2):
            if not one_list(reading, one, other):
                continue
            in_table = _table(reading, one) is not None
            sure = one.number != other.number or not (in_table or one.number)
            if not sure and not _apart(reading, one, other):
                continue
            code = "AUDIT-PROJECT-TWICE" if sure else "AUDIT-PROJECT-TWICE-LIKELY"
            yield fault(code, reading, (other.name.span, one.name.span), words={"name": other.name.text})
            break


@check("AUDIT-PROJECT-PERIOD", "AUDIT-PROJECT-PERIOD-LIKELY")
def two_periods(reading: Reading) -> Iterator[Finding]:
    """One project with different years at two places.

    Notes
    -----
    A single year is a year of its works, as in a table by years, and no second period. Two lists in which a project
    has years that do not meet may hold its two stages, one that ends with the near term the first of them.
    """
    for told in tellings(reading).values():
        dated = [(t, t.period) for t in told if t.period is not None and t.period.first != t.period.last]
        for telling, period in dated[1:]:
            other, first = dated[0]
            if (period.first, period.last) != (first.first, first.last):
                lists = other.entry and telling.entry and other.group != telling.group
                staged = lists and _staged(period, first, reading)
                code = "AUDIT-PROJECT-PERIOD-LIKELY" if staged else "AUDIT-PROJECT-PERIOD"
                words = {"name": reading.document.text[telling.name.start : telling.name.end]}
                yield fault(code, reading, (period.span, first.span), written(period), written(first), words)


@check("AUDIT-PROJECT-LIKE")
def like_one_another(reading: Reading) -> Iterator[Finding]:
    """Names of one list that differ in a word, where years or contents overlap."""
    groups: dict[str, list[Project]] = defaultdict(list)
    for project in reading.projects:
        groups[project.group].append(project)
    for members in groups.values():
        pairs = combinations(members, 2) if len(members) <= _MANY else pairwise(members)
        for one, other in pairs:
            if near_name(one.name.text, other.name.text, reading.frame.region) and _overlap(one, other):
                words = {"name": other.name.text, "other": one.name.text}
                yield fault("AUDIT-PROJECT-LIKE", reading, (other.name.span, one.name.span), words=words)


def _staged(one: Period, other: Period, reading: Reading) -> bool:
    """Whether one of two periods may be a stage of a project that has the other, or both stages of one."""
    if one.last < other.first or other.last < one.first:
        return True
    near = reading.frame.near
    return near is not None and one.first == other.first and near[1] in (one.last, other.last)


def _of_one_name(reading: Reading) -> dict[str, list[Project]]:
    """Projects by what their names have of their own; short names are nobody's."""
    found: dict[str, list[Project]] = defaultdict(list)
    for project in reading.projects:
        key = core(project.name.text, reading.frame.region)
        if len(key) >= LEAST:
            found[key].append(project)
    return {key: members for key, members in found.items() if len(members) > 1}


def one_list(reading: Reading, one: Project, other: Project) -> bool:
    """Whether two entries of projects stand in one table, or under one heading and in no table."""
    if one.group != other.group or one.name.span == other.name.span:
        return False
    if _table(reading, one) != _table(reading, other):
        return False
    path = reading.document.path_at
    return path(one.name.span.start) == path(other.name.span.start)


def _apart(reading: Reading, one: Project, other: Project) -> bool:
    """Whether another project stands between two lines; lines below one another are parts of one."""
    between = (p.name.span.start for p in reading.projects)
    return any(one.name.span.start < place < other.name.span.start for place in between)


def _table(reading: Reading, project: Project) -> int | None:
    block = reading.document.block_at(project.name.span.start)
    return block.table if block is not None else None


def _overlap(one: Project, other: Project) -> bool:
    if one.period is None or other.period is None:
        return False
    return one.period.first <= other.period.last and other.period.first <= one.period.last
