"""Unit prices: which one a measure has, and what a quantity costs at it (clause 5.4.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.finding import Place
from shanshui.plan.cases import comparable
from shanshui.plan.library import linked
from shanshui.plan.model import Measure, Plan, Price
from shanshui.plan.price_levels import Level, price_level
from shanshui.plan.regions import nearness
from shanshui.quantity import convert
from shanshui.standard import Record
from shanshui.standard.cells import same_kind
from shanshui.standard.method.measures import library_price

PriceKind = Literal["own", "case", "library"]
"""Where a unit price stands: the plan's own table, a comparison case, the library of measures."""


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """The price that a measure is reckoned at.

    Parameters
    ----------
    measure : str
        Code.
    kind : str
        Where it stands.
    entered : Decimal
        As it was told [unit].
    unit : str
        Unit code of a price: ``yuan/mu``; money alone is a price per piece.
    year : int or None
        Year that it was told of.
    level : Level
        What brings it to the project's price year; without a factor it stays as told.
    region, source : str
        Where it holds, and who told it.
    synthetic : bool
        Whether it, or an index that it was multiplied by, was made up. A price of the library counts as made up: it
        was paid elsewhere, and nobody has said that it holds here.
    place : Place
        Where the planner finds it: its own row, the row of the case, or that of the measure.
    """

    measure: str
    kind: PriceKind
    entered: Decimal
    unit: str
    year: int | None
    level: Level
    region: str
    source: str
    synthetic: bool
    place: Place

    @property
    def price(self) -> Decimal:
        """At the level of the project's price year [unit]."""
        return self.entered if self.level.factor is None else self.entered * self.level.factor


def unit_prices(plan: Plan) -> Mapping[str, UnitPrice]:
    """The price of every measure that the plan works with and that has one.

    Parameters
    ----------
    plan : Plan
        Prices, cases and indices; measures of works and of alternatives' works count also where no row explains them.
    """
    codes = (
        *(measure.code for measure in plan.measures),
        *(work.measure for work in plan.works),
        *(work.measure for work in plan.alternative_works),
    )
    found = ((code, unit_price(plan, code)) for code in dict.fromkeys(codes))
    return {code: price for code, price in found if price is not None}


def unit_price(plan: Plan, code: str) -> UnitPrice | None:
    """The price of a measure.

    Parameters
    ----------
    plan : Plan
        Prices, cases and indices.
    code : str
        Of the measure.

    Returns
    -------
    UnitPrice or None
        The plan's own (:func:`applicable_price`), else that of the comparison case which table G.2 names, else one
        published elsewhere that the library has; the last two only where they are per what the measure is measured in.

    Notes
    -----
    Clause 5.4.5.1 b compares with works of the kind nearby, so a case that the planner chose comes before a price
    of a library that knows nothing of the place. A published range is no price: it only bounds one.
    """
    measure = plan.measure(code)
    return _own(plan, code, measure) or _of_case(plan, code, measure) or _of_library(plan, measure)


def _own(plan: Plan, code: str, measure: Measure | None) -> UnitPrice | None:
    row = applicable_price((price for price in plan.prices if price.measure == code), plan.project.whole_region)
    if row is None or row.price is None:
        return None
    level = _level(plan, measure, row.price_year)
    made_up = row.synthetic or level.synthetic
    return UnitPrice(
        code, "own", row.price, row.unit, row.price_year, level, row.region, row.source, made_up, row.place
    )


def _of_case(plan: Plan, code: str, measure: Measure | None) -> UnitPrice | None:
    row = case_of(plan, code)
    amount = row.number("unit_price") if row is not None else None
    if measure is None or row is None or not amount or not is_price_of(row.text("unit"), measure.unit):
        return None
    level = _level(plan, measure, row.whole("year"))
    told = "：".join(part for part in (row.text("name"), row.text("source")) if part)
    made_up = row.flag("synthetic") or level.synthetic
    return UnitPrice(
        code, "case", amount, row.text("unit"), row.whole("year"), level, row.text("place"), told, made_up,
        row.at("unit_price"),
    )  # fmt: skip


def _of_library(plan: Plan, measure: Measure | None) -> UnitPrice | None:
    kin = linked(measure) if measure is not None else None
    row = library_price(kin.key) if kin is not None else None
    if measure is None or row is None or row.low is not None or not is_price_of(row.unit, measure.unit):
        return None
    level = _level(plan, measure, row.price_year)
    return UnitPrice(
        measure.code, "library", row.price, row.unit, row.price_year, level, row.region, row.source, True,
        measure.place,
    )  # fmt: skip


def _level(plan: Plan, measure: Measure | None, told: int | None) -> Level:
    category, project = measure.category if measure is not None else "", plan.project
    return price_level(plan.price_indices, category, project.whole_region, told, project.prices_of)


def case_of(plan: Plan, code: str) -> Record | None:
    """The comparison case that table G.2 names for a measure; None where there is none with a price."""
    return comparable(row for row in plan.records.get("cases", ()) if row.text("measure") == code).get(code)


def is_price_of(price_unit: str, measured: str) -> bool:
    """Whether a unit of price is money per what something is measured in.

    Examples
    --------
    >>> is_price_of("yuan/mu", "hm2"), is_price_of("wan_yuan", "count"), is_price_of("hm2", "hm2")
    (True, True, False)
    """
    money, _, per = price_unit.partition("/")
    return same_kind(money, "yuan") and same_kind(per or "count", measured)


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
    """The price of the plan's own table that fits a region best.

    Parameters
    ----------
    prices : iterable of Price
        Prices of one measure.
    region : str
        The project's region, as :func:`shanshui.plan.regions.nearness` reads it.

    Returns
    -------
    Price or None
        The one of the smallest region, of those the latest price year, of those the first entered.
    """
    best: tuple[tuple[int, int], Price] | None = None
    for price in prices:
        near = nearness(price.region, region)
        if price.price is None or near is None:
            continue
        rank = (near, price.price_year or 0)
        if best is None or rank > best[0]:
            best = (rank, price)
    return None if best is None else best[1]
