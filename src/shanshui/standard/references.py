"""Codes by which one input table refers to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shanshui.finding import Finding
from shanshui.standard.inputs import InputTable
from shanshui.standard.row import Record
from shanshui.standard.words import closest


def unknown_references(
    tables: Mapping[str, Sequence[Record]], schemas: Mapping[str, InputTable]
) -> tuple[Finding, ...]:
    """Codes that refer to a row which another table does not have.

    Parameters
    ----------
    tables : mapping
        Records by key of the input table.
    schemas : mapping
        :attr:`shanshui.standard.Standard.inputs`.

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
                    if code not in known:
                        name = column.heading()
                        words = {"table": schemas[table].name_zh, "near": closest(code, known), "column": name}
                        subject = f"{key}[{record.place.row}].{column.key}"
                        findings.append(Finding("INPUT-REFERENCE", record.at(name), code, "", subject, words=words))
    return tuple(findings)
