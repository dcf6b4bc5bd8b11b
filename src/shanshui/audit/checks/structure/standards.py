"""Standards cited: number, year and title against those known; documents that others took the place of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.audit.titles import bare_title
from shanshui.claims.model import Span
from shanshui.finding import Finding
from shanshui.standard.judging.known_standards import (
    KnownStandard,
    known_documents,
    known_standards,
    standards_numbered,
)

_PREFIX = r"(?:GB|HJ|TD|SL|LY|NY|DZ|CJJ|CJ|JGJ|JTG|NB|DL|MT|QX|SC|HY|CH|TB|DB\d{2})(?:/[TZ])?|GBJ|T/[A-Z]{2,6}"
_CITED = re.compile(
    rf"(?<![A-Za-z])({_PREFIX})[ \t　]?(\d{{1,6}}(?:\.\d{{1,2}})?)(?![\d.])"
    r"(?:[ \t]?[-—–－][ \t]?((?:19|20)\d{2}|[89]\d)(?!\d))?"
)
_TITLE_BEFORE = re.compile(r"《([^《》\n]{4,60})》[（(]?\s*$")
_TITLE_AFTER = re.compile(r"[）)]?\s*《([^《》\n]{4,60})》")
_LINE_TITLE = re.compile(r"[ \t　]+([㐀-鿿][^\n，。；《》]{3,50})(?=[\n；。]|$)")
_TAKEN_OVER = re.compile(
    r"(?:代替|替代|取代|替换|废止|原标准|原采用|原执行|旧版|不再(?:采|使|沿)?(?:用|执行))[^，。；\n]{0,16}$"
)
_NO_MORE = re.compile(
    r"[）)]?(?:已|同时|随之|均|业已){0,2}(?:废止|作废|停止|不再|[被由][^，。；\n]{0,40}(?:代替|替代|取代))"
)
"""Words around an edition of which the text itself says that it is in force no more."""
_KNOWN_TO = 2023
"""Year to which the list of standards is complete."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A standard as a text cites it.

    Parameters
    ----------
    code : str
        Prefix and number: ``GB/T 21010``.
    year : int or None
        Of the edition, where it is told.
    title : str
        What stands beside it; empty where nothing does.
    span, title_span : Span
        Where they stand.
    """

    code: str
    year: int | None
    title: str
    span: Span
    title_span: Span | None


@check("AUDIT-STANDARD-YEAR", "AUDIT-STANDARD-YEAR-LIKELY", "AUDIT-STANDARD-NEWER")
def years_of_standards(reading: Reading) -> Iterator[Finding]:
    """A year in which a standard had no edition."""
    for cited in citations(reading):
        known = standards_numbered(cited.code)
        years = [year for record in known for year in record.years]
        if cited.year is None or not years or cited.year in years:
            continue
        sure = all(record.certainty == "A" for record in known)
        code = "AUDIT-STANDARD-YEAR" if sure else "AUDIT-STANDARD-YEAR-LIKELY"
        code = "AUDIT-STANDARD-NEWER" if cited.year > _KNOWN_TO else code
        want = f"{cited.code}-{max(years)}"
        yield fault(code, reading, (cited.span,), f"{cited.code}-{cited.year}", want, {"name": known[0].titles[0]})


@check("AUDIT-STANDARD-WITHDRAWN", "AUDIT-STANDARD-WITHDRAWN-LIKELY")
def withdrawn_standards(reading: Reading) -> Iterator[Finding]:
    """An edition that another took the place of before the base year of the plan, or after it."""
    for cited in citations(reading):
        if is_told_withdrawn(reading.document.text, cited.span):
            continue
        for record in standards_numbered(cited.code):
            successor, since = _successor(record, cited.year)
            if not successor or record.certainty != "A":
                continue
            base = reading.frame.base_year or (reading.frame.years[0] - 1 if reading.frame.years else None)
            sure = base is not None and since < base
            code = "AUDIT-STANDARD-WITHDRAWN" if sure else "AUDIT-STANDARD-WITHDRAWN-LIKELY"
            words = {"since": str(since), "name": record.titles[-1 if sure else 0]}
            yield fault(code, reading, (cited.span,), _text(cited), successor, words)
    yield from _withdrawn_documents(reading)


@check("AUDIT-STANDARD-TITLE", "AUDIT-STANDARD-TITLE-LIKELY")
def titles_of_standards(reading: Reading) -> Iterator[Finding]:
    """A title that belongs to another number, or is not that of this one."""
    for cited in citations(reading):
        known = standards_numbered(cited.code)
        titles = [title for record in known for title in record.titles]
        if not cited.title or not titles or cited.title_span is None:
            continue
        own = bare_title(cited.title)
        if any(own == bare_title(title) or own in bare_title(title) or bare_title(title) in own for title in titles):
            continue
        other = next((code for title, code in _titles().items() if own == title), "")
        if other or _likeness(own, bare_title(titles[0])) < 0.5:
            code = "AUDIT-STANDARD-TITLE" if other or known[0].certainty == "A" else "AUDIT-STANDARD-TITLE-LIKELY"
        else:
            code = "AUDIT-STANDARD-TITLE-LIKELY"
        spans = (cited.title_span, cited.span)
        yield fault(code, reading, spans, cited.title, titles[0], {"name": cited.code, "other": other})


@check("AUDIT-STANDARD-PREFIX")
def mandatory_or_not(reading: Reading) -> Iterator[Finding]:
    """GB for GB/T, or the other way round."""
    for cited in citations(reading):
        if standards_numbered(cited.code):
            continue
        prefix, _, number = cited.code.partition(" ")
        other = f"{prefix.removesuffix('/T')}{'' if prefix.endswith('/T') else '/T'} {number}"
        known = standards_numbered(other)
        if any(record.certainty == "A" and cited.year in record.years for record in known):
            yield fault("AUDIT-STANDARD-PREFIX", reading, (cited.span,), _text(cited), f"{other}-{cited.year}")


@check("AUDIT-STANDARD-UNLISTED")
def not_among_references(reading: Reading) -> Iterator[Finding]:
    """A standard that a code cites in its clauses, and not in its list of normative references."""
    document = reading.document
    heads = [block for block in document.headings() if "规范性引用文件" in document.words(block)]
    if reading.frame.nature != "code" or not heads:
        return
    after = (block.start for block in document.headings() if block.start > heads[-1].start)
    listed = Span(heads[-1].start, next(after, len(document.text)))
    books = [block.start for block in document.headings() if "参考文献" in document.words(block)]
    end = books[-1] if books else len(document.text)
    cited = tuple(citations(reading))
    known = {one.code for one in cited if one.span.within(listed)}
    met = dict[str, list[Span]]()
    for one in cited:
        if listed.end <= one.span.start < end and one.code not in known:
            met.setdefault(one.code, []).append(one.span)
    for code, spans in met.items():
        yield fault("AUDIT-STANDARD-UNLISTED", reading, spans, code)


def _withdrawn_documents(reading: Reading) -> Iterator[Finding]:
    text = reading.document.text
    for record in known_documents():
        if not record.replaced_by or record.until is None:
            continue
        for cite in (f"《{record.title}》", *record.numbers):
            at = text.find(cite) if cite else -1
            if at >= 0:
                words = {"since": str(record.until), "name": record.title}
                span = Span(at, at + len(cite))
                yield fault("AUDIT-STANDARD-WITHDRAWN-LIKELY", reading, (span,), cite, record.replaced_by, words)
                break


def citations(reading: Reading) -> Iterator[Citation]:
    """Every standard that a text cites, with the title beside its number."""
    text = reading.document.text
    for found in _CITED.finditer(text):
        year = int(found[3]) + (1900 if found[3] and len(found[3]) == 2 else 0) if found[3] else None
        before = _TITLE_BEFORE.search(text, max(0, found.start() - 64), found.start())
        after = _TITLE_AFTER.match(text, found.end()) or _line_title(text, found)
        title = before or after
        span = Span(title.start(1), title.end(1)) if title else None
        yield Citation(f"{found[1]} {found[2]}", year, title[1] if title else "", Span(*found.span()), span)


def _line_title(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The title in a line of a list: number, blank, title."""
    line = text.rfind("\n", 0, found.start()) + 1
    alone = not re.search(r"[㐀-鿿]", text[line : found.start()]) and found[3]
    return _LINE_TITLE.match(text, found.end()) if alone else None


def is_told_withdrawn(text: str, span: Span) -> bool:
    """Whether the text says of an edition that another took its place."""
    before = text[max(0, span.start - 80) : span.start]
    return _TAKEN_OVER.search(before) is not None or _NO_MORE.match(text, span.end) is not None


def _successor(record: KnownStandard, year: int | None) -> tuple[str, int]:
    """What took the place of the edition cited, and since when; empty where it is in force or no year is told."""
    if record.replaced_by and (year is None or year in record.years):
        return record.replaced_by, record.until or max(record.years)
    if year is None or year not in record.years or year == max(record.years):
        return "", 0
    later = min(other for other in record.years if other > year)
    return f"{record.code}-{max(record.years)}", later


@cache
def _titles() -> dict[str, str]:
    return {bare_title(record.titles[0]): code for code, records in known_standards().items() for record in records}


def _likeness(one: str, other: str) -> float:
    """Share of the shorter title's pairs of characters that the other one has."""
    pairs = [{text[n : n + 2] for n in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, min(len(pairs[0]), len(pairs[1])))


def _text(cited: Citation) -> str:
    return f"{cited.code}-{cited.year}" if cited.year else cited.code
