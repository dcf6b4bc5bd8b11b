import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.quality import Best, Quality, ecosystem_quality, relative_density

TYPES = np.array([[1, 1, 2], [2, 0, 1]], np.int32)
BEST = Best((0.0, 0.0), (0.8, 0.5))


def test_relative_density_by_hand() -> None:
    values = np.array([[0.4, 1.0, 0.25], [0.5, 0.3, np.nan]])
    # type 1 against 0.8, cut at 1; type 2 against 0.5; no type, no data
    np.testing.assert_allclose(relative_density(values, TYPES, BEST), [[0.5, 1.0, 0.5], [1.0, np.nan, np.nan]])
    stretched = Best((0.2, 0.0), (0.8, 0.5))
    np.testing.assert_allclose(relative_density(values, TYPES, stretched)[0], [1 / 3, 1.0, 0.5])


def test_nothing_to_compare_with_is_no_data() -> None:
    values = np.full((2, 3), 0.5)
    found = relative_density(values, TYPES, Best((0.0, 0.0), (np.nan, 0.0)))
    assert np.isnan(found).all()


def test_index_by_hand() -> None:
    cover, leaf, growth = (np.full((2, 3), v) for v in (0.4, 3.0, 600.0))
    best = (Best((0.0, 0.0), (0.8, 0.4)), Best((0.0, 0.0), (4.0, 6.0)), Best((0.0, 0.0), (1200.0, 1200.0)))
    found = Quality(best)(TYPES, cover, leaf, growth)
    first, second = (0.5 + 0.75 + 0.5) / 3 * 100, (1.0 + 0.5 + 0.5) / 3 * 100
    np.testing.assert_allclose(found, [[first, first, second], [second, np.nan, first]])


@given(st.lists(st.floats(0, 1e4), min_size=3, max_size=3), st.floats(1e-3, 1e4))
def test_index_lies_between_0_and_100(values: list[float], most: float) -> None:
    best = Best((0.0,), (most,))
    types = np.ones((1, 1), np.int32)
    found = ecosystem_quality([relative_density(np.full((1, 1), v), types, best) for v in values])
    assert 0 <= found[0, 0] <= 100
