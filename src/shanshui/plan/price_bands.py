"""Between which prices that of a measure is to be expected: comparison cases and published costs (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from shanshui.errors import DefectError
from shanshui.plan.limits import limit
from shanshui.plan.model import Plan
from shanshui.plan.price_levels import price_level
from shanshui.plan.prices import UnitPrice, case_of
from shanshui.quantity import convert
from shanshui.standard.cells import same_kind
from shanshui.standard.judging.unit_costs import UnitCost, load_unit_costs

PER_PIECE = "yuan/count"
INNER = ("yuan/m2", "yuan/m", PER_PIECE)
"""Units that prices are compared in."""


@dataclass(frozen=True, slots=True)
class Band:
    """Least and most of what comparable works cost.

    Parameters
    ----------
    kind : {"case", "sample"}
        Comparison cases of the plan at the level of its price year, or a published range as it was reported.
    low, high : Decimal
        [unit].
    unit : str
        Inner unit of price.
    factor : Decimal
        How many times below the least or above the most a price may be.
    source : str
        Who told.
    synthetic : bool
        Whether it rests on anything made up.
    """

    kind: Literal["case", "sample"]
    low: Decimal
    high: Decimal
    unit: str
    factor: Decimal
    source: str
    synthetic: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a price [unit] keeps to it."""
        return within(value, self.low, self.high, self.factor)


def price_bands(plan: Plan, price: UnitPrice) -> tuple[Band, ...]:
    """What a price is held against: first cases, which are nearer, then a published range.

    Parameters
    ----------
    plan : Plan
        Cases, indices and limits (``case_price_factor``, ``unit_cost_factor``).
    price : UnitPrice
        One that was taken of a case is not held against that case.

    Returns
    -------
    tuple of Band
        None, one or both; none for a price that is no price per area, length or piece.
    """
    own = inner_price(price.price, price.unit)
    return () if own is None else tuple(_bands(plan, price, own[1]))


def _bands(plan: Plan, price: UnitPrice, inner: str) -> Iterator[Band]:
    cases = _cases(plan, price, inner)
    if cases:
        values, made_up = [value for value, _ in cases], any(synthetic for _, synthetic in cases)
        factor = limit(plan.project, "case_price_factor")
        yield Band("case", min(values), max(values), inner, factor, "", made_up)
    measure = plan.measure(price.measure)
    sample = _sample(measure.name if measure is not None else price.measure, inner)
    if sample is not None:
        low, high, _ = band(sample)
        yield Band("sample", low, high, inner, limit(plan.project, "unit_cost_factor"), sample.source)


def _cases(plan: Plan, price: UnitPrice, inner: str) -> Sequence[tuple[Decimal, bool]]:
    """Prices of the cases of a measure at the level of the project's price year; as told where no index brings them."""
    measure, project, found = plan.measure(price.measure), plan.project, []
    taken = case_of(plan, price.measure) if price.kind == "case" else None
    category = measure.category if measure is not None else ""
    for row in plan.records.get("cases", ()):
        amount = row.number("unit_price") if row.text("measure") == price.measure and row is not taken else None
        other = inner_price(amount, row.text("unit")) if amount else None
        if other is None or other[1] != inner:
            continue
        level = price_level(plan.price_indices, category, project.whole_region, row.whole("year"), project.prices_of)
        value = other[0] if level.factor is None else other[0] * level.factor
        found.append((value, row.flag("synthetic") or level.synthetic))
    return found


def _sample(name: str, inner: str) -> UnitCost | None:
    """The published cost whose longest word stands in the name, of those in the same kind of unit."""
    found = [
        (len(word), sample)
        for sample in load_unit_costs()
        for word in sample.words
        if word in name and band(sample)[2] == inner
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def inner_price(price: Decimal, code: str) -> tuple[Decimal, str] | None:
    """A price per inner unit, and that unit.

    Parameters
    ----------
    price : Decimal
        [code].
    code : str
        Unit code of a price; money alone is a price per piece.

    Returns
    -------
    tuple or None
        None where the unit is no unit of price.

    Examples
    --------
    >>> inner_price(Decimal("1.5"), "wan_yuan/hm2"), inner_price(Decimal(3), "yuan"), inner_price(Decimal(3), "hm2")
    ((Decimal('1.5'), 'yuan/m2'), (Decimal('3'), 'yuan/count'), None)
    """
    inner = _inner_of(code)
    return None if inner is None else (convert(price, full_price_unit(code), inner), inner)


@cache
def price_unit_of(measured: str) -> str | None:
    """The inner unit of price of something measured in a unit; None where there is no such price.

    Examples
    --------
    >>> price_unit_of("mu"), price_unit_of("km"), price_unit_of("m3")
    ('yuan/m2', 'yuan/m', None)
    """
    return next((inner for inner in INNER if same_kind(measured, inner.partition("/")[2])), None)


def full_price_unit(code: str) -> str:
    """A unit of price with what it is per: money alone is per piece."""
    return code if "/" in code else f"{code}/count"


def band(sample: UnitCost) -> tuple[Decimal, Decimal, str]:
    """Least and most of a published cost per inner unit, and that unit.

    Raises
    ------
    DefectError
        Where the data give it in something that is no unit of price.
    """
    low, high = inner_price(sample.low, sample.unit), inner_price(sample.high, sample.unit)
    if low is None or high is None:
        raise DefectError(f"unit_costs.csv: {sample.unit} of {sample.key} is no unit of price")
    return low[0], high[0], low[1]


def within(value: Decimal, low: Decimal, high: Decimal, factor: Decimal) -> bool:
    """Whether a value is at most so many times below the least or above the most.

    Examples
    --------
    >>> [within(Decimal(value), Decimal(10), Decimal(12), Decimal(5)) for value in (3, 1, 60, 61)]
    [True, False, True, False]
    """
    return low <= value * factor and value <= high * factor


@cache
def _inner_of(code: str) -> str | None:
    return next((inner for inner in INNER if same_kind(full_price_unit(code), inner)), None)
