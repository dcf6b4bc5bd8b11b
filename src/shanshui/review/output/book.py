"""A list for the office: frozen heading, filter, wrapped text, set up for print, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from shanshui.standard import Standard

_FIXED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TONES = {"error": "#A4342B", "warning": "#8F6413", "note": "#3D6478", "waived": "#7D7D78", "done": "#3F6B4C"}
_LINE = "#D5D1C6"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Parameters
    ----------
    key : str
        Ends the label ``review.column.<key>`` that heads it.
    width : float
        In characters.
    center : bool
        Centred, else left.
    choices : str
        Vocabulary that a drop-down list offers; empty for none.
    """

    key: str
    width: float
    center: bool = False
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list.

    Parameters
    ----------
    name, title : str
        Of the sheet; of the list, above its heading.
    columns : sequence of Column
        Left to right.
    rows : sequence of rows
        Cells in the order of the columns.
    tones : sequence of str
        One for each row: what colour its second column takes.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | int]]
    tones: Sequence[str]


def write_book(path: Path, sheet: Sheet, standard: Standard, lang: str) -> None:
    """Write a workbook with one list."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.title, "created": _FIXED})
    page = book.add_worksheet(sheet.name)
    font = {"font_name": "宋体" if lang == "zh" else "Calibri", "font_size": 10, "valign": "vcenter"}
    cell = {**font, "text_wrap": True, "border": 1, "border_color": _LINE}
    head = book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EFECE4"})
    left, center = book.add_format({**cell, "indent": 1}), book.add_format({**cell, "align": "center"})
    tones = {
        tone: book.add_format({**cell, "align": "center", "bold": tone != "waived", "font_color": color})
        for tone, color in _TONES.items()
    }
    page.set_row(0, 30)
    page.write_string(0, 0, sheet.title, book.add_format({**font, "font_size": 14, "bold": True}))
    page.set_row(1, 24)
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width)
        page.write_string(1, n, standard.label(f"review.column.{column.key}", lang), head)
        if column.choices and sheet.rows:
            terms = standard.vocabularies[column.choices].values()
            source = [term.zh if lang == "zh" else term.en for term in terms]
            page.data_validation(2, n, len(sheet.rows) + 1, n, {"validate": "list", "source": source})
    for r, (row, tone) in enumerate(zip(sheet.rows, sheet.tones, strict=True), start=2):
        page.set_row(r, _height(row, sheet.columns))
        for n, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            page.write(r, n, value, tones[tone] if n == 1 else center if column.center else left)
    _set_up(page, len(sheet.rows), len(sheet.columns))
    book.close()


def _set_up(page: xlsxwriter.worksheet.Worksheet, rows: int, columns: int) -> None:
    page.freeze_panes(2, 0)
    page.autofilter(1, 0, max(rows + 1, 1), columns - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C&9&P / &N")
    page.hide_gridlines(2)
    page.set_zoom(100)


def _height(row: Sequence[str | int], columns: Sequence[Column]) -> float:
    """Row height [pt] that shows the longest cell whole; a Chinese character is two wide."""
    lines = [
        sum(-(-max(1, _width(line)) // max(1, int(column.width - 1))) for line in str(value).split("\n"))
        for value, column in zip(row, columns, strict=True)
    ]
    return min(400.0, 6.0 + 14.0 * max(lines))


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
