"""The first sheet of the workbook: what each sheet is for, what the colours mean, how to go on."""

from __future__ import annotations

from typing import Any

from shanshui.standard import Standard
from shanshui.workspace.book.layout import Layout
from shanshui.workspace.book.styles import (
    COMPUTED,
    EXAMPLE,
    HEADING,
    LINE,
    QUIET,
    WRONG,
    WRONG_TEXT,
    Styles,
    breadth,
    lines,
    pale,
)

_WIDTHS = (12, 18, 58, 13, 40, 8)


def write_guide(sheet: Any, layout: Layout, standard: Standard, styles: Styles, title: str) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet : xlsxwriter worksheet
        Empty.
    layout : Layout
        Which sheets there are and what stands on them.
    standard : Standard
        Words.
    styles : Styles
        Of the workbook.
    title : str
        Name of the project.
    """
    for n, width in enumerate(_WIDTHS):
        sheet.set_column(n, n, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, standard.label("book.guide.title"), styles(font_name=HEADING, font_size=18))
    sheet.write_string(1, 0, title, styles(font_color=QUIET))
    row = _how_to(sheet, standard, styles, 3)
    row = _legend(sheet, layout, standard, styles, row + 1)
    row = _contents(sheet, layout, standard, styles, row + 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    sheet.activate()


def _how_to(sheet: Any, standard: Standard, styles: Styles, row: int) -> int:
    wrapped = styles(text_wrap=True, valign="top")
    for line in standard.label("book.guide.how").split("|"):
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, line, wrapped)
        sheet.set_row(row, 16.5 * (1 + breadth(line) // 140))
        row += 1
    return row


def _legend(sheet: Any, layout: Layout, standard: Standard, styles: Styles, row: int) -> int:
    sheet.write_string(row, 0, standard.label("book.guide.colours"), styles(font_name=HEADING, font_size=12))
    colour = layout.spec.groups["layout"].colour
    looks: dict[str, dict[str, Any]] = {
        "required": {"bg_color": colour, "font_color": "#FFFFFF", "bold": True, "font_name": HEADING},
        "optional": {"bg_color": pale(colour), "font_name": HEADING},
        "computed": {"bg_color": COMPUTED},
        "example": {"bg_color": EXAMPLE},
        "wrong": {"bg_color": WRONG, "font_color": WRONG_TEXT},
    }
    for n, (key, look) in enumerate(looks.items(), start=row + 1):
        sample, _, words = standard.label(f"book.legend.{key}").partition("|")
        sheet.write_string(n, 0, sample, styles(border=1, border_color=LINE, align="center", **look))
        sheet.write_string(n, 1, words, styles())
    return row + 1 + len(looks)


def _contents(sheet: Any, layout: Layout, standard: Standard, styles: Styles, row: int) -> int:
    head = styles.header("#4A4A46", required=True)
    for n, words in enumerate(standard.label("book.guide.columns").split("|")):
        sheet.write_string(row, n, words, head)
    sheet.set_row(row, 22)
    cell = {"border": 1, "border_color": LINE, "text_wrap": True, "align": "left", "indent": 1}
    link = styles(**cell, font_color="#1F5A8A", underline=1)
    rows = [("", "", layout.summary, standard.label("book.guide.summary"), "", "", "", 0)]
    for entry in layout.spec.sheets:
        page, of = layout.pages[entry.table], layout.spec.groups[entry.group]
        first = f"'{page.area.sheet}'!$A$2:$A${page.area.count + 1}"
        told = (entry.purpose_zh, page.schema.clause, page.schema.note)
        rows.append((of.colour, of.zh, page.area.sheet, *told, first, len(page.grid.rows)))
    centred = {**cell, "align": "center", "indent": 0}
    for n, (colour, group, name, purpose, clause, note, column, count) in enumerate(rows, start=row + 1):
        tint = {"bg_color": pale(colour)} if colour else {}
        sheet.write_string(n, 0, group, styles(**centred, **tint))
        sheet.write_url(n, 1, f"internal:'{name}'!A1", link, name)
        for k, said in enumerate((purpose, clause, note), start=2):
            sheet.write_string(n, k, said, styles(**cell))
        if column:
            sheet.write_formula(n, 5, f"=COUNTA({column})", styles(**centred), count)
        else:
            sheet.write_blank(n, 5, None, styles(**centred))
        sheet.set_row(n, 15.5 * max(lines(purpose, _WIDTHS[2]), lines(note, _WIDTHS[4])) + 4)
    return row + len(rows)
