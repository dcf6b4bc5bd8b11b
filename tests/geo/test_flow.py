"""Flow: directions, accumulation, lengths, sub-basins; by hand, by laws, and against pyflwdir."""

from __future__ import annotations

import numpy as np
import pyflwdir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.geo.flow import (
    DOWN,
    NOWHERE,
    OUTLET,
    RIGHT,
    accumulate,
    basins,
    basins_of,
    drain,
    drained,
    longest,
    way_down,
)

NAN = np.nan
surfaces = arrays(
    np.float32,
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    elements=st.one_of(st.integers(-3, 6).map(float), st.just(NAN)),
)


def rough(size: int, seed: int) -> np.ndarray:
    """Relief without flats: noise on noise, with many pits."""
    rng = np.random.default_rng(seed)
    ramps = np.add.outer(np.sin(np.arange(size) / 9), np.cos(np.arange(size) / 7))
    return (100 * ramps + rng.normal(0, 20, (size, size))).astype(np.float32)


def test_a_valley_by_hand() -> None:
    # the middle column falls to the south; both sides fall into it, diagonals are longer
    z = np.array([[9, 6, 9], [9, 5, 9], [9, 4, 9]], np.float32)
    found = drain(z)
    assert found.tolist() == [[1, 3, 5], [1, 3, 5], [1, OUTLET, 5]]
    assert accumulate(found).tolist() == [[1, 3, 1], [1, 6, 1], [1, 9, 1]]
    assert longest(found, 10.0).tolist() == [[0, 10, 0], [0, 20, 0], [0, 30, 0]]


def test_the_steeper_of_a_side_and_a_corner() -> None:
    # from the middle (10): east falls 3 over 1, south-east 4 over 1.41 = 2.83
    z = np.array([[20, 20, 20], [20, 10, 7], [20, 20, 6]], np.float32)
    assert drain(z)[1, 1] == 1
    z[2, 2] = 5.5  # 4.5 / 1.41 = 3.18
    assert drain(z)[1, 1] == 2


def test_a_depression_is_filled_to_its_rim_and_drains_through_it() -> None:
    z = np.full((5, 6), 8, np.float32)
    z[1:4, 1:5] = [[3, 1, 2, 8], [3, 0, 2, 8], [3, 3, 3, 8]]
    z[2, 4], z[2, 5] = 5, 4  # the rim: a gap to the east
    found = drained(z)
    assert found.filled[1:4, 1:4].min() == 5
    assert (found.raised, found.deepest) == (9, 5.0)
    assert accumulate(found.direction)[2, 5] >= 10
    assert z[2, 2] == 0, "the surface that was given is left as it is"
    again = drained(z, in_place=True)
    assert again.filled is z
    assert np.array_equal(again.direction, found.direction)


def test_a_void_is_where_water_leaves() -> None:
    z = np.array([[9, 9, 9, 9, 9], [9, 7, NAN, 3, 9], [9, 9, 9, 9, 9]], np.float32)
    found = drain(z)
    assert found[1, 2] == NOWHERE
    assert found[1, 1] == OUTLET
    total = accumulate(found)
    assert total[1, 2] == 0
    assert total[found == OUTLET].sum() == 14


def test_what_cannot_be_routed() -> None:
    with pytest.raises(ValueError, match="float32"):
        drain(np.zeros((3, 3)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="do not fit"):
        accumulate(np.zeros((3, 3), np.uint8), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="does not fit"):
        basins(np.zeros((3, 3), np.uint8), np.zeros((2, 3)), 2)


@given(surfaces)
@settings(max_examples=200, deadline=None)
def test_every_cell_drains_out_and_nothing_is_lost(z: np.ndarray) -> None:
    found = drained(z)
    known = ~np.isnan(z)
    assert np.array_equal(found.direction == NOWHERE, ~known)
    total = accumulate(found.direction)
    assert total[found.direction == OUTLET].sum() == known.sum()
    assert (found.filled[known] >= z[known]).all()
    assert found.raised == (found.filled[known] > z[known]).sum()
    for r, c in np.argwhere((found.direction != NOWHERE) & (found.direction != OUTLET)):
        k = found.direction[r, c]
        down = r + DOWN[k], c + RIGHT[k]
        assert found.filled[down] <= found.filled[r, c]
        assert total[down] > total[r, c]


@given(surfaces, st.integers(1, 20))
@settings(max_examples=150, deadline=None)
def test_basins_part_the_ground(z: np.ndarray, least: int) -> None:
    direction = drain(z)
    total = accumulate(direction)
    found = basins_of(direction, total, least)
    assert np.array_equal(found.labels > 0, ~np.isnan(z))
    count = found.downstream.size - 1
    assert set(np.unique(found.labels[found.labels > 0])) == set(range(1, count + 1))
    for r, c in np.argwhere((direction != NOWHERE) & (direction != OUTLET)):
        k = direction[r, c]
        below = found.labels[r + DOWN[k], c + RIGHT[k]]
        assert below in (found.labels[r, c], found.downstream[found.labels[r, c]])
    for start in range(1, count + 1):  # the way down comes to an end
        at, steps = start, 0
        while at:
            at, steps = found.downstream[at], steps + 1
            assert steps <= count


def test_basins_are_cut_where_streams_meet() -> None:
    # two arms of a Y that meet in the middle column, and the reach below them
    z = np.array([[5, 9, 5], [4, 9, 4], [9, 3, 9], [9, 2, 9], [9, 1, 9]], np.float32)
    direction = drain(z)
    found = basins_of(direction, accumulate(direction), 2)
    left, right, below = found.labels[0, 0], found.labels[0, 2], found.labels[4, 1]
    assert len({left, right, below}) == 3
    assert found.downstream[[left, right, below]].tolist() == [below, below, 0]


def test_ground_without_a_stream_joins_its_longest_border() -> None:
    z = np.add.outer(np.zeros(4), [1, 2, 3, 2.5, 2.0]).astype(np.float32)  # a ridge along the columns
    direction = drain(z)
    assert basins(direction, accumulate(direction), 100).max() == 1, "no stream at all is one basin"


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_as_pyflwdir(seed: int) -> None:
    z = rough(200, seed)
    found = drained(z)
    filled, _ = pyflwdir.dem.fill_depressions(z.astype(np.float64), outlets="edge")
    assert np.array_equal(filled.astype(np.float32), found.filled)
    d8 = np.where(found.direction == OUTLET, 0, 1 << (found.direction.astype(int) - 1)).astype(np.uint8)
    peer = pyflwdir.from_array(d8, ftype="d8")
    assert peer.isvalid
    assert np.array_equal(peer.upstream_area("cell"), accumulate(found.direction))
    weight = np.random.default_rng(seed).random(z.shape)
    assert np.allclose(peer.accuflux(weight), accumulate(found.direction, weight), rtol=1e-12)


def test_weights_keep_their_type() -> None:
    direction = drain(rough(20, 3))
    assert accumulate(direction, np.ones((20, 20), np.float32)).dtype == np.float32
    assert accumulate(direction).dtype == np.uint32


def test_the_way_down_to_a_channel_by_hand() -> None:
    z = np.array([[9, 9, 9], [8, 5, 9], [9, 4, 9], [9, 3, 9]], np.float32)
    direction = drain(z)
    weight = np.array([[1, 1, np.nan], [2, 3, 1], [1, 4, 1], [1, 5, 1]], np.float32)
    ends = np.zeros(z.shape, bool)
    ends[2, 1] = True
    found = way_down(direction, weight, ends)
    assert found[2, 1] == 0
    assert found[1, 1] == 3  # one step south into the channel
    assert found[1, 0] == 5  # east by 2, for 3 is steeper than 4 over 1.41; then south by 3
    assert found[3, 0] == pytest.approx(1 * np.sqrt(1) + 2.5)
    assert found[3, 1] == pytest.approx(2.5), "half of its own weight out of an outlet"
    assert np.isnan(found[0, 2])


@given(surfaces)
@settings(max_examples=60, deadline=None)
def test_the_way_down_grows_upwards(z: np.ndarray) -> None:
    direction = drain(z)
    found = way_down(direction, np.ones(z.shape, np.float32), np.zeros(z.shape, bool))
    assert np.array_equal(np.isnan(found), np.isnan(z))
    for r, c in np.argwhere((direction != NOWHERE) & (direction != OUTLET)):
        k = direction[r, c]
        step = 1 if k % 2 else np.sqrt(2)
        assert found[r, c] == pytest.approx(found[r + DOWN[k], c + RIGHT[k]] + step, rel=1e-6)


def test_sums_in_place() -> None:
    direction = drain(rough(20, 4))
    weight = np.random.default_rng(4).random((20, 20))
    apart = accumulate(direction, weight)
    assert accumulate(direction, weight, in_place=True) is weight
    assert np.array_equal(apart, weight)
