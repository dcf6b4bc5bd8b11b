from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from shanshui.geo.grid import Grid
from shanshui.geo.parts import crossed, joined, sub_basins
from shanshui.geo.raster import AlignedRaster


def test_crossed_by_hand() -> None:
    pairs = crossed([box(0, 0, 4, 2)], [box(0, 0, 1, 2), box(1, 0, 4, 2), box(9, 9, 10, 10)])
    assert [(n, m, piece.area) for n, m, piece in pairs] == [(0, 0, 2.0), (0, 1, 6.0)]


def test_a_small_part_joins_the_longest_border() -> None:
    # the sliver in the middle has 3 m with the upper part and 1 m with the right one
    parts = [box(0, 1, 3, 5), box(0, 0, 3, 1), box(3, 0, 9, 1)]
    assert joined(parts, ["a", "b", "c"], 5.0) == [[0, 1], [2]]


def test_kin_come_before_a_longer_border() -> None:
    parts = [box(0, 1, 3, 5), box(0, 0, 3, 1), box(3, 0, 9, 1)]
    assert joined(parts, ["a", "b", "b"], 5.0) == [[0], [2, 1]]


def test_a_part_without_neighbour_stays() -> None:
    assert joined([box(0, 0, 1, 1), box(5, 5, 9, 9)], ["", ""], 2.0) == [[0], [1]]


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 7), st.integers(2, 7), st.floats(1, 60), st.integers(0, 3))
def test_joining_loses_nothing_and_leaves_nothing_small(cols: int, rows: int, least: float, kinds: int) -> None:
    parts = [box(x * x, y, (x + 1) ** 2, y + 1) for x in range(cols) for y in range(rows)]
    groups = joined(parts, [n % (kinds + 1) for n in range(len(parts))], least)
    assert sorted(n for group in groups for n in group) == list(range(len(parts)))
    sizes = [sum(parts[n].area for n in group) for group in groups]
    assert len(groups) == 1 or min(sizes) >= least


def test_sub_basins_of_two_valleys(tmp_path: Path) -> None:
    # two valleys side by side that fall to the south, with a ridge between them
    rows, cols = np.mgrid[0:60, 0:80]
    heights = (np.abs((cols % 40) - 20) * 5 + (60 - rows) * 2).astype("float32")
    path = tmp_path / "dem.tif"
    grid = Grid(4545, 30.0, 0.0, 1800.0, 80, 60)
    with rasterio.open(
        path, "w", driver="GTiff", height=60, width=80, count=1, dtype="float32", crs="EPSG:4545",
        transform=Affine(*grid.transform[:6]),
    ) as file:  # fmt: skip
        file.write(heights, 1)
    scope = box(0, 0, 2400, 1800)
    found = sub_basins(AlignedRaster(path, grid, "values"), scope, 300_000)
    assert sum(part.area for part in found) == pytest.approx(scope.area)
    assert shapely.union_all(found).area == pytest.approx(scope.area)
    large = sorted(part.area / scope.area for part in found)[-2:]
    assert large == pytest.approx([0.5, 0.5], abs=0.05)
    again = sub_basins(AlignedRaster(path, grid, "values"), scope, 300_000)
    assert [part.wkt for part in again] == [part.wkt for part in found]
