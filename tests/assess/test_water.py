"""Water retention of a small county."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import county
from shanshui.ledger import Basis
from staged import Run, run

SIZE = (120, 120)


def watered(root: Path, evaporation: float = 700.0) -> Run:
    county.raster(root, "precipitation", np.full(SIZE, 1000, "float32"))
    county.raster(root, "evapotranspiration", np.full(SIZE, evaporation, "float32"))
    county.add_layers(root, precipitation="unit: mm/a", evapotranspiration="unit: mm/a")
    return run(root, "survey", "assess")


def test_balance_by_hand(small_county: Path) -> None:
    facts = watered(small_county).facts
    # of 10 000 cells 8000 forest (0.0452), 1984 fields (0.0957), 16 village (0.75: −450 mm, cut to 0)
    depth = (8000 * (954.8 - 700) + 1984 * (904.3 - 700)) / 10000
    assert float(facts.number("scope.water_retention.depth@2020") or 0) == pytest.approx(depth, abs=1e-4)
    area = facts.number("scope.area")
    assert area is not None
    assert float(facts.number("scope.indicator.041@2020") or 0) == pytest.approx(depth * 1e-3 * float(area), rel=1e-6)
    fact = facts["scope.indicator.041@2020"]
    assert (fact.unit, fact.basis) == ("m3/a", Basis.MODELLED_UNCALIBRATED)
    assert {"layer:precipitation", "layer:evapotranspiration", "layer:landcover"} <= set(fact.inputs)
    assert "runoff_cropland=0.0957" in fact.source


def test_interval_by_hand(small_county: Path) -> None:
    fact = watered(small_county).facts["scope.indicator.041@2020"]
    # only fields count, half width 0.10215 of the runoff; the village keeps nothing at all
    half = 1984 / 10000 * 1000 * 0.10215
    assert fact.low is not None
    assert fact.high is not None
    assert isinstance(fact.value, Decimal)
    area = float(fact.value) / (8000 * 254.8 + 1984 * 204.3) * 10000
    assert float(fact.high - fact.value) == pytest.approx(half * area, rel=1e-4)
    assert float(fact.value - fact.low) == pytest.approx(half * area, rel=1e-4)


def test_errors_of_layers_widen_the_interval(small_county: Path) -> None:
    county.set_parameters(
        small_county, precipitation_error="0.05", evapotranspiration_error="0.1", water_retention_calibration="0.9"
    )
    fact = watered(small_county).facts["scope.indicator.041@2020"]
    rain = 0.9 * (8000 * 954.8 + 1984 * 904.3) / 10000 * 0.05
    lost = 0.9 * 9984 / 10000 * 700 * 0.1
    field = 0.9 * 1984 / 10000 * 1000 * 0.10215
    depth = 0.9 * (8000 * 254.8 + 1984 * 204.3) / 10000
    assert isinstance(fact.value, Decimal)
    assert fact.high is not None
    wanted = np.sqrt(rain**2 + lost**2 + field**2) / depth
    assert float(fact.high / fact.value) - 1 == pytest.approx(wanted, rel=1e-4)
    assert fact.basis is Basis.MODELLED_CALIBRATED


def test_negative_cells_are_kept_where_the_project_says_so(small_county: Path) -> None:
    county.set_parameters(small_county, water_retention_negative="keep")
    facts = watered(small_county).facts
    depth = (8000 * 254.8 + 1984 * 204.3 - 16 * 450) / 10000
    assert float(facts.number("scope.water_retention.depth@2020") or 0) == pytest.approx(depth, abs=1e-4)


def test_importance_by_share(small_county: Path) -> None:
    facts = watered(small_county).facts
    area = facts.number("scope.area")
    assert area is not None
    parts = [facts.number(f"scope.importance_water_retention.grade{n}.area@2020") for n in range(1, 5)]
    # forest holds 83 % of all in one depth, so that it is all of the first class; the fields make up 90 % and more
    assert [round(float((part or 0) / area), 4) for part in parts] == [0.8, 0.0, 0.1984, 0.0016]


def test_ground_without_data_is_left_out_and_said(small_county: Path) -> None:
    codes = county.covers()
    codes[10:35] = 0
    county.raster(small_county, "landcover", codes, nodata=0)
    fact = watered(small_county).facts["scope.indicator.041@2020"]
    assert fact.reason == "其中 25.00% 的面积没有数据，未计入"


def test_without_evapotranspiration(small_county: Path) -> None:
    county.raster(small_county, "precipitation", np.full(SIZE, 1000, "float32"))
    county.add_layers(small_county, precipitation="unit: mm/a")
    done = run(small_county, "survey", "assess")
    assert done.facts["scope.indicator.041@2020"].value is None
    assert done.facts["scope.indicator.041@2020"].reason == "缺少图层 年蒸散量"
    assert "scope.indicator.041" in {f.subject for f in done.findings if f.code == "INDICATOR-ABSENT"}
