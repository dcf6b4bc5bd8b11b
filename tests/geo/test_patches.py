"""Patches found strip by strip are those that a scan of the whole array finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage

from shanshui.geo.patches import Patches, PatchScan

CLASSES, ZONES = 3, 2


def scanned(zones: np.ndarray, kinds: np.ndarray, corners: bool, strip: int) -> Patches:
    scan = PatchScan(zones.shape[1], ZONES, CLASSES, corners)
    for top in range(0, zones.shape[0], strip):
        scan.add(zones[top : top + strip], kinds[top : top + strip])
    return scan.result()


def rows_of(found: Patches) -> list[tuple[int, ...]]:
    columns = (found.zone, found.kind, found.cells, found.inner, found.outer)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def labelled(zones: np.ndarray, kinds: np.ndarray, corners: bool) -> list[tuple[int, ...]]:
    """The same by SciPy's labels on the whole array, side by side."""
    structure = np.ones((3, 3)) if corners else None
    zone, kind = np.pad(np.where(kinds > 0, zones, 0), 1), np.pad(np.where(zones > 0, kinds, 0), 1)
    found = []
    for z in range(1, ZONES + 1):
        for k in range(1, CLASSES + 1):
            labels, count = ndimage.label((zone == z) & (kind == k), structure=structure)
            for label in range(1, count + 1):
                own = labels == label
                around = [(np.roll(zone, *move)[own], np.roll(kind, *move)[own])
                          for move in ((1, 0), (-1, 0), (1, 1), (-1, 1))]  # fmt: skip
                inner = sum(int(((near == z) & (other != k)).sum()) for near, other in around)
                outer = sum(int((near != z).sum()) for near, _ in around)
                found.append((z, k, int(own.sum()), inner, outer))
    return sorted(found)


@st.composite
def landscapes(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    shape = draw(array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9))
    zones = draw(arrays(np.int32, shape, elements=st.integers(0, ZONES)))
    return zones, draw(arrays(np.int32, shape, elements=st.integers(0, CLASSES)))


@given(landscapes(), st.booleans(), st.integers(1, 9))
def test_strips_find_what_a_whole_scan_finds(
    landscape: tuple[np.ndarray, np.ndarray], corners: bool, strip: int
) -> None:
    zones, kinds = landscape
    assert rows_of(scanned(zones, kinds, corners, strip)) == labelled(zones, kinds, corners)


def test_a_corner_joins_only_where_it_may() -> None:
    zones, kinds = np.ones((2, 2), np.int32), np.array([[1, 2], [2, 1]], np.int32)
    assert rows_of(scanned(zones, kinds, True, 1)) == [(1, 1, 2, 4, 4), (1, 2, 2, 4, 4)]
    assert len(rows_of(scanned(zones, kinds, False, 1))) == 4


def test_sides_between_classes_are_counted_from_both_cells() -> None:
    zones, kinds = np.ones((2, 3), np.int32), np.array([[1, 1, 2], [1, 1, 2]], np.int32)
    sides = scanned(zones, kinds, True, 2).sides[1]
    assert sides[1, 1] == 8  # four sides inside the square
    assert sides[2, 2] == 2
    assert sides[1, 2] == sides[2, 1] == 2


def test_a_spiral_is_one_patch_however_it_is_cut() -> None:
    spiral = np.array([[1, 1, 1, 1, 1], [0, 0, 0, 0, 1], [1, 1, 1, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]], np.int32)
    for strip in range(1, 6):
        assert scanned(spiral, spiral, False, strip).cells.tolist() == [17]
