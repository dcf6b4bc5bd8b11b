"""Tables as values: computed once, read by Word, workbook, database and audit alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shanshui.ledger.formula import Formula, result
from shanshui.quantity import EMPTY, printed, round_half_up

RowKind = Literal["body", "group", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A fact as it stands in one place of the dossier.

    Parameters
    ----------
    fact : str
        Id of the fact quoted.
    value : Decimal, str or None
        As printed: rounded, and closed with its neighbours where they share a total. [unit]
    unit : str
        Unit code of what is printed.
    places : int or None
        Decimals printed; None prints what the value has.
    formula : Formula or None
        Live formula for the workbook; it must give ``value`` again.
    """

    fact: str
    value: Decimal | str | None
    unit: str = "1"
    places: int | None = None
    formula: Formula | None = None

    @property
    def text(self) -> str:
        """What the reader sees, without the unit."""
        return self.value if isinstance(self.value, str) else printed(self.value, self.places)


Cell = Quote | str
"""A quoted fact, or plain words; the empty string is an empty cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells in the order of the specification's columns."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"

    @classmethod
    def filled(cls, columns: Iterable[str], values: Mapping[str, Cell], kind: RowKind = "body") -> Row:
        """Make a row of what is known of it.

        Parameters
        ----------
        columns : iterable of str
            Keys of the table's columns, in order.
        values : mapping of column to Cell
            Empty cells are left out.
        kind : str
            What the row is.
        """
        return cls(tuple(values.get(column, "") for column in columns), kind)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the code, filled.

    Parameters
    ----------
    id : str
        Id of the specification in ``standard``: ``C``, ``B.3``, ``G.1``.
    title : str
        Printed title, with the project's name in it.
    rows : tuple of Row
        In print order, totals included.
    columns : tuple of str
        Keys of the columns that the rows fill, in order; columns that repeat (years) appear once each.
    labels : mapping of key to words, as pairs
        Headings of columns that the specification leaves open, such as the years.
    head : mapping of key to cell, as pairs
        Values of the head block above the columns, by key of the specification's ``head``.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    labels: tuple[tuple[str, str], ...] = ()
    head: tuple[tuple[str, Cell], ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.id}, row {number}: {len(row.cells)} cells for {len(self.columns)} columns"
                )

    def quotes(self) -> tuple[Quote, ...]:
        """All facts quoted, in reading order."""
        cells = (*(cell for _, cell in self.head), *(cell for row in self.rows for cell in row.cells))
        return tuple(cell for cell in cells if isinstance(cell, Quote))

    def cell(self, row: int, column: str) -> Cell:
        """The cell in a row (from 0) under a column's key."""
        return self.rows[row].cells[self.columns.index(column)]


def words(cell: Cell, empty: str = EMPTY) -> str:
    """What a reader sees in a cell; the sign for empty where nothing stands there."""
    text = cell.text if isinstance(cell, Quote) else cell
    return text or empty


def live(table: Table, formulas: Mapping[tuple[int, str], Formula]) -> Table:
    """The table with live formulas, each where it gives the printed number again.

    Parameters
    ----------
    table : Table
        As printed.
    formulas : mapping of (row, column) to Formula
        What a cell should follow from. Cells that print no number are left out of a sum; any other formula needs
        all of its cells.

    Notes
    -----
    Formulas take what is printed, as a spreadsheet does: rounding and closing may have moved a number so that its
    formula gives another one. Such a cell stays a plain number.
    """
    rows = [list(row.cells) for row in table.rows]
    for (row, column), formula in formulas.items():
        place = table.columns.index(column)
        cell = rows[row][place]
        if isinstance(cell, Quote) and isinstance(cell.value, Decimal) and _gives(formula, table, cell):
            rows[row][place] = replace(cell, formula=formula)
    return replace(
        table, rows=tuple(replace(row, cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    )


def _gives(formula: Formula, table: Table, cell: Quote) -> bool:
    values = numbers(formula, table)
    found = result(formula, values) if values else None
    if found is None:
        return False
    return (round_half_up(found, cell.places) if cell.places is not None else found) == cell.value


def numbers(formula: Formula, table: Table) -> tuple[Decimal, ...]:
    """Numbers printed in a formula's cells, in their order; none where one is missing that the formula needs."""
    cells = [table.cell(row, column) for row, column in formula.cells]
    found = [cell.value for cell in cells if isinstance(cell, Quote) and isinstance(cell.value, Decimal)]
    return tuple(found) if len(found) == len(cells) or formula.kind == "sum" else ()
