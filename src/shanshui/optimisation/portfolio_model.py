"""The programme of a portfolio: its columns and demands (described in :mod:`shanshui.optimisation.portfolio`).

For a sub-project p, an option o in it and a year t:

- ``done[p]`` and, of an option that is all or nothing, ``share[o]`` are 0 or 1; ``share[o] ≤ done[p]``;
- ``work[o, t]`` is the share of o that is done in t; over the years they make ``share[o]``;
- where order matters, ``begun[p, t]`` and ``over[p, t]`` are 0 or 1 and never fall: begun by the end of t, and finished
  by it; ``work[o, t] ≤ begun[p, t] - over[p, t - 1]``, and in the first and the last year at least a token is done;
- ``money[k, t, f]`` is what fund f gives in t to all sub-projects of kind k, those with one category and the same
  funds barred: all that caps can tell apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.optimisation.programme import INFINITY, Programme
from shanshui.optimisation.task import Demand, Option, Place, Schedule, Task

THRIFT = 1e-6
"""Worth of all cost against all benefit, so that nothing is done that brings nothing."""

Kind = tuple[str, frozenset[str]]
"""Category and barred funds of a sub-project."""


@dataclass(frozen=True, slots=True)
class Model:
    """A programme, and what its columns stand for.

    Parameters
    ----------
    done : mapping of place to column
    share : mapping of option to column
    work : mapping of (option, year) to column
    begun, over : mapping of (place, year) to column
        Of the sub-projects whose order matters.
    money : mapping of (kind, year, fund) to column
    scale : float
        What the programme's objective is multiplied by to be value or cost.
    cheapest : bool
        Whether the objective is cost.
    """

    programme: Programme
    done: Mapping[str, int]
    share: Mapping[str, int]
    work: Mapping[tuple[str, int], int]
    begun: Mapping[tuple[str, int], int]
    over: Mapping[tuple[str, int], int]
    money: Mapping[tuple[Kind, int, str], int]
    scale: float
    cheapest: bool

    def money_of(self, place: Place, year: int) -> Iterator[tuple[str, int]]:
        """Funds that may pay for a sub-project in a year, each with its column."""
        for (kind, when, fund), column in self.money.items():
            if when == year and kind == kind_of(place):
                yield fund, column

    def point(self, task: Task, schedule: Schedule) -> NDArray[np.float64]:
        """A schedule as values of the columns; money is left to the solver."""
        values = np.zeros(self.programme.size[0])
        spans: dict[str, list[int]] = defaultdict(list)
        place_of = {option.name: option.place for option in task.options}
        for (name, year), share in schedule.work.items():
            if (name, year) in self.work:
                values[self.work[name, year]] = share
                values[self.share[name]] += share
                values[self.done[place_of[name]]] = 1.0
                spans[place_of[name]].append(year)
        for (name, year), column in self.begun.items():
            values[column] = float(bool(spans[name]) and min(spans[name]) <= year)
        for (name, year), column in self.over.items():
            values[column] = float(bool(spans[name]) and max(spans[name]) <= year)
        return values


def kind_of(place: Place) -> Kind:
    """What caps can tell of a sub-project."""
    return place.category, place.barred


def model_of(
    task: Task,
    *,
    ceiling: float | None = None,
    containing: Schedule | None = None,
    without: frozenset[Demand] = frozenset(),
    cheapest: bool = False,
    judged: bool = False,
) -> Model:
    """Write the programme of a task down.

    Parameters
    ----------
    task : Task
        What to choose from, and the demands.
    ceiling : float, optional
        Cost at most [yuan].
    containing : Schedule, optional
        One whose options are all kept, with at least their shares.
    without : frozenset of Demand
        Demands to be left out.
    cheapest : bool
        Whether the least cost is wanted; else the greatest value.
    judged : bool
        Whether only feasibility matters: then nothing is better than anything else.
    """
    return _Writer(task, without, cheapest, judged).write(ceiling, containing)


class _Writer:
    def __init__(self, task: Task, without: frozenset[Demand], cheapest: bool, judged: bool) -> None:
        self.task, self.without, self.cheapest, self.judged = task, without, cheapest, judged
        self.programme = Programme(maximise=not cheapest)
        self.places = {place.name: place for place in task.places}
        self.of_place: dict[str, list[Option]] = {place.name: [] for place in task.places}
        for option in task.options:
            self.of_place[option.place].append(option)
        self.unit = float(np.mean([option.cost for option in task.options] or [1.0])) or 1.0
        self.years = {place.name: self._years(place) for place in task.places}
        self.done: dict[str, int] = {}
        self.share: dict[str, int] = {}
        self.work: dict[tuple[str, int], int] = {}
        self.begun: dict[tuple[str, int], int] = {}
        self.over: dict[tuple[str, int], int] = {}
        self.money: dict[tuple[Kind, int, str], int] = {}

    def write(self, ceiling: float | None, containing: Schedule | None) -> Model:
        scale = self.unit if self.cheapest else 1.0 / max(len(self.task.options), 1)
        self._columns(scale, _kept(containing))
        for place in self.task.places:
            self._work_of(place)
        self._timed()
        self._paid()
        self._pools()
        self._floors()
        self._order()
        for first, second in self.task.works_order:
            self._in_order(first, second)
        for group in self.task.exclusions:
            if ("exclusion", *group) not in self.without:
                self._excluded(group)
        if ceiling is not None:
            costs = [option.cost / self.unit for option in self.task.options]
            self.programme.demand([self.share[o.name] for o in self.task.options], costs, high=ceiling / self.unit)
        parts = (self.done, self.share, self.work, self.begun, self.over, self.money)
        return Model(self.programme, *parts, scale, self.cheapest)

    def _years(self, place: Place) -> tuple[int, ...]:
        free = not place.years or ("years", place.name) in self.without
        return self.task.years if free else tuple(year for year in self.task.years if year in place.years)

    def _suited(self, option: Option) -> tuple[int, ...]:
        return tuple(year for year in self.years[option.place] if not option.years or year in option.years)

    def _one(self, *, worth: float = 0.0, low: float = 0.0, high: float = 1.0, whole: bool = True) -> int:
        return int(self.programme.columns(1, worth=worth, low=low, high=high, whole=whole)[0])

    def _columns(self, scale: float, kept: Mapping[str, float]) -> None:
        offered = self.task.offered()
        thrift = THRIFT * sum(self.task.weights.values()) / (sum(option.cost for option in self.task.options) or 1.0)
        for place in self.task.places:
            needed = place.needed and ("place", place.name) not in self.without
            held = any(kept.get(option.name) for option in self.of_place[place.name])
            self.done[place.name] = self._one(low=float(needed or held))
        for option in self.task.options:
            value = sum(
                weight * option.benefits.get(quantity, 0.0) / offered[quantity]
                for quantity, weight in self.task.weights.items()
                if offered[quantity] > 0
            )
            self.share[option.name] = self._one(
                low=min(1.0, kept.get(option.name, 0.0)), whole=not option.scalable and not option.needed
            )
            for year in self._suited(option):
                good = value * self.task.worth.get(year, 1.0) - thrift * option.cost
                worth = option.cost if self.cheapest else good
                self.work[option.name, year] = self._one(
                    worth=0.0 if self.judged else worth / scale, whole=option.pieces == 1
                )

    def _work_of(self, place: Place) -> None:
        """What is done of the options of one sub-project makes their shares; without any of it, it is not done."""
        demand, done, options = self.programme.demand, self.done[place.name], self.of_place[place.name]
        for option in options:
            share = self.share[option.name]
            parts = [self.work[option.name, year] for year in self._suited(option)]
            demand([*parts, share], [*np.ones(len(parts)), -1.0], low=0.0, high=0.0)
            if option.needed:
                demand([share, done], [1.0, -1.0], low=0.0, high=0.0)
            else:
                demand([share, done], [1.0, -1.0], high=0.0)
            if option.scalable and option.least > 0 and not option.needed:
                taken = self._one()
                demand([share, taken], [1.0, -option.least], low=0.0)
                demand([share, taken], [1.0, -1.0], high=0.0)
            for part in parts if option.pieces > 1 else ():
                demand([part, self._one(high=option.pieces)], [float(option.pieces), -1.0], low=0.0, high=0.0)
        if not any(option.needed for option in options):
            least = [1.0 / _least(option) for option in options]
            demand([*(self.share[o.name] for o in options), done], [*least, -1.0], low=0.0)

    def _timed(self) -> None:
        """Years of begin and end of the sub-projects whose order, or length, matters."""
        held = [order for order in self.task.orders if order.demand not in self.without]
        begins = {name for order in held for name in (order.before, order.after)}
        ends = {name for order in held if order.ends for name in (order.before, order.after)}
        for place in self.task.places:
            long = place.longest and ("years", place.name) not in self.without
            if place.name in begins or place.name in ends or long:
                self._begun(place)
            if place.name in ends or long:
                self._over(place)
            for option in self.of_place[place.name] if (place.name, self.task.years[0]) in self.begun else ():
                for year in self._suited(option):
                    before = self.over.get((place.name, year - 1))
                    row = [self.work[option.name, year], self.begun[place.name, year]]
                    row, factors = (row, [1.0, -1.0]) if before is None else ([*row, before], [1.0, -1.0, 1.0])
                    self.programme.demand(row, factors, high=0.0)
            if long:
                for year in self.task.years[place.longest - 1 :]:
                    early = self.begun[place.name, year - place.longest + 1]
                    self.programme.demand([self.over[place.name, year], early], [1.0, -1.0], low=0.0)

    def _begun(self, place: Place) -> None:
        columns = self._steps(place, self.begun)
        for year, column in zip(self.task.years, columns, strict=True):
            earlier = self.begun.get((place.name, year - 1))
            self._token(place, year, column, earlier)

    def _over(self, place: Place) -> None:
        columns = self._steps(place, self.over)
        for year, column in zip(self.task.years, columns, strict=True):
            self.programme.demand([column, self.begun[place.name, year]], [1.0, -1.0], high=0.0)
            self._token(place, year, column, self.over.get((place.name, year - 1)))

    def _steps(self, place: Place, into: dict[tuple[str, int], int]) -> list[int]:
        """A yes-or-no for every year that never falls, and at last is whether the sub-project is done."""
        columns = [self._one() for _ in self.task.years]
        for first, second in zip(columns, [*columns[1:], self.done[place.name]], strict=True):
            self.programme.demand([second, first], [1.0, -1.0], low=0.0)
        self.programme.demand([columns[-1], self.done[place.name]], [1.0, -1.0], low=0.0)
        into.update({(place.name, year): column for year, column in zip(self.task.years, columns, strict=True)})
        return columns

    def _token(self, place: Place, year: int, now: int, earlier: int | None) -> None:
        """In the year of a step at least a token is worked."""
        options = self.of_place[place.name]
        needed = sum(option.cost for option in options if option.needed)
        least = needed or min((option.cost * _least(option) for option in options), default=0.0)
        worked = [self.work[o.name, year] for o in options if (o.name, year) in self.work]
        costs = [o.cost / self.unit for o in options if (o.name, year) in self.work]
        token = self.task.token * least / self.unit
        step = [now] if earlier is None else [now, earlier]
        self.programme.demand([*worked, *step], [*costs, -token, token][: len(worked) + len(step)], low=0.0)

    def _paid(self) -> None:
        """What is worked is paid by funds that may, within their caps."""
        held = [cap for cap in self.task.caps if cap.demand not in self.without]
        if not self.task.caps:
            return
        kinds: dict[Kind, list[Option]] = defaultdict(list)
        for option in self.task.options:
            kinds[kind_of(self.places[option.place])].append(option)
        for kind, options in kinds.items():
            place = next(self.places[option.place] for option in options)
            for year in self.task.years:
                funds = [fund for fund in self.task.funds if self.task.pays(fund, place, year)]
                for fund in funds:
                    self.money[kind, year, fund] = self._one(high=INFINITY, whole=False)
                worked = [option for option in options if (option.name, year) in self.work]
                row = [*(self.work[o.name, year] for o in worked), *(self.money[kind, year, f] for f in funds)]
                factors = [*(option.cost / self.unit for option in worked), *(-1.0 for _ in funds)]
                if row:
                    self.programme.demand(row, factors, low=0.0, high=0.0)
        for cap in held:
            row = [c for (kind, year, fund), c in self.money.items() if fund == cap.fund and cap.covers(kind[0], year)]
            if row:
                self.programme.demand(row, high=cap.amount / self.unit)

    def _pools(self) -> None:
        for pool in self.task.pools:
            if pool.demand in self.without:
                continue
            users = [option for option in self.task.options if option.uses.get(pool.name, 0.0) > 0]
            unit = max(pool.amount, max((option.uses[pool.name] for option in users), default=0.0), 1e-9)
            for year in self.task.years if pool.year is None else (pool.year,):
                using = [option for option in users if (option.name, year) in self.work]
                row = [self.work[option.name, year] for option in using]
                if row:
                    self.programme.demand(row, [o.uses[pool.name] / unit for o in using], high=pool.amount / unit)

    def _floors(self) -> None:
        for floor in self.task.floors:
            if floor.demand in self.without:
                continue
            row, factors = [], []
            for option in self.task.options:
                if floor.places and option.place not in floor.places:
                    continue
                for year in self._suited(option):
                    if floor.by is None or year <= floor.by:
                        row.append(self.work[option.name, year])
                        factors.append(option.benefits.get(floor.quantity, 0.0))
            unit = max([abs(factor) for factor in factors] + [abs(floor.least)]) or 1.0
            self.programme.demand(row, np.array(factors) / unit, low=floor.least / unit)

    def _order(self) -> None:
        for order in self.task.orders:
            if order.demand in self.without:
                continue
            first, second = self.done[order.before], self.done[order.after]
            steps = [self.begun, self.over] if order.ends else [self.begun]
            for step in steps:
                for year in self.task.years:
                    early, late = step[order.before, year], step[order.after, year]
                    if order.binding:
                        self.programme.demand([late, early], [1.0, -1.0], high=0.0)
                    else:
                        self.programme.demand([late, early, first], [1.0, -1.0, 1.0], high=1.0)
            if order.binding:
                self.programme.demand([second, first], [1.0, -1.0], high=0.0)

    def _in_order(self, first: str, second: str) -> None:
        if ("works_order", first, second) in self.without:
            return
        for year in self.task.years[:-1]:
            row = [self.share[first]]
            factors = [1.0]
            for name, sign in ((first, -1.0), (second, 1.0)):
                own = [column for (other, when), column in self._work_at(name) if when <= year]
                row += own
                factors += [sign] * len(own)
            self.programme.demand(row, factors, high=1.0)

    def _work_at(self, name: str) -> Iterator[tuple[tuple[str, int], int]]:
        for year in self.task.years:
            if (name, year) in self.work:
                yield (name, year), self.work[name, year]

    def _excluded(self, group: tuple[str, ...]) -> None:
        """No two of the group; a scalable one takes part with a yes-or-no of its own."""
        options = {option.name: option for option in self.task.options if option.name in group}
        takers = []
        for name in group:
            option = options[name]
            if option.needed:
                takers.append(self.done[option.place])
            elif option.scalable:
                taken = self._one()
                self.programme.demand([self.share[name], taken], [1.0, -1.0], high=0.0)
                takers.append(taken)
            else:
                takers.append(self.share[name])
        self.programme.demand(takers, high=1.0)


def _least(option: Option) -> float:
    """Share below which an option is not done at all; a thousandth where any share would do."""
    return max(option.least, 1e-3) if option.scalable and not option.needed else 1.0


def _kept(containing: Schedule | None) -> dict[str, float]:
    kept: dict[str, float] = defaultdict(float)
    for (name, _), share in (containing.work if containing is not None else {}).items():
        kept[name] += share
    return {name: math.floor(share * 1e6) / 1e6 if share < 1 else 1.0 for name, share in kept.items()}
