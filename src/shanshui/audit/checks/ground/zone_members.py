"""Which townships a zone consists of: what is told of a zone lies in it, and no township is of two zones."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_said_of_others, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Named, Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding

_ZONE = re.compile(
    r"(?:^|(?<=[。；，,、：:（(\n]))[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s?)?"
    r"([㐀-鿿]{2,14}(?:(?<![地社辖市县郊城目程])区|单元|片|带|廊道))"
    r"[^。；\n]{0,40}?(?:包括|包含|涉及|涵盖|含|位于|范围为|由)",
    re.M,
)
_NAME = re.compile(r"[㐀-鿿]{2,14}(?:(?<![地社辖市县郊城目程])区|单元|片|带|廊道)")
_GLUE = re.compile(r"[、和与及]|以及")
_SHARED = re.compile("部分|局部|北部|南部|东部|西部|一部|等")
_BESIDE = re.compile("相邻|邻近|衔接|上游|下游|交界|连接|相比|引水|调水|协同|以外|不含|不包括|搬迁|安置")


@dataclass(frozen=True, slots=True)
class _Members:
    """The townships of a zone, and the words that tell them."""

    towns: frozenset[str]
    span: Span


@check("AUDIT-ZONE-TOWN", "AUDIT-ZONE-TWICE")
def townships_of_zones(reading: Reading) -> Iterator[Finding]:
    """A township told of a zone that is of another one; a township in the lists of two zones."""
    zones = _zones(reading)
    if len(zones) < 2:
        return
    listed = [zone.span for zone in zones.values()]
    homes: dict[str, list[str]] = {}
    for name, zone in zones.items():
        for town in zone.towns:
            homes.setdefault(town, []).append(name)
    for town, names in homes.items():
        if len(names) > 1 and len(names) < len(zones):
            spans = [zones[name].span for name in reversed(names)]
            yield fault("AUDIT-ZONE-TWICE", reading, spans, town, "、".join(names))
    for place in reading.places:
        home = homes.get(place.text, [])
        told = _zone_at(reading, place, zones) if home and not any(place.span.within(s) for s in listed) else ""
        if told and told not in home and not _is_beside(reading, place):
            spans = [place.span, zones[home[0]].span]
            yield fault("AUDIT-ZONE-TOWN", reading, spans, place.text, home[0], {"name": told})


def _zones(reading: Reading) -> Mapping[str, _Members]:
    """Zones with their townships, of the line or table that lists most of them."""
    return max((*_of_lines(reading), *_of_tables(reading)), key=len, default={})


def _of_lines(reading: Reading) -> Iterator[Mapping[str, _Members]]:
    """Zones whose townships are listed right behind their names, line by line."""
    text, lines = reading.document.text, dict[int, dict[str, _Members]]()
    for zone in _ZONE.finditer(text):
        towns = _list_at(reading, zone.end())
        if towns and not _SHARED.match(text, towns[-1].span.end):
            told = _Members(frozenset(t.text for t in towns), Span(zone.start(1), towns[-1].span.end))
            lines.setdefault(text.rfind("\n", 0, zone.start(1)), {}).setdefault(zone[1], told)
    yield from lines.values()


def _of_tables(reading: Reading) -> Iterator[Mapping[str, _Members]]:
    """Zones in whose row a cell holds nothing but townships, table by table."""
    for table in reading.document.tables:
        names = {cell.row: cell for cell in table.cells if _NAME.fullmatch(cell.text) and cell.across == 1}
        found: dict[str, _Members] = {}
        for cell in table.cells:
            towns = _list_at(reading, cell.start) if cell.row in names and cell is not names[cell.row] else ()
            if towns and towns[-1].span.end == cell.start + len(cell.text):
                told = _Members(frozenset(t.text for t in towns), Span(cell.start, cell.end))
                found.setdefault(names[cell.row].text, told)
        yield found


def _list_at(reading: Reading, start: int) -> tuple[Named, ...]:
    """Townships that stand in a row from a place on."""
    text, places = reading.document.text, reading.places
    row: list[Named] = []
    for number in range(bisect_left(places, start, key=lambda place: place.span.start), len(places)):
        place, end = places[number], row[-1].span.end if row else start
        if level_of(place.text) != "township" or _GLUE.sub("", text[end : place.span.start]):
            break
        row.append(place)
    return tuple(row)


def _zone_at(reading: Reading, place: Named, zones: Mapping[str, _Members]) -> str:
    """The zone that a place of the text is about: of its sentence's beginning, else of the headings above it."""
    document = reading.document
    sentence = sentence_of(document.text, place.span)
    opening = document.text[sentence.start : place.span.start].lstrip()
    for name in zones:
        if opening.startswith(name):
            return name
    if any(name in document.text[sentence.start : sentence.end] for name in zones):
        return ""
    heads = [document.words(block).strip() for block in document.path_at(place.span.start)]
    return next((name for head in reversed(heads) for name in zones if head.endswith(name)), "")


def _is_beside(reading: Reading, place: Named) -> bool:
    sentence = sentence_of(reading.document.text, place.span)
    beside = _BESIDE.search(reading.document.text, sentence.start, sentence.end)
    return beside is not None or is_said_of_others(reading, place.span)
