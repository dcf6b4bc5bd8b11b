"""Two numbers that are one but for a slip of the hand: two neighbouring digits exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from shanshui.audit.check import check, fault
from shanshui.audit.facts import scope_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_FEWEST = 3
"""Digits that a number needs at least."""
_ALIKE = {3: 5, 4: 3}
"""Words in common that two numbers of so many digits need, before they are taken for one; fewer words would be there by
chance, and more digits need none."""
_BEFORE = 24
_NO_WORDS = re.compile(r"[^\u4e00-\u9fff]+")
_LOCAL = ("elevation", "temperature", "slope")
"""Attributes that differ from place to place."""
_STOPS = "。；;！？\n（）()"
_MOST = 20


@check("AUDIT-EXCHANGED")
def one_number_mistyped(reading: Reading) -> Iterator[Finding]:
    """A number of many digits does not stand a second time, of a thing of like words, with two digits exchanged."""
    met: set[Claim] = set()
    for one, other in _pairs(reading):
        digits = _telling(_number(reading, one))
        if one in met or digits < _FEWEST:
            continue
        if _common(_words(reading, one), _words(reading, other)) >= _ALIKE.get(digits, 0):
            met.add(one)
            spans = [one.quantity.span, other.quantity.span]
            yield fault("AUDIT-EXCHANGED", reading, spans, one.quantity.text, other.quantity.text)


def _pairs(reading: Reading) -> Iterator[tuple[Claim, Claim]]:
    """Numbers of one unit that such a slip tells apart; the one that stands less often, once, first."""
    told: dict[tuple[str, str, str, int], dict[str, list[Claim]]] = {}
    for claim in reading.claims:
        number = _number(reading, claim)
        if number:
            form = (claim.quantity.dimension, claim.quantity.unit, "".join(sorted(number)), number.find("."))
            told.setdefault(form, {}).setdefault(number, []).append(claim)
    for numbers in told.values():
        for one, other in combinations(list(numbers)[:_MOST], 2):
            if _side_by_side(one, other):
                rare, usual = sorted((numbers[one], numbers[other]), key=len)
                if len(rare) == 1 and not any(_peers(rare[0], claim) for claim in usual):
                    yield from ((rare[0], claim) for claim in usual if not _apart(reading, rare[0], claim))


def _number(reading: Reading, claim: Claim) -> str:
    """The digits of a number as printed; empty where it is no plain one."""
    span = claim.quantity.number
    number = reading.document.text[span.start : span.end].replace(",", "")
    return number if claim.quantity.dimension and _DIGITS.fullmatch(number) else ""


def _telling(number: str) -> int:
    """How many digits of a number were measured: 12000 has two, 1486.30 five."""
    return len(number.replace(".", "").strip("0"))


def _side_by_side(one: str, other: str) -> bool:
    """Whether numbers of the same digits differ in two of them that stand side by side."""
    differing = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differing) == 2 and one[differing[0] + 1 : differing[1]] in ("", ".")


def _peers(one: Claim, other: Claim) -> bool:
    """Whether they stand side by side, in a sentence or a row."""
    return one.sentence == other.sentence or 0 < one.group == other.group


def _apart(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether they are of two things: of other times or places, both in tables or lists, of what differs everywhere."""
    if one.role == other.role == "part":
        return True
    if (
        one.quantity.dimension == "deg"
        or one.attribute in _LOCAL
        or (one.phase and other.phase and one.phase != other.phase)
    ):
        return True
    if one.last and other.last and one.last != other.last:
        return True
    scopes = {scope_of(claim, reading) for claim in (one, other)} - {""}
    if len(scopes) > 1:
        return True
    blocks = [reading.document.block_at(claim.quantity.span.start) for claim in (one, other)]
    return all(block is not None and block.table is not None for block in blocks)


def _words(reading: Reading, claim: Claim) -> str:
    """What stands before a number in its clause; of a cell what it is of."""
    text, start = reading.document.text, claim.quantity.span.start
    block = reading.document.block_at(start)
    if block is not None and block.table is not None:
        return f"{claim.scope}{claim.of.text}"
    return text[max(start - _BEFORE, max(text.rfind(stop, 0, start) for stop in _STOPS) + 1) : start]


def _common(one: str, other: str) -> int:
    """Length of the longest words that both have."""
    words, others = _NO_WORDS.sub(" ", one), _NO_WORDS.sub("\n", other)
    return SequenceMatcher(None, words, others, autojunk=False).find_longest_match().size
