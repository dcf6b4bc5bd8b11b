"""What benefits are worth: amount times price, in full and by the year, added up without counting twice (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finance.benefits.amounts import Amount, Amounts, closed_to, effect_of
from shanshui.finance.benefits.growth import Shares
from shanshui.finance.benefits.worth import Worth, counted
from shanshui.indicators.uncertainty import uneven_product
from shanshui.plan import Plan
from shanshui.quantity import exact, round_half_up
from shanshui.standard.method.benefits import load_benefits

PLACES = -2
"""Values stand in hundreds of yuan, 0.01 万元, so that what is printed adds up."""
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Value:
    """What a benefit is worth in a year [yuan], with its interval; ``parts`` are the benefits that a total counts."""

    value: Decimal
    low: Decimal
    high: Decimal
    parts: tuple[str, ...] = ()


Values = Mapping[str, Mapping[str, Value]]
"""Values by subject and quantity, and under :data:`TOTAL` the sum of those that are counted."""


def values_of(plan: Plan, amounts: Amounts, worths: Mapping[str, Worth]) -> Values:
    """Values of the scope, its units and sub-projects in a year of full effect.

    Parameters
    ----------
    plan : Plan
        Which sub-project belongs where, and which of two benefits is counted.
    amounts : mapping
        Of :func:`shanshui.finance.benefits.amounts.amounts_of`.
    worths : mapping
        Prices by quantity.

    Returns
    -------
    mapping of subject to mapping of quantity to Value
        Parts are closed to their whole where they make it up. The ends of a total are the sums of the ends: an error
        of a price or of the model is the same everywhere.
    """
    found = {
        subject: {name: value_of(amount, worths[name]) for name, amount in told.items() if name in worths}
        for subject, told in amounts.items()
    }
    for name in worths:
        close_values(plan, found, name)
    adding = [name for name, quantity in load_benefits().items() if counted(plan, quantity)]
    for told in found.values():
        parts = tuple(name for name in adding if name in told)
        if parts:
            told[TOTAL] = total_of([told[name] for name in parts], parts)
    return found


def value_of(amount: Amount, worth: Worth) -> Value:
    """Amount times price [yuan], in hundreds.

    Examples
    --------
    >>> from shanshui.ledger import Basis
    >>> amount = Amount(*(Decimal(n) for n in (100, 50, 200)), Basis.ENTERED, "", ())
    >>> price = Worth(*(Decimal(n) for n in (60, 60, 60, 60)), 2020, None, "own", "", "", (), False)
    >>> [int(end) for end in (value_of(amount, price).value, value_of(amount, price).low, value_of(amount, price).high)]
    [6000, 3000, 12000]
    """
    value = amount.value * worth.price
    factors = [
        (float(f.value if isinstance(f, Amount) else f.price), float(f.low), float(f.high)) for f in (amount, worth)
    ]
    low, high = uneven_product(factors)
    middle = hundreds(value)
    return Value(middle, min(hundreds(exact(low)), middle), max(hundreds(exact(high)), middle))


def total_of(parts: Sequence[Value], names: tuple[str, ...]) -> Value:
    """Sum of values; ends add up."""
    zero = Decimal(0)
    return Value(
        sum((part.value for part in parts), zero),
        sum((part.low for part in parts), zero),
        sum((part.high for part in parts), zero),
        names,
    )


def hundreds(value: Decimal) -> Decimal:
    """Rounded half up to hundreds of yuan, written out in full."""
    return Decimal(int(round_half_up(value, PLACES)))


def close_values(plan: Plan, found: Mapping[str, dict[str, Value]], name: str) -> None:
    """Close values of sub-projects to their units and of units to the scope, where they make them up."""
    members: dict[str, list[str]] = {f"unit:{unit.code}": [] for unit in plan.units}
    for sub in plan.subprojects:
        members.setdefault(f"unit:{sub.unit}", []).append(f"subproject:{sub.code}")
    _close(found, "scope", members, name)
    for unit, parts in members.items():
        _close(found, unit, parts, name)


def _close(found: Mapping[str, dict[str, Value]], whole: str, parts: Iterable[str], name: str) -> None:
    known = [part for part in parts if part in found and name in found[part]]
    total = found[whole].get(name) if whole in found else None
    values = [found[part][name].value for part in known]
    if total is None or not known or abs(sum(values, Decimal(0)) - total.value) > 100 * len(known):
        return
    for part, value in zip(known, closed_to(values, total.value, PLACES), strict=True):
        own, closed = found[part][name], Decimal(int(value))
        found[part][name] = replace(own, value=closed, low=min(own.low, closed), high=max(own.high, closed))


@dataclass(frozen=True, slots=True)
class Yearly:
    """Benefits and values year by year.

    Parameters
    ----------
    years : tuple of int
        Of the analysis.
    amounts : mapping of quantity to Amounts by year
        Of the scope.
    values : mapping of (subject, quantity) to Values by year
        Of the scope by quantity, and totals of the scope, units and, where there are few, sub-projects.
    """

    years: tuple[int, ...]
    amounts: Mapping[str, tuple[Amount, ...]]
    values: Mapping[tuple[str, str], tuple[Value, ...]]


def yearly(
    plan: Plan, years: Sequence[int], amounts: Amounts, worths: Mapping[str, Worth], values: Values, shares: Shares,
    subjects: Iterable[str],
) -> Yearly:  # fmt: skip
    """Benefits of the scope, and values of some subjects, in each year.

    Parameters
    ----------
    plan : Plan
        Which sub-project belongs where.
    years : sequence of int
        Of the analysis.
    amounts, values : mapping
        In a year of full effect.
    worths : mapping
        Prices by quantity.
    shares : mapping
        Share of the full effect in each year, by subject and effect.
    subjects : iterable of str
        Whose totals are told.

    Returns
    -------
    Yearly
        Prices stay as they are: all money is of the price year.
    """
    effects = {name: effect_of(quantity) for name, quantity in load_benefits().items()}
    scope = {
        name: tuple(_part(amount, exact(share)) for share in shares["scope", effects[name]])
        for name, amount in amounts.get("scope", {}).items()
        if ("scope", effects[name]) in shares
    }
    told: dict[tuple[str, str], tuple[Value, ...]] = {
        ("scope", name): tuple(value_of(amount, worths[name]) for amount in row)
        for name, row in scope.items()
        if name in worths
    }
    totals: dict[int, dict[str, dict[str, Value]]] = {n: {} for n in range(len(years))}
    for subject in subjects:
        total = values.get(subject, {}).get(TOTAL)
        if total is None or any((subject, effects[name]) not in shares for name in total.parts):
            continue
        for n, in_year in totals.items():
            parts = (
                [told["scope", name][n] for name in total.parts]
                if subject == "scope"
                else [
                    _of_value(values[subject][name], float(shares[subject, effects[name]][n])) for name in total.parts
                ]
            )
            in_year[subject] = {TOTAL: total_of(parts, total.parts)}
    for in_year in totals.values():
        close_values(plan, in_year, TOTAL)
    for subject in totals[0] if totals else ():
        told[subject, TOTAL] = tuple(totals[n][subject][TOTAL] for n in range(len(years)))
    return Yearly(tuple(years), scope, told)


def _part(amount: Amount, share: Decimal) -> Amount:
    value, low, high = (round_half_up(end * share, 2) for end in (amount.value, amount.low, amount.high))
    return replace(amount, value=value, low=low, high=high)


def _of_value(value: Value, share: float) -> Value:
    middle, low, high = (hundreds(end * exact(share)) for end in (value.value, value.low, value.high))
    return Value(middle, low, high)
