"""Table E.2: what each sub-project does, achieves and costs in a year; one table for each year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shanshui.finance.book import Book, sum_of
from shanshui.finance.described import Described
from shanshui.finance.funds.funding_facts import money_years
from shanshui.finance.schedule.performance import Achievement
from shanshui.finance.targets.targets import IMPLEMENTATION
from shanshui.ledger import Cell, Quote, Row, Table
from shanshui.plan import FUNDING_SOURCES, Subproject
from shanshui.quantity import unit
from shanshui.standard import PerformanceIndicator

TABLE = "E.2"
VALUE = "indicator_value@"
"""What the key of an indicator's column begins with."""
MONEY = {key: f"funding.{key}" for key in ("total", *FUNDING_SOURCES)}
"""Attribute that each money column quotes."""
_AREA = "hm2"


def tables_e2(book: Book, achieved: Mapping[str, Achievement]) -> tuple[Table, ...]:
    """Fill table E.2, once for each year of works or of money.

    Parameters
    ----------
    book : Book
        Facts, plan and standard.
    achieved : mapping
        Indicator key to what is achieved, by year.

    Returns
    -------
    tuple of Table
        Their ids are ``E.2@<year>``. A table holds the sub-projects that are at work in its year or get money
        for it, and a column for each indicator that somebody adds to in that year.
    """
    described = Described(book)
    return tuple(_table(described, achieved, year) for year in money_years(book.plan))


def _table(described: Described, achieved: Mapping[str, Achievement], year: int) -> Table:
    book = described.book
    spec = book.standard.tables[TABLE]
    own = [a.indicator for a in achieved.values() if year in a.years and a.in_year(year)]
    own.sort(key=lambda i: i.order_e1 or len(book.standard.performance))
    columns = _columns(spec.keys(), own)
    rows: list[Row] = []
    tops: list[int] = []
    for unit_code, subs in book.groups:
        active = [sub for sub in subs if _active(book, sub, year, own)]
        if not active:
            continue
        first, number = len(rows), len(tops) + 1
        rows += [Row.filled(columns, _line(described, number, unit_code, sub, year, own)) for sub in active]
        tops.append(len(rows))
        sums = _sums(book, f"unit:{unit_code}", year, own, range(first, len(rows)))
        rows.append(Row.filled(columns, {"ordinal": spec.labels["subtotal"], **sums}, "subtotal"))
    whole = {"scope": book.cell("scope.area", _AREA, 2), **_sums(book, "scope", year, own, tops)}
    rows.append(Row.filled(columns, {"ordinal": spec.labels["total"], **whole}, "total"))
    title = spec.title_for(book.plan.project.name, year)
    labels = tuple((VALUE + indicator.key, _heading(indicator)) for indicator in own)
    return Table(f"{TABLE}@{year}", title, columns, tuple(rows), labels)


def _columns(keys: Iterable[str], own: Sequence[PerformanceIndicator]) -> tuple[str, ...]:
    """Keys of the columns: that of the indicators stands once for each of them."""
    found: list[str] = []
    for key in keys:
        found += [VALUE + indicator.key for indicator in own] if key == VALUE[:-1] else [key]
    return tuple(found)


def _heading(indicator: PerformanceIndicator) -> str:
    """Name of an indicator, with its unit where that is not the one above the table."""
    name = indicator.name_e2 or indicator.name_d
    return name if indicator.unit == _AREA else f"{name}（{unit(indicator.unit).name_zh}）"


def _active(book: Book, sub: Subproject, year: int, own: Sequence[PerformanceIndicator]) -> bool:
    subject = f"subproject:{sub.code}"
    facts = (f"{subject}.funding.total@{year}", *(f"{subject}.performance.{i.key}@{year}" for i in own))
    return sub.start <= year <= sub.end or any(book.number(fact) for fact in facts)


def _line(
    described: Described, number: int, unit_code: str, sub: Subproject, year: int, own: Sequence[PerformanceIndicator]
) -> dict[str, Cell]:
    return {
        "ordinal": str(number),
        "unit": described.book.unit_name(unit_code),
        "subproject": sub.name,
        "location_class": described.location(sub.code),
        "sites": sub.sites,
        "measures": described.measures(sub.code),
        "indicator": described.indicator_names(sub.code),
        **_amounts(described.book, f"subproject:{sub.code}", year, own),
    }


def _amounts(book: Book, subject: str, year: int, own: Sequence[PerformanceIndicator]) -> dict[str, Cell]:
    """What a subject achieves in a year, and its money."""
    cells: dict[str, Cell] = {"implementation_area": book.cell(f"{subject}.{IMPLEMENTATION}@{year}", _AREA, 2)}
    for indicator in own:
        fact = f"{subject}.performance.{indicator.key}@{year}"
        cells[VALUE + indicator.key] = book.cell(fact, indicator.unit, indicator.decimals)
    for column, attribute in MONEY.items():
        cells[column] = book.wan(f"{subject}.{attribute}@{year}")
    return cells


def _sums(
    book: Book, subject: str, year: int, own: Sequence[PerformanceIndicator], rows: Iterable[int]
) -> dict[str, Cell]:
    """The same of a unit or the scope, as live sums of rows."""
    listed = tuple(rows)
    return {
        column: replace(cell, formula=sum_of(listed, column)) if isinstance(cell, Quote) and listed else cell
        for column, cell in _amounts(book, subject, year, own).items()
    }
