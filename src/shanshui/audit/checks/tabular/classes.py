"""Numbered rows above the rows that they hold: 一 is the sum of 1, 2, 3 below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.check import check
from shanshui.audit.checks.tabular.tables import adds, makes, may_be_sum, one_slip, sum_fault
from shanshui.audit.interval import interval, total
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity
from shanshui.finding import Finding

_OF_WHICH = "其中"
_MOST = 500
"""Rows of one class."""
_NEAR = Decimal("1.1")
"""How much more than a class its rows may make and still be meant for it."""


@check("AUDIT-SUM-CLASS", "AUDIT-SUM-CLASS-LIKELY")
def class_and_its_rows(reading: Reading) -> Iterator[Finding]:
    """A numbered row is what the rows numbered below it make, column by column.

    Notes
    -----
    Told where another column of the row or another class of the column shows that classes are sums, where one slip of
    the hand explains the difference, or where the rows make a little more than their class. Rows that make less, and
    where no class fits, are perhaps examples.
    """
    for matrix in matrices(reading):
        classes = _classes(matrix)
        sums = {
            (row, column): (matrix.numbers[row, column], parts)
            for row, rows in classes.items()
            for column in matrix.columns
            if adds(matrix, column) and (parts := _parts(matrix, row, rows, column))
        }
        fitting = {place for place, (given, parts) in sums.items() if makes(parts, given)}
        for (row, column), (given, parts) in sums.items():
            if (row, column) in fitting:
                continue
            proved = any(row == other or column == beside for other, beside in fitting)
            whole, together = interval(given), total(interval(part) for part in parts)
            beyond = together.surely_above(whole) and not together.surely_above(whole.times(_NEAR))
            if proved or beyond or one_slip(given, parts):
                sure = beyond or one_slip(given, parts) or len(fitting) > 1
                code = "AUDIT-SUM-CLASS" if sure else "AUDIT-SUM-CLASS-LIKELY"
                name = f"{matrix.names[row]} {matrix.head(column)}"
                yield sum_fault(code, matrix, given, parts, name, reading)


def _classes(matrix: Matrix) -> Mapping[int, Sequence[int]]:
    """Numbered rows with the numbered rows right below them, up to the next of their own level."""
    levels = [*matrix.levels.items()]
    found: dict[int, list[int]] = {}
    for place, (row, level) in enumerate(levels):
        inner = []
        for other, own in levels[place + 1 : place + 1 + _MOST]:
            if own <= level:
                break
            if own == level + 1:
                inner.append(other)
        if len(inner) > 1 and not any(matrix.names[other].startswith(_OF_WHICH) for other in (row, *inner)):
            found[row] = inner
    return found


def _parts(matrix: Matrix, row: int, rows: Sequence[int], column: int) -> list[Quantity]:
    """The numbers of the rows below, where each has one in the unit of its class; else none."""
    given = matrix.numbers.get((row, column))
    of = [matrix.numbers[other, column] for other in rows if (other, column) in matrix.numbers]
    whole = given is not None and may_be_sum(given) and len(of) == len(rows)
    return of if whole and given and all(q.dimension == given.dimension and q.low >= 0 for q in of) else []
