"""Laws and documents cited: number, title, dates and articles against those known, and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.audit.titles import bare_title, is_padded, is_slip
from shanshui.claims.model import Span
from shanshui.finding import Finding
from shanshui.standard.judging.known_standards import KnownDocument, known_documents

_STATE = "中华人民共和国"
_NUMBER = rf"[㐀-鿿]{{2,8}}〔(?:19|20)\d{{2}}〕\d{{1,4}}号|(?:{_STATE})?国务院令第\d{{1,3}}号"
_NUMBERED = re.compile(rf"《([^《》\n]{{4,80}})》[（(]({_NUMBER})")
_NUMBERED_BEFORE = re.compile(
    r"(?:(?<=[按据照由和及以，。；、\n 　])|^)"
    r"(?P<number>(?:(?![按据照由和及以])[㐀-鿿]){2,8}〔(?:19|20)\d{2}〕\d{1,4}号)[ 　]?《(?P<title>[^《》\n]{4,80})》",
    re.M,
)
_NAMED = re.compile(r"《([^《》\n]{4,80})》")
_IN_FORCE = re.compile(
    r"《([^《》\n]{4,40})》[（(][^（）()\n]{0,40}?((?:19|20)\d{2})\s?年(?:\d{1,2}月)?(?:\d{1,2}日)?起?(?:施行|实施|生效)"
)
_ARTICLE = re.compile(
    r"《([^《》\n]{3,40})》(?:[（(][^（）()\n]{0,24}[）)])?(第[一二三四五六七八九十百零\d]{1,6}条)"
    r"(?:第[一二三四五六七八九十\d]{1,3}款)?(?:中?明确)?(?:规定|要求|指出)[，,：:的“]{0,2}([^。；;\n]{8,120})"
)
_MARKS = re.compile(r"[\s，,、“”：:（）()]")
_SAME = 10
"""Characters that two provisions must begin with alike to be one."""


@check("AUDIT-DOCUMENT-NUMBER", "AUDIT-DOCUMENT-SELF")
def numbers_of_documents(reading: Reading) -> Iterator[Finding]:
    """A document with another number than it was issued under, or with two numbers in one text."""
    met: dict[str, tuple[str, Span]] = {}
    for title, number, span in _numbered(reading):
        key, record = _key(title), _known().get(_key(title))
        if record is not None and record.numbers:
            if number not in record.numbers:
                yield fault("AUDIT-DOCUMENT-NUMBER", reading, (span,), number, record.numbers[0], {"name": title})
        elif key in met and met[key][0] != number:
            yield fault("AUDIT-DOCUMENT-SELF", reading, (span, met[key][1]), number, met[key][0], {"name": title})
        met.setdefault(key, (number, span))


@check("AUDIT-DOCUMENT-SHARED")
def two_under_one_number(reading: Reading) -> Iterator[Finding]:
    """Two documents that have one number."""
    met: dict[str, tuple[str, Span]] = {}
    for title, number, span in _numbered(reading):
        first, where = met.setdefault(number, (title, span))
        if not _may_be_one(_key(first), _key(title)):
            known = _known().get(_key(title))
            spans = (where, span) if known is not None and number in known.numbers else (span, where)
            yield fault("AUDIT-DOCUMENT-SHARED", reading, spans, title, first, {"name": number})


@check("AUDIT-DOCUMENT-TITLE")
def slips_in_titles(reading: Reading) -> Iterator[Finding]:
    """A title that is a character or two from that of a known document, or a law with a word too many."""
    known = {bare_title(record.title): record.title for record in known_documents()}
    met = set()
    for found in _NAMED.finditer(reading.document.text):
        title = bare_title(found[1])
        if title in known or title in met or len(title) < 8:
            continue
        met.add(title)
        law = title.startswith(_STATE) and title.endswith("法")
        near = next((full for bare, full in known.items() if is_slip(title, bare)), "")
        near = near or next(
            (full for bare, full in known.items() if law and is_padded(_key(title), _key(bare)) and bare[-1] == "法"),
            "",
        )
        if near:
            yield fault("AUDIT-DOCUMENT-TITLE", reading, (Span(found.start(1), found.end(1)),), found[1], near)


@check("AUDIT-DOCUMENT-DATE")
def years_of_laws(reading: Reading) -> Iterator[Finding]:
    """A year in which a law is said to have come into force, and did not."""
    for found in _IN_FORCE.finditer(reading.document.text):
        record = _known().get(_key(found[1]))
        if record is not None and record.effective and int(found[2]) not in record.effective:
            years = "、".join(map(str, record.effective))
            span = Span(found.start(), found.end())
            yield fault("AUDIT-DOCUMENT-DATE", reading, (span,), found[2], years, {"name": found[1]})


@check("AUDIT-DOCUMENT-ARTICLE")
def articles_of_laws(reading: Reading) -> Iterator[Finding]:
    """One provision of a law told of two of its articles."""
    met: dict[tuple[str, str], tuple[str, Span]] = {}
    for found in _ARTICLE.finditer(reading.document.text):
        span, words = Span(found.start(2), found.end(3)), _MARKS.sub("", found[3])[:_SAME]
        article, where = met.setdefault((_key(found[1]), words), (found[2], span))
        if article != found[2] and len(words) == _SAME:
            yield fault("AUDIT-DOCUMENT-ARTICLE", reading, (span, where), found[2], article, {"name": found[1]})


def _numbered(reading: Reading) -> Iterator[tuple[str, str, Span]]:
    """Title, number and its place, wherever a number stands in brackets behind a title, or before one."""
    text = reading.document.text
    behind = ((found[1], Span(*found.span(2))) for found in _NUMBERED.finditer(text))
    before = ((found["title"], Span(*found.span("number"))) for found in _NUMBERED_BEFORE.finditer(text))
    for title, span in sorted((*behind, *before), key=lambda told: told[1].start):
        yield title, text[span.start : span.end].removeprefix(_STATE), span


def _key(title: str) -> str:
    return bare_title(title).removeprefix(_STATE)


@cache
def _known() -> Mapping[str, KnownDocument]:
    return {_key(record.title): record for record in known_documents()}


def _may_be_one(one: str, other: str) -> bool:
    """Whether two titles may be of one document: one short for the other, or a notice and what it hands on."""
    short, long = sorted((one, other), key=len)
    letters = sum(letter in long for letter in short)
    return short in long or "印发" in long or letters >= 0.8 * len(short)
