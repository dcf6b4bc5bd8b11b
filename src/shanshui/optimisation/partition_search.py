"""Good partitions: grown around typical catchments and bettered catchment by catchment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shanshui.optimisation.partition_graph import Graph, Labels, Limits, Numbers
from shanshui.optimisation.partition_moves import anneal, grow

_PENALTY = 20.0
"""What the whole area beyond the limits of size would cost, in the measure of the objective."""


def grown(graph: Graph, typical: Labels, members: Numbers | None = None, *, balanced: bool = False) -> Labels | None:
    """Connected parts around typical catchments; None where they do not reach every catchment.

    Parameters
    ----------
    graph : Graph
        Catchments and borders.
    typical : array of int, shape (parts,)
        Where parts begin, all different.
    members : array of float, shape (parts, n), optional
        Sets that parts begin as, where they are above 1/2: what several claim goes to whom it costs least there, and
        only what is connected with the typical catchment is theirs.
    balanced : bool
        Whether the smallest part takes next, or whichever regrets least.
    """
    if len(np.unique(typical)) < len(typical):
        return None
    everyone = np.arange(len(graph))
    labels = np.full(len(graph), -1, dtype=np.intp)
    if members is not None:
        costs = np.where(members > 0.5, graph.costs[typical], np.inf)
        claimed = np.argmin(costs, axis=0)
        labels = np.where(np.isfinite(costs[claimed, everyone]), claimed, -1).astype(np.intp)
    labels[typical] = np.arange(len(typical))
    pieces = graph.pieces(labels)
    labels[(labels >= 0) & (pieces != pieces[typical[labels]])] = -1
    starts, others, _ = graph.around
    filled = labels.astype(np.int64)
    grow(typical.astype(np.int64), graph.costs, graph.areas, starts, others, balanced, filled)
    return filled.astype(np.intp) if np.all(filled >= 0) else None


def bettered(
    graph: Graph, labels: Labels, limits: Limits, *, hot: float = 0.0, sweeps: int = 200, seed: int = 0
) -> tuple[float, Labels] | None:
    """The best lawful partition on a walk from a connected one.

    Parameters
    ----------
    graph : Graph
        Catchments and borders.
    labels : array of int, shape (n,)
        Parts 0 to the last, every one connected.
    limits : Limits
        Of the area of a part.
    hot : float
        Temperature to begin with, as a share of the mean cost of a catchment; 0 for betterments alone.
    sweeps : int
        Times that every catchment is tried once on average.
    seed : int
        Of the dice.

    Returns
    -------
    tuple of float and array, or None
        Worth and labels; None where no lawful one was met.
    """
    best = np.empty(len(graph), dtype=np.int64)
    share = graph.areas / graph.area
    mean = (1.0 + graph.weights.distance) / len(graph)
    starts, others, joins = graph.around
    found = anneal(
        labels.astype(np.int64), int(labels.max()) + 1, graph.costs, share, starts, others, joins, graph.tolls,
        limits.least / graph.area, min(limits.most / graph.area, 2.0), _PENALTY, hot * mean, 0.01 * hot * mean, sweeps,
        seed, best,
    )  # fmt: skip
    return (float(found), best.astype(np.intp)) if np.isfinite(found) else None


def scattered(graph: Graph, parts: int, dice: np.random.Generator) -> Labels:
    """Typical catchments to begin with: the first by lot, each further one by lot and by what the rest still cost."""
    chosen = [int(dice.integers(len(graph)))]
    nearest: Numbers = graph.costs[chosen[0]].copy()
    while len(chosen) < parts:
        nearest[chosen] = 0.0
        total = float(nearest.sum())
        left: NDArray[np.intp] = np.setdiff1d(np.arange(len(graph)), chosen)
        chance = nearest[left] / total if total > 0 else np.full(len(left), 1.0 / len(left))
        chosen.append(int(dice.choice(left, p=chance / chance.sum())))
        nearest = np.minimum(nearest, graph.costs[chosen[-1]])
    return np.array(chosen, dtype=np.intp)
