"""Irreplaceability of planning units: how often they are chosen when every feature is to reach its target cheaply.

The problem is the one of Marxan without a boundary term: choose units so that every feature reaches its target, at the
least sum of costs. Each run is one seeded simulated annealing, as in Marxan, in which units come, go or change places;
its result is then made to meet every target and freed of units that are not needed. It is a good solution, not a proven
best one: on the problems with known optima that the tests know it costs up to a few percent more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FREE, LOCKED_IN, LOCKED_OUT = 0, 2, 3
"""Status of a unit, in the numbers of Marxan."""

STEPS = 200
"""Steps of a run for each planning unit."""
LEAST_STEPS = 20_000
"""Steps of a run at least."""
_FIRST, _LAST = 0.5, 6.0
"""Weight of a missed target at the first and the last step, in the cost that reaching it takes (Marxan's SPF)."""

_HOT, _COLD = 0.3, 1e-3
"""First and last temperature, in mean costs of a unit."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Planning units, what they hold, and what is wanted.

    Parameters
    ----------
    amounts : float array, shape (units, features)
        What each unit holds of each feature, not below 0.
    targets : float array, shape (features,)
        What is wanted of each; more than there is outside units that are locked out is taken for all there is.
    costs : float array, shape (units,)
        Not below 0.
    status : int array, shape (units,)
        :data:`FREE`, :data:`LOCKED_IN` or :data:`LOCKED_OUT`.
    """

    amounts: Floats
    targets: Floats
    costs: Floats
    status: NDArray[np.int8]

    def __post_init__(self) -> None:
        units, features = self.amounts.shape
        if self.targets.shape != (features,) or self.costs.shape != (units,) or self.status.shape != (units,):
            raise ValueError(f"amounts of {units} units and {features} features want as many costs, states and targets")
        if (self.amounts < 0).any() or (self.targets < 0).any() or (self.costs < 0).any():
            raise ValueError("amounts, targets and costs must not be below 0")

    @property
    def reachable(self) -> Floats:
        """Targets, each no more than there is."""
        there = self.amounts[self.status != LOCKED_OUT].sum(axis=0)
        reachable: Floats = np.minimum(self.targets, there * (1 - _TINY))
        return reachable


def share_problem(amounts: Floats, share: float, costs: Floats | None = None) -> Problem:
    """A problem without locks, in which the same share of every feature is wanted.

    Parameters
    ----------
    amounts : float array, shape (units, features)
        As in :class:`Problem`.
    share : float
        Of each feature's total, 0 to 1.
    costs : float array, shape (units,), optional
        Equal for all units where absent.
    """
    units = amounts.shape[0]
    own = np.ones(units) if costs is None else costs
    return Problem(amounts, amounts.sum(axis=0) * share, own, np.zeros(units, np.int8))


def solve(problem: Problem, seed: int) -> Flags:
    """One good solution.

    Parameters
    ----------
    problem : Problem
        What is wanted.
    seed : int
        The same seed gives the same solution.

    Returns
    -------
    bool array, shape (units,)
        Units chosen; they meet every target that can be met.
    """
    units, features = problem.amounts.shape
    holders, held = np.nonzero(problem.amounts)
    start = np.searchsorted(holders, np.arange(units + 1)).astype(np.int64)
    amount = problem.amounts[holders, held].astype(np.float64)
    targets = problem.reachable
    force = np.array([_cost_of(problem, feature, targets[feature]) for feature in range(features)])
    force = np.where(targets > 0, force / np.maximum(targets, np.finfo(float).tiny), 0.0)
    scale = float(problem.costs.mean()) or 1.0
    steps = max(LEAST_STEPS, STEPS * units)
    chosen: Flags = _anneal(
        start, held.astype(np.int64), amount, targets, problem.costs, problem.status, force,
        _HOT * scale, _COLD * scale, _FIRST, _LAST, steps, seed,
    )  # fmt: skip
    return chosen


def selection_frequency(problem: Problem, runs: int = 100, seed: int = 0) -> Floats:
    """Share of the runs in which each unit is chosen.

    Parameters
    ----------
    problem : Problem
        What is wanted.
    runs : int
        How many solutions are made, above 0.
    seed : int
        Of the first run; those that follow take the numbers after it.

    Returns
    -------
    float64 array, shape (units,)
        0 to 1.

    Raises
    ------
    ValueError
        Where there is no run.

    References
    ----------
    HJ 1173-2021 7.4 and A.4 (100 runs; the standard counts them from 0 to 100 in one place, from 0 to 1 in another).
    """
    if runs < 1:
        raise ValueError(f"{runs} runs give no frequency; give 1 or more")
    if not problem.amounts.size or not problem.targets.any():
        return np.zeros(problem.amounts.shape[0])
    chosen = np.zeros(problem.amounts.shape[0])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for solution in pool.map(partial(solve, problem), range(seed, seed + runs)):
            chosen += solution
    return chosen / runs


def _cost_of(problem: Problem, feature: int, target: float) -> float:
    """Cost of the cheapest units that would reach one target, the best for their cost first."""
    amounts = problem.amounts[:, feature]
    able = np.flatnonzero((amounts > 0) & (problem.status != LOCKED_OUT))
    costs = problem.costs[able]
    order = able[np.argsort(costs / amounts[able], kind="stable")]
    needed = int(np.searchsorted(np.cumsum(amounts[order]), target)) + 1
    return float(problem.costs[order[:needed]].sum())


def _compiled(function: F) -> F:
    """The function in machine code, which lets other threads run."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@_compiled
def _missed(start: Any, held: Any, amount: Any, targets: Any, have: Any, unit: int, sign: int, force: Any) -> float:
    """Change of the penalty where a unit comes in (1) or goes out (-1)."""
    total = 0.0
    for k in range(start[unit], start[unit + 1]):
        f = held[k]
        before = max(0.0, targets[f] - have[f])
        after = max(0.0, targets[f] - have[f] - sign * amount[k])
        total += force[f] * (after - before)
    return total


@_compiled
def _move(start: Any, held: Any, amount: Any, have: Any, unit: int, sign: int) -> None:
    for k in range(start[unit], start[unit + 1]):
        have[held[k]] += sign * amount[k]


@_compiled
def _anneal(
    start: Any, held: Any, amount: Any, targets: Any, costs: Any, status: Any, force: Any,
    hot: float, cold: float, first: float, last: float, steps: int, seed: int,
) -> Any:  # fmt: skip
    np.random.seed(seed)  # the generator that compiled code has
    units = costs.size
    chosen = np.zeros(units, np.bool_)
    have = np.zeros(targets.size)
    free = np.flatnonzero(status == 0)
    for unit in range(units):
        if status[unit] == 2:
            chosen[unit] = True
            _move(start, held, amount, have, unit, 1)
    if free.size:
        cooling = (cold / hot) ** (1.0 / steps)
        pressing = (last / first) ** (1.0 / steps)
        heat, weight = hot, first
        for _ in range(steps):
            unit = free[np.random.randint(free.size)]
            other = free[np.random.randint(free.size)]
            sign = -1 if chosen[unit] else 1
            worse = sign * costs[unit] + weight * _missed(start, held, amount, targets, have, unit, sign, force)
            swap = chosen[unit] != chosen[other]
            if swap:
                _move(start, held, amount, have, unit, sign)
                worse += weight * _missed(start, held, amount, targets, have, other, -sign, force) - sign * costs[other]
            good = worse <= 0 or np.random.random() < np.exp(-worse / heat)
            if good:
                chosen[unit] = not chosen[unit]
                if swap:
                    chosen[other] = not chosen[other]
                    _move(start, held, amount, have, other, -sign)
                else:
                    _move(start, held, amount, have, unit, sign)
            elif swap:
                _move(start, held, amount, have, unit, -sign)
            heat *= cooling
            weight *= pressing
        _complete(start, held, amount, targets, costs, free, chosen, have)
        _thin(start, held, amount, targets, costs, free, chosen, have)
    return chosen


@_compiled
def _complete(start: Any, held: Any, amount: Any, targets: Any, costs: Any, free: Any, chosen: Any, have: Any) -> None:
    """Add the units that bring most for their cost, until every target is met."""
    while True:
        best, gain = -1, 0.0
        for unit in free:
            if chosen[unit]:
                continue
            brings = 0.0
            for k in range(start[unit], start[unit + 1]):
                f = held[k]
                short = targets[f] - have[f]
                if short > 0:
                    brings += min(short, amount[k]) / targets[f]
            brings /= costs[unit] + 1e-12
            if brings > gain:
                best, gain = unit, brings
        if best < 0:
            return
        chosen[best] = True
        _move(start, held, amount, have, best, 1)


@_compiled
def _thin(start: Any, held: Any, amount: Any, targets: Any, costs: Any, free: Any, chosen: Any, have: Any) -> None:
    """Take out units that no target needs, the dearest first."""
    for place in np.argsort(-costs[free]):
        unit = free[place]
        if not chosen[unit] or costs[unit] == 0:
            continue
        needed = False
        for k in range(start[unit], start[unit + 1]):
            f = held[k]
            if have[f] - amount[k] < targets[f]:
                needed = True
                break
        if not needed:
            chosen[unit] = False
            _move(start, held, amount, have, unit, -1)
