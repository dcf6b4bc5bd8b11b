"""What works do to soil, cover, water, carbon and people: per work, sub-project, unit and scope (clause 5.4.4.2 a).

An effect told as a factor acts on the local amount without works (facts of the assessment of the sub-project, else of
the place it is diagnosed in, its unit, the scope); an amount acts on the quantity of work. Works of one sub-project
stand side by side as long as there is room; what is beyond acts on what the first ones leave. Nothing is told where
the assessment has not run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from shanshui.layout.measures.effect_ground import (
    AREA,
    NAMES,
    UNITS,
    Applied,
    Effect,
    Place,
    area_treated,
    change,
    weakest,
)
from shanshui.ledger import Fact, Facts, fact_id
from shanshui.plan import AlternativeWork, Plan, Work
from shanshui.standard import Standard
from shanshui.standard.method.effect_quantities import load_quantities

CLAUSE = "5.4.4.2 a"
_PLACES = 4
_ON_GROUND = (AREA, "soil_kept", "sediment_kept")
"""Quantities that two sub-projects on the same ground cannot both save in full."""

Told = Mapping[str, Effect]
"""Effects by quantity; those that nobody can tell are not in it."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Effects of works.

    Parameters
    ----------
    works : mapping of sub-project and row to effects
        Each work on top of those before it in the table; together those of the sub-project.
    subprojects, units : mapping of code to effects
        Sums.
    scope : mapping of quantity to Effect
        Sum; ground that sub-projects share is not treated twice.
    unknown : mapping of sub-project and quantity to int
        Works on the ground whose effect on the quantity is not known, where there are any.
    """

    works: Mapping[tuple[str, int], Told]
    subprojects: Mapping[str, Told]
    units: Mapping[str, Told]
    scope: Told
    unknown: Mapping[tuple[str, str], int]


def applied(works: Sequence[Work | AlternativeWork], first: int = 2) -> tuple[Applied, ...]:
    """Works of a plan or of an alternative, as effects are worked out of them.

    Parameters
    ----------
    works : sequence of Work or AlternativeWork
        Rows of one table.
    first : int
        Row of the first one, where a row does not know its own.
    """
    return tuple(
        Applied(
            work.subproject,
            work.measure,
            work.quantity,
            work.unit,
            work.place.row or number,
            work.year if isinstance(work, Work) else None,
            work.synthetic,
        )
        for number, work in enumerate(works, start=first)
    )


def effects_of(
    plan: Plan, facts: Facts, works: Sequence[Applied] | None = None, year: int | None = None, table: str = "works"
) -> Effects:
    """Effects of works, as of a year or in full.

    Parameters
    ----------
    plan : Plan
        Sub-projects, measures and entered effects.
    facts : Facts
        Of the assessment, and areas of sub-projects.
    works : sequence of Applied, optional
        Those of the plan where absent.
    year : int, optional
        At the end of which; once all effects have come to their full where absent.
    table : str
        Input table that the works stand in.

    Returns
    -------
    Effects
        Works of unknown sub-projects or measures have none.
    """
    places = _places(plan, facts, applied(plan.works) if works is None else works, table)
    by_work: dict[tuple[str, int], dict[str, Effect]] = {}
    by_sub: dict[str, Told] = {}
    unknown: dict[tuple[str, str], int] = {}
    for code, place in places.items():
        told: dict[str, Effect] = {}
        for name in NAMES:
            parts, left_out = (area_treated(place), 0) if name == AREA else change(place, load_quantities()[name], year)
            for row, effect in parts.items():
                by_work.setdefault((code, row), {})[name] = effect
            if parts:
                told[name] = _together({f"{code}.work.{row}": part for row, part in parts.items()}, name)
            if parts and left_out:
                unknown[code, name] = left_out
        by_sub[code] = MappingProxyType(told)
    shared = _shared(facts, by_sub)
    members = {unit.code: [s.code for s in plan.subprojects if s.unit == unit.code] for unit in plan.units}
    of_units = {
        unit: _sum({code: by_sub[code] for code in codes if code in by_sub}, shared, places)
        for unit, codes in members.items()
    }
    return Effects(
        MappingProxyType({key: MappingProxyType(told) for key, told in by_work.items()}),
        MappingProxyType(by_sub),
        MappingProxyType(of_units),
        _sum(by_sub, shared, places),
        MappingProxyType(unknown),
    )


def effect_facts(plan: Plan, facts: Facts, standard: Standard) -> Iterator[Fact]:
    """Effects of the plan's works in full, and at the end of the works and of each year that has a target.

    Parameters
    ----------
    plan : Plan
        With works and targets.
    facts : Facts
        Of the assessment, and areas of sub-projects; without an assessment only the ground treated is told.
    standard : Standard
        Words for what a sum leaves out.
    """
    years = sorted({plan.project.build_years[1], *(target.year for target in plan.targets if target.year is not None)})
    for year in (None, *years):
        found = effects_of(plan, facts, year=year)
        end = year is None or year == plan.project.build_years[1]
        for (code, row), told in found.works.items() if end else ():
            yield from _facts_of(f"subproject:{code}", f"work.{row}.", told, year)
        for code, whole in found.subprojects.items():
            told = whole if end else _on_sources(code, whole, found.works)
            reasons = {name: _left_out(standard, found.unknown.get((code, name), 0)) for name in told}
            yield from _facts_of(f"subproject:{code}", "", told, year, reasons)
        for unit, told in found.units.items():
            yield from _facts_of(f"unit:{unit}", "", told, year)
        yield from _facts_of("scope", "", found.scope, year)


def _on_sources(code: str, told: Told, works: Mapping[tuple[str, int], Told]) -> Told:
    """Effects of a sub-project, resting on what its works rest on: of the years between no work is told by itself."""
    inputs: dict[str, dict[str, None]] = {name: {} for name in told}
    for (sub, _), effects in works.items():
        for name, effect in effects.items() if sub == code else ():
            inputs[name].update(dict.fromkeys(effect.inputs))
    return {name: replace(effect, inputs=tuple(inputs[name])) for name, effect in told.items()}


def _facts_of(
    subject: str, stem: str, told: Told, year: int | None, reasons: Mapping[str, str] | None = None
) -> Iterator[Fact]:
    for name, effect in told.items():
        if year is not None and name in (AREA, "jobs"):  # these do not grow over the years
            continue
        inputs = tuple(f"{key}@{year}" if year is not None and ".effect." in key else key for key in effect.inputs)
        low, high = _rounded(effect.low), _rounded(effect.high)
        exact = effect.low == effect.value == effect.high
        yield Fact(
            fact_id(subject, f"{stem}effect.{name}", "" if year is None else year),
            _rounded(effect.value),
            UNITS[name],
            effect.basis,
            effect.source,
            "layout.measures.effects.effects_of",
            CLAUSE,
            inputs,
            effect.synthetic,
            (reasons or {}).get(name, ""),
            None if exact else low,
            None if exact else high,
        )


def _rounded(value: float) -> Decimal:
    return Decimal(repr(round(value, _PLACES))) + 0


def _left_out(standard: Standard, count: int) -> str:
    return standard.label("layout.reason.effects_left_out").format(count=count) if count else ""


def _places(plan: Plan, facts: Facts, works: Sequence[Applied], table: str) -> Mapping[str, Place]:
    """Sub-projects that have works of known measures, in the plan's order."""
    measures = {measure.code: measure for measure in plan.measures}
    found: dict[str, list[Applied]] = {}
    for work in works:
        if work.measure in measures and work.quantity is not None:
            found.setdefault(work.subproject, []).append(work)
    return {
        sub.code: Place(
            plan, facts, sub, tuple(found[sub.code]), tuple(measures[one.measure] for one in found[sub.code]), table
        )
        for sub in plan.subprojects
        if sub.code in found
    }


def _shared(facts: Facts, of: Mapping[str, object]) -> Mapping[tuple[str, str], tuple[float, str]]:
    """Ground that two sub-projects share [m²], with its fact."""
    found = {}
    for fact in facts.starting("overlap:"):
        if fact.attribute == "area" and isinstance(fact.value, Decimal):
            one, _, other = fact.subject.removeprefix("overlap:").partition("+")
            if one in of and other in of:
                found[one, other] = (float(fact.value), fact.id)
    return found


def _together(parts: Mapping[str, Effect], name: str, twice: float = 0.0, more: Sequence[str] = ()) -> Effect:
    """Sum of effects, less what is told twice.

    Errors of the ground and of a measure are the same everywhere, so that ends of intervals add up.
    """
    value = sum(part.value for part in parts.values())
    low, high = sum(part.low for part in parts.values()), sum(part.high for part in parts.values())
    keep = (value - twice) / value if value else 1.0
    return Effect(
        value - twice,
        low * keep,
        high * keep,
        weakest(part.basis for part in parts.values()),
        "；".join(dict.fromkeys(part.source for part in parts.values() if part.source)),
        (*(f"subproject:{stem}.effect.{name}" for stem in parts), *more),
        any(part.synthetic for part in parts.values()),
    )


def _sum(
    told: Mapping[str, Told], shared: Mapping[tuple[str, str], tuple[float, str]], places: Mapping[str, Place]
) -> Told:
    """Effects of several sub-projects; what both of two would save on shared ground is saved once."""
    found = {}
    for name in NAMES:
        parts = {code: one[name] for code, one in told.items() if name in one}
        pairs = {pair: ground for pair, ground in shared.items() if parts.keys() >= set(pair) and name in _ON_GROUND}
        doubles = {
            fact: _double(name, area, *((places[code], parts[code].value) for code in pair))
            for pair, (area, fact) in pairs.items()
        }
        if parts:
            found[name] = _together(
                parts, name, sum(doubles.values()), [fact for fact, twice in doubles.items() if twice]
            )
    return MappingProxyType(found)


def _double(name: str, area: float, one: tuple[Place, float], other: tuple[Place, float]) -> float:
    """What two sub-projects both tell of the ground that they share, were it like the rest of theirs."""
    if not one[0].area or not other[0].area:
        return 0.0
    first, second = one[1] / one[0].area, other[1] / other[0].area
    if name == AREA:
        return area * first * second
    starts = [place.start(load_quantities()[name]) for place, _ in (one, other)]
    known = [each.value * load_quantities()[name].scale for each in starts if each is not None]
    whole = sum(known) / len(known) if known else 0.0
    return area * first * second / whole if whole > 0 else 0.0
