"""Metrics of the landscape pattern of a small county, and the same from however many strips and workers."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box

import county
from shanshui.assess.landscape import pattern
from shanshui.assess.landscape.pattern import FINEST, FIRST, Asked, Labelling
from shanshui.geo.grid import Grid
from shanshui.geo.patch_strips import Sought
from shanshui.geo.patches import PatchScan
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.geo.tasks import Local
from shanshui.geo.zonal import Zones
from staged import Run, run


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


def test_metrics_by_hand(small_county: Path) -> None:
    # forest on both slopes, 40 columns each, the fields between them, and in these a village of 4 x 4
    facts = assessed(small_county).facts
    assert facts.number("scope.pattern.np@2020") == 4
    assert facts.number("scope.pattern.forest.np@2020") == 2
    assert facts.number("scope.pattern.forest.mps@2020") == 100 * 40 * 900
    assert facts.number("scope.pattern.mps@2020") == 10_000 * 900 / 4
    assert facts.number("scope.pattern.forest.pd@2020") == pytest.approx(Decimal(2) / 9, rel=Decimal("1e-9"))
    # two borders of 100 sides; over nine square kilometres, and over what is forest of them
    assert float(facts.number("scope.pattern.forest.ed@2020") or 0) == pytest.approx(200 * 30 / 9e6)
    assert float(facts.number("scope.pattern.forest.ed_hj@2020") or 0) == pytest.approx(200 * 30 / 7.2e6)
    # 100 m are three cells and a bit: no cell of the outer three
    assert facts.number("scope.pattern.forest.tca@2020") == 2 * (100 - 6) * (40 - 6) * 900
    assert facts.number("scope.pattern.forest.enn@2020") == 21 * 30
    village = facts["scope.pattern.urban.enn@2020"]
    assert village.value is None
    assert "同类" in village.reason
    shares = [0.8, 0.1984, 0.0016]
    assert float(facts.number("scope.pattern.shdi@2020") or 0) == pytest.approx(-sum(p * math.log(p) for p in shares))
    assert facts.number("scope.pattern.lpi@2020") == Decimal("0.4")


def test_classes_and_distances_are_told_of_scope_and_units_alone(small_county: Path) -> None:
    facts = assessed(small_county).facts
    assert facts.number("unit:L.pattern.forest.np@2020") == 1
    assert facts["unit:L.pattern.forest.enn@2020"].value is None
    assert facts.number("subproject:R-01.pattern.np@2020") is not None
    assert not facts.starting("subproject:R-01.pattern.forest")
    assert "subproject:R-01.pattern.enn@2020" not in facts


def test_the_depth_of_edges_is_the_project_s(small_county: Path) -> None:
    text = (small_county / "project.yaml").read_text(encoding="utf-8")
    text += "parameters:\n  core_edge_depth: {value: 30, unit: m, source: 本县调查}\n"
    (small_county / "project.yaml").write_text(text, encoding="utf-8")
    facts = assessed(small_county).facts
    core = facts["scope.pattern.forest.tca@2020"]
    assert core.value == 2 * (100 - 2) * (40 - 2) * 900
    assert "本县调查" in core.source
    assert "project" in core.inputs


def test_cells_wider_than_the_edge_have_no_core(small_county: Path) -> None:
    text = (small_county / "project.yaml").read_text(encoding="utf-8")
    text += "parameters:\n  core_edge_depth: {value: 20, unit: m, source: 本县调查}\n"
    (small_county / "project.yaml").write_text(text, encoding="utf-8")
    core = assessed(small_county).facts["scope.pattern.tca@2020"]
    assert core.value is None
    assert "边缘深度" in core.reason


def test_one_class_only(small_county: Path) -> None:
    county.raster(small_county, "landcover", np.full((120, 120), 12, "uint8"))
    facts = assessed(small_county).facts
    assert facts.number("scope.pattern.np@2020") == 1
    assert facts.number("scope.pattern.shdi@2020") == 0
    for name in ("contag", "contagion_hj", "shei", "enn"):
        fact = facts[f"scope.pattern.{name}@2020"]
        assert fact.value is None
        assert fact.reason


def test_all_without_data(small_county: Path) -> None:
    county.raster(small_county, "landcover", np.zeros((120, 120), "uint8"), nodata=0)
    facts = assessed(small_county).facts
    assert not facts.starting("scope.pattern")
    assert not [f for f in facts.values() if isinstance(f.value, Decimal) and f.value.is_nan()]


@pytest.fixture
def landscape(tmp_path: Path) -> Labelling:
    """Some noise in two zones, cut by strips of seven rows."""
    grid = Grid(county.EPSG, 30.0, 0.0, 3000.0, 60, 100)
    codes = np.random.default_rng(3).choice([0, 11, 12, 31, 51], size=grid.shape, p=[0.05, 0.3, 0.3, 0.2, 0.15])
    with RasterWriter(tmp_path / "codes.tif", grid, "int32", 0) as file:
        for window in grid.windows():
            file.write(window, codes.astype("int32"))
    numbers = np.zeros((2, 52), np.int32)
    for number, code in enumerate((11, 12, 31, 51), start=1):
        numbers[:, code] = number, {1: 1, 3: 2, 5: 3}[code // 10]
    zones = Zones([box(100, 100, 900, 2900), box(900, 100, 1700, 2000)], grid)
    asked = (Asked(0, FINEST, Sought(2, 4)), Asked(0, FIRST, Sought(2, 3, depth=2.0, edges=True)))
    return Labelling(AlignedRaster(tmp_path / "codes.tif", grid, "codes"), numbers, (zones,), asked)


@pytest.mark.parametrize(("strip", "workers"), [(7, 1), (7, 4), (33, 2), (100, 1)])
def test_strips_and_workers_make_no_difference(
    landscape: Labelling, strip: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scanned(rows: int, hands: int) -> list[PatchScan]:
        monkeypatch.setattr(pattern, "STRIP", rows)
        scans = [PatchScan(60, one.sought) for one in landscape.asked]
        for strips in Local(hands).run(landscape, pattern.strips_of(landscape.source.grid)):
            for scan, found in zip(scans, strips, strict=True):
                scan.join(found)
        return scans

    for one, other in zip(scanned(100, 1), scanned(strip, workers), strict=True):
        want, got = one.result(), other.result()
        for name in ("zone", "kind", "cells", "inner", "outer", "core", "sides"):
            assert np.array_equal(getattr(want, name), getattr(got, name)), name
        assert np.array_equal(want.edges.patch, got.edges.patch)
