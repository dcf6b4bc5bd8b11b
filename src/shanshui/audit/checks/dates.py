"""Dates and terms of a document against each other."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Period, Span
from shanshui.claims.terms import Term, plan_term, terms, title_period, years_span
from shanshui.finding import Finding

_YEAR = r"(?:19|20)\d{2}"
_MONTH = rf"({_YEAR})\s?年\s?(\d{{1,2}})\s?月(?:\s?\d{{1,2}}\s?日)?"
_TO = r"\s?(?:[-—–－~～至到]|——)\s?"
_YEARS = re.compile(rf"(?<![\d.])({_YEAR})\s?年?{_TO}({_YEAR})\s?年|[（(]({_YEAR})\s?年?{_TO}({_YEAR})[）)]")
_MONTHS = re.compile(_MONTH + _TO + _MONTH)
_DATE = re.compile(rf"(?<!\d)({_YEAR})\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?[日号])?")
_FIVE = re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?(?:时期|期间|规划期?|规划时期|阶段)?[（(](?=\d)")
_FIVE_WITHIN = re.compile(r"[（(][“\"]?十([一二三四五六七八九])五[”\"]?(?:时期|期间|规划期)?[）)]")
_FIVE_NAME = re.compile(r"[“\"]?十")
_LENGTH = r"([一二三四五六七八九十]{1,3}|\d{1,3})\s?(?:周?年|个月)"
_LENGTH_BEFORE = re.compile(
    rf"(?:期限?|为期|工期|年限|实施|建设|历时|共)(?:共|为|：|:)?计?{_LENGTH}(?:期)?[（(，,]?(?:即|自|从)?"
)
_LENGTH_AFTER = re.compile(rf"[，,（(]?(?:共计|共|合计|为期|历时|工期|总工期|建设期)(?:为|：)?{_LENGTH}")
_EVALUATION = re.compile(rf"({_YEAR})年[^。；，\n]{{0,12}}中期评估|中期评估[^。；，\n]{{0,8}}?({_YEAR})年")
_CITED = re.compile(rf"〔({_YEAR})〕")
_SIGNED = re.compile(rf"({_YEAR})年\s?\d{{1,2}}月(?:\s?\d{{1,2}}日)?\s*\Z")
_HAN = {digit: value for value, digit in enumerate("一二三四五六七八九十", start=1)}
_TENTH_PLAN = 2001
"""First year of the tenth five-year plan."""
_NAMES = {
    "base": ("基准年", "base year"),
    "plan": ("规划期", "term of the plan"),
    "near": ("近期", "near term"),
    "middle": ("中期", "middle term"),
    "far": ("远期", "far term"),
}


@check("AUDIT-DATE-REVERSED")
def ends_before_it_begins(reading: Reading) -> Iterator[Finding]:
    """Years, or months, that run backwards."""
    text = reading.document.text
    for found in _YEARS.finditer(text):
        first, last = (int(year) for year in found.groups() if year)
        if first > last:
            span = Span(found.start(), found.end())
            yield fault("AUDIT-DATE-REVERSED", reading, (span,), got=found.group().strip("（()）"))
    for found in _MONTHS.finditer(text):
        numbers = [int(number) for number in found.groups()]
        if (numbers[0], numbers[1]) > (numbers[2], numbers[3]):
            yield fault("AUDIT-DATE-REVERSED", reading, (Span(*found.span()),), got=found.group())


@check("AUDIT-DATE-IMPOSSIBLE")
def no_such_day(reading: Reading) -> Iterator[Finding]:
    """Months and days that no calendar has."""
    for found in _DATE.finditer(reading.document.text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            yield fault("AUDIT-DATE-IMPOSSIBLE", reading, (Span(*found.span()),), got=found.group())


@check("AUDIT-DATE-FIVE-YEARS")
def five_year_plans(reading: Reading) -> Iterator[Finding]:
    """A five-year plan with other years in brackets beside it."""
    text = reading.document.text
    named = [period for period in reading.periods if period.first and not _FIVE_NAME.match(period.text)]
    starting = {years_span(period).start: period for period in named}
    ending = {period.span.end: period for period in named}
    for pattern, beside in ((_FIVE, starting), (_FIVE_WITHIN, ending)):
        for found in pattern.finditer(text):
            period = beside.get(found.end() if pattern is _FIVE else found.start())
            if period is None or period.first == period.last:
                continue
            first = _TENTH_PLAN + 5 * _HAN[found[1]]
            if (period.first, period.last) != (first, first + 4):
                span = Span(min(found.start(), period.span.start), max(found.end(), period.span.end))
                name = f"十{found[1]}五"
                want = f"{first}—{first + 4}年"
                yield fault("AUDIT-DATE-FIVE-YEARS", reading, (span,), _years(period), want, {"name": name})


@check("AUDIT-DATE-LENGTH")
def length_of_terms(reading: Reading) -> Iterator[Finding]:
    """A number of years, or of months, beside dates that make another one."""
    text = reading.document.text
    for start, end, months, exact in _stretches(reading):
        before = _last_before(text, start)
        after = _LENGTH_AFTER.match(text, end)
        for found in (before, after):
            if found is None:
                continue
            by_month = "月" in found.group()
            got = _number(found[1])
            made = months if by_month else (months + 11) // 12
            least = made - 1 if exact or not by_month else made - 22
            if not least <= got <= made:
                spans = (Span(*found.span()), Span(start, end))
                want = f"{made}{'个月' if by_month else '年'}"
                words = {"name": f"{found[1]}{'个月' if by_month else '年'}"}
                yield fault("AUDIT-DATE-LENGTH", reading, spans, text[start:end], want, words)


@check("AUDIT-DATE-TERM", "AUDIT-DATE-TERM-LIKELY")
def one_term_two_years(reading: Reading) -> Iterator[Finding]:
    """A term that has other years at another place."""
    stated: dict[str, Term] = {}
    for term in terms(reading.document, reading.periods):
        words = reading.document.text[term.span.start : term.span.end]
        if not term.whole or _within_project(reading, term.span) or words.startswith("工程"):
            continue
        before = stated.setdefault(_kind(term), term)
        if (before.period.first, before.period.last) != (term.period.first, term.period.last):
            sure = term.role in ("base", "plan")
            names = _NAMES[term.role]
            yield fault(
                "AUDIT-DATE-TERM" if sure else "AUDIT-DATE-TERM-LIKELY",
                reading,
                (term.span, before.span),
                _years(term.period),
                _years(before.period),
                {"name": names[0], "name_en": names[1]},
            )


@check("AUDIT-DATE-TITLE", "AUDIT-DATE-BASE", "AUDIT-DATE-NEIGHBOURS", "AUDIT-DATE-SHARED", "AUDIT-DATE-PHASE")
def terms_that_do_not_fit(reading: Reading) -> Iterator[Finding]:
    """Title, base year, whole term and its parts against each other, by the first statement of each."""
    first: dict[str, Term] = {}
    for term in terms(reading.document, reading.periods):
        if term.whole and not _within_project(reading, term.span):
            first.setdefault(_kind(term), term)
    whole, base = first.get("plan"), first.get("base:1")
    title = title_period(reading.document, reading.periods)
    if (
        title is not None
        and whole is not None
        and _range(title)
        and _range(whole.period)
        and not _same(title, whole.period)
    ):
        yield fault("AUDIT-DATE-TITLE", reading, (whole.span, title.span), _years(whole.period), _years(title))
    if base is not None and whole is not None and _range(whole.period) and base.period.last > whole.period.first:
        yield fault("AUDIT-DATE-BASE", reading, (base.span, whole.span), _years(base.period), str(whole.period.first))
    parts = [first[role] for role in ("near", "middle", "far") if role in first]
    for one, other in pairwise(parts):
        code = _meeting(one.period, other.period)
        if code:
            yield fault(code, reading, (other.span, one.span), _years(other.period), _years(one.period))
    if whole is not None and _range(whole.period):
        yield from _ends(reading, whole, first)


@check("AUDIT-DATE-EVALUATION")
def evaluated_too_late(reading: Reading) -> Iterator[Finding]:
    """A mid-term evaluation after the end of the plan."""
    term = plan_term(reading.document, reading.periods)
    if term is None:
        return
    whole, stated = term
    for found in _EVALUATION.finditer(reading.document.text):
        year = int(found[1] or found[2])
        if year > whole.last:
            spans = (Span(*found.span()), stated)
            yield fault("AUDIT-DATE-EVALUATION", reading, spans, f"{year}年", f"{whole.last}年")


@check("AUDIT-DATE-LATER")
def cited_from_the_future(reading: Reading) -> Iterator[Finding]:
    """Documents cited that are later than the date under the title or at the end."""
    document = reading.document
    signed = [m for b in document.blocks[:12] + document.blocks[-3:] if (m := _signed(reading, b.start, b.end))]
    if not signed:
        return
    latest = max(signed, key=lambda found: int(found[1]))
    for found in _CITED.finditer(document.text):
        if int(found[1]) > int(latest[1]):
            spans = (Span(*found.span()), Span(*latest.span()))
            yield fault("AUDIT-DATE-LATER", reading, spans, f"{found[1]}年", f"{latest[1]}年")


def _signed(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    return _SIGNED.search(reading.document.text, start, end) if end - start <= 40 else None


def _stretches(reading: Reading) -> Iterator[tuple[int, int, int, bool]]:
    """Beginning, end and months of whatever has a first and a last year, and whether it names the months."""
    taken = set()
    for found in _MONTHS.finditer(reading.document.text):
        numbers = [int(number) for number in found.groups()]
        months = (numbers[2] - numbers[0]) * 12 + numbers[3] - numbers[1] + 1
        taken.add(found.start())
        if months > 0:
            yield found.start(), found.end(), months, True
    for period in reading.periods:
        years = years_span(period)
        if (
            _range(period)
            and years.start not in taken
            and not _FIVE_NAME.match(period.text)
            and "月" not in period.text
        ):
            yield years.start, years.end, 12 * (period.last - period.first + 1), False


def _last_before(text: str, start: int) -> re.Match[str] | None:
    for found in _LENGTH_BEFORE.finditer(text, max(0, start - 16), start):
        if found.end() == start:
            return found
    return None


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones if ten else words, 0)


def _ends(reading: Reading, whole: Term, first: dict[str, Term]) -> Iterator[Finding]:
    start, end = whole.period.first, whole.period.last
    near, far = first.get("near"), first.get("far")
    if near is not None and near.period.first != start:
        yield fault("AUDIT-DATE-PHASE", reading, (near.span, whole.span), _years(near.period), _years(whole.period))
    if far is not None and far.period.last != end and far.period.first <= end:
        yield fault("AUDIT-DATE-PHASE", reading, (far.span, whole.span), _years(far.period), _years(whole.period))


def _meeting(one: Period, other: Period) -> str:
    if other.first == one.last + 1:
        return ""
    return "AUDIT-DATE-SHARED" if other.first == one.last else "AUDIT-DATE-NEIGHBOURS"


def _kind(term: Term) -> str:
    """Role; of a single year apart, since 近期为2025年 names the year that the term is measured at."""
    return f"{term.role}:1" if term.period.first == term.period.last else term.role


def _within_project(reading: Reading, span: Span) -> bool:
    return any(span.within(project.span) for project in reading.projects)


def _range(period: Period) -> bool:
    return period.first != period.last


def _same(one: Period, other: Period) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _years(period: Period) -> str:
    return f"{period.first}—{period.last}年" if _range(period) else f"{period.first}年"
