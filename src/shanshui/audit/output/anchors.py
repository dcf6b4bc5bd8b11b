"""Places in a Word file's text: the runs that hold the letters of a paragraph, cut where a comment begins or ends."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from shanshui.documents.word.text import local, pieces

Element = Any
"""An element of lxml, which brings no types."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MATH = ("oMath", "oMathPara")
_AROUND = frozenset(
    {"sdtContent", "sdt", "hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
)
_NO_CONTENT = frozenset({"sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"})

_NEAR = 64
"""Letters within which one that a block has must be met in its paragraph."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of a paragraph that one element holds.

    Parameters
    ----------
    holder : Element
        The run, or the equation as a whole.
    leaf : Element
        The element in it: ``w:t``, ``w:tab``, an equation's own.
    start, end : int
        Letters of the paragraph.
    """

    holder: Element
    leaf: Element
    start: int
    end: int


def letters_of(paragraph: Element) -> tuple[tuple[Letters, ...], str]:
    """The letters of a paragraph with what holds them, and all of them in one string.

    Parameters
    ----------
    paragraph : Element
        A ``w:p``; of text boxes in it nothing is taken.
    """
    found: list[Letters] = []
    parts: list[str] = []
    at = 0
    for words, leaf in pieces(paragraph):
        if words:
            found.append(Letters(_holder(leaf, paragraph), leaf, at, at + len(words)))
            parts.append(words)
            at += len(words)
    return tuple(found), "".join(parts)


def _holder(leaf: Element, paragraph: Element) -> Element:
    """The outermost run, or the outermost equation, that holds an element; itself where there is neither."""
    held = leaf
    for above in leaf.iterancestors():
        if above is paragraph:
            break
        if local(above) in ("r", *_MATH):
            held = above
    return held


def places_of(text: str, shown: str) -> tuple[int, ...]:
    """For each letter of a block's text, which letter of its paragraph it is.

    Parameters
    ----------
    text : str
        A block of the document: perhaps with the number that Word sets before it, and with other blanks.
    shown : str
        The letters of the paragraph.

    Examples
    --------
    >>> places_of("乙丙", "甲乙丙")
    (1, 2)
    >>> places_of("1. 甲乙", " 甲乙 ")
    (1, 1, 1, 1, 2)
    >>> places_of("甲乙", "甲 乙")
    (0, 2)
    """
    begin, bare = shown.find(text), shown.strip()
    if begin >= 0:
        return tuple(range(begin, begin + len(text)))
    if bare and text.endswith(bare):
        begin = shown.find(bare)
        return (begin,) * (len(text) - len(bare)) + tuple(range(begin, begin + len(bare)))
    places, at, last = [], 0, max(0, len(shown) - 1)
    for letter in text:
        here = at if letter.isspace() else shown.find(letter, at, at + _NEAR)
        places.append(min(at if here < 0 else here, last))
        if here >= 0 and not letter.isspace():
            at = here + 1
    return tuple(places)


def put_start(paragraph: Element, at: int, mark: Element) -> bool:
    """Set a mark before a letter of a paragraph; whether there is such a letter."""
    run = _cut(paragraph, at)
    if run is None:
        return False
    _outermost(run, before=True).addprevious(mark)
    return True


def put_end(paragraph: Element, at: int, *marks: Element) -> bool:
    """Set marks after the letter that ends at a place of a paragraph; whether there is such a letter."""
    _cut(paragraph, at)
    letters, _ = letters_of(paragraph)
    held = next((one for one in reversed(letters) if one.start < at <= one.end), None)
    if held is None:
        return False
    place = _outermost(held.holder, before=False)
    for mark in reversed(marks):
        place.addnext(mark)
    return True


def _cut(paragraph: Element, at: int) -> Element | None:
    """The element that begins with a letter, its run cut in two where the letter stands inside; None without one."""
    letters, _ = letters_of(paragraph)
    held = next((one for one in letters if one.start <= at < one.end), None)
    if held is None:
        return None
    run, leaf = held.holder, held.leaf
    if leaf.getparent() is not run or local(run) != "r":
        return run
    if at == held.start and all(local(before) == "rPr" for before in leaf.itersiblings(preceding=True)):
        return run
    rest = run.makeelement(run.tag, dict(run.attrib))
    look = next((one for one in run if local(one) == "rPr"), None)
    if look is not None:
        rest.append(copy.deepcopy(look))
    following = list(leaf.itersiblings())
    if at == held.start:
        rest.append(leaf)
    else:
        second = copy.deepcopy(leaf)
        inside = at - held.start
        second.text, leaf.text = leaf.text[inside:], leaf.text[:inside]
        for part in (leaf, second):
            part.set(_XML_SPACE, "preserve")
        rest.append(second)
    rest.extend(following)
    run.addnext(rest)
    return rest


def _outermost(element: Element, before: bool) -> Element:
    """The outermost element that begins (or ends) where this one does, so that a content control stays whole."""
    while True:
        parent = element.getparent()
        if parent is None or local(parent) not in _AROUND:
            return element
        if any(local(beside) not in _NO_CONTENT for beside in element.itersiblings(preceding=before)):
            return element
        element = parent
