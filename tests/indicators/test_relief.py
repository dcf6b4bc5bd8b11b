import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators.relief import slope_classes

LIMITS = (2.0, 6.0, 15.0, 25.0)


def test_by_hand() -> None:
    slope = np.array([[0.0, 2.0, 2.0001], [6.0, 15.0, 25.0], [25.1, 89.0, np.nan]])
    assert slope_classes(slope, LIMITS).tolist() == [[1, 1, 2], [2, 3, 4], [5, 5, 0]]


def test_no_data() -> None:
    assert not slope_classes(np.full((2, 2), np.nan), LIMITS).any()


def test_limits_must_ascend() -> None:
    with pytest.raises(ValueError, match="ascend"):
        slope_classes(np.zeros(1), (6.0, 2.0))


@given(arrays(np.float64, 20, elements=st.floats(0, 90)))
def test_a_steeper_cell_has_no_lower_class(slope: np.ndarray) -> None:
    classes = slope_classes(np.sort(slope), LIMITS)
    assert (np.diff(classes) >= 0).all()
    assert set(classes.tolist()) <= {1, 2, 3, 4, 5}
