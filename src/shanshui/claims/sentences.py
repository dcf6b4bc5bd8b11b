"""Running text cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.claims.model import Span
from shanshui.documents import Block, Document

_END = re.compile(r"[。！？!?\n]+[”’」』）)]*")
_ARTICLE = re.compile(r"[\s\u3000]*第[一二三四五六七八九十百零〇\d]{1,5}条[\s\u3000]+")
"""The number of an article before its first sentence, of which it is no part."""
_OPENING, _CLOSING = "（(“《〈「『【", "）)”》〉」』】"
_PROSE = re.compile(r"[，。；]")
_LONGEST = 2_000
"""Code points of a sentence at most; nobody writes a longer one, and what is read of each looks back over all of it."""
_PAUSE = "；;，,、"
_LONG_CELL = 16
"""Code points above which a cell with marks of sentences is read as running text."""


def is_prose(document: Document, block: Block) -> bool:
    """Whether a block holds sentences: a paragraph, box, note, or a cell of no index that is as long as one."""
    if block.kind in ("paragraph", "box", "note"):
        return True
    if block.kind != "cell" or (block.table is not None and document.tables and document.tables[block.table].is_index):
        return False
    return block.end - block.start > _LONG_CELL and _PROSE.search(document.words(block)) is not None


def prose(document: Document) -> Iterator[Block]:
    """The blocks of a document that hold sentences, in order."""
    return (block for block in document.blocks if is_prose(document, block))


def sentences(document: Document) -> tuple[Span, ...]:
    """Every sentence of the running text, in order, without blanks around.

    Notes
    -----
    A sentence ends at 。！？ or at the end of its line; inside brackets and quotes that are closed in the same block
    it goes on. One without an end within 2,000 code points is cut at a pause.
    """
    return tuple(span for block in prose(document) for span in sentences_of(document.text, block.start, block.end))


def sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch, without the number of an article (第六条) that it begins with."""
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article is not None else start
    for found in _END.finditer(text, begin, end):
        if "\n" not in found.group() and _inside(text, begin, found.start(), end):
            continue
        yield from _stripped(text, begin, found.end())
        begin = found.end()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        pause = max(text.rfind(mark, start, start + _LONGEST) for mark in _PAUSE)
        cut = pause + 1 if pause >= start else start + _LONGEST
        yield from _stripped(text, start, cut)
        start = cut
    words = text[start:end]
    inner = words.strip()
    if inner:
        begin = start + len(words) - len(words.lstrip())
        yield Span(begin, begin + len(inner))


def _inside(text: str, start: int, here: int, end: int) -> bool:
    """Whether a place lies in a bracket or quote that opened since the start and closes on the same line."""
    open_marks: list[str] = []
    for mark in text[start:here]:
        if mark in _OPENING:
            open_marks.append(mark)
        elif mark in _CLOSING and open_marks and _OPENING.index(open_marks[-1]) == _CLOSING.index(mark):
            open_marks.pop()
    if not open_marks or open_marks[-1] in "“":
        return False
    closing = _CLOSING[_OPENING.index(open_marks[-1])]
    line_end = text.find("\n", here, end)
    return text.find(closing, here, min(here + 200, end if line_end < 0 else line_end)) >= 0
