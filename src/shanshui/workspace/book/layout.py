"""Where everything stands in the workbook: which column on which sheet, which row, under which name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from xlsxwriter.utility import xl_col_to_name

from shanshui.quantity import convert
from shanshui.standard import Heading, InputColumn, InputTable, Standard
from shanshui.standard.cells import same_kind, unit_name
from shanshui.standard.workbook import BookSpec, ComputedColumn, SummaryLine
from shanshui.workspace.book.grid import SPARE, Grid, grid_of

REFERENCE = re.compile(r"\[([\^!]?)([a-z_]+)(?:\.([a-z_]+))?\]")
"""A column in a formula: this row's, the row above's, the cell as entered, or a whole column."""

_LOOK_UP = re.compile(r"\{(term|kind|factor|price_kind|price_factor):([a-z_]+)(?::([a-z_]+))?\}")


@dataclass(frozen=True, slots=True)
class Area:
    """A table, or a block of the summary, on its sheet.

    Parameters
    ----------
    key : str
        Input table or block.
    sheet : str
        Name of the sheet.
    positions : mapping of column key to int
        Which column of the sheet, from 0; computed ones included, helpers under ``!key``.
    first, count : int
        First row below the header, from 0; rows that formulas reach.
    """

    key: str
    sheet: str
    positions: Mapping[str, int]
    first: int
    count: int

    def position(self, key: str, entered: bool = False) -> int:
        """Which column of the sheet; the helper's where one brings the cell to its own unit, unless as entered."""
        return self.positions[key if entered or f"!{key}" not in self.positions else f"!{key}"]

    def cell(self, key: str, row: int, entered: bool = False) -> str:
        """Address of a cell of this sheet: the column fixed, the row not."""
        return f"${xl_col_to_name(self.position(key, entered))}{self.first + row + 1}"

    def whole(self, key: str) -> str:
        """A column in any sheet, found from its heading down: a row inserted right below the heading belongs to it."""
        column = xl_col_to_name(self.position(key))
        last = f"'{self.sheet}'!${column}${self.first + self.count}"
        return f"INDEX('{self.sheet}'!${column}${self.first}:${column}${self.first + self.count},2):{last}"


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet of an input table.

    Parameters
    ----------
    schema : InputTable
        What it holds.
    grid : Grid
        What stands in it.
    columns : tuple of InputColumn or None
        What each column of the grid is; None for the planner's own.
    computed : mapping
        Computed columns by key, to the right of the grid's.
    area : Area
        Where they stand.
    """

    schema: InputTable
    grid: Grid
    columns: tuple[InputColumn | None, ...]
    computed: Mapping[str, ComputedColumn]
    area: Area


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole workbook.

    Parameters
    ----------
    pages : mapping of table to Page
        In the order of the sheets.
    blocks : mapping of block to Area
        Blocks of the summary that have columns of their own.
    lines : mapping of key to (line, row)
        Lines of the summary and their rows, from 0; the number stands in the second column.
    spec : BookSpec
        The data behind.
    summary : str
        Name of the summary's sheet.
    """

    pages: Mapping[str, Page]
    blocks: Mapping[str, Area]
    lines: Mapping[str, tuple[SummaryLine, int]]
    spec: BookSpec
    summary: str

    def area(self, key: str) -> Area:
        """The area of a table or block."""
        return self.pages[key].area if key in self.pages else self.blocks[key]

    def computed(self, key: str) -> Mapping[str, ComputedColumn]:
        """The computed columns of a table or block."""
        return self.pages[key].computed if key in self.pages else self.spec.computed[key]

    def named(self) -> Iterator[tuple[str, str]]:
        """Names of the whole columns that formulas and drop-down lists refer to, and their addresses."""
        wanted = {(t, c) for _, t, c in REFERENCE.findall(" ".join(self._formulas())) if c and t != "summary"}
        wanted |= {r for p in self.pages.values() for c in p.columns if c is not None and (r := c.reference)}
        for table, column in sorted(wanted):
            yield f"{table}_{column}", self.area(table).whole(column)

    def _formulas(self) -> Iterator[str]:
        for columns in (*(p.computed for p in self.pages.values()), *(self.spec.computed[b] for b in self.blocks)):
            yield from (column.formula for column in columns.values())
        yield from (line.formula for line in self.spec.lines)
        yield from (mark.formula for mark in self.spec.marks)

    def formula(self, text: str, area: str, row: int) -> str:
        """A formula of the data in the spreadsheet's own words, for one row of an area (from 0)."""

        def address(match: re.Match[str]) -> str:
            mark, first, second = match.groups()
            if second and first == "summary":
                return f"'{self.summary}'!$B${self.lines[second][1] + 1}"
            if second:
                return f"{first}_{second}"
            return self.area(area).cell(first, row - 1 if mark == "^" else row, mark == "!")

        return REFERENCE.sub(address, expanded(text).replace("{n}", str(row + 1)))


@cache
def expanded(formula: str) -> str:
    """A formula with its look-ups of words and units written out."""

    def written(match: re.Match[str]) -> str:
        kind, column, vocabulary = match.groups()
        if kind == "term":
            return f"IFERROR(INDEX(no_{vocabulary},MATCH(TRIM([{column}]),all_{vocabulary},0)),0)"
        return f"INDEX(unit_{kind},MATCH(TRIM([{column}]),unit_names,0))"

    return _LOOK_UP.sub(written, formula)


def lay_out(grids: Mapping[str, Grid], standard: Standard, spec: BookSpec) -> Layout:
    """Decide where everything stands.

    Parameters
    ----------
    grids : mapping of table to Grid
        A table that is absent is empty.
    standard : Standard
        Schemas and words.
    spec : BookSpec
        Order of the sheets, computed columns, summary.
    """
    pages = {}
    for entry in spec.sheets:
        schema = standard.inputs[entry.table]
        pages[entry.table] = _page(schema, grids.get(entry.table) or grid_of(schema), spec, standard)
    summary = standard.label("book.sheet.summary")
    blocks: dict[str, Area] = {}
    lines: dict[str, tuple[SummaryLine, int]] = {}
    row = 2
    for block in spec.blocks:
        row += 2
        own = [line for line in spec.lines if line.block == block.key]
        for n, line in enumerate(own):
            lines[line.key] = (line, row + n)
        if block.rows:
            row += 1
            positions = {key: n for n, key in enumerate(spec.computed[block.key])}
            blocks[block.key] = Area(block.key, summary, MappingProxyType(positions), row, block.rows)
        row += len(own) + block.rows
    return Layout(MappingProxyType(pages), MappingProxyType(blocks), MappingProxyType(lines), spec, summary)


def _page(schema: InputTable, grid: Grid, spec: BookSpec, standard: Standard) -> Page:
    headings = [schema.column_named(name) if name else None for name in grid.header]
    positions: dict[str, int] = {}
    for n, heading in enumerate(headings):
        if heading is not None:
            positions.setdefault(heading.column.key, n)
    computed = {c.key: c for c in spec.computed.get(schema.key, {}).values()}
    for helper in _helpers(schema, headings, standard):
        computed[helper.key] = helper
    positions |= {key: n for n, key in enumerate(computed, start=len(headings))}
    last = grid.rows[-1][0] if grid.rows else 1
    area = Area(schema.key, schema.name_zh, MappingProxyType(positions), 1, last - 1 + SPARE)
    columns = tuple(h.column if h is not None else None for h in headings)
    return Page(schema, grid, columns, MappingProxyType(computed), area)


def _helpers(schema: InputTable, headings: Iterable[Heading | None], standard: Standard) -> Iterator[ComputedColumn]:
    """Hidden columns that bring to the column's own unit what stands under a heading that states another."""
    prefix = standard.label("book.scaled")
    template = ComputedColumn(schema.key, "", "", "", "General", "", hidden=True)
    for heading in headings:
        if heading is None or not heading.unit or heading.unit == heading.column.unit:
            continue
        column = heading.column
        if column.unit and same_kind(heading.unit, column.unit):
            one = f"{convert(Decimal(1), heading.unit, column.unit):f}"
            key, formula = column.key, f'IF(ISNUMBER([!{column.key}]),[!{column.key}]*{one},[!{column.key}]&"")'
        elif column.unit_from and not column.unit:
            key = column.unit_from
            formula = f'IF([!{key}]="","{unit_name(heading.unit)}",[!{key}])'
        else:
            continue
        header = prefix + schema.columns[key].header_zh
        yield replace(template, key=f"!{key}", header_zh=header, header_en=header, formula=formula)
