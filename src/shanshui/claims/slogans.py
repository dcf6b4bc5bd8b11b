"""Slogans that count (“三屏、两廊、三区”), and what the text later says that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shanshui.claims.counting import counted
from shanshui.claims.listing import ended, parted
from shanshui.claims.model import Enumeration, Span
from shanshui.claims.naming import named
from shanshui.claims.ordinals import ordinal_items
from shanshui.documents import Document

_QUOTED = re.compile(r"[“\"「]([^“”\"「」\n]{2,40})[”\"」]")
_PART = re.compile(
    r"([一二两三四五六七八九十])(大|个|项)?((?![一二三四五六七八九十年月天次])[\u4e00-\u9fff]{1,4}?)(?=[、，,+·\s]|[一二两三四五六七八九十][\u4e00-\u9fff]|多[\u4e00-\u9fff]{1,2}(?:[、，,]|$)|$)"
)
_ONES = re.compile(r"[“\"](?P<number>[两三四五六七八九])(?P<measure>个)一[”\"][^，。；：:“”\n]{0,10}[：:]")
_LONGEST = 200
"""Characters of a list of such things, at most."""
_MEANS = re.compile(
    r"[，,]?(?:主要)?(?:分别)?(?:是指|指的是|指|即为|即|分别为|分别是|为|是|包括|由|：|:)[：:]?(?:由|分别为|分别是)?"
)


def slogans(document: Document) -> Iterator[Enumeration]:
    """Every counting part of a slogan in quotes; with its items where the text says what they are.

    Notes
    -----
    What has no items is there too, so that one slogan can be compared with another. A part is explained behind its
    quotes, or anywhere without quotes (两区为甲区、乙区).
    """
    quoted = tuple(_quoted(document))
    yield from quoted
    counts = [(one.count, one.noun) for one in quoted if one.count is not None and one.count.value > 1]
    yield from _explained(document, {count.text: noun for count, noun in counts})
    yield from _ones(document.text)


def _explained(document: Document, parts: Mapping[str, str]) -> Iterator[Enumeration]:
    """Parts of slogans that a sentence takes up without quotes to say what they are."""
    if not parts:
        return
    words = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    for found in re.finditer(rf"(?:^|(?<=[，,。；;、：:\s]))(?P<part>{words})(?=即|为|是|指|包括|分别)", document.text):
        start, noun = found.start(), parts[found["part"]]
        count = counted(document.text, Span(start, start + 1), found.end())
        items, end, closed = _meaning(document, found.end(), int(count.value))
        if items:
            yield Enumeration(
                count, tuple(named(document.text, item) for item in items), noun, closed, Span(start, end)
            )


def _ones(text: str) -> Iterator[Enumeration]:
    """“三个一”机制：一个专班、一套方案、一张清单."""
    for found in _ONES.finditer(text):
        stretch, more = ended(text, Span(found.end(), min(len(text), found.end() + _LONGEST)))
        items = parted(text, stretch)
        if len(items) > 1 and all(text[item.start] in "一1" for item in items):
            count = counted(text, Span(found.start("number"), found.end("number")), found.end("measure"))
            names = tuple(named(text, item) for item in items)
            yield Enumeration(count, names, "一", not more, Span(found.start(), stretch.end))


def _quoted(document: Document) -> Iterator[Enumeration]:
    text = document.text
    for quoted in _QUOTED.finditer(text):
        parts = list(_PART.finditer(text, quoted.start(1), quoted.end(1)))
        if not parts or not _all_parts(quoted.group(1), parts):
            continue
        if len(parts) == 1 and parts[0].group(1) == "一":
            continue
        for part in parts:
            count = counted(text, Span(part.start(1), part.end(1)), part.end())
            items: tuple[Span, ...] = ()
            end, closed = part.end(), False
            if len(parts) == 1:
                items, end, closed = _meaning(document, quoted.end(), int(count.value))
            yield Enumeration(
                count,
                tuple(named(text, item) for item in items),
                part.group(3),
                closed,
                Span(quoted.start(), max(end, quoted.end())),
            )


def _all_parts(words: str, parts: list[re.Match[str]]) -> bool:
    """Whether a slogan is made of counting parts and marks alone."""
    return sum(len(part.group()) for part in parts) == len(re.sub(r"[、，,+·\s]|多[\u4e00-\u9fff]{1,2}$", "", words))


def _meaning(document: Document, start: int, wanted: int) -> tuple[tuple[Span, ...], int, bool]:
    text = document.text
    means = _MEANS.match(text, start)
    block = document.block_at(start)
    if means is None or block is None or wanted < 2:
        return (), start, False
    rest = Span(means.end(), block.end)
    items = ordinal_items(text, rest)
    if items:
        return items, items[-1].end, True
    stretch, more = ended(text, rest)
    items = parted(text, stretch, wanted)
    if len(items) < 2:
        return (), start, False
    return items, stretch.end, not more
