"""One factor at a time: what the present value is at its ends, and where it turns to 0 (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shanshui.finance.analysis.model import Model, Stream
from shanshui.finance.analysis.worth import Change, delayed, worth
from shanshui.indicators.cash_flow import internal_rates

FACTORS = ("investment", "care", "revenue", "benefit_price", "effect", "delay", "discount")
"""What is changed."""
DELAY = "delay"
"""The factor that is told in years."""
_FAR = 10.0
"""Up to how many times what is planned a factor is followed to where the present value turns."""
_LONGEST = 30
"""Years of delay up to which that is looked for."""
Turn = Callable[[Model, Callable[[float], Change]], float | None]
"""Where the present value of a model turns under a change."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor does.

    Parameters
    ----------
    factor : str
        One of :data:`FACTORS`.
    start, end : float
        Change at its low and high end in relation to what is planned [1]; of ``delay`` years [a].
    low, high : float
        Net present value there [yuan].
    ratio_low, ratio_high : float or None
        Gains over costs there [1].
    switching : float or None
        Change at which the net present value is 0, in the same unit; None where it does not come to that.
    """

    factor: str
    start: float
    end: float
    low: float
    high: float
    ratio_low: float | None
    ratio_high: float | None
    switching: float | None

    @property
    def width(self) -> float:
        """How far apart the two ends are [yuan]."""
        return abs(self.high - self.low)


def swings_of(model: Model) -> tuple[Swing, ...]:
    """What each factor of a model does alone, the widest first; factors that the view does not have are left out."""
    spread = model.terms.spread
    found = [
        _swing(model, "investment", (-spread, spread), lambda x: Change(investment=1 + x)),
        _swing(model, "discount", _relative(model), lambda x: Change(rate=model.rate * (1 + x)), _turn_of_rate),
    ]
    if model.care.any():
        low, high = model.care_spread
        found.append(_swing(model, "care", (low - 1, high - 1), lambda x: Change(care=1 + x)))
    if model.revenue:
        found.append(_group(model, "revenue", model.revenue, 0, lambda each: Change(revenue=each)))
    if any(stream.spreads[0] != (1.0, 1.0) for stream in model.benefit):
        found.append(_group(model, "benefit_price", model.benefit, 0, lambda each: Change(price=each)))
    if model.benefit:
        found.append(_group(model, "effect", model.benefit, 1, lambda each: Change(effect=each)))
    if (model.revenue or model.benefit) and model.terms.delay:
        found.append(_swing(model, "delay", (0.0, model.terms.delay), lambda x: Change(delay=x), _turn_of_delay))
    return tuple(sorted(found, key=lambda one: (-one.width, FACTORS.index(one.factor))))


def _turn_in_line(model: Model, change: Callable[[float], Change]) -> float | None:
    """Of a factor that the present value is linear in; none where it would have to fall below 0, or grow too far."""
    base, more = worth(model)[0], worth(model, change(1.0))[0]
    turn = -base / (more - base) if more != base else None
    return turn if turn is not None and -1.0 <= turn <= _FAR else None


def _turn_of_rate(model: Model, _: Callable[[float], Change]) -> float | None:
    """Of the rate of discount: the internal rate, where there is one alone and not below 0."""
    flows = -model.outlay - model.care + sum(stream.amounts for stream in (*model.revenue, *model.benefit))
    rates = internal_rates(flows)
    return rates[0] / model.rate - 1 if len(rates) == 1 and rates[0] >= 0 and model.rate else None


def _turn_of_delay(model: Model, _: Callable[[float], Change]) -> float | None:
    """Of a delay, between whole years straight as :func:`shanshui.finance.analysis.worth.at_delay` is."""
    gains = delayed((*model.revenue, *model.benefit), model.rate, _LONGEST).sum(axis=0)
    left = (gains - gains[0] + worth(model)[0]).tolist()
    for years, (before, after) in enumerate(pairwise(left)):
        if before * after <= 0 and before != after:
            return float(years + before / (before - after))
    return None


def _swing(
    model: Model,
    factor: str,
    ends: tuple[float, float],
    change: Callable[[float], Change],
    turn: Turn = _turn_in_line,
) -> Swing:
    low, high = (worth(model, change(end)) for end in ends)
    return Swing(factor, *ends, low[0], high[0], low[1], high[1], turn(model, change))


def _group(
    model: Model, factor: str, streams: Sequence[Stream], which: int, change: Callable[[tuple[float, ...]], Change]
) -> Swing:
    """All streams at their low, and all at their high ends; followed to 0 by one multiple of all."""
    weights = [float(stream.amounts.sum()) for stream in streams]
    sides = [tuple(stream.spreads[which][side] for stream in streams) for side in (0, 1)]
    low, high = (worth(model, change(side)) for side in sides)
    start, end = (
        sum(weight * part for weight, part in zip(weights, side, strict=True)) / sum(weights) - 1 for side in sides
    )
    turn = _turn_in_line(model, lambda x: change((1 + x,) * len(streams)))
    return Swing(factor, start, end, low[0], high[0], low[1], high[1], turn)


def _relative(model: Model) -> tuple[float, float]:
    """Ends of the rate of discount in relation to it."""
    if not model.rate:
        return 0.0, 0.0
    return model.rates[0] / model.rate - 1, model.rates[1] / model.rate - 1
