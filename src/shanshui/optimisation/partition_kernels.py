"""Loops of the partition in machine code: least cuts, growing, annealing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.compiled import compiled

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled
def cheap_bounds(
    reduced: Numbers, shift: Numbers, prizes: Numbers, areas: Numbers, sizes: Numbers, out: Numbers
) -> None:
    """Least that a part of each typical catchment can cost, by the flow it has so far.

    Parameters
    ----------
    reduced : array, shape (n, n)
        Cost of ``i`` in a part of ``j`` plus what the flow of ``j`` takes out of ``i``.
    shift : array, shape (n,)
        Constant of each ``j``.
    prizes : array, shape (n,)
        What each catchment pays to whoever takes it.
    areas, sizes : array, shape (n,)
        Area of each catchment, and what a part of ``j`` pays for it.
    out : array, shape (n,)
        Filled.
    """
    n = len(prizes)
    for j in range(n):
        total = shift[j]
        for i in range(n):
            worth = reduced[j, i] - prizes[i] + sizes[j] * areas[i]
            if worth < 0.0 or i == j:
                total += worth
        out[j] = total


@compiled
def least_cuts(
    which: Whole,
    costs: Numbers,
    reduced: Numbers,
    prizes: Numbers,
    areas: Numbers,
    sizes: Numbers,
    starts: Whole,
    others: Whole,
    joins: Whole,
    halves: Numbers,
    flows: Numbers,
    chosen: Any,
    out: Numbers,
) -> None:
    """The cheapest part of each of some typical catchments, connected or not.

    For typical catchment ``j`` it is the set around ``j`` with the least sum of costs less prizes plus half the tolls
    of its borders: a least cut, found by augmenting the flow that an earlier call has left.

    Parameters
    ----------
    which : array of int
        Typical catchments.
    costs, reduced, prizes, areas, sizes
        As in :func:`cheap_bounds`; ``reduced`` is renewed.
    starts, others, joins : arrays of int
        Neighbours by catchment.
    halves : array, shape (m,)
        Half of the toll of each pair.
    flows : array, shape (n, m)
        Flow of each ``j`` over each pair, from the lower to the higher number; renewed.
    chosen : array of bool, shape (len(which), n)
        Filled with the members.
    out : array, shape (len(which),)
        Filled with the cost, without the constant of ``j``.
    """
    n = len(prizes)
    tiny = 1e-13
    rest = np.empty(n)
    level = np.empty(n, np.int64)
    queue = np.empty(n, np.int64)
    at = np.empty(n, np.int64)
    path = np.empty(n, np.int64)
    arcs = np.empty(n, np.int64)
    for k in range(len(which)):
        j = which[k]
        flow = flows[j]
        for i in range(n):
            rest[i] = reduced[j, i] - prizes[i] + sizes[j] * areas[i]
        while True:
            # levels from all that have something to give
            head, tail = 0, 0
            for i in range(n):
                if i == j or rest[i] < -tiny:
                    level[i] = 0
                    queue[tail] = i
                    tail += 1
                else:
                    level[i] = -1
            reached = False
            while head < tail:
                i = queue[head]
                head += 1
                for arc in range(starts[i], starts[i + 1]):
                    o = others[arc]
                    e = joins[arc]
                    room = halves[e] - flow[e] if i < o else halves[e] + flow[e]
                    if level[o] < 0 and room > tiny:
                        level[o] = level[i] + 1
                        queue[tail] = o
                        tail += 1
                        if rest[o] > tiny:
                            reached = True
            if not reached:
                break
            for i in range(n):
                at[i] = starts[i]
            for first in range(n):
                if level[first] != 0:
                    continue
                while first == j or rest[first] < -tiny:
                    # walk down the levels to somebody who takes
                    depth = 0
                    path[0] = first
                    found = False
                    while True:
                        i = path[depth]
                        if depth > 0 and rest[i] > tiny:
                            found = True
                            break
                        ahead = False
                        while at[i] < starts[i + 1]:
                            arc = at[i]
                            o = others[arc]
                            e = joins[arc]
                            room = halves[e] - flow[e] if i < o else halves[e] + flow[e]
                            if level[o] == level[i] + 1 and room > tiny:
                                ahead = True
                                break
                            at[i] += 1
                        if ahead:
                            arcs[depth] = at[i]
                            depth += 1
                            path[depth] = others[at[i]]
                        else:
                            if depth == 0:
                                break
                            depth -= 1
                            at[path[depth]] += 1
                    if not found:
                        break
                    amount = rest[path[depth]]
                    if first != j and -rest[first] < amount:
                        amount = -rest[first]
                    for d in range(depth):
                        e = joins[arcs[d]]
                        room = halves[e] - flow[e] if path[d] < path[d + 1] else halves[e] + flow[e]
                        if room < amount:
                            amount = room
                    for d in range(depth):
                        e = joins[arcs[d]]
                        if path[d] < path[d + 1]:
                            flow[e] += amount
                        else:
                            flow[e] -= amount
                    rest[first] += amount
                    rest[path[depth]] -= amount
        total = 0.0
        for i in range(n):
            chosen[k, i] = level[i] >= 0
            if rest[i] < 0.0 or i == j:
                total += rest[i]
            reduced[j, i] = costs[j, i]
        for i in range(n):
            for arc in range(starts[i], starts[i + 1]):
                if i < others[arc]:
                    reduced[j, i] += flow[joins[arc]]
                    reduced[j, others[arc]] -= flow[joins[arc]]
        out[k] = total
