"""Tables as values: computed once, read by Word, workbook, database and audit alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.quantity import EMPTY, printed

RowKind = Literal["body", "group", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Formula:
    """How a spreadsheet recomputes a cell from others of the same table.

    Parameters
    ----------
    kind : {"sum", "percent"}
        Sum of the cells, or first cell over second times 100.
    cells : tuple of (row, column)
        Row counts from 0 in :attr:`Table.rows`; column is a key of the specification.
    """

    kind: Literal["sum", "percent"]
    cells: tuple[tuple[int, str], ...]


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
