"""A table's formulas in the words of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from shanshui.errors import DefectError
from shanshui.ledger import Formula, Table

Address = Callable[[int, str], str]
"""From row (from 0) and column of a table to a cell's name: ``(0, "amount")`` to ``C4``."""

_USUAL = Decimal(10)
"""Rate from which spreadsheets look where nobody tells them [%]."""


def written(formula: Formula, places: int | None, table: Table, address: Address, value: Decimal = _USUAL) -> str:
    """A formula as a spreadsheet takes it.

    Parameters
    ----------
    formula : Formula
        What is computed from which cells.
    places : int or None
        Decimals printed; the result is rounded to them where rounding can change it.
    table : Table
        Whose cells they are; neighbours in a row are told by its columns.
    address : callable
        Where a cell stands.
    value : Decimal
        What is printed; an internal rate [%] is looked for from there, as a spreadsheet finds none that lies far off.

    Raises
    ------
    DefectError
        Where an internal rate is asked of payments that do not stand in one row or column.
    """
    first, rest = address(*formula.cells[0]), formula.cells[1:]
    match formula.kind:
        case "sum":
            return f"={_total(formula.cells, table, address)}"
        case "difference":
            return f"={first}-{_total(rest, table, address)}"
        case "product":
            found = "*".join(address(*cell) for cell in formula.cells)
        case "percent":
            found = f"{first}/{address(*rest[0])}*100"
        case "quotient":
            found = f"{first}/{address(*rest[0])}"
        case "npv":
            later = ",".join(ranges(rest[1:], table, address))
            found = address(*rest[0]) + (f"+NPV({first}/100,{later})" if later else "")
        case "irr":
            payments = ranges(formula.cells, table, address)
            if len(payments) > 1:
                raise DefectError(f"table {table.id}: payments of an internal rate stand apart: {', '.join(payments)}")
            found = f"IRR({payments[0]},{value / 100:.4f})*100"
    if formula.scale != 1:
        found = f"{found}*{formula.scale:f}" if formula.kind != "npv" else f"({found})*{formula.scale:f}"
    return f"=ROUND({found},{places})" if places is not None else f"={found}"


def _total(cells: Sequence[tuple[int, str]], table: Table, address: Address) -> str:
    return f"SUM({','.join(ranges(cells, table, address))})"


def ranges(cells: Sequence[tuple[int, str]], table: Table, address: Address) -> list[str]:
    """Cells as ranges: neighbours down a column or along a row become one, so that long sums stay short.

    Parameters
    ----------
    cells : sequence of (row, column)
        In the order in which they count.
    table : Table
        Whose columns tell who stands beside whom.
    address : callable
        Where a cell stands.
    """
    place = {column: n for n, column in enumerate(table.columns)}
    runs: list[list[tuple[int, str]]] = []
    for cell in cells:
        run = runs[-1] if runs else []
        step = (cell[0] - run[-1][0], place[cell[1]] - place[run[-1][1]]) if run else (0, 0)
        before = (run[1][0] - run[0][0], place[run[1][1]] - place[run[0][1]]) if len(run) > 1 else step
        if step in ((1, 0), (0, 1)) and step == before:
            run.append(cell)
        else:
            runs.append([cell])
    return [address(*run[0]) + (f":{address(*run[-1])}" if len(run) > 1 else "") for run in runs]
