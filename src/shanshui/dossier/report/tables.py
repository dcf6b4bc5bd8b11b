"""A laid-out table as WordprocessingML: solid frame, repeated heading, merged cells, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.dossier.narrative.model import Grid, GridCell, GridRow, TableBlock, Words, plain
from shanshui.dossier.narrative.symbols import raised
from shanshui.dossier.report.fitting import fit
from shanshui.dossier.report.styles import exact_line, text_width
from shanshui.dossier.report.xml import Element, Numbers, el, paragraph, run_elements, text_run
from shanshui.standard import Typography

WHOLE = 8
"""Lines up to which a table stays on one page."""

ENDS = 2
"""Lines at the end of a table that are not parted."""

LOW = 4
"""Lines up to which a merged cell is centred; in a taller one, which may cross pages, text begins at the top."""

FRAME = 8
LINE = 4
"""Thickness of the frame and of inner lines [eighths of a point]."""


def table_elements(
    block: TableBlock, typography: Typography, numbers: Numbers, mark: str, anchor: Sequence[Element]
) -> Iterator[Element]:
    """Caption, unit line, table, notes and a little room below.

    Parameters
    ----------
    block : TableBlock
        The numbered table.
    typography : Typography
        How captions, unit line and notes are worded and set.
    numbers : Numbers
        Counter of content controls.
    mark : str
        Sign of made-up data.
    anchor : sequence of elements
        Start and end of the caption's bookmark.
    """
    caption = f"{block.number}{typography.number_gap}{block.title}"
    yield paragraph("TableCaption", *anchor[:1], text_run(caption), *anchor[1:])
    if block.grid.unit_note or block.mark:
        yield _unit_line(block, typography, mark)
    width = text_width(typography, block.grid.landscape)
    size, widths = fit(block.grid, width / 20)
    twips = _whole([round(x * 20) for x in widths], width)
    if block.grid.above:
        yield _table(block.grid.above, 0, twips, size, numbers)
        yield paragraph("TableEnd", spacing=el("spacing", before=0, after=0, line=20, lineRule="exact"))
    rows = (*block.grid.header, *block.grid.body)
    whole = len(rows) <= WHOLE and not block.grid.above
    yield _table(rows, len(block.grid.header), twips, size, numbers, whole, bool(block.grid.notes))
    yield from _notes(block.grid, typography, numbers)
    if block.grid.foot:
        yield paragraph("TableFoot", text_run("\u3000\u3000\u3000\u3000".join(f"{f}：" for f in block.grid.foot)))
    yield paragraph("TableEnd")


def _unit_line(block: TableBlock, typography: Typography, mark: str) -> Element:
    left = [text_run(mark, el("rStyle", val="SampleMark"))] if block.mark else []
    right: list[Element] = []
    if block.grid.unit_note:
        words = typography.unit_note.format(unit=block.grid.unit_note)
        right = list(run_elements(raised(words), Numbers()))
    upright = [el("tab", val="clear", pos=text_width(typography))] if block.grid.landscape else []
    tabs = el("tabs", *upright, el("tab", val="right", pos=text_width(typography, block.grid.landscape)))
    return paragraph("TableUnit", *left, el("r", el("tab")), *right, tabs=tabs)


def _whole(widths: list[int], total: int) -> list[int]:
    widths[-1] += total - sum(widths)
    return widths


def _notes(grid: Grid, typography: Typography, numbers: Numbers) -> Iterator[Element]:
    lead, last = typography.note_lead, len(grid.notes) - 1
    for n, (mark, runs) in enumerate(grid.notes):
        close = (Words(typography.note_end),) if n == last and not plain(runs).endswith(typography.note_end) else ()
        head = Words(f"{lead if n == 0 else ''}{mark}")
        hanging = round((len(lead) + 1) * typography.styles["table_note"].size * 20)
        first = hanging if n == 0 else hanging - round(len(lead) * typography.styles["table_note"].size * 20)
        spacing = el("spacing", before=40 if n == 0 else 0, after=0, line=230, lineRule="exact")
        indent = el("ind", left=hanging, hanging=first)
        yield paragraph("TableNote", *run_elements((head, *runs, *close), numbers), spacing=spacing, indent=indent)


def _table(
    rows: Sequence[GridRow],
    headers: int,
    widths: Sequence[int],
    size: float,
    numbers: Numbers,
    whole: bool = False,
    noted: bool = False,
) -> Element:
    table = el("tbl", _table_properties(sum(widths)), el("tblGrid", *(el("gridCol", w=x) for x in widths)))
    open_cells: dict[int, tuple[int, int]] = {}
    last = len(rows) - 1
    for n, row in enumerate(rows):
        first, final = n < headers or _is_group(row), n >= last - ENDS
        kept = (n < last and (whole or first or final)) or (noted and n == last)
        element = el("tr", _row_properties(n < headers))
        element.extend(_row_cells(row, widths, open_cells, size, numbers, kept))
        table.append(element)
    return table


def _is_group(row: GridRow) -> bool:
    """Whether one cell covers the whole line: it heads the lines below."""
    return len(row) > 1 and row[0] is not None and row[0].across == len(row)


def _table_properties(width: int) -> Element:
    frame = {
        side: el(side, val="single", sz=FRAME, space=0, color="000000") for side in ("top", "left", "bottom", "right")
    }
    inner = [el(side, val="single", sz=LINE, space=0, color="000000") for side in ("insideH", "insideV")]
    margins = el("tblCellMar", el("left", w=40, type="dxa"), el("right", w=40, type="dxa"))
    return el(
        "tblPr",
        el("tblW", w=width, type="dxa"),
        el("jc", val="center"),
        el("tblBorders", *frame.values(), *inner),
        el("tblLayout", type="fixed"),
        margins,
    )


def _row_properties(header: bool) -> Element:
    return el("trPr", el("cantSplit"), *([el("tblHeader")] if header else []))


def _row_cells(
    row: GridRow,
    widths: Sequence[int],
    open_cells: dict[int, tuple[int, int]],
    size: float,
    numbers: Numbers,
    kept: bool,
) -> Iterator[Element]:
    column = 0
    while column < len(row):
        cell = row[column]
        if cell is None and column in open_cells:
            rest, across = open_cells.pop(column)
            if rest > 1:
                open_cells[column] = (rest - 1, across)
            yield _cell(GridCell((), across=across), widths[column : column + across], size, numbers, kept, "continue")
            column += across
        elif cell is None:
            raise ValueError(f"column {column} of a table row is covered by no cell")
        else:
            if cell.down > 1:
                open_cells[column] = (cell.down - 1, cell.across)
            merge = "restart" if cell.down > 1 else ""
            yield _cell(cell, widths[column : column + cell.across], size, numbers, kept, merge)
            column += cell.across


def _cell(cell: GridCell, widths: Sequence[int], size: float, numbers: Numbers, kept: bool, merge: str) -> Element:
    properties = el("tcPr", el("tcW", w=sum(widths), type="dxa"))
    if cell.across > 1:
        properties.append(el("gridSpan", val=cell.across))
    if merge:
        properties.append(el("vMerge", val=merge))
    properties.append(el("vAlign", val="top" if cell.down > LOW else "center"))
    letters = (el("sz", val=round(size * 2)), el("szCs", val=round(size * 2)))
    content = run_elements(cell.runs, numbers, *letters)
    extra = {}
    if kept:
        extra["keep"] = el("keepNext")
    extra["spacing"] = el("spacing", before=20, after=20, line=round(exact_line(size) * 20), lineRule="exact")
    if cell.align != "center":
        extra["jc"] = el("jc", val=cell.align)
    return el("tc", properties, paragraph("TableText", *content, **extra))
