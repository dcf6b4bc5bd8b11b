"""Totals in tables: rows and columns named 合计, 小计, 总计 are the sum of what they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, total
from shanshui.audit.reading import Reading
from shanshui.audit.slips import mended
from shanshui.claims.model import Quantity
from shanshui.documents import Cell, Table
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.totals import is_loose, is_subtotal, is_total

_NUMERALS = "一二三四五六七八九十"
_NO_AMOUNTS = ("%", "％", "‰", "占比", "比例", "比重", "序号", "编号", "年份")
_DIVISIONS = 6
"""Ways in which a table may divide the same whole."""
_NEAR = Decimal("0.1")
"""Share by which columns that are perhaps the parts of a total may miss it, to be told at all."""
_EMPTY = ("", "-", "—", "/", "－", "——", "―")
_Numbers = Mapping[tuple[int, int], Quantity]


@check("AUDIT-SUM-COLUMN", "AUDIT-SUM-COLUMN-LIKELY")
def rows_of_totals(reading: Reading) -> Iterator[Finding]:
    """A row named as a total is the sum of the rows that it stands for, column by column."""
    for table in reading.document.tables:
        numbers = _numbers(table, reading)
        names = [_name(table, row) for row in range(table.rows)]
        totals = [row for row in range(table.heads, table.rows) if is_total(names[row]) or is_subtotal(names[row])]
        for row in totals:
            for column in range(table.columns):
                given = numbers.get((row, column))
                if given is not None and given.dimension != "%" and not _is_no_amount(_heads(table, column)):
                    yield from _column(table, numbers, names, row, column, reading)


@check("AUDIT-SUM-ROW", "AUDIT-SUM-ROW-LIKELY")
def columns_of_totals(reading: Reading) -> Iterator[Finding]:
    """A column named as a total is the sum of its neighbours, row by row."""
    for table in reading.document.tables:
        numbers = _numbers(table, reading)
        heads = [_heads(table, column) for column in range(table.columns)]
        for column, head in enumerate(heads):
            if not head or not (is_total(head[-1]) or is_subtotal(head[-1])):
                continue
            groups = _summands(heads, column)
            for row in range(table.heads, table.rows):
                given = numbers.get((row, column))
                if given is None or given.dimension == "%":
                    continue
                sums = [[numbers[row, c] for c in group if (row, c) in numbers] for group in groups]
                yield from _judged("ROW", table, given, sums, f"{_name(table, row)} {head[-1]}", reading)


def _column(
    table: Table, numbers: _Numbers, names: Sequence[str], row: int, column: int, reading: Reading
) -> Iterator[Finding]:
    given = numbers[row, column]
    sums = [[numbers[r, column] for r in rows if (r, column) in numbers] for rows in _rows_for(table, names, row)]
    sums += [outer for of in sums if len(outer := _outermost(of)) < len(of)]
    yield from _judged("COLUMN", table, given, sums, f"{names[row]} {' '.join(_heads(table, column))}", reading)


def _outermost(of: Sequence[Quantity]) -> list[Quantity]:
    """Amounts without those that the amount right before them is the sum of: classes stand before what they hold."""
    kept, at = [], 0
    while at < len(of):
        held, reached, inside = of[at], at + 1, Decimal(0)
        for after in range(at + 1, len(of)):
            inside += of[after].value
            if abs(inside - held.value) <= (after - at + 1) * held.grain / 2:
                reached = after + 1
            elif inside > held.value:
                break
        kept.append(held)
        at = reached
    return kept


def _rows_for(table: Table, names: Sequence[str], row: int) -> Iterator[list[int]]:
    """Each way of reading which rows a total stands for: those above, those below, sums of sums."""
    body = [r for r in range(table.heads, table.rows) if r != row]
    summing = [r for r in body if is_total(names[r]) or is_subtotal(names[r])]
    plain = [r for r in body if r not in summing]
    before = [r for r in summing if r < row]
    after = [r for r in summing if r > row]
    yield [r for r in plain if (before[-1] if before else -1) < r < row]
    yield [r for r in plain if row < r < (after[0] if after else table.rows)]
    if is_total(names[row]):
        yield plain
        yield [r for r in summing if not is_total(names[r])]
        lone = [r for r in plain if not before or r > before[-1]]
        yield [r for r in summing if not is_total(names[r])] + lone
        yield [r for r in plain if names[r][:1] in _NUMERALS or names[r][:1] in "ⅠⅡⅢⅣⅤⅥABCDEF"]
        yield [r for r in plain if r < row]
        yield [r for r in plain if r > row]


def _summands(heads: Sequence[tuple[str, ...]], column: int) -> list[list[int]]:
    """Each way of reading which columns a column of totals stands for."""
    own = heads[column]
    adding = [head if not _is_no_amount(head) else () for head in heads]
    plain = [
        c for c, head in enumerate(adding) if c != column and head and not (is_total(head[-1]) or is_subtotal(head[-1]))
    ]
    under = [c for c in plain if len(own) > 1 and heads[c][:-1] == own[:-1]]
    ways = [under] if under else []
    if not under:
        before = [c for c, head in enumerate(heads) if c < column and head and is_subtotal(head[-1])]
        others = [
            c for c, head in enumerate(heads) if c != column and head and (is_total(head[-1]) or is_subtotal(head[-1]))
        ]
        ways += [[c for c in plain if c > column], [c for c in plain if c < column]]
        ways += [others, [c for c in plain if (before[-1] if before else -1) < c < column]]
    return ways


def _is_no_amount(heads: Sequence[str]) -> bool:
    """Whether a column holds what no sum adds up: shares, serial numbers."""
    return any(word in head for head in heads for word in _NO_AMOUNTS)


def _judged(
    kind: str, table: Table, given: Quantity, sums: Sequence[Sequence[Quantity]], name: str, reading: Reading
) -> Iterator[Finding]:
    alike = [of for of in sums if len(of) > 1 and all(q.dimension == given.dimension and q.low >= 0 for q in of)]
    if not alike or any(_fits(_added(of), interval(given)) for of in alike):
        return
    distinct = {tuple(q.span for q in of) for of in alike}
    sure = (len(distinct) == 1 and not is_loose(name.split()[-1 if kind == "ROW" else 0])) or _one_slip(given, alike[0])
    if kind == "ROW":
        code = "AUDIT-SUM-ROW" if sure else "AUDIT-SUM-ROW-LIKELY"
    else:
        code = "AUDIT-SUM-COLUMN" if sure else "AUDIT-SUM-COLUMN-LIKELY"
    parts = min(alike, key=lambda of: abs(_plain(of) - given.value))
    if kind == "ROW" and not sure and not _nearly(given, parts):
        return
    places = max(decimals(given), *(decimals(q) for q in parts))
    in_unit = [_low(q, given) for q in parts]
    hit = mended([(given.low, decimals(given))], sum(in_unit, Decimal(0)) - given.low)
    apart = printed(abs(sum(in_unit, Decimal(0)) - given.low), places)
    words = {
        "name": name.strip(),
        "table": table.caption,
        "parts": "+".join(q.text for q in parts),
        "difference": apart + (f"；若 {given.text} 为 {hit[1]}，则相符" if hit else ""),
        "difference_en": apart + (f"; it fits if {given.text} is {hit[1]}" if hit else ""),
    }
    spans = [given.span, *(q.span for q in parts)]
    yield fault(code, reading, spans, given.text, printed(sum(in_unit, Decimal(0)), places), words)


def _nearly(given: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether columns are so nearly the total that they are its parts: near it, and none of them too many."""
    without_one = [total(interval(q) for q in parts if q is not left) for left in parts]
    apart = abs(_plain(parts) - given.value)
    return apart <= abs(given.value) * _NEAR and not any(rest.meets(interval(given)) for rest in without_one)


def _fits(added: Interval, given: Interval) -> bool:
    """Whether a sum is the total, or several times it: a table may divide one whole in several ways."""
    once = given
    for _ in range(_DIVISIONS):
        if added.meets(given):
            return True
        given = given + once
    return False


def _added(of: Sequence[Quantity]) -> Interval:
    return total(interval(q) for q in of)


def _plain(of: Sequence[Quantity]) -> Decimal:
    return sum((q.value for q in of), Decimal(0))


def _low(quantity: Quantity, like: Quantity) -> Decimal:
    """A quantity in the printed unit of another."""
    return quantity.value * like.step / like.grain if like.grain else quantity.low


def _one_slip(given: Quantity, parts: Sequence[Quantity]) -> bool:
    change = sum((_low(q, given) for q in parts), Decimal(0)) - given.low
    return mended([(given.low, decimals(given))], change) is not None


def _numbers(table: Table, reading: Reading) -> _Numbers:
    """Cells that hold one number and hardly anything else, by row and column."""
    starts = [quantity.span.start for quantity in reading.quantities]
    found = {}
    for cell in table.cells:
        if cell.row < table.heads or cell.text in _EMPTY:
            continue
        first, last = bisect_left(starts, cell.start), bisect_left(starts, cell.end)
        of = [q for q in reading.quantities[first:last] if q.span.end <= cell.end]
        if len(of) == 1 and not of[0].bound and not of[0].is_range and _fills(of[0], cell):
            found[cell.row, cell.column] = of[0]
    return found


def _fills(quantity: Quantity, cell: Cell) -> bool:
    around = quantity.span.end - quantity.span.start + (2 if quantity.bracketed else 0)
    return around >= len(cell.text)


def _name(table: Table, row: int) -> str:
    """What heads a row: the first cell of it that holds words and no number."""
    first = True
    for column in range(table.columns):
        cell = table.at(row, column)
        if cell is not None and cell.text and not cell.text.replace(".", "").isdigit():
            place = is_loose(cell.text) and not first
            first = False
            if place:
                continue
            if is_total(cell.text) or is_subtotal(cell.text) or column == table.columns - 1:
                return "".join(cell.text.split())
    cell = table.at(row, 0)
    return "".join(cell.text.split()) if cell is not None else ""


def _heads(table: Table, column: int) -> tuple[str, ...]:
    """Words above a column, from the top."""
    cells = [table.at(row, column) for row in range(table.heads)]
    return tuple(dict.fromkeys("".join(cell.text.split()) for cell in cells if cell is not None and cell.text))
