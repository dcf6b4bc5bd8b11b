"""Table D: performance targets, and table E.1: their plan by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.book import Book
from shanshui.finance.performance import Achievement, plan_years
from shanshui.finance.targets import AREAS
from shanshui.ledger import Cell, Formula, Quote, Row, Table
from shanshui.plan import FUNDING_SOURCES
from shanshui.quantity import EMPTY, unit
from shanshui.standard import PerformanceIndicator


def table_d(book: Book) -> Table:
    """Rows of table D: every indicator of the form, computed or entered.

    Returns
    -------
    Table
        A required indicator that does not apply is left to the column's sign, an optional one without a
        value shows a dash.
    """
    spec = book.standard.tables["D"]
    shown = [i for i in book.standard.performance.values() if i.order_d is not None]
    rows = [
        Row(
            (
                book.term("performance_level1", indicator.level1),
                book.term("performance_level2", indicator.level2),
                indicator.name_d,
                indicator.explanation,
                _value_d(book, indicator),
            )
        )
        for indicator in sorted(shown, key=lambda i: i.order_d or 0)
    ]
    return Table("D", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows), head=_head_d(book))


def _value_d(book: Book, indicator: PerformanceIndicator) -> Cell:
    """A computed amount, else the target entered for the scope, else nothing."""
    fact = AREAS.get(indicator.key, f"scope.performance.{indicator.key}")
    if book.known(fact):
        if book.number(fact) is None:
            return book.quote(fact)
        return book.quote(fact, indicator.unit_d, indicator.decimals_d)
    if indicator.key == "aftercare_years" and book.known("scope.care_years"):
        return book.quote("scope.care_years", indicator.unit_d, indicator.decimals_d)
    return "" if indicator.required_d else EMPTY


def _head_d(book: Book) -> tuple[tuple[str, Cell], ...]:
    project = book.plan.project
    return (
        ("name", project.name),
        ("project_type", project.project_type),
        ("authority", project.authority),
        ("implementer", project.implementer),
        ("total", book.cell("scope.cost.total", "yi_yuan", 4)),
        *((source, book.cell(f"scope.funding.{source}", "yi_yuan", 4)) for source in FUNDING_SOURCES),
        ("overall_target", project.overall_target),
    )


def table_e1(book: Book, achieved: Mapping[str, Achievement]) -> Table:
    """Rows of table E.1: scope, implementation area, and every indicator that the works add to.

    Returns
    -------
    Table
        The size of the scope has no parts by year. Amounts without a year fall evenly on the years of
        their sub-project.
    """
    spec = book.standard.tables["E.1"]
    performance = book.standard.performance
    years = plan_years(book.plan)
    columns = ("indicator", "target", *(f"year@{year}" for year in years))
    wanted = [performance[key] for key in AREAS if key in performance]
    wanted += sorted((a.indicator for a in achieved.values()), key=lambda i: i.order_e1 or len(performance))
    rows = tuple(_row_e1(book, indicator, years, number) for number, indicator in enumerate(wanted))
    return Table("E.1", spec.title_for(book.plan.project.name), columns, rows)


def _row_e1(book: Book, indicator: PerformanceIndicator, years: tuple[int, ...], number: int) -> Row:
    name = unit(indicator.unit).name_zh
    label = indicator.name_e1 or indicator.name_d
    fact = f"scope.performance.{indicator.key}"
    parts = {year: book.cell(f"{fact}@{year}", indicator.unit, indicator.decimals) for year in years}
    known = {y: p.value for y, p in parts.items() if isinstance(p, Quote) and isinstance(p.value, Decimal)}
    whole = book.cell(AREAS.get(indicator.key, fact), indicator.unit, indicator.decimals)
    if isinstance(whole, Quote) and known and sum(known.values(), Decimal(0)) == whole.value:
        whole = replace(whole, formula=Formula("sum", tuple((number, f"year@{y}") for y in known)))
    return Row((f"{label}（{name}）" if name else label, whole, *parts.values()))
