"""Lists told by 一是, 二是, 三是 and the count that stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.claims.counting import NUMBER, counted
from shanshui.claims.model import Enumeration, Span
from shanshui.claims.naming import named

_NUMERALS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    r"(?<![\u4e00-\u9fff])([一二三四五六七八九十])(?:是|要|、|为)|[（(]([一二三四五六七八九十]|\d)[）)]|(?<![\u4e00-\u9fff])第([一二三四五六七八九十])(?:步|阶段|类|方面)?[，、：:]"
)
_COUNT = re.compile(
    rf"(?P<number>{NUMBER})(?P<measure>个方面|大方面|步走|步|个阶段|个|项|大|类|种|条|点|方面)(?P<noun>(?:(?!为)[\u4e00-\u9fff]){{0,12}})[：:。，]"
)
_NEAR = 40


def ordinal_items(text: str, span: Span) -> tuple[Span, ...]:
    """Items of a list told by ordinals that begins at a place; nothing where none begins there."""
    first = _ORDINAL.match(text, span.start, span.end)
    if first is None or _rank(first) != 1:
        return ()
    marks, wanted = [first], 2
    for found in _ORDINAL.finditer(text, first.end(), span.end):
        if _rank(found) == wanted and found.lastindex == first.lastindex:
            marks.append(found)
            wanted += 1
    ends = [mark.start() for mark in marks[1:]]
    stops = [here for here in (text.find(stop, marks[-1].end(), span.end) for stop in "。；，\n") if here >= 0]
    ends.append(min(stops, default=span.end))
    items = tuple(
        Span(mark.end(), max(mark.end(), _stripped(text, mark.end(), end)))
        for mark, end in zip(marks, ends, strict=True)
    )
    return items if len(items) > 1 else ()


def ordinals_counted(text: str, block: Span) -> Iterator[Enumeration]:
    """Counts of a paragraph whose things are told one by one right after: 三个方面, 一是…, 二是…, 三是…."""
    for found in _COUNT.finditer(text, block.start, block.end):
        if found.start() and text[found.start() - 1] in "第":
            continue
        first = _ORDINAL.search(text, found.end(), min(block.end, found.end() + _NEAR))
        if first is None or text[found.end() : first.start()].strip():
            continue
        items = ordinal_items(text, Span(first.start(), block.end))
        if items:
            count = counted(text, Span(found.start("number"), found.end("number")), found.end("measure"))
            yield Enumeration(
                count,
                tuple(named(text, item) for item in items),
                found.group("noun"),
                True,
                Span(found.start(), items[-1].end),
            )


def _rank(found: re.Match[str]) -> int:
    word = found.group(found.lastindex or 1)
    return int(word) if word.isdecimal() else _NUMERALS.index(word) + 1


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "，,；;。、 \u3000\n":
        end -= 1
    return end
