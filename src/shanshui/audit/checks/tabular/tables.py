"""Totals in tables: rows and columns named 合计, 小计, 总计 are the sum of what they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.audit.amounts import decimals
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, total
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.audit.slips import mended
from shanshui.claims.model import Quantity
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.totals import is_loose, is_subtotal, is_total

_NO_AMOUNTS = ("%", "％", "‰", "占比", "比例", "比重", "序号", "编号", "年份",
               "平均", "人均", "户均", "单价", "密度", "模数", "海拔")  # fmt: skip
_OF_WHICH = ("其中", "#", "＃")
_REACHED = "累计"
"""Begins the head of a column whose numbers hold those of the rows above, and perhaps those of the column before."""
_DIVISIONS = 6
"""Ways in which a table may divide the same whole."""
_NEAR = Decimal("0.1")
"""Share by which columns that are perhaps the parts of a total may miss it, to be told at all."""


@check("AUDIT-SUM-COLUMN", "AUDIT-SUM-COLUMN-LIKELY")
def rows_of_totals(reading: Reading) -> Iterator[Finding]:
    """A row named as a total is the sum of the rows that it stands for, column by column."""
    for matrix in matrices(reading):
        adding = [column for column in matrix.columns if adds(matrix, column)]
        for row in sorted(matrix.sums):
            ways = list(_rows_for(matrix, row))
            sums = {column: list(_column_sums(matrix, ways, column)) for column in adding}
            for column in adding:
                given = matrix.numbers.get((row, column))
                if given is not None and may_be_sum(given):
                    others = [
                        (matrix.numbers[row, other], sums[other])
                        for other in adding
                        if other != column and (row, other) in matrix.numbers
                    ]
                    name = f"{matrix.names[row]} {matrix.head(column)}"
                    yield from _judged("COLUMN", _Total(matrix, given, name, sums[column], others), reading)


@check("AUDIT-SUM-ROW", "AUDIT-SUM-ROW-LIKELY")
def columns_of_totals(reading: Reading) -> Iterator[Finding]:
    """A column named as a total is the sum of its neighbours, row by row."""
    for matrix in matrices(reading):
        for column, head in enumerate(matrix.heads):
            if not head or not (is_total(head[-1]) or is_subtotal(head[-1])):
                continue
            ways = _summands(matrix.heads, column)
            sums = {row: [_held(matrix, [(row, c) for c in way]) for way in ways] for row in matrix.rows}
            for row in matrix.rows:
                given = matrix.numbers.get((row, column))
                if given is not None and may_be_sum(given):
                    others = [
                        (matrix.numbers[other, column], sums[other])
                        for other in matrix.rows
                        if other != row and (other, column) in matrix.numbers
                    ]
                    name = f"{matrix.names[row]} {head[-1]}"
                    yield from _judged("ROW", _Total(matrix, given, name, sums[row], others), reading)


@dataclass(frozen=True, slots=True)
class _Total:
    """A number that is named as a sum.

    Parameters
    ----------
    matrix : Matrix
        That it stands in.
    given : Quantity
        The number.
    name : str
        Heads of its row and column.
    sums : sequence of sequences of Quantity
        What it may be the sum of, one for each way of reading the table.
    others : sequence of (Quantity, sums)
        The totals beside it with what they may be sums of, in the same ways.
    """

    matrix: Matrix
    given: Quantity
    name: str
    sums: Sequence[Sequence[Quantity]]
    others: Sequence[tuple[Quantity, Sequence[Sequence[Quantity]]]]

    def shown_beside(self) -> Sequence[Quantity] | None:
        """Its parts as the totals beside it are read; None where those do not show in which way."""
        for number, of in enumerate(self.sums):
            if len(of) > 1 and any(_shows(sums[number], given) for given, sums in self.others):
                return of
        return None


def _column_sums(matrix: Matrix, ways: Sequence[Sequence[int]], column: int) -> Iterator[list[Quantity]]:
    """The numbers of a column, for each way of reading the rows: all of them, and those that hold the others."""
    held = [_held(matrix, [(row, column) for row in way]) for way in ways]
    yield from held
    yield from (_outermost(of) for of in held)


def _held(matrix: Matrix, places: Sequence[tuple[int, int]]) -> list[Quantity]:
    return [matrix.numbers[place] for place in places if place in matrix.numbers]


def adds(matrix: Matrix, column: int) -> bool:
    """Whether the numbers of a column may be added up: no shares, serial numbers, rates, means."""
    return not any(word in head for head in matrix.heads[column] for word in _NO_AMOUNTS)


def may_be_sum(given: Quantity) -> bool:
    """Whether a number may be the sum of others: no rate, nothing that is so much for each."""
    return given.dimension != "%" and "/" not in given.dimension


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


def _rows_for(matrix: Matrix, row: int) -> Iterator[list[int]]:
    """Each way of reading which rows a total stands for: those above, those below, sums of sums."""
    names, levels = matrix.names, matrix.levels
    body = [r for r in matrix.rows if r != row]
    summing = [r for r in body if r in matrix.sums]
    plain = [r for r in body if r not in summing and not names[r].startswith(_OF_WHICH)]
    before = [r for r in summing if r < row]
    after = [r for r in summing if r > row]
    if _holds_nothing(matrix, row, plain):
        return
    yield [r for r in plain if (before[-1] if before else -1) < r < row]
    yield [r for r in plain if row < r < (after[0] if after else matrix.grid.table.rows)]
    if is_total(names[row]):
        yield plain
        yield [r for r in summing if not is_total(names[r])]
        lone = [r for r in plain if not before or r > before[-1]]
        yield [r for r in summing if not is_total(names[r])] + lone
        yield [r for r in plain if levels.get(r) == 0]
        yield [r for r in plain if r < row]
        yield [r for r in plain if r > row]


def _holds_nothing(matrix: Matrix, row: int, plain: Sequence[int]) -> bool:
    """Whether a subtotal is the one row of its class (草地, 小计), whose name stands before it and in no other row."""
    own = matrix.grid.text(row, 0).strip()
    if not own or not is_subtotal(matrix.names[row]) or is_subtotal(own) or is_total(own) or own.isdigit():
        return False
    classes = {matrix.grid.text(r, 0).strip() for r in plain}
    return own not in classes and any(matrix.grid.text(r, 0).strip() in ("", *classes) for r in matrix.sums if r != row)


def _summands(heads: Sequence[tuple[str, ...]], column: int) -> list[list[int]]:
    """Each way of reading which columns a column of totals stands for."""
    own = heads[column]
    adding = [head if not any(word in part for part in head for word in _NO_AMOUNTS) else () for head in heads]
    adding = [() if _is_of_neighbour(heads, c) else head for c, head in enumerate(adding)]
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
    reached = {c for c in plain if heads[c][-1].startswith(_REACHED)}
    return [*ways, *([c for c in way if c not in reached] for way in ways if reached & {*way})]


def _is_of_neighbour(heads: Sequence[tuple[str, ...]], column: int) -> bool:
    """Whether a column is a part of the one before it (林地, 其中：坡地), and not the first part of a total."""
    while column and heads[column] and heads[column][-1].startswith(_OF_WHICH):
        column -= 1
        before = heads[column][-1] if heads[column] else ""
        if not before.startswith(_OF_WHICH):
            return bool(before) and not (is_total(before) or is_subtotal(before))
    return False


def _judged(kind: Literal["ROW", "COLUMN"], total: _Total, reading: Reading) -> Iterator[Finding]:
    given = total.given
    alike = [of for of in total.sums if _alike(of, given)]
    lone = any(len(of) == 1 and interval(of[0]).meets(interval(given)) for of in total.sums)
    if lone or not alike or any(_fits(_added(of), interval(given)) for of in alike):
        return
    beside = total.shown_beside()
    beside = beside if beside is not None and _alike(beside, given) else None
    distinct = {tuple(q.span for q in of) for of in alike}
    loose = is_loose(total.name.split()[-1 if kind == "ROW" else 0])
    parts = beside or min(alike, key=lambda of: abs(_plain(of) - given.value))
    sure = beside is not None or (len(distinct) == 1 and not loose) or one_slip(given, parts)
    if kind == "ROW" and not sure and not _nearly(given, parts):
        return
    code = f"AUDIT-SUM-{kind}" if sure else f"AUDIT-SUM-{kind}-LIKELY"
    yield sum_fault(code, total.matrix, given, parts, total.name, reading)


def sum_fault(
    code: str, matrix: Matrix, given: Quantity, parts: Sequence[Quantity], name: str, reading: Reading
) -> Finding:
    """A finding on a number of a table that its parts do not make.

    Parameters
    ----------
    code : str
        Of the rule.
    matrix : Matrix
        The table.
    given : Quantity
        The number.
    parts : sequence of Quantity
        What it should be the sum of.
    name : str
        What the finding calls it.
    reading : Reading
        The document.
    """
    places = max(decimals(given), *(decimals(q) for q in parts))
    wanted = sum((_low(q, given) for q in parts), Decimal(0))
    hit = mended([(given.low, decimals(given))], wanted - given.low)
    apart = printed(abs(wanted - given.low), places)
    words = {
        "name": name.strip(),
        "table": matrix.caption,
        "parts": "+".join(q.text for q in parts),
        "difference": apart + (f"；若 {given.text} 为 {hit[1]}，则相符" if hit else ""),
        "difference_en": apart + (f"; it fits if {given.text} is {hit[1]}" if hit else ""),
    }
    spans = [given.span, *(q.span for q in parts)]
    return fault(code, reading, spans, given.text, printed(wanted, places), words)


def _alike(of: Sequence[Quantity], given: Quantity) -> bool:
    """Whether amounts may be the parts of a total."""
    return len(of) > 1 and all(q.dimension == given.dimension and q.low >= 0 for q in of)


def makes(of: Sequence[Quantity], given: Quantity) -> bool:
    """Whether several amounts of one unit make another."""
    return _alike(of, given) and _added(of).meets(interval(given))


def _shows(of: Sequence[Quantity], given: Quantity) -> bool:
    """Whether amounts make another that none of them is by itself, the others being nothing."""
    return sum(bool(part.value) for part in of) > 1 and makes(of, given)


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


def one_slip(given: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one slip of the hand made a number out of the sum that it should be."""
    change = sum((_low(q, given) for q in parts), Decimal(0)) - given.low
    return mended([(given.low, decimals(given))], change) is not None
