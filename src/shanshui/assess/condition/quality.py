"""Ecosystem quality (B.2-024): index and grades of every place, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.fields.quality import TYPES, own_best, terms
from shanshui.assess.fields.reading import at, told_years
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.sums import area_facts, found_in, mean_facts
from shanshui.assess.unknown import unknown
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Codes, Values
from shanshui.ledger import Fact
from shanshui.stage import StageResult
from shanshui.standard.method.grades import scale

CLAUSE = "TD/T 1068 B.2-024"
GRADES = {1: "excellent", 2: "good", 3: "medium", 4: "low", 5: "poor"}
"""Codes of the vocabulary ``quality_grade``."""


def named(ground: Ground) -> tuple[tuple[str, int], ...]:
    """What stands behind the names of fields, and the year, of which the index can be told; the present first."""
    others = [year for year in told_years(ground, *terms(ground)) if year != ground.year]
    years = (("", ground.year), *((str(year), year) for year in others))
    return tuple((when, year) for when, year in years if ground.has(at("eqi", when)))


def wants(ground: Ground) -> Wants:
    """The index and its grades for each year; the present grades are drawn."""
    tallies = [
        tally for when, _ in named(ground) for tally in (Values(at("eqi", when)), Codes(at("quality_grade", when)))
    ]
    return Wants(tuple(tallies), ("eqi", "quality_grade"))


def tells(ground: Ground) -> StageResult:
    """Mean index and its grade, and the area of every grade; a finding where the scope is its own reference."""
    if not ground.has("eqi"):
        return unknown(ground, "024", *ground.missing("eqi"))
    facts = tuple(fact for when, year in named(ground) for fact in _of_year(ground, when, year))
    return StageResult(facts, findings=tuple(_own_reference(ground)))


def _of_year(ground: Ground, when: str, year: int) -> Iterator[Fact]:
    name, grades = at("eqi", when), scale("quality")
    yield from mean_facts(ground, name, "quality.eqi", CLAUSE, year)
    numbers = sorted(grades.numbers)
    yield from area_facts(ground, at("quality_grade", when), numbers, "quality.grade{}.area", CLAUSE, year)
    for spot, found, n in found_in(ground, Values(name)):
        if found.count[n]:
            told = ground.told(name, CLAUSE, f"{spot.subject}.quality.eqi@{year}", method="indicators.grading.graded")
            grade = GRADES[grades.of(float(found.mean[n])).grade]
            yield told.fact(spot.subject, "indicator.024", grade, "1", year)


def _own_reference(ground: Ground) -> Iterator[Finding]:
    """Best values that the scope had to give itself: quality then comes out too high."""
    missing = [(term, code) for term in terms(ground) for code in TYPES if own_best(ground, term, code).value is None]
    if missing:
        yield Finding("QUALITY-REGION", Place(file="project.yaml", column="parameters"), subject="scope.indicator.024")
