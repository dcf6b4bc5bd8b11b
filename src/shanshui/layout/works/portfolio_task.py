"""What a county's portfolio is chosen from: the plan as the numbers of :mod:`shanshui.optimisation.task` (5.4.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from shanshui.layout.measures.candidates import Candidate, candidates
from shanshui.layout.measures.effect_ground import NAMES
from shanshui.layout.works.order import WorkOrder, work_order
from shanshui.ledger import Facts
from shanshui.optimisation.task import Cap, Floor, Option, Order, Place, Pool, Schedule, Task
from shanshui.plan import Funding, Plan, Project, Subproject, Target
from shanshui.plan.choices import choice
from shanshui.quantity import convert, converted
from shanshui.standard import Standard
from shanshui.standard.judging.work_order import load_work_order

LAST_MONTH = {"spring": 5, "summer": 8, "autumn": 11, "winter": 12}
"""Month with which a season of the vocabulary ``season`` ends within a year."""

_CENTRAL = "central"
_COUNT = "count"
_PIECES = 60
"""Pieces up to which they are counted one by one."""


@dataclass(frozen=True, slots=True)
class CountyTask:
    """A task with what its names stand for.

    Parameters
    ----------
    task : Task
        Every entered sub-project is asked for.
    offered : mapping of option to Candidate
        What each option is.
    order : WorkOrder
        Of the sub-projects.
    own_budget : bool
        Whether the table of budgets says what there is; else it is what was entered as funding.
    unpriced : tuple of str
        Names of options without a price, which stand in it at no cost.
    idle : tuple of str
        Codes of sub-projects that bring none of the weighted quantities, as far as it is known.
    """

    task: Task
    offered: Mapping[str, Candidate]
    order: WorkOrder
    own_budget: bool
    unpriced: tuple[str, ...]
    idle: tuple[str, ...]


def county_task(plan: Plan, facts: Facts, standard: Standard) -> CountyTask:
    """The task of a plan as it was entered.

    Parameters
    ----------
    plan : Plan
        Sub-projects, works, budgets, capacities, funding, targets.
    facts : Facts
        Of the stages up to finance.
    standard : Standard
        Which targets are counted by works.

    Notes
    -----
    Works that were entered belong to their sub-project and are done with it; measures proposed for a sub-project
    without works are done in any share, one against each problem at most, and not where the ground forbids them. Costs
    bear their share of the fees. A season bars the first year where it is over by the month of the submission.
    """
    order = work_order(plan, facts)
    units = {sub.code: sub for sub in plan.subprojects}
    known = [one for one in candidates(plan, facts) if one.origin == "entered" or one.permission == "allowed"]
    offered = {f"{one.subproject}.{one.row}": one for one in known}
    pools = _pools(plan)
    indicators = _indicators(plan)
    options = []
    for name, one in offered.items():
        uses = {pool.name: used for pool, unit in pools if (used := _used(one, pool, unit, plan)) > 0}
        benefits = {quantity: effect.value for quantity, effect in one.effects.items() if effect.value > 0}
        if one.origin == "entered" and (indicator := indicators.get((one.subproject, one.row))):
            benefits[_performance(indicator, one.quantity_unit)] = float(one.quantity)
        cost = float(one.cost or 0) * _with_fees(one.subproject, facts)
        options.append(
            Option(
                name,
                one.subproject,
                cost,
                benefits,
                uses,
                _suited(one.season, plan.project),
                scalable=one.origin != "entered",
                needed=one.origin == "entered",
                pieces=_pieces(one) if one.origin == "entered" else 0,
            )
        )
    done = {option.place for option in options}
    longest = int(choice(plan.project, "portfolio_longest").number)
    places = tuple(_place(units[code], longest) for code in units if code in done)
    task = Task(
        plan.project.years,
        places,
        tuple(options),
        _weights(plan.project, options),
        {year: _worth(plan.project, year) for year in plan.project.years},
        tuple(caps(plan)),
        tuple(pool for pool, _ in pools),
        tuple(_floors(plan, options, units, standard)),
        tuple(
            Order(e.before, e.after, ends=e.entered, binding=e.entered)
            for e in order.edges
            if {e.before, e.after} <= done
        ),
        tuple(_works_order(offered)),
        tuple(_exclusions(offered)),
    )
    worth = {quantity for quantity, weight in task.weights.items() if weight > 0}
    useful = {option.place for option in options if worth & option.benefits.keys()}
    return CountyTask(
        task,
        offered,
        order,
        bool(plan.budgets),
        tuple(name for name, one in offered.items() if one.cost is None),
        tuple(place.name for place in places if place.name not in useful),
    )


def caps(plan: Plan) -> Iterator[Cap]:
    """Money that there is [yuan]: the budgets entered, else by year and source what was entered as funding."""
    for budget in plan.budgets:
        yield Cap(budget.source, _yuan(budget.amount), budget.year, frozenset(budget.categories))
    if not plan.budgets:
        sums: dict[tuple[str, int | None], Decimal] = {}
        for row in plan.funding:
            if row.amount is not None:
                sums[row.source, row.year] = sums.get((row.source, row.year), Decimal(0)) + row.amount
        for (source, year), amount in sums.items():
            yield Cap(source, _yuan(amount), year)


def entered_schedule(county: CountyTask, plan: Plan) -> tuple[Task, Schedule]:
    """What was entered, as a schedule, and the task that judges it.

    Parameters
    ----------
    county : CountyTask
        Of the plan.
    plan : Plan
        Years of works and sub-projects, funding.

    Returns
    -------
    task : Task
        Neither pieces nor a length are asked for: a work without a year is spread evenly over its sub-project.
    schedule : Schedule
        Works proposed for sub-projects without any are not in it.
    """
    subs = {sub.code: sub for sub in plan.subprojects}
    work: dict[tuple[str, int], float] = {}
    for name, one in county.offered.items():
        if one.origin != "entered":
            continue
        sub = subs[one.subproject]
        years = (one.year,) if one.year is not None else tuple(range(sub.start, sub.end + 1))
        for year in years:
            work[name, year] = 1 / len(years)
    money = {
        (row.subproject, row.year, row.source): _yuan(row.amount)
        for row in _summed(plan.funding)
        if row.year is not None and row.amount is not None and row.subproject in {p.name for p in county.task.places}
    }
    options = tuple(replace(option, pieces=0) for option in county.task.options)
    places = tuple(replace(place, longest=0) for place in county.task.places)
    return replace(county.task, options=options, places=places), Schedule(work, money)


def _summed(rows: Sequence[Funding]) -> Iterator[Funding]:
    found: dict[tuple[str, int | None, str], Funding] = {}
    for row in rows:
        key = (row.subproject, row.year, row.source)
        before = found.get(key)
        amount = (before.amount if before and before.amount else Decimal(0)) + (row.amount or Decimal(0))
        found[key] = replace(row, amount=amount)
    yield from found.values()


def _place(sub: Subproject, longest: int) -> Place:
    barred = frozenset({_CENTRAL}) if sub.liable_party.strip() else frozenset[str]()
    return Place(sub.code, sub.category, needed=True, barred=barred, longest=longest)


def _with_fees(code: str, facts: Facts) -> float:
    """What a sub-project costs in all, over its construction."""
    whole = facts.number(f"subproject:{code}.cost.total")
    works = [fact.value for fact in facts.starting(f"subproject:{code}.work.") if fact.attribute.endswith(".cost")]
    built = sum((value for value in works if isinstance(value, Decimal)), Decimal(0))
    return float(whole / built) if whole and built else 1.0


def _suited(season: Sequence[str], project: Project) -> tuple[int, ...]:
    """Years with a season in which the work can be done; all where that is every year."""
    last = max((LAST_MONTH.get(one, 12) for one in season), default=12)
    day = project.submitted.split("-")
    late = len(day) > 1 and day[0] == str(project.years[0]) and day[1].isdigit() and int(day[1]) > last
    return project.years[1:] if late else ()


def _pieces(one: Candidate) -> int:
    whole = one.quantity_unit == _COUNT and one.quantity == one.quantity.to_integral_value()
    return int(one.quantity) if whole and 0 < one.quantity <= _PIECES else 0


def _pools(plan: Plan) -> list[tuple[Pool, str]]:
    """Capacities, each with its unit."""
    found = []
    for row in plan.capacities:
        name = f"{row.category}|{row.unit}"
        found.append((Pool(name, float(row.amount), row.year), row.unit))
    return found


def _used(one: Candidate, pool: Pool, unit: str, plan: Plan) -> float:
    """What the whole of a candidate takes of a capacity, in its unit: by quantity, or by cost where that is money."""
    if pool.name != f"{one.category}|{unit}":
        return 0.0
    amount = converted(one.quantity, one.quantity_unit, unit)
    if amount is None and one.cost is not None:
        amount = converted(one.cost, "yuan", unit)
    return float(amount or 0)


def _weights(project: Project, options: Sequence[Option]) -> dict[str, float]:
    """Weights of the quantities that any option brings, 1 in all."""
    brought = {quantity for option in options for quantity in option.benefits}
    own = {name: choice(project, f"portfolio_weight_{name}").number for name in NAMES if name in brought}
    total = sum(own.values())
    return {name: weight / total for name, weight in own.items() if weight > 0} if total > 0 else {}


def _worth(project: Project, year: int) -> float:
    """What a benefit that begins in a year counts beside one that begins in the first."""
    rate = choice(project, "portfolio_discount").number
    return float((1 + rate) ** -(year - project.years[0]))


def _indicators(plan: Plan) -> dict[tuple[str, int], str]:
    """Performance indicator that each work counts towards."""
    return {
        (work.subproject, work.place.row or number): work.indicator
        for number, work in enumerate(plan.works, start=2)
        if work.indicator
    }


def _performance(indicator: str, unit: str) -> str:
    return f"performance.{indicator}|{unit}"


def _floors(
    plan: Plan, options: Sequence[Option], subs: Mapping[str, Subproject], standard: Standard
) -> Iterator[Floor]:
    """Targets that works count towards: for the scope, a unit or a sub-project."""
    brought = {quantity for option in options for quantity in option.benefits if quantity.startswith("performance.")}
    for number, target in enumerate(plan.targets, start=2):
        if target.indicator not in standard.performance or not isinstance(target.target, Decimal):
            continue
        places = _subject_places(target, subs)
        base = target.baseline if isinstance(target.baseline, Decimal) else Decimal(0)
        for quantity in sorted(brought):
            name, _, unit = quantity.removeprefix("performance.").partition("|")
            least = converted(target.target - base, target.unit, unit) if name == target.indicator else None
            if least is not None and least > 0 and places is not None:
                by = target.year if target.year in plan.project.years[:-1] else None
                row = target.place.row or number
                yield Floor(f"{target.subject}|{target.indicator}|{row}", quantity, float(least), places, by)


def _subject_places(target: Target, subs: Mapping[str, Subproject]) -> frozenset[str] | None:
    """Sub-projects that a target is about; None where it is about something else."""
    kind, _, code = target.subject.partition(":")
    if kind == "scope":
        return frozenset()
    found = frozenset(
        sub.code for sub in subs.values() if code in {"unit": (sub.unit,), "subproject": (sub.code,)}.get(kind, ())
    )
    return found or None


def _works_order(offered: Mapping[str, Candidate]) -> Iterator[tuple[str, str]]:
    """Entered works of one sub-project of which the one prepares the ground for the other."""
    pairs = {(pair.before, pair.after) for pair in load_work_order()}
    for (name, one), (other, two) in combinations(offered.items(), 2):
        if one.subproject == two.subproject and one.origin == two.origin == "entered":
            if (one.category, two.category) in pairs:
                yield name, other
            elif (two.category, one.category) in pairs:
                yield other, name


def _exclusions(offered: Mapping[str, Candidate]) -> Iterator[tuple[str, ...]]:
    """Proposed measures of one sub-project that are against one problem, or not to be used on the same ground."""
    for (name, one), (other, two) in combinations(offered.items(), 2):
        if one.subproject == two.subproject and one.origin == two.origin == "proposed":
            apart = {two.measure, two.library} & set(one.excludes) or {one.measure, one.library} & set(two.excludes)
            if one.problem == two.problem or apart:
                yield name, other


def _yuan(amount: Decimal) -> float:
    return float(convert(amount, "wan_yuan", "yuan"))
