import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators.vegetation import forest_cover


def test_by_hand() -> None:
    cells = np.array([[11, 12, 14], [0, 21, 51], [13, 51, 51]])
    codes, counts = np.unique(cells, return_counts=True)
    assert forest_cover(codes, counts, {11, 12, 13}) == 3 / 8


def test_no_data() -> None:
    assert np.isnan(forest_cover(np.array([0]), np.array([9]), {11}))
    assert np.isnan(forest_cover(np.zeros(0, int), np.zeros(0), {11}))


def test_lengths() -> None:
    with pytest.raises(ValueError, match="2 codes and 1 areas"):
        forest_cover(np.array([1, 2]), np.array([1.0]), {1})


@given(arrays(np.int64, 6, elements=st.integers(0, 10**6)))
def test_forest_and_the_rest_make_one(areas: np.ndarray) -> None:
    codes = np.array([1, 2, 3, 4, 5, 0])
    wood, rest = forest_cover(codes, areas, {1, 2}), forest_cover(codes, areas, {3, 4, 5})
    if areas[:5].any():
        assert 0 <= wood <= 1
        assert wood + rest == pytest.approx(1)
