"""Intervals of results: how far the spread of the inputs reaches into them.

An interval holds the true value with a probability of 95 %. Inputs are taken as independent of one another; an error of
a coefficient is the same in every cell, so that it does not average out over a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, log, prod, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Interval = tuple[float, float]
"""Lower and upper end."""

SIGMAS = 1.959963984540054
"""Standard deviations of a normal distribution on either side that hold 95 % of it."""
_TAIL = 0.025
"""What lies beyond either end of an interval."""
_HALVINGS = 60
"""Of a span below 1: to the last digit of a float."""


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


def uneven_product(factors: Sequence[tuple[float, float, float]]) -> Interval:
    """Interval of a product of independent factors, each with an interval that need not lie evenly about its value.

    Parameters
    ----------
    factors : sequence of (value, low, high)
        ``low <= value <= high``.

    Returns
    -------
    tuple of float
        ``value / v`` and ``value * w`` with ln v = sqrt(Σ ln(value / low)²) and ln w = sqrt(Σ ln(high / value)²).
        Where a factor is not above 0 throughout, which has no logarithm, the least and the greatest of the products
        of ends, an interval that is too wide rather than too narrow.

    Examples
    --------
    >>> uneven_product([(2.0, 1.0, 2.0), (3.0, 3.0, 6.0)])
    (3.0, 12.0)
    """
    if all(low > 0 for _, low, _ in factors):
        value = prod(middle for middle, _, _ in factors)
        down = sqrt(sum(log(middle / low) ** 2 for middle, low, _ in factors))
        up = sqrt(sum(log(high / middle) ** 2 for middle, _, high in factors))
        return value * exp(-down), value * exp(up)
    ends = [prod(choice) for choice in product(*((low, high) for _, low, high in factors))]
    return min(ends), max(ends)


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
    shape : {"normal", "lognormal", "uniform", "triangular"}
        How it is spread.
    middle : float or None
        The likeliest value of a triangular one, from ``low`` to ``high``; no other has it.
    """

    low: float
    high: float
    shape: Literal["normal", "lognormal", "uniform", "triangular"] = "normal"
    middle: float | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.high or (self.shape == "lognormal" and self.low <= 0):
            raise ValueError(f"{self.low} to {self.high} is no {self.shape} interval; give low <= high")
        inside = self.middle is not None and self.low <= self.middle <= self.high and self.low < self.high
        if inside != (self.shape == "triangular"):
            raise ValueError(f"a {self.shape} spread around {self.middle} is none; a triangular one has its middle")

    def drawn(self, dice: np.random.Generator, draws: int) -> NDArray[np.float64]:
        """Values by chance, shape (draws,)."""
        if self.shape == "uniform":
            return dice.uniform(self.low, self.high, draws)
        if self.shape == "triangular":
            return self.at(dice.standard_normal(draws))
        low, high = (np.log(self.low), np.log(self.high)) if self.shape == "lognormal" else (self.low, self.high)
        values = dice.normal((low + high) / 2, (high - low) / (2 * SIGMAS), draws)
        return np.exp(values) if self.shape == "lognormal" else values

    def at(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values at scores of the standard normal distribution, of any shape; scores that agree make values agree."""
        if self.shape == "uniform":
            evenly: NDArray[np.float64] = self.low + (self.high - self.low) * ndtr(scores)
            return evenly
        if self.shape == "triangular":
            least, likeliest, most = self._corners()
            width = most - least
            chances: NDArray[np.float64] = ndtr(scores)
            rising = least + np.sqrt(chances * width * (likeliest - least))
            falling = most - np.sqrt((1.0 - chances) * width * (most - likeliest))
            return np.where(chances * width < likeliest - least, rising, falling)
        low, high = (np.log(self.low), np.log(self.high)) if self.shape == "lognormal" else (self.low, self.high)
        values = (low + high) / 2 + scores * ((high - low) / (2 * SIGMAS))
        return np.exp(values) if self.shape == "lognormal" else values

    @property
    def mean(self) -> float:
        """Expected value."""
        if self.shape == "triangular":
            return sum(self._corners()) / 3
        if self.shape == "lognormal":
            low, high = float(np.log(self.low)), float(np.log(self.high))
            return float(np.exp((low + high) / 2 + ((high - low) / (2 * SIGMAS)) ** 2 / 2))
        return (self.low + self.high) / 2

    def _corners(self) -> tuple[float, float, float]:
        """Least, likeliest and greatest value of the triangle that has 2.5 % of its area beyond either end.

        With the share t of its width left of the likeliest value, the ends lie t - sqrt(0.025 t) and
        1 - t - sqrt(0.025 (1 - t)) of the width from it; t is what makes their ratio right.
        """
        middle = self.low if self.middle is None else self.middle
        left, right = middle - self.low, self.high - middle

        def reach(share: float) -> float:
            return share - float(np.sqrt(_TAIL * share))

        below, above = _TAIL, 1.0 - _TAIL
        for _ in range(_HALVINGS):
            share = (below + above) / 2
            below, above = (share, above) if left * reach(1.0 - share) > right * reach(share) else (below, share)
        width = (left + right) / (reach(share) + reach(1.0 - share))
        return middle - share * width, middle, middle + (1.0 - share) * width
