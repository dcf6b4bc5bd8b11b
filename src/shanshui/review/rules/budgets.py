"""What a source can give and what can be done in a year (5.4.5.2, 5.4.4.2 a): possible in itself, and kept to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import Budget, Capacity, Work
from shanshui.quantity import convert, converted
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule

_CENTS = Decimal("0.01")
"""Difference that rounding may leave [万元, or the unit of a capacity]."""

_MONEY = "wan_yuan"


@rule("BUDGET-SUM")
def years_within_whole(case: Case) -> Iterator[Finding]:
    """What a source gives year by year is no more than what it gives in all."""
    for source, rows in _budgets(case).items():
        whole = next((row for row in rows if row.year is None), None)
        years = sum((row.amount for row in rows if row.year is not None), Decimal(0))
        if whole is not None and years > whole.amount + _CENTS:
            words = {"source": case.term("funding_source", source)}
            place = replace(whole.place, column="amount")
            yield Finding("BUDGET-SUM", place, _wan(years), f"≤ {_wan(whole.amount)}", f"budget:{source}", words=words)


@rule("BUDGET-YEAR")
def budget_in_building_years(case: Case) -> Iterator[Finding]:
    """Money is there in years in which something is built."""
    first, last = case.plan.project.build_years
    for source, rows in _budgets(case).items():
        stray = [row for row in rows if row.year is not None and not first <= row.year <= last]
        if stray:
            words = {"source": case.term("funding_source", source)}
            got, place = joined(sorted({str(row.year) for row in stray})), replace(stray[0].place, column="year")
            yield Finding("BUDGET-YEAR", place, got, f"{first}–{last}", f"budget:{source}", words=words)


@rule("BUDGET-IDLE")
def budget_for_some_subproject(case: Case) -> Iterator[Finding]:
    """Every budget may be spent on some sub-project of the plan."""
    there = {sub.category for sub in case.plan.subprojects}
    for row in case.plan.budgets:
        if row.amount and row.categories and there and not there & set(row.categories):
            words = {"source": _named(row, case)}
            got = joined(case.term("subproject_category", code) for code in row.categories)
            want = joined(case.term("subproject_category", code) for code in sorted(there))
            place = replace(row.place, column="categories")
            yield Finding("BUDGET-IDLE", place, got, want, f"budget:{row.source}@{row.year or ''}", words=words)


@rule("BUDGET-EXCEEDED")
def funding_within_budget(case: Case) -> Iterator[Finding]:
    """No more money of a source is planned than it has, year by year and in all."""
    for row in case.plan.budgets:
        planned, slack = _planned(case, row)
        if planned > row.amount + slack:
            words = {"source": _named(row, case)}
            place, subject = replace(row.place, column="amount"), f"budget:{row.source}@{row.year or ''}"
            yield Finding("BUDGET-EXCEEDED", place, _wan(planned), f"≤ {_wan(row.amount)}", subject, words=words)


@rule("BUDGET-CATEGORY")
def funding_of_eligible_categories(case: Case) -> Iterator[Finding]:
    """Money of a source goes to sub-projects that it may be spent on."""
    for source, rows in _budgets(case).items():
        if not all(row.categories for row in rows):
            continue
        eligible = {code for row in rows for code in row.categories}
        paid = [f for f in case.plan.funding if f.source == source and f.amount and f.subproject in case.subprojects]
        wrong = [f for f in paid if case.subprojects[f.subproject].category not in eligible]
        if wrong:
            names = dict.fromkeys(case.subprojects[f.subproject].name for f in wrong)
            words = {"source": case.term("funding_source", source), "name": listed(names)}
            want = joined(case.term("subproject_category", code) for code in sorted(eligible))
            categories = dict.fromkeys(case.subprojects[f.subproject].category for f in wrong)
            got = joined(case.term("subproject_category", code) for code in categories)
            place = replace(wrong[0].place, column="source")
            yield Finding("BUDGET-CATEGORY", place, got, want, f"budget:{source}", words=words)


@rule("CAPACITY-UNIT")
def capacity_in_a_unit_of_its_measures(case: Case) -> Iterator[Finding]:
    """A capacity is stated as works of its category are: in a unit that some measure has, or as money."""
    for row in case.plan.capacities:
        own = [measure for measure in case.plan.measures if measure.category == row.category]
        fits = any(converted(Decimal(1), row.unit, measure.unit) is not None for measure in own)
        if fits or converted(Decimal(1), row.unit, _MONEY) is not None:
            continue
        words = {"category": case.term("measure_category", row.category)}
        want = joined(dict.fromkeys(measure.unit for measure in own if measure.unit))
        place, subject = replace(row.place, column="unit"), f"capacity:{row.category}/{row.unit}"
        yield Finding("CAPACITY-UNIT", place, row.unit, want, subject, words=words)


@rule("CAPACITY-YEAR")
def capacity_in_building_years(case: Case) -> Iterator[Finding]:
    """A capacity is stated for years in which something is built."""
    first, last = case.plan.project.build_years
    for row in case.plan.capacities:
        if row.year is not None and not first <= row.year <= last:
            words = {"category": case.term("measure_category", row.category)}
            place, subject = replace(row.place, column="year"), f"capacity:{row.category}/{row.unit}@{row.year}"
            yield Finding("CAPACITY-YEAR", place, str(row.year), f"{first}–{last}", subject, words=words)


@rule("CAPACITY-EXCEEDED")
def works_within_capacity(case: Case) -> Iterator[Finding]:
    """No more works of a category are entered for a year than can be done in one.

    Works without a year can be spread as one likes and are left out.
    """
    for row in case.plan.capacities:
        for year, done in _done(case, row).items():
            own = next((c.amount for c in case.plan.capacities if _same(c, row) and c.year == year), row.amount)
            if row.year in (None, year) and (row.year == year or own == row.amount) and done > own + _CENTS:
                words = {"category": case.term("measure_category", row.category), "year": str(year)}
                place, subject = replace(row.place, column="amount"), f"capacity:{row.category}/{row.unit}@{year}"
                got, want = (shown(amount, row.unit, row.unit, None) for amount in (done, own))
                yield Finding("CAPACITY-EXCEEDED", place, got, f"≤ {want}", subject, words=words)


def _done(case: Case, row: Capacity) -> Mapping[int, Decimal]:
    """Works of a category by year, in the unit of its capacity; those of another kind of unit are not counted."""

    def amount(work: Work) -> Decimal:
        return converted(work.quantity or Decimal(0), work.unit, row.unit) or Decimal(0)

    measures = {measure.code for measure in case.plan.measures if measure.category == row.category}
    works = (work for work in case.plan.works if work.measure in measures and work.year is not None)
    return {year: sum(map(amount, own), Decimal(0)) for year, own in grouped(works, lambda w: w.year or 0).items()}


def _planned(case: Case, row: Budget) -> tuple[Decimal, Decimal]:
    """What a budget has to pay [万元], and how far that may be off; money without a year follows the works."""
    funded = [f for f in case.plan.funding if f.amount and f.source == row.source]
    if row.year is not None and any(f.year is None for f in funded):
        amount = case.number(f"scope.funding.{row.source}@{row.year}") or Decimal(0)
        return convert(amount, "yuan", _MONEY), Decimal(1)
    return sum((f.amount or Decimal(0) for f in funded if row.year in (None, f.year)), Decimal(0)), _CENTS


def _same(one: Capacity, other: Capacity) -> bool:
    return (one.category, one.unit) == (other.category, other.unit)


def _budgets(case: Case) -> Mapping[str, tuple[Budget, ...]]:
    return grouped(case.plan.budgets, lambda row: row.source)


def _named(row: Budget, case: Case) -> str:
    """A source with its year, as a reader calls them."""
    return case.term("funding_source", row.source) + (f" {row.year}" if row.year is not None else "")


def _wan(amount: Decimal) -> str:
    return shown(amount, _MONEY, _MONEY, None)
