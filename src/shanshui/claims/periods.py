"""Years, spans of years, five-year plans and phases of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanshui.claims.model import Period, Span, When
from shanshui.claims.numerals import DIGIT, plainly, words
from shanshui.standard.language.phases import PhaseWord, phase_words

FIRST_YEAR, LAST_YEAR = 1900, 2100
_BEGIN = 2006
"""First year of 十一五; the plans after it are five years each."""
_BARE_FROM, _BARE_TO = 1990, 2060
"""Years that a number without 年 may be."""
_LONGEST = 60
"""Years that a span without 年 reaches at most."""

_BLANK = r"[^\S\r\n\t]?"
"""Inside of a line: cells of a table stand in lines of their own."""
_DASH = rf"{_BLANK}(?:[～~〜\-－—–―−]{{1,2}}|至|到){_BLANK}"
_YEAR = r"(?:19|20)\d\d"
_SPELT = "[一二][" + "".join(c for c in DIGIT if c != "○") + "]{3}"
_DAY = r"(?:\s?\d{1,2}\s?月(?:份|底|末|初)?(?:\s?\d{1,2}\s?[日号])?)"
_TAIL = r"(?:年度|年底|年末|年初|年中|年)"
_QUOTE, _UNQUOTE = '[“"『「‘]?', '[”"』」’]?'
_SPAN = (
    rf"(?<![\d.])({_YEAR}){_BLANK}(?:年(?:度|底|末|初)?)?{_DAY}?{_DASH}"
    rf"({_YEAR}|\d\d(?=\s?年))(?!\d|\.\d)(?:[ \u3000]?{_TAIL}{_DAY}?)?"
)
_SINGLE = rf"(?<![\d.])({_YEAR})\s?{_TAIL}(?:{_DAY}{_DASH}{_DAY}|{_DAY})?"
_DOTTED = rf"(?<![\d.])({_YEAR})[./](?:1[0-2]|0?[1-9]){_DASH}({_YEAR})[./](?:1[0-2]|0?[1-9])(?![\d.])"
_NUMERIC = rf"(?<![\d.])({_YEAR})([-/.])\d{{1,2}}\6\d{{1,2}}(?![\d.])"
_WRITTEN = rf"({_SPELT})年(?:度|底|末|初)?(?:{_DASH}({_SPELT})年)?"
_PLAN = (
    rf"{_QUOTE}十([一二三四五六七八九])五{_UNQUOTE}(?:规划)?(?:时期|期间|期末|末期|末)?"
    r"|第十([一二三四五六七八九])个五年(?:规划|计划)(?:时期|期间)?"
)
_BARE = rf"(?<![\d.,:：/\-—–～~A-Za-z〔\[［（(])({_YEAR})(?![\d.,:：/\-—–～~A-Za-z])"
_TEXT = re.compile(rf"{_DOTTED}|{_SPAN}|{_NUMERIC}|{_SINGLE}|{_WRITTEN}|{_PLAN}")
_ALONE = re.compile(rf"(?m)(?:(?<=[到至自从于])|^[ \t\u3000]*){_BARE}(?=[ \t\u3000]*$|[，。；、]|前|后|以)")
_LINK = re.compile(r"[（(]? ?(?:为|是|指|即|到|至|：|:|定为|目标年为|年为|年)? ?(?:到|至)?")


@cache
def _phases() -> tuple[re.Pattern[str], dict[str, tuple[When, bool]]]:
    known: dict[str, tuple[When, bool]] = {word.word: (word.phase, word.alone) for word in phase_words()}
    longest = sorted(phase_words(), key=lambda word: -len(word.word))
    return re.compile("|".join(map(_guarded, longest))), known


def _guarded(word: PhaseWord) -> str:
    return re.escape(word.word) + (f"(?!{'|'.join(word.not_before)})" if word.not_before else "")


def periods(text: str) -> tuple[Period, ...]:
    """Find years and phases.

    Parameters
    ----------
    text : str
        Running text.

    Returns
    -------
    tuple of Period
        In order, without overlap. A phase beside its years is one period (近期2021—2025年); a phase without years has
        0 for both. Years in the names of other documents are among them.

    Examples
    --------
    >>> [(p.text, p.first, p.last, p.phase) for p in periods("“十四五”时期及2030年；远期为2031—2040年")]
    [('“十四五”时期', 2021, 2025, ''), ('2030年', 2030, 2030, ''), ('远期为2031—2040年', 2031, 2040, 'far')]
    """
    plain = plainly(text)
    years = sorted((*_years(plain), *_bare_years(plain)), key=lambda found: found[0].start)
    return tuple(_with_phases(text, plain, _apart(years)))


def _apart(found: list[tuple[Span, int, int]]) -> list[tuple[Span, int, int]]:
    """Without what begins inside another."""
    kept: list[tuple[Span, int, int]] = []
    for one in found:
        if not kept or one[0].start >= kept[-1][0].end:
            kept.append(one)
    return kept


def _years(plain: str) -> Iterator[tuple[Span, int, int]]:
    for match in _TEXT.finditer(plain):
        read = _read(match)
        if read is not None:
            yield Span(match.start(), match.end()), *read


def _read(match: re.Match[str]) -> tuple[int, int] | None:
    from_month, to_month, first, last, numeric, _, single, spelt, other, plan, long_plan = match.groups()
    if from_month is not None:
        return int(from_month), int(to_month)
    if first is not None:
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        return (int(first), end) if _likely(int(first), end, match.group()) else None
    if numeric or single:
        year = int(numeric or single)
        return year, year
    if spelt:
        years = [int(number.value) for part in (spelt, other or spelt) if (number := words(part)) is not None]
        return (years[0], years[1]) if all(FIRST_YEAR <= year <= LAST_YEAR for year in years) else None
    begin = _BEGIN + 5 * (DIGIT[plan or long_plan] - 1)
    if match.group().endswith("末"):
        return begin + 4, begin + 4
    return begin, begin + 4


def _likely(first: int, last: int, written: str) -> bool:
    """Whether two numbers are the ends of a span of years and not two amounts."""
    return "年" in written or (_BARE_FROM <= min(first, last) and abs(last - first) <= _LONGEST)


def _bare_years(plain: str) -> Iterator[tuple[Span, int, int]]:
    for match in _ALONE.finditer(plain):
        year = int(match[1])
        if _BARE_FROM <= year <= _BARE_TO:
            yield Span(match.start(1), match.end(1)), year, year


def _with_phases(text: str, plain: str, years: list[tuple[Span, int, int]]) -> Iterator[Period]:
    pattern, known = _phases()
    found: list[Period] = []
    waiting = iter(pattern.finditer(plain))
    phase = next(waiting, None)
    for span, first, last in years:
        start, when = span.start, ""
        while phase is not None and phase.start() < span.start:
            between = plain[phase.end() : span.start]
            if phase.end() <= span.start and len(between) < 8 and _LINK.fullmatch(between):
                start, when = phase.start(), known[phase.group()][0]
            elif known[phase.group()][1] and phase.end() <= span.start:
                found.append(_period(text, Span(phase.start(), phase.end()), 0, 0, known[phase.group()][0]))
            phase = next(waiting, None)
        found.append(_period(text, Span(start, span.end), first, last, when))
    while phase is not None:
        if known[phase.group()][1]:
            found.append(_period(text, Span(phase.start(), phase.end()), 0, 0, known[phase.group()][0]))
        phase = next(waiting, None)
    yield from found


def _period(text: str, span: Span, first: int, last: int, phase: str) -> Period:
    return Period(span, text[span.start : span.end], first, last, phase)  # type: ignore[arg-type]  # from the record
