"""Distances between patches are those that a search among all pairs of their cells finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from shanshui.geo.patches import Patches, PatchScan, Sought
from shanshui.indicators.nearest import NONE, nearest_patches


def scanned(kinds: np.ndarray, corners: bool = True) -> Patches:
    sought = Sought(1, max(int(kinds.max()), 1), corners, edges=True)
    padded = np.pad(kinds, ((1, 1), (0, 0)))
    scan = PatchScan(kinds.shape[1], sought)
    scan.add((padded > 0).astype(np.int32), padded)
    return scan.result()


def distances(found: Patches, corners: bool = True) -> list[int]:
    edges = found.edges
    return nearest_patches(edges.row, edges.col, edges.patch, found.kind, corners).tolist()


def by_pairs(found: Patches) -> list[int]:
    edges = found.edges
    best = np.full(found.kind.size, np.iinfo(np.int64).max)
    down = np.subtract.outer(edges.row.astype(int), edges.row.astype(int))
    across = np.subtract.outer(edges.col.astype(int), edges.col.astype(int))
    patch, kind = edges.patch, found.kind[edges.patch]
    others = np.not_equal.outer(patch, patch) & np.equal.outer(kind, kind)
    for one, other in np.argwhere(others):
        best[patch[one]] = min(best[patch[one]], down[one, other] ** 2 + across[one, other] ** 2)
    return np.where(best == np.iinfo(np.int64).max, NONE, best).tolist()


@given(
    arrays(np.int32, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=14), elements=st.integers(0, 2)),
    st.booleans(),
)
def test_distances_are_those_of_all_pairs(kinds: np.ndarray, corners: bool) -> None:
    found = scanned(kinds, corners)
    assert distances(found, corners) == by_pairs(found)


def test_patches_far_apart_in_many_boxes() -> None:
    kinds = np.zeros((200, 300), np.int32)
    kinds[:40, :40] = 1
    kinds[150:, 200:] = 1
    kinds[120, 10] = 1
    found = scanned(kinds)
    # from the foot of the square to the cell 81 rows below, and from that to the corner of the block
    assert distances(found) == [81**2, 81**2, 30**2 + 190**2]


def test_a_patch_in_the_hole_of_another() -> None:
    ring = np.ones((9, 9), np.int32)
    ring[1:8, 1:8] = 2
    ring[4, 4] = 1
    assert distances(scanned(ring)) == [16, NONE, 16]


def test_one_patch_alone_has_none() -> None:
    assert distances(scanned(np.ones((3, 3), np.int32))) == [NONE]


def test_cells_beyond_the_curve_are_refused() -> None:
    far = np.array([0, 2**20], np.int32)
    with pytest.raises(ValueError, match="part the landscape"):
        nearest_patches(far, far, np.array([0, 1], np.int32), np.array([1, 1]))
