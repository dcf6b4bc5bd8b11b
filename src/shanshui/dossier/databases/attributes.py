"""The attribute database: ecological state, implementation, investment (H.2.4.2), with a field dictionary."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from shanshui.dossier.databases.schema import DatabaseSchema, Field
from shanshui.ledger import Fact, Facts, Quote, Table
from shanshui.quantity import unit
from shanshui.standard import PER_ROW, Column, Standard, TableSpec
from shanshui.workspace.files import written_beside

Plain = str | int | float | None
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL"}


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """A table of the attribute database, whatever format it is written in.

    Parameters
    ----------
    name : str
        As the database calls it.
    fields : tuple of Field
        Names are all different.
    rows : tuple of tuple
        Cells in the order of the fields.
    """

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Plain, ...], ...]


def attribute_tables(
    facts: Facts, tables: Mapping[str, Table], standard: Standard, schema: DatabaseSchema
) -> tuple[AttributeTable, ...]:
    """Fill the attribute database.

    Parameters
    ----------
    facts : Facts
        Ecological state is taken from them.
    tables : mapping of id to Table
        Computed tables; a table printed once per year or subject bears its id and a dash before that.
    standard : Standard
        Headings, units and clauses of the tables' columns.
    schema : DatabaseSchema
        Names.
    """
    state = schema.attributes["facts"]
    found = [AttributeTable(state.name, state.fields, _fact_rows(facts, state.stages))]
    quotes: list[tuple[Plain, ...]] = []
    for key in ("implementation", "investment"):
        group = schema.attributes[key]
        for wanted in group.tables:
            for table in _of(tables, wanted):
                name = f"{group.name}_{table.id}"
                fields = _table_fields(table, standard.tables[wanted], schema)
                found.append(AttributeTable(name, fields, _table_rows(table, fields)))
                quotes.extend(_quote_rows(name, table, fields))
    quoted = schema.attributes["quotes"]
    found.append(AttributeTable(quoted.name, quoted.fields, tuple(quotes)))
    words = schema.attributes["dictionary"]
    return (*found, AttributeTable(words.name, words.fields, tuple(_dictionary(found, standard))))


def _of(tables: Mapping[str, Table], wanted: str) -> Iterable[Table]:
    return (t for key, t in tables.items() if key == wanted or key.startswith((f"{wanted}-", f"{wanted}@")))


def _fact_rows(facts: Facts, stages: Sequence[str]) -> tuple[tuple[Plain, ...], ...]:
    held = (facts[key] for key in facts)
    return tuple(_fact_row(fact) for fact in held if fact.attribute.startswith(tuple(stages)))


def _fact_row(fact: Fact) -> tuple[Plain, ...]:
    number = float(fact.value) if isinstance(fact.value, Decimal) else None
    text = fact.value if isinstance(fact.value, str) else None
    return (
        fact.id, fact.subject, fact.attribute, fact.when, number, text, unit(fact.unit).symbol or None,
        str(fact.basis), fact.source, fact.method, fact.clause, int(fact.synthetic), fact.reason or None,
    )  # fmt: skip


def _table_fields(table: Table, spec: TableSpec, schema: DatabaseSchema) -> tuple[Field, ...]:
    """Fields named by the headings; a heading that comes twice gets a number."""
    labels = dict(table.labels)
    own = {column.key: column for column in spec.columns}
    fields = [
        Field("row", schema.row_field, "integer"),
        Field("kind", schema.row_kind_field, "text"),
    ]
    taken = {field.name for field in fields}
    for key in table.columns:
        column = own.get(key)
        name = _free(labels.get(key) or ("_".join(column.header) if column else key), taken)
        taken.add(name)
        fields.append(_field(key, name, column, [row.cells[table.columns.index(key)] for row in table.rows]))
    return tuple(fields)


def _field(key: str, name: str, column: Column | None, cells: Sequence[Quote | str]) -> Field:
    """A field is a number where every cell that is filled quotes one."""
    filled = [c for c in cells if not (c == "" or (isinstance(c, Quote) and c.value is None))]
    numeric = bool(filled) and all(isinstance(c, Quote) and isinstance(c.value, Decimal) for c in filled)
    units = {c.unit for c in filled if isinstance(c, Quote)}
    code = units.pop() if numeric and len(units) == 1 else (column.unit if column else "")
    return Field(
        key, name, "number" if numeric else "text", "" if code == PER_ROW else code, column.decimals if column else None
    )


def _free(name: str, taken: set[str]) -> str:
    number = 1
    while (name if number == 1 else f"{name}{number}") in taken:
        number += 1
    return name if number == 1 else f"{name}{number}"


def _table_rows(table: Table, fields: Sequence[Field]) -> tuple[tuple[Plain, ...], ...]:
    return tuple(
        (number, row.kind, *(_plain(c, f) for c, f in zip(row.cells, fields[2:], strict=True)))
        for number, row in enumerate(table.rows, start=1)
    )


def _plain(cell: Quote | str, field: Field) -> Plain:
    if isinstance(cell, str):
        return cell or None
    if cell.value is None:
        return None
    return float(cell.value) if field.kind == "number" and isinstance(cell.value, Decimal) else cell.text


def _quote_rows(name: str, table: Table, fields: Sequence[Field]) -> Iterable[tuple[Plain, ...]]:
    for number, row in enumerate(table.rows, start=1):
        for cell, field in zip(row.cells, fields[2:], strict=True):
            if isinstance(cell, Quote):
                yield name, number, field.name, cell.fact, cell.text, unit(cell.unit).symbol or None


def _dictionary(tables: Sequence[AttributeTable], standard: Standard) -> Iterable[tuple[Plain, ...]]:
    for table in tables:
        spec = standard.tables.get(re.split("[-@]", table.name.rpartition("_")[2])[0])
        for field in table.fields:
            symbol = unit(field.unit).symbol if field.unit else None
            yield table.name, field.name, _TYPES[field.kind], symbol, field.decimals, spec.clause if spec else None


def write_sqlite(path: Path, tables: Sequence[AttributeTable]) -> None:
    """Write tables into an SQLite file; what stood there is replaced when the new one is whole.

    Parameters
    ----------
    path : Path
        File to write; its folder is made.
    tables : sequence of AttributeTable
        Names are all different.
    """
    with written_beside(path) as beside, closing(sqlite3.connect(beside, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("BEGIN")
        for table in tables:
            fields = ", ".join(f"{_named(f.name)} {_TYPES[f.kind]}" for f in table.fields)
            base.execute(f"CREATE TABLE {_named(table.name)} ({fields})")
            places = ", ".join("?" * len(table.fields))
            base.executemany(f"INSERT INTO {_named(table.name)} VALUES ({places})", table.rows)
        base.execute("COMMIT")
        base.close()


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def read_table_numbers(path: Path, schema: DatabaseSchema) -> dict[tuple[str, int, str], tuple[str, Plain]]:
    """Read the numbers of the tables of the code back.

    Parameters
    ----------
    path : Path
        File that :func:`write_sqlite` wrote.
    schema : DatabaseSchema
        Names.

    Returns
    -------
    dict
        Table, row and field to the fact quoted there and to what stands in the cell.
    """
    found: dict[tuple[str, int, str], tuple[str, Plain]] = {}
    quotes = schema.attributes["quotes"]
    names = {f.key: _named(f.name) for f in quotes.fields}
    listed = ", ".join(names[key] for key in ("table", "row", "field", "fact"))
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        for table, row, field, fact in base.execute(f"SELECT {listed} FROM {_named(quotes.name)}").fetchall():
            query = f"SELECT {_named(field)} FROM {_named(table)} WHERE {_named(schema.row_field)} = ?"
            found[table, row, field] = fact, base.execute(query, (row,)).fetchone()[0]
    return found
