"""Ground that suits a measure: by problem, land cover, slope and zone (clauses 5.4.4.1, 5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.indicators.treated_ground import SLOPES, slope_share
from shanshui.layout.control.zone_grounds import Permission, ZoneGround, grounds_of, standing_of
from shanshui.layout.measures.modes import grades_of, place_of
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan, Subproject
from shanshui.plan.choices import choice
from shanshui.quantity import inner_unit, round_half_up
from shanshui.standard.method.diagnosis import ProblemType, load_problem_types
from shanshui.standard.method.measures import LibraryMeasure, load_measures


@dataclass(frozen=True, slots=True)
class Ground:
    """Ground of a place that is of some kind.

    Parameters
    ----------
    area : Decimal
        [m²].
    facts : tuple of str
        What tells it.
    """

    area: Decimal
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """A measure that a problem of a place calls for.

    Parameters
    ----------
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    measure : LibraryMeasure
        Against it.
    mode : str
        The one that it serves there.
    area : Decimal
        Ground that has the problem and suits the measure [m²].
    permission : str
        ``allowed`` or ``exception``.
    why_zh, why_en : str
        Why not freely.
    facts : tuple of str
        What the area rests on.
    """

    problem: str
    measure: LibraryMeasure
    mode: str
    area: Decimal
    permission: Permission
    why_zh: str
    why_en: str
    facts: tuple[str, ...]


def slopes_of(facts: Facts, subject: str) -> tuple[float, ...]:
    """Shares of the classes of slope of a subject; none where they are not all known."""
    found = [facts.number(f"{subject}.slope.class{n}.share") for n in range(1, len(SLOPES))]
    return tuple(float(share) for share in found if share is not None) if None not in found else ()


def problem_ground(facts: Facts, sub: Subproject, problem: str, least: int) -> Ground | None:
    """Ground of a sub-project that has a problem.

    Parameters
    ----------
    facts : Facts
        Of the assessment.
    sub : Subproject
        Whose ground.
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    least : int
        Grade of severity from which ground counts, where facts tell grades.

    Returns
    -------
    Ground or None
        By its own facts; else the share that its diagnosed place has of it; None where nobody tells.
    """
    own = graded_ground(facts, f"subproject:{sub.code}", problem, least)
    if own is not None:
        return own
    place = place_of(facts, sub)
    part, whole, area = place_ground(facts, place, problem, least), f"{place}.area", f"subproject:{sub.code}.area"
    of_place, of_sub = facts.number(whole), facts.number(area)
    if part is None or not of_place or of_sub is None:
        return None
    return Ground(part.area / of_place * of_sub, (*part.facts, whole, area))


def place_ground(facts: Facts, place: str, problem: str, least: int) -> Ground | None:
    """Ground of a diagnosed place that has a problem: from a grade on where facts tell grades, else all of it."""
    found = graded_ground(facts, place, problem, least)
    told = f"{place}.problem.{problem}.area"
    area = facts.number(told)
    return found if found is not None or area is None else Ground(area, (told,))


def graded_ground(facts: Facts, subject: str, problem: str, least: int) -> Ground | None:
    """Ground of a subject that has a problem from a grade of severity on; None where no fact tells grades."""
    kind = load_problem_types().get(problem)
    for names in _affected(kind, least) if kind is not None else ():
        told = [fact for name in dict.fromkeys(names) if (fact := _latest(facts, subject, name)) is not None]
        if told:
            return Ground(sum((_number(fact) for fact in told), Decimal(0)), tuple(fact.id for fact in told))
    return None


def _affected(kind: ProblemType, least: int) -> Iterator[list[str]]:
    """Attributes of the ground affected from a grade of severity on, for each way in which facts may tell it."""
    for attribute in kind.attributes:
        grades = zip(kind.numbers, kind.severities, strict=True) if "{}" in attribute else [(0, least)]
        yield [attribute.format(number) for number, severity in grades if severity >= least]


def cover_ground(facts: Facts, subject: str, covers: Sequence[str]) -> Ground | None:
    """Ground of a subject of some land cover, as facts name it; None where nobody tells it, or any will do."""
    told = [fact for cover in covers if (fact := _latest(facts, subject, f"indicator.013.{cover}.area")) is not None]
    return Ground(sum(map(_number, told), Decimal(0)), tuple(fact.id for fact in told)) if told else None


def wanted(plan: Plan, facts: Facts, sub: Subproject) -> Iterator[Want]:
    """Measures of the library that the problems of a sub-project's ground call for.

    Parameters
    ----------
    plan : Plan
        With choices of method.
    facts : Facts
        Of assessment and layout.
    sub : Subproject
        The problems that it states come first; where it states none, all of its place.

    Yields
    ------
    Want
        As :func:`wanted_on` has them.
    """
    subject, place = f"subproject:{sub.code}", place_of(facts, sub)
    found = facts.codes(f"{place}.problems")
    problems = [one for one in found if one in sub.problems] if sub.problems else list(found)
    severe = int(choice(plan.project, "measure_least_severity").number)
    zones, grades = grounds_of(plan, facts, sub), grades_of(facts, place)
    for problem in problems if facts.number(f"{subject}.area") else ():
        ground = problem_ground(facts, sub, problem, severe)
        if ground is not None:
            yield from wanted_on(plan, facts, subject, zones, grades, problem, ground)


def wanted_on(
    plan: Plan,
    facts: Facts,
    subject: str,
    zones: Sequence[ZoneGround],
    grades: tuple[int, int],
    problem: str,
    ground: Ground,
) -> Iterator[Want]:
    """Measures of the library against a problem on some ground.

    Parameters
    ----------
    plan : Plan
        With choices of method.
    facts : Facts
        Of the assessment.
    subject : str
        Whose land cover and slopes the ground has.
    zones : sequence of ZoneGround
        Of the subject.
    grades : tuple of int
        Degradation and resilience; 0 where they are not known.
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    ground : Ground
        Where the problem is.

    Yields
    ------
    Want
        Measures by area that the zones permit, freely or by exception, on at least ``measure_least_area``. What is
        measured by length or piece has to be designed and is not here.
    """
    slopes, least = slopes_of(facts, subject), measure_least(plan)
    for measure in load_measures().values():
        if problem not in measure.problems or inner_unit(measure.unit) != "m2":
            continue
        stands = standing_of(measure, zones, grades, problem, least)
        cover = cover_ground(facts, subject, measure.covers)
        room = min(ground.area, stands.room, *([cover.area] if cover is not None else []))
        area = round_half_up(room * Decimal(repr(slope_share(slopes, measure.slope_min, measure.slope_max))), 0)
        if stands.permission != "forbidden" and area >= least:
            used = (*ground.facts, *(cover.facts if cover is not None else ()))
            yield Want(problem, measure, stands.mode, area, stands.permission, stands.why_zh, stands.why_en, used)


def measure_least(plan: Plan) -> Decimal:
    """Least ground that a measure is proposed for [m²]."""
    return Decimal(repr(choice(plan.project, "measure_least_area").number))


def _latest(facts: Facts, subject: str, attribute: str) -> Fact | None:
    """The fact of an attribute that bears no year, else of the last year."""
    plain = facts.get(f"{subject}.{attribute}")
    known = [fact for fact in facts.starting(f"{subject}.{attribute}@") if isinstance(fact.value, Decimal)]
    if plain is not None and isinstance(plain.value, Decimal):
        return plain
    return max(known, key=lambda fact: fact.when, default=None)


def _number(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
