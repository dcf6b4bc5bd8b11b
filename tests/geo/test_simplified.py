"""Simplifying a coverage: shared edges stay shared, nothing vanishes, the border stays where it should."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.geo.simplified import gathered, matched, simplified

PAIR = [
    shapely.Polygon([(0, 0), (50, 0), (52, 50), (50, 100), (0, 100)]),
    shapely.Polygon([(50, 0), (100, 0), (100, 100), (50, 100), (52, 50)]),
]
"""Two plots whose common border bulges by 2 m: the triangle of the bulge is 100 m²."""


@st.composite
def grounds(draw: st.DrawFn) -> list[shapely.Polygon]:
    """A mosaic of cells with any codes, the coarse cousin of basins on a grid."""
    rows, cols = draw(st.integers(2, 9)), draw(st.integers(2, 9))
    codes = np.array(draw(st.lists(st.integers(0, 4), min_size=rows * cols, max_size=rows * cols)))
    cells = [shapely.box(c, r, c + 1, r + 1) for r in range(rows) for c in range(cols)]
    found = []
    for code in np.unique(codes):
        whole = shapely.union_all([cell for cell, own in zip(cells, codes, strict=True) if own == code])
        found += list(shapely.get_parts(whole))
    return found


def test_a_bulge_goes_where_its_triangle_is_smaller_than_the_tolerance() -> None:
    assert [shape.area for shape in simplified(PAIR, 10.1)] == [5000.0, 5000.0]
    assert [shape.area for shape in simplified(PAIR, 9.9)] == [5100.0, 4900.0]


def test_nothing_is_changed_without_tolerance_and_nothing_made_of_nothing() -> None:
    assert shapely.equals(simplified(PAIR, 0.0), PAIR).all()
    assert simplified([], 5.0).size == 0


def test_an_outer_border_may_be_simplified_too() -> None:
    jagged = [shapely.Polygon([(0, 0), (50, 1), (100, 0), (100, 100), (0, 100)])]
    assert shapely.equals(simplified(jagged, 20.0)[0], jagged[0])
    assert simplified(jagged, 20.0, keep_border=False)[0].area == 10000.0


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf")])
def test_a_tolerance_is_a_number_from_0(tolerance: float) -> None:
    with pytest.raises(ValueError, match="give a number from 0"):
        simplified(PAIR, tolerance)


def test_polygons_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="matched"):
        simplified([shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)], 1.0)


def test_missing_vertices_are_put_in_where_a_third_joins() -> None:
    parts = [shapely.box(0, 0, 2, 1), shapely.box(0, 1, 1, 2), shapely.box(1, 1, 2, 2)]
    assert not shapely.coverage_is_valid(parts)
    faces, owner = matched(parts)
    assert shapely.coverage_is_valid(faces)
    assert sorted(owner) == [0, 1, 2]
    assert all(shapely.equals(faces[n], parts[own]) for n, own in enumerate(owner))


def test_ground_is_cut_at_a_border_and_what_nobody_covers_is_told() -> None:
    faces, owner = matched([shapely.box(0, 0, 4, 4)], shapely.box(2, 1, 6, 3))
    told = {int(own): face.area for own, face in zip(owner, faces, strict=True)}
    assert told == {0: 4.0, -1: 4.0}


def test_a_ring_leaves_its_hole_open() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    faces, owner = matched([ring])
    assert [face.area for face in faces] == [8.0]
    assert list(owner) == [0]


def test_faces_are_gathered_without_inner_borders() -> None:
    faces, _ = matched([shapely.box(n, 0, n + 1, 1) for n in range(3)])
    order = np.argsort(shapely.get_x(shapely.centroid(faces)))
    whole, alone = gathered(faces, [list(order[:2]), [int(order[2])]])
    assert (whole.area, whole.length, alone.area) == (2.0, 6.0, 1.0)


@given(grounds(), st.floats(0.1, 3.0), st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_coverage_stays_one(parts: list[shapely.Polygon], tolerance: float, keep_border: bool) -> None:
    faces, _ = matched(parts)
    found = simplified(faces, tolerance, keep_border)
    assert len(found) == len(faces)
    assert shapely.coverage_is_valid(found)
    assert shapely.is_valid(found).all()
    assert (shapely.area(found) > 0).all()
    assert (shapely.get_type_id(found) == shapely.get_type_id(faces)).all()
    gone = shapely.get_num_coordinates(faces).sum() - shapely.get_num_coordinates(found).sum()
    assert gone >= 0
    change = np.abs(shapely.area(found) - shapely.area(faces))
    lost = shapely.get_num_coordinates(faces) - shapely.get_num_coordinates(found)
    assert (change <= lost * tolerance**2 + 1e-9).all()
    if keep_border:
        assert shapely.area(found).sum() == pytest.approx(shapely.area(faces).sum(), abs=1e-9)
        assert shapely.equals(shapely.union_all(found), shapely.union_all(faces))


@given(grounds(), st.floats(0.0, 6.0), st.floats(0.0, 6.0))
@settings(max_examples=60, deadline=None)
def test_cutting_loses_no_ground(parts: list[shapely.Polygon], x: float, y: float) -> None:
    within = shapely.Point(x, y).buffer(2.3, quad_segs=5)
    faces, owner = matched(parts, within)
    assert shapely.area(faces).sum() == pytest.approx(within.area, abs=1e-9)
    for n, part in enumerate(parts):
        assert shapely.area(faces[owner == n]).sum() == pytest.approx(part.intersection(within).area, abs=1e-9)
