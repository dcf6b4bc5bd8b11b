"""Loops in machine code that make partitions: growing from typical catchments, and annealing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.compiled import compiled

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled
def grow(
    typical: Whole, costs: Numbers, areas: Numbers, starts: Whole, others: Whole, balanced: bool, labels: Whole
) -> None:
    """Let connected parts grow over what is nobody's; where some cannot be reached they stay -1.

    Parameters
    ----------
    typical : array of int, shape (parts,)
        Where parts begin, all different.
    costs : array, shape (n, n)
        Cost of ``i`` in a part of ``j``.
    areas : array, shape (n,)
        Of each catchment.
    starts, others : arrays of int
        Neighbours by catchment.
    balanced : bool
        Whether the smallest part takes next, or whichever regrets least.
    labels : array of int, shape (n,)
        Parts to begin with, connected and around their typical catchments, else -1; filled.
    """
    n, parts = len(areas), len(typical)
    regret = np.empty((parts, n))
    for i in range(n):
        least = np.inf
        for u in range(parts):
            least = min(least, costs[typical[u], i])
        for u in range(parts):
            regret[u, i] = (costs[typical[u], i] - least) / areas[i]
    touched = np.zeros((parts, n), np.bool_)
    taken = np.zeros(parts)
    free = n
    for i in range(n):
        if labels[i] >= 0:
            free -= 1
            taken[labels[i]] += areas[i]
            for arc in range(starts[i], starts[i + 1]):
                touched[labels[i], others[arc]] = True
    for _ in range(free):
        part, member, least, smallest = -1, -1, np.inf, np.inf
        for u in range(parts):
            if balanced and taken[u] > smallest:
                continue
            for i in range(n):
                if labels[i] < 0 and touched[u, i] and ((balanced and taken[u] < smallest) or regret[u, i] < least):
                    part, member, least = u, i, regret[u, i]
                    smallest = taken[u]
        if part < 0:
            return
        labels[member] = part
        taken[part] += areas[member]
        for arc in range(starts[member], starts[member + 1]):
            touched[part, others[arc]] = True


@compiled
def anneal(
    labels: Whole,
    parts: int,
    costs: Numbers,
    areas: Numbers,
    starts: Whole,
    others: Whole,
    joins: Whole,
    tolls: Numbers,
    least: float,
    most: float,
    penalty: float,
    hot: float,
    cold: float,
    sweeps: int,
    seed: int,
    best: Whole,
) -> float:
    """Moves of single catchments to a neighbouring part, worse ones with a chance that falls; parts stay connected.

    Parameters
    ----------
    labels : array of int, shape (n,)
        Part of each catchment, 0 to ``parts - 1``, every part connected; changed.
    parts : int
        How many.
    costs, areas, starts, others, joins, tolls
        Of the graph.
    least, most, penalty : float
        Limits of area, and what a unit of area beyond them costs.
    hot, cold : float
        First and last temperature, in the measure of the objective; below 1e-15 only betterments.
    sweeps : int
        Times that as many moves are tried as there are catchments.
    seed : int
        Of the dice.
    best : array of int, shape (n,)
        Filled with the best lawful labels met; left alone where none were.

    Returns
    -------
    float
        Worth of ``best``; infinite where none was lawful.
    """
    n = len(areas)
    np.random.seed(seed)
    sums = np.zeros((parts, n))
    area = np.zeros(parts)
    count = np.zeros(parts, np.int64)
    for i in range(n):
        u = labels[i]
        area[u] += areas[i]
        count[u] += 1
        for j in range(n):
            sums[u, j] += costs[j, i]
    middle = np.zeros(parts, np.int64)
    stamp = np.zeros(n, np.int64)
    queue = np.empty(n, np.int64)
    mark = 0
    found = np.inf
    slack = 1e-9 * (area.sum() / n)
    for sweep in range(sweeps + 1):
        # typical catchments anew, and the worth of where we stand
        worth = 0.0
        for u in range(parts):
            lowest = np.inf
            for j in range(n):
                if labels[j] == u and sums[u, j] < lowest:
                    lowest = sums[u, j]
                    middle[u] = j
            worth += lowest
        for i in range(n):
            for arc in range(starts[i], starts[i + 1]):
                if i < others[arc] and labels[i] != labels[others[arc]]:
                    worth += tolls[joins[arc]]
        lawful = True
        for u in range(parts):
            lawful = lawful and least - slack <= area[u] <= most + slack
        if lawful and worth < found - 1e-12:
            found = worth
            best[:] = labels
        if sweep == sweeps:
            break
        heat = hot * (cold / hot) ** (sweep / max(sweeps - 1, 1)) if hot > 1e-15 else 0.0
        changes = 0
        for _ in range(n):
            i = np.random.randint(n)
            u = labels[i]
            degree = starts[i + 1] - starts[i]
            if degree == 0 or count[u] == 1 or middle[u] == i:
                continue
            v = labels[others[starts[i] + np.random.randint(degree)]]
            if v == u:
                continue
            change = costs[middle[v], i] - costs[middle[u], i]
            same = 0
            first = -1
            for arc in range(starts[i], starts[i + 1]):
                other = labels[others[arc]]
                if other == u:
                    change += tolls[joins[arc]]
                    same += 1
                    first = others[arc]
                elif other == v:
                    change -= tolls[joins[arc]]
            a = areas[i]
            before = max(area[u] - most, 0.0) + max(least - area[u], 0.0)
            before += max(area[v] - most, 0.0) + max(least - area[v], 0.0)
            after = max(area[u] - a - most, 0.0) + max(least - area[u] + a, 0.0)
            after += max(area[v] + a - most, 0.0) + max(least - area[v] - a, 0.0)
            change += penalty * (after - before)
            if change > -1e-12 and (heat == 0.0 or np.random.random() >= np.exp(-change / heat)):
                continue
            if same > 1:
                # the neighbours that stay must reach one another without i
                mark += 1
                stamp[i] = mark
                stamp[first] = mark
                queue[0] = first
                head, tail, met = 0, 1, 1
                while head < tail and met < same:
                    at = queue[head]
                    head += 1
                    for arc in range(starts[at], starts[at + 1]):
                        o = others[arc]
                        if labels[o] == u and stamp[o] != mark:
                            stamp[o] = mark
                            queue[tail] = o
                            tail += 1
                            for back in range(starts[i], starts[i + 1]):
                                if others[back] == o:
                                    met += 1
                                    break
                if met < same:
                    continue
            labels[i] = v
            area[u] -= a
            area[v] += a
            count[u] -= 1
            count[v] += 1
            for j in range(n):
                sums[u, j] -= costs[j, i]
                sums[v, j] += costs[j, i]
            changes += 1
        if heat == 0.0 and changes == 0 and lawful and worth >= found:
            break
    return found
