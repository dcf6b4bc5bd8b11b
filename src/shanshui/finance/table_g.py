"""Tables G.1, G.3 and G.4: summary of the estimate, other fees, investment by year."""

from __future__ import annotations

from shanshui.finance.book import Book, percent_of, sum_of
from shanshui.finance.estimate import OTHER
from shanshui.finance.fact_writer import LINES, fee_id
from shanshui.finance.performance import plan_years
from shanshui.finance.table_c import Described, budget_sums
from shanshui.ledger import Cell, Formula, Row, Table
from shanshui.plan import FUNDING_SOURCES, Fee, Subproject

MONEY = {"total": "cost.total", **{source: f"funding.{source}" for source in FUNDING_SOURCES}}
"""Attribute that each budget column of table G.4 quotes."""


def table_g1(book: Book) -> Table:
    """Rows of table G.1; the five lines stand in the specification."""
    spec = book.standard.tables["G.1"]
    last = len(spec.rows) - 1
    rows = []
    for number, line in enumerate(spec.rows):
        live = sum_of((n for n, other in enumerate(spec.rows) if other.key in LINES), "amount")
        amount = book.wan(f"scope.cost.{line.key}", live if number == last else None)
        share = book.quote(f"scope.cost.share.{line.key}", "%", 2)
        cells = Formula("percent", ((number, "amount"), (last, "amount")))
        part, whole = book.number(f"scope.cost.{line.key}"), book.number("scope.cost.total")
        share = book.quote(share.fact, "%", 2, percent_of(part, whole, share, cells))
        rows.append(Row((line.ordinal, line.label, amount, share), "total" if number == last else "body"))
    return Table("G.1", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))


def table_g3(book: Book) -> Table:
    """Rows of table G.3: the groups of the form, each with the fees that were entered for it."""
    spec = book.standard.tables["G.3"]
    lines = {row.key: row for row in spec.rows}
    rows: list[Row] = []
    tops: list[int] = []
    for group in OTHER:
        line = lines[group]
        own = [(f.place.row or n, f) for n, f in enumerate(book.plan.fees, start=2) if f.parent == group]
        first = len(rows)
        tops.append(first)
        if len(own) == 1 and own[0][1].name == line.label:
            rows.append(Row((line.ordinal, line.label, *_fee_cells(book, *own[0]))))
            continue
        inner = range(first + 1, first + 1 + len(own))
        amount = book.wan(f"scope.cost.{group}", sum_of(inner, "amount"))
        rows.append(Row((line.ordinal, line.label, "", "", amount), "group"))
        for number, (row, fee) in enumerate(own, start=1):
            rows.append(Row((f"({number})", fee.name, *_fee_cells(book, row, fee))))
    total = book.wan("scope.cost.other", sum_of(tops, "amount"))
    rows.append(Row(("", spec.labels["total"], "", "", total), "total"))
    return Table("G.3", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))


def _fee_cells(book: Book, row: int, fee: Fee) -> tuple[Cell, Cell, Cell]:
    """Base, rate and amount; the base only where it is the construction cost, as the form has it."""
    key = fee_id(fee.code, row)
    rated = fee.rate is not None and fee.amount is None
    base: Cell = book.wan("scope.cost.construction") if rated and fee.base != "construction_and_fees" else ""
    rate: Cell = book.cell(f"{key}.rate", "%", 2) if rated else ""
    return base, rate, book.wan(key)


def table_g4(book: Book) -> Table:
    """Rows of table G.4: money of every sub-project by source and by year, with the years' shares."""
    spec = book.standard.tables["G.4"]
    described = Described(book)
    years = funded_years(book)
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


def funded_years(book: Book) -> tuple[int, ...]:
    """Years of works and of money."""
    return tuple(sorted({*plan_years(book.plan), *(f.year for f in book.plan.funding if f.year is not None)}))


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
