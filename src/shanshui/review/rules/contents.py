"""Units hold sub-projects, sub-projects hold works, works name measures."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.rule import rule


@rule("UNIT-EMPTY")
def unit_empty(case: Case) -> Iterator[Finding]:
    """A unit has a sub-project."""
    for unit in case.plan.units:
        if unit.code not in case.subprojects_of:
            yield Finding("UNIT-EMPTY", unit.place, unit.name, "", f"unit:{unit.code}")


@rule("SUBPROJECT-EMPTY")
def subproject_empty(case: Case) -> Iterator[Finding]:
    """A sub-project has a work with a quantity."""
    for sub in case.plan.subprojects:
        if not any(work.quantity for work in case.works.get(sub.code, ())):
            yield Finding("SUBPROJECT-EMPTY", sub.place, sub.name, "", f"subproject:{sub.code}")


@rule("MODE-MEASURE")
def mode_of_measure(case: Case) -> Iterator[Finding]:
    """A work's mode is one that its measure belongs to."""
    for work in case.plan.works:
        measure = case.measures.get(work.measure)
        if measure is not None and measure.modes and work.mode and work.mode not in measure.modes:
            subject = f"works[{work.place.row}].mode"
            got = case.term("mode", work.mode)
            want = " / ".join(case.term("mode", mode) for mode in measure.modes)
            words = {"measure": measure.name}
            yield Finding("MODE-MEASURE", work.place, got, want, subject, words=words)
