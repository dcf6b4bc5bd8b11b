"""Longitudes and latitudes of the parts against those of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.framing import is_of_part
from shanshui.audit.neighbours import is_remarked_on
from shanshui.audit.reading import Reading
from shanshui.claims.model import Coordinates, Span
from shanshui.finding import Finding

Box = tuple[Decimal, Decimal, Decimal, Decimal]
_COUNTRY: dict[str, tuple[Decimal, Decimal]] = {
    "longitude": (Decimal(73), Decimal("135.1")),
    "latitude": (Decimal(3), Decimal("53.6")),
}
_SIDES = {"longitude": (0, 2), "latitude": (1, 3)}
_WORDS = {"longitude": ("经度", "longitude"), "latitude": ("纬度", "latitude")}
_SELF = "(?:全县|全市|全区|县境|县域|本县|我县|规划区|规划范围|工程范围|项目区|工程区)"
_BESIDE = 16
"""Characters before a place in which words say that it lies outside."""
_BEYOND = re.compile(r"[区域县市湾界境]外|对照点|邻[县市省]|以外")
_LIES = re.compile(r"[^。；\n]{0,14}(?:地处|位于|地跨|介于|跨|处于|坐标|范围)")
_PARTS = re.compile(r"(\d{1,3}(?:\.\d{1,8})?)\s?[′'’＇分″\"”＂秒]")
_SIXTY = 60
_SLACK = Decimal("0.00001")


@check("AUDIT-COORDINATE-COUNTRY")
def no_such_place(reading: Reading) -> Iterator[Finding]:
    """A longitude or latitude that the country does not have."""
    for place in reading.coordinates:
        low, high = _COUNTRY[place.axis]
        if not all(low <= value <= high for value in (place.low, place.high)):
            names = _WORDS[place.axis]
            words = {"name": names[0], "name_en": names[1]}
            yield fault("AUDIT-COORDINATE-COUNTRY", reading, (place.span,), place.text, f"{low}°～{high}°", words)


@check("AUDIT-COORDINATE-FALLS")
def range_that_falls(reading: Reading) -> Iterator[Finding]:
    """A range from the larger to the smaller."""
    for place in reading.coordinates:
        if place.low > place.high:
            yield fault("AUDIT-COORDINATE-FALLS", reading, (place.span,), place.text)


@check("AUDIT-COORDINATE-SIXTY")
def sixty_and_more(reading: Reading) -> Iterator[Finding]:
    """Minutes or seconds of 60 and more."""
    for place in reading.coordinates:
        if any(Decimal(number) >= _SIXTY for number in _PARTS.findall(place.text)):
            yield fault("AUDIT-COORDINATE-SIXTY", reading, (place.span,), place.text)


@check("AUDIT-COORDINATE-OUTSIDE", "AUDIT-COORDINATE-DIFFERS")
def outside_the_whole(reading: Reading) -> Iterator[Finding]:
    """Coordinates of a part beyond those of the whole, at the coarser precision of the two."""
    extent, own = reading.frame.extent, _of_whole(reading)
    if extent is None or not own:
        return
    for place in reading.coordinates:
        whole = own.get(place.axis)
        if whole is None or place is whole or _is_elsewhere(reading, place) or _is_told(reading, place):
            continue
        low, high = _bounds(extent, place)
        step = max(place.step, whole.step) + _SLACK
        first, last = sorted((place.low, place.high))
        if last < low or first > high or first < low - step or last > high + step:
            names = _WORDS[place.axis]
            words = {"name": names[0], "name_en": names[1]}
            code = "AUDIT-COORDINATE-DIFFERS" if _is_of_whole(reading, place) else "AUDIT-COORDINATE-OUTSIDE"
            yield fault(code, reading, (place.span, whole.span), place.text, whole.text, words)
        elif _is_of_whole(reading, place) and (abs(first - low) > step or abs(last - high) > step):
            yield fault("AUDIT-COORDINATE-DIFFERS", reading, (place.span, whole.span), place.text, whole.text)


@check("AUDIT-COORDINATE-UNREACHED")
def side_that_no_part_reaches(reading: Reading) -> Iterator[Finding]:
    """Parts that make up the whole, none of which reaches one of its sides."""
    extent, own = reading.frame.extent, _of_whole(reading)
    if extent is None:
        return
    for axis, whole in own.items():
        parts = [p for p in reading.coordinates if p.axis == axis and p.low != p.high and _is_part(reading, p)]
        if len(parts) < 2:
            continue
        low, high = _bounds(extent, whole)
        nearest = min(parts, key=lambda p: min(p.low, p.high))
        farthest = max(parts, key=lambda p: max(p.low, p.high))
        for part, gap in (
            (nearest, min(nearest.low, nearest.high) - low),
            (farthest, high - max(farthest.low, farthest.high)),
        ):
            if gap > max(part.step, whole.step) + _SLACK:
                names = _WORDS[axis]
                words = {"name": names[0], "name_en": names[1]}
                spans = (whole.span, *(p.span for p in parts))
                yield fault("AUDIT-COORDINATE-UNREACHED", reading, spans, part.text, whole.text, words)


def _bounds(extent: Box, place: Coordinates) -> tuple[Decimal, Decimal]:
    first, last = _SIDES[place.axis]
    return extent[first], extent[last]


def _of_whole(reading: Reading) -> dict[str, Coordinates]:
    """Where the document states the extent of the whole: a range for each axis."""
    extent, found = reading.frame.extent, dict[str, Coordinates]()
    for place in reading.coordinates if extent else ():
        if tuple(sorted((place.low, place.high))) == _bounds(extent or (place.low,) * 4, place):
            found.setdefault(place.axis, place)
    return found if len(found) == 2 else {}


def _clause(reading: Reading, place: Coordinates) -> Span:
    text = reading.document.text
    start = max(text.rfind(mark, 0, place.span.start) for mark in "。；\n") + 1
    return Span(start, place.span.start)


def _is_told(reading: Reading, place: Coordinates) -> bool:
    return is_remarked_on(reading.document.text, place.span)


def _is_part(reading: Reading, place: Coordinates) -> bool:
    return is_of_part(reading.document, place.span.start)


def _is_of_whole(reading: Reading, place: Coordinates) -> bool:
    """Whether a range is said of the county itself, at the beginning of its sentence."""
    region = reading.frame.region
    if place.low == place.high or not region or _is_part(reading, place):
        return False
    clause = _clause(reading, place)
    words = reading.document.text[clause.start : clause.end].strip()
    return bool(re.match(rf"(?:{re.escape(region)}|{_SELF}){_LIES.pattern}", words)) and not re.search(
        "乡|镇|村|单元|片区|子项目|保护区|公园|流域|水库", words[len(region) :]
    )


def _is_elsewhere(reading: Reading, place: Coordinates) -> bool:
    """Whether the sentence is about something larger, or about a neighbour."""
    extent, clause = reading.frame.extent, _clause(reading, place)
    words = reading.document.text[clause.start : clause.end]
    if extent is not None and place.low != place.high:
        low, high = _bounds(extent, place)
        first, last = sorted((place.low, place.high))
        around = first < low - place.step and last > high + place.step
        if around and (reading.frame.region not in words or reading.frame.nature == "implementation"):
            return True
    if _BEYOND.search(reading.document.text, max(clause.start, place.span.start - _BESIDE), place.span.start):
        return True
    others = [p for p in reading.places if p.span.within(clause) and p.text not in (reading.frame.region, "")]
    foreign = [p for p in others if p.text.endswith(("县", "市", "州", "省", "区", "旗", "盟"))]
    return bool(foreign) and reading.frame.region not in words
