"""The verifier names what a schedule breaks, each demand alone."""

import pytest

from optimisation.tasks import option, task
from shanshui.optimisation.task import Cap, Floor, Order, Place, Pool, Schedule, Task
from shanshui.optimisation.verifier import verify

OPTIONS = (
    option("a1", 4, 6, uses={"hands": 2.0}, needed=True, scalable=True),
    option("a2", 2, 2, years=(2022,), pieces=1),
    option("b1", 4, 2, uses={"hands": 2.0}, scalable=True, least=0.25),
    option("b2", 1, 0),
)
PLACES = (Place("a", "mine", longest=2), Place("b", "farmland", years=(2022,), barred=frozenset({"f"})))


def whole(**more: object) -> Task:
    given: dict[str, object] = {
        "caps": (Cap("f", 6.0, categories=frozenset({"mine"})), Cap("g", 3.0, 2022)),
        "pools": (Pool("hands", 2.0),),
        "floors": (Floor("t", "good", 7.0), Floor("b", "good", 1.0, frozenset({"b"}))),
        "orders": (Order("a", "b", ends=True, binding=True),),
        "works_order": (("a1", "a2"),),
        "exclusions": (("b1", "b2"),),
    }
    return task(OPTIONS, places=PLACES, **(given | more))


GOOD = Schedule(
    {("a1", 2021): 0.5, ("a1", 2022): 0.5, ("b1", 2022): 0.5},
    {("a", 2021, "f"): 2.0, ("a", 2022, "f"): 1.0, ("a", 2022, "g"): 1.0, ("b", 2022, "g"): 2.0},
)


def broken(of: Task, schedule: Schedule, **more: float) -> list[tuple[str, ...]]:
    return [one.demand for one in verify(of, schedule, **more).broken]


def changed(work: dict[tuple[str, int], float], money: dict[tuple[str, int, str], float] | None = None) -> Schedule:
    return Schedule({**GOOD.work, **work}, {**GOOD.money, **(money or {})})


def test_what_keeps_to_everything_is_worth_what_it_brings() -> None:
    verdict = verify(whole(worth={2021: 2.0}), GOOD)
    assert verdict.broken == ()
    assert verdict.cost == pytest.approx(6.0)
    assert verdict.benefits == {"good": pytest.approx(7.0)}
    assert verdict.value == pytest.approx(2 * 3 + 3 + 1)
    assert verdict.spans == {"a": (2021, 2022), "b": (2022, 2022)}


def test_nothing_done_breaks_only_what_must_be_done() -> None:
    nothing = Schedule({}, {})
    assert broken(whole(), nothing) == [("target", "t"), ("target", "b")]
    needed = task(OPTIONS, places=[Place("a", needed=True), Place("b")])
    assert broken(needed, nothing) == [("place", "a")]


@pytest.mark.parametrize(
    ("of", "schedule", "wanted"),
    [
        (whole(), changed({("a1", 2022): 0.4}, {("a", 2022, "g"): 0.6}), [("share", "a1"), ("target", "t")]),
        (whole(), changed({("a1", 2022): 0.6}, {("a", 2022, "g"): 1.4}), [("share", "a1"),
         ("budget", "g", "2022", ""), ("capacity", "hands", "")]),
        (whole(), changed({("b1", 2022): 0.2}, {("b", 2022, "g"): 0.8}), [("share", "b1"), ("target", "t"),
         ("target", "b")]),
        (whole(), changed({}, {("b", 2022, "g"): 1.0}), [("money", "b", "2022")]),
        (whole(), changed({}, {("b", 2022, "g"): 1.0, ("b", 2022, "f"): 1.0}), [("fund", "b", "2022", "f")]),
        (whole(caps=(Cap("f", 2.5), Cap("g", 3.0, 2022))), GOOD, [("budget", "f", "", "")]),
        (whole(pools=(Pool("hands", 1.5, 2022),)), GOOD, [("capacity", "hands", "2022")]),
        (whole(exclusions=(("a1", "b1"),)), GOOD, [("exclusion", "a1", "b1")]),
        (whole(works_order=(("a1", "b1"),)), changed({("a1", 2021): 0.0, ("a1", 2022): 1.0},
         {("a", 2021, "f"): 0.0, ("a", 2022, "f"): 3.0}), [("capacity", "hands", "")]),
        (whole(works_order=(("b1", "a1"),)), GOOD, []),
        (whole(orders=(Order("b", "a"),)), GOOD, [("order", "b", "a")]),
    ],
)  # fmt: skip
def test_each_broken_demand_is_named(of: Task, schedule: Schedule, wanted: list[tuple[str, ...]]) -> None:
    assert broken(of, schedule) == wanted


def test_years_are_kept() -> None:
    """The site b is worked on in 2022 only; a2 is of one piece and of 2022."""
    early = Schedule({("b1", 2021): 0.5}, {})
    assert broken(task(OPTIONS, places=PLACES), early) == [("years", "b")]
    split = Schedule({("a1", 2021): 1.0, ("a2", 2021): 0.5, ("a2", 2022): 0.5}, {})
    assert broken(task(OPTIONS, places=PLACES), split) == [("share", "a2")] * 3
    short = task(OPTIONS, places=[Place("a", longest=1), Place("b")])
    assert broken(short, Schedule({("a1", 2021): 0.5, ("a1", 2022): 0.5})) == [("years", "a")]


def test_order_holds_at_begin_and_end() -> None:
    late = Schedule({("a1", 2022): 1.0, ("b1", 2021): 0.5})
    free = task(OPTIONS, places=[Place("a"), Place("b")], orders=(Order("a", "b"),))
    assert broken(free, late) == [("order", "a", "b")]
    assert broken(free, Schedule({("b1", 2021): 1.0})) == []
    bound = task(OPTIONS, places=[Place("a"), Place("b")], orders=(Order("a", "b", binding=True),))
    assert broken(bound, Schedule({("b1", 2021): 1.0})) == [("order", "a", "b")]
    ends = task(OPTIONS, places=[Place("a"), Place("b")], orders=(Order("a", "b", ends=True),))
    longer = Schedule({("a1", 2021): 0.5, ("a1", 2022): 0.5, ("b1", 2021): 1.0})
    assert broken(ends, longer) == [("order", "a", "b")]


def test_works_in_order() -> None:
    """In 2021 a half of the first is left, and only a quarter of the second."""
    of = task(OPTIONS, works_order=(("a1", "b1"),))
    ahead = Schedule({("a1", 2021): 0.5, ("a1", 2022): 0.5, ("b1", 2021): 0.75, ("b1", 2022): 0.25})
    assert broken(of, ahead) == [("works_order", "a1", "b1")]
    behind = Schedule({("a1", 2021): 0.5, ("a1", 2022): 0.5, ("b1", 2021): 0.5, ("b1", 2022): 0.5})
    assert broken(of, behind) == []


def test_a_ceiling_and_a_yearly_target() -> None:
    assert broken(whole(), GOOD, ceiling=5.0) == [("ceiling",)]
    assert broken(whole(), GOOD, ceiling=6.0) == []
    assert broken(whole(floors=(Floor("t", "good", 4.0, by=2021),)), GOOD) == [("target", "t")]
