"""Money by source and year for sub-projects, units and the scope (clause 5.4.5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.plan import Funding, Subproject
from shanshui.quantity import convert

Key = tuple[str, str, int | None]
"""Subject, source, year; None stands for all years."""


@dataclass(frozen=True, slots=True)
class Financing:
    """All money entered.

    Parameters
    ----------
    amounts : mapping of (subject, source, year) to Decimal
        [yuan]; subject is ``scope``, ``unit:X`` or ``subproject:X``, source a code of the vocabulary
        ``funding_source`` or ``total``, year None for all years together. What is not there was not entered.
    synthetic : frozenset of str
        Sub-projects with made-up money.
    """

    amounts: Mapping[Key, Decimal]
    synthetic: frozenset[str]

    def amount(self, subject: str, source: str, year: int | None = None) -> Decimal | None:
        """Money of a subject from a source; 0 where others gave but not this one, None where nobody did."""
        if (subject, "total", None) not in self.amounts:
            return None
        return self.amounts.get((subject, source, year), Decimal(0))


def financing(subprojects: Sequence[Subproject], rows: Iterable[Funding]) -> Financing:
    """Add up the money entered.

    Parameters
    ----------
    subprojects : sequence of Subproject
        Money of others is passed over; their reference was reported before.
    rows : iterable of Funding
        Amounts in 万元, as entered.

    Returns
    -------
    Financing
        Sums upwards only, so that sources, years, sub-projects and units always close.
    """
    unit_of = {s.code: s.unit for s in subprojects}
    amounts: dict[Key, Decimal] = {}
    synthetic = set()
    for row in rows:
        if row.subproject not in unit_of or row.amount is None:
            continue
        yuan = convert(row.amount, "wan_yuan", "yuan")
        if row.synthetic:
            synthetic.add(row.subproject)
        for subject in (f"subproject:{row.subproject}", f"unit:{unit_of[row.subproject]}", "scope"):
            for source in (row.source, "total"):
                for year in {row.year, None}:
                    key = (subject, source, year)
                    amounts[key] = amounts.get(key, Decimal(0)) + yuan
    return Financing(amounts, frozenset(synthetic))
