"""Exact areas by three ways that have nothing in common, on pairs that rounding gets wrong."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.geometry.base import BaseGeometry

import adversarial
from shanshui.geo.exact import exact_area, located, shared
from shanshui.geo.overlay import Cover
from shanshui.geo.proof import prove
from shanshui.geo.strips import by_strips, plain_area, touching

NOTHING = Fraction(0)
ZONE = 36_500_000.0


def test_squares_by_hand() -> None:
    one = box(0, 0, 2, 2)
    assert shared(one, [box(1, 1, 3, 3)]).area == 1
    assert shared(one, [box(0, 0, 1, 2), box(0.5, 0, 2, 2)]).area == 4  # the overlap counts once
    assert shared(one, [box(2, 0, 3, 3)]) == shared(one, [box(2, 2, 3, 3)])
    assert shared(one, [box(2, 0, 3, 3)]).meets
    assert shared(one, [box(2, 0, 3, 3)]).area == 0
    assert not shared(one, [box(2.5, 0, 3, 3)]).meets
    assert shared(one, []).area == 0


def test_a_third_is_a_third() -> None:
    triangle = shapely.Polygon([(0, 0), (3, 0), (3, 1)])
    assert shared(triangle, [box(0, 0, 1, 1)]).area == Fraction(1, 6)
    assert shared(triangle, [shapely.Polygon([(0, 0), (3, 0), (0, 1)])]).area == Fraction(3, 4)


def test_the_smallest_step_counts() -> None:
    """Neighbours that overlap by one step of the numbers, 7.5 nm at this place."""
    east = np.nextafter(ZONE, np.inf)
    step = Fraction(east) - Fraction(ZONE)
    found = shared(box(ZONE - 10, 0, east, 3), [box(ZONE, 0, ZONE + 10, 3)])
    assert found.area == 3 * step
    assert shapely.intersection(box(ZONE - 10, 0, ZONE, 3), box(ZONE, 0, ZONE + 10, 3)).area == 0


def test_a_filled_hole_shares_nothing() -> None:
    hole = shapely.Point(ZONE, 1e6).buffer(5)
    ring = shapely.Polygon(box(ZONE - 9, 1e6 - 9, ZONE + 9, 1e6 + 9).exterior, [hole.exterior])
    found = shared(ring, [hole])
    assert found.area == 0
    assert found.meets
    assert shared(ring, [hole, ring]).area == exact_area(ring) == plain_area(ring)


@pytest.mark.parametrize("seed", [1, 2])
def test_three_ways_agree(seed: int) -> None:
    for kind, left, right in adversarial.pairs(120, seed):
        area, meets = adversarial.reference(left, right)
        found, strips = shared(left, [right]), by_strips(left, [right])
        assert found.area == area, kind
        assert found.meets == meets, kind
        assert strips.total == strips.each.get(0, NOTHING) == area, kind
        assert (strips.total > 0 or touching(left, [right])) == meets, kind
        assert exact_area(left) == plain_area(left) == adversarial.size(left), kind


def test_proof_is_right_on_adversarial_pairs() -> None:
    exactly = 0
    for kind, left, right in adversarial.pairs(200, 3):
        area, meets = adversarial.reference(left, right)
        proof = prove(left, Cover([right]))
        contact = "share" if area else "touch" if meets else "apart"
        assert proof.contact == contact, kind
        assert proof.low <= area <= proof.high, kind
        assert proof.covered == (area > 0 and area == adversarial.size(left)), kind
        exactly += proof.means == "exact"
    assert exactly > 60


coordinates = st.integers(-40, 40).map(lambda n: n / 4)
points = st.tuples(coordinates, coordinates)


@st.composite
def polygons(draw: st.DrawFn) -> BaseGeometry:
    """Valid polygons on a coarse grid, where corners and edges coincide all the time."""
    shape = shapely.make_valid(shapely.Polygon(draw(st.lists(points, min_size=3, max_size=7))), method="structure")
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0]
    return shapely.unary_union(parts) if parts else box(0, 0, 1, 1)


def valid(shape: BaseGeometry) -> bool:
    return bool(shape.is_valid and shape.area > 0)


@given(polygons(), st.lists(polygons(), min_size=1, max_size=4))
@settings(max_examples=60)
def test_union_counts_once(left: BaseGeometry, right: list[BaseGeometry]) -> None:
    if not all(map(valid, [left, *right])):
        return
    found, strips = shared(left, right), by_strips(left, right)
    assert found.area == strips.total
    each = [shared(left, [one]).area for one in right]
    assert [strips.each.get(n, NOTHING) for n in range(len(right))] == each
    assert max(each) <= found.area <= min(sum(each, NOTHING), exact_area(left))


@given(polygons(), polygons())
@settings(max_examples=50)
def test_sides_do_not_matter(left: BaseGeometry, right: BaseGeometry) -> None:
    if valid(left) and valid(right):
        assert shared(left, [right]) == shared(right, [left])
        moved = [shapely.transform(shape, lambda p: p * 2) for shape in (left, right)]
        assert shared(moved[0], [moved[1]]).area == 4 * shared(left, [right]).area
        assert shared(left, [left]).area == exact_area(left)


def test_where_a_point_lies() -> None:
    pair = [box(0, 0, 2, 2), box(5, 0, 6, 1)]
    assert [located(x, y, pair) for x, y in ((1, 1), (2, 1), (2, 2), (5.5, 0.5), (3, 1), (0, 3))] == [
        "in", "on", "on", "in", "out", "out",
    ]  # fmt: skip
    slope = shapely.Polygon([(0, 0), (3, 1), (0, 1)])
    assert located(1.5, 0.5, [slope]) == "on"
    assert located(1.5, np.nextafter(0.5, 1), [slope]) == "in"
    assert located(1.5, np.nextafter(0.5, 0), [slope]) == "out"
    assert located(1, 1, []) == "out"


def test_what_is_no_position_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        shared(box(0, 0, 1, 1), [shapely.Polygon([(0, 0), (1, np.inf), (1, 0)])])
    with pytest.raises(ValueError, match="digits"):
        shared(box(0, 0, 1, 1), [shapely.Polygon([(1e-300, 1e-300), (1, 0), (1, 1)])])


def test_proof_says_how_it_knows() -> None:
    layer = Cover([box(0, 0, 100, 100), box(200, 0, 300, 100)])
    far, beside, on = box(500, 0, 510, 10), box(110, 0, 190, 10), box(100, 0, 200, 10)
    across, inside = box(90, 0, 110, 10), box(1, 1, 9, 9)
    assert [(p.contact, p.means) for p in (prove(shape, layer) for shape in (far, on, across, inside))] == [
        ("apart", "boxes"), ("touch", "exact"), ("share", "bound"), ("share", "exact"),
    ]  # fmt: skip
    assert prove(shapely.Polygon([(99, 102), (111, 90), (111, 111)]), layer).means == "bound"
    assert prove(beside, layer).contact == "apart"
    assert prove(on, layer).border == pytest.approx(20)
    assert prove(across, layer).border == pytest.approx(40)
    assert prove(inside, layer).covered
    assert prove(across, layer, least=100.0).means == "exact"
    assert prove(across, layer).features == ((0, pytest.approx(100.0)),)
