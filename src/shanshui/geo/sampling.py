"""Points spread evenly over the ground: samples by the local pivotal method, points along lines, and how even they are.

The local pivotal method (Grafström, Lundström and Schelin 2012, second variant) lets two neighbours decide at a time
which of them takes the other's chance of being drawn. Every cell keeps exactly the probability that it was given, the
sample has exactly the size that they add up to, and cells near one another are hardly ever drawn together.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_SURE = 1e-9
"""How near to 0 or 1 a probability counts as decided."""


def inclusion(sizes: Floats, count: int) -> Floats:
    """Probabilities of being drawn, in proportion to sizes, that add up to a whole number of draws.

    Parameters
    ----------
    sizes : array of float, shape (n,)
        Not negative; all alike for equal probabilities.
    count : int
        Draws, from 0 to the number of sizes above 0.

    Returns
    -------
    array of float, shape (n,)
        At most 1: what is larger than its share is drawn for sure, and the others share the rest.

    Raises
    ------
    ValueError
        Where more are to be drawn than there are, or a size is negative.

    Examples
    --------
    >>> inclusion(np.array([1.0, 1.0, 6.0]), 2)
    array([0.5, 0.5, 1. ])
    """
    if (sizes < 0).any():
        raise ValueError("sizes must not be negative")
    if not 0 <= count <= int((sizes > 0).sum()):
        raise ValueError(f"{count} cannot be drawn of {int((sizes > 0).sum())}")
    chances = np.zeros(len(sizes))
    sure = np.zeros(len(sizes), dtype=bool)
    while count:
        rest = np.where(sure, 0.0, sizes)
        left = count - int(sure.sum())
        chances = np.where(sure, 1.0, rest * left / rest.sum() if left else 0.0)
        over = (chances >= 1) & ~sure
        if not over.any():
            break
        sure |= over
    return chances


def pivotal(chances: Floats, places: Floats, seed: int) -> Indices:
    """A sample that is spread over the ground, each cell with its own probability.

    Parameters
    ----------
    chances : array of float, shape (n,)
        Probability of each cell, 0 to 1; their sum is the size of the sample, one more or less by lot where it is no
        whole number.
    places : array of float, shape (n, 2)
        Where the cells lie [m].
    seed : int
        Of the lots.

    Returns
    -------
    array of int, shape (size,)
        Numbers of the cells drawn, ascending.

    Notes
    -----
    Takes time in the square of the number of cells that are neither sure nor out: thin larger frames first
    (:func:`thinned`), which keeps the probabilities.
    """
    lots = np.random.default_rng(seed)
    chance = np.clip(np.asarray(chances, dtype=float), 0.0, 1.0)
    open_cells = np.flatnonzero((chance > _SURE) & (chance < 1 - _SURE))
    x, y = places[:, 0], places[:, 1]
    while len(open_cells) > 1:
        at = int(lots.integers(len(open_cells)))
        one = open_cells[at]
        distance = (x[open_cells] - x[one]) ** 2 + (y[open_cells] - y[one]) ** 2
        distance[at] = np.inf
        near = np.flatnonzero(distance == distance.min())
        other = open_cells[int(near[lots.integers(len(near))])]
        chance[one], chance[other] = _duel(chance[one], chance[other], float(lots.random()))
        open_cells = open_cells[(chance[open_cells] > _SURE) & (chance[open_cells] < 1 - _SURE)]
    if len(open_cells):
        chance[open_cells] = lots.random() < chance[open_cells]
    return np.flatnonzero(chance > 0.5)


def _duel(one: float, other: float, lot: float) -> tuple[float, float]:
    """Two chances after one of them has been decided as far as both together allow; their sum and means stay."""
    both = one + other
    if both < 1:
        return (0.0, both) if lot < other / both else (both, 0.0)
    return (1.0, both - 1) if lot < (1 - other) / (2 - both) else (both - 1, 1.0)


def thinned(count: int, most: int, seed: int) -> Indices:
    """Every k-th of an ordered frame from a random start, so that no more than ``most`` are left.

    Parameters
    ----------
    count : int
        Cells of the frame.
    most : int
        How many may be left.
    seed : int
        Of the start.

    Returns
    -------
    array of int
        Each cell is in it with the same probability, 1/k.
    """
    step = -(-count // most)
    start = int(np.random.default_rng(seed).integers(step)) if step > 1 else 0
    return np.arange(start, count, max(step, 1))


def along(lines: BaseGeometry, count: int, seed: int) -> tuple[shapely.Point, ...]:
    """Points at equal distances along lines, from a random start: every stretch has the same probability.

    Parameters
    ----------
    lines : shapely geometry
        Lines, one after the other as they are given.
    count : int
        Points.
    seed : int
        Of the start.

    Returns
    -------
    tuple of Point
        None where the lines have no length.
    """
    parts = [part for part in shapely.get_parts(lines) if part.length > 0]
    ends = np.cumsum([part.length for part in parts])
    if not len(ends) or count < 1:
        return ()
    step = float(ends[-1]) / count
    marks = (float(np.random.default_rng(seed).random()) + np.arange(count)) * step
    found = []
    for mark in marks:
        number = min(int(np.searchsorted(ends, mark, side="right")), len(parts) - 1)
        before = float(ends[number - 1]) if number else 0.0
        found.append(parts[number].interpolate(float(mark) - before))
    return tuple(found)


def unevenness(chances: Floats, places: Floats, drawn: Indices) -> float:
    """How unevenly a sample is spread (Stevens and Olsen 2004): 0 where each point speaks for just one draw.

    Parameters
    ----------
    chances : array of float, shape (n,)
        Probability of each cell.
    places : array of float, shape (n, 2)
        Where the cells lie [m].
    drawn : array of int
        Numbers of the cells drawn; at least one.

    Returns
    -------
    float
        Variance of the probabilities that lie nearest to each point, about 1.
    """
    distance = ((places[:, None, :] - places[None, drawn, :]) ** 2).sum(axis=2)
    nearest = distance <= distance.min(axis=1, keepdims=True)
    shares = nearest / nearest.sum(axis=1, keepdims=True)
    held = (shares * chances[:, None]).sum(axis=0)
    return float(((held - 1) ** 2).mean())
