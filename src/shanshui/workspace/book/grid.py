"""A table as text in rows and columns, with its headings in their canonical form: what CSV and workbook both hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shanshui.standard import Heading, InputTable, narrow
from shanshui.workspace.book.cells import to_text
from shanshui.workspace.sheets import Sheet

SPARE = 300
"""Rows that are prepared below the last filled one; a gap of blank rows up to this is kept."""

_BRACKETS = re.compile(r"[(\[].*[)\]]")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text.

    Parameters
    ----------
    table : str
        Key of the input table.
    header : tuple of str
        Every column of the schema, and the planner's own; those that were there first, in their order.
    rows : tuple of (number, cells)
        Filled rows; the header is row 1. Each has a cell for each heading.
    closed : bool
        Blank rows between them were left out, because there were too many.
    """

    table: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    closed: bool = False


def grid_of(schema: InputTable, sheet: Sheet | None = None) -> Grid:
    """A sheet as a grid.

    Parameters
    ----------
    schema : InputTable
        Its columns; those that the sheet lacks are added at the right.
    sheet : Sheet, optional
        An empty table where absent.

    Notes
    -----
    Rows keep their numbers, less the titles above the header, because facts and findings are named after them.
    """
    if sheet is None:
        return Grid(schema.key, tuple(column.heading() for column in schema.columns.values()))
    width = max((len(sheet.header), *(len(cells) for _, cells in sheet.rows)))
    header = _canonical(schema, sheet.header) + [""] * (width - len(sheet.header))
    there = {h.column.key for name in sheet.header if (h := schema.column_named(name))}
    header += [column.heading() for column in schema.columns.values() if column.key not in there]
    up = sheet.header_row - 1
    closed = bool(sheet.rows) and sheet.rows[-1][0] - up > len(sheet.rows) + 1 + SPARE
    numbers = [n if closed else number - up for n, (number, _) in enumerate(sheet.rows, start=2)]
    texts = (tuple(map(to_text, cells)) for _, cells in sheet.rows)
    rows = tuple((n, cells + ("",) * (len(header) - len(cells))) for n, cells in zip(numbers, texts, strict=True))
    return Grid(schema.key, tuple(header), rows, closed)


def _canonical(schema: InputTable, names: Sequence[str]) -> list[str]:
    """Headings in their canonical form; one that states another unit, or comes again, stays as it stands."""
    found: list[str] = []
    seen: set[str] = set()
    for name in names:
        heading = schema.column_named(name) if name else None
        plain = name.strip().strip("*＊").strip()
        if heading is None or heading.column.key in seen or keeps_unit(heading):
            found.append(plain if heading else name)
        else:
            found.append(heading.column.heading())
        if heading is not None:
            seen.add(heading.column.key)
    return found


def keeps_unit(heading: Heading) -> bool:
    """Whether a heading says something of the unit that the canonical one does not say."""
    column, text = heading.column, narrow(heading.text).strip().strip("*").strip()
    if text in map(narrow, column.names()):
        return False
    return heading.unit != column.unit if heading.unit else _BRACKETS.search(text) is not None


def csv_text(grid: Grid) -> str:
    """The grid as a CSV file: UTF-8 with its mark, so that a spreadsheet reads the Chinese."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(grid.header)
    next_row, blank = 2, ("",) * len(grid.header)
    for number, cells in grid.rows:
        writer.writerows([blank] * (number - next_row))
        writer.writerow(cells)
        next_row = number + 1
    return "\ufeff" + stream.getvalue()
