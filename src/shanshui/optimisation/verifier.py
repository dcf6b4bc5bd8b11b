"""A schedule judged from the raw numbers of its task: what it breaks, costs and brings.

It shares no code with the model that schedules are found by; the same judgement falls on a schedule that a planner
has entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shanshui.optimisation.task import Demand, Option, Schedule, Task


@dataclass(frozen=True, slots=True)
class Broken:
    """A demand that is not met.

    Parameters
    ----------
    demand : Demand
        Its name; besides those of the task ``("share", option)`` for work that is none, too little or too much,
        ``("money", place, year)`` for work that is not paid as it costs, ``("fund", place, year, fund)`` for money
        that the fund may not give.
    got, want : float
        What is, and what ought to be at least or at most.
    """

    demand: Demand
    got: float
    want: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a schedule is worth.

    Parameters
    ----------
    broken : tuple of Broken
        Demands that are not met.
    cost : float
        [yuan].
    value : float
        Weighted benefit, by the task's weights and worth of years.
    benefits : mapping of quantity to float
        What it brings of each quantity.
    spans : mapping of place to (int, int)
        First and last year of works.
    """

    broken: tuple[Broken, ...]
    cost: float
    value: float
    benefits: Mapping[str, float]
    spans: Mapping[str, tuple[int, int]]


def verify(task: Task, schedule: Schedule, *, ceiling: float | None = None, tolerance: float = 1e-6) -> Verdict:
    """Judge a schedule.

    Parameters
    ----------
    task : Task
        What it must keep to.
    schedule : Schedule
        Who found it does not matter.
    ceiling : float, optional
        Cost that it may have at most [yuan].
    tolerance : float
        Share of what is wanted (or of 1) by which it may be missed.

    Returns
    -------
    Verdict
        All that is broken, in the order of the task's demands.
    """
    options = {option.name: option for option in task.options}
    work = {key: share for key, share in schedule.work.items() if share > tolerance}
    done: dict[str, float] = defaultdict(float)
    spans: dict[str, tuple[int, int]] = {}
    benefits: dict[str, float] = defaultdict(float)
    cost = 0.0
    for (name, year), share in work.items():
        option = options[name]
        done[name] += share
        cost += share * option.cost
        first, last = spans.get(option.place, (year, year))
        spans[option.place] = (min(first, year), max(last, year))
        for quantity, amount in option.benefits.items():
            benefits[quantity] += share * amount
    look = _Look(task, options, work, schedule.money, done, spans, tolerance)
    broken = [*look.shares(), *look.places(), *look.paid(), *look.caps(), *look.pools(), *look.floors()]
    broken += [*look.orders(), *look.works_in_order(), *look.exclusions()]
    if ceiling is not None and cost > ceiling + tolerance * max(1.0, abs(ceiling)):
        broken.append(Broken(("ceiling",), cost, ceiling))
    return Verdict(tuple(broken), cost, _value(task, options, work), dict(benefits), spans)


def _value(task: Task, options: Mapping[str, Option], work: Mapping[tuple[str, int], float]) -> float:
    total = 0.0
    for quantity, weight in task.weights.items():
        offered = sum(option.benefits.get(quantity, 0.0) for option in task.options)
        brought = sum(
            share * task.worth.get(year, 1.0) * options[name].benefits.get(quantity, 0.0)
            for (name, year), share in work.items()
        )
        total += weight * brought / offered if offered > 0 else 0.0
    return total


@dataclass(frozen=True, slots=True)
class _Look:
    """One schedule under judgement: what is done of each option, and when each place is worked on."""

    task: Task
    options: Mapping[str, Option]
    work: Mapping[tuple[str, int], float]
    money: Mapping[tuple[str, int, str], float]
    done: Mapping[str, float]
    spans: Mapping[str, tuple[int, int]]
    tolerance: float

    def above(self, got: float, most: float) -> bool:
        return got > most + self.tolerance * max(1.0, abs(most))

    def below(self, got: float, least: float) -> bool:
        return got < least - self.tolerance * max(1.0, abs(least))

    def shares(self) -> Iterator[Broken]:
        for name, option in self.options.items():
            share = self.done.get(name, 0.0)
            years = [year for (other, year) in self.work if other == name]
            most = 1.0
            if self.above(share, most):
                yield Broken(("share", name), share, most)
            least = 1.0 if option.needed else option.least if option.scalable else 1.0
            if (share > 0 or (option.needed and option.place in self.spans)) and self.below(share, least):
                yield Broken(("share", name), share, least)
            suited = option.years or self.task.years
            for year in years:
                if year not in suited or year not in self.task.years:
                    yield Broken(("share", name), year, suited[0])
            for year in years if option.pieces else ():
                pieces = self.work[name, year] * option.pieces
                if abs(pieces - round(pieces)) > self.tolerance * max(1, option.pieces):
                    yield Broken(("share", name), pieces, round(pieces))

    def places(self) -> Iterator[Broken]:
        for place in self.task.places:
            span = self.spans.get(place.name)
            if span is None:
                if place.needed:
                    yield Broken(("place", place.name), 0, 1)
                continue
            if place.longest and span[1] - span[0] + 1 > place.longest:
                yield Broken(("years", place.name), span[1] - span[0] + 1, place.longest)
            for name, year in self.work:
                if self.options[name].place == place.name and place.years and year not in place.years:
                    yield Broken(("years", place.name), year, place.years[0])

    def paid(self) -> Iterator[Broken]:
        if not self.task.caps:
            return
        wanted: dict[tuple[str, int], float] = defaultdict(float)
        given: dict[tuple[str, int], float] = defaultdict(float)
        for (name, year), share in self.work.items():
            wanted[self.options[name].place, year] += share * self.options[name].cost
        places = {place.name: place for place in self.task.places}
        for (name, year, fund), amount in self.money.items():
            given[name, year] += amount
            lawful = fund not in places[name].barred and any(
                cap.fund == fund and cap.covers(places[name].category, year) for cap in self.task.caps
            )
            if amount > self.tolerance and not lawful:
                yield Broken(("fund", name, str(year), fund), amount, 0)
        for name, year in sorted({*wanted, *given}):
            need, got = wanted[name, year], given[name, year]
            if self.above(got, need) or self.below(got, need):
                yield Broken(("money", name, str(year)), got, need)

    def caps(self) -> Iterator[Broken]:
        category = {place.name: place.category for place in self.task.places}
        for cap in self.task.caps:
            spent = sum(
                amount
                for (name, year, fund), amount in self.money.items()
                if fund == cap.fund and cap.covers(category[name], year)
            )
            if self.above(spent, cap.amount):
                yield Broken(cap.demand, spent, cap.amount)

    def pools(self) -> Iterator[Broken]:
        for pool in self.task.pools:
            for year in self.task.years if pool.year is None else (pool.year,):
                used = sum(
                    share * self.options[name].uses.get(pool.name, 0.0)
                    for (name, when), share in self.work.items()
                    if when == year
                )
                if self.above(used, pool.amount):
                    yield Broken(pool.demand, used, pool.amount)

    def floors(self) -> Iterator[Broken]:
        for floor in self.task.floors:
            brought = sum(
                share * self.options[name].benefits.get(floor.quantity, 0.0)
                for (name, year), share in self.work.items()
                if (not floor.places or self.options[name].place in floor.places)
                and (floor.by is None or year <= floor.by)
            )
            if self.below(brought, floor.least):
                yield Broken(floor.demand, brought, floor.least)

    def orders(self) -> Iterator[Broken]:
        for order in self.task.orders:
            after, before = self.spans.get(order.after), self.spans.get(order.before)
            if after is None:
                continue
            if before is None:
                if order.binding:
                    yield Broken(order.demand, 0, 1)
                continue
            if after[0] < before[0]:
                yield Broken(order.demand, after[0], before[0])
            elif order.ends and after[1] < before[1]:
                yield Broken(order.demand, after[1], before[1])

    def works_in_order(self) -> Iterator[Broken]:
        for first, second in self.task.works_order:
            if not self.done.get(first) or not self.done.get(second):
                continue
            for year in self.task.years:
                left = sum(share for (name, when), share in self.work.items() if name == first and when > year)
                made = sum(share for (name, when), share in self.work.items() if name == second and when <= year)
                if self.above(left, 1 - made):
                    yield Broken(("works_order", first, second), left, 1 - made)
                    break

    def exclusions(self) -> Iterator[Broken]:
        for group in self.task.exclusions:
            together = [name for name in group if self.done.get(name)]
            if len(together) > 1:
                yield Broken(("exclusion", *group), len(together), 1)
