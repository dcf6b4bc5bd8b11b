import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo import overlay

UNIT = shapely.box(0, 0, 10, 10)


def test_pairs_that_share_an_area() -> None:
    shapes = [shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2), shapely.box(3, 0, 4, 2), shapely.box(9, 9, 10, 10)]
    (pair,) = overlay.overlaps(shapes)
    assert (pair.left, pair.right, pair.shared.area) == (0, 1, 2)


def test_shared_counts_what_lies_twice_once() -> None:
    cover = overlay.Cover([shapely.box(0, 0, 6, 10), shapely.box(4, 0, 8, 10)])
    assert cover.shared(UNIT).area == 80
    assert cover.outside(UNIT).area == 20
    assert len(cover) == 2
    assert cover.shared(shapely.box(20, 20, 21, 21)).is_empty
    assert cover.outside(shapely.box(20, 20, 21, 21)).area == 1


def test_touching_edges_are_no_overlap() -> None:
    cover = overlay.Cover([shapely.box(10, 0, 20, 10)])
    assert cover.shared(UNIT).is_empty
    assert cover.outside(UNIT).area == 100


def test_gap() -> None:
    assert overlay.gap(UNIT, [shapely.box(0, 0, 10, 4), shapely.box(0, 5, 10, 10)]).area == 10
    assert overlay.gap(UNIT, []).area == 100


def test_polygonal_drops_what_has_no_area() -> None:
    mixed = shapely.GeometryCollection([UNIT, shapely.LineString([(0, 0), (20, 20)]), shapely.Point(30, 30)])
    assert overlay.polygonal(mixed).equals(UNIT)
    assert overlay.polygonal(None).is_empty
    assert overlay.polygonal(shapely.Point(1, 1)).is_empty


BOX = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 6), st.integers(1, 6)).map(
    lambda b: shapely.box(b[0], b[1], b[0] + b[2], b[1] + b[3])
)


@given(st.lists(BOX, max_size=8))
def test_shared_and_outside_make_the_whole(shapes: list[shapely.Geometry]) -> None:
    cover = overlay.Cover(shapes)
    assert cover.shared(UNIT).area + cover.outside(UNIT).area == pytest.approx(100)
