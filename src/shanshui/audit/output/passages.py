"""Quoted words in their surroundings: what stands before and after them, under which heading, on which page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shanshui.documents import Block, Document
from shanshui.finding import TextQuote

AROUND = 24
"""Letters shown before and after quoted words."""

LONGEST = 120
"""Letters of quoted words beyond which their middle is left out."""

_NUMBER = re.compile(r"^[\s\d.,，．%‰\[\]（）()-]*$")
"""A cell that names nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words as a reader finds them again.

    Parameters
    ----------
    before, words, after : str
        Text around them in the same block, and the words, all on one line.
    chapter : str
        Headings above them, from the outermost; empty before the first.
    page : int or None
        Where the format knows pages.
    """

    before: str
    words: str
    after: str
    chapter: str
    page: int | None

    @property
    def marked(self) -> str:
        """The passage as one line, the words in brackets."""
        return f"{self.before}【{self.words}】{self.after}"


def passage(document: Document, quote: TextQuote) -> Passage:
    """Where quoted words stand.

    Parameters
    ----------
    document : Document
        The document.
    quote : TextQuote
        Words of it.
    """
    block, last = document.block_at(quote.start), document.block_at(max(quote.start, quote.end - 1))
    low = block.start if block is not None else quote.start
    high = last.end if last is not None else quote.end
    first, end = max(low, quote.start - AROUND), min(high, quote.end + AROUND)
    before = ("…" if first > low else "") + _line(document.text[first : quote.start])
    if block is not None and block.table is not None:
        before = _of_cell(document, block) + before
    after = _line(document.text[quote.end : end]) + ("…" if end < high else "")
    return Passage(before, shortened(quote.text), after, chapter(document, quote.start), block.page if block else None)


def _of_cell(document: Document, block: Block) -> str:
    """What a cell is about: the words that begin its row and head its column."""
    table = next((one for one in document.tables if one.number == block.table), None)
    if table is None or block.row is None or block.column is None:
        return ""
    names = [
        cell.text
        for column in range(block.column)
        if (cell := table.at(block.row, column)) and not _NUMBER.search(cell.text)
    ]
    heads = [cell.text for row in range(min(table.heads, block.row)) if (cell := table.at(row, block.column))]
    told = dict.fromkeys(_line(words)[:AROUND] for words in (*names[:2], *heads[-2:]) if words)
    return "，".join(told) + "：" if told else ""


def chapter(document: Document, offset: int) -> str:
    """Headings above a place, outermost first."""
    return " › ".join(_line(document.words(heading)) for heading in document.path_at(offset))


def shortened(words: str) -> str:
    """Words on one line, their middle left out where they are long."""
    line = _line(words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]}……{line[-LONGEST // 2 :]}"


def _line(words: str) -> str:
    return " ".join(words.split())
