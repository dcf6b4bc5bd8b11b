"""What a unit of each ecological benefit is worth: the planner's price, else a published one (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.finance.benefits.contents import content_of, contents_of
from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.plan.benefit_prices import DENSITY, applicable_benefit_price, price_per
from shanshui.plan.choices import choice
from shanshui.plan.money import BenefitPrice
from shanshui.plan.price_levels import price_level
from shanshui.quantity import round_half_up, unit
from shanshui.standard.method.benefits import BenefitQuantity, ReferencePrice, load_benefits, load_reference_prices

PLACES = 4
_Ends = tuple[Decimal, Decimal, Decimal]
Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a unit of a benefit is worth.

    Parameters
    ----------
    price, low, high : Decimal
        At the level of the project's price year, with its interval [the benefit's price unit].
    told : Decimal
        Price as it was told, of its own year [the benefit's price unit].
    year : int or None
        That year.
    factor : Decimal or None
        Index from it to the project's price year; None where it is not known, and then the price stays as told.
    kind : str
        ``own`` of the planner, ``reference`` of the program.
    certainty : str
        Of a reference price, A to C; empty for the planner's.
    source : str
        Who says so.
    inputs : tuple of str
        Tables it rests on.
    synthetic : bool
        Whether it, or an index, was made up.
    """

    price: Decimal
    low: Decimal
    high: Decimal
    told: Decimal
    year: int | None
    factor: Decimal | None
    kind: Literal["own", "reference"]
    certainty: str
    source: str
    inputs: tuple[str, ...]
    synthetic: bool


def worths(plan: Plan, named: Named = str) -> tuple[Mapping[str, Worth], tuple[Finding, ...]]:
    """What a unit of each benefit is worth.

    Parameters
    ----------
    plan : Plan
        Prices of benefits, indices, choices.
    named : callable
        What a reader calls a benefit.

    Returns
    -------
    mapping of quantity to Worth, findings
        The planner's price, else the published one, else none; ``BENEFIT-UNIT`` for a price per something else than
        the benefit is measured in.
    """
    found: dict[str, Worth] = {}
    findings: list[Finding] = []
    for name, quantity in load_benefits().items():
        row = applicable_benefit_price(plan, name)
        own = None if row is None else _of_planner(plan, quantity, row)
        if row is not None and own is None:
            findings.append(_wrong_unit(quantity, row, named))
        worth = own or _of_reference(plan, quantity)
        if worth is not None:
            found[name] = worth
    return found, tuple(findings)


def _wrong_unit(quantity: BenefitQuantity, row: BenefitPrice, named: Named) -> Finding:
    told, wanted = unit(row.unit).symbol or row.unit, unit(quantity.price_unit).symbol
    return Finding(
        "BENEFIT-UNIT", row.place, told, wanted, f"benefit:{row.quantity}", words={"name": named(row.quantity)}
    )


def _of_planner(plan: Plan, quantity: BenefitQuantity, row: BenefitPrice) -> Worth | None:
    told = _per_unit(plan, quantity, row.price, row.low, row.high, row.unit)
    if told is None:
        return None
    return _at_level(plan, told, row.price_year, "own", "", row.source, ("table:benefit_prices",), row.synthetic)


def _of_reference(plan: Plan, quantity: BenefitQuantity) -> Worth | None:
    rows = [row for row in load_reference_prices()[quantity.quantity] if row.leads == "yes"]
    if not rows:
        return None
    first = rows[0]
    if first.part:
        told = _of_parts(plan, quantity, rows)
    else:
        told = _per_unit(plan, quantity, first.price, first.low, first.high, first.unit)
    if told is None:
        return None
    source = "；".join(dict.fromkeys(row.source for row in rows))
    return _at_level(plan, told, first.price_year, "reference", max(row.certainty for row in rows), source, (), False)


def _of_parts(plan: Plan, quantity: BenefitQuantity, rows: Sequence[ReferencePrice]) -> _Ends | None:
    """Mean price of a benefit of several parts, by how much of each there is."""
    shares = {content.key: content.value for content in contents_of(plan, quantity)}
    known = [row for row in rows if row.part in shares]
    whole = sum((shares[row.part] for row in known), Decimal(0))
    if not whole:
        return None
    mean = sum((shares[row.part] * row.price for row in known), Decimal(0)) / whole
    return mean, mean, mean


def _per_unit(
    plan: Plan, quantity: BenefitQuantity, price: Decimal, low: Decimal | None, high: Decimal | None, unit: str
) -> _Ends | None:
    """Price with its interval per unit of the benefit; None where it is per something else.

    A price per volume of soil goes through the density, and takes on its interval.
    """
    density = content_of(plan, DENSITY)
    found = price_per(quantity, price, unit, density.value if density else None)
    if found is None:
        return None
    told, by_volume = found
    below, above = ((price if end is None else end) / price if price else Decimal(1) for end in (low, high))
    if by_volume and density is not None and density.low > 0:
        below, above = below * density.value / density.high, above * density.value / density.low
    return told, told * below, told * above


def _at_level(
    plan: Plan,
    told: _Ends,
    year: int | None,
    kind: Literal["own", "reference"],
    certainty: str,
    source: str,
    inputs: tuple[str, ...],
    synthetic: bool,
) -> Worth:
    level = price_level(plan.price_indices, "", plan.project.whole_region, year, plan.project.prices_of)
    price, low, high = (round_half_up(end * (level.factor or 1), PLACES) for end in told)
    if level.indices:
        inputs = (*inputs, "table:price_indices")
    return Worth(
        price, min(low, price), max(high, price), round_half_up(told[0], PLACES), year, level.factor, kind, certainty,
        source, inputs, synthetic or level.synthetic,
    )  # fmt: skip


def counted(plan: Plan, quantity: BenefitQuantity) -> bool:
    """Whether the value of a benefit is added up; it is not where another one tells the same."""
    if quantity.counted == "no":
        return False
    return not quantity.counted_by or choice(plan.project, quantity.counted_by).word == quantity.quantity
