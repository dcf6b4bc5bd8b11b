"""Tables of projects: name, contents, years, money, whoever carries it out, in any order and wording."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from shanshui.claims.cells import row_name
from shanshui.claims.columns import Column, Grid, bare, is_nothing, is_total, is_year, sections
from shanshui.claims.contents import amounts
from shanshui.claims.model import Claim, Period, Project, Span
from shanshui.claims.project_names import LONGEST, names_in, project_name
from shanshui.claims.units_beside import unit_in_brackets
from shanshui.documents import Cell, Document, Table
from shanshui.standard.language.project_words import project_words

_TELLING = ("content", "period", "start", "money", "source", "body", "place", "amount")
_SURE = ("content", "period", "start", "money", "source", "body")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HIGH = re.compile("[一二三四五六七八九十]{1,3}|[Ⅰ-Ⅻ]|[A-H]")
"""A number of a row under which rows with plain figures stand."""
_SUBJECT = re.compile(r"项目|工程")


def projects_of_tables(
    document: Document,
    claims: Sequence[Claim],
    periods: Sequence[Period],
) -> Iterator[Project]:
    """Rows of all tables of projects.

    Parameters
    ----------
    document : Document
        With its tables.
    claims : sequence of Claim
        Those of its cells are taken over where they stand in the row.
    periods : sequence of Period
        All of the text, in order.
    """
    by_cell = {claim.sentence.start: claim for claim in claims}
    for table in document.tables:
        for section in sections(table):
            yield from _rows(document.text, section, by_cell, periods)


def _rows(text: str, table: Table, claims: Mapping[int, Claim], periods: Sequence[Period]) -> Iterator[Project]:
    grid = Grid(table)
    names = _names(grid)
    if not names:
        return
    classes = _classes(grid)
    for row in grid.rows():
        label, _, total = row_name(grid, row, names)
        if label is None or total or label.row != row or is_nothing(label.text) or is_total(label.text):
            continue
        if row in classes:
            continue
        if not re.search(r"[\u3400-\u9fff]{2}", label.text) or is_year(label.text) or _is_remark(label.text):
            continue
        yield from _projects(text, grid, row, label, claims, periods)


def _classes(grid: Grid) -> frozenset[int]:
    """Rows that head others: 一 above 1 and 2, 1 above 1.1."""
    serial = next(iter(grid.of_kind("serial")), None)
    if serial is None:
        return frozenset()
    numbers = [(row, bare(grid.text(row, serial.number)).strip("（()）、.．")) for row in grid.rows()]
    told = [(row, number) for row, number in numbers if number]
    return frozenset(
        row
        for (row, number), (_, below) in pairwise(told)
        if (_HIGH.fullmatch(number) and below[:1].isdigit())
        or (number.isdigit() and re.match(rf"{number}[.．\-—]\d", below))
    )


def _is_remark(label: str) -> bool:
    """Whether a cell holds more than a name."""
    return len(label) > LONGEST and len(names_in(label, Span(0, len(label)))) == 1


def _names(grid: Grid) -> tuple[Column, ...]:
    """The column of names; none where the table is of something else."""
    telling = [column for column in grid.columns if column.kind in _TELLING or _measures(column)]
    elsewhere = project_words("elsewhere")
    named = tuple(c for c in grid.of_kind("project") if not any(word in c.head for word in elsewhere))
    if grid.of_kind("indicator") and not any(column.kind in _SURE for column in telling):
        return ()
    if named and telling:
        return named[-1:]
    subject = _SUBJECT.search(grid.table.caption)
    if (
        subject
        and grid.of_kind("content", "period", "start")
        and (things := grid.of_kind("thing", "class", "indicator"))
    ):
        return things[-1:]
    return ()


def _measures(column: Column) -> bool:
    """Whether a column holds amounts of a work that its head names: 覆土（万立方米）."""
    return column.kind is None and bool(unit_in_brackets(column.leaf))


def _projects(
    text: str,
    grid: Grid,
    row: int,
    label: Cell,
    claims: Mapping[int, Claim],
    periods: Sequence[Period],
) -> Iterator[Project]:
    cells = [(c, cell) for c in grid.columns if (cell := grid.at(row, c.number)) is not None and cell is not label]
    own = [(column, cell) for column, cell in cells if cell.row == row]
    period = _period(text, grid, row, cells, periods)
    number = next((cell.text for column, cell in cells if column.kind == "serial"), "")
    whole = [*(cell for _, cell in own), label]
    span = Span(min(cell.start for cell in whole), max(cell.end for cell in whole))
    spans = names_in(text, Span(label.start, label.end))
    for place, name in enumerate(spans):
        named = project_name(text, name)
        contents = tuple(_contents(text, named.text, own, claims)) if place == 0 else ()
        yield Project(named, number, _group(grid, row, cells, label), period, span, contents)


def _contents(
    text: str,
    scope: str,
    cells: Sequence[tuple[Column, Cell]],
    claims: Mapping[int, Claim],
) -> Iterator[Claim]:
    for column, cell in cells:
        if (claim := claims.get(cell.start)) is not None and claim.sentence.end == cell.end:
            yield claim
        elif column.kind in ("content", "amount", "money", "source", None):
            yield from amounts(text, Span(cell.start, cell.end), scope)


def _group(grid: Grid, row: int, cells: Sequence[tuple[Column, Cell]], label: Cell) -> str:
    above = [
        cell.text
        for column, cell in cells
        if column.number < label.column and column.kind in ("class", "zone", "project", "thing") and cell.text
    ]
    return above[-1] if above else grid.banner(row) or grid.table.caption


def _period(
    text: str, grid: Grid, row: int, cells: Sequence[tuple[Column, Cell]], periods: Sequence[Period]
) -> Period | None:
    for column, cell in cells:
        if column.kind == "period" and (found := _in_cell(text, cell, periods)) is not None:
            return found
    ends = [_in_cell(text, cell, periods) for c, cell in cells if c.kind in ("start", "finish")]
    known = [period for period in ends if period is not None]
    if len(known) == 2:
        span = Span(min(p.span.start for p in known), max(p.span.end for p in known))
        return Period(span, text[span.start : span.end], known[0].first, known[-1].last)
    name = next((cell for column, cell in cells if column.kind == "project"), None)
    if name is not None and (found := _in_cell(text, name, periods)) is not None:
        return found
    return known[0] if known else None


def _in_cell(text: str, cell: Cell, periods: Sequence[Period]) -> Period | None:
    """The years that a cell names, from the first to the last."""
    first = bisect_left(periods, cell.start, key=lambda period: period.span.start)
    found = []
    for period in periods[first:]:
        if period.span.start >= cell.end:
            break
        if period.first:
            found.append(period)
    if len(found) > 1:
        years = (min(period.first for period in found), max(period.last for period in found))
        return Period(Span(cell.start, cell.end), cell.text, *years)
    if found:
        return found[0]
    years_named = [int(year) for year in _YEAR.findall(bare(cell.text))]
    if years_named:
        return Period(Span(cell.start, cell.end), cell.text, years_named[0], years_named[-1])
    return None
