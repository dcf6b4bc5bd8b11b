"""Schedules: steps that come before what they follow, stages that do not meet, years beyond the term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Period, Span
from shanshui.claims.stretches import Moment, Stretch, before, moments, stretches
from shanshui.claims.terms import plan_term, terms, years_span
from shanshui.documents import Table
from shanshui.finding import Finding
from shanshui.standard.language.steps import StepWord, step_words

_YEAR = r"(?:19|20)\d{2}"
_SENTENCE = re.compile(r"[^。；;\n]{8,200}")
_BEGINNINGS = {("works", 5), ("plants", 1)}
"""Steps that are taken when a stretch of time begins, not when it ends."""
_CLAUSE = re.compile(r"[^，。；;\n]{4,120}")
_LEADING = re.compile(r"计划|预计|力争|[拟并于到至\s]")
_PARTLY = re.compile(
    r"[一二三四五六首分各]批|批次|首[个年期]|[一二三四五六]期|部分|分别|年度|季度|阶段|中期|初验|自验|自查|[%％半]"
    r"|[一二三四五六七八九]成|试点|样板|第[一二三四五六]|标段|单[项位体]"
)
_ALL = re.compile(r"全部|全面|整体|总体|所有|各子项目|本项目|本工程|工程")
_PAPER = re.compile(
    "可行性研究报告|可研报告|项目建议书|初步设计|施工图设计|实施方案|作业设计|环境影响报告|水土保持方案|本?方案|本?规划"
)
_ANY_PAPER = ("方案", "规划")
"""Names that say which paper is meant only to who reads the paragraph."""
_AGAIN = frozenset({4, 5})
"""Steps of papers that are taken more than once: finished, handed in, discussed."""
_SETTLED = re.compile(r"(?:稿|会|编制|编写|起草|撰写|意见|通过|同意|实施|执行|发布)?(?=[，,。；;、）)\n]|[并后了]|$)")
_ANOTHER = re.compile("立项|备案|资金|预算|用地|补充|复核|再次|重新|[修微]编|修订|修改|调整|变更")
"""Words of a clause whose date may lie before or after the others."""
_PASSAGE, _LEAD = 200, 12
_IN_FORCE = re.compile(rf"自?(?={_YEAR}年)(?P<date>[^，。；、\n（）()]{{5,12}}?)起?(?:正式)?(?:施行|实施|生效)")
_PASSED = re.compile(rf"(?={_YEAR}年)(?P<date>[^，。；\n]{{5,12}}?日)[^，。；\n《》]{{0,44}}?(?:通过|公布|颁布|发布)")
_AMENDED = re.compile("修[订正改]")
_LINK = re.compile("[，、（(]?(?:并|且|现|已|将|由|经|系|于|该法|本法|该条例|该标准|正式)*")
_FAR = 800
"""Characters between two dates of one schedule."""
_BESIDE = 40
_STAGE = re.compile(
    r"(?:第[一二三四五六]个?(?:阶段|期)|[\u4e00-\u9fff]{2,6}(?<!一)阶段)[^。；，\n\d]{0,8}[（(：:，]?(?:为|即|自)?$"
)
_NAME = 14
_JOINED = re.compile(r"首尾相[接连]|依次|相互?衔接|前后衔接|紧接|接续|不留空[档白]|连续")
_AFTERWARDS = re.compile(r"管护|养护|监测|运行|维护|展望|偿还|还款|付息|评估|移交|审计|收益|质保|效益")
_YEARLY = re.compile(r"(?:^|[，。；、：:（(\s])(?:其中)?((?:19|20)\d{2})年(?:度|底)?(?![—\-–~～至到])")
_HEAD = re.compile(r"((?:19|20)\d{2})\s?年?度?(?:计划|目标|投资|资金|任务|合计|小计)?")
_PLANNED = re.compile(r"计划|安排|年度|进度|投资|资金|任务|目标|绩效|实施")
_LEAST, _MONTHS = 2, 12
_ACCEPTED = 7
"""The step of works at which they are accepted; the one before is their end, the one before that their beginning."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A step with its date, and the clause that tells both."""

    step: StepWord
    when: Moment
    span: Span
    clause: str
    opens: bool


@check("AUDIT-SCHEDULE-ORDER")
def steps_in_order(reading: Reading) -> Iterator[Finding]:
    """A step that comes before what it follows: accepted before it is finished, approved before it is handed in.

    Notes
    -----
    Two dates are of one thing where the later clause goes on in the same sentence without a subject, where both speak
    of all the works, or where both name one paper. Lots, batches and parts are told apart from the whole and skipped.
    """
    found = tuple(_events(reading))
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            if other.span.start - one.span.end > _FAR:
                break
            if one.step.chain != other.step.chain or one.step.step == other.step.step:
                continue
            early, late = sorted((one, other), key=lambda event: event.step.step)
            if before(late.when, early.when) and _of_one(reading, one, other):
                text = reading.document.text
                words = {"name": late.step.word, "other": early.step.word}
                got, want = (text[e.span.start : e.span.end] for e in (late, early))
                yield fault("AUDIT-SCHEDULE-ORDER", reading, (late.span, early.span), got, want, words)


@check("AUDIT-SCHEDULE-ORDER")
def in_force_before_it_is_passed(reading: Reading) -> Iterator[Finding]:
    """A law or a standard that comes into force before the day on which it was passed or published.

    Notes
    -----
    What was amended (1991年通过，2010年修订) is left out, and so are circulars, which may hold for time past.
    """
    text = reading.document.text
    for force in _IN_FORCE.finditer(text):
        sentence = sentence_of(text, Span(*force.span()))
        start = max(sentence.start, force.start() - _PASSAGE // 2)
        for passed in _PASSED.finditer(text, start, min(sentence.end, force.end() + _BESIDE)):
            between = text[min(passed.end(), force.end()) : max(passed.start(), force.start())]
            days = [next(moments(text, *found.span("date")), None) for found in (force, passed)]
            if _LINK.fullmatch(between) is None or _AMENDED.search(passed.group()):
                continue
            if days[0] is not None and days[1] is not None and before(days[0][1], days[1][1]):
                words = {"name": "施行", "other": "通过、公布"}
                spans = (Span(*force.span()), Span(*passed.span()))
                got, want = (text[span.start : span.end] for span in spans)
                yield fault("AUDIT-SCHEDULE-ORDER", reading, spans, got, want, words)


@check("AUDIT-SCHEDULE-ORDER")
def accepted_before_the_last_part(reading: Reading) -> Iterator[Finding]:
    """All of it accepted, at the end of a section, before one of the parts that the section tells of is finished."""
    years = reading.frame.years
    if years is None or reading.frame.nature != "implementation":
        return
    sections: dict[object, list[_Event]] = {}
    for event in _events(reading, parts=True):
        if event.step.chain == "works" and event.when[0] >= years[0]:
            sections.setdefault(reading.document.path_at(event.span.start)[-1:], []).append(event)
    for told in sections.values():
        last = told[-1]
        if last.step.step != _ACCEPTED or _PARTLY.search(last.clause) or not last.opens:
            continue
        for event in told[:-1]:
            if event.step.step == _ACCEPTED - 1 and before(last.when, event.when):
                text = reading.document.text
                words = {"name": last.step.word, "other": event.step.word}
                got, want = (text[e.span.start : e.span.end] for e in (last, event))
                yield fault("AUDIT-SCHEDULE-ORDER", reading, (last.span, event.span), got, want, words)
                break


@check("AUDIT-SCHEDULE-BEYOND")
def built_after_the_term(reading: Reading) -> Iterator[Finding]:
    """Works that begin or end after the end of the term; of a plan that carries them out itself."""
    term = plan_term(reading.document, reading.periods)
    if term is None or reading.frame.nature != "implementation":
        return
    whole, stated = term
    end = {found.span.start: found.last for found in stretches(reading.document.text)}.get(years_span(whole).start)
    for event in _events(reading, parts=True):
        built = event.step.chain == "works" and _ACCEPTED - 2 <= event.step.step < _ACCEPTED
        if built and before(end or (whole.last, 0, 0), event.when):
            text = reading.document.text
            got, want = text[event.span.start : event.span.end], whole.text
            yield fault("AUDIT-SCHEDULE-BEYOND", reading, (event.span, stated), got, want)


@check("AUDIT-STAGE-APART", "AUDIT-STAGE-APART-LIKELY")
def stages_that_do_not_meet(reading: Reading) -> Iterator[Finding]:
    """Stages in a row that leave years out or share them."""
    text = reading.document.text
    exact = {found.span.start: found for found in stretches(text)}
    for one, other in pairwise(_stages(reading)):
        between = text[one.span.end : other.span.start]
        if other.span.start - one.span.end > _FAR // 2 or between.count("\n") > _LEAST:
            continue
        ends = [exact.get(years_span(period).start) for period in (one, other)]
        if _meet(ends[0], ends[1]) if ends[0] and ends[1] else _meet_by_year(one, other):
            continue
        sure = (
            _JOINED.search(text, max(0, one.span.start - _BESIDE), other.span.end + _BESIDE) is not None
            or other.last < one.first
        )
        code = "AUDIT-STAGE-APART" if sure else "AUDIT-STAGE-APART-LIKELY"
        yield fault(code, reading, (other.span, one.span), other.text, one.text)


@check("AUDIT-YEARS-BEYOND")
def terms_in_parts(reading: Reading) -> Iterator[Finding]:
    """Periods of one sentence that follow each other from the beginning of a term told before, and end after it."""
    said = terms(reading.document, reading.periods)
    stated = [term for term in said if term.role == "plan" and term.period.first < term.period.last]
    for row in (*_rows_of_periods(reading), *_rows_of_stages(reading)):
        if len(row) < _LEAST:
            continue
        first, last = row[0], row[-1]
        near = [term for term in stated if 0 < first.span.start - term.span.end < _FAR // 2]
        term = near[-1] if near else None
        if term is not None and term.period.first == first.first and last.last > term.period.last:
            got, want = last.text, f"{term.period.first}—{term.period.last}年"
            yield fault("AUDIT-YEARS-BEYOND", reading, (last.span, term.span), got, want)


@check("AUDIT-YEARS-BEYOND")
def years_beyond_the_term(reading: Reading) -> Iterator[Finding]:
    """Amounts given out year by year, in a sentence or the heads of a table, beyond the end of the term."""
    term = plan_term(reading.document, reading.periods)
    if term is None:
        return
    whole, stated = term
    for years in (*_rows_of_years(reading), *_heads_of_years(reading)):
        planned = [year for year, _ in years]
        inside = [year for year in planned if whole.first <= year <= whole.last]
        if len(inside) >= _LEAST and planned[0] >= whole.first and planned[-1] > whole.last:
            beyond = [span for year, span in years if year > whole.last]
            got, want = f"{planned[-1]}年", f"{whole.first}—{whole.last}年"
            yield fault("AUDIT-YEARS-BEYOND", reading, (*beyond, stated), got, want)


def _events(reading: Reading, parts: bool = False) -> Iterator[_Event]:
    """In each sentence the last step behind a date, up to the next date; of parts only where they are asked for."""
    text = reading.document.text
    ends = {found.span.start: found for found in stretches(text)}
    for sentence in _SENTENCE.finditer(text):
        if "年" not in sentence.group() or "《" in sentence.group():
            continue
        dates = tuple(moments(text, *sentence.span()))
        bounds = [*(span.start for span, _ in dates), sentence.end()][1:]
        for (span, when), end in zip(dates, bounds, strict=True):
            clause = text[span.start : end]
            step = None if not parts and _PARTLY.search(clause) else _last_step(text, span.end, end)
            if step is None:
                continue
            word, stretch = _by_word()[step.group()], ends.get(span.start)
            if stretch is not None:
                when = stretch.first if (word.chain, word.step) in _BEGINNINGS else stretch.last
            lead = re.split("[，,]", text[sentence.start() : span.start])[-1]
            yield _Event(word, when, Span(span.start, step.end()), lead + clause, not _LEADING.sub("", lead))


def _last_step(text: str, start: int, end: int) -> re.Match[str] | None:
    found = tuple(_steps().finditer(text, start, min(end, start + _BESIDE)))
    return found[-1] if found else None


def _of_one(reading: Reading, one: _Event, other: _Event) -> bool:
    document = reading.document
    if one.step.chain == "papers":
        papers = [found.group() if (found := _PAPER.search(event.clause)) else "" for event in (one, other)]
        if not all(event.step.step in _AGAIN or _is_settled(reading, event) for event in (one, other)):
            return False
        apart = document.block_at(one.span.start) is not document.block_at(other.span.start)
        same = papers[0] == papers[1] != "" and not (apart and papers[0] in _ANY_PAPER)
        return same or (papers[1] in ("", papers[0]) and _goes_on(reading, one, other))
    if sentence_of(document.text, one.span) == sentence_of(document.text, other.span) and other.opens:
        return True
    here, there = (document.path_at(event.span.start) for event in (one, other))
    if one.step.chain == "plants":
        return here[-1:] == there[-1:]
    return here[:1] == there[:1] and bool(_ALL.search(one.clause)) and bool(_ALL.search(other.clause))


def _is_settled(reading: Reading, event: _Event) -> bool:
    """Whether a clause ends with its step, and tells the first one of its kind."""
    text, end = reading.document.text, event.span.end
    start = max(sentence_of(text, event.span).start, event.span.start - _LEAD)
    return _SETTLED.match(text, end) is not None and _ANOTHER.search(text, start, end) is None


def _goes_on(reading: Reading, one: _Event, other: _Event) -> bool:
    """Whether a passage tells step after step how one paper came about."""
    here, there = (reading.document.block_at(event.span.start) for event in (one, other))
    again = _AGAIN & {one.step.step, other.step.step}
    return other.opens and here is there and not again and other.span.start - one.span.end < _PASSAGE


def _stages(reading: Reading) -> Iterator[Period]:
    """Periods behind the name of a stage, in order."""
    text = reading.document.text
    for period in reading.periods:
        start = years_span(period).start
        if period.first and _STAGE.search(text, max(text.rfind("\n", 0, start) + 1, start - _NAME - _NAME), start):
            yield period


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether one begins in the month in which the other ends, or in the next one."""
    months = (other.first[0] - one.last[0]) * _MONTHS + other.first[1] - one.last[1]
    return not one.last[1] or not other.first[1] or 0 <= months <= 1


def _meet_by_year(one: Period, other: Period) -> bool:
    """The same by years; where one of them is told by months, or lies within a year, nothing is told."""
    return other.first == one.last + 1 or "月" in one.text + other.text or one.first == one.last == other.first


def _rows_of_years(reading: Reading) -> Iterator[Sequence[tuple[int, Span]]]:
    """Years that follow each other in one sentence, each at the beginning of its clause."""
    text, row = reading.document.text, list[tuple[int, Span]]()
    for found in _YEARLY.finditer(text):
        year, span = int(found[1]), Span(found.start(1), found.end())
        clause = _CLAUSE.match(text, found.start(1))
        if row and (year != row[-1][0] + 1 or re.search("[。\n]", text[row[-1][1].end : span.start])):
            yield row
            row = []
        if clause is None or not _AFTERWARDS.search(clause.group()):
            row.append((year, span))
    yield row


def _rows_of_stages(reading: Reading) -> Iterator[Sequence[Period]]:
    """Stages that stand near each other, each beginning in the year after the one before it."""
    row: list[Period] = []
    for period in _stages(reading):
        if row and (period.first != row[-1].last + 1 or period.span.start - row[-1].span.end > _FAR):
            yield row
            row = []
        row.append(period)
    yield row


def _rows_of_periods(reading: Reading) -> Iterator[Sequence[Period]]:
    """Periods of one sentence, each beginning in the year after the one before it."""
    text, row = reading.document.text, list[Period]()
    for period in reading.periods:
        if period.first and row:
            between = text[row[-1].span.end : period.span.start]
            if period.first == row[-1].last + 1 and not re.search("[。\n]", between):
                row.append(period)
                continue
            yield row
        clause = _CLAUSE.match(text, period.span.start)
        row = [period] if period.first < period.last and not (clause and _AFTERWARDS.search(clause.group())) else []
    if row:
        yield row


def _heads_of_years(reading: Reading) -> Iterator[Sequence[tuple[int, Span]]]:
    """Years at the heads of the columns of a table that plans something."""
    for table in reading.document.tables:
        if _PLANNED.search(table.caption) and not _AFTERWARDS.search(table.caption):
            yield from _years_of_heads(table)


def _years_of_heads(table: Table) -> Iterator[Sequence[tuple[int, Span]]]:
    for row in range(max(1, table.heads)):
        heads = [
            (int(found[1]), Span(cell.start, cell.end))
            for cell in table.cells
            if cell.row == row and (found := _HEAD.fullmatch(cell.text.strip()))
        ]
        if all(other[0] == one[0] + 1 for one, other in pairwise(heads)):
            yield heads


@cache
def _by_word() -> dict[str, StepWord]:
    return {row.word: row for row in step_words()}


@cache
def _steps() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row.word) for row in step_words()))
