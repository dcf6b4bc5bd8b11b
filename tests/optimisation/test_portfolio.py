"""Portfolios small enough to be found by hand, and held against all schedules there are."""

import itertools
import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from optimisation.tasks import YEARS, option, small_tasks, task
from shanshui.optimisation.portfolio import (
    best_portfolio,
    cheapest_portfolio,
    feasible,
)
from shanshui.optimisation.task import Cap, Floor, Option, Order, Place, Pool, Schedule, Task
from shanshui.optimisation.verifier import verify


def done(answer_of: Task, **more: object) -> dict[str, float]:
    """What is done of each option in the best portfolio."""
    answer = best_portfolio(answer_of, gap=0.0, **more)  # type: ignore[arg-type]
    assert answer.schedule is not None
    assert answer.status == "optimal"
    shares: dict[str, float] = {}
    for (name, _), share in answer.schedule.work.items():
        shares[name] = shares.get(name, 0.0) + share
    return {name: pytest.approx(share, abs=1e-6) for name, share in shares.items()}


def years(answer_of: Task) -> dict[str, list[int]]:
    """Years in which each option is worked on in the best portfolio."""
    answer = best_portfolio(answer_of, gap=0.0)
    assert answer.schedule is not None
    return {name: sorted(y for n, y in answer.schedule.work if n == name) for name, _ in answer.schedule.work}


def test_the_best_things_for_the_money() -> None:
    """A knapsack of 5 with weights 2, 4, 3 and worths 4, 5, 3: the first and the last."""
    options = [option("a1", 2, 4), option("b1", 4, 5), option("c1", 3, 3)]
    assert done(task(options, {None: 5.0})) == {"a1": 1, "c1": 1}


def test_a_share_is_done_where_a_share_may_be() -> None:
    options = [option("a1", 2, 4), option("b1", 4, 5, scalable=True), option("c1", 3, 3)]
    assert done(task(options, {None: 5.0})) == {"a1": 1, "b1": 0.75}


def test_a_share_too_small_to_be_worth_while_is_not_done() -> None:
    options = [option("a1", 2, 4), option("b1", 4, 5, scalable=True, least=0.8), option("c1", 3, 3)]
    assert done(task(options, {None: 5.0})) == {"a1": 1, "c1": 1}


def test_work_follows_the_money_of_the_years() -> None:
    answer = best_portfolio(task([option("a1", 4, 4)], {2021: 1.0, 2022: 3.0}), gap=0.0)
    assert answer.schedule is not None
    assert answer.schedule.work == {("a1", 2021): pytest.approx(0.25), ("a1", 2022): pytest.approx(0.75)}
    assert answer.schedule.money == {("a", 2021, "f"): pytest.approx(1), ("a", 2022, "f"): pytest.approx(3)}
    assert done(task([option("a1", 4, 4, pieces=1)], {2021: 1.0, 2022: 3.0})) == {}


def test_of_pieces_only_whole_ones_are_done_in_a_year() -> None:
    """Four pieces of 1: 1.5 pays one in the first year, 3.5 three in the second."""
    answer = best_portfolio(task([option("a1", 4, 4, pieces=4)], {2021: 1.5, 2022: 3.5}), gap=0.0)
    assert answer.schedule is not None
    assert answer.schedule.work == {("a1", 2021): pytest.approx(0.25), ("a1", 2022): pytest.approx(0.75)}
    some = task([option("a1", 4, 4, pieces=4, scalable=True)], {2021: 1.5, 2022: 1.5})
    assert done(some) == {"a1": 0.5}


def test_the_season_decides_the_year() -> None:
    options = [option("a1", 2, 2, years=(2022,)), option("b1", 2, 2)]
    assert years(task(options, {2021: 2.0, 2022: 2.0})) == {"a1": [2022], "b1": [2021]}


def test_early_benefits_count_more_where_asked() -> None:
    options = [option("a1", 2, 2), option("b1", 2, 3)]
    assert years(task(options, {2021: 2.0, 2022: 2.0}, worth={2021: 2.0})) == {"a1": [2022], "b1": [2021]}


def test_funds_pay_only_what_they_may() -> None:
    """Central money is for mines, and not for the one with a liable party; local money is for all."""
    places = [Place("a", "mine"), Place("b", "mine", barred=frozenset({"central"})), Place("c", "farmland")]
    options = [option("a1", 2, 2), option("b1", 2, 3), option("c1", 2, 3)]
    caps = (Cap("central", 9.0, categories=frozenset({"mine"})), Cap("local", 2.0))
    first = task(options, places=places, caps=caps)
    shares = done(first)
    assert shares["a1"] == 1
    assert len(shares) == 2
    answer = best_portfolio(first, gap=0.0)
    assert answer.schedule is not None
    central = [amount for (place, _, fund), amount in answer.schedule.money.items() if fund == "central"]
    assert sum(central) == pytest.approx(2)
    assert not any(place != "a" and fund == "central" for place, _, fund in answer.schedule.money)


def test_a_year_and_a_whole_cap_of_one_fund_hold_together() -> None:
    options = [option("a1", 2, 2), option("b1", 2, 2), option("c1", 2, 1)]
    assert set(done(task(options, {2021: 4.0, 2022: 4.0, None: 4.0}))) == {"a1", "b1"}


def test_downstream_waits_for_upstream() -> None:
    """What lies below may be done at once but for the order; bound to it, it is not done alone."""
    options = [option("a1", 3, 0), option("b1", 3, 5)]
    assert done(task(options, {None: 3.0}, orders=(Order("a", "b"),))) == {"b1": 1}
    assert done(task(options, {None: 3.0}, orders=(Order("a", "b", binding=True),))) == {}
    both = task(
        [option("a1", 3, 1, years=(2022,)), option("b1", 3, 5)], {2021: 9.0, 2022: 9.0},
        orders=(Order("a", "b"),), worth={2021: 1.5},
    )  # fmt: skip
    assert years(both) == {"b1": [2021]}
    far = task(
        [option("a1", 3, 9, years=(2022,)), option("b1", 3, 5)], {2021: 9.0, 2022: 9.0},
        orders=(Order("a", "b"),), worth={2021: 1.5},
    )  # fmt: skip
    assert years(far) == {"a1": [2022], "b1": [2022]}


def test_what_comes_first_ends_first_where_asked() -> None:
    options = [option("a1", 4, 1), option("b1", 2, 5, pieces=1)]
    money = {2021: 4.0, 2022: 2.0}
    late = task(options, money, orders=(Order("a", "b", ends=True, binding=True),), worth={2021: 2.0})
    assert years(late)["b1"] == [2022]
    assert years(task(options, money, orders=(Order("a", "b", binding=True),), worth={2021: 2.0}))["b1"] == [2021]


def test_planting_does_not_run_ahead_of_the_earthworks() -> None:
    options = [option("a1", 2, 1, needed=True), option("a2", 2, 9, needed=True)]
    plain = task(options, {2021: 2.0, 2022: 2.0}, worth={2021: 2.0})
    assert years(plain) == {"a1": [2022], "a2": [2021]}
    ordered = task(options, {2021: 2.0, 2022: 2.0}, worth={2021: 2.0}, works_order=(("a1", "a2"),))
    answer = best_portfolio(ordered, gap=0.0)
    assert answer.schedule is not None
    assert answer.schedule.work == {(name, year): pytest.approx(0.5) for name in ("a1", "a2") for year in YEARS}


def test_capacity_limits_a_year() -> None:
    options = [option(f"{place}1", 1, 1, uses={"hands": 2.0}, pieces=1) for place in "abc"]
    assert len(done(task(options, pools=(Pool("hands", 2.0),)))) == 2
    assert len(done(task(options, pools=(Pool("hands", 2.0), Pool("hands", 0.0, 2022))))) == 1


def test_of_measures_that_exclude_each_other_one_is_done() -> None:
    options = [option("a1", 1, 1), option("a2", 2, 2), option("a3", 1, 0.5, scalable=True)]
    assert done(task(options, {None: 9.0}, exclusions=(("a1", "a2"), ("a2", "a3")))) == {"a2": 1}


def test_needed_measures_come_with_their_place() -> None:
    options = [option("a1", 3, 0, needed=True), option("a2", 1, 5), option("b1", 3, 4)]
    assert done(task(options, {None: 3.0})) == {"b1": 1}
    assert done(task(options, {None: 4.0})) == {"a1": 1, "a2": 1}


def test_a_target_is_reached_though_it_pays_less() -> None:
    options = [option("a1", 2, 4), option("b1", 2, 1)]
    floor = Floor("area of b", "good", 1.0, frozenset({"b"}))
    assert done(task(options, {None: 2.0})) == {"a1": 1}
    assert done(task(options, {None: 2.0}, floors=(floor,))) == {"b1": 1}
    early = Floor("by 2021", "good", 5.0, by=2021)
    assert years(task(options, {2021: 4.0, 2022: 4.0}, floors=(early,))) == {"a1": [2021], "b1": [2021]}


def test_a_place_may_take_no_longer_than_it_may() -> None:
    options = [option("a1", 2, 2), option("a2", 2, 2)]
    money = {2021: 2.0, 2022: 2.0}
    assert len(done(task(options, money))) == 2
    assert len(done(task(options, money, [Place("a", longest=1)]))) == 1
    assert years(task(options, {2021: 2.0, 2022: 4.0}, [Place("a", years=(2022,))])) == {"a1": [2022], "a2": [2022]}


def test_the_cheapest_way_to_a_target() -> None:
    options = [option("a1", 5, 6), option("b1", 2, 2), option("c1", 2, 2)]
    answer = cheapest_portfolio(task(options, floors=(Floor("t", "good", 4.0),)), gap=0.0)
    assert answer.objective == pytest.approx(4.0)
    assert answer.bound == pytest.approx(4.0)
    answer = cheapest_portfolio(task(options, floors=(Floor("t", "good", 5.0),)), gap=0.0)
    assert answer.objective == pytest.approx(5.0)


def test_a_ceiling_is_kept() -> None:
    options = [option("a1", 2, 4), option("b1", 4, 5)]
    assert done(task(options), ceiling=3.0) == {"a1": 1}
    assert done(task(options), ceiling=4.0) == {"b1": 1}


def test_what_cannot_be_done_is_told() -> None:
    impossible = task([option("a1", 4, 4)], {None: 3.0}, [Place("a", needed=True)])
    answer = best_portfolio(impossible)
    assert answer.status == "infeasible"
    assert answer.schedule is None
    assert math.isinf(answer.gap)
    assert feasible(impossible, frozenset(impossible.demands())) is False
    assert feasible(impossible, frozenset()) is True


def test_names_must_be_known() -> None:
    with pytest.raises(ValueError, match="no place is named z"):
        Task(YEARS, (Place("a"),), (Option("z1", "z", 1.0),), {})
    with pytest.raises(ValueError, match="no option is named q"):
        task([option("a1", 1, 1)], exclusions=(("a1", "q"),))
    with pytest.raises(ValueError, match="bear one name"):
        Task(YEARS, (Place("a"), Place("a")), (), {})
    with pytest.raises(ValueError, match="years are"):
        Task((2021, 2023), (), (), {})


def schedules(of: Task) -> Iterator[Schedule]:
    """Every schedule in which each option is done whole in one year or not at all; the only fund pays."""
    for chosen in itertools.product((None, *YEARS), repeat=len(of.options)):
        work = {(o.name, year): 1.0 for o, year in zip(of.options, chosen, strict=True) if year is not None}
        money: dict[tuple[str, int, str], float] = {}
        for o, year in zip(of.options, chosen, strict=True):
            if year is not None:
                money[o.place, year, "f"] = money.get((o.place, year, "f"), 0.0) + o.cost
        yield Schedule(work, money)


@settings(max_examples=60, deadline=None)
@given(small_tasks())
def test_every_portfolio_is_as_good_as_the_best_of_all(of: Task) -> None:
    lawful = [verdict.value for verdict in (verify(of, s) for s in schedules(of)) if not verdict.broken]
    answer = best_portfolio(of, gap=0.0)
    if not lawful:
        assert answer.status == "infeasible"
    else:
        thrift = 1e-6 * sum(of.weights.values())  # so much value may be given up for money, and the bound may be off
        assert answer.objective == pytest.approx(max(lawful), abs=thrift + 1e-6)
        assert answer.bound == pytest.approx(max(lawful), abs=thrift + 1e-6)
