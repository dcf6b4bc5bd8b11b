"""Values and functions of the workbook's formulas, as spreadsheets have them.

Text is compared without regard to case, an empty cell equals 0 and "", text is larger than any number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from shanshui.errors import DefectError
from shanshui.quantity import exact, round_half_up

Scalar = float | str | bool | None
Numbers = npt.NDArray[np.float64]


class FailedError(Exception):
    """What a spreadsheet shows as #VALUE! and the like."""


@dataclass(eq=False, slots=True)
class Column:
    """A range of one column.

    Parameters
    ----------
    values : sequence of Scalar
        Top to bottom.
    first : int
        Number of the first row, as a spreadsheet counts.
    """

    values: Sequence[Scalar]
    first: int = 1
    keys: npt.NDArray[np.object_] = field(init=False)
    numbers: Numbers = field(init=False)
    _index: dict[Scalar, int] = field(init=False)

    def __post_init__(self) -> None:
        self.keys = np.array([_key(v) for v in self.values] + [None], dtype=object)[:-1]
        self.numbers = np.array([_or_nan(v) for v in self.values], dtype=float)
        self._index = {}
        for n, key in enumerate(self.keys, start=1):
            self._index.setdefault(key, n)

    def find(self, value: Scalar) -> int:
        """Position of the first cell that equals a value, from 1."""
        found = self._index.get(_key(value)) if value not in (None, "") else None
        if found is None:
            raise FailedError("#N/A")
        return found


Value = Scalar | Column | Numbers


class Cells(Protocol):
    """What a formula refers to."""

    def cell(self, key: str, above: bool, entered: bool) -> Scalar:
        """A cell of this row, or of the row above; as entered, not brought to its own unit."""

    def column(self, table: str, key: str) -> Column:
        """A whole column."""

    def line(self, key: str) -> Scalar:
        """A line of the summary."""

    def name(self, name: str) -> Value:
        """A named list or value."""

    @property
    def number(self) -> int:
        """The row's number as a spreadsheet counts."""

    @property
    def position(self) -> int:
        """The row's number in its block, from 1."""


Formula = Callable[[Cells], Value]


def _key(value: Scalar) -> Scalar:
    if isinstance(value, str):
        return value.casefold()
    return "" if value is None else float(value)


def _or_nan(value: Scalar) -> float:
    return math.nan if isinstance(value, str) else 0.0 if value is None else float(value)


def arithmetic(sign: str, left: Value, right: Value) -> Value:
    """Sum, difference, product or quotient of values or ranges."""
    a, b = as_number(left), as_number(right)
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    if not isinstance(b, np.ndarray) and b == 0:
        raise FailedError("#DIV/0!")
    return a / b


def compared(sign: str, left: Value, right: Value) -> Value:
    """Whether a comparison holds; of a range, 1 or 0 for each cell."""
    if isinstance(left, Column):
        return _column_compared(sign, left, right)
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return np.asarray(_SIGNS[sign](as_number(left), as_number(right)), dtype=float)
    if isinstance(right, Column):
        raise DefectError("a range stands on the left of a comparison")
    a, b = _comparable(left, right)
    return bool(_SIGNS[sign](a, b))


def _comparable(left: Scalar, right: Scalar) -> tuple[tuple[int, Scalar], tuple[int, Scalar]]:
    if left is None:
        left = "" if isinstance(right, str) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else 0.0
    return (int(isinstance(left, str)), _key(left)), (int(isinstance(right, str)), _key(right))


def _column_compared(sign: str, left: Column, right: Value) -> Numbers:
    if isinstance(right, Column | np.ndarray):
        raise DefectError("two ranges are compared")
    if sign in ("=", "<>"):
        if isinstance(right, str) or right is None:
            equal = np.asarray(left.keys == _key(right), dtype=bool)
        else:
            equal = left.numbers == float(right)
        return np.asarray(equal if sign == "=" else ~equal, dtype=float)
    if isinstance(right, str):
        raise DefectError("a range is ordered by text")
    words = np.isnan(left.numbers)
    holds = np.asarray(_SIGNS[sign](left.numbers, 0.0 if right is None else float(right)), dtype=bool)
    return np.asarray(np.where(words, np.full(len(words), sign in (">", ">=")), holds), dtype=float)


_SIGNS: Mapping[str, Callable[..., object]] = {
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def as_number(value: Value) -> float | Numbers:
    """A value, or each of a range, as a number; words fail."""
    if isinstance(value, Column):
        if np.isnan(value.numbers).any():
            raise FailedError("#VALUE!")
        return value.numbers
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, str):
        raise FailedError("#VALUE!")
    return 0.0 if value is None else float(value)


def scalar(value: Value) -> Scalar:
    """A value that must be one."""
    if isinstance(value, Column | np.ndarray):
        raise DefectError("a range stands where one value is wanted")
    return value


def as_text(value: Value) -> str:
    """A value as words."""
    value = scalar(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        number = exact(value)
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    return value or ""


def _truth(value: Value) -> bool:
    value = scalar(value)
    if isinstance(value, str):
        raise FailedError("#VALUE!")
    return bool(value)


Arguments = Sequence[Formula]
Function = Callable[[Cells, Arguments], Value]


def _if(cells: Cells, a: Arguments) -> Value:
    return a[1](cells) if _truth(a[0](cells)) else a[2](cells)


def _if_error(cells: Cells, a: Arguments) -> Value:
    try:
        return a[0](cells)
    except FailedError:
        return a[1](cells)


def _index(cells: Cells, a: Arguments) -> Value:
    column, position = a[0](cells), int(as_number(a[1](cells)))
    if not isinstance(column, Column):
        raise DefectError("INDEX wants a range")
    if position < 1:
        raise FailedError("#VALUE!")
    return column.values[position - 1] if position <= len(column.values) else None


def _match(cells: Cells, a: Arguments) -> Value:
    column = a[1](cells)
    if not isinstance(column, Column):
        raise DefectError("MATCH wants a range")
    return float(column.find(scalar(a[0](cells))))


def _find(cells: Cells, a: Arguments) -> Value:
    position = as_text(a[1](cells)).find(as_text(a[0](cells)))
    if position < 0:
        raise FailedError("#VALUE!")
    return float(position + 1)


def _middle(cells: Cells, a: Arguments) -> Value:
    start, length = int(as_number(a[1](cells))), int(as_number(a[2](cells)))
    return as_text(a[0](cells))[start - 1 : start - 1 + length]


def _round(cells: Cells, a: Arguments) -> Value:
    value, places = as_number(a[0](cells)), int(as_number(a[1](cells)))
    if isinstance(value, np.ndarray):
        return np.array([float(round_half_up(exact(float(v)), places)) for v in value])
    return float(round_half_up(exact(value), places))


def _row(cells: Cells, a: Arguments) -> Value:
    if not a:
        return float(cells.number)
    column = a[0](cells)
    if not isinstance(column, Column):
        raise DefectError("ROW wants a range")
    return np.arange(column.first, column.first + len(column.values), dtype=float)


def _sum_product(cells: Cells, a: Arguments) -> Value:
    product: float | Numbers = 1.0
    for argument in a:
        value = argument(cells)
        product = product * (np.nan_to_num(value.numbers) if isinstance(value, Column) else as_number(value))
    return float(np.sum(product))


def _all_numbers(cells: Cells, a: Arguments) -> list[float]:
    """Numbers in ranges, and single numbers; words and empty cells are passed over."""
    found: list[float] = []
    for argument in a:
        value = argument(cells)
        if isinstance(value, Column):
            found += [float(v) for v in value.values if isinstance(v, float | int) and not isinstance(v, bool)]
        else:
            found.append(float(as_number(scalar(value))))
    return found


def _is_number(cells: Cells, a: Arguments) -> Value:
    try:
        value = a[0](cells)
    except FailedError:
        return False
    return isinstance(value, float | int) and not isinstance(value, bool)


def _n(cells: Cells, a: Arguments) -> Value:
    value = scalar(a[0](cells))
    return 0.0 if isinstance(value, str) or value is None else float(value)


FUNCTIONS: Mapping[str, Function] = {
    "IF": _if,
    "IFERROR": _if_error,
    "AND": lambda cells, a: all([_truth(x(cells)) for x in a]),
    "OR": lambda cells, a: any([_truth(x(cells)) for x in a]),
    "NOT": lambda cells, a: not _truth(a[0](cells)),
    "ISNUMBER": _is_number,
    "N": _n,
    "LEN": lambda cells, a: float(len(as_text(a[0](cells)))),
    "TRIM": lambda cells, a: " ".join(part for part in as_text(a[0](cells)).split(" ") if part),
    "LEFT": lambda cells, a: as_text(a[0](cells))[: int(as_number(a[1](cells)))],
    "MID": _middle,
    "FIND": _find,
    "ROUND": _round,
    "ROW": _row,
    "INDEX": _index,
    "MATCH": _match,
    "SUM": lambda cells, a: math.fsum(_all_numbers(cells, a)),
    "COUNT": lambda cells, a: float(len(_all_numbers(cells, a))),
    "MIN": lambda cells, a: min(_all_numbers(cells, a), default=0.0),
    "MAX": lambda cells, a: max(_all_numbers(cells, a), default=0.0),
    "SUMPRODUCT": _sum_product,
}
"""The functions that the formulas may use: each is known to every spreadsheet program."""
