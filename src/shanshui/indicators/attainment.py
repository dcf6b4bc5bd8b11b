"""Whether a number reaches a goal: intervals of sums, and the probability that goes with them (clause 5.3.3.3).

A value with an interval of 95 % is spread like half a normal distribution below it and another half above it, each as
wide as the interval is on its side. So the value is as likely passed as missed, the ends of the interval are passed
with 97.5 and 2.5 %, and an interval that is wider above, as those of products are, keeps its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, hypot, sqrt

from shanshui.indicators.uncertainty import SIGMAS


@dataclass(frozen=True, slots=True)
class Spread:
    """A number with its interval of 95 %.

    Parameters
    ----------
    value : float
        Passed and missed with the same probability.
    low, high : float
        Ends of the interval; both the value itself where it is exact.
    """

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} does not lie from {self.low} to {self.high}; give low <= value <= high")

    @classmethod
    def exact(cls, value: float) -> Spread:
        """A number without an interval."""
        return cls(value, value, value)

    @property
    def open(self) -> bool:
        """Whether it is not exact."""
        return self.low < self.high

    def times(self, factor: float) -> Spread:
        """The number times a factor; one below 0 turns the interval over.

        Examples
        --------
        >>> Spread(2.0, 1.0, 4.0).times(-10)
        Spread(value=-20.0, low=-40.0, high=-10.0)
        """
        ends = (self.low * factor, self.high * factor)
        return Spread(self.value * factor, min(ends), max(ends))


def sum_of(parts: Sequence[Spread]) -> Spread:
    """Sum of numbers whose errors do not hang together.

    Parameters
    ----------
    parts : sequence of Spread
        In one unit.

    Returns
    -------
    Spread
        Distances to the ends are added as the sides of a right angle, each side of the interval by itself.

    Examples
    --------
    >>> sum_of([Spread(10.0, 7.0, 14.0), Spread(5.0, 1.0, 8.0)])
    Spread(value=15.0, low=10.0, high=20.0)
    """
    value = sum(part.value for part in parts)
    below = hypot(*(part.value - part.low for part in parts))
    above = hypot(*(part.high - part.value for part in parts))
    return Spread(value, value - below, value + above)


def probability(expected: Spread, goal: float, more: bool = True) -> float:
    """Probability that a goal is reached.

    Parameters
    ----------
    expected : Spread
        What is expected.
    goal : float
        In the same unit.
    more : bool
        Whether reaching it means to be at least as high; else at most.

    Returns
    -------
    float
        From 0 to 1; of an exact number 1 where it reaches the goal and 0 where it does not.

    Examples
    --------
    >>> round(probability(Spread(100.0, 80.0, 140.0), 80.0), 3), probability(Spread.exact(3.0), 3.0)
    (0.975, 1.0)
    """
    if not more:
        return probability(expected.times(-1.0), -goal)
    ahead = goal - expected.value
    half = expected.high - expected.value if ahead > 0 else expected.value - expected.low
    if half == 0:
        return 0.0 if ahead > 0 else 1.0
    return 0.5 * erfc(ahead / (half / SIGMAS) / sqrt(2.0))


def reach(start: float, expected: float, goal: float, more: bool = True) -> float:
    """Share of the way from a start to a goal that is gone.

    Parameters
    ----------
    start, expected, goal : float
        In one unit.
    more : bool
        Whether more is better.

    Returns
    -------
    float
        1 at the goal, more beyond it, less than 0 where things have become worse than at the start. Where the goal is
        no further than the start, so that there is no way to go, 1 where it holds and 0 where it does not.

    Examples
    --------
    >>> reach(100.0, 70.0, 60.0, more=False), reach(64.6, 64.7, 64.0)
    (0.75, 1.0)
    """
    sign = 1.0 if more else -1.0
    way = sign * (goal - start)
    if way <= 0:
        return 1.0 if sign * (expected - goal) >= 0 else 0.0
    return sign * (expected - start) / way
