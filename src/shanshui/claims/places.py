"""Names of places in running text: where each begins and ends, and what level of administration it is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.claims.model import Named, Span
from shanshui.documents.model import Document
from shanshui.standard.language.places import PlaceEnding, PlaceLevel, place_endings, place_words, region_names

_RUN = re.compile(r"[㐀-鿿A-Za-z]+")
_STRONG = frozenset("的在与和及至由从对距为于以各每该本其这那设即辖")
"""Single characters that part a name from what goes before even where they begin a stretch of text."""
_NEVER = re.compile(
    r"[的了着些个这那们并且它他我你该每各哪请将把被]|以及|其中|位于|[一二三四五六七八九十两几]个|撤[乡镇县村市]"
)
_NUMBERS = re.compile(r"[一二三四五六七八九十百两几多数全各该本]+")
_LETTERS = re.compile(r"[A-Za-z]")
_LEVELS = frozenset("国省州市盟区县旗镇乡村部厅局委府级")
_NO_CITY = ("场", "民", "容", "价", "值", "政")
"""What follows 市 where it is no city."""


_COUNTED = re.compile(r"(?:(?<=..)[两二三四五六七八九十几各]|^[乡镇村]{2})(?:街道|镇|乡|村)$")
"""Ends of what counts places and names none: 甲、乙两镇, 乡镇街道."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch that may be a name, before it is known which of its beginnings is the right one."""

    start: int
    end: int
    ending: PlaceEnding
    clean: bool


def places(document: Document) -> tuple[Named, ...]:
    """Names of places with an ending of their level, in order.

    Parameters
    ----------
    document : Document
        Of any kind.

    Returns
    -------
    tuple of Named
        ``text`` is the name without what it lies in, ``key`` the same in full where the country's lists know it
        under a short name (黔东南州).

    Notes
    -----
    Chinese text does not part its words, so a name is taken only where its beginning can be told: after a mark,
    after another name, after a word that names follow (位于, 和), or where the same name was met so elsewhere.
    What cannot be told is left out.
    """
    text = document.text
    higher = {span.end: span for span in _regions(text)}
    candidates = tuple(c for run in _RUN.finditer(text) for c in _candidates(text, run.start(), run.end(), higher))
    known = Counter(text[c.start : c.end] for c in candidates if c.clean)
    settled = (_settled(text, c, known) for c in candidates)
    named = (s for s in settled if s is not None and not _COUNTED.search(text[s.start : s.end]))
    found = sorted([*higher.values(), *named], key=lambda s: (s.start, -s.end))
    spans = _apart(found)
    return tuple(Named(s, text[s.start : s.end], full_name(text[s.start : s.end])) for s in spans)


def level_of(name: str) -> PlaceLevel | None:
    """Level of administration that a name's ending tells.

    Examples
    --------
    >>> level_of("平秋镇"), level_of("黔东南州"), level_of("清水江")
    ('township', 'prefecture', None)
    """
    region = region_names().get(name)
    if region is not None:
        return region.level
    return next((e.level for e in place_endings() if name.endswith(e.ending) and len(name) > len(e.ending)), None)


def stem_of(name: str) -> str:
    """A name without the word for its level: 平秋 of 平秋镇."""
    for ending in place_endings():
        if name.endswith(ending.ending) and len(name) > len(ending.ending):
            return name[: -len(ending.ending)]
    return name


def full_name(name: str) -> str:
    """The official name of a province or prefecture, any other name as it is."""
    region = region_names().get(name)
    return region.name if region is not None else name


def _regions(text: str) -> Iterator[Span]:
    """Provinces and prefectures, which the country's list knows."""
    names, position = _regions_by_first(), 0
    while position < len(text):
        for name in names.get(text[position : position + 2], ()):
            stop = position + len(name)
            if text.startswith(name, position) and not (name[-1] == "市" and text.startswith(_NO_CITY, stop)):
                yield Span(position, stop)
                position = stop - 1
                break
        position += 1


@cache
def _regions_by_first() -> Mapping[str, tuple[str, ...]]:
    """Names of regions that tell their level, by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for name, region in region_names().items():
        if name == region.name or region.level == "prefecture":
            found.setdefault(name[:2], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def _candidates(text: str, start: int, end: int, higher: Mapping[int, Span]) -> Iterator[_Candidate]:
    """All that may be names in one stretch of characters, each beginning after the last one where it can."""
    floor, after_number = start, start > 0 and text[start - 1].isdigit()
    for position in range(start + 1, end):
        floor = position if position in higher else floor
        ending = _ending_at(text, position, end)
        if ending is None:
            continue
        stop = position + len(ending.ending)
        if _is_common(text, max(floor, position - 6), position, stop):
            continue
        begun = _beginning(text, floor, position, ending, after_number and floor == start, floor > start)
        if begun is None:
            continue
        begin, clean = begun
        if _NEVER.search(text, begin, position) or not _is_wordlike(text[begin:position], ending):
            continue
        yield _Candidate(begin, stop, ending, clean)
        if clean:
            floor = stop


def _ending_at(text: str, position: int, end: int) -> PlaceEnding | None:
    for ending in _by_first().get(text[position], ()):
        stop = position + len(ending.ending)
        if stop <= end and text.startswith(ending.ending, position):
            follows = text[stop : stop + 4]
            return None if any(follows.startswith(word) for word in ending.except_before) else ending
    return None


@cache
def _by_first() -> Mapping[str, tuple[PlaceEnding, ...]]:
    found: dict[str, list[PlaceEnding]] = {}
    for ending in place_endings():
        found.setdefault(ending.ending[0], []).append(ending)
    return {first: tuple(endings) for first, endings in found.items()}


def _is_common(text: str, start: int, position: int, stop: int) -> bool:
    common = place_words("common")
    return any(text[begin:stop] in common for begin in range(start, position))


def _beginning(
    text: str, floor: int, position: int, ending: PlaceEnding, after_number: bool, behind_name: bool
) -> tuple[int, bool] | None:
    """Where a name begins, and whether that is sure; None where nothing shorter than a sentence tells."""
    bounds = place_words("bound")
    for begin in range(position - ending.least, max(floor, position - ending.most) - 1, -1):
        stem = position - begin
        if begin == floor:
            if stem >= max(2, ending.least) or _stands_alone(text, begin, position):
                return begin, True
            return (begin, behind_name) if ending.level == "county" and stem >= ending.least else None
        if stem < 2:
            continue
        if any(text[b:begin] in bounds for b in range(max(floor, begin - 6), begin - 1)):
            return begin, True
        single = text[begin - 1]
        if single in bounds and (begin - 1 > floor or single in _STRONG or after_number):
            return begin, True
    lowest = max(floor, position - ending.most)
    return (lowest, False) if position - lowest >= ending.least else None


def _stands_alone(text: str, begin: int, position: int) -> bool:
    return (begin == 0 or text[begin - 1] in "、，；：（") and text[position + 1 : position + 2] in tuple("、，；。）")


def _is_wordlike(stem: str, ending: PlaceEnding) -> bool:
    """Whether a stem may be that of a name: no number, no letters, and for a county no word that names follow."""
    if _NUMBERS.fullmatch(stem) or len(_LETTERS.findall(stem)) > 1:
        return False
    bounds = place_words("bound")
    if ending.level == "county" and len(stem) == 2 and stem[1] == "和":  # 太和县, but 州和县 is of two
        return stem[0] not in _LEVELS
    return ending.level != "county" or not any(stem[begin:] in bounds for begin in range(len(stem)))


def _settled(text: str, candidate: _Candidate, known: Mapping[str, int]) -> Span | None:
    """The name inside a candidate: itself where its beginning is sure, else one that was met elsewhere."""
    least = candidate.ending.least + len(candidate.ending.ending)
    own = text[candidate.start : candidate.end]
    inner = range(candidate.start + 1, candidate.end - max(least, 2 + len(candidate.ending.ending)) + 1)
    if candidate.clean:
        often = 2 * known.get(own, 0) if candidate.ending.level == "village" or known.get(own, 0) > 1 else 0
        frequent = (b for b in inner if known.get(text[b : candidate.end], 0) > often)
        begin: int | None = next(frequent, candidate.start)
    elif own in known:
        begin = candidate.start
    else:
        begin = next((b for b in inner if text[b : candidate.end] in known), None)
    return None if begin is None else Span(begin, candidate.end)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    last = 0
    for span in spans:
        if span.start >= last:
            yield span
            last = span.end
