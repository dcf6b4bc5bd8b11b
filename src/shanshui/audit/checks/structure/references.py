"""References inside a document: to tables, figures, boxes, chapters and annexes that are not there, or are others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from shanshui.audit.check import check, fault
from shanshui.audit.labels import Family, Label, definitions, references
from shanshui.audit.neighbours import is_quoted, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.documents.numbering import marker, value_of
from shanshui.finding import Finding

_CHAPTER = re.compile(r"第([一二三四五六七八九十百\d]{1,4})章(?:第([一二三四五六七八九十\d]{1,3})节)?")
_SECTION = re.compile(r"(?:第\s?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s?[节小款条])(?!例)")
_ANNEX = re.compile(r"附录[ ]?([A-Z])(?![A-Za-z])[ ]?(?:[.．][ ]?(\d{1,2})(?![.．\d]))?")
_ATTACHED = re.compile(r"附件[ ]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d.级项份件类])")
_LIST_OF_ATTACHED = re.compile(
    r"^[ \t　]*附件(?:目录|清单|名称)?[ \t　]*[：:]?[ \t　]*\n?"
    r"(?P<lines>(?:[ \t　]*\d{1,2}[.．、][^\n]{2,60}(?:\n|\Z)){2,40})",
    re.MULTILINE,
)
_OF_ANOTHER = re.compile(r"(?:[省市州县]级?|国家|上位|上级|总体)[^，。；\n]{0,6}(?:规划|方案|指南|纲要)(?:的|中)?$")
_REFERRED = re.compile(r"[表图](?=[ ]?\d)")
_NAME_BEFORE = re.compile(r"([㐀-鿿][㐀-鿿A-Za-z（）()“”]{2,46}?)[（(](?:详?见|参见)?$")
_LEAD = re.compile(r"^(?:[A-Za-z]+|[a-z][)）])|^(?:按照|按|根据|依据|填写|编制|见|与|和|及|参照|包括)")
_ANNEXED = "AUDIT-REFERENCE-ANNEXED"
_SOME = 2
"""Chapters, or attachments, from which a document is known to number them."""
_TELLING = 6
"""Letters of a title that says what it is about."""
_LIKE, _APART = 0.7, 0.3
"""Likeness from which two titles are one, and by which another title must be nearer than that of the number."""


@check(
    "AUDIT-REFERENCE-MISSING",
    "AUDIT-REFERENCE-GROUP",
    "AUDIT-REFERENCE-ANNEXED",
    "AUDIT-REFERENCE-KIND",
    "AUDIT-REFERENCE-TITLE",
)
def tables_and_figures(reading: Reading) -> Iterator[Finding]:
    """A table, figure or box that is referred to and is not there, or has another title than the reference gives.

    Notes
    -----
    Where nothing of a kind is annexed, all of it may be a volume of its own: only the first reference is told.
    """
    document = reading.document
    defined = definitions(document)
    chapters = _chapters(reading)
    known = {(label.family, label.number): label for label in reversed(defined) if not label.continued}
    apart = set[Family]()
    for cited in references(document, defined):
        own = known.get((cited.family, cited.number))
        named = _other_of_this_name(reading, cited, own, defined)
        if named is not None:
            spans = (cited.span, named.span, *((own.span,) if own else ()))
            yield fault("AUDIT-REFERENCE-TITLE", reading, spans, cited.name, named.name, {"name": named.title})
        elif own is None:
            code = _code_of_missing(cited, known) or _code_of_no_chapter(cited, known, chapters)
            if code and cited.family not in apart:
                yield fault(code, reading, (cited.span,), cited.name, cited.name.removeprefix("附"))
                apart.update({cited.family} - {family for family, _ in known} if code == _ANNEXED else ())


@check("AUDIT-REFERENCE-TITLE-LIKELY")
def another_table_of_this_subject(reading: Reading) -> Iterator[Finding]:
    """A sentence that has nothing of the title it refers to, and nearly all of another title beside it."""
    document = reading.document
    defined = [label for label in definitions(document) if not label.continued and label.title]
    known = {(label.family, label.number): label for label in defined}
    for cited in references(document, definitions(document)):
        own = known.get((cited.family, cited.number))
        sentence = sentence_of(document.text, cited.span)
        words = _bare(document.text[sentence.start : cited.span.start])
        several = len(_REFERRED.findall(document.text, sentence.start, sentence.end)) > 1
        if own is None or several or _held(own, words) > 0:
            continue
        beside = [label for label in defined if label.family == own.family and _chapter(label) == _chapter(own)]
        telling = [label for label in beside if label is not own and len(_bare(label.title)) >= _TELLING]
        named = [label for label in telling if _held(label, words) >= _LIKE]
        if len(named) == 1:
            spans = (cited.span, named[0].span, own.span)
            yield fault("AUDIT-REFERENCE-TITLE-LIKELY", reading, spans, cited.name, named[0].name, {"name": own.title})


@check("AUDIT-REFERENCE-CHAPTER", "AUDIT-REFERENCE-KIND")
def chapters_and_annexes(reading: Reading) -> Iterator[Finding]:
    """A chapter or annex that is referred to and is not there."""
    document = reading.document
    text, annexes, starts = document.text, set[int](), set[int]()
    chapters, sections, clauses = dict[int, set[int]](), set[tuple[int, ...]](), set[tuple[int, ...]]()
    tables = {label.number for label in definitions(document) if label.family == "table"}
    for block in document.headings():
        found = marker(document.words(block).strip())
        starts.update(range(block.start, block.start + 8))
        if found and found.style == "章":
            chapters.setdefault(found.numbers[0], set())
        elif found and found.style == "节" and chapters:
            chapters[next(reversed(chapters))].add(found.numbers[0])
        elif found and found.style == "附录" and found.numbers:
            annexes.add(found.numbers[0])
        elif found and found.style == "1.1":
            clauses.add(found.numbers[:2])
            sections.add(found.numbers)
    for match in _CHAPTER.finditer(text) if len(chapters) >= 2 else ():
        held = chapters.get(value_of(match[1]))
        lacks = held is None or (match[2] and len(held) >= _SOME and value_of(match[2]) not in held)
        if lacks and _is_own(text, match.start(), starts):
            yield fault("AUDIT-REFERENCE-CHAPTER", reading, (Span(*match.span()),), match.group())
    for match in _SECTION.finditer(text):
        number = tuple(int(part) for part in match["number"].split("."))
        beside = [own for own in sections if own[:-1] == number[:-1] and len(own) == len(number)]
        if len(beside) >= _SOME and number not in sections and _is_own(text, match.start(), starts):
            yield fault("AUDIT-REFERENCE-CHAPTER", reading, (Span(*match.span()),), match.group())
    for match in _ANNEX.finditer(text) if len(annexes) >= 2 else ():
        letter = ord(match[1]) - ord("A") + 1
        if letter not in annexes and _is_own(text, match.start(), starts):
            yield fault("AUDIT-REFERENCE-CHAPTER", reading, (Span(*match.span()),), match.group())
        elif match[2] and f"{match[1]}.{match[2]}" in tables and (letter, int(match[2])) not in clauses:
            want = f"表{match[1]}.{match[2]}"
            yield fault("AUDIT-REFERENCE-KIND", reading, (Span(*match.span()),), match.group(), want)


@check("AUDIT-REFERENCE-MISSING")
def attachments(reading: Reading) -> Iterator[Finding]:
    """An attachment (附件) that is referred to and does not stand in the list of them."""
    text, listed, cited = reading.document.text, set[int](), list[re.Match[str]]()
    for found in _ATTACHED.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.strip("（( \t　"):
            cited.append(found)
        else:
            listed.add(value_of(found[1]))
    for found in _LIST_OF_ATTACHED.finditer(text):
        listed.update(int(number) for number in re.findall(r"(?m)^[ \t　]*(\d{1,2})[.．、]", found["lines"]))
    for found in cited if len(listed) >= _SOME else ():
        if value_of(found[1]) not in listed and _is_own(text, found.start(), set()):
            yield fault("AUDIT-REFERENCE-MISSING", reading, (Span(*found.span()),), found.group())


@check("AUDIT-REFERENCE-NONE")
def never_referred_to(reading: Reading) -> Iterator[Finding]:
    """A table or figure that the text refers to nowhere, in a document that refers to others."""
    document = reading.document
    defined = definitions(document)
    cited = {(label.family, label.number) for label in references(document, defined)}
    for family in ("table", "figure"):
        own = [label for label in defined if label.family == family and not label.continued]
        if not any((family, label.number) in cited for label in own):
            continue
        for label in own:
            if (family, label.number) not in cited:
                yield fault("AUDIT-REFERENCE-NONE", reading, (label.span,), label.name)


def _code_of_missing(cited: Label, known: Mapping[tuple[Family, str], Label]) -> str:
    """How sure it is that what is referred to should be in the document; empty where nothing of the kind is."""
    if any(family == cited.family and number.startswith(f"{cited.number}.") for family, number in known):
        return "AUDIT-REFERENCE-GROUP"
    if cited.family.startswith("annexed") and any(
        family == cited.family.removeprefix("annexed ") and number == cited.number for family, number in known
    ):
        return "AUDIT-REFERENCE-KIND" if cited.number[0].isalpha() else ""
    if cited.family.startswith("annexed"):
        return _ANNEXED if known else ""
    alike = sum(family == cited.family and _shape(number) == _shape(cited.number) for family, number in known)
    return "AUDIT-REFERENCE-MISSING" if alike else ""


def _chapters(reading: Reading) -> int:
    """How many chapters there are; 0 where their numbers do not run from 1 on."""
    numbers: dict[str, set[int]] = {}
    for block in reading.document.headings():
        found = marker(reading.document.words(block).strip())
        if found is not None and found.numbers and found.style in ("章", "1", "1、"):
            numbers.setdefault(found.style, set()).add(found.numbers[0])
    run = numbers.get("章") or max(numbers.values(), key=len, default=set())
    return len(run) if run == set(range(1, len(run) + 1)) else 0


def _code_of_no_chapter(cited: Label, known: Mapping[tuple[Family, str], Label], chapters: int) -> str:
    """Whether a number of a chapter is cited, in a document that numbers by chapters and has no such chapter."""
    head, _, last = cited.number.partition("-")
    by_chapter = [number for family, number in known if family in ("table", "figure") and "-" in number]
    beyond = last.isdigit() and head.isdigit() and int(head) > chapters >= _SOME
    inside = all(number.split("-")[0].isdigit() and int(number.split("-")[0]) <= chapters for number in by_chapter)
    return "AUDIT-REFERENCE-MISSING" if beyond and by_chapter and inside else ""


def _shape(number: str) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"[A-Z]", "A", re.sub(r"\d+", "1", number)))


def _other_of_this_name(reading: Reading, cited: Label, own: Label | None, defined: Sequence[Label]) -> Label | None:
    """The table whose title stands before the bracket, where the bracket has the number of another one."""
    text = reading.document.text
    found = _NAME_BEFORE.search(text, max(0, cited.span.start - 50), cited.span.start)
    if found is None:
        return None
    name = _bare(_LEAD.sub("", found[1]))
    alike = _likeness(name, _bare(own.title)) if own is not None else 0.0
    if len(name) < 4:
        return None
    ranked = sorted(
        (
            (_likeness(name, _bare(label.title)), label)
            for label in defined
            if not label.continued and label.family == cited.family
        ),
        key=lambda pair: -pair[0],
    )
    if (
        not ranked
        or ranked[0][0] < _LIKE
        or ranked[0][0] < alike + _APART
        or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.1)
    ):
        return None
    return ranked[0][1] if ranked[0][1].number != cited.number else None


def _bare(title: str) -> str:
    return re.sub(r"[A-Za-z\s　（）()]|国土空间|生态保护修复|工程|的", "", title)


def _held(label: Label, words: str) -> float:
    """How much of a title stands in a sentence: of its pairs of characters, those that are there."""
    title = _bare(label.title)
    pairs = [title[n : n + 2] for n in range(len(title) - 1)]
    return sum(pair in words for pair in pairs) / max(1, len(pairs))


def _chapter(label: Label) -> str:
    return label.number.rpartition("-")[0]


def _likeness(one: str, other: str) -> float:
    """Pairs of characters that two titles share, of those of both (Dice)."""
    first, second = ({text[n : n + 2] for n in range(len(text) - 1)} for text in (one, other))
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _is_own(text: str, start: int, headings: set[int]) -> bool:
    """Whether a reference is to the document itself."""
    if start in headings or is_quoted(text, start):
        return False
    before = text[max(0, start - 30, text.rfind("\n", 0, start) + 1) : start]
    return (
        bool(before.strip())
        and "》" not in before
        and not _OF_ANOTHER.search(before)
        and not re.search(r"(?:GB|HJ|SL|TD|LY|NY|DZ|指南|规程|规范|条例|法)[^，。；]{0,16}$", before)
    )
