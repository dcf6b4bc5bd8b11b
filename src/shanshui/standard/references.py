"""Codes by which one input table refers to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from shanshui.finding import Finding
from shanshui.standard.cells import Raw, is_empty, shown
from shanshui.standard.inputs import InputTable
from shanshui.standard.row import Record
from shanshui.standard.words import closest

LeftOut = Mapping[str, tuple[str, ...]]
"""Codes of rows that were left out for a fault of theirs, by ``table.column``: ``subprojects.code``."""

NONE_LEFT_OUT: LeftOut = MappingProxyType({})
_MARKS = re.compile(r"[\W_]+")


def codes_left_out(
    schema: InputTable, header: Sequence[str], rows: Iterable[tuple[int, Sequence[Raw]]], records: Iterable[Record]
) -> LeftOut:
    """Codes of the rows of a table that became no record.

    Parameters
    ----------
    schema : InputTable
        The table.
    header : sequence of str
        Its headings as they stand in the file.
    rows : iterable of (row number, cells)
        All its rows.
    records : iterable of Record
        Those that passed the schema.
    """
    kept = {record.place.row for record in records}
    headings = [schema.column_named(name) if name else None for name in header]
    own = {h.column.key: n for n, h in enumerate(headings) if h and h.column.type == "code" and not h.column.reference}
    found: dict[str, list[str]] = {}
    for number, cells in rows:
        for key, place in own.items():
            if number not in kept and place < len(cells) and not is_empty(cells[place]):
                found.setdefault(f"{schema.key}.{key}", []).append(shown(cells[place]).strip())
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


def is_left_out(code: str, name: str, left_out: LeftOut) -> bool:
    """Whether a code is that of a row that was left out, and so has been told of; its marks do not count.

    Examples
    --------
    >>> is_left_out("L-01", "subprojects.code", {"subprojects.code": ("L 01",)})
    True
    """
    return _bare(code) in {_bare(other) for other in left_out.get(name, ())}


def _bare(code: str) -> str:
    return _MARKS.sub("", code).casefold()


def unknown_references(
    tables: Mapping[str, Sequence[Record]], schemas: Mapping[str, InputTable], left_out: LeftOut = NONE_LEFT_OUT
) -> tuple[Finding, ...]:
    """Codes that refer to a row which another table does not have.

    Parameters
    ----------
    tables : mapping
        Records by key of the input table.
    schemas : mapping
        :attr:`shanshui.standard.Standard.inputs`.
    left_out : mapping
        Codes of rows that are there and were left out: references to them are silent, since one fault is told once.

    Returns
    -------
    tuple of Finding
        One ``INPUT-REFERENCE`` for each code; references to layers are not looked at here.
    """
    findings = []
    for key, records in tables.items():
        for column in schemas[key].columns.values():
            if column.reference is None:
                continue
            table, target = column.reference
            known = {r.text(target) for r in tables.get(table, ())}
            for record in records:
                codes = record.items(column.key) or ((record.text(column.key),) if record[column.key] else ())
                for code in codes:
                    if code not in known and not is_left_out(code, f"{table}.{target}", left_out):
                        name = column.heading()
                        words = {"table": schemas[table].name_zh, "near": closest(code, known), "column": name}
                        subject = f"{key}[{record.place.row}].{column.key}"
                        findings.append(Finding("INPUT-REFERENCE", record.at(name), code, "", subject, words=words))
    return tuple(findings)
