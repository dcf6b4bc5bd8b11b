"""Weights of the criteria as a project wants them: judged in pairs, entered, by entropy, or all alike (5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from shanshui.indicators.criteria import Comparison, judged_weights, shared_judgement
from shanshui.plan import Judgement, Plan
from shanshui.plan.choices import choice

WEIGHTING, WEIGHT = "criterion_weighting", "criterion_weight_"
"""Choices of method: where weights come from, and, with the criterion's code, those entered."""
EQUAL, ENTERED, JUDGED, ENTROPY = "equal", "entered", "judged", "entropy"

Numbers = NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judge:
    """What one person holds of the criteria.

    Parameters
    ----------
    name : str
        As entered; empty where nobody is named.
    values : mapping of (criterion, over) to float
        Each pair once, as first entered.
    missing : tuple of (criterion, over)
        Pairs of the criteria in use that nobody was told of.
    synthetic : bool
        Whether any of it is made up.
    """

    name: str
    values: Mapping[Pair, float]
    missing: tuple[Pair, ...]
    synthetic: bool = False

    def matrix(self, criteria: Sequence[str]) -> Numbers:
        """Judgements as a square that is its own reciprocal; of a judge who misses none of these criteria."""
        found = np.ones((len(criteria), len(criteria)))
        for (row, one), (column, other) in combinations(enumerate(criteria), 2):
            value = self.values[one, other] if (one, other) in self.values else 1 / self.values[other, one]
            found[row, column], found[column, row] = value, 1 / value
        return found


def judges_of(judgements: Iterable[Judgement], criteria: Sequence[str]) -> tuple[Judge, ...]:
    """Everybody who has judged, in the order entered.

    Parameters
    ----------
    judgements : iterable of Judgement
        Those of a criterion over itself, and the second ones of a pair, are passed over.
    criteria : sequence of str
        Criteria in use; what is said of others is passed over.
    """
    values: dict[str, dict[Pair, float]] = {}
    made_up: set[str] = set()
    for row in judgements:
        if row.synthetic:
            made_up.add(row.by)
        own = values.setdefault(row.by, {})
        if row.criterion != row.over and (row.over, row.criterion) not in own and row.value > 0:
            own.setdefault((row.criterion, row.over), float(row.value))
    pairs = tuple(combinations(criteria, 2))
    return tuple(
        Judge(name, own, tuple(p for p in pairs if p not in own and p[::-1] not in own), name in made_up)
        for name, own in values.items()
    )


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights of the criteria in use.

    Parameters
    ----------
    by : str
        Where they come from: ``judged``, ``entered``, ``entropy`` or ``equal``.
    weights : array of float, shape (criteria,)
        Add up to 1.
    judges : tuple of Judge
        Those who have judged every pair.
    comparison : Comparison or None
        Of all judges together, where weights were judged.
    each : tuple of Comparison
        Of each judge alone.
    """

    by: str
    weights: Numbers
    judges: tuple[Judge, ...] = ()
    comparison: Comparison | None = None
    each: tuple[Comparison, ...] = ()


def weighting_of(plan: Plan, criteria: Sequence[str], entropies: Numbers) -> Weighting:
    """Weights as the project wants them; all alike where what it wants is not there.

    Parameters
    ----------
    plan : Plan
        Judgements, and the parameters of the project.
    criteria : sequence of str
        Criteria in use, at least one.
    entropies : array of float, shape (criteria,)
        Weights by entropy.
    """
    wanted = choice(plan.project, WEIGHTING).word
    if wanted == ENTROPY:
        return Weighting(ENTROPY, entropies)
    if wanted == ENTERED:
        entered = np.array([choice(plan.project, WEIGHT + key).number for key in criteria])
        if (entered >= 0).all() and entered.sum() > 0:
            return Weighting(ENTERED, entered / entered.sum())
    if wanted == JUDGED:
        complete = tuple(judge for judge in judges_of(plan.judgements, criteria) if not judge.missing)
        if complete:
            squares = [judge.matrix(criteria) for judge in complete]
            shared = judged_weights(shared_judgement(squares))
            return Weighting(JUDGED, shared.weights, complete, shared, tuple(judged_weights(s) for s in squares))
    return Weighting(EQUAL, np.full(len(criteria), 1 / len(criteria)))
