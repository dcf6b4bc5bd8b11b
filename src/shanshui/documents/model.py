"""A finished document as plain text: which stretch of it is a heading, a paragraph, a cell, and where it stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

Kind = Literal["heading", "paragraph", "caption", "cell", "box", "note", "header", "footer"]
"""What a block is: a box is a 专栏, a note a footnote or a remark below a table."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that stands by itself.

    Parameters
    ----------
    kind : Kind
        What it is.
    start, end : int
        Code points into the document's text, end exclusive; blocks stand in order and do not overlap.
    level : int
        Of a heading, from 1.
    page : int or None
        Page of the file, from 1, where the format knows pages.
    table, row, column : int or None
        Of a cell: its table among all tables, its row and column in it, all from 0.
    source : str
        Where a writer of the same format finds it again: ``document:17`` is the 18th paragraph of that part, in
        document order.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, all columns and rows that it reaches over.

    Parameters
    ----------
    row, column : int
        From 0; of the upper left corner.
    start, end : int
        Its text in the document.
    text : str
        The same, without blanks around.
    down, across : int
        Rows and columns that it reaches over.
    """

    row: int
    column: int
    start: int
    end: int
    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class Table:
    """A table.

    Parameters
    ----------
    number : int
        Among all tables of the document, from 0.
    caption : str
        Name with its number, as it stands above; empty where there is none.
    unit : str
        What a line above it says of units, as 单位：公顷; empty where there is none.
    rows, columns : int
        How large it is.
    heads : int
        Rows that head the columns.
    cells : tuple of Cell
        In order of rows; a merged cell stands once.
    start, end : int
        The table in the document's text, without its caption.
    """

    number: int
    caption: str
    unit: str
    rows: int
    columns: int
    heads: int
    cells: tuple[Cell, ...]
    start: int
    end: int

    @property
    def is_index(self) -> bool:
        """Whether it is an index, which repeats in pieces what stands elsewhere."""
        return "索引" in self.caption

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._covering.get((row, column))

    @cached_property
    def _covering(self) -> Mapping[tuple[int, int], Cell]:
        found: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for place in product(range(cell.row, cell.row + cell.down), range(cell.column, cell.column + cell.across)):
                found.setdefault(place, cell)
        return found


@dataclass(frozen=True)
class Document:
    """A document, read.

    Parameters
    ----------
    name : str
        Of its file, without folder.
    format : str
        ``docx``, ``pdf``, ``txt``, ``xlsx`` or ``html``.
    text : str
        All of it, blocks in reading order; of a text file the decoded file itself, without mark of byte order.
    blocks : tuple of Block
        In order; what lies between them is white space, or the bars of a table that is drawn with signs.
    tables : tuple of Table
        In order.
    """

    name: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.blocks)

    @cached_property
    def _paths(self) -> tuple[tuple[int, ...], tuple[tuple[Block, ...], ...]]:
        """Where headings begin, and the headings above what follows each; before the first there are none."""
        headings = tuple(self.headings())
        paths: list[tuple[Block, ...]] = [()]
        for heading in headings:
            paths.append((*(above for above in paths[-1] if above.level < heading.level), heading))
        return tuple(heading.start for heading in headings), tuple(paths)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds a place of the text; the one before where it lies between two."""
        found = self.number_at(offset)
        return self.blocks[found - 1] if found else None

    def number_at(self, offset: int) -> int:
        """Which block holds a place of the text, from 1; 0 before the first."""
        return bisect_right(self._starts, offset)

    def blocks_in(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that begin in a stretch of the text."""
        return self.blocks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def words(self, block: Block) -> str:
        """The text of a block."""
        return self.text[block.start : block.end]

    def headings(self) -> Iterator[Block]:
        """Headings in order."""
        return (block for block in self.blocks if block.kind == "heading")

    def path_at(self, offset: int) -> tuple[Block, ...]:
        """The headings under which a place stands, outermost first."""
        starts, paths = self._paths
        return paths[bisect_right(starts, offset)]
