"""The zones into which a document divides all that it covers, with the area that it gives to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shanshui.audit.reading import Reading
from shanshui.claims.model import Enumeration, Quantity, Span

_DIVIDED = re.compile(r"(?:划分|区分|细分|划|分)(?:为|成|出)")
_LEAD = re.compile(r"^[^、，。；]{0,24}?(?:划分|区分|细分|划|分)(?:为|成|出)")
_OF = "(?:该|本)?(?:区域|国土|土地|辖区|占地|幅员|单元|分区|片区|区|其)?(?:总)?面积"
_AREA = rf"{_OF}(?:共|约为|约|分别为|为|是|达到|达|：|:)*"
_OWN = re.compile(rf"(?:^|[，。；、\n：:（(的]|\s){_AREA}$")
_BEHIND_NAME = re.compile(rf"[\"”]?(?:[，,的：:—-]|[（(])?(?:{_AREA})?$")
_EACH = re.compile(r"面积[^，。；\d]{0,6}分别(?:为|是|达)[^\d。；]{0,4}$")
_ZONES_EACH = re.compile(
    r"(?:[二两三四五六七八九十\d]{1,3}个?|各)(?:生态)?(?:修复)?(?:片区|分区|区域|单元|小流域|流域|组团|区|片|带)(?:的|总|土地|国土){0,2}面积"
    r"[^，。；\d]{0,6}分别(?:为|是|达)"
)
"""Words that give each of the zones its area, and so say that what was listed are zones: 三个片区面积分别为."""
_ANNOUNCED = re.compile(
    r"(?:[二两三四五六七八九十]|\d{1,2})(?:个|大|条|片)?[^，。；：:\d\n]{0,10}?"
    r"(?:片区|分区|区域|单元|小流域|流域|组团|[区片])[：:，,]"
)
"""So many zones, before their names."""
_ZONE_AND = re.compile(
    rf"[、，,；;]?(?:[（(]?[一二三四五六七八九\d][)）]|[①-⑨]|其中|以及|[和与及])?[\u4e00-\u9fff]{{2,18}}?"
    rf"(?:片区|分区|区|单元|小流域|流域|组团|片)[，,（(]?(?:{_AREA})?"
)
_MARKS = re.compile(r"[）)。；;，,\s]")
_LEAD_ROOM = 8
_WINDOW = 48
_SECTION = 300
"""Characters below a heading within which its own area stands."""


@dataclass(frozen=True, slots=True)
class Division:
    """Zones that make up a whole.

    Parameters
    ----------
    span : Span
        Where they are named.
    count : Quantity
        How many there are said to be.
    amounts : tuple of Quantity
        The area of each, in their order.
    """

    span: Span
    count: Quantity
    amounts: tuple[Quantity, ...]


def divisions(reading: Reading) -> Iterator[Division]:
    """Every list of zones into which something is divided, where each of them has an area."""
    areas = [quantity for quantity in reading.quantities if quantity.dimension == "m2"]
    for listed in reading.lists:
        if (
            listed.count is None
            or not listed.closed
            or len(listed.items) < 2
            or listed.count.value != len(listed.items)
        ):
            continue
        opening = reading.document.text[max(0, listed.span.start - _WINDOW) : listed.span.end]
        told = reading.document.text[listed.span.end : listed.span.end + _SECTION].partition("\n")[0]
        if not _DIVIDED.search(opening) and not _ZONES_EACH.search(told):
            continue
        names = [_LEAD.sub("", item.text) for item in listed.items]
        for found in (_told_each(listed, areas, reading), _in_table(names, reading), _by_name(names, areas, reading)):
            if len(found) == len(names) and len({one.span for one in found}) == len(names):
                yield Division(listed.span, listed.count, tuple(found))
    counted = {listed.count.span for listed in reading.lists if listed.count is not None and listed.items}
    summed = {part.quantity.span for listed in reading.lists if listed.total is not None for part in listed.amounts}
    for row in _in_a_row(areas, reading):
        if row.count.span not in counted and not all(amount.span in summed for amount in row.amounts):
            yield row


def _in_a_row(areas: Sequence[Quantity], reading: Reading) -> Iterator[Division]:
    """Zones that are named with their areas one after the other: 划分为三个分区：甲区12平方公里，乙区9平方公里….

    Notes
    -----
    Only where each area stands right behind a name, and nothing else in the sentence is measured.
    """
    text = reading.document.text
    for count in reading.quantities:
        opening = _ANNOUNCED.match(text, count.span.start)
        if opening is None or not _DIVIDED.search(text, max(0, count.span.start - _LEAD_ROOM), count.span.start):
            continue
        ends = [end for mark in "。\n" if (end := text.find(mark, opening.end())) >= 0]
        end = min(ends, default=len(text))
        own = [q for q in areas if opening.end() <= q.span.start < end]
        starts = [opening.end(), *(q.span.end for q in own)]
        names = [_ZONE_AND.fullmatch(text, start, q.span.start) for start, q in zip(starts, own, strict=False)]
        if len(own) > 1 and all(names) and not _MARKS.sub("", text[own[-1].span.end : end]):
            yield Division(Span(count.span.start, end), count, tuple(own))


def _told_each(listed: Enumeration, areas: Sequence[Quantity], reading: Reading) -> list[Quantity]:
    """Areas told in a row right behind the list: 面积分别为 a、b和c."""
    text = reading.document.text
    later = [q for q in areas if 0 <= q.span.start - listed.span.end < _SECTION][: len(listed.items)]
    if len(later) < len(listed.items) or "\n" in text[listed.span.end : later[-1].span.end]:
        return []
    joined = all(len(text[a.span.end : b.span.start]) <= 2 for a, b in pairwise(later))
    return later if joined and _EACH.search(text, listed.span.end, later[0].span.start) else []


def _in_table(names: Sequence[str], reading: Reading) -> list[Quantity]:
    """The one area that a table gives in the row of each zone."""
    document = reading.document
    for table in document.tables:
        rows = {cell.text: cell.row for cell in table.cells if cell.text in names}
        if len(rows) < len(names):
            continue
        held: dict[int, list[Quantity]] = {}
        for claim in reading.claims:
            if table.start <= claim.quantity.span.start < table.end and claim.quantity.dimension == "m2":
                block = document.block_at(claim.quantity.span.start)
                if block is not None and block.row is not None:
                    held.setdefault(block.row, []).append(claim.quantity)
        found = [held.get(rows[name], []) for name in names]
        if all(len(of) == 1 for of in found):
            return [of[0] for of in found]
    return []


def _by_name(names: Sequence[str], areas: Sequence[Quantity], reading: Reading) -> list[Quantity]:
    """The area told behind the name of each zone, or below its heading."""
    text, found = reading.document.text, []
    headings = [block for block in reading.document.headings()]
    for name in names:
        below = [
            (b.end, _next(b.end, [h.start for h in headings], len(text)))
            for b in headings
            if name in text[b.start : b.end]
        ]
        own = [q for q in areas if _is_behind(text, name, q)]
        own += [q for start, end in below for q in areas if _is_own(text, q, Span(start, min(end, start + _SECTION)))][
            :1
        ]
        if not own:
            return []
        found.append(own[0])
    return found


def _next(start: int, starts: Sequence[int], end: int) -> int:
    return next((other for other in starts if other >= start), end)


def _is_behind(text: str, name: str, quantity: Quantity) -> bool:
    start = text.rfind(name, max(0, quantity.span.start - _WINDOW), quantity.span.start)
    return start >= 0 and _BEHIND_NAME.fullmatch(text, start + len(name), quantity.span.start) is not None


def _is_own(text: str, quantity: Quantity, section: Span) -> bool:
    inside = section.start <= quantity.span.start < section.end
    return (
        inside and _OWN.search(text, max(section.start, quantity.span.start - _WINDOW), quantity.span.start) is not None
    )
