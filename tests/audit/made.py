"""Readings made by hand: sentences whose amounts are marked with what they claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from shanshui.audit.reading import Frame, Reading
from shanshui.claims.model import Claim, Enumeration, Indicator, Named, Period, Project, Quantity, Span
from shanshui.documents import Block, Document
from shanshui.quantity import convert, inner_unit, unit

_AMOUNT = re.compile(r"\[(\d+(?:\.\d+)?)([^\]]*)\]")
_COUNT_WORDS = ("个", "处", "口", "座", "屏", "廊", "区", "条", "")


class Made:
    """A document put together sentence by sentence; ``[12.5公顷]`` marks an amount.

    Examples
    --------
    >>> made = Made(Frame(region="云水县"))
    >>> _ = made.say("耕地面积为[120公顷]。", {"of": "耕地", "attribute": "area"})
    >>> made.reading().claims[0].quantity.value
    Decimal('1200000')
    """

    def __init__(self, frame: Frame | None = None) -> None:
        self.frame = frame or Frame(region="云水县", base_year=2022, near=(2023, 2027), far=(2028, 2035))
        self.text = ""
        self.claims: list[Claim] = []
        self.blocks: list[Block] = []
        self.lists: list[Enumeration] = []
        self.projects: list[Project] = []
        self.indicators: list[Indicator] = []
        self.quantities: list[Quantity] = []

    def say(self, sentence: str, *told: dict[str, Any], kind: Any = "paragraph") -> list[Claim]:
        """Append a sentence; each mark takes the next of what is told (``bound`` goes to the quantity)."""
        start = len(self.text)
        found: list[tuple[Quantity, dict[str, Any]]] = []
        position = 0
        for mark, words in zip(_AMOUNT.finditer(sentence), told, strict=True):
            self.text += sentence[position : mark.start()]
            given = dict(words)
            quantity = replace(quantity_of(mark[1], mark[2], len(self.text)), bound=given.pop("bound", ""))
            self.text += quantity.text
            position = mark.end()
            found.append((quantity, given))
        self.text += sentence[position:]
        span = Span(start, len(self.text))
        new = []
        for quantity, given in found:
            name = given.pop("of", "")
            key = given.pop("key", name)
            new.append(Claim(quantity, Named(Span(start, start), name, key), sentence=span, **given))
        self.quantities += [claim.quantity for claim in new]
        self.claims += new
        self.blocks.append(Block(kind, start, len(self.text)))
        self.text += "\n"
        return new

    def list(self, count: Quantity | None, items: Iterable[str], noun: str = "", **words: Any) -> Enumeration:
        """A list whose items stand in the text, in order after what was listed before."""
        named, position = [], self.lists[-1].span.end if self.lists else 0
        for item in items:
            position = self.text.index(item, position)
            named.append(Named(Span(position, position + len(item)), item, item))
            position += len(item)
        span = Span(named[0].span.start, named[-1].span.end) if named else Span(0, len(self.text))
        closed = words.pop("closed", True)
        listed = Enumeration(count, tuple(named), noun, closed, span, **words)
        self.lists.append(listed)
        return listed

    def project(self, name: str, years: tuple[int, int] | None, claims: Iterable[Claim] = ()) -> Project:
        """A project whose name stands in the text."""
        start = self.text.index(name)
        of = tuple(claims)
        end = max([claim.quantity.span.end for claim in of], default=start + len(name))
        span = Span(start, start + len(name))
        period = Period(span, f"{years[0]}—{years[1]}年", *years) if years else None
        found = Project(Named(span, name, name), "", "", period, Span(start, end), of)
        self.projects.append(found)
        return found

    def reading(self) -> Reading:
        """All of it."""
        return Reading(
            Document("made.txt", "txt", self.text, tuple(self.blocks)),
            self.frame,
            tuple(self.quantities),
            claims=tuple(self.claims),
            lists=tuple(self.lists),
            indicators=tuple(self.indicators),
            projects=tuple(self.projects),
        )


def quantity_of(number: str, word: str, start: int) -> Quantity:
    """A quantity at a place of the text."""
    low = Decimal(number)
    step = Decimal(1).scaleb(int(low.as_tuple().exponent))
    if word in _COUNT_WORDS:
        code, dimension, value, grain = "", word, low, step
    else:
        code = unit(word).code
        dimension = code if code == "%" else inner_unit(code)
        value, grain = convert(low, code, dimension), convert(step, code, dimension)
    text = f"{number}{word}"
    return Quantity(
        Span(start, start + len(text)), Span(start, start + len(number)), text, low, low, step, code, word, dimension,
        value, value, grain,
    )  # fmt: skip
