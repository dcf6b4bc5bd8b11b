"""Works on the ground of a place: laid out, changed, grown, with their intervals."""

from math import hypot, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.treated_ground import Stretch, gains, grown, laid, slope_share, whole_interval

AREAS = st.lists(st.floats(0, 200), min_size=1, max_size=7)


def test_two_works_of_the_whole_place_act_on_one_another() -> None:
    ground = laid([100.0, 100.0], 100.0)
    assert ground == (Stretch(100.0, (0, 1)),)
    assert gains(ground, 8.0, [lambda x: x / 2, lambda x: x / 4]) == (-400.0, -300.0)


def test_works_that_find_room_do_not_touch() -> None:
    ground = laid([30.0, 0.0, 70.0], 100.0)
    assert ground == (Stretch(30.0, (0,)), Stretch(70.0, (2,)))


def test_what_is_beyond_the_place_goes_over_the_first_work() -> None:
    assert laid([70.0, 60.0], 100.0) == (Stretch(30.0, (0, 1)), Stretch(40.0, (0,)), Stretch(30.0, (1,)))
    assert laid([500.0], 100.0) == (Stretch(100.0, (0,)),)


def test_without_an_area_nothing_overlaps() -> None:
    assert laid([3.0, 4.0], None) == (Stretch(3.0, (0,)), Stretch(4.0, (1,)))
    assert laid([], None) == laid([0.0], None) == laid([5.0], 0.0) == ()


def test_no_negative_ground() -> None:
    with pytest.raises(ValueError, match="below 0"):
        laid([1.0, -1.0], 10.0)


@given(AREAS, st.floats(1, 300))
def test_every_work_has_its_ground_and_none_is_counted_twice(areas: list[float], whole: float) -> None:
    ground = laid(areas, whole)
    for number, area in enumerate(areas):
        own = sum(stretch.area for stretch in ground if number in stretch.works)
        assert own == pytest.approx(min(area, whole), abs=1e-9 * whole)
    covered = sum(stretch.area for stretch in ground)
    assert covered == pytest.approx(min(sum(min(a, whole) for a in areas), whole), abs=1e-9 * whole)
    most, least = max((len(s.works) for s in ground), default=0), min((len(s.works) for s in ground), default=0)
    assert most - least <= 1 or covered < whole


@given(AREAS, st.floats(1, 300), st.lists(st.floats(0, 2), min_size=7, max_size=7))
def test_parts_make_the_whole(areas: list[float], whole: float, factors: list[float]) -> None:
    ground = laid(areas, whole)
    parts = gains(ground, 5.0, [lambda x, f=f: x * f for f in factors[: len(areas)]])  # type: ignore[misc]
    joint = sum(s.area * 5.0 * (prod(factors[n] for n in s.works) - 1) for s in ground)
    assert sum(parts) == pytest.approx(joint, abs=1e-6)
    if all(factor <= 1 for factor in factors):
        assert -5.0 * whole - 1e-6 <= sum(parts) <= 1e-9


@given(st.permutations([0.2, 0.5, 0.9]))
def test_the_sum_on_full_ground_does_not_depend_on_the_order(factors: list[float]) -> None:
    parts = gains(laid([10.0] * 3, 10.0), 1.0, [lambda x, f=f: x * f for f in factors])  # type: ignore[misc]
    assert sum(parts) == pytest.approx(10 * (0.2 * 0.5 * 0.9 - 1))


def test_a_work_without_effect_changes_nothing() -> None:
    assert gains([Stretch(10.0, (0, 1))], 2.0, [None, lambda x: x + 1]) == (0.0, 10.0)


def test_growth_is_straight_between_years_and_stays() -> None:
    points = [(1.0, 0.78), (2.0, 0.99), (5.0, 0.26)]
    told = [grown(points, years, 1.0) for years in (-3, 0, 0.5, 1, 1.5, 3.5, 5, 40)]
    assert told == pytest.approx([1, 1, 0.89, 0.78, 0.885, 0.625, 0.26, 0.26])
    assert grown([(0, 3.0)], 0, 0.0) == 3.0
    assert grown([], None, 1.0) == 1.0


def test_intervals() -> None:
    assert whole_interval(10.0, [(7.0, 13.0), (6.0, 14.0)], (1.0, None)) == (5.0, 15.0)
    low, high = whole_interval(10.0, [(5.0, 15.0)], (4.0, (2.0, 8.0)))
    assert low > 0
    assert low * high == pytest.approx(100)
    low, high = whole_interval(1.0, [(-3.0, 5.0)], (4.0, (2.0, 6.0)))  # may be none at all: to the first order
    assert (low, high) == pytest.approx((1 - hypot(4, 0.5), 1 + hypot(4, 0.5)))
    assert whole_interval(0.0, [], (4.0, (2.0, 8.0))) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("low", "high", "share"),
    [(None, 2, 0.1), (None, 4, 0.2), (15, 25, 0.3), (5, None, 0.75), (None, None, 1), (90, 95, 0)],
)
def test_ground_within_limits_of_slope(low: float | None, high: float | None, share: float) -> None:
    assert slope_share([0.1, 0.2, 0.2, 0.3, 0.2], low, high) == pytest.approx(share)


def test_unknown_slope_keeps_nothing_out() -> None:
    assert slope_share([], 5, 15) == 1.0
