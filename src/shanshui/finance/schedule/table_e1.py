"""Table E.1: performance targets by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.book import Book
from shanshui.finance.schedule.performance import Achievement, plan_years
from shanshui.finance.targets.targets import AREAS
from shanshui.ledger import Formula, Quote, Row, Table
from shanshui.quantity import unit
from shanshui.standard import PerformanceIndicator


def table_e1(book: Book, achieved: Mapping[str, Achievement]) -> Table:
    """Rows of table E.1: scope, implementation area, and every indicator that the works add to.

    Returns
    -------
    Table
        The size of the scope has no parts by year. Amounts without a year follow the curve of progress
        of their sub-project.
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
