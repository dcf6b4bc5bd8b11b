"""Table S.1: flows by year with what they are worth, live (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.finance.analysis.analysis import Analysis
from shanshui.finance.book import Book
from shanshui.ledger import Cell, Formula, Row, Table, live

ID = "S.1"
FLOWS = {
    "revenue": "revenue",
    "outlay": "outlay",
    "care": "care",
    "net": "net",
    "cumulative": "cumulative",
    "transfers": "transfers",
    "private": "private",
    "sources": "sources",
    "service": "service",
    "balance": "balance",
    "social": "social",
    "benefit": "benefit",
    "gains": "gains",
    "economic": "economic",
    "economic_cumulative": "economic.cumulative",
}
"""Fact of each column: ``scope.cash.<flow>@<year>``."""
_RUNNING = {"cumulative": "net", "economic_cumulative": "economic"}
_VIEWS = {
    "net": ("finance_worth", "finance", "scope.analysis.rate.finance"),
    "economic": ("economic_worth", "economic", "scope.analysis.rate.social"),
}
"""Of each net flow: the column that says what it is worth, the view, its rate of discount."""
_WORTH = ("rate", "npv", "irr", "payback")


def tables_s1(book: Book, found: Analysis) -> tuple[Table, ...]:
    """Table S.1; none where no investment is known."""
    return () if found.scope is None else (table_s1(book, found.terms.years),)


def table_s1(book: Book, years: Sequence[int]) -> Table:
    """Fill table S.1: a row for each year, the sums, and what the net flows are worth.

    Parameters
    ----------
    book : Book
        Flows and returns, specification.
    years : sequence of int
        Of the analysis.
    """
    spec = book.standard.tables[ID]
    rows = []
    for year in years:
        flows: dict[str, Cell] = {column: book.wan(f"scope.cash.{flow}@{year}") for column, flow in FLOWS.items()}
        rows.append(Row.filled(spec.keys(), {"year": str(year), **flows}))
    sums: dict[str, Cell] = {
        column: book.wan(f"scope.cash.{flow}") for column, flow in FLOWS.items() if column not in _RUNNING
    }
    rows.append(Row.filled(spec.keys(), {"year": spec.labels["sum"], **sums}, "total"))
    for worth in _WORTH:
        cells = {column: _worth(book, worth, view, rate) for column, view, rate in _VIEWS.values()}
        rows.append(Row.filled(spec.keys(), {"year": spec.labels[worth], **cells}, "subtotal"))
    table = Table(ID, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))
    return live(table, dict(_formulas(len(years))))


def _worth(book: Book, worth: str, view: str, rate: str) -> Cell:
    if worth == "rate":
        return book.cell(rate, "%", 2)
    if worth == "npv":
        return book.wan(f"scope.{view}.npv")
    return book.cell(f"scope.{view}.{worth}", "%" if worth == "irr" else "a", 2)


def _formulas(years: int) -> Iterator[tuple[tuple[int, str], Formula]]:
    for n in range(years):
        yield (n, "net"), Formula("difference", ((n, "revenue"), (n, "outlay"), (n, "care")))
        yield (n, "sources"), Formula("sum", ((n, "revenue"), (n, "transfers"), (n, "private")))
        yield (n, "balance"), Formula("difference", ((n, "sources"), (n, "outlay"), (n, "care"), (n, "service")))
        yield (n, "gains"), Formula("sum", ((n, "social"), (n, "benefit")))
        yield (n, "economic"), Formula("difference", ((n, "gains"), (n, "outlay"), (n, "care")))
        for column, of in _RUNNING.items():
            yield (n, column), Formula("sum", (*(((n - 1, column),) if n else ()), (n, of)))
    for column in FLOWS:
        if column not in _RUNNING:
            yield (years, column), Formula("sum", tuple((n, column) for n in range(years)))
    for net, (column, _, _) in _VIEWS.items():
        flows = tuple((n, net) for n in range(years))
        yield (years + 2, column), Formula("npv", ((years + 1, column), *flows))
        yield (years + 3, column), Formula("irr", flows)
