"""Dates and terms of a document against each other."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted
from shanshui.audit.reading import Reading
from shanshui.claims.model import Period, Span
from shanshui.claims.stretches import before, moments, stretches
from shanshui.claims.terms import Term, plan_term, terms, title_period, years_span
from shanshui.finding import Finding

_YEAR = r"(?:19|20)\d{2}"
_DATE = re.compile(rf"(?<!\d)({_YEAR})\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?[日号])?")
_DAY = re.compile(r"(?<![\d年])(?<!年 )(\d{1,2})月(\d{1,2})[日号]")
_LEAP = 2024
"""A year of 366 days, for days whose year is not told."""
_FIVE = re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?(?:时期|期间|规划期?|规划时期|阶段)?[（(](?=\d)")
_FIVE_WITHIN = re.compile(
    r"(?:[（(](?=[^（）()\n]{3,10}[）)])|的)[“\"]?十([一二三四五六七八九])五[”\"]?(?:时期|期间|规划期)"
    r"|[（(][“\"]?十([一二三四五六七八九])五[”\"]?[）)]"
)
_FIVE_END = re.compile(
    r"十(?P<plan>[一二三四五六七八九])五[”\"]?(?:时期|期间|规划)?的?(?P<which>期末|末期|末年|末|收官之年|开局之年)[”\"]?"
    rf"[（(，]?(?:即|为)?(?P<year>{_YEAR})年"
)
_FIVE_NAME = re.compile(r"[“\"]?十")
_EVALUATION = re.compile(rf"({_YEAR})年[^。；，\n]{{0,12}}中期评估|中期评估[^。；，\n]{{0,8}}?({_YEAR})年")
_MADE = re.compile(
    r"(?:(?:编制(?:完成)?(?:日期|时间)|报告日期|成文日期)[：:为 ]{1,3}|本(?:方案|规划|报告)已?于"
    rf"(?={_YEAR}年[^，。；\n]{{0,20}}(?:批准|批复|印发|通过|发布|定稿)))(?={_YEAR})"
)
_WRITTEN = 12
"""Characters of a date."""
_DONE = re.compile(
    rf"(?P<date>{_YEAR}年[^，。；\n《》]{{0,24}}?)(?:完成了|开展了|进行了|组织了|召开了|已完成|获得了|通过了)"
)
_ADOPTED = re.compile(
    rf"》\s?[（(](?P<date>{_YEAR}年[^，。；\n《》（()）]{{0,12}}?)(?:通过|修订|修正|颁布|发布|公布|印发|施行)"
)
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
    "end": ("规划期末", "end of the plan"),
}


@check("AUDIT-DATE-REVERSED")
def ends_before_it_begins(reading: Reading) -> Iterator[Finding]:
    """Years, or months, that run backwards."""
    text = reading.document.text
    monthly = {stretch.span.start for stretch in stretches(text)}
    for period in reading.periods:
        span = years_span(period)
        if period.first > period.last and span.start not in monthly and _is_of_years(reading, span):
            yield fault("AUDIT-DATE-REVERSED", reading, (span,), got=text[span.start : span.end])
    for stretch in stretches(text):
        if stretch.backwards:
            span = stretch.span
            yield fault("AUDIT-DATE-REVERSED", reading, (span,), got=text[span.start : span.end])


@check("AUDIT-DATE-IMPOSSIBLE")
def no_such_day(reading: Reading) -> Iterator[Finding]:
    """Months and days that no calendar has."""
    for found in _DATE.finditer(reading.document.text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            yield fault("AUDIT-DATE-IMPOSSIBLE", reading, (Span(*found.span()),), got=found.group())
    for found in _DAY.finditer(reading.document.text):
        month, day = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP, month)[1]:
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
            number = next(group for group in found.groups() if group)
            first = _TENTH_PLAN + 5 * _HAN[number]
            part = found.group().startswith("的") and period.first <= first and first + 4 <= period.last
            if (period.first, period.last) != (first, first + 4) and not part:
                span = Span(min(found.start(), period.span.start), max(found.end(), period.span.end))
                name = f"十{number}五"
                want = f"{first}—{first + 4}年"
                yield fault("AUDIT-DATE-FIVE-YEARS", reading, (span,), _years(period), want, {"name": name})


@check("AUDIT-DATE-FIVE-YEARS")
def first_and_last_years(reading: Reading) -> Iterator[Finding]:
    """The first or the last year of a five-year plan with another year beside it."""
    for found in _FIVE_END.finditer(reading.document.text):
        first = _TENTH_PLAN + 5 * _HAN[found["plan"]]
        want = first if found["which"].startswith("开") else first + 4
        if int(found["year"]) != want:
            got, name = f"{found['year']}年", f"十{found['plan']}五{found['which']}"
            yield fault("AUDIT-DATE-FIVE-YEARS", reading, (Span(*found.span()),), got, f"{want}年", {"name": name})


@check("AUDIT-DATE-TERM", "AUDIT-DATE-TERM-LIKELY")
def one_term_two_years(reading: Reading) -> Iterator[Finding]:
    """A term that has other years at another place; certain where it ends in another year."""
    stated: dict[str, Term] = {}
    for term in terms(reading.document, reading.periods):
        words = reading.document.text[term.span.start : term.span.end]
        of_works = reading.frame.nature == "planning" and words.startswith("工程")
        if not term.whole or _within_project(reading, term.span) or of_works:
            continue
        earlier = stated.setdefault(_kind(term), term)
        if (earlier.period.first, earlier.period.last) != (term.period.first, term.period.last):
            sure = term.role in ("base", "plan", "end") or earlier.period.last != term.period.last
            names = _NAMES[term.role]
            yield fault(
                "AUDIT-DATE-TERM" if sure else "AUDIT-DATE-TERM-LIKELY",
                reading,
                (term.span, earlier.span),
                _years(term.period),
                _years(earlier.period),
                {"name": names[0], "name_en": names[1]},
            )


@check("AUDIT-DATE-TERM")
def headed_beyond_its_term(reading: Reading) -> Iterator[Finding]:
    """What a heading says is done in a term, in years that lie in part outside it."""
    said = terms(reading.document, reading.periods)
    stated = {_kind(term): term for term in reversed(said) if term.whole and not _within_project(reading, term.span)}
    for term in said:
        whole = stated.get(_kind(term)) if term.headed and not _within_project(reading, term.span) else None
        if whole is not None and not whole.period.first <= term.period.first <= term.period.last <= whole.period.last:
            words = {"name": _NAMES[term.role][0], "name_en": _NAMES[term.role][1]}
            spans = (term.span, whole.span)
            yield fault("AUDIT-DATE-TERM", reading, spans, _years(term.period), _years(whole.period), words)


@check(
    "AUDIT-DATE-TITLE",
    "AUDIT-DATE-TERM",
    "AUDIT-DATE-BASE",
    "AUDIT-DATE-NEIGHBOURS",
    "AUDIT-DATE-SHARED",
    "AUDIT-DATE-PHASE",
)
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
    for role in ("near", "middle", "far"):
        pair = [first[kind] for kind in (role, f"{role}:1") if kind in first]
        if len(pair) > 1 and pair[0].period.last != pair[1].period.last:
            names = {"name": _NAMES[role][0], "name_en": _NAMES[role][1]}
            later, earlier = sorted(pair, key=lambda one: -one.span.start)
            got, want = _years(later.period), _years(earlier.period)
            yield fault("AUDIT-DATE-TERM", reading, (later.span, earlier.span), got, want, names)
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


@check("AUDIT-DATE-DONE-LATER")
def done_after_the_date(reading: Reading) -> Iterator[Finding]:
    """Something told as done, or a cited document as adopted, later than the text says it was made itself."""
    text = reading.document.text
    made = next((found for found in _MADE.finditer(text) if not is_quoted(text, found.start())), None)
    own = next(moments(text, made.end(), made.end() + _WRITTEN), None) if made is not None else None
    for found in (*_DONE.finditer(text), *_ADOPTED.finditer(text)) if own is not None else ():
        told = next(moments(text, found.start("date"), found.end()), None)
        if told is not None and made is not None and own is not None and before(own[1], told[1]):
            spans = (Span(found.start("date"), found.end()), Span(made.start(), own[0].end))
            got, want = (text[span.start : span.end] for span in spans)
            yield fault("AUDIT-DATE-DONE-LATER", reading, spans, got, want)


def _is_of_years(reading: Reading, span: Span) -> bool:
    """Whether two numbers are surely years: told so, in brackets, or all of a cell."""
    text, block = reading.document.text, reading.document.block_at(span.start)
    around = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
    alone = block is not None and block.kind == "cell" and not text[span.end : block.end].strip()
    return "年" in text[span.start : span.end] or around in ("（）", "()") or alone


def _signed(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    return _SIGNED.search(reading.document.text, start, end) if end - start <= 40 else None


def _ends(reading: Reading, whole: Term, first: dict[str, Term]) -> Iterator[Finding]:
    start, end = whole.period.first, whole.period.last
    near, far, last = first.get("near"), first.get("far"), first.get("end:1")
    if last is not None and last.period.last != end:
        yield fault("AUDIT-DATE-PHASE", reading, (last.span, whole.span), _years(last.period), _years(whole.period))
    if near is not None and near.period.first != start:
        yield fault("AUDIT-DATE-PHASE", reading, (near.span, whole.span), _years(near.period), _years(whole.period))
    if far is not None and far.period.last != end and far.period.first <= end:
        yield fault("AUDIT-DATE-PHASE", reading, (far.span, whole.span), _years(far.period), _years(whole.period))


def _meeting(one: Period, other: Period) -> str:
    if other.first == one.last + 1:
        return ""
    return "AUDIT-DATE-SHARED" if other.first == one.last else "AUDIT-DATE-NEIGHBOURS"


def _kind(term: Term) -> str:
    """Role; of a single year apart, since 近期为2025年 names the year by which the term ends."""
    return f"{term.role}:1" if term.period.first == term.period.last else term.role


def _within_project(reading: Reading, span: Span) -> bool:
    """Whether a term stands among the contents of a project; 中期安排 that was taken for one is none."""
    return any(span.within(project.span) and not project.name.span.within(span) for project in reading.projects)


def _range(period: Period) -> bool:
    return period.first != period.last


def _same(one: Period, other: Period) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _years(period: Period) -> str:
    return f"{period.first}—{period.last}年" if _range(period) else f"{period.first}年"
