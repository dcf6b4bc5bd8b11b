"""Years: the project's period holds the sub-projects', theirs holds the works' and the money's."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding, Place
from shanshui.review.case import Case
from shanshui.review.rule import rule


@rule("PERIOD")
def subproject_period(case: Case) -> Iterator[Finding]:
    """A sub-project runs inside the project's years, and ends after it starts."""
    first, last = case.plan.project.build_years
    for sub in case.plan.subprojects:
        if not first <= sub.start <= sub.end <= last:
            got, want = _span(sub.start, sub.end), _span(first, last)
            words = {"name": sub.name}
            yield Finding("PERIOD", sub.place, got, want, f"subproject:{sub.code}", words=words)


@rule("PERIOD-WORK")
def work_year(case: Case) -> Iterator[Finding]:
    """A work is done in the years of its sub-project."""
    for work in case.plan.works:
        sub = case.subprojects.get(work.subproject)
        if sub is not None and work.year is not None and not sub.start <= work.year <= sub.end:
            measure = case.measures.get(work.measure)
            words = {"name": sub.name, "measure": measure.name if measure else work.measure}
            subject = f"works[{work.place.row}].year"
            yield Finding("PERIOD-WORK", work.place, str(work.year), _span(sub.start, sub.end), subject, words=words)


@rule("PERIOD-FUNDING")
def funding_year(case: Case) -> Iterator[Finding]:
    """Money is planned for years of the project."""
    first, last = case.plan.project.build_years
    for row in case.plan.funding:
        if row.year is not None and not first <= row.year <= last:
            words = {"name": row.subproject}
            subject = f"funding[{row.place.row}].year"
            yield Finding("PERIOD-FUNDING", row.place, str(row.year), _span(first, last), subject, words=words)


@rule("PERIOD-BASE")
def base_year(case: Case) -> Iterator[Finding]:
    """Base values stand for a year before the works begin."""
    project = case.plan.project
    if project.base_year >= project.build_years[0]:
        place = Place(file="project.yaml", column="base_year")
        want = f"< {project.build_years[0]}"
        yield Finding("PERIOD-BASE", place, str(project.base_year), want, "project.base_year")


def _span(first: int, last: int) -> str:
    return f"{first}–{last}"
