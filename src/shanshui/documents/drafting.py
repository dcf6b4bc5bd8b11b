"""A document put together piece by piece, for formats that are no text themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shanshui.documents.captions import caption, unit_line
from shanshui.documents.continued import lengthened, repeated
from shanshui.documents.heads import has_amounts, heads_of
from shanshui.documents.limits import CELLS, TEXT_LENGTH, TOO_LARGE, bounded
from shanshui.documents.model import Cell, Document, Kind, Table
from shanshui.documents.stretch import Stretch
from shanshui.documents.structure import structured
from shanshui.errors import DataError


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph as a file holds it, before it has a place in the text."""

    text: str
    source: str = ""
    kind: Kind | None = None
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as a file holds it: its paragraphs and all that it reaches over."""

    row: int
    column: int
    words: tuple[Words, ...] = ()
    down: int = 1
    across: int = 1


@dataclass(slots=True)
class Draft:
    """The text so far, with stretches and tables.

    Parameters
    ----------
    name, format : str
        Of the document.
    """

    name: str
    format: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: int = 0

    def add(self, words: Words) -> None:
        """Add a paragraph; one of blanks alone leaves no trace."""
        if words.text.strip():
            self._place(words, words.kind)

    def add_table(
        self,
        slots: Sequence[Slot],
        least: int = 0,
        name: str = "",
        unit: str = "",
        page: int | None = None,
        goes_on: bool = False,
    ) -> None:
        """Add a table.

        Parameters
        ----------
        slots : sequence of Slot
            In order of rows.
        least : int
            Rows that the format marks as heads.
        name, unit : str
            Caption and unit where the format has its own; else the lines above are looked at.
        page : int, optional
            On which it begins.
        goes_on : bool
            Whether it goes on with the table before, as one does that a page's end cut; one below the caption of a
            continued table always does, where it has as many columns.
        """
        if not slots:
            return
        self.cells += len(slots)
        if self.cells > CELLS:
            raise DataError(TOO_LARGE, f"{self.name}: more than {CELLS} cells")
        name, unit, continued = (name, unit, False) if name else self._above()
        columns = max(slot.column + slot.across for slot in slots)
        if self.tables and (goes_on or continued) and columns == self.tables[-1].columns:
            self._go_on(slots, page)
            return
        number, start = len(self.tables), self.length
        self.tables.append(Table(number, "", "", 0, 0, 0, (), start, start))  # holds the number for tables inside cells
        cells = tuple(self._cell(slot, number, page) for slot in slots)
        rows = max(slot.row + slot.down for slot in slots)
        filled = [cell for cell in cells if cell.text]
        start = filled[0].start if filled else start
        end = max((cell.end for cell in filled), default=start)
        heads = heads_of(cells, rows, least)
        name = name or _named_inside(cells)
        self.tables[number] = Table(number, name, unit, rows, columns, heads, cells, start, end)

    def document(self) -> Document:
        """The document.

        Raises
        ------
        DataError
            Where it holds no words.
        """
        text = bounded("".join(self.parts), self.name)
        return Document(self.name, self.format, text, structured(self.stretches), tuple(self.tables))

    def _go_on(self, slots: Sequence[Slot], page: int | None) -> None:
        """Add rows to the table before; a head that is repeated is text, but no rows of the table."""
        table = self.tables[-1]
        if table.rows == 1 and not has_amounts(table.cells):
            table = replace(table, heads=1)  # the page ended below the head
        head = repeated(table, ((s.row, s.column, "".join(words.text for words in s.words)) for s in slots))
        cells: list[Cell] = []
        for slot in slots:
            if slot.row < head:
                self._cell(slot, table.number, page)
            else:
                cells.append(self._cell(replace(slot, row=slot.row + table.rows - head), table.number, page))
        self.tables[-1] = lengthened(table, cells)

    def _cell(self, slot: Slot, table: int, page: int | None) -> Cell:
        placed = [self._place(words, words.kind or "cell", table, slot.row, slot.column, page)
                  for words in slot.words if words.text.strip()]  # fmt: skip
        if not placed:
            return Cell(slot.row, slot.column, self.length, self.length, "", slot.down, slot.across)
        start, end = placed[0].start, placed[-1].end
        text = "\n".join(stretch.text for stretch in placed)
        return Cell(slot.row, slot.column, start, end, text, slot.down, slot.across)

    def _place(
        self, words: Words, kind: Kind | None, table: int | None = None, row: int | None = None,
        column: int | None = None, page: int | None = None,
    ) -> Stretch:  # fmt: skip
        text = words.text.strip()
        start, end = self.length, self.length + len(text)
        if end > TEXT_LENGTH:
            raise DataError(TOO_LARGE, f"{self.name}: more than {TEXT_LENGTH} characters")
        level = words.level if kind == "heading" else 0
        stretch = Stretch(start, end, text, kind, level, words.page or page, table, row, column, words.source)
        self.stretches.append(stretch)
        self.parts += (text, "\n")
        self.length = end + 1
        return stretch

    def _above(self) -> tuple[str, str, bool]:
        """Caption and unit that stand right above, and whether the caption is one of a continued table.

        A table right below another one is a part of what is named there.
        """
        unit = ""
        for stretch in reversed(self.stretches[-4:]):
            if stretch.kind == "cell" and stretch is self.stretches[-1] and stretch.table is not None:
                return self.tables[stretch.table].caption, self.tables[stretch.table].unit, False
            if stretch.kind == "cell":
                break
            named = caption(stretch.text)
            if named is not None and named.names == "table":
                return stretch.text, unit, named.continued
            said = unit_line(stretch.text)
            if said is None and (unit or len(stretch.text) > 12):
                break
            unit = said or unit
        return "", unit, False


def _named_inside(cells: Sequence[Cell]) -> str:
    """The caption that a table has as its first row, one cell broad; empty where it has none."""
    first = [cell for cell in cells if cell.row == 0]
    return first[0].text if len(first) == 1 and caption(first[0].text) is not None else ""
