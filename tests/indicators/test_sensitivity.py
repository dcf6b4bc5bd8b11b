import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.sensitivity import amplitude, geometric_mean, soil_conservation, texture_score

STEPS = ((25.0, 0.8), (15.0, 0.6))


def test_soil_conservation_at_its_borders() -> None:
    codes = np.array([1, 2, 3, 1, 1, 5, 0, 1], np.int32)
    slope = np.array([25.0, 24.9, 15.0, 14.9, 40.0, 40.0, 40.0, np.nan])
    cover = np.array([0.8, 0.9, 0.6, 0.9, 0.59, 0.9, 0.9, 0.9])
    assert soil_conservation(codes, slope, cover, {1, 2, 3}, STEPS).tolist() == [1, 2, 2, 3, 3, 3, 0, 0]


@given(st.lists(st.sampled_from([1, 3, 5]), min_size=1, max_size=4))
def test_mean_of_scores_lies_between_them(scores: list[int]) -> None:
    found = geometric_mean(*(np.array([score], np.int32) for score in scores))[0]
    assert min(scores) - 1e-9 <= found <= max(scores) + 1e-9
    assert found == pytest.approx(np.prod(scores) ** (1 / len(scores)))


def test_amplitude_by_hand() -> None:
    heights = np.array([[1.0, 2, 3, 4], [5, 6, np.nan, 8], [9, 10, 11, 12], [13, 14, 15, 16]])
    # of the inner 2 x 2 cells: round (1, 1) from 1 to 11; (1, 2) has no data; round (2, 1) 5 to 15; (2, 2) 6 to 16
    np.testing.assert_array_equal(amplitude(heights, 1), [[10.0, np.nan], [10.0, 10.0]])


@given(st.floats(0, 100), st.floats(0, 100))
def test_every_texture_has_a_score(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert texture_score(low, high - low, 100 - high) in (1, 3, 5)
    assert texture_score(np.nan, low, high) == 0
