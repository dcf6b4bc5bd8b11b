"""Proposal of restoration units: catchments divided at the least objective that is known, with its bound (5.4.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.finding import Finding, Place
from shanshui.geo.simplified import simplified
from shanshui.layout.ground import Ground, ground_of
from shanshui.layout.proposals.entered_rows import as_entered
from shanshui.layout.proposals.proposal import Chart, Effort, Proposal, Said, Series
from shanshui.layout.proposals.unit_rows import Proposed, coded, problems_of, unit_rows, units_of_subprojects
from shanshui.layout.units.catchments import Catchments, catchments
from shanshui.layout.units.unit_choices import Wanted, wanted, weights_of
from shanshui.layout.units.unit_scores import graph_of, main_units, shared_areas
from shanshui.ledger import Basis, Fact
from shanshui.optimisation.partition import Graph, Partition, Score, joined, partition, possible_parts, score
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.catchments import FACT
from shanshui.workspace.layers import Statement, measured_on

PART, CLAUSE = "units", "5.4.1.1 b"
_PLACES = 6
_TERMS = ("heterogeneity", "distance", "border", "compactness")
_PROVEN, _EXACT = 5e-4, 1e-6
"""Gaps that are told as none, as 0.0 % would be, and that a search for the least objective ends at."""
_PROBLEM = "ecosystem_problem"


@dataclass(frozen=True, slots=True)
class Entered:
    """The units that the planner has drawn, on the same ground.

    Parameters
    ----------
    score : Score
        Every catchment in the unit that most of it lies in.
    outside : int
        Catchments that no unit holds; they count as one more part.
    """

    score: Score
    outside: int


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """Units at the least objective that is known, held against those entered.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects as entered, and the project's choices (``units_<name>``).
    workspace : Workspace
        Catchments that the assessment has cut.
    standard : Standard
        Words.
    effort : Effort
        Its seconds are shared by the numbers of units that are tried; the one proposed has as many again.

    Returns
    -------
    Proposal
        As many units as were entered, else as many as have the least objective. Codes, goals and standards of the
        entered units stay with the ground; sub-projects change their unit alone.
    """
    found = catchments(plan, workspace, standard)
    ground = ground_of(plan, workspace.layers, workspace.facts)
    if found is None or ground is None or not len(found):
        return _nothing("UNITS-NO-CATCHMENTS")
    whole = graph_of(found, weights_of(plan.project))
    graph = joined(whole)
    demand = wanted(plan.project, graph.area)
    entered = _entered(whole, found, ground)
    tried = _searched(graph, demand, len(plan.units), effort)
    lawful = [one for one in tried if one.labels is not None]
    if not lawful:
        return _nothing("UNITS-NONE")
    best = min(lawful, key=lambda one: (one.objective, one.parts))
    chosen = next((one for one in lawful if one.parts == len(plan.units)), best)
    if chosen.gap > effort.gap:
        chosen = _bettered(graph, chosen, demand, effort)
    labels = chosen.labels if chosen.labels is not None else np.zeros(len(graph), dtype=np.intp)
    proposed = _drawn(labels, found, ground, choice(plan.project, "catchment_tolerance").number)
    worth = score(whole, labels, demand.limits)
    rows = tuple(unit_rows(proposed, found, plan, workspace.layers, standard))
    frame = gpd.GeoDataFrame(
        {"code": list(proposed.codes), "name": [_name(row, standard) for row in rows]},
        geometry=proposed.shapes,
        crs=ground.epsg,
    )
    moved = units_of_subprojects(proposed, found, plan, ground.subprojects)
    told = _told(plan, workspace)
    rated = _Rated(chosen, worth, best, tuple(lawful), entered, demand)
    return Proposal(
        PART,
        tables={PART: rows, **_subproject_rows(plan, moved, standard)},
        layers={PART: frame},
        facts=tuple(_facts(rated, proposed, found, told)),
        said=(
            *_said_rule(rated, graph, plan, len(graph.pairs) - len(whole.pairs)),
            *_said_units(rated, proposed, rows, found, standard),
            *_said_entered(rated),
            *_said_moved(plan, moved),
        ),
        charts=(_chart(rated, standard),),
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    """The proposed partition among the others."""

    chosen: Partition
    worth: Score
    best: Partition
    tried: tuple[Partition, ...]
    entered: Entered | None
    wanted: Wanted


def _nothing(code: str) -> Proposal:
    """What is answered where nothing can be proposed."""
    place = Place(file=CATALOG) if code == "UNITS-NO-CATCHMENTS" else Place(file="project.yaml", column="parameters")
    said = Said(f"units.said.{code.partition('-')[2].lower().replace('-', '_')}")
    return Proposal(PART, findings=(Finding(code, place, subject="proposal.units"),), said=(said,))


def _entered(graph: Graph, found: Catchments, ground: Ground) -> Entered | None:
    if len(ground.units) < 2:
        return None
    labels = main_units(shared_areas(found, ground))
    return Entered(score(graph, labels), int(np.count_nonzero(labels < 0)))


def _searched(graph: Graph, demand: Wanted, entered: int, effort: Effort) -> tuple[Partition, ...]:
    """The best known partition for each number of units that is wanted and possible, and for the number entered."""
    least, most = possible_parts(graph, demand.limits)
    numbers = {*range(max(least, demand.least), min(most, demand.most) + 1)}
    numbers |= {entered} if least <= entered <= most and entered > 1 else set()
    if not numbers and least <= most:
        numbers = {least if demand.most < least else most}
    seconds = effort.seconds / max(len(numbers), 1)
    return tuple(
        partition(graph, number, demand.limits, gap=_EXACT, seconds=seconds, seed=effort.seed)
        for number in sorted(numbers)
    )


def _bettered(graph: Graph, chosen: Partition, demand: Wanted, effort: Effort) -> Partition:
    """The proposed number of units searched once more for longer; the better of both, and the better bound."""
    again = partition(
        graph, chosen.parts, demand.limits, gap=effort.gap, seconds=effort.seconds, seed=effort.seed + 1
    )  # fmt: skip
    better = again if again.objective < chosen.objective else chosen
    bound = min(max(again.bound, chosen.bound), better.objective)
    return Partition(better.labels, better.objective, bound, chosen.parts, chosen.seconds + again.seconds)


def _drawn(labels: NDArray[np.intp], found: Catchments, ground: Ground, tolerance: float) -> Proposed:
    """Units as polygons that meet edge to edge, in the order of their codes."""
    geometries = np.asarray(found.geometries, dtype=object)
    parts = [shapely.coverage_union_all(geometries[labels == n]) for n in range(int(labels.max()) + 1)]
    shapes = np.asarray(parts, dtype=object)
    if shapely.coverage_is_valid(shapes):
        shapes = simplified(shapes, tolerance)
    codes, kept = coded(shapes, ground.units)
    known = {code: n for n, code in enumerate(ground.units)}
    order = sorted(range(len(codes)), key=lambda n: (known.get(codes[n], len(known)), codes[n]))
    turned = np.empty(len(order), dtype=np.intp)
    turned[order] = np.arange(len(order))
    return Proposed(tuple(codes[n] for n in order), tuple(kept[n] for n in order), shapes[order], turned[labels])


def _name(row: Mapping[str, str], standard: Standard) -> str:
    return standard.label("units.name").format(natural_unit=row["natural_unit"], focus=row["focus"])


def _subproject_rows(
    plan: Plan, moved: Mapping[str, str], standard: Standard
) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    if not plan.subprojects:
        return {}
    rows = (as_entered(record, standard) for record in plan.records.get("subprojects", ()))
    return {"subprojects": tuple({**row, "unit": moved.get(row["code"], row["unit"])} for row in rows)}


def _told(plan: Plan, workspace: Workspace) -> Statement:
    layers = workspace.layers
    sources = [f"layer:{layers.scope_role}", "layer:dem"]
    if plan.units:
        sources += ["table:units"]
    if layers.entry("units") is not None:
        sources += ["layer:units"]
    method, facts = "optimisation.partition.partition", ["scope.area", f"{FACT}.content"]
    return measured_on(layers, sources, method, CLAUSE, facts, Basis.MODELLED_UNCALIBRATED)


def _facts(rated: _Rated, proposed: Proposed, found: Catchments, told: Statement) -> Iterator[Fact]:
    chosen = rated.chosen
    yield told.fact("scope", "proposal.units.count", chosen.parts, "count")
    yield told.fact("scope", "proposal.units.best_count", rated.best.parts, "count")
    for name, value in (("objective", chosen.objective), ("bound", chosen.bound), ("gap", chosen.gap)):
        yield told.fact("scope", f"proposal.units.{name}", _rounded(value))
    for name in _TERMS:
        yield told.fact("scope", f"proposal.units.{name}", _rounded(getattr(rated.worth, name)))
    price = _price(rated)
    if rated.entered is not None and price is not None:
        yield told.fact("scope", "proposal.units.entered.objective", _rounded(rated.entered.score.objective))
        yield told.fact("scope", "proposal.units.entered.price", _rounded(price))
        most = rated.entered.score.objective / chosen.bound - 1.0 if chosen.bound > 0 else 0.0
        yield told.fact("scope", "proposal.units.entered.price_most", _rounded(most))
    for n, code in enumerate(proposed.codes):
        area = exact(float(found.areas[proposed.labels == n].sum()))
        yield told.fact(f"unit:{code}", "proposal.area", round_half_up(area, 4), "m2")
        yield told.fact(f"unit:{code}", "proposal.typical", found.codes[_typical(rated, proposed, n)])


def _typical(rated: _Rated, proposed: Proposed, unit: int) -> int:
    """Typical catchment of a unit."""
    return next(int(one) for one in rated.worth.typical if proposed.labels[one] == unit)


def _price(rated: _Rated) -> float | None:
    """How much more the entered units cost than those proposed, as a share; None where their numbers differ."""
    if rated.entered is None or rated.entered.score.parts != rated.chosen.parts or rated.chosen.objective <= 0:
        return None
    return rated.entered.score.objective / rated.chosen.objective - 1.0


def _said_rule(rated: _Rated, graph: Graph, plan: Plan, bridges: int) -> Iterator[Said]:
    weights, demand = weights_of(plan.project), rated.wanted
    yield Said(
        "units.said.rule",
        {
            "count": str(len(graph)),
            "distance": f"{weights.distance:g}",
            "border": f"{weights.border:g}",
            "ridge": f"{100 * weights.ridge:g}",
            "town": f"{100 * weights.town:g}",
            "least": _km2(demand.limits.least),
            "most": _km2(demand.limits.most),
        },
    )
    if bridges:
        yield Said("units.said.bridges", {"count": str(bridges)})
    chosen = rated.chosen
    label = "proven" if chosen.gap <= _PROVEN else "bounded"
    yield Said(f"units.said.{label}", {"parts": str(chosen.parts), **_words(chosen), **_terms(rated.worth)})
    numbers = [one.parts for one in rated.tried]
    yield Said(
        "units.said.number",
        {"low": str(min(numbers)), "high": str(max(numbers)), "best": str(rated.best.parts), **_words(rated.best)},
    )


def _said_units(
    rated: _Rated, proposed: Proposed, rows: Sequence[Mapping[str, str]], found: Catchments, standard: Standard
) -> Iterator[Said]:
    for n, (code, row) in enumerate(zip(proposed.codes, rows, strict=True)):
        members = np.flatnonzero(proposed.labels == n)
        problems = problems_of(found, members)
        words = {
            "code": code,
            "name": _name(row, standard),
            "area": _km2(float(found.areas[members].sum())),
            "count": str(len(members)),
            "typical": found.codes[_typical(rated, proposed, n)],
            **{
                key: mark.join(f"{standard.term(_PROBLEM, one, lang)} {_percent(share)} %" for one, share in problems)
                for key, lang, mark in (("problems", "zh", "、"), ("problems_en", "en", ", "))
            },
        }
        yield Said("units.said.unit" if problems else "units.said.unit_well", words)


def _said_entered(rated: _Rated) -> Iterator[Said]:
    entered, price = rated.entered, _price(rated)
    if entered is None:
        return
    own = {"parts": str(entered.score.parts), "objective": _short(entered.score.objective), **_terms(entered.score)}
    yield Said("units.said.entered", own)
    if price is not None:
        most = entered.score.objective / rated.chosen.bound - 1.0 if rated.chosen.bound > 0 else 0.0
        label = "price" if price >= 0 else "cheaper"
        yield Said(f"units.said.{label}", {"price": _percent(abs(price)), "most": _percent(max(most, 0.0))})
    if entered.score.broken or entered.outside:
        yield Said("units.said.broken", {"pieces": str(entered.score.broken), "outside": str(entered.outside)})


def _said_moved(plan: Plan, moved: Mapping[str, str]) -> Iterator[Said]:
    others = [sub for sub in plan.subprojects if moved.get(sub.code, sub.unit) != sub.unit]
    if others:
        names = "、".join(f"{sub.code} {sub.unit}→{moved[sub.code]}" for sub in others)
        yield Said("units.said.moved", {"count": str(len(others)), "names": names})


def _chart(rated: _Rated, standard: Standard) -> Chart:
    """Objective and bound by number of units, the proposed and the entered ones as marks."""
    x = tuple(float(one.parts) for one in rated.tried)
    chosen = rated.chosen
    series = [
        Series(standard.label("units.chart.found"), x, tuple(_drawable(one.objective) for one in rated.tried)),
        Series(standard.label("units.chart.bound"), x, tuple(_drawable(one.bound) for one in rated.tried)),
        Series(standard.label("units.chart.chosen"), (float(chosen.parts),), (_drawable(chosen.objective),), "marks"),
    ]
    if rated.entered is not None:
        own = rated.entered.score
        series.append(
            Series(standard.label("units.chart.entered"), (float(own.parts),), (_drawable(own.objective),), "marks")
        )
    return Chart("units.chart.title", "units.chart.number", "units.chart.objective", tuple(series))


def _drawable(value: float) -> float:
    return round(value, 4)


def _words(one: Partition) -> dict[str, str]:
    return {
        "objective": _short(one.objective),
        "bound": _short(one.bound),
        "gap": printed(round_half_up(exact(100.0 * one.gap), 2), 2),
    }


def _terms(worth: Score) -> dict[str, str]:
    return {name: _short(getattr(worth, name)) for name in _TERMS}


def _rounded(value: float) -> Decimal:
    return round_half_up(exact(float(value)), _PLACES)


def _short(value: float) -> str:
    return printed(round_half_up(exact(float(value)), 3), 3)


def _km2(area: float) -> str:
    return printed(round_half_up(convert(exact(float(area)), "m2", "km2"), 2), 2)


def _percent(share: float) -> str:
    if 0 < share < 0.0005:
        return "<0.1"
    return printed(round_half_up(exact(float(share)) * 100, 1), 1)
