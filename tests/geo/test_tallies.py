from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo.tallies import Codes, Spread, Tally, Values, ValuesByCode

BURNT = np.array([[1, 1, 2], [1, 0, 2]], np.int32)
VALUES = np.array([[1.0, 2.0, 30.0], [np.nan, 99.0, 50.0]])
CODES = np.array([[7, 7, 7], [7, 7, 0]], np.int32)
ARRAYS = {"value": VALUES, "code": CODES}
TALLIES: list[Tally] = [
    Values("value"),
    Codes("code"),
    ValuesByCode("value", "code"),
    Spread("value", 0, 100, bins=10),
    Spread("value", 0, 100, bins=10, by="code"),
]


def same(one: Any, other: Any) -> bool:
    """Whether two results are alike to the bit."""
    names = type(one).__dataclass_fields__
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    return all(np.array_equal(a, b, equal_nan=not isinstance(a, tuple)) for a, b in pairs)


def test_values_by_code_by_hand() -> None:
    found = ValuesByCode("value", "code").partial(BURNT, 2, ARRAYS)
    assert found.codes == (7,)
    assert found.count.tolist() == [[2], [1]]
    assert found.total.tolist() == [[3.0], [30.0]]
    assert found.mean.tolist() == [[1.5], [30.0]]


def test_a_code_without_any_value_is_not_met() -> None:
    arrays = {"value": np.array([[1.0, np.nan]]), "code": np.array([[3, 4]], np.int32)}
    assert ValuesByCode("value", "code").partial(np.ones((1, 2), np.int32), 1, arrays).codes == (3,)
    assert Spread("value", 0, 2, by="code").partial(np.ones((1, 2), np.int32), 1, arrays).codes == (3,)


def test_spread_by_hand() -> None:
    found = Spread("value", 0, 100, bins=10).partial(BURNT, 2, ARRAYS)
    assert found.codes == (0,)
    assert found.cells[0, 0].tolist() == [2] + [0] * 9
    assert found.cells[1, 0].tolist() == [0, 0, 0, 1, 0, 1, 0, 0, 0, 0]
    assert found.quantile(1, 0, 0.5) == 40.0
    assert np.isnan(found.quantile(1, 5, 0.5))


def test_values_beyond_the_borders_count_in_the_outermost_steps() -> None:
    arrays = {"value": np.array([[-5.0, 0.0, 9.999, 10.0, 1e300, np.inf, -np.inf, np.nan]])}
    found = Spread("value", 0, 10, bins=2).partial(np.ones((1, 8), np.int32), 1, arrays)
    assert found.cells[0, 0].tolist() == [3, 4]


@given(st.integers(0, 2**32 - 1), st.integers(2, 400))
def test_a_quantile_is_right_to_within_a_step(seed: int, size: int) -> None:
    values = np.random.default_rng(seed).uniform(0, 50, (1, size))
    found = Spread("value", 0, 50, bins=500).partial(np.ones((1, size), np.int32), 1, {"value": values})
    told = [found.quantile(0, 0, share) for share in (0.1, 0.5, 0.9, 1.0)]
    wanted = [np.sort(values[0])[int(np.ceil(share * size)) - 1] for share in (0.1, 0.5, 0.9, 1.0)]
    assert told == pytest.approx(wanted, abs=0.1 + 1e-9)
    assert all(low <= high for low, high in pairwise(told))


@pytest.mark.parametrize("tally", TALLIES)
@given(seed=st.integers(0, 2**32 - 1))
def test_parts_add_up_to_the_whole(tally: Tally, seed: int) -> None:
    rng = np.random.default_rng(seed)
    burnt = rng.integers(0, 5, (12, 9)).astype(np.int32)
    values = np.where(rng.random((12, 9)) < 0.2, np.nan, rng.integers(-40, 140, (12, 9)).astype(float))
    codes = rng.choice([0, -2, 11, 12, 70_000_000], (12, 9)).astype(np.int32)
    arrays = {"value": values, "code": codes}
    whole = tally.partial(burnt, 4, arrays)
    rows = [slice(0, 2), slice(2, 7), slice(7, 7), slice(7, 12)]
    parts = [tally.partial(burnt[r], 4, {name: cells[r] for name, cells in arrays.items()}) for r in rows]
    assert same(reduce(add, parts), whole)  # whole numbers: sums are exact in any order
    assert same(parts[0] + (parts[1] + (parts[2] + parts[3])), whole)
    assert same(reduce(add, parts[::-1]), whole)


@pytest.mark.parametrize("tally", TALLIES)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_part_that_knows_some_zones_only_is_taken_in(tally: Tally, seed: int) -> None:
    rng = np.random.default_rng(seed)
    burnt = rng.integers(0, 4, (8, 8)).astype(np.int32)
    arrays = {
        "value": np.where(rng.random((8, 8)) < 0.2, np.nan, rng.uniform(-20, 120, (8, 8))),
        "code": rng.integers(0, 4, (8, 8)).astype(np.int32),
    }
    zones = rng.permutation(6)[:3]
    numbers = np.r_[0, zones + 1].astype(np.int32)
    wanted = tally.partial(numbers[burnt], 6, arrays)
    nothing = tally.partial(np.zeros((1, 1), np.int32), 6, dict.fromkeys(arrays, np.zeros((1, 1), np.int32)))
    before = tally.partial(burnt, 3, arrays)
    assert same(nothing.taking(before, zones), wanted)
    assert same(before, tally.partial(burnt, 3, arrays))


@pytest.mark.parametrize("tally", TALLIES)
def test_no_cell_and_no_zone(tally: Tally) -> None:
    nowhere = tally.partial(np.zeros((2, 3), np.int32), 2, ARRAYS)
    assert same(nowhere + nowhere, nowhere)
    some = tally.partial(BURNT, 2, ARRAYS)
    assert same(nowhere + some, some)
    assert same(some + nowhere, some)
    assert same(some, tally.partial(BURNT, 2, ARRAYS))  # adding changes neither


@pytest.mark.parametrize("tally", TALLIES)
def test_one_zone_is_reckoned_like_many(tally: Tally) -> None:
    alone = tally.partial((BURNT == 1).astype(np.int32), 1, ARRAYS)
    both = tally.partial((BURNT == 1).astype(np.int32), 2, ARRAYS)
    nothing = tally.partial(np.zeros((1, 1), np.int32), 2, dict.fromkeys(ARRAYS, np.zeros((1, 1), np.int32)))
    assert same(nothing.taking(alone, np.array([0])), both)


def test_arrays_may_be_views_of_any_kind() -> None:
    wide = np.kron(VALUES, np.ones((2, 2))).astype(np.float32)
    codes = np.asfortranarray(CODES.astype(np.uint8))
    found = ValuesByCode("value", "code").partial(BURNT, 2, {"value": wide[::2, ::2], "code": codes})
    assert found.total.tolist() == [[3.0], [30.0]]
    assert Codes("code").partial(BURNT, 2, {"code": codes}).cells.tolist() == [[3], [1]]
