import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo.terrain import slope


def test_by_hand() -> None:
    z = np.array([[1.0, 2.0, 4.0], [2.0, 3.0, 5.0], [4.0, 4.0, 8.0]])
    east = ((4 + 10 + 8) - (1 + 4 + 4)) / 80
    north = ((1 + 4 + 4) - (4 + 8 + 8)) / 80
    assert slope(z, 10.0)[0, 0] == pytest.approx(np.degrees(np.arctan(np.hypot(east, north))))


@given(st.floats(-80, 80), st.floats(0, 360))
def test_a_plane_has_its_own_slope(angle: float, azimuth: float) -> None:
    y, x = np.mgrid[0:6, 0:5] * 30.0
    z = np.tan(np.radians(angle)) * (x * np.cos(np.radians(azimuth)) + y * np.sin(np.radians(azimuth)))
    assert slope(z, 30.0) == pytest.approx(np.full((4, 3), abs(angle)), abs=1e-9)


def test_no_data() -> None:
    z = np.zeros((3, 4))
    z[1, 1] = np.nan
    found = slope(z, 30.0)
    assert np.isnan(found[0, 0])
    assert found[0, 1] == 0
    assert np.isnan(slope(np.full((3, 3), np.nan), 30.0)).all()


def test_refusals() -> None:
    with pytest.raises(ValueError, match="above 0"):
        slope(np.zeros((3, 3)), 0.0)
    with pytest.raises(ValueError, match="inner cell"):
        slope(np.zeros((2, 3)), 30.0)
