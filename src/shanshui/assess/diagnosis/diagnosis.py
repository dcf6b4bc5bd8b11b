"""Diagnosis of each place (5.3.1.3–5.3.1.5): degradation, problems, urgency, mode, traced to facts and limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shanshui.assess.diagnosis.drivers import causes
from shanshui.assess.diagnosis.graded_areas import graded_areas
from shanshui.assess.diagnosis.grades import (
    Part,
    by_mean,
    by_scale,
    interval_of,
    known,
    part_facts,
    steady_fact,
    whole_facts,
)
from shanshui.assess.diagnosis.totals import problem_totals
from shanshui.assess.ground import Ground, Wants, least_sure
from shanshui.assess.places import Spot, diagnosed
from shanshui.finding import Finding, Place
from shanshui.indicators.diagnosis import mean_grade
from shanshui.ledger import Basis, Fact
from shanshui.ledger.fact import listed
from shanshui.stage import StageResult
from shanshui.standard.method.diagnosis import (
    Criterion,
    ProblemType,
    load_criteria,
    load_need_modes,
    load_problem_types,
    load_urgency,
    strength,
)
from shanshui.standard.method.mode_choice import within_zone
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Statement

DEGRADATION = "表B.3 注d"
STRICT = ("core_protected", "other_redline")
"""Zones in which a problem is more urgent."""

_MOST = 5
_GROUNDS = 2
"""Facts that every grade of urgency rests on; each one more makes it more urgent, by one step in all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a place.

    Parameters
    ----------
    type : ProblemType
        Which one.
    area : Decimal or None
        Ground affected [m²]; None where points tell of it.
    part : Part
        What its severity is graded by.
    """

    type: ProblemType
    area: Decimal | None
    part: Part

    @property
    def severity(self) -> int:
        """Grade of severity, 2 to 5."""
        return self.part.grade


def wants(_: Ground) -> Wants:
    """Nothing of its own: the diagnosis rests on facts."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Grades, problems, causes and modes of every place, and one finding on what is missing, one on what zones cap."""
    facts: list[Fact] = []
    spots = diagnosed(ground.places)
    for spot in spots:
        facts += _of_place(ground, spot)
    facts += problem_totals(tuple(facts))
    facts += graded_areas(spots, ground.facts.with_more(facts))
    return StageResult(tuple(facts), findings=tuple(_findings(ground, spots, facts)))


def _of_place(ground: Ground, spot: Spot) -> Iterator[Fact]:
    degradation, told = 0, list(_degradation(ground, spot))
    yield from told
    for fact in told:
        if fact.attribute == "degradation" and isinstance(fact.value, Decimal):
            degradation = int(fact.value)
    resilience = known(ground, spot.subject, "resilience")
    grade = int(resilience.value) if resilience is not None and isinstance(resilience.value, Decimal) else 0
    zone = ground.facts.text(f"{spot.subject}.location.zone")
    yield from _problems(ground, spot, grade, zone)
    if degradation and grade and zone:
        yield from _mode(spot, degradation, grade, zone, told[0].basis)


def _degradation(ground: Ground, spot: Spot) -> Iterator[Fact]:
    parts, whole = [], 0.0
    for one in load_criteria().values():
        weight = ground.choice(one.weight).number
        whole += weight
        part = _criterion(ground, spot, one, weight) if weight else None
        if part is not None:
            parts.append(part)
    yield from part_facts(spot.subject, "degradation", parts, DEGRADATION)
    if parts and sum(part.weight for part in parts) >= ground.choice("diagnosis_least_known").number * whole:
        yield from whole_facts(ground, spot.subject, "degradation", parts, DEGRADATION)


def _criterion(ground: Ground, spot: Spot, one: Criterion, weight: float) -> Part | None:
    """A criterion as it stands in a place; None where its facts are not known."""
    if one.kind == "value":
        fact = known(ground, spot.subject, one.attributes)
        if fact is None:
            return None
        limits, numbers, rule = by_scale(one.scale)
        value, facts = _number(fact), [fact]
        interval = interval_of(fact)
    else:
        facts = [f for n in one.numbers if (f := known(ground, spot.subject, one.attributes.format(n))) is not None]
        if not facts:
            return None
        areas = [_number(fact) for fact in facts]
        interval = None
        if one.kind == "mean":
            limits, numbers, rule = by_mean()
            value = mean_grade(areas, one.numbers[: len(areas)])
            if value != value:
                return None
        else:
            limits, numbers, rule = by_scale(one.scale)
            value = sum(areas) / float(spot.area)
    ids = tuple(fact.id for fact in facts)
    basis = least_sure(fact.basis for fact in facts)
    return Part(one.key, value, limits, numbers, f"{rule}（{one.source}）", ids, weight, basis, interval)


def _problems(ground: Ground, spot: Spot, resilience: int, zone: str) -> Iterator[Fact]:
    found = problems_of(ground, spot)
    for problem in found:
        stem, part = f"problem.{problem.type.problem}", problem.part
        told = Statement(
            problem.type.source, "assess.diagnosis.diagnosis.problems_of", problem.type.clause, part.inputs, part.basis
        )
        reason = "" if problem.area is not None else ground.standard.label("assess.reason.no_area")
        yield told.fact(spot.subject, f"{stem}.area", problem.area, "m2", reason=reason)
        graded = Statement(part.rule, "indicators.diagnosis.grade_of", "表B.3 注g", part.inputs, part.basis)
        yield graded.fact(spot.subject, f"{stem}.severity", problem.severity)
        yield steady_fact(ground, spot.subject, f"{stem}.severity", (part,), "表B.3 注g")
        if resilience:
            yield _urgency(ground, spot, problem, resilience, zone)
        acting = causes(ground, spot.subject, problem.type.problem)
        if acting:
            ids = tuple(dict.fromkeys(fact.id for _, facts in acting for fact in facts))
            basis = least_sure(fact.basis for _, facts in acting for fact in facts)
            why = "；".join(driver.source for driver, _ in acting)
            caused = Statement(why, "assess.diagnosis.drivers.causes", "表B.3 注h", ids, basis)
            yield caused.fact(spot.subject, f"{stem}.drivers", listed(driver.key for driver, _ in acting))
    if found:
        ids = tuple(f"{spot.subject}.problem.{problem.type.problem}.severity" for problem in found)
        basis = least_sure(problem.part.basis for problem in found)
        told = Statement("", "assess.diagnosis.diagnosis.problems_of", "表B.3 注e", ids, basis)
        yield told.fact(spot.subject, "problems", listed(problem.type.problem for problem in found))


def problems_of(ground: Ground, spot: Spot) -> tuple[Problem, ...]:
    """Problems of a place, the most severe first, of alike ones the largest.

    Parameters
    ----------
    ground : Ground
        With the facts of the place.
    spot : Spot
        The place.
    """
    least = float(ground.choice("problem_least_share").number) * float(spot.area)
    found = []
    for one in load_problem_types().values():
        problem = _problem(ground, spot, one)
        if problem is not None and (problem.area is None or problem.area > 0):
            if problem.area is None or one.rare or float(problem.area) >= least:
                found.append(problem)
    return tuple(sorted(found, key=lambda each: (-each.severity, -(each.area or 0), each.type.problem)))


def _problem(ground: Ground, spot: Spot, one: ProblemType) -> Problem | None:
    facts = _areas_of(ground, spot, one)
    areas = [fact.value for fact in facts if isinstance(fact.value, Decimal)]
    if one.scale:
        share = known(ground, spot.subject, one.share)
        if share is None:
            return None
        limits, numbers, rule = by_scale(one.scale)
        value, interval = _number(share), interval_of(share)
        facts.append(share)
    else:
        limits, numbers, rule = by_mean()
        value, interval = mean_grade([float(area) for area in areas], one.severities[: len(areas)]), None
    if not facts or value != value:
        return None
    ids, basis = tuple(fact.id for fact in facts), least_sure(fact.basis for fact in facts)
    part = Part("severity", value, limits, numbers, f"{rule}（{one.source}）", ids, 1.0, basis, interval)
    return Problem(one, sum(areas, Decimal(0)) if areas else None, part) if part.grade > 1 else None


def _areas_of(ground: Ground, spot: Spot, one: ProblemType) -> list[Fact]:
    """Facts of the ground affected, by grade; those of the first attribute that is known."""
    for attribute in one.attributes:
        names = [attribute.format(number) for number in one.numbers] or [attribute]
        facts = [fact for name in dict.fromkeys(names) if (fact := known(ground, spot.subject, name)) is not None]
        if facts:
            return facts
    return []


def _urgency(ground: Ground, spot: Spot, problem: Problem, resilience: int, zone: str) -> Fact:
    row = load_urgency()[problem.severity, strength(resilience)]
    step = ground.choice("urgency_strict_step")
    grade, source = row.grade, f"urgency.csv {row.severity}/{row.resilience}（{row.source}）"
    ids = [f"{spot.subject}.problem.{problem.type.problem}.severity", f"{spot.subject}.resilience"]
    sensitive = known(ground, spot.subject, problem.type.sensitivity) if problem.type.sensitivity else None
    share = _number(sensitive) / float(spot.area) if sensitive is not None else 0.0
    if zone in STRICT:
        ids.append(f"{spot.subject}.location.zone")
    if sensitive is not None and share >= ground.choice("urgency_sensitive_share").number:
        ids.append(sensitive.id)
    if len(ids) > _GROUNDS:
        grade = min(_MOST, grade + round(step.number))
        source += f"；{step.key}={step.word}（{step.source}）"
    told = Statement(source, "assess.diagnosis.diagnosis.tells", row.clause, tuple(ids), problem.part.basis)
    return told.fact(spot.subject, f"problem.{problem.type.problem}.urgency", grade)


def _mode(spot: Spot, degradation: int, resilience: int, zone: str, basis: Basis) -> Iterator[Fact]:
    """The mode that a place needs, as far as its zone permits (5.4.4.1)."""
    need = load_need_modes()[degradation, strength(resilience)]
    mode, status = within_zone(need.mode, zone)
    inputs = tuple(f"{spot.subject}.{name}" for name in ("degradation", "resilience", "location.zone"))
    source = f"need_modes.csv {need.degradation}/{need.resilience}（{need.source}）；zone_modes.csv {zone}/{need.mode}"
    told = Statement(source, "standard.method.mode_choice.within_zone", "5.4.4.1", inputs, basis)
    yield told.fact(spot.subject, "recommended_mode", mode)
    yield told.fact(spot.subject, "recommended_mode.status", status)


def _findings(ground: Ground, spots: tuple[Spot, ...], facts: list[Fact]) -> Iterator[Finding]:
    graded = {fact.subject for fact in facts if fact.attribute == "degradation"}
    without = [spot for spot in spots if spot.subject not in graded]
    lost = [spot for spot in spots if known(ground, spot.subject, "resilience") is None]
    nowhere = [spot for spot in spots if not ground.facts.text(f"{spot.subject}.location.zone")]
    columns = {"degradation": without, "resilience": lost, "location_class": nowhere}
    if any(columns.values()):
        spec = ground.standard.tables["B.3"]
        names = {column.key: column.header[-1] for column in spec.columns}
        missing = [key for key, of in columns.items() if of]
        words = {"columns": "、".join(names[key] for key in missing), "count": str(max(map(len, columns.values())))}
        yield Finding("DIAGNOSIS-ABSENT", Place(file=CATALOG), subject="B.3.absent", words=words)
    capped = [f for f in facts if f.attribute == "recommended_mode.status" and f.value == "capped_by_zone"]
    if capped:
        names_of = {spot.subject: spot.name for spot in spots}
        words = {"names": "、".join(names_of[fact.subject] for fact in capped[:3]), "count": str(len(capped))}
        ids = tuple(fact.id for fact in capped)
        yield Finding("DIAGNOSIS-CAPPED", subject="B.3.capped", facts=ids, words=words)


def _number(fact: Fact) -> float:
    return float(fact.value) if isinstance(fact.value, Decimal) else float("nan")
