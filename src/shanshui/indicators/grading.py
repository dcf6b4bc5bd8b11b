"""Values into grades: intervals that follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray


def graded(
    values: NDArray[np.floating],
    limits: Sequence[float],
    numbers: Sequence[int],
    closed: Literal["left", "right"] = "left",
) -> NDArray[np.int32]:
    """Grade of each value.

    Parameters
    ----------
    values : float array, any shape
        NaN = no data.
    limits : sequence of float
        Upper ends of all intervals but the last, ascending.
    numbers : sequence of int
        Grade of each interval, above 0, from the lowest values to the highest; one more than the limits.
    closed : {"left", "right"}
        Whether a limit belongs to the interval that begins with it, or to the one that ends there.

    Returns
    -------
    int32 array, same shape
        0 = no data.

    Raises
    ------
    ValueError
        Where the limits do not ascend, or the grades are not one more than them.

    References
    ----------
    HJ 1172-2021 7; HJ 1174-2021 appendix A: left-closed, where the text leaves it open by our choice.

    Examples
    --------
    >>> graded(np.array([0.1, 0.3, 0.8, np.nan]), (0.3, 0.6), (3, 2, 1)).tolist()
    [3, 2, 1, 0]
    """
    ends = np.asarray(limits, dtype=np.float64)
    if (np.diff(ends) <= 0).any():
        raise ValueError(f"limits {list(limits)} do not ascend; give each end once, from the lowest")
    if len(numbers) != ends.size + 1:
        raise ValueError(f"{len(numbers)} grades for {ends.size} limits; give one more than limits")
    table = np.array([0, *numbers], dtype=np.int32)
    known = ~np.isnan(values)
    place = np.searchsorted(ends, values, side="right" if closed == "left" else "left") + 1
    found: NDArray[np.int32] = table[np.where(known, place, 0)]
    return found


def merged(*grades: NDArray[np.int32], worst: bool = True) -> NDArray[np.int32]:
    """The highest (or lowest) of several grades in each cell; what is not known of one is left to the others.

    Parameters
    ----------
    grades : int32 arrays of one shape
        0 = no data.
    worst : bool
        Whether the highest number counts, else the lowest.

    Returns
    -------
    int32 array, same shape
        0 where none is known.

    Examples
    --------
    >>> merged(np.array([1, 0, 3], np.int32), np.array([2, 0, 0], np.int32)).tolist()
    [2, 0, 3]
    """
    if worst:
        most: NDArray[np.int32] = np.max(np.stack(grades), axis=0).astype(np.int32)
        return most
    top = np.iinfo(np.int32).max
    least = np.min(np.stack([np.where(one > 0, one, top) for one in grades]), axis=0)
    return np.where(least == top, 0, least).astype(np.int32)
