"""Unit prices: which one applies in a region, and what a quantity costs at it (clause 5.4.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shanshui.plan.model import Price
from shanshui.quantity import convert


def cost_of(quantity: Decimal, unit: str, price: Decimal, price_unit: str) -> Decimal:
    """Quantity times price.

    Parameters
    ----------
    quantity : Decimal
        Amount of work [unit].
    unit : str
        Unit code.
    price : Decimal
        Price [price_unit].
    price_unit : str
        Money per unit of work (``yuan/mu``); money alone is a price per piece.

    Returns
    -------
    Decimal
        Cost [yuan], not rounded.

    Raises
    ------
    ValueError
        Where the price is per something else than the work is measured in.

    Examples
    --------
    >>> cost_of(Decimal(2), "hm2", Decimal(1500), "yuan/mu") == 45000
    True
    """
    money, _, per = price_unit.partition("/")
    return convert(quantity, unit, per or "count") * convert(price, money, "yuan")


def applicable_price(prices: Iterable[Price], region: str) -> Price | None:
    """The price that fits a region best.

    Parameters
    ----------
    prices : iterable of Price
        Prices of one measure.
    region : str
        The project's region from the largest to the smallest, 贵州省黔东南州锦屏县; a price fits where its own
        region is empty or part of this one (贵州省, 锦屏县) or, for a place inside, the other way round.

    Returns
    -------
    Price or None
        The one of the smallest region, of those the latest price year, of those the first entered.
    """
    best: Price | None = None
    for price in prices:
        if price.price is None or not (price.region in region or region in price.region):
            continue
        if best is None or _rank(price, region) > _rank(best, region):
            best = price
    return best


def _rank(price: Price, region: str) -> tuple[int, int]:
    """How far down a price's region reaches, then its year."""
    reach = region.find(price.region) if price.region in region else 0
    return reach + len(price.region), price.price_year or 0
