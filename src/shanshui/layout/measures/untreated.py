"""Ground that has a problem and that no work treats, and what would treat it (clauses 5.3.1.5, 5.4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import NOWHERE
from shanshui.layout.control.zone_grounds import grounds_of_place
from shanshui.layout.measures.candidates import Candidate, merit, offered
from shanshui.layout.measures.effect_ground import AREA
from shanshui.layout.measures.effects import effects_of
from shanshui.layout.measures.modes import grades_of, place_of
from shanshui.layout.measures.suitability import Ground, measure_least, place_ground, wanted_on
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan, Subproject
from shanshui.plan.choices import choice
from shanshui.plan.library import linked

KINDS = ("assessment_unit:", "unit:")
"""Places that are diagnosed: restoration units where no assessment units are cut."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A problem of a diagnosed place.

    Parameters
    ----------
    place, name : str
        Subject, and what it is called.
    unit : str
        Code of the restoration unit that shares most of its townships; empty where none does.
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    severity : int
        Grade 2 to 5.
    ground : Ground
        Affected, from ``measure_least_severity`` on where facts tell grades.
    treated : Decimal
        Ground that works against the problem stand on, of sub-projects that lie mostly here; at most the area [m²].
    subprojects : tuple of str
        Codes of sub-projects here that have such works.
    """

    place: str
    name: str
    unit: str
    problem: str
    severity: int
    ground: Ground
    treated: Decimal
    subprojects: tuple[str, ...]

    @property
    def area(self) -> Decimal:
        """Ground affected [m²]."""
        return self.ground.area

    @property
    def left(self) -> Decimal:
        """Ground that nothing treats [m²]."""
        return self.area - self.treated


def spots(plan: Plan, facts: Facts) -> tuple[Spot, ...]:
    """Problems of every diagnosed place that have an area, the most severe and largest untreated first.

    Parameters
    ----------
    plan : Plan
        Works, and the measures of the library that they are.
    facts : Facts
        Of assessment and layout.
    """
    places, least = _places(facts), int(choice(plan.project, "measure_least_severity").number)
    told = effects_of(plan, facts)
    measures = {one.code: linked(one) for one in plan.measures}
    treated: dict[tuple[str, str], Decimal] = {}
    codes: dict[tuple[str, str], dict[str, None]] = {}
    rows = {(work.subproject, work.place.row or n): work for n, work in enumerate(plan.works, start=2)}
    where = {sub.code: place_of(facts, sub) for sub in plan.subprojects}
    for key, effects in told.works.items():
        kin, area = measures.get(rows[key].measure), effects.get(AREA)
        for problem in kin.problems if kin is not None else ():
            spot = where[key[0]], problem
            treated[spot] = treated.get(spot, Decimal(0)) + (Decimal(repr(area.value)) if area else Decimal(0))
            codes.setdefault(spot, {})[key[0]] = None
    found = []
    for place in places:
        for problem in facts.codes(f"{place}.problems"):
            ground = place_ground(facts, place, problem, least)
            severity = facts.number(f"{place}.problem.{problem}.severity")
            if ground is not None and ground.area and severity:
                done = min(treated.get((place, problem), Decimal(0)), ground.area)
                name = facts.text(f"{place}.name") or place.partition(":")[2]
                subs = tuple(codes.get((place, problem), ()))
                found.append(Spot(place, name, _unit(plan, facts, place), problem, int(severity), ground, done, subs))
    return tuple(sorted(found, key=lambda one: (-one.severity, -one.left, one.place, one.problem)))


def remedies(plan: Plan, facts: Facts, found: Sequence[Spot]) -> Mapping[tuple[str, str], Candidate]:
    """The best measure for each spot's untreated ground, by place and problem; none where nothing is permitted there.

    Parameters
    ----------
    plan : Plan
        With measures and prices.
    facts : Facts
        Of assessment and layout.
    found : sequence of Spot
        What is to be treated.
    """
    subs = {one: _stand_in(one, number) for number, one in enumerate(found)}
    known = facts.with_more(fact for one, sub in subs.items() for fact in _as_facts(one, sub))
    best = {}
    for one, sub in subs.items():
        if one.left < measure_least(plan):
            continue
        zones, ground = grounds_of_place(facts, one.place), Ground(one.left, one.ground.facts)
        wants = wanted_on(plan, facts, one.place, zones, grades_of(facts, one.place), one.problem, ground)
        offers = [offered(plan, known, sub, want, number) for number, want in enumerate(wants, start=1)]
        free = [offer for offer in offers if offer.permission == "allowed"]
        if free:
            best[one.place, one.problem] = max(free, key=lambda offer: (merit(offer), -offer.row))
    return best


def _places(facts: Facts) -> tuple[str, ...]:
    for kind in KINDS:
        found = [fact.subject for fact in facts.starting(kind) if fact.attribute == "problems"]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _unit(plan: Plan, facts: Facts, place: str) -> str:
    """Code of the restoration unit of a place: itself, or the one that shares most of its townships."""
    kind, _, code = place.partition(":")
    if kind == "unit":
        return code
    townships = facts.codes(f"{place}.townships")
    shared = {unit.code: len(set(townships) & set(_townships(facts, unit.code, unit.townships))) for unit in plan.units}
    best = max(shared, key=lambda unit: shared[unit], default="")
    return best if shared.get(best) else ""


def _townships(facts: Facts, unit: str, entered: Sequence[str]) -> Sequence[str]:
    return entered or facts.codes(f"unit:{unit}.townships.main")


def _stand_in(one: Spot, number: int) -> Subproject:
    """A sub-project that is nowhere but where the spot is, to work out effects on it."""
    return Subproject(
        code=f"#{number}", unit=one.unit, region="", project_type="", category="", department="", implementer="",
        townships=(), sites="", start=0, end=0, care_years=None, liable_party="", land_rights="",
        problems=(one.problem,), upper_plan="", longitude=None, latitude=None, extent=None, content="", note="",
        place=NOWHERE,
    )  # fmt: skip


def _as_facts(one: Spot, sub: Subproject) -> Iterator[Fact]:
    method = "layout.measures.untreated.remedies"
    yield Fact(f"subproject:{sub.code}.area", one.left, "m2", Basis.MODELLED_UNCALIBRATED, method=method)
    yield Fact(f"subproject:{sub.code}.diagnosed_in", one.place, "1", Basis.MODELLED_UNCALIBRATED, method=method)
