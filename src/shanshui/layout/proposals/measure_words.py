"""What the proposal of measures says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.layout.measures.candidates import Candidate
from shanshui.layout.measures.modes import modes_of
from shanshui.layout.measures.untreated import Spot
from shanshui.layout.proposals.measure_rows import Added
from shanshui.layout.proposals.proposal import Chart, Said, Series
from shanshui.ledger import Facts
from shanshui.plan import Plan, Subproject
from shanshui.quantity import EMPTY, convert, printed, unit
from shanshui.standard import Standard
from shanshui.standard.method.effect_quantities import load_quantities
from shanshui.standard.method.measures import load_goals

_LIST = "、"
_LISTED = 3
_PRINTED = {"m2": ("hm2", 1), "yuan": ("wan_yuan", 1)}
"""Unit and decimals of what is printed otherwise than it is kept."""


def of_empty(
    standard: Standard,
    facts: Facts,
    plan: Plan,
    empty: Sequence[Subproject],
    chosen: Mapping[str, Sequence[Candidate]],
) -> Iterator[Said]:
    """Which sub-projects had no measures, and what was chosen for each."""
    if not empty:
        yield Said("proposal.measures.complete", {"count": str(len(plan.subprojects))})
        return
    filled = [sub for sub in empty if chosen[sub.code]]
    works = str(sum(len(chosen[sub.code]) for sub in filled))
    yield Said("proposal.measures.filled", {"count": str(len(empty)), "filled": str(len(filled)), "works": works})
    for sub in filled:
        for one in chosen[sub.code]:
            need = modes_of(facts, sub, one.problem).need
            told = {
                "name": sub.name,
                **_problem(standard, one.problem),
                "measure": one.name,
                "area": _shown(one.quantity, "m2"),
                "mode": standard.word("mode", one.mode),
                "mode_en": standard.vocabularies["mode"][one.mode].en,
                "needed": standard.word("mode", need) if need else EMPTY,
                "needed_en": standard.vocabularies["mode"][need].en if need else EMPTY,
                "cost": _cost([one]),
                **_effect([one]),
            }
            yield Said("proposal.measures.choice", told)


def of_problems(standard: Standard, found: Sequence[Spot], best: Mapping[tuple[str, str], Candidate]) -> Iterator[Said]:
    """How much of each problem's ground works treat, and what would treat the rest."""
    for problem in dict.fromkeys(spot.problem for spot in found):
        own = [spot for spot in found if spot.problem == problem]
        area, treated = sum((s.area for s in own), Decimal(0)), sum((s.treated for s in own), Decimal(0))
        yield Said(
            "proposal.measures.untreated",
            {
                **_problem(standard, problem),
                "area": _shown(area, "m2"),
                "treated": _shown(treated, "m2"),
                "share": printed(100 * treated / area, 1),
                "left": _shown(area - treated, "m2"),
            },
        )
        by_measure: dict[str, list[Candidate]] = {}
        for spot in own:
            work = best.get((spot.place, problem))
            if work is not None:
                by_measure.setdefault(work.name, []).append(work)
        for name, same in sorted(by_measure.items(), key=lambda pair: -sum(one.quantity for one in pair[1])):
            ground = _shown(sum((one.quantity for one in same), Decimal(0)), "m2")
            told = {**_problem(standard, problem), "measure": name, "area": ground, "cost": _cost(same)}
            yield Said("proposal.measures.would", {**told, **_effect(same)})


def of_added(standard: Standard, added: Sequence[Added]) -> Iterator[Said]:
    """Which sub-projects are proposed, where, against what."""
    for one in added:
        told = {
            "code": one.code,
            **_problem(standard, one.problem),
            "places": _LIST.join(spot.name for spot in one.spots[:_LISTED]),
            "count": str(len(one.spots)),
            "area": _shown(one.area, "m2"),
            "cost": _cost(one.works),
            **_effect(one.works),
        }
        yield Said("proposal.measures.added", told)


def of_prices(works: Sequence[Candidate]) -> Iterator[Said]:
    """Which measures have no price of their own."""
    borrowed = dict.fromkeys(one.name for one in works if one.price.startswith("library:"))
    if borrowed:
        yield Said("proposal.measures.prices", {"names": _LIST.join(borrowed), "count": str(len(borrowed))})


def chart_of(standard: Standard, found: Sequence[Spot]) -> Chart:
    """Treated and untreated ground by problem."""
    problems = list(dict.fromkeys(spot.problem for spot in found))
    rows = tuple(float(n) for n in range(len(problems)))
    treated = tuple(_hectares(spot.treated for spot in found if spot.problem == one) for one in problems)
    left = tuple(_hectares(spot.left for spot in found if spot.problem == one) for one in problems)
    return Chart(
        "proposal.measures.chart",
        "proposal.measures.chart_x",
        "proposal.measures.chart_y",
        (
            Series(standard.label("proposal.measures.treated"), (0.0,) * len(rows), rows, "bars", treated),
            Series(standard.label("proposal.measures.left"), treated, rows, "bars", left),
        ),
        tuple(standard.word("ecosystem_problem", one) for one in problems),
    )


def _problem(standard: Standard, code: str) -> Mapping[str, str]:
    term = standard.vocabularies["ecosystem_problem"][code]
    return {"problem": term.zh, "problem_en": term.en}


def _shown(value: Decimal, inner: str) -> str:
    outer, places = _PRINTED.get(inner, (inner, 0))
    return f"{printed(convert(value, inner, outer), places)} {unit(outer).symbol}"


def _cost(works: Sequence[Candidate]) -> str:
    """Cost of works; the sign of an empty cell where a price is missing."""
    known = [work.cost for work in works if work.cost is not None]
    return _shown(sum(known, Decimal(0)), "yuan") if len(known) == len(works) else EMPTY


def _effect(works: Sequence[Candidate]) -> Mapping[str, str]:
    """Sum of the effect that the problem is measured by; the sign of an empty cell where it is not known."""
    goal = load_goals().get(works[0].problem, "")
    known = [work.effects[goal].value for work in works if goal in work.effects]
    if not known:
        return {"effect": EMPTY, "effect_en": EMPTY}
    quantity = load_quantities()[goal]
    amount = _shown(Decimal(repr(sum(known))), quantity.unit)
    return {"effect": f"{quantity.name_zh} {amount}", "effect_en": f"{quantity.name_en} {amount}"}


def _hectares(areas: Iterator[Decimal]) -> float:
    return float(convert(sum(areas, Decimal(0)), "m2", "hm2"))
