"""Ground of sub-projects within control zones (5.4.4.1), and whether works find room beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import fact_id
from shanshui.plan import Subproject, Work, sliver, touch
from shanshui.review.amounts import square_metres
from shanshui.review.case import Case, grouped
from shanshui.standard.judging.control_lines import load_control_lines

_AROUND = frozenset({"other_redline"})
"""Zones that lie around a stricter one: what their lines enclose holds its ground too."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Ground of a sub-project within one zone.

    Parameters
    ----------
    zone : str
        Code of the vocabulary ``control_zone``.
    fact : str
        Fact that tells of it.
    area : Decimal or None
        [m²]; None where only the zone's name is known.
    """

    zone: str
    fact: str
    area: Decimal | None


def grounds_of(case: Case, sub: Subproject) -> Iterator[Ground]:
    """Ground of a sub-project by zone, the strictest first; what counts under a stricter one is not told again.

    Parameters
    ----------
    case : Case
        Areas that its boundary shares with control lines, and the zone that it was given where none tells.
    sub : Subproject
        Itself.
    """
    subject, measured, told = f"subproject:{sub.code}", set(), Decimal(0)
    smallest = touch(case.plan.project, case.number(f"{subject}.area"))
    for zone, lines in grouped(load_control_lines().values(), lambda line: line.zone).items():
        known = {}
        for line in lines:
            area = case.number(fact := fact_id(subject, f"overlap.{line.key}.area"))
            if area is not None:
                known[fact] = area - told if zone in _AROUND and not line.part else area
        if not known:
            continue
        measured.add(zone)
        fact = max(known, key=lambda key: known[key])
        if known[fact] > smallest:
            yield Ground(zone, fact, known[fact])
        told = max(known[fact], Decimal(0))
    named = case.facts.get(f"{subject}.zone")
    if named is not None and isinstance(named.value, str) and named.value not in measured:
        yield Ground(named.value, named.id, None)


def has_room(case: Case, sub: Subproject, works: Iterable[Work], area: Decimal | None) -> bool:
    """Whether works find room outside the zone; what is not measured in area takes next to none.

    Parameters
    ----------
    case : Case
        Area of the sub-project.
    sub : Subproject
        Itself.
    works : iterable of Work
        Those to be placed.
    area : Decimal or None
        Ground of the zone in the sub-project [m²]; no room is known of where None.
    """
    whole = case.number(f"subproject:{sub.code}.area")
    if area is None or whole is None:
        return False
    needed = sum((square_metres(work.quantity, work.unit) for work in works), Decimal(0))
    return whole - area > max(needed, sliver(case.plan.project, whole))
