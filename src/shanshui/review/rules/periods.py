"""Years: the project's period holds the sub-projects', theirs holds the works' and the money's; care follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import Subproject, Target, Work, limit
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.review.when import span

_MONITORING = "monitoring"
_LASTING = "lasting"
_END = "end"


@rule("PERIOD-SUBPROJECT")
def subproject_period(case: Case) -> Iterator[Finding]:
    """A sub-project runs inside the project's years, and ends after it starts."""
    first, last = case.plan.project.build_years
    for sub in case.plan.subprojects:
        if not first <= sub.start <= sub.end <= last:
            got, want = span(sub.start, sub.end), span(first, last)
            words = {"name": sub.name}
            place = replace(sub.place, column="start" if sub.start < first else "end")
            yield Finding("PERIOD-SUBPROJECT", place, got, want, f"subproject:{sub.code}", words=words)


@rule("PERIOD-WORK")
def work_year(case: Case) -> Iterator[Finding]:
    """A work is done in the years of its sub-project."""
    for work in case.plan.works:
        sub = case.subprojects.get(work.subproject)
        if sub is not None and work.year is not None and not sub.start <= work.year <= sub.end:
            measure = case.measures.get(work.measure)
            words = {"name": sub.name, "measure": measure.name if measure else work.measure}
            subject = f"works[{work.place.row}].year"
            place, want = replace(work.place, column="year"), span(sub.start, sub.end)
            yield Finding("PERIOD-WORK", place, str(work.year), want, subject, words=words)


@rule("PERIOD-FUNDING")
def funding_year(case: Case) -> Iterator[Finding]:
    """Money is planned for years of the project."""
    first, last = case.plan.project.build_years
    for row in case.plan.funding:
        if row.year is not None and not first <= row.year <= last:
            words = {"name": row.subproject}
            subject = f"funding[{row.place.row}].year"
            place = replace(row.place, column="year")
            yield Finding("PERIOD-FUNDING", place, str(row.year), span(first, last), subject, words=words)


@rule("PERIOD-UNFUNDED")
def works_before_money(case: Case) -> Iterator[Finding]:
    """The first works of a sub-project wait for its first money."""
    for sub in case.plan.subprojects:
        early = waiting_work(case, sub)
        if early is not None:
            words, place = {"name": sub.name}, replace(early.place, column="year")
            paid = str(_first_money(case, sub))
            yield Finding("PERIOD-UNFUNDED", place, str(early.year), paid, f"subproject:{sub.code}", words=words)


def waiting_work(case: Case, sub: Subproject) -> Work | None:
    """A work of a sub-project in a year before its first money; none where some money names no year."""
    paid = _first_money(case, sub)
    if paid is None or any(row.year is None and row.amount for row in case.funding.get(sub.code, ())):
        return None
    works = (work for work in case.works.get(sub.code, ()) if work.quantity)
    return next((work for work in works if work.year is not None and work.year < paid), None)


def _first_money(case: Case, sub: Subproject) -> int | None:
    rows = (row for row in case.funding.get(sub.code, ()) if row.amount)
    return min((row.year for row in rows if row.year is not None), default=None)


@rule("PERIOD-IDLE")
def year_without_subproject(case: Case) -> Iterator[Finding]:
    """In each of the project's years some sub-project is at work."""
    subs = case.plan.subprojects
    idle = [year for year in case.plan.project.years if not any(sub.start <= year <= sub.end for sub in subs)]
    if subs and idle:
        yield Finding("PERIOD-IDLE", project_place("build_years"), joined(map(str, idle)), "", "project.build_years")


@rule("PERIOD-LONG")
def long_project(case: Case) -> Iterator[Finding]:
    """The works take no more years than such projects usually have."""
    first, last = case.plan.project.build_years
    most = limit(case.plan.project, "build_years_most")
    if last - first + 1 > most:
        place = project_place("build_years")
        yield Finding("PERIOD-LONG", place, str(last - first + 1), f"≤ {most}", "project.build_years")


@rule("PERIOD-BASE")
def base_year(case: Case) -> Iterator[Finding]:
    """Base values stand for a year before the works begin."""
    project = case.plan.project
    if project.base_year >= project.build_years[0]:
        want = f"< {project.build_years[0]}"
        yield Finding("PERIOD-BASE", project_place("base_year"), str(project.base_year), want, "project.base_year")


@rule("PERIOD-BASE-OLD")
def old_base_year(case: Case) -> Iterator[Finding]:
    """Base values are not older than a few years when the works begin."""
    project = case.plan.project
    oldest = project.build_years[0] - int(limit(project, "base_year_age"))
    if project.base_year < oldest:
        place = project_place("base_year")
        yield Finding("PERIOD-BASE-OLD", place, str(project.base_year), f"≥ {oldest}", "project.base_year")


@rule("PERIOD-SUBMITTED")
def submitted_late(case: Case) -> Iterator[Finding]:
    """The plan is handed in after its base year has begun and before the first year of works is over."""
    project, day = case.plan.project, case.submitted
    earliest, latest = project.base_year, project.build_years[0]
    if day is not None and earliest <= latest and not earliest <= day.year <= latest:
        want = span(earliest, latest)
        yield Finding("PERIOD-SUBMITTED", project_place("submitted"), project.submitted, want, "project.submitted")


@rule("PERIOD-CARE-NONE")
def project_without_care(case: Case) -> Iterator[Finding]:
    """The project states how many years of care follow the works; that no care is planned at all is told there."""
    if case.plan.project.care_years == 0 and case.records("aftercare"):
        yield Finding("PERIOD-CARE-NONE", project_place("care_years"), "", "", "project.care_years")


@rule("PERIOD-CARE")
def subproject_without_care(case: Case) -> Iterator[Finding]:
    """Where the project has years of care, each sub-project has; one that only monitors may do without."""
    years = case.plan.project.care_years
    for sub in case.plan.subprojects if years else ():
        if not sub.care_years and sub.category != _MONITORING:
            yield _care("PERIOD-CARE", sub, years)


@rule("PERIOD-CARE-SHORT")
def short_care(case: Case) -> Iterator[Finding]:
    """No sub-project is cared for in fewer years than the project promises."""
    years = case.plan.project.care_years
    for sub in case.plan.subprojects:
        if sub.care_years and sub.care_years < years:
            yield _care("PERIOD-CARE-SHORT", sub, years)


@rule("PERIOD-TARGET")
def year_of_target(case: Case) -> Iterator[Finding]:
    """A target for the end of works falls in the year in which the works of its subject end, a lasting one later."""
    last = case.plan.project.build_years[1]
    ends = {f"subproject:{sub.code}": sub.end for sub in case.plan.subprojects}
    ends |= {f"unit:{code}": max(sub.end for sub in subs) for code, subs in case.subprojects_of.items()}
    wrong = [t for t in _dated(case, (_END, "")) if not _at_end(case, t, min(ends.get(t.subject, last), last), last)]
    for subject, targets in grouped(wrong, lambda target: target.subject).items():
        want = str(min(ends.get(subject, last), last))
        yield _years("PERIOD-TARGET", case, targets, want, f"{subject}.targets.{_END}")


@rule("PERIOD-HORIZON")
def year_of_horizon(case: Case) -> Iterator[Finding]:
    """A target for 5 or 10 years falls so long after the base year at the earliest, after the end of works at last."""
    project = case.plan.project
    for horizon in ("5", "10"):
        first, last = project.base_year + int(horizon), project.build_years[1] + int(horizon)
        wrong = [t for t in _dated(case, (horizon,)) if t.year is not None and not first <= t.year <= last]
        for subject, targets in grouped(wrong, lambda target: target.subject).items():
            yield _years("PERIOD-HORIZON", case, targets, span(first, last), f"{subject}.targets.{horizon}")


def _dated(case: Case, horizons: Iterable[str]) -> Iterator[Target]:
    for target in case.plan.targets:
        if target.year is not None and target.horizon in horizons and target.subject in case.subject_names:
            yield target


def _at_end(case: Case, target: Target, end: int, last: int) -> bool:
    spec = case.standard.performance.get(target.indicator)
    lasting = spec is not None and spec.level2 == _LASTING
    return target.year is not None and end <= target.year and (lasting or target.year <= last)


def _years(code: str, case: Case, targets: tuple[Target, ...], want: str, subject: str) -> Finding:
    got = joined(str(year) for year in sorted({target.year for target in targets if target.year is not None}))
    words = {
        "name": case.subject_names[targets[0].subject],
        "horizon": case.term("target_horizon", targets[0].horizon or _END),
        "count": str(len(targets)),
    }
    return Finding(code, replace(targets[0].place, column="year"), got, want, subject, words=words)


def _care(code: str, sub: Subproject, years: int) -> Finding:
    place, got = replace(sub.place, column="care_years"), str(sub.care_years or 0)
    return Finding(code, place, got, str(years), f"subproject:{sub.code}", words={"name": sub.name})
