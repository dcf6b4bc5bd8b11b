"""Townships, villages and coordinates: whether tables and boundaries name the same places (5.3.2.3, H.1.7.2 b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import Subproject, Unit, limit, sliver, touch
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.standard.judging.limits import load_endings


@rule("PLACE-TOWNSHIP-UNKNOWN")
def township_known(case: Case) -> Iterator[Finding]:
    """Townships that a table names stand in the layer."""
    if "townships" not in case.layers:
        return
    rows: Sequence[Unit | Subproject] = (*case.plan.units, *case.plan.subprojects)
    for row in rows:
        kind = "unit" if isinstance(row, Unit) else "subproject"
        for code in row.townships:
            if not _name(case, code):
                subject = f"{kind}:{row.code}.township.{code}"
                words, place = {"name": row.name}, replace(row.place, column="townships")
                yield Finding("PLACE-TOWNSHIP-UNKNOWN", place, code, "", subject, words=words)


@rule("PLACE-UNIT-AWAY")
def unit_touches_townships(case: Case) -> Iterator[Finding]:
    """A unit lies in the townships that it names."""
    for unit in case.plan.units:
        subject = f"unit:{unit.code}"
        if f"{subject}.townships" in case.facts:
            away = set(unit.townships) - set(case.facts.codes(f"{subject}.townships"))
            for code in (code for code in unit.townships if code in away and _name(case, code)):
                yield _elsewhere(case, "PLACE-UNIT-AWAY", unit, subject, code, f"{subject}.townships")


@rule("PLACE-UNIT-LEFT")
def townships_have_units(case: Case) -> Iterator[Finding]:
    """Every township of the scope is named by a unit, where units name townships and leave nothing open."""
    if (case.number("scope.gap") or 0) > sliver(case.plan.project, case.number("scope.area")):
        return
    named = {code for unit in case.plan.units for code in unit.townships}
    for code in case.facts.codes("scope.townships.inside") if named else ():
        if code not in named:
            words, place = {"name": _name(case, code)}, case.table_place("units", "townships")
            yield Finding("PLACE-UNIT-LEFT", place, code, "", f"township:{code}", ("scope.townships.inside",), words)


@rule("PLACE-TOWNSHIP-AWAY")
def subproject_touches_townships(case: Case) -> Iterator[Finding]:
    """A sub-project lies in the townships that it names."""
    for sub in case.plan.subprojects:
        for code in _away(case, sub):
            subject = f"subproject:{sub.code}"
            yield _elsewhere(case, "PLACE-TOWNSHIP-AWAY", sub, subject, code, f"{subject}.townships")


@rule("PLACE-TOWNSHIP-UNLISTED")
def subproject_names_townships(case: Case) -> Iterator[Finding]:
    """A sub-project that names townships names all that hold a larger part of it."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        fact = f"{subject}.townships.main"
        known = bool(sub.townships) and all(_name(case, code) for code in sub.townships)
        if known and _trusted(case, sub) and not _away(case, sub):
            for code in (code for code in case.facts.codes(fact) if code not in sub.townships):
                yield _elsewhere(case, "PLACE-TOWNSHIP-UNLISTED", sub, subject, code, fact)


@rule("PLACE-TOWNSHIP-UNIT")
def townships_of_unit(case: Case) -> Iterator[Finding]:
    """The townships of a sub-project are among those of its unit, where the unit names any."""
    for sub in case.plan.subprojects:
        unit = case.units.get(sub.unit)
        for code in sub.townships if unit is not None and unit.townships else ():
            if unit is not None and code not in unit.townships and _inside(case, sub) and _there(case, sub, code):
                place, words = replace(sub.place, column="townships"), {"name": sub.name, "unit": unit.name}
                subject, got = f"subproject:{sub.code}.township.{code}", _name(case, code) or code
                yield Finding("PLACE-TOWNSHIP-UNIT", place, got, "", subject, words=words)


@rule("PLACE-REGION")
def region_is_township(case: Case) -> Iterator[Finding]:
    """A township in the name of a sub-project is one that it lies in by its own table."""
    names = _names(case)
    for sub in case.plan.subprojects:
        own = [_name(case, code) for code in sub.townships]
        strange = [name for name in names if name in sub.region and not any(name in mine for mine in own)]
        if strange and all(own) and own:
            place, words = replace(sub.place, column="region"), {"name": sub.name}
            want = " / ".join(own)
            yield Finding("PLACE-REGION", place, max(strange, key=len), want, f"subproject:{sub.code}", words=words)


@rule("PLACE-SITE-UNKNOWN")
def site_known(case: Case) -> Iterator[Finding]:
    """A village that a sub-project names stands in the layer of villages."""
    if not _villages_known(case):
        return
    endings = tuple(ending.word for ending in load_endings() if ending.of == "village")
    for sub in case.plan.subprojects:
        for number, site in enumerate(sub.site_names, start=1):
            village = site.endswith(endings) and not any(sign.isdigit() or sign.isspace() for sign in site)
            if village and f"subproject:{sub.code}.site.s{number}.distance" not in case.facts and _placed(case, sub):
                place, words = replace(sub.place, column="sites"), {"name": sub.name}
                yield Finding("PLACE-SITE-UNKNOWN", place, site, "", f"subproject:{sub.code}.site.{site}", words=words)


@rule("PLACE-SITE-AWAY")
def site_near(case: Case) -> Iterator[Finding]:
    """A village that a sub-project names lies in it or near it."""
    most = limit(case.plan.project, "site_distance")
    for sub in case.plan.subprojects if _villages_known(case) else ():
        for number, site in enumerate(sub.site_names, start=1):
            fact = f"subproject:{sub.code}.site.s{number}.distance"
            distance = case.number(fact)
            if distance is not None and distance > most and _trusted(case, sub) and not _away(case, sub):
                place, words = replace(sub.place, column="sites"), {"name": sub.name, "site": site}
                got, want = shown(distance, "m", "km", 1), f"≤ {shown(most, 'm', 'km', 1)}"
                subject = f"subproject:{sub.code}.site.{site}"
                yield Finding("PLACE-SITE-AWAY", place, got, want, subject, (fact,), words)


@rule("PLACE-SAME")
def centres_apart(case: Case) -> Iterator[Finding]:
    """No two sub-projects have the very same centre."""
    placed = [sub for sub in case.plan.subprojects if sub.longitude is not None and sub.latitude is not None]
    for centre, subs in grouped(placed, lambda sub: f"{sub.longitude}, {sub.latitude}").items():
        for sub in subs[1:]:
            place, words = replace(sub.place, column="longitude"), {"name": sub.name, "other": subs[0].name}
            yield Finding("PLACE-SAME", place, centre, "", f"subproject:{sub.code}", words=words)


def _villages_known(case: Case) -> bool:
    """Whether the layer of villages can contradict a table; one that was made up cannot."""
    entry = case.entries.get("villages")
    return "villages" in case.layers and entry is not None and not entry.synthetic


def _elsewhere(case: Case, code: str, row: Unit | Subproject, subject: str, township: str, fact: str) -> Finding:
    words, place = {"name": row.name}, replace(row.place, column="townships")
    got = _name(case, township) or township
    return Finding(code, place, got, "", f"{subject}.township.{township}", (fact,), words)


def _trusted(case: Case, sub: Subproject) -> bool:
    """Whether a sub-project's boundary can contradict its row: it is drawn, and within its unit."""
    return not case.guessed(f"subproject:{sub.code}.townships") and _inside(case, sub)


def _inside(case: Case, sub: Subproject) -> bool:
    """Whether a sub-project lies in its unit, as far as is known; that it does not is told elsewhere."""
    outside = case.number(f"subproject:{sub.code}.outside_unit")
    return outside is None or outside <= touch(case.plan.project, case.number(f"subproject:{sub.code}.area"))


def _away(case: Case, sub: Subproject) -> tuple[str, ...]:
    """Townships that a sub-project names and does not lie in."""
    fact = f"subproject:{sub.code}.townships"
    if fact not in case.facts or not _trusted(case, sub):
        return ()
    touched = set(case.facts.codes(fact))
    return tuple(code for code in sub.townships if code not in touched and _name(case, code))


def _there(case: Case, sub: Subproject, township: str) -> bool:
    """Whether a township can be one of the sub-project: its boundary touches it, or nothing tells."""
    fact = f"subproject:{sub.code}.townships"
    if "townships" not in case.layers:
        return True
    return bool(_name(case, township)) and (fact not in case.facts or township in case.facts.codes(fact))


def _name(case: Case, township: str) -> str:
    return case.facts.text(f"township:{township}.name")


def _names(case: Case) -> tuple[str, ...]:
    found = (fact.value for fact in case.facts.starting("township:") if fact.attribute == "name")
    return tuple(name for name in found if isinstance(name, str) and name)


def _placed(case: Case, sub: Subproject) -> bool:
    """Whether a sub-project lies somewhere, so that its sites were looked for."""
    fact = case.facts.get(f"subproject:{sub.code}.area")
    return fact is not None and (fact.value is not None or sub.longitude is not None)
