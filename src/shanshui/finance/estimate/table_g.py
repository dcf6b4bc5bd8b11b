"""Tables G.1 and G.3: summary of the estimate, other fees."""

from __future__ import annotations

from decimal import Decimal

from shanshui.finance.book import Book, percent_of, sum_of
from shanshui.finance.estimate.cost_facts import LINES
from shanshui.finance.estimate.fee_facts import fee_id
from shanshui.finance.estimate.fees import OTHER
from shanshui.ledger import Cell, Formula, Row, Table
from shanshui.plan import Fee
from shanshui.quantity import convert

_PLACES = 2
"""Decimals of a rate that has no more."""


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
    """Base, rate and amount; a rate with all its digits, so that it gives the amount again."""
    key = fee_id(fee.code, row)
    rate = book.number(f"{key}.rate")
    base: Cell = book.wan(f"{key}.base") if rate is not None and fee.amount is None else ""
    shown: Cell = book.cell(f"{key}.rate", "%", _places(rate)) if rate is not None and base else ""
    return base, shown, book.wan(key)


def _places(rate: Decimal) -> int:
    """Digits after the point of a rate [1] as a percentage."""
    exponent = convert(rate, "1", "%").normalize().as_tuple().exponent
    return max(_PLACES, -exponent if isinstance(exponent, int) else 0)
