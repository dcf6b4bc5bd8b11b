"""Lists for the office: frozen heading, filter, wrapped text, set up for print, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from shanshui.standard import Standard

_FIXED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TONES = {"error": "#A4342B", "warning": "#8F6413", "note": "#3D6478", "waived": "#6B6B66", "done": "#3F6B4C"}
_LINE, _HEAD, _ENTRY, _GREY = "#D5D1C6", "#EFECE4", "#FBF6E6", "#F4F3F0"

_ALLOWED = {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}
"""What may be done with a protected list besides entering what is open; it has no password."""


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
    entry : bool
        To be filled in: its cells stay open where the sheet is protected.
    toned : bool
        Takes the tone of its row.
    """

    key: str
    width: float
    center: bool = False
    choices: str = ""
    entry: bool = False
    toned: bool = False


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
        One for each row: what colour its toned columns take; ``waived`` greys the whole row, ``group`` is a
        heading within the list.
    note : str
        A line below the title.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | int]]
    tones: Sequence[str]
    note: str = ""

    @property
    def protected(self) -> bool:
        """Whether only its open columns may be written to."""
        return any(column.entry for column in self.columns)


def write_book(path: Path, sheets: Sequence[Sheet], standard: Standard, lang: str) -> None:
    """Write a workbook, one list on each sheet.

    Parameters
    ----------
    path : Path
        Where to.
    sheets : sequence of Sheet
        Left to right; the first is open.
    standard : Standard
        Headings and vocabularies.
    lang : {"zh", "en"}
        Language of both.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": sheets[0].title, "created": _FIXED})
    looks = _Looks(book, lang)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, looks, standard, lang)
    book.close()
    path.write_bytes(stream.getvalue())


class _Looks:
    """Cell formats of one workbook; the same properties give the same one."""

    def __init__(self, book: xlsxwriter.Workbook, lang: str) -> None:
        self._book = book
        self._font = {"font_name": "宋体" if lang == "zh" else "Calibri", "font_size": 10, "valign": "vcenter"}
        self._made: dict[tuple[tuple[str, object], ...], xlsxwriter.format.Format] = {}

    def plain(self, **properties: object) -> xlsxwriter.format.Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._font, **properties})
        return self._made[key]

    def head(self) -> xlsxwriter.format.Format:
        return self.plain(text_wrap=True, border=1, border_color=_LINE, bold=True, align="center", bg_color=_HEAD)

    def cell(self, column: Column, tone: str) -> xlsxwriter.format.Format:
        look: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": _LINE}
        look |= {"align": "center"} if column.center else {"indent": 1}
        if tone == "group":
            look |= {"bold": True, "bg_color": _HEAD}
        elif tone == "waived":
            look |= {"font_color": _TONES[tone], "bg_color": _GREY}
        elif column.entry:
            look |= {"bg_color": _ENTRY}
        if column.toned and tone in _TONES:
            look |= {"font_color": _TONES[tone], "bold": tone != "waived"}
        if column.entry:
            look |= {"locked": False}
        return self.plain(**look)


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, looks: _Looks, standard: Standard, lang: str) -> None:
    page.set_row(0, 30)
    page.write_string(0, 0, sheet.title, looks.plain(font_size=14, bold=True))
    top = 2 if sheet.note else 1
    if sheet.note:
        wide = sum(column.width for column in sheet.columns)
        page.set_row(1, 6.0 + 14.0 * -(-_breadth(sheet.note) // max(1, int(wide * 0.95))))
        page.merge_range(1, 0, 1, len(sheet.columns) - 1, sheet.note, looks.plain(text_wrap=True, font_color="#666C72"))
    page.set_row(top, 32)
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width)
        page.write_string(top, n, standard.label(f"review.column.{column.key}", lang), looks.head())
        if column.choices and sheet.rows:
            terms = standard.vocabularies[column.choices].values()
            source = [term.zh if lang == "zh" else term.en for term in terms]
            page.data_validation(
                top + 1, n, top + len(sheet.rows), n, {"validate": "list", "source": source, "ignore_blank": True}
            )
    for r, (row, tone) in enumerate(zip(sheet.rows, sheet.tones, strict=True), start=top + 1):
        page.set_row(r, _height(row, sheet.columns))
        for n, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            look = looks.cell(column, tone)
            if isinstance(value, int):
                page.write_number(r, n, value, look)
            else:
                page.write(r, n, value, look)
    if sheet.protected:
        page.protect("", _ALLOWED)
    _set_up(page, sheet, top)


def _set_up(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, top: int) -> None:
    page.freeze_panes(top + 1, 0)
    if "group" not in sheet.tones:
        page.autofilter(top, 0, max(top + len(sheet.rows), top), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&9&A&C&9&P / &N")
    page.hide_gridlines(2)


def _height(row: Sequence[str | int], columns: Sequence[Column]) -> float:
    """Row height [pt] that shows the longest cell whole; a Chinese character is two wide."""
    lines = [
        sum(-(-max(1, _breadth(line)) // max(1, int(column.width - 2))) for line in str(value).split("\n"))
        for value, column in zip(row, columns, strict=True)
    ]
    return min(400.0, 6.0 + 14.0 * max(lines))


def _breadth(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
