"""Table S.5: the published control total, item by item (H.1.9.1 d)."""

from __future__ import annotations

from shanshui.finance.book import Book
from shanshui.finance.estimate.control_total import ControlAccount, ControlLine
from shanshui.ledger import Cell, Formula, Row, Table, live

ID = "S.5"
_AMOUNTS = ("published", "reckoned", "included", "left_out")
_SUMS = {"included": "included", "left_out": "left_out", "counted": "explained"}
"""Facts of the sums by column."""
_AND, _STOP = "、", "；"


def tables_s5(book: Book, account: ControlAccount | None) -> tuple[Table, ...]:
    """Table S.5; none where no items were entered."""
    return () if account is None else (table_s5(book, account),)


def table_s5(book: Book, account: ControlAccount) -> Table:
    """Fill table S.5: the items, what they explain, the rest, and the project's own total.

    Parameters
    ----------
    book : Book
        Facts, names of sub-projects, specification.
    account : ControlAccount
        The control total taken apart.
    """
    spec = book.standard.tables[ID]
    names = {sub.code: sub.name for sub in book.plan.subprojects}
    rows = [_item(book, line, number, names) for number, line in enumerate(account.lines, start=1)]
    last = len(rows)
    sums = {column: book.wan(f"scope.control.{fact}") for column, fact in _SUMS.items()}
    rows.append(Row.filled(spec.keys(), {"item": spec.labels["explained"], **sums}, "subtotal"))
    rest = {"item": spec.labels["unexplained"], "counted": book.wan("scope.control.unexplained")}
    rows.append(Row.filled(spec.keys(), rest))
    control = {"item": spec.labels["control"], "counted": book.wan("scope.cost.control_total")}
    rows.append(Row.filled(spec.keys(), control, "total"))
    formulas = {(n, "counted"): Formula("sum", ((n, "included"), (n, "left_out"))) for n in range(last + 1)}
    formulas |= {(last, column): Formula("sum", tuple((n, column) for n in range(last))) for column in _SUMS}
    formulas[last + 1, "counted"] = Formula("difference", ((last + 2, "counted"), (last, "counted")))
    head = (
        ("project", book.wan("scope.cost.total")),
        ("beyond", book.wan("scope.control.beyond")),
        ("outside", _AND.join(names[code] for code in account.outside)),
    )
    return live(Table(ID, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows), head=head), formulas)


def _item(book: Book, line: ControlLine, number: int, names: dict[str, str]) -> Row:
    cells: dict[str, Cell] = {
        "ordinal": str(number),
        "item": line.rows[0].name,
        "subprojects": _AND.join(names[code] for code in line.subprojects),
        "reason": _STOP.join(dict.fromkeys(row.reason for row in line.rows if row.reason)),
    }
    cells |= {column: book.wan(f"scope.control.{line.key}.{column}") for column in _AMOUNTS}
    cells["counted"] = cells["included"] if line.carried else cells["left_out"]
    return Row.filled(book.standard.tables[ID].keys(), cells)
