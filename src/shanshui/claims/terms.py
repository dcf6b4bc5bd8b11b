"""The terms that a document gives itself, wherever it does: base year, whole term, near, middle and far term."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.claims.model import Period, Span
from shanshui.documents import Document
from shanshui.standard.language.terms import Role, TermWord, term_words

_BEFORE = 20
_FILLER = (
    r"(?:时间)?(?:分别)?(?:确定)?(?:年限)?(?:为|是|：|:|自|从|即|指)?(?:共计?)?"
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
    """

    role: Role
    period: Period
    whole: bool
    span: Span


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
    Sentences that name another plan before the term are left out: its term is not the document's.
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
    if block is None or block.kind in ("cell", "header", "footer") or not period.first or period.text.startswith(_FIVE):
        return None
    found = _after().match(document.text, years.end)
    found = found or _pattern().search(document.text, max(block.start, years.start - _BEFORE), years.start)
    if found is None:
        return None
    word = _words()[found["word"]]
    span = Span(min(found.start("word"), years.start), max(found.end("word"), years.end))
    if _TITLE.search(document.text, _sentence(document.text, block.start, span.start), span.start):
        return None
    return Term(word.role, period, word.whole and not _of_another(document.text, word, span), span)


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
