"""Unit prices as facts: at the project's level, as told, whence, and whether they can be right (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, UnitPrice
from shanshui.plan.price_bands import Band, inner_price, price_bands
from shanshui.quantity import convert, inner_unit
from shanshui.quantity import unit as unit_of

Words = Callable[[str], str]
"""Words of the program by key."""
CLAUSE = "H.1.9.1 a"
CLAUSE_LEVEL = "5.4.5.1 b"
TABLES = {"own": "table:prices", "case": "table:cases", "library": "table:measures"}
"""What a price of each kind was taken by; a price of the library by the name of the measure."""


def price_id(measure: str) -> str:
    """Id of the unit price of a measure."""
    return fact_id(f"measure:{measure}", "price")


def price_facts(plan: Plan, works: Iterable[CostedWork], words: Words) -> Iterator[Fact]:
    """Facts of the price of each measure that has works and a price.

    Parameters
    ----------
    plan : Plan
        Cases and limits that prices are held against.
    works : iterable of CostedWork
        With the prices used.
    words : callable
        Words of the program by key, for reasons that readers see.
    """
    used = {item.work.measure: item.price for item in works if item.price is not None}
    for price in used.values():
        yield from _facts(price, words)
        yield from _plausible(plan, price)


def _facts(price: UnitPrice, words: Words) -> Iterator[Fact]:
    stem, table = price_id(price.measure), TABLES[price.kind]
    told, unit = _per_inner(price.entered, price.unit)
    value, _ = _per_inner(price.price, price.unit)
    level, source = price.level, price.source
    factor, why = level.factor, ""
    if factor is None:
        years = "、".join(map(str, level.missing))
        key = "finance.reason.no_index" if level.missing else "finance.reason.no_price_year"
        why = words(key).format(years=years)
    inputs = (table, *(("table:price_indices",) if level.indices else ()))

    def fact(part: str, value: Decimal | str | None, unit: str, how: str, clause: str, reason: str = "") -> Fact:
        on = inputs if how != "entered" else (table,)
        return Fact(f"{stem}{part}", value, unit, Basis.ENTERED, source, how, clause, on, price.synthetic, reason)

    chained = "plan.prices.unit_price" if level.indices else "entered"
    year = None if price.year is None else Decimal(price.year)
    no_year = words("finance.reason.no_price_year") if year is None else ""
    yield fact("", value, unit, chained, CLAUSE)
    yield fact(".entered", told, unit, "entered", CLAUSE)
    yield fact(".year", year, "1", "entered", CLAUSE, no_year)
    yield fact(".factor", factor, "1", "plan.price_levels.price_level", CLAUSE_LEVEL, why)
    for part, text in (("kind", price.kind), ("region", price.region), ("source", source)):
        if text:
            yield fact(f".{part}", text, "1", "entered", CLAUSE)


def _plausible(plan: Plan, price: UnitPrice) -> Iterator[Fact]:
    """The nearest band that a price is held against, and whether it keeps to all of them."""
    bands, own = price_bands(plan, price), inner_price(price.price, price.unit)
    if not bands or own is None:
        return
    first, stem = bands[0], price_id(price.measure)
    yield _band_fact(f"{stem}.band.low", first.low, first)
    yield _band_fact(f"{stem}.band.high", first.high, first)
    kept = all(band.holds(own[0]) for band in bands)
    method, on = "plan.price_bands.price_bands", (stem, f"{stem}.band.low", f"{stem}.band.high")
    yield Fact(f"{stem}.plausible", "1" if kept else "0", "1", Basis.ENTERED, "", method, CLAUSE_LEVEL, on)


def _band_fact(key: str, value: Decimal, band: Band) -> Fact:
    table = "table:cases" if band.kind == "case" else "table:measures"
    method = "plan.price_bands.price_bands"
    return Fact(key, value, band.unit, Basis.ENTERED, band.source, method, CLAUSE_LEVEL, (table,), band.synthetic)


def _per_inner(price: Decimal, code: str) -> tuple[Decimal, str]:
    """A price per inner unit; as told where there is no such unit of price."""
    money, _, per = code.partition("/")
    inner = inner_unit(per or "count")
    unit = f"yuan/{inner}"
    if _is_unit(unit) and inner_unit(money) == "yuan":
        return convert(price, money, "yuan") * convert(Decimal(1), inner, per or "count"), unit
    return price, code


def _is_unit(code: str) -> bool:
    try:
        return unit_of(code).code == code
    except KeyError:
        return False
