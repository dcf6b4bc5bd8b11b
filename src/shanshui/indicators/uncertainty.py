"""Intervals of results: how far the spread of the inputs reaches into them.

An interval holds the true value with a probability of 95 %. Inputs are taken as independent of one another; an error of
a coefficient is the same in every cell, so that it does not average out over a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
"""Lower and upper end."""

SIGMAS = 1.959963984540054
"""Standard deviations of a normal distribution on either side that hold 95 % of it."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a product, with its interval.

    Parameters
    ----------
    low, high : float
        Above 0; only their ratio counts.
    power : float
        Exponent with which it enters.
    """

    low: float
    high: float
    power: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ValueError(f"an interval from {self.low} to {self.high} is none of a factor; give 0 < low <= high")

    @classmethod
    def within(cls, share: float, power: float = 1.0) -> Factor:
        """A factor that is right to within a share of itself: 0.3 stands for 30 % more or as many times less."""
        return cls(1 / (1 + share), 1 + share, power)


def product_interval(value: float, factors: Sequence[Factor]) -> Interval:
    """Interval of a product of powers, to the first order of the logarithms of its factors.

    Parameters
    ----------
    value : float
        The product, not below 0.
    factors : sequence of Factor
        Those that are not known exactly; exact ones are left out.

    Returns
    -------
    tuple of float
        ``value / w`` and ``value * w`` with ln w = sqrt(Σ (power · ln(high / low) / 2)²); never below 0.

    Raises
    ------
    ValueError
        Where the value is below 0.

    Examples
    --------
    >>> low, high = product_interval(100.0, [Factor(0.5, 2.0), Factor(0.5, 2.0, power=0)])
    >>> round(low), round(high)
    (50, 200)
    """
    if value < 0:
        raise ValueError(f"{value} is no product of positive factors")
    width = np.sqrt(sum((one.power * np.log(one.high / one.low) / 2) ** 2 for one in factors))
    return float(value * np.exp(-width)), float(value * np.exp(width))


def first_order(
    function: Callable[..., float], values: Sequence[float], intervals: Sequence[Interval | None]
) -> Interval:
    """Interval of any smooth function of scalars, by its slope at the values.

    Parameters
    ----------
    function : callable
        Takes one number for each value.
    values : sequence of float
        Where it is taken.
    intervals : sequence of (float, float) or None
        One for each value; None where it is exact.

    Returns
    -------
    tuple of float
        Result less and plus sqrt(Σ (slope · half width)²); slopes by central differences over a hundredth of
        the interval.
    """
    middle = function(*values)
    variance = 0.0
    for n, interval in enumerate(intervals):
        if interval is None or interval[0] == interval[1]:
            continue
        half = (interval[1] - interval[0]) / 2
        step = half / 50
        above, below = list(values), list(values)
        above[n] += step
        below[n] -= step
        slope = (function(*above) - function(*below)) / (2 * step)
        variance += (slope * half) ** 2
    return middle - variance**0.5, middle + variance**0.5


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A scalar input with its interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval of 95 %; of a uniform one the least and greatest value.
    shape : {"normal", "lognormal", "uniform"}
        How it is spread.
    """

    low: float
    high: float
    shape: Literal["normal", "lognormal", "uniform"] = "normal"

    def __post_init__(self) -> None:
        if not self.low <= self.high or (self.shape == "lognormal" and self.low <= 0):
            raise ValueError(f"{self.low} to {self.high} is no {self.shape} interval; give low <= high")

    def drawn(self, dice: np.random.Generator, draws: int) -> NDArray[np.float64]:
        """Values by chance, shape (draws,)."""
        if self.shape == "uniform":
            return dice.uniform(self.low, self.high, draws)
        low, high = (np.log(self.low), np.log(self.high)) if self.shape == "lognormal" else (self.low, self.high)
        values = dice.normal((low + high) / 2, (high - low) / (2 * SIGMAS), draws)
        return np.exp(values) if self.shape == "lognormal" else values


def monte_carlo(
    function: Callable[..., NDArray[np.float64]],
    inputs: Sequence[Uncertain | float],
    draws: int = 10_000,
    seed: int = 1,
) -> Interval:
    """Interval of a function of scalars by many draws of its inputs.

    Parameters
    ----------
    function : callable
        Takes one array of shape (draws,), or a number, for each input and gives an array of that shape.
    inputs : sequence of Uncertain or float
        What is drawn, and what is exact.
    draws : int
        At least 40, so that the ends of the interval are inside the draws.
    seed : int
        Of the dice: the same seed gives the same interval to the bit.

    Returns
    -------
    tuple of float
        Values below and above which 2.5 % of the results lie.

    Raises
    ------
    ValueError
        Where there are too few draws.
    """
    if draws < 40:
        raise ValueError(f"{draws} draws do not tell 2.5 %; give at least 40")
    dice = np.random.default_rng(seed)
    drawn = [one.drawn(dice, draws) if isinstance(one, Uncertain) else one for one in inputs]
    low, high = np.quantile(np.broadcast_to(function(*drawn), (draws,)), (0.025, 0.975))
    return float(low), float(high)
