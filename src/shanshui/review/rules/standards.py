"""Standards of restoration (5.4.3): none laxer than its source, none without a limit, nobody without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import Target, Unit
from shanshui.quantity import converted, printed
from shanshui.quantity import unit as unit_of
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.targets import indicator_name, subject_of
from shanshui.standard.method.restoration_standards import RestorationStandard, load_restoration_standards

_DIGIT = re.compile(r"\d")
_NUMBER = r"[^\d，。；、,;]{0,12}(\d+(?:\.\d+)?)\s*"
"""What may stand between the name of a standard and its number, and the number."""


@rule("STANDARD-LAX")
def laxer_target(case: Case) -> Iterator[Finding]:
    """The last target of an indicator asks for no less than the cited standard that applies to its subject."""
    numbers = [target for target in case.plan.targets if isinstance(target.target, Decimal)]
    for group in grouped(numbers, lambda target: f"{target.subject}\n{target.indicator}").values():
        target = max(group, key=lambda one: one.year or 0)
        for row in _binding(target.indicator):
            fact = f"{target.subject}.standard.{row.key}"
            if _laxer(row, _value(target), target.unit or "1", case, fact):
                yield _of_target(case, target, row, fact)


@rule("STANDARD-WORDS")
def laxer_words(case: Case) -> Iterator[Finding]:
    """A number in the standard that a unit was given asks for no less than the cited standard."""
    for unit in case.plan.units:
        for row in load_restoration_standards():
            fact = _fact_within(case, unit, row) if row.binding else ""
            for name in row.names if fact else ():
                found = re.search(re.escape(name) + _NUMBER + _symbol(row), unit.standard)
                if found and _laxer(row, Decimal(found[1]), row.unit, case, fact):
                    words = {"name": unit.name, "standard": row.standard}
                    place, subject = replace(unit.place, column="standard"), f"unit:{unit.code}.{row.key}"
                    yield Finding("STANDARD-WORDS", place, found[0], _demand(row, case, fact), subject, (fact,), words)
                    break


@rule("STANDARD-NONE")
def without_standard(case: Case) -> Iterator[Finding]:
    """Each sub-project has a standard besides the least values that table D asks of all; says once which have none."""
    floors = {row.key for row in load_restoration_standards() if not row.own}
    indicators = {row.performance for row in load_restoration_standards() if not row.own}
    aimed = {target.subject for target in case.plan.targets if target.indicator not in indicators}
    without = []
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        if subject not in aimed and not _own(case, subject) - floors:
            without.append(sub.name)
    if without:
        words, place = {"count": str(len(without))}, case.table_place("subprojects")
        yield Finding("STANDARD-NONE", place, listed(without), "", "standards.subprojects", words=words)


@rule("STANDARD-VAGUE")
def without_limit(case: Case) -> Iterator[Finding]:
    """The standards of a unit have a number somewhere: in its words, or cited for it or its sub-projects."""
    limits = {row.key for row in load_restoration_standards() if row.own and row.better}
    for unit in case.plan.units:
        subjects = (f"unit:{unit.code}", *(f"subproject:{s.code}" for s in case.subprojects_of.get(unit.code, ())))
        if unit.standard and not _DIGIT.search(unit.standard) and not any(_own(case, s) & limits for s in subjects):
            place, words = replace(unit.place, column="standard"), {"name": unit.name}
            yield Finding("STANDARD-VAGUE", place, unit.standard, "", f"unit:{unit.code}", words=words)


def _own(case: Case, subject: str) -> set[str]:
    """Keys of the standards of a subject."""
    head = f"{subject}.standard."
    return {fact.id.removeprefix(head) for fact in case.facts.starting(head) if fact.value is not None}


def _binding(indicator: str) -> Iterator[RestorationStandard]:
    """Cited numbers that speak of an indicator, each key once."""
    found = {row.key: row for row in load_restoration_standards() if row.binding and indicator in row.names}
    yield from found.values()


def _fact_within(case: Case, unit: Unit, row: RestorationStandard) -> str:
    """The fact of a standard of a unit, or of the first of its sub-projects that has it; empty where none has."""
    subjects = (f"unit:{unit.code}", *(f"subproject:{s.code}" for s in case.subprojects_of.get(unit.code, ())))
    facts = (f"{subject}.standard.{row.key}" for subject in subjects)
    return next((fact for fact in facts if case.number(fact) is not None), "")


def _laxer(row: RestorationStandard, value: Decimal, unit: str, case: Case, fact: str) -> bool:
    """Whether a value asks for less than a standard; a value in a unit of another kind cannot be judged."""
    limit, stated = case.number(fact), case.facts.get(fact)
    own = converted(value, unit, stated.unit) if stated is not None else None
    if limit is None or own is None:
        return False
    return own < limit if row.better == "more" else own > limit


def _value(target: Target) -> Decimal:
    return target.target if isinstance(target.target, Decimal) else Decimal(0)


def _symbol(row: RestorationStandard) -> str:
    """The unit as it is written behind the number, as a pattern; any or none where it has no symbol."""
    return re.escape(unit_of(row.unit).symbol or "")


def _demand(row: RestorationStandard, case: Case, fact: str) -> str:
    limit = case.number(fact) or Decimal(0)
    stated = case.facts[fact].unit
    return f"{'≥' if row.better == 'more' else '≤'} {shown(limit, stated, row.unit, row.places)}"


def _of_target(case: Case, target: Target, row: RestorationStandard, fact: str) -> Finding:
    symbol = unit_of(target.unit).symbol if target.unit else ""
    got = f"{printed(_value(target), None)} {symbol}".strip()
    words = {
        "name": indicator_name(case, target),
        "owner": case.subject_names.get(target.subject, target.subject),
        "standard": row.standard,
    }
    place = replace(target.place, column="target")
    return Finding("STANDARD-LAX", place, got, _demand(row, case, fact), subject_of(target), (fact,), words)
