"""Stretches of time and single dates to the month or day, in whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shanshui.claims.model import Span

Moment = tuple[int, int, int]
"""Year, month, day; 0 for what is not said."""

_YEAR = r"(?<![\d.])((?:19|20)\d{2})"
_MONTH = r"(1[0-2]|0?[1-9])"
_WRITTEN = r"年(?:度|底|末|初)?(?: ?(\d{1,2}) ?月(?:份|底|末|初|[上中下]旬)?(?: ?(\d{1,2}) ?[日号])?)?"
_DOTTED = rf"[./]{_MONTH}(?:[./](3[01]|[12]\d|0?[1-9]))?(?![\d.])"
_DATE = rf"{_YEAR}(?:[ \u3000]?{_WRITTEN}|{_DOTTED})"
_SAME_YEAR = r"(?<!\d)(\d{1,2}) ?月(?:份|底|末|初|[上中下]旬)?(?: ?(\d{1,2}) ?[日号])?"
_BEGUN = r"(?:正式|全面)?(?:开工|动工|启动|开始|进场)(?:建设|施工|实施)?"
_TO = r"起?[ \u3000]?(?:[-—–－―~～]{1,2}|至|到|延续到|延续至)[ \u3000]?"
_STRETCH = re.compile(rf"{_DATE}({_TO}|{_BEGUN}(?:，(?:计划|预计|力争|拟)?)?[至到于]?)(?:{_DATE}|{_SAME_YEAR})")
_OF_YEAR = re.compile(rf"{_YEAR}年 ?{_MONTH}[-—–－―~～至到]{{1,2}}{_MONTH} ?月")
_OPEN = re.compile("工|动|开|进")
_ENDED = re.compile(r"(?:底|末)?前?(?:全面|全部)?(?:完工|竣工|建成|结束)")
_ALONE = re.compile(rf"{_DATE}|(?P<same>[同当次翌]年) ?(?P<month>1[0-2]|0?[1-9]) ?月(?: ?(?P<day>\d{{1,2}}) ?[日号])?")
_NEXT = ("次", "翌")
_NO_UNIT = re.compile(r"[ ]?(?:[%‰公平亩米吨元万亿千立座处个㎡]|[kc]?m\b|h?m[2²]|kg|hm)")
_FIELDS = 5
"""Groups of one date."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one date to another.

    Parameters
    ----------
    span : Span
        Its words.
    first, last : Moment
        Its ends, as exact as they are written.
    """

    span: Span
    first: Moment
    last: Moment

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins, as far as both ends are told."""
        return before(self.last, self.first)

    @property
    def months(self) -> int | None:
        """Months from the first to the last, both counted; None where one of them is not told."""
        if not self.first[1] or not self.last[1]:
            return None
        return (self.last[0] - self.first[0]) * 12 + self.last[1] - self.first[1] + 1


def before(one: Moment, other: Moment) -> bool:
    """Whether a date lies before another, at the coarser precision of the two.

    Examples
    --------
    >>> before((2024, 9, 0), (2024, 10, 1)), before((2024, 0, 0), (2024, 5, 0))
    (True, False)
    """
    for own, their in zip(one, other, strict=True):
        if not own or not their or own != their:
            return bool(own and their) and own < their
    return False


def stretches(text: str) -> Iterator[Stretch]:
    """Stretches of which one end at least is told to the month.

    Parameters
    ----------
    text : str
        Running text, or a cell.

    Notes
    -----
    An end without a year lies in that of the beginning; where it would lie before it, the next year may be meant, and
    nothing is told.

    Examples
    --------
    >>> [(s.first, s.last) for s in stretches("工期2024.03—2026.11；2023年3月至9月")]
    [((2024, 3, 0), (2026, 11, 0)), ((2023, 3, 0), (2023, 9, 0))]
    """
    yield from sorted((*_with_years(text), *_of_one_year(text)), key=lambda stretch: stretch.span.start)


def _with_years(text: str) -> Iterator[Stretch]:
    for found in _STRETCH.finditer(text):
        groups = found.groups()
        to, month, day = groups[_FIELDS], groups[-2], groups[-1]
        first, last = _moment(groups[:_FIELDS]), _moment(groups[_FIELDS + 1 : -2])
        if month:
            last = (first[0], int(month), int(day or 0))
        if (month and before(last, first)) or (_OPEN.search(to or "") and not _ENDED.match(text, found.end())):
            continue
        if (first[1] or last[1]) and (groups[3] is None or not _NO_UNIT.match(text, found.end())):
            yield Stretch(Span(*found.span()), first, last)


def _of_one_year(text: str) -> Iterator[Stretch]:
    for found in _OF_YEAR.finditer(text):
        year, first, last = map(int, found.groups())
        if first < last:
            yield Stretch(Span(*found.span()), (year, first, 0), (year, last, 0))


def moments(text: str, start: int, end: int) -> Iterator[tuple[Span, Moment]]:
    """Single dates within a part of a text, in order; 同年6月 is of the year told before it."""
    year = 0
    for found in _ALONE.finditer(text, start, end):
        if found["same"]:
            if year:
                of = year + found["same"].startswith(_NEXT)
                yield Span(*found.span()), (of, int(found["month"]), int(found["day"] or 0))
            continue
        year = int(found[1])
        if found[4] is None or not _NO_UNIT.match(text, found.end()):
            yield Span(*found.span()), _moment(found.groups()[:_FIELDS])


def _moment(groups: tuple[str | None, ...]) -> Moment:
    year, month, day, dotted_month, dotted_day = groups
    return int(year or 0), int(month or dotted_month or 0), int(day or dotted_day or 0)
