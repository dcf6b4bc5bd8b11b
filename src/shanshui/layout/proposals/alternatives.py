"""Proposed alternatives of the whole plan (H.1.6.2): least intervention, best within the budget, most.

They are made of the works entered and of what the diagnosis of each sub-project calls for, and are weighed beside what
was entered by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from shanshui.finding import Finding, Place
from shanshui.layout.alternatives.alternative_programme import KINDS, Kind, Numbers, Task, shares_of, whole_steps
from shanshui.layout.alternatives.target_reach import reached
from shanshui.layout.alternatives.weighing import weighed
from shanshui.layout.measures.candidates import Candidate, entered_candidates, proposed_candidates
from shanshui.layout.proposals.entered_rows import NO, YES, as_entered
from shanshui.layout.proposals.proposal import Chart, Effort, Proposal, Said, Series
from shanshui.ledger import Fact, Facts
from shanshui.plan import Alternative, AlternativeWork, Plan
from shanshui.plan.choices import choice
from shanshui.quantity import convert, converted, printed, round_half_up
from shanshui.standard import Standard
from shanshui.workspace import Workspace

PART = "alternatives"
_TABLE, _WORKS = "alternatives", "alternative_works"
_STEP = Decimal(100)
"""Ground is given in whole hundredths of a hectare [m²]."""
_LEAST = Decimal(1000)
"""Less ground than this is left alone [m²]."""
_DONE = 1e-9
"""Share of a target below which nothing is left of it."""
_PLACE = Place(sheet=_TABLE)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Made:
    """One proposed alternative: its row, its works, and how much it does of each candidate."""

    alternative: Alternative
    works: tuple[AlternativeWork, ...]
    notes: tuple[str, ...]


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """Three alternatives beside those entered.

    Parameters
    ----------
    plan : Plan
        Sub-projects, works, measures, prices, targets, budgets, capacities.
    workspace : Workspace
        Facts up to finance.
    standard : Standard
        Performance indicators and words.
    effort : Effort
        Time for each solve.
    """
    facts = workspace.facts
    pool, left_out = _pool(plan, facts)
    if not pool:
        said = Said("proposal.alternatives.nothing", {"count": str(left_out)})
        return Proposal(PART, findings=(Finding("PROPOSE-ALTERNATIVES", _PLACE, "", "", _TABLE),), said=(said,))
    kept = tuple(one for one in entered_candidates(plan, facts) if one.quantity_unit != "m2")
    task, unreachable = _task(plan, facts, standard, pool, kept)
    made = tuple(
        _made(kind, shares, task, kept, plan, standard)
        for kind in KINDS
        if (shares := shares_of(task, kind, effort.seconds)) is not None
    )
    if not made:
        return Proposal(PART, findings=(Finding("PROPOSE-ALTERNATIVES", _PLACE, "", "", _TABLE),))
    whole = _with(plan, made, standard)
    own = {one.alternative.code for one in made}
    found = weighed(whole, facts, standard)
    told = Facts(found.facts)
    return Proposal(
        PART,
        {_TABLE: tuple(_rows(plan, whole, standard)), _WORKS: tuple(_work_rows(plan, made, standard))},
        facts=tuple(_known(found.facts, own, workspace)),
        said=tuple(_sentences(plan, whole, told, task, unreachable, left_out, made)),
        charts=_charts(whole, told),
    )


def _pool(plan: Plan, facts: Facts) -> tuple[tuple[Candidate, ...], int]:
    """Candidates on the ground that are permitted and priced, and how many others there were."""
    measures = {one.code for one in plan.measures}
    every = list(entered_candidates(plan, facts))
    for sub in plan.subprojects:
        every += [one for one in proposed_candidates(plan, facts, sub) if one.measure in measures]
    ground = [one for one in every if one.quantity_unit == "m2" and one.quantity > 0]
    usable = tuple(one for one in ground if one.permission != "forbidden" and one.cost is not None)
    return usable, len(ground) - len(usable)


def _task(
    plan: Plan, facts: Facts, standard: Standard, pool: tuple[Candidate, ...], kept: tuple[Candidate, ...]
) -> tuple[Task, tuple[str, ...]]:
    """The programme's numbers, and names of targets that nothing here adds to."""
    targets = reached("scope", plan.works, plan.targets, standard.performance)
    adds: dict[str, Numbers] = {}
    wanted: dict[str, float] = {}
    unreachable = []
    for key, one in targets.items():
        unit = one.indicator.unit
        own = np.array([_adds(candidate, key, unit, plan) for candidate in pool])
        rest = float(one.wanted) - sum(_adds(candidate, key, unit, plan) for candidate in kept)
        if rest <= _DONE * float(one.wanted):
            continue
        if own.any():
            adds[key], wanted[key] = own, rest
        else:
            unreachable.append(one.indicator.name_d)
    grounds = {s.code: float(a) for s in plan.subprojects if (a := facts.number(f"subproject:{s.code}.area"))}
    budget = _budget(plan, facts)
    fixed = sum(float(one.cost or 0) for one in kept)
    money = None if budget is None else max(0.0, budget - fixed)
    return Task(pool, grounds, adds, wanted, _benefits(plan, pool), money, _capacities(plan)), tuple(unreachable)


def _indicator(one: Candidate, plan: Plan) -> str:
    """Performance indicator that a candidate adds to: that of the work entered, else its measure's."""
    if one.origin == "entered":
        key = (one.row, one.subproject, one.measure)
        rows = ((w.place.row or n, w) for n, w in enumerate(plan.works, start=2))
        row = next((w for number, w in rows if (number, w.subproject, w.measure) == key), None)
        return row.indicator if row is not None else ""
    measure = plan.measure(one.measure)
    return measure.indicator if measure is not None else ""


def _adds(one: Candidate, key: str, unit: str, plan: Plan) -> float:
    """What a whole candidate adds to a target [unit]."""
    amount = converted(one.quantity, one.quantity_unit, unit) if _indicator(one, plan) == key else None
    return float(amount or 0)


def _benefits(plan: Plan, pool: Sequence[Candidate]) -> Numbers:
    """What each whole candidate brings of the quantity compared by; ground treated where none brings any."""
    wanted = choice(plan.project, "alternative_benefit").word
    found = np.array([_effect(one, wanted) for one in pool])
    return found if found.any() else np.array([_effect(one, "area_treated") for one in pool])


def _effect(one: Candidate, quantity: str) -> float:
    effect = one.effects.get(quantity)
    return max(0.0, effect.value) if effect is not None else 0.0


def _budget(plan: Plan, facts: Facts) -> float | None:
    """Money for construction [yuan]: the budgets entered, else the funding, less fees; else what the works cost."""
    sums = [one.amount for one in plan.budgets] or [row.amount for row in plan.funding if row.amount is not None]
    construction, total = facts.number("scope.cost.construction"), facts.number("scope.cost.total")
    if not sums:
        return float(construction) if construction else None
    share = construction / total if construction and total else Decimal(1)
    return float(convert(sum(sums, Decimal(0)), "wan_yuan", "yuan") * share)


def _capacities(plan: Plan) -> Mapping[str, float]:
    """Ground that can be treated in all years by category of measures, as far as it is told by area [m²]."""
    years = len(plan.project.years)
    yearly: dict[str, Decimal] = {}
    single: dict[str, dict[int, Decimal]] = {}
    for one in plan.capacities:
        area = converted(one.amount, one.unit, "m2")
        if area is not None and one.year is None:
            yearly[one.category] = area
        elif area is not None and one.year is not None:
            single.setdefault(one.category, {})[one.year] = area
    found = {}
    for category in {*yearly, *single}:
        told = single.get(category, {})
        if category in yearly:
            found[category] = float(sum((told.get(y, yearly[category]) for y in plan.project.years), Decimal(0)))
        elif len(told) == years:
            found[category] = float(sum(told.values(), Decimal(0)))
    return found


def _made(kind: Kind, shares: Numbers, task: Task, kept: Sequence[Candidate], plan: Plan, standard: Standard) -> _Made:
    """An alternative in the form in which it is entered."""
    code = _free(plan, f"P{KINDS.index(kind) + 1}")
    label = standard.label
    alternative = Alternative(
        code, label(f"proposal.alternatives.{kind}"), label(f"proposal.alternatives.{kind}.idea"), False, None, "",
        any(one.synthetic for one in task.candidates), label("proposal.alternatives.source"), _PLACE,
    )  # fmt: skip
    sums: dict[tuple[str, str, str, str], tuple[Decimal, Candidate]] = {}
    for one, share in zip(task.candidates, shares, strict=True):
        amount = whole_steps(float(share), one.quantity, _STEP)
        key = (one.subproject, one.measure, one.mode, _indicator(one, plan))
        if amount >= _LEAST:
            sums[key] = (sums[key][0] + amount if key in sums else amount, one)
    order = {sub.code: n for n, sub in enumerate(plan.subprojects)}
    worths = dict(zip((id(one) for one in task.candidates), task.benefits / np.maximum(task.costs, 1.0), strict=True))
    chosen = sorted(sums.items(), key=lambda item: (order.get(item[0][0], 0), -worths[id(item[1][1])]))
    works, notes, place = [], [], 0
    for number, ((sub, measure, mode, indicator), (amount, one)) in enumerate(chosen):
        place = place + 1 if number and chosen[number - 1][0][0] == sub else 1
        works.append(_work(code, sub, measure, mode, convert(amount, "m2", "hm2"), "hm2", indicator, one, standard))
        notes.append(label("proposal.alternatives.priority").format(number=place, problem=_problem(one, standard)))
    for one in kept:
        indicator = _indicator(one, plan)
        amount, unit = one.quantity, one.quantity_unit
        work = _work(code, one.subproject, one.measure, one.mode, amount, unit, indicator, one, standard)
        works.append(work)
        notes.append(label("proposal.alternatives.kept"))
    return _Made(alternative, tuple(works), tuple(notes))


def _problem(one: Candidate, standard: Standard) -> str:
    return (
        standard.word("ecosystem_problem", one.problem)
        if one.problem
        else standard.label("proposal.alternatives.entered")
    )


def _work(
    code: str, sub: str, measure: str, mode: str, quantity: Decimal, unit: str, indicator: str, one: Candidate,
    standard: Standard,
) -> AlternativeWork:  # fmt: skip
    source = standard.label("proposal.alternatives.source")
    return AlternativeWork(code, sub, measure, mode, quantity, unit, indicator, one.synthetic, source, _PLACE)


def _free(plan: Plan, code: str) -> str:
    """A code that nobody has taken."""
    taken = {one.code for one in plan.alternatives}
    return next(name for name in (code, *(f"{code}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _with(plan: Plan, made: Sequence[_Made], standard: Standard) -> Plan:
    """The plan with what is proposed beside what was entered; without a choice what was entered is the chosen one."""
    entered = plan.alternatives
    if plan.works and not any(one.chosen for one in entered):
        label = standard.label
        own = Alternative(
            _free(plan, "P0"), label("proposal.alternatives.now"), label("proposal.alternatives.now.idea"), True, None,
            "", all(work.synthetic for work in plan.works), label("proposal.alternatives.works"), _PLACE,
        )  # fmt: skip
        entered = (*entered, own)
    works = (*plan.alternative_works, *(work for one in made for work in one.works))
    return replace(plan, alternatives=(*entered, *(one.alternative for one in made)), alternative_works=works)


def _rows(plan: Plan, whole: Plan, standard: Standard) -> Iterator[Row]:
    yield from (as_entered(record, standard) for record in plan.records.get(_TABLE, ()))
    for one in whole.alternatives[len(plan.alternatives) :]:
        yield {
            "code": one.code,
            "name": one.name,
            "idea": one.idea,
            "chosen": standard.word("yes_no", YES) if one.chosen else "",
            "synthetic": standard.word("yes_no", YES if one.synthetic else NO),
            "source": one.source,
        }


def _work_rows(plan: Plan, made: Sequence[_Made], standard: Standard) -> Iterator[Row]:
    yield from (as_entered(record, standard) for record in plan.records.get(_WORKS, ()))
    for one in made:
        for work, note in zip(one.works, one.notes, strict=True):
            yield {
                "alternative": work.alternative,
                "subproject": work.subproject,
                "measure": work.measure,
                "mode": standard.word("mode", work.mode),
                "quantity": printed(work.quantity, None),
                "unit": work.unit,
                "indicator": work.indicator,
                "synthetic": standard.word("yes_no", YES if work.synthetic else NO),
                "source": work.source,
                "note": note,
            }


def _known(found: Sequence[Fact], own: set[str], workspace: Workspace) -> Iterator[Fact]:
    """Facts about what is proposed; of what they rest on only what the ledger knows."""
    mine = [fact for fact in found if fact.subject.removeprefix("alternative:") in own]
    ids = {fact.id for fact in mine}
    for fact in mine:
        yield replace(
            fact, inputs=tuple(i for i in fact.inputs if i in ids or i in workspace.sources or i in workspace.facts)
        )


def _sentences(
    plan: Plan,
    whole: Plan,
    told: Facts,
    task: Task,
    unreachable: Sequence[str],
    left_out: int,
    made: Sequence[_Made],
) -> Iterator[Said]:
    base = next((one for one in whole.alternatives if one.chosen), None)
    for one in (*([base] if base else []), *(m.alternative for m in made)):
        key = "proposal.alternatives.chosen" if one.chosen else "proposal.alternatives.one"
        yield Said(key, {"name": one.name, **_figures(told, one.code)})
    for each in made:
        marginal = told.number(f"alternative:{each.alternative.code}.marginal.soil")
        if marginal is not None and base is not None:
            words = {"name": each.alternative.name, "base": base.name, "price": printed(marginal, 0)}
            yield Said("proposal.alternatives.marginal", words)
    yield from _price_of(base, told, made)
    if task.budget is not None:
        yield Said("proposal.alternatives.budget", {"amount": _wan(Decimal(repr(task.budget)))})
    if unreachable:
        yield Said("proposal.alternatives.unreachable", {"names": "、".join(unreachable)})
    if left_out:
        yield Said("proposal.alternatives.left_out", {"count": str(left_out)})
    yield Said("proposal.alternatives.acceptance")


def _price_of(base: Alternative | None, told: Facts, made: Sequence[_Made]) -> Iterator[Said]:
    """What the alternative chosen now gives up against the best that costs no more."""
    gains = [
        (gain, one.alternative.name)
        for one in made
        if base is not None and not _dearer(told, one.alternative.code, base.code)
        if (gain := told.number(f"alternative:{one.alternative.code}.more.effect.soil_kept")) is not None
    ]
    if gains and base is not None:
        gain, name = max(gains)
        yield Said("proposal.alternatives.price", {"name": name, "base": base.name, "gain": printed(gain, 0)})


def _dearer(told: Facts, code: str, other: str) -> bool:
    """Whether one costs more than the other."""
    costs = [told.number(f"alternative:{one}.investment") for one in (code, other)]
    return costs[0] is None or costs[1] is None or costs[0] > costs[1]


def _figures(told: Facts, code: str) -> Mapping[str, str]:
    stem = f"alternative:{code}."

    def number(attribute: str, unit: str, places: int) -> str:
        value, fact = told.number(stem + attribute), told.get(stem + attribute)
        return (
            "—"
            if value is None or fact is None
            else printed(round_half_up(convert(value, fact.unit, unit), places), places)
        )

    return {
        "cost": number("investment", "wan_yuan", 0),
        "reach": number("target_reach", "%", 1),
        "area": number("effect.area_treated", "hm2", 0),
        "soil": number("effect.soil_kept", "t/a", 0),
        "hand": number("artificial_share", "%", 1),
    }


def _wan(money: Decimal) -> str:
    return printed(round_half_up(convert(money, "yuan", "wan_yuan"), 0), 0)


def _charts(whole: Plan, told: Facts) -> tuple[Chart, ...]:
    """Cost against benefit, a mark per alternative."""
    codes = [one.code for one in whole.alternatives]
    soil = all(told.number(f"alternative:{code}.effect.soil_kept") is not None for code in codes)
    benefit, inner, title = ("effect.soil_kept", "t/a", "soil") if soil else ("effect.area_treated", "hm2", "area")
    series = []
    for one in whole.alternatives:
        cost, gain = told.number(f"alternative:{one.code}.investment"), told.number(f"alternative:{one.code}.{benefit}")
        if cost is not None and gain is not None:
            x, y = convert(cost, "yuan", "wan_yuan"), convert(gain, "t/a" if soil else "m2", inner)
            series.append(Series(one.name, (float(x),), (float(y),), "marks", labels=(one.name,)))
    if not series:
        return ()
    return (
        Chart(
            "proposal.alternatives.chart", "proposal.alternatives.cost", f"proposal.alternatives.{title}", tuple(series)
        ),
    )
