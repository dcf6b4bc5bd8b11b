"""Units that make no sense for what is measured, units told twice, measure words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity, Span
from shanshui.finding import Finding
from shanshui.standard.language.measure_words import measure_words
from shanshui.standard.language.things import Thing, things

_FILLER = re.compile(r"(?:约为|约|大约|为|达到|达|共计|共|合计|总计|计|近|超过|不少于|不低于|不超过|各|：|:|\s)+$")
_BEFORE = 14
_DAILY = re.compile(
    r"(?:按日|日均|每日|每天|日(?:处理|处置|供水?|产|排放?|取水?|输水?|净化|焚烧|转运|收集))[^，。；、\n\d]{0,10}$"
)
_BARE = re.compile(r"(?<=[、，；和及成设置建装])(\d{1,4})([㐀-鿿]{2,12}?)(?=[、，；。和及\n]|$)")
_NO_NOUN = re.compile(
    r"[年月日号级时分余多期标路线万亿千百乡镇村县省市区度米亩吨元倍成周岁届版章节条款项第至到以个处]|公[里顷斤]|平[方米]|立方"
)


@check("AUDIT-UNIT-THING", "AUDIT-UNIT-THING-LIKELY")
def unit_of_another_thing(reading: Reading) -> Iterator[Finding]:
    """面积 in yuan, a ditch in hectares."""
    text = reading.document.text
    for quantity in reading.quantities:
        if not quantity.word:
            continue
        start = quantity.span.start
        before = _FILLER.sub("", text[max(0, start - _BEFORE) : start].rpartition("\n")[2])
        found = _thing(before)
        if found is None:
            continue
        word, thing = found
        code = _verdict(thing, quantity)
        if code:
            begin = text.rfind(word, 0, start)
            yield fault(code, reading, (Span(begin, quantity.span.end),), quantity.text, words={"name": word})


@check("AUDIT-UNIT-TWICE")
def per_day_twice(reading: Reading) -> Iterator[Finding]:
    """日处理规模 500 吨/日: the day is told before the number and in its unit."""
    text = reading.document.text
    for quantity in reading.quantities:
        if not quantity.unit.endswith("/d"):
            continue
        found = _DAILY.search(text, max(0, quantity.span.start - 20), quantity.span.start)
        if found:
            span = Span(found.start(), quantity.span.end)
            yield fault("AUDIT-UNIT-TWICE", reading, (span,), text[span.start : span.end])


@check("AUDIT-UNIT-MISSING", "AUDIT-UNIT-MISSING-LIKELY")
def measure_word_left_out(reading: Reading) -> Iterator[Finding]:
    """A bare number before a noun in a list whose other numbers have their measure words."""
    text = reading.document.text
    for match in _BARE.finditer(text):
        noun = match[2]
        if _NO_NOUN.match(noun) or any(noun.startswith(word) for word in _measures()):
            continue
        sentence = sentence_of(text, Span(*match.span()))
        others = [
            found
            for found in _counted().finditer(text, sentence.start, sentence.end)
            if found.end() <= match.start() or found.start() >= match.end()
        ]
        like = [found for found in others if found[2][-2:] == noun[-2:]]
        if like or len(others) >= 2:
            code = "AUDIT-UNIT-MISSING" if like else "AUDIT-UNIT-MISSING-LIKELY"
            other = Span(*(like or others)[0].span())
            spans = (Span(*match.span()), other)
            yield fault(code, reading, spans, match.group(), text[other.start : other.end])


def _thing(before: str) -> tuple[str, Thing] | None:
    """The longest word that a stretch ends with."""
    for size in range(min(6, len(before)), 0, -1):
        word = before[-size:]
        thing = _by_word().get(word)
        if thing is not None:
            return None if thing.not_after and before[:-size].endswith(thing.not_after) else (word, thing)
    return None


@cache
def _by_word() -> Mapping[str, Thing]:
    return {word: thing for thing in things() for word in thing.words}


def _verdict(thing: Thing, quantity: Quantity) -> str:
    kinds = {quantity.unit, quantity.dimension}
    if kinds & set(thing.absurd):
        return "AUDIT-UNIT-THING"
    return "AUDIT-UNIT-THING-LIKELY" if kinds & set(thing.odd) else ""


@cache
def _measures() -> frozenset[str]:
    return frozenset(word.word for word in measure_words())


@cache
def _counted() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in _measures()), key=len, reverse=True))
    return re.compile(rf"(\d{{1,4}}(?:{words}))([㐀-鿿]{{1,12}})")
