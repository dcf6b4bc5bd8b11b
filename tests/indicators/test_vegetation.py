import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators.vegetation import cover_from_ndvi, forest_cover


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


def test_cover_from_ndvi_by_hand() -> None:
    ndvi = np.array([[0.05, 0.85, 0.45], [-0.2, 0.95, np.nan]])
    np.testing.assert_allclose(cover_from_ndvi(ndvi, 0.05, 0.85), [[0, 1, 0.5], [0, 1, np.nan]])
    with pytest.raises(ValueError, match="higher"):
        cover_from_ndvi(ndvi, 0.5, 0.5)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20))
def test_greener_ground_is_never_barer(values: list[float]) -> None:
    cover = cover_from_ndvi(np.sort(np.array(values)), 0.1, 0.8)
    assert ((cover >= 0) & (cover <= 1)).all()
    assert (np.diff(cover) >= 0).all()
