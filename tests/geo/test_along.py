"""How much of a line runs along others."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString

from shanshui.geo.along import nearest, sampled, share_along


def test_points_stand_for_the_whole_line() -> None:
    points = sampled([LineString([(0, 0), (10, 0)]), LineString([(0, 5), (0, 8)])], 4.0)
    assert list(points.owner) == [0, 0, 0, 1]
    assert list(shapely.get_x(points.places)) == pytest.approx([10 / 6, 5, 50 / 6, 0])
    assert list(points.lengths) == pytest.approx([10 / 3] * 3 + [3])


def test_half_of_a_line_along_another() -> None:
    line = LineString([(0, 0), (120, 0)])
    other = LineString([(0, 2), (60, 2)])
    assert share_along([line, other], [other], 3.0) == pytest.approx([0.5 + 2.2 / 120, 1.0], abs=0.01)


def test_the_nearest_of_several_and_none() -> None:
    points = sampled([LineString([(0, 0), (30, 0)])], 10.0)
    far, close = LineString([(0, 4), (30, 4)]), MultiLineString([[(0, 1), (9, 1)], [(11, 1), (19, 1)]])
    assert list(nearest(points, [far, close], 5.0)) == [1, 1, 0]
    assert list(nearest(points, [far], 3.0)) == [-1, -1, -1]
    assert list(nearest(points, [], 3.0)) == [-1, -1, -1]


def test_of_two_as_near_the_first_counts() -> None:
    points = sampled([LineString([(0, 0), (3, 0)])], 5.0)
    assert list(nearest(points, [LineString([(0, 1), (3, 1)]), LineString([(0, -1), (3, -1)])], 2.0)) == [0]


def test_empty_lines_have_no_share() -> None:
    assert list(share_along([LineString()], [LineString([(0, 0), (1, 1)])], 1.0)) == [0.0]
    assert share_along([], [], 1.0).size == 0


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=8, unique=True))
@settings(max_examples=60, deadline=None)
def test_a_line_lies_along_itself_and_not_along_one_far_off(corners: list[tuple[float, float]]) -> None:
    line = LineString(corners)
    if line.length == 0:
        return
    far = shapely.transform(line, lambda xy: xy + np.array([500.0, 0.0]))
    assert share_along([line], [line], 1.0)[0] == pytest.approx(1.0)
    assert share_along([line], [far], 1.0)[0] == 0.0
