"""Rows of tables of indicators and targets: name, unit, a value for each year, and whether it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from shanshui.claims.cells import row_name
from shanshui.claims.columns import Column, Grid, bare, is_nothing, is_year, sections
from shanshui.claims.headed import split_attribute
from shanshui.claims.model import Claim, Indicator, Named, Span
from shanshui.claims.units_beside import unit_in_brackets
from shanshui.documents import Cell, Document, Table
from shanshui.standard.language.natures import nature_words

Nature = Literal["binding", "guiding", ""]

_YEAR = re.compile(r"(?<!\d)(?:20\d\d|19[5-9]\d)(?!\d)")
_VALUES = ("base", "target", "total", "amount", "rate", "share", "general", None)
_SUBJECT = re.compile(r"指标|目标")


def indicators(document: Document, claims: Sequence[Claim]) -> tuple[Indicator, ...]:
    """Rows of all tables of indicators, in order.

    Parameters
    ----------
    document : Document
        With its tables.
    claims : sequence of Claim
        Those of its cells; others are passed over.

    Returns
    -------
    tuple of Indicator
        Of tables with a column of indicators and columns of values by year, phase or as 目标值; tables that lie on
        their side, and performance tables (TD/T 1068, table D) whose heads stand amid the table, are read as well.
        A cell without a number keeps its words (国家下发任务, 保持良好, —) and has no claim.
    """
    by_cell = {claim.sentence.start: claim for claim in claims}
    found: list[Indicator] = []
    for table in document.tables:
        for section in sections(table):
            found.extend(_rows(section, by_cell))
    return tuple(sorted(found, key=lambda indicator: indicator.name.span.start))


def _rows(table: Table, claims: Mapping[int, Claim]) -> Iterator[Indicator]:
    grid = Grid(table)
    names = _names(grid)
    values = [column for column in grid.columns if _holds_values(grid, column, names)]
    if not names or not values:
        return
    for row in grid.rows():
        label, _, total = row_name(grid, row, names)
        if label is None or total or label.row != row or is_nothing(label.text) or is_year(label.text):
            continue
        cells = tuple((column, cell) for column in values if (cell := grid.at(row, column.number)) is not None)
        if not any(cell.text for _, cell in cells) or all(cell is label for _, cell in cells):
            continue
        yield _indicator(grid, row, label, cells, claims)


def _names(grid: Grid) -> tuple[Column, ...]:
    """Columns that name the indicators; none where the table is of something else."""
    own = grid.of_kind("indicator")
    if grid.of_kind("project", "content", "period", "start") and not grid.of_kind("nature"):
        return ()
    if own:
        return own[-1:]
    dated = [column for column in grid.columns if column.kind in ("base", "target") or is_year(column.leaf)]
    if _SUBJECT.search(grid.table.caption) and dated and (grid.of_kind("unit", "nature") or len(dated) > 1):
        left = [c for c in grid.columns if c.kind in ("thing", "class", "content", None) and c.number < dated[0].number]
        return tuple(left[-1:])
    return ()


def _holds_values(grid: Grid, column: Column, names: Sequence[Column]) -> bool:
    if not names or column.number <= names[-1].number or column.kind not in _VALUES:
        return False
    if column.kind in ("base", "target", "total"):
        return True
    return bool(_YEAR.search(column.head)) or is_year(column.leaf) or any(is_year(cell.text) for cell in column.heads)


def _indicator(
    grid: Grid, row: int, label: Cell, cells: Sequence[tuple[Column, Cell]], claims: Mapping[int, Claim]
) -> Indicator:
    values = tuple((_year(column), cell.text, claims.get(cell.start) if cell.text else None) for column, cell in cells)
    unit = next((grid.text(row, column.number) for column in grid.of_kind("unit")), "")
    unit = (
        unit or unit_in_brackets(label.text) or next((unit_in_brackets(c.text) for k, _ in cells for c in k.heads), "")
    )
    unit = unit or next((claim.quantity.word for _, _, claim in values if claim is not None), "")
    whole = [(column, cell) for column in grid.columns if (cell := grid.at(row, column.number)) is not None]
    inside = [cell for _, cell in whole if cell.row == row]
    name, _ = split_attribute(bare(label.text))
    return Indicator(
        Named(Span(label.start, label.end), label.text, name or bare(label.text)),
        "" if is_nothing(unit) else unit,
        values,
        _nature(grid, row, label),
        Span(min(cell.start for cell in inside), max(cell.end for cell in inside)),
        tuple((column.head, Span(cell.start, cell.end)) for column, cell in whole),
    )


def _year(column: Column) -> int | None:
    """The year that a column is for: the last one of a span."""
    for cell in reversed(column.heads):
        if years := _YEAR.findall(cell.text):
            return int(years[-1])
    return None


def _nature(grid: Grid, row: int, label: Cell) -> Nature:
    own = [grid.text(row, column.number) for column in grid.of_kind("nature")]
    around = [grid.text(row, column.number) for column in grid.of_kind("class", "indicator")]
    for text in (*own, label.text, *around, grid.banner(row)):
        for entry in nature_words():
            if entry.word in text:
                return entry.nature
    return ""
