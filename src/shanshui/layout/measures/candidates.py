"""Measures that a sub-project can be given: those entered, else what its diagnosis calls for (clause 5.4.4.2 a).

Each candidate tells its quantity, cost, effects and whether the ground permits it, so that whoever chooses among them
needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from shanshui.finding import NOWHERE
from shanshui.layout.control.zone_grounds import Permission, Standing, ZoneGround, grounds_of, standing_of
from shanshui.layout.measures.effect_ground import Applied, Effect
from shanshui.layout.measures.effects import applied, effects_of
from shanshui.layout.measures.modes import grades_of, place_of
from shanshui.layout.measures.suitability import Want, wanted
from shanshui.ledger import Facts
from shanshui.plan import Measure, Plan, Subproject, cost_of, limit, unit_price
from shanshui.plan.library import linked
from shanshui.quantity import convert, inner_unit
from shanshui.standard.method.measures import LibraryMeasure, library_price, load_goals


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity of one measure that a sub-project has or can have.

    Parameters
    ----------
    subproject, unit : str
        Codes of the sub-project and its restoration unit.
    measure, name : str
        Code of the plan's measure; key of the library's where the plan has none. What it is called.
    library : str
        Key of the library's measure; empty where it is none of them.
    category, mode : str
        Codes of the vocabularies ``measure_category`` and ``mode``.
    quantity : Decimal
        [quantity_unit].
    quantity_unit : str
        Inner unit: m2, m, count.
    cost : Decimal or None
        [yuan]; None where no price is known.
    price : str
        ``measure:<code>.price`` where the plan has a price, ``library:<key>`` for a published one of other places, good
        for the order of magnitude only; empty where there is none.
    price_source : str
        Who told it.
    effects : mapping of quantity to Effect
        In full, by the names of :data:`shanshui.layout.measures.effects.NAMES`. Of a work entered: on top of the works
        before it in the table, so that those of one sub-project add up to its facts. Of others: alone on the ground.
    permission : str
        Whether the ground permits it: ``allowed``, ``exception``, ``forbidden``.
    why_zh, why_en : str
        Why not freely.
    season : tuple of str
        Codes of the vocabulary ``season``; any where empty.
    position : str
        Code of the vocabulary ``flow_position``; empty where nobody tells it.
    origin : str
        ``entered`` or ``proposed``.
    row : int
        Row of the table of works; from 1 in each sub-project for what is proposed.
    year : int or None
        As entered.
    problem : str
        Problem that it is proposed for.
    care : Decimal or None
        Care in a year [yuan].
    risk : str
        Code of the vocabulary ``risk_grade``; empty where nobody tells it.
    excludes : tuple of str
        Codes of measures of the plan, and keys of the library, that do not go on the same ground.
    facts : tuple of str
        What a proposed quantity rests on.
    synthetic : bool
        Whether work or price were made up.
    """

    subproject: str
    unit: str
    measure: str
    name: str
    library: str
    category: str
    mode: str
    quantity: Decimal
    quantity_unit: str
    cost: Decimal | None
    price: str = ""
    price_source: str = ""
    effects: Mapping[str, Effect] = field(default_factory=lambda: MappingProxyType({}))
    permission: Permission = "allowed"
    why_zh: str = ""
    why_en: str = ""
    season: tuple[str, ...] = ()
    position: str = ""
    origin: Literal["entered", "proposed"] = "entered"
    row: int = 0
    year: int | None = None
    problem: str = ""
    care: Decimal | None = None
    risk: str = ""
    excludes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    synthetic: bool = False

    def worth(self, quantity: str) -> float:
        """Effect on a quantity per yuan; 0 where either is not known."""
        effect = self.effects.get(quantity)
        return effect.value / float(self.cost) if effect is not None and self.cost else 0.0


def candidates(plan: Plan, facts: Facts) -> tuple[Candidate, ...]:
    """Candidates of every sub-project.

    Parameters
    ----------
    plan : Plan
        With works, measures and prices.
    facts : Facts
        Of survey, assessment and layout.

    Returns
    -------
    tuple of Candidate
        In the order of the sub-projects: the works entered; for a sub-project without any what its diagnosis calls for,
        the best effect per cost first.
    """
    given = {work.subproject for work in plan.works}
    entered: dict[str, list[Candidate]] = {}
    for one in entered_candidates(plan, facts):
        entered.setdefault(one.subproject, []).append(one)
    found: list[Candidate] = []
    for sub in plan.subprojects:
        found += entered.get(sub.code, ()) if sub.code in given else proposed_candidates(plan, facts, sub)
    return tuple(found)


def entered_candidates(plan: Plan, facts: Facts) -> Iterator[Candidate]:
    """Every work that was entered, with its cost and effects; those without quantity or of unknown things left out."""
    told = effects_of(plan, facts)
    subs, measures = {sub.code: sub for sub in plan.subprojects}, {one.code: one for one in plan.measures}
    spare = limit(plan.project, "zone_main_share")
    grounds = {code: grounds_of(plan, facts, sub) for code, sub in subs.items()}
    grades = {code: grades_of(facts, place_of(facts, sub)) for code, sub in subs.items()}
    for work, one in zip(plan.works, applied(plan.works), strict=True):
        sub, measure = subs.get(work.subproject), measures.get(work.measure)
        if sub is None or measure is None or work.quantity is None:
            continue
        kin, inner = linked(measure), inner_unit(work.unit)
        cost, price, source, made_up = _cost(plan, measure.code, kin, work.quantity, work.unit)
        stands = _standing(measure, kin, work.mode, grounds[sub.code], grades[sub.code], one.square_metres, spare)
        excepted = stands.permission == "exception" and work.reason.strip()
        yield Candidate(
            sub.code,
            sub.unit,
            measure.code,
            measure.name,
            kin.key if kin else "",
            measure.category,
            work.mode,
            convert(work.quantity, work.unit, inner),
            inner,
            cost,
            price,
            source,
            told.works.get((sub.code, one.row), MappingProxyType({})),
            "allowed" if excepted else stands.permission,
            stands.why_zh,
            stands.why_en,
            measure.season or (kin.season if kin else ()),
            sub.position or (kin.position if kin else ""),
            "entered",
            one.row,
            work.year,
            care=_care(plan, measure, kin, work.quantity, work.unit),
            risk=kin.risk if kin else "",
            excludes=(*measure.excludes, *(kin.excludes if kin else ())),
            synthetic=work.synthetic or made_up,
        )


def proposed_candidates(plan: Plan, facts: Facts, sub: Subproject) -> tuple[Candidate, ...]:
    """What the diagnosis of a sub-project's ground calls for, the best effect per cost first.

    Parameters
    ----------
    plan : Plan
        With measures and prices of the planner's own, which come before those of the library.
    facts : Facts
        Of the assessment and the layout.
    sub : Subproject
        Its works, if it has any, do not count.

    Returns
    -------
    tuple of Candidate
        One for each problem and permitted measure of the library whose ground, as far as land cover and slope tell, is
        there; measures that only an exception permits included, forbidden ones not.
    """
    found = [offered(plan, facts, sub, want, number) for number, want in enumerate(wanted(plan, facts, sub), start=1)]
    return tuple(sorted(found, key=lambda one: (one.permission != "allowed", -merit(one), one.row)))


def offered(plan: Plan, facts: Facts, sub: Subproject, want: Want, number: int) -> Candidate:
    """A measure that is called for, as a candidate: with cost and effects, alone on its ground.

    Parameters
    ----------
    plan : Plan
        Its own measure of this kind, with its price, comes before that of the library.
    facts : Facts
        Of the assessment.
    sub : Subproject
        Where it would stand.
    want : Want
        What is called for.
    number : int
        Row of the candidate.
    """
    kin = want.measure
    own = {linked_to.key: one for one in reversed(plan.measures) if (linked_to := linked(one)) is not None}
    measure = own.get(kin.key)
    code, name = (measure.code, measure.name) if measure is not None else (kin.key, kin.name)
    cost, price, source, made_up = _cost(plan, measure.code if measure else "", kin, want.area, "m2")
    told = effects_of(_alone(plan, sub, kin, measure), facts, [Applied(sub.code, code, want.area, "m2", number)])
    return Candidate(
        sub.code,
        sub.unit,
        code,
        name,
        kin.key,
        kin.category,
        want.mode,
        want.area,
        "m2",
        cost,
        price,
        source,
        told.works.get((sub.code, number), MappingProxyType({})),
        want.permission,
        want.why_zh,
        want.why_en,
        (measure.season if measure else ()) or kin.season,
        sub.position or kin.position,
        "proposed",
        number,
        problem=want.problem,
        care=_care(plan, measure, kin, want.area, "m2"),
        risk=kin.risk,
        excludes=(*(measure.excludes if measure else ()), *kin.excludes),
        facts=want.facts,
        synthetic=made_up,
    )


def merit(one: Candidate) -> float:
    """Effect per cost by the quantity that the problem is measured by; ground treated where it has none."""
    goal = load_goals().get(one.problem, "area_treated")
    return one.worth(goal) or one.worth("area_treated") * 1e-12


def _alone(plan: Plan, sub: Subproject, kin: LibraryMeasure, measure: Measure | None) -> Plan:
    """What effects on one sub-project rest on: it, the measure, and the effects that were entered."""
    known = measure or Measure(
        kin.key, kin.name, kin.category, kin.modes, kin.unit, "", kin.source, "", NOWHERE, library=kin.key
    )
    return Plan(plan.project, subprojects=(sub,), measures=(known,), effects=plan.effects)


def _standing(
    measure: Measure,
    kin: LibraryMeasure | None,
    mode: str,
    grounds: Sequence[ZoneGround],
    grades: tuple[int, int],
    need: float,
    spare: Decimal,
) -> Standing:
    """What of its sub-project a work entered may stand on, by its own mode and category."""
    if not mode:
        return Standing("allowed", Decimal(0), "")
    like = kin or LibraryMeasure(measure.code, measure.name, "", measure.category, (), "", (), "", "", "")
    own = replace(like, category=measure.category, modes=(mode,))
    return standing_of(own, grounds, grades, "", Decimal(repr(need)), spare)


def _cost(
    plan: Plan, code: str, kin: LibraryMeasure | None, quantity: Decimal, unit: str
) -> tuple[Decimal | None, str, str, bool]:
    """Cost of a quantity with where its price stands, who told it, and whether it was made up.

    A measure of the plan has the price that the estimate takes; for want of one the order of magnitude that the library
    has published ranges of.
    """
    price = unit_price(plan, code) if code else None
    published = library_price(kin.key) if kin is not None else None
    borrowed = "" if kin is None else f"library:{kin.key}"
    try:
        if price is not None:
            cost = cost_of(quantity, unit, price.price, price.unit)
            if price.kind != "library":
                return cost, f"measure:{code}.price", price.source, price.synthetic
        elif published is not None:
            cost = cost_of(quantity, unit, published.price, published.unit)
    except ValueError:
        return None, "", "", False
    if published is None:
        return None, "", "", False
    return cost, borrowed, f"{published.source}（{published.certainty}）", False


def _care(
    plan: Plan, measure: Measure | None, kin: LibraryMeasure | None, quantity: Decimal, unit: str
) -> Decimal | None:
    """Care in a year: as the plan has it for the measure [yuan/hm2], else as the library has it."""
    rows = plan.records.get("measures", ()) if measure is not None else ()
    row = next((row for row in rows if measure is not None and row.text("code") == measure.code), None)
    own = row.number("care_cost") if row is not None else None
    try:
        if own is not None:
            return convert(quantity, unit, "hm2") * own
        return convert(quantity, unit, kin.unit) * kin.care_cost if kin and kin.care_cost is not None else None
    except ValueError:
        return None
