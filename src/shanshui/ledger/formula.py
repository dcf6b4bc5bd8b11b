"""How a cell follows from other cells of its table: written into the workbook, recomputed by whoever checks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from math import prod
from typing import Literal

FormulaKind = Literal["sum", "difference", "product", "quotient", "percent", "npv", "irr"]
_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Formula:
    """How a spreadsheet recomputes a cell from others of the same table.

    Parameters
    ----------
    kind : str
        ``sum`` of the cells; ``difference``, the first minus the others; ``product`` of all; ``quotient``, first over
        second; ``percent``, first over second times 100; ``npv``, the net present value of the second and further
        cells at the rate in the first one [%], the second cell not discounted, the third by one year; ``irr``, the
        internal rate of the cells as yearly payments [%], which stand side by side or one below the other.
    cells : tuple of (row, column)
        Row counts from 0 in :attr:`Table.rows`; column is a key of the specification.
    scale : Decimal
        Factor of a product, quotient or present value that brings it into the unit printed: 10000 from 万元 over
        tonnes to 元/t.
    """

    kind: FormulaKind
    cells: tuple[tuple[int, str], ...]
    scale: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        least = {"sum": 1, "product": 1, "irr": 2}.get(self.kind, 2)
        if len(self.cells) < least or (self.kind in ("quotient", "percent") and len(self.cells) != 2):
            raise ValueError(f"a {self.kind} of {len(self.cells)} cells is none")
        if self.scale != 1 and self.kind not in ("product", "quotient", "npv"):
            raise ValueError(f"a {self.kind} has no scale")


def result(formula: Formula, values: Sequence[Decimal]) -> Decimal | None:
    """What a formula gives, before rounding.

    Parameters
    ----------
    formula : Formula
        Kind and scale.
    values : sequence of Decimal
        Numbers in its cells, in their order.

    Returns
    -------
    Decimal or None
        None where there is no such number: nothing to divide by, no internal rate or several.

    Examples
    --------
    >>> cells = ((0, "a"), (1, "a"))
    >>> result(Formula("difference", cells), [Decimal(7), Decimal(2)])
    Decimal('5')
    >>> round(result(Formula("irr", cells), [Decimal(-100), Decimal(110)]), 6)
    Decimal('10.000000')
    """
    first, rest = values[0], values[1:]
    with localcontext(prec=_DIGITS):
        match formula.kind:
            case "sum":
                return sum(values, Decimal(0))
            case "difference":
                return first - sum(rest, Decimal(0))
            case "product":
                return prod(values, start=Decimal(1)) * formula.scale
            case "quotient":
                return first / rest[0] * formula.scale if rest[0] else None
            case "percent":
                return first / rest[0] * 100 if rest[0] else None
            case "npv":
                return _present(first / 100, rest) * formula.scale if first > -100 else None
            case "irr":
                from shanshui.indicators.cash_flow import internal_rates  # loads a solver, which few need

                rates = internal_rates([float(value) for value in values])
                return Decimal(repr(rates[0])) * 100 if len(rates) == 1 else None


def _present(rate: Decimal, payments: Sequence[Decimal]) -> Decimal:
    return sum((payment / (1 + rate) ** year for year, payment in enumerate(payments)), Decimal(0))
