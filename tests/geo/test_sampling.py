"""Samples that are spread over the ground: probabilities, sizes, evenness."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.geo.sampling import along, inclusion, pivotal, thinned, unevenness


def lattice(side: int) -> np.ndarray:
    return np.array([(x, y) for y in range(side) for x in range(side)], dtype=float)


@given(
    st.lists(st.floats(0.01, 1.0), min_size=1, max_size=40),
    st.integers(0, 2**32 - 1),
)
def test_the_sample_has_the_size_of_its_probabilities(chances: list[float], seed: int) -> None:
    places = np.random.default_rng(seed).random((len(chances), 2))
    drawn = pivotal(np.array(chances), places, seed)
    assert abs(len(drawn) - sum(chances)) < 1 + 1e-6
    assert len(set(drawn)) == len(drawn)


@given(st.lists(st.floats(0.0, 50.0), min_size=1, max_size=40), st.data())
def test_inclusion_is_in_proportion_and_adds_up(sizes: list[float], data: st.DataObject) -> None:
    given_sizes = np.array([size if size > 1e-6 else 0.0 for size in sizes])
    count = data.draw(st.integers(0, int((given_sizes > 0).sum())))
    chances = inclusion(given_sizes, count)
    assert chances.sum() == pytest.approx(count)
    assert ((chances >= 0) & (chances <= 1 + 1e-12)).all()
    free = (chances < 1) & (given_sizes > 0)
    if count and free.any():
        ratio = chances[free] / given_sizes[free]
        assert ratio == pytest.approx(np.full(free.sum(), ratio[0]))


def test_more_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="3 cannot be drawn of 2"):
        inclusion(np.array([1.0, 2.0, 0.0]), 3)
    with pytest.raises(ValueError, match="negative"):
        inclusion(np.array([1.0, -2.0]), 1)


def test_every_cell_keeps_its_probability() -> None:
    """5000 samples of 4 in 12 with unequal probabilities: no cell strays further than 4 standard errors."""
    places = lattice(4)[:12]
    chances = inclusion(np.arange(1.0, 13.0), 4)
    runs = 5000
    hits = np.zeros(12)
    for seed in range(runs):
        drawn = pivotal(chances, places, seed)
        assert len(drawn) == 4
        hits[drawn] += 1
    error = np.sqrt(chances * (1 - chances) / runs)
    assert (np.abs(hits / runs - chances) <= 4 * error + 1e-12).all()


def test_a_sample_is_spread_better_than_by_mere_chance() -> None:
    places = lattice(20)
    chances = inclusion(np.ones(400), 16)
    spread = [unevenness(chances, places, pivotal(chances, places, seed)) for seed in range(60)]
    lots = np.random.default_rng(1)
    chance = [unevenness(chances, places, lots.choice(400, 16, replace=False)) for _ in range(60)]
    assert np.mean(spread) < np.mean(chance) / 2
    assert np.max(spread) < np.median(chance)


def test_the_same_seed_gives_the_same_sample() -> None:
    places, chances = lattice(10), np.full(100, 0.1)
    assert (pivotal(chances, places, 7) == pivotal(chances, places, 7)).all()
    assert any((pivotal(chances, places, 7) != pivotal(chances, places, n)).any() for n in range(8, 12))


def test_sure_cells_are_drawn_and_impossible_ones_never() -> None:
    chances = np.array([1.0, 0.0, 0.5, 0.5])
    for seed in range(30):
        drawn = set(pivotal(chances, lattice(2), seed))
        assert 0 in drawn
        assert 1 not in drawn
        assert len(drawn) == 2


def test_nothing_of_nothing() -> None:
    assert len(pivotal(np.zeros(0), np.zeros((0, 2)), 1)) == 0


def test_evenness_by_hand() -> None:
    """Four cells in a row, two drawn: the ends hold two cells each; neighbours at one end hold one and three."""
    places = np.array([[0.0, 0], [1, 0], [2, 0], [3, 0]])
    chances = np.full(4, 0.5)
    assert unevenness(chances, places, np.array([0, 3])) == 0
    assert unevenness(chances, places, np.array([0, 1])) == pytest.approx(0.25)


@given(st.integers(1, 5000), st.integers(1, 400), st.integers(0, 1000))
@settings(max_examples=60)
def test_thinning_leaves_no_more_than_asked(count: int, most: int, seed: int) -> None:
    left = thinned(count, most, seed)
    assert 1 <= len(left) <= most
    assert len(set(np.diff(left))) <= 1
    assert left[-1] < count


def test_thinning_gives_every_cell_its_turn() -> None:
    seen = {int(thinned(10, 3, seed)[0]) for seed in range(60)}
    assert seen == {0, 1, 2, 3}


def test_points_along_lines_lie_on_them_at_equal_distances() -> None:
    lines = shapely.MultiLineString([[(0, 0), (30, 0)], [(0, 10), (70, 10)]])
    points = along(lines, 5, 3)
    marks = [p.x if p.y == 0 else 30 + p.x for p in points]
    assert np.diff(marks) == pytest.approx([20.0] * 4)
    assert all(lines.distance(p) < 1e-9 for p in points)
    assert 0 <= marks[0] < 20


def test_no_points_on_no_line() -> None:
    assert along(shapely.MultiLineString(), 5, 3) == ()
    assert along(shapely.LineString([(0, 0), (1, 0)]), 0, 3) == ()
