"""Control zones: which mode a zone permits (5.4.4.1), and what lies on protected ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.ledger import fact_id
from shanshui.plan import Subproject, Work, sliver
from shanshui.quantity import convert, printed
from shanshui.review.amounts import hectares
from shanshui.review.case import Case
from shanshui.review.rule import rule
from shanshui.standard.zone_modes import ZoneMode, load_zone_modes

_LAYERS = {
    "core_protected": "protected_core",
    "other_redline": "ecological_redline",
    "farmland_permanent": "permanent_farmland",
    "urban": "urban_boundary",
}
"""Zones whose share of a sub-project the layout stage measures, and the layer it measures by."""

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
    """

    sub: Subproject
    entry: ZoneMode
    fact: str
    area: Decimal | None
    avoidable: bool


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
        if use.entry.permission == "exception":
            yield _finding(case, "MODE-ZONE-EXCEPTION", use)


@rule("ZONE-OVERLAP-FARMLAND")
def on_farmland(case: Case) -> Iterator[Finding]:
    """A sub-project on permanent basic farmland shows that none of it is taken, unless it works for farmland."""
    for finding in _overlaps(case, "ZONE-OVERLAP-FARMLAND", "permanent_farmland"):
        if case.subprojects[finding.place.feature].category not in _FOR_FARMLAND:
            yield finding


@rule("ZONE-OVERLAP-REDLINE")
def on_redline(case: Case) -> Iterator[Finding]:
    """A sub-project inside the redline must keep to what is permitted there."""
    yield from _overlaps(case, "ZONE-OVERLAP-REDLINE", "ecological_redline")


@rule("ZONE-OVERLAP-URBAN")
def in_town(case: Case) -> Iterator[Finding]:
    """A sub-project inside the urban boundary may touch the town's plan."""
    yield from _overlaps(case, "ZONE-OVERLAP-URBAN", "urban_boundary")


def _uses(case: Case) -> Iterator[Use]:
    """Each mode of each sub-project once for each zone that has a word on it."""
    table = load_zone_modes()
    for sub in case.plan.subprojects:
        works = case.works.get(sub.code, ())
        for zone, fact, area in _zones(case, sub):
            for mode in dict.fromkeys(work.mode for work in works if work.mode):
                entry = table.get(f"{zone}/{mode}")
                if entry is not None:
                    avoidable = case.guessed(fact) or _has_room(case, sub, works, mode, area)
                    yield Use(sub, entry, fact, area, avoidable)


def _zones(case: Case, sub: Subproject) -> Iterator[tuple[str, str, Decimal | None]]:
    """Zones of a sub-project, with the fact that tells of each and its ground."""
    subject, measured = f"subproject:{sub.code}", set()
    smallest = sliver(case.plan.project, case.number(f"{subject}.area"))
    for zone, layer in _LAYERS.items():
        fact = fact_id(subject, f"overlap.{layer}.area")
        area = case.number(fact)
        if area is not None:
            measured.add(zone)
        if area is not None and area > smallest:
            yield zone, fact, area
    named = case.facts.get(f"{subject}.zone")
    if named is not None and isinstance(named.value, str) and named.value not in measured:
        yield named.value, named.id, None


def _has_room(case: Case, sub: Subproject, works: tuple[Work, ...], mode: str, area: Decimal | None) -> bool:
    """Whether works of a mode find room outside the zone; what is not measured in area takes next to none."""
    whole = case.number(f"subproject:{sub.code}.area")
    if area is None or whole is None:
        return False
    needed = sum((_square_metres(work) for work in works if work.mode == mode), Decimal(0))
    return whole - area > max(needed, sliver(case.plan.project, whole))


def _square_metres(work: Work) -> Decimal:
    try:
        return convert(work.quantity or Decimal(0), work.unit, "m2")
    except (KeyError, ValueError):
        return Decimal(0)


def _finding(case: Case, code: str, use: Use) -> Finding:
    place = next(work.place for work in case.works[use.sub.code] if work.mode == use.entry.mode)
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
        if area is not None and area > sliver(case.plan.project, case.number(f"{subject}.area")):
            words = {"name": sub.name, "area": hectares(area)}
            place = Place(layer="subprojects", feature=sub.code)
            yield Finding(code, place, hectares(area), "", subject, (fact,), words)
