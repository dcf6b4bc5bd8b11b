from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from rasterio.features import rasterize

from shanshui.geo.grid import Grid, Window
from shanshui.geo.zonal import Zones, count_codes, statistics

GRID = Grid(4545, 10.0, 0.0, 30.0, 3, 3)
CELLS = np.array([[1, 1, 2], [1, 0, 2], [3, 3, 2]])
LEFT, RIGHT = shapely.box(0, 0, 20, 30), shapely.box(20, 0, 30, 30)


def blocks(cells: np.ndarray, grid: Grid, size: int) -> Iterator[tuple[Window, np.ndarray]]:
    for w in grid.windows(size):
        yield w, cells[w.row : w.row + w.height, w.col : w.col + w.width]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_counts_by_hand(size: int) -> None:
    halves, one = count_codes(blocks(CELLS, GRID, size), [Zones([LEFT, RIGHT], GRID), Zones([GRID_BOX], GRID)])
    assert halves.codes == (1, 2, 3)
    assert halves.cells.tolist() == [[3, 0, 2], [0, 3, 0]]
    assert halves.empty.tolist() == [1, 0]
    assert one.of(0) == {1: 3, 2: 3, 3: 2}


GRID_BOX = shapely.box(0, 0, 30, 30)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_statistics_by_hand(size: int) -> None:
    values = np.where(CELLS == 0, np.nan, CELLS * 10.0)
    (found,) = statistics(blocks(values, GRID, size), [Zones([LEFT, RIGHT, shapely.box(90, 90, 91, 91)], GRID)])
    assert found.count.tolist() == [5, 3, 0]
    assert found.empty.tolist() == [1, 0, 0]
    assert found.total[:2].tolist() == [90, 60]
    assert found.mean[:2].tolist() == [18, 20]
    assert (found.minimum[0], found.maximum[0]) == (10, 30)
    assert np.isnan([found.total[2], found.mean[2], found.minimum[2], found.maximum[2]]).all()


def test_nothing_but_no_data() -> None:
    (found,) = count_codes(blocks(np.zeros((3, 3), int), GRID, 2), [Zones([LEFT], GRID)])
    assert (found.codes, found.cells.shape, found.empty.tolist()) == ((), (1, 0), [6])
    (values,) = statistics(blocks(np.full((3, 3), np.nan), GRID, 2), [Zones([LEFT], GRID)])
    assert values.count[0] == 0
    assert np.isnan(values.mean[0])


@given(st.integers(0, 2**32 - 1), st.integers(3, 40))
def test_windows_do_not_matter(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    grid = Grid(4545, 10.0, 0.0, 400.0, 37, 40)
    angle = np.sort(rng.uniform(0, 2 * np.pi, 12))
    star = shapely.Polygon(np.c_[185 + rng.uniform(30, 180, 12) * np.cos(angle), 200 + 170 * np.sin(angle)]).buffer(0)
    cells = rng.integers(0, 4, grid.shape)
    (found,) = count_codes(blocks(cells, grid, size), [Zones([star], grid)])
    burnt = rasterize([star], out_shape=grid.shape, transform=grid.transform) if star.area else np.zeros(grid.shape)
    assert found.of(0) == {c: int(n) for c in (1, 2, 3) if (n := ((cells == c) & (burnt > 0)).sum())}
