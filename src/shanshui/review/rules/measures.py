"""Measures against the library of measures and their ground, and the effects entered of them (5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.indicators.treated_ground import SLOPES, slope_share
from shanshui.plan import Effect, Measure, Subproject, Work, limit, touch
from shanshui.plan.library import linked
from shanshui.quantity import EMPTY, converted, printed
from shanshui.quantity import unit as unit_of
from shanshui.review.amounts import hectares, square_metres
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard.method.effect_quantities import load_quantities
from shanshui.standard.method.measures import LibraryMeasure, load_measures
from shanshui.standard.words import closest

_WITHOUT_EFFECT = frozenset({"monitoring", "patrol", "other"})
"""Categories of measures that are not asked what they do to the ground."""
_FACTOR = "factor"
_ANY_SEASON = "all_year"


@rule("MEASURE-LIBRARY")
def library_known(case: Case) -> Iterator[Finding]:
    """The column of the library names a measure of it."""
    names = [row.name for row in load_measures().values()]
    for measure in case.plan.measures:
        if measure.library.strip() and linked(measure) is None:
            near = closest(measure.library, names) or EMPTY
            place, words = replace(measure.place, column="library"), {"measure": measure.name, "near": near}
            yield Finding("MEASURE-LIBRARY", place, measure.library, "", f"measure:{measure.code}", words=words)


@rule("MEASURE-UNLINKED")
def effect_known(case: Case) -> Iterator[Finding]:
    """Of a measure that is used somebody knows what it does: the library by its name, or the table of effects."""
    used, told = {work.measure for work in case.plan.works}, {effect.measure for effect in case.plan.effects}
    for measure in case.plan.measures:
        silent = measure.code in used - told and not measure.library.strip() and linked(measure) is None
        if silent and measure.category not in _WITHOUT_EFFECT:
            place, words = replace(measure.place, column="library"), {"measure": measure.name}
            yield Finding("MEASURE-UNLINKED", place, "", "", f"measure:{measure.code}", words=words)


@rule("MEASURE-SLOPE")
def slope_fits(case: Case) -> Iterator[Finding]:
    """Works find as much ground within their measure's slope as they need."""
    for sub, measure, works in _on_ground(case):
        low, high = _slopes(case, measure)
        shares = [case.number(f"subproject:{sub.code}.slope.class{n}.share") for n in range(1, len(SLOPES))]
        known = [float(share) for share in shares if share is not None]
        whole = case.number(f"subproject:{sub.code}.area")
        if len(known) < len(shares) or whole is None or (low is None and high is None):
            continue
        room = whole * Decimal(repr(slope_share(known, low, high)))
        if finding := _without_room(case, "MEASURE-SLOPE", sub, measure, works, room):
            slope = f"{low or 0:g}–{SLOPES[-1] if high is None else high:g}°"
            facts = tuple(f"subproject:{sub.code}.slope.class{n}.share" for n in range(1, len(SLOPES)))
            yield replace(finding, facts=facts, words={**finding.words, "slope": slope})


@rule("MEASURE-COVER")
def cover_fits(case: Case) -> Iterator[Finding]:
    """Works find as much ground of the land cover that their measure stands on as they need."""
    for sub, measure, works in _on_ground(case):
        kin = linked(measure)
        facts = [fact for cover in (kin.covers if kin else ()) if (fact := _cover(case, sub, cover)) is not None]
        if facts:
            room = sum((case.number(fact) or Decimal(0) for fact in facts), Decimal(0))
            if finding := _without_room(case, "MEASURE-COVER", sub, measure, works, room):
                yield replace(finding, facts=tuple(facts))


@rule("MEASURE-TOGETHER")
def apart_on_the_ground(case: Case) -> Iterator[Finding]:
    """Measures that do not go on the same ground find room side by side."""
    for sub in case.plan.subprojects:
        whole = case.number(f"subproject:{sub.code}.area")
        by_kin = _by_kin(case, sub)
        for one, other in _apart(by_kin) if whole is not None else ():
            need = sum((square_metres(w.quantity, w.unit) for key in (one, other) for w in by_kin[key]), Decimal(0))
            if whole is not None and need > whole + touch(case.plan.project, whole):
                measures = [case.measures[by_kin[key][0].measure].name for key in (one, other)]
                words = {"name": sub.name, "measure": measures[0], "other": measures[1]}
                place, subject = replace(by_kin[one][0].place, column="measure"), f"subproject:{sub.code}.{one}.{other}"
                facts = (f"subproject:{sub.code}.area",)
                yield Finding("MEASURE-TOGETHER", place, hectares(need), hectares(whole), subject, facts, words)


@rule("MEASURE-SEASON")
def season_fits(case: Case) -> Iterator[Finding]:
    """A measure is done in a season that suits it."""
    for measure in case.plan.measures:
        kin = linked(measure)
        if kin is None or not kin.season or not measure.season or _ANY_SEASON in kin.season:
            continue
        if not set(measure.season) & {*kin.season, _ANY_SEASON}:
            place, words = replace(measure.place, column="season"), {"measure": measure.name, "like": kin.name}
            got, want = (
                joined(case.term("season", one) for one in seasons) for seasons in (measure.season, kin.season)
            )
            yield Finding("MEASURE-SEASON", place, got, want, f"measure:{measure.code}", words=words)


@rule("MEASURE-MODE")
def mode_fits(case: Case) -> Iterator[Finding]:
    """A measure serves a mode that it can serve; one that the plan's own measure does not have is told before."""
    told = set()
    for work in case.plan.works:
        measure = case.measures.get(work.measure)
        kin = linked(measure) if measure is not None else None
        if measure is None or kin is None or not work.mode or work.mode in kin.modes:
            continue
        if work.mode in measure.modes and (work.measure, work.mode) not in told:
            told.add((work.measure, work.mode))
            place, words = replace(work.place, column="mode"), {"measure": measure.name}
            got, want = case.term("mode", work.mode), joined(case.term("mode", mode) for mode in kin.modes)
            yield Finding("MEASURE-MODE", place, got, want, f"measure:{measure.code}.{work.mode}", words=words)


@rule("MEASURE-PROBLEM")
def problem_treated(case: Case) -> Iterator[Finding]:
    """Each problem of a sub-project is treated by one of its measures, as far as the library knows them all.

    One that is none of its unit's is told by ``PROBLEM-FOREIGN``.
    """
    for sub in case.plan.subprojects:
        unit = case.units.get(sub.unit)
        own = [problem for problem in sub.problems if unit is None or not unit.problems or problem in unit.problems]
        measures = [case.measures.get(work.measure) for work in case.works.get(sub.code, ())]
        kin = [linked(measure) if measure is not None else None for measure in measures]
        treated = {problem for one in kin if one is not None for problem in one.problems}
        left = [problem for problem in own if problem not in treated and problem != "other"]
        if kin and None not in kin and left:
            names = joined(case.term("ecosystem_problem", problem) for problem in left)
            place, words = replace(sub.place, column="problems"), {"name": sub.name}
            yield Finding("MEASURE-PROBLEM", place, names, "", f"subproject:{sub.code}", words=words)


@rule("EFFECT-SOURCE")
def effect_sourced(case: Case) -> Iterator[Finding]:
    """An effect that was entered has a source, or says that it was made up."""
    bare = (effect for effect in case.plan.effects if not effect.source.strip() and not effect.synthetic)
    for measure, effects in grouped(bare, lambda one: one.measure).items():
        yield _of_effect(case, "EFFECT-SOURCE", measure, effects, "source")


@rule("EFFECT-UNIT")
def effect_measured(case: Case) -> Iterator[Finding]:
    """An amount is in a unit that fits its quantity: per ground, or per unit of work; a factor has none."""
    for effect in case.plan.effects:
        unit = effect.unit or "1"
        wanted = ["1"] if effect.kind == _FACTOR else _units(effect.quantity)
        if wanted and all(converted(Decimal(1), unit, one) is None for one in wanted):
            symbols = joined(unit_of(one).symbol or EMPTY for one in wanted)
            yield _of_effect(case, "EFFECT-UNIT", effect.measure, [effect], "unit", unit_of(unit).symbol, symbols)


@rule("EFFECT-KIND")
def effect_of_one_kind(case: Case) -> Iterator[Finding]:
    """Effects of a measure on one quantity are all factors, or all amounts in one unit."""
    for effects in grouped(case.plan.effects, lambda one: (one.measure, one.quantity)).values():
        kinds = dict.fromkeys((effect.kind, effect.unit) for effect in effects)
        if len(kinds) > 1:
            got = joined(" ".join((case.term("effect_kind", kind), unit)).strip() for kind, unit in kinds)
            yield _of_effect(case, "EFFECT-KIND", effects[0].measure, effects, "kind", got)


@rule("EFFECT-INTERVAL")
def effect_within(case: Case) -> Iterator[Finding]:
    """An effect lies within its own interval."""
    for effect in case.plan.effects:
        low, high = effect.low, effect.high
        if (low is not None and low > effect.value) or (high is not None and high < effect.value):
            want = f"{printed(low, None)}–{printed(high, None)}"
            got = printed(effect.value, None)
            yield _of_effect(case, "EFFECT-INTERVAL", effect.measure, [effect], "value", got, want)


@rule("EFFECT-SIZE")
def effect_likely(case: Case) -> Iterator[Finding]:
    """A factor is no percentage and not below nothing."""
    most = limit(case.plan.project, "effect_factor_most")
    for effect in case.plan.effects:
        if effect.kind == _FACTOR and not 0 <= effect.value <= most:
            want = f"0–{printed(most, None)}"
            yield _of_effect(case, "EFFECT-SIZE", effect.measure, [effect], "value", printed(effect.value, None), want)


def _on_ground(case: Case) -> Iterator[tuple[Subproject, Measure, Sequence[Work]]]:
    """Works of each measure of each sub-project that stand on ground."""
    for sub in case.plan.subprojects:
        works = (work for work in case.works.get(sub.code, ()) if square_metres(work.quantity, work.unit))
        for code, own in grouped(works, lambda work: work.measure).items():
            if code in case.measures:
                yield sub, case.measures[code], own


def _without_room(
    case: Case, code: str, sub: Subproject, measure: Measure, works: Sequence[Work], room: Decimal
) -> Finding | None:
    need = sum((square_metres(work.quantity, work.unit) for work in works), Decimal(0))
    slack = touch(case.plan.project, case.number(f"subproject:{sub.code}.area"))
    if need <= room * (1 + limit(case.plan.project, "suitable_ground_slack")) + slack:
        return None
    place, words = replace(works[0].place, column="quantity"), {"name": sub.name, "measure": measure.name}
    return Finding(code, place, hectares(need), hectares(room), f"subproject:{sub.code}.{measure.code}", words=words)


def _slopes(case: Case, measure: Measure) -> tuple[float | None, float | None]:
    """Limits of slope: the plan's own upper one first, else the library's."""
    kin = linked(measure)
    row = next((row for row in case.records("measures") if row.text("code") == measure.code), None)
    own = row.number("slope_max") if row is not None else None
    low, high = (kin.slope_min, kin.slope_max) if kin is not None else (None, None)
    return low, high if own is None else float(own)


def _cover(case: Case, sub: Subproject, cover: str) -> str | None:
    """Id of the last fact of a land cover of a sub-project; None where nobody tells it."""
    known = [
        fact
        for fact in case.facts.starting(f"subproject:{sub.code}.indicator.013.{cover}.area@")
        if isinstance(fact.value, Decimal)
    ]
    return max(known, key=lambda fact: fact.when).id if known else None


def _by_kin(case: Case, sub: Subproject) -> Mapping[str, tuple[Work, ...]]:
    """Works of a sub-project on the ground by the measure of the library that they are."""
    found: dict[str, tuple[Work, ...]] = {}
    for work in case.works.get(sub.code, ()):
        kin = linked(case.measures[work.measure]) if work.measure in case.measures else None
        if kin is not None and square_metres(work.quantity, work.unit):
            found[kin.key] = (*found.get(kin.key, ()), work)
    return found


def _apart(by_kin: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Pairs of measures of the library that exclude each other, each once."""
    library: Mapping[str, LibraryMeasure] = load_measures()
    keys = list(by_kin)
    for n, one in enumerate(keys):
        for other in keys[n + 1 :]:
            if other in library[one].excludes or one in library[other].excludes:
                yield one, other


def _units(quantity: str) -> list[str]:
    """Units that amounts of a quantity of effect may be in; none for one that is told by factors only."""
    found = [
        unit for row in load_quantities().values() if row.changed_by[0] == quantity for unit in (row.per_area, row.unit)
    ]
    return [unit for unit in dict.fromkeys(found) if unit]


def _of_effect(
    case: Case, code: str, measure: str, effects: Sequence[Effect], column: str, got: str = "", want: str = ""
) -> Finding:
    first = effects[0]
    name = case.measures[measure].name if measure in case.measures else measure
    words = {"measure": name, "quantity": joined(case.term("effect_quantity", one.quantity) for one in effects)}
    subject = f"effects.{measure}.{first.quantity}.{'' if first.year is None else first.year}"
    return Finding(code, replace(first.place, column=column), got, want, subject, words=words)
