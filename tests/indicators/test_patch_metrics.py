"""Patch metrics by hand, and beside FRAGSTATS where its results are at hand."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
import rasterio

from shanshui.geo.patches import PatchScan
from shanshui.indicators.patch_metrics import ClassMetrics, Landscape, class_metrics, contagion, diversity

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "fragstats_reference"
HECTARE = 10_000
# FRAGSTATS' name, ours, and what its unit is of ours
NAMES = {
    "CA": ("area", 1 / HECTARE), "PLAND": ("share", 100), "NP": ("patches", 1), "LPI": ("largest_share", 100),
    "TE": ("edge", 1), "ED": ("edge_density", HECTARE), "LSI": ("shape_index", 1),
    "AREA_MN": ("mean_area", 1 / HECTARE), "PLADJ": ("like_adjacency", 100), "AI": ("aggregation", 100),
    "CLUMPY": ("clumpiness", 1), "COHESION": ("cohesion", 100), "DIVISION": ("division", 1),
    "MESH": ("mesh", 1 / HECTARE), "SPLIT": ("splitting", 1),
}  # fmt: skip


def landscape(kinds: np.ndarray, cell: float = 1.0) -> Landscape:
    scan = PatchScan(kinds.shape[1], 1, int(kinds.max()))
    scan.add((kinds > 0).astype(np.int32), kinds)
    found = scan.result()
    return Landscape(found.kind, found.cells, found.inner, found.perimeter, found.sides[1], cell)


def test_two_halves_by_hand() -> None:
    found = class_metrics(landscape(np.array([[1, 1, 2, 2], [1, 1, 2, 2]], np.int32), 10.0))
    assert found.patches.tolist() == [1, 1]
    assert found.area.tolist() == [400, 400]
    assert found.edge.tolist() == [20, 20]  # two sides of 10 m, the border left out
    assert found.edge_density.tolist() == pytest.approx([20 / 800] * 2)
    assert found.edge_density_hj.tolist() == pytest.approx([20 / 400] * 2)
    assert found.shape_index.tolist() == [1, 1]
    assert found.aggregation.tolist() == [1, 1]
    assert found.division.tolist() == [0.75, 0.75]


def test_a_class_that_is_not_there_has_no_metrics() -> None:
    found = class_metrics(landscape(np.array([[1, 1, 3]], np.int32)))
    assert found.patches.tolist() == [1, 0, 1]
    for name, _ in NAMES.values():
        if name not in ("patches", "largest_share"):
            assert math.isnan(getattr(found, name)[1]), name


def test_diversity_and_contagion_of_the_landscape() -> None:
    halves = landscape(np.array([[1, 2]], np.int32))
    assert diversity(halves) == pytest.approx(math.log(2))
    assert contagion(halves) == pytest.approx(1 + 2 * 0.5 * math.log(0.5) / (2 * math.log(2)))
    assert math.isnan(contagion(landscape(np.array([[1, 1]], np.int32))))


def test_nothing_has_no_metrics() -> None:
    nothing = np.zeros(0, np.int64)
    with pytest.raises(ValueError, match="0 patches"):
        class_metrics(Landscape(nothing, nothing, nothing, nothing, np.zeros((2, 2), np.int64), 1.0))


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the results of FRAGSTATS are not beside this checkout")
@pytest.mark.parametrize("name", ["landscape_v1", "landscape_v2", "landscape_stack_1", "landscape_stack_5"])
def test_metrics_are_those_of_fragstats(name: str) -> None:
    with rasterio.open(REFERENCE / f"{name}.tif") as file:
        cells, cell, nodata = file.read(1).astype(np.int32), float(file.transform.a), file.nodata
    codes = np.unique(cells[cells != nodata])
    kinds = np.where(cells == nodata, 0, np.searchsorted(codes, cells) + 1).astype(np.int32)
    whole = landscape(kinds, cell)
    found = class_metrics(whole)
    rows = _table(f"{name}.class.csv")
    assert len(rows) == codes.size
    for row in rows:
        place = int(np.searchsorted(codes, int(row["TYPE"].removeprefix("cls_"))))
        for theirs, (ours, factor) in NAMES.items():
            if row[theirs]:
                assert _value(found, ours, place) * factor == pytest.approx(float(row[theirs]), rel=1e-4, abs=6e-5), (
                    theirs
                )
    (land,) = _table(f"{name}.land.csv")
    assert diversity(whole) == pytest.approx(float(land["SHDI"]), abs=6e-5)
    if land["CONTAG"]:
        assert contagion(whole) * 100 == pytest.approx(float(land["CONTAG"]), abs=6e-5)


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / name).read_text(encoding="utf-8").splitlines()))


def _value(found: ClassMetrics, name: str, place: int) -> float:
    return float(getattr(found, name)[place])
