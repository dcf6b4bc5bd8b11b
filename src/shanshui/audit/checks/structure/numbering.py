"""Numbers of chapters, sections, tables, figures, boxes and projects: skipped, or given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.labels import definitions
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.documents import Block, Document
from shanshui.documents.numbering import marker
from shanshui.finding import Finding

_HAN = "零一二三四五六七八九十"
_LAST = 99
"""Largest number that a marker writes in Chinese numerals."""
_GAP = 3
"""Numbers in between and one, beyond which a sequence has another reason than a slip."""
_INNER = ("一、", "（一）", "1、")
"""Styles of headings that are counted anew below each heading."""
_ARTICLES = 4
"""Articles from which a document is known to be written in them."""
_TITLED = re.compile(r"[^，。；和与、及至的规]")
"""What stands behind the number of an article, and not behind one that is only cited at the beginning of a line."""
_CONTENTS = re.compile(r"(?:[.…·．]{3,}|\t)\s*\d{1,4}\s*$")


@dataclass(frozen=True, slots=True)
class _Number:
    """One number of a sequence."""

    value: int
    shown: str
    title: str
    span: Span


@check("AUDIT-NUMBER-HEADING-SKIPPED", "AUDIT-NUMBER-HEADING-TWICE")
def headings_in_sequence(reading: Reading) -> Iterator[Finding]:
    """Chapters, sections of a chapter, and decimal sections."""
    for numbers in _sequences_of_headings(reading):
        yield from _faults(reading, numbers, "AUDIT-NUMBER-HEADING-SKIPPED", "AUDIT-NUMBER-HEADING-TWICE")


@check("AUDIT-NUMBER-HEADING-SKIPPED", "AUDIT-NUMBER-HEADING-TWICE")
def articles_in_sequence(reading: Reading) -> Iterator[Finding]:
    """Articles (第六条), which open paragraphs and are counted through all chapters."""
    document, numbers = reading.document, list[_Number]()
    for block in document.blocks:
        line = document.words(block).lstrip()
        found = marker(line) if block.kind in ("heading", "paragraph") and line.startswith("第") else None
        if found is None or found.style != "条" or not found.numbers or not _TITLED.match(line, found.length):
            continue
        start = block.end - len(line)
        number = _Number(found.numbers[0], line[: found.length].strip(), line[found.length :], Span(start, block.end))
        if numbers and number.value < numbers[-1].value:
            yield from _articles(reading, numbers)
            numbers = []
        numbers.append(number)
    yield from _articles(reading, numbers)


@check("AUDIT-NUMBER-SKIPPED", "AUDIT-NUMBER-TWICE")
def captions_in_sequence(reading: Reading) -> Iterator[Finding]:
    """Tables, figures and boxes of a chapter."""
    sequences: dict[tuple[str, str], list[_Number]] = {}
    for label in definitions(reading.document):
        head, _, last = label.number.replace(".", "-").rpartition("-")
        if label.continued or not last.isdigit():
            continue
        number = _Number(int(last), label.name, label.title, label.span)
        sequences.setdefault((label.family, head), []).append(number)
    for numbers in sequences.values():
        yield from _faults(reading, numbers, "AUDIT-NUMBER-SKIPPED", "AUDIT-NUMBER-TWICE")


@check("AUDIT-NUMBER-PROJECT-SKIPPED", "AUDIT-NUMBER-PROJECT-TWICE")
def projects_in_sequence(reading: Reading) -> Iterator[Finding]:
    """Projects of a box or list."""
    groups: dict[str, list[_Number]] = {}
    for project in reading.projects if reading.frame.nature != "code" else ():
        block = reading.document.block_at(project.name.span.start)
        if project.number.isdecimal() and block is not None and block.kind != "cell":
            number = _Number(int(project.number), project.number, project.name.text, project.name.span)
            numbers = groups.setdefault(project.group, [])
            between = reading.document.text[numbers[-1].span.end : number.span.start] if numbers else "\n"
            if "\n" in between or numbers[-1].value != number.value:
                numbers.append(number)
    for numbers in groups.values():
        yield from _faults(reading, numbers, "AUDIT-NUMBER-PROJECT-SKIPPED", "AUDIT-NUMBER-PROJECT-TWICE")


def _articles(reading: Reading, numbers: Sequence[_Number]) -> Iterator[Finding]:
    """Faults of articles, where there are enough of them and they begin at 1."""
    if len(numbers) >= _ARTICLES and numbers[0].value == 1:
        yield from _faults(reading, numbers, "AUDIT-NUMBER-HEADING-SKIPPED", "AUDIT-NUMBER-HEADING-TWICE")


def _faults(reading: Reading, numbers: Sequence[_Number], skipped: str, twice: str) -> Iterator[Finding]:
    if len({number.value for number in numbers}) < 3 and len(numbers) < 2:
        return
    there = {number.value for number in numbers}
    for one, other in pairwise(numbers):
        if other.value == one.value and _plain(other.title) != _plain(one.title):
            yield fault(
                twice,
                reading,
                (other.span, one.span),
                other.shown,
                one.shown,
                {"name": other.title, "other": one.title},
            )
        elif 1 < other.value - one.value <= _GAP and not there & set(range(one.value + 1, other.value)):
            if _is_written(reading, one, other):
                continue
            yield fault(skipped, reading, (other.span, one.span), other.shown, one.shown)


def _is_written(reading: Reading, one: _Number, other: _Number) -> bool:
    """Whether the number that seems to be skipped begins a line between the two, which was read as something else."""
    signs = (sign for sign in _of(one.shown, one.value + 1) if not sign.isspace())
    label = r"\s?".join("[-—–－.．]" if sign in "-.．" else re.escape(sign) for sign in signs)
    lines = re.finditer(rf"(?m)^[ \t　]*续?{label}(?!\d)[^\n]*", reading.document.text[one.span.end : other.span.start])
    return any(not _CONTENTS.search(line.group()) for line in lines)


def _sequences_of_headings(reading: Reading) -> Iterator[list[_Number]]:
    """Numbers of headings of one style under one heading, those of the table of contents left out."""
    document = reading.document
    sequences: dict[tuple[object, ...], list[_Number]] = {}
    chapter = 0
    words = [(block, document.words(block).strip()) for block in document.headings()]
    last = {line: n for n, (_, line) in enumerate(words)}
    tops: dict[str, int] = {}
    for block, line in words:
        if (read := marker(line)) is not None:
            tops[read.style] = min(block.level, tops.get(read.style, block.level))
    for n, (block, line) in enumerate(words):
        found = marker(line)
        if found is None or not found.numbers or _CONTENTS.search(line) or last[line] > n:
            continue
        key: tuple[object, ...]
        if found.style == "章":
            chapter, key = found.numbers[0], ("章",)
        elif found.style == "节":
            key = ("节", chapter)
        elif found.style.startswith("1") and found.style != "1.1" and block.level == tops[found.style]:
            key = (found.style, _above(document, block))
        elif found.style == "1.1":
            key = ("1.1", line[:1].isalpha(), found.numbers[:-1])
        elif found.style in _INNER and ((above := _above(document, block)) or block.level == tops[found.style]):
            key = (found.style, above)
        else:
            continue
        span = Span(block.start, block.start + len(document.words(block).rstrip()))
        shown = line[: found.length].strip()
        sequences.setdefault(key, []).append(_Number(found.numbers[-1], shown, line[found.length :], span))
    yield from sequences.values()


def _above(document: Document, block: Block) -> int | None:
    """Where the heading begins below which another one stands."""
    path = [heading.start for heading in document.path_at(block.start) if heading.level < block.level]
    return path[-1] if path else None


def _of(shown: str, value: int) -> str:
    """The same marker with another number; in digits above 99."""
    if value > _LAST:
        return re.sub(r"\d+(?=\D*$)", str(value), shown)
    tens, ones = divmod(value, 10)
    han = ("" if not tens else "十" if tens == 1 else f"{_HAN[tens]}十") + (_HAN[ones] if ones else "")
    if shown.startswith("第") and not shown[1:2].isdigit():
        return f"第{han}{shown[-1]}"
    return re.sub(r"\d+(?=\D*$)", str(value), shown)


def _plain(title: str) -> str:
    return re.sub(r"[\s　（）()续表]", "", title)
