"""What many draws of uncertain inputs make of a result: percentiles, chances, shares of the spread (clause 5.4.5.3 a).

Draws are seeded (PCG64): the same seed gives the same draws to the bit. Inputs that move together share one score of
chance, as far as their correlation goes; all others are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.indicators.uncertainty import Uncertain

Numbers = NDArray[np.float64]
PERCENTILES = (2.5, 5.0, 50.0, 95.0, 97.5)
_LIKE = 0.01
"""Share of its width by which the middle of an interval may miss a value and still count as it."""


def spread_around(value: float, low: float, high: float) -> Uncertain | float:
    """How a value with an interval of 95 % is spread.

    Parameters
    ----------
    value : float
        The likeliest one.
    low, high : float
        Ends; the value itself where they do not hold it between them.

    Returns
    -------
    Uncertain or float
        Normal where the value is the middle of its interval, lognormal where it is the geometric middle, else
        triangular; the value where the interval is a point.

    Examples
    --------
    >>> spread_around(10, 8, 12).shape, spread_around(10, 5, 20).shape, spread_around(10, 9, 20).shape
    ('normal', 'lognormal', 'triangular')
    """
    if not low <= value <= high or low == high:
        return value
    if abs((low + high) / 2 - value) <= _LIKE * (high - low):
        return Uncertain(low, high)
    if low > 0 and abs(np.log(low * high) / 2 - np.log(value)) <= _LIKE * np.log(high / low):
        return Uncertain(low, high, "lognormal")
    return Uncertain(low, high, "triangular", value)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the draws came to.

    Parameters
    ----------
    results : array, shape (draws,)
        In the unit of the result.
    percentiles : tuple of float
        At :data:`PERCENTILES`.
    mean : float
        Of the results.
    probability : float
        Share of the draws that are not below 0.
    """

    results: Numbers
    percentiles: tuple[float, ...]
    mean: float
    probability: float


def drawn(
    inputs: Sequence[Uncertain | float],
    draws: int,
    seed: int,
    together: Sequence[bool] = (),
    correlation: float = 0.0,
) -> Numbers:
    """Draw all inputs.

    Parameters
    ----------
    inputs : sequence of Uncertain or float
        What is drawn, and what is exact.
    draws, seed : int
        How many; of the dice.
    together : sequence of bool, optional
        Which inputs move together; none where absent.
    correlation : float
        Of the scores of any two of them, from 0 to 1.

    Returns
    -------
    array, shape (inputs, draws)
        In the units of the inputs.

    Raises
    ------
    ValueError
        Where the correlation is none.
    """
    if not 0.0 <= correlation <= 1.0:
        raise ValueError(f"a correlation of {correlation} is none that all inputs can share; give one from 0 to 1")
    dice = np.random.Generator(np.random.PCG64(seed))
    shared = dice.standard_normal(draws)
    found = np.empty((len(inputs), draws))
    for row, one in enumerate(inputs):
        own = dice.standard_normal(draws)
        if not isinstance(one, Uncertain):
            found[row] = one
            continue
        moved = correlation if together and together[row] else 0.0
        found[row] = one.at(np.sqrt(moved) * shared + np.sqrt(1.0 - moved) * own)
    return found


def simulated(results: Numbers) -> Simulation:
    """Percentiles, mean and chance of not being below 0."""
    ends = np.percentile(results, PERCENTILES)
    return Simulation(results, tuple(map(float, ends)), float(results.mean()), float((results >= 0).mean()))


def explained(factors: Sequence[Numbers], results: Numbers) -> tuple[float, ...]:
    """Share of the spread of the results that each factor explains.

    Parameters
    ----------
    factors : sequence of arrays, each of shape (draws,)
        Drawn; one that does not vary explains nothing.
    results : array, shape (draws,)
        What they came to.

    Returns
    -------
    tuple of float
        Squared rank correlations over their sum; all 0 where nothing varies. What is left to factors together, and
        what factors that move together explain twice, is shared out alike.
    """
    ranks = _ranks(results)
    squares = np.array([_correlation(_ranks(factor), ranks) ** 2 for factor in factors])
    total = float(squares.sum())
    return tuple(float(square) / total if total else 0.0 for square in squares)


def _ranks(values: Numbers) -> Numbers:
    if values[0] == values[-1] and (values == values[0]).all():
        return np.zeros_like(values)
    found = np.empty(values.size)
    found[np.argsort(values, kind="stable")] = np.arange(values.size) - (values.size - 1) / 2
    return found


def _correlation(one: Numbers, other: Numbers) -> float:
    size = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / size if size else 0.0
