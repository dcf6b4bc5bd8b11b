"""Counties made by chance: catchments on a lattice, with problems that vary smoothly, divides and townships."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from shanshui.optimisation.partition import Graph, Weights

CELL = 100.0
"""Side of a cell of the lattice [m]."""
CELLS = 120
"""Cells of the lattice to a catchment, about."""
NOISE = 0.4
"""Spread of what is a catchment's own, against that of what it shares with its surroundings."""


def county(n: int, seed: int, columns: int = 6, weights: Weights | None = None) -> Graph:
    """About ``n`` catchments; those of the same seed are the same."""
    dice = np.random.default_rng(seed)
    side = round(np.sqrt(n * CELLS))
    y, x = np.mgrid[0:side, 0:side]
    cells = np.column_stack([x.ravel(), y.ravel()]).astype(float)
    fine = cKDTree(dice.uniform(0, side, (n, 2))).query(cells)[1].reshape(side, side)
    fine = np.unique(fine, return_inverse=True)[1].reshape(side, side)
    n = int(fine.max()) + 1
    counts = np.bincount(fine.ravel(), minlength=n)
    fields = [gaussian_filter(dice.normal(size=(side, side)), side / dice.uniform(5, 12)) for _ in range(columns)]
    means = np.column_stack([_standard(_means(of, fine, counts)) for of in fields])
    features = means + NOISE * dice.normal(size=(n, columns))
    places = CELL * np.column_stack([_means(x, fine, counts), _means(y, fine, counts)])
    pairs, lengths = _borders(fine, n)
    middles = places / CELL
    basins, towns = (cKDTree(dice.uniform(0, side, (max(4, n // per), 2))).query(middles)[1] for per in (15, 12))
    ridges, lines = ((of[pairs[:, 0]] != of[pairs[:, 1]]).astype(float) for of in (basins, towns))
    rim = np.concatenate([fine[0], fine[-1], fine[:, 0], fine[:, -1]])
    return Graph(
        features, places, counts * CELL**2, pairs, lengths, ridges, lines,
        CELL * np.bincount(rim, minlength=n), weights or Weights(),
    )  # fmt: skip


def _means(values: NDArray[np.float64], of: NDArray[np.intp], counts: NDArray[np.intp]) -> NDArray[np.float64]:
    return np.bincount(of.ravel(), weights=values.ravel()) / counts


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return (values - values.mean()) / values.std()


def _borders(fine: NDArray[np.intp], n: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Pairs of neighbours, and the length of the border of each [m]."""
    keys = []
    for one, other in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        a, b = fine[one].ravel(), fine[other].ravel()
        keys.append((np.minimum(a, b) * n + np.maximum(a, b))[a != b])
    unique, edges = np.unique(np.concatenate(keys), return_counts=True)
    return np.column_stack([unique // n, unique % n]), CELL * edges


def homogeneity(graph: Graph, labels: NDArray[np.intp]) -> float:
    """Share of the sum of squares of the features, by area, that lies between parts."""
    within = sum(_squares(graph, np.flatnonzero(labels == part)) for part in np.unique(labels))
    return 1.0 - within / _squares(graph, np.arange(len(graph)))


def _squares(graph: Graph, members: NDArray[np.intp]) -> float:
    areas, features = graph.areas[members], graph.features[members]
    mean = areas @ features / areas.sum()
    return float(areas @ ((features - mean) ** 2).sum(axis=1))


def by_skater(graph: Graph, parts: int, floors: tuple[int, ...] = (1, 5, 10, 15)) -> list[NDArray[np.intp]]:
    """What SKATER of spopt makes of a county, for several least numbers of catchments to a part."""
    import geopandas as gpd
    from libpysal.weights import W
    from spopt.region import Skater

    columns = [f"f{n}" for n in range(graph.features.shape[1])]
    frame = gpd.GeoDataFrame(
        dict(zip(columns, graph.features.T, strict=True)), geometry=gpd.points_from_xy(*graph.places.T)
    )
    neighbours: dict[int, list[int]] = {n: [] for n in range(len(graph))}
    for one, other in graph.pairs.tolist():
        neighbours[one].append(other)
        neighbours[other].append(one)
    found = []
    for floor in floors:
        model = Skater(frame, W(neighbours, silence_warnings=True), columns, n_clusters=parts, floor=floor)
        model.solve()
        labels = np.unique(np.asarray(model.labels_), return_inverse=True)[1]
        if labels.max() + 1 == parts:
            found.append(labels)
    return found
