"""Patch metrics beside PyLandStats, on landscapes made by chance."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import ndimage

from shanshui.geo.patches import PatchScan, Sought
from shanshui.indicators.landscape_metrics import landscape_metrics
from shanshui.indicators.nearest import nearest_patches
from shanshui.indicators.patch_metrics import Landscape, class_metrics, landscape_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the libraries that the peer brings
    import pylandstats

CELL = 30.0
PER_HA = 10_000
# the peer's name, ours, what its unit is of ours
OF_CLASS = {
    "total_area": ("area", 1 / PER_HA), "proportion_of_landscape": ("share", 100), "number_of_patches": ("patches", 1),
    "patch_density": ("density", 100 * PER_HA), "largest_patch_index": ("largest_share", 100),
    "total_edge": ("edge", 1), "edge_density": ("edge_density", PER_HA), "landscape_shape_index": ("shape_index", 1),
    "effective_mesh_size": ("mesh", 1 / PER_HA), "area_mn": ("mean_area", 1 / PER_HA),
    "total_core_area": ("core_area", 1 / PER_HA), "core_area_proportion_of_landscape": ("core_share", 100),
    "euclidean_nearest_neighbor_mn": ("nearest", 1),
}  # fmt: skip
OF_WHOLE = {
    "total_area": ("area", 1 / PER_HA), "number_of_patches": ("patches", 1), "patch_density": ("density", 100 * PER_HA),
    "largest_patch_index": ("largest_share", 100), "total_edge": ("edge", 1), "edge_density": ("edge_density", PER_HA),
    "effective_mesh_size": ("mesh", 1 / PER_HA), "total_core_area": ("core_area", 1 / PER_HA),
    "euclidean_nearest_neighbor_mn": ("nearest", 1),
}  # fmt: skip


def made(seed: int, holes: bool) -> np.ndarray:
    """Classes 1 to 4 in blots of several sizes; with holes, ground without data as well."""
    dice = np.random.default_rng(seed)
    field = sum(size * ndimage.gaussian_filter(dice.standard_normal((70, 90)), size) for size in (1.5, 5.0))
    kinds = np.searchsorted(np.quantile(field, [0.2, 0.5, 0.8]), field).astype(np.int32) + 1
    if holes:
        kinds[ndimage.gaussian_filter(dice.standard_normal(kinds.shape), 3) > 0.15] = 0
    return kinds


def landscape(kinds: np.ndarray) -> Landscape:
    sought = Sought(1, int(kinds.max()), depth=1.0, edges=True)
    padded = np.pad(kinds, ((1, 1), (0, 0)))
    scan = PatchScan(kinds.shape[1], sought)
    scan.add((padded > 0).astype(np.int32), padded)
    found = scan.result()
    near = nearest_patches(found.edges.row, found.edges.col, found.edges.patch, found.kind)
    whole = landscape_of(found, 1, CELL, True, near)
    assert whole is not None
    return whole


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("holes", [False, True])
def test_metrics_are_those_of_pylandstats(seed: int, holes: bool) -> None:
    kinds = made(seed, holes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what will change in pandas
        peer = pylandstats.Landscape(kinds, res=(CELL, CELL), nodata=0)
        classes = peer.compute_class_metrics_df(metrics=list(OF_CLASS))
        whole = peer.compute_landscape_metrics_df(metrics=[*OF_WHOLE, "contagion"]).iloc[0]
    ours = landscape(kinds)
    found, land = class_metrics(ours), landscape_metrics(ours)
    for theirs, (name, factor) in OF_CLASS.items():
        for kind in classes.index:
            value = float(getattr(found, name)[kind - 1]) * factor
            assert value == pytest.approx(float(classes.loc[kind, theirs]), rel=1e-9), (theirs, kind)
    for theirs, (name, factor) in OF_WHOLE.items():
        assert float(getattr(land, name)) * factor == pytest.approx(float(whole[theirs]), rel=1e-9), theirs
    # its contagion takes the shares of classes from their sides, not from their cells as FRAGSTATS does: that is the
    # entropy of HJ 1171 in relative form
    assert land.contagion_hj / (2 * np.log(land.classes)) * 100 == pytest.approx(float(whole["contagion"]), rel=1e-9)
