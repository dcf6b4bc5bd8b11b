"""The document as a page shows it: headings, paragraphs, tables with merged cells, quoted words marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from shanshui.documents import Block, Document, Table

LEAF = 60
"""Blocks that a browser lays out together; others wait until they come into sight."""

_RANKS = ("error", "warning", "note")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_OUTSIDE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a finding quotes.

    Parameters
    ----------
    start, end : int
        Code points of the document's text.
    number : int
        Which finding, in the order of the page.
    severity : str
        Of the finding.
    """

    start: int
    end: int
    number: int
    severity: str


class Units:
    """Offsets as a browser counts them: letters beyond the first plane are two."""

    def __init__(self, text: str) -> None:
        self._outside = [found.start() for found in _OUTSIDE.finditer(text)]

    def at(self, offset: int) -> int:
        """The offset of a browser for one in code points."""
        return offset + bisect_left(self._outside, offset)


class Paper:
    """Draws a document.

    Parameters
    ----------
    document : Document
        The document.
    marks : iterable of Mark
        Words to be marked.
    page : str
        What stands where a page begins, with ``{value}`` for its number.
    """

    def __init__(self, document: Document, marks: Iterable[Mark], page: str) -> None:
        self._document, self._page = document, page
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)
        self._starts = [mark.start for mark in self._marks]
        self.units = Units(document.text)

    def leaves(self) -> Iterator[Markup]:
        """The document, in pieces of some pages."""
        leaf: list[Markup] = []
        for piece in self._pieces():
            leaf.append(piece)
            if len(leaf) >= LEAF:
                yield Markup("\n").join(leaf)
                leaf = []
        if leaf:
            yield Markup("\n").join(leaf)

    def _pieces(self) -> Iterator[Markup]:
        tables = {table.number: table for table in self._document.tables}
        drawn, page = -1, None
        for block in self._document.blocks:
            if block.start < drawn:
                continue
            if block.page is not None and block.page != page:
                page = block.page
                yield Markup('<p class="sheet">{}</p>').format(self._page.format(value=page))
            table = tables.get(block.table) if block.table is not None else None
            if table is not None and table.start <= block.start < table.end:
                yield self._table(table)
                drawn = table.end
            else:
                yield self._block(block)
                drawn = block.end

    def _block(self, block: Block) -> Markup:
        inner = self.marked(block.start, block.end)
        at = self.units.at(block.start)
        if block.kind == "heading":
            level = min(6, block.level + 1)
            return Markup('<h{} data-s="{}">{}</h{}>').format(level, at, inner, level)
        return Markup('<p class="{}" data-s="{}">{}</p>').format(block.kind, at, inner)

    def _table(self, table: Table) -> Markup:
        rows: Mapping[int, list[Markup]] = defaultdict(list)
        for cell in table.cells:
            name = "th" if cell.row < table.heads else "td"
            spans = Markup("").join(
                Markup(' {}="{}"').format(key, value)
                for key, value in (("rowspan", cell.down), ("colspan", cell.across))
                if value > 1
            )
            inner, at = self.marked(cell.start, cell.end), self.units.at(cell.start)
            rows[cell.row].append(Markup('<{}{} data-s="{}">{}</{}>').format(name, spans, at, inner, name))
        lines = (Markup("<tr>{}</tr>").format(Markup("").join(rows.get(row, []))) for row in range(table.rows))
        return Markup('<div class="scroll"><table>{}</table></div>').format(Markup("\n").join(lines))

    def marked(self, start: int, end: int) -> Markup:
        """A stretch of the text, cut wherever a mark begins or ends."""
        held = self._held(start, end)
        cuts = sorted({start, end, *(min(max(at, start), end) for mark in held for at in (mark.start, mark.end))})
        parts = []
        for low, high in pairwise(cuts):
            words = escape(readable(self._document.text[low:high]))
            over = [mark for mark in held if mark.start <= low and mark.end >= high]
            if over:
                worst = min(over, key=lambda mark: _RANKS.index(mark.severity)).severity
                numbers = " ".join(str(number) for number in sorted({mark.number for mark in over}))
                words = Markup('<mark class="{}" data-f="{}">{}</mark>').format(worst, numbers, words)
            parts.append(words)
        return Markup("").join(parts)

    def _held(self, start: int, end: int) -> Sequence[Mark]:
        """Marks that touch a stretch."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]


def readable(text: str) -> str:
    """Text letter for letter as a page may hold it: what HTML forbids is shown as a sign that says so."""
    return _HIDDEN.sub("\ufffd", text).replace("\r", " ")
