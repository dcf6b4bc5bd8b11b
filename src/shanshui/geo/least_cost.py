"""Ways of least cost between places on a surface of resistance, between those places that are neighbours.

All places spread at once over the surface: every cell falls to the place from which it is reached at the least cost.
Where the ground of two places meets, the cheapest way between them that keeps to their own ground crosses their
common border at the pair of cells at which the costs from both sides add up to the least. The shortest tree that joins
all places is made of such ways alone, so that no other pair need be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

_STEPS = ((0, 1), (1, -1), (1, 0), (1, 1))
"""Half of the eight neighbours, down and across; the others look back."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of least cost between two neighbours.

    Parameters
    ----------
    start, end : int
        The two places, the lower number first.
    cost : float
        Resistance times length [m], from the edge of the one to the edge of the other.
    rows, cols : int array, shape (cells,)
        Its cells, from a cell of the one place to a cell of the other.
    """

    start: int
    end: int
    cost: float
    rows: Numbers
    cols: Numbers


def least_cost_ways(resistance: Floats, places: NDArray[np.integer], cell: float) -> tuple[Way, ...]:
    """Ways of least cost between neighbouring places.

    Parameters
    ----------
    resistance : float array, shape (rows, cols)
        Cost of one metre in each cell, above 0; NaN where there is no way through.
    places : int array, same shape
        Number of the place that a cell belongs to, from 1; 0 for none. A place may lie in several parts.
    cell : float
        Side of a cell [m].

    Returns
    -------
    tuple of Way
        One for each two places whose ground meets, by the numbers of the places. A step to one of the eight
        neighbours costs its length times the mean resistance of both cells; within a place there is no cost.

    Raises
    ------
    ValueError
        Where a resistance is not above 0.
    """
    passable = ~np.isnan(resistance)
    if (resistance[passable] <= 0).any():
        raise ValueError("a resistance is not above 0; a step must cost something")
    origins = places[passable].astype(np.intp)
    starts = np.flatnonzero(origins)
    if np.unique(origins[starts]).size < 2:
        return ()
    first, second, weight = _steps(resistance, passable, cell)
    size = origins.size
    graph = csr_array((weight, (first, second)), shape=(size, size))
    cost, before, reached = dijkstra(graph, directed=False, indices=starts, return_predecessors=True, min_only=True)
    owner = np.where(reached >= 0, origins[np.maximum(reached, 0)], 0)
    rows, cols = np.nonzero(passable)
    ways = []
    for n in _crossings(first, second, weight, cost, owner):
        u, v = int(first[n]), int(second[n])
        if owner[u] > owner[v]:
            u, v = v, u
        cells = np.array([*reversed(_back(before, u)), *_back(before, v)], dtype=np.intp)
        whole = float(cost[u] + weight[n] + cost[v])
        ways.append(Way(int(owner[u]), int(owner[v]), whole, rows[cells], cols[cells]))
    return tuple(ways)


def _steps(resistance: Floats, passable: NDArray[np.bool_], cell: float) -> tuple[Numbers, Numbers, Floats]:
    """Both cells of every step between passable neighbours, each step once, and what it costs."""
    number = np.full(passable.shape, -1, dtype=np.intp)
    number[passable] = np.arange(int(passable.sum()))
    firsts, seconds, weights = [], [], []
    height, width = passable.shape
    for down, across in _STEPS:
        here = (slice(0, height - down), slice(max(0, -across), width - max(0, across)))
        there = (slice(down, height), slice(max(0, across), width + min(0, across)))
        both = passable[here] & passable[there]
        firsts.append(number[here][both])
        seconds.append(number[there][both])
        weights.append((resistance[here][both] + resistance[there][both]) * (cell * np.hypot(down, across) / 2))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(weights)


def _crossings(first: Numbers, second: Numbers, weight: Floats, cost: Floats, owner: Numbers) -> Numbers:
    """The cheapest step over the border of each two places, by their numbers; of equal ones the first."""
    over = np.flatnonzero((owner[first] != owner[second]) & (owner[first] > 0) & (owner[second] > 0))
    low, high = np.minimum(owner[first[over]], owner[second[over]]), np.maximum(owner[first[over]], owner[second[over]])
    whole = cost[first[over]] + weight[over] + cost[second[over]]
    order = np.lexsort((over, whole, high, low))
    low, high = low[order], high[order]
    new = np.ones(order.size, dtype=bool)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    found: Numbers = over[order[new]]
    return found


def _back(before: NDArray[np.integer], cell: int) -> list[int]:
    """Cells from one back to the place that it falls to."""
    way = [cell]
    while before[way[-1]] >= 0:
        way.append(int(before[way[-1]]))
    return way
