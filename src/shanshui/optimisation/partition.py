"""Contiguous partitions of small catchments into restoration units, with a bound that tells how good they are.

The objective (clause 5.4.1.1 b) of a partition into parts ``S``, each with a typical catchment ``j(S)``, is::

    sum over S and i in S of a_i |f_i - f_j(S)| / F
        + w_distance * sum over S and i in S of a_i |p_i - p_j(S)| / P
        + w_border * sum over borders e between parts of l_e / sqrt(A)

``a`` areas, ``f`` features, ``p`` places, ``F`` and ``P`` the same sums where the ground is not divided, ``l`` the
lengths of borders between parts, less on main divides and township lines, ``A`` the whole area. Parts are connected and
keep to limits of area. The score of a partition somebody has drawn is the same formula (:func:`score`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shanshui.optimisation.partition_bound import Prices, Taken
from shanshui.optimisation.partition_graph import Graph, Labels, Limits, Numbers, Weights, joined
from shanshui.optimisation.partition_score import Score, score, typical_of
from shanshui.optimisation.partition_search import bettered, grown, scattered

__all__ = ["Graph", "Limits", "Partition", "Score", "Weights", "joined", "partition", "possible_parts", "score"]

_STARTS = 6
_WALKS = 8
"""Walks from each partition that is kept without a better one, after which the search ends."""
_POOL = 6
"""Partitions that are kept to walk from."""
_HEATS = (0.5, 1.0, 2.0, 4.0)
_ROUNDS = 4000
_EVERY = 20
"""Rounds of prices between two partitions that are grown from them."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition and how good it is at least.

    Parameters
    ----------
    labels : array of int, shape (n,), or None
        Part of each catchment, numbered by their first catchment; None where no lawful partition was found.
    objective : float
        See :class:`Score`; infinite without labels.
    bound : float
        No lawful partition into as many parts costs less; infinite where there is none.
    parts : int
        How many.
    seconds : float
        Time taken.
    """

    labels: Labels | None
    objective: float
    bound: float
    parts: int
    seconds: float

    @property
    def gap(self) -> float:
        """Distance from the objective to the bound as a share of the objective; infinite without labels."""
        if self.labels is None:
            return float("inf")
        return max(self.objective - self.bound, 0.0) / self.objective if self.objective > 0 else 0.0


def possible_parts(graph: Graph, limits: Limits) -> tuple[int, int]:
    """Least and greatest number of parts that the limits of area leave; the least is above the other where none."""
    pieces = len(np.unique(graph.pieces(np.zeros(len(graph), dtype=np.intp))))
    least = max(pieces, int(np.ceil(graph.area / limits.most - 1e-9)) if np.isfinite(limits.most) else 1, 1)
    most = min(len(graph), int(graph.area / limits.least + 1e-9) if limits.least > 0 else len(graph))
    return (least, most) if graph.areas.max() <= limits.most * (1 + 1e-9) else (len(graph) + 1, len(graph))


def partition(
    graph: Graph, parts: int, limits: Limits | None = None, *, gap: float = 0.01, seconds: float = 120.0, seed: int = 0
) -> Partition:
    """A good partition, and a bound for the best.

    Parameters
    ----------
    graph : Graph
        Catchments and borders.
    parts : int
        How many parts.
    limits : Limits, optional
        Of the area of a part; none where absent.
    gap : float
        Share of the objective at which the search may end.
    seconds : float
        Time at which it ends.
    seed : int
        Of the dice.

    Raises
    ------
    ValueError
        Where ``parts`` is no number of parts for so many catchments.

    Notes
    -----
    Partitions are annealed from starts by lot, and from typical catchments that Lagrange's prices choose
    (:mod:`~shanshui.optimisation.partition_bound`); decision 24 tells why the bound is close.
    """
    if not 1 <= parts <= len(graph):
        raise ValueError(f"{parts} parts of {len(graph)} catchments")
    began = time.perf_counter()
    limits = limits or Limits()
    least, most = possible_parts(graph, limits)
    if not least <= parts <= most:
        return Partition(None, float("inf"), float("inf"), parts, time.perf_counter() - began)
    search = _Search(graph, parts, limits, gap, began + seconds, seed)
    search.from_lots()
    search.from_prices()
    search.from_best()
    return search.answer(began)


class _Search:
    """The best partition so far, and the bound so far."""

    def __init__(self, graph: Graph, parts: int, limits: Limits, gap: float, until: float, seed: int) -> None:
        self._graph, self._parts, self._limits = graph, parts, limits
        self._gap, self._until, self._seed = gap, until, seed
        self._dice = np.random.default_rng(seed)
        self._labels: Labels | None = None
        self._worth = float("inf")
        self._bound = 0.0
        self._pool: list[tuple[float, Labels]] = []

    def from_lots(self) -> None:
        """Starts by lot, annealed."""
        for n in range(_STARTS):
            start = grown(self._graph, scattered(self._graph, self._parts, self._dice), balanced=n % 2 == 1)
            if start is not None:
                self._better(start, hot=2.0, sweeps=1500, seed=self._seed + n)
            if self._over:
                return

    def from_prices(self) -> None:
        """Rounds of prices; what they choose is grown and annealed now and then."""
        prices = Prices(self._graph, self._parts, self._limits)
        tried: set[tuple[int, ...]] = set()
        widest = 0.0
        for n in range(_ROUNDS):
            ceiling = self._worth if np.isfinite(self._worth) else 1.1 * max(prices.bound, 0.1)
            taken = prices.round(ceiling)
            self._bound = max(self._bound, prices.bound)
            covered = float(np.count_nonzero(taken.members.sum(axis=0) > 0.5)) / len(self._graph)
            if n % _EVERY == 0 or prices.done or covered >= 0.98 * widest:
                widest = max(widest, covered)
                for start in self._starts(taken, tried):
                    self._better(start, hot=0.3, sweeps=200, seed=self._seed + n)
            if self._over or prices.done:
                return

    def from_best(self) -> None:
        """Walks from the best few, with less and with more heat."""
        idle, n = 0, 0
        while self._pool and idle < _WALKS * len(self._pool) and not self._over:
            before, place = self._worth, n % len(self._pool)
            heat = _HEATS[n // len(self._pool) % len(_HEATS)]
            self._better(self._pool[place][1], hot=heat, sweeps=2000, seed=self._seed + 1000 + n, place=place)
            idle, n = (idle + 1 if self._worth >= before else 0), n + 1

    def answer(self, began: float) -> Partition:
        """What was found."""
        labels, worth = self._labels, self._worth
        if labels is not None:
            firsts, part = np.unique(labels, return_index=True)[1], np.unique(labels, return_inverse=True)[1]
            labels = np.argsort(np.argsort(firsts))[part].astype(np.intp)
            worth = score(self._graph, labels).objective
        bound = min(self._bound, worth)
        return Partition(labels, worth, bound, self._parts, time.perf_counter() - began)

    @property
    def _over(self) -> bool:
        close = self._worth - self._bound <= self._gap * self._worth if np.isfinite(self._worth) else False
        return close or time.perf_counter() >= self._until

    def _starts(self, taken: Taken, tried: set[tuple[int, ...]]) -> Iterator[Labels]:
        """Partitions grown from the typical catchments of a round, as they are and those of the parts they make."""
        for typical in (taken.typical, self._spread(taken)):
            key = tuple(sorted(typical.tolist()))
            if len(typical) == self._parts and key not in tried:
                tried.add(key)
                sets = taken.members if typical is taken.typical else None
                start = grown(self._graph, typical, sets)
                if start is not None:
                    yield start

    def _spread(self, taken: Taken) -> Labels:
        """Typical catchments of a round whose parts overlap least, filled up with the worst served."""
        chosen: list[int] = []
        covered: Numbers = np.zeros(len(self._graph))
        for typical, members in sorted(
            zip(taken.typical.tolist(), taken.members, strict=True), key=lambda one: -float(one[1].sum())
        ):
            if float(np.minimum(covered, members).sum()) <= 0.3 * float(members.sum()):
                chosen.append(typical)
                covered = covered + members
        while len(chosen) < self._parts:
            least = self._graph.costs[chosen].min(axis=0) * (covered < 0.5) if chosen else self._graph.areas
            least[chosen] = -1.0
            far = int(np.argmax(least))
            members = np.flatnonzero((covered < 0.5) & (self._graph.costs[far] <= np.median(self._graph.costs[far])))
            chosen.append(typical_of(self._graph, members) if len(members) and not set(members) & set(chosen) else far)
            covered[chosen[-1]] = 1.0
        return np.array(chosen, dtype=np.intp)

    def _better(self, start: Labels, *, hot: float, sweeps: int, seed: int, place: int | None = None) -> None:
        """Better a partition without heat, then with; the best results are kept, those of a walk in their place."""
        for heat, rounds in ((0.0, 200), (hot, sweeps)):
            found = bettered(self._graph, start, self._limits, hot=heat, sweeps=rounds, seed=seed)
            if found is None:
                continue
            if found[0] < self._worth - 1e-12:
                self._worth, self._labels = found
            if place is not None:
                self._pool[place] = min(self._pool[place], found, key=lambda one: one[0])
            elif all(abs(found[0] - worth) > 1e-9 for worth, _ in self._pool):
                self._pool = sorted([*self._pool, found], key=lambda one: one[0])[:_POOL]
