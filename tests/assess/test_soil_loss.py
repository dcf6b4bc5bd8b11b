"""Soil loss, sediment and wind erosion of a small county."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import county
from shanshui.indicators.soil_erodibility import erodibility
from shanshui.ledger import Basis
from staged import Run, run

LAYERS = """\
  rainfall_erosivity: {file: layers/rainfall_erosivity.tif, kind: raster, date: "2020-12-31", provider: 测试}
  fvc: {file: layers/fvc.tif, kind: raster, unit: "1", date: "2020-12-31", provider: 测试}
  soil: {file: layers/soil.gpkg, kind: vector, date: "2020-12-31", provider: 测试}
"""
SIZE = (120, 120)


@pytest.fixture
def eroding(small_county: Path) -> Path:
    """The small county, all forest, with rain, soil and cover."""
    county.raster(small_county, "landcover", np.full(SIZE, 12, "uint8"))
    county.raster(small_county, "rainfall_erosivity", np.full(SIZE, 5000.0, "float32"))
    county.raster(small_county, "fvc", np.full(SIZE, 0.8, "float32"))
    over = county.SCOPE.buffer(500)
    county.vector(small_county, "soil", [over], type=["红壤"], erodibility=[0.03])
    return with_catalog(small_county, LAYERS)


def with_catalog(root: Path, more: str) -> Path:
    path = root / "catalog.yaml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return root


def with_parameter(root: Path, text: str) -> Path:
    path = root / "project.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"parameters:\n{text}", encoding="utf-8")
    return root


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


def number(done: Run, fact: str) -> float:
    found = done.facts.number(fact)
    assert found is not None, fact
    return float(found)


def potential(done: Run, subject: str = "scope") -> float:
    """Loss from bare ground [t/a]: what is lost and what is retained."""
    return number(done, f"{subject}.erosion.loss@2020") + number(done, f"{subject}.indicator.052@2020")


def test_loss_of_forest_by_hand(eroding: Path) -> None:
    done = assessed(eroding)
    # C of forest at a cover of 0.8 is 0.004; tonnes are stated to 0.01
    assert number(done, "scope.erosion.loss@2020") / potential(done) == pytest.approx(0.004, rel=1e-5)
    area = number(done, "scope.area") / 1e6
    lost = number(done, "scope.erosion.loss@2020")
    assert number(done, "scope.indicator.051@2020") * area == pytest.approx(lost, rel=1e-5)
    # mean slope factor: between that of one cell and that of a whole slope of 100 m, at a slope of 6.9°
    factor = potential(done) / area / 100 / (5000 * 0.03)
    sine = math.sin(math.atan(math.hypot(3, 2) / 30))
    beta = sine / 0.089 / (3 * sine**0.8 + 0.56)
    s, m = 16.8 * sine - 0.5, beta / (1 + beta)
    assert s * 0.9 < factor < s * (100 / 22.13) ** m
    fact = done.facts["scope.indicator.051@2020"]
    assert fact.basis is Basis.MODELLED_UNCALIBRATED
    assert fact.low is not None
    assert fact.high is not None
    assert fact.low < fact.value < fact.high
    assert {"layer:dem", "layer:soil", "layer:fvc", "layer:rainfall_erosivity", "layer:landcover"} <= set(fact.inputs)
    assert "slope_length_cap=100" in fact.source


def test_every_scale_and_class_adds_up(eroding: Path) -> None:
    done = assessed(eroding)
    for subject in ("scope", "unit:L", "unit:R", "subproject:L-01"):
        parts = [done.facts.number(f"{subject}.erosion.class{n}.area@2020") for n in range(1, 7)]
        whole = done.facts.number(f"{subject}.area") or sum(p for p in parts if p is not None)
        assert sum(p for p in parts if p is not None) == whole
        assert done.facts.number(f"{subject}.erosion.area@2020") == sum(p for p in parts[1:] if p is not None)
    halves = number(done, "unit:L.erosion.loss@2020") + number(done, "unit:R.erosion.loss@2020")
    assert halves == pytest.approx(number(done, "scope.erosion.loss@2020"), rel=1e-6)
    assert number(done, "scope.indicator.071@2020") < 0.8 * number(done, "scope.indicator.051@2020")


def test_paddy_and_steep_fields(eroding: Path) -> None:
    cells = county.covers()
    county.raster(eroding, "landcover", cells)
    dry = number(assessed(eroding), "scope.erosion.loss@2020")
    with_parameter(eroding, "  paddy_share: {value: 1, source: 测试}\n")
    assert number(assessed(eroding), "scope.erosion.loss@2020") < dry


def test_paddy_told_by_parcels(eroding: Path) -> None:
    county.raster(eroding, "landcover", county.covers())
    dry = number(assessed(eroding), "scope.erosion.loss@2020")
    with_catalog(eroding, '  landuse: {file: layers/landuse.gpkg, classes: gbt21010, date: "2020-12-31"}\n')
    county.vector(eroding, "landuse", [county.LEFT, county.RIGHT], **{"class": ["0101", "0103"]})
    done = assessed(eroding)
    assert number(done, "scope.erosion.loss@2020") < dry
    assert "paddy_share=0.5" in done.facts["scope.indicator.051@2020"].source


def test_calibrated(eroding: Path) -> None:
    plain = number(assessed(eroding), "scope.indicator.051@2020")
    with_parameter(eroding, "  erosion_calibration: {value: 0.5, low: 0.4, high: 0.625, source: 沙量站}\n")
    fact = assessed(eroding).facts["scope.indicator.051@2020"]
    assert float(fact.value) == pytest.approx(plain / 2, rel=1e-4)
    assert fact.basis is Basis.MODELLED_CALIBRATED
    assert (float(fact.low), float(fact.high)) == pytest.approx((plain / 2 * 0.8, plain / 2 * 1.25), rel=1e-3)


def test_without_cover_one_is_assumed_and_said(eroding: Path) -> None:
    (eroding / "layers" / "fvc.tif").unlink()
    done = assessed(eroding)
    # forest at the assumed cover of 0.5, which begins the class of 50–70 %
    assert number(done, "scope.erosion.loss@2020") / potential(done) == pytest.approx(0.02, rel=1e-5)
    assert "EROSION-COVER" in [finding.code for finding in done.findings]


def test_without_soil_nothing_is_told(eroding: Path) -> None:
    (eroding / "layers" / "soil.gpkg").unlink()
    done = assessed(eroding)
    for indicator in ("051", "052", "071"):
        fact = done.facts[f"scope.indicator.{indicator}@2020"]
        assert fact.value is None
        assert "土壤" in fact.reason
    subjects = [finding.subject for finding in done.findings if finding.code == "INDICATOR-ABSENT"]
    assert {"scope.indicator.051", "scope.indicator.052", "scope.indicator.071"} <= set(subjects)


def test_soil_by_texture_in_a_raster_with_a_table(eroding: Path) -> None:
    given = number(assessed(eroding), "scope.indicator.051@2020")
    text = (eroding / "catalog.yaml").read_text(encoding="utf-8")
    text = text.replace("layers/soil.gpkg, kind: vector", "layers/soil.tif, kind: raster, classes: layers/soil.csv")
    (eroding / "catalog.yaml").write_text(text, encoding="utf-8")
    county.raster(eroding, "soil", np.full(SIZE, 3, "uint8"))
    table = eroding / "layers" / "soil.csv"
    table.write_text("code,clay_pct,silt_pct,sand_pct,organic_carbon_pct,k\n3,34,38,28,2.4,0.06\n", encoding="utf-8")
    assert number(assessed(eroding), "scope.indicator.051@2020") == pytest.approx(2 * given, rel=1e-4)
    table.write_text("code,clay_pct,silt_pct,sand_pct,organic_carbon_pct\n3,34,38,28,2.4\n", encoding="utf-8")
    k = float(erodibility(*(np.array(part) for part in (28.0, 38.0, 34.0, 2.4))))
    assert number(assessed(eroding), "scope.indicator.051@2020") == pytest.approx(given * k / 0.03, rel=1e-4)
    table.write_text("code,name\n3,红壤\n", encoding="utf-8")
    assert "质地" in assessed(eroding).facts["scope.indicator.051@2020"].reason


def test_erosivity_from_stations_and_from_annual_rain(eroding: Path) -> None:
    given = number(assessed(eroding), "scope.indicator.051@2020")
    (eroding / "layers" / "rainfall_erosivity.tif").unlink()
    county.raster(eroding, "precipitation", np.full(SIZE, 1000.0, "float32"))
    with_catalog(eroding, "  precipitation: {file: layers/precipitation.tif, kind: raster, unit: mm}\n")
    from_rain = assessed(eroding)
    assert number(from_rain, "scope.indicator.051@2020") == pytest.approx(
        given * 0.0534 * 1000**1.6548 / 5000, rel=1e-4
    )
    with_parameter(eroding, "  rainfall_erosivity: {value: 10000, low: 8000, high: 12500, source: 站点日雨量}\n")
    stated = assessed(eroding).facts["scope.indicator.051@2020"]
    assert float(stated.value) == pytest.approx(2 * given, rel=1e-4)
    wider = from_rain.facts["scope.indicator.051@2020"]
    assert stated.high / stated.low < wider.high / wider.low


def test_flow_length_instead_of_area(eroding: Path) -> None:
    by_area = number(assessed(eroding), "scope.indicator.051@2020")
    with_parameter(eroding, "  ls_method: {value: flow_length, source: 测试}\n")
    fact = assessed(eroding).facts["scope.indicator.051@2020"]
    assert 0.5 * by_area < float(fact.value) < 1.5 * by_area
    assert "ls_method=flow_length" in fact.source


def test_one_delivery_ratio_for_all(eroding: Path) -> None:
    with_parameter(
        eroding,
        "  sediment_delivery: {value: ratio, source: 测试}\n  sediment_delivery_ratio: {value: 0.25, source: 测试}\n",
    )
    done = assessed(eroding)
    lost = number(done, "scope.indicator.051@2020")
    assert number(done, "scope.indicator.071@2020") == pytest.approx(lost / 4, rel=1e-4)


def test_sinks_and_voids_are_said(eroding: Path) -> None:
    heights = county.relief()
    heights[50:53, 50:53] -= 60
    heights[30:33, 80:83] = -9999
    county.raster(eroding, "dem", heights, nodata=-9999)
    done = assessed(eroding)
    codes = [finding.code for finding in done.findings]
    assert "LAYER-SINKS" in codes
    assert "EROSION-VOIDS" in codes
    fact = done.facts["scope.erosion.loss@2020"]
    assert "缺数据" in fact.reason
    assert isinstance(fact.value, Decimal)


def windy(root: Path, wind: float, rain: float = 200.0) -> Path:
    for role, value in (("wind", wind), ("precipitation", rain), ("temperature", 5.0), ("evapotranspiration", 150.0)):
        county.raster(root, role, np.full(SIZE, value, "float32"))
    over = county.SCOPE.buffer(500)
    soil = {"sand": [60.0], "silt": [30.0], "clay": [10.0], "organic_carbon": [0.6], "erodibility": [0.03]}
    county.vector(root, "soil", [over], type=["风沙土"], **soil)
    roles = {"wind": "m/s", "precipitation": "mm", "temperature": "degC", "evapotranspiration": "mm"}
    return with_catalog(
        root, "".join(f"  {r}: {{file: layers/{r}.tif, kind: raster, unit: {u}}}\n" for r, u in roles.items())
    )


def test_wind_erosion_where_it_blows(eroding: Path) -> None:
    county.raster(eroding, "landcover", np.full(SIZE, 34, "uint8"))
    county.raster(eroding, "fvc", np.full(SIZE, 0.1, "float32"))
    done = assessed(windy(eroding, 7.0))
    # by hand, about 380 m above the sea: WF of a year, EF, SCF and C
    wetness = (150 / 12 - 200 / 12 * 0.3) / (150 / 12)
    density = 1.293 * 273 / 278 * (1 - 0.0255 * 0.38 * 6357 / 6357.38) ** 5.256
    weather = 12 * 7 * 4 * 365.25 / 12 * density / 9.8 * wetness
    matter = 0.6 * 1.724
    soil = (29.09 + 18.6 + 5.1 + 1.98 - 2.59 * matter) / 100 / (1 + 0.66 + 0.021 * matter**2)
    drive = weather * soil * math.exp(-0.1151 * 10)
    s = 150.71 * drive**-0.3711
    wanted = 100 / s**2 * 109.8 * drive * math.exp(-((50 / s) ** 2)) * 1000
    assert number(done, "scope.indicator.072@2020") == pytest.approx(wanted, rel=0.02)  # heights differ by 100 m


def test_wind_erosion_does_not_apply(eroding: Path) -> None:
    still = assessed(windy(eroding, 3.0))
    assert "WIND-STILL" in [finding.code for finding in still.findings]
    assert still.facts["scope.indicator.072@2020"].value is None
    county.raster(eroding, "precipitation", np.full(SIZE, 1300.0, "float32"))
    (eroding / "layers" / "wind.tif").unlink()
    wet = assessed(eroding)
    assert "WIND-WET" in [finding.code for finding in wet.findings]
    assert "湿润" in wet.facts["scope.indicator.072@2020"].reason
