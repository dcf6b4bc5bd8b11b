"""Table S.2: investment by unit, mode, problem, township, department and category, whole and by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shanshui.finance.book import Book, percent_of, sum_of
from shanshui.finance.schedule.dimensions import UNSTATED, in_order
from shanshui.ledger import Cell, Formula, Quote, Row, Table
from shanshui.standard import TableSpec

TABLE = "S.2"
UNIT = "unit"
_VOCABULARIES = {
    "mode": "mode",
    "problem": "ecosystem_problem",
    "department": "department",
    "category": "subproject_category",
}
_MONEY = {"construction": "cost.construction", "total": "cost.total"}
_YEAR = "year_amount@"


def table_s2(book: Book) -> Table:
    """Fill table S.2: a block for each dimension, closed by the scope's amounts.

    Parameters
    ----------
    book : Book
        Facts of :func:`~shanshui.finance.schedule.cross_facts.cross_facts`, and those of costs.

    Returns
    -------
    Table
        Values that no sub-project has are left out; a dimension that nothing is known of has its sum alone.

    Notes
    -----
    The money of a sub-project with several modes is divided by the cost of their works in each year, fees in
    proportion. One that serves several townships is divided evenly among them. Each of its works counts for those of
    the sub-project's problems that its measure is for by the library of measures, evenly where these are several, and
    for all of them where the library names none.
    """
    spec = book.standard.tables[TABLE]
    years = tuple(sorted(int(fact.when) for fact in book.own.starting("scope.cost.total@")))
    columns = tuple(key for key in spec.keys() if not spec.column(key).repeat) + tuple(f"{_YEAR}{y}" for y in years)
    rows: list[Row] = []
    for line in spec.rows:
        first = len(rows)
        last = first + len(subjects := _subjects(book, line.key))
        for value, subject in subjects:
            name = _name(book, spec, line.key, value)
            cells = _cells(book, subject, len(rows), last, years)
            rows.append(Row.filled(columns, {"dimension": line.label, "name": name, **cells}))
        sums = _sums(book, range(first, last), last, years)
        rows.append(Row.filled(columns, {"dimension": line.label, "name": spec.labels["subtotal"], **sums}, "subtotal"))
    return Table(TABLE, spec.title_for(book.plan.project.name), columns, tuple(rows))


def _subjects(book: Book, dimension: str) -> list[tuple[str, str]]:
    """Values of a dimension with the subjects of their facts, in the order of vocabularies and of the plan's units."""
    if dimension == UNIT:
        return [(code, f"unit:{code}") for code, _ in book.groups]
    found = {f.subject.partition(":")[2] for f in book.own.starting(f"{dimension}:") if f.attribute == "cost.total"}
    known = book.standard.vocabularies.get(_VOCABULARIES.get(dimension, ""), {})
    return [(value, f"{dimension}:{value}") for value in in_order(found, tuple(known))]


def _name(book: Book, spec: TableSpec, dimension: str, value: str) -> Cell:
    if value == UNSTATED:
        return spec.labels[UNSTATED]
    if dimension == UNIT:
        return book.unit_name(value)
    if dimension in _VOCABULARIES:
        return book.term(_VOCABULARIES[dimension], value)
    name = f"{dimension}:{value}.name"
    return book.quote(name) if book.known(name) else value


def _cells(book: Book, subject: str, row: int, last: int, years: Iterable[int]) -> dict[str, Cell]:
    """Money of a subject; its total is a live sum of the years where they make it up."""
    cells = {column: book.wan(f"{subject}.{attribute}") for column, attribute in _MONEY.items()}
    by_year = {f"{_YEAR}{year}": book.wan(f"{subject}.cost.total@{year}") for year in years}
    total = cells["total"]
    if isinstance(total, Quote) and by_year and _sum(by_year.values()) == total.value:
        cells["total"] = replace(total, formula=Formula("sum", tuple((row, column) for column in by_year)))
    return {**cells, "share": _share(book, subject, row, last), **by_year}


def _share(book: Book, subject: str, row: int, last: int) -> Cell:
    key = f"{subject}.cost.share"
    if not book.known(key):
        return ""
    share = book.quote(key, "%", 2)
    part, whole = book.number(f"{subject}.cost.total"), book.number("scope.cost.total")
    cells = Formula("percent", ((row, "total"), (last, "total")))
    return replace(share, formula=percent_of(part, whole, share, cells))


def _sums(book: Book, rows: Iterable[int], last: int, years: Iterable[int]) -> dict[str, Cell]:
    """The scope's amounts as live sums of the rows above them."""
    listed = tuple(rows)
    columns = {**_MONEY, **{f"{_YEAR}{year}": f"cost.total@{year}" for year in years}}
    cells = {column: book.wan(f"scope.{attribute}", sum_of(listed, column)) for column, attribute in columns.items()}
    share = book.cell("scope.cost.share.total", "%", 2)
    if isinstance(share, Quote) and share.value is not None and listed:
        share = replace(share, formula=sum_of(listed, "share"))
    return {**cells, "share": share}


def _sum(cells: Iterable[Cell]) -> object:
    values = [cell.value for cell in cells if isinstance(cell, Quote)]
    return None if None in values else sum(values)  # type: ignore[arg-type]
