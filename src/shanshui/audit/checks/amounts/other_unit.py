"""One number of one thing, told in two units: 42.5米 beside 42.5公里."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from shanshui.audit.check import check, fault
from shanshui.audit.facts import fact_of
from shanshui.audit.interval import is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_DIGITS = 3
"""Digits, zeros at the ends left out, that two things seldom share by chance."""
_MOST = 6
"""Claims of one number above which it is a usual one."""
_SHARED = 2
"""Letters in a row that both names hold."""


@check("AUDIT-OTHER-UNIT")
def one_number_in_two_units(reading: Reading) -> Iterator[Finding]:
    """A number of three digits and more that stands again for a thing of like name has the same unit.

    Notes
    -----
    Where both say the same in so many words, the rules for one fact judge.
    """
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in reading.claims:
        quantity = claim.quantity
        number = reading.document.text[quantity.number.start : quantity.number.end].replace(",", "")
        digits = number.replace(".", "").strip("0")
        if len(digits) >= _DIGITS and digits.isdecimal() and quantity.unit and "/" not in quantity.dimension:
            if is_exact(quantity) and claim.role not in ("share", "increase"):
                found.setdefault((number, quantity.dimension), []).append(claim)
    for claims in found.values():
        if not 1 < len(claims) <= _MOST:
            continue
        for one, other in combinations(claims, 2):
            if one.quantity.value != other.quantity.value and one.sentence != other.sentence and _alike(one, other):
                if fact_of(one, reading) != fact_of(other, reading):
                    words = {"name": one.of.text.strip(), "other": other.of.text.strip()}
                    spans = [one.quantity.span, other.quantity.span]
                    yield fault("AUDIT-OTHER-UNIT", reading, spans, _told(one), _told(other), words)


def _told(claim: Claim) -> str:
    """An amount with its unit, also where that stands in the head of a table."""
    text, word = claim.quantity.text, claim.quantity.word
    return text if text.endswith(word) else f"{text}{word}"


def _alike(one: Claim, other: Claim) -> bool:
    """Whether one name holds most of the other (河道, 河道生态治理), and both tell the same of it."""
    if one.attribute != other.attribute:
        return False
    short, long = sorted((one.of.text, other.of.text), key=len)
    if len(short) < _SHARED:
        return False
    least = max(_SHARED, (len(short) * 3 + 4) // 5)
    return any(short[n : n + least] in long for n in range(len(short) - least + 1))
