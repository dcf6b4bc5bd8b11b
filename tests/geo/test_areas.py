from decimal import Decimal

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from shanshui.geo import areas
from shanshui.geo.grid import Grid

GEOD = Geod(ellps="GRS80")
TO_DEGREES = Transformer.from_crs(4545, 4490, always_xy=True)


def geodesic(shape: shapely.Geometry, step: float = 50.0) -> float:
    """Karney's area of a shape of EPSG:4545 whose edges are cut very short."""
    cut = shapely.segmentize(shape, step)
    turned = shapely.transform(cut, lambda p: np.column_stack(TO_DEGREES.transform(p[:, 0], p[:, 1])))
    return abs(GEOD.geometry_area_perimeter(shapely.geometry.polygon.orient(turned))[0])


def test_a_county_against_the_geodesic_area() -> None:
    county = shapely.Polygon([(580e3, 2.92e6), (640e3, 2.925e6), (645e3, 2.96e6), (590e3, 2.965e6)])
    assert areas.ellipsoidal([county], 4545)[0] == pytest.approx(geodesic(county), rel=1e-8)
    assert areas.planar([county])[0] != pytest.approx(geodesic(county), rel=1e-5)


def test_a_belt_of_the_ellipsoid_by_hand() -> None:
    # the northern hemisphere between 0° and 3° E: 1/120 of half the ellipsoid's surface
    a, f = 6378137.0, 1 / 298.257222101
    e2 = f * (2 - f)
    e = e2**0.5
    surface = 2 * np.pi * a * a * (1 + (1 - e2) / e * np.arctanh(e))
    belt = shapely.box(0, 0, 3, 90)
    assert areas.ellipsoidal([belt], 4490)[0] == pytest.approx(surface / 240, rel=1e-9)


def test_prefix_and_plain_zone_agree() -> None:
    shape = shapely.box(6e5, 2.93e6, 6.1e5, 2.94e6)
    moved = shapely.transform(shape, lambda p: p + np.array([36_000_000, 0]))
    plain, prefixed = areas.ellipsoidal([shape], 4545)[0], areas.ellipsoidal([moved], 4524)[0]
    assert prefixed == pytest.approx(plain, rel=1e-9)


def test_holes_parts_and_nothing() -> None:
    outer, hole = shapely.box(6e5, 2.93e6, 6.01e5, 2.931e6), shapely.box(6.002e5, 2.9302e6, 6.004e5, 2.9304e6)
    far = shapely.box(6.1e5, 2.93e6, 6.101e5, 2.9301e6)
    a, b, c = areas.ellipsoidal([outer, hole, far], 4545)
    holed = outer.difference(hole)
    both = shapely.MultiPolygon([holed, far])
    found = areas.ellipsoidal([holed, both, None, shapely.Polygon(), shapely.Point(6e5, 2.93e6)], 4545)
    assert found[0] == pytest.approx(a - b, rel=1e-9)
    assert found[1] == pytest.approx(a - b + c, rel=1e-9)
    assert found[2:].tolist() == [0, 0, 0]
    assert areas.ellipsoidal([], 4545).shape == (0,)


def test_a_cell() -> None:
    # 1.2° east of the central meridian the plane is stretched by about 1.0002 in area 1.0004
    assert areas.cell_area(Grid(4545, 30.0, 6.0e5, 2.95e6, 10, 10)) == pytest.approx(900.0, rel=5e-4)
    assert areas.cell_area(Grid(4545, 30.0, 6.0e5, 2.95e6, 10, 10)) < 900.0


def test_measured() -> None:
    assert areas.measured(1619153421.12345) == Decimal("1619153421.1235")


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=30).filter(any),
    st.decimals(1, 10**10, places=4),
    st.integers(0, 4),
)
def test_scaled_areas_add_up(counts: list[int], total: Decimal, places: int) -> None:
    found = areas.scale_to(counts, total, places)
    assert sum(found) == areas.round_half_up(total, places)
    step = Decimal(1).scaleb(-places)
    for count, area in zip(counts, found, strict=True):
        assert abs(area - total * count / sum(counts)) <= step * 2
        if count == 0:
            assert area == 0


@pytest.mark.parametrize("counts", [[], [0, 0], [3, -1]])
def test_counts_that_cannot_be_scaled(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot be scaled"):
        areas.scale_to(counts, Decimal(1))


def test_parcels_of_any_form_against_the_geodesic_area() -> None:
    rng = np.random.default_rng(5)
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    for x in (570e3, 610e3, 640e3):
        radius = rng.uniform(50, 400, 40)
        star = shapely.Polygon(np.c_[x + radius * np.cos(angle), 2.95e6 + radius * np.sin(angle)])
        assert areas.ellipsoidal([star], 4545)[0] == pytest.approx(geodesic(star, 5.0), rel=1e-7)
