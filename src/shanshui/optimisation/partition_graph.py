"""A ground of small catchments as numbers: what each is like, how large it is, and which borders divide them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.float64]
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much, beside heterogeneity, which counts 1.

    Parameters
    ----------
    distance : float
        Of the mean distance to the typical catchment.
    border : float
        Of the length of the borders between parts.
    ridge : float
        Share of its cost that a border is spared where it follows a main divide, 0 to 1.
    town : float
        The same where it follows a township's line.
    """

    distance: float = 0.2
    border: float = 0.1
    ridge: float = 0.7
    town: float = 0.3

    def __post_init__(self) -> None:
        if min(self.distance, self.border, self.ridge, self.town) < 0 or max(self.ridge, self.town) > 1:
            raise ValueError(f"{self}: weights are 0 or more, shares spared lie between 0 and 1")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a part must keep to.

    Parameters
    ----------
    least, most : float
        Area of a part [that of :attr:`Graph.areas`].
    """

    least: float = 0.0
    most: float = float("inf")

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise ValueError(f"limits from {self.least} to {self.most}; give 0 <= least <= most")


@dataclass(frozen=True)
class Graph:
    """Catchments and the borders between them.

    Parameters
    ----------
    features : array of float, shape (n, k)
        What each catchment is like; already standardised and weighted, so that their Euclidean distance tells how
        different two catchments are. No NaN.
    places : array of float, shape (n, 2)
        A point of each [m].
    areas : array of float, shape (n,)
        [m2], above 0.
    pairs : array of int, shape (m, 2)
        Neighbours, each pair once.
    borders : array of float, shape (m,)
        Length of the border between them [m], 0 or more.
    ridges : array of float, shape (m,)
        How much of it follows a main divide, 0 to 1.
    towns : array of float, shape (m,)
        How much of it follows a township's line, 0 to 1.
    outside : array of float, shape (n,)
        Length of each catchment's border with what lies outside [m].
    weights : Weights
        What counts how much.

    Raises
    ------
    ValueError
        Where shapes do not agree, a number is none, or a pair is no pair.
    """

    features: Numbers
    places: Numbers
    areas: Numbers
    pairs: NDArray[np.intp]
    borders: Numbers
    ridges: Numbers
    towns: Numbers
    outside: Numbers
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        n, m = len(self.areas), len(self.pairs)
        shapes = {
            "features": (self.features, (n, *self.features.shape[1:2])), "places": (self.places, (n, 2)),
            "areas": (self.areas, (n,)), "pairs": (self.pairs, (m, 2)), "borders": (self.borders, (m,)),
            "ridges": (self.ridges, (m,)), "towns": (self.towns, (m,)), "outside": (self.outside, (n,)),
        }  # fmt: skip
        for name, (array, shape) in shapes.items():
            if array.shape != shape:
                raise ValueError(f"{name} has the shape {array.shape}; {n} catchments and {m} pairs ask for {shape}")
            if not np.all(np.isfinite(array)):
                raise ValueError(f"{name} holds what is no number")
        if n == 0 or np.any(self.areas <= 0):
            raise ValueError("give at least one catchment, each of an area above 0")
        if m and (self.pairs.min() < 0 or self.pairs.max() >= n or np.any(self.pairs[:, 0] == self.pairs[:, 1])):
            raise ValueError(f"pairs name two different catchments of 0 to {n - 1}")
        if len(np.unique(np.sort(self.pairs, axis=1), axis=0)) != m:
            raise ValueError("a pair is named twice")

    def __len__(self) -> int:
        return len(self.areas)

    @property
    def area(self) -> float:
        """Of all catchments together [m2]."""
        return float(self.areas.sum())

    @cached_property
    def unlike(self) -> Numbers:
        """Share of the heterogeneity that catchment ``i`` adds where ``j`` is typical; array, shape (n of j, n of i).

        The distance of their features times the area of ``i``, over the sum of these for the best typical catchment
        of all: the undivided ground has the heterogeneity 1.
        """
        return _of_whole(self.features, self.areas)

    @cached_property
    def apart(self) -> Numbers:
        """The same for the distance of their places."""
        return _of_whole(self.places, self.areas)

    @cached_property
    def costs(self) -> Numbers:
        """What catchment ``i`` costs in a part whose typical catchment is ``j``; array, shape (n of j, n of i)."""
        return np.ascontiguousarray(self.unlike + self.weights.distance * self.apart)

    @cached_property
    def tolls(self) -> Numbers:
        """What it costs to divide each pair; array, shape (m,).

        Length of the border over the square root of the whole area, less what is spared on divides and township
        lines, times the weight of borders.
        """
        return self.weights.border * self.lengths

    @cached_property
    def lengths(self) -> Numbers:
        """Length of each border as it counts, over the square root of the whole area; array, shape (m,)."""
        spared = (1.0 - self.weights.ridge * self.ridges) * (1.0 - self.weights.town * self.towns)
        counted: Numbers = self.borders * spared / np.sqrt(self.area)
        return counted

    @cached_property
    def around(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Neighbours by catchment: where each one's begin, who they are, and the pair that joins them."""
        m = len(self.pairs)
        one = np.concatenate([self.pairs[:, 0], self.pairs[:, 1]])
        other = np.concatenate([self.pairs[:, 1], self.pairs[:, 0]])
        order = np.argsort(one, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=len(self)))])
        return starts.astype(np.int64), other[order].astype(np.int64), (order % max(m, 1)).astype(np.int64)

    def pieces(self, labels: Labels) -> Labels:
        """Number of the connected piece of one label that each catchment lies in; array, shape (n,)."""
        whole = labels[self.pairs[:, 0]] == labels[self.pairs[:, 1]]
        one, other = self.pairs[whole].T
        matrix = coo_array((np.ones(len(one)), (one, other)), shape=(len(self), len(self)))
        return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.intp)


def joined(graph: Graph) -> Graph:
    """The graph with its pieces joined, each to the nearest other, by borders of no length; itself where it is one.

    Parameters
    ----------
    graph : Graph
        Catchments of an archipelago, say, some of which are to be one part all the same.
    """
    pieces = graph.pieces(np.zeros(len(graph), dtype=np.intp))
    added: list[tuple[int, int]] = []
    while pieces.max() > 0:
        here, there = np.flatnonzero(pieces == pieces[0]), np.flatnonzero(pieces != pieces[0])
        apart = np.linalg.norm(graph.places[here][:, None] - graph.places[there][None, :], axis=2)
        one, other = np.unravel_index(int(np.argmin(apart)), apart.shape)
        added.append((int(here[one]), int(there[other])))
        pieces = np.unique(np.where(pieces == pieces[added[-1][1]], pieces[0], pieces), return_inverse=True)[1]
    if not added:
        return graph
    none = np.zeros(len(added))
    return replace(
        graph,
        pairs=np.concatenate([graph.pairs, np.array(added, dtype=np.intp)]),
        borders=np.concatenate([graph.borders, none]),
        ridges=np.concatenate([graph.ridges, none]),
        towns=np.concatenate([graph.towns, none]),
    )


def _of_whole(points: Numbers, areas: Numbers) -> Numbers:
    """Area times distance, over the least sum that a single typical catchment has; all 0 where nothing differs."""
    squares = np.sum(points**2, axis=1)
    between = squares[:, None] + squares[None, :] - 2.0 * points @ points.T
    np.fill_diagonal(between, 0.0)
    weighed = np.sqrt(np.maximum(between, 0.0)) * areas[None, :]
    least = float(weighed.sum(axis=1).min())
    scale = float(np.abs(points).max(initial=0.0)) * float(areas.sum())
    return weighed / least if least > 1e-9 * scale else np.zeros_like(weighed)
