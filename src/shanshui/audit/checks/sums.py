"""Parts make their total, in lists of the running text and where near and far term stand beside the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import rows
from shanshui.audit.slips import mended
from shanshui.claims.model import Claim, Enumeration, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_PHASES = frozenset({"near", "far"})
_AMOUNTS = frozenset({"amount", "part", "total", "target"})
_DIGITS = 3
"""Digits that a number must have so that a slip in it is no chance."""
_NEAR = Decimal("0.5")
"""How far from its total a sum may be, as a share of it, so that it is a sum gone wrong and not something else."""


@check("AUDIT-SUM", "AUDIT-SUM-LIKELY")
def list_and_total(reading: Reading) -> Iterator[Finding]:
    """Amounts of a closed list add up to the total that stands before or after it; others do not exceed it."""
    for listed in reading.lists:
        whole, parts = listed.total, listed.amounts
        if whole is None or len(parts) < 2 or not _alike(whole, parts):
            continue
        together = total(interval(part.quantity) for part in parts)
        own = interval(whole.quantity)
        if together.meets(own):
            continue
        slipped = slips(whole.quantity, [part.quantity for part in parts])
        likely = listed.closed or together.surely_above(own)
        if not slipped and not (likely and _near(whole.quantity, [part.quantity for part in parts])):
            continue
        sure = _sure(listed) or (_exact(listed) and bool(slipped))
        code = "AUDIT-SUM" if sure else "AUDIT-SUM-LIKELY"
        yield _finding(code, whole, parts, reading)


@check("AUDIT-SUM-RUN", "AUDIT-SUM-RUN-LIKELY")
def amounts_in_a_row(reading: Reading) -> Iterator[Finding]:
    """Amounts of a sentence that are called 合计 in the end, or split up after 其中, make their total.

    Notes
    -----
    Told where no run of them that begins beside the total makes it, and one slip of the hand would; behind 合计 also
    where all of them are not far from it.
    """
    known = {listed.total.quantity.span for listed in reading.lists if listed.total is not None}
    told: set[Span] = set()
    for row in rows(reading.document.text, reading.quantities, sentences(reading.document)):
        parts = row.parts
        wholes = [q for q in row.wholes if is_exact(q) and q.dimension not in ("%", "")]
        runs = [parts[:size] for size in range(2, len(parts) + 1)]
        if not runs or not wholes or any(whole.span in known | told for whole in wholes):
            continue
        if any(_together(run).meets(interval(whole)) for run in runs for whole in row.wholes):
            continue
        whole, run, slipped = _nearest(wholes, runs, row.after)
        if slipped or (row.after and _near(whole, parts)):
            sure = slipped and len(run) == len(parts) and (row.after or len(parts) > 2)
            told.add(whole.span)
            yield _of_quantities("AUDIT-SUM-RUN" if sure else "AUDIT-SUM-RUN-LIKELY", whole, run, reading)


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


def _sure(listed: Enumeration) -> bool:
    """Whether each item has its amount, and nothing is hedged."""
    assert listed.total is not None  # the caller has asked
    complete = len(listed.amounts) >= len(listed.items)
    return listed.closed and complete and _exact(listed)


def _exact(listed: Enumeration) -> bool:
    assert listed.total is not None  # the caller has asked
    return all(is_exact(c.quantity) for c in (listed.total, *listed.amounts))


def _nearest(
    wholes: Sequence[Quantity], runs: Sequence[Sequence[Quantity]], after: bool
) -> tuple[Quantity, Sequence[Quantity], bool]:
    """The total and the run that one slip sets apart, the longest run first; else the total with all of them."""
    for run in reversed(runs if after else runs[-1:]):
        for whole in wholes:
            if slips(whole, run):
                return whole, run, True
    return wholes[0], runs[-1], False


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
