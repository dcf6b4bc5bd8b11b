"""Comparison cases (clauses 5.2.4, 5.4.5.1 b): which one a measure is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shanshui.standard import Record


def comparable(cases: Iterable[Record]) -> Mapping[str, Record]:
    """The case that each measure is compared with: of those with a price the latest approved, then the first entered.

    Parameters
    ----------
    cases : iterable of Record
        Rows of the input table of comparison cases.
    """
    best: dict[str, Record] = {}
    for record in cases:
        measure = record.text("measure")
        if not measure or record.number("unit_price") is None or not record.text("unit"):
            continue
        if measure not in best or (record.whole("year") or 0) > (best[measure].whole("year") or 0):
            best[measure] = record
    return best
