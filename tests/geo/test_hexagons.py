import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo.hexagons import hexagons


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.floats(1, 5000), st.floats(1, 5000))
def test_they_cover_a_box_without_overlap(west: float, south: float, width: float, height: float) -> None:
    box = west, south, west + width, south + height
    found = hexagons(box, 1e6)
    assert shapely.area(found) == pytest.approx(1e6)
    whole = shapely.union_all(found)
    assert whole.area == pytest.approx(1e6 * found.size, rel=1e-9)
    assert shapely.box(*box).difference(whole.buffer(1e-6)).area == pytest.approx(0, abs=1e-3)


def test_the_same_hexagons_come_for_any_box() -> None:
    small, large = hexagons((0, 0, 3000, 3000), 1e6), hexagons((-9000, -9000, 9000, 9000), 1e6)
    places = {(round(p.centroid.x, 3), round(p.centroid.y, 3)) for p in large}
    assert {(round(p.centroid.x, 3), round(p.centroid.y, 3)) for p in small} <= places
    with pytest.raises(ValueError, match="above 0"):
        hexagons((0, 0, 1, 1), 0)
