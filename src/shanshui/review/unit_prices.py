"""Unit prices brought to one footing, and which of them the estimate took (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from shanshui.errors import DefectError
from shanshui.plan import Price
from shanshui.quantity import convert, printed, unit
from shanshui.review.case import Case
from shanshui.standard.cells import same_kind
from shanshui.standard.judging.unit_costs import UnitCost

PER_PIECE = "yuan/count"
INNER = ("yuan/m2", "yuan/m", PER_PIECE)
"""Units that prices are compared in."""


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
    return None if inner is None else (convert(price, _full(code), inner), inner)


@cache
def price_unit_of(measured: str) -> str | None:
    """The inner unit of price of something measured in a unit; None where there is no such price.

    Examples
    --------
    >>> price_unit_of("mu"), price_unit_of("km"), price_unit_of("m3")
    ('yuan/m2', 'yuan/m', None)
    """
    return next((inner for inner in INNER if same_kind(measured, inner.partition("/")[2])), None)


def shown_price(price: Decimal, inner: str, code: str) -> str:
    """A price [inner] as a reader sees it in a unit of price, to four digits after the point at most."""
    value = convert(price, inner, _full(code))
    return f"{printed(value.quantize(Decimal('0.0001')), None)} {unit(_full(code)).symbol}"


def shown_band(low: Decimal, high: Decimal, inner: str, code: str) -> str:
    """Two prices [inner] as a reader sees them in a unit of price; one where they are the same."""
    first, last = shown_price(low, inner, code), shown_price(high, inner, code)
    return first if low == high else f"{first} – {last}"


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


def used_prices(case: Case) -> Mapping[str, Price]:
    """The row of the price table that the estimate took for each measure that has works and a price."""
    found: dict[str, Price] = {}
    for price in case.plan.prices:
        fact = case.facts.get(f"measure:{price.measure}.price")
        if fact is None or price.measure in found or price.price is None or fact.source != price.source:
            continue
        if inner_price(price.price, price.unit) == (fact.value, fact.unit):
            found[price.measure] = price
    return found


@cache
def _inner_of(code: str) -> str | None:
    return next((inner for inner in INNER if same_kind(_full(code), inner)), None)


def _full(code: str) -> str:
    return code if "/" in code else f"{code}/count"
