"""The rule of the scope on chains and trees of catchments, by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from shanshui.layout.units.scope_rule import Demands, Nature, Reason, chosen

NO = np.zeros(6)
DEMANDS = Demands(share=0.25, upstream=0.2, downstream=0.3, bridge=1.0)


def row(loads: list[float] | None = None, own: list[bool] | None = None) -> Nature:
    """Six catchments of 1 in a row, each draining into the next."""
    return Nature(
        areas=np.ones(6),
        loads=np.array(loads or [1.0] * 6),
        downstream=np.array([1, 2, 3, 4, 5, -1]),
        pairs=np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]),
        rim=np.ones(6, np.bool_),
        own=np.array(own or [True] * 6),
    )


def at(number: int, share: float = 0.5) -> np.ndarray:
    found = np.zeros(6)
    found[number] = share
    return found


def test_a_problem_with_what_feeds_it_and_what_it_feeds() -> None:
    reasons, left = chosen(row(), {"soil_erosion": at(2)}, frozenset(), NO, DEMANDS)
    assert left == ()
    assert reasons[2] == Reason("problem", "soil_erosion", -1, 0.5)
    # a third of what reaches 2 comes from each of 0 and 1; 3 of the 4 that reach 3 come through 2
    assert (reasons[1].kind, reasons[1].other, reasons[1].share) == ("upstream", 2, pytest.approx(1 / 3))
    assert reasons[0].kind == "upstream"
    assert (reasons[3].kind, reasons[3].other, reasons[3].share) == ("downstream", 2, 0.75)
    assert sorted(reasons) == [0, 1, 2, 3]


def test_what_sends_little_stays_out() -> None:
    loads = [0.1, 0.1, 8.0, 40.0, 1.0, 1.0]
    reasons, _ = chosen(row(loads), {"soil_erosion": at(2)}, frozenset(), NO, DEMANDS)
    assert sorted(reasons) == [2]


def test_below_the_demanded_share_only_a_rare_problem_counts() -> None:
    loads = [1e-9] * 5 + [1e9]
    little = {"soil_erosion": at(2, 0.2), "mine_damage": at(4, 0.001)}
    none, _ = chosen(row(loads), little, frozenset(), NO, DEMANDS)
    assert none == {}
    reasons, _ = chosen(row(loads), little, frozenset({"mine_damage"}), NO, DEMANDS)
    assert reasons[4] == Reason("problem", "mine_damage", -1, 0.001)


def test_works_come_in_and_a_problem_is_named_first() -> None:
    reasons, _ = chosen(row(), {"soil_erosion": at(2)}, frozenset(), at(2, 0.1) + at(3, 0.4), DEMANDS)
    assert reasons[2].kind == "problem"
    assert reasons[3] == Reason("works", "", -1, 0.4)


def test_problems_of_neighbouring_counties_do_not_count_but_what_affects_ours_does() -> None:
    own = [False, False, True, True, True, True]
    reasons, _ = chosen(row(own=own), {"soil_erosion": at(0) + at(2)}, frozenset(), NO, DEMANDS)
    assert reasons[0].kind == "upstream"
    alone, _ = chosen(row(own=own), {"soil_erosion": at(0)}, frozenset(), NO, DEMANDS)
    assert alone == {}


def test_parts_are_connected_over_the_least_ground() -> None:
    # 0-1-2 above, 0-3-2 below, where 3 is smaller; nothing drains anywhere
    nature = Nature(
        np.array([5.0, 3.0, 5.0, 1.0]), np.ones(4), np.full(4, -1), np.array([[0, 1], [1, 2], [0, 3], [2, 3]]),
        np.ones(4, np.bool_), np.ones(4, np.bool_),
    )  # fmt: skip
    problem = {"soil_erosion": np.array([0.5, 0, 0.5, 0])}
    reasons, left = chosen(nature, problem, frozenset(), np.zeros(4), DEMANDS)
    assert left == ()
    assert {n: reason.kind for n, reason in reasons.items()} == {0: "problem", 2: "problem", 3: "connects"}


def test_what_is_too_far_is_left_out_unless_works_are_there() -> None:
    nature = Nature(
        np.array([5.0, 9.0, 2.0]), np.ones(3), np.full(3, -1), np.array([[0, 1], [1, 2]]),
        np.ones(3, np.bool_), np.ones(3, np.bool_),
    )  # fmt: skip
    problem = {"soil_erosion": np.array([0.5, 0, 0.5])}
    reasons, left = chosen(nature, problem, frozenset(), np.zeros(3), DEMANDS)
    assert (sorted(reasons), left) == ([0], ((2,),))
    reasons, left = chosen(nature, problem, frozenset(), np.array([0, 0, 0.1]), DEMANDS)
    assert (sorted(reasons), left) == ([0, 1, 2], ())


def test_where_there_is_no_way_even_works_are_left_out() -> None:
    nature = Nature(
        np.array([5.0, 2.0]), np.ones(2), np.full(2, -1), np.zeros((0, 2), np.intp),
        np.ones(2, np.bool_), np.ones(2, np.bool_),
    )  # fmt: skip
    reasons, left = chosen(nature, {}, frozenset(), np.array([0.1, 0.1]), DEMANDS)
    assert (sorted(reasons), left) == ([0], ((1,),))


def test_what_is_enclosed_comes_in() -> None:
    # 0 in the middle of a ring 1-2-3-4
    nature = Nature(
        np.ones(5), np.ones(5), np.full(5, -1),
        np.array([[0, 1], [0, 2], [0, 3], [0, 4], [1, 2], [2, 3], [3, 4], [1, 4]]),
        np.array([False, True, True, True, True]), np.ones(5, np.bool_),
    )  # fmt: skip
    reasons, _ = chosen(nature, {"soil_erosion": np.array([0, 0.5, 0.5, 0.5, 0.5])}, frozenset(), np.zeros(5), DEMANDS)
    assert reasons[0] == Reason("enclosed")


def test_nothing_is_chosen_where_nothing_is_wrong() -> None:
    assert chosen(row(), {"soil_erosion": NO}, frozenset(), NO, DEMANDS) == ({}, ())


@given(st.integers(0, 100_000), st.integers(2, 7))
@settings(max_examples=80, deadline=None)
def test_any_choice_is_one_piece_and_closed(seed: int, side: int) -> None:
    rng = np.random.default_rng(seed)
    count = side * side
    number = np.arange(count).reshape(side, side)
    pairs = np.concatenate(
        [
            np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], 1),
            np.stack([number[:-1].ravel(), number[1:].ravel()], 1),
        ]
    )
    rim = np.zeros((side, side), np.bool_)
    rim[[0, -1]] = rim[:, [0, -1]] = True
    downstream = np.array(
        [int(rng.integers(n + 1, count)) if n + 1 < count and rng.random() < 0.9 else -1 for n in range(count)]
    )
    nature = Nature(rng.random(count) + 0.1, rng.random(count), downstream, pairs, rim.ravel(), rng.random(count) < 0.9)
    ill = np.where(rng.random(count) < 0.3, rng.random(count), 0.0)
    works = np.where(rng.random(count) < 0.1, 0.2, 0.0)
    reasons, left = chosen(nature, {"soil_erosion": ill}, frozenset(), works, DEMANDS)
    lost = {one for part in left for one in part}
    # works are never left out on a connected ground, nor what has a problem, but for what was left out and said so
    assert all(one in reasons for one in np.flatnonzero(works > 0))
    assert all(one in reasons or one in lost for one in np.flatnonzero(nature.own & (ill >= 0.25)))
    assert not lost & set(reasons)
    for members, closed in (
        (np.array(sorted(reasons), int), False),
        (np.setdiff1d(np.arange(count), sorted(reasons)), True),
    ):
        inside = np.isin(np.arange(count), members)
        both = pairs[inside[pairs].all(axis=1)]
        links = coo_array((np.ones(len(both)), tuple(both.T)), shape=(count, count))
        group = connected_components(links, directed=False)[1][members]
        if closed:  # every part of the rest reaches the border of the ground
            assert all(nature.rim[members[group == one]].any() for one in np.unique(group))
        else:
            assert len(np.unique(group)) <= 1
