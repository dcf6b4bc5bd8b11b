"""How far a rank of alternatives hangs on the weights of the criteria (clause 5.4.4.2 a).

``Scores`` is any function from weights, shape (draws, criteria), to scores, shape (draws, alternatives), of which more
is better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Scores = Callable[[Numbers], Numbers]

_STEPS = 400
_HALVINGS = 40
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Tipping:
    """The smallest change of one criterion's weight by which another alternative comes first.

    Parameters
    ----------
    criterion : int
        Number of the criterion.
    weight : float
        Weight at which it tips; the others keep their proportions.
    winner : int
        Number of the alternative that then comes first.
    """

    criterion: int
    weight: float
    winner: int


def drawn_weights(weights: ArrayLike, concentration: float, draws: int, seed: int) -> Numbers:
    """Weights drawn around the chosen ones, from a Dirichlet distribution.

    Parameters
    ----------
    weights : array of float, shape (criteria,)
        Mean of the draws; a weight of 0 stays 0.
    concentration : float
        Above 0; a weight w has the variance w (1 - w) / (concentration + 1).
    draws : int
        How many.
    seed : int
        Of the lot.

    Returns
    -------
    array of float, shape (draws, criteria)
        Each row adds up to 1.
    """
    mean = np.asarray(weights, dtype=np.float64)
    found = np.zeros((draws, len(mean)))
    found[:, mean > 0] = np.random.default_rng(seed).dirichlet(concentration * mean[mean > 0], draws)
    return found


def first_shares(scores: Scores, drawn: Numbers) -> Numbers:
    """Share of draws in which each alternative comes first; those that tie share the draw.

    Parameters
    ----------
    scores : Scores
        The method.
    drawn : array of float, shape (draws, criteria)
        Sets of weights.

    Returns
    -------
    array of float, shape (alternatives,)
        Adds up to 1.
    """
    found = scores(drawn)
    first = found >= found.max(axis=1, keepdims=True) - _TIE
    shares: Numbers = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def tipping_point(scores: Scores, weights: ArrayLike) -> Tipping | None:
    """The smallest change of a single weight that puts another alternative first, found by search.

    Parameters
    ----------
    scores : Scores
        The method, continuous in the weights.
    weights : array of float, shape (criteria,)
        As chosen.

    Returns
    -------
    Tipping or None
        None where no change of a single weight does. The weight is exact to 1e-12; two changes of winner nearer to
        each other than 1/400 may be missed.
    """
    chosen = np.asarray(weights, dtype=np.float64)
    first = int(np.argmax(scores(chosen[None, :])[0]))
    best: Tipping | None = None
    for criterion in range(len(chosen)) if len(chosen) > 1 else ():
        for end in (0.0, 1.0):
            found = _first_change(scores, chosen, criterion, end, first)
            if found is not None and (best is None or _apart(found, chosen) < _apart(best, chosen)):
                best = found
    return best


def _apart(tipping: Tipping, chosen: Numbers) -> float:
    return float(abs(tipping.weight - chosen[tipping.criterion]))


def _first_change(scores: Scores, chosen: Numbers, criterion: int, end: float, first: int) -> Tipping | None:
    """Where, on the way of one weight to an end, another alternative first leads."""
    way = np.linspace(chosen[criterion], end, _STEPS + 1)
    leads = _leaders(scores(_with(chosen, criterion, way)), first)
    changed = np.flatnonzero(leads != first)
    if not len(changed):
        return None
    near, far = float(way[changed[0] - 1]) if changed[0] else float(way[0]), float(way[changed[0]])
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if _leaders(scores(_with(chosen, criterion, np.array([middle]))), first)[0] == first:
            near = middle
        else:
            far = middle
    winner = int(_leaders(scores(_with(chosen, criterion, np.array([far]))), first)[0])
    return Tipping(criterion, far, winner)


def _leaders(scores: Numbers, first: int) -> NDArray[np.intp]:
    """Who leads in each draw; a tie leaves the first where it is."""
    best = np.argmax(scores, axis=1)
    ahead = scores[np.arange(len(scores)), best] > scores[:, first] + _TIE
    return np.where(ahead, best, first)


def _with(chosen: Numbers, criterion: int, values: Numbers) -> Numbers:
    """Weights in which one criterion takes each of the values and the others keep their proportions."""
    others = 1 - chosen[criterion]
    rest = chosen / others if others > 0 else np.full(len(chosen), 1 / (len(chosen) - 1))
    found: Numbers = rest[None, :] * (1 - values[:, None])
    found[:, criterion] = values
    return found


def least_moved(flows: ArrayLike, weights: ArrayLike) -> tuple[float, int] | None:
    """The least weight that must move between criteria before another alternative comes first, for a linear score.

    Parameters
    ----------
    flows : array of float, shape (alternatives, criteria)
        Scores on each criterion alone; the whole score is their weighted sum (PROMETHEE II, weighted sum).
    weights : array of float, shape (criteria,)
        As chosen.

    Returns
    -------
    (float, int) or None
        Weight moved, from 0 to 1, and the alternative that draws level with the first; None where none can.

    Notes
    -----
    Weight that leaves criterion i for j changes the lead of the first over another by d_j - d_i per unit, where d is
    the lead on each criterion. The best receiver is the criterion of the smallest d, the best givers those of the
    largest: a fractional knapsack, which the greedy order solves exactly.
    """
    table, chosen = np.asarray(flows, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    totals = table @ chosen
    first = int(np.argmax(totals))
    found: list[tuple[float, int]] = []
    for other in range(len(table)):
        moved = _moved(table[first] - table[other], chosen) if other != first else None
        if moved is not None:
            found.append((moved, other))
    return min(found, default=None)


def _moved(lead: Numbers, weights: Numbers) -> float | None:
    """Weight to move until a lead is used up; None where it cannot be."""
    ahead, lowest, moved = float(lead @ weights), float(lead.min()), 0.0
    for giver in np.argsort(-lead, kind="stable"):
        rate = float(lead[giver]) - lowest
        if ahead <= _TIE or rate <= 0:
            break
        step = min(float(weights[giver]), ahead / rate)
        moved, ahead = moved + step, ahead - step * rate
    return moved if ahead <= _TIE else None
