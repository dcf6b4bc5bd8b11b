"""Revenue and private finance (5.4.5.3 a): told with source, years and intervals that can be, and what it earns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import PrivateFinance, Revenue
from shanshui.quantity import convert, printed
from shanshui.review.amounts import shown, wan, wan_cents
from shanshui.review.case import Case, project_place
from shanshui.review.rule import rule
from shanshui.review.when import span

_OWN_REVENUE = frozenset({"user_fee", "operation", "resource", "quota", "carbon", "compensation"})
"""Mechanisms by which the investor lives of what the sub-project earns; codes of ``return_mechanism``."""
_LOW, _HIGH = "≥", "≤"


@rule("RETURN-SOURCE")
def revenue_without_source(case: Case) -> Iterator[Finding]:
    """Every revenue says what it rests on."""
    for row in case.plan.revenues:
        if not row.source.strip():
            place = replace(row.place, column="source")
            yield Finding("RETURN-SOURCE", place, subject=_subject(row), words={"name": row.name})


@rule("RETURN-EARLY")
def revenue_before_completion(case: Case) -> Iterator[Finding]:
    """Nothing is earned by what is not finished."""
    for row in case.plan.revenues:
        sub = case.subprojects.get(row.subproject)
        if sub is not None and row.start is not None and row.start <= sub.end:
            place, words = replace(row.place, column="start"), {"name": row.name, "subproject": sub.name}
            yield Finding("RETURN-EARLY", place, str(row.start), str(sub.end), _subject(row), words=words)


@rule("RETURN-INTERVAL")
def revenue_outside_its_interval(case: Case) -> Iterator[Finding]:
    """The likeliest amount lies between its ends."""
    for row in case.plan.revenues:
        low = row.low is not None and row.low > row.amount
        high = row.high is not None and row.high < row.amount
        if low or high:
            place = replace(row.place, column="low" if low else "high")
            ends = ((_LOW, row.low), (_HIGH, row.high))
            want = " ".join(f"{sign} {_entered(end)}" for sign, end in ends if end is not None)
            got, words = _entered(row.amount), {"name": row.name}
            yield Finding("RETURN-INTERVAL", place, got, want, _subject(row), words=words)


@rule("RETURN-YEARS")
def years_outside_the_analysis(case: Case) -> Iterator[Finding]:
    """Years of revenue and of private money lie within the analysis, the first not after the last.

    What starts before its sub-project is finished is told by ``RETURN-EARLY``.
    """
    first, last = (case.number(f"scope.analysis.{end}_year") for end in ("first", "last"))
    if first is None or last is None:
        return
    rows = [(row, row.name, row.start, row.end, _subject(row)) for row in case.plan.revenues]
    rows += [(row, row.code, row.start, None, f"private_finance:{row.code}") for row in case.plan.private_finance]  # type: ignore[misc]
    for row, name, start, end, subject in rows:
        years = [year for year in (start, end) if year is not None]
        if years != sorted(years) or any(not first <= year <= last for year in years):
            column = "start" if start is not None and not first <= start <= last else "end"
            got, want = "—".join(map(str, years)), span(int(first), int(last))
            facts = ("scope.analysis.first_year", "scope.analysis.last_year")
            place = replace(row.place, column=column)
            yield Finding("RETURN-YEARS", place, got, want, subject, facts, {"name": name})


@rule("RETURN-UNIT")
def revenue_in_another_unit(case: Case) -> Iterator[Finding]:
    """What a sub-project earns in a year is less than what it costs, else yuan stand for 万元."""
    for row in case.plan.revenues:
        fact = f"subproject:{row.subproject}.cost.total"
        cost, amount = case.number(fact), convert(row.amount, "wan_yuan", "yuan")
        if cost is not None and amount > cost:
            place = replace(row.place, column="amount")
            yield Finding("RETURN-UNIT", place, wan(amount), wan(cost), _subject(row), (fact,), {"name": row.name})


@rule("RETURN-SHORT")
def return_not_earned(case: Case) -> Iterator[Finding]:
    """Money that is to come back by what a sub-project earns does so, at the return expected."""
    for row in case.plan.private_finance:
        subject = f"private:{row.code}"
        npv, needed, earned = (case.number(f"{subject}.{name}") for name in ("npv", "needed", "earned"))
        if row.mechanism not in _OWN_REVENUE or npv is None or npv >= 0 or needed is None or earned is None:
            continue
        words = {
            "name": row.investor or row.code,
            "mechanism": case.term("return_mechanism", row.mechanism),
            "needed": wan_cents(needed),
        }
        facts = tuple(f"{subject}.{name}" for name in ("earned", "needed", "npv"))
        want = f"{_HIGH} {_rate(case, row)} ({_LOW} {printed(row.rate, None)}%)"
        place = replace(row.place, column="rate")
        yield Finding("RETURN-SHORT", place, wan_cents(earned), want, f"private_finance:{row.code}", facts, words)


@rule("RETURN-NEGATIVE")
def benefits_below_costs(case: Case) -> Iterator[Finding]:
    """What is valued makes up for what it costs."""
    fact, chance = "scope.economic.npv", "scope.economic.simulated.probability"
    npv, probability = case.number(fact), case.number(chance)
    if npv is not None and npv < 0 and probability is not None:
        words = {"probability": shown(probability, "1", "%", 2)}
        place = project_place("parameters")
        yield Finding("RETURN-NEGATIVE", place, wan(npv), f"{_LOW} 0", "scope", (fact, chance), words)


@rule("RETURN-RATES")
def several_internal_rates(case: Case) -> Iterator[Finding]:
    """An internal rate tells something where there is one alone."""
    names = {"scope.finance": "finance", "scope.economic": "economic"}
    names |= {f"subproject:{row.subproject}.finance": "finance" for row in case.plan.revenues}
    for subject in names:
        count = case.number(f"{subject}.rates")
        if count is not None and count > 1:
            who = subject.rpartition(".")[0]
            words = {"name": case.subject_names.get(who, who)}
            place = case.table_place("revenues")
            yield Finding("RETURN-RATES", place, str(count), "1", subject, (f"{subject}.rates",), words)


def _subject(row: Revenue) -> str:
    return f"revenues:{row.subproject}/{row.name}"


def _entered(amount: Decimal) -> str:
    return shown(amount, "wan_yuan", "wan_yuan", None)


def _rate(case: Case, row: PrivateFinance) -> str:
    """Return that is earned; the sign of an empty cell where there is none."""
    rate = case.number(f"private:{row.code}.irr")
    return "—" if rate is None else shown(rate, "1", "%", 2)
