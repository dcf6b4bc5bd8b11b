"""What the plan says of itself: project, units, sub-projects, their problems, categories, works and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from shanshui.finding import Finding, Place
from shanshui.plan import Subproject
from shanshui.plan.upper_plan import carried, upper_projects
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.standard.cells import same_kind
from shanshui.standard.judging.subproject_categories import SubprojectCategory, load_subproject_categories

_OF_PROJECT = (
    "compiler", "authority", "implementer", "submitted", "ecological_function", "status_summary", "problem_summary",
)  # fmt: skip
_OF_UNIT = ("goal", "standard", "problems")
_OF_SUBPROJECT = ("department", "implementer", "sites", "land_rights", "content", "problems")
_OF_MEASURE = ("category", "effect", "source")
_MONITORING, _OTHER, _MINE = "monitoring", "other", "mine"
_OF_GROUND = frozenset({"sites", "land_rights", "problems"})
"""What a sub-project that only monitors need not say: it has no ground of its own and fights no problem."""
_BY_NATURE = frozenset({"conservation", "natural_regeneration"})
_MODES = "units.modes"
_COMPARED = "H.1.6.2"


@rule("PROJECT-INCOMPLETE")
def project_incomplete(case: Case) -> Iterator[Finding]:
    """What the cover and the heads of tables C and D print of the project is filled in."""
    missing = [key for key in _OF_PROJECT if not getattr(case.plan.project, key).strip()]
    if missing:
        place = project_place(missing[0])
        yield Finding("PROJECT-INCOMPLETE", place, "", joined(map(case.key_name, missing)), "project")


@rule("UNIT-EMPTY")
def unit_empty(case: Case) -> Iterator[Finding]:
    """A unit has a sub-project."""
    for unit in case.plan.units:
        if unit.code not in case.subprojects_of:
            yield Finding("UNIT-EMPTY", replace(unit.place, column="code"), unit.name, "", f"unit:{unit.code}")


@rule("UNIT-INCOMPLETE")
def unit_incomplete(case: Case) -> Iterator[Finding]:
    """A unit has problems, a goal and a standard."""
    for unit in case.plan.units:
        missing = [key for key in _OF_UNIT if not getattr(unit, key)]
        if missing:
            place, want = replace(unit.place, column=missing[0]), case.headings("units", missing)
            yield Finding("UNIT-INCOMPLETE", place, "", want, f"unit:{unit.code}", words={"name": unit.name})


@rule("SUBPROJECT-EMPTY")
def subproject_empty(case: Case) -> Iterator[Finding]:
    """A sub-project has a work with a quantity."""
    for sub in case.plan.subprojects:
        if not any(work.quantity for work in case.works.get(sub.code, ())):
            yield Finding("SUBPROJECT-EMPTY", replace(sub.place, column="code"), sub.name, "", f"subproject:{sub.code}")


@rule("SUBPROJECT-INCOMPLETE")
def subproject_incomplete(case: Case) -> Iterator[Finding]:
    """A sub-project says who does what, where, on whose land, against which problem; monitoring fights none."""
    for sub in case.plan.subprojects:
        spared = _OF_GROUND if sub.category == _MONITORING else frozenset[str]()
        missing = [key for key in _OF_SUBPROJECT if key not in spared and not getattr(sub, key)]
        if missing:
            place, want = replace(sub.place, column=missing[0]), case.headings("subprojects", missing)
            yield Finding("SUBPROJECT-INCOMPLETE", place, "", want, f"subproject:{sub.code}", words={"name": sub.name})


@rule("SUBPROJECT-PLAN")
def without_upper_plan(case: Case) -> Iterator[Finding]:
    """Each sub-project goes back to a project of an upper plan, in its row or in theirs; says once which do not."""
    linked = carried(case.plan, upper_projects(case.plan))
    without = [sub for sub in case.plan.subprojects if not sub.upper_plan.strip() and not linked[sub.code]]
    if without:
        place = replace(without[0].place, column="upper_plan")
        words = {"count": str(len(without))}
        yield Finding(
            "SUBPROJECT-PLAN", place, listed(s.name for s in without), "", "subprojects.upper_plan", (), words
        )


@rule("PROBLEM-FOREIGN")
def problem_of_no_unit(case: Case) -> Iterator[Finding]:
    """A sub-project works against problems that its unit has; one that only monitors may look at others as well."""
    for sub in case.plan.subprojects:
        unit = case.units.get(sub.unit) if sub.category != _MONITORING else None
        foreign = [code for code in sub.problems if unit is not None and code not in unit.problems]
        if unit is not None and unit.problems and foreign:
            words, place = {"name": sub.name, "unit": unit.name}, replace(sub.place, column="problems")
            got, want = _problems(case, foreign), _problems(case, unit.problems)
            yield Finding("PROBLEM-FOREIGN", place, got, want, f"subproject:{sub.code}", words=words)


@rule("PROBLEM-UNSOLVED")
def problem_without_subproject(case: Case) -> Iterator[Finding]:
    """Each problem of a unit has a sub-project that works against it."""
    for unit in case.plan.units:
        solved = {code for sub in case.subprojects_of.get(unit.code, ()) for code in sub.problems}
        left = [code for code in unit.problems if code not in solved]
        if solved and left:
            place, got = replace(unit.place, column="problems"), _problems(case, left)
            yield Finding("PROBLEM-UNSOLVED", place, got, "", f"unit:{unit.code}", words={"name": unit.name})


@rule("CATEGORY-OTHER")
def without_category(case: Case) -> Iterator[Finding]:
    """A sub-project is of one of the kinds that the plan tells apart, or its note says what it is."""
    for sub in case.plan.subprojects:
        if sub.category == _OTHER and not sub.note.strip():
            place = replace(sub.place, column="category")
            yield Finding("CATEGORY-OTHER", place, sub.name, "", f"subproject:{sub.code}")


@rule("CATEGORY-DEPARTMENT")
def department_of_category(case: Case) -> Iterator[Finding]:
    """The department in charge is one that such sub-projects usually belong to."""
    for sub, usual in _categories(case):
        if sub.department and usual.departments and sub.department not in (*usual.departments, _OTHER):
            got = case.term("department", sub.department)
            want = " / ".join(case.term("department", code) for code in usual.departments)
            yield _of_category("CATEGORY-DEPARTMENT", case, sub, "department", got, want)


@rule("CATEGORY-PROBLEM")
def problem_of_category(case: Case) -> Iterator[Finding]:
    """A sub-project of a kind works against at least one problem that this kind is made for."""
    for sub, usual in _categories(case):
        if sub.problems and usual.problems and not {*sub.problems} & {*usual.problems, _OTHER}:
            got, want = _problems(case, sub.problems), _problems(case, usual.problems)
            yield _of_category("CATEGORY-PROBLEM", case, sub, "problems", got, want)


@rule("CATEGORY-MEASURE")
def measures_of_category(case: Case) -> Iterator[Finding]:
    """A sub-project of a kind has at least one measure of those that this kind is made of."""
    for sub, usual in _categories(case):
        measures = [case.measures[w.measure] for w in case.works.get(sub.code, ()) if w.measure in case.measures]
        kinds = dict.fromkeys(measure.category for measure in measures if measure.category)
        if kinds and usual.measures and not kinds.keys() & {*usual.measures}:
            got = joined(case.term("measure_category", code) for code in kinds)
            want = joined(case.term("measure_category", code) for code in usual.measures)
            yield _of_category("CATEGORY-MEASURE", case, sub, "category", got, want)


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
            yield Finding("MODE-MEASURE", replace(work.place, column="mode"), got, want, subject, words=words)


@rule("MODE-NATURE")
def nothing_left_to_nature(case: Case) -> Iterator[Finding]:
    """Some of the works leave recovery to nature: it comes before works of man; mines follow their own standards."""
    mines = any(word in case.plan.project.project_type for word in load_subproject_categories()[_MINE].words)
    modes = dict.fromkeys(work.mode for work in case.plan.works if work.mode)
    if modes and not mines and not modes.keys() & _BY_NATURE:
        got = joined(case.term("mode", mode) for mode in modes)
        want = " / ".join(case.term("mode", mode) for mode in sorted(_BY_NATURE))
        yield Finding("MODE-NATURE", replace(case.plan.works[0].place, column="mode"), got, want, "works.mode")


@rule("WORK-TWICE")
def work_twice(case: Case) -> Iterator[Finding]:
    """The same quantity of a measure in the same year does not stand there again under another mode or indicator."""
    for works in grouped(
        case.plan.works, lambda w: f"{w.subproject}\n{w.measure}\n{w.year}\n{w.quantity}{w.unit}"
    ).values():
        for work in works[1:] if works[0].quantity else ():
            words = {**_measure(case, work.measure), "row": str(works[0].place.row or "")}
            subject = f"works[{work.place.row}]"
            yield Finding(
                "WORK-TWICE", replace(work.place, column="quantity"), str(work.quantity), "", subject, (), words
            )


@rule("WORK-INDICATOR")
def indicator_of_work(case: Case) -> Iterator[Finding]:
    """A work counts towards the indicator of its measure."""
    for work in case.plan.works:
        measure = case.measures.get(work.measure)
        if measure is not None and measure.indicator and work.indicator and work.indicator != measure.indicator:
            place, subject = replace(work.place, column="indicator"), f"works[{work.place.row}].indicator"
            got, want = _indicator(case, work.indicator), _indicator(case, measure.indicator)
            yield Finding("WORK-INDICATOR", place, got, want, subject, words={"measure": measure.name})


@rule("WORK-UNCOUNTED")
def work_not_counted(case: Case) -> Iterator[Finding]:
    """A work whose measure has an indicator is counted towards it, unless its note says why not."""
    for work in case.plan.works:
        measure = case.measures.get(work.measure)
        if measure is not None and measure.indicator and not (work.indicator or work.note) and work.quantity:
            spec = case.standard.performance.get(measure.indicator)
            if spec is not None and same_kind(work.unit, spec.unit):
                place, subject = replace(work.place, column="indicator"), f"works[{work.place.row}].indicator"
                want = _indicator(case, measure.indicator)
                yield Finding("WORK-UNCOUNTED", place, "", want, subject, words={"measure": measure.name})


@rule("MEASURE-INCOMPLETE")
def measure_incomplete(case: Case) -> Iterator[Finding]:
    """A measure has a kind, says what it does and where it comes from."""
    for row in case.records("measures"):
        missing = [key for key in _OF_MEASURE if not row.text(key)]
        if missing:
            want, words = case.headings("measures", missing), {"measure": row.text("name")}
            yield Finding("MEASURE-INCOMPLETE", row.at(missing[0]), "", want, f"measure:{row.text('code')}", (), words)


@rule("MEASURE-UNUSED")
def measure_unused(case: Case) -> Iterator[Finding]:
    """Says once which measures no work uses; one that has a price is told with the prices."""
    used = {work.measure for work in case.plan.works}
    priced = {price.measure for price in case.plan.prices}
    unused = [measure for measure in case.plan.measures if measure.code not in used | priced]
    if used and unused:
        words = {"count": str(len(unused))}
        yield Finding(
            "MEASURE-UNUSED",
            replace(unused[0].place, column="code"),
            listed(m.name for m in unused),
            "",
            "measures",
            words=words,
        )


@rule("MEASURE-COMPARED")
def alternatives_compared(case: Case) -> Iterator[Finding]:
    """Alternatives are entered, or compared in the planner's own chapter on modes, or by somebody who signs for it."""
    own = {name.removesuffix(".md") for name in case.chapters} & {_MODES, _MODES.partition(".")[0]}
    signed = any(row.text("clause") == _COMPARED for row in case.records("attestations"))
    if case.plan.works and not (case.plan.alternatives or own or signed):
        yield Finding("MEASURE-COMPARED", Place(file=f"chapters/{_MODES}.md"), "", f"{_MODES}.md", "measures.compared")


def _categories(case: Case) -> Iterator[tuple[Subproject, SubprojectCategory]]:
    known = load_subproject_categories()
    for sub in case.plan.subprojects:
        if sub.category in known:
            yield sub, known[sub.category]


def _of_category(code: str, case: Case, sub: Subproject, column: str, got: str, want: str) -> Finding:
    words = {"name": sub.name, "category": case.term("subproject_category", sub.category)}
    return Finding(code, replace(sub.place, column=column), got, want, f"subproject:{sub.code}", words=words)


def _problems(case: Case, codes: tuple[str, ...] | list[str]) -> str:
    return joined(case.term("ecosystem_problem", code) for code in codes)


def _measure(case: Case, code: str) -> Mapping[str, str]:
    measure = case.measures.get(code)
    return {"measure": measure.name if measure else code}


def _indicator(case: Case, key: str) -> str:
    spec = case.standard.performance.get(key)
    return spec.name_d or spec.name_c if spec else key
