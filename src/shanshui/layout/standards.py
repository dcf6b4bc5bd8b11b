"""Standards of restoration (5.4.3): what scope, units and sub-projects have to reach, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Plan, Subproject
from shanshui.plan.choices import choice
from shanshui.quantity import convert, round_half_up
from shanshui.standard import Standard
from shanshui.standard.method.reference import load_attributes
from shanshui.standard.method.restoration_standards import RestorationStandard, Scale, load_restoration_standards

METHOD = "layout.standards.standard_facts"
_CASE_CLAUSE = "5.4.3.1"
_SUCCESS = "success"
_CALIBRATED = "calibrated"
_MONITORING = frozenset({"monitoring"})
"""A sub-project that only monitors restores nothing, whatever problem it watches."""
_NATURAL = ("forest", "shrubland", "grassland", "wetland")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a standard may apply to.

    Parameters
    ----------
    id : str
        ``scope``, ``unit:<code>``, ``subproject:<code>``.
    scale : str
        Which of the three it is.
    parts : tuple of Subproject
        Its sub-projects.
    problems : frozenset of str
        What is to be put right, codes of ``ecosystem_problem``.
    categories : frozenset of str
        Categories of its sub-projects.
    measures : frozenset of str
        Codes of its measures.
    kinds : frozenset of str
        Categories of its measures.
    words : str
        Types of its sub-projects and names of its measures.
    """

    id: str
    scale: Scale
    parts: tuple[Subproject, ...]
    problems: frozenset[str]
    categories: frozenset[str]
    measures: frozenset[str]
    kinds: frozenset[str]
    words: str


def subjects(plan: Plan) -> Iterator[Subject]:
    """The scope, every unit and every sub-project with what decides on their standards.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, works and measures.
    """
    worked: dict[str, set[str]] = {}
    for work in plan.works:
        worked.setdefault(work.subproject, set()).add(work.measure)
    within: dict[str, list[Subproject]] = {}
    for sub in plan.subprojects:
        within.setdefault(sub.unit, []).append(sub)
    measures = {measure.code: measure for measure in plan.measures}

    def subject(key: str, scale: Scale, parts: Sequence[Subproject], problems: Iterable[str]) -> Subject:
        codes = sorted({code for sub in parts for code in worked.get(sub.code, ())})
        own = [measures[code] for code in codes if code in measures]
        words = (*(sub.project_type for sub in parts), *(measure.name for measure in own))
        return Subject(
            key,
            scale,
            tuple(parts),
            frozenset(problems),
            frozenset(sub.category for sub in parts),
            frozenset(codes),
            frozenset(measure.category for measure in own),
            "\n".join(words),
        )

    yield subject("scope", "scope", plan.subprojects, (p for unit in plan.units for p in unit.problems))
    for unit in plan.units:
        yield subject(f"unit:{unit.code}", "unit", within.get(unit.code, ()), unit.problems)
    for sub in plan.subprojects:
        yield subject(f"subproject:{sub.code}", "subproject", (sub,), sub.problems)


def chosen(plan: Plan) -> tuple[RestorationStandard, ...]:
    """The standards between which the project's choices have decided.

    Parameters
    ----------
    plan : Plan
        Its project.
    """
    found = []
    for row in load_restoration_standards():
        key, _, option = row.when.partition("=")
        if not key or choice(plan.project, key).word == option:
            found.append(row)
    return tuple(found)


def applies(row: RestorationStandard, subject: Subject) -> bool:
    """Whether a standard is one of a subject's.

    Parameters
    ----------
    row : RestorationStandard
        Of every list that it gives one member has to be met.
    subject : Subject
        Scope, unit or sub-project.
    """
    if subject.scale not in row.scales:
        return False
    if row.own and subject.categories == _MONITORING and _MONITORING != set(row.categories):
        return False
    wanted = ((row.problems, subject.problems), (row.categories, subject.categories), (row.measures, subject.kinds))
    met = all(not needed or bool(have & set(needed)) for needed, have in wanted)
    return met and (not row.words or any(word in subject.words for word in row.words))


def standard_facts(plan: Plan, facts: Facts, standard: Standard) -> Iterator[Fact]:
    """What each subject has to reach: ``<subject>.standard.<key>``, a number or words.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, works, measures, cases.
    facts : Facts
        Key attributes of the reference ecosystem, where they were assessed.
    standard : Standard
        Performance indicators, with the least value [%] that table D asks of some.

    Notes
    -----
    A reference value that rests on a model nobody has calibrated is a standard only where table B.3 quotes it too.
    What planners entered themselves stands beside, in ``units.standard`` and the targets, and is not changed.
    """
    rows = chosen(plan)
    for subject in subjects(plan):
        for row in rows:
            if applies(row, subject):
                if row.kind == "reference":
                    found = _reference(row, subject, plan.project.base_year, facts)
                else:
                    found = _stated(row, subject, plan, standard)
                if found is not None:
                    yield found
        yield from _cases(subject, plan)


def _stated(row: RestorationStandard, subject: Subject, plan: Plan, standard: Standard) -> Fact:
    """A limit that is cited, or a least value of table D."""
    limit = Decimal(standard.performance[row.performance].threshold) if row.performance else row.value
    unit = "1" if row.unit == "%" else row.unit
    value = row.text if limit is None else convert(limit, row.unit, unit)
    key = fact_id(subject.id, f"standard.{row.key}")
    return Fact(key, value, unit, Basis.ENTERED, _cited(row), METHOD, row.clause, tuple(_rests_on(row, subject, plan)))


def _rests_on(row: RestorationStandard, subject: Subject, plan: Plan) -> Iterator[str]:
    """The tables that decide whether a standard applies."""
    if plan.units and subject.scale != "subproject":
        yield "table:units"
    if plan.subprojects and (subject.scale == "subproject" or row.categories):
        yield "table:subprojects"
    if plan.works and plan.measures and (row.measures or row.words):
        yield from ("table:works", "table:measures")
    if row.when:
        yield "project"


def _cited(row: RestorationStandard) -> str:
    name = f"{row.standard}《{row.title}》" if row.title and row.title not in row.standard else row.standard
    return "；".join(part for part in (name, row.source) if part)


def _reference(row: RestorationStandard, subject: Subject, year: int, facts: Facts) -> Fact | None:
    """The reference value of a key attribute, for the ground that a subject lies in."""
    place = subject.id
    if subject.scale == "subproject":
        place = facts.text(f"{subject.id}.diagnosed_in") or f"unit:{subject.parts[0].unit}"
    goal = facts.get(f"{place}.gap.{row.attribute}.goal")
    value, below = (goal.value, (goal,)) if goal is not None else _by_composition(place, row.attribute, year, facts)
    if value is None:
        return None
    diagnosed = (f"{subject.id}.diagnosed_in",) if facts.text(f"{subject.id}.diagnosed_in") else ()
    guessed = any(fact.basis is Basis.MODELLED_UNCALIBRATED for fact in below)
    if guessed and load_attributes()[row.attribute].told == _CALIBRATED:
        return None
    inputs = (*(fact.id for fact in below), *diagnosed)
    basis = Basis.MODELLED_UNCALIBRATED if guessed else below[0].basis
    key = fact_id(subject.id, f"standard.{row.key}")
    return Fact(key, value, below[0].unit, basis, below[0].source, METHOD, row.clause, inputs)


def _by_composition(place: str, attribute: str, year: int, facts: Facts) -> tuple[Decimal | None, tuple[Fact, ...]]:
    """Reference means of natural ecosystems, weighted by the area of each in a place, and what they rest on."""
    total, sum_of_areas, below = Decimal(0), Decimal(0), []
    for kind in _NATURAL:
        mean = facts.get(f"scope.reference.{attribute}.{kind}.mean")
        area = facts.get(f"{place}.indicator.013.{kind}.area@{year}")
        if mean is None or area is None or not isinstance(mean.value, Decimal) or not isinstance(area.value, Decimal):
            continue
        total += mean.value * area.value
        sum_of_areas += area.value
        below += [mean, area]
    return (round_half_up(total / sum_of_areas, _PLACES) if sum_of_areas else None), tuple(below)


def _cases(subject: Subject, plan: Plan) -> Iterator[Fact]:
    """What cases that succeeded have reached with the subject's measures, in their own words."""
    for record in plan.records.get("cases", ()) if subject.scale != "scope" else ():
        if record.text("measure") in subject.measures and record.text("outcome") == _SUCCESS and record.text("result"):
            key = fact_id(subject.id, f"standard.case_row{record.place.row}")
            value = f"{record.text('name')}：{record.text('result')}"
            source, made_up = record.text("source"), record.flag("synthetic")
            yield Fact(key, value, "1", Basis.ENTERED, source, METHOD, _CASE_CLAUSE, ("table:cases",), made_up)
