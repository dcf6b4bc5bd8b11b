import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.water_retention import importance_limits, retained_depth, volume

RAIN = np.array([[1000.0, 800.0], [600.0, np.nan]])
RUNOFF = np.array([[0.05, 0.1], [0.75, 0.1]])
EVAPORATION = np.array([[700.0, 650.0], [400.0, 500.0]])


def test_balance_by_hand() -> None:
    # 1000·0.95 − 700 = 250; 800·0.9 − 650 = 70; 600·0.25 − 400 = −250
    cut = retained_depth(RAIN, RUNOFF, EVAPORATION)
    kept = retained_depth(RAIN, RUNOFF, EVAPORATION, cut=False)
    np.testing.assert_allclose(cut, [[250, 70], [0, np.nan]])
    np.testing.assert_allclose(kept, [[250, 70], [-250, np.nan]])
    np.testing.assert_allclose(retained_depth(RAIN, RUNOFF, EVAPORATION, calibration=0.5), cut / 2)
    assert volume(250.0, 900.0) == 225.0


@given(rain=st.floats(0, 5000), runoff=st.floats(0, 1), evaporation=st.floats(0, 3000))
def test_never_more_than_the_rain(rain: float, runoff: float, evaporation: float) -> None:
    depth = retained_depth(np.array([rain]), np.array([runoff]), np.array([evaporation]))
    assert 0 <= depth[0] <= rain


def test_importance_by_hand() -> None:
    # sums from above: 400, 700, 900, 1000 of 1000
    middles, cells = np.array([10.0, 20.0, 30.0, 40.0]), np.array([10, 10, 10, 10])
    assert importance_limits(middles, cells, (0.4, 0.5, 0.7, 0.71, 0.9, 1.0)) == (40.0, 30.0, 30.0, 20.0, 20.0, 10.0)
    assert importance_limits(np.array([0.0]), np.array([5]), (0.5,)) == (float("inf"),)


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any))
def test_ground_above_a_limit_holds_its_share(cells: list[int]) -> None:
    middles = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    held = middles * cells
    for share, limit in zip(
        (0.5, 0.75, 0.9), importance_limits(middles, np.array(cells), (0.5, 0.75, 0.9)), strict=True
    ):
        best = held[middles >= limit].sum()
        assert best >= share * held.sum() - 1e-9
        assert best - held[middles == limit].sum() < share * held.sum()


def test_a_grid_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="broadcast"):
        retained_depth(RAIN, RUNOFF[:, :1].repeat(3, axis=1), EVAPORATION)
