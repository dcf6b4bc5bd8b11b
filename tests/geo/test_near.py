import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import distance_transform_edt

from shanshui.geo.near import squared_distance


def test_distance_by_hand() -> None:
    sources = np.zeros((3, 4), bool)
    sources[0, 0] = sources[2, 3] = True
    assert squared_distance(sources, 0, 100).tolist() == [[0, 1, 4, 4], [1, 2, 2, 1], [4, 4, 1, 0]]


def test_beyond_the_limit_nothing_counts() -> None:
    sources = np.zeros((1, 6), bool)
    sources[0, 0] = True
    assert squared_distance(sources, 0, 8).tolist() == [[0, 1, 4, 9, 9, 9]]
    assert (squared_distance(np.zeros((5, 5), bool), 1, 1) == 2).all()


@given(st.data())
def test_the_same_as_scipy(data: st.DataObject) -> None:
    halo, height, width = (data.draw(st.integers(low, high)) for low, high in ((0, 8), (1, 14), (1, 14)))
    most = data.draw(st.integers(0, halo * halo))
    shape = height + 2 * halo, width + 2 * halo
    flags = data.draw(st.lists(st.integers(0, shape[0] * shape[1] - 1), max_size=12))
    sources = np.zeros(shape, bool)
    sources.flat[flags] = True
    found = squared_distance(sources, halo, most)
    inner = (slice(halo, halo + height), slice(halo, halo + width))
    if not flags:
        assert (found == most + 1).all()
        return
    expected = np.rint(distance_transform_edt(~sources) ** 2).astype(int)[inner]
    assert (found == np.minimum(expected, most + 1)).all()


@pytest.mark.parametrize("size", [7, 16, 50])
def test_windows_with_a_halo_give_the_whole(size: int) -> None:
    rng = np.random.default_rng(5)
    whole = rng.random((50, 50)) < 0.01
    halo, most = 9, 81
    around = np.pad(whole, halo)
    expected = squared_distance(around, halo, most)
    for row in range(0, 50, size):
        for col in range(0, 50, size):
            height, width = min(size, 50 - row), min(size, 50 - col)
            part = around[row : row + height + 2 * halo, col : col + width + 2 * halo]
            assert (squared_distance(part, halo, most) == expected[row : row + height, col : col + width]).all()
