"""Aftercare (H.1.8.3): every sub-project is handed to somebody who looks after it for long enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.review.case import Case
from shanshui.review.rule import rule
from shanshui.standard import Record

_WANTED = ("measures", "years", "rights")


@rule("AFTERCARE-NONE")
def nothing_planned(case: Case) -> Iterator[Finding]:
    """The plan says who looks after what is built."""
    if case.plan.subprojects and not case.records("aftercare"):
        place = case.table_place("aftercare")
        yield Finding("AFTERCARE-NONE", place, "", "", "aftercare")


@rule("AFTERCARE-MISSING")
def subproject_without(case: Case) -> Iterator[Finding]:
    """Each sub-project has its aftercare."""
    planned = {row.text("subproject") for row in case.records("aftercare")}
    for sub in case.plan.subprojects if planned else ():
        if sub.code not in planned:
            yield Finding(
                "AFTERCARE-MISSING", replace(sub.place, column="code"), sub.name, "", f"subproject:{sub.code}"
            )


@rule("AFTERCARE-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """Aftercare has measures, years and an owner of what is handed over."""
    for row in case.records("aftercare"):
        missing = [key for key in _WANTED if not row.text(key)]
        if missing:
            yield _finding("AFTERCARE-INCOMPLETE", case, row, missing[0], "", case.headings("aftercare", missing))


@rule("AFTERCARE-YEARS")
def too_short(case: Case) -> Iterator[Finding]:
    """Aftercare lasts as long as the sub-project says, or else the project."""
    for row in case.records("aftercare"):
        sub, years = case.subprojects.get(row.text("subproject")), row.whole("years")
        promised = (sub.care_years if sub else None) or case.plan.project.care_years
        if sub is not None and years is not None and years < promised:
            yield _finding("AFTERCARE-YEARS", case, row, "years", str(years), f"≥ {promised}")


@rule("AFTERCARE-LIABLE")
def cared_for_by_others(case: Case) -> Iterator[Finding]:
    """Where somebody is liable for the damage, others do not look after it unasked."""
    for row in case.records("aftercare"):
        sub = case.subprojects.get(row.text("subproject"))
        liable, body = sub.liable_party.strip() if sub else "", row.text("body")
        if liable and body and liable not in body and body not in liable:
            yield _finding("AFTERCARE-LIABLE", case, row, "body", body, liable)


@rule("AFTERCARE-ALIKE")
def same_measures(case: Case) -> Iterator[Finding]:
    """Sub-projects of different kinds are not all looked after in the same words."""
    rows = [row for row in case.records("aftercare") if row.text("measures")]
    kinds = {sub.category for row in rows if (sub := case.subprojects.get(row.text("subproject"))) is not None}
    texts = {row.text("measures") for row in rows}
    if len(rows) >= limit(case.plan.project, "alike_rows") and len(texts) == 1 and len(kinds) > 1:
        words = {"count": str(len(rows))}
        yield Finding("AFTERCARE-ALIKE", rows[0].at("measures"), texts.pop(), "", "aftercare.measures", words=words)


def _finding(code: str, case: Case, row: Record, column: str, got: str, want: str) -> Finding:
    sub = case.subprojects.get(row.text("subproject"))
    words = {"name": sub.name if sub else row.text("subproject")}
    return Finding(code, row.at(column), got, want, f"subproject:{row.text('subproject')}", words=words)
