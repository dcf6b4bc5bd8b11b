"""Money by source, level and year for sub-projects, units and the scope (clause 5.4.5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.estimate.estimate import close_by_unit
from shanshui.finance.schedule.progress import spread
from shanshui.finance.whole import WAN
from shanshui.plan import Funding, Subproject
from shanshui.quantity import close, close_table

LOCAL = "local"
LEVELS = ("province", "prefecture", "county")
"""Codes of the vocabulary ``funding_level``."""
UNASSIGNED = "unassigned"
"""Local money whose level was not entered."""

Key = tuple[str, str, int | None]
"""Subject, source, year; None stands for all years."""
_Cells = dict[tuple[str, str, str], list[Decimal]]
"""Sub-project, source, level: amounts by year [万元]."""


@dataclass(frozen=True, slots=True)
class Financing:
    """All money entered.

    Parameters
    ----------
    amounts : mapping of (subject, source, year) to Decimal
        [yuan], whole 万元; subject is ``scope``, ``unit:X`` or ``subproject:X``, source a code of the vocabulary
        ``funding_source``, ``local.<level>`` or ``total``, year None for all years together. What is not there was not
        entered.
    synthetic : frozenset of str
        Sub-projects with made-up money.
    levels : bool
        Whether some local money states its level.
    """

    amounts: Mapping[Key, Decimal]
    synthetic: frozenset[str]
    levels: bool = False

    def amount(self, subject: str, source: str, year: int | None = None) -> Decimal | None:
        """Money of a subject from a source; 0 where others gave but not this one, None where nobody did."""
        if (subject, "total", None) not in self.amounts:
            return None
        return self.amounts.get((subject, source, year), Decimal(0))


def financing(subprojects: Sequence[Subproject], rows: Iterable[Funding], years: Sequence[int]) -> Financing:
    """Add up the money entered.

    Parameters
    ----------
    subprojects : sequence of Subproject
        Money of others is passed over; their reference was reported before.
    rows : iterable of Funding
        Amounts in 万元, as entered; those without a year follow the curve of their sub-project.
    years : sequence of int
        Years of works and of money.

    Returns
    -------
    Financing
        Fractions of a 万元 are closed to each sub-project's total, sums are made upwards only: sources, levels, years,
        sub-projects and units always close.
    """
    columns = tuple(sorted(years))
    subs = {sub.code: sub for sub in subprojects}
    paid = [row for row in rows if row.subproject in subs and row.amount is not None]
    cells: _Cells = {}
    for row in paid:
        level = (row.level or UNASSIGNED) if row.source == LOCAL else ""
        parts = spread(row.amount or Decimal(0), row.year, subs[row.subproject], columns)
        key = (row.subproject, row.source, level)
        old = cells.get(key)
        cells[key] = list(parts) if old is None else [a + b for a, b in zip(old, parts, strict=True)]
    _close(cells, {code: sub.unit for code, sub in subs.items()})
    levels = any(row.source == LOCAL and row.level for row in paid)
    amounts: dict[Key, Decimal] = {}
    for (code, source, level), row_parts in cells.items():
        names = (source, "total", *([f"{LOCAL}.{level}"] if levels and level else []))
        _add(amounts, (f"subproject:{code}", f"unit:{subs[code].unit}", "scope"), names, columns, row_parts)
    return Financing(amounts, frozenset(row.subproject for row in paid if row.synthetic), levels)


def _add(
    amounts: dict[Key, Decimal],
    subjects: Sequence[str],
    sources: Sequence[str],
    years: Sequence[int],
    parts: Sequence[Decimal],
) -> None:
    """Add the amounts of a row, by year [万元], to all sums that they belong to [yuan]."""
    yuan = [(year, part * WAN) for year, part in zip(years, parts, strict=True) if part]
    for subject in subjects:
        for source in sources:
            for year, amount in (*yuan, (None, sum((a for _, a in yuan), Decimal(0)))):
                key = (subject, source, year)
                amounts[key] = amounts.get(key, Decimal(0)) + amount


def _close(cells: _Cells, unit_of: Mapping[str, str]) -> None:
    """Make all cells whole: first the sub-projects' totals, then their rows, then the years of each row."""
    if all(part == part.to_integral_value() for row in cells.values() for part in row):
        return
    sums = {key: sum(row, Decimal(0)) for key, row in cells.items()}
    rows_of: dict[str, list[tuple[str, str, str]]] = {}
    for key in cells:
        rows_of.setdefault(key[0], []).append(key)
    totals = {code: sum((sums[key] for key in keys), Decimal(0)) * WAN for code, keys in rows_of.items()}
    open_rows = []
    for code, total in close_by_unit(totals, unit_of).items():
        wanted = close([sums[key] for key in rows_of[code]], 0, total / WAN)
        for key, whole in zip(rows_of[code], wanted, strict=True):
            if whole == sums[key]:
                open_rows.append(key)
            else:
                cells[key] = list(close(cells[key], 0, whole))
    for key, closed in zip(open_rows, close_table([cells[key] for key in open_rows], 0), strict=True):
        cells[key] = list(closed)
