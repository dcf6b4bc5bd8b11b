import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from shanshui.geo import crs


@pytest.mark.parametrize("zone", range(25, 46))
def test_every_zone_is_what_epsg_calls_it(zone: int) -> None:
    plain, prefixed = CRS.from_epsg(crs.gauss_kruger(zone)), CRS.from_epsg(crs.gauss_kruger(zone, prefix=True))
    assert plain.name == f"CGCS2000 / 3-degree Gauss-Kruger CM {3 * zone}E"
    assert prefixed.name == f"CGCS2000 / 3-degree Gauss-Kruger zone {zone}"
    assert crs.zone_of(3.0 * zone) == zone
    assert crs.zone_of(3.0 * zone - 1.5) == zone


@pytest.mark.parametrize("lon", [73.4, 136.5, -109.0, float("nan"), float("inf")])
def test_outside_the_zones(lon: float) -> None:
    with pytest.raises(ValueError, match=r"73\.5 to 136\.5"):
        crs.zone_of(lon)


@pytest.mark.parametrize("zone", [24, 46])
def test_zone_without_code(zone: int) -> None:
    with pytest.raises(ValueError, match="25 to 45"):
        crs.gauss_kruger(zone)


def test_projected_reference_point() -> None:
    zone = crs.zone_for(109.0, 109.0)
    assert (zone.epsg, zone.prefixed_epsg, zone.central_meridian) == (4545, 4524, 108)
    x, y = crs.transformer(crs.CGCS2000, zone.epsg).transform(109.0, 34.0)
    assert (round(x, 3), round(y, 3)) == (592386.558, 3764112.305)
    x, _ = crs.transformer(crs.CGCS2000, zone.prefixed_epsg).transform(109.0, 34.0)
    assert round(x, 3) == 36592386.558


def test_a_county_over_the_border_of_a_zone() -> None:
    assert crs.zone_for(108.81, 109.41).beyond == 0
    zone = crs.zone_for(108.8, 109.7)
    assert zone.number == 36
    assert zone.beyond == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (4214, "Beijing 1954"),
        (2432, "Beijing 1954"),
        (4610, "Xian 1980"),
        (2381, "Xian 1980"),
        (4490, ""),
        (4545, ""),
        (4524, ""),
        (4326, ""),
        (32649, ""),
    ],
)
def test_datums_that_are_refused(code: int, name: str) -> None:
    assert crs.refused_datum(CRS.from_epsg(code)) == name
    esri = CRS.from_wkt(CRS.from_epsg(code).to_wkt("WKT1_ESRI"))
    assert crs.refused_datum(esri) == name


def test_an_unnamed_krassowsky_ellipsoid_is_refused_too() -> None:
    assert crs.refused_datum(CRS.from_proj4("+proj=tmerc +lon_0=108 +k=1 +x_0=500000 +ellps=krass +units=m"))


def test_reading_and_naming() -> None:
    one, other = crs.read_crs("4545"), crs.read_crs("EPSG:4545")
    assert one is not None
    assert other is not None
    assert crs.same_crs(one, other)
    assert crs.same_crs(one, CRS.from_wkt(one.to_wkt("WKT1_ESRI")))
    assert not crs.same_crs(one, CRS.from_epsg(4524))
    assert crs.named(one) == "EPSG:4545"
    assert crs.named(None) == ""
    assert crs.read_crs("GCJ-02") is None


@given(st.floats(73.6, 134.0), st.floats(18.2, 53.0))
def test_gcj02_is_undone(lon: float, lat: float) -> None:
    there = crs.gcj02_from_wgs84(np.array([lon]), np.array([lat]))
    back = crs.wgs84_from_gcj02(*there)
    assert abs(back[0][0] - lon) < 1e-8
    assert abs(back[1][0] - lat) < 1e-8
    assert 0.0005 < np.hypot(there[0][0] - lon, there[1][0] - lat) < 0.02


def test_gcj02_known_point() -> None:
    # the published example of the formula: Tian'anmen
    lon, lat = crs.gcj02_from_wgs84(np.array([116.391]), np.array([39.9075]))
    assert lon[0] == pytest.approx(116.39724, abs=2e-5)
    assert lat[0] == pytest.approx(39.90890, abs=2e-5)


def test_gcj02_outside_china_is_left_alone() -> None:
    lon, lat = np.array([2.35, 139.7]), np.array([48.85, 35.7])
    for turned in (crs.gcj02_from_wgs84(lon, lat), crs.wgs84_from_gcj02(lon, lat)):
        assert np.array_equal(turned[0], lon)
        assert np.array_equal(turned[1], lat)
