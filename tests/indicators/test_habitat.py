import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.habitat import degradation, habitat_quality, pressure, reach_cells


def _one_source(decay: str, reach: float) -> np.ndarray:
    sources = np.zeros((1 + 2 * 4, 5 + 2 * 4), bool)
    sources[4, 4] = True  # the first cell of the window
    return pressure(sources, 4, reach, decay)  # type: ignore[arg-type]


def test_how_threats_fade() -> None:
    assert _one_source("linear", 4.0) == pytest.approx(np.array([[1, 0.75, 0.5, 0.25, 0]]))
    exponential = np.exp(-2.99 * np.arange(5) / 4)
    assert _one_source("exponential", 4.0)[0] == pytest.approx(exponential)
    assert exponential[4] == pytest.approx(0.05, abs=0.001)  # 5 % at the greatest distance
    assert _one_source("exponential", 3.5)[0, 4] == 0  # beyond it


def test_nearest_source_counts_once() -> None:
    sources = np.zeros((5, 5), bool)
    sources[0, :] = True
    found = pressure(np.pad(sources, 3), 3, 3.0, "linear")
    assert found[:, 2] == pytest.approx([1, 2 / 3, 1 / 3, 0, 0])


def test_reach_in_cells() -> None:
    assert (reach_cells(5000, 30), reach_cells(89, 30), reach_cells(20, 30)) == (166, 2, 0)
    # a threat that reaches less than a cell acts in its own cells alone
    assert pressure(np.array([[True, False]]), 0, 20 / 30, "linear").tolist() == [[1.0, 0.0]]


def test_misuse_is_refused() -> None:
    cells = np.zeros((9, 9), bool)
    with pytest.raises(ValueError, match="reach is 0"):
        pressure(cells, 2, 0.0, "linear")
    with pytest.raises(ValueError, match="hides sources"):
        pressure(cells, 2, 3.0, "linear")
    with pytest.raises(ValueError, match="add up to 0"):
        degradation([np.zeros((1, 1))], [0.0], [np.zeros((1, 1))])
    with pytest.raises(ValueError, match="half_saturation"):
        habitat_quality(np.ones(1), np.ones(1), -1.0)


def test_degradation_and_quality_by_hand() -> None:
    forces = [np.array([[1.0, 0.5]]), np.array([[0.0, 0.5]])]
    sensitive = [np.array([[0.5, 1.0]]), np.array([[1.0, 0.2]])]
    found = degradation(forces, [1.0, 3.0], sensitive, np.array([[1.0, 0.5]]))
    assert found == pytest.approx(np.array([[0.25 * 0.5, (0.25 * 0.5 + 0.75 * 0.1) * 0.5]]))
    quality = habitat_quality(np.array([1.0, 0.8, 0.0, 0.4]), np.array([0.0, 0.05, 0.3, 0.1]), 0.05)
    assert quality == pytest.approx([1.0, 0.4, 0.0, 0.4 * (1 - 0.1**2.5 / (0.1**2.5 + 0.05**2.5))])
    assert habitat_quality(np.array([0.7, 0.7]), np.array([0.0, 0.2]), 0.0).tolist() == [0.7, 0.0]


def test_no_data_stays_no_data() -> None:
    unknown = np.array([[np.nan, 0.5]])
    found = degradation([np.ones((1, 2))], [1.0], [unknown])
    assert np.isnan(found).tolist() == [[True, False]]
    assert np.isnan(habitat_quality(np.array([[np.nan, 1.0]]), found, 0.1)).tolist() == [[True, False]]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 5), st.floats(0, 1)), min_size=1, max_size=4),
    st.floats(0, 1),
    st.floats(0.001, 1),
)
def test_all_stays_between_nought_and_one(threats: list[tuple[float, float, float]], suits: float, half: float) -> None:
    forces, weights, sensitive = zip(*threats, strict=True)
    degraded = degradation([np.full((1, 1), f) for f in forces], weights, [np.full((1, 1), s) for s in sensitive])
    assert 0 <= degraded[0, 0] <= 1 + 1e-12
    quality = habitat_quality(np.full((1, 1), suits), degraded, half)
    assert 0 <= quality[0, 0] <= suits
    worse = habitat_quality(np.full((1, 1), suits), degraded + 0.1, half)
    assert worse[0, 0] <= quality[0, 0]
