"""Whom a project serves, employs and has to ask: people, labour, income, survey of satisfaction (5.4.5.3 c)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import ceil

from shanshui.indicators.power import share_answers_needed
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import converted, exact, round_half_up
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

CLAUSE = "5.4.5.3 c"
METHOD = "finance.benefits.social.social_facts"
Words = Callable[[str], str]
TABLE = "table:socioeconomy"
SERVED = "scope.performance.people_served"
"""People who benefit, as the table of targets has them."""


def social_facts(plan: Plan, facts: Facts, words: Words) -> tuple[Fact, ...]:
    """Social benefits; people come from tables alone.

    Parameters
    ----------
    plan : Plan
        Socio-economic table, sub-projects, choices.
    facts : Facts
        Effects on labour and income; townships touched; people served as entered.
    words : callable
        Reasons.
    """
    people = people_fact(plan, facts, words)
    return people, *_labour(plan, facts, words), *_income(plan, facts, people), *_survey(plan, people, words)


def people_fact(plan: Plan, facts: Facts, words: Words) -> Fact:
    """People who benefit: as table D has them, else those of the townships touched, else of the whole county.

    The last only where every township of the scope is touched, or no township is known.
    """
    served = facts.get(SERVED)
    method, key = "finance.benefits.social.people_fact", "scope.benefit.people"
    if served is not None and isinstance(served.value, Decimal):
        value = converted(served.value, served.unit, "person")
        if value is not None:
            return Fact(key, value, "person", served.basis, served.source, method, CLAUSE, (SERVED,))
    touched = _touched(plan, facts)
    names = {code: facts.text(f"township:{code}.name") for code in touched}
    own = {code: _population(plan, (code, name)) for code, name in names.items()}
    rows = [row for row in own.values() if row is not None]
    if not rows or len(rows) < len(own):
        inside = facts.codes("scope.townships.inside")
        whole = _population(plan, (plan.project.county_code, plan.project.county_name, plan.project.whole_region))
        everywhere = bool(plan.subprojects) and (not inside or set(inside) <= set(touched))
        rows = [whole] if whole is not None and everywhere else []
    if not rows:
        reason = words("finance.reason.no_people")
        return Fact(key, None, "person", Basis.ENTERED, "", method, CLAUSE, ("project",), False, reason)
    total = sum((_people(row) for row in rows), Decimal(0))
    source = "；".join(dict.fromkeys(row.text("source") for row in rows))
    made_up = any(row.flag("synthetic") for row in rows)
    return Fact(key, total, "person", Basis.ENTERED, source, method, CLAUSE, (TABLE,), made_up)


def _touched(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """Townships that sub-projects name, else touch."""
    codes = (sub.townships or facts.codes(f"subproject:{sub.code}.townships") for sub in plan.subprojects)
    return tuple(dict.fromkeys(code for each in codes for code in each))


def _population(plan: Plan, names: tuple[str, ...]) -> Record | None:
    """The latest row that tells the people of a region; of one year that of the first indicator of the list."""
    order = rule_words("population")
    rows = [
        row
        for row in plan.records.get("socioeconomy", ())
        if row.text("subject") in names and row.text("indicator") in order and _people(row) > 0
    ]
    return max(rows, key=lambda r: (r.whole("year") or 0, -order.index(r.text("indicator"))), default=None)


def _people(row: Record) -> Decimal:
    value = row.number("value")
    found = None if value is None else converted(value, row.text("unit"), "person")
    return Decimal(0) if found is None else found


def _of_effect(plan: Plan, facts: Facts, name: str, unit: str) -> Iterator[Fact]:
    """An effect on people, of the scope, its units and sub-projects, in whole numbers."""
    units, subs = (f"unit:{unit.code}" for unit in plan.units), (f"subproject:{sub.code}" for sub in plan.subprojects)
    for subject in ("scope", *units, *subs):
        fact = facts.get(f"{subject}.effect.{name}")
        if fact is not None and isinstance(fact.value, Decimal):
            low, high = (None if end is None else round_half_up(end, 0) for end in (fact.low, fact.high))
            value = round_half_up(fact.value, 0)
            yield Fact(
                f"{subject}.benefit.{name}", value, unit, fact.basis, fact.source, METHOD, CLAUSE, (fact.id,), False,
                fact.reason, low, high,
            )  # fmt: skip


def _labour(plan: Plan, facts: Facts, words: Words) -> Iterator[Fact]:
    """Days of work, and how many people they employ full time over the years of works."""
    yield from _of_effect(plan, facts, "jobs", "d")
    days, usual = facts.number("scope.effect.jobs"), choice(plan.project, "labour_days")
    plain = Fact("scope.benefit.jobs.persons", None, "person", Basis.ENTERED, usual.source, METHOD, CLAUSE)
    if days is None or usual.number <= 0:
        unknown = replace(plain, source="", inputs=("project",), reason=words("finance.reason.no_jobs"))
        yield unknown
        if days is None:
            yield replace(unknown, id="scope.benefit.jobs", unit="d")
        return
    persons = days / exact(usual.number) / max(len(plan.project.years), 1)
    yield replace(plain, value=round_half_up(persons, 0), inputs=("scope.benefit.jobs",))


def _income(plan: Plan, facts: Facts, people: Fact) -> Iterator[Fact]:
    """Yield of the works in a year, per person who benefits, and beside what a person earns."""
    yield from _of_effect(plan, facts, "income", "yuan")
    income = facts.number("scope.effect.income")
    if income is None or not isinstance(people.value, Decimal) or not people.value:
        return
    each, inputs = income / people.value, ("scope.benefit.income", people.id)
    told = Fact(
        "scope.benefit.income.per_person", round_half_up(each, 2), "yuan", Basis.ENTERED, "", METHOD, CLAUSE, inputs
    )
    yield told
    row = _earned(plan)
    earned = None if row is None else converted(row.number("value") or Decimal(0), row.text("unit"), "yuan")
    if row is not None and earned:
        yield replace(
            told,
            id="scope.benefit.income.share",
            value=round_half_up(each / earned, 6),
            unit="1",
            source=row.text("source"),
            inputs=(told.id, TABLE),
            synthetic=row.flag("synthetic"),
        )


def _earned(plan: Plan) -> Record | None:
    """The latest row that tells what a person of the county earns."""
    order, names = (
        rule_words("personal_income"),
        (plan.project.county_code, plan.project.county_name, plan.project.whole_region),
    )
    rows = [
        row
        for row in plan.records.get("socioeconomy", ())
        if row.text("indicator") in order and row.number("value") and row.text("subject") in names
    ]
    return max(rows, key=lambda r: (r.whole("year") or 0, -order.index(r.text("indicator"))), default=None)


def _survey(plan: Plan, people: Fact, words: Words) -> Iterator[Fact]:
    """Answers that a survey of satisfaction needs, and questionnaires to hand out for them."""
    method, key = "indicators.power.share_answers_needed", "scope.benefit.survey"
    margin, share, back = (choice(plan.project, name) for name in ("survey_margin", "survey_share", "survey_answers"))
    sensible = 0 < margin.number < 1 and 0 < share.number < 1 and 0 < back.number <= 1
    if not sensible or not isinstance(people.value, Decimal) or people.value < 1:
        reason = words("finance.reason.survey_choice" if people.value is not None else "finance.reason.no_people")
        plain = Fact(key, None, "person", Basis.ENTERED, "", method, CLAUSE, (people.id,), False, reason)
        yield from (plain, replace(plain, id=f"{key}.sent"))
        return
    needed = share_answers_needed(margin.number, share.number, float(people.value))
    sent = ceil(round(needed / back.number, 6))
    source = "；".join(dict.fromkeys((margin.source, share.source)))
    told = Fact(key, exact(needed), "person", Basis.ENTERED, source, method, CLAUSE, (people.id,))
    yield told
    yield replace(told, id=f"{key}.sent", value=exact(sent), source=back.source, inputs=(key,))
