"""One amount in two units, the second in brackets: 200公顷（3000亩）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity
from shanshui.finding import Finding

_BETWEEN = re.compile(r"[ \u3000]?[（(，,]?(?:折?合|折算|约|合计约?|即|相当于|等于|约?折?合约?|=|≈){0,2}[ \u3000]?")
_OPEN = ("（", "(")
_LONGEST = 12
"""Characters between the two amounts, at most."""
_FACTORS = (*map(Decimal, ("15", "100", "1000", "1500", "10000", "0.01", "0.0001")), Decimal(1) / 15)
"""How often one unit that people put in brackets goes into another: 公顷 and 亩, 平方公里 and 公顷, 万元 and 元."""


@check("AUDIT-DUAL", "AUDIT-DUAL-LIKELY")
def two_units(reading: Reading) -> Iterator[Finding]:
    """What stands in brackets in another unit is the same amount, and not in the same unit by mistake."""
    text = reading.document.text
    for first, second in pairwise(reading.quantities):
        between = text[first.span.end : second.span.start]
        if len(between) > _LONGEST or first.dimension != second.dimension or not (first.unit and second.unit):
            continue
        if not _BETWEEN.fullmatch(between) or not _doubles(between) or not _closed(text, between, second):
            continue
        if interval(first).meets(interval(second)):
            continue
        if first.unit != second.unit:
            sure = is_exact(first) and is_exact(second)
            yield _finding("AUDIT-DUAL" if sure else "AUDIT-DUAL-LIKELY", first, second, reading)
        elif between.strip() in _OPEN and _by_a_factor(first, second):
            yield _finding("AUDIT-DUAL", first, second, reading)


def _closed(text: str, between: str, second: Quantity) -> bool:
    """Whether a bracket that opens before the second amount closes behind it."""
    after = text[second.span.end : second.span.end + 3].lstrip()
    return not between.lstrip().startswith(_OPEN) or after.startswith(("）", ")"))


def _by_a_factor(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts in one unit would be the same in units that stand beside each other: 238亩（3577亩）."""
    scaled = [interval(first).times(factor) for factor in _FACTORS]
    return any(one.meets(interval(second)) for one in scaled)


def _doubles(between: str) -> bool:
    """Whether a bracket or a word stands between: a comma alone parts two amounts."""
    return between.strip(" \u3000，,") != ""


def _finding(code: str, first: Quantity, second: Quantity, reading: Reading) -> Finding:
    words = {"same": shown(first.value, second)}
    return fault(code, reading, [second.span, first.span], second.text, words["same"], {**words, "first": first.text})
