"""Means of counted things (586口塘口平均水面2.17公顷) against what as many are told to have together elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity
from shanshui.finding import Finding

_MEAN = re.compile(r"[\u4e00-\u9fff]{0,10}平均[\u4e00-\u9fff]{0,6}")
_BESIDE = re.compile(r"[，、（(\s]{0,2}[\u4e00-\u9fff]{0,6}")
_FEWEST = 10
"""Things so many of which are told twice are the same ones."""
_SHIFTED = tuple(Decimal(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
_EXACT = Decimal("0.005")
"""By how much of itself what a mean makes may be off for a slip of the point to explain it, at most."""


@check("AUDIT-TIMES")
def mean_of_so_many(reading: Reading) -> Iterator[Finding]:
    """A mean times so many things is what they have together, as far as the point goes.

    Notes
    -----
    What merely differs is left alone: as many things may be told of another size (集水面积, 水面).
    """
    text, quantities = reading.document.text, reading.quantities
    pairs = [
        (count, amount, text[count.span.end : amount.span.start])
        for count, amount in pairwise(quantities)
        if is_count(count) and is_exact(count) and count.value >= _FEWEST and is_exact(amount) and amount.value > 0
    ]
    means = [(count, mean) for count, mean, between in pairs if _MEAN.fullmatch(between) and not is_count(mean)]
    wholes: dict[tuple[str, Decimal, str], list[Quantity]] = {}
    for count, amount, between in pairs if means else ():
        if "均" not in between and _BESIDE.fullmatch(between):
            wholes.setdefault((count.dimension, count.value, amount.dimension), []).append(amount)
    for count, mean in means:
        told = wholes.get((count.dimension, count.value, mean.dimension), [])
        made = count.value * mean.value
        slipped = [
            whole for whole in told if any(abs(made * by - whole.value) <= whole.value * _EXACT for by in _SHIFTED)
        ]
        if slipped and len(slipped) == len(told):
            words = {"each": mean.text, "times": count.text, "product": shown(made, slipped[0])}
            spans = [slipped[0].span, mean.span, count.span]
            yield fault("AUDIT-TIMES", reading, spans, slipped[0].text, words["product"], words)
