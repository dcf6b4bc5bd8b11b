"""The present value as a function of what it hangs on: investment, care, revenue, benefits, delay, rate (5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shanshui.finance.analysis.cash_flows import Amounts, Earning, Flows, counts, value_of, valued_quantities
from shanshui.finance.analysis.terms import Terms
from shanshui.indicators.simulation import spread_around
from shanshui.indicators.uncertainty import Uncertain
from shanshui.ledger import Facts

Numbers = NDArray[np.float64]
View = Literal["finance", "economic"]


@dataclass(frozen=True, slots=True)
class Stream:
    """Something that comes in year by year, and how far it is known.

    Parameters
    ----------
    name : str
        Kind of revenue, or quantity of a benefit.
    amounts : array, shape (years,)
        [yuan]
    spreads : tuple of (float, float)
        Ends of the intervals of its factors as multiples of what is planned: of the amount of a revenue; of the price
        and of the effect of a benefit.
    """

    name: str
    amounts: Numbers
    spreads: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Flows of one view, taken apart.

    Parameters
    ----------
    view : str
        ``finance`` or ``economic``.
    rate : float
        Of discount [1].
    rates : (float, float)
        Where it is tried [1].
    outlay, care : array, shape (years,)
        [yuan]
    care_spread : (float, float)
        Ends as multiples.
    revenue, benefit : tuple of Stream
        What counts in this view.
    works : array, shape (measures,)
        Share of every measure in the cost of works; a single 1 where none is known.
    terms : Terms
        Spreads, delay, seed.
    """

    view: View
    rate: float
    rates: tuple[float, float]
    outlay: Numbers
    care: Numbers
    care_spread: tuple[float, float]
    revenue: tuple[Stream, ...]
    benefit: tuple[Stream, ...]
    works: Numbers
    terms: Terms


def model_of(
    view: View, flows: Flows, earned: Sequence[Earning], facts: Facts, terms: Terms, works: Iterable[float] = ()
) -> Model:
    """Take the flows of the scope apart.

    Parameters
    ----------
    view : str
        ``finance`` or ``economic``.
    flows : Flows
        Of the scope; streams are scaled to them, so that the model gives the facts again.
    earned : sequence of Earning
        All revenue.
    facts : Facts
        Values of benefits, their prices and amounts with intervals.
    terms : Terms
        Rates and spreads.
    works : iterable of float
        Cost of works by measure [yuan].
    """
    rate, valued = (terms.finance if view == "finance" else terms.social), valued_quantities(facts)
    rows = [one for one in earned if view == "finance" or counts(one.row, valued)]
    wanted = flows.revenue if view == "finance" else flows.social
    benefit = _benefits(flows, facts, valued, terms) if view == "economic" else ()
    low, high = _multiples(rate.number, rate.low, rate.high, terms.spread)
    upkeep = _multiples(terms.upkeep.number, terms.upkeep.low, terms.upkeep.high, terms.spread)
    costs = np.array([cost for cost in works if cost > 0])
    return Model(
        view,
        rate.number,
        (rate.number * low, rate.number * high),
        _array(flows.outlay),
        _array(flows.care),
        upkeep,
        _revenues(rows, wanted, terms),
        benefit,
        costs / costs.sum() if costs.size else np.ones(1),
        terms,
    )


def spread_of(ends: tuple[float, float]) -> Uncertain | float:
    """How a multiple of what is planned is spread; 1 where it is known."""
    return spread_around(1.0, *ends)


def _revenues(rows: Sequence[Earning], wanted: Amounts, terms: Terms) -> tuple[Stream, ...]:
    """Revenue by kind; ends of intervals add, since what misjudges one misjudges all of its kind."""
    kinds = dict.fromkeys(one.row.kind for one in rows)
    found = []
    for kind in kinds:
        of_kind = [one for one in rows if one.row.kind == kind]
        amounts = [_array(one.amounts(terms.years)) for one in of_kind]
        weights = np.array([row.sum() for row in amounts])
        if not weights.sum():
            continue
        ends = np.array([_multiples(one.row.amount, one.row.low, one.row.high, terms.spread) for one in of_kind])
        low, high = weights @ ends / weights.sum()
        found.append(Stream(kind, np.sum(amounts, axis=0), ((float(low), float(high)),)))
    return _scaled(found, wanted)


def _benefits(flows: Flows, facts: Facts, valued: frozenset[str], terms: Terms) -> tuple[Stream, ...]:
    found = []
    for name in sorted(valued):
        amounts = value_of(facts, name, terms.years)
        if any(amounts):
            spreads = tuple(
                _known(facts, key, terms.spread) for key in (f"benefit:{name}.price", f"scope.benefit.{name}")
            )
            found.append(Stream(name, _array(amounts), spreads))
    if not found and flows.benefit is not None and any(flows.benefit):
        spreads = ((1.0, 1.0), _known(facts, "scope.value.total", terms.spread))
        found = [Stream("total", _array(flows.benefit), spreads)]
    return _scaled(found, flows.benefit or ())


def _known(facts: Facts, key: str, spread: float) -> tuple[float, float]:
    fact = facts.get(key)
    if fact is None or not isinstance(fact.value, Decimal):
        return 1.0 - spread, 1.0 + spread
    return _multiples(fact.value, fact.low, fact.high, spread)


def _multiples(value: Decimal | float, low: Decimal | None, high: Decimal | None, spread: float) -> tuple[float, float]:
    """Ends as multiples of a value; a share of it either way where there is no interval around it."""
    if low is not None and high is not None and value > 0 and low <= value <= high:
        return float(low) / float(value), float(high) / float(value)
    return 1.0 - spread, 1.0 + spread


def _scaled(streams: Sequence[Stream], wanted: Amounts) -> tuple[Stream, ...]:
    """The same streams, so that they add up in each year to what the facts say; what rounds to nothing is left out."""
    if not streams:
        return ()
    total = np.sum([stream.amounts for stream in streams], axis=0)
    factor = np.divide(_array(wanted), total, out=np.zeros_like(total), where=total != 0)
    scaled = (Stream(one.name, one.amounts * factor, one.spreads) for one in streams)
    return tuple(one for one in scaled if one.amounts.any())


def _array(amounts: Amounts) -> Numbers:
    return np.array([float(amount) for amount in amounts])
