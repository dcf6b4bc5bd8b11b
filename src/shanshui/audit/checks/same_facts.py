"""One fact, one value: what the text says twice it says alike, and so do text and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.audit.amounts import quoted, shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import Fact, by_fact, in_table, is_general, parties
from shanshui.audit.interval import is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_MOST_PARTIES = 3
"""Of a fact that has more values than this the claims are rather of different things."""
_MOST_QUOTES = 6
_LOCAL = ("elevation", "temperature", "slope")
"""Attributes that differ from place to place."""


@check("AUDIT-FACT", "AUDIT-FACT-LIKELY")
def one_value(reading: Reading) -> Iterator[Finding]:
    """A fact has one value wherever the running text states it."""
    for fact, claims in by_fact(reading.claims, reading).items():
        told = [claim for claim in claims if not in_table(claim, reading)]
        differing = parties(told)
        if _contradict(differing) and _of_one(fact, differing):
            yield _finding("AUDIT-FACT" if _sure(fact, differing) else "AUDIT-FACT-LIKELY", fact, differing, reading)


@check("AUDIT-TABLE-TEXT", "AUDIT-TABLE-TEXT-LIKELY")
def table_and_text(reading: Reading) -> Iterator[Finding]:
    """A cell and the sentences that speak of the same agree."""
    for fact, claims in by_fact(reading.claims, reading).items():
        cells = [claim for claim in claims if in_table(claim, reading)]
        told = [claim for claim in claims if not in_table(claim, reading)]
        if not cells or not told:
            continue
        differing = (*parties(told), *parties(cells))
        if any(set(party) & set(cells) and set(party) & set(told) for party in parties(claims)):
            continue
        if _contradict(differing) and _of_one(fact, differing):
            code = "AUDIT-TABLE-TEXT" if _sure(fact, differing) else "AUDIT-TABLE-TEXT-LIKELY"
            yield _finding(code, fact, differing, reading)


def _contradict(differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether there are several parties, which do not stand in one sentence (there they are of several things)."""
    sentences = {claim.sentence for party in differing for claim in party}
    return len(differing) > 1 and len(sentences) > 1


def _of_one(fact: Fact, differing: Sequence[Sequence[Claim]]) -> bool:
    """Whether a fact that only general words name is one all the same: its values are near, or one slip apart.

    Notes
    -----
    区域面积 and 总投资 are said of each zone and of each group of projects, where nothing but the heading tells which.
    """
    if not is_general(fact):
        return True
    if fact.attribute.startswith(_LOCAL) or fact.attribute == "count":
        return False
    first, second = (party[0].quantity for party in differing[:2])
    return len(differing) == 2 and near(first, second)


def _sure(fact: Fact, differing: Sequence[Sequence[Claim]]) -> bool:
    exact = sum(any(is_exact(claim.quantity) for claim in party) for party in differing)
    named = (
        bool(fact.attribute) and len(fact.key) > 1 and not (fact.attribute == "count" and fact.key.startswith("重点"))
    )
    return named and exact > 1 and len(differing) <= _MOST_PARTIES


def _finding(code: str, fact: Fact, differing: Sequence[Sequence[Claim]], reading: Reading) -> Finding:
    most, *others = differing
    rest = [claim for party in reversed(others) for claim in party]
    first = max(rest, key=lambda claim: claim.quantity.span.start) if len(most) == len(others[0]) else rest[0]
    sides = [first, *most, *(claim for claim in rest if claim is not first)][:_MOST_QUOTES]
    apart = abs(first.quantity.value - most[0].quantity.value)
    words = {
        "name": first.of.text or fact.key,
        "count": str(len(most)),
        "difference": shown(apart, most[0].quantity),
    }
    return fault(code, reading, [c.quantity.span for c in sides], quoted(rest), quoted(most), words)
