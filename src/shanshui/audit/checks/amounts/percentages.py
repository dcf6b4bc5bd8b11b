"""Rates of what cannot be more than whole: cover, protection, use."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim, Span
from shanshui.finding import Finding
from shanshui.standard.language.rates import rate_words

_HUNDRED = Decimal(100)
_BEFORE = 24
"""Characters before a number in which the word for its rate may stand."""


@check("AUDIT-OVER", "AUDIT-OVER-LIKELY")
def no_more_than_all(reading: Reading) -> Iterator[Finding]:
    """A rate that has all for its most is not above 100 %, nor said to be 100 % and more."""
    for claim in reading.claims:
        quantity = claim.quantity
        if quantity.dimension not in ("%", "permille") or claim.role == "increase":
            continue
        beyond = quantity.upper > _HUNDRED or (quantity.value >= _HUNDRED and _said_to_be_more(claim, reading))
        kind = _kind(claim, reading) if beyond else ""
        if kind in ("whole", ""):
            if kind and beyond:
                yield _finding("AUDIT-OVER", claim, reading)
            elif claim.role == "share" and quantity.value > _HUNDRED:
                yield _finding("AUDIT-OVER-LIKELY", claim, reading)


def _said_to_be_more(claim: Claim, reading: Reading) -> bool:
    """Whether it is called more than its number in words; a target of ≥100% means that all is asked for."""
    return claim.quantity.bound == "over" or _end_of_bound(claim, reading) > claim.quantity.span.end


def _kind(claim: Claim, reading: Reading) -> str:
    """``whole`` or ``free`` by the last word for a rate before the number or in its name; empty without one."""
    start = claim.quantity.span.start
    window = reading.document.text[max(0, claim.sentence.start, start - _BEFORE) : start]
    words = window if any(word.word in window for word in rate_words()) else claim.of.text
    found = [
        (words.rfind(word.word) + len(word.word), len(word.word), word.kind)
        for word in rate_words()
        if word.word in words
    ]
    return max(found)[2] if found else ""


def _finding(code: str, claim: Claim, reading: Reading) -> Finding:
    span = Span(claim.quantity.span.start, _end_of_bound(claim, reading))
    got = reading.document.text[span.start : span.end]
    return fault(code, reading, [span], got, "100%", {"name": claim.of.text or claim.of.key})


def _end_of_bound(claim: Claim, reading: Reading) -> int:
    """Where the number ends, with 以上 behind it."""
    end = claim.quantity.span.end
    return end + 2 if reading.document.text[end : end + 2] == "以上" else end
