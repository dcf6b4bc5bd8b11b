"""Land that changes its class, and land that structures take (5.4.2.3, H.1.7.1, F.1, F.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit, touch
from shanshui.quantity import convert
from shanshui.review.amounts import hectares, square_metres
from shanshui.review.case import Case, grouped
from shanshui.review.documents import undocumented
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.when import span
from shanshui.standard import Record
from shanshui.standard.judging.land_effects import LandEffect, load_land_effects

_CHANGES, _TAKEN = "landuse_changes", "occupations"
_ARABLE = "01"


@rule("LAND-NONE")
def changes_entered(case: Case) -> Iterator[Finding]:
    """Where works turn land into another class, the table of changes is not empty."""
    changing = {code for code, _, _ in _effects(case)}
    if changing and not case.records(_CHANGES):
        place = case.table_place(_CHANGES)
        words = {"names": listed(case.subprojects[code].name for code in sorted(changing))}
        yield Finding("LAND-NONE", place, "0", "", _CHANGES, words=words)


@rule("LAND-MISSING")
def change_of_subproject_entered(case: Case) -> Iterator[Finding]:
    """A sub-project whose works turn land into another class says so among the changes."""
    rows = grouped(case.records(_CHANGES), lambda row: row.text("subproject"))
    for code, effect, area in _effects(case) if rows else ():
        if not any(_first(case, row, "after") == effect.into for row in rows.get(code, ())):
            sub = case.subprojects[code]
            words = {"name": sub.name, "class": _class_name(case, effect.into)}
            subject = f"subproject:{code}.{effect.indicator}"
            yield Finding("LAND-MISSING", sub.place, hectares(Decimal(0)), hectares(area), subject, words=words)


@rule("LAND-AMOUNT")
def change_is_what_works_do(case: Case) -> Iterator[Finding]:
    """As much land is entered as changed as works turn into the class."""
    rows = grouped(case.records(_CHANGES), lambda row: row.text("subproject"))
    share = limit(case.plan.project, "land_amount_share")
    for code, effect, area in _effects(case):
        into = [row for row in rows.get(code, ()) if _first(case, row, "after") == effect.into]
        entered = convert(sum((row.number("area") or Decimal(0) for row in into), Decimal(0)), "hm2", "m2")
        if into and abs(entered - area) > share * area:
            words = {"name": case.subprojects[code].name, "class": _class_name(case, effect.into)}
            subject = f"subproject:{code}.{effect.indicator}"
            yield Finding("LAND-AMOUNT", into[0].at("area"), hectares(entered), hectares(area), subject, words=words)


@rule("LAND-ZERO")
def change_has_area(case: Case) -> Iterator[Finding]:
    """A change of land has an area."""
    for row in case.records(_CHANGES):
        if row.number("area") == 0:
            words = {"name": _name(case, row)}
            subject = f"{_CHANGES}[{row.place.row}].area"
            yield Finding(
                "LAND-ZERO", row.at("area"), hectares(Decimal(0)), f"> {hectares(Decimal(0))}", subject, words=words
            )


@rule("LAND-YEAR")
def change_in_period(case: Case) -> Iterator[Finding]:
    """Land changes in the years of its sub-project."""
    for row in case.records(_CHANGES):
        sub, year = case.subprojects.get(row.text("subproject")), row.whole("year")
        if sub is not None and year is not None and not sub.start <= year <= sub.end:
            subject, want = f"{_CHANGES}[{row.place.row}].year", span(sub.start, sub.end)
            yield Finding("LAND-YEAR", row.at("year"), str(year), want, subject, words={"name": sub.name})


@rule("LAND-ARABLE")
def arable_land_kept(case: Case) -> Iterator[Finding]:
    """Arable land that becomes something else is made up for, anywhere in the project."""
    lost = gained = Decimal(0)
    for row in case.records(_CHANGES):
        before, after, area = _first(case, row, "before"), _first(case, row, "after"), row.number("area") or Decimal(0)
        if before and after:
            lost += area if before == _ARABLE != after else 0
            gained += area if after == _ARABLE != before else 0
    spare = sum((_spare(row) for row in case.records(_TAKEN)), Decimal(0))
    if lost > gained + max(spare, Decimal(0)):
        row = next(
            r for r in case.records(_CHANGES) if _first(case, r, "before") == _ARABLE != _first(case, r, "after")
        )
        got, want = convert(gained + max(spare, Decimal(0)), "hm2", "m2"), convert(lost, "hm2", "m2")
        yield Finding("LAND-ARABLE", row.at("area"), hectares(got), f"≥ {hectares(want)}", f"{_CHANGES}.arable")


@rule("LAND-FARMLAND")
def farmland_not_changed(case: Case) -> Iterator[Finding]:
    """Arable land that becomes something else does not lie in permanent basic farmland, or what is taken is stated."""
    stated = {row.text("subproject") for row in case.records(_TAKEN) if row.number("farmland_taken") is not None}
    told: set[str] = set()
    for row in case.records(_CHANGES):
        code = row.text("subproject")
        if code in stated | told or code not in case.subprojects:
            continue
        fact = f"subproject:{code}.overlap.permanent_farmland.area"
        overlap, least = case.number(fact), touch(case.plan.project, case.number(f"subproject:{code}.area"))
        leaves = _first(case, row, "before") == _ARABLE and _first(case, row, "after") not in (_ARABLE, "")
        if leaves and overlap is not None and overlap > least:
            told.add(code)
            words = {"name": case.subprojects[code].name}
            yield Finding("LAND-FARMLAND", row.at("after"), hectares(overlap), "", f"subproject:{code}", (fact,), words)


@rule("LAND-DOCUMENT")
def made_up_by_document(case: Case) -> Iterator[Finding]:
    """Where farmland has to be made up for, or land rights change, the scheme is named."""
    for kind in ("permanent_farmland", "arable", "land_rights"):
        yield from undocumented(case, "LAND-DOCUMENT", kind)


@rule("LAND-OCCUPIED")
def taken_land_fits(case: Case) -> Iterator[Finding]:
    """Structures take no more land than their sub-project has."""
    for row in case.records(_TAKEN):
        sub, land = case.subprojects.get(row.text("subproject")), row.number("land_area")
        fact = f"subproject:{sub.code}.area" if sub is not None else ""
        area = case.number(fact) if fact else None
        if sub is not None and land is not None and area is not None:
            taken = convert(land, "hm2", "m2")
            most = area + max(touch(case.plan.project, area), limit(case.plan.project, "subproject_area_share") * area)
            if taken > most:
                place, words = row.at("land_area"), {"name": sub.name}
                subject, want = f"subproject:{sub.code}", f"≤ {hectares(area)}"
                yield Finding("LAND-OCCUPIED", place, hectares(taken), want, subject, (fact,), words)


def _effects(case: Case) -> Iterator[tuple[str, LandEffect, Decimal]]:
    """Sub-projects whose works turn land into a class, with the ground that these works cover [m²]."""
    effects, ground = load_land_effects(), dict[tuple[str, str], Decimal]()
    for work in case.plan.works:
        if work.indicator in effects and work.subproject in case.subprojects:
            key = (work.subproject, work.indicator)
            ground[key] = ground.get(key, Decimal(0)) + square_metres(work.quantity, work.unit)
    for (code, indicator), area in ground.items():
        if area:
            yield code, effects[indicator], area


def _first(case: Case, row: Record, column: str) -> str:
    """First-level class that a change names; empty where nobody knows it."""
    found = case.standard.classes["gbt21010"].find(row.text(column))
    return found.level1 if found is not None else ""


def _class_name(case: Case, code: str) -> str:
    return f"{code} {case.standard.classes['gbt21010'].classes[code].name}"


def _spare(row: Record) -> Decimal:
    """Arable land that a row of taken land adds beyond what it takes [hm²]."""
    return (row.number("arable_added") or Decimal(0)) - (row.number("arable_taken") or Decimal(0))


def _name(case: Case, row: Record) -> str:
    sub = case.subprojects.get(row.text("subproject"))
    return sub.name if sub is not None else row.text("subproject")
