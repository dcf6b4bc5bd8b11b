"""The summary of the workbook: investment, money by source, year and unit, and checks, live."""

from __future__ import annotations

from typing import Any

from shanshui.standard import Standard
from shanshui.standard.workbook import SummaryBlock
from shanshui.workspace.book.functions import Scalar
from shanshui.workspace.book.layout import Layout
from shanshui.workspace.book.results import Results, stored
from shanshui.workspace.book.styles import HEADING, LINE, QUIET, Styles

_WIDTHS = (34, 18, 18, 18, 18, 18)
_INK, _GROUND, _GOOD = "#4A4A46", "#EFECE4", "#3F6B4C"


def write_summary(sheet: Any, layout: Layout, standard: Standard, styles: Styles, results: Results) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet : xlsxwriter worksheet
        Empty.
    layout : Layout
        Where its lines and blocks stand.
    standard : Standard
        Words.
    styles : Styles
        Of the workbook.
    results : Results
        Values that are stored with the formulas.
    """
    for n, width in enumerate(_WIDTHS):
        sheet.set_column(n, n, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, standard.label("book.summary.title"), styles(font_name=HEADING, font_size=18))
    sheet.write_string(1, 0, standard.label("book.summary.note"), styles(font_color=QUIET))
    for block in layout.spec.blocks:
        _Block(sheet, block, layout, standard, styles, results).write()
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(2, 0)


class _Block:
    """One block of the summary."""

    def __init__(
        self, sheet: Any, block: SummaryBlock, layout: Layout, standard: Standard, styles: Styles, results: Results
    ) -> None:
        self.sheet, self.block, self.layout, self.standard = sheet, block, layout, standard
        self.styles, self.results = styles, results
        self.cell = {"border": 1, "border_color": LINE}

    def write(self) -> None:
        """Write its title and what it holds."""
        own = [(line, row) for line, row in self.layout.lines.values() if line.block == self.block.key]
        top = self.layout.blocks[self.block.key].first - 2 if self.block.rows else own[0][1] - 1
        self.sheet.set_row(top, 22)
        self.sheet.write_string(top, 0, self.block.zh, self.styles(font_name=HEADING, font_size=12))
        self.sheet.write_string(top, 1, self.block.note, self.styles(font_color=QUIET))
        if self.block.rows:
            self._columns()
        for line, row in own:
            self.sheet.write_string(row, 0, line.zh, self.styles(**self.cell, align="left", indent=1))
            formula = self.layout.formula(line.formula, "", 0)
            value = self.results.line(line.key)
            look = self.styles(**self.cell, num_format=line.format, align="right", indent=1)
            self.sheet.write_formula(row, 1, f"={formula}", look, stored(value))
            if line.tolerance is not None:
                self._verdict(row, line.tolerance, value)
            else:
                self.sheet.write_string(row, 2, line.clause, self.styles(font_color=QUIET, align="left", indent=1))

    def _columns(self) -> None:
        area, key = self.layout.blocks[self.block.key], self.block.key
        columns = self.layout.spec.computed[key]
        head = self.styles(**self.cell, bg_color=_GROUND, font_name=HEADING, align="center", font_color=_INK)
        for name, column in columns.items():
            self.sheet.write_string(area.first - 1, area.positions[name], column.header_zh, head)
            for row in range(area.count):
                formula = self.layout.formula(column.formula, key, row)
                value = self.results.shown(key, name, row)
                text = column.format == "@" or area.positions[name] == 0
                look = self.styles(num_format=column.format, align="left" if text else "right", indent=1)
                self.sheet.write_formula(area.first + row, area.positions[name], f"={formula}", look, stored(value))
        last = area.first + area.count - 1
        options = {
            "type": "formula",
            "criteria": f'=$A{area.first + 1}<>""',
            "format": self.styles.book.add_format(self.cell),
        }
        self.sheet.conditional_format(area.first, 0, last, len(columns) - 1, options)

    def _verdict(self, row: int, tolerance: int, value: Scalar) -> None:
        good, bad = self.standard.label("book.check.good"), self.standard.label("book.check.bad")
        fine = isinstance(value, float) and abs(value) <= tolerance
        look = self.styles(**self.cell, align="center", bold=True, font_color=_GOOD)
        formula = f'=IF(ABS(B{row + 1})<={tolerance},"{good}","{bad}")'
        self.sheet.write_formula(row, 2, formula, look, good if fine else bad)
        options = {"type": "formula", "criteria": f"=ABS($B{row + 1})>{tolerance}", "format": self.styles.wrong()}
        self.sheet.conditional_format(row, 1, row, 2, options)
