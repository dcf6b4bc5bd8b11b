"""The numbers that the workbook's formulas give, cell by cell as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shanshui.errors import DefectError
from shanshui.workspace.book.cells import to_book
from shanshui.workspace.book.evaluate import parse
from shanshui.workspace.book.functions import Column, FailedError, Scalar, Value, scalar
from shanshui.workspace.book.layout import Layout, expanded

BLANK = -1
"""Row that stands for every prepared blank row."""


@dataclass(eq=False, slots=True)
class Results:
    """Values of all computed cells.

    Parameters
    ----------
    layout : Layout
        What stands where.
    names : mapping
        Named lists and values that formulas look up.
    """

    layout: Layout
    names: Mapping[str, Value]
    _entered: dict[tuple[str, str], dict[int, Scalar]] = field(default_factory=dict)
    _cells: dict[tuple[str, str, int], Scalar | FailedError] = field(default_factory=dict)
    _columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    _lines: dict[str, Scalar] = field(default_factory=dict)
    _open: set[tuple[str, str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for table, page in self.layout.pages.items():
            for key, position in page.area.positions.items():
                if key not in page.computed:
                    column = page.columns[position]
                    cells = {n - 2: _scalar_of(to_book(row[position], column).value) for n, row in page.grid.rows}
                    self._entered[table, key] = cells

    def cell(self, table: str, key: str, row: int) -> Scalar:
        """Value of a cell; what a spreadsheet shows as an error is one that raises.

        Parameters
        ----------
        table, key : str
            Table or block, and column.
        row : int
            From 0; :data:`BLANK` for a blank one.
        """
        entered = self._entered.get((table, key))
        if entered is not None:
            return entered.get(row)
        place = (table, key, row)
        if place not in self._cells:
            if place in self._open:
                raise DefectError(f"computed.csv: {table}.{key} rests on itself")
            self._open.add(place)
            self._cells[place] = self._computed(table, key, row)
            self._open.discard(place)
        value = self._cells[place]
        if isinstance(value, FailedError):
            raise value
        return value

    def shown(self, table: str, key: str, row: int) -> Scalar:
        """Value of a cell as a viewer shows it: words for an error."""
        try:
            return self.cell(table, key, row)
        except FailedError as error:
            return str(error)

    def _computed(self, table: str, key: str, row: int) -> Scalar | FailedError:
        formula = parse(expanded(self.layout.computed(table)[key].formula))
        try:
            return scalar(formula(_Row(self, table, row)))
        except FailedError as error:
            return error

    def column(self, table: str, key: str) -> Column:
        """A whole column of a table or block; an error in it shows when it is counted."""
        own = key if f"!{key}" not in self.layout.area(table).positions else f"!{key}"
        if (table, own) not in self._columns:
            area = self.layout.area(table)
            page = self.layout.pages.get(table)
            last = area.count if page is None else page.grid.rows[-1][0] - 1 if page.grid.rows else 0
            values = [self.shown(table, own, row) for row in range(last)]
            self._columns[table, own] = Column(values, area.first + 1)
        return self._columns[table, own]

    def line(self, key: str) -> Scalar:
        """A line of the summary."""
        if key not in self._lines:
            self._lines[key] = scalar(parse(expanded(self.layout.lines[key][0].formula))(_Row(self, "", 0)))
        return self._lines[key]


@dataclass(frozen=True, slots=True)
class _Row:
    """What the formula of one cell refers to."""

    results: Results
    table: str
    row: int

    @property
    def number(self) -> int:
        return self.results.layout.area(self.table).first + self.row + 1

    @property
    def position(self) -> int:
        return self.row + 1

    def cell(self, key: str, above: bool, entered: bool) -> Scalar:
        positions = self.results.layout.area(self.table).positions
        own = key if entered or f"!{key}" not in positions else f"!{key}"
        return self.results.cell(self.table, own, self.row - 1 if above else self.row)

    def column(self, table: str, key: str) -> Column:
        return self.results.column(table, key)

    def line(self, key: str) -> Scalar:
        return self.results.line(key)

    def name(self, name: str) -> Value:
        if name not in self.results.names:
            raise DefectError(f"a formula uses {name}, which is no name of the workbook")
        return self.results.names[name]


def stored(value: Scalar) -> str | float | bool:
    """A value as it is stored with its formula."""
    return "" if value is None else value


def _scalar_of(value: str | float | int | date | None) -> Scalar:
    """A cell as formulas see it: a day is a number."""
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    return float(value) if isinstance(value, int) else value
