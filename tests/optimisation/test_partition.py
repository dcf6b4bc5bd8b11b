"""Partitions of grounds small enough to try every one of them, and of made-up counties."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partition_counties import county
from shanshui.optimisation.partition import Graph, Limits, Weights, joined, partition, possible_parts, score


def grid(rows: int, cols: int, values: list[float], weights: Weights | None = None) -> Graph:
    """Square catchments of side 1, one feature."""
    cells = np.arange(rows * cols).reshape(rows, cols)
    pairs = np.concatenate(
        [
            np.column_stack([cells[:, :-1].ravel(), cells[:, 1:].ravel()]),
            np.column_stack([cells[:-1].ravel(), cells[1:].ravel()]),
        ]
    )
    n = rows * cols
    y, x = np.divmod(np.arange(n), cols)
    inner = np.bincount(pairs.ravel(), minlength=n)
    none = np.zeros(len(pairs))
    return Graph(
        np.array(values, dtype=float)[:, None], np.column_stack([x, y]).astype(float), np.ones(n), pairs, none + 1.0,
        none, none.copy(), (4 - inner).astype(float), weights or Weights(),
    )  # fmt: skip


def partitions(graph: Graph, parts: int, limits: Limits) -> Iterator[np.ndarray]:
    """Every lawful partition, each once."""
    n = len(graph)
    for rest in itertools.product(range(parts), repeat=n - 1):
        labels = np.array((0, *rest))
        first = np.unique(labels, return_index=True)[1]
        if len(first) == parts and np.all(np.diff(first) > 0) and score(graph, labels, limits).lawful:
            yield labels


def test_the_score_of_a_divided_strip_is_as_by_hand():
    """Six cells in a row, like 0 0 0 3 3 3, cut in the middle: nothing unlike is left, and one border."""
    graph = grid(1, 6, [0, 0, 0, 3, 3, 3], Weights(distance=0.5, border=0.1))
    found = score(graph, [7, 7, 7, 2, 2, 2])
    assert found.heterogeneity == 0
    assert found.distance == pytest.approx(4 / 9)  # two parts of 1 + 0 + 1 against 2 + 1 + 0 + 1 + 2 + 3 undivided
    assert found.border == pytest.approx(1 / np.sqrt(6))
    assert found.objective == pytest.approx(0.5 * 4 / 9 + 0.1 / np.sqrt(6))
    assert found.compactness == pytest.approx(4 * np.pi * 3 / 64)
    assert (found.parts, found.broken, found.size) == (2, 0, 0.0)
    assert found.typical.tolist() == [4, 1]
    assert score(graph, np.zeros(6)).heterogeneity == 1
    assert score(graph, np.zeros(6)).distance == 1


def test_a_border_on_a_divide_or_a_township_line_costs_less():
    plain = grid(1, 2, [0, 1], Weights(border=1.0, ridge=0.7, town=0.3))
    both = Graph(
        plain.features, plain.places, plain.areas, plain.pairs, plain.borders, np.array([0.5]), np.array([1.0]),
        plain.outside, plain.weights,
    )  # fmt: skip
    assert score(plain, [0, 1]).border == pytest.approx(1 / np.sqrt(2))
    assert score(both, [0, 1]).border == pytest.approx(0.65 * 0.7 / np.sqrt(2))


def test_what_is_drawn_and_breaks_demands_is_told():
    graph = grid(2, 3, [0] * 6)
    found = score(graph, [0, 1, 0, 1, 1, 1], Limits(3, 3))
    assert found.broken == 1
    assert found.size == pytest.approx(2 / 6)
    assert not found.lawful


CASES = [
    (grid(2, 3, [0, 0, 5, 1, 4, 5]), 2, Limits()),
    (grid(2, 3, [0, 9, 0, 0, 9, 0], Weights(0.0, 0.05)), 2, Limits(2, 4)),
    (grid(3, 3, [0, 9, 0, 1, 8, 1, 0, 9, 0], Weights(0.1, 0.02)), 2, Limits()),
    (grid(3, 3, [0, 9, 0, 1, 8, 1, 0, 9, 0], Weights(0.1, 0.02)), 3, Limits(2, 4)),
    (grid(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9], Weights(0.0, 0.0)), 3, Limits(3, 3)),
    (grid(1, 8, [0, 5, 0, 5, 0, 5, 0, 5], Weights(0.3, 0.1)), 3, Limits(1, 4)),
]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_the_best_of_all_partitions_is_found_and_the_bound_holds(case: int):
    graph, parts, limits = CASES[case]
    best = min(score(graph, labels).objective for labels in partitions(graph, parts, limits))
    found = partition(graph, parts, limits, gap=0.0)
    assert found.objective == pytest.approx(best)
    assert found.bound <= best + 1e-9
    assert found.labels is not None
    assert score(graph, found.labels, limits).lawful


@settings(max_examples=12, deadline=None)
@given(
    values=st.lists(st.floats(0, 10), min_size=8, max_size=8),
    parts=st.integers(1, 3),
    border=st.floats(0, 0.5),
    distance=st.floats(0, 1),
    slack=st.sampled_from([0.5, 1.0]),
)
def test_no_partition_of_eight_cells_is_better_than_the_bound(
    values: list[float], parts: int, border: float, distance: float, slack: float
):
    graph = grid(2, 4, values, Weights(distance, border))
    limits = Limits(max(8 / parts * (1 - slack), 0), 8 / parts * (1 + slack))
    every = [score(graph, labels).objective for labels in partitions(graph, parts, limits)]
    found = partition(graph, parts, limits, gap=0.0)
    assert every
    assert found.objective == pytest.approx(min(every), abs=1e-9)
    assert found.bound <= min(every) + 1e-9


def random_partition(graph: Graph, parts: int, dice: np.random.Generator) -> np.ndarray:
    """Connected parts grown by lot from catchments by lot."""
    labels = np.full(len(graph), -1)
    labels[dice.choice(len(graph), parts, replace=False)] = np.arange(parts)
    while np.any(labels < 0):
        one, other = graph.pairs[dice.integers(len(graph.pairs))]
        if labels[one] < 0 <= labels[other]:
            labels[one] = labels[other]
        elif labels[other] < 0 <= labels[one]:
            labels[other] = labels[one]
    return labels


@pytest.mark.parametrize("seed", [1, 2])
def test_a_county_is_divided_lawfully_and_better_than_by_lot(seed: int):
    graph = county(60, seed)
    limits = Limits(graph.area / 8, graph.area / 2)
    found = partition(graph, 4, limits, gap=0.02)
    assert found.labels is not None
    mine = score(graph, found.labels, limits)
    assert mine.lawful
    assert mine.parts == 4
    assert found.bound <= found.objective == pytest.approx(mine.objective)
    assert found.gap <= 0.1
    dice = np.random.default_rng(seed)
    for _ in range(20):
        theirs = score(graph, random_partition(graph, 4, dice), limits)
        assert theirs.broken == 0
        assert not theirs.lawful or found.bound <= found.objective < theirs.objective


def test_names_of_parts_do_not_matter():
    graph = county(60, 3)
    dice = np.random.default_rng(0)
    labels = random_partition(graph, 5, dice)
    other = dice.permutation(5)[labels] * 10 - 3
    one, two = score(graph, labels), score(graph, other)
    for name in ("objective", "heterogeneity", "distance", "border", "compactness"):
        assert getattr(one, name) == pytest.approx(getattr(two, name), rel=1e-12)
    assert sorted(one.typical) == sorted(two.typical)


def test_the_same_seed_gives_the_same_parts():
    graph = county(60, 4)
    one, two = (partition(graph, 3, gap=0.0, seed=5) for _ in range(2))
    assert one.labels is not None
    assert two.labels is not None
    assert one.labels.tolist() == two.labels.tolist()
    assert one.bound == two.bound


def test_ground_in_two_pieces_has_a_part_in_each():
    graph = grid(1, 6, [0, 0, 0, 5, 5, 5])
    apart = graph.pairs[:, 0] != 2
    cut = Graph(
        graph.features, graph.places, graph.areas, graph.pairs[apart], graph.borders[apart], graph.ridges[apart],
        graph.towns[apart], graph.outside, graph.weights,
    )  # fmt: skip
    assert possible_parts(cut, Limits()) == (2, 6)
    assert partition(cut, 1).labels is None
    found = partition(cut, 2)
    assert found.labels is not None
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert found.gap == pytest.approx(0, abs=1e-9)
    whole = joined(cut)
    assert whole.pairs[len(cut.pairs) :].tolist() == [[2, 3]]
    assert partition(whole, 1).objective == pytest.approx(score(cut, np.zeros(6)).objective)
    assert joined(graph) is graph


def test_limits_that_cannot_be_kept_leave_no_partition():
    graph = grid(2, 3, [0] * 6)
    assert possible_parts(graph, Limits(2, 3)) == (2, 3)
    assert possible_parts(graph, Limits(0, 0.5))[0] > 6
    found = partition(graph, 2, Limits(4, 5))
    assert found.labels is None
    assert found.bound == found.objective == float("inf")
    assert found.gap == float("inf")
    uneven = partition(graph, 4, Limits(1.5, 1.5))
    assert uneven.labels is None


def test_every_catchment_can_be_a_part_of_its_own_and_all_can_be_one():
    graph = grid(2, 3, [0, 1, 2, 3, 4, 5])
    alone = partition(graph, 6)
    assert alone.objective == pytest.approx(graph.tolls.sum())
    assert alone.gap == pytest.approx(0, abs=1e-9)
    assert partition(graph, 1).objective == pytest.approx(score(graph, np.zeros(6)).objective)


def test_ground_without_features_is_divided_by_place_and_border():
    graph = grid(2, 4, [1] * 8)
    found = partition(graph, 2, Limits(4, 4), gap=0.0)
    assert found.labels is not None
    assert found.labels.tolist() == [0, 0, 1, 1, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"areas": np.zeros(2)}, "area above 0"),
        ({"features": np.full((2, 1), np.nan)}, "no number"),
        ({"pairs": np.array([[0, 2]])}, "pairs name"),
        (
            {"pairs": np.array([[0, 1], [1, 0]]), "borders": np.ones(2), "ridges": np.zeros(2), "towns": np.zeros(2)},
            "twice",
        ),
        ({"places": np.zeros((3, 2))}, "shape"),
    ],
)
def test_numbers_that_make_no_ground_are_refused(change: dict[str, np.ndarray], words: str):
    given = {
        "features": np.zeros((2, 1)), "places": np.zeros((2, 2)), "areas": np.ones(2), "pairs": np.array([[0, 1]]),
        "borders": np.ones(1), "ridges": np.zeros(1), "towns": np.zeros(1), "outside": np.ones(2),
    }  # fmt: skip
    with pytest.raises(ValueError, match=words):
        Graph(**{**given, **change})


def test_weights_limits_and_labels_out_of_range_are_refused():
    with pytest.raises(ValueError, match="weights"):
        Weights(distance=-1)
    with pytest.raises(ValueError, match="least <= most"):
        Limits(3, 2)
    graph = grid(1, 2, [0, 1])
    with pytest.raises(ValueError, match="labels"):
        score(graph, [0])
    with pytest.raises(ValueError, match="parts of"):
        partition(graph, 3)
