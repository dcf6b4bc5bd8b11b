"""Numbers in the cells of tables as claims: rows and columns tell what each is of, its unit and its year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shanshui.claims.captions import is_place, thing_told
from shanshui.claims.columns import Column, Grid, bare, is_nothing, is_total, is_year, sections
from shanshui.claims.headed import Headed, headed
from shanshui.claims.model import Claim, Named, Period, Quantity, Span
from shanshui.claims.units_beside import in_unit, unit_in_brackets, units_above
from shanshui.documents import Cell, Document, Table

Role = Literal["amount", "share", "total", "part", "target", "base", "increase"]

_ALONE = re.compile(
    r"[\[【(（≥≤＞＜><≧≦约近超±+\-−－\s不低少高于大小超过达到至]*[\d０-９][\d０-９.．,，\s]*(?:[~～\-—–至][\d.．]+)?"
    r"[\])】）]?\s{0,3}[^\d。；，、：:]{0,14}"
)
_ASIDE = re.compile(r"[（(][^（）()]{0,30}[）)]")
_SENTENCE = re.compile(r"[。；：，]")
_WHOLE = 100
_NAMING = ("indicator", "project", "thing", "zone", "place", "class", None)
_OWNERS = ("project", "zone", "place")
_WHEN = "年份"
"""Ends the head of a column whose cells are years."""
_NOT_NUMBERS = ("serial", "unit", "nature", "note", "period", "start", "finish", "body", "content", "place")


@dataclass(frozen=True, slots=True)
class CellClaim:
    """A claim with the place of its cell."""

    claim: Claim
    row: int
    column: int


def claims_of_tables(
    document: Document, quantities: Sequence[Quantity], periods: Sequence[Period]
) -> tuple[Claim, ...]:
    """Claims of all cells that hold a number and nothing else but its unit and marks.

    Parameters
    ----------
    document : Document
        With its tables.
    quantities : sequence of Quantity
        All of its text, in order.
    periods : sequence of Period
        All of its text, in order.

    Returns
    -------
    tuple of Claim
        In order of their quantities. A bare number takes the unit of its row, its column or the whole table. Where a
        row or column is headed as a sum, its claim has the role ``total`` and those that it sums up ``part``; all of
        one column bear one ``group``.
    """
    found = [
        cell.claim
        for table in document.tables
        if not table.is_index
        for part in sections(table)
        for cell in claims_of_table(part, quantities, periods)
    ]
    return tuple(sorted(found, key=lambda claim: claim.quantity.span.start))


def claims_of_table(table: Table, quantities: Sequence[Quantity], periods: Sequence[Period]) -> tuple[CellClaim, ...]:
    """Claims of one table, row by row."""
    grid = Grid(table)
    if grid.table.columns < 2 or table.rows < 2:
        return ()
    starts = [quantity.span.start for quantity in quantities]
    heads = {column.number: headed(column, table, periods) for column in grid.columns}
    names = name_columns(grid)
    found: list[CellClaim] = []
    for row in grid.rows():
        found.extend(_row(grid, row, names, heads, quantities, starts))
    return tuple(_with_totals(grid, found, heads))


def name_columns(grid: Grid) -> tuple[Column, ...]:
    """Columns whose cells name what their row is of: those of words, left to right.

    Notes
    -----
    A column of whole sentences names nothing, nor does one without a telling head behind the first column of numbers;
    the first column names its rows also where its head (生态问题) is a word for remarks. What is built (建设内容)
    names the rows of a table that has no other names.
    """
    found: list[Column] = []
    contents: list[Column] = []
    numbered = False
    for column in grid.columns:
        if column.kind in ("serial", "unit", "nature", "period", "start", "finish", "body"):
            continue
        words, numbers, told = _held(grid, column)
        kind = column.kind if column.kind != "note" or column.number else None
        naming = words > numbers and 2 * told <= words
        if kind == "content":
            contents += [column] if naming and not told and not numbered else []
        elif kind in _NAMING and naming and not (kind is None and numbered and found):
            found.append(column)
        numbered = numbered or numbers > words
    return tuple(found or contents[:1])


def _held(grid: Grid, column: Column) -> tuple[int, int, int]:
    """How many cells of a column hold words, numbers, and sentences among the words."""
    texts = [text for row in grid.rows() if not is_nothing(text := grid.text(row, column.number))]
    words = [text for text in texts if not _ALONE.fullmatch(text) or is_year(text)]
    told = sum(_SENTENCE.search(_ASIDE.sub("", text)) is not None for text in words)
    return len(words), len(texts) - len(words), told


def _row(
    grid: Grid,
    row: int,
    names: Sequence[Column],
    heads: dict[int, Headed],
    quantities: Sequence[Quantity],
    starts: Sequence[int],
) -> Iterator[CellClaim]:
    label, owner, total = row_name(grid, row, names)
    beside = next((grid.text(row, column.number) for column in grid.of_kind("unit")), "")
    beside = beside or (unit_in_brackets(label.text) if label is not None else "")
    named = {column.number for column in names}
    seen: set[tuple[int, int]] = set()
    for column in grid.columns:
        cell = grid.at(row, column.number)
        if cell is None or column.number in named or column.kind in _NOT_NUMBERS or (cell.row, cell.column) in seen:
            continue
        seen.add((cell.row, cell.column))
        quantity = number_of(cell, quantities, starts)
        if quantity is None or (is_year(cell.text) and bare(column.leaf).endswith(_WHEN)):
            continue
        head = heads[column.number]
        own = beside if head.takes(beside) else ""
        quantity = in_unit(quantity, head.unit or own or head.among(units_above(grid.table)))
        claim = _claim(quantity, cell, head, label, owner, total)
        yield CellClaim(_of_place(claim, head, label, heads, grid.table), row, column.number)


def row_name(grid: Grid, row: int, names: Sequence[Column]) -> tuple[Cell | None, Cell | None, bool]:
    """The cell that names a row, the one that names what the row lies in, and whether the row is a sum."""
    labels = grid.labels(row, names)
    own = [cell for cell in labels if cell.row == row] or list(labels)
    for column in grid.columns:
        cell = grid.at(row, column.number)
        if cell is not None and cell.text and cell.down == 1 and is_total(cell.text):
            outer = [other for other in labels if other is not cell and other.row <= row and not is_total(other.text)]
            return cell, outer[-1] if outer else None, True
    if not own:
        return None, None, False
    rank = {column.number: _rank(column) for column in names}
    best = max(own, key=lambda cell: (rank.get(cell.column, 0), cell.column))
    kinds = {column.number: column.kind for column in names}
    outer = [cell for cell in labels if cell is not best and kinds.get(cell.column) in _OWNERS]
    return best, outer[-1] if outer else None, False


def _rank(column: Column) -> int:
    order = {"indicator": 5, "project": 4, "thing": 3, "place": 2, "zone": 2, None: 1, "class": 0}
    return order.get(column.kind, 0)


def number_of(cell: Cell, quantities: Sequence[Quantity], starts: Sequence[int]) -> Quantity | None:
    """The one quantity that a cell holds, None where it holds words, several or none."""
    if is_nothing(cell.text) or not _ALONE.fullmatch(cell.text) or (is_year(cell.text) and not cell.text.isdecimal()):
        return None
    first = bisect_left(starts, cell.start)
    found = [q for q in quantities[first : first + 3] if q.span.end <= cell.end]
    if len(found) != 1:
        return None
    inside = cell.text.strip()
    bracketed = inside[:1] in "[【" or found[0].bracketed
    return replace(found[0], bracketed=bracketed) if bracketed != found[0].bracketed else found[0]


def _claim(quantity: Quantity, cell: Cell, head: Headed, label: Cell | None, owner: Cell | None, total: bool) -> Claim:
    row = _named(label)
    place = Span(cell.start, cell.end)
    of, scope = row, owner.text if owner is not None else ""
    attribute = head.attribute
    if head.noun.text:
        of, scope = head.noun, "" if total else row.text
        scope = scope or (owner.text if total and owner is not None else "")
    elif total:
        of = _named(owner)
    of, attribute = head.settled(of, attribute, quantity)
    role: Role = "total" if total or head.total else head.role
    if quantity.dimension == "%" and role == "amount" and head.kind == "share":
        role = "share"
    return Claim(quantity, of, attribute, scope, head.first, head.last, head.phase, role, sentence=place)


def _of_place(claim: Claim, head: Headed, label: Cell | None, heads: Mapping[int, Headed], table: Table) -> Claim:
    """A claim of a place, in whose row only the caption tells of what there is so much, as one of that.

    Notes
    -----
    Where the caption tells nothing, what sums up columns of several things is not of the place.
    """
    placed = label is not None and is_place(label.text) and claim.of.span == Span(label.start, label.end)
    if label is None or not placed or claim.attribute not in ("area", "length", "count", ""):
        return claim
    told = thing_told(table.caption)
    summed = head.total and any(other.noun.text for other in heads.values())
    if not told and not (summed and "土地" not in table.caption):
        return claim
    return replace(claim, of=replace(claim.of, key=told), scope=label.text)


def _named(cell: Cell | None) -> Named:
    if cell is None:
        return Named(Span(0, 0), "", "")
    return Named(Span(cell.start, cell.end), cell.text, bare(cell.text))


def _with_totals(grid: Grid, cells: Sequence[CellClaim], heads: dict[int, Headed]) -> Iterator[CellClaim]:
    """Group numbers by column, and the role ``part`` for what a sum of its column covers."""
    base = (grid.table.number + 1) * 1000
    sums = [cell for cell in cells if cell.claim.role == "total" and not heads[cell.column].total]
    summed = {cell.column for cell in sums if heads[cell.column].additive and _may_add_up(cell.claim.quantity)}
    for cell in cells:
        claim = cell.claim
        if cell.column in summed:
            role: Role = claim.role if claim.role == "total" else "part"
            yield replace(cell, claim=replace(claim, role=role, group=base + cell.column))
        else:
            yield cell


def _may_add_up(total: Quantity) -> bool:
    """Whether a total may be the sum of its column: of rates only where they are the shares of one whole."""
    return total.dimension != "%" or total.value == _WHOLE
