"""A workbook of tables: the code's layout, live formulas, and where each number comes from."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from shanshui.dossier.narrative.breadth import breadth
from shanshui.dossier.narrative.grid import grid_of
from shanshui.dossier.narrative.model import Grid, GridCell, GridRow, Quoted, Words, is_synthetic
from shanshui.dossier.workbook import formulas
from shanshui.ledger import Facts, Quote, Table
from shanshui.standard import Standard, TableSpec, spec_id

WRITTEN = datetime(2000, 1, 1)
PORTRAIT, LANDSCAPE = 88.0, 132.0
"""Characters of table text that fit across a page."""

LINE = 15.0
"""Height of one line [pt]."""

LOW = 4
"""Lines up to which a merged cell is centred; in a taller one, which pages may cut, text begins at the top."""

_NO_NAME = re.compile(r"[\[\]:*?/\\']")
"""What no sheet may bear in its name."""
_PART = 20
"""Letters of a year or code that a sheet's name takes up."""
Printed = tuple[str, str, str]
"""A fact's id, the place where it is printed, and how."""


@dataclass
class _Book:
    book: Any
    standard: Standard
    facts: Facts
    formats: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    lineage: list[tuple[str, str, Quote]] = field(default_factory=list)

    def label(self, key: str) -> str:
        return self.standard.label(key)

    def look(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same object."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "vcenter", "text_wrap": True, **properties})
        return self.formats[key]

    def synthetic(self, key: str) -> bool:
        found = self.facts.get(key)
        return found is not None and found.synthetic


def write_workbook(
    tables: Sequence[Table], facts: Facts, standard: Standard, path: Path, *, supplementary: bool = False
) -> tuple[Printed, ...]:
    """Write the annexed tables, or the supplementary ones, as a workbook.

    Parameters
    ----------
    tables : sequence of Table
        Computed tables; those of the other kind and those that the standard does not annex are left out.
    facts : Facts
        To tell which numbers rest on made-up data.
    standard : Standard
        Layout and words.
    path : Path
        File to write; its folder must exist.
    supplementary : bool
        Whether to write the tables that the program adds to the code's.

    Returns
    -------
    tuple of (fact, place, text)
        Where each fact is printed.
    """
    options = {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": WRITTEN, "title": standard.label("workbook.contents")})
    book.set_calc_mode("auto")
    written = _Book(book, standard, facts)
    shown = supplement_of(tables, standard) if supplementary else _annexed(tables, standard)
    names = sheet_names(shown, standard)
    contents = book.add_worksheet(standard.label("workbook.contents"))
    for table, name in zip(shown, names, strict=True):
        _sheet(written, table, standard.tables[spec_id(table.id)], name)
    _contents(written, contents, shown, names)
    _lineage(written)
    book.close()
    return tuple((quote.fact, f"{path.name} {sheet}!{cell}", quote.text) for sheet, cell, quote in written.lineage)


def supplement_of(tables: Sequence[Table], standard: Standard) -> list[Table]:
    """Filled tables that the program adds to the code's, in order."""
    ours = {key for key, spec in standard.tables.items() if spec.supplementary}
    return sorted((t for t in tables if spec_id(t.id) in ours and t.rows), key=lambda table: spec_id(table.id))


def _annexed(tables: Sequence[Table], standard: Standard) -> list[Table]:
    named = {key for key, spec in standard.tables.items() if spec.annexed}
    return sorted((t for t in tables if spec_id(t.id) in named), key=lambda table: spec_id(table.id))


def sheet_names(tables: Sequence[Table], standard: Standard) -> tuple[str, ...]:
    """Name of the sheet of each table: 表C, 表E.2-2021, 表F.1-QSJ; a number follows where names would be equal."""
    pattern = standard.label("workbook.sheet")
    names: list[str] = []
    for table in tables:
        part = _NO_NAME.sub("", table.id.partition("@")[2].rpartition(":")[2])[:_PART]
        name = pattern.format(id=spec_id(table.id)) + (f"-{part}" if part not in ("", "scope") else "")
        count = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return tuple(names)


def _sheet(book: _Book, table: Table, spec: TableSpec, name: str) -> None:
    sheet = book.book.add_worksheet(name)
    ordinals = book.label("report.ordinals").split("|")
    patterns = {p.name_d: p.format_d for p in book.standard.performance.values()} if table.id == "D" else {}
    grid = grid_of(table, spec, book.synthetic, ordinals, patterns)
    last = len(grid.widths) - 1
    room = LANDSCAPE if grid.landscape else PORTRAIT
    widths = [w * room / sum(grid.widths) for w in grid.widths]
    for n, width in enumerate(widths):
        sheet.set_column(n, n, round(width, 2))
    title = book.look(font_name="黑体", font_size=14, align="center")
    _span(sheet, 0, 0, 1, last + 1, table.title, title)
    sheet.set_row(0, 24 * lines_of(table.title, room * 0.7))
    row = _unit_line(book, sheet, grid, last)
    row = _rows(book, sheet, grid.above, row, widths, name, None)
    top = row
    row = _rows(book, sheet, grid.header, row, widths, name, None)
    place = _Places(table, row)
    row = _rows(book, sheet, grid.body, row, widths, name, place, grid.kinds)
    end = _below(book, sheet, grid, row, widths)
    sheet.set_paper(9)
    if grid.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.print_area(0, 0, end - 1, last)
    sheet.repeat_rows(top, place.first - 1)
    sheet.set_footer("&C&P / &N")
    if not grid.above:
        sheet.freeze_panes(place.first, 0)


@dataclass(frozen=True)
class _Places:
    """Where the cells of a table stand on its sheet."""

    table: Table
    first: int

    def address(self, row: int, column: str) -> str:
        return str(xl_rowcol_to_cell(self.first + row, self.table.columns.index(column)))


def _unit_line(book: _Book, sheet: Any, grid: Grid, last: int) -> int:
    """The unit at the upper right and the mark of made-up data at the upper left."""
    mark = is_synthetic(grid.runs())
    if not grid.unit_note and not mark:
        return 1
    right = book.look(font_name="仿宋", font_size=10.5, align="right", text_wrap=False)
    left = book.look(font_name="仿宋", font_size=10.5, align="left", font_color="#7F7F7F", text_wrap=False)
    if mark:
        sheet.write_string(1, 0, book.label("stamp.synthetic"), left)
    if grid.unit_note:
        sheet.write_string(1, last, book.label("workbook.unit").format(unit=grid.unit_note), right)
    return 2


def _rows(
    book: _Book,
    sheet: Any,
    rows: Sequence[GridRow],
    start: int,
    widths: Sequence[float],
    name: str,
    place: _Places | None,
    kinds: Sequence[str] = (),
) -> int:
    for n, cells in enumerate(rows):
        lines = 1
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            strong = cell.strong or (bool(kinds) and kinds[n] in ("subtotal", "total", "group"))
            _cell(book, sheet, start + n, column, cell, name, place, strong)
            if cell.down == 1:
                lines = max(lines, lines_of(_words(cell), sum(widths[column : column + cell.across])))
        sheet.set_row(start + n, LINE * lines + 3)
    return start + len(rows)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column.

    Examples
    --------
    >>> lines_of("生态保护修复单元", 8.0), lines_of("12", 8.0)
    (3, 1)
    """
    return sum(max(1, math.ceil(breadth(part) * 2.1 / max(width - 1, 1.0))) for part in text.split("\n"))


def _words(cell: GridCell) -> str:
    return "".join(r.text if isinstance(r, Words) else r.quote.text for r in cell.runs if isinstance(r, Words | Quoted))


def _cell(
    book: _Book, sheet: Any, row: int, column: int, cell: GridCell, name: str, place: _Places | None, strong: bool
) -> None:
    quotes = [run.quote for run in cell.runs if isinstance(run, Quoted)]
    look: dict[str, Any] = {"border": 1, "font_size": 10.5, "align": cell.align, "font_name": "仿宋"}
    if cell.down > LOW:
        look["valign"] = "top"
    if strong:
        look["bg_color"] = "#F2F2F2"
    value: object = _words(cell)
    written = ""
    if len(quotes) == 1 and isinstance(number := quotes[0].value, Decimal):
        value = number
        look |= {"font_name": "Times New Roman", "num_format": _number_format(cell, quotes[0])}
        if (formula := quotes[0].formula) is not None and place is not None:
            written = formulas.written(formula, quotes[0].places, place.table, place.address, number)
    shown = book.look(**look)
    _span(sheet, row, column, cell.down, cell.across, "" if written else value, shown)
    if written:
        sheet.write_formula(row, column, written, shown, float(quotes[0].value or 0))
    book.lineage += [(name, str(xl_rowcol_to_cell(row, column)), quote) for quote in quotes if quote.fact]


def _span(sheet: Any, row: int, column: int, down: int, across: int, value: object, look: Any) -> None:
    if down > 1 or across > 1:
        sheet.merge_range(row, column, row + down - 1, column + across - 1, "", look)
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), look)
    elif value:
        sheet.write_string(row, column, str(value), look)
    elif down == across == 1:
        sheet.write_blank(row, column, None, look)


def _number_format(cell: GridCell, quote: Quote) -> str:
    """Decimals as printed, with the words around the number: ``"≥"0.00" hm²"``."""
    if quote.places is not None:
        digits = "0" + ("." + "0" * quote.places if quote.places > 0 else "")
    else:
        tail = quote.text.partition(".")[2]
        digits = "0" + (f".{'0' * len(tail)}" if tail else "")
    position = next(n for n, run in enumerate(cell.runs) if isinstance(run, Quoted))
    before = _around(cell.runs[:position])
    after = _around(cell.runs[position + 1 :])
    return before + digits + after


def _around(runs: Sequence[object]) -> str:
    text = ""
    for run in runs:
        if isinstance(run, Words):
            text += {"2": "²", "3": "³"}.get(run.text, run.text) if run.shape == "super" else run.text
    return f'"{text}"' if text else ""


def _below(book: _Book, sheet: Any, grid: Grid, row: int, widths: Sequence[float]) -> int:
    look = book.look(font_name="仿宋", font_size=9, align="left")
    typography = book.standard.typography
    for n, (mark, runs) in enumerate(grid.notes):
        words = "".join(run.text for run in runs if isinstance(run, Words))
        text = f"{typography.note_lead if n == 0 else ''}{mark}{words}"
        _span(sheet, row, 0, 1, len(widths), text, look)
        sheet.set_row(row, 13 * lines_of(text, sum(widths) * 1.15))
        row += 1
    if grid.foot:
        _span(sheet, row, 0, 1, len(widths), "\u3000\u3000\u3000\u3000".join(f"{f}：" for f in grid.foot), look)
        row += 1
    return row


def _contents(book: _Book, sheet: Any, tables: Sequence[Table], names: Sequence[str]) -> None:
    head = book.look(font_name="黑体", font_size=10.5, border=1, align="center")
    body = book.look(font_name="仿宋", font_size=10.5, border=1, align="left")
    for column, width in enumerate((6, 70, 16, 14)):
        sheet.set_column(column, column, width)
    for column, words in enumerate(book.label("workbook.contents_columns").split("|")):
        sheet.write_string(0, column, words, head)
    for n, (table, name) in enumerate(zip(tables, names, strict=True), start=1):
        sheet.write_number(n, 0, n, body)
        sheet.write_string(n, 1, table.title, body)
        sheet.write_url(n, 2, f"internal:'{name}'!A1", body, name)
        sheet.write_string(n, 3, book.standard.tables[spec_id(table.id)].clause, body)
        sheet.set_row(n, LINE * lines_of(table.title, 70) + 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lineage(book: _Book) -> None:
    """The hidden sheet that names the fact of each cell."""
    sheet = book.book.add_worksheet(book.label("workbook.lineage"))
    for column, words in enumerate(book.label("workbook.lineage_columns").split("|")):
        sheet.write_string(0, column, words)
    for n, (name, cell, quote) in enumerate(book.lineage, start=1):
        sheet.write_string(n, 0, name)
        sheet.write_string(n, 1, cell)
        sheet.write_string(n, 2, quote.fact)
        if isinstance(quote.value, Decimal):
            sheet.write_number(n, 3, float(quote.value))
        elif quote.value:
            sheet.write_string(n, 3, quote.value)
        sheet.write_string(n, 4, quote.unit)
    sheet.hide()
