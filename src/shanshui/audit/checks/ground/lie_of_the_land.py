"""Where rivers rise and end, where peaks and reservoirs lie, and who borders on which side: each told once as it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted
from shanshui.audit.reading import Reading
from shanshui.claims.model import Named, Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding

_WATER = r"[㐀-鿿]{1,3}(?:江|河|溪|川|水|湖|水库)"
_LEAD = r"(?:^|(?<=[。；\n]))[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s?)?(?:其中)?"
_RISES = re.compile(rf"{_LEAD}({_WATER})[^。；\n]{{0,40}}?(发源于)([^，,。；\n]{{2,24}})", re.M)
_ENDS = re.compile(rf"{_LEAD}({_WATER})[^。；\n]{{0,60}}?(?:在|于)([^，,。；\n]{{2,16}}?)((?:汇入|注入){_WATER})", re.M)
_LIES = re.compile(
    r"(?:^|(?<=[。；，,\n]))[ \t　]*(?:最高[峰点]|主峰)?为?"
    r"([㐀-鿿]{2,5}(?:山|峰|顶|岭|尖|坡|水库|湖))(?:[（(][^（）()\n]{0,16}[）)])?(位于|坐落于|坐落在|地处)([^，,。；\n]{2,24})",
    re.M,
)
_COMMON = re.compile("项目|工程|本|该|各|小型|中型|大型|病险|主要|全县|一[座处]")
_SIDE = re.compile(
    r"(?<![东西南北])([东西南北])(?![东西南北])(?:侧|面|部|边|界)?(?:与|和|同|邻|临|接|连|毗邻|毗|抵|靠|依|至|界)"
)
_LISTED = 3
"""Sides that a sentence must name to be the one that tells of all neighbours."""


_OWN = r"(?:[本我全][县旗市区]|县域|县境|REGION)"
_LANDSCAPE = (
    rf"(?:^|(?<=[。；，、：\n]))[ \t　]*{_OWN}(?:[东南西北中]部)?(?:位于|地处|处于|属于?)"
    r"([㐀-鿿]{2,6}?(沙地|沙漠|盆地|山区|草原))(?![^，。；\n]{0,12}(?:交界|过渡|交汇|和|与|、))"
)
"""Where the county says that it lies; REGION stands for its name."""


@dataclass(frozen=True, slots=True)
class _Neighbour:
    side: str
    name: str
    span: Span


@check("AUDIT-PLACE-WHERE")
def in_two_townships(reading: Reading) -> Iterator[Finding]:
    """A river that rises or ends, a peak or reservoir that lies, in one township here and in another there."""
    text = reading.document.text
    met: dict[tuple[str, str, str], tuple[frozenset[str], Span]] = {}
    for pattern, what, where in ((_RISES, 2, 3), (_ENDS, 3, 2), (_LIES, 2, 3)):
        for found in pattern.finditer(text):
            if _COMMON.search(found[1]) or is_quoted(text, found.start(1)):
                continue
            inside = _within(reading, Span(*found.span(where)))
            for level in ("township", "county"):
                names = frozenset(place.text for place in inside if level_of(place.text) == level)
                kind = "位于" if pattern is _LIES else found[what]
                if not names:
                    continue
                span = Span(*found.span(where))
                first, told = met.setdefault((found[1], kind, level), (names, span))
                if not first & names:
                    words = {"name": found[1]}
                    got, want = "、".join(sorted(names)), "、".join(sorted(first))
                    yield fault("AUDIT-PLACE-WHERE", reading, (span, told), got, want, words)


@check("AUDIT-PLACE-BORDER")
def on_another_side(reading: Reading) -> Iterator[Finding]:
    """A neighbour on another side than the sentence that tells of all of them has it."""
    sides = tuple(_sides(reading))
    sentences: dict[int, list[_Neighbour]] = {}
    for one in sides:
        sentences.setdefault(_sentence_at(reading, one.span.start), []).append(one)
    listed = next((group for group in sentences.values() if len({one.side for one in group}) >= _LISTED), None)
    for one in sides if listed else ():
        own = {other.side for other in listed or () if other.name == one.name}
        there = next((other for other in listed or () if other.side == one.side), None)
        if own and one.side not in own and there is not None:
            spans = (one.span, there.span)
            yield fault("AUDIT-PLACE-BORDER", reading, spans, one.side, "、".join(sorted(own)), {"name": one.name})


def _within(reading: Reading, span: Span) -> tuple[Named, ...]:
    first = bisect_left(reading.places, span.start, key=lambda place: place.span.start)
    last = bisect_left(reading.places, span.end, key=lambda place: place.span.start)
    return reading.places[first:last]


def _sides(reading: Reading) -> Iterator[_Neighbour]:
    """Every neighbour whose side is told: 西与甲县接壤, 北邻乙市."""
    text = reading.document.text
    for found in _SIDE.finditer(text):
        for place in _within(reading, Span(found.end(), found.end() + 1)):
            if place.span.start == found.end() and level_of(place.text) in ("county", "prefecture", "province"):
                yield _Neighbour(found[1], place.text, Span(found.start(), place.span.end))


def _sentence_at(reading: Reading, offset: int) -> int:
    text = reading.document.text
    return max(text.rfind("。", 0, offset), text.rfind("\n", 0, offset))


@check("AUDIT-PLACE-LANDSCAPE")
def county_in_two_landscapes(reading: Reading) -> Iterator[Finding]:
    """本旗位于毛乌素沙地 here, 本旗地处科尔沁沙地 there."""
    text, first = reading.document.text, dict[str, tuple[str, Span]]()
    for found in re.finditer(_LANDSCAPE.replace("REGION", re.escape(reading.frame.region) or "本方案"), text, re.M):
        span = Span(*found.span(1))
        other, where = first.setdefault(found[2], (found[1], span))
        if other not in found[1] and found[1] not in other and not is_quoted(text, span.start):
            yield fault("AUDIT-PLACE-LANDSCAPE", reading, (span, where), found[1], other)
