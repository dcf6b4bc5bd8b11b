"""Unit prices as findings write them, and which of them the estimate took (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from shanshui.plan import UnitPrice, unit_prices
from shanshui.plan.price_bands import Band, full_price_unit
from shanshui.quantity import convert, printed, unit
from shanshui.review.case import Case


def shown_price(price: Decimal, inner: str, code: str) -> str:
    """A price [inner] as a reader sees it in a unit of price, to four digits after the point at most."""
    value = convert(price, inner, full_price_unit(code))
    return f"{printed(value.quantize(Decimal('0.0001')), None)} {unit(full_price_unit(code)).symbol}"


def shown_band(low: Decimal, high: Decimal, inner: str, code: str) -> str:
    """Two prices [inner] as a reader sees them in a unit of price; one where they are the same."""
    first, last = shown_price(low, inner, code), shown_price(high, inner, code)
    return first if low == high else f"{first} – {last}"


def expected(band: Band, code: str) -> str:
    """A band as a reader sees it in a unit of price."""
    return shown_band(band.low, band.high, band.unit, code)


def used_prices(case: Case) -> Mapping[str, UnitPrice]:
    """The price that the estimate took for each measure that has works and a price."""
    worked = {work.measure for work in case.plan.works}
    return {code: price for code, price in unit_prices(case.plan).items() if code in worked}
