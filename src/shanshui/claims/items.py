"""Items of boxes and lists that name projects: number, name, years in brackets, and what is said of each below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shanshui.claims.model import Period, Span
from shanshui.claims.project_names import LONGEST, end_of_name, is_project_name, looks_like_project, names_in
from shanshui.documents import Block, Document
from shanshui.documents.captions import caption
from shanshui.documents.numbering import Marker, marker
from shanshui.standard.language.project_words import project_words

_LINE = re.compile(r"[^\n\r\v]*[^\s][^\n\r\v]*")
_TRAILING = " \t　、，,：:；;。"
_OTHERS = re.compile(r"项目\d{1,2}\s?[:：、]|[●■◆★▲•·—-]{1,2}\s?")
_ANNOUNCES = re.compile(
    r"(?:下列|以下|如下|安排|实施|包括|部署|规划)[^，。；：\n]{0,12}(?:项目|工程)[^，。；：\n]{0,6}[：:]$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box or list."""

    start: int
    end: int
    text: str
    mark: Marker | None


@dataclass(frozen=True, slots=True)
class Item:
    """A named item.

    Parameters
    ----------
    number : str
        As it stands before the name.
    name : Span
        The name, or several joined by 、, without number and years.
    period : Period or None
        Years in brackets behind it, or of the field of its contents that is for years.
    body : Span
        What is said of it; empty at the end of the name where nothing is.
    """

    number: str
    name: Span
    period: Period | None
    body: Span


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the document whose items are projects."""

    title: str
    lines: tuple[Line, ...]
    is_box: bool
    about: str
    period: Period | None = None


def zones(document: Document, periods: Sequence[Period]) -> Iterator[Zone]:
    """Boxes, sections whose headings speak of projects, and lists that a line announces as projects."""
    yield from _boxes(document, periods)
    yield from _sections(document, periods)
    yield from _announced(document)


def items_of(document: Document, zone: Zone, periods: Sequence[Period]) -> tuple[Item, ...]:
    """The items of a box or section, in order.

    Notes
    -----
    The first number of a box tells the style of its items; lines numbered in another style are contents. Where no
    line is numbered, a line is an item that ends as names of projects do or bears years in brackets. Of a section,
    and of a box whose title speaks of no projects, items are kept only where their names end as those of projects.
    """
    lines = zone.lines
    heads = _numbered(lines) or [i for i, line in enumerate(lines) if _named(line, periods)]
    items = [_item(document, lines, here, after, periods) for here, after in _neighbours(heads, len(lines))]
    named = [item for item in items if item is not None]
    if not named:
        return ()
    words = {item.name: document.text[item.name.start : item.name.end] for item in named}
    telling = [item for item in named if item.period is not None or looks_like_project(words[item.name])]
    sure = [item for item in named if item.period is not None or is_project_name(words[item.name])]
    if zone.is_box and speaks_of_projects(zone.about):
        kept = named if 3 * len(telling) >= len(named) else []
    elif zone.is_box:
        kept = telling if 2 * len(sure) >= len(named) else []
    else:
        kept = sure
    return tuple(replace(item, period=item.period or zone.period) for item in kept)


def speaks_of_projects(title: str) -> bool:
    """Whether a title says that projects stand below it."""
    return any(word in title for word in ("项目", "工程", "行动")) or any(w in title for w in project_words("heading"))


def _neighbours(heads: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    yield from pairwise([*heads, end] if heads else [])


def _numbered(lines: Sequence[Line]) -> list[int]:
    """Lines that bear the numbers of one sequence, from the first numbered line on."""
    first = next((i for i, line in enumerate(lines) if line.mark is not None and _short(line)), None)
    if first is None:
        return []
    style = lines[first].mark.style  # type: ignore[union-attr]
    found, last = [first], lines[first].mark.numbers  # type: ignore[union-attr]
    for index in range(first + 1, len(lines)):
        mark = lines[index].mark
        if mark is None or mark.style != style or not mark.numbers or len(mark.numbers) != len(last):
            continue
        if mark.numbers[-1] in (last[-1], last[-1] + 1, last[-1] + 2, 1) and _same_sign(lines[first], lines[index]):
            found.append(index)
            last = mark.numbers
    return found


def _same_sign(first: Line, other: Line) -> bool:
    """Whether two lines bear the same sign behind their number: 1、 and 1. are of two lists."""
    signs = [line.text[: line.mark.length].strip(" 　\t")[-1:] for line in (first, other) if line.mark is not None]
    return len(signs) == 2 and (signs[0] == signs[1] or signs[0].isdigit() or signs[1].isdigit())


def _short(line: Line) -> bool:
    title = line.text[line.mark.length :] if line.mark else line.text
    return 3 <= end_of_name(title) <= 10 * LONGEST


def _named(line: Line, periods: Sequence[Period]) -> bool:
    """Whether a line without number opens with the name of a project."""
    found = _OTHERS.match(line.text)
    words = line.text[found.end() :] if found else line.text
    end = end_of_name(words)
    name = words[:end]
    bracket = re.search(r"[（(]\s?(?:19|20)\d\d[^（()）]{0,20}[）)]", name)
    return 4 <= end <= LONGEST and (
        bracket is not None or ((end < len(words) or len(words) <= 45) and is_project_name(name))
    )


def _item(document: Document, lines: Sequence[Line], here: int, after: int, periods: Sequence[Period]) -> Item | None:
    line = lines[here]
    text = document.text
    length = line.mark.length if line.mark is not None else 0
    if not length and (found := _OTHERS.match(line.text)):
        length = found.end()
    start = line.start + length
    end = start + end_of_name(text[start : line.end])
    comma = text.find("，", start, end)
    end = comma if comma > start and is_project_name(text[start:comma]) else end
    after = _closed(lines, here, after)
    behind = lines[after - 1].end if after - 1 > here else line.end
    period, name_end, body_start = _bracketed(text, start, end, line.end, periods)
    name = _trimmed(text, Span(start, name_end))
    if name.end - name.start < 2 or name.end - name.start > 10 * LONGEST:
        return None
    if name.end - name.start > LONGEST and len(names_in(text, name)) == 1:
        return None
    body = _trimmed(text, Span(min(body_start, behind), behind))
    return Item(line.text[:length].strip(" 　\t、.．:："), name, period or _stated(text, body, periods), body)


def _closed(lines: Sequence[Line], here: int, after: int) -> int:
    """Where the lines of an item end: before one that tells of all items above it, the last of them or not."""
    closing = project_words("closing")
    own = (i for i in range(here + 1, after) if lines[i].mark is None and lines[i].text.startswith(closing))
    return next(own, after)


def _bracketed(
    text: str, start: int, end: int, line_end: int, periods: Sequence[Period]
) -> tuple[Period | None, int, int]:
    """The years in brackets in or right behind a name, where the name ends, where the rest begins."""
    for period in _within(periods, start, min(line_end, end + 24)):
        opening = max(text.rfind("（", start, period.span.start), text.rfind("(", start, period.span.start))
        if opening < 0 or opening > end or period.span.start - opening > 12:
            continue
        closing = next(
            (p for p in range(period.span.end, min(period.span.end + 12, line_end)) if text[p] in "）)"), None
        )
        if closing is None or re.search(r"[）)]", text[opening : period.span.start]):
            continue
        if opening <= end:
            return period, opening, closing + 1
    return None, end, end


def _stated(text: str, body: Span, periods: Sequence[Period]) -> Period | None:
    """The years behind a word such as 建设期限 in the contents, or at their very beginning."""
    cues = project_words("period")
    for period in _within(periods, body.start, body.end):
        before = text[max(body.start, period.span.start - 12) : period.span.start].rstrip(" 　:：为是（(安排")
        if not before or before.endswith(cues) or period.text.startswith(cues):
            return period
    return None


def _within(periods: Sequence[Period], start: int, end: int) -> Iterator[Period]:
    """Periods inside a stretch that name years."""
    first = bisect_left(periods, start, key=lambda period: period.span.start)
    for period in periods[first:]:
        if period.span.end > end:
            return
        if period.first:
            yield period


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _TRAILING + "\r\n":
        start += 1
    while end > start and text[end - 1] in _TRAILING + "\r\n":
        end -= 1
    return Span(start, end)


def _lines(document: Document, blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        for found in _LINE.finditer(document.text, block.start, block.end):
            text = found[0].strip(" \t　")
            start = document.text.index(text[0], found.start())
            yield Line(start, start + len(text), text, marker(text))


def _boxes(document: Document, periods: Sequence[Period]) -> Iterator[Zone]:
    """Runs of blocks of a box, and tables of one column; a caption opens a box."""
    run: list[Block] = []
    for block in document.blocks:
        inside = block.kind == "box" or (block.table is not None and document.tables[block.table].columns == 1)
        if run and (not inside or caption_of(document, block) is not None):
            yield from _box(document, run, periods)
            run = []
        if inside:
            run.append(block)
    if run:
        yield from _box(document, run, periods)


def caption_of(document: Document, block: Block) -> str | None:
    """Title of a box that a block opens."""
    first = document.words(block).strip().partition("\n")[0]
    named = caption(first) if block.kind in ("box", "cell") else None
    return first if named is not None and named.names == "box" else None


def _box(document: Document, run: Sequence[Block], periods: Sequence[Period]) -> Iterator[Zone]:
    title = caption_of(document, run[0])
    path = document.path_at(run[0].start)
    lines = tuple(_lines(document, run))
    if title is not None:
        first = run[0]
        inner = [p for p in _within(periods, first.start, first.start + len(title) + 4) if re.search(r"\d", p.text)]
        term = inner[0] if len(inner) == 1 and inner[0].first < inner[0].last else None
        yield Zone(title, lines[1:], True, f"{title} {document.words(path[-1]) if path else ''}", term)
    elif lines:
        title = document.words(path[-1]) if path else ""
        yield Zone(title, lines, True, title)


def _sections(document: Document, periods: Sequence[Period]) -> Iterator[Zone]:
    """Running text below headings that speak of projects, one zone for each heading."""
    cues = project_words("heading")
    path: list[Block] = []
    run: list[Block] = []
    title = ""
    for block in document.blocks:
        if block.kind == "heading":
            if run:
                yield Zone(title, tuple(_lines(document, run)), False, title)
            run = []
            path = [above for above in path if above.level < block.level] + [block]
            words = [document.words(above) for above in path]
            title = words[-1] if any(cue in word for word in words for cue in cues) else ""
        elif block.kind == "paragraph" and title:
            run.append(block)
    if run:
        yield Zone(title, tuple(_lines(document, run)), False, title)


def _announced(document: Document) -> Iterator[Zone]:
    """Numbered paragraphs below a line that ends in a colon and announces projects, outside such sections."""
    cues = project_words("heading")
    title, run = "", list[Block]()
    for block in (*document.blocks, None):
        words = document.words(block).strip() if block is not None and block.kind == "paragraph" else ""
        if title and block is not None and marker(words) is not None:
            run.append(block)
            continue
        if run:
            yield Zone(title, tuple(_lines(document, run)), False, title)
        heads = document.path_at(block.start) if block is not None else ()
        free = not any(cue in document.words(head) for head in heads for cue in cues)
        title = words if free and _ANNOUNCES.search(words) else ""
        run = []


def headed_items(document: Document, taken: Sequence[Span], periods: Sequence[Period]) -> Iterator[tuple[str, Item]]:
    """Headings that are names of projects themselves, each with the title it stands below.

    Parameters
    ----------
    document : Document
        With its headings.
    taken : sequence of Span
        Items found otherwise, in order: a heading that holds one of them is a group and no project.
    periods : sequence of Period
        All of the text, in order.
    """
    cues = project_words("heading")
    boxed = _boxed(document)
    headings = list(document.headings())
    starts = [span.start for span in taken]
    path: list[Block] = []
    for place, heading in enumerate(headings):
        path = [above for above in path if above.level < heading.level] + [heading]
        title = next((document.words(above) for above in reversed(path[:-1])), "")
        title = boxed.get(heading.start, title)
        if heading.start not in boxed and not any(cue in document.words(b) for b in path[:-1] for cue in cues):
            continue
        following = headings[place + 1] if place + 1 < len(headings) else None
        end = following.start if following is not None else len(document.text)
        if following is not None and following.level > heading.level:
            continue
        first = bisect_left(starts, heading.start)
        if first < len(starts) and starts[first] < end:
            continue
        words = document.words(heading)
        line = Line(heading.start, heading.end, words, marker(words))
        below = (b for b in document.blocks_in(heading.end, end) if b.kind != "cell")
        told = (Line(block.start, block.end, document.words(block), None) for block in below)
        lines = (line, *told, Line(end, end, "", None))
        item = _item(document, lines, 0, len(lines), periods)
        if item is not None and _is_project_heading(document.text[item.name.start : item.name.end], item):
            yield title, item


def _boxed(document: Document) -> dict[int, str]:
    """Headings that are the items of a box, by their place: the first stands right below its caption."""
    found: dict[int, str] = {}
    title, style, fresh = "", "", False
    for block in document.blocks:
        if block.kind == "heading" and title:
            mark = marker(document.words(block))
            if mark is not None and (fresh or mark.style == style):
                found[block.start], style = title, mark.style
            else:
                title = ""
        elif block.kind == "box":
            title = caption_of(document, block) or ""
        fresh = block.kind == "box" and bool(title)
    return found


def _is_project_heading(name: str, item: Item) -> bool:
    return not name.endswith(project_words("group")) and (item.period is not None or is_project_name(name))
