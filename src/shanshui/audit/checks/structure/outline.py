"""Chapters, annexed tables and maps of an implementation plan against H.1 and H.2; the suitable ones of a 规划."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.framing import titles_of
from shanshui.audit.reading import Nature, Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding
from shanshui.standard import load
from shanshui.standard.judging.outline_words import outline_words
from shanshui.standard.tables import TableSpec

_TAKEN: dict[Nature, tuple[str, str]] = {
    "implementation": (
        "实施方案，按 H.1—H.2 核对章节、附表和附图",
        "an implementation plan: chapters, tables and maps of H.1-H.2",
    ),
    "planning": ("规划，只核对相当的部分", "a plan (规划): only the parts that suit"),
    "code": ("标准类文件，不核对章节", "a code: its chapters are not looked at"),
    "other": ("未识别的文件类型，不核对章节", "a document of another kind: its chapters are not looked at"),
}
_FOLLOWS = 9
"""Chapters of H.1 that a plan must have before one that lacks is a fault of the plan and not of another arrangement."""
_FEW = 3
"""Headings below which a document's arrangement cannot be told."""
_NOT_ANNEXED = ("A.1", "B.1", "B.2")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|\{[a-z]+\}|[\s　]|工程范围|国土空间|年度|生态保护修复")


@check("AUDIT-NATURE")
def what_it_was_taken_for(reading: Reading) -> Iterator[Finding]:
    """Which kind of document it was taken for, and so which clauses it was held against."""
    if not reading.document.blocks:
        return
    words = {"want": _TAKEN[reading.frame.nature][0], "want_en": _TAKEN[reading.frame.nature][1]}
    yield fault("AUDIT-NATURE", reading, (_title(reading),), reading.frame.region, words=words)


@check("AUDIT-OUTLINE-CHAPTER", "AUDIT-OUTLINE-CHAPTER-LIKELY", "AUDIT-OUTLINE-PART")
def chapters(reading: Reading) -> Iterator[Finding]:
    """A chapter that H.1 asks for and no heading has; of a 规划 a part that any plan has."""
    nature, document = reading.frame.nature, reading.document
    headings = [document.words(block).strip() for block in document.headings()]
    if nature not in ("implementation", "planning") or len(headings) < _FEW:
        return
    wanted = [word for word in outline_words() if word.planning or nature == "implementation"]
    there = {word.key for word in wanted if any(own in line for own in word.words for line in headings)}
    titles = {chapter.key: chapter for chapter in load().outline}
    sure = len(there - {"summary"}) >= _FOLLOWS
    for word in wanted:
        if word.key in there:
            continue
        if nature == "planning":
            code = "AUDIT-OUTLINE-PART"
        else:
            code = "AUDIT-OUTLINE-CHAPTER" if sure and word.key != "summary" else "AUDIT-OUTLINE-CHAPTER-LIKELY"
        chapter = titles[word.key]
        words = {"name": "、".join(word.words), "article": chapter.clause, "want_en": chapter.title_en}
        yield fault(code, reading, (_title(reading),), "", chapter.title, words)


@check("AUDIT-OUTLINE-TABLE", "AUDIT-OUTLINE-MAP")
def tables_and_maps(reading: Reading) -> Iterator[Finding]:
    """Annexed tables and maps that an implementation plan must have and names nowhere."""
    if reading.frame.nature != "implementation" or not reading.document.blocks:
        return
    standard, text = load(), _BRACKETS.sub("", reading.document.text)
    span = _title(reading)
    tables = [spec for spec in standard.code_tables.values() if spec.id not in _NOT_ANNEXED]
    lacking = [spec for spec in tables if not _names(text, spec)]
    if lacking:
        names = "；".join(
            f"表{spec.id} {spec.title.replace('{project}', '').replace('{year}', '')}" for spec in lacking
        )
        yield fault("AUDIT-OUTLINE-TABLE", reading, (span,), str(len(lacking)), names)
    maps = [m for m in standard.maps if m.status == "mandatory" and _core(m.title) not in text]
    if maps:
        names = "、".join(_core(m.title) for m in maps)
        yield fault("AUDIT-OUTLINE-MAP", reading, (span,), str(len(maps)), names)


def _title(reading: Reading) -> Span:
    """Where the title stands; the first line where none is known."""
    text = reading.document.text
    for title in titles_of(reading.document):
        start = text.find(title)
        if start >= 0:
            return Span(start, start + len(title))
    first = reading.document.blocks[0]
    return Span(first.start, min(first.end, first.start + 40))


def _names(text: str, spec: TableSpec) -> bool:
    """Whether a text names a table: by its title, or by its letter and number."""
    return _core(spec.title) in text or f"表{spec.id}" in text


def _core(title: str) -> str:
    """The words of a title that tell it from others."""
    return _BRACKETS.sub("", title)
