from __future__ import annotations

import numpy as np
import pytest
import shapely

from shanshui.geo.tiles import all_subdivided, shared_areas, subdivided

ROUND = shapely.Point(500_000, 2_900_000).buffer(1000, quad_segs=300)
RING = ROUND.difference(shapely.Point(500_200, 2_900_000).buffer(400, quad_segs=200))


@pytest.mark.parametrize("shape", [ROUND, RING, shapely.union_all([RING, shapely.box(0, 0, 10, 10)])])
def test_pieces_make_the_whole(shape: shapely.Geometry) -> None:
    pieces = subdivided(shape, 50)
    assert shapely.get_num_coordinates(pieces).max() <= 50
    assert shapely.area(pieces).sum() == pytest.approx(shape.area, rel=1e-12)
    assert shapely.union_all(pieces).symmetric_difference(shape).area < 1e-6


def test_few_corners_stay_as_they_are() -> None:
    square = shapely.box(0, 0, 1, 1)
    assert list(subdivided(square)) == [square]
    assert not subdivided(shapely.Polygon()).size


def test_many_share_with_pieces_what_they_share_with_the_whole() -> None:
    dice = np.random.default_rng(2)
    west, south = dice.uniform(498_800, 501_100, 300), dice.uniform(2_898_800, 2_901_100, 300)
    shapes = shapely.box(west, south, west + 90, south + 60)
    found = shared_areas(shapes, subdivided(RING))
    assert np.allclose(found, shapely.area(shapely.intersection(shapes, RING)), rtol=0, atol=1e-6)
    assert (found == 0).any()
    assert (found > 5399).any()


def test_only_large_ones_are_cut() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), ROUND, shapely.box(2, 0, 3, 1)], dtype=object)
    pieces, owners = all_subdivided(shapes, 100)
    assert owners[:2].tolist() == [0, 2]
    assert set(owners[2:]) == {1}
    sums = np.bincount(owners, weights=shapely.area(pieces))
    assert sums == pytest.approx(shapely.area(shapes))
