"""Contradictions are told without one demand to spare."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimisation.tasks import option, small_tasks, task
from shanshui.optimisation.conflicts import conflict, irreducible
from shanshui.optimisation.portfolio import feasible
from shanshui.optimisation.task import Floor, Order, Place, Pool, Task


def minimal(of: Task, found: tuple[tuple[str, ...], ...]) -> None:
    """The set cannot be met; without any one of it, it can."""
    assert feasible(of, frozenset(found)) is False
    for spare in found:
        assert feasible(of, frozenset(found) - {spare}) is True


@given(st.sets(st.sets(st.integers(0, 9), min_size=1, max_size=4).map(frozenset), max_size=4))
def test_one_of_the_contradictions_is_found(wrong: set[frozenset[int]]) -> None:
    found = irreducible(range(10), lambda kept: not any(group <= kept for group in wrong))
    if not wrong:
        assert found == ()
    else:
        assert frozenset(found) in wrong
        assert not any(group < frozenset(found) for group in wrong)


def test_an_impossible_budget() -> None:
    """Two sites must be done and cost 8; there are 3 + 4. The order and the capacity have no part in it."""
    of = task(
        [option("a1", 4, 4, needed=True), option("b1", 4, 4, needed=True), option("c1", 1, 1)],
        {2021: 3.0, 2022: 4.0},
        [Place("a", needed=True), Place("b", needed=True), Place("c")],
        pools=(Pool("hands", 1.0),),
        orders=(Order("a", "b"),),
    )
    found = conflict(of)
    assert found == (("place", "a"), ("place", "b"), ("budget", "f", "2021", ""), ("budget", "f", "2022", ""))
    minimal(of, found)


def test_an_order_against_a_season() -> None:
    of = task(
        [option("a1", 1, 1, years=(2022,)), option("b1", 1, 1)],
        {2021: 9.0, 2022: 9.0},
        [Place("a"), Place("b", years=(2021,), needed=True)],
        orders=(Order("a", "b", binding=True),),
    )
    found = conflict(of)
    assert found == (("place", "b"), ("years", "b"), ("order", "a", "b"))
    minimal(of, found)


def test_what_only_whole_numbers_forbid() -> None:
    """Half of each site would reach the target for the money; one of them does not."""
    of = task(
        [option("a1", 4, 4), option("b1", 4, 4)], {None: 6.0}, floors=(Floor("t", "good", 6.0), Floor("u", "good", 1.0))
    )
    assert feasible(of, frozenset(of.demands()), relaxed=True) is True
    found = conflict(of)
    assert found == (("budget", "f", "", ""), ("target", "t"))
    minimal(of, found)


def test_no_conflict_in_what_can_be_done() -> None:
    assert conflict(task([option("a1", 4, 4)], {None: 6.0})) == ()


@settings(max_examples=25, deadline=None)
@given(small_tasks())
def test_every_conflict_is_minimal(of: Task) -> None:
    found = conflict(of)
    if feasible(of, frozenset(of.demands())):
        assert found == ()
    else:
        minimal(of, found)
