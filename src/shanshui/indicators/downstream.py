"""Who lies below whom along the water, and a compensation between them that adds up (5.4.5.2).

Catchments drain into one another as a forest: ``downstream`` names for each the next one, -1 where water leaves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def passed_shares(downstream: ArrayLike, owners: ArrayLike, weights: ArrayLike, count: int) -> Floats:
    """Through whose ground the water of each owner flows.

    Parameters
    ----------
    downstream : int array, shape (n,)
        The catchment that each drains into; -1 where water leaves.
    owners : int array, shape (n,)
        Whose each catchment is, from 0 to ``count`` less 1; -1 for nobody's.
    weights : float array, shape (n,)
        How much each counts as a source, for instance its area [any unit].
    count : int
        Owners.

    Returns
    -------
    float array, shape (count, count)
        Row i, column j: of the catchments that the water of i passes, from the one where it rises until it leaves, the
        share that is j's; those of nobody are not counted. A row adds up to 1, or to 0 where i has no catchment.

    Examples
    --------
    >>> passed_shares([1, 2, -1], [0, 1, 1], [1.0, 1.0, 1.0], 2).round(3).tolist()
    [[0.333, 0.667], [0.0, 1.0]]
    """
    below, whose = np.asarray(downstream, dtype=np.intp), np.asarray(owners, dtype=np.intp)
    passed = np.zeros((below.size, count))  # catchments of each owner on the way down
    for number in reversed(from_above(below)):
        if below[number] >= 0:
            passed[number] = passed[below[number]]
        if whose[number] >= 0:
            passed[number, whose[number]] += 1.0
    own = np.flatnonzero(whose >= 0)
    sums = passed[own].sum(axis=1, keepdims=True)
    ways = np.divide(passed[own], sums, out=np.zeros_like(passed[own]), where=sums > 0)
    shares = np.zeros((count, count))
    np.add.at(shares, whose[own], ways * np.asarray(weights, dtype=np.float64)[own, None])
    total = shares.sum(axis=1, keepdims=True)
    found: Floats = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
    return found


def from_above(downstream: NDArray[np.intp]) -> list[int]:
    """Catchments, each before the one that it drains into; those of a circle are not in it.

    Examples
    --------
    >>> from_above(np.array([2, -1, 1]))
    [0, 2, 1]
    """
    feeding = np.bincount(downstream[downstream >= 0], minlength=downstream.size)
    ready = [int(n) for n in np.flatnonzero(feeding == 0)]
    for number in ready:
        below = int(downstream[number])
        if below >= 0:
            feeding[below] -= 1
            if not feeding[below]:
                ready.append(below)
    return ready


def transfers(amounts: ArrayLike, shares: ArrayLike) -> Floats:
    """Who pays whom.

    Parameters
    ----------
    amounts : float array, shape (n,)
        What each has done for all that its water passes, itself included [yuan].
    shares : float array, shape (n, n)
        Of :func:`passed_shares`.

    Returns
    -------
    float array, shape (n, n)
        Row i, column j: what j pays to i, nothing to itself. What is paid is what is received.

    Examples
    --------
    >>> transfers([10.0, 4.0], [[0.2, 0.8], [0.0, 1.0]]).tolist()
    [[0.0, 8.0], [0.0, 0.0]]
    """
    found: Floats = np.asarray(amounts, dtype=np.float64)[:, None] * np.asarray(shares, dtype=np.float64)
    np.fill_diagonal(found, 0.0)
    return found
