"""Ways of least cost on small surfaces, by hand and against all shortest ways."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import lil_array
from scipy.sparse.csgraph import dijkstra

from shanshui.geo.least_cost import least_cost_ways


def _two(height: int, width: int) -> np.ndarray:
    """A place along the western edge and one along the eastern."""
    places = np.zeros((height, width), dtype=np.int32)
    places[:, 0], places[:, -1] = 1, 2
    return places


def test_straight_across_even_ground() -> None:
    (way,) = least_cost_ways(np.full((3, 6), 2.0), _two(3, 6), 30.0)
    assert (way.start, way.end) == (1, 2)
    assert way.cost == pytest.approx(5 * 30 * 2)
    assert way.cols.tolist() == [0, 1, 2, 3, 4, 5]
    assert len(set(way.rows.tolist())) == 1


@pytest.mark.parametrize("wall", [np.nan, 1000.0])
def test_through_the_gap_in_a_wall(wall: float) -> None:
    """One cell at either end, a wall in column 4 with a gap at row 0: up by corners, through it, and down again."""
    resistance, places = np.ones((5, 9)), np.zeros((5, 9), dtype=np.int32)
    resistance[1:, 4] = wall
    places[4, 0], places[4, 8] = 1, 2
    (way,) = least_cost_ways(resistance, places, 10.0)
    assert (0, 4) in set(zip(way.rows.tolist(), way.cols.tolist(), strict=True))
    assert way.cost == pytest.approx(8 * 10 * sqrt(2))
    assert (way.rows[0], way.cols[0], way.rows[-1], way.cols[-1]) == (4, 0, 4, 8)


def test_no_way_through_a_closed_wall() -> None:
    resistance = np.ones((4, 7))
    resistance[:, 3] = np.nan
    assert least_cost_ways(resistance, _two(4, 7), 30.0) == ()


def test_a_step_costs_the_mean_of_both_cells() -> None:
    (way,) = least_cost_ways(np.array([[1.0, 5.0, 3.0]]), np.array([[1, 0, 2]]), 10.0)
    assert way.cost == pytest.approx(10 * (1 + 5) / 2 + 10 * (5 + 3) / 2)


def test_neighbours_only() -> None:
    """Three places in a row: the outer ones are joined by the one between."""
    ways = least_cost_ways(np.ones((1, 7)), np.array([[1, 0, 0, 2, 0, 0, 3]]), 1.0)
    assert [(way.start, way.end, way.cost) for way in ways] == [(1, 2, 3.0), (2, 3, 3.0)]


@pytest.mark.parametrize("places", [np.zeros((2, 2), np.int32), np.array([[1, 0], [0, 1]])])
def test_fewer_than_two_places(places: np.ndarray) -> None:
    assert least_cost_ways(np.ones((2, 2)), places, 1.0) == ()


def test_what_costs_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        least_cost_ways(np.array([[1.0, 0.0, 1.0]]), np.array([[1, 0, 2]]), 1.0)


def _costs(resistance: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Cost between all cells by plain shortest ways, ground of a place free of charge."""
    height, width = resistance.shape
    graph = lil_array((height * width, height * width))
    for r in range(height):
        for c in range(width):
            for down, across in ((0, 1), (1, -1), (1, 0), (1, 1)):
                i, j = r + down, c + across
                if i < height and 0 <= j < width and not np.isnan(resistance[r, c] + resistance[i, j]):
                    own = places[r, c] == places[i, j] != 0
                    step = (resistance[r, c] + resistance[i, j]) / 2 * sqrt(down**2 + across**2)
                    graph[r * width + c, i * width + j] = 1e-12 if own else step
    return np.asarray(dijkstra(graph.tocsr(), directed=False))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_shortest_tree_is_among_the_ways(seed: int) -> None:
    """The dearest link that the shortest tree needs costs the same by the ways as by all pairs of places."""
    random = np.random.default_rng(seed)
    resistance = random.integers(1, 9, (6, 7)).astype(float)
    resistance[random.random((6, 7)) < 0.15] = np.nan
    places = np.zeros((6, 7), dtype=np.int32)
    cells = random.choice(np.flatnonzero(~np.isnan(resistance)), 4, replace=False)
    places.ravel()[cells] = [1, 2, 3, 4]
    whole = _costs(resistance, places)
    every = [(i + 1, j + 1, whole[cells[i], cells[j]]) for i in range(4) for j in range(i + 1, 4)]
    ways = least_cost_ways(resistance, places, 1.0)
    assert _tree([(way.start, way.end, way.cost) for way in ways]) == pytest.approx(_tree(every))
    for way in ways:
        assert places[way.rows[0], way.cols[0]] == way.start
        assert places[way.rows[-1], way.cols[-1]] == way.end
        assert way.cost >= whole[cells[way.start - 1], cells[way.end - 1]] - 1e-9
        assert (np.maximum(np.abs(np.diff(way.rows)), np.abs(np.diff(way.cols))) == 1).all()


def _tree(links: list[tuple[int, int, float]]) -> list[float]:
    """Costs of the shortest tree (Kruskal)."""
    group = {n: n for n in range(1, 5)}
    found = []
    for one, other, cost in sorted(links, key=lambda link: link[2]):
        if np.isfinite(cost) and group[one] != group[other]:
            found.append(cost)
            old = group[other]
            group = {n: group[one] if g == old else g for n, g in group.items()}
    return found
