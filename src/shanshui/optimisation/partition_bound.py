"""A bound that no partition can fall below, by Lagrange's prices on being taken.

Every catchment pays a price to the part that takes it, so that parts need not know of one another. The cheapest part
around a typical catchment is then a least cut; the prices, and the cheapest parts around as many typical catchments
as there are to be parts, together cost no more than any partition. Prices rise where nobody takes, and fall where
several do. Limits of size enter each part's cut by a price on area; that parts be connected is left out, which only
lowers the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.optimisation.partition_graph import Graph, Labels, Limits, Numbers
from shanshui.optimisation.partition_kernels import cheap_bounds, least_cuts

_PATIENCE = 25
"""Rounds without a better bound after which steps become shorter."""
_SHRINK = 0.7
_SHORTEST = 1e-4
_LINES = 6
"""Trials for the price on area of one part in one round; the next round goes on from there."""
_CUTS = 5
"""Parts that are cut in one round at most, for each that there are to be: what the others cost is told by old flows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The cheapest parts of one round.

    Parameters
    ----------
    bound : float
        What no partition can cost less than.
    typical : array of int, shape (parts,)
        Around which catchments they lie.
    members : array of float, shape (parts, n)
        1 where the part takes a catchment, less where it is divided in mind between a larger and a smaller set.
    """

    bound: float
    typical: Labels
    members: Numbers


class Prices:
    """Prices and flows in the making, for one number of parts.

    Parameters
    ----------
    graph : Graph
        Catchments and borders.
    parts : int
        How many parts.
    limits : Limits
        Of their area.
    """

    def __init__(self, graph: Graph, parts: int, limits: Limits) -> None:
        n = len(graph)
        self._graph, self._parts = graph, parts
        self._areas = graph.areas / graph.area
        self._least, self._most = limits.least / graph.area, min(limits.most / graph.area, 1.0)
        self._halves = graph.tolls / 2.0
        self._reduced = graph.costs.copy()
        self._flows = np.zeros((n, len(graph.pairs)))
        self._sizes = np.zeros(n)
        near = min(n - 1, max(1, n // (2 * parts)))
        self.prices: Numbers = np.partition(graph.costs, near, axis=0)[near].copy()
        self.bound = -np.inf
        self._best, self._way = self.prices.copy(), np.zeros(n)
        self._step, self._idle = 1.0, 0

    @property
    def done(self) -> bool:
        """Whether steps have become too short to gain by."""
        return self._step < _SHORTEST

    def round(self, ceiling: float) -> Taken:
        """One round: the cheapest parts at the present prices, and better prices for the next.

        Parameters
        ----------
        ceiling : float
            Worth of the best partition known, which the bound cannot pass.
        """
        taken = self._cheapest()
        missing = 1.0 - taken.members.sum(axis=0)
        if taken.bound > self.bound + 1e-7 * abs(self.bound):
            self._idle, self._best = 0, self.prices.copy()
        else:
            self._idle += 1
        self.bound = max(self.bound, taken.bound)
        if self._idle >= _PATIENCE:
            self._step, self._idle = self._step * _SHRINK, 0
            self.prices, self._way = self._best.copy(), np.zeros_like(self._way)
            return taken
        self._way = 0.6 * missing + 0.4 * self._way
        size = float(self._way @ self._way)
        if size < 1e-12:
            self._step = 0.0
            return taken
        self.prices = self.prices + self._step * max(ceiling - taken.bound, 1e-9) / size * self._way
        return taken

    def _cheapest(self) -> Taken:
        n = len(self._graph)
        values = np.empty(n)
        cheap_bounds(self._reduced, self._constants(np.arange(n)), self.prices, self._areas, self._sizes, values)
        sets: dict[int, Numbers] = {}
        order = self._least_of(values)
        while len(sets) < _CUTS * self._parts and (todo := [j for j in order.tolist() if j not in sets]):
            for j in todo:
                values[j], sets[j] = self._part_of(j)
            order = self._least_of(values)
        bound = float(self.prices.sum() + values[order].sum())
        cut = np.array(list(sets))
        typical = cut[self._least_of(values[cut])]
        return Taken(bound, typical.astype(np.intp), np.array([sets[int(j)] for j in typical]))

    def _least_of(self, values: Numbers) -> NDArray[np.intp]:
        return np.lexsort((np.arange(len(values)), values))[: self._parts]

    def _part_of(self, j: int) -> tuple[float, Numbers]:
        """Cost and members of the cheapest part around one catchment, at the best price on area."""
        low: tuple[float, float, Numbers] | None = (
            None  # a set that is too small or right, with what it costs at no price
        )
        high: tuple[float, float, Numbers] | None = None
        best = (-np.inf, 0.0, np.zeros(0))
        for _ in range(_LINES):
            value, members = self._cut(j)
            total = value + float(self._constants(np.array([j]))[0])
            area = float(self._areas @ members)
            plain = value - self._sizes[j] * area
            if total > best[0]:
                best = (total, float(self._sizes[j]), members)
            price = self._sizes[j]
            goal = self._most if price > 0 or (price == 0 and area > self._most) else self._least
            if price == 0 and self._least - 1e-12 <= area <= self._most + 1e-12:
                break
            if area > goal:
                high = (area, plain, members)
            else:
                low = (area, plain, members)
            following = self._next_price(price, goal, low, high)
            if following is None or abs(following - price) < 1e-12:
                break
            self._sizes[j] = following
        self._sizes[j] = best[1]
        if low is not None and high is not None and best[1] != 0 and high[0] > low[0]:
            goal = self._most if best[1] > 0 else self._least
            share = min(max((goal - low[0]) / (high[0] - low[0]), 0.0), 1.0)
            return best[0], share * high[2] + (1.0 - share) * low[2]
        return best[0], best[2]

    def _next_price(
        self,
        price: float,
        goal: float,
        low: tuple[float, float, Numbers] | None,
        high: tuple[float, float, Numbers] | None,
    ) -> float | None:
        """Price at which the two sets cost the same; a step towards the missing one."""
        upward = goal == self._most
        if low is not None and high is not None:
            meet = (low[1] - high[1]) / max(high[0] - low[0], 1e-15)
            return max(meet, 0.0) if upward else min(meet, 0.0)
        step = max(2.0 * abs(price), float(self.prices.mean()) / float(self._areas.mean()) / 8.0)
        if high is not None:
            return price + step if upward else min(price + step, 0.0)
        return max(price - step, 0.0) if upward else price - step

    def _constants(self, which: NDArray[np.intp]) -> Numbers:
        sizes = self._sizes[which]
        return -sizes * np.where(sizes > 0, self._most, self._least)

    def _cut(self, j: int) -> tuple[float, Numbers]:
        graph = self._graph
        chosen, out = np.empty((1, len(graph)), dtype=np.bool_), np.empty(1)
        least_cuts(
            np.array([j], dtype=np.int64), graph.costs, self._reduced, self.prices, self._areas, self._sizes,
            *graph.around, self._halves, self._flows, chosen, out,
        )  # fmt: skip
        return float(out[0]), chosen[0].astype(np.float64)
