"""Present value of a model at other prices, effects, delays and rates (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from shanshui.finance.analysis.model import Model, Numbers, Stream
from shanshui.indicators.cash_flow import present_value


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than planned; each a multiple of what is planned but for the delay and the rate.

    Parameters
    ----------
    investment, care : float
        Of outlay; of upkeep.
    revenue, price, effect : tuple of float
        One for each stream of revenue; of benefits, their price and their amount. All as planned where empty.
    delay : float
        Of revenue and benefits [a]; what comes after the last year is lost.
    rate : float or None
        Of discount [1]; the model's where None.
    """

    investment: float = 1.0
    care: float = 1.0
    revenue: tuple[float, ...] = field(default=())
    price: tuple[float, ...] = field(default=())
    effect: tuple[float, ...] = field(default=())
    delay: float = 0.0
    rate: float | None = None


def worth(model: Model, change: Change | None = None) -> tuple[float, float | None]:
    """Net present value [yuan] and ratio of gains to costs under a change; no ratio where there are no costs."""
    changed = change or Change()
    rate = model.rate if changed.rate is None else changed.rate
    costs = changed.investment * float(present_value(rate, model.outlay))
    costs += changed.care * float(present_value(rate, model.care))
    gains = 0.0
    for streams, *multiples in ((model.revenue, changed.revenue), (model.benefit, changed.price, changed.effect)):
        late = at_delay(delayed(streams, rate, whole_years(changed.delay)), np.array([changed.delay]))[:, 0]
        for given in multiples:
            late = late * np.array(given) if given else late
        gains += float(late.sum())
    return gains - costs, gains / costs if costs else None


def delayed(streams: Sequence[Stream], rate: float, most: int) -> Numbers:
    """Present values of streams that come 0, 1, ... whole years late.

    Returns
    -------
    array, shape (streams, most + 1)
        [yuan]
    """
    if not streams:
        return np.zeros((0, most + 1))
    rows = np.stack([stream.amounts for stream in streams])
    found = np.empty((len(streams), most + 1))
    for years in range(most + 1):
        late = np.zeros_like(rows)
        late[:, years:] = rows[:, : max(rows.shape[1] - years, 0)]
        found[:, years] = present_value(rate, late)
    return found


def at_delay(worths: Numbers, delays: Numbers) -> Numbers:
    """Between whole years straight.

    Parameters
    ----------
    worths : array, shape (streams, most + 1)
        Of :func:`delayed`.
    delays : array, shape (draws,)
        From 0 to ``most`` [a].

    Returns
    -------
    array, shape (streams, draws)
        [yuan]
    """
    most = worths.shape[1] - 1
    if most == 0:
        return np.repeat(worths, delays.size, axis=1)
    whole = np.clip(np.floor(delays).astype(np.intp), 0, most - 1)
    part = delays - whole
    found: Numbers = worths[:, whole] * (1.0 - part) + worths[:, whole + 1] * part
    return found


def whole_years(delay: float) -> int:
    """Whole years that hold a delay."""
    return int(np.ceil(delay))
