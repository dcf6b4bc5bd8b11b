"""The numbers of a table by row and column, with what heads them: what sums and relations between columns rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from shanshui.audit.interval import is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.columns import Grid, is_nothing, sections
from shanshui.claims.model import Claim, Quantity
from shanshui.documents.numbering import Marker, marker
from shanshui.standard.language.totals import is_loose, is_subtotal, is_total


@dataclass(frozen=True)
class Matrix:
    """A table, or the part of one that has heads of its own.

    Parameters
    ----------
    caption : str
        Name of the table.
    grid : Grid
        Its cells; heads that stand on the left are turned upright.
    claims : mapping of (int, int) to Claim
        Of the cells that hold one exact number, by row and column.
    """

    caption: str
    grid: Grid
    claims: Mapping[tuple[int, int], Claim]

    @cached_property
    def numbers(self) -> Mapping[tuple[int, int], Quantity]:
        """The numbers, with the units that stand beside them."""
        return {place: claim.quantity for place, claim in self.claims.items()}

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows below the heads, from the top."""
        return tuple(range(self.grid.heads, self.grid.table.rows))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Columns that hold a number, left to right."""
        return tuple(sorted({column for _, column in self.claims}))

    @cached_property
    def names(self) -> Mapping[int, str]:
        """What heads each row."""
        return {row: _name(self.grid, row) for row in self.rows}

    @cached_property
    def heads(self) -> tuple[tuple[str, ...], ...]:
        """Words above each column, from the top."""
        return tuple(
            tuple(dict.fromkeys("".join(cell.text.split()) for cell in column.heads if cell.text))
            for column in self.grid.columns
        )

    @cached_property
    def sums(self) -> frozenset[int]:
        """Rows that are named as totals or subtotals."""
        return frozenset(row for row, name in self.names.items() if is_total(name) or is_subtotal(name))

    @cached_property
    def levels(self) -> Mapping[int, int]:
        """How deep each numbered row stands among the numbered ones, from 0: 一 above 1, 1 above 1.1 or （1）."""
        styles: list[str] = []
        found: dict[int, int] = {}
        for row in self.rows:
            mark = _mark(self.grid, row)
            if mark is None or row in self.sums:
                continue
            if mark.style not in styles:
                styles = [*styles[: found[max(found)] + 1 if found else 0], mark.style]
            found[row] = styles.index(mark.style)
        return found

    def head(self, column: int) -> str:
        """All that stands above a column."""
        return " ".join(self.heads[column])


def matrices(reading: Reading) -> Iterator[Matrix]:
    """All tables with numbers, and the parts of those that have heads amid them."""
    held = {claim.sentence: claim for claim in reading.claims if is_exact(claim.quantity)}
    by_cell = {(span.start, span.end): claim for span, claim in held.items()}
    for table in reading.document.tables:
        for part in sections(table):
            grid = Grid(part)
            if part.rows < 2 or part.columns < 2:
                continue
            claims = {
                (cell.row, cell.column): by_cell[cell.start, cell.end]
                for cell in grid.table.cells
                if cell.row >= grid.heads and (cell.start, cell.end) in by_cell
            }
            if claims:
                yield Matrix(table.caption, grid, claims)


def _name(grid: Grid, row: int) -> str:
    """What heads a row: a word for a total, else the first cell of it that holds words and is no serial number."""
    cells = {cell.start: cell for column in grid.columns if (cell := grid.at(row, column.number)) is not None}
    words = [(cell.column, text) for cell in cells.values() if (text := _plain(cell.text)) and _tells(text)]
    for number, (_, text) in enumerate(words):
        if (is_total(text) or is_subtotal(text)) and not (number and is_loose(text)):
            return text
    serial = {column.number for column in grid.of_kind("serial")}
    told = [text for column, text in words if column not in serial]
    return next(iter(told), _plain(grid.text(row, 0)))


def _mark(grid: Grid, row: int) -> Marker | None:
    """The number of a row: in a column of its own, or before its name."""
    serial = next((text for column in grid.of_kind("serial") if (text := _plain(grid.text(row, column.number)))), "")
    return marker(f"{serial}、") if serial else marker(_plain(grid.text(row, 0)))


def _tells(text: str) -> bool:
    return not is_nothing(text) and not text.replace(".", "").isdigit()


def _plain(text: str) -> str:
    return "".join(text.split())
