"""Three ways to a whole plan from one set of candidates: least intervention, best within a budget, most (H.1.6.2).

A linear programme in the share of each candidate that is done, solved for one aim after the other, each held at its
best while the next is sought. The ground of a sub-project, and the ground in it that has a problem, bears one measure
at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shanshui.layout.measures.candidates import Candidate
from shanshui.optimisation.programme import Programme

Kind = Literal["natural", "balanced", "strong"]
KINDS: tuple[Kind, ...] = ("natural", "balanced", "strong")
Numbers = NDArray[np.float64]

_NATURAL = ("conservation", "natural_regeneration")
_SLACK = 1e-6
"""Share of an aim that the next one may give up, so that rounding does not make it impossible."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Something to be had much of: a worth per whole candidate."""

    name: str
    worths: Numbers
    most: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """What the alternatives are made of.

    Parameters
    ----------
    candidates : tuple of Candidate
        On the ground, permitted and with a price.
    grounds : mapping of sub-project to float
        Its area [m²]; one that is not in it sets no limit.
    adds : mapping of indicator to array of float, shape (candidates,)
        What each adds to a target [unit of the indicator].
    wanted : mapping of indicator to float
        Targets, less what is done in any case.
    benefits : array of float, shape (candidates,)
        What is to be had most of.
    budget : float or None
        For the candidates together [yuan]; None where nobody set one.
    capacities : mapping of category to float
        Ground that can be treated in all years [m²].
    """

    candidates: tuple[Candidate, ...]
    grounds: Mapping[str, float]
    adds: Mapping[str, Numbers]
    wanted: Mapping[str, float]
    benefits: Numbers
    budget: float | None = None
    capacities: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def costs(self) -> Numbers:
        """Cost of each whole candidate [yuan]."""
        return np.array([float(one.cost or 0) for one in self.candidates])

    @property
    def areas(self) -> Numbers:
        """Ground of each whole candidate [m²]."""
        return np.array([float(one.quantity) for one in self.candidates])

    @property
    def by_hand(self) -> Numbers:
        """Ground of each whole candidate that is not left to nature [m²]."""
        natural = np.array([one.mode in _NATURAL for one in self.candidates], dtype=bool)
        return np.where(natural, 0.0, self.areas)


def shares_of(task: Task, kind: Kind, seconds: float) -> Numbers | None:
    """How much of each candidate an alternative does.

    Parameters
    ----------
    task : Task
        Candidates, ground, targets, money.
    kind : str
        ``natural``: as much of the targets as can be, then least ground under artificial modes, then least cost;
        ``balanced``: targets, benefit, least cost within the budget; ``strong``: targets, benefit within capacities.
    seconds : float
        For each solve.

    Returns
    -------
    array of float, shape (candidates,), or None
        From 0 to 1; None where the solver found nothing in time.
    """
    aims: Mapping[Kind, tuple[Aim, ...]] = {
        "natural": (Aim("artificial", task.by_hand, most=False), Aim("cost", task.costs, most=False)),
        "balanced": (Aim("benefit", task.benefits), Aim("cost", task.costs, most=False)),
        "strong": (Aim("benefit", task.benefits), Aim("cost", task.costs, most=False)),
    }
    budget = task.budget if kind == "balanced" else None
    held: list[tuple[Aim | None, float]] = []
    found: Numbers | None = None
    for aim in (None, *aims[kind]):
        if aim is None and not task.wanted:
            continue
        found = _solved(task, aim, held, budget, seconds)
        if found is None:
            return None
        held.append((aim, _reach(task, found) if aim is None else float(aim.worths @ found)))
    return None if found is None else np.clip(found, 0.0, 1.0)


def _reach(task: Task, shares: Numbers) -> float:
    """Sum over targets of the share of each that is reached."""
    return sum(min(1.0, float(task.adds[key] @ shares) / wanted) for key, wanted in task.wanted.items())


def _solved(
    task: Task, aim: Aim | None, held: Sequence[tuple[Aim | None, float]], budget: float | None, seconds: float
) -> Numbers | None:
    """The best point for one aim, reach of targets where it is None, with earlier aims held."""
    programme = Programme(maximise=aim is None or aim.most)
    count = len(task.candidates)
    shares = programme.columns(count, worth=0.0 if aim is None else _scaled(aim.worths), whole=False)
    reach = programme.columns(len(task.wanted), worth=1.0 if aim is None else 0.0, whole=False)
    for column, (key, wanted) in zip(reach, task.wanted.items(), strict=True):
        programme.demand([*shares, column], [*(task.adds[key] / wanted), -1.0], low=0.0)
    for earlier, value in held:
        if earlier is None:
            programme.demand(reach, 1.0, low=value - _SLACK * max(1.0, value))
        else:
            unit = _unit(earlier.worths)
            ends = (
                {"low": value / unit * (1 - _SLACK)} if earlier.most else {"high": value / unit * (1 + _SLACK) + _SLACK}
            )
            programme.demand(shares, earlier.worths / unit, **ends)
    for group, limit in _ground_limits(task):
        programme.demand(shares[group], task.areas[group] / limit, high=1.0)
    for category, limit in task.capacities.items():
        group = [n for n, one in enumerate(task.candidates) if one.category == category]
        if group and limit >= 0:
            programme.demand(shares[group], task.areas[group] / max(limit, 1.0), high=1.0 if limit > 0 else 0.0)
    if budget is not None:
        programme.demand(shares, task.costs / max(budget, 1.0), high=1.0 if budget > 0 else 0.0)
    answer = programme.solve(seconds=seconds)
    return None if answer.values is None else answer.values[shares]


def _ground_limits(task: Task) -> Sequence[tuple[list[int], float]]:
    """Groups of candidates that share ground, and how much there is [m²]."""
    by_sub: dict[str, list[int]] = {}
    by_problem: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(task.candidates):
        by_sub.setdefault(one.subproject, []).append(number)
        if one.origin == "proposed" and one.problem:
            by_problem.setdefault((one.subproject, one.problem), []).append(number)
    limits = [(group, task.grounds[code]) for code, group in by_sub.items() if task.grounds.get(code, 0.0) > 0]
    limits += [(group, float(task.areas[group].max())) for group in by_problem.values() if len(group) > 1]
    return [(group, limit) for group, limit in limits if limit > 0]


def _unit(worths: Numbers) -> float:
    """The greatest worth, so that programmes are written in numbers near 1."""
    return float(np.abs(worths).max(initial=0.0)) or 1.0


def _scaled(worths: Numbers) -> Numbers:
    scaled: Numbers = worths / _unit(worths)
    return scaled


def whole_steps(share: float, quantity: Decimal, step: Decimal) -> Decimal:
    """A share of a quantity in whole steps, rounded down but where less than a quarter of a step is missing.

    Examples
    --------
    >>> whole_steps(0.5, Decimal("12345.6"), Decimal(100)), whole_steps(0.999999, Decimal(100_000), Decimal(100))
    (Decimal('6100'), Decimal('100000'))
    """
    amount = Decimal(repr(min(1.0, max(0.0, share)))) * quantity
    return (amount + step / 4) // step * step
