"""What flows are worth: present value, internal rate, payback, ratio of benefits to costs (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.whole import whole_wan
from shanshui.indicators.cash_flow import internal_rates, payback, present_value
from shanshui.quantity import exact, round_half_up

RATE_PLACES = 4
"""Decimals of a rate or a ratio: hundredths of a per cent."""
_YEAR_PLACES = 2


@dataclass(frozen=True, slots=True)
class Returns:
    """What one row of flows is worth.

    Parameters
    ----------
    npv : Decimal
        Net present value [yuan], whole 万元.
    rates : tuple of Decimal
        Internal rates of return [1], of those not below 0 if there are any: upkeep that outlasts all revenue adds one
        far below 0. Only one alone tells anything.
    payback : Decimal or None
        From the start of the first year [a], without discount; None where the sum stays below 0.
    """

    npv: Decimal
    rates: tuple[Decimal, ...]
    payback: Decimal | None


def returns_of(flows: Sequence[Decimal], rate: float) -> Returns:
    """Worth of net flows.

    Parameters
    ----------
    flows : sequence of Decimal
        One for each year [yuan]; the first is not discounted.
    rate : float
        Of discount [1].

    Examples
    --------
    >>> found = returns_of([Decimal(-1000000), Decimal(600000), Decimal(600000)], 0.1)
    >>> found.npv, found.rates, found.payback
    (Decimal('4E+4'), (Decimal('0.1307'),), Decimal('2.67'))
    """
    amounts = [float(amount) for amount in flows]
    back, rates = payback(amounts), internal_rates(amounts)
    return Returns(
        whole_wan(float(present_value(rate, amounts))),
        tuple(share(found) for found in ([found for found in rates if found >= 0] or rates)),
        None if back is None else round_half_up(exact(back + 1.0), _YEAR_PLACES),
    )


def benefit_cost(gains: Sequence[Decimal], costs: Sequence[Decimal], rate: float) -> Decimal | None:
    """Present value of what is gained over that of what it costs [1]; None where it costs nothing."""
    worth, price = (float(present_value(rate, [float(amount) for amount in row])) for row in (gains, costs))
    return share(worth / price) if price else None


def share(number: float) -> Decimal:
    """A rate or ratio [1] at the decimals of a fact."""
    return round_half_up(exact(number), RATE_PLACES)
