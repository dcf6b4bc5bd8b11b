"""Columns that one hand did not fill: dates in several forms, one quantity in several units, read all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from shanshui.finding import Finding, Place
from shanshui.quantity import unit
from shanshui.standard.cells import Fault, Raw, date_form, read_period, same_kind, shown, unit_name
from shanshui.standard.row import Record

SERIAL = "serial"
"""Form of a date that a spreadsheet keeps as a number of days; it is told even where all are of this form."""

_MEASURED = "value"
"""Column of measured values, which belong to series."""

_QUANTITIES = ("indicator", "parameter")
"""Columns that say what a row measures; the first that a table has counts."""


def date_forms(
    table: str, dated: Mapping[str, str], rows: Iterable[tuple[int, Mapping[str, Raw]]], place: Place
) -> Iterator[Finding]:
    """A note for each column whose dates are written in several forms, or as numbers of days.

    Parameters
    ----------
    table : str
        Key of the input table.
    dated : mapping of heading to column key
        Columns that hold dates.
    rows : iterable of (row number, heading to cell)
        As they stand in the file.
    place : Place
        File and sheet.
    """
    met: dict[str, dict[str, tuple[int, Raw]]] = {heading: {} for heading in dated}
    for number, cells in rows:
        for heading, forms in met.items():
            form = date_form(cells.get(heading))
            if form:
                forms.setdefault(form, (number, cells[heading]))
    for heading, forms in met.items():
        if len(forms) > 1 or SERIAL in forms:
            got = "、".join(shown(cell) for _, cell in forms.values())
            want = "、".join(read for _, cell in forms.values() if not isinstance(read := read_period(cell), Fault))
            first = min(number for number, _ in forms.values())
            at, subject = replace(place, row=first, column=heading), f"{table}.{dated[heading]}.forms"
            yield Finding("INPUT-DATE-FORMS", at, got, want, subject, words={"column": heading})


def mixed_units(
    table: str, units: Mapping[str, str], headings: Mapping[str, str], records: Sequence[Record]
) -> Iterator[Finding]:
    """A note for each column in which one quantity stands in several units that can be turned into each other.

    Parameters
    ----------
    table : str
        Key of the input table.
    units : mapping of column to column
        Columns of numbers, and the column that states the unit of each.
    headings : mapping of column key to heading
        What readers call them; also tells which columns the table has.
    records : sequence of Record
        Its rows.
    """
    about = next((key for key in _QUANTITIES if key in headings), "")
    for column, beside in units.items() if about else ():
        if column != _MEASURED:  # a quantity of work stands in whatever unit its trade counts in
            continue
        used = [r for r in records if r.text(beside) and r.number(column) is not None]
        used.sort(key=lambda r: r.text(about))
        for quantity, group in groupby(used, key=lambda r: r.text(about)):
            rows = {r.text(beside): r for r in sorted(group, key=lambda r: r.place.row or 0)}
            first = next(iter(rows), "")
            alike = [code for code in rows if same_kind(code, first)]
            if len(alike) > 1:
                got = "、".join(unit_name(code) or unit(code).symbol or "1" for code in alike)
                subject = f"{table}.{column}.{quantity}"
                words = {"column": headings[column], "quantity": quantity}
                yield Finding("INPUT-UNIT-MIXED", rows[alike[1]].at(headings[beside]), got, "", subject, words=words)
                break
