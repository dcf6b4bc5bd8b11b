"""Monitoring (5.4.1.3, H.1.8.1): at three scales, at places in the scope, from before the works to the end of care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.plan.choices import choice
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_SCALES = ("scope", "unit", "subproject")
_WANTED = ("method", "frequency", "start", "end", "responsible")
_POINTS = "scope.performance.monitor_points"
_PATTERN = "01"
"""First level of the landscape pattern in table B.2."""
_CODE_LENGTH = 3


@rule("MONITOR-NONE")
def no_monitoring(case: Case) -> Iterator[Finding]:
    """The plan says what is monitored."""
    if case.plan.subprojects and not case.records("monitoring"):
        yield Finding("MONITOR-NONE", case.table_place("monitoring"), "", "", "monitoring")


@rule("MONITOR-SCALE")
def scale_without_points(case: Case) -> Iterator[Finding]:
    """Scope, units and sub-projects are each monitored."""
    rows = case.records("monitoring")
    there = {row.text("scale") for row in rows}
    for scale in _SCALES if rows else ():
        if scale not in there:
            place, want = case.table_place("monitoring"), case.term("monitoring_scale", scale)
            yield Finding("MONITOR-SCALE", place, "", want, f"monitoring.{scale}")


@rule("MONITOR-UNIT")
def unit_without_points(case: Case) -> Iterator[Finding]:
    """Where units are monitored at all, each of them is."""
    watched = _watched(case, "unit")
    for unit in case.plan.units if watched else ():
        if f"unit:{unit.code}" not in watched:
            yield Finding("MONITOR-UNIT", replace(unit.place, column="code"), unit.name, "", f"unit:{unit.code}")


@rule("MONITOR-SUBPROJECT")
def subprojects_without_points(case: Case) -> Iterator[Finding]:
    """Where sub-projects are monitored at all, each of them is; says once which are not."""
    watched = _watched(case, "subproject")
    without = [sub for sub in case.plan.subprojects if watched and f"subproject:{sub.code}" not in watched]
    if without:
        words = {"count": str(len(without))}
        place, got = case.table_place("monitoring"), listed(sub.name for sub in without)
        yield Finding("MONITOR-SUBPROJECT", place, got, "", "monitoring.subprojects", words=words)


@rule("MONITOR-SUBJECT")
def unknown_subject(case: Case) -> Iterator[Finding]:
    """A point belongs to the scope, a unit or a sub-project of the plan."""
    for row in case.records("monitoring"):
        if row.text("subject") and row.text("subject") not in case.subject_names:
            yield _finding("MONITOR-SUBJECT", row, "subject", row.text("subject"), "scope / unit: / subproject:")


@rule("MONITOR-LEVEL")
def scale_of_subject(case: Case) -> Iterator[Finding]:
    """The scale of a point is that of its subject; only the whole scope needs no subject."""
    for row in case.records("monitoring"):
        scale, kind = row.text("scale"), row.text("subject").partition(":")[0]
        known = row.text("subject") in case.subject_names
        if (known and kind != scale) or (not row.text("subject") and scale != "scope"):
            want = case.term("monitoring_scale", scale)
            yield _finding("MONITOR-LEVEL", row, "subject", row.text("subject"), want)


@rule("MONITOR-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A point says how, how often, from when till when, and who."""
    for row in case.records("monitoring"):
        missing = [key for key in _WANTED if not row.text(key)]
        if missing:
            yield _finding("MONITOR-INCOMPLETE", row, missing[0], "", case.headings("monitoring", missing))


@rule("MONITOR-FREQUENCY")
def how_often(case: Case) -> Iterator[Finding]:
    """The frequency says how often."""
    words = rule_words("frequency")
    for row in case.records("monitoring"):
        text = row.text("frequency")
        if text and not any(word in text for word in words):
            yield _finding("MONITOR-FREQUENCY", row, "frequency", text, "")


@rule("MONITOR-INDICATOR")
def unknown_code(case: Case) -> Iterator[Finding]:
    """An indicator that is given as a number is one of table B.2."""
    for row in case.records("monitoring"):
        code = row.text("indicator")
        if len(code) == _CODE_LENGTH and code.isdecimal() and code not in case.standard.indicators:
            yield _finding("MONITOR-INDICATOR", row, "indicator", code, listed(case.standard.indicators))


@rule("MONITOR-PATTERN")
def landscape_pattern(case: Case) -> Iterator[Finding]:
    """At the scale of the scope the pattern of the landscape is followed."""
    rows = [row for row in case.records("monitoring") if row.text("scale") == "scope"]
    specs = [spec for spec in case.standard.indicators.values() if spec.level1 == _PATTERN]
    followed = {row.text("indicator") for row in rows}
    if rows and not any(followed & {spec.code, spec.name} for spec in specs):
        want = " / ".join(f"{spec.code} {spec.name}" for spec in specs)
        yield Finding("MONITOR-PATTERN", rows[0].at("indicator"), listed(sorted(followed)), want, "monitoring.pattern")


@rule("MONITOR-PLACE")
def without_place(case: Case) -> Iterator[Finding]:
    """A point of a unit or sub-project has its coordinates, or a note why not; the scope is seen from above."""
    for row in case.records("monitoring"):
        missing = [key for key in ("longitude", "latitude") if row.number(key) is None]
        remote = row.text("scale") == "scope" or (len(missing) == 2 and row.text("note"))
        if missing and not remote:
            yield _finding("MONITOR-PLACE", row, missing[0], "", case.headings("monitoring", missing))


@rule("MONITOR-OUTSIDE")
def outside_scope(case: Case) -> Iterator[Finding]:
    """A point lies within the extent of the scope."""
    for row, (west, south, east, north) in _outside(case):
        longitude, latitude = row.number("longitude"), row.number("latitude")
        column = "latitude" if longitude is not None and west <= longitude <= east else "longitude"
        got = f"{longitude}°, {latitude}°"
        want = f"{west:.4f}–{east:.4f}°, {south:.4f}–{north:.4f}°"
        yield _finding("MONITOR-OUTSIDE", row, column, got, want)


@rule("MONITOR-STRAY")
def far_from_subject(case: Case) -> Iterator[Finding]:
    """A point lies in or near the unit or sub-project that it watches, unless it is a control."""
    most, words_of = limit(case.plan.project, "monitor_point_distance"), rule_words("monitor_control")
    told = {row.text("code") for row, _ in _outside(case)}
    for row in (row for row in case.records("monitoring") if row.text("code") not in told):
        fact = f"{row.text('subject')}.monitoring.row{row.place.row}.off"
        away = case.number(fact)
        control = any(word in row.text("name") + row.text("note") for word in words_of)
        if away is not None and away > most and not control:
            words = {"name": row.text("name") or row.text("code"), "owner": case.subject_names[row.text("subject")]}
            place, subject = row.at("longitude"), f"monitoring:{row.text('code')}"
            got, want = shown(away, "m", "m", 0), shown(most, "m", "m", 0)
            yield Finding("MONITOR-STRAY", place, got, want, subject, (fact,), words)


@rule("MONITOR-POWER")
def too_few_plots(case: Case) -> Iterator[Finding]:
    """The plots of a unit are enough to show the change of vegetation cover that is to be shown."""
    for unit in case.plan.units:
        head = f"unit:{unit.code}.monitoring.vegetation_cover"
        plots, wanted = case.number(f"{head}.plots"), case.number(f"{head}.wanted")
        least = case.number(f"{head}.detectable")
        if plots and wanted is not None and (least is None or least > wanted):
            power = choice(case.plan.project, "monitor_power").number
            words = {"name": unit.name, "count": f"{plots:f}", "power": f"{power * 100:.0f}"}
            got = "—" if least is None else shown(least, "1", "%", 1)
            place, facts = case.table_place("monitoring"), (f"{head}.detectable", f"{head}.wanted")
            yield Finding("MONITOR-POWER", place, got, shown(wanted, "1", "%", 1), f"unit:{unit.code}", facts, words)


@rule("MONITOR-TWICE")
def twice(case: Case) -> Iterator[Finding]:
    """One indicator is not monitored twice at one place."""
    placed = [row for row in case.records("monitoring") if row.number("longitude") is not None]
    spot = grouped(
        placed, lambda r: "\n".join(r.text(key) for key in ("longitude", "latitude", "indicator", "subject"))
    )
    for rows in spot.values():
        for row in rows[1:]:
            yield _finding("MONITOR-TWICE", row, "code", row.text("code"), rows[0].text("code"))


@rule("MONITOR-COUNT")
def points_promised(case: Case) -> Iterator[Finding]:
    """There are as many points with a place as the plan promises to set up."""
    promised = case.number(_POINTS)
    rows = case.records("monitoring")
    placed = sum(1 for row in rows if row.number("longitude") is not None)
    if promised is not None and rows and promised > placed:
        place, want = case.table_place("monitoring"), f"≥ {promised.normalize():f}"
        yield Finding("MONITOR-COUNT", place, str(placed), want, "monitoring.count", (_POINTS,))


@rule("MONITOR-YEARS")
def years_in_order(case: Case) -> Iterator[Finding]:
    """Monitoring does not end before it starts."""
    for row in case.records("monitoring"):
        start, end = row.whole("start"), row.whole("end")
        if start is not None and end is not None and end < start:
            yield _finding("MONITOR-YEARS", row, "end", str(end), f"≥ {start}")


@rule("MONITOR-START")
def late_start(case: Case) -> Iterator[Finding]:
    """Monitoring starts no later than the works, or nobody knows what was there before."""
    for row, (first, _) in _spans(case):
        start = row.whole("start")
        if start is not None and start > first:
            yield _finding("MONITOR-START", row, "start", str(start), f"≤ {first}")


@rule("MONITOR-END")
def early_end(case: Case) -> Iterator[Finding]:
    """Monitoring goes on to the end of care."""
    for row, (_, last) in _spans(case):
        start, end = row.whole("start"), row.whole("end")
        if end is not None and end < last and (start is None or start <= end):
            yield _finding("MONITOR-END", row, "end", str(end), f"≥ {last}")


def _outside(case: Case) -> Iterator[tuple[Record, tuple[Decimal, Decimal, Decimal, Decimal]]]:
    """Points outside the extent of the scope, with its west, south, east and north [°]."""
    west, south, east, north = (case.number(f"scope.{side}") for side in ("west", "south", "east", "north"))
    if west is None or south is None or east is None or north is None:
        return
    for row in case.records("monitoring"):
        longitude, latitude = row.number("longitude"), row.number("latitude")
        if longitude is not None and latitude is not None:
            if not (west <= longitude <= east and south <= latitude <= north):
                yield row, (west, south, east, north)


def _watched(case: Case, kind: str) -> set[str]:
    """Subjects of a kind that are monitored."""
    return {row.text("subject") for row in case.records("monitoring") if row.text("subject").startswith(f"{kind}:")}


def _spans(case: Case) -> Iterator[tuple[Record, tuple[int, int]]]:
    """Points with the first year of works of their subject and its last year of care."""
    project = case.plan.project
    first, last = project.build_years
    spans = {"scope": (first, last + project.care_years)}
    for sub in case.plan.subprojects:
        care = project.care_years if sub.care_years is None else sub.care_years
        spans[f"subproject:{sub.code}"] = (max(sub.start, first), min(sub.end, last) + care)
    for code, subs in case.subprojects_of.items():
        own = [spans[f"subproject:{sub.code}"] for sub in subs]
        spans[f"unit:{code}"] = (min(start for start, _ in own), max(end for _, end in own))
    for row in case.records("monitoring"):
        span = spans.get(row.text("subject") or row.text("scale"))
        if span is not None:
            yield row, span


def _finding(code: str, row: Record, column: str, got: str, want: str) -> Finding:
    words = {"name": row.text("name") or row.text("code")}
    return Finding(code, row.at(column), got, want, f"monitoring:{row.text('code')}", words=words)
