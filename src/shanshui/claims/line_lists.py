"""Counts whose things stand line by line below them: 以下四条原则：, 第五章 六大行动, 划分为3个单元，分述如下."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.claims.counting import NUMBER, counted
from shanshui.claims.model import Enumeration, Named, Quantity, Span
from shanshui.documents import Block, Document
from shanshui.documents.numbering import marker

_COUNT = re.compile(
    rf"(?<![第—\-~～\d])(?P<number>{NUMBER})(?P<measure>个方面|大方面|方面|部分|大类|个|大|项|类|种|条|点|部|处|座|片|级|步)"
    r"(?P<noun>[\u4e00-\u9fff“”]{0,14})"
)
_TOLD_BELOW = re.compile(r"如下|以下|下列|分述")
_ORDINAL = re.compile(r"(?P<rank>[一二三四五六七八九十])(?:是|要)")
_DASH = re.compile(r"——|[—–●•◆■※★▲·]")
_STOPS = "，,；;。：:\n"
_RANKS = "一二三四五六七八九十"
_MOST = 30
"""Things that a count announces, at most."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and the kind of mark that it begins with: ``是``, ``—``, the style of a number, or nothing."""

    span: Span
    text: str
    style: str
    number: int
    rank: int
    heading: bool


def line_lists(document: Document) -> Iterator[Enumeration]:
    """Every count at the end of a line or heading, with the lines or headings below that it counts.

    Parameters
    ----------
    document : Document
        The text.

    Notes
    -----
    That the lines are meant shows by a colon or 如下, by 一是 right below, or by the noun, in which each of them ends
    as well. Where several counts stand there, one of which fits, that is the one.
    """
    lines = list(_lines(document))
    for place, line in enumerate(lines[:-1]):
        if not lines[place + 1].style or (_tail_counts := list(_counts(document.text, line))) == []:
            continue
        items = _items(lines, place)
        if not 2 <= len(items) <= _MOST:
            continue
        meant = [
            (count, noun) for count, noun in _tail_counts if _means(line, items, document.text[noun.start : noun.end])
        ]
        if not meant:
            continue
        count, noun = next((one for one in meant if one[0].value == len(items)), meant[-1])
        names = tuple(_named(item) for item in items)
        yield Enumeration(
            count, names, document.text[noun.start : noun.end], True, Span(count.span.start, items[-1].span.end)
        )


def _lines(document: Document) -> Iterator[_Line]:
    for block in document.blocks:
        if block.kind not in ("paragraph", "heading", "box"):
            continue
        for found in re.finditer(r"[^\n]+", document.words(block)):
            text = found[0].strip(" \t\u3000")
            if text:
                start = block.start + found.start() + found[0].index(text[0])
                yield _line(block, Span(start, start + len(text)), text)


def _line(block: Block, span: Span, text: str) -> _Line:
    heading = block.kind == "heading"
    ordinal = _ORDINAL.match(text)
    if ordinal is not None:
        return _Line(span, text, "是", _RANKS.index(ordinal["rank"]) + 1, 99, heading)
    if _DASH.match(text):
        return _Line(span, text, "—", 0, 99, heading)
    mark = marker(text)
    if mark is None or not mark.spaced:
        return _Line(span, text, "", 0, 0, heading)
    return _Line(span, text, mark.style, mark.numbers[-1] if mark.numbers else 0, mark.rank, heading)


def _counts(text: str, line: _Line) -> Iterator[tuple[Quantity, Span]]:
    """Counts in the last clause of a line, 如下 behind it aside."""
    words = text[line.span.start : line.span.end].rstrip("：:。，, ")
    clauses = re.split(r"[，,；;。]", words)
    if len(clauses) > 1 and _TOLD_BELOW.search(clauses[-1]) and len(clauses[-1]) < 8:
        words = words[: -len(clauses[-1]) - 1]
    begin = line.span.start + max(words.rfind(stop) for stop in _STOPS) + 1
    for found in _COUNT.finditer(text, begin, line.span.start + len(words)):
        number = Span(found.start("number"), found.end("number"))
        count = counted(text, number, found.end("measure"))
        if count.value > 1 and not (line.style and found.start() < line.span.start + 3):
            yield count, Span(found.start("noun"), found.end("noun"))


def _items(lines: Sequence[_Line], place: int) -> list[_Line]:
    """The lines below one that are marked alike: from the first of a sequence up to where it ends."""
    first = lines[place + 1]
    if first.style in ("—", "是"):
        return _adjacent(lines, place + 1)
    if first.number != 1:
        return []
    found = [first]
    for line in lines[place + 2 :]:
        if line.style == first.style:
            if line.number != found[-1].number + 1:
                break
            found.append(line)
        elif (line.style and line.rank < first.rank and line.style not in ("—", "是")) or (
            line.heading and not first.heading
        ):
            break
    return found


def _adjacent(lines: Sequence[_Line], begin: int) -> list[_Line]:
    style = lines[begin].style
    end = begin
    while end < len(lines) and lines[end].style == style:
        end += 1
    return list(lines[begin:end]) if lines[begin].number in (0, 1) else []


def _means(line: _Line, items: Sequence[_Line], noun: str) -> bool:
    """Whether a count is one of the lines below it."""
    titles = [_title(item) for item in items]
    ending = noun.strip("“”")[-2:]
    alike = len(ending) == 2 and all(title.endswith(ending) for title in titles)
    if line.heading or any(item.heading for item in items):
        return alike
    told = line.text.endswith(("：", ":")) or _TOLD_BELOW.search(line.text[-10:]) is not None
    return told or alike or items[0].style == "是"


def _title(item: _Line) -> str:
    """What a line is called: its words without the mark before them, up to the first stop."""
    mark = marker(item.text)
    words = item.text[mark.length if mark is not None else 0 :]
    return re.split(r"[。：:，,；;（(]", words)[0].strip()


def _named(item: _Line) -> Named:
    title = re.split(r"[。：:，,；;]", item.text)[0]
    return Named(Span(item.span.start, item.span.start + len(title)), title, title)
