"""Ground of a place by control zone, and what of it a measure may stand on (clauses 5.4.4.1 b–f)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.layout.measures.modes import zone_of
from shanshui.ledger import Facts
from shanshui.plan import Plan, Subproject, touch
from shanshui.standard.judging.control_lines import load_control_lines
from shanshui.standard.method.diagnosis import load_locations
from shanshui.standard.method.measures import LibraryMeasure
from shanshui.standard.method.mode_choice import MODES, Modes, measure_permission, permitted

Permission = Literal["allowed", "exception", "forbidden"]
_ORDER = ("allowed", "exception", "forbidden")


@dataclass(frozen=True, slots=True)
class ZoneGround:
    """Ground of one zone.

    Parameters
    ----------
    zone : str
        Code of the vocabulary ``control_zone``; empty beyond all lines.
    area : Decimal
        [m²].
    """

    zone: str
    area: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a place a measure may stand on.

    Parameters
    ----------
    permission : str
        On the ground that it needs, as freely as it can be had.
    room : Decimal
        Ground with that permission or a freer one [m²].
    mode : str
        That it serves there.
    why_zh, why_en : str
        Why not freely.
    """

    permission: Permission
    room: Decimal
    mode: str
    why_zh: str = ""
    why_en: str = ""


def grounds_of(plan: Plan, facts: Facts, sub: Subproject) -> tuple[ZoneGround, ...]:
    """Ground of a sub-project by zone, the strictest first, then what lies beyond all lines.

    Parameters
    ----------
    plan : Plan
        With what counts as touching.
    facts : Facts
        Areas that it shares with control lines; its zone where they tell none.
    sub : Subproject
        Itself. Where its area is not known, all of it has its zone.
    """
    subject = f"subproject:{sub.code}"
    whole = facts.number(f"{subject}.area")
    if whole is None:
        return (ZoneGround(zone_of(facts, sub), Decimal("Infinity")),)
    left, smallest = whole, touch(plan.project, whole)
    by_zone: dict[str, Decimal] = {}
    for line in load_control_lines().values():
        area = facts.number(f"{subject}.overlap.{line.key}.area") or Decimal(0)
        by_zone[line.zone] = max(area, by_zone.get(line.zone, Decimal(0)))
    found = []
    for zone, area in by_zone.items():
        own = min(area, left)
        if own > smallest:
            found.append(ZoneGround(zone, own))
            left -= own
    beyond = zone_of(facts, sub)
    return (*found, *([ZoneGround("" if beyond in by_zone else beyond, left)] if left > smallest else []))


def grounds_of_place(facts: Facts, place: str) -> tuple[ZoneGround, ...]:
    """Ground of a diagnosed place by zone; all of it beyond the lines where nobody tells of them."""
    by_zone: dict[str, Decimal] = {}
    for location in load_locations().values():
        area = facts.number(f"{place}.location.{location.location}.area") or Decimal(0)
        by_zone[location.zone] = by_zone.get(location.zone, Decimal(0)) + area
    found = tuple(ZoneGround(zone, area) for zone, area in by_zone.items() if area)
    return found or (ZoneGround("", facts.number(f"{place}.area") or Decimal(0)),)


def standing_of(
    measure: LibraryMeasure,
    grounds: Sequence[ZoneGround],
    grades: tuple[int, int],
    problem: str,
    least: Decimal,
    tolerated: Decimal = Decimal(0),
) -> Standing:
    """What of a place a measure may stand on.

    Parameters
    ----------
    measure : LibraryMeasure
        With its modes and category.
    grounds : sequence of ZoneGround
        Of the place.
    grades : tuple of int
        Degradation and resilience; 0 where they are not known.
    problem : str
        That it is against; empty for any.
    least : Decimal
        Ground that it needs [m²], all of the place at most; with that much free of conditions it is allowed, since the
        rest can be kept out.
    tolerated : Decimal
        Share of that ground that may be missing; what then stands on forbidden ground has to give way, so that it is
        an exception.
    """
    room, needed = Decimal(0), min(least, sum((ground.area for ground in grounds), Decimal(0)))
    mode, zh, en = "", "", ""
    for permission in _ORDER[:2]:
        for ground in sorted(grounds, key=lambda one: -one.area):
            modes = permitted(ground.zone, *grades, problem)
            told, why_zh, why_en = measure_permission(measure, ground.zone, modes)
            if told == permission:
                room += ground.area
                mode = mode or best_mode(measure, modes)
                zh, en = zh or why_zh, en or why_en
        if room > 0 and room >= needed:
            return Standing("allowed" if permission == "allowed" else "exception", room, mode, zh, en)
    why = [measure_permission(measure, one.zone, permitted(one.zone, *grades, problem)) for one in grounds]
    _, zh, en = next((each for each in why if each[0] == "forbidden"), ("", zh, en))
    enough = room > 0 and room >= (1 - tolerated) * needed
    return Standing("exception" if enough else "forbidden", room, mode, zh, en)


def best_mode(measure: LibraryMeasure, modes: Modes) -> str:
    """The mode that a measure serves in a place: permitted, near to the recommended one, the least intervention."""
    wish = MODES.index(modes.recommended) if modes.recommended else 0
    return min(
        measure.modes,
        key=lambda mode: (_ORDER.index(modes.permission(mode)), abs(MODES.index(mode) - wish), MODES.index(mode)),
    )
