"""Degradation of every place: area by grade of each problem, and the wetland that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.degradation import OFFICIAL, PROBLEMS, official_grades
from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.sums import PLACES, area_facts, found_in
from shanshui.assess.unknown import reason
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Codes
from shanshui.indicators.degradation import shrinkage
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.cover_groups import cover_group
from shanshui.standard.method.grades import scale

CLAUSE = "HJ 1174-2021 附录A"
GRADES = (1, 2, 3, 4, 5)
WETLAND = "indicator.013.wetland.area"


def wants(_: Ground) -> Wants:
    """Grades of every problem; rocky desertification is drawn."""
    return Wants(tuple(Codes(name) for name in PROBLEMS), ("rocky_desertification",))


def tells(ground: Ground) -> StageResult:
    """Area of every grade, and of all degraded ground, of each problem; shrinkage of wetland."""
    facts: list[Fact] = []
    for name in PROBLEMS:
        gaps = _gaps(ground, name)
        facts += [_absent(ground, f"{name}.area", gaps)] if gaps else _areas(ground, name)
    facts += _wetland(ground)
    return StageResult(tuple(facts), findings=tuple(_vague(ground)))


def _gaps(ground: Ground, name: str) -> tuple[Missing, ...]:
    """Why a problem cannot be told; desertification does not apply where there is no sand."""
    if ground.missing(name):
        return ground.missing(name)
    if name == "desertification":
        sandy = cover_group("sandy")
        met = {code for _, counts, n in found_in(ground, Codes(f"ecosystem@{ground.year}")) for code in counts.of(n)}
        return () if met & sandy else (Missing(why="sandy"),)
    return (
        () if any(counts.of(n) for _, counts, n in found_in(ground, Codes(name))) else (Missing(why="nothing_judged"),)
    )


def _areas(ground: Ground, name: str) -> Iterator[Fact]:
    graded: dict[str, list[Fact]] = {}
    for fact in area_facts(ground, name, GRADES, f"{name}.grade{{}}.area", CLAUSE, ground.year):
        graded.setdefault(fact.subject, []).append(fact)
        yield fact
    for subject, facts in graded.items():
        degraded = facts[1:]
        told = ground.told(name, CLAUSE, *(fact.id for fact in degraded), method="assess.problems.degradation.tells")
        total = sum((fact.value for fact in degraded if isinstance(fact.value, Decimal)), Decimal(0))
        yield told.fact(subject, f"{name}.area", total, "m2", ground.year)


def _absent(ground: Ground, attribute: str, gaps: tuple[Missing, ...], unit: str = "m2") -> Fact:
    return Fact(
        fact_id("scope", attribute, ground.year),
        None,
        unit,
        Basis.MEASURED,
        method="assess.problems.degradation.tells",
        clause=CLAUSE,
        inputs=("project",),
        reason=reason(ground, gaps),
    )


def _wetland(ground: Ground) -> Iterator[Fact]:
    """Wetland that is gone since the first land cover, and its grade."""
    years = [year for _, year in cover_years(ground.layers, ground.base_year) if year <= ground.year]
    if not years or years[0] == ground.year or not ground.has(f"ecosystem@{ground.year}", f"ecosystem@{years[0]}"):
        yield _absent(ground, "wetland_degradation.shrinkage", (Missing(why="first_wetland"),), "1")
        return
    grades = scale("wetland_shrinkage")
    for spot in ground.places.spots:
        ids = [fact_id(spot.subject, WETLAND, year) for year in (years[0], ground.year)]
        before, after = (ground.facts.number(one) for one in ids)
        if not before or after is None:
            continue
        gone = shrinkage(float(before), float(after))
        told = ground.told(f"ecosystem@{ground.year}", CLAUSE, *ids, method="indicators.degradation.shrinkage")
        share = round_half_up(exact(gone), PLACES)
        yield told.fact(spot.subject, "wetland_degradation.shrinkage", share, "1", ground.year)
        yield told.fact(spot.subject, "wetland_degradation.grade", grades.of(gone).grade, "1", ground.year)


def _vague(ground: Ground) -> Iterator[Finding]:
    """Patches of rocky desertification that do not say how bad it is."""
    if ground.missing("karst_patches"):
        return
    _, vague = official_grades(ground)
    if vague:
        entry = ground.layers.entry(OFFICIAL)
        place = Place(file=entry.file if entry is not None else "", layer=OFFICIAL, column="fields.grade")
        got = ground.choice("karst_present_grade").word
        yield Finding("KARST-GRADE", place, got, subject=f"layer:{OFFICIAL}.grade")
