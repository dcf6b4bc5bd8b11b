"""The planner's workbook: one sheet for each input table, filled, guarded and computing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from shanshui.standard import InputColumn, Standard
from shanshui.standard.workbook import load_book, load_examples
from shanshui.workspace.book.cells import GENERAL, TEXT, BookCell, to_book, writable
from shanshui.workspace.book.choices import Cells, choice_lists, looked_up
from shanshui.workspace.book.grid import Grid
from shanshui.workspace.book.guards import Guards
from shanshui.workspace.book.guide import write_guide
from shanshui.workspace.book.layout import Layout, Page, lay_out
from shanshui.workspace.book.results import BLANK, Results, stored
from shanshui.workspace.book.styles import Styles, breadth, lines
from shanshui.workspace.book.summary import write_summary

WRITTEN = datetime(2000, 1, 1)
"""Fixed, so that the same tables give the same file."""

_PROTECTION = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
    "insert_hyperlinks": True, "sort": True, "autofilter": True, "objects": True,
}  # fmt: skip
_WIDTHS = {
    "text": 16, "code": 12, "number": 11, "integer": 9, "year": 9, "date": 12, "period": 12, "yes_no": 9, "choice": 14,
    "list": 18, "fact_value": 12, "unit": 11, "measured": 11,
}  # fmt: skip
_WIDEST, _PAGE = 42, 240
"""Characters: of the widest column; of what one printed page shows."""

_LINE, _HIGHEST = 15.0, 180.0
"""Height of a line, and of the highest row [pt]."""

_WRAPPED, _RIGHT = ("text", "list"), ("number", "integer", "year")
"""Types of columns whose words are wrapped, and whose cells stand at the right."""


def write_book(path: Path, grids: Iterable[Grid], standard: Standard, region: str, title: str) -> None:
    """Write the planner's workbook.

    Parameters
    ----------
    path : Path
        Where to; its folder is there.
    grids : iterable of Grid
        Input tables; those that are absent are written empty.
    standard : Standard
        Schemas, vocabularies and words.
    region : str
        The project's region, from the largest to the smallest: it decides which price applies.
    title : str
        Name of the project.
    """
    spec = load_book()
    given = {grid.table: grid for grid in grids}
    layout = lay_out(given, standard, spec)
    lists = choice_lists(standard)
    results = Results(layout, looked_up(lists, region))
    options = {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False, "strings_to_formulas": False,
               "strings_to_urls": False, "in_memory": True}  # fmt: skip
    stream = io.BytesIO()  # a full disk is then met in one place, and as what it is
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": WRITTEN, "title": title})
    book.set_calc_mode("auto")
    styles = Styles(book)
    guide = book.add_worksheet(standard.label("book.sheet.guide"))
    summary = book.add_worksheet(layout.summary)
    sheets = {table: book.add_worksheet(page.area.sheet) for table, page in layout.pages.items()}
    for table, page in layout.pages.items():
        _Sheet(sheets[table], page, layout, standard, styles, results).write()
    _write_lists(book, lists, region, standard)
    _name(book, layout)
    write_guide(guide, layout, standard, styles, title)
    write_summary(summary, layout, standard, styles, results)
    book.close()
    path.write_bytes(stream.getvalue())


def _name(book: Any, layout: Layout) -> None:
    """Names of whole columns, and of the filled part of those that drop-downs offer."""
    for name, address in layout.named():
        book.define_name(name, f"={address}")
    offered = {r for page in layout.pages.values() for c in page.columns if c is not None and (r := c.reference)}
    for table, column in sorted(offered):
        whole = f"{table}_{column}"
        book.define_name(f"list_{whole}", f"=INDEX({whole},1):INDEX({whole},MAX(1,COUNTA({whole})))")


def _write_lists(book: Any, lists: Mapping[str, Cells], region: str, standard: Standard) -> None:
    """The hidden sheet of the lists."""
    name = standard.label("book.sheet.choices")
    sheet = book.add_worksheet(name)
    for n, (key, cells) in enumerate(lists.items()):
        sheet.write_string(0, n, key)
        for row, value in enumerate(cells, start=1):
            sheet.write(row, n, value)
        column = xlsxwriter.utility.xl_col_to_name(n)
        book.define_name(key, f"='{name}'!${column}$2:${column}${len(cells) + 1}")
    sheet.write_string(0, len(lists), "project_region")
    sheet.write_string(1, len(lists), region)
    column = xlsxwriter.utility.xl_col_to_name(len(lists))
    book.define_name("project_region", f"='{name}'!${column}$2")
    sheet.protect()
    sheet.hide()


class _Sheet:
    """The sheet of one input table."""

    def __init__(
        self, sheet: Any, page: Page, layout: Layout, standard: Standard, styles: Styles, results: Results
    ) -> None:
        self.sheet, self.page, self.layout, self.styles, self.results = sheet, page, layout, styles, results
        self.standard = standard
        entry = next(s for s in layout.spec.sheets if s.table == page.schema.key)
        self.colour = layout.spec.groups[entry.group].colour
        self.widths = [self._width(n) for n in range(len(page.columns))]

    def write(self) -> None:
        """Write headings, rows, formulas, guards and how it is printed."""
        self._headings()
        self._rows()
        self._formulas()
        Guards(self.sheet, self.page, self.layout, self.standard, self.styles.wrong()).put()
        self._set_up()

    def _headings(self) -> None:
        page = self.page
        self.sheet.set_default_row(_LINE + 6)
        self.sheet.set_row(0, 34)
        for n, (text, column) in enumerate(zip(page.grid.header, page.columns, strict=True)):
            right = column is not None and column.type in _RIGHT
            look = self.styles.entry(_format(column), column is None or column.type in _WRAPPED, right)
            self.sheet.set_column(n, n, self.widths[n], look)
            if column is None:
                self.sheet.write_string(0, n, writable(text), self.styles(locked=False, italic=True))
            else:
                mark = "*" if column.required else ""
                self.sheet.write_string(0, n, writable(text) + mark, self.styles.header(self.colour, column.required))
        for n, computed in enumerate(page.computed.values(), start=len(page.grid.header)):
            width = max(11, min(18, breadth(computed.heading()) // 2 + 6))
            options = {"hidden": True} if computed.hidden else {}
            self.sheet.set_column(n, n, width, self.styles(locked=True), options)
            self.sheet.write_string(0, n, computed.heading(), self.styles.header(self.colour, False, True))
            if not computed.hidden:
                note = "\n".join(p for p in (self.standard.label("book.note.computed"), computed.note) if p)
                self.sheet.write_comment(0, n, note, {"x_scale": 2.0, "y_scale": 1.2, "font_size": 9})

    def _width(self, n: int) -> float:
        """Wide enough for the heading in two lines and for most of the cells."""
        column = self.page.columns[n]
        broad = sorted(breadth(cells[n]) for _, cells in self.page.grid.rows)
        usual = broad[len(broad) * 9 // 10] if broad else 0
        heading = breadth(self.page.grid.header[n]) // 2 + 4
        return float(max(_WIDTHS[column.type] if column else 12, heading, min(usual + 4, _WIDEST)))

    def _rows(self) -> None:
        samples = {_filled(header, row) for header, row in _examples(self.page.schema.key)}
        keys = [column.key if column else "" for column in self.page.columns]
        for number, cells in self.page.grid.rows:
            example = _filled(keys, cells) in samples
            wraps = zip(cells, self.widths, self.page.columns, strict=True)
            height = max((lines(cell, w) for cell, w, c in wraps if c is None or c.type in _WRAPPED), default=1)
            if height > 1:
                self.sheet.set_row(number - 1, min(_LINE * height + 6, _HIGHEST))
            for n, (text, column) in enumerate(zip(cells, self.page.columns, strict=True)):
                cell = to_book(writable(text), column)
                long = column is None or column.type in _WRAPPED
                shape = cell.format if cell.value is not None and cell.format != GENERAL else _format(column)
                if cell.value is not None or example:
                    right = isinstance(cell.value, int | float)
                    self._put(number - 1, n, cell, self.styles.entry(shape, long, right, example))

    def _put(self, row: int, n: int, cell: BookCell, look: Any) -> None:
        if isinstance(cell.value, str):
            self.sheet.write_string(row, n, cell.value, look)
        elif isinstance(cell.value, date):
            self.sheet.write_datetime(row, n, cell.value, look)
        elif cell.value is None:
            self.sheet.write_blank(row, n, None, look)
        else:
            self.sheet.write_number(row, n, cell.value, look)

    def _formulas(self) -> None:
        area, key = self.page.area, self.page.schema.key
        filled = {number - 2 for number, _ in self.page.grid.rows}
        for column_key, computed in self.page.computed.items():
            look = self.styles.computed(computed.format)
            position = area.positions[column_key]
            for row in range(area.count):
                value = self.results.shown(key, column_key, row if row in filled else BLANK)
                formula = self.layout.formula(computed.formula, key, row)
                self.sheet.write_formula(area.first + row, position, f"={formula}", look, stored(value))

    def _set_up(self) -> None:
        page = self.page
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, page.area.first + page.area.count - 1, len(page.grid.header) - 1)
        self.sheet.set_tab_color(self.colour)
        self.sheet.protect("", _PROTECTION)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1 + int(sum(self.widths) // _PAGE), 0)
        self.sheet.repeat_rows(0)
        self.sheet.repeat_columns(0)
        self.sheet.set_footer("&L&A&C&P / &N")
        last = page.grid.rows[-1][0] if page.grid.rows else 1
        shown = [n for n, c in enumerate(page.computed.values(), len(page.grid.header)) if not c.hidden]
        self.sheet.print_area(0, 0, last, max([len(page.grid.header) - 1, *shown]))


def _format(column: InputColumn | None) -> str:
    """How an empty cell of a column will show what is entered."""
    if column is None or column.type in ("number", "integer", "fact_value", "measured"):
        return GENERAL
    return {"year": "0", "date": "yyyy-mm-dd"}.get(column.type, TEXT)


def _examples(table: str) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    header, *rows = load_examples().get(table, ((),))
    return ((header, row) for row in rows)


def _filled(keys: Iterable[str], cells: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, cell) for key, cell in zip(keys, cells, strict=True) if cell)
