"""Patch metrics by hand, and beside FRAGSTATS where its results are at hand."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
import rasterio

from shanshui.geo.patches import PatchScan, Sought
from shanshui.indicators.landscape_metrics import contagion, contagion_hj, diversity, landscape_metrics
from shanshui.indicators.nearest import nearest_patches
from shanshui.indicators.patch_metrics import Landscape, class_metrics, landscape_of

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "fragstats_reference"
HECTARE = 10_000
# FRAGSTATS' name, ours, and what its unit is of ours
NAMES = {
    "CA": ("area", 1 / HECTARE), "PLAND": ("share", 100), "NP": ("patches", 1), "PD": ("density", 100 * HECTARE),
    "LPI": ("largest_share", 100), "TE": ("edge", 1), "ED": ("edge_density", HECTARE), "LSI": ("shape_index", 1),
    "AREA_MN": ("mean_area", 1 / HECTARE), "PLADJ": ("like_adjacency", 100), "AI": ("aggregation", 100),
    "CLUMPY": ("clumpiness", 1), "COHESION": ("cohesion", 100), "DIVISION": ("division", 1),
    "MESH": ("mesh", 1 / HECTARE), "SPLIT": ("splitting", 1), "TCA": ("core_area", 1 / HECTARE),
    "CPLAND": ("core_share", 100), "ENN_MN": ("nearest", 1),
}  # fmt: skip
WHOLE = {
    "TA": ("area", 1 / HECTARE), "NP": ("patches", 1), "PD": ("density", 100 * HECTARE),
    "LPI": ("largest_share", 100), "TE": ("edge", 1), "ED": ("edge_density", HECTARE), "LSI": ("shape_index", 1),
    "AREA_MN": ("mean_area", 1 / HECTARE), "TCA": ("core_area", 1 / HECTARE), "ENN_MN": ("nearest", 1),
    "CONTAG": ("contagion", 100), "PLADJ": ("like_adjacency", 100), "COHESION": ("cohesion", 100),
    "DIVISION": ("division", 1), "MESH": ("mesh", 1 / HECTARE), "SPLIT": ("splitting", 1), "PR": ("classes", 1),
    "SHDI": ("shannon", 1), "SIDI": ("simpson", 1), "SHEI": ("shannon_evenness", 1), "SIEI": ("simpson_evenness", 1),
    "AI": ("aggregation", 100),
}  # fmt: skip
DIMENSIONLESS = {"PLAND", "NP", "LPI", "PLADJ", "AI", "CLUMPY", "DIVISION", "SPLIT", "LSI", "CONTAG", "PR",
                 "SHDI", "SIDI", "SHEI", "SIEI"}  # fmt: skip
LANDSCAPES = ("landscape_v1", "landscape_v2", "landscape_stack_1", "landscape_stack_3", "landscape_stack_5",
              "podlasie_ccilc")  # fmt: skip


# Cells of one small core each that FRAGSTATS' output leaves out, as its NDCA does; PyLandStats counts them as we do,
# and landscapemetrics names the metric among those that it cannot bring to agree (its issue 303).
DROPPED = {"landscape_v1": {3: 1}, "landscape_stack_3": {0: 1, 1: 3}}


def landscape(kinds: np.ndarray, cell: float = 1.0) -> Landscape:
    sought = Sought(1, int(kinds.max()), depth=1.0, edges=True)
    scan = PatchScan(kinds.shape[1], sought)
    kinds = np.pad(kinds, ((sought.halo, sought.halo), (0, 0)))
    scan.add((kinds > 0).astype(np.int32), kinds)
    found = scan.result()
    near = nearest_patches(found.edges.row, found.edges.col, found.edges.patch, found.kind)
    whole = landscape_of(found, 1, cell, True, near)
    assert whole is not None
    return whole


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


def test_one_class_alone_has_no_evenness_and_no_neighbour() -> None:
    whole = landscape_metrics(landscape(np.ones((3, 3), np.int32)))
    assert (whole.patches, whole.classes, whole.area, whole.edge) == (1, 1, 9, 0)
    assert (whole.shape_index, whole.aggregation, whole.core_area) == (1, 1, 1)
    assert (whole.shannon, whole.simpson, whole.division) == (0, 0, 0)
    for name in ("contagion", "contagion_hj", "shannon_evenness", "simpson_evenness", "nearest"):
        assert math.isnan(getattr(whole, name)), name


def test_one_cell_alone() -> None:
    whole = landscape(np.ones((1, 1), np.int32))
    assert math.isnan(class_metrics(whole).aggregation[0])
    assert math.isnan(class_metrics(whole).cohesion[0])
    assert math.isnan(landscape_metrics(whole).cohesion)


def test_contagion_of_the_standard_by_hand() -> None:
    # of ten sides, seen from both cells, four lie within each class and two between them
    found = landscape(np.array([[1, 1, 2], [1, 1, 2]], np.int32))
    assert found.sides[1:, 1:].tolist() == [[8, 2], [2, 2]]
    p = np.array([8, 2, 2, 2]) / 14
    assert contagion_hj(found) == pytest.approx(2 * math.log(2) + (p * np.log(p)).sum())


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the results of FRAGSTATS are not beside this checkout")
@pytest.mark.parametrize("name", LANDSCAPES)
def test_metrics_are_those_of_fragstats(name: str) -> None:
    with rasterio.open(REFERENCE / f"{name}.tif") as file:
        cells, cell, nodata = file.read(1).astype(np.int32), float(file.transform.a), file.nodata
    codes = np.unique(cells[cells != nodata])
    kinds = np.where(cells == nodata, 0, np.searchsorted(codes, cells) + 1).astype(np.int32)
    whole = landscape(kinds, cell)
    found, land = class_metrics(whole), landscape_metrics(whole)
    rows = _table(f"{name}.class.csv")
    assert len(rows) == codes.size
    kept = DIMENSIONLESS if name.startswith("podlasie") else set(NAMES) | set(WHOLE)  # its cells are degrees
    for row in rows:
        place = int(np.searchsorted(codes, int(row["TYPE"].removeprefix("cls_"))))
        for theirs in NAMES.keys() & kept:
            ours, factor = NAMES[theirs]
            value = float(getattr(found, ours)[place]) * factor
            if theirs in ("TCA", "CPLAND"):
                value *= 1 - DROPPED.get(name, {}).get(int(codes[place]), 0) * cell**2 / found.core_area[place]
            _same(row[theirs], value, f"{row['TYPE']} {theirs}")
    (row,) = _table(f"{name}.land.csv")
    for theirs in WHOLE.keys() & kept:
        ours, factor = WHOLE[theirs]
        left_out = sum(DROPPED.get(name, {}).values()) * cell**2 * factor if theirs == "TCA" else 0
        _same(row[theirs], getattr(land, ours) * factor - left_out, theirs)


def _same(theirs: str, ours: float, what: str) -> None:
    """Within 0.01 %, or half of the last of the four decimals that are printed."""
    if theirs not in ("", "NA", "N/A"):
        assert ours == pytest.approx(float(theirs), rel=1e-4, abs=6e-5), what


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / name).read_text(encoding="utf-8").splitlines()))
