"""Prices of ecological benefits: which one applies, what it is per unit, and what others have published (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.plan.choices import choice
from shanshui.plan.model import Plan, Project
from shanshui.plan.money import BenefitPrice
from shanshui.plan.regions import nearness
from shanshui.quantity import converted
from shanshui.standard.method.benefits import BenefitQuantity, load_reference_prices

DENSITY = "soil_density"
"""Choice that turns a price per volume of soil into one per mass [t/m3]."""

_SOIL = ("soil_kept", "sediment_kept")
"""Benefits that are sold by volume too."""


def applicable_benefit_price(plan: Plan, quantity: str) -> BenefitPrice | None:
    """The planner's price of a benefit that fits the project best.

    Parameters
    ----------
    plan : Plan
        Prices of benefits, and the project's region.
    quantity : str
        Code of the vocabulary ``benefit_quantity``.

    Returns
    -------
    BenefitPrice or None
        The one of the nearest region, of those the latest price year, of those the first entered.
    """
    best: tuple[tuple[int, int], BenefitPrice] | None = None
    for row in plan.benefit_prices:
        near = nearness(row.region, plan.project.whole_region)
        if row.quantity != quantity or near is None:
            continue
        rank = (near, row.price_year or 0)
        if best is None or rank > best[0]:
            best = (rank, row)
    return None if best is None else best[1]


def per_measure(unit: str, measured_in: str) -> Decimal | None:
    """What a price is multiplied by to be yuan per a measure; None where it is per something else.

    Examples
    --------
    >>> per_measure("wan_yuan/hm2", "m2") == 1, per_measure("yuan/m3", "t"), per_measure("t", "t")
    (True, None, None)
    """
    money, _, per = unit.partition("/")
    yuan = converted(Decimal(1), money, "yuan")
    amount = converted(Decimal(1), measured_in, per) if per else None
    return None if yuan is None or amount is None else yuan * amount


def price_per(
    quantity: BenefitQuantity, price: Decimal, unit: str, density: Decimal | None
) -> tuple[Decimal, bool] | None:
    """A price per unit of the benefit.

    Parameters
    ----------
    quantity : BenefitQuantity
        What is priced.
    price : Decimal
        As told [unit].
    unit : str
        Unit code of a price.
    density : Decimal or None
        Mass of a cubic metre of soil [t/m3].

    Returns
    -------
    (Decimal, bool) or None
        Price [the benefit's price unit], and whether it was one per volume of soil; None where it is per something
        else than the benefit is measured in.
    """
    factor = per_measure(unit, quantity.measured_in)
    if factor is not None:
        return price * factor, False
    factor = per_measure(unit, "m3") if quantity.effect in _SOIL else None
    return None if factor is None or not density or density <= 0 else (price * factor / density, True)


def published_band(project: Project, quantity: BenefitQuantity) -> tuple[Decimal, Decimal] | None:
    """Least and most of what has been published for a unit of a benefit; None where nothing has.

    Parameters
    ----------
    project : Project
        May set the density of soil.
    quantity : BenefitQuantity
        Which one.
    """
    ends = [end for end in _ends(project, quantity) if end is not None]
    return (min(ends), max(ends)) if ends else None


def _ends(project: Project, quantity: BenefitQuantity) -> Iterator[Decimal | None]:
    density = choice(project, DENSITY).value
    weight = density if isinstance(density, Decimal) else None
    for row in load_reference_prices()[quantity.quantity]:
        for end in (row.low, row.price, row.high):
            found = None if end is None else price_per(quantity, end, row.unit, weight)
            yield None if found is None else found[0]
