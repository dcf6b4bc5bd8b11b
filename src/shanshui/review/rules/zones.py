"""Control zones: which mode a zone permits (5.4.4.1), and what lies on protected ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Subproject, Work, limit, touch
from shanshui.quantity import convert, printed
from shanshui.review.amounts import hectares, shown, square_metres
from shanshui.review.case import Case, grouped
from shanshui.review.documents import undocumented
from shanshui.review.grounds import Ground, grounds_of, has_room
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard.judging.zone_modes import (
    ZoneMeasure,
    ZoneMode,
    load_category_standards,
    load_zone_categories,
    load_zone_measures,
    load_zone_modes,
)

_FARMLAND = "farmland_permanent"
_BY_NATURE = frozenset({"conservation", "natural_regeneration"})
_FOR_FARMLAND = frozenset({"farmland", "soil_remediation"})
"""Categories of sub-projects whose very place is farmland."""


@dataclass(frozen=True, slots=True)
class Use:
    """One mode that a sub-project's works use on ground of one zone.

    Parameters
    ----------
    sub : Subproject
        Whose works.
    entry : ZoneMode
        What the zone says of the mode.
    fact : str
        Fact that tells of the zone.
    area : Decimal or None
        Ground of the zone in the sub-project [m²]; None where only the zone's name is known.
    avoidable : bool
        Whether the works find room on the sub-project's other ground, or its boundary is only guessed.
    works : tuple of Work
        Those of the mode.
    """

    sub: Subproject
    entry: ZoneMode
    fact: str
    area: Decimal | None
    avoidable: bool
    works: tuple[Work, ...]


@rule("MODE-ZONE")
def mode_forbidden(case: Case) -> Iterator[Finding]:
    """No works of a mode that their ground's zone forbids."""
    for use in _uses(case):
        if use.entry.permission == "forbidden" and not use.avoidable:
            yield _finding(case, "MODE-ZONE", use)


@rule("MODE-ZONE-AVOID")
def mode_to_keep_out(case: Case) -> Iterator[Finding]:
    """Works of a forbidden mode must be placed on the sub-project's other ground, and the map must show it."""
    for use in _uses(case):
        if use.entry.permission == "forbidden" and use.avoidable:
            yield _finding(case, "MODE-ZONE-AVOID", use)


@rule("MODE-ZONE-EXCEPTION")
def mode_by_exception(case: Case) -> Iterator[Finding]:
    """A mode that a zone permits only in stated cases needs its reason."""
    for use in _uses(case):
        if use.entry.permission == "exception" and not all(work.reason.strip() for work in use.works):
            yield _finding(case, "MODE-ZONE-EXCEPTION", use)


@rule("ZONE-OVERLAP-FARMLAND")
def on_farmland(case: Case) -> Iterator[Finding]:
    """A sub-project on permanent basic farmland says how much of it is taken, unless it works for farmland."""
    stated = {row.text("subproject") for row in case.records("occupations") if row.number("farmland_taken") is not None}
    for finding in _overlaps(case, "ZONE-OVERLAP-FARMLAND", "permanent_farmland"):
        code = finding.place.feature
        if case.subprojects[code].category not in _FOR_FARMLAND and code not in stated:
            yield finding


@rule("ZONE-OVERLAP-REDLINE")
def on_redline(case: Case) -> Iterator[Finding]:
    """A sub-project inside the redline must keep to what is permitted there."""
    yield from _overlaps(case, "ZONE-OVERLAP-REDLINE", "ecological_redline")


@rule("ZONE-OVERLAP-URBAN")
def in_town(case: Case) -> Iterator[Finding]:
    """A sub-project inside the urban boundary may touch the town's plan."""
    yield from _overlaps(case, "ZONE-OVERLAP-URBAN", "urban_boundary")


@rule("ZONE-OVERLAP-PROTECTED")
def in_protected_area(case: Case) -> Iterator[Finding]:
    """A sub-project in a protected area that no redline encloses has been seen by those who manage it."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        facts = [f"{subject}.overlap.{line}.area" for line in ("protected_core", "protected_general")]
        area = sum((case.number(fact) or Decimal(0) for fact in facts), Decimal(0))
        redline = case.number(f"{subject}.overlap.ecological_redline.area") or Decimal(0)
        if area > redline + touch(case.plan.project, case.number(f"{subject}.area")):
            place, words = Place(layer="subprojects", feature=sub.code), {"name": sub.name}
            yield Finding("ZONE-OVERLAP-PROTECTED", place, hectares(area), "", subject, tuple(facts), words)


@rule("ZONE-DOCUMENT")
def admitted_by_document(case: Case) -> Iterator[Finding]:
    """Where a plan or line has to change, or a line admits works by exception, the document is named.

    A protected area that no redline encloses is told by ``ZONE-OVERLAP-PROTECTED``.
    """
    for kind in ("spatial_plan", "control_line", "redline"):
        yield from undocumented(case, "ZONE-DOCUMENT", kind)
    told = {finding.place.feature for finding in in_protected_area(case)}
    yield from (f for f in undocumented(case, "ZONE-DOCUMENT", "reserve") if f.place.feature not in told)


@rule("ZONE-CORE-UNKNOWN")
def cores_untold(case: Case) -> Iterator[Finding]:
    """Protected areas say which part of them is core."""
    fact = case.facts.get("scope.overlap.protected_core.area")
    if "protected_areas" in case.layers and fact is not None and fact.value is None:
        place = Place(layer="protected_areas", column="zone")
        yield Finding("ZONE-CORE-UNKNOWN", place, subject="layer:protected_areas", facts=(fact.id,))


@rule("ZONE-MEASURE")
def measure_forbidden(case: Case) -> Iterator[Finding]:
    """No measures of a kind that their ground's zone has no place for."""
    for finding, entry in _measures(case, "ZONE-MEASURE"):
        if entry.permission == "forbidden" and entry.zone != _FARMLAND:
            yield finding


@rule("ZONE-GRAIN")
def planting_on_farmland(case: Case) -> Iterator[Finding]:
    """Permanent basic farmland is not planted over."""
    for finding, entry in _measures(case, "ZONE-GRAIN"):
        if entry.permission == "forbidden" and entry.zone == _FARMLAND:
            yield finding


@rule("ZONE-MEASURE-EXCEPTION")
def measure_by_exception(case: Case) -> Iterator[Finding]:
    """Measures that a zone permits only in stated cases need their reason."""
    for finding, entry in _measures(case, "ZONE-MEASURE-EXCEPTION"):
        if entry.permission == "exception":
            yield finding


@rule("ZONE-CATEGORY")
def category_in_zone(case: Case) -> Iterator[Finding]:
    """The larger part of a sub-project lies where its kind of work belongs."""
    most = limit(case.plan.project, "zone_main_share")
    unfit = {(entry.zone, entry.category) for entry in load_zone_categories()}
    for sub in case.plan.subprojects:
        whole = case.number(f"subproject:{sub.code}.area")
        for ground in grounds_of(case, sub):
            if whole and ground.area is not None and ground.area / whole > most and not case.guessed(ground.fact):
                if (ground.zone, sub.category) in unfit:
                    place = replace(sub.place, column="category")
                    zone = case.term("control_zone", ground.zone)
                    words = {"name": sub.name, "category": case.term("subproject_category", sub.category), "zone": zone}
                    subject, want = f"subproject:{sub.code}", f"≤ {shown(most, '1', '%', 0)}"
                    share = shown(ground.area / whole, "1", "%", 2)
                    yield Finding("ZONE-CATEGORY", place, share, want, subject, (ground.fact,), words)


@rule("ZONE-FARMLAND-TAKEN")
def farmland_taken_beyond(case: Case) -> Iterator[Finding]:
    """No more permanent basic farmland is taken than lies in the sub-project."""
    for row in case.records("occupations"):
        sub, taken = case.subprojects.get(row.text("subproject")), row.number("farmland_taken")
        if sub is None or not taken:
            continue
        subject = f"subproject:{sub.code}"
        fact = f"{subject}.overlap.permanent_farmland.area"
        area, claimed = case.number(fact), convert(taken, "hm2", "m2")
        if area is not None and not case.guessed(fact) and claimed > area + touch(case.plan.project, claimed):
            place = row.at("farmland_taken")
            want, words = f"≤ {hectares(area)}", {"name": sub.name}
            yield Finding("ZONE-FARMLAND-TAKEN", place, hectares(claimed), want, subject, (fact,), words)


@rule("ZONE-MINE")
def on_mined_ground(case: Case) -> Iterator[Finding]:
    """Abandoned mines are restored by the standards of mines, whatever sub-project they lie in."""
    for sub in case.plan.subprojects:
        fact = f"subproject:{sub.code}.mines.area"
        area = case.number(fact)
        smallest = touch(case.plan.project, case.number(f"subproject:{sub.code}.area"))
        if area is not None and area > smallest and sub.category != "mine" and not case.guessed(fact):
            place, words = Place(layer="subprojects", feature=sub.code), {"name": sub.name}
            yield Finding("ZONE-MINE", place, hectares(area), "", f"subproject:{sub.code}", (fact,), words)


@rule("ZONE-STANDARD")
def standards_of_category(case: Case) -> Iterator[Finding]:
    """Sub-projects of mines and coasts name the standards that they follow among the plan's grounds."""
    policies = [row.text("name") for row in case.records("policies")]
    for entry in load_category_standards() if policies else ():
        subs = [sub for sub in case.plan.subprojects if sub.category == entry.category]
        if subs and not any(entry.word in name for name in policies):
            words = {"category": case.term("subproject_category", entry.category), "names": subs[0].name}
            place, subject = case.table_place("policies", "name"), f"policies.{entry.category}"
            yield Finding("ZONE-STANDARD", place, str(len(subs)), "", subject, words=words)


@rule("MODE-NATURAL")
def nature_first(case: Case) -> Iterator[Finding]:
    """Nature heals first: reconstruction does not take the larger part of the ground that is worked on.

    Mines follow their own standards; that nothing at all is left to nature is told by ``MODE-NATURE``.
    """
    ground = {mode: Decimal(0) for mode in ("reconstruction", "other")}
    mines = {sub.code for sub in case.plan.subprojects if sub.category == "mine"}
    works = [work for work in case.plan.works if work.subproject not in mines]
    if not any(work.mode in _BY_NATURE for work in works):
        return
    for work in works:
        key = work.mode if work.mode in ground else "other"
        ground[key] += square_metres(work.quantity, work.unit)
    whole, most = sum(ground.values()), limit(case.plan.project, "reconstruction_share")
    if whole and ground["reconstruction"] / whole > most:
        share = shown(ground["reconstruction"] / whole, "1", "%", 2)
        place, want = case.table_place("works", "mode"), f"≤ {shown(most, '1', '%', 0)}"
        yield Finding("MODE-NATURAL", place, share, want, "works.mode")


def _measures(case: Case, code: str) -> Iterator[tuple[Finding, ZoneMeasure]]:
    """Works of a kind that a zone restricts, where they find no room elsewhere and their mode is permitted there."""
    measures, modes = load_zone_measures(), load_zone_modes()
    for sub in case.plan.subprojects:
        works = case.works.get(sub.code, ())
        by_category = grouped(
            (w for w in works if w.measure in case.measures), lambda w: case.measures[w.measure].category
        )
        for ground in grounds_of(case, sub) if by_category else ():
            for category, own in by_category.items():
                entry = measures.get(f"{ground.zone}/{category}")
                if entry is None or case.guessed(ground.fact) or has_room(case, sub, own, ground.area):
                    continue
                told = [modes.get(f"{ground.zone}/{work.mode}") for work in own]
                if all(mode is not None and mode.permission == "allowed" for mode in told):
                    if not all(work.reason.strip() for work in own):
                        yield _restricted(case, code, sub, ground, entry, own), entry


def _restricted(
    case: Case, code: str, sub: Subproject, ground: Ground, entry: ZoneMeasure, works: Sequence[Work]
) -> Finding:
    names = dict.fromkeys(case.measures[work.measure].name for work in works)
    words = {
        "name": sub.name,
        "measure": joined(names),
        "zone": case.term("control_zone", ground.zone),
        "area": hectares(ground.area) if ground.area is not None else printed(None, None),
        "condition": entry.condition_zh,
        "condition_en": entry.condition_en,
    }
    subject = f"subproject:{sub.code}.{entry.zone}.{entry.category}"
    return Finding(
        code, replace(works[0].place, column="measure"), words["measure"], "", subject, (ground.fact,), words
    )


def _uses(case: Case) -> Iterator[Use]:
    """Each mode of each sub-project once for each zone that has a word on it."""
    table = load_zone_modes()
    for sub in case.plan.subprojects:
        by_mode = grouped((work for work in case.works.get(sub.code, ()) if work.mode), lambda work: work.mode)
        for ground in grounds_of(case, sub) if by_mode else ():
            for mode, works in by_mode.items():
                entry = table.get(f"{ground.zone}/{mode}")
                if entry is not None:
                    avoidable = case.guessed(ground.fact) or has_room(case, sub, works, ground.area)
                    yield Use(sub, entry, ground.fact, ground.area, avoidable, works)


def _finding(case: Case, code: str, use: Use) -> Finding:
    place = use.works[0].place
    permitted = [
        row.mode for row in load_zone_modes().values() if row.zone == use.entry.zone and row.permission == "allowed"
    ]
    mode = case.term("mode", use.entry.mode)
    words = {
        "name": use.sub.name,
        "mode": mode,
        "zone": case.term("control_zone", use.entry.zone),
        "area": hectares(use.area) if use.area is not None else printed(None, None),
        "condition": use.entry.condition_zh,
        "condition_en": use.entry.condition_en,
    }
    want = " / ".join(case.term("mode", m) for m in permitted)
    subject = f"subproject:{use.sub.code}.{use.entry.zone}.{use.entry.mode}"
    return Finding(code, replace(place, column="mode"), mode, want, subject, (use.fact,), words)


def _overlaps(case: Case, code: str, layer: str) -> Iterator[Finding]:
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        fact = f"{subject}.overlap.{layer}.area"
        area = case.number(fact)
        if area is not None and area > touch(case.plan.project, case.number(f"{subject}.area")):
            words = {"name": sub.name, "area": hectares(area)}
            place = Place(layer="subprojects", feature=sub.code)
            yield Finding(code, place, hectares(area), "", subject, (fact,), words)
