"""The best portfolio: what is done in which sub-project, when, and with whose money (clause 5.4.2.4).

A mixed-integer programme. Yes or no is asked of sub-projects, of options that are all or nothing, and of "begun by the
end of the year" (and "finished by") where order matters; work of an option in a year, and money of a fund for a kind
of sub-projects in a year, flow between them as shares. What is found is published only after
:mod:`shanshui.optimisation.verifier`, which knows nothing of the programme, agrees with it.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from shanshui.errors import DefectError
from shanshui.optimisation.portfolio_model import THRIFT, Model, model_of
from shanshui.optimisation.programme import Answer, Numbers, Status
from shanshui.optimisation.task import Demand, Schedule, Task
from shanshui.optimisation.verifier import Verdict, verify

_MANY = 500
"""Years of begin and end from which on they are first fixed."""

_NOTHING = 1e-6
"""Share of an option below which a solver has not meant it."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """An answer.

    Parameters
    ----------
    status : str
        Of :data:`shanshui.optimisation.programme.Status`.
    schedule : Schedule or None
        None where no portfolio was found.
    verdict : Verdict or None
        The verifier's: nothing is broken.
    objective, bound : float
        Value of the portfolio (cost, where the cheapest was asked for); none is better than the bound.
    seconds : float
        Time taken.
    """

    status: Status
    schedule: Schedule | None
    verdict: Verdict | None
    objective: float
    bound: float
    seconds: float

    @property
    def gap(self) -> float:
        """Distance from the objective to the bound, as a share of the objective."""
        if self.schedule is None or not math.isfinite(self.bound):
            return math.inf
        apart = abs(self.objective - self.bound)
        return apart / max(abs(self.objective), 1e-12) if apart > 1e-9 else 0.0


def best_portfolio(
    task: Task,
    *,
    ceiling: float | None = None,
    gap: float = 0.01,
    seconds: float = 120.0,
    containing: Schedule | None = None,
    start: Schedule | None = None,
) -> Portfolio:
    """The portfolio of the greatest value that keeps to all demands.

    Parameters
    ----------
    task : Task
        What to choose from.
    ceiling : float, optional
        Cost that it may have at most [yuan], on top of the caps of funds.
    gap : float
        Share of the value at which the search may end.
    seconds : float
        Time at which it ends.
    containing : Schedule, optional
        One whose options are all kept, with at least their shares.
    start : Schedule, optional
        One to begin with; it need not keep to the demands.
    """
    model = model_of(task, ceiling=ceiling, containing=containing)
    point = model.point(task, start) if start is not None else None
    return _published(task, model, _solved(model, gap, seconds, point), ceiling)


def cheapest_portfolio(task: Task, *, gap: float = 0.01, seconds: float = 120.0) -> Portfolio:
    """The portfolio of the least cost that keeps to all demands; among them targets, without which it is empty.

    Parameters
    ----------
    task : Task
        What to choose from.
    gap : float
        Share of the cost at which the search may end.
    seconds : float
        Time at which it ends.
    """
    model = model_of(task, cheapest=True)
    return _published(task, model, _solved(model, gap, seconds, None), None)


def feasible(task: Task, demands: frozenset[Demand], *, seconds: float = 30.0, relaxed: bool = False) -> bool | None:
    """Whether some portfolio keeps to these demands, the others left out; None where time did not suffice to tell.

    Parameters
    ----------
    task : Task
        What to choose from.
    demands : frozenset of Demand
        Of :meth:`shanshui.optimisation.task.Task.demands`.
    seconds : float
        Time that may be taken.
    relaxed : bool
        Whether yes and no may be broken: what cannot be met even so cannot be met.
    """
    without = frozenset(task.demands()) - demands
    answer = model_of(task, without=without, judged=True).programme.solve(
        seconds=seconds, gap=math.inf, relaxed=relaxed
    )
    return None if answer.status == "unknown" else answer.values is not None


def _solved(model: Model, gap: float, seconds: float, start: Numbers | None) -> Answer:
    """Search at once where time has few choices; else first with those years fixed on which the relaxation is sure.

    The relaxation's bound then tells whether what was found will do; if not, it begins the search among all.
    """
    began = time.perf_counter()
    steps = np.array([*model.begun.values(), *model.over.values()], dtype=np.intp)
    if len(steps) < _MANY:
        return model.programme.solve(gap=gap, seconds=seconds, start=start)
    relaxed = model.programme.solve(relaxed=True, seconds=seconds)
    if relaxed.values is None:
        return relaxed
    sure = steps[np.abs(relaxed.values[steps] - np.round(relaxed.values[steps])) < _NOTHING]
    fixed = (sure, np.round(relaxed.values[sure]))
    first = model.programme.solve(gap=gap / 2, seconds=seconds / 2, start=start, fixed=fixed)
    if first.values is not None:
        found = replace(first, status="optimal", bound=relaxed.bound, seconds=time.perf_counter() - began)
        if found.gap <= gap:
            return found
    left = max(1.0, seconds - (time.perf_counter() - began))
    begin = first.values if first.values is not None else start
    whole = model.programme.solve(gap=gap, seconds=left, start=begin)
    if whole.values is None and first.values is not None:
        whole = replace(first, status="feasible", bound=whole.bound)
    return replace(whole, seconds=time.perf_counter() - began)


def _published(task: Task, model: Model, answer: Answer, ceiling: float | None) -> Portfolio:
    if answer.values is None:
        return Portfolio(answer.status, None, None, math.nan, answer.bound, answer.seconds)
    schedule = _schedule(task, model, answer.values)
    verdict = verify(task, schedule, ceiling=ceiling, tolerance=1e-5)
    if verdict.broken:
        worst = verdict.broken[0]
        raise DefectError(f"the portfolio breaks {worst.demand}: {worst.got} instead of {worst.want}")
    if model.cheapest:
        return Portfolio(answer.status, schedule, verdict, verdict.cost, answer.bound * model.scale, answer.seconds)
    bound = answer.bound * model.scale + THRIFT * sum(task.weights.values())
    return Portfolio(answer.status, schedule, verdict, verdict.value, bound, answer.seconds)


def _schedule(task: Task, model: Model, values: Numbers) -> Schedule:
    """Shares cleaned of what the solver has not meant; money of a kind of sub-projects split as their costs are."""
    work: dict[tuple[str, int], float] = {}
    for option in task.options:
        found = {year: float(values[model.work[option.name, year]]) for year in task.years
                 if (option.name, year) in model.work}  # fmt: skip
        meant = {year: share for year, share in found.items() if share > _NOTHING}
        whole, share = sum(meant.values()), float(values[model.share[option.name]])
        if whole > 0 and share > 10 * _NOTHING:
            wanted = share if option.scalable and share < 1 - 10 * _NOTHING else 1.0
            work.update({(option.name, year): part * wanted / whole for year, part in meant.items()})
    return Schedule(work, _money(task, model, values, work))


def _money(
    task: Task, model: Model, values: Numbers, work: Mapping[tuple[str, int], float]
) -> Mapping[tuple[str, int, str], float]:
    if not task.caps:
        return {}
    options = {option.name: option for option in task.options}
    need: dict[tuple[str, int], float] = defaultdict(float)
    for (name, year), share in work.items():
        need[options[name].place, year] += share * options[name].cost
    money: dict[tuple[str, int, str], float] = {}
    for place in task.places:
        for year in task.years:
            given = {fund: max(0.0, float(values[column])) for fund, column in model.money_of(place, year)}
            total = sum(given.values())
            for fund, amount in given.items():
                share = need[place.name, year] * amount / total if total > 0 else 0.0
                if share > 0:
                    money[place.name, year, fund] = share
    return money
