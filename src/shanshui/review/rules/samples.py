"""Samples of water and soil (5.2.2.3 g): the right ones, complete, in their units, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.quantity import printed
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import of_cell, rule
from shanshui.review.when import after_submission, years_before
from shanshui.standard import Record, closest, plain
from shanshui.standard.judging.problems import problem_evidence
from shanshui.standard.judging.quality import (
    WATER_CLASSES,
    SampleParameter,
    construction_limits,
    in_unit,
    land_kind,
    sample_parameters,
    soil_limit,
    standing,
    water_class,
    water_limits,
)

_TABLE = "samples"
_WATER, _SOIL = "water", "soil"
_ONE_TAKE = ("ph", "landuse", "target_class", "longitude", "latitude")
"""Columns in which all rows of a point and day say the same."""


@rule("SAMPLE-NEEDED")
def missing_samples(case: Case) -> Iterator[Finding]:
    """Where water or soil is said to be polluted it has been sampled, or a layer shows the points."""
    media = {row.text("medium") for row in case.records(_TABLE)}
    for problem, proof in problem_evidence().items():
        units = [unit for unit in case.plan.units if problem in unit.problems]
        subs = [sub for sub in case.plan.subprojects if problem in sub.problems]
        known = proof.medium in media or case.layers & {*proof.layers}
        if proof.medium and not known and (units or subs):
            names = listed((*(unit.name for unit in units), *(sub.name for sub in subs)))
            words = {"problem": case.term("ecosystem_problem", problem), "names": names}
            got = case.term("sample_medium", proof.medium)
            subject = f"{_TABLE}:{proof.medium}"
            yield Finding("SAMPLE-NEEDED", case.table_place(_TABLE), got, "", subject, words=words)


@rule("SAMPLE-PARAMETER")
def unknown_parameter(case: Case) -> Iterator[Finding]:
    """A parameter is one that is measured in its medium."""
    for row in case.records(_TABLE):
        if _parameter(row) is None:
            names = (known.name for known in sample_parameters(row.text("medium")).values())
            words = {"near": closest(row.text("parameter"), names), "medium": _medium(case, row)}
            yield of_cell("SAMPLE-PARAMETER", row, "parameter", row.text("parameter"), words=words)


@rule("SAMPLE-UNIT")
def wrong_unit(case: Case) -> Iterator[Finding]:
    """A value bears the unit of its parameter and medium."""
    for row in case.records(_TABLE):
        known = _parameter(row)
        if known is not None and not _fits(row, known):
            want = "" if known.unit == "1" else known.unit
            yield of_cell("SAMPLE-UNIT", row, "unit", row.text("unit"), want, _named(row))


@rule("SAMPLE-RANGE")
def impossible_value(case: Case) -> Iterator[Finding]:
    """No concentration is below zero, no pH beyond 0 to 14."""
    for row in case.records(_TABLE):
        known, value = _parameter(row), row.number("value")
        low = known.min if known is not None else Decimal(0)
        high = known.max if known is not None and _fits(row, known) else None
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            want = f"{low}–{high}" if high is not None else f"≥ {low}"
            yield of_cell("SAMPLE-RANGE", row, "value", str(value), want, _named(row))


@rule("SAMPLE-TARGET")
def water_without_target(case: Case) -> Iterator[Finding]:
    """A section has the class of GB 3838 that it is to reach."""
    waters = grouped((row for row in case.records(_TABLE) if row.text("medium") == _WATER), _point)
    for point, rows in waters.items():
        odd = next((row for row in rows if not water_class(row.text("target_class"))), None)
        if odd is not None:
            want = f"{WATER_CLASSES[0]}–{WATER_CLASSES[-1]}"
            words = {"point": point}
            place, got = odd.at("target_class"), odd.text("target_class")
            yield Finding("SAMPLE-TARGET", place, got, want, f"{_TABLE}:{point}.target_class", words=words)


@rule("SAMPLE-SOIL")
def soil_without_ground(case: Case) -> Iterator[Finding]:
    """Soil is judged by its pH and use (GB 15618)."""
    for point, rows in grouped((r for r in case.records(_TABLE) if r.text("medium") == _SOIL), _point).items():
        acid = any(plain(row.text("parameter")) == "ph" for row in rows)
        wanted = ("landuse",) if acid else ("ph", "landuse")
        empty = [column for column in wanted if not any(row.text(column) for row in rows)]
        if empty:
            words, want = {"point": point}, case.headings(_TABLE, empty)
            yield Finding("SAMPLE-SOIL", rows[0].at(empty[0]), "", want, f"{_TABLE}:{point}.soil", words=words)


@rule("SAMPLE-RECORD")
def sample_of_nobody(case: Case) -> Iterator[Finding]:
    """A sample says when and where it was taken and who analysed it (5.2.3.1)."""
    mapped = {_WATER: "water_quality", _SOIL: "soil_samples"}
    for point, rows in grouped(case.records(_TABLE), _point).items():
        placed = mapped.get(rows[0].text("medium")) in case.layers
        wanted = ("date", "lab", *(() if placed else ("longitude", "latitude")))
        empty = [column for column in wanted if any(not row.text(column) for row in rows)]
        if empty:
            odd = next(row for row in rows if not row.text(empty[0]))
            words, want = {"point": point}, case.headings(_TABLE, empty)
            yield Finding("SAMPLE-RECORD", odd.at(empty[0]), "", want, f"{_TABLE}:{point}.record", words=words)


@rule("SAMPLE-POSITION")
def sample_outside(case: Case) -> Iterator[Finding]:
    """A point lies in the survey area."""
    most = limit(case.plan.project, "outside_survey")
    for point, rows in grouped(case.records(_TABLE), _point).items():
        for row in rows:
            key = f"survey_area.{_TABLE}.{row.place.row}.outside"
            away = case.number(key)
            if away is not None and away > most:
                got, subject = shown(away, "m", "km", 2), f"{_TABLE}:{point}.position"
                yield Finding("SAMPLE-POSITION", row.at("longitude"), got, "", subject, (key,), {"point": point})
                break


@rule("SAMPLE-FUTURE")
def sample_from_the_future(case: Case) -> Iterator[Finding]:
    """No sample is taken after the plan was handed in."""
    for row in after_submission(case, _TABLE, "date"):
        yield of_cell("SAMPLE-FUTURE", row, "date", row.text("date"), f"≤ {case.submitted}", _named(row))


@rule("SAMPLE-OLD")
def old_sample(case: Case) -> Iterator[Finding]:
    """A sample is not older than a few years before the base year."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "sample_age")
    for point, rows in grouped(case.records(_TABLE), _point).items():
        latest = max((row for row in rows if row.text("date")), key=lambda row: row.text("date"), default=None)
        if latest is not None and years_before(latest.text("date"), base) > most:
            got, want = latest.text("date"), f"≥ {base - int(most)}"
            yield Finding("SAMPLE-OLD", latest.at("date"), got, want, f"{_TABLE}:{point}.date", words={"point": point})


@rule("SAMPLE-POINT")
def point_of_two_minds(case: Case) -> Iterator[Finding]:
    """All rows of a point and day bear one pH, use of land, target and place."""
    for point, rows in grouped(case.records(_TABLE), lambda row: f"{_point(row)} {row.text('date')}".strip()).items():
        for column in _ONE_TAKE:
            said = list(dict.fromkeys(row.text(column) for row in rows if row.text(column)))
            if len(said) > 1 and len({row.text("medium") for row in rows}) == 1:
                odd = next(row for row in rows if row.text(column) == said[1])
                words = {"point": point, "column": case.headings(_TABLE, [column])}
                subject = f"{_TABLE}:{point}.{column}"
                yield Finding("SAMPLE-POINT", odd.at(column), said[1], said[0], subject, words=words)


@rule("SAMPLE-MEDIUM")
def point_of_two_media(case: Case) -> Iterator[Finding]:
    """A point is of one medium."""
    for point, rows in grouped(case.records(_TABLE), _point).items():
        odd = next((row for row in rows if row.text("medium") != rows[0].text("medium")), None)
        if odd is not None:
            got, want = _medium(case, odd), _medium(case, rows[0])
            yield Finding(
                "SAMPLE-MEDIUM", odd.at("medium"), got, want, f"{_TABLE}:{point}.medium", words={"point": point}
            )


@rule("SAMPLE-EXCEEDS")
def beyond_the_limit(case: Case) -> Iterator[Finding]:
    """What exceeds the target class of water or the screening value of soil is said, with how many times (GB 3838)."""
    for row, want, times in _exceeding(case):
        got = f"{row.text('value')} {row.text('unit')}".strip()
        words = _named(row) | {"times": times}
        yield of_cell("SAMPLE-EXCEEDS", row, "value", got, f"{want} {row.text('unit')}".strip(), words)


@rule("SAMPLE-PROBLEM")
def pollution_without_problem(case: Case) -> Iterator[Finding]:
    """Where samples exceed their limits some unit names the pollution as its problem."""
    named = {problem for unit in case.plan.units for problem in unit.problems}
    named |= {problem for sub in case.plan.subprojects for problem in sub.problems}
    beyond = grouped((row for row, _, _ in _exceeding(case)), lambda row: row.text("medium"))
    for medium, rows in beyond.items():
        problem = next((key for key, proof in problem_evidence().items() if proof.medium == medium), "")
        if problem and problem not in named:
            words = {"problem": case.term("ecosystem_problem", problem), "points": listed(map(_point, rows))}
            subject = f"{_TABLE}:{problem}"
            yield Finding("SAMPLE-PROBLEM", rows[0].at("value"), "", "", subject, words=words)


def _exceeding(case: Case) -> Iterator[tuple[Record, str, str]]:
    """Rows beyond their limit, with the limit and how many times it is exceeded."""
    rows = case.records(_TABLE)
    acid = {
        _point(row): value
        for row in rows
        if (value := row.number("value") if plain(row.text("parameter")) == "ph" else row.number("ph")) is not None
    }
    for row in rows:
        known, value = _parameter(row), row.number("value")
        if known is None or value is None or not _fits(row, known):
            continue
        found = _water_limit(row, known) if known.medium == _WATER else _soil_limit(row, known, acid.get(_point(row)))
        if found is None:
            continue
        bound, better = found
        if value > bound if better == "less" else value < bound:
            times = printed(value / bound - 1, 2) if better == "less" and bound else ""
            yield row, f"{'≤' if better == 'less' else '≥'} {bound}", times


def _water_limit(row: Record, known: SampleParameter) -> tuple[Decimal, str] | None:
    body = "lake" if standing(row.text("landuse")) else "river"
    found = water_limits(body).get((known.name, water_class(row.text("target_class"))))
    return (found.value, found.better) if found is not None else None


def _soil_limit(row: Record, known: SampleParameter, ph: Decimal | None) -> tuple[Decimal, str] | None:
    land = land_kind(row.text("landuse")) or "other"
    if isinstance(land, int):
        site = construction_limits().get(known.name)
        return (site.screening(land), "less") if site is not None else None
    found = soil_limit(known.name, land, ph) if ph is not None else None
    return (found.value, "less") if found is not None else None


def _parameter(row: Record) -> SampleParameter | None:
    return sample_parameters(row.text("medium")).get(plain(row.text("parameter")))


def _fits(row: Record, known: SampleParameter) -> bool:
    return in_unit(row.text("unit"), known)


def _medium(case: Case, row: Record) -> str:
    return case.term("sample_medium", row.text("medium"))


def _point(row: Record) -> str:
    return row.text("point")


def _named(row: Record) -> dict[str, str]:
    return {"point": _point(row), "parameter": row.text("parameter")}
