import pickle
from functools import reduce
from operator import add

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid, Window
from shanshui.geo.zonal import Counts, Statistics, Zones, counts, statistics

GRID = Grid(4545, 10.0, 0.0, 30.0, 3, 3)
CELLS = np.array([[1, 1, 2], [1, 0, 2], [3, 3, 2]])
LEFT, RIGHT = shapely.box(0, 0, 20, 30), shapely.box(20, 0, 30, 30)


def counted(cells: np.ndarray, zones: Zones, size: int) -> Counts:
    """Counts of all windows together."""
    return reduce(add, (counts(zones.burn(w), cut(cells, w), len(zones)) for w in zones.grid.windows(size)))


def summed(values: np.ndarray, zones: Zones, size: int) -> Statistics:
    """Statistics of all windows together."""
    return reduce(add, (statistics(zones.burn(w), cut(values, w), len(zones)) for w in zones.grid.windows(size)))


def cut(cells: np.ndarray, w: Window) -> np.ndarray:
    return cells[w.row : w.row + w.height, w.col : w.col + w.width]


def whole(zones: Zones, size: int) -> np.ndarray:
    """The zones drawn window by window."""
    drawn = np.zeros(zones.grid.shape, np.int32)
    for w in zones.grid.windows(size):
        cut(drawn, w)[:] = zones.burn(w)
    return drawn


@pytest.mark.parametrize("size", [1, 2, 3])
def test_counts_by_hand(size: int) -> None:
    halves = counted(CELLS, Zones([LEFT, RIGHT], GRID), size)
    assert halves.codes == (1, 2, 3)
    assert halves.cells.tolist() == [[3, 0, 2], [0, 3, 0]]
    assert halves.empty.tolist() == [1, 0]
    assert counted(CELLS, Zones([shapely.box(0, 0, 30, 30)], GRID), size).of(0) == {1: 3, 2: 3, 3: 2}


@pytest.mark.parametrize("size", [1, 2, 3])
def test_statistics_by_hand(size: int) -> None:
    values = np.where(CELLS == 0, np.nan, CELLS * 10.0)
    found = summed(values, Zones([LEFT, RIGHT, shapely.box(90, 90, 91, 91)], GRID), size)
    assert found.count.tolist() == [5, 3, 0]
    assert found.empty.tolist() == [1, 0, 0]
    assert found.total[:2].tolist() == [90, 60]
    assert found.mean[:2].tolist() == [18, 20]
    assert (found.minimum[0], found.maximum[0]) == (10, 30)
    assert np.isnan([found.total[2], found.mean[2], found.minimum[2], found.maximum[2]]).all()


def test_nothing_but_no_data() -> None:
    found = counted(np.zeros((3, 3), int), Zones([LEFT], GRID), 2)
    assert (found.codes, found.cells.shape, found.empty.tolist()) == ((), (1, 0), [6])
    values = summed(np.full((3, 3), np.nan), Zones([LEFT], GRID), 2)
    assert values.count[0] == 0
    assert np.isnan(values.mean[0])


def test_codes_far_apart_and_below_zero() -> None:
    cells = np.array([[-(2**31), 2**31 - 1, 5], [5, 0, 5], [0, 0, 5]])
    found = counted(cells, Zones([shapely.box(0, 0, 30, 30)], GRID), 3)
    assert found.of(0) == {-(2**31): 1, 5: 4, 2**31 - 1: 1}
    assert found.empty.tolist() == [3]
    assert counted(np.where(cells == 5, -3, 7), Zones([LEFT], GRID), 2).of(0) == {-3: 1, 7: 5}


def test_counts_of_each_zone_stand_apart() -> None:
    first = counts(Zones([LEFT, RIGHT], GRID).burn(GRID.whole), CELLS, 2)
    kept = first.cells.copy()
    both = first + first
    assert (first.cells == kept).all()
    assert (both.cells == 2 * kept).all()
    some = Counts((), np.zeros((3, 0), np.int64), np.zeros(3, np.int64)).taking(first, np.array([2, 0]))
    assert some.codes == (1, 2, 3)
    assert some.cells.tolist() == [[0, 3, 0], [0, 0, 0], [3, 0, 2]]


@given(st.integers(0, 2**32 - 1), st.integers(3, 40))
def test_windows_do_not_matter(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    grid, star = Grid(4545, 10.0, 0.0, 400.0, 37, 40), a_star(rng)
    cells = rng.integers(0, 4, grid.shape)
    burnt = rasterize([star], out_shape=grid.shape, transform=grid.transform) if star.area else np.zeros(grid.shape)
    assert (whole(Zones([star], grid), size) == burnt).all()
    found = counted(cells, Zones([star], grid), size)
    assert found.of(0) == {c: int(n) for c in (1, 2, 3) if (n := ((cells == c) & (burnt > 0)).sum())}


@given(st.integers(0, 2**32 - 1))
def test_a_cell_lies_where_its_centre_lies(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grid = Grid(4545, 10.0, 30.0, 400.0, 31, 37)
    hollow = a_star(rng).difference(shapely.Point(187, 203).buffer(25))
    shapes = [hollow, shapely.MultiPolygon([shapely.box(40, 40, 71, 73), shapely.box(300, 311, 323, 380)])]
    rows, cols = np.mgrid[0:37, 0:31]
    x, y = 30 + (cols + 0.5) * 10, 400 - (rows + 0.5) * 10
    wanted = np.zeros(grid.shape, int)
    for number, shape in enumerate(shapes, start=1):
        wanted[shapely.contains_xy(shape, x, y)] = number
    zones = Zones(shapes, grid)
    assert (whole(zones, 11) == wanted).all()
    assert all((zones.covered(w) == (cut(wanted, w) > 0)).all() for w in grid.windows(11))


@given(st.integers(0, 2**32 - 1), st.integers(2, 30))
def test_neighbours_leave_no_cell_out_and_share_none(seed: int, parts: int) -> None:
    rng = np.random.default_rng(seed)
    grid = Grid(4545, 10.0, 0.0, 300.0, 30, 30)
    inner = np.round(rng.uniform(0, 300, (parts, 2)) / 5) * 5  # centres of cells and corners of cells among them
    points = shapely.MultiPoint([(0, 0), (300, 0), (0, 300), (300, 300), *inner])
    triangles = shapely.get_parts(shapely.delaunay_triangles(points))
    assert (sum(whole(Zones([one], grid), 16) for one in triangles) == 1).all()


def test_a_centre_on_the_border_belongs_east_and_north() -> None:
    halves = shapely.box(0, 0, 15, 30), shapely.box(15, 0, 30, 30)
    assert Zones(halves, GRID).burn(GRID.whole).tolist() == [[1, 2, 2]] * 3
    assert Zones(halves[::-1], GRID).burn(GRID.whole).tolist() == [[2, 1, 1]] * 3
    levels = shapely.box(0, 15, 30, 30), shapely.box(0, 0, 30, 15)
    assert Zones(levels, GRID).burn(GRID.whole).tolist() == [[1] * 3, [1] * 3, [2] * 3]


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(15, 15),
        shapely.LineString([(0, 0), (30, 30)]),
        shapely.Polygon(),
        shapely.box(12, 12, 13, 13),
        shapely.box(-50, 0, -10, 30),
    ],
)
def test_what_holds_no_centre_is_nowhere(shape: BaseGeometry) -> None:
    assert not Zones([shape], GRID).burn(GRID.whole).any()


def test_polygons_of_a_collection_are_drawn() -> None:
    mixed = shapely.GeometryCollection([shapely.MultiPolygon([LEFT]), shapely.Point(25, 5)])
    assert (Zones([mixed], GRID).burn(GRID.whole) > 0).sum() == 6


def test_only_zones_that_are_near_are_looked_at() -> None:
    zones = Zones([LEFT, RIGHT, shapely.box(0, 0, 10, 10)], GRID)
    assert zones.near(Window(0, 0, 1, 1)).tolist() == [0]
    assert zones.near(Window(2, 0, 1, 3)).tolist() == [0, 1, 2]
    some = zones.only(np.array([1, 2]))
    assert some.burn(GRID.whole).tolist() == [[0, 0, 1], [0, 0, 1], [2, 0, 1]]


def test_ground_under_several_zones_is_covered_once() -> None:
    zones = Zones([shapely.box(0, 0, 20, 20), shapely.box(10, 10, 30, 30), shapely.box(12, 12, 28, 18)], GRID)
    assert zones.covered(GRID.whole).astype(int).tolist() == [[0, 1, 1], [1, 1, 1], [1, 1, 0]]
    assert not zones.covered(Window(5, 5, 2, 2)).any()


def test_zones_can_be_sent() -> None:
    zones = Zones([LEFT, RIGHT], GRID)
    sent = pickle.loads(pickle.dumps(zones))
    assert (sent.burn(GRID.whole) == zones.burn(GRID.whole)).all()


def a_star(rng: np.random.Generator) -> BaseGeometry:
    angle = np.sort(rng.uniform(0, 2 * np.pi, 12))
    points = np.c_[185 + rng.uniform(30, 180, 12) * np.cos(angle), 200 + 170 * np.sin(angle)]
    return shapely.Polygon(points).buffer(0)
