"""Micro-catchments on surfaces whose waters are known: gapless, within their side of the border, draining down."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.geo.catchments import Catchments, borders_of, cut, ridges, upstream_areas, way_down
from shanshui.geo.divides import divides
from shanshui.geo.flow import accumulate, drain
from shanshui.geo.grid import Grid

CELL = 30.0
GRID = Grid(4545, CELL, 0.0, 60 * CELL, 80, 60)
SCOPE = shapely.box(10 * CELL + 7, 10 * CELL + 7, 70 * CELL - 7, 50 * CELL - 7)


def valleys() -> np.ndarray:
    """Two valleys that drain south, with a ridge between them in the middle of the grid."""
    rows, cols = np.mgrid[0:60, 0:80]
    across = np.abs((cols % 40) - 19.5)
    return (1000 - 2.0 * rows + 10.0 * across).astype(np.float32)


def rough(seed: int) -> np.ndarray:
    """Hills of many sizes."""
    rng = np.random.default_rng(seed)
    heights = np.zeros((60, 80))
    for size in (2, 4, 8, 16):
        coarse = rng.normal(size=(60 // size + 2, 80 // size + 2)) * size
        heights += np.kron(coarse, np.ones((size, size)))[:60, :80]
    return heights.astype(np.float32)


def found_on(heights: np.ndarray, area: float, around: shapely.Geometry | None = None) -> Catchments:
    return cut(drain(heights), GRID, SCOPE, around, area, 0.4, 45.0, 2_000.0)


def test_two_valleys_are_two_catchments_or_parts_of_them() -> None:
    found = found_on(valleys(), 700_000)
    assert found.inside.all()
    middle = 40 * CELL
    sides = [shapely.bounds(shape)[[0, 2]] for shape in found.shapes]
    # none crosses the ridge by more than the tolerance of its border
    assert all(east < middle + 60 or west > middle - 60 for west, east in sides)


def test_the_ridge_between_the_valleys_is_a_greater_divide_than_what_lies_within_one() -> None:
    found = found_on(valleys(), 300_000)
    borders = borders_of(found.shapes)
    told = ridges(found, borders.pairs)
    middle = shapely.centroid(borders.lines)
    between = np.abs(shapely.get_x(middle) - 40 * CELL) < 100
    assert between.any()
    assert (~between).any()
    assert told[between].min() > told[~between].max()


def test_divides_by_hand() -> None:
    # two streams run down columns 0 and 3; cells beside them drain to them; they meet at the bottom of column 0
    direction = np.array(
        [
            [3, 5, 1, 3],
            [3, 5, 1, 3],
            [3, 5, 1, 3],
            [9, 5, 5, 5],
        ],
        np.uint8,
    )  # fmt: skip
    accumulation = accumulate(direction)
    labels = np.array([[1, 1, 2, 2]] * 3 + [[1, 1, 2, 2]], np.int32)
    found = divides(direction, accumulation, labels, 10.0, 100.0)
    assert found.pairs.tolist() == [[1, 2]]
    assert list(found.sides) == [4]
    # from the top: 40 m against 70 m; then 30 m against 60 m, 20 m against 50 m; at the bottom one drains to the other
    assert found.degrees[0] == pytest.approx((0.4 + 0.3 + 0.2 + 0.0) / 4)
    capped = divides(direction, accumulation, labels, 10.0, 30.0)
    assert capped.degrees[0] == pytest.approx((1 + 1 + 2 / 3 + 0) / 4)


def test_waters_that_never_meet_run_to_where_they_leave() -> None:
    direction = np.array([[9, 5, 5, 1, 9]], np.uint8)
    found = divides(direction, accumulate(direction), np.array([[1, 1, 1, 2, 2]], np.int32), 10.0, 100.0)
    assert found.degrees[0] == pytest.approx(0.1)


def test_one_basin_has_no_divide() -> None:
    direction = np.array([[1, 1, 9]], np.uint8)
    found = divides(direction, accumulate(direction), np.ones((1, 3), np.int32), 10.0, 100.0)
    assert found.pairs.shape == (0, 2)


def test_areas_upstream_by_hand() -> None:
    downstream = np.array([2, 2, 4, 4, -1, -1])
    areas = np.array([10.0, 30.0, 5.0, 20.0, 1.0, 8.0])
    assert list(upstream_areas(downstream, areas)) == [10, 30, 45, 20, 66, 8]
    assert way_down(downstream, 0) == [0, 2, 4]


def test_common_borders() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(1, 1, 2, 2)], dtype=object)
    borders = borders_of(shapes)
    assert borders.pairs.tolist() == [[0, 1], [1, 2]]  # 0 and 2 touch at a corner only
    assert list(borders.lengths) == [1.0, 1.0]


def test_ground_without_elevations_goes_to_what_lies_nearest() -> None:
    heights = valleys()
    heights[20:32, 30:38] = np.nan
    found = found_on(heights, 300_000)
    assert shapely.area(found.shapes).sum() == pytest.approx(SCOPE.area, rel=1e-9)
    assert shapely.coverage_is_valid(found.shapes)


def test_without_any_elevation_there_is_no_catchment() -> None:
    found = found_on(np.full((60, 80), np.nan, np.float32), 300_000)
    assert found.shapes.size == found.downstream.size == 0


def test_surroundings_are_cut_apart_from_the_scope() -> None:
    around = shapely.box(2 * CELL, 2 * CELL, 78 * CELL, 58 * CELL)
    found = found_on(valleys(), 200_000, around)
    assert found.inside.any()
    assert not found.inside.all()
    inside = shapely.union_all(found.shapes[found.inside])
    assert shapely.equals(shapely.normalize(inside), shapely.normalize(SCOPE)) or inside.symmetric_difference(
        SCOPE
    ).area == pytest.approx(0, abs=1e-6)
    assert shapely.area(shapely.intersection(found.shapes[~found.inside], SCOPE)).max() < 1e-6
    assert shapely.covers(around.buffer(1e-6), found.shapes).all()


def test_surroundings_without_elevations_are_left_out() -> None:
    heights = valleys()
    heights[:10] = heights[-10:] = np.nan
    heights[:, :10] = heights[:, -10:] = np.nan
    assert found_on(heights, 200_000, shapely.box(0, 0, 80 * CELL, 60 * CELL)).inside.all()


@given(st.integers(0, 10_000), st.sampled_from([60_000.0, 150_000.0, 400_000.0]), st.booleans())
@settings(max_examples=25, deadline=None)
def test_any_surface_is_covered_once_and_drains_without_circles(seed: int, area: float, wide: bool) -> None:
    around = shapely.box(3 * CELL, 3 * CELL, 77 * CELL, 57 * CELL) if wide else None
    found = found_on(rough(seed), area, around)
    assert shapely.coverage_is_valid(found.shapes)
    assert shapely.is_valid(found.shapes).all()
    sizes = shapely.area(found.shapes)
    assert sizes[found.inside].sum() == pytest.approx(SCOPE.area, rel=1e-9)
    # nothing small is left where it had a neighbour on its side of the border
    borders = borders_of(found.shapes)
    alike = found.inside[borders.pairs[:, 0]] == found.inside[borders.pairs[:, 1]]
    beside = np.isin(np.arange(len(sizes)), borders.pairs[alike])
    assert (sizes[beside] >= 0.4 * area * (1 - 1e-9)).all()
    for number in range(len(sizes)):
        way = [number]
        while found.downstream[way[-1]] >= 0:
            way.append(int(found.downstream[way[-1]]))
            assert len(way) <= len(sizes)
    told = ridges(found, borders.pairs)
    assert ((told >= 0) & (told <= 1)).all()


def test_the_same_surface_gives_the_same_catchments() -> None:
    one, two = found_on(rough(7), 100_000), found_on(rough(7), 100_000)
    assert shapely.equals_exact(one.shapes, two.shapes).all()
    assert (one.downstream == two.downstream).all()
