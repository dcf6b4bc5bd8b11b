"""How much something changes, between two amounts beside the change; what so many pieces of one price cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shanshui.audit.amounts import decimals, shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_HUNDRED = Decimal(100)
_VERB = "(?:提高|增加|增长|上升|提升|扩大|增大|减少|下降|降低|缩小|缩减|萎缩)"
_FROM = re.compile(r"[由从][^，。；、]{0,18}$")
_TO = re.compile(rf"[^，。；、]{{0,10}}?{_VERB}[^，。；、\d]{{0,3}}[到至为](?:(?:19|20)\d\d年[的末底]?)?约?")
_SPAN = r"(?:[一二三四五六七八九十\d]{1,3}年[来间]?)?"
_BY = re.compile(
    rf"[，,（(]{_SPAN}(?:累计|共计|共|净|总共|面积|比例|占比)*(?:{_VERB}(?:了|幅度)?|[增减降涨]幅)(?:达到|达|为)?"
)
_POINTS = "百分点"
_PRICED = 6
"""Amounts of a sentence, at most, among which a price and what it is for can be told."""
_PRICE = "yuan/"


@check("AUDIT-CHANGE")
def change_between_two(reading: Reading) -> Iterator[Finding]:
    """What something rises or falls by lies between the two amounts it is said to go from and to."""
    text = reading.document.text
    for sentence, held in by_sentence(reading.quantities, sentences(reading.document)):
        own = [quantity for quantity in held if quantity.dimension != "a"]
        for before, after, change in zip(own, own[1:], own[2:], strict=False):
            if before.dimension != after.dimension or not all(is_exact(q) for q in (before, after, change)):
                continue
            opened = _FROM.search(text, max(sentence.start, before.span.start - 24), before.span.start)
            went = _TO.fullmatch(text, before.span.end, after.span.start)
            by = _BY.fullmatch(text, after.span.end, change.span.start)
            if not (opened and went and by):
                continue
            wanted = _wanted(before, after, change)
            if wanted is None or any(one.meets(interval(change)) for one in wanted):
                continue
            exact = abs(after.value - before.value)
            if change.dimension == before.dimension:
                want = shown(exact, change)
            else:
                want = f"{printed(exact / before.value * _HUNDRED, max(decimals(change), 1))}%"
            words = {"before": before.text, "after": after.text}
            yield fault("AUDIT-CHANGE", reading, [change.span, before.span, after.span], change.text, want, words)


@check("AUDIT-PRICE")
def price_and_cost(reading: Reading) -> Iterator[Finding]:
    """So much at a price for each makes what the same sentence says that it costs."""
    for _, own in by_sentence(reading.quantities, sentences(reading.document)):
        prices = [q for q in own if q.dimension.startswith(_PRICE) and is_exact(q)]
        costs = [q for q in own if q.dimension == "yuan"]
        if len(prices) != 1 or len(costs) != 1 or len(own) > _PRICED or not is_exact(costs[0]):
            continue
        price, cost = prices[0], costs[0]
        sizes = [q for q in own if q.dimension == price.dimension.removeprefix(_PRICE)]
        if len(sizes) != 1 or not is_exact(sizes[0]):
            continue
        low, high = interval(price), interval(sizes[0])
        product = Interval(low.low * high.low, low.high * high.high)
        if not product.meets(interval(cost)):
            want = shown(price.value * sizes[0].value, cost)
            words = {"price": price.text, "size": sizes[0].text}
            yield fault("AUDIT-PRICE", reading, [cost.span, price.span, sizes[0].span], cost.text, want, words)


def _wanted(before: Quantity, after: Quantity, change: Quantity) -> list[Interval] | None:
    """What the change may be: a difference, and where it is told in per cent a share of what was; None if neither."""
    one, other = interval(before), interval(after)
    if after.value < before.value:
        one, other = other, one
    apart = Interval(other.low - one.high, other.high - one.low)
    found = [apart] if change.dimension == before.dimension else []
    if change.dimension == "%" and _POINTS not in change.text:
        share = apart.over(interval(before))
        found += [share.times(_HUNDRED)] if share is not None else []
    return found or None
