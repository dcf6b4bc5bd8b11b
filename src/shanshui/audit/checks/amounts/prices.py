"""Prices that the text sets, held against the rows of a table: what a row costs over how much there is of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.each import Each, each_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.slips import slip
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_PRICED = re.compile(
    r"(?:的?(?:平均|综合|亩均|每一?[个口座处亩]?|单位|单(?=[价口座处])|按|建设|工程)*(?:面积|长度)?"
    r"(?:投资|造价|单价|成本|费用|价格|补助)(?:标准|指标)?|平均|每|按)"
)
_OPENED = re.compile(r"(?:[（(]?[\d一二三四五六七八九十.]{1,5}[)）.、．]?\s?)?(?P<name>[^，。；：:\d\n]{3,24})[：:]")
_NUMBERED = re.compile(r"^\s*(?:[（(][\d一二三四五六七八九十]{1,3}[)）]|[\d一二三四五六七八九十.]{1,6}[.、．]?)\s*")
_SHORTEST = 3
"""Letters that a thing and the name of a row share, at least."""


@check("AUDIT-PRICE-ROW-LIKELY")
def price_and_row(reading: Reading) -> Iterator[Finding]:
    """What a row costs is its amount times the price that the text sets for it."""
    text = reading.document.text
    tables = [row for matrix in matrices(reading) if _has_money(matrix) for row in _named(matrix)]
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)) if tables else ():
        for quantity in own:
            each = each_of(text, quantity, own, sentence)
            if each is None or each.above != "yuan" or not is_exact(quantity):
                continue
            name = _PRICED.split(each.clause)[0].strip("：:的，、 ")
            rows = [(matrix, row) for matrix, row, words in tables if _is_of(name, words)]
            if len(rows) == 1:
                yield from _judged(each, name, *rows[0], reading)


@check("AUDIT-TIMES-LIKELY")
def each_and_the_row_of_its_work(reading: Reading) -> Iterator[Finding]:
    """So much for each of a work, where its amount or its cost stands in its row alone: 平均每条17.14万元 for 7.14."""
    text = reading.document.text
    tables = [row for matrix in matrices(reading) for row in _named(matrix)]
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)) if tables else ():
        found = [each for each in (each_of(text, q, own, sentence) for q in own) if each is not None]
        if len(found) != 1 or not is_exact(found[0].quantity) or found[0].quantity.value <= 0:
            continue
        each = found[0]
        sizes = [q for q in own if q.dimension == each.below]
        wholes = [q for q in own if q.dimension == each.above and q is not each.quantity]
        if len(sizes) + len(wholes) == 1 and all(is_exact(q) and q.value > 0 for q in (*sizes, *wholes)):
            name, wanted = _work(reading, sentence), each.above if sizes else each.below
            rows = [(matrix, row) for matrix, row, words in tables if name in words]
            told = [q for row in rows for q in _held(*row, reading) if q.dimension == wanted and q.value > 0]
            yield from _slipped(each, sizes or told, wholes or told, reading)


def _work(reading: Reading, sentence: Span) -> str:
    """The work that a sentence is about: what its line opens with, else the heading above it."""
    text = reading.document.text
    opened = _OPENED.match(text, text.rfind("\n", 0, sentence.start) + 1, sentence.end)
    path = reading.document.path_at(sentence.start)
    heading = _NUMBERED.sub("", reading.document.words(path[-1])).strip() if path else ""
    return opened["name"] if opened is not None else heading


def _slipped(each: Each, sizes: Sequence[Quantity], wholes: Sequence[Quantity], reading: Reading) -> Iterator[Finding]:
    """An amount for each that a slip of the hand parts from what the largest amounts make, where none makes it."""
    pairs = [(size, whole) for size in sizes for whole in wholes]
    ratios = [interval(whole).over(interval(size)) for size, whole in pairs]
    if not pairs or any(ratio is None or ratio.meets(each.value) for ratio in ratios):
        return
    size, whole = max(pairs, key=lambda pair: pair[0].value * pair[1].value)
    quantity, made = each.quantity, each.value.middle * size.value
    single = whole.value / size.value * quantity.value / each.value.middle
    if _is_slip(quantity, single) or _is_slip(whole, made):
        words = {"each": quantity.text, "times": size.text, "product": shown(made, whole)}
        spans = [quantity.span, size.span, whole.span]
        yield fault("AUDIT-TIMES-LIKELY", reading, spans, whole.text, words["product"], words)


def _is_slip(quantity: Quantity, meant: Decimal) -> bool:
    """Whether one slip of the hand parts a number of three digits from what was meant."""
    stands, places = printed(quantity.low, decimals(quantity)), decimals(quantity)
    return (
        len(stands.replace(".", "")) >= _SHORTEST
        and slip(stands, printed(meant / factor(quantity), places)) is not None
    )


def _has_money(matrix: Matrix) -> bool:
    return any(claim.quantity.dimension == "yuan" for claim in matrix.claims.values())


def _named(matrix: Matrix) -> Iterator[tuple[Matrix, int, frozenset[str]]]:
    """The rows of a table that are no sums, with the words of their cells."""
    for row in matrix.rows:
        if row not in matrix.sums:
            cells = (re.split(r"[（(]", matrix.grid.text(row, column.number))[0] for column in matrix.grid.columns)
            yield matrix, row, frozenset(cells)


def _is_of(name: str, cells: frozenset[str]) -> bool:
    """Whether a row is of the thing that is priced: its name, or that of a cell, holds the other's."""
    if len(name) < _SHORTEST:
        return False
    return any(name in words or (len(words) >= _SHORTEST and words in name) for words in cells)


def _judged(each: Each, name: str, matrix: Matrix, row: int, reading: Reading) -> Iterator[Finding]:
    cells = [claim.quantity for (at, _), claim in matrix.claims.items() if at == row]
    sizes = [size for size in _held(matrix, row, reading) if size.dimension == each.below]
    costs = [cell for cell in cells if cell.dimension == "yuan" and cell.value > 0]
    if len(sizes) != 1 or not costs or _any_fits(each, sizes[0], costs):
        return
    cost = max(costs, key=lambda cell: cell.value)
    made = each.value.times(sizes[0].value).middle
    words = {"name": name, "size": sizes[0].text, "cost": shown(cost.value, cost)}
    spans = [each.quantity.span, sizes[0].span, cost.span]
    yield fault("AUDIT-PRICE-ROW-LIKELY", reading, spans, each.quantity.text, shown(made, cost), words)


def _held(matrix: Matrix, row: int, reading: Reading) -> list[Quantity]:
    """The amounts of a row, also those among the words of a cell: 治理沟道42条."""
    held = {claim.quantity.span: claim.quantity for (at, _), claim in matrix.claims.items() if at == row}
    cells = [cell for column in matrix.grid.columns if (cell := matrix.grid.at(row, column.number)) is not None]
    for cell in {cell.start: cell for cell in cells}.values():
        first = bisect_left(reading.quantities, cell.start, key=lambda quantity: quantity.span.start)
        last = bisect_left(reading.quantities, cell.end, key=lambda quantity: quantity.span.start)
        held = {quantity.span: quantity for quantity in reading.quantities[first:last]} | held
    return [quantity for quantity in held.values() if is_exact(quantity)]


def _any_fits(each: Each, size: Quantity, costs: Sequence[Quantity]) -> bool:
    """Whether some cost of the row is the price times the amount, as far as digits tell."""
    ratios = (interval(cost).over(interval(size)) for cost in costs)
    return any(ratio is not None and ratio.meets(each.value) for ratio in ratios)
