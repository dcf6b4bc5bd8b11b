"""The proposal of portfolio and order of works (5.4.2.4, 5.4.4.2): years, money, what contradicts, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.layout.proposals.proposal import Chart, Effort, Proposal, Said, Series
from shanshui.layout.works.order import GROUNDS
from shanshui.layout.works.portfolio_rows import funding_rows, subproject_rows, works_rows
from shanshui.layout.works.portfolio_task import CountyTask, county_task, entered_schedule
from shanshui.layout.works.portfolio_words import all_words
from shanshui.ledger import Basis, Fact
from shanshui.optimisation.conflicts import conflict
from shanshui.optimisation.front import Point, ceilings_between, front
from shanshui.optimisation.portfolio import Portfolio, best_portfolio
from shanshui.optimisation.task import Demand, Task
from shanshui.optimisation.verifier import Verdict, verify
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import exact
from shanshui.standard import Standard
from shanshui.workspace import Workspace

PART = "portfolio"
_METHOD = "optimisation.portfolio.best_portfolio"
_CLAUSE = "5.4.2.4"
_WAN = 10_000.0
_POINTS = 8
_ROUNDS = 6
"""Contradictions that are looked into one after the other."""

_QUESTION = 30.0
"""Time for one question whether some demands can be met [s]."""

_ROUGHLY = 1e-3
"""Share by which a planner's schedule may miss what is asked of it: money is entered in whole 万元."""

_OWN = ("place", "budget", "capacity", "target", "order", "works_order", "fund")
"""Demands that a schedule by hand is held to; shares and payment by year are left to the rules of the plan."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of the search.

    Parameters
    ----------
    task : Task
        As it was solved in the end, less what could not be met.
    answer : Portfolio
        The best under it.
    conflicts : tuple of tuple of Demand
        What could not be met together, one after the other.
    """

    task: Task
    answer: Portfolio
    conflicts: tuple[tuple[Demand, ...], ...]


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """Years and money for every work, the best that budgets, capacities, targets and order allow.

    Parameters
    ----------
    plan : Plan
        As entered.
    workspace : Workspace
        Facts of the stages up to finance.
    standard : Standard
        Words.
    effort : Effort
        Time and gap of each search.
    """
    county = county_task(plan, workspace.facts, standard)
    if not county.task.options:
        finding = Finding("PORTFOLIO-NONE", Place(sheet="works"), subject="proposal.portfolio")
        return Proposal(PART, findings=(finding,), said=(Said("proposal.portfolio.nothing"),))
    found = _search(county.task, effort)
    judged, entered = entered_schedule(county, plan)
    before = verify(judged, entered, tolerance=_ROUGHLY)
    points = _front(county.task, plan, effort)
    told = (
        *_chosen(found, county, plan, standard),
        *_conflicting(found, county, plan, standard),
        *_priced(found, before, county, plan, standard),
        *_left_open(county, plan, standard),
        *_of_front(points, county),
    )
    return Proposal(
        PART,
        _tables(found, county, plan, workspace, standard),
        facts=tuple(_facts(found, before, county, workspace)),
        findings=tuple(_findings(found, county, plan, standard)),
        said=told,
        charts=tuple(_charts(found, before, points, county, plan, standard)),
    )


def _search(task: Task, effort: Effort) -> _Found:
    """The best portfolio; where nothing meets all demands, a target or the wish to do everything gives way."""
    conflicts: list[tuple[Demand, ...]] = []
    answer = best_portfolio(task, gap=effort.gap, seconds=effort.seconds)
    for _ in range(_ROUNDS):
        if answer.status != "infeasible":
            break
        wrong = conflict(task, seconds=min(_QUESTION, effort.seconds))
        softer = _softened(task, wrong)
        if wrong:
            conflicts.append(wrong)
        if softer is None:
            break
        task = softer
        answer = best_portfolio(task, gap=effort.gap, seconds=effort.seconds)
    return _Found(task, answer, tuple(conflicts))


def _softened(task: Task, wrong: tuple[Demand, ...]) -> Task | None:
    """The task without what gives way: length, target, the wish to do everything; None where none of them is in it."""
    way = _way(wrong)
    if way == "years":
        long = {demand[1] for demand in wrong if demand[0] == "years"}
        places = (replace(place, longest=0) if place.name in long else place for place in task.places)
        return replace(task, places=tuple(places))
    if way == "target":
        return replace(task, floors=tuple(floor for floor in task.floors if floor.demand not in wrong))
    if way == "place":
        return replace(task, places=tuple(replace(place, needed=False) for place in task.places))
    return None


def _way(wrong: tuple[Demand, ...]) -> str:
    """Kind of the demand that gives way; ``none`` where money, capacity and order alone contradict each other."""
    kinds = {demand[0] for demand in wrong}
    return next((kind for kind in ("years", "target", "place") if kind in kinds), "none")


def _front(task: Task, plan: Plan, effort: Effort) -> tuple[Point, ...]:
    """What less money would buy: no sub-project must be done, targets are put aside."""
    free = replace(task, places=tuple(replace(place, needed=False) for place in task.places), floors=())
    whole = sum(option.cost for option in task.options)
    nested = choice(plan.project, "portfolio_nested").word == "yes"
    ceilings = ceilings_between(whole / _POINTS, whole, _POINTS)
    return front(free, ceilings, gap=effort.gap, seconds=effort.seconds / _POINTS, nested=nested)


def _tables(
    found: _Found, county: CountyTask, plan: Plan, workspace: Workspace, standard: Standard
) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    schedule, verdict = found.answer.schedule, found.answer.verdict
    if schedule is None or verdict is None:
        return {}
    tables = {
        "works": works_rows(county, schedule, plan, standard),
        "subprojects": subproject_rows(verdict.spans, plan, standard),
    }
    if schedule.money:
        tables["funding"] = funding_rows(county, schedule, plan, workspace.facts, standard)
    return tables


def _chosen(found: _Found, county: CountyTask, plan: Plan, standard: Standard) -> Iterator[Said]:
    """What was chosen, how far from the best it can be, and what was put off."""
    answer, verdict = found.answer, found.answer.verdict
    if verdict is None:
        yield Said("proposal.portfolio.none")
        return
    done, names = set(verdict.spans), [place.name for place in county.task.places]
    budget = "own_budget" if county.own_budget else "entered_budget" if county.task.caps else "no_budget"
    yield Said(
        f"proposal.portfolio.{budget}",
        {
            "done": str(len(done)),
            "count": str(len(names)),
            "cost": f"{verdict.cost / _WAN:,.0f}",
            "value": _percent(answer.objective),
            "bound": _percent(answer.bound),
            "gap": _percent(answer.gap),
        },
    )
    put_off = [name for name in names if name not in done]
    if put_off:
        yield Said("proposal.portfolio.put_off", _listed(put_off, plan, standard))
    grounds = {ground: sum(edge.ground == ground for edge in county.order.edges) for ground in GROUNDS}
    yield Said("proposal.portfolio.order", {ground: str(count) for ground, count in grounds.items()})


def _conflicting(found: _Found, county: CountyTask, plan: Plan, standard: Standard) -> Iterator[Said]:
    for wrong in found.conflicts:
        yield Said(f"proposal.portfolio.conflict.{_way(wrong)}", _demands(wrong, county, plan, standard))


def _priced(found: _Found, before: Verdict, county: CountyTask, plan: Plan, standard: Standard) -> Iterator[Said]:
    """What the schedule as entered is worth beside the best known."""
    answer = found.answer
    if not before.spans:
        return
    broken = tuple(dict.fromkeys(one.demand for one in before.broken if one.demand[0] in _OWN))
    if answer.verdict is not None and answer.objective > 0:
        words = {
            "value": _percent(before.value),
            "best": _percent(answer.objective),
            "price": _percent(1 - before.value / answer.objective),
            "most": _percent(max(0.0, 1 - before.value / answer.bound)) if answer.bound > 0 else "0",
        }
        yield Said(f"proposal.portfolio.{'price' if before.value <= answer.objective else 'ahead'}", words)
    plain = tuple(demand for demand in broken if demand[0] != "fund")
    if plain:
        yield Said("proposal.portfolio.broken", _demands(plain, county, plan, standard))


def _left_open(county: CountyTask, plan: Plan, standard: Standard) -> Iterator[Said]:
    if county.unpriced:
        yield Said("proposal.portfolio.unpriced", {"count": str(len(county.unpriced))})
    if county.idle:
        yield Said("proposal.portfolio.idle", _listed(county.idle, plan, standard))
    rate = choice(plan.project, "portfolio_discount").number
    weights = county.task.weights
    if weights:
        zh, en = (
            standard.label("proposal.portfolio.joint", lang).join(
                standard.label(f"proposal.portfolio.quantity.{name}", lang) for name in weights
            )
            for lang in ("zh", "en")
        )
        yield Said("proposal.portfolio.worth", {"quantities": zh, "quantities_en": en, "rate": _percent(rate)})


def _of_front(points: tuple[Point, ...], county: CountyTask) -> Iterator[Said]:
    """What half of the money, or the nearest point below it, buys."""
    whole = sum(option.cost for option in county.task.options)
    half = [point for point in points if 0 < point.cost <= whole / 2]
    if half and points[-1].value > 0:
        point = half[-1]
        words = {
            "cost": f"{point.cost / _WAN:,.0f}",
            "share": _percent(point.cost / whole),
            "value": _percent(point.value / points[-1].value),
        }
        yield Said("proposal.portfolio.front", words)


def _findings(found: _Found, county: CountyTask, plan: Plan, standard: Standard) -> Iterator[Finding]:
    for wrong in found.conflicts:
        words = _demands(wrong, county, plan, standard)
        sheet = "budgets" if county.own_budget else "funding"
        got = words["demands"]
        subject = "proposal.portfolio." + "+".join("/".join(demand) for demand in wrong)
        yield Finding("PORTFOLIO-CONFLICT", Place(sheet=sheet), got, subject=subject, words=words)


def _facts(found: _Found, before: Verdict, county: CountyTask, workspace: Workspace) -> Iterator[Fact]:
    """Objective, bound and gap of what is proposed, and the same measure of what was entered."""
    answer = found.answer
    tables = ("works", "subprojects", "budgets" if county.own_budget else "funding", "capacities", "targets")
    effects = (f"scope.effect.{name}" for name in county.task.weights)
    costs = (f"subproject:{place.name}.cost.total" for place in county.task.places)
    inputs = [f"table:{name}" for name in tables if f"table:{name}" in workspace.sources]
    inputs += [key for key in (*effects, *costs) if key in workspace.facts]
    told = Fact("", None, "1", Basis.MODELLED_UNCALIBRATED, "", _METHOD, _CLAUSE, tuple(inputs))

    def fact(attribute: str, value: float, unit: str = "1", places: int = 6) -> Fact:
        return replace(told, id=f"scope.portfolio.{attribute}", value=exact(round(value, places)) + 0, unit=unit)

    if answer.verdict is not None:
        yield fact("value", answer.objective)
        yield fact("bound", answer.bound)
        yield fact("gap", answer.gap)
        yield fact("cost", answer.verdict.cost, "yuan", 0)
        yield fact("subprojects", len(answer.verdict.spans), "count", 0)
    if before.spans:
        yield fact("entered.value", before.value)
        if answer.verdict is not None and answer.objective > 0:
            yield fact("entered.price", 1 - before.value / answer.objective)
        count = len({one.demand for one in before.broken if one.demand[0] in _OWN})
        yield fact("entered.broken", count, "count", 0)
    yield fact("conflicts", len(found.conflicts), "count", 0)


def _charts(
    found: _Found, before: Verdict, points: tuple[Point, ...], county: CountyTask, plan: Plan, standard: Standard
) -> Iterator[Chart]:
    verdict = found.answer.verdict
    if verdict is not None and verdict.spans:
        codes = [place.name for place in county.task.places if place.name in verdict.spans]
        codes.sort(key=lambda code: (verdict.spans[code], county.order.ranks[code]))
        bars = Series(
            standard.label("proposal.portfolio.series.proposed"),
            tuple(float(verdict.spans[code][0]) for code in codes),
            tuple(float(n) for n in range(len(codes))),
            "bars",
            tuple(float(verdict.spans[code][1] - verdict.spans[code][0] + 1) for code in codes),
        )
        stem = "proposal.portfolio.chart.years"
        names = {sub.code: f"{sub.code} {sub.project_type}" for sub in plan.subprojects}
        yield Chart(f"{stem}.title", f"{stem}.x", f"{stem}.y", (bars,), tuple(names[code] for code in codes))
    if len(points) > 1:
        yield _front_chart(found, before, points, standard)


def _front_chart(found: _Found, before: Verdict, points: tuple[Point, ...], standard: Standard) -> Chart:
    def series(name: str, xy: list[tuple[float, float]], kind: str) -> Series:
        label = standard.label(f"proposal.portfolio.series.{name}")
        x, y = tuple(cost / _WAN for cost, _ in xy), tuple(100 * value for _, value in xy)
        return Series(label, x, y, "line" if kind == "line" else "marks")

    drawn = [
        series("front", [(point.cost, point.value) for point in points], "line"),
        series("bound", [(point.ceiling, point.bound) for point in points], "line"),
    ]
    verdict = found.answer.verdict
    if verdict is not None:
        drawn.append(series("proposed", [(verdict.cost, verdict.value)], "marks"))
    if before.spans:
        drawn.append(series("entered", [(before.cost, before.value)], "marks"))
    stem = "proposal.portfolio.chart.front"
    return Chart(f"{stem}.title", f"{stem}.x", f"{stem}.y", tuple(drawn))


def _demands(wrong: tuple[Demand, ...], county: CountyTask, plan: Plan, standard: Standard) -> Mapping[str, str]:
    zh, en = (all_words(wrong, county, plan, standard, lang) for lang in ("zh", "en"))
    return {"demands": zh, "demands_en": en, "count": str(len(wrong))}


def _listed(codes: list[str] | tuple[str, ...], plan: Plan, standard: Standard) -> Mapping[str, str]:
    named = [f"{code} {sub.name}" if (sub := plan.subproject(code)) is not None else code for code in codes]
    zh, en = (standard.label("proposal.portfolio.joint", lang).join(named) for lang in ("zh", "en"))
    return {"names": zh, "names_en": en, "count": str(len(codes))}


def _percent(share: float) -> str:
    return f"{Decimal(repr(round(100 * share, 2))) + 0:f}"
