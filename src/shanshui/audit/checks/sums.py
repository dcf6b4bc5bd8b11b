"""Parts make their total, in lists of the running text and where near and far term stand beside the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.slips import mended
from shanshui.claims.breakdowns import alike
from shanshui.claims.model import Claim, Enumeration, Quantity
from shanshui.finding import Finding
from shanshui.standard.language.breakdown_words import breakdown_words

_BEHIND = 40
"""Characters behind a list in which it may say that its parts overlap."""
_MOST = Decimal("0.9")
"""Share of a total that parts of one kind have at least, where they are probably meant to be all of it."""
_FEW = 6
_CLASSES = ("类", "型", "级", "等", "档")
_PHASES = frozenset({"near", "far"})
_AMOUNTS = frozenset({"amount", "part", "total", "target"})
_DIGITS = 3
"""Digits that a number must have so that a slip in it is no chance."""
_NEAR = Decimal("0.5")
"""How far from its total a sum may be, as a share of it, so that it is a sum gone wrong and not something else."""


@check("AUDIT-SUM", "AUDIT-SUM-LIKELY")
def list_and_total(reading: Reading) -> Iterator[Finding]:
    """Amounts of a closed list make the total that stands before or after it; others do not exceed it.

    Notes
    -----
    Where the words leave open whether all parts are told, it is an error if one slip of the hand sets sum and total
    apart, and likely if parts of one kind nearly make the total, or more than it.
    """
    for listed in reading.lists:
        whole, parts = listed.total, listed.amounts
        if whole is None or len(parts) < 2 or _overlapping(listed, reading):
            continue
        together, own = _together([part.quantity for part in parts]), interval(whole.quantity)
        quantities = [part.quantity for part in parts]
        if together.meets(own):
            if listed.closed and _hardly_rounded(whole.quantity, quantities):
                yield _finding("AUDIT-SUM-LIKELY", whole, parts, reading)
            continue
        slipped = bool(slips(whole.quantity, quantities))
        if not slipped and not _near(whole.quantity, quantities):
            continue
        exact = all(is_exact(c.quantity) for c in (whole, *parts))
        if exact and (listed.closed or slipped or (together.surely_above(own) and _classes(listed))):
            yield _finding("AUDIT-SUM", whole, parts, reading)
        elif listed.closed or together.surely_above(own) or _nearly_all(listed, together):
            yield _finding("AUDIT-SUM-LIKELY", whole, parts, reading)


@check("AUDIT-PHASES", "AUDIT-PHASES-LIKELY")
def near_and_far(reading: Reading) -> Iterator[Finding]:
    """Where one sentence gives a whole, its near and its far part, the two make the whole."""
    for claims in _sentences(reading):
        phases = [claim for claim in claims if claim.phase in _PHASES and claim.role in _AMOUNTS]
        if {claim.phase for claim in phases} != _PHASES or len(phases) != 2:
            continue
        wholes = [c for c in claims if c.phase not in _PHASES and c.quantity.dimension == phases[0].quantity.dimension]
        before = [c for c in wholes if c.quantity.span.start < phases[0].quantity.span.start]
        if len(before) != 1 or not _alike(before[0], phases):
            continue
        together = total(interval(part.quantity) for part in phases)
        if not together.meets(interval(before[0].quantity)):
            sure = all(is_exact(c.quantity) or c.quantity.bound == "about" for c in (*before, *phases))
            yield _finding("AUDIT-PHASES" if sure else "AUDIT-PHASES-LIKELY", before[0], phases, reading)


def _sentences(reading: Reading) -> Iterator[tuple[Claim, ...]]:
    """Claims of running text, sentence by sentence."""
    found: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        found.setdefault(claim.sentence.start, []).append(claim)
    return (tuple(claims) for claims in found.values() if len(claims) > 2)


def _alike(whole: Claim, parts: Sequence[Claim]) -> bool:
    return all(
        part.quantity.dimension == whole.quantity.dimension
        and part.quantity.span != whole.quantity.span
        and part.role != "share"
        for part in parts
    )


def _overlapping(listed: Enumeration, reading: Reading) -> bool:
    """Whether the words behind a list say that its parts hold some things twice."""
    behind = reading.document.text[listed.span.end : listed.span.end + _BEHIND].partition("\n")[0]
    return any(word in behind for word in breakdown_words("overlap"))


def _classes(listed: Enumeration) -> bool:
    """Whether parts are classes of one kind, none of which holds what another holds: 甲类, 乙类."""
    names = [item.text for item in listed.items]
    return alike(names) and names[0].endswith(_CLASSES)


def _hardly_rounded(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether exact amounts are two of the last digit off their total: few numbers seldom round so far apart."""
    apart = abs(_together(parts).middle - whole.value)
    finest = max(quantity.grain for quantity in (whole, *parts))
    return len(parts) <= _FEW and all(is_exact(q) for q in (whole, *parts)) and apart >= 2 * finest


def _nearly_all(listed: Enumeration, together: Interval) -> bool:
    """Whether parts of one kind make so much of a total that they are probably meant to be all of it."""
    assert listed.total is not None  # the caller has asked
    enough = together.middle >= listed.total.quantity.value * _MOST
    return enough and len(listed.items) > 2 and alike([item.text for item in listed.items])


def _near(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    return bool(whole.value) and _NEAR < _together(parts).middle / whole.value < 1 / _NEAR


def _together(parts: Sequence[Quantity]) -> Interval:
    return total(interval(part) for part in parts)


def _finding(code: str, whole: Claim, parts: Sequence[Claim], reading: Reading) -> Finding:
    name = whole.of.text or whole.of.key
    return _of_quantities(code, whole.quantity, [part.quantity for part in parts], reading, name)


def _of_quantities(code: str, whole: Quantity, parts: Sequence[Quantity], reading: Reading, name: str = "") -> Finding:
    together = sum((part.value for part in parts), Decimal(0))
    hint_zh, hint_en = hints(whole, parts)
    apart = shown(abs(together - whole.value), whole)
    words: Mapping[str, str] = {
        "name": name or whole.text,
        "parts": "+".join(part.text for part in parts),
        "sum": shown(together, whole),
        "difference": apart + hint_zh,
        "difference_en": apart + hint_en,
    }
    return fault(code, reading, [whole.span, *(part.span for part in parts)], whole.text, words["sum"], words)


def slips(whole: Quantity, parts: Sequence[Quantity]) -> list[tuple[Quantity, str]]:
    """Numbers that would make the sum right if one slip of the hand were undone, with what they would be."""
    missing = whole.value - sum((part.value for part in parts), Decimal(0))
    found = []
    for place, quantity in enumerate((whole, *parts)):
        change = (-missing if place == 0 else missing) / factor(quantity)
        hit = mended([(quantity.low, decimals(quantity))], change)
        if hit is not None and len(hit[1].replace(".", "")) >= _DIGITS:
            found.append((quantity, hit[1]))
    return found


def hints(whole: Quantity, parts: Sequence[Quantity]) -> tuple[str, str]:
    """Which number was mistyped, in both languages; empty where no single slip, or several, explain the difference."""
    found = slips(whole, parts)
    if len(found) != 1:
        return "", ""
    quantity, meant = found[0]
    return (
        f"；若 {quantity.text} 为 {meant}{quantity.word}，则相符",
        f"; it fits if {quantity.text} is {meant}{quantity.word}",
    )
