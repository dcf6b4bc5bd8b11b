"""The terms that a document gives itself, wherever it does: base year, whole term, near, middle and far term."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.claims.model import Period, Span
from shanshui.claims.project_names import looks_like_project
from shanshui.documents import Block, Document
from shanshui.documents.numbering import marker
from shanshui.standard.language.terms import Role, TermWord, term_words

_BEFORE = 72
_FILLER = (
    r"(?:时间)?(?:[内间][^，。；：\n\d]{0,10}，(?=即))?(?:与[^，。；：\n]{2,44}(?:一致|相同|衔接|统一)，)?(?:分别)?(?:确定)?(?:年限)?"
    r"(?:为|是|：|:|自|从|即|指|到|至)?(?:共计?)?"
    r"(?:[\d一二三四五六七八九十]{1,3}(?:年|个月)[（(，,]|[（(])?(?:即|自|从|为)?\s*"
)
_TITLE = re.compile(
    r"《[^《》\n]{5,80}》|上位规划|上级规划|省级规划|市级规划|州级规划|国家规划|总体规划|规划纲要|五年规划"
)
_DIGIT = re.compile(r"\d")
_FIVE = ("“十", "十")
_OWN = "以为划案程的"
_STOP = "。；;\n"
_OPENING_BLOCKS = 12
_LINE_START = r"(?:第[一二三四五六七八九十\d]+[章节条]|[（(]?[一二三四五六七八九十\d.]+[）)、.．]?)?[\s\u3000]*"
_SELF = re.compile(
    rf"{_LINE_START}(?:[\u4e00-\u9fff]{{2,8}}[：:])?"
    r"(?:(?:计划|总体)|(?P<own>本|整个)?(?:项目|工程|方案|规划)的?(?:总|总体|计划)?)?"
)
_FORM, _LABEL = ("项目名称", "工程名称"), 4
_KINDS, _FORM_COLUMNS = ("heading", "paragraph", "cell"), 4
"""Blocks that may name a term whose years are the next block; columns that a form has at most."""
_LEAD = re.compile(rf"{_LINE_START}(?P<word>[\u4e00-\u9fff]{{2,8}})[。：:]?\s*")
_HEADED = re.compile(
    rf"{_LINE_START}(?P<word>[\u4e00-\u9fff]{{2,6}}?)(?:建设|实施|工作|修复|治理|总体|主要|重点)?"
    r"(?:安排|目标|任务|计划|部署|行动|阶段|目标任务|工作安排|目标与任务)[。：:（(]?\s*"
)
_OVERVIEW = re.compile(
    "总则|总论|概况|概述|概要|基本情况|基本信息|简介|摘要|前言|综合说明|期限|工期|建设期|实施期|进度"
    "|实施计划|总体安排|实施安排|组织实施"
)
_HEADLINE = re.compile(r"(?:规划|方案|计划)[^（(\n]{0,20}[（(][^（()）]{4,20}[）)]")


@dataclass(frozen=True, slots=True)
class Term:
    """One statement of a term.

    Parameters
    ----------
    role : Role
        Which term.
    period : Period
        Its years.
    whole : bool
        Whether it holds for the document, and neither for one of its projects nor for a survey that it tells of.
    span : Span
        Name and years.
    headed : bool
        Whether a heading tells what is done in it (中期安排。2026—2030年), which may be in a part of its years only.
    """

    role: Role
    period: Period
    whole: bool
    span: Span
    headed: bool = False


def terms(document: Document, periods: Sequence[Period]) -> tuple[Term, ...]:
    """Every statement of a term, in the order of the document.

    Parameters
    ----------
    document : Document
        Its running text is read, cells are not.
    periods : sequence of Period
        Of the whole text, in order.

    Notes
    -----
    Sentences that name another plan before the term are left out: its term is not the document's. 实施期限, 建设期 and
    their like are the document's where the sentence says so (本工程建设期) or has no other subject and stands in its
    overview, and neither a heading nor the line above names a project.
    """
    return tuple(term for period in periods if (term := _term(document, period)) is not None)


def plan_term(document: Document, periods: Sequence[Period]) -> tuple[Period, Span] | None:
    """The whole term and where it is stated, outright or in the title."""
    for term in terms(document, periods):
        if term.role == "plan" and term.whole and term.period.first < term.period.last:
            return term.period, term.span
    title = title_period(document, periods)
    return (title, title.span) if title is not None and title.first < title.last else None


def title_period(document: Document, periods: Sequence[Period]) -> Period | None:
    """The years in the document's own title, where it bears one."""
    starts = [period.span.start for period in periods]
    for block in document.blocks[:_OPENING_BLOCKS]:
        found = _HEADLINE.search(document.text, block.start, block.end)
        if found and "《" not in document.words(block) and block.end - block.start <= 80:
            place = bisect_left(starts, found.start())
            if place < len(periods) and periods[place].span.end <= found.end() and periods[place].first:
                return periods[place]
    return None


def years_span(period: Period) -> Span:
    """The years of a period alone, without the word for its phase before them."""
    digit = _DIGIT.search(period.text)
    start = period.span.start + (digit.start() if digit else 0)
    return Span(start, period.span.end)


def _term(document: Document, period: Period) -> Term | None:
    block = document.block_at(period.span.start)
    years = years_span(period)
    if block is None or block.kind in ("header", "footer") or not period.first or period.text.startswith(_FIVE):
        return None
    if found := _heading_word(document, block, years):
        word, span = found
        return Term(word.role, period, word.whole or _of_document(document, span), span)
    if block.kind == "cell":
        return None
    if (headed := _HEADED.fullmatch(document.text, block.start, years.start)) and headed["word"] in _words():
        word = _words()[headed["word"]]
        return Term(word.role, period, False, Span(headed.start("word"), years.end), period.first < period.last)
    match = _after().match(document.text, years.end)
    match = match or _pattern().search(document.text, max(block.start, years.start - _BEFORE), years.start)
    if match is None:
        return None
    word = _words()[match["word"]]
    span = Span(min(match.start("word"), years.start), max(match.end("word"), years.end))
    if _TITLE.search(document.text, _sentence(document.text, block.start, span.start), span.start):
        return None
    whole = (word.whole and not _of_another(document.text, word, span)) or _of_document(document, span)
    return Term(word.role, period, whole, span)


def _heading_word(document: Document, block: Block, years: Span) -> tuple[TermWord, Span] | None:
    """The term whose name is all that stands before the years: in their line, in the one above, in the cell before."""
    text = document.text
    if block.table is not None and document.tables[block.table].columns > _FORM_COLUMNS:
        return None
    found = _LEAD.fullmatch(text, block.start, years.start)
    if found is None and not text[block.start : years.start].strip():
        place = document.number_at(block.start) - 1
        above = document.blocks[place - 1] if place > 0 else None
        if above is not None and above.kind in _KINDS and above.table == block.table:
            found = _LEAD.fullmatch(text, above.start, above.end)
    word = _words().get(found["word"]) if found is not None else None
    return (word, Span(found.start("word"), years.end)) if found is not None and word is not None else None


def _of_document(document: Document, span: Span) -> bool:
    """Whether a term that may be that of a project is the one of the document."""
    text, path = document.text, document.path_at(span.start)
    line = text.rfind("\n", 0, span.start) + 1
    found = _SELF.fullmatch(text, _sentence(text, line, span.start), span.start)
    words = [document.words(heading).strip() for heading in path if heading.start]
    if found is None or any(looks_like_project(heading) for heading in words):
        return False
    opening = next((heading for heading in document.headings() if marker(document.words(heading).strip())), None)
    if found["own"] or opening in path:
        return True
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)].strip()
    form = above.startswith(_FORM) and text.count(above[:_LABEL]) == 1
    stated = not words or any(_OVERVIEW.search(heading) for heading in words)
    return stated and (form or not looks_like_project(above))


def _of_another(text: str, word: TermWord, span: Span) -> bool:
    """Whether a base year is that of something else: 水质评价基准年."""
    before = text[span.start - 1 : span.start]
    return word.role == "base" and "一" <= before <= "鿿" and before not in _OWN


def _sentence(text: str, start: int, end: int) -> int:
    return max((text.rfind(mark, start, end) for mark in _STOP), default=-1) + 1 or start


@cache
def _words() -> dict[str, TermWord]:
    return {row.word: row for row in term_words()}


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[）)]?(?:作)?为(?:规划)?(?P<word>{'|'.join(re.escape(row.word) for row in term_words())})")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{'|'.join(re.escape(row.word) for row in term_words())}){_FILLER}\Z")
