"""Land that structures of the project take, and what makes up for it, as facts (5.4.2.3, H.1.7.1 c, table F.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan
from shanshui.quantity import close, close_table, convert

TABLE = "occupations"
ENTERED = (
    "land_area", "arable_taken", "arable_added", "farmland_taken", "farmland_redrawn", "farmland_in", "farmland_out",
)  # fmt: skip
UNPERMITTED = ("unpermitted_arable", "unpermitted_farmland")
WHOLE = "unpermitted_total"
"""Sum of :data:`UNPERMITTED`; of all columns it alone is not entered."""
COLUMNS = (*ENTERED, WHOLE, *UNPERMITTED)
"""Columns of table F.2, and attributes of the facts."""
_PLACES = 2


@dataclass(frozen=True, slots=True)
class Occupation:
    """What the structures of one sub-project take.

    Parameters
    ----------
    areas : mapping of column to Decimal
        [hm²], closed to two decimals; what was not entered is not there.
    source : str
        As entered.
    synthetic : bool
        Whether it was made up.
    """

    areas: Mapping[str, Decimal]
    source: str
    synthetic: bool


def occupations_of(plan: Plan) -> Mapping[str, Occupation]:
    """The land taken by sub-project, rounded so that every column adds up.

    Parameters
    ----------
    plan : Plan
        Its table of occupations; rows of unknown sub-projects are passed over, and told elsewhere.
    """
    known = {sub.code for sub in plan.subprojects}
    rows = {r.text("subproject"): r for r in plan.records.get(TABLE, ()) if r.text("subproject") in known}
    areas: dict[str, dict[str, Decimal]] = {code: {} for code in rows}
    for column in ENTERED:
        held = {code: area for code, row in rows.items() if (area := row.number(column)) is not None}
        for code, area in zip(held, close(tuple(held.values()), _PLACES), strict=True):
            areas[code][column] = area
    open_cells = {
        code: [row.number(column) or Decimal(0) for column in UNPERMITTED]
        for code, row in rows.items()
        if any(row.number(column) is not None for column in UNPERMITTED)
    }
    for code, closed in zip(open_cells, close_table(tuple(open_cells.values()), _PLACES), strict=True):
        areas[code] |= dict(zip(UNPERMITTED, closed, strict=True))
        areas[code][WHOLE] = sum(closed, Decimal(0))
    return {code: Occupation(areas[code], row.text("source"), row.flag("synthetic")) for code, row in rows.items()}


def occupation_facts(found: Mapping[str, Occupation], plan: Plan) -> Iterator[Fact]:
    """Areas of sub-projects, and their sums by unit and for the scope; nothing where nothing was entered.

    Parameters
    ----------
    found : mapping
        What was entered, by code of the sub-project.
    plan : Plan
        Which unit each sub-project belongs to.
    """
    members: dict[str, list[str]] = {"scope": [sub.code for sub in plan.subprojects if sub.code in found]}
    for sub in plan.subprojects:
        if sub.code in found:
            members.setdefault(f"unit:{sub.unit}", []).append(sub.code)
            yield from _own(sub.code, found[sub.code])
    for subject, codes in members.items():
        for column in COLUMNS:
            parts = {code: found[code].areas[column] for code in codes if column in found[code].areas}
            if parts:
                inputs = tuple(fact_id(f"subproject:{code}", f"occupation.{column}") for code in parts)
                yield _fact(subject, column, sum(parts.values(), Decimal(0)), inputs, "", False)


def _own(code: str, taken: Occupation) -> Iterator[Fact]:
    for column, area in taken.areas.items():
        yield _fact(f"subproject:{code}", column, area, (f"table:{TABLE}",), taken.source, taken.synthetic)


def _fact(subject: str, column: str, hectares: Decimal, inputs: tuple[str, ...], source: str, synthetic: bool) -> Fact:
    key, area = fact_id(subject, f"occupation.{column}"), convert(hectares, "hm2", "m2")
    method = "layout.land.occupation.occupations_of"
    return Fact(key, area, "m2", Basis.ENTERED, source, method, "表F.2", inputs, synthetic)
