"""For which years or phase a statement holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from shanshui.claims.model import Period, Span, When
from shanshui.claims.sentences import sentences_of
from shanshui.documents import Block, Document
from shanshui.standard.language.cues import cues

_COMPARED = re.compile(r"(?:较|比|与|相较于|相对于|对比|相比)$")
_LEADING = re.compile(
    r"^[\s\u3000]*(?:[一二三四五六七八九十\d]+[、.．是]|[（(][一二三四五六七八九十\d]+[）)])?(?:到|至|截至|截止|截止到|截至到|预计到|力争到|在)?$"
)
_LED = re.compile(r"[底末前时]?[）)]?(?:[，。：:,]|目标|规划目标)")
_AIMS = re.compile(r"目标|绩效")
_GOAL = re.compile(r"[到至]|力争|目标")
_NO_BASE = re.compile(r"现状(?=监测|调查|分析|评价|图|及|与)")
_FROM = ("由", "从")
_LEFT = re.compile(r"[末底]?的?[^，。；\d]{0,10}[\d.]+[^，。；\d]{1,14}[到至]")
"""What follows the year that a change begins in, up to where the change has come: 由2020年的26%提高到."""
_PHASES: tuple[When, ...] = ("base", "near", "far", "end")
_OPENING = re.compile(r"(?:^|[，；：。])\s*(?:力争|预计|计划|确保)?[到至]?$")
_SET_OFF = re.compile(r"[末底]?[，：:]")
"""What stands before and behind a phase that opens a clause: 到近期末，."""


@dataclass(frozen=True, slots=True)
class Time:
    """Years and phase; nothing where the text does not say."""

    first: int | None = None
    last: int | None = None
    phase: When = ""
    goal: bool = False

    def __bool__(self) -> bool:
        return self.first is not None or self.phase != ""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    time: Time


class Calendar:
    """The periods of a document, asked for by place.

    Parameters
    ----------
    document : Document
        The text.
    periods : sequence of Period
        All that it names, in order.
    """

    def __init__(self, document: Document, periods: Sequence[Period]) -> None:
        self._text = document.text
        self._periods = tuple(p for p in periods if not self._compared(p) and not self._in_title(p))
        self._starts = tuple(p.span.start for p in self._periods)

    def _compared(self, period: Period) -> bool:
        before = self._text[max(0, period.span.start - 3) : period.span.start]
        return _COMPARED.search(before) is not None

    def _in_title(self, period: Period) -> bool:
        line = self._text.rfind("\n", 0, period.span.start) + 1
        return self._text.rfind("《", line, period.span.start) > self._text.rfind("》", line, period.span.start)

    def marks(self, span: Span) -> tuple[_Mark, ...]:
        """Periods and words of phases inside a stretch, in order."""
        found = []
        for period in self._periods[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]:
            found.append(_Mark(period.span.start, period.span.end, _time_of(period)))
        for hit in _phase_pattern().finditer(self._text, span.start, span.end):
            if not _NO_BASE.match(self._text, hit.start()):
                found.append(_Mark(hit.start(), hit.end(), Time(phase=_phase_of(hit.group()))))
        return _joined(tuple(sorted(found, key=lambda mark: (mark.start, -mark.end))), self._text)

    def before(self, sentence: Span, offset: int) -> Time:
        """The last period of a sentence before a place."""
        marks = [mark for mark in self.marks(Span(sentence.start, offset)) if self._reaches(sentence, mark, offset)]
        return marks[-1].time if marks else Time()

    def _reaches(self, sentence: Span, mark: _Mark, offset: int) -> bool:
        """Whether a mark holds for a place behind it.

        Notes
        -----
        A phase does so only in its own clause, or where it opens one; a year from which something changes only for
        what there was then.
        """
        if mark.time.first is not None:
            begun = self._text[mark.start - 1 : mark.start] in _FROM
            return not (begun and _LEFT.match(self._text, mark.end, offset))
        if _SET_OFF.match(self._text, mark.end) and _OPENING.search(self._text[sentence.start : mark.start]):
            return True
        return not any(stop in self._text[mark.end : offset] for stop in "，；：。")

    def leads(self, block: Block) -> tuple[tuple[int, Time], ...]:
        """From where on in a paragraph which lead-in holds: 到2025年，…; 近期目标。…."""
        found = []
        for sentence in sentences_of(self._text, block.start, block.end):
            marks = self.marks(Span(sentence.start, min(sentence.end, sentence.start + 40)))
            led = marks and _LEADING.match(self._text[sentence.start : marks[0].start])
            if led and _LED.match(self._text, marks[0].end):
                words = self._text[sentence.start : marks[0].end]
                found.append((sentence.start, replace(marks[0].time, goal=_GOAL.search(words) is not None)))
        return tuple(found)

    def under(self, headings: Sequence[Block]) -> Time:
        """What the headings above a place say, the innermost first."""
        goal = any(_AIMS.search(self._text, heading.start, heading.end) for heading in headings[-3:])
        for heading in reversed(headings[-3:]):
            marks = [mark for mark in self.marks(Span(heading.start, heading.end)) if mark.time.phase]
            if marks and heading.level > 1:
                return replace(marks[-1].time, goal=goal)
        return Time(goal=goal)


def _time_of(period: Period) -> Time:
    """Years and phase of a period; one that only names a phase has no years."""
    return Time(period.first or None, period.last or None, period.phase)


def _joined(marks: tuple[_Mark, ...], text: str) -> tuple[_Mark, ...]:
    """Marks that overlap or stand side by side as one: 近期（2021—2025年）, 基准年2020年."""
    found: list[_Mark] = []
    for mark in marks:
        if found and mark.start < found[-1].end:
            continue
        beside = found and text[found[-1].end : mark.start] in ("", "（", "(", "，", "年", "目标（")
        if beside and bool(found[-1].time.phase) != bool(mark.time.phase):
            last, years = found[-1].time, mark.time
            phase: When = last.phase or years.phase
            first = last.first if last.first is not None else years.first
            final = last.last if last.last is not None else years.last
            found[-1] = _Mark(found[-1].start, mark.end, Time(first, final, phase))
        else:
            found.append(mark)
    return tuple(found)


def _phase_of(word: str) -> When:
    for phase in _PHASES:
        if word in cues(phase):
            return phase
    return ""


@cache
def _phase_pattern() -> re.Pattern[str]:
    words = sorted({word for phase in _PHASES for word in cues(phase) if len(word) > 1}, key=lambda word: -len(word))
    return re.compile("|".join(re.escape(word) for word in words))
