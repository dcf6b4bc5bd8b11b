"""What stands in one cell of a table."""

from __future__ import annotations

from collections.abc import Callable

from shanshui.dossier.narrative.model import Quoted, Run
from shanshui.dossier.narrative.symbols import raised
from shanshui.ledger import Cell, Quote
from shanshui.quantity import EMPTY
from shanshui.standard import Column, HeadField


def cell_runs(cell: Cell, column: Column | HeadField, synthetic: Callable[[str], bool]) -> tuple[Run, ...]:
    """What stands in a cell; the column's sign where it is empty."""
    if isinstance(cell, Quote):
        if cell.value is None or cell.value == "":
            return (Quoted(_as_text(cell, column.empty), synthetic=False),) if cell.fact else raised(column.empty)
        return (Quoted(cell, synthetic=synthetic(cell.fact)),)
    return raised(cell or column.empty)


def _as_text(quote: Quote, empty: str) -> Quote:
    return quote if empty == EMPTY else Quote(quote.fact, empty, quote.unit, quote.places)
