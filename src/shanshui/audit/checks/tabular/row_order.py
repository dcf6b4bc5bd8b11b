"""Numbers of one row that have an order: lowest, mean and highest; a thing and what it is a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.claims.columns import bare
from shanshui.claims.model import Quantity
from shanshui.finding import Finding
from shanshui.standard.language.inclusions import inclusions

_LOW = re.compile(r"最[小低少短]")
_MEAN = re.compile(r"平均|均值")
_HIGH = re.compile(r"最[大高多长]")
_ORDER = (_LOW, _MEAN, _HIGH)
_ALL = re.compile(r"^(?:全[县市区旗域州]|项目区|实施区|总体|综合|区域)?(?:加权)?平均(?:值|数)?$|^均值$")
_OF_WHICH = re.compile(r"^其中[:：]?")
_ENDING = re.compile(r"总?面积$|数量$")


@check("AUDIT-ROW-ORDER")
def lowest_mean_highest(reading: Reading) -> Iterator[Finding]:
    """A mean lies between the lowest and the highest value of its row, and that of all rows between theirs."""
    for matrix in matrices(reading):
        for lower, upper in _ordered(matrix):
            for row in matrix.rows:
                low, high = matrix.numbers.get((row, lower)), matrix.numbers.get((row, upper))
                if low and high and low.dimension == high.dimension and interval(low).surely_above(interval(high)):
                    heads = matrix.heads[lower][-1], matrix.heads[upper][-1]
                    yield _finding(matrix, row, (low, high), heads, reading)
        for row in matrix.rows:
            if _ALL.search(matrix.names[row]):
                yield from _mean_of_all(matrix, row, reading)


@check("AUDIT-ROW-PART")
def part_of_the_column_before(reading: Reading) -> Iterator[Finding]:
    """In no row is a column that is part of another by its head more than that."""
    for matrix in matrices(reading):
        for part, whole in _inclusions(matrix):
            for row in matrix.rows:
                one, other = matrix.numbers.get((row, part)), matrix.numbers.get((row, whole))
                if one and other and one.dimension == other.dimension and interval(one).surely_above(interval(other)):
                    words = {
                        "table": matrix.caption,
                        "name": matrix.names[row],
                        "part": matrix.heads[part][-1],
                        "whole": matrix.heads[whole][-1],
                    }
                    yield fault("AUDIT-ROW-PART", reading, [one.span, other.span], one.text, other.text, words)


def _ordered(matrix: Matrix) -> Iterator[tuple[int, int]]:
    """Pairs of columns of one thing, the lower first."""
    ranks: dict[str, list[tuple[int, int]]] = {}
    for column in matrix.columns:
        leaf = bare(matrix.heads[column][-1]) if matrix.heads[column] else ""
        rank = next((n for n, word in enumerate(_ORDER) if word.search(leaf)), None)
        if rank is not None:
            above = " ".join(matrix.heads[column][:-1])
            ranks.setdefault(above, []).append((rank, column))
    for ranked in ranks.values():
        if len({rank for rank, _ in ranked}) == len(ranked) > 1:
            ordered = [column for _, column in sorted(ranked)]
            yield from pairwise(ordered)


def _mean_of_all(matrix: Matrix, row: int, reading: Reading) -> Iterator[Finding]:
    for column in matrix.columns:
        given = matrix.numbers.get((row, column))
        others = [matrix.numbers[r, column] for r in matrix.rows if r != row and (r, column) in matrix.numbers]
        others = [q for q in others if given is not None and q.dimension == given.dimension]
        if given is None or len(others) < 2:
            continue
        lowest, highest = min(others, key=lambda q: q.value), max(others, key=lambda q: q.value)
        heads = (matrix.heads[column][-1],) * 2 if matrix.heads[column] else ("", "")
        if interval(given).surely_above(interval(highest)):
            yield _finding(matrix, row, (given, highest), heads, reading)
        elif interval(lowest).surely_above(interval(given)):
            yield _finding(matrix, row, (given, lowest), heads, reading)


def _inclusions(matrix: Matrix) -> Iterator[tuple[int, int]]:
    """Columns that are a part of another by what their heads name, or by 其中 before them."""
    names = {c: _ENDING.sub("", bare(matrix.heads[c][-1])) for c in matrix.columns if matrix.heads[c]}
    for part, word in names.items():
        if _OF_WHICH.match(word) and part - 1 in names and not _OF_WHICH.match(names[part - 1]):
            yield part, part - 1
        for whole, other in names.items():
            if any(i.strict and i.part == word and i.whole == other for i in inclusions()):
                yield part, whole


def _finding(
    matrix: Matrix, row: int, numbers: tuple[Quantity, Quantity], heads: tuple[str, str], reading: Reading
) -> Finding:
    one, other = numbers
    words = {"table": matrix.caption, "name": matrix.names[row], "head": heads[0], "other": heads[1]}
    return fault("AUDIT-ROW-ORDER", reading, [one.span, other.span], one.text, other.text, words)
