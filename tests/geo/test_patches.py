"""Patches found strip by strip are those that a scan of the whole array finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage

from shanshui.geo.patch_strips import Strip, label
from shanshui.geo.patches import Patches, PatchScan, Sought

CLASSES, ZONES = 3, 2


def strips(zones: np.ndarray, kinds: np.ndarray, sought: Sought, height: int) -> list[Strip]:
    """Each strip labelled by itself, with its halo."""
    halo = ((sought.halo, sought.halo), (0, 0))
    zones, kinds = np.pad(zones, halo), np.pad(kinds, halo)
    tops = range(0, zones.shape[0] - 2 * sought.halo, height)
    ends = [min(top + height + 2 * sought.halo, zones.shape[0]) for top in tops]
    return [label(zones[top:end], kinds[top:end], sought) for top, end in zip(tops, ends, strict=True)]


def scanned(zones: np.ndarray, kinds: np.ndarray, sought: Sought, height: int) -> Patches:
    scan = PatchScan(zones.shape[1], sought)
    for strip in strips(zones, kinds, sought, height):
        scan.join(strip)
    return scan.result()


def seeking(corners: bool = True, depth: float = 0.0, edges: bool = False) -> Sought:
    return Sought(ZONES, CLASSES, corners, depth, edges)


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
            for number in range(1, count + 1):
                own = labels == number
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
    assert rows_of(scanned(zones, kinds, seeking(corners), strip)) == labelled(zones, kinds, corners)


def test_a_corner_joins_only_where_it_may() -> None:
    zones, kinds = np.ones((2, 2), np.int32), np.array([[1, 2], [2, 1]], np.int32)
    assert rows_of(scanned(zones, kinds, seeking(), 1)) == [(1, 1, 2, 4, 4), (1, 2, 2, 4, 4)]
    assert len(rows_of(scanned(zones, kinds, seeking(False), 1))) == 4


def test_sides_between_classes_are_counted_from_both_cells() -> None:
    zones, kinds = np.ones((2, 3), np.int32), np.array([[1, 1, 2], [1, 1, 2]], np.int32)
    sides = scanned(zones, kinds, seeking(), 2).sides[1]
    assert sides[1, 1] == 8  # four sides inside the square
    assert sides[2, 2] == 2
    assert sides[1, 2] == sides[2, 1] == 2


def test_a_spiral_is_one_patch_however_it_is_cut() -> None:
    spiral = np.array([[1, 1, 1, 1, 1], [0, 0, 0, 0, 1], [1, 1, 1, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]], np.int32)
    for strip in range(1, 6):
        assert scanned(spiral, spiral, seeking(False), strip).cells.tolist() == [17]


def deep(zones: np.ndarray, kinds: np.ndarray, depth: float) -> np.ndarray:
    """Whether all cells within the depth of each cell are of its zone and class, cell by cell."""
    reach = int(depth)
    key = np.pad(np.where((zones > 0) & (kinds > 0), zones * 10 + kinds, 0), reach)
    inside = key > 0
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            if np.hypot(down, across) <= depth:
                inside &= np.roll(key, (down, across), (0, 1)) == key
    return inside[reach : reach + zones.shape[0], reach : reach + zones.shape[1]]


@given(landscapes(), st.sampled_from([1.0, 1.5, 2.0, 3.3]), st.integers(1, 9))
def test_core_lies_deeper_than_the_edge(landscape: tuple[np.ndarray, np.ndarray], depth: float, strip: int) -> None:
    zones, kinds = landscape
    found = scanned(zones, kinds, seeking(depth=depth), strip)
    inside = deep(zones, kinds, depth)
    for zone in range(1, ZONES + 1):
        for kind in range(1, CLASSES + 1):
            own = (found.zone == zone) & (found.kind == kind)
            assert found.core[own].sum() == (inside & (zones == zone) & (kinds == kind)).sum()
    assert (found.core <= found.cells).all()


def test_core_of_a_square_by_hand() -> None:
    square = np.pad(np.ones((7, 7), np.int32), 1)
    for depth, cells in ((0.5, 0), (1.0, 25), (2.0, 9), (3.0, 1), (4.0, 0)):
        assert scanned(square, square, seeking(depth=depth), 3).core.tolist() == [cells]


@given(landscapes(), st.integers(1, 9))
def test_cells_at_edges_are_listed_with_their_patch(landscape: tuple[np.ndarray, np.ndarray], strip: int) -> None:
    zones, kinds = landscape
    found = scanned(zones, kinds, seeking(edges=True), strip)
    key = np.pad(np.where((zones > 0) & (kinds > 0), zones * 10 + kinds, 0), 1)
    moves = ((1, 0), (-1, 0), (1, 1), (-1, 1))
    edge = (key > 0) & np.any([np.roll(key, *move) != key for move in moves], axis=0)
    edges = found.edges
    listed = sorted(zip(edges.row.tolist(), edges.col.tolist(), strict=True))
    assert listed == sorted(zip(*(axis.tolist() for axis in np.nonzero(edge[1:-1, 1:-1])), strict=True))
    assert (found.zone[edges.patch] == zones[edges.row, edges.col]).all()
    assert (found.kind[edges.patch] == kinds[edges.row, edges.col]).all()


@given(landscapes(), st.booleans(), st.integers(1, 9))
def test_every_cut_gives_the_same_to_the_bit(
    landscape: tuple[np.ndarray, np.ndarray], corners: bool, strip: int
) -> None:
    zones, kinds = landscape
    sought = seeking(corners, 2.0, True)
    one, other = scanned(zones, kinds, sought, zones.shape[0]), scanned(zones, kinds, sought, strip)
    for name in ("zone", "kind", "cells", "inner", "outer", "core", "sides"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("row", "col", "patch"):
        assert np.array_equal(getattr(one.edges, name), getattr(other.edges, name)), name


def test_edges_deeper_than_can_be_counted_are_refused() -> None:
    with pytest.raises(ValueError, match="give 0 to 250"):
        seeking(depth=251.0)
