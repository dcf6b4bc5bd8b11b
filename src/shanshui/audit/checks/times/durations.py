"""Lengths of time: beside the dates that they are of, and of parts against the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.stretches import moments, stretches
from shanshui.claims.terms import years_span
from shanshui.documents.numbering import value_of
from shanshui.finding import Finding

_LENGTH = r"([一二三四五六七八九十]{1,3}|\d{1,3})\s?(?:周?年|个月)"
_BEFORE = re.compile(
    rf"(?:期限?|为期|工期|年限|周期|时限|实施|建设|历时|历经|共|近|过去|最近)(?:共|为|：|:)?计?{_LENGTH}(?:期|来|间)?"
    r"[（(，,：]?(?:即|自|从){0,2}"
)
_AFTER = re.compile(
    rf"[，,（(]?(?:(?:共计|共|合计|总计|为期|历时|(?:建设)?总?工期|建设期|实施期|期限)(?:共|为|：)?计?{_LENGTH}"
    rf"|(?<=[（(]){_LENGTH}(?=[）)])|(?:的|这|间的?|期间的?)?{_LENGTH}(?<!月)(?=间|来|里|内|时间|治理|努力|建设|实施))"
)
_OF_PLAN = re.compile(r"期限|工期|周期|时限|[划设施]期|[近中远]期")
"""Words of terms, whose years are counted from the first to the last, both of them."""
_WHOLE = re.compile(
    rf"(?:^|(?<=[。；，、：:\s]))(?:本|整个)?(?:工程|项目|方案)?的?(?:总工期|建设总工期|建设工期|建设期限?|实施期限?|工期)"
    rf"(?:共|总)?(?:为|是|：|:)?(?:共计|共|约)?{_LENGTH}",
    re.MULTILINE,
)
_PART = re.compile(
    r"(?:标段|子项目|分项工程|单项工程|单体工程|单位工程|分部工程|片区|阶段)[^。；，\n\d]{0,8}?"
    rf"(?:工期|建设期|实施期|施工期)限?(?:为|是|：|:)?(?:共计|共|约)?{_LENGTH}"
)
_YEAR_OF = r"(?:19|20)\d{2}[年./]"
_BEGUN = rf"{_YEAR_OF}[^。；，\n]{{0,14}}(?:开工|动工|启动|开始)[^。；，\n\d]{{0,6}}"
_DONE = rf"{_YEAR_OF}[^。；，\n]{{0,14}}(?:完工|竣工|建成)[^。；，\n\d]{{0,6}}"
_TERM = (
    r"(?:工期|建设期|施工期|历时)限?(?:共计|共|计|为|约|：)?"
    r"(?P<length>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<unit>个月|年)"
)
_ON = r"，[^。；，\n\d]{0,6}"
_BUILT = tuple(
    re.compile(_ON.join(order)) for order in ((_BEGUN, _TERM, _DONE), (_BEGUN, _DONE, _TERM), (_TERM, _BEGUN, _DONE))
)
"""Beginning, end and length of works in one sentence, the length before, between or behind them."""
_UNTIL = re.compile(
    r"(?:基期|基准年|基年|起始年|起点年)(?:份|年)?(?:为|是|：)?(?P<first>(?:19|20)\d{2})年[，,；、]"
    r"[^。；，\n\d]{0,8}(?:期限|规划期|年限|周期)(?:共|为|是|：)?(?P<length>[一二三四五六七八九十]{1,3}|\d{1,3})年"
    r"[，,（(]?[^。；，\n\d近中]{0,6}[至到](?P<last>20\d{2})年"
)
"""A base year, the length of the term and its last year: 基期为2020年，规划期限15年，至2035年."""
_ENDS = 2
_AROUND = 24
"""Characters before a stretch in which its length may stand."""
_MONTHS = 12
_PARTLY = 6
"""Months by which a length in whole years may miss its dates."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch with a first and a last year, in months, and whether it names them."""

    span: Span
    months: int
    exact: bool
    calendar: int

    def allows(self, got: int, by_month: bool, counted: bool) -> bool:
        """Whether a length may be that of it; ``counted`` where first and last year surely count both."""
        if self.exact:
            if by_month:
                return self.months - 1 <= got <= self.months
            begun = self.months % _MONTHS != 0 and got == self.calendar
            return abs(_MONTHS * got - self.months) <= _PARTLY or begun
        if by_month:
            return self.months - 22 <= got <= self.months
        return got == self.calendar or (not counted and got == self.calendar - 1)

    def length(self, by_month: bool) -> str:
        """Its length in words."""
        return f"{self.months}个月" if by_month else f"{-(-self.months // _MONTHS)}年"


@check("AUDIT-DATE-LENGTH")
def length_of_terms(reading: Reading) -> Iterator[Finding]:
    """A number of years, or of months, beside dates that make another one."""
    text = reading.document.text
    for stretch in _stretches(reading):
        start, end = stretch.span.start, stretch.span.end
        for found in (_last_before(text, start), _AFTER.match(text, end) or _bracketed(text, end)):
            if found is None:
                continue
            number = next(group for group in found.groups() if group)
            by_month = "月" in found.group()
            counted = bool(_OF_PLAN.search(text, max(0, start - _AROUND), found.end()))
            if not stretch.allows(_number(number), by_month, counted):
                name = f"{number}{'个月' if by_month else '年'}"
                spans = (Span(*found.span()), stretch.span)
                want = stretch.length(by_month)
                yield fault("AUDIT-DATE-LENGTH", reading, spans, text[start:end], want, {"name": name})


@check("AUDIT-DATE-LENGTH")
def length_between_beginning_and_end(reading: Reading) -> Iterator[Finding]:
    """A length that stands in one sentence with the dates on which works begin and end."""
    text = reading.document.text
    for found in (found for order in _BUILT for found in order.finditer(text)):
        dates = tuple(moments(text, *found.span()))
        if len(dates) != _ENDS or not dates[0][1][1] or not dates[1][1][1]:
            continue
        (one, first), (other, last) = dates
        months = (last[0] - first[0]) * _MONTHS + last[1] - first[1] + 1
        stretch = _Stretch(Span(one.start, other.end), months, True, last[0] - first[0] + 1)
        by_month = found["unit"] == "个月"
        if months > 0 and not stretch.allows(_number(found["length"]), by_month, True):
            spans = (Span(found.start("length"), found.end("unit")), one, other)
            name = found["length"] + found["unit"]
            got = f"{text[one.start : one.end]}—{text[other.start : other.end]}"
            yield fault("AUDIT-DATE-LENGTH", reading, spans, got, stretch.length(by_month), {"name": name})


@check("AUDIT-DATE-LENGTH")
def length_from_the_base_year(reading: Reading) -> Iterator[Finding]:
    """A number of years that leads, in one sentence, from the base year or the first year to another last year."""
    text = reading.document.text
    for found in _UNTIL.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        got = _number(found["length"])
        if first < last and got not in (last - first, last - first + 1):
            spans = (Span(*found.span("length")), Span(*found.span("last")), Span(*found.span("first")))
            words = {"name": f"{found['length']}年"}
            yield fault("AUDIT-DATE-LENGTH", reading, spans, f"{first}—{last}年", f"{last - first}年", words)


@check("AUDIT-DATE-LONGER")
def parts_longer_than_the_whole(reading: Reading) -> Iterator[Finding]:
    """A lot, a stage or a sub-project that takes longer than all of it."""
    text = reading.document.text
    whole = next((found for found in _WHOLE.finditer(text) if reading.project_at(found.start()) is None), None)
    if whole is None:
        return
    for part in _PART.finditer(text):
        if _in_months(part) > _in_months(whole):
            spans = (Span(*part.span()), Span(*whole.span()))
            yield fault("AUDIT-DATE-LONGER", reading, spans, part.group(), whole.group())


def _bracketed(text: str, end: int) -> re.Match[str] | None:
    return _AFTER.match(text, end + 1) if text[end : end + 1] in ("（", "(") else None


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    taken = set()
    for found in stretches(reading.document.text):
        taken.add(found.span.start)
        if found.months is not None and found.months > 0:
            yield _Stretch(found.span, found.months, True, found.last[0] - found.first[0] + 1)
    for period in reading.periods:
        years = years_span(period)
        told = period.first < period.last and years.start not in taken and "月" not in period.text
        if told and not period.text.startswith(("十", "“十", '"十')):
            calendar = period.last - period.first + 1
            yield _Stretch(years, _MONTHS * calendar, False, calendar)


def _last_before(text: str, start: int) -> re.Match[str] | None:
    found = None
    for found in _BEFORE.finditer(text, max(0, start - _AROUND), start):
        if found.end() == start:
            return found
    return None


def _in_months(found: re.Match[str]) -> int:
    return _number(found[1]) * (1 if found.group().endswith("月") else _MONTHS)


def _number(words: str) -> int:
    return value_of(words)
