"""Habitat quality of a small county."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt
from shapely.geometry import LineString, box

import county
from shanshui.standard.method.habitat import load_habitat_suitability
from staged import run


def _by_hand(codes: np.ndarray, road: np.ndarray | None, cell: float) -> tuple[np.ndarray, np.ndarray]:
    """Degradation and suitability of the county's 120 x 120 cells, by scipy's distances."""
    table = load_habitat_suitability()
    threats = [
        ("settlement", codes == 61, 5000, 0.2, "exponential"),
        ("industry", codes == 63, 5000, 0.3, "exponential"),
    ]
    if road is not None:
        threats.append(("transport", road, 10000, 0.5, "linear"))
    whole = sum(weight for *_, weight, _ in threats)
    total = np.zeros(codes.shape)
    for key, there, reach, weight, decay in threats:
        if there.any():
            away = distance_transform_edt(~there) * cell
            force = 1 - away / reach if decay == "linear" else np.exp(-2.99 * away / reach)
            sensitive = np.vectorize({code: row.sensitivity(key) for code, row in table.items()}.get)(codes)
            total += np.where(away <= reach, force, 0) * sensitive * weight / whole
    return total, np.vectorize(lambda code: table[code].suitability)(codes)


def test_quality_of_the_county_by_hand(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    degraded, suitable = _by_hand(county.covers(), None, 30)
    inside = (slice(10, 110), slice(10, 110))
    half = degraded[inside].max() / 2
    quality = suitable * (1 - degraded**2.5 / (degraded**2.5 + half**2.5))
    assert float(done.facts.number("scope.habitat_degradation@2020") or 0) == pytest.approx(
        degraded[inside].mean(), abs=1e-6
    )
    assert float(done.facts.number("scope.habitat_quality@2020") or 0) == pytest.approx(
        quality[inside].mean(), abs=1e-6
    )
    left = float(done.facts.number("unit:L.habitat_quality@2020") or 0)
    assert left == pytest.approx(quality[10:110, 10:60].mean(), abs=1e-6)
    fact = done.facts["scope.habitat_quality@2020"]
    assert fact.basis == "modelled_uncalibrated"
    assert "habitat_settlement_distance=5000" in fact.source
    assert [f.subject for f in done.findings if f.code == "HABITAT-THREAT"] == ["scope.habitat.transport"]
    assert done.facts.text("field:habitat_quality_2020.content")


def test_a_road_threatens_what_lies_along_it(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  roads: {file: layers/roads.gpkg}\n", encoding="utf-8")
    across = county.WEST + 2015  # the middle of column 77
    county.vector(small_county, "roads", [LineString([(across, county.SOUTH - 300), (across, county.SOUTH + 3300)])])
    done = run(small_county, "survey", "assess")
    road = np.zeros((120, 120), bool)
    road[:, 77] = True
    degraded, _ = _by_hand(county.covers(), road, 30)
    assert "HABITAT-THREAT" not in done.codes()
    found = float(done.facts.number("scope.habitat_degradation@2020") or 0)
    assert found == pytest.approx(degraded[10:110, 10:110].mean(), abs=1e-6)
    assert "layer:roads" in done.facts["scope.habitat_degradation@2020"].inputs


def test_threats_beyond_the_grid_count(small_county: Path) -> None:
    """The scope is the western half; what lies far east of its grid, in the same land cover, still presses on it."""
    codes = county.covers()
    codes[codes == 61] = 51
    codes[:, 119] = 61
    county.raster(small_county, "landcover", codes)
    county.vector(small_county, "scope", [county.LEFT])
    (small_county / "layers" / "units.gpkg").unlink()
    found = run(small_county, "survey", "assess").facts.number("scope.habitat_degradation@2020")
    degraded, _ = _by_hand(codes, None, 30)
    assert float(found or 0) == pytest.approx(degraded[10:110, 10:60].mean(), abs=1e-6)


def test_choices_of_the_project(small_county: Path) -> None:
    own = (
        "parameters:\n"
        "  habitat_half_saturation_rule: {value: fixed, source: 测试}\n"
        "  habitat_half_saturation: {value: 0.2, source: 测试}\n"
        "  habitat_transport_weight: {value: 0, source: 测试}\n"
    )
    with (small_county / "project.yaml").open("a", encoding="utf-8") as file:
        file.write(own)
    done = run(small_county, "survey", "assess")
    degraded, suitable = _by_hand(county.covers(), None, 30)
    quality = suitable * (1 - degraded**2.5 / (degraded**2.5 + 0.2**2.5))
    found = float(done.facts.number("scope.habitat_quality@2020") or 0)
    assert found == pytest.approx(quality[10:110, 10:110].mean(), abs=1e-6)
    assert "HABITAT-THREAT" not in done.codes()
    assert "project" in done.facts["scope.habitat_quality@2020"].inputs


def test_a_village_that_grows_lowers_quality(small_county: Path) -> None:
    before = county.covers()
    before[before == 61] = 51
    county.raster(small_county, "landcover_2010", before)
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += "  landcover_2010: {file: layers/landcover_2010.tif, classes: hj1166}\n"
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    facts = run(small_county, "survey", "assess").facts
    early, late = (facts.number(f"scope.habitat_quality@{year}") for year in (2010, 2020))
    assert early is not None
    assert late is not None
    assert late < early
    assert facts.number("scope.habitat_quality.change@2020") == late - early
    assert facts.number("scope.habitat_degradation@2010") == Decimal(0)


def test_cores_of_protected_areas_keep_threats_out(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += "  protected_areas: {file: layers/protected_areas.gpkg}\n"
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    whole = box(county.WEST - 500, county.SOUTH - 500, county.WEST + 1500, county.SOUTH + 3500)
    county.vector(small_county, "protected_areas", [whole], name=["某保护区"], zone=["核心保护区"])
    with (small_county / "project.yaml").open("a", encoding="utf-8") as file:
        file.write("parameters:\n  habitat_access_core: {value: 0, source: 测试}\n")
    facts = run(small_county, "survey", "assess").facts
    assert facts.number("unit:L.habitat_degradation@2020") == 0
    assert (facts.number("unit:R.habitat_degradation@2020") or 0) > 0
