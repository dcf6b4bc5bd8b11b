"""All inputs by chance at once: what the present value may come to, and what it hangs on most (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from shanshui.finance.analysis.model import Model, Numbers, spread_of
from shanshui.finance.analysis.worth import at_delay, delayed, whole_years
from shanshui.indicators.cash_flow import present_value
from shanshui.indicators.simulation import Simulation, drawn, explained, simulated
from shanshui.indicators.uncertainty import Uncertain


@dataclass(frozen=True, slots=True)
class Drawn:
    """The simulation of one view.

    Parameters
    ----------
    simulation : Simulation
        Net present values [yuan].
    shares : mapping of str to float
        By factor: share of the spread that it explains [1].
    """

    simulation: Simulation
    shares: Mapping[str, float]


def simulate(model: Model) -> Drawn:
    """Draw a model's inputs by their intervals; prices of measures move together.

    Parameters
    ----------
    model : Model
        Its works share out the investment: each measure has a price and a quantity of its own, and all that is no
        construction follows them. The rate of discount is a choice and not drawn.

    Returns
    -------
    Drawn
        The same for the same seed.
    """
    terms, measures, kinds, goods = model.terms, model.works.size, len(model.revenue), len(model.benefit)
    price, quantity = (spread_of((1 - share, 1 + share)) for share in (terms.spread, terms.quantity_spread))
    inputs: list[Uncertain | float] = [price] * measures + [quantity] * measures + [spread_of(model.care_spread)]
    inputs += [spread_of(stream.spreads[0]) for stream in (*model.revenue, *model.benefit)]
    inputs += [spread_of(stream.spreads[1]) for stream in model.benefit]
    inputs.append(Uncertain(0.0, terms.delay, "uniform") if terms.delay else 0.0)
    together = [n < measures for n in range(len(inputs))]
    values = np.maximum(drawn(inputs, terms.draws, terms.seed, together, terms.correlation), 0.0)
    ends = np.cumsum([measures, measures, 1, kinds, goods, goods])
    prices, quantities, care, revenue, worth, effect, delay = np.split(values, ends)

    most, late = whole_years(terms.delay), delay[0]
    works = np.einsum("m,md,md->d", model.works, prices, quantities)
    spent = float(present_value(model.rate, model.outlay)) * works
    kept = float(present_value(model.rate, model.care)) * care[0]
    sold = at_delay(delayed(model.revenue, model.rate, most), late) * revenue
    gained = at_delay(delayed(model.benefit, model.rate, most), late) * worth * effect
    results = sold.sum(axis=0) + gained.sum(axis=0) - spent - kept

    weights = np.array([stream.amounts.sum() for stream in model.benefit])
    factors: dict[str, Numbers] = {"price": model.works @ prices, "quantity": model.works @ quantities}
    if model.care.any():
        factors["care"] = care[0]
    if kinds:
        factors["revenue"] = np.array([stream.amounts.sum() for stream in model.revenue]) @ revenue
    if goods:
        factors |= {"benefit_price": weights @ worth, "effect": weights @ effect}
    if terms.delay and (kinds or goods):
        factors["delay"] = late
    shares = dict(zip(factors, explained(tuple(factors.values()), results), strict=True))
    return Drawn(simulated(results), shares)
