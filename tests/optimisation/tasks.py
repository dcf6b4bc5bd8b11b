"""Small portfolios for tests."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from shanshui.optimisation.task import Cap, Floor, Option, Order, Place, Pool, Task

YEARS = (2021, 2022)


def option(name: str, cost: float, good: float, **more: object) -> Option:
    """An option of the place that its first letter names."""
    return Option(name, name[0], cost, {"good": good}, **more)  # type: ignore[arg-type]


def task(
    options: Sequence[Option],
    money: Mapping[int | None, float] | None = None,
    places: Sequence[Place] = (),
    **more: object,
) -> Task:
    """A task with a fund ``f`` that gives ``money`` by year; benefits are in quantity ``good``, worth as they stand."""
    own = tuple(places) or tuple(Place(name) for name in dict.fromkeys(o.place for o in options))
    caps = tuple(Cap("f", amount, year) for year, amount in (money or {}).items())
    offered = sum(o.benefits.get("good", 0.0) for o in options)
    given = {"caps": caps, "weights": {"good": offered}} | more
    return Task(YEARS, own, tuple(options), **given)  # type: ignore[arg-type]


@st.composite
def small_tasks(draw: st.DrawFn) -> Task:
    """Up to four options in up to three places, each done in one year or not at all, from one fund."""
    names = draw(st.lists(st.sampled_from(["a1", "a2", "b1", "b2", "c1"]), min_size=1, max_size=4, unique=True))
    options = [
        Option(
            name,
            name[0],
            draw(st.integers(1, 9)),
            {"good": draw(st.integers(0, 9))},
            {"hands": draw(st.integers(0, 4))},
            draw(st.sampled_from([(), (2021,), (2022,)])),
            pieces=1,
            needed=draw(st.integers(0, 4)) == 0,
        )
        for name in sorted(names)
    ]
    spots = sorted({o.place for o in options})
    needed = draw(st.sampled_from(["", *spots]))
    orders = [
        Order(first, second, draw(st.booleans()), draw(st.booleans()))
        for first in spots
        for second in spots
        if first < second and draw(st.booleans())
    ]
    pair = tuple(o.name for o in options[:2])
    return task(
        options,
        {2021: draw(st.integers(0, 15)), 2022: draw(st.integers(0, 15))},
        [Place(name, needed=name == needed, longest=draw(st.sampled_from([0, 1]))) for name in spots],
        pools=(Pool("hands", draw(st.integers(0, 8))),),
        floors=(Floor("t", "good", draw(st.integers(0, 6)), by=draw(st.sampled_from([None, 2021]))),),
        orders=tuple(orders),
        exclusions=(pair,) if len(pair) == 2 and draw(st.booleans()) else (),
        works_order=(pair,) if len(pair) == 2 and draw(st.booleans()) else (),
    )
