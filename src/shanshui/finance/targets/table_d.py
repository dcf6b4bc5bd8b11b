"""Table D: performance targets."""

from __future__ import annotations

from shanshui.finance.book import Book
from shanshui.finance.targets.targets import AREAS
from shanshui.ledger import Cell, Row, Table
from shanshui.plan import FUNDING_SOURCES
from shanshui.quantity import EMPTY
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
