"""Whole 万元, in which the tables of money are kept (decision 7)."""

from __future__ import annotations

from decimal import Decimal

from shanshui.quantity import convert, exact, round_half_up

WAN = convert(Decimal(1), "wan_yuan", "yuan")
"""A 万元 [yuan]."""


def whole_wan(amount: Decimal | float) -> Decimal:
    """Money [yuan] rounded half up to whole 万元.

    Examples
    --------
    >>> [f"{whole_wan(Decimal(money)):f}" for money in (14_999, 15_000)]
    ['10000', '20000']
    """
    return round_half_up(exact(amount) / WAN, 0) * WAN
