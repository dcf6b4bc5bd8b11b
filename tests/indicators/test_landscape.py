import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanshui.indicators import landscape

CODES = np.array([[11, 11, 51], [11, 0, 51], [43, 43, 51]])
NOTHING = np.zeros((3, 3), dtype=np.int32)


def test_richness() -> None:
    assert landscape.richness(CODES) == 3
    assert landscape.richness(NOTHING) == 0


@given(arrays(np.int32, (4, 5), elements=st.integers(0, 9)))
def test_richness_bounds(codes: np.ndarray) -> None:
    assert 0 <= landscape.richness(codes) <= min(9, np.count_nonzero(codes))


def test_fragmentation() -> None:
    assert landscape.fragmentation(4, 0.5) == 8.0
    assert landscape.fragmentation(0, 1.0) == 0.0
    with pytest.raises(ValueError, match="km²"):
        landscape.fragmentation(4, 0.0)


@given(st.floats(0.001, 1e6))
def test_fragmentation_falls_with_area(area: float) -> None:
    assert landscape.fragmentation(2, area) == pytest.approx(2 / area)


def test_composition() -> None:
    _, counts = np.unique(CODES[CODES > 0], return_counts=True)
    assert landscape.composition(counts).tolist() == [3 / 8, 2 / 8, 3 / 8]
    assert np.isnan(landscape.composition(np.array([0, 0]))).all()
    with pytest.raises(ValueError, match="negative"):
        landscape.composition(np.array([1.0, -1.0]))


@given(arrays(np.int64, st.integers(1, 20), elements=st.integers(0, 10**9)).filter(lambda a: a.any()))
def test_shares_add_up(counts: np.ndarray) -> None:
    shares = landscape.composition(counts)
    assert shares.sum() == pytest.approx(1)
    assert ((shares >= 0) & (shares <= 1)).all()
