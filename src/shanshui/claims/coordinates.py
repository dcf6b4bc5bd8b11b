"""Longitudes and latitudes, alone and as ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from shanshui.claims.headed_cells import headed_cells
from shanshui.claims.model import Coordinates, Span
from shanshui.claims.numerals import figures, plainly
from shanshui.documents import Document

Axis = Literal["longitude", "latitude"]

_NUMBER = r"\d{1,3}(?:\.\d{1,8})?"
_MINUTE = r"[′'’‘＇分]"
_SECOND = r"(?:″|''|′′|’’|[\"”“＂秒])"
_ANGLE = rf"({_NUMBER})\s?(?:[°º˚∘]|度)\s?(?:({_NUMBER})\s?{_MINUTE}(?!{_MINUTE})\s?(?:({_NUMBER})\s?{_SECOND})?)?"
_BEFORE = r"(?:(?P<{0}>东经|西经|北纬|南纬|经度|纬度|[EWNS](?=\s?\d))\s?[：:为在]?\s?)?"
_AFTER = r"(?:\s?(?P<{0}>[EWNS](?![A-Za-z])))?"
_DASH = r"\s?(?:[～~〜\-－—–―−]{1,2}|至|到)\s?"
_PLACE = re.compile(
    _BEFORE.format("first")
    + _ANGLE
    + _AFTER.format("second")
    + rf"(?:{_DASH}"
    + _BEFORE.format("third")
    + _ANGLE
    + _AFTER.format("fourth")
    + ")?"
)
_BARE = re.compile(rf"(?P<axis>东经|西经|北纬|南纬)\s?(?:{_NUMBER}(?![\d°º˚∘度]))(?:{_DASH}{_NUMBER}(?![\d°º˚∘度]))?")
_PAIR = re.compile(
    r"[（(]\s?(?P<longitude>(?:7[3-9]|[89]\d|1[0-2]\d|13[0-5])\.\d{1,8})\s?[°º]?[E]?\s?[,，、;；]\s?"
    r"(?P<latitude>(?:[1-4]\d|5[0-3])\.\d{1,8})\s?[°º]?[N]?\s?[）)]"
)
_TOLD = re.compile(r"坐标|经纬|位置|点位|[°º]")
_HEAD = re.compile("(?P<longitude>东经|经度)|(?P<latitude>北纬|纬度)")
_DEGREES = re.compile(r"(\d{2,3}\.\d{1,8})\s?[°º]?")
_NEAR = 12
"""Characters before a pair of numbers in which a word says that they are coordinates."""
_AXES: dict[str, Axis] = dict.fromkeys(("东经", "西经", "经度", "E", "W"), "longitude")
_AXES |= dict.fromkeys(("北纬", "南纬", "纬度", "N", "S"), "latitude")
_NEGATIVE = frozenset(("西经", "南纬", "W", "S"))
_CERTAIN_LONGITUDE = 60
"""Degrees from which an angle without a word can be no latitude of an inhabited place."""


def coordinates(text: str) -> tuple[Coordinates, ...]:
    """Find longitudes and latitudes.

    Parameters
    ----------
    text : str
        Running text.

    Returns
    -------
    tuple of Coordinates
        In order, a range as one. An angle that no word or letter tells to be a longitude or latitude is one only
        where it has minutes; 25° is a slope.

    Examples
    --------
    >>> [(c.axis, c.text) for c in coordinates("位于东经101°20′～102°05′、北纬25.5°以北，坡度25°以上")]
    [('longitude', '东经101°20′～102°05′'), ('latitude', '北纬25.5°')]
    """
    plain = plainly(text)
    found = [c for match in _PLACE.finditer(plain) if (c := _place(match, text)) is not None]
    taken = [(c.span.start, c.span.end) for c in found]
    for match in _BARE.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(_bare(match, text))
    taken = [(c.span.start, c.span.end) for c in found]
    for match in _PAIR.finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if _TOLD.search(plain, max(0, match.start() - _NEAR), match.end()):
            axes: tuple[Axis, Axis] = ("longitude", "latitude")
            found += [_number(text, Span(*match.span(axis)), axis) for axis in axes]
    return tuple(sorted(found, key=lambda c: c.span.start))


def coordinates_of_tables(document: Document) -> tuple[Coordinates, ...]:
    """Decimal degrees in columns that are headed as longitudes and latitudes, in order."""
    found = []
    for head, cell in headed_cells(document, _HEAD):
        number = _DEGREES.fullmatch(cell.text.strip())
        if number is not None:
            start = cell.start + document.text[cell.start : cell.end].index(number[1])
            axis: Axis = "longitude" if head["longitude"] else "latitude"
            found.append(_number(document.text, Span(start, start + len(number[1])), axis))
    return tuple(sorted(found, key=lambda c: c.span.start))


def _number(text: str, span: Span, axis: Axis) -> Coordinates:
    """Decimal degrees that nothing beside them tells to be an angle."""
    words = text[span.start : span.end]
    number = figures(plainly(words))
    return Coordinates(span, words, axis, number.value, number.value, number.step)


def _place(match: re.Match[str], text: str) -> Coordinates | None:
    words = [match[name] for name in ("first", "second", "third", "fourth") if match[name]]
    parts = match.groups()
    first, second = parts[1:4], parts[6:9]
    ranged = second[0] is not None
    if not words and not (first[1] and (not ranged or second[1])):
        return None
    low, step = _degrees(first)
    high, other = _degrees(second) if ranged else (low, step)
    axis: Axis = _AXES[words[0]] if words else ("longitude" if low > _CERTAIN_LONGITUDE else "latitude")
    if max(low, high) > (180 if axis == "longitude" else 90):
        return None
    sign = -1 if words and words[0] in _NEGATIVE else 1
    span = Span(match.start(), match.end())
    return Coordinates(span, text[span.start : span.end], axis, sign * low, sign * high, max(step, other))


def _bare(match: re.Match[str], text: str) -> Coordinates:
    ends = [figures(number) for number in re.findall(_NUMBER, match.group())]
    sign = -1 if match["axis"] in _NEGATIVE else 1
    step = max(end.step for end in ends)
    span = Span(match.start(), match.end())
    low, high = ends[0].value, ends[-1].value
    return Coordinates(span, text[span.start : span.end], _AXES[match["axis"]], sign * low, sign * high, step)


def _degrees(parts: tuple[str | None, ...]) -> tuple[Decimal, Decimal]:
    """Degrees and the degrees of one in the last printed digit."""
    value, step, unit = Decimal(0), Decimal(1), Decimal(1)
    for part in parts:
        if part is not None:
            number = figures(part)
            value, step = value + number.value / unit, number.step / unit
        unit *= 60
    return value, step
