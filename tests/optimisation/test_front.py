"""The front of cost against value, held against all there is."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimisation.tasks import option, task
from shanshui.optimisation.front import Point, beaten_by, ceilings_between, front, undominated
from shanshui.optimisation.portfolio import Portfolio
from shanshui.optimisation.task import Option

NONE = Portfolio("optimal", None, None, 0.0, 0.0, 0.0)


def point(cost: float, value: float) -> Point:
    return Point(cost, cost, value, value, NONE)


def test_points_that_another_beats_are_dropped() -> None:
    points = [point(3, 2), point(1, 1), point(2, 1), point(3, 4), point(4, 4), point(5, 3)]
    assert [(p.cost, p.value) for p in undominated(points)] == [(1, 1), (3, 4)]


def test_ceilings_and_what_they_buy() -> None:
    assert ceilings_between(0, 10, 3) == (0.0, 5.0, 10.0)
    points = [point(1, 1), point(3, 4)]
    assert [beaten_by(points, cost) for cost in (0.5, 1, 2.9, 3, 9)] == [0, 1, 1, 4, 4]


def test_the_front_by_hand() -> None:
    """Alone 2 for 3, 4 for 8, 2 for 2: what 2, 4, 6 and 8 buy; 7 buys no more than 6."""
    options = [option("a1", 2, 3), option("b1", 4, 8), option("c1", 2, 2)]
    found = front(task(options), (8, 2, 4, 6, 7, 1), gap=0.0)
    assert [(p.cost, p.value) for p in found] == [
        (pytest.approx(cost, abs=1e-9), pytest.approx(value))
        for cost, value in ((0, 0), (2, 3), (4, 8), (6, 11), (8, 13))
    ]
    assert all(p.bound >= p.value - 1e-6 for p in found)
    nested = front(task(options), (2, 4, 6, 8), gap=0.0, nested=True)
    chosen = [{name for name, _ in p.portfolio.schedule.work} for p in nested if p.portfolio.schedule is not None]
    assert all(small <= large for small, large in itertools.pairwise(chosen))


def test_nothing_that_can_be_done_has_no_front() -> None:
    assert front(task([option("a1", 2, 3)], floors=(), caps=()), ()) == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=5))
def test_every_point_is_the_best_for_its_cost(things: list[tuple[int, int]]) -> None:
    options: list[Option] = [option(f"{chr(97 + n)}1", cost, good) for n, (cost, good) in enumerate(things)]
    total = sum(cost for cost, _ in things)
    found = front(task(options), ceilings_between(0, total, total + 1), gap=0.0)
    sums = [
        (
            sum(c for (c, _), t in zip(things, taken, strict=True) if t),
            sum(g for (_, g), t in zip(things, taken, strict=True) if t),
        )
        for taken in itertools.product((0, 1), repeat=len(things))
    ]
    best = {cost: max(g for c, g in sums if c <= cost) for cost in range(total + 1)}
    front_of_all = sorted({(min(c for c in best if best[c] == value), value) for value in best.values()})
    assert [(round(p.cost, 6), round(p.value, 4)) for p in found] == front_of_all
