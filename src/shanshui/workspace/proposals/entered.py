"""Input tables as text under the headings that the planner gave them, and what their cells mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.errors import UsageError
from shanshui.ledger.fact import LIST_SEPARATOR
from shanshui.quantity import convert
from shanshui.standard import InputColumn, InputTable, Standard
from shanshui.standard.cells import Fault
from shanshui.workspace.book.grid import Grid, grid_of
from shanshui.workspace.sheets import Sheet, Sheets

Row = Mapping[str, str]
"""Cells by the keys of their columns, as a planner enters them."""


def entered_tables(read: Sheets, standard: Standard) -> Mapping[str, Grid]:
    """The tables of a project as they stand, each under its own headings.

    Parameters
    ----------
    read : Sheets
        Raw cells.
    standard : Standard
        Schemas; a table that is not there is an empty one, under the keys of its columns.

    Raises
    ------
    UsageError
        Where a table cannot be read: it must not be taken for an empty one.
    """
    unread = next((f for f in read.findings if f.code in ("INPUT-FILE", "INPUT-LOCKED")), None)
    if unread is not None:
        raise UsageError(f"{unread.place.file} cannot be read ({unread.got}); mend it, or move it away")
    sheets = {sheet.table: sheet for sheet in read.sheets}
    return {key: _grid(schema, sheets.get(key)) for key, schema in standard.inputs.items()}


def _grid(schema: InputTable, sheet: Sheet | None) -> Grid:
    if sheet is None:
        return Grid(schema.key, tuple(schema.columns))
    grid = grid_of(schema, sheet)
    width = max(len(sheet.header), *(len(cells) for _, cells in sheet.rows), 0)
    header = (*sheet.header, *("" for _ in range(width - len(sheet.header))))
    rows = tuple((number, cells[:width]) for number, cells in grid.rows)
    return replace(grid, header=header, rows=rows)


def columns_of(grid: Grid, schema: InputTable) -> Mapping[str, int]:
    """Position of each column of the schema in a grid, the first one where two headings name it."""
    found: dict[str, int] = {}
    for position, name in enumerate(grid.header):
        heading = schema.column_named(name) if name.strip() else None
        if heading is not None:
            found.setdefault(heading.column.key, position)
    return found


def rows_of(grid: Grid, schema: InputTable) -> Iterator[tuple[int, Row]]:
    """Filled rows with their numbers: cells by column, in the unit of the column where its heading states another."""
    positions = columns_of(grid, schema)
    for number, cells in grid.rows:
        row = {}
        for key, position in positions.items():
            row[key] = _in_unit(cells[position], schema, key, stated_unit(grid.header[position], schema), "")
        yield number, row


def written(cell: str, heading: str, schema: InputTable) -> str:
    """A cell of a proposal as it stands under a planner's heading, which may state another unit."""
    known = schema.column_named(heading)
    if known is None:
        return cell
    return _in_unit(cell, schema, known.column.key, "", stated_unit(heading, schema))


def stated_unit(heading: str, schema: InputTable) -> str:
    """Unit that a heading states where it is not that of its column; else empty."""
    known = schema.column_named(heading)
    return known.unit if known is not None and known.column.unit and known.unit != known.column.unit else ""


def _in_unit(cell: str, schema: InputTable, key: str, before: str, after: str) -> str:
    """The cell in another unit, where it holds a number that must be converted; else as it stands."""
    column = schema.columns[key]
    if not (before or after):
        return cell
    value = schema.read(column, cell)
    if not isinstance(value, Decimal):
        return cell
    number = convert(value, before or column.unit, after or column.unit)
    return f"{number.normalize():f}"


def meaning(cell: str, column: InputColumn, schema: InputTable) -> object:
    """What a cell says, so that ``2 公顷`` and ``2.0hm2`` are one; the text itself where it cannot be read."""
    value = schema.read(column, cell)
    return cell.strip() if isinstance(value, Fault) else value


def same(old: str, new: str, column: InputColumn, schema: InputTable) -> bool:
    """Whether two cells of a column say the same."""
    return old == new or meaning(old, column, schema) == meaning(new, column, schema)


def worded(row: Row, schema: InputTable) -> Row:
    """A row of a proposal with words in place of the codes of vocabularies, as a planner picks them from a list."""
    found = dict(row)
    for key, cell in row.items():
        column = schema.columns.get(key)
        terms = schema.vocabularies.get(column.vocabulary) if column is not None else None
        if column is None or terms is None or column.type not in ("choice", "list"):
            continue
        value = schema.read(column, cell)
        codes = value if isinstance(value, tuple) else (value,)
        if value and not isinstance(value, Fault):
            found[key] = LIST_SEPARATOR.join(terms[code].zh if code in terms else str(code) for code in map(str, codes))
    return found


def unread_rows(grid: Grid, schema: InputTable) -> frozenset[int]:
    """Numbers of rows that do not pass their schema, and which no part of a proposal gets to see."""
    records, _ = schema.parse_rows(grid.header, grid.rows)
    return frozenset(number for number, _ in grid.rows) - {record.place.row for record in records}
