"""Dividing whole amounts of sub-projects among modes, problems or townships so that all sums stay whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shanshui.quantity import close_table

FINE = 9
"""Decimals of the last printed place in which shares are kept until a whole dimension is closed."""
_FINE = 10**FINE
_WEIGHT = 10**15
Weights = Mapping[str, Decimal]
"""What each value of a dimension weighs in a sub-project; none below 0, and not all 0."""


@dataclass(slots=True)
class Division:
    """Amounts of sub-projects, added up by value of one dimension before they are rounded.

    Parameters
    ----------
    years : int
        How many columns there are.
    """

    years: int
    _cells: dict[str, list[int]] = field(default_factory=dict)

    def add(self, whole: int, by_year: Sequence[int], weights: Weights, in_year: Sequence[Weights]) -> None:
        """Divide what one sub-project has.

        Parameters
        ----------
        whole : int
            All of it, in units of the last printed place.
        by_year : sequence of int
            Of the whole, what falls in each year; the rest of it has no year.
        weights : mapping
            Of the values over all years.
        in_year : sequence of mapping
            Of the values in each year; those over all years where it is empty.
        """
        columns = [*zip(by_year, in_year, strict=True), (whole - sum(by_year), weights)]
        for value in weights:
            self._cells.setdefault(value, [0] * len(columns))
        if len(weights) == 1:
            own_cells = self._cells[next(iter(weights))]
            for column, (amount, _) in enumerate(columns):
                own_cells[column] += amount * _FINE
            return
        for column, (amount, own) in enumerate(columns):
            if amount:
                for value, part in split(amount * _FINE, own or weights).items():
                    self._cells[value][column] += part

    def closed(self) -> Mapping[str, Closed]:
        """Round all of it so that values, years and the whole add up.

        Returns
        -------
        mapping of value to Closed
            Each amount by year and over all years is within one unit of the last place of its unrounded self.
        """
        exact = [[Decimal(cell).scaleb(-FINE) for cell in row] for row in self._cells.values()]
        closed = [tuple(int(cell) for cell in row) for row in close_table(exact, 0)]
        rows = zip(self._cells, closed, strict=True)
        return {value: Closed(sum(row), row[: self.years]) for value, row in rows}


@dataclass(frozen=True, slots=True)
class Closed:
    """What a value of a dimension has, in whole units of the last printed place.

    Parameters
    ----------
    whole : int
        All of it.
    by_year : tuple of int
        Of the whole, what falls in each year.
    """

    whole: int
    by_year: tuple[int, ...]


def split(amount: int, weights: Weights) -> dict[str, int]:
    """Divide a whole number in proportion, by largest remainder.

    Parameters
    ----------
    amount : int
        What to divide.
    weights : mapping
        One below 0 counts as 0; all are equal where none is above it.

    Returns
    -------
    dict
        Adds up to the amount. A weight of 0 beside others gets nothing; where every weight is a whole number
        and the amount no more than their sum, no part exceeds its weight.

    Examples
    --------
    >>> split(10, {"a": Decimal(1), "b": Decimal(2)}), split(3, {"a": Decimal(0), "b": Decimal(0)})
    ({'a': 3, 'b': 7}, {'a': 2, 'b': 1})
    """
    if len(weights) == 1:
        return dict.fromkeys(weights, amount)
    if amount < 0:
        return {value: -part for value, part in split(-amount, weights).items()}
    whole = _whole_numbers(weights)
    total = sum(whole.values())
    parts, remainders = {}, []
    for order, (value, weight) in enumerate(whole.items()):
        parts[value], rest = divmod(amount * weight, total)
        remainders.append((-rest, order, value))
    for _, _, value in sorted(remainders)[: amount - sum(parts.values())]:
        parts[value] += 1
    return parts


def _whole_numbers(weights: Weights) -> dict[str, int]:
    """Weights as whole numbers in the same proportion, of 15 digits where they were none."""
    above = {value: max(weight, Decimal(0)) for value, weight in weights.items()}
    total = sum(above.values())
    if not total:
        return dict.fromkeys(weights, 1)
    if all(weight == int(weight) for weight in above.values()):
        return {value: int(weight) for value, weight in above.items()}
    return {value: int(weight * _WEIGHT / total) for value, weight in above.items()}
