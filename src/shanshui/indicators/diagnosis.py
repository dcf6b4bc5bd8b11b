"""Grades put together, and how steady a grade is when its inputs and limits are shaken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

_HALF_WIDTH = 1.959963984540054
"""Half the width of an interval of 95 % in standard deviations."""


def grade_of(value: ArrayLike, limits: ArrayLike, numbers: Sequence[int]) -> NDArray[np.int32]:
    """Grade of values by limits that may differ from value to value.

    Parameters
    ----------
    value : array of float, shape (...)
        NaN = no data.
    limits : array of float, shape (..., limits)
        Upper ends of all intervals but the last, ascending; a value that equals an end belongs to the next interval.
    numbers : sequence of int
        Grade of each interval, from the lowest values to the highest; one more than the limits.

    Returns
    -------
    int array, shape (...)
        0 for NaN.

    Raises
    ------
    ValueError
        Where grades are not one more than limits.

    Examples
    --------
    >>> grade_of([0.95, 0.9, 0.2], [0.3, 0.6, 0.75, 0.9], (5, 4, 3, 2, 1)).tolist()
    [1, 1, 5]
    """
    values, ends = np.asarray(value, dtype=np.float64), np.asarray(limits, dtype=np.float64)
    if ends.ndim == 0 or len(numbers) != ends.shape[-1] + 1:
        raise ValueError(f"{len(numbers)} grades for limits of shape {ends.shape}; give one more than limits")
    place = (values[..., None] >= ends).sum(axis=-1)
    found: NDArray[np.int32] = np.where(np.isnan(values), 0, np.array(numbers)[place]).astype(np.int32)
    return found


def combined(grades: ArrayLike, weights: ArrayLike) -> NDArray[np.int32]:
    """Weighted mean of grades, rounded half up.

    Parameters
    ----------
    grades : array of int, shape (..., parts)
        Grades from 1; 0 = unknown, which is left out with its weight.
    weights : array of float, shape (parts,) or (..., parts)
        None negative.

    Returns
    -------
    int array, shape (...)
        0 where no part is known, or those known weigh nothing.

    Raises
    ------
    ValueError
        Where a weight is negative.

    Examples
    --------
    >>> combined([[1, 4, 0], [0, 0, 0]], [1, 1, 2]).tolist()
    [3, 0]
    """
    parts, weight = np.asarray(grades), np.asarray(weights, dtype=np.float64)
    if (weight < 0).any():
        raise ValueError("a weight is negative; give weights from 0")
    known = np.where(parts > 0, weight, 0.0)
    total = known.sum(axis=-1)
    mean = (parts * known).sum(axis=-1) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, np.floor(np.round(mean, 9) + 0.5), 0).astype(np.int32)


def mean_grade(areas: ArrayLike, numbers: ArrayLike) -> float:
    """Mean grade of ground by the area of each grade.

    Parameters
    ----------
    areas : array of float, shape (grades,)
        In any unit, none negative.
    numbers : array of float, shape (grades,)
        Grade of each.

    Returns
    -------
    float
        NaN where there is no area.

    Examples
    --------
    >>> mean_grade([3.0, 1.0], [2, 3])
    2.25
    """
    parts = np.asarray(areas, dtype=np.float64)
    total = parts.sum()
    return float((parts * np.asarray(numbers)).sum() / total) if total > 0 else float("nan")


def half_up(value: float) -> int:
    """The nearest whole grade; 0 for NaN.

    Examples
    --------
    >>> half_up(2.5), half_up(float("nan"))
    (3, 0)
    """
    return 0 if np.isnan(value) else int(np.floor(round(value, 9) + 0.5))


def shaken(
    value: float, interval: tuple[float, float] | None, spread: float, runs: int, chance: np.random.Generator
) -> NDArray[np.float64]:
    """Values as they might be: normal about a value, as wide as its interval, else as a share of it.

    Parameters
    ----------
    value : float
        As it was found, from 0; NaN stays.
    interval : tuple of float or None
        Holds the true value with a probability of 95 %.
    spread : float
        Standard deviation as a share of the value where there is no interval, from 0.
    runs : int
        How many.
    chance : Generator
        Seeded by whoever calls.

    Returns
    -------
    float array, shape (runs,)
        None below 0.
    """
    width = (interval[1] - interval[0]) / 2 / _HALF_WIDTH if interval else value * spread
    return np.maximum(value + width * chance.standard_normal(runs), 0.0)


def shaken_limits(
    limits: Sequence[float], spread: float, runs: int, chance: np.random.Generator
) -> NDArray[np.float64]:
    """Limits as others might have drawn them: all of one scale stretched alike, so that they stay in order.

    Returns
    -------
    float array, shape (runs, limits)
    """
    stretch = np.maximum(1 + spread * chance.standard_normal(runs), 0.0)
    return np.asarray(limits, dtype=np.float64)[None, :] * stretch[:, None]


def steadiness(runs: NDArray[np.integer], found: int) -> float:
    """Share of runs that come to the grade that was found.

    Examples
    --------
    >>> steadiness(np.array([2, 2, 3, 2]), 2)
    0.75
    """
    return float((runs == found).mean())
