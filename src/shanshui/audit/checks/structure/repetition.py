"""What a document says twice: copied passages, and the same item twice in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.checks.works.projects import one_list
from shanshui.audit.reading import Reading
from shanshui.claims.doubles import doubles
from shanshui.claims.likeness import core
from shanshui.claims.model import Project, Span
from shanshui.claims.repetition import Repeat, of_two_times, repeats
from shanshui.documents import Document
from shanshui.finding import Finding
from shanshui.standard.language.sections import section_words

SURE = 50
"""Letters of a copied passage from which nobody wrote it twice by himself."""
LIKELY = 26
"""Letters of a passage that was probably pasted."""
LONG = 30
"""Code points that such a passage has at least, its slogans, titles and digits included."""
COVER = 80
"""Code points that a title has at most."""
STATED = 2
"""Numbers in a passage from which it states facts again, which are the same at both places as they should be."""
WITHIN = 17
"""Letters repeated within one paragraph that are worth a note."""

SAME = 16
"""Letters of a sentence that nobody writes twice with two numbers for two things."""

_SENTENCE = re.compile(r"[^。\n]{16,200}")
_LETTERS = re.compile("[\u4e00-\u9fff]")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_OPENING = re.compile(r"[^。，：；、\s]{1,14}(?=[。：])")
_NUMBER = re.compile(r"^[\s第\d一二三四五六七八九十百.、．（）()章节条]+")


@check(
    "AUDIT-REPEAT", "AUDIT-REPEAT-LIKELY", "AUDIT-REPEAT-CLAUSE", "AUDIT-REPEAT-PROJECT", "AUDIT-REPEAT-PROJECT-LIKELY"
)
def repeated_passages(reading: Reading) -> Iterator[Finding]:
    """Long passages that stand at two places word for word."""
    if reading.frame.nature == "code":
        return
    for found in repeats(reading.document, WITHIN):
        one, other = (_holder(reading, side) for side in (found.first, found.second))
        words = {"letters": str(found.weight)}
        spans = [found.second, found.first]
        if one is not None and other is not None and one != other:
            code = _judged_projects(reading, found, one, other)
            words |= {"name": other.name.text, "other": one.name.text}
            spans += [other.name.span, one.name.span]
        else:
            code = _judged(reading.document, found)
            words |= {"place": _place(reading.document, found.first.start)}
        if code:
            yield fault(code, reading, spans, words=words)


@check("AUDIT-REPEAT-DIFFERS")
def said_again_with_another_number(reading: Reading) -> Iterator[Finding]:
    """A sentence that stands twice under one heading, with one number changed."""
    document = reading.document
    said: dict[tuple[object, str], list[re.Match[str]]] = {}
    for block in document.blocks:
        if block.kind != "paragraph" or reading.project_at(block.start) is not None:
            continue
        heading = document.path_at(block.start)[-1:]
        for found in _SENTENCE.finditer(document.text, block.start, block.end):
            shape = _AMOUNT.sub("0", found.group())
            if len(_LETTERS.findall(shape)) >= SAME:
                said.setdefault((heading, shape), []).append(found)
    for twice in said.values():
        spans = [*_changed(*twice)] if len(twice) == 2 else []  # what stands more often is told of one after another
        if len(spans) == 1:
            own, other = spans[0]
            got, want = (document.text[span.start : span.end] for span in (own, other))
            yield fault("AUDIT-REPEAT-DIFFERS", reading, (own, other), got, want)


@check("AUDIT-LIST-TWICE")
def listed_twice(reading: Reading) -> Iterator[Finding]:
    """The same item twice in one list."""
    for first, second in doubles(reading.document):
        words = reading.document.text[second.start : second.end]
        yield fault("AUDIT-LIST-TWICE", reading, (second, first), got=words)


def _changed(one: re.Match[str], other: re.Match[str]) -> Iterator[tuple[Span, Span]]:
    """Numbers of two sentences of one wording that differ: the later one, the earlier one."""
    numbers = (list(_AMOUNT.finditer(found.string, *found.span())) for found in (one, other))
    for before, after in zip(*numbers, strict=True):
        if before.group() != after.group():
            yield Span(*after.span()), Span(*before.span())


def _judged(document: Document, found: Repeat) -> str:
    one, other = document.block_at(found.first.start), document.block_at(found.second.start)
    if one is None or other is None:
        return ""
    amounts = _amounts(document, found)
    if one == other:
        return "" if amounts else "AUDIT-REPEAT-CLAUSE"
    if not _long(found) or _said_again(document, found) or _on_the_cover(document, found):
        return ""
    if of_two_times(document.words(one), document.words(other)):
        return ""
    certain = found.weight >= SURE and not _parallel(document, found)
    if amounts >= STATED:
        return "AUDIT-REPEAT-LIKELY" if certain else ""
    return "AUDIT-REPEAT" if certain else "AUDIT-REPEAT-LIKELY"


def _judged_projects(reading: Reading, found: Repeat, one: Project, other: Project) -> str:
    """A box and the table of all projects may say the same of one project."""
    same = core(one.name.text, reading.frame.region) == core(other.name.text, reading.frame.region)
    if not _long(found) or (same and not one_list(reading, one, other)):
        return ""
    certain = found.weight >= SURE
    if _amounts(reading.document, found) >= STATED:
        return "AUDIT-REPEAT-PROJECT-LIKELY" if certain else ""
    return "AUDIT-REPEAT-PROJECT" if certain else "AUDIT-REPEAT-PROJECT-LIKELY"


def _holder(reading: Reading, side: Span) -> Project | None:
    """The project whose contents hold a passage."""
    return next((project for project in reading.projects if side.within(project.span)), None)


def _amounts(document: Document, found: Repeat) -> int:
    return len(_AMOUNT.findall(document.text, found.first.start, found.first.end))


def _long(found: Repeat) -> bool:
    return found.weight >= LIKELY and found.first.end - found.first.start >= LONG


def _said_again(document: Document, found: Repeat) -> bool:
    """Whether a summary, or a section of the same aims, says it again as it should."""
    paths = (document.path_at(side.start) for side in (found.first, found.second))
    heads = [["".join(document.words(block).split()) for block in path] for path in paths]
    summary = section_words("summary")
    if any(word in head for path in heads for head in path for word in summary):
        return True
    last = [_NUMBER.sub("", path[-1]) if path else "" for path in heads]
    return any(word in last[0] and word in last[1] for word in section_words("aim")) and last[0] == last[1]


def _on_the_cover(document: Document, found: Repeat) -> bool:
    """Whether it is the title, which stands on the cover and on the page behind it."""
    block = document.block_at(found.first.start)
    return block is not None and block.end - block.start <= COVER and not document.path_at(found.first.start)


def _parallel(document: Document, found: Repeat) -> bool:
    """Whether both stand at the same place of two sections that are built alike."""
    heads = [document.path_at(side.start) for side in (found.first, found.second)]
    if heads[0] and heads[1] and heads[0] != heads[1]:
        last = [_NUMBER.sub("", document.words(path[-1])) for path in heads]
        if last[0] == last[1]:
            return True
    openings = [_opening(document, side) for side in (found.first, found.second)]
    return bool(openings[0]) and openings[0] == openings[1]


def _opening(document: Document, side: Span) -> str:
    block = document.block_at(side.start)
    found = _OPENING.match(document.text, block.start, block.end) if block else None
    return found.group() if found else ""


def _place(document: Document, offset: int) -> str:
    path = document.path_at(offset)
    return document.words(path[-1]).strip() if path else document.name
