"""What paragraph styles of a document say: level of a heading, list, contents, caption."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shanshui.documents.word.numbering import integer
from shanshui.documents.word.text import attribute, child, local

_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])$", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits.

    Parameters
    ----------
    name : str
        In lower case.
    level : int
        Of a heading, from 1; 0 of others.
    number : str or None
        Its list.
    depth : int
        Its level in the list.
    """

    name: str = ""
    level: int = 0
    number: str | None = None
    depth: int = 0

    @property
    def lists_contents(self) -> bool:
        """Whether it is one of the table of contents."""
        return self.name.startswith(("toc", "目录", "table of figures", "图表目录")) and self.name not in (
            "toc heading",
            "目录标题",
        )


def styles_of(tree: Any) -> Mapping[str, Style]:
    """Read the part ``styles.xml``: styles by id; none where there is none. The default one is under ``""``."""
    if tree is None:
        return {}
    raw = {attribute(style, "styleId"): style for style in tree if local(style) == "style"}
    found = {name: _style(name, raw) for name in raw}
    usual = next((name for name, s in raw.items() if attribute(s, "default") in ("1", "true")
                  and attribute(s, "type") == "paragraph"), None)  # fmt: skip
    return found | ({"": found[usual]} if usual is not None else {})


def _style(name: str, raw: Mapping[str, Any]) -> Style:
    level, number, depth = 0, None, 0
    words = _words(raw[name])
    for inherited, element in enumerate(_ancestry(name, raw)):
        properties = child(element, "pPr")
        outline = child(properties, "outlineLvl") if properties is not None else None
        listed = child(properties, "numPr") if properties is not None else None
        called = _HEADING.match(_words(element))
        if not level and outline is not None:
            level = integer(attribute(outline, "val"), 9) + 1
        elif not level and called:
            level = int(called[1])
        if number is None and listed is not None and (link := child(listed, "numId")) is not None:
            number = attribute(link, "val")
        if listed is not None and (place := child(listed, "ilvl")) is not None and not depth and inherited == 0:
            depth = min(integer(attribute(place, "val")), 8)
    return Style(words, level if level <= 9 else 0, number, depth)


def _words(element: Any) -> str:
    found = child(element, "name")
    return attribute(found, "val").lower() if found is not None else ""


def _ancestry(name: str, raw: Mapping[str, Any]) -> list[Any]:
    chain: list[Any] = []
    while name in raw and len(chain) < _DEEPEST:
        chain.append(raw[name])
        above = child(raw[name], "basedOn")
        name = attribute(above, "val") if above is not None else ""
    return chain
