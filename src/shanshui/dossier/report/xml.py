"""WordprocessingML by the element: the few shapes that the report is made of, and no more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from lxml import etree

from shanshui.dossier.narrative.model import Quoted, Run, See, Words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TAG_LENGTH = 64
"""Longest tag of a content control that Word reads."""

_EAST_ASIAN = frozenset("“”‘’…—·±×÷°℃")
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


def text_run(words: str, *properties: Element) -> Element:
    """A run of text; signs that both scripts use are set in the Chinese face."""
    if not _EAST_ASIAN.isdisjoint(words):
        properties = (el("rFonts", hint="eastAsia"), *properties)
    text = etree.Element(w("t"), {SPACE: "preserve"})
    text.text = words
    return el("r", *([el("rPr", *properties)] if properties else []), text)


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


_SHAPES = {"super": ("vertAlign", "superscript"), "sub": ("vertAlign", "subscript")}


def run_elements(runs: Sequence[Run], numbers: Numbers, *properties: Element) -> Iterator[Element]:
    """Elements of the runs of a paragraph; a quotation becomes a content control tagged with its fact."""
    for run in runs:
        if isinstance(run, Quoted) and run.quote.fact:
            yield _control(run, numbers, properties)
        elif isinstance(run, Quoted):
            yield text_run(run.quote.text, *_copies(properties))
        elif isinstance(run, Words):
            yield text_run(run.text, *_copies(properties), *_shape(run))
        elif isinstance(run, See) and run.there:
            yield from field_runs(f"REF {reference_name(run.kind, run.key)} \\h", run.text, *properties)
        elif isinstance(run, See):
            yield text_run(run.text, *_copies(properties))


def _shape(run: Words) -> tuple[Element, ...]:
    if run.shape in _SHAPES:
        name, value = _SHAPES[run.shape]
        return (el(name, val=value),)
    if run.shape == "strong":
        return (el("b"),)
    if run.shape == "mark":
        return (el("rStyle", val="SampleMark"),)
    return ()


def _copies(elements: Sequence[Element]) -> list[Element]:
    return [deepcopy(e) for e in elements]


def _control(run: Quoted, numbers: Numbers, properties: Sequence[Element]) -> Element:
    return el(
        "sdt",
        el("sdtPr", el("tag", val=tag_of(run.quote.fact)), el("id", val=numbers.control())),
        el("sdtContent", text_run(run.quote.text, *_copies(properties))),
    )


def field_runs(instruction: str, result: str, *properties: Element) -> list[Element]:
    """A complex field with its cached result."""
    code = el("instrText")
    code.set(SPACE, "preserve")
    code.text = f" {instruction} "
    parts = (el("fldChar", fldCharType="begin"), code, el("fldChar", fldCharType="separate"))
    return [
        *(_with(properties, part) for part in parts),
        text_run(result, *_copies(properties)),
        _with(properties, el("fldChar", fldCharType="end")),
    ]


def _with(properties: Sequence[Element], child: Element) -> Element:
    return el("r", *([el("rPr", *_copies(properties))] if properties else []), child)


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
