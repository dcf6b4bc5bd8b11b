"""Water and soil as sampled (B.2-081, B.2-091): class of each point, and the share of points that comply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.problems.sampled import LAYERS, PH, TABLE, Sampled, known, rows_of, sampled
from shanshui.assess.unknown import unknown
from shanshui.finding import Finding, Place
from shanshui.indicators.soil_quality import Risk, point_risk, soil_risk
from shanshui.indicators.water_quality import exceedance, factor_class, share_that_complies, worst_class
from shanshui.ledger import Fact, fact_id
from shanshui.ledger.fact import LIST_SEPARATOR
from shanshui.plan import limit
from shanshui.quantity import printed, round_half_up
from shanshui.stage import StageResult
from shanshui.standard import Record
from shanshui.standard.cells import UNDETECTED, detection_limit
from shanshui.standard.judging.quality import (
    WATER_CLASSES,
    WATER_PH,
    Body,
    Medium,
    construction_limits,
    land_kind,
    soil_controls,
    soil_screenings,
    standing,
    water_class,
    water_limits,
)
from shanshui.workspace.layers import measured_on

INDICATORS: dict[Medium, str] = {"water": "081", "soil": "091"}
METHODS: dict[Medium, str] = {
    "water": "indicators.water_quality.worst_class",
    "soil": "indicators.soil_quality.point_risk",
}
BEYOND = "劣V"
"""Class of water worse than the worst."""

_SHARE_PLACES = 10
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a point comes to in a year.

    Parameters
    ----------
    of : Sampled
        The point.
    quality : str
        Class of the water or risk of the soil; empty where nothing makes one.
    complies : bool or None
        Whether it meets its target, or its screening values; None where that cannot be told.
    factors : tuple of str
        Each parameter with its class.
    exceeding : tuple of str
        Parameters beyond their limit, with how many times it is exceeded.
    why : {"", "ph", "landuse"}
        What is not known, and keeps it from being judged by one column alone.
    """

    of: Sampled
    quality: str = ""
    complies: bool | None = None
    factors: tuple[str, ...] = ()
    exceeding: tuple[str, ...] = ()
    why: Literal["", "ph", "landuse"] = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """Facts and findings of one medium."""

    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def wants(_: Ground) -> Wants:
    """Nothing of the grid."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Classes of points and shares that comply, of water and of soil."""
    return _of_medium(ground, "water") + _of_medium(ground, "soil")


def water_verdict(point: Sampled) -> Verdict:
    """Class of a section by its worst factor, and whether it reaches its target with a pH from 6 to 9.

    Temperature, coliforms and, in rivers, nitrogen make no class; nor does pH.
    """
    body: Body = "lake" if standing(point.landuse) else "river"
    limits = water_limits(body)
    target = water_class(point.target)
    goal = WATER_CLASSES.index(target) if target else None
    means = point.means()
    classes: dict[str, int] = {}
    exceeding = []
    for name, value in means.items():
        rows = [limits[name, each] for each in WATER_CLASSES if (name, each) in limits]
        if not rows:
            continue
        classes[name] = factor_class(value, [row.value for row in rows], rows[0].better)
        if goal is not None and classes[name] > goal:
            times = exceedance(value, rows[goal].value) if value is not None and rows[0].better == "less" else None
            exceeding.append(f"{name}（{printed(times, 2)}）" if times is not None else name)
    acid = means.get(PH)
    sour = acid is not None and not WATER_PH[0] <= acid <= WATER_PH[1]
    worst = worst_class(classes.values())
    if worst is None and water_class(point.told):
        worst = WATER_CLASSES.index(water_class(point.told))
    if worst is None and point.told.startswith("劣"):
        worst = len(WATER_CLASSES)
    if sour:
        exceeding.append(f"{PH} {printed(acid, 2)}")
    return Verdict(
        point,
        _class_name(worst) if worst is not None else "",
        None if worst is None or goal is None else worst <= goal and not sour,
        tuple(f"{name} {_class_name(number)}" for name, number in classes.items()),
        tuple(exceeding),
    )


def _class_name(number: int) -> str:
    return WATER_CLASSES[number] if number < len(WATER_CLASSES) else BEYOND


def soil_verdict(point: Sampled) -> Verdict:
    """Risk of a soil point by GB 15618, or GB 36600 on construction land; what is not known takes the strictest value.

    A point that meets the strictest value complies whatever its pH and use; one beyond the loosest does not. Between
    them it is not told.
    """
    land = land_kind(point.landuse)
    site = land if isinstance(land, int) else None
    field_land = land if isinstance(land, str) else None
    risks: dict[str, Risk] = {}
    exceeding = []
    for name, value in point.means().items():
        if site is None:
            screenings, controls = soil_screenings(name, field_land, point.ph), soil_controls(name, point.ph)
        elif name in construction_limits():
            pollutant = construction_limits()[name]
            screenings, controls = (pollutant.screening(site),), (pollutant.control(site),)
        else:
            continue
        if not screenings:
            continue
        risks[name] = soil_risk(value, screenings, controls)
        if risks[name] in (Risk.POSSIBLE, Risk.HIGH) and value is not None:
            exceeding.append(f"{name}（{printed(exceedance(value, max(screenings)), 2)}）")
    worst = point_risk(risks.values())
    blind = site is None and bool(risks)
    why: Literal["", "ph", "landuse"] = "ph" if blind and point.ph is None else "landuse" if blind and not land else ""
    return Verdict(
        point,
        worst.value if worst is not None else "",
        None if worst in (None, Risk.UNKNOWN) else worst is Risk.LOW,
        tuple(f"{name} {risk.value}" for name, risk in risks.items()),
        tuple(exceeding),
        why,
    )


def _of_medium(ground: Ground, medium: Medium) -> StageResult:
    judge = water_verdict if medium == "water" else soil_verdict
    verdicts = [judge(point) for point in sampled(ground, medium)]
    told = _Told()
    told.findings.extend(_censored(ground, medium))
    told.findings.extend(_unsure(ground, verdicts))
    for verdict in verdicts:
        told.facts.extend(_point_facts(ground, medium, verdict))
    told.facts.extend(_changes(ground, medium, verdicts))
    result = StageResult(tuple(told.facts), findings=tuple(told.findings))
    years = sorted({one.of.year for one in verdicts if one.complies is not None})
    shares = [fact for year in years for fact in _shares(ground, medium, year, year, verdicts)]
    if ground.base_year in years:
        return result + StageResult(tuple(shares))
    most = limit(ground.plan.project, "sample_age")
    near = [year for year in years if abs(year - ground.base_year) <= most]
    if near:
        year = min(near, key=lambda year: (abs(year - ground.base_year), year))
        return result + StageResult((*shares, *_shares(ground, medium, year, ground.base_year, verdicts)))
    why = f"{medium}_old" if years else f"{medium}_unjudged" if verdicts else f"{medium}_samples"
    gap = Missing(() if verdicts else (LAYERS[medium],), why)
    return result + StageResult(tuple(shares)) + unknown(ground, INDICATORS[medium], gap)


def _point_facts(ground: Ground, medium: Medium, verdict: Verdict) -> Iterator[Fact]:
    clause = ground.standard.indicators[INDICATORS[medium]].clause
    told = measured_on(ground.layers, verdict.of.sources, METHODS[medium], clause)
    subject, year = verdict.of.subject, verdict.of.year
    texts = (
        ("class", verdict.quality),
        ("target", water_class(verdict.of.target) if medium == "water" else ""),
        ("factors", LIST_SEPARATOR.join(verdict.factors)),
        ("exceeding", LIST_SEPARATOR.join(verdict.exceeding)),
        ("complies", "" if verdict.complies is None else "yes" if verdict.complies else "no"),
    )
    for name, text in texts:
        if text:
            yield told.fact(subject, f"{medium}.{name}", text, "1", year)


def _changes(ground: Ground, medium: Medium, verdicts: Sequence[Verdict]) -> Iterator[Fact]:
    """What the class of a point was and is, where two years tell it."""
    by_subject: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.quality:
            by_subject.setdefault(verdict.of.subject, []).append(verdict)
    for subject, several in by_subject.items():
        first, last = several[0], several[-1]
        if first.of.year != last.of.year:
            parts = [fact_id(subject, f"{medium}.class", one.of.year) for one in (first, last)]
            clause = ground.standard.indicators[INDICATORS[medium]].clause
            told = measured_on(ground.layers, last.of.sources, METHODS[medium], clause, parts)
            yield told.fact(subject, f"{medium}.change", f"{first.quality}→{last.quality}", "1", last.of.year)


def _shares(ground: Ground, medium: Medium, year: int, when: int, verdicts: Sequence[Verdict]) -> Iterator[Fact]:
    """The share that complies in a year: of all points for the scope, of those inside for the places in it.

    It stands for the year ``when``; where that is another, the facts say so.
    """
    spec = ground.standard.indicators[INDICATORS[medium]]
    of_year = [one for one in verdicts if one.of.year == year]
    for spot in ground.places.spots:
        whole = spot.kind == "scope"
        here = [one for one in of_year if whole or (one.of.where is not None and spot.geometry.covers(one.of.where))]
        judged = [one for one in here if one.complies is not None]
        share = share_that_complies(bool(one.complies) for one in judged)
        if share is None:
            continue
        facts = [fact_id(one.of.subject, f"{medium}.complies", year) for one in judged]
        sources = dict.fromkeys(source for one in judged for source in one.of.sources)
        method = "indicators.water_quality.share_that_complies"
        told = measured_on(ground.layers, tuple(sources), method, spec.clause, facts)
        left = len(here) - len(judged)
        notes = [ground.standard.label("assess.problems.samples.left").format(count=left)] if left else []
        notes += [ground.standard.label("assess.problems.samples.of_year").format(year=year)] if year != when else []
        reason = "；".join(notes)
        value = round_half_up(share, _SHARE_PLACES)
        yield told.fact(spot.subject, f"indicator.{spec.code}", value, "1", when, reason)
        yield told.fact(spot.subject, f"indicator.{spec.code}.points", len(judged), "count", when, reason)
        good = sum(bool(one.complies) for one in judged)
        yield told.fact(spot.subject, f"indicator.{spec.code}.complying", good, "count", when, reason)


def _censored(ground: Ground, medium: Medium) -> Iterator[Finding]:
    """Values below their detection limits: reckoned with half of it, or left out of the mean where nobody states it."""
    for code, with_limit in (("SAMPLE-CENSORED", True), ("SAMPLE-UNDETECTED", False)):
        found: dict[str, list[Record]] = {}
        for row in rows_of(ground, medium):
            parameter = known(row)
            below = detection_limit(row["value"]) is not None if with_limit else row["value"] == UNDETECTED
            if below and parameter is not None:
                found.setdefault(parameter.name, []).append(row)
        for name, rows in found.items():
            halves = dict.fromkeys(_half(row) for row in rows if with_limit)
            words = {"parameter": name, "points": _some(row.text("point") for row in rows), "half": _some(halves)}
            got = _some(dict.fromkeys(row.text("value") for row in rows))
            yield Finding(code, rows[0].at("value"), got, "", f"{TABLE}:{medium}.{name}.below", words=words)


def _half(row: Record) -> str:
    limit = detection_limit(row["value"])
    return "" if limit is None else f"{(limit / 2).normalize():f}"


def _unsure(ground: Ground, verdicts: Iterable[Verdict]) -> Iterator[Finding]:
    """Soil points of unknown pH or use: told by the strictest value where that is enough, else left out."""
    for verdict in verdicts:
        if verdict.why:
            lang = {"": "zh", "_en": "en"}
            done = "left_out" if verdict.complies is None else "strictest"
            words = {"point": verdict.of.point}
            for ending, code in lang.items():
                words[f"lacking{ending}"] = ground.standard.label(f"assess.problems.samples.{verdict.why}", code)
                words[f"done{ending}"] = ground.standard.label(f"assess.problems.samples.{done}", code)
            place = _place(ground, verdict.of)
            yield Finding("SAMPLE-UNSURE", place, subject=f"{verdict.of.subject}.{verdict.why}", words=words)


def _place(ground: Ground, point: Sampled) -> Place:
    rows = (row for medium in LAYERS for row in rows_of(ground, medium))
    own = next((row.place for row in rows if row.text("point") == point.point), None)
    role = point.sources[-1].removeprefix("layer:")
    return own if own is not None else Place(layer=role, feature=point.point)


def _some(items: Iterable[str]) -> str:
    """Some of the items, and how many more there are."""
    known_items = list(dict.fromkeys(items))
    more = len(known_items) - _LISTED
    return LIST_SEPARATOR.join(known_items[:_LISTED]) + (f"… (+{more})" if more > 0 else "")
