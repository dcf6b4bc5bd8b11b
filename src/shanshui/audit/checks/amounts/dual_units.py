"""One amount in two units: 200公顷（3000亩）, 每亩167株，即每公顷2505株; plants and the distances between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.each import each_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.matrix import matrices
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_BETWEEN = re.compile(r"[ \u3000]?[（(，,]?(?:折?合|折算|约|合计约?|即|相当于|等于|约?折?合约?|=|≈){0,2}[ \u3000]?")
_SAME = re.compile(r"[，,（(]?(?:即|合(?!计)|折合|约合|相当于|也就是)")
_REMARK = re.compile(r"(?:约?折?合|折算为?|即|相当于)\s?(?=\d)")
_SPACED = re.compile(
    r"株行?距[^，。；、\d]{0,6}(?P<one>\d{1,2}(?:\.\d{1,2})?)(?:m|米)?\s?[×xX*＊✕]\s?(?P<other>\d{1,2}(?:\.\d{1,2})?)(?:m|米)"
)
_LOOSE = Decimal("0.03")
"""By how much of itself a density may differ from what the spacing makes."""
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
        if len(between) > _LONGEST or first.dimension != second.dimension:
            continue
        if not (_unit(first) and _unit(second)):
            continue
        if not _BETWEEN.fullmatch(between) or not _doubles(between) or not _closed(text, between, second):
            continue
        if interval(first).meets(interval(second)):
            continue
        if _unit(first) != _unit(second):
            sure = is_exact(first) and is_exact(second)
            yield _finding("AUDIT-DUAL" if sure else "AUDIT-DUAL-LIKELY", first, second, reading)
        elif between.strip() in _OPEN and _by_a_factor(first, second):
            yield _finding("AUDIT-DUAL", first, second, reading)


@check("AUDIT-DUAL")
def converted_in_a_remark(reading: Reading) -> Iterator[Finding]:
    """合6180亩 in the remark of a row is the one amount of that row in another unit."""
    for matrix in matrices(reading):
        own: dict[int, list[Quantity]] = {}
        for (row, _), claim in matrix.claims.items():
            own.setdefault(row, []).append(claim.quantity)
        for cell in matrix.grid.table.cells:
            remark = _REMARK.match(cell.text)
            other = _quantity_at(reading, cell.start + remark.end(), cell.end) if remark is not None else None
            if other is None or not is_exact(other):
                continue
            same = [first for first in own.get(cell.row, ()) if first.dimension == other.dimension]
            if len(same) == 1 and _unit(same[0]) != _unit(other) and not interval(same[0]).meets(interval(other)):
                yield _finding("AUDIT-DUAL", same[0], other, reading)


def _quantity_at(reading: Reading, start: int, end: int) -> Quantity | None:
    """The amount that takes all of a stretch."""
    number = bisect_left(reading.quantities, start, key=lambda quantity: quantity.span.start)
    found = reading.quantities[number] if number < len(reading.quantities) else None
    return found if found is not None and (found.span.start, found.span.end) == (start, end) else None


@check("AUDIT-DUAL")
def each_in_two_units(reading: Reading) -> Iterator[Finding]:
    """每亩167株，即每公顷2505株: what is told for each of two units is the same amount."""
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        told = [each for each in (each_of(text, quantity, own, sentence) for quantity in own) if each is not None]
        for first, second in pairwise(told):
            between = text[first.quantity.span.end : second.quantity.span.start]
            same = (first.above, first.below) == (second.above, second.below) and _SAME.match(between) is not None
            if same and not first.value.meets(second.value) and is_exact(first.quantity) and is_exact(second.quantity):
                want = shown(second.quantity.value * first.value.middle / second.value.middle, second.quantity)
                spans = [second.quantity.span, first.quantity.span]
                words = {"first": first.quantity.text}
                yield fault("AUDIT-DUAL", reading, spans, second.quantity.text, want, words)


@check("AUDIT-SPACING")
def plants_and_their_spacing(reading: Reading) -> Iterator[Finding]:
    """So many plants stand on a hectare as go onto it at the distances given: 株行距2米×3米, 1667株/公顷."""
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        spaced = list(_SPACED.finditer(text, sentence.start, sentence.end))
        told = [each_of(text, quantity, own, sentence) for quantity in own]
        dense = [each for each in told if each is not None and (each.above, each.below) == ("株", "m2")]
        if len(spaced) != 1 or len(dense) != 1 or not is_exact(dense[0].quantity):
            continue
        apart, density = Decimal(spaced[0]["one"]) * Decimal(spaced[0]["other"]), dense[0].value.middle
        if apart > 0 and abs(apart * density - 1) > _LOOSE:
            want = shown(dense[0].quantity.value / (apart * density), dense[0].quantity)
            spans = [dense[0].quantity.span, Span(*spaced[0].span())]
            words = {"spacing": spaced[0].group()}
            yield fault("AUDIT-SPACING", reading, spans, dense[0].quantity.text, want, words)


def _unit(quantity: Quantity) -> str:
    """In which unit a quantity is measured: its code, else a compound such as 株/亩; empty for what is only counted."""
    return quantity.unit or (quantity.word if "/" in quantity.dimension else "")


def _closed(text: str, between: str, second: Quantity) -> bool:
    """Whether a bracket that opens before the second amount closes behind it."""
    after = text[second.span.end : second.span.end + 3].lstrip()
    return not between.lstrip().startswith(_OPEN) or after.startswith(("）", ")"))


def _by_a_factor(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts in one unit would be the same in units that stand beside each other: 238亩（3577亩）."""
    scaled = [interval(first).times(factor) for factor in _FACTORS]
    return any(one.meets(interval(second)) for one in scaled)


def _doubles(between: str) -> bool:
    """Whether a bracket or a word stands between: a comma alone, or with a word for a sum, parts two amounts."""
    return between.strip(" \u3000，,").removesuffix("约") not in ("", "合计")


def _finding(code: str, first: Quantity, second: Quantity, reading: Reading) -> Finding:
    words = {"same": shown(first.value, second)}
    return fault(code, reading, [second.span, first.span], second.text, words["same"], {**words, "first": first.text})
