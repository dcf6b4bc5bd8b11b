"""WordprocessingML: the few shapes that the report is made of, by the element; runs, which are many, as text first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from lxml import etree

from shanshui.dossier.narrative.model import Quoted, Run, Words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TAG_LENGTH = 64
"""Longest tag of a content control that Word reads."""

_EAST_ASIAN = frozenset("“”‘’…—·±×÷°℃")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
Element = Any


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def el(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element with children and attributes of the same namespace.

    Examples
    --------
    >>> el("p", el("r")).tag.endswith("}p")
    True
    """
    element = etree.Element(w(name), {w(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def parsed(text: str) -> list[Element]:
    """Elements written as text, whose names begin with ``w:``."""
    return list(filled("body", text))


def filled(name: str, text: str) -> Element:
    """An element with content that is written as text.

    It declares its names itself: lxml moves such a tree into another document at once, and any other in time that grows
    with the square of its size.
    """
    return etree.fromstring(f'<w:{name} xmlns:w="{W}">{text}</w:{name}>')


def escaped(text: str) -> str:
    """Text that may stand between tags and in an attribute.

    Examples
    --------
    >>> escaped('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return text.translate(_ENTITIES)


def written_run(words: str, properties: str = "") -> str:
    """A run of text, written; signs that both scripts use are set in the Chinese face."""
    if not _EAST_ASIAN.isdisjoint(words):
        properties = f'<w:rFonts w:hint="eastAsia"/>{properties}'
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{escaped(words)}</w:t></w:r>'


def text_run(words: str, properties: str = "") -> Element:
    """A run of text."""
    return parsed(written_run(words, properties))[0]


def tag_of(fact: str) -> str:
    """The tag of a fact's content control: its id, shortened with a hash where Word's limit is passed.

    Examples
    --------
    >>> tag_of("scope.area"), len(tag_of("x" * 80))
    ('scope.area', 64)
    """
    if len(fact) <= TAG_LENGTH:
        return fact
    return f"{fact[: TAG_LENGTH - 13]}#{hashlib.sha256(fact.encode()).hexdigest()[:12]}"


class Numbers:
    """Counts content controls and bookmarks, so that ids are the same in each build."""

    def __init__(self) -> None:
        self._controls = 0
        self._bookmarks = 0
        self._pictures = 0

    def control(self) -> int:
        """The next id of a content control."""
        self._controls += 1
        return self._controls

    def bookmark(self) -> int:
        """The next id of a bookmark."""
        self._bookmarks += 1
        return self._bookmarks

    def picture(self) -> int:
        """The next id of a picture."""
        self._pictures += 1
        return self._pictures


MARKED = '<w:rStyle w:val="SampleMark"/>'
"""Property of a run that marks made-up data."""

_SHAPES = {
    "super": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "strong": "<w:b/>",
    "mark": MARKED,
}


def written_runs(runs: Sequence[Run], numbers: Numbers, properties: str = "") -> str:
    """The runs of a paragraph, written; a quotation becomes a content control tagged with its fact.

    Parameters
    ----------
    runs : sequence of Run
        Words, quotations, references.
    numbers : Numbers
        Counter of content controls.
    properties : str
        What all of them are set by, written.
    """
    return "".join(_written(run, numbers, properties) for run in runs)


def _written(run: Run, numbers: Numbers, properties: str) -> str:
    if isinstance(run, Quoted):
        words = written_run(run.quote.text, properties)
        return _control(run.quote.fact, words, numbers) if run.quote.fact else words
    if isinstance(run, Words):
        return written_run(run.text, properties + _SHAPES.get(run.shape, ""))
    if run.there:
        return written_field(f"REF {reference_name(run.kind, run.key)} \\h", run.text, properties)
    return written_run(run.text, properties)


def _control(fact: str, words: str, numbers: Numbers) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{escaped(tag_of(fact))}"/><w:id w:val="{numbers.control()}"/></w:sdtPr>'
        f"<w:sdtContent>{words}</w:sdtContent></w:sdt>"
    )


def run_elements(runs: Sequence[Run], numbers: Numbers) -> list[Element]:
    """Elements of the runs of a paragraph."""
    return parsed(written_runs(runs, numbers))


def written_field(instruction: str, result: str, properties: str = "") -> str:
    """A complex field with its result, written."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    code = f'<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText>'
    parts = ('<w:fldChar w:fldCharType="begin"/>', code, '<w:fldChar w:fldCharType="separate"/>')
    before = "".join(f"<w:r>{head}{part}</w:r>" for part in parts)
    return f'{before}{written_run(result, properties)}<w:r>{head}<w:fldChar w:fldCharType="end"/></w:r>'


def field_runs(instruction: str, result: str) -> list[Element]:
    """A complex field with its result."""
    return parsed(written_field(instruction, result))


def bookmarked(name: str, numbers: Numbers, *children: Element) -> list[Element]:
    """Elements between the ends of a bookmark."""
    number = numbers.bookmark()
    return [el("bookmarkStart", id=number, name=name), *children, el("bookmarkEnd", id=number)]


def reference_name(kind: str, key: str) -> str:
    """Bookmark around label and number of a table, figure or equation, to which references lead; hidden in Word."""
    return f"_Ref{kind}{hashlib.sha256(key.encode()).hexdigest()[:12]}"


SEQUENCES = {"table": "表", "figure": "图", "equation": "式"}
"""What names of sequences begin with: Word wants a letter."""

_NUMBER = re.compile(r"(.*?)(\d+)(\D*)$")


def number_runs(number: str, kind: str) -> list[Element]:
    """Label and number as ``表1-`` with a field that counts: one sequence for each kind and chapter.

    Parameters
    ----------
    number : str
        As numbering gave it: ``表1-2``, ``（1-2）``.
    kind : str
        What is numbered.
    """
    found = _NUMBER.match(number)
    if found is None:
        return [text_run(number)]
    before, count, after = found.groups()
    chapter = "".join(letter for letter in before if letter.isalnum()).removeprefix(SEQUENCES[kind])
    counted = field_runs(f"SEQ {SEQUENCES[kind]}{chapter} \\* ARABIC", count)
    return [text_run(before), *counted, *([text_run(after)] if after else [])]


def paragraph(style: str, /, *children: Element, **extra: Element) -> Element:
    """A paragraph in a style; ``extra`` holds further paragraph properties in their schema's order."""
    return el("p", el("pPr", el("pStyle", val=style), *extra.values()), *children)
