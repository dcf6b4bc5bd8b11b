"""The minimum set: the cheapest choice of sites that reaches every target, as compact as asked for.

The problem of Marxan and prioritizr: minimise ``Σ cₙxₙ + penalty · border(x)`` so that ``Σ aₖₙxₙ ≥ targetₖ`` for each
feature k and xₙ is 0 or 1. ``border`` is the length of the edge of what is chosen: edges shared by two chosen sites do
not count.

References
----------
Ball, Possingham and Watts 2009 (Marxan); Hanson et al. 2024, doi 10.1111/cobi.14376 (prioritizr).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from shanshui.optimisation.programme import Answer, Programme, Status

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]

_CORES = ((6, 0.05), (12, 0.7))
"""Sites left open per target, and the share of the time that the search among them may take."""

_SMALL = 50
"""Open sites per target up to which the whole problem is searched at once."""


@dataclass(frozen=True, slots=True)
class Borders:
    """Edges of sites.

    Parameters
    ----------
    pairs : int array, shape (edges, 2)
        Sites that share an edge.
    lengths : float array, shape (edges,)
        Its length.
    outer : float array, shape (sites,)
        Length of the edge that a site shares with none.
    """

    pairs: NDArray[np.intp]
    lengths: Numbers
    outer: Numbers

    def __post_init__(self) -> None:
        if self.pairs.shape != (len(self.lengths), 2):
            raise ValueError(f"pairs has the shape {self.pairs.shape}; one row of two sites per length is wanted")


@dataclass(frozen=True, slots=True)
class MinimumSet:
    """A problem.

    Parameters
    ----------
    costs : float array, shape (sites,)
        Of each site.
    amounts : sparse array, shape (features, sites)
        What each site holds of each feature.
    targets : float array, shape (features,)
        What must be held of each feature at least, in its unit.
    locked_in, locked_out : bool array, shape (sites,), optional
        Sites that are chosen, and that are not, whatever they cost.
    borders : Borders, optional
        Needed with a penalty.
    penalty : float
        Cost of a unit of edge.
    """

    costs: Numbers
    amounts: csr_array
    targets: Numbers
    locked_in: Marks | None = None
    locked_out: Marks | None = None
    borders: Borders | None = None
    penalty: float = 0.0

    def __post_init__(self) -> None:
        sites = len(self.costs)
        if self.amounts.shape != (len(self.targets), sites):
            raise ValueError(f"amounts has the shape {self.amounts.shape}, not {(len(self.targets), sites)}")
        if self.penalty and self.borders is None:
            raise ValueError("a penalty on edges needs borders")
        if self.locked_in is not None and self.locked_out is not None and (self.locked_in & self.locked_out).any():
            raise ValueError("a site is both locked in and locked out")

    def ends(self) -> tuple[Numbers, Numbers]:
        """Least and greatest value of each site, 0 or 1."""
        low, high = np.zeros(len(self.costs)), np.ones(len(self.costs))
        if self.locked_in is not None:
            low[self.locked_in] = 1.0
        if self.locked_out is not None:
            high[self.locked_out] = 0.0
        return low, high


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer.

    Parameters
    ----------
    status : str
        Of :data:`shanshui.optimisation.programme.Status`.
    sites : bool array, shape (sites,), or None
        The sites chosen.
    objective, bound : float
        Cost with the penalty on edges; no choice is cheaper than the bound.
    seconds : float
        Time taken.
    """

    status: Status
    sites: Marks | None
    objective: float
    bound: float
    seconds: float

    @property
    def gap(self) -> float:
        """Distance from the objective to the bound, as a share of the objective."""
        if self.sites is None or not np.isfinite(self.bound):
            return math.inf
        return max(0.0, self.objective - self.bound) / max(abs(self.objective), 1e-12)


def minimum_set(problem: MinimumSet, *, gap: float = 0.0, seconds: float = math.inf) -> Chosen:
    """Choose sites.

    Parameters
    ----------
    problem : MinimumSet
        What to choose from.
    gap : float
        Share of the objective at which the search may end.
    seconds : float
        Time at which it ends.

    Returns
    -------
    Chosen
        Without sites where the targets cannot be reached; objective and targets are worked out anew from the sites,
        not taken from the solver.

    Notes
    -----
    Large problems are first searched among few sites: those whose reduced cost in the linear relaxation is nearest to
    zero are open, the others as the relaxation has them (the "core" of knapsack problems). What is found begins the
    search among all, which gives the bound.

    Examples
    --------
    Two features; the site that holds both costs 5, the two that hold one each 2 and 2:

    >>> problem = MinimumSet(np.array([5.0, 2, 2]), csr_array([[1.0, 1, 0], [1, 0, 1]]), np.array([1.0, 1]))
    >>> minimum_set(problem).sites.tolist()
    [False, True, True]
    """
    began = time.perf_counter()
    low, high = problem.ends()
    relaxed = _solved(problem, low, high, relaxed=True)
    if relaxed.values is None:
        return Chosen(relaxed.status, None, math.nan, math.nan, time.perf_counter() - began)
    best: Answer | None = None
    sites = len(problem.costs)
    if int((low < high).sum()) > _SMALL * max(len(problem.targets), 1) and relaxed.reduced is not None:
        nearest = np.argsort(np.abs(relaxed.reduced[:sites]), kind="stable")
        rounded = np.clip(np.round(relaxed.values[:sites]), low, high)
        for width, part in _CORES:
            core_low, core_high = rounded.copy(), rounded.copy()
            core = nearest[: width * len(problem.targets)]
            core_low[core], core_high[core] = low[core], high[core]
            start = best.values if best is not None else None
            found = _solved(problem, core_low, core_high, gap=gap, seconds=part * seconds, start=start)
            if found.values is not None and (best is None or found.objective < best.objective):
                best = found
    left = max(1.0, seconds - (time.perf_counter() - began))
    whole = _solved(problem, low, high, gap=gap, seconds=left, start=best.values if best is not None else None)
    if whole.values is None and best is not None:
        whole = replace(best, status="feasible", bound=whole.bound)
    return _chosen(problem, whole, time.perf_counter() - began)


def objective(problem: MinimumSet, sites: Marks) -> float:
    """Cost of a choice with the penalty on its edge, from the raw numbers.

    Parameters
    ----------
    problem : MinimumSet
        Costs and edges.
    sites : bool array, shape (sites,)
        The choice.
    """
    total = float(problem.costs[sites].sum())
    if problem.penalty and problem.borders is not None:
        edges = problem.borders
        first, second = sites[edges.pairs[:, 0]], sites[edges.pairs[:, 1]]
        total += problem.penalty * float(edges.lengths[first != second].sum() + edges.outer[sites].sum())
    return total


def short(problem: MinimumSet, sites: Marks, tolerance: float = 1e-9) -> tuple[int, ...]:
    """Numbers of the features that a choice holds too little of, by more than a share ``tolerance`` of the target."""
    held = problem.amounts @ sites.astype(np.float64)
    return tuple(int(n) for n in np.flatnonzero(held < problem.targets * (1 - tolerance)))


def _solved(
    problem: MinimumSet,
    low: Numbers,
    high: Numbers,
    *,
    gap: float = 0.0,
    seconds: float = math.inf,
    start: Numbers | None = None,
    relaxed: bool = False,
) -> Answer:
    """The programme with these ends of the sites, scaled by the mean cost and by each target."""
    scale = _scale(problem)
    programme = Programme()
    worth = problem.costs.copy()
    if problem.penalty and problem.borders is not None:
        worth += problem.penalty * problem.borders.outer
        np.add.at(worth, problem.borders.pairs, problem.penalty * problem.borders.lengths[:, None])
    sites = programme.columns(len(problem.costs), worth=worth / scale, low=low, high=high)
    for number, target in enumerate(problem.targets):
        row = problem.amounts[[number]]
        unit = target if target > 0 else 1.0
        programme.demand(sites[row.indices], row.data / unit, low=target / unit)
    if problem.penalty and problem.borders is not None:
        both = programme.columns(
            len(problem.borders.lengths), worth=-2 * problem.penalty * problem.borders.lengths / scale, whole=False
        )
        for pair, edge in zip(problem.borders.pairs, both, strict=True):
            for site in pair:
                programme.demand([edge, sites[site]], [1.0, -1.0], high=0.0)
    answer = programme.solve(gap=gap, seconds=seconds, start=start, relaxed=relaxed)
    return replace(answer, objective=answer.objective * scale, bound=answer.bound * scale)


def _scale(problem: MinimumSet) -> float:
    return float(problem.costs.mean()) or 1.0


def _chosen(problem: MinimumSet, answer: Answer, seconds: float) -> Chosen:
    if answer.values is None:
        return Chosen(answer.status, None, math.nan, answer.bound, seconds)
    sites = answer.values[: len(problem.costs)] > 0.5
    return Chosen(answer.status, sites, objective(problem, sites), answer.bound, seconds)
