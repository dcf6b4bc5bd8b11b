"""What lies in what: a county under two prefectures, a prefecture under two provinces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, is_remarked_on, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Named, Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.places import regions

_BELONGS = re.compile(r"(?:现|今)?(?:隶属|隶|属)于?$")
_IS = re.compile(r"(?:为|是|位于|地处)$")
_IS_PART = re.compile(r"(?:下?辖|所辖|所属|的)")
_PARTED = re.compile(r"[，,。；;、\n]|.{9}")
"""What stands between two names of which neither is said of the other."""
_FORMER = re.compile("原|曾|划归|划入|划出|改属|改隶|撤|历史上|代管|时期")


@dataclass(frozen=True, slots=True)
class _Told:
    """A county and what it is said to lie in."""

    county: str
    rank: str
    above: str
    span: Span


@check("AUDIT-PLACE-ABOVE")
def county_in_two_prefectures(reading: Reading) -> Iterator[Finding]:
    """A county under one prefecture here, under another there; a prefecture under another province than its own."""
    first: dict[tuple[str, str], _Told] = {}
    for told in _told(reading):
        known = regions().get(told.county)
        other = first.setdefault((told.county, told.rank), told)
        if other.above != told.above:
            words = {"name": told.county}
            yield fault("AUDIT-PLACE-ABOVE", reading, (told.span, other.span), told.above, other.above, words)
        elif known is not None and told.rank == "province" and known.within and known.within != told.above:
            words = {"name": told.county}
            yield fault("AUDIT-PLACE-ABOVE", reading, (told.span,), told.above, known.within, words)


def _told(reading: Reading) -> Iterator[_Told]:
    """Every county or prefecture with what its name stands behind, or what it is said to belong to."""
    text = reading.document.text
    for chain in _chains(reading):
        if is_quoted(text, chain[0].span.start) or is_remarked_on(text, chain[0].span):
            continue
        sentence = sentence_of(text, chain[0].span)
        if _FORMER.search(text, sentence.start, sentence.end):
            continue
        for above, place in pairwise(chain):
            yield from _of_pair(place.text if level_of(place.text) == "county" else place.key, above)
        for above in chain[:-2]:
            yield from _of_pair(chain[-1].text if level_of(chain[-1].text) == "county" else chain[-1].key, above)


def _of_pair(county: str, above: Named) -> Iterator[_Told]:
    rank = _rank(above)
    if rank and county != above.text:
        yield _Told(county, rank, above.key, above.span)


def _rank(place: Named) -> str:
    """Province, or whatever lies between it and a county; empty for what can have no county in it."""
    level = level_of(place.text)
    if level in ("province", "prefecture"):
        return str(level)
    return "prefecture" if place.text.endswith("市") else ""


def _chains(reading: Reading) -> Iterator[tuple[Named, ...]]:
    """Names that stand one behind the other, the highest first; what a county is said to belong to stands before it."""
    places, text = reading.places, reading.document.text
    begin = 0
    for number in range(1, len(places) + 1):
        if number < len(places) and places[number].span.start == places[number - 1].span.end:
            continue
        chain = tuple(p for p in places[begin:number] if level_of(p.text) not in ("township", "village"))
        before = places[begin - 1] if begin else None
        if chain and level_of(chain[-1].text) in ("county", "prefecture") and len(chain) > 1:
            yield chain
        if chain and before is not None and level_of(before.text) == "county" and _rank(chain[0]):
            between = text[before.span.end : chain[0].span.start]
            told = not _PARTED.search(between) and (
                _BELONGS.search(between)
                or (_IS.search(between) and _IS_PART.match(text, chain[-1].span.end) is not None)
            )
            if told and all(_rank(p) for p in chain):
                yield (*chain, before)
        begin = number
