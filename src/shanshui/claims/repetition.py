"""Passages that stand twice in a document: found in linear time, and weighed without the words that anybody repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.claims.model import Span
from shanshui.documents import Block, Document
from shanshui.standard.language.formulas import formulas

SHINGLE = 16
"""Letters that two passages must share in one run before they are compared at all."""
EARLIER = 4
"""Earlier places of one shingle that are tried; more would not be linear."""
STOCK = 3
"""A clause that stands so often is a slogan of the document, and no copy; goals of two years say it once."""

_CLAUSE = re.compile(r"[^，。；：！？、,;:!?\s“”‘’《》（）()]+")
_TITLE = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{1,30}”")
_LIST = re.compile(r"[^，。；：！？\n（）()《》“”、]{2,40}(?:、[^，。；：！？\n（）()《》“”、]{2,40})+")
_LETTER = re.compile(r"[^\W\d_]")
_TIMES = re.compile(r"年|目标|近期|远期|中期|期末")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands at two places.

    Parameters
    ----------
    first, second : Span
        Both places, the earlier one first; the same letters, blanks apart.
    weight : int
        Letters in it but for digits, titles, slogans, lists of names and what clauses of official wording take.
    """

    first: Span
    second: Span
    weight: int


@dataclass(frozen=True, slots=True)
class _Letters:
    text: str
    places: Sequence[int]


def repeats(document: Document, least: int) -> tuple[Repeat, ...]:
    """Passages of running text that stand twice.

    Parameters
    ----------
    document : Document
        Its paragraphs, boxes and notes are read; headings, captions and cells are not.
    least : int
        Weight from which a passage counts.

    Returns
    -------
    tuple of Repeat
        In the order of their second places; each is told once, with the longest passage before it that it repeats.

    Notes
    -----
    A greedy parse: each shingle points to its first places; where the text meets one again, the run is followed as far
    as it goes, and the parse goes on behind it. Runs end at the ends of paragraphs.
    """
    blocks = tuple(b for b in document.blocks if b.kind in ("paragraph", "box", "note"))
    letters = _letters(document.text, blocks)
    light = _light(document.text, blocks)
    found = []
    for earlier, later, length in _runs(letters.text):
        first, second = _span(letters, earlier, length), _span(letters, later, length)
        first, second = _trimmed(document.text, first, second)
        weight = min(_weight(document.text, first, light), _weight(document.text, second, light))
        if weight >= least:
            found.append(Repeat(first, second, weight))
    return tuple(found)


def _letters(text: str, blocks: Iterable[Block]) -> _Letters:
    out: list[str] = []
    places: list[int] = []
    for block in blocks:
        for place in range(block.start, block.end):
            if not text[place].isspace():
                out.append(text[place])
                places.append(place)
        out.append("\n")
        places.append(block.end)
    return _Letters("".join(out), places)


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    seen: dict[str, list[int]] = {}
    ends = _ends(text)
    place = 0
    noted = 0
    while place + SHINGLE <= len(text):
        while noted <= place - SHINGLE:
            if ends[noted] - noted >= SHINGLE:
                places = seen.setdefault(text[noted : noted + SHINGLE], [])
                if len(places) < EARLIER:
                    places.append(noted)
            noted += 1
        length, earlier = 0, 0
        if ends[place] - place >= SHINGLE:
            for candidate in seen.get(text[place : place + SHINGLE], ()):
                run = _common(text, candidate, place, min(ends[place], ends[candidate] + place - candidate))
                if run > length:
                    length, earlier = run, candidate
        if length >= SHINGLE:
            yield earlier, place, length
        place += max(1, length)


def _ends(text: str) -> list[int]:
    ends = [len(text)] * len(text)
    end = len(text)
    for place in range(len(text) - 1, -1, -1):
        if text[place] == "\n":
            end = place
        ends[place] = end
    return ends


def _common(text: str, earlier: int, later: int, end: int) -> int:
    """How far two places agree, before the later one reaches an end and before they meet."""
    limit = min(end - later, later - earlier)
    step = SHINGLE
    length = 0
    while length < limit:
        step = min(step, limit - length)
        if text[earlier + length : earlier + length + step] == text[later + length : later + length + step]:
            length += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return length


def _span(letters: _Letters, start: int, length: int) -> Span:
    return Span(letters.places[start], letters.places[start + length - 1] + 1)


def _trimmed(text: str, first: Span, second: Span) -> tuple[Span, Span]:
    """Both without marks at their ends."""
    spans = []
    for span in (first, second):
        start, end = span.start, span.end
        while start < end and not text[start].isalnum() and text[start] not in "“《（(":
            start += 1
        while start < end and not text[end - 1].isalnum() and text[end - 1] not in "”》）)":
            end -= 1
        spans.append(Span(start, end))
    return spans[0], spans[1]


def _light(text: str, blocks: Iterable[Block]) -> bytearray:
    """A flag for each code point: whether it weighs nothing."""
    flags = _unweighed(text)
    counts: Counter[str] = Counter()
    in_goals: set[str] = set()
    clauses = []
    for block in blocks:
        of_goals = _TIMES.search(text, block.start, min(block.end, block.start + 24)) is not None
        for found in _CLAUSE.finditer(text, block.start, block.end):
            clauses.append(found)
            if not (of_goals and found.group() in in_goals):
                counts[found.group()] += 1
            if of_goals:
                in_goals.add(found.group())
    for found in clauses:
        if counts[found.group()] >= STOCK:
            flags[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return flags


def _unweighed(text: str) -> bytearray:
    flags = bytearray(len(text))
    found = [m.span() for pattern in (_TITLE, _formulas()) for m in pattern.finditer(text)]
    found += [m.span() for m in _LIST.finditer(text) if _of_names(m.group())]
    for start, end in found:
        flags[start:end] = b"\x01" * (end - start)
    return flags


def _of_names(words: str) -> bool:
    """Whether a list is one of names: at least three items, most of them ending alike."""
    items = words.split("、")
    endings = Counter(item[-2:] for item in items[:-1]) if len(items) > 2 else Counter()
    last = Counter(item[-1:] for item in items[:-1])
    return len(items) > 2 and (max(endings.values()) * 2 > len(items) or max(last.values()) * 4 > len(items) * 3)


@cache
def _formulas() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, formulas()), key=len, reverse=True)))


def _weight(text: str, span: Span, light: bytearray) -> int:
    return sum(1 for m in _LETTER.finditer(text, span.start, span.end) if not light[m.start()])


def of_two_times(one: str, other: str) -> bool:
    """Whether two paragraphs say of two times what they say: goals of two years, read side by side."""
    return bool(_TIMES.search(one[:60])) and bool(_TIMES.search(other[:60])) and one[:24] != other[:24]
