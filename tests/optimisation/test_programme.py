"""Programmes small enough to be solved by hand."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.optimisation.programme import Programme


def test_a_cheapest_cover_is_found_and_proven():
    """Three sites, two species: the one site that has both costs 5, the two others together 4."""
    p = Programme()
    take = p.columns(3, worth=[5.0, 2.0, 2.0])
    p.demand(take[[0, 1]], low=1)
    p.demand(take[[0, 2]], low=1)
    answer = p.solve()
    assert answer.status == "optimal"
    assert answer.objective == 4.0
    assert answer.bound == pytest.approx(4.0)
    assert answer.gap == 0.0
    assert answer.values is not None
    assert p.broken(answer.values) == ()
    assert p.broken([1.0, 0.0, 0.0]) == ()
    assert p.broken([0.0, 1.0, 0.0]) == (1,)


def test_what_cannot_be_met_is_infeasible():
    p = Programme()
    take = p.columns(2)
    p.demand(take, low=3)
    answer = p.solve()
    assert answer.status == "infeasible"
    assert answer.values is None
    assert math.isinf(answer.gap)


def test_what_has_no_end_is_unbounded():
    p = Programme(maximise=True)
    p.columns(1, worth=1.0, high=math.inf, whole=False)
    assert p.solve().status == "unbounded"


def test_the_relaxed_programme_bounds_the_whole_one():
    """A knapsack of 5 with things of weight 2, 4, 3: broken, it holds 4 + 3/3·3 worth."""
    p = Programme(maximise=True)
    take = p.columns(3, worth=[4.0, 5.0, 3.0])
    p.demand(take, [2.0, 4.0, 3.0], high=5.0)
    assert p.solve(relaxed=True).objective == pytest.approx(4 + 5 * 3 / 4)
    assert p.solve().objective == 7.0


def test_a_start_is_taken():
    p = Programme(maximise=True)
    take = p.columns(4, worth=[1.0, 1.0, 1.0, 1.0])
    p.demand(take, high=2)
    answer = p.solve(start=[1.0, 1.0, 0.0, 0.0], seconds=10)
    assert answer.objective == 2.0


def test_a_column_named_twice_counts_twice():
    p = Programme(maximise=True)
    take = p.columns(1, worth=1.0, high=10.0)
    p.demand([take[0], take[0]], high=6.0)
    assert p.solve().objective == 3.0


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7),
    st.integers(0, 30),
)
def test_every_knapsack_is_as_good_as_the_best_of_all_subsets(things, room):
    worth, weight = (np.array(part, dtype=float) for part in zip(*things, strict=True))
    p = Programme(maximise=True)
    p.demand(p.columns(len(things), worth=worth), weight, high=room)
    best = max(
        worth @ np.array(taken)
        for taken in itertools.product((0, 1), repeat=len(things))
        if weight @ np.array(taken) <= room
    )
    answer = p.solve()
    assert answer.objective == pytest.approx(best)
    assert answer.values is not None
    assert p.worth_of(answer.values) == pytest.approx(best)
