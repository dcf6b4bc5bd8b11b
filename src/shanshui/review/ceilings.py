"""The most that a published rate allows for a fee (table G.3)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shanshui.quantity import convert
from shanshui.standard.judging.fee_rates import FeeRate

_PER_CENT = convert(Decimal(1), "%", "1")


def fee_ceiling(rates: Sequence[FeeRate], base: Decimal) -> Decimal:
    """The amount that the lines of one rate give for a base.

    Parameters
    ----------
    rates : sequence of FeeRate
        All lines of one kind, from the smallest base up.
    base : Decimal
        What the fee is reckoned on [万元].

    Returns
    -------
    Decimal
        [万元], not rounded.

    Notes
    -----
    A rate in slices applies each percentage only to the part of the base that lies in its slice. A rate in points is
    read along the straight line between the two points next to the base; a base below the first point pays its
    amount, one above the last the percentage of the line ``beyond``.
    """
    method = rates[0].method
    if method == "ceiling":
        return base * rates[0].value * _PER_CENT
    if method == "slice":
        return sum((_slice(rate, base) for rate in rates), Decimal(0))
    points = [(rate.lower, rate.value) for rate in rates if rate.method == "point"]
    beyond = next((rate for rate in rates if rate.method == "beyond"), None)
    if beyond is not None and base > beyond.lower:
        return base * beyond.value * _PER_CENT
    return _between(points, base)


def _slice(rate: FeeRate, base: Decimal) -> Decimal:
    upper = base if rate.upper is None else min(base, rate.upper)
    return max(upper - rate.lower, Decimal(0)) * rate.value * _PER_CENT


def _between(points: Sequence[tuple[Decimal, Decimal]], base: Decimal) -> Decimal:
    below, amount = points[0]
    for at, value in points:
        if base <= at:
            return value if at == below else amount + (value - amount) * (base - below) / (at - below)
        below, amount = at, value
    return amount
