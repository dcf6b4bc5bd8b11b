"""Vegetation cover, grassland cover and ecosystem quality of a small county."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import county
from shanshui.ledger import Basis, Facts
from staged import Run, run

SIZE = (120, 120)
WEST, EAST = (slice(None), slice(0, 60)), (slice(None), slice(60, None))
DATED = 'unit: "1", date: "2020-08-01"'


def halves(west: float, east: float) -> np.ndarray:
    """Two values, one for each half of the county; the scope begins ten cells inside.

    Its cells lie beside those of the project's grid, so that one of the hundred columns lies between both values.
    """
    cells = np.empty(SIZE, "float32")
    cells[WEST], cells[EAST] = west, east
    return cells


def number(facts: Facts, key: str) -> float:
    found = facts.number(key)
    assert found is not None, key
    return float(found)


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


def test_cover_of_a_layer_in_percent(small_county: Path) -> None:
    county.raster(small_county, "fvc", halves(40, 80))
    county.add_layers(small_county, fvc='unit: "%", date: "2020-08-01"')
    facts = assessed(small_county).facts
    assert number(facts, "scope.vegetation_cover@2020") == pytest.approx(0.6, abs=0.002)
    assert number(facts, "unit:L.vegetation_cover@2020") == pytest.approx(0.4, abs=0.004)
    assert facts["scope.vegetation_cover@2020"].basis is Basis.MEASURED
    areas = [facts.number(f"scope.fvc.class{n}.area@2020") for n in range(1, 6)]
    area = facts.number("scope.area")
    assert area is not None
    assert sum(a for a in areas if a is not None) == area
    assert areas[1] == pytest.approx(area / 2, rel=Decimal("0.02"))
    assert areas[4] == pytest.approx(area / 2, rel=Decimal("0.02"))


def test_cover_as_a_fraction_and_impossible_values(small_county: Path) -> None:
    cells = halves(0.4, 0.8)
    cells[:20], cells[20:30] = 2.55, -1.0
    county.raster(small_county, "fvc", cells)
    county.add_layers(small_county, fvc=DATED)
    facts = assessed(small_county).facts
    assert number(facts, "scope.vegetation_cover@2020") == pytest.approx(0.6, abs=0.002)


def test_cover_from_the_index_between_its_own_ends(small_county: Path) -> None:
    # equal thirds of the scope's rows: index 0.2, 0.5, 0.8
    cells = np.repeat(np.linspace(0.2, 0.8, 120), 120).reshape(SIZE).astype("float32")
    county.raster(small_county, "ndvi", cells)
    county.add_layers(small_county, ndvi=DATED)
    facts = assessed(small_county).facts
    bare, full = facts.number("scope.ndvi.bare"), facts.number("scope.ndvi.full")
    inner = cells[10:110, 0]
    assert float(bare or 0) == pytest.approx(np.quantile(inner, 0.05), abs=0.006)
    assert float(full or 0) == pytest.approx(np.quantile(inner, 0.95), abs=0.006)
    wanted = np.clip((inner - float(bare or 0)) / float((full or 0) - (bare or 0)), 0, 1).mean()
    assert number(facts, "scope.vegetation_cover@2020") == pytest.approx(wanted, abs=1e-3)
    fact = facts["scope.vegetation_cover@2020"]
    assert fact.basis is Basis.MODELLED_UNCALIBRATED
    assert "fvc_percentile=0.05" in fact.source


def test_own_ends_of_the_index(small_county: Path) -> None:
    county.raster(small_county, "ndvi", halves(0.25, 0.65))
    county.add_layers(small_county, ndvi=DATED)
    county.set_parameters(small_county, fvc_bare_ndvi="0.05", fvc_full_ndvi="0.85")
    facts = assessed(small_county).facts
    assert number(facts, "unit:L.vegetation_cover@2020") == pytest.approx(0.25, abs=0.004)
    assert number(facts, "unit:R.vegetation_cover@2020") == pytest.approx(0.75, abs=0.004)
    assert facts["unit:R.vegetation_cover@2020"].basis is Basis.MODELLED_CALIBRATED
    assert "project" in facts["unit:R.vegetation_cover@2020"].inputs


def test_another_year_lies_between_the_same_ends(small_county: Path) -> None:
    county.raster(small_county, "ndvi", np.linspace(0.2, 0.8, 14400).reshape(SIZE).astype("float32"))
    county.raster(small_county, "ndvi_2010", np.full(SIZE, 0.5, "float32"))
    county.add_layers(small_county, ndvi=DATED, ndvi_2010="")
    facts = assessed(small_county).facts
    assert number(facts, "scope.vegetation_cover@2010") == pytest.approx(0.5, abs=0.01)
    assert "layer:ndvi_2010" in facts["scope.vegetation_cover@2010"].inputs


def test_an_index_without_ends_is_not_a_cover(small_county: Path) -> None:
    county.raster(small_county, "ndvi", np.full(SIZE, 0.5, "float32"))
    county.add_layers(small_county, ndvi=DATED)
    done = assessed(small_county)
    assert not done.facts.starting("scope.vegetation_cover")
    assert "植被指数没有起伏" in done.facts["scope.indicator.032@2020"].reason


def test_cover_of_grassland(small_county: Path) -> None:
    codes = county.covers()
    codes[:, :30], codes[:, 90:] = 33, 31
    county.raster(small_county, "landcover", codes)
    county.raster(small_county, "fvc", halves(0.4, 0.8))
    county.add_layers(small_county, fvc=DATED)
    facts = assessed(small_county).facts
    # two types of equal area, of 0.4 and 0.8
    assert facts.number("scope.indicator.032@2020") == Decimal("0.6")
    assert facts.number("unit:L.indicator.032@2020") == Decimal("0.4")


def test_no_grassland_is_no_fault(small_county: Path) -> None:
    county.raster(small_county, "fvc", halves(0.4, 0.8))
    county.add_layers(small_county, fvc=DATED)
    done = assessed(small_county)
    assert done.facts["scope.indicator.032@2020"].value is None
    assert done.facts["scope.indicator.032@2020"].reason == "范围内没有草地"
    assert "scope.indicator.032" not in {f.subject for f in done.findings}


def with_quality(root: Path) -> None:
    """West half as the east half but half as dense, leafy and productive; all forest."""
    county.raster(root, "landcover", np.full(SIZE, 12, "uint8"))
    county.raster(root, "fvc", halves(0.4, 0.8))
    county.raster(root, "lai", halves(2, 4))
    county.raster(root, "gpp", halves(700, 1400))
    county.add_layers(root, fvc=DATED, lai="", gpp="")


def test_quality_beside_the_best_of_the_scope(small_county: Path) -> None:
    with_quality(small_county)
    done = assessed(small_county)
    facts = done.facts
    assert number(facts, "unit:R.quality.eqi@2020") == pytest.approx(100, abs=0.5)
    assert number(facts, "unit:L.quality.eqi@2020") == pytest.approx(50, abs=0.5)
    assert (facts.text("unit:L.indicator.024@2020"), facts.text("unit:R.indicator.024@2020")) == ("medium", "excellent")
    areas = [facts.number(f"scope.quality.grade{n}.area@2020") for n in range(1, 6)]
    assert sum(a for a in areas if a is not None) == facts.number("scope.area")
    assert "QUALITY-REGION" in done.codes()


def test_quality_beside_the_best_of_the_region(small_county: Path) -> None:
    with_quality(small_county)
    types = ("forest", "shrubland", "grassland", "cropland")
    best = {"fvc": "0.8", "lai": "8", "gpp": "1400"}
    county.set_parameters(small_county, **{f"quality_max_{k}_{t}": v for k, v in best.items() for t in types})
    done = assessed(small_county)
    # (1 + 0.5 + 1) / 3 and (0.5 + 0.25 + 0.5) / 3
    assert number(done.facts, "unit:R.quality.eqi@2020") == pytest.approx(250 / 3, abs=0.5)
    assert number(done.facts, "unit:L.quality.eqi@2020") == pytest.approx(125 / 3, abs=0.5)
    assert "QUALITY-REGION" not in done.codes()


def test_quality_is_not_guessed(small_county: Path) -> None:
    with_quality(small_county)
    county.edit(small_county / "catalog.yaml", "  lai: {file: layers/lai.tif", "  lai: {file: layers/none.tif")
    done = assessed(small_county)
    assert done.facts["scope.indicator.024@2020"].value is None
    assert "叶面积指数" in done.facts["scope.indicator.024@2020"].reason
    assert not done.facts.starting("scope.quality")


def test_cover_alone_stands_for_quality_where_the_project_says_so(small_county: Path) -> None:
    county.raster(small_county, "landcover", np.full(SIZE, 12, "uint8"))
    county.raster(small_county, "fvc", halves(0.2, 0.8))
    county.add_layers(small_county, fvc=DATED)
    county.set_parameters(small_county, quality_terms="fvc")
    done = assessed(small_county)
    assert done.facts.text("unit:L.indicator.024@2020") == "low"
    assert "quality_terms=fvc" in done.facts["unit:L.indicator.024@2020"].source
