"""What a partition is worth: one formula for the computed one and for one that a planner has drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shanshui.optimisation.partition_graph import Graph, Labels, Limits, Numbers


@dataclass(frozen=True, slots=True)
class Score:
    """The objective with its terms; less is better.

    Parameters
    ----------
    objective : float
        ``heterogeneity + w_distance * distance + w_border * border``.
    heterogeneity : float
        Sum over catchments of area times the distance of its features from those of its part's typical catchment,
        as a share of that of the undivided ground.
    distance : float
        The same of the distance between their places.
    border : float
        Length of the borders between parts, divides and township lines counting less, over the root of the area.
    compactness : float
        Mean over parts, by area, of 4 pi area / perimeter^2; 1 for a circle. Told beside, no term.
    size : float
        Share of the whole area by which parts exceed or fall short of the limits. A demand, no term.
    broken : int
        Pieces beyond one for each part. A demand, no term.
    parts : int
        How many there are.
    typical : array of int, shape (parts,)
        Typical catchment of each part, in the order of their labels.
    """

    objective: float
    heterogeneity: float
    distance: float
    border: float
    compactness: float
    size: float
    broken: int
    parts: int
    typical: Labels

    @property
    def lawful(self) -> bool:
        """Whether every part is connected and of a permitted size."""
        return self.broken == 0 and self.size <= 1e-9


def score(graph: Graph, labels: ArrayLike, limits: Limits | None = None) -> Score:
    """Worth of a partition.

    Parameters
    ----------
    graph : Graph
        Catchments and borders.
    labels : array of int, shape (n,)
        Part of each catchment; any numbers.
    limits : Limits, optional
        Of the area of a part; none where absent.

    Returns
    -------
    Score
        With one typical catchment for each part: the member with the least cost of heterogeneity and distance.

    Raises
    ------
    ValueError
        Where there is not one label for each catchment.
    """
    names, part = np.unique(np.asarray(labels), return_inverse=True)
    if part.shape != (len(graph),):
        raise ValueError(f"{part.shape} labels for {len(graph)} catchments")
    limits = limits or Limits()
    typical = np.array([typical_of(graph, np.flatnonzero(part == u)) for u in range(len(names))], dtype=np.intp)
    everyone = np.arange(len(graph))
    unlike, apart = (float(m[typical[part], everyone].sum()) for m in (graph.unlike, graph.apart))
    cut = part[graph.pairs[:, 0]] != part[graph.pairs[:, 1]]
    border = float(graph.lengths[cut].sum())
    areas: Numbers = np.asarray(np.bincount(part, weights=graph.areas), dtype=np.float64)
    outside = np.maximum(areas - limits.most, 0.0) + np.maximum(limits.least - areas, 0.0)
    return Score(
        objective=unlike + graph.weights.distance * apart + graph.weights.border * border,
        heterogeneity=unlike,
        distance=apart,
        border=border,
        compactness=_compactness(graph, part, areas, cut),
        size=float(outside.sum()) / graph.area,
        broken=len(np.unique(graph.pieces(part))) - len(names),
        parts=len(names),
        typical=typical,
    )


def typical_of(graph: Graph, members: Labels) -> int:
    """The member at which the others cost least, the first of several."""
    return int(members[np.argmin(graph.costs[np.ix_(members, members)].sum(axis=1))])


def _compactness(graph: Graph, part: Labels, areas: Numbers, cut: NDArray[np.bool_]) -> float:
    ends = part[graph.pairs[cut]]
    around = np.bincount(part, weights=graph.outside, minlength=len(areas))
    for side in (0, 1):
        around += np.bincount(ends[:, side], weights=graph.borders[cut], minlength=len(areas))
    round_ = np.divide(4.0 * np.pi * areas, around**2, out=np.zeros_like(areas), where=around > 0)
    return float(round_ @ areas) / graph.area
