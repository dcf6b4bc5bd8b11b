"""Which mode a place needs, and which its control zone permits (clauses 5.4.4.1 a–h).

What is needed stands in ``need_modes.csv``, what a zone permits in ``judging/zone_modes.csv``, for which problems an
exception can be meant in ``mode_exceptions.csv``; here they are put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.judging.zone_modes import ZoneMode, load_zone_measures, load_zone_modes
from shanshui.standard.method.diagnosis import load_need_modes, strength
from shanshui.standard.method.measures import LibraryMeasure
from shanshui.standard.records import data_folder, read_csv

MODES = ("conservation", "natural_regeneration", "assisted_regeneration", "reconstruction")
"""Modes from the least to the greatest intervention (5.4.4.1 a)."""

Status = Literal["ok", "needs_justification", "capped_by_zone"]

SPECIAL = MappingProxyType({"mine_damage": "5.4.4.1 g", "coast_degradation": "5.4.4.1 h"})
"""Problems that are treated by standards of their own, with the clause that says so."""


@dataclass(frozen=True, slots=True)
class ModeException:
    """Problems for which a zone's exception for a mode can be meant."""

    zone: str
    mode: str
    problems: tuple[str, ...]
    clause: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Modes:
    """What a place needs and may have.

    Parameters
    ----------
    need : str
        Mode that degradation and resilience ask for; empty where they are not known.
    recommended : str
        The same as far as the zone permits it; empty where there is no need known.
    allowed, exceptional, forbidden : tuple of str
        Modes of the zone, from the least intervention on; an exception that cannot be meant for the problem is
        forbidden. Where the zone is not known all are allowed.
    status : str
        ``ok``, ``needs_justification`` (an exception, or reconstruction, which every zone has only where it is
        necessary) or ``capped_by_zone``.
    clause : str
        Clause of the zone.
    condition_zh, condition_en : str
        When the recommended mode may be used, where that is not free.
    special : str
        Clause of standards of its own that the problem is treated by besides; empty for most.
    """

    need: str
    recommended: str
    allowed: tuple[str, ...]
    exceptional: tuple[str, ...]
    forbidden: tuple[str, ...]
    status: Status
    clause: str
    condition_zh: str = ""
    condition_en: str = ""
    special: str = ""

    def permission(self, mode: str) -> Literal["allowed", "exception", "forbidden"]:
        """What is said of one mode."""
        if mode in self.allowed:
            return "allowed"
        return "exception" if mode in self.exceptional else "forbidden"


@cache
def load_exceptions() -> Mapping[str, ModeException]:
    """Exceptions by ``<zone>/<mode>``; one that is not there can be meant for any problem."""
    rows = read_csv(ModeException, data_folder() / "method" / "mode_exceptions.csv")
    return MappingProxyType({f"{row.zone}/{row.mode}": row for row in rows})


def within_zone(mode: str, zone: str) -> tuple[str, Status]:
    """The mode that a zone permits where another is needed, whatever the problem.

    Parameters
    ----------
    mode : str
        The one that is needed.
    zone : str
        Code of the vocabulary ``control_zone``.

    Returns
    -------
    mode : str
        The same where it is allowed or may be excepted, else the strongest that is allowed.
    status : str
        As in :class:`Modes`.

    Examples
    --------
    >>> within_zone("reconstruction", "core_protected"), within_zone("reconstruction", "urban")
    (('natural_regeneration', 'capped_by_zone'), ('reconstruction', 'needs_justification'))
    """
    return _within(mode, {one: row.permission for one, row in _of_zone(zone).items()})


def permitted(zone: str, degradation: int, resilience: int, problem: str = "") -> Modes:
    """Modes of a place: needed, recommended, permitted.

    Parameters
    ----------
    zone : str
        Code of the vocabulary ``control_zone``; empty where it is not known.
    degradation, resilience : int
        Grades 1 to 5; 0 where they are not known.
    problem : str
        Code of the vocabulary ``ecosystem_problem``; empty for the place as a whole.

    Raises
    ------
    ValueError
        Where a grade is none.

    Examples
    --------
    >>> found = permitted("other_redline", 4, 1, "mine_damage")
    >>> found.recommended, found.status, found.special
    ('reconstruction', 'needs_justification', '5.4.4.1 g')
    >>> permitted("other_redline", 4, 1, "soil_erosion").recommended
    'assisted_regeneration'
    """
    for name, grade in (("degradation", degradation), ("resilience", resilience)):
        if not 0 <= grade <= 5:
            raise ValueError(f"{name} is {grade}; give a grade from 1 to 5, or 0 where it is not known")
    rows = _of_zone(zone)
    says: dict[str, str] = {mode: rows[mode].permission if mode in rows else "allowed" for mode in MODES}
    for mode, permission in says.items():
        meant = load_exceptions().get(f"{zone}/{mode}")
        if problem and permission == "exception" and meant is not None and problem not in meant.problems:
            says[mode] = "forbidden"
    by_permission = {one: tuple(mode for mode in MODES if says[mode] == one) for one in set(says.values())}
    need, recommended = "", ""
    status: Status = "ok"
    if degradation and resilience:
        need = load_need_modes()[degradation, strength(resilience)].mode
        recommended, status = _within(need, says)
    row = rows.get(recommended)
    return Modes(
        need,
        recommended,
        by_permission.get("allowed", ()),
        by_permission.get("exception", ()),
        by_permission.get("forbidden", ()),
        status,
        row.clause if row else next((one.clause for one in rows.values()), "5.4.4.1 a"),
        row.condition_zh if row else "",
        row.condition_en if row else "",
        SPECIAL.get(problem, ""),
    )


def measure_permission(
    measure: LibraryMeasure, zone: str, modes: Modes
) -> tuple[Literal["allowed", "exception", "forbidden"], str, str]:
    """Whether a measure may be chosen in a place, by its zone: by its category and by the modes that it serves.

    Parameters
    ----------
    measure : LibraryMeasure
        With its modes.
    zone : str
        Code of the vocabulary ``control_zone``; empty where it is not known.
    modes : Modes
        Of the place.

    Returns
    -------
    permission : str
        The milder of its modes', but never milder than what the zone says of its category.
    zh, en : str
        Why not freely, in words of the data; empty where it is allowed.
    """
    order = ("allowed", "exception", "forbidden")
    best = min(measure.modes, key=lambda mode: order.index(modes.permission(mode)))
    permission, row = modes.permission(best), _of_zone(zone).get(best)
    zh, en = (row.condition_zh, row.condition_en) if row and permission != "allowed" else ("", "")
    of_category = load_zone_measures().get(f"{zone}/{measure.category}")
    if of_category is not None and order.index(of_category.permission) > order.index(permission):
        return of_category.permission, of_category.condition_zh, of_category.condition_en
    return permission, zh, en


def _of_zone(zone: str) -> Mapping[str, ZoneMode]:
    table = load_zone_modes()
    return {mode: row for mode in MODES if (row := table.get(f"{zone}/{mode}")) is not None}


def _within(mode: str, says: Mapping[str, str]) -> tuple[str, Status]:
    permission = says.get(mode, "allowed")
    if permission != "forbidden":
        return mode, "ok" if permission == "allowed" and mode != MODES[-1] else "needs_justification"
    return [one for one in MODES if says.get(one) == "allowed"][-1], "capped_by_zone"
