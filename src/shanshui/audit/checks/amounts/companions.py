"""One object told twice by several amounts: where one of them agrees, the others do as well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import UNDERTAKINGS, core, fact_of, in_table, is_work, scope_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near, slip
from shanshui.claims.model import Claim
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.cues import cues

_TELLING = 4
"""Digits of an amount that two objects do not share by chance."""
_COUNTING = frozenset({"area", "length", "count", "money", "population", "capacity", "volume"})
_APART = 2
"""How many amounts further on of a passage one may stand to tell of the same thing."""
_MOST = 4
"""Of an amount that stands in more passages than this each pair says little."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount with the noun that it is of."""

    claim: Claim
    noun: str

    @property
    def kind(self) -> tuple[str, str, str]:
        """What it tells, and of what."""
        return self.claim.attribute, self.claim.quantity.dimension, self.noun


@dataclass(frozen=True, slots=True)
class _Pair:
    """An amount and one beside it in its passage."""

    anchor: _Told
    beside: _Told


@check("AUDIT-COMPANION", "AUDIT-COMPANION-LIKELY")
def same_company(reading: Reading) -> Iterator[Finding]:
    """Passages that share one amount of a thing agree in the amount beside it.

    Notes
    -----
    23个采坑、31处渣堆 and 32个采坑、31处渣堆 are of one place, whatever each is called: certain where the shared amount
    has so many digits that no other has it, or where both nouns are alike and the other amount is a slip away.
    """
    groups: dict[tuple[str, str, object], list[_Pair]] = defaultdict(list)
    for pair in _pairs(reading):
        anchor = pair.anchor.claim
        groups[anchor.attribute, anchor.quantity.dimension, anchor.quantity.value].append(pair)
    for pairs in groups.values():
        if len({pair.anchor.claim.quantity.span for pair in pairs}) > _MOST:
            continue
        for one, other in combinations(pairs, 2):
            if _of_one(one, other, reading) and _differ(one.beside.claim, other.beside.claim):
                yield from _finding(one, other, reading)


def _pairs(reading: Reading) -> Iterator[_Pair]:
    """Amounts of the running text with those near them in the same part of a sentence, on either side."""
    text = reading.document.text
    passages: dict[int, list[_Told]] = defaultdict(list)
    for claim in reading.claims:
        if claim.attribute in _COUNTING and _plain(claim, reading):
            start, end = claim.sentence.start, claim.quantity.span.start
            passage = max(start, *(text.rfind(stop, start, end) for stop in "；。"))
            passages[passage].append(_Told(claim, _noun(claim)))
    for told in passages.values():
        often = Counter(one.kind for one in told)
        for number, one in enumerate(told):
            for other in told[number + 1 : number + 1 + _APART]:
                if often[one.kind] == often[other.kind] == 1:
                    yield _Pair(one, other)
                    yield _Pair(other, one)


def _plain(claim: Claim, reading: Reading) -> bool:
    """Whether a claim of the running text says how much there is, at least about."""
    quantity = claim.quantity
    hedged = quantity.bound not in ("", "about") or quantity.is_range
    return not hedged and claim.role not in ("share", "increase") and not in_table(claim, reading)


def _noun(claim: Claim) -> str:
    """What a claim is of, without what is done to it; empty where only an attribute names it."""
    noun = core(claim) or claim.of.text
    action = next((word for word in (*cues("treat"), "建设") if noun.endswith(word)), "")
    noun = noun.removesuffix(action)
    bare = noun in cues("generic") and claim.attribute != "count"
    return "" if bare or claim.attribute == "money" else noun


def _same(one: _Told, other: _Told) -> bool:
    """Whether two amounts are of things of one name, with or without what stands before it."""
    first, second = one.noun, other.noun
    if not first or not second:
        return first == second
    return len(min(first, second, key=len)) >= _LEAST and (first.endswith(second) or second.endswith(first))


def _of_one(one: _Pair, other: _Pair, reading: Reading) -> bool:
    """Whether two pairs may be of one object: alike in what they are of, at one time, in different sentences."""
    sides = (one.anchor, other.anchor), (one.beside, other.beside)
    if one.anchor.claim.sentence == other.anchor.claim.sentence or not all(_same(*side) for side in sides):
        return False
    if _telling(one.anchor.claim) < _TELLING and not one.anchor.noun:
        return False
    beside = one.beside.claim, other.beside.claim
    if (beside[0].role == "part") != (beside[1].role == "part") and one.beside.noun != other.beside.noun:
        return False
    if one.beside.kind[:2] != other.beside.kind[:2]:
        return False
    times = ({told.claim.last for told in side} - {None} for side in sides)
    return all(len(years) < _LEAST for years in times) and fact_of(beside[0], reading) != fact_of(beside[1], reading)


def _exchanged(one: _Pair, other: _Pair) -> bool:
    """Whether two amounts have the same digits in another order, as no part of a whole has by chance."""
    first, second = (pair.beside.claim.quantity for pair in (one, other))
    return slip(printed(first.value, 6), printed(second.value, 6)) == "exchange"


def _differ(one: Claim, other: Claim) -> bool:
    return not interval(one.quantity).meets(interval(other.quantity))


def _telling(claim: Claim) -> int:
    """How many digits of an amount say something."""
    return len(printed(claim.quantity.low.normalize(), 6).replace(".", "").strip("0"))


def _finding(one: _Pair, other: _Pair, reading: Reading) -> Iterator[Finding]:
    first, second = one.beside.claim, other.beside.claim
    close = near(first.quantity, second.quantity)
    alone = _telling(one.anchor.claim) >= _TELLING
    scopes = {scope_of(claim, reading) for claim in (first, second)} - {""}
    zones = {scope for scope in scopes if not scope.endswith(UNDERTAKINGS)}
    if zones or (not alone and (not close or len(scopes) > 1)):
        return
    partly = is_work(first.of.key) != is_work(second.of.key)
    weak = partly or scopes or _telling(one.anchor.claim) < _LEAST
    if weak and not alone and not _exchanged(one, other):
        return
    exact = all(is_exact(claim.quantity) for claim in (first, second))
    sure = close and exact and not partly and _telling(one.anchor.claim) >= _LEAST
    words = {
        "name": second.of.text or first.of.text,
        "shared": other.anchor.claim.quantity.text,
        "difference": shown(abs(second.quantity.value - first.quantity.value), second.quantity),
    }
    sides = (second, first, other.anchor.claim, one.anchor.claim)
    code = "AUDIT-COMPANION" if sure else "AUDIT-COMPANION-LIKELY"
    spans = [claim.quantity.span for claim in sides]
    yield fault(code, reading, spans, second.quantity.text, first.quantity.text, words)
