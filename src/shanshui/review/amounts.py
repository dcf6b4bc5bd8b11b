"""Amounts as findings write them."""

from __future__ import annotations

from decimal import Decimal

from shanshui.quantity import convert, converted, printed, unit

HALF_WAN = convert(Decimal("0.5"), "wan_yuan", "yuan")
"""Half of the last printed digit of money [yuan]."""


def shown(value: Decimal, inner: str, outer: str, places: int | None) -> str:
    """A value with its unit, for a reader.

    Parameters
    ----------
    value : Decimal
        Amount [inner].
    inner, outer : str
        Unit codes: what it is kept in, and what it is printed in.
    places : int or None
        Decimals; None prints what the value has.

    Examples
    --------
    >>> shown(Decimal("12345678"), "m2", "hm2", 2)
    '1234.57 hm²'
    """
    number, symbol = printed(convert(value, inner, outer), places), unit(outer).symbol
    return f"{number} {symbol}".strip()


def hectares(area: Decimal) -> str:
    """An area [m²] in hectares.

    Examples
    --------
    >>> hectares(Decimal("10000"))
    '1.00 hm²'
    """
    return shown(area, "m2", "hm2", 2)


def wan(money: Decimal) -> str:
    """An amount of money [yuan] in 万元, to the yuan where it is not whole."""
    amount = convert(money, "yuan", "wan_yuan")
    return shown(money, "yuan", "wan_yuan", 0 if amount == amount.to_integral_value() else 4)


def wan_cents(money: Decimal) -> str:
    """An amount of money [yuan] in 万元, to the second digit after the point: for what is reckoned and not entered."""
    return shown(money, "yuan", "wan_yuan", 2)


def square_metres(quantity: Decimal | None, unit_code: str) -> Decimal:
    """A quantity of works as ground [m²]; 0 for what is not measured in area.

    Examples
    --------
    >>> round(square_metres(Decimal(15), "mu")), round(square_metres(Decimal(3), "km"))
    (10000, 0)
    """
    return converted(quantity or Decimal(0), unit_code, "m2") or Decimal(0)
