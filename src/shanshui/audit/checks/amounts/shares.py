"""A share is its part over its whole; where it is not, which whole it would fit; shares of a closed list make 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, takewhile

from shanshui.audit.amounts import decimals, shown
from shanshui.audit.check import check, fault
from shanshui.audit.denominators import (
    Amounts,
    amounts_of,
    before_in_paragraph,
    in_turn,
    part_of,
    parts_in_turn,
    told_of,
    wholes_of,
)
from shanshui.audit.facts import core, in_table, parties
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.share_lists import share_lists
from shanshui.audit.slips import slip
from shanshui.claims.model import Claim, Quantity, Span
from shanshui.claims.naming import WHOLE
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_HUNDRED = Decimal(100)
_SHARED = re.compile(r"[，,（(]?(?:约|分别)?占[^，。；、\n]{1,20}$")
_OF_IT = re.compile(r"[）)]?的(?:比例|比重)?(?:为|达到|达|是)?[约近]?")
_OF_WHICH = re.compile(r"[，,；;：（(]\s?(?:其中|包括|包含|含)")
_BARE = re.compile(r"[，,（(]\s?(?:仅|约|只)?(?:占比?|比例|比重|占比)(?:约|仅|为|达到|达)*")
"""What stands between a part and its share where no words tell of what it is one."""
_SEVERAL = re.compile("[和与及、]|合计|两者|三者")
"""Words of a share that is told of several things together."""
_MANY = 8
"""Amounts before a whole, at most, among which its parts are."""
_ALL = Interval(_HUNDRED, _HUNDRED)


@check("AUDIT-SHARE", "AUDIT-SHARE-LIKELY", "AUDIT-SHARE-EACH", "AUDIT-SHARE-ROUND")
def part_over_whole(reading: Reading) -> Iterator[Finding]:
    """Amount, share and whole of one thing fit together; shares told in turn are right where most of them are."""
    amounts = amounts_of(reading)
    judged: set[Span] = set()
    for part, whole, share in _with_their_wholes(reading):
        judged.add(share.quantity.span)
        yield from _judged(replace(share, whole=share.whole or whole.of.key or WHOLE), part, [whole], amounts)
    for part, whole, share in _under_their_heads(amounts):
        if share.quantity.span not in judged:
            judged.add(share.quantity.span)
            yield from _judged(replace(share, whole=whole.of.key or WHOLE), part, [whole], amounts)
    for shares in in_turn(amounts):
        if any(share.quantity.span in judged for share in shares):
            continue
        for share, part, whole, fits in _most_fit(shares, amounts):
            judged.add(share.quantity.span)
            if not fits:
                yield from _judged(share, part, [whole], amounts, "AUDIT-SHARE-EACH")
    for share in amounts.shares():
        told = told_of(share, amounts)
        if share.quantity.span in judged or not (share.of.key or (told is not None and share.whole)):
            continue
        wholes = wholes_of(share, amounts)
        amount = told or part_of(share, {claim.quantity.dimension for claim in wholes}, amounts)
        if amount is not None:
            alike = [c for c in wholes if c is not amount and c.quantity.dimension == amount.quantity.dimension]
            behind = amount.quantity.span.start > share.quantity.span.start and amount.sentence != share.sentence
            yield from _judged(share, amount, alike, amounts, "AUDIT-SHARE-LIKELY" if behind else "AUDIT-SHARE")


@check("AUDIT-SHARE-SUM", "AUDIT-SHARE-SUM-LIKELY")
def shares_together(reading: Reading) -> Iterator[Finding]:
    """Shares of one whole in a closed list make 100 %, those of an open one no more."""
    seen: set[Span] = set()
    for listed in reading.lists:
        shares = listed.amounts
        of_one = len(shares) > 1 and all(c.quantity.dimension == "%" and c.role == "share" for c in shares)
        if not of_one or len({c.whole for c in shares}) > 1 or listed.total is not None:
            continue
        seen |= {claim.quantity.span for claim in shares}
        sure = len(shares) >= len(listed.items) and all(is_exact(c.quantity) for c in shares)
        yield from _not_all([c.quantity for c in shares], shares[0].whole or listed.noun, listed.closed, sure, reading)
    for given in _given_out(reading.claims):
        if not any(claim.quantity.span in seen for claim in given):
            seen |= {claim.quantity.span for claim in given}
            yield from _not_all([c.quantity for c in given], given[0].whole, False, True, reading)
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        for found in share_lists(text, sentence, own):
            told = any(share.span in seen for share in found.shares)
            if not told and (found.apart or (found.whole and len(found.shares) > 2)):
                name = found.whole or "、".join(found.names)
                yield from _not_all(found.shares, name, found.closed, found.apart, reading)


def _given_out(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Shares of one named whole that are given out one by one: 分别占退化草地的50%、30%和20%."""
    for group, members in groupby(claims, key=lambda claim: claim.group):
        shares = list(members)
        of_one = len({(c.whole, c.scope, c.sentence) for c in shares}) == 1 and shares[0].whole != ""
        named = len({c.of.key for c in shares}) == len(shares) > 1
        if group and of_one and named and all(c.role == "share" and is_exact(c.quantity) for c in shares):
            yield shares


def _with_their_wholes(reading: Reading) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Part, whole and share where the sentence gives the whole with its amount: a，占县域面积b的c%."""
    text = reading.document.text
    told = sorted(reading.claims, key=lambda claim: claim.quantity.span.start)
    for place in range(1, len(told) - 1):
        whole, share = told[place], told[place + 1]
        if share.quantity.dimension != "%" or whole.quantity.dimension == "%" or whole.sentence != share.sentence:
            continue
        if not _OF_IT.fullmatch(text, whole.quantity.span.end, share.quantity.span.start):
            continue
        shares = _in_a_row(told[place + 1 :], whole.sentence)
        before = [c for c in told[max(0, place - _MANY) : place] if c.sentence == whole.sentence]
        parts = [c for c in before if c.quantity.dimension == whole.quantity.dimension][-len(shares) :]
        if len(parts) != len(shares):
            continue
        if _SHARED.match(text[parts[-1].quantity.span.end : whole.quantity.span.start]):
            yield from ((part, whole, share) for part, share in zip(parts, shares, strict=True))


def _under_their_heads(amounts: Amounts) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Part, whole and share where a sentence takes an amount apart: 共a，其中b，占c%; none that fits another whole."""
    text = amounts.reading.document.text
    told = [claim for claim in amounts.claims if claim.quantity.word]
    for whole, part, share in zip(told, told[1:], told[2:], strict=False):
        if share.quantity.dimension != "%" or whole.quantity.dimension != part.quantity.dimension:
            continue
        if not _BARE.fullmatch(text, part.quantity.span.end, share.quantity.span.start):
            continue
        if _OF_WHICH.match(text, whole.quantity.span.end) is None or part.quantity.dimension in ("%", ""):
            continue
        others = before_in_paragraph(share, part.quantity.dimension, amounts)
        if not any(_fits_whole(share, part, other) for other in others if other is not part):
            yield part, whole, share


def _in_a_row(claims: Sequence[Claim], sentence: Span) -> list[Claim]:
    """Percentages of a sentence that follow one another."""
    return list(takewhile(lambda c: c.quantity.dimension == "%" and c.sentence == sentence, claims))


def _most_fit(shares: Sequence[Claim], amounts: Amounts) -> list[tuple[Claim, Claim, Claim, bool]]:
    """Share, part, whole and whether they fit, for the first whole that most of the shares are right of."""
    for whole, parts in parts_in_turn(shares, amounts):
        fitting = [_fits_whole(share, part, whole) for share, part in zip(shares, parts, strict=True)]
        fitting = [fits or _of_several(share, whole, amounts) for fits, share in zip(fitting, shares, strict=True)]
        if sum(fitting) > len(shares) / 2:
            return [(s, p, whole, f) for s, p, f in zip(shares, parts, fitting, strict=True)]
    return []


def _fits_whole(share: Claim, part: Claim, whole: Claim) -> bool:
    ratio = interval(part.quantity).over(interval(whole.quantity))
    return ratio is not None and ratio.times(_HUNDRED).meets(interval(share.quantity))


def _is_of_same(part: Claim, whole: Claim) -> bool:
    """Whether an amount is of the thing that a part is of, told of more of it: 全县水土流失, 流域水土流失."""
    alike = part.quantity.dimension == whole.quantity.dimension
    return alike and bool(whole.of.key) and core(part).endswith(core(whole))


def _of_several(share: Claim, whole: Claim, amounts: Amounts) -> bool:
    """Whether a share is that of several amounts in a row before it: 甲3万元、乙2万元，甲乙合计占50%."""
    if _SEVERAL.search(share.of.text) is None:
        return False
    told = before_in_paragraph(share, whole.quantity.dimension, amounts)
    given = interval(share.quantity)
    for first in range(len(told)):
        added = interval(told[first].quantity)
        for part in told[first + 1 :]:
            added = added + interval(part.quantity)
            ratio = added.over(interval(whole.quantity))
            if ratio is not None and ratio.times(_HUNDRED).meets(given):
                return True
    return False


def _judged(
    share: Claim, part: Claim, wholes: Sequence[Claim], amounts: Amounts, sure: str = "AUDIT-SHARE"
) -> Iterator[Finding]:
    given = interval(share.quantity)
    wholes = [whole for whole in wholes if len(wholes) == 1 or whole.quantity.value >= part.quantity.value]
    reckoned = [(whole, interval(part.quantity).over(interval(whole.quantity))) for whole in wholes]
    fitting = [(whole, ratio.times(_HUNDRED)) for whole, ratio in reckoned if ratio is not None]
    if not fitting or any(ratio.meets(given) for _, ratio in fitting):
        return
    beside = amounts.between(share.sentence.start, share.quantity.span.start)
    if any(claim is not part and _is_of_same(part, claim) and _fits_whole(share, part, claim) for claim in beside):
        return
    whole, ratio = fitting[0]
    off = max(ratio.low - given.high, given.low - ratio.high)
    if off < share.quantity.grain / (1 if decimals(share.quantity) else 2):
        code = "AUDIT-SHARE-ROUND"
    elif (
        (share.whole or sure == "AUDIT-SHARE-EACH")
        and len(parties(wholes)) == 1
        and all(is_exact(c.quantity) for c in (share, part, whole))
    ):
        code = sure
    else:
        code = "AUDIT-SHARE-LIKELY"
    if not share.whole and sure == "AUDIT-SHARE" and not _slipped(share, [ratio for _, ratio in fitting]):
        return
    backward = interval(part.quantity).over(given.times(1 / _HUNDRED))
    fits_zh, fits_en = _fits(backward, part, whole, amounts.reading)
    if code == "AUDIT-SHARE-LIKELY" and fits_zh and in_table(share, amounts.reading):
        return
    want = f"{printed(ratio.middle, max(2, decimals(share.quantity)))}%"
    back = shown(backward.middle, whole.quantity) if backward else ""
    words = {
        "name": part.of.text or part.of.key,
        "part": part.quantity.text,
        "whole": whole.quantity.text,
        "back": back + fits_zh,
        "back_en": back + fits_en,
    }
    spans = [share.quantity.span, part.quantity.span, whole.quantity.span]
    yield fault(code, amounts.reading, spans, share.quantity.text, want, words)


def _slipped(share: Claim, ratios: Sequence[Interval]) -> bool:
    """Whether one slip of the hand makes one of the ratios out of a share, so that it was meant for it."""
    places = decimals(share.quantity)
    meant = {printed(value, places) for ratio in ratios for value in (ratio.low, ratio.middle, ratio.high)}
    return any(slip(printed(share.quantity.low, places), value) for value in meant)


def _fits(backward: Interval | None, part: Claim, whole: Claim, reading: Reading) -> tuple[str, str]:
    """Which amount of the document the share would be right for."""
    if backward is None:
        return "", ""
    for claim in reading.claims:
        same = claim.quantity.dimension == whole.quantity.dimension and claim not in (part, whole)
        if same and claim.role != "share" and is_exact(claim.quantity) and interval(claim.quantity).meets(backward):
            name = claim.of.text or claim.of.key
            return f"，恰为{name} {claim.quantity.text}", f", which is that of {name}, {claim.quantity.text}"
    return "", ""


def _not_all(shares: Sequence[Quantity], name: str, closed: bool, sure: bool, reading: Reading) -> Iterator[Finding]:
    """Shares that make more than 100 %, or where they are all there are less."""
    together = total(interval(share) for share in shares)
    if together.meets(_ALL) or not (closed or together.surely_above(_ALL)):
        return
    finest = max(shares, key=decimals)
    words = {
        "name": name,
        "parts": "+".join(share.text for share in shares),
        "difference": shown(abs(together.middle - _HUNDRED), finest),
    }
    code = "AUDIT-SHARE-SUM" if sure else "AUDIT-SHARE-SUM-LIKELY"
    yield fault(code, reading, [share.span for share in shares], shown(together.middle, finest), "100%", words)
