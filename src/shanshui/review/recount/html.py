"""Facts in the finished HTML twin: every element that names a fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as reading

from shanshui.errors import DataError
from shanshui.finding import Place
from shanshui.quantity import unit
from shanshui.review.recount.judge import Print

_BLOCKS = frozenset({"p", "li", "dd", "tr", "h1", "h2", "h3", "h4", "figcaption"})
_UNSEEN = ("script", "template", "style")
_AFTER = 16
"""A unit that follows a number is no longer than so many letters."""


def html_prints(path: Path, file: str) -> Iterator[Print]:
    """Facts that the twin prints.

    Parameters
    ----------
    path : Path
        The page.
    file : str
        What findings call it.

    Yields
    ------
    Print
        In reading order; ``paragraph`` counts paragraphs, headings and lines of tables from 1.

    Raises
    ------
    DataError
        Where the file is no page, or names an unknown unit.
    """
    try:
        tree = reading.fromstring(path.read_bytes(), parser=reading.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, OSError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    block = 0
    for element in tree.iter(etree.Element):
        block += element.tag in _BLOCKS
        fact = element.get("data-fact", "")
        if fact:
            yield _print(element, fact, Place(file=file, paragraph=block))


def _print(element: Any, fact: str, place: Place) -> Print:
    text, tabular = "".join(element.itertext()), any(True for _ in element.iterancestors("td", "th"))
    if tabular:
        return Print(fact, text, place, _code(element.get("data-unit", "")), tabular=True, medium="HTML")
    return Print(fact, text, place, after=_after(element), medium="HTML")


def _code(symbol: str) -> str:
    """Unit code of a symbol; empty where none is told."""
    try:
        return unit(symbol).code if symbol else ""
    except KeyError as error:
        raise DataError("RECOUNT-FILE", str(error.args[0])) from error


def _after(element: Any) -> str:
    """Words between this number and the next one."""
    words = [element.tail or ""]
    for sibling in element.itersiblings():
        if sibling.get("data-fact") or sum(map(len, words)) > _AFTER:
            break
        words += ["".join(sibling.itertext()), sibling.tail or ""]
    return "".join(words)
