"""A laid-out table as WordprocessingML: solid frame, repeated heading, merged cells, notes, one part on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.dossier.narrative.model import Grid, TableBlock, Words, plain
from shanshui.dossier.narrative.symbols import raised
from shanshui.dossier.report.fitting import fit
from shanshui.dossier.report.layout import line_name, part_names
from shanshui.dossier.report.parting import parted
from shanshui.dossier.report.rows import Cells, Lines, row_properties
from shanshui.dossier.report.styles import text_width
from shanshui.dossier.report.together import staying
from shanshui.dossier.report.xml import (
    MARKED,
    Element,
    Numbers,
    bookmarked,
    el,
    field_runs,
    filled,
    number_runs,
    paragraph,
    parsed,
    reference_name,
    run_elements,
    text_run,
)
from shanshui.standard import Typography

ABOVE, HAIR = 80, 60
"""Room above a caption while the ends of pages are looked for, before its line and in it [twips]: a hair more than
there will be."""

FRAME = 8
LINE = 4
"""Thickness of the frame and of inner lines [eighths of a point]."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a table stands and how it goes over pages.

    Parameters
    ----------
    table : int
        Its place among all tables, from 0.
    breaks : tuple of int
        Lines of the body that begin a new page.
    fresh : bool
        Whether it begins a page.
    named : bool
        Whether references lead to it: of tables of one key only the first one.
    measured : bool
        Whether the file is laid out only to find the ends of pages: then caption and unit stand in a heading line that
        is repeated on each page, so that every page has room for them, and each line of the body has a bookmark.
    """

    table: int
    breaks: tuple[int, ...] = ()
    fresh: bool = False
    named: bool = True
    measured: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one table is set: words, counter of ids, text size [pt], widths of columns [twips], lines that stay."""

    block: TableBlock
    cut: Cut
    typography: Typography
    numbers: Numbers
    mark: str
    size: float
    widths: tuple[int, ...]
    together: frozenset[int]


def table_elements(
    block: TableBlock, typography: Typography, numbers: Numbers, mark: str, cut: Cut
) -> Iterator[Element]:
    """Caption, unit line, table, notes and a little room below; the same again for each page that it goes over to.

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
    cut : Cut
        Where pages end.
    """
    width = text_width(typography, block.grid.landscape)
    size, widths = fit(block.grid, width / 20)
    twips = tuple(_whole([round(x * 20) for x in widths], width))
    setting = _Setting(block, cut, typography, numbers, mark, size, twips, staying(block.grid, size, widths))
    first = 0
    for n, part in enumerate(parted(block.grid, cut.breaks)):
        yield from _part(setting, part, n, first)
        first += len(part.body)
    yield paragraph("TableEnd")


def _part(setting: _Setting, part: Grid, n: int, first: int) -> Iterator[Element]:
    measured, numbers = setting.cut.measured, setting.numbers
    caption = list(_caption(setting, n))
    if not measured:
        yield from caption
    else:
        start = bookmarked(part_names(setting.cut.table, n)[0], numbers)
        begins = n or setting.cut.fresh
        yield _thin(el("pageBreakBefore") if begins else el("keepNext"), *start, before=0 if begins else ABOVE)
    if part.above:
        yield _table(setting, Lines(part.above, frozenset(range(len(part.above)))))
        yield _thin(el("keepNext"))
    rows = (*part.header, *part.body)
    heads, last = len(part.header), len(rows) - 1
    known = bool(setting.cut.breaks) and not measured  # where pages end: only its beginning is to stay together
    together = setting.together & {0, 1} if known else setting.together
    stay = {*range(heads), *(heads + m for m in range(len(part.body) - 1) if first + m in together)}
    stay |= {last} if part.notes else set()
    names = {heads + m: line_name(setting.cut.table, first + m) for m in range(len(part.body))} if measured else {}
    names |= {} if measured else {last: part_names(setting.cut.table, n)[1]}
    yield _table(setting, Lines(rows, frozenset(stay), heads, names, caption if measured else []))
    yield from _notes(part, setting.typography, numbers)
    if part.foot:
        yield paragraph("TableFoot", text_run("\u3000\u3000\u3000\u3000".join(f"{f}：" for f in part.foot)))


def _thin(flow: Element, *children: Element, before: int = 0) -> Element:
    """A line of no height worth speaking of, as tables that follow one another would be one table."""
    spacing = el("spacing", before=before, after=0, line=20, lineRule="exact")
    return paragraph("TableEnd", *children, flow=flow, spacing=spacing)


def _caption(setting: _Setting, n: int) -> Iterator[Element]:
    """Number, name and unit above the table; on a page that it goes over to with the word for it (H.3.3.3 b)."""
    block, cut, numbers = setting.block, setting.cut, setting.numbers
    extra, label = {}, number_runs(block.number, "table")
    name = reference_name("table", block.key)
    if n == 0:
        label = bookmarked(name, numbers, *label) if cut.named else label
    elif cut.named:
        label = field_runs(f"REF {name} \\h", block.number)
    before, _, after = setting.typography.continued.partition("{number}") if n or cut.measured else ("", "", "")
    title = f"{after}{setting.typography.number_gap}{block.title}"
    words = [*([text_run(before)] if before else []), *label, text_run(title)]
    if not cut.measured:
        words = bookmarked(part_names(cut.table, n)[0], numbers, *words)
        extra = {"page": el("pageBreakBefore"), "spacing": el("spacing", before=0)} if n or cut.fresh else {}
    else:
        extra = {"spacing": el("spacing", before=HAIR)}
    yield paragraph("TableCaption", *words, **extra)
    if block.grid.unit_note or block.mark:
        yield _unit_line(block, setting.typography, setting.mark)


def _unit_line(block: TableBlock, typography: Typography, mark: str) -> Element:
    left = [text_run(mark, MARKED)] if block.mark else []
    right: list[Element] = []
    if block.grid.unit_note:
        words = typography.unit_note.format(unit=block.grid.unit_note)
        right = run_elements(raised(words), Numbers())
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
        keep = {} if n == last else {"keep": el("keepNext")}
        yield paragraph(
            "TableNote",
            *run_elements((head, *runs, *close), numbers),
            **keep,
            lines=el("keepLines"),
            spacing=spacing,
            indent=indent,
        )


def _table(setting: _Setting, lines: Lines) -> Element:
    widths = setting.widths
    cells = Cells(setting.size, widths, setting.numbers, setting.cut.measured)
    table = filled("tbl", cells.written(lines))
    heading = [_caption_row(lines.caption, widths)] if lines.caption else []
    grid = el("tblGrid", *(el("gridCol", w=x) for x in widths))
    for n, element in enumerate((_table_properties(sum(widths)), grid, *heading)):
        table.insert(n, element)
    return table


def _caption_row(caption: Sequence[Element], widths: Sequence[int]) -> Element:
    """Caption and unit in a heading line without frame."""
    borders = el("tcBorders", *(el(side, val="nil") for side in ("top", "left", "right")))
    properties = el("tcPr", el("tcW", w=sum(widths), type="dxa"), el("gridSpan", val=len(widths)), borders)
    return el("tr", *parsed(row_properties(header=True)), el("tc", properties, *caption))


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
