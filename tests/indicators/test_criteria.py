"""Weights and ranks against published examples, a peer library, and what must hold for any table."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import PROMETHEE_II, TOPSIS
from pymcdm.normalizations import vector_normalization
from pymcdm.weights import entropy_weights as peer_entropy
from pymcdm.weights.subjective import AHP

from shanshui.indicators.criteria import (
    dominating,
    entropy_weights,
    flows,
    judged_weights,
    oriented,
    preference,
    ranks,
    shared_judgement,
    topsis,
)
from shanshui.indicators.stability import drawn_weights, first_shares, least_moved, tipping_point

# Saaty 1990, distances of six cities from Philadelphia: Cairo, Tokyo, Chicago, San Francisco, London, Montreal
DISTANCES = [
    [1, 1 / 3, 8, 3, 3, 7],
    [3, 1, 9, 3, 3, 9],
    [1 / 8, 1 / 9, 1, 1 / 6, 1 / 5, 2],
    [1 / 3, 1 / 3, 6, 1, 1 / 3, 6],
    [1 / 3, 1 / 3, 5, 3, 1, 6],
    [1 / 7, 1 / 9, 1 / 2, 1 / 6, 1 / 6, 1],
]

# Brans, Vincke and Mareschal 1986: six power plants; one shape of preference per criterion
PLANTS = [
    [80, 90, 600, 5.4, 8, 5],
    [65, 58, 200, 9.7, 1, 1],
    [83, 60, 400, 7.2, 4, 7],
    [40, 80, 1000, 7.5, 7, 10],
    [52, 72, 600, 2.0, 3, 8],
    [94, 96, 700, 3.6, 5, 6],
]
PLANTS_MORE = [False, True, False, False, False, True]
SHAPES = ["u", "v", "linear", "level", "usual", "gaussian"]
INDIFFERENCE, PREFERRED, SPREAD = [10, 0, 50, 1, 0, 0], [0, 30, 500, 6, 0, 0], [1, 1, 1, 1, 1, 5]

tables = st.integers(2, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 1000).map(float), min_size=columns, max_size=columns), min_size=2, max_size=6
    )
)


def test_published_judgements() -> None:
    found = judged_weights(DISTANCES)
    assert found.weights == pytest.approx([0.262, 0.397, 0.033, 0.116, 0.164, 0.027], abs=6e-4)
    assert found.largest == pytest.approx(6.45, abs=0.005)
    assert found.ratio == pytest.approx(0.07, abs=0.005)


def test_judgements_agree_with_the_peer() -> None:
    peer = AHP(matrix=np.array(DISTANCES))
    found = judged_weights(DISTANCES)
    assert found.weights == pytest.approx(peer(), rel=1e-9)
    assert found.index == pytest.approx(peer.get_cr() * AHP.RI_M[5], rel=1e-9)


def test_one_and_two_criteria_cannot_contradict() -> None:
    assert judged_weights([[1]]).ratio == 0
    found = judged_weights([[1, 3], [1 / 3, 1]])
    assert found.weights == pytest.approx([0.75, 0.25])
    assert found.ratio == 0


@pytest.mark.parametrize("bad", [[[1, 2], [2, 1]], [[1, 0], [0, 1]], [[1, 2, 3]], np.ones((11, 11)), [[2, 1], [1, 2]]])
def test_judgements_that_are_none(bad: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="judge"):
        judged_weights(bad)


@given(st.lists(st.floats(0.2, 5), min_size=2, max_size=9))
@settings(deadline=None)
def test_consistent_judgements_give_back_the_weights(raw: list[float]) -> None:
    weights = np.array(raw) / sum(raw)
    found = judged_weights(weights[:, None] / weights[None, :])
    assert found.weights == pytest.approx(weights, rel=1e-6)
    assert found.ratio == pytest.approx(0, abs=1e-6)
    other = weights[::-1][:, None] / weights[::-1][None, :]
    both = judged_weights(shared_judgement([weights[:, None] / weights[None, :], other]))
    mean = np.sqrt(weights * weights[::-1])
    assert both.weights == pytest.approx(mean / mean.sum(), rel=1e-6)


def test_published_topsis() -> None:
    cars = [[7, 9, 9, 8], [8, 7, 8, 7], [9, 6, 8, 9], [6, 7, 8, 6]]
    scaled = np.round(np.array(cars) / np.sqrt((np.array(cars) ** 2).sum(axis=0)), 2) * [0.1, 0.4, 0.3, 0.2]
    assert scaled.max(axis=0)[:3] == pytest.approx([0.059, 0.244, 0.162], abs=6e-4)  # the published ideal
    found = topsis(cars, [0.1, 0.4, 0.3, 0.2], [True, True, True, False])
    assert found == pytest.approx([0.74, 0.41, 0.17, 0.45], abs=0.01)  # published from rounded steps
    assert ranks(found) == (1, 3, 4, 2)


def test_published_promethee() -> None:
    table = flows(PLANTS, PLANTS_MORE, SHAPES, INDIFFERENCE, PREFERRED, SPREAD)
    leaving = {0: [0.296, 0.250, 0.268, 0.100, 0.185], 4: [0.444, 0.515, 0.487, 0.380, 0.448]}
    entering = {0: [0.462, 0.236, 0.399, 0.444, 0.286], 4: [0.100, 0.296, 0.056, 0.223, 0.133]}
    net = table @ np.full(6, 1 / 6)
    for plant in leaving:
        assert net[plant] == pytest.approx((sum(leaving[plant]) - sum(entering[plant])) / 5, abs=1e-3)
    assert ranks(net)[4] == 1


def test_shapes_of_preference() -> None:
    lead = [-5.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert preference(lead, "usual").tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert preference(lead, "u", 2).tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert preference(lead, "v", 0, 4).tolist() == [0, 0, 0.25, 0.5, 0.75, 1, 1]
    assert preference(lead, "level", 1, 3).tolist() == [0, 0, 0, 0.5, 0.5, 1, 1]
    assert preference(lead, "linear", 1, 3).tolist() == [0, 0, 0, 0.5, 1, 1, 1]
    assert preference(lead, "linear", 2, 2).tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert preference(lead, "gaussian", spread=2)[3] == pytest.approx(1 - np.exp(-0.5))


def test_entropy_by_hand() -> None:
    # shares (1/4, 3/4) and (1/2, 1/2): entropies over ln 2 are 0.8113 and 1
    assert entropy_weights([[1, 5], [3, 5]]) == pytest.approx([1, 0])
    found = entropy_weights([[1, 0, 2], [3, 4, 2], [4, 4, 2]])
    first = 1 + sum(p * np.log(p) for p in (1 / 8, 3 / 8, 1 / 2)) / np.log(3)
    second = 1 + np.log(0.5) / np.log(3)
    assert found == pytest.approx([first / (first + second), second / (first + second), 0])


def test_entropy_where_nothing_tells_apart() -> None:
    assert entropy_weights([[2, 0], [2, 0]]).tolist() == [0.5, 0.5]
    assert entropy_weights([[2, 7, 1]]) == pytest.approx([1 / 3] * 3)
    with pytest.raises(ValueError, match="entropy"):
        entropy_weights([[-1, 2], [1, 2]])


def test_degenerate_tables() -> None:
    assert topsis([[3, 4]], [0.5, 0.5], [True, False]).tolist() == [0.5]
    assert flows([[3, 4]], [True, False], ["usual", "usual"]).tolist() == [[0, 0]]
    alike = topsis([[3, 0], [3, 0]], [0.5, 0.5], [True, False])
    assert alike.tolist() == [0.5, 0.5]
    found = topsis([[1, 0, 7], [2, 0, 7]], [0.2, 0.4, 0.4], [True, True, False])  # a zero and a constant column
    assert found.tolist() == [0, 1]
    assert oriented([[1, 5], [3, 5]], [False, True]).tolist() == [[1, 0.5], [0, 0.5]]


@given(tables)
@settings(deadline=None)
def test_topsis_agrees_with_the_peer(rows: list[list[float]]) -> None:
    matrix = np.array(rows) + 1  # the peer divides by the length of a column of zeros
    columns = matrix.shape[1]
    weights, more = np.arange(1, columns + 1) / sum(range(1, columns + 1)), np.arange(columns) % 2 == 0
    if (matrix == matrix[0]).all():
        return  # the peer divides nought by nought
    # the peer normalises costs as 1 - share, which turns the column over and leaves distances as they are
    peer = TOPSIS(vector_normalization)(matrix, weights, np.where(more, 1, -1), validation=False)
    assert topsis(matrix, weights, more) == pytest.approx(peer, abs=1e-9)


@given(tables)
@settings(deadline=None)
def test_promethee_agrees_with_the_peer(rows: list[list[float]]) -> None:
    matrix = np.array(rows)
    columns = matrix.shape[1]
    weights, more = np.full(columns, 1 / columns), np.arange(columns) % 2 == 0
    low, high = np.full(columns, 10.0), np.full(columns, 200.0)
    peer = PROMETHEE_II("vshape_2", p=high, q=low)(matrix, weights, np.where(more, 1, -1), validation=False)
    table = flows(matrix, more, ["linear"] * columns, low, high)
    assert table @ weights == pytest.approx(peer, abs=1e-9)
    assert table.sum(axis=0) == pytest.approx(np.zeros(columns), abs=1e-9)


@given(tables)
@settings(deadline=None)
def test_entropy_agrees_with_the_peer_above_nought(rows: list[list[float]]) -> None:
    matrix = np.array(rows) + 1
    found = entropy_weights(matrix)
    assert found.sum() == pytest.approx(1)
    if ((matrix.max(axis=0) - matrix.min(axis=0)) > 1e-3).any():
        assert found == pytest.approx(peer_entropy(matrix), abs=1e-7)


@given(tables, st.floats(0.5, 20), st.permutations(range(6)))
@settings(deadline=None)
def test_what_holds_of_any_table(rows: list[list[float]], factor: float, order: list[int]) -> None:
    matrix = np.array(rows)
    columns = matrix.shape[1]
    weights, more = np.full(columns, 1 / columns), np.arange(columns) % 3 != 0
    shares = topsis(matrix, weights, more)
    assert ((shares >= 0) & (shares <= 1)).all()
    assert topsis(matrix * factor, weights, more) == pytest.approx(shares, abs=1e-7)  # units do not matter
    turned = [n for n in order if n < len(rows)]
    assert topsis(matrix[turned], weights, more) == pytest.approx(shares[turned], abs=1e-9)
    net = flows(matrix, more, ["usual"] * columns) @ weights
    better = dominating(matrix, more)
    for one, other in itertools.permutations(range(len(rows)), 2):
        if better[one, other]:
            assert shares[one] >= shares[other] - 1e-9
            assert net[one] > net[other]
            assert not better[other, one]


def test_drawn_weights() -> None:
    drawn = drawn_weights([0.5, 0.3, 0.2, 0], 20, 20_000, seed=1)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn[:, 3].max() == 0
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2, 0], abs=0.005)
    assert drawn[:, 0].var() == pytest.approx(0.5 * 0.5 / 21, rel=0.05)
    assert (drawn_weights([0.5, 0.5], 20, 5, seed=1) == drawn_weights([0.5, 0.5], 20, 5, seed=1)).all()


def test_share_of_first_places() -> None:
    table = np.array([[1.0, 0.0], [0.0, 1.0]])
    drawn = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.5, 0.5]])
    assert first_shares(lambda weights: weights @ table.T, drawn).tolist() == [0.625, 0.375]


def test_tipping_points_by_hand() -> None:
    table = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = tipping_point(lambda weights: weights @ table.T, [0.7, 0.3])
    assert found is not None
    assert (found.criterion, found.winner) == (0, 1)
    assert found.weight == pytest.approx(0.5)
    assert least_moved(table, [0.7, 0.3]) == (pytest.approx(0.2), 1)
    assert tipping_point(lambda weights: weights @ np.array([[1.0, 1.0], [0.0, 0.5]]).T, [0.5, 0.5]) is None
    assert least_moved(np.array([[1.0, 1.0], [0.0, 0.5]]), [0.5, 0.5]) is None
    assert tipping_point(lambda weights: weights @ np.array([[1.0], [0.5]]).T, [1.0]) is None


def test_tipping_of_the_whole_weight() -> None:
    table = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.5]])
    found = tipping_point(lambda weights: weights @ table.T, [1.0, 0.0, 0.0])
    assert found is not None  # lowering the first would take 4/7: what leaves it is shared evenly, w = (1 - w) 3/4
    assert (found.criterion, found.winner) == (1, 1)
    assert found.weight == pytest.approx(0.5)
    assert least_moved(table, [1.0, 0.0, 0.0]) == (pytest.approx(0.5), 1)


@given(
    st.integers(2, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(-10, 10), min_size=columns, max_size=columns), min_size=2, max_size=4
        )
    )
)
@settings(deadline=None, max_examples=60)
def test_least_moved_is_the_optimum_of_a_programme(rows: list[list[int]]) -> None:
    from scipy.optimize import linprog

    table = np.array(rows) / 10
    columns = table.shape[1]
    weights = np.arange(1, columns + 1) / sum(range(1, columns + 1))
    first = int(np.argmax(table @ weights))
    best = np.inf
    for other in range(len(table)):
        if other == first:
            continue
        lead = table[first] - table[other]
        # new weights = weights + gained - lost; half of all change is what moves
        solved = linprog(
            np.full(2 * columns, 0.5),
            A_ub=[[*lead, *-lead]],
            b_ub=[-(lead @ weights)],
            A_eq=[[1.0] * columns + [-1.0] * columns],
            b_eq=[0.0],
            bounds=[(0, 1)] * columns + [(0, float(w)) for w in weights],
        )
        if solved.success:
            best = min(best, solved.fun)
    found = least_moved(table, weights)
    if np.isinf(best):
        assert found is None
    else:
        assert found is not None
        assert found[0] == pytest.approx(best, abs=1e-7)
