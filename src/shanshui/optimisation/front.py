"""The front of cost against value: portfolios of which none costs less and is worth as much (ε-constraint)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shanshui.optimisation.portfolio import Portfolio, best_portfolio
from shanshui.optimisation.task import Schedule, Task


@dataclass(frozen=True, slots=True)
class Point:
    """A portfolio on the front.

    Parameters
    ----------
    ceiling : float
        Cost that was allowed [yuan].
    cost, value : float
        Of the portfolio, as the verifier has them.
    bound : float
        Nothing at this cost is worth more.
    portfolio : Portfolio
        Itself.
    """

    ceiling: float
    cost: float
    value: float
    bound: float
    portfolio: Portfolio


def front(
    task: Task, ceilings: Sequence[float], *, gap: float = 0.01, seconds: float = 120.0, nested: bool = False
) -> tuple[Point, ...]:
    """The best portfolio under each of several ceilings of cost, without the ones that another beats.

    Parameters
    ----------
    task : Task
        What to choose from.
    ceilings : sequence of float
        Costs allowed [yuan], in any order.
    gap : float
        Share of the value to which each is proven.
    seconds : float
        Time of each search.
    nested : bool
        Whether each contains the cheaper ones.

    Returns
    -------
    tuple of Point
        From the cheapest on; ceilings under which nothing can be done have none.

    Notes
    -----
    A portfolio found under one ceiling is lawful under any higher one, and begins the search there; the bound of one
    ceiling bounds every lower one too, unless portfolios contain each other.
    """
    found: list[Point] = []
    before: Schedule | None = None
    for ceiling in sorted(ceilings):
        answer = best_portfolio(
            task, ceiling=ceiling, gap=gap, seconds=seconds, start=before, containing=before if nested else None
        )
        if answer.schedule is not None and answer.verdict is not None:
            before = answer.schedule
            found.append(Point(ceiling, answer.verdict.cost, answer.verdict.value, answer.bound, answer))
    least = math.inf
    for number in range(len(found) - 1, -1, -1):
        least = found[number].bound if nested else min(least, found[number].bound)
        found[number] = replace(found[number], bound=least)
    return undominated(found)


def undominated(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points that no other beats: cheaper and no worse, or better and no dearer; of equals the first."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (p.cost, -p.value)):
        if not kept or point.value > kept[-1].value:
            kept.append(point)
    return tuple(kept)


def ceilings_between(low: float, high: float, count: int) -> tuple[float, ...]:
    """Ceilings at equal steps from ``low`` to ``high``, both included."""
    return tuple(float(x) for x in np.linspace(low, high, count))


def beaten_by(points: Sequence[Point], cost: float) -> float:
    """Greatest value on a front that costs no more than this; 0 where nothing is that cheap.

    Parameters
    ----------
    points : sequence of Point
        Of a front.
    cost : float
        [yuan].
    """
    return max((point.value for point in points if point.cost <= cost * (1 + 1e-9)), default=0.0)
