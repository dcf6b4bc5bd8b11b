"""Table G.4: investment of every sub-project by source and year."""

from __future__ import annotations

from shanshui.finance.book import Book
from shanshui.finance.described import Described, budget_sums
from shanshui.finance.funds.funding_facts import money_years
from shanshui.ledger import Cell, Row, Table
from shanshui.plan import FUNDING_SOURCES, Subproject

MONEY = {"total": "cost.total", **{source: f"funding.{source}" for source in FUNDING_SOURCES}}
"""Attribute that each budget column of table G.4 quotes."""


def table_g4(book: Book) -> Table:
    """Rows of table G.4: money of every sub-project by source and by year, with the years' shares."""
    spec = book.standard.tables["G.4"]
    described = Described(book)
    years = money_years(book.plan)
    columns = tuple(k for k in spec.keys() if not spec.column(k).repeat)
    columns += tuple(key for year in years for key in (f"year_amount@{year}", f"year_share@{year}"))
    sums = {**MONEY, **{f"year_amount@{year}": f"funding.total@{year}" for year in years}}
    rows: list[Row] = []
    tops: list[int] = []
    for number, (unit, subs) in enumerate(book.groups, start=1):
        first = len(rows)
        for sub in subs:
            words = _words_g4(described, number, unit, sub)
            rows.append(Row(_line(book, f"subproject:{sub.code}", columns, words, sums, years)))
        tops.append(len(rows))
        label: dict[str, Cell] = {"ordinal": spec.labels["subtotal"]}
        money = budget_sums(book, f"unit:{unit}", sums, range(first, len(rows)))
        rows.append(Row(_line(book, f"unit:{unit}", columns, {**label, **money}, {}, years), "subtotal"))
    last: dict[str, Cell] = {"ordinal": spec.labels["total"], **budget_sums(book, "scope", sums, tops)}
    rows.append(Row(_line(book, "scope", columns, last, {}, years), "total"))
    return Table("G.4", spec.title_for(book.plan.project.name), columns, tuple(rows))


def _words_g4(described: Described, number: int, unit: str, sub: Subproject) -> dict[str, Cell]:
    return {
        "ordinal": str(number),
        "unit": described.book.unit_name(unit),
        "subproject": sub.name,
        "indicator": described.indicator_names(sub.code),
        "measures": described.measures(sub.code),
        "quantity": described.scale(sub.code),
    }


def _line(
    book: Book,
    subject: str,
    columns: tuple[str, ...],
    cells: dict[str, Cell],
    money: dict[str, str],
    years: tuple[int, ...],
) -> tuple[Cell, ...]:
    """Cells of a line: what is given, money, and each year's share of the subject's money."""
    values: dict[str, Cell] = {**cells, **{c: book.wan(f"{subject}.{a}") for c, a in money.items()}}
    shares = {f"year_share@{year}": f"{subject}.funding.share@{year}" for year in years}
    values |= {column: book.cell(fact, "%", 2) for column, fact in shares.items()}
    return tuple(values.get(column, "") for column in columns)
