"""Parts make their total, in lists of the running text and where near and far term stand beside the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_table
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.slips import mended, slip
from shanshui.claims.breakdowns import alike
from shanshui.claims.model import Claim, Enumeration, Quantity, When
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.breakdown_words import breakdown_words
from shanshui.standard.language.families import exclude_each_other

_BEHIND = 40
"""Characters behind a list in which it may say that its parts overlap."""
_MOST = Decimal("0.9")
"""Share of a total that parts of one kind have at least, where they are probably meant to be all of it."""
_FEW = 6
_SURELY = 3
"""Parts that no word calls so, from which on a slip is an error."""
_CLASSES = ("类", "型", "级", "等", "档")
_OPENED = re.compile("^(?:其中|包括|包含|国家|[：:，,])+")
_RANKS = (("一级", "Ⅰ级", "I级"), ("二级", "Ⅱ级", "II级"))
_PHASES = frozenset({"near", "far"})
_REACHED = "累计"
_INCLUDING = re.compile(r"[（(，,]?(?:含|包括|其中)")
_AMOUNTS = frozenset({"amount", "part", "total", "target"})
_SUMMED = re.compile(r"[，,；;][^，。；：\d到至末底]{0,12}(?:累计|合计|共计|总计|共|总)[^，。；：\d到至末底]{0,14}")
"""What stands between near and far term and their sum."""
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
        if _goes_on(listed, reading) and not together.surely_above(own):
            continue
        closed = listed.closed or _ranks_of_protection(listed)
        if together.meets(own):
            if closed and _hardly_rounded(whole.quantity, quantities):
                yield _finding("AUDIT-SUM-LIKELY", whole, parts, reading)
            continue
        slipped = bool(slips(whole.quantity, quantities, _DIGITS + listed.plain))
        if listed.plain and not slipped:
            continue
        turned = _turned(whole.quantity, quantities)
        if not slipped and not turned and not _near(whole.quantity, quantities):
            continue
        exact = all(is_exact(c.quantity) for c in (whole, *parts))
        sure = not listed.plain or len(parts) >= _SURELY
        if exact and sure and (closed or slipped or (together.surely_above(own) and _classes(listed))):
            yield _finding("AUDIT-SUM", whole, parts, reading)
        elif (
            closed
            or listed.plain
            or (_in_one_unit(parts) and (turned or together.surely_above(own) or _nearly_all(listed, together)))
        ):
            yield _finding("AUDIT-SUM-LIKELY", whole, parts, reading)


@check("AUDIT-PHASES", "AUDIT-PHASES-LIKELY")
def near_and_far(reading: Reading) -> Iterator[Finding]:
    """Where one sentence gives a whole, its near and its far part, the two make the whole.

    Notes
    -----
    The whole stands before the two, or behind them after a word for a sum (规划期内累计治理90公顷).
    """
    for claims in _sentences(reading):
        phases = [claim for claim in claims if claim.phase in _PHASES and claim.role in _AMOUNTS]
        if {claim.phase for claim in phases} != _PHASES or len(phases) != 2:
            continue
        wholes = [c for c in claims if c.phase not in _PHASES and c.quantity.dimension == phases[0].quantity.dimension]
        before = [c for c in wholes if c.quantity.span.start < phases[0].quantity.span.start]
        before = before or _sums_behind(phases[-1], wholes, reading)
        if len(before) != 1 or not _alike(before[0], phases):
            continue
        together = total(interval(part.quantity) for part in phases)
        if not together.meets(interval(before[0].quantity)):
            sure = all(is_exact(c.quantity) or c.quantity.bound == "about" for c in (*before, *phases))
            yield _finding("AUDIT-PHASES" if sure else "AUDIT-PHASES-LIKELY", before[0], phases, reading)


def _sums_behind(last: Claim, wholes: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The amount that sums up near and far term right behind them."""
    end, text = last.quantity.span.end, reading.document.text
    behind = [c for c in wholes if c.quantity.span.start > end][:1]
    return [c for c in behind if _SUMMED.fullmatch(text, end, c.quantity.span.start)]


@check("AUDIT-PHASES", "AUDIT-PHASES-LIKELY")
def near_far_and_end(reading: Reading) -> Iterator[Finding]:
    """What a sentence sums up for the end of the plan (累计) is what near and far term are told to do elsewhere.

    Notes
    -----
    It is an error where another thing of the same sentence is the sum of its two terms: then the sentence sums up just
    these passages.
    """
    text = reading.document.text
    by_key: dict[tuple[str, str, str, When], list[Claim]] = {}
    for claim in reading.claims:
        if claim.of.key and claim.phase in _PHASES and is_exact(claim.quantity) and not in_table(claim, reading):
            by_key.setdefault((claim.of.key, claim.scope, claim.quantity.dimension, claim.phase), []).append(claim)
    for claims in _sentences(reading, 2) if by_key else ():
        summed = [c for c in claims if not c.phase and c.of.key and _REACHED in _words_before(c, text)]
        told = []
        for whole in claims if summed else ():
            fact = whole.of.key, whole.scope, whole.quantity.dimension
            near, far = (by_key.get((*fact, phase), []) for phase in ("near", "far"))
            if whole.phase in _PHASES or len(near) != 1 or len(far) != 1 or not is_exact(whole.quantity):
                continue
            told.append((whole, (near[0], far[0])))
        right = [whole for whole, parts in told if _makes(whole, parts)]
        for whole, parts in told:
            more = whole.quantity.value > max(part.quantity.value for part in parts)
            steps = not any(_REACHED in _words_before(part, text) for part in parts)
            alone = not _INCLUDING.match(text, whole.quantity.span.end)
            if whole in summed and whole not in right and more and steps and alone:
                yield _finding("AUDIT-PHASES" if right else "AUDIT-PHASES-LIKELY", whole, parts, reading)


def _makes(whole: Claim, parts: Sequence[Claim]) -> bool:
    return total(interval(part.quantity) for part in parts).meets(interval(whole.quantity))


def _words_before(claim: Claim, text: str) -> str:
    """The words of a clause before an amount."""
    start = claim.quantity.span.start
    return re.split("[，,；;。：:]", text[max(claim.sentence.start, start - _BEHIND) : start])[-1]


def _goes_on(listed: Enumeration, reading: Reading) -> bool:
    """Whether the sentence says behind a list that there is a rest (其余由县级统筹)."""
    behind = re.split(r"[。\n]", reading.document.text[listed.span.end : listed.span.end + _BEHIND])[0]
    return any(word in behind for word in breakdown_words("rest"))


def _sentences(reading: Reading, fewest: int = 3) -> Iterator[tuple[Claim, ...]]:
    """Claims of running text, sentence by sentence, where there are so many."""
    found: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        found.setdefault(claim.sentence.start, []).append(claim)
    return (tuple(claims) for claims in found.values() if len(claims) >= fewest)


def _alike(whole: Claim, parts: Sequence[Claim]) -> bool:
    return all(
        part.quantity.dimension == whole.quantity.dimension
        and part.quantity.span != whole.quantity.span
        and part.role != "share"
        for part in parts
    )


def _in_one_unit(parts: Sequence[Claim]) -> bool:
    """Whether all parts are printed in one unit, as those of one list are: 11200公顷 and 32平方公里 are of two."""
    return len({part.quantity.word for part in parts}) == 1


def _overlapping(listed: Enumeration, reading: Reading) -> bool:
    """Whether the words behind a list, or of its items, say that parts hold some things twice."""
    behind = reading.document.text[listed.span.end : listed.span.end + _BEHIND].partition("\n")[0]
    told = "\n".join((behind, *(item.text for item in listed.items)))
    return any(word in told for word in breakdown_words("overlap"))


def _classes(listed: Enumeration) -> bool:
    """Whether parts are classes of one kind, none of which holds what another holds: 甲类, 乙类."""
    names = [item.text for item in listed.items]
    return exclude_each_other(names) or (alike(names) and names[0].endswith(_CLASSES))


def _ranks_of_protection(listed: Enumeration) -> bool:
    """Whether parts are the two ranks in which the state protects species: 一级3种、二级20种."""
    names = [_OPENED.sub("", item.text) for item in listed.items]
    assert listed.total is not None  # the caller has asked
    protected = "重点保护" in listed.total.of.text or "重点保护" in listed.noun
    return protected and len(names) == len(_RANKS) and all(map(str.startswith, names, _RANKS))


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


def _turned(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether a total is the sum of its parts with two digits exchanged."""
    places = max(decimals(quantity) for quantity in (whole, *parts))
    together = sum((part.value for part in parts), Decimal(0)) / factor(whole)
    return slip(printed(whole.low, places), printed(together, places)) == "exchange"


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


def slips(whole: Quantity, parts: Sequence[Quantity], digits: int = _DIGITS) -> list[tuple[Quantity, str]]:
    """Numbers that would make the sum right if one slip of the hand were undone, with what they would be."""
    missing = whole.value - sum((part.value for part in parts), Decimal(0))
    found = []
    for place, quantity in enumerate((whole, *parts)):
        change = (-missing if place == 0 else missing) / factor(quantity)
        hit = mended([(quantity.low, decimals(quantity))], change)
        if hit is not None and len(hit[1].replace(".", "")) >= digits:
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
