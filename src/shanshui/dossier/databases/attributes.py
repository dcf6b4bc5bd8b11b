"""The attribute databases (H.2.4.2): ecological state, implementation, investment, each with its field dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shanshui.dossier.databases.limits import Plain, fields_named, table_named
from shanshui.dossier.databases.schema import AttributeSchema, DatabaseSchema, Domain, Field
from shanshui.dossier.databases.spatial import about_of, dictionary_rows, written
from shanshui.dossier.narrative.grid import columns_of, header_paths
from shanshui.ledger import Fact, Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.quantity import unit
from shanshui.standard import PER_ROW, Column, Record, Standard, spec_id


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """A table of an attribute database, whatever format it is written in.

    Parameters
    ----------
    name : str
        As every format can call it.
    fields : tuple of Field
        Names are all different.
    rows : tuple of tuple
        Cells in the order of the fields.
    title, clause : str
        For the field dictionary.
    """

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Plain, ...], ...]
    title: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class AttributeDatabase:
    """One database: the name of its file without ending, and its tables."""

    name: str
    tables: tuple[AttributeTable, ...]


def attribute_databases(
    plan: Plan, facts: Facts, tables: Mapping[str, Table], standard: Standard, schema: DatabaseSchema,
    domains: Mapping[str, Domain],
) -> tuple[AttributeDatabase, ...]:  # fmt: skip
    """Fill the attribute databases.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    tables : mapping of id to Table
        Computed tables; one that is printed once per year or subject bears its id and an ``@`` before that.
    schema, domains
        Names; coded values by key.
    """
    said = about_of(plan, facts, schema)
    return tuple(
        AttributeDatabase(
            one.name, _explained(_filled(one, plan, facts, tables, standard, schema), schema, domains, said)
        )
        for one in schema.attributes.values()
    )


def _filled(
    group: AttributeSchema, plan: Plan, facts: Facts, tables: Mapping[str, Table], standard: Standard,
    schema: DatabaseSchema,
) -> Iterator[tuple[AttributeTable, Sequence[tuple[Plain, ...]]]]:  # fmt: skip
    """Each table with the rows that tell which facts its cells quote."""
    if group.facts:
        state = schema.state
        yield AttributeTable(state.name, state.fields, _fact_rows(facts, state.stages), state.name, "表B.2"), ()
    for wanted in group.tables:
        for table in (t for key, t in tables.items() if spec_id(key) == wanted):
            yield _computed(table, standard, schema)
    for name in group.records:
        if plan.records.get(name):
            yield _entered(name, plan.records[name], standard), ()


def _explained(
    filled: Iterable[tuple[AttributeTable, Sequence[tuple[Plain, ...]]]], schema: DatabaseSchema,
    domains: Mapping[str, Domain], about_rows: tuple[tuple[str, str], ...],
) -> tuple[AttributeTable, ...]:  # fmt: skip
    """The tables, and after them which facts they quote and what their fields hold."""
    held = tuple(filled)
    taken: set[str] = {table.name for table in (schema.quotes, *schema.own.values())}
    tables: list[AttributeTable] = []
    quotes: list[tuple[Plain, ...]] = []
    for table, quoted in held:
        name = table_named(table.name, taken)
        tables.append(replace(table, name=name))
        quotes.extend((name, *row) for row in quoted)
    own = AttributeTable(schema.quotes.name, schema.quotes.fields, tuple(quotes), schema.quotes.name, "H.2.4.2")
    words, about = schema.own["field_dictionary"], schema.own["about"]
    said = AttributeTable(about.name, about.fields, about_rows, about.name)
    described = (said, *tables, own)
    rows = (
        row
        for t in described
        for row in dictionary_rows(t.name, t.title or t.name, t.fields, schema, domains, t.clause or "H.2.4.2")
    )
    return (*described, AttributeTable(words.name, words.fields, tuple(rows)))  # type: ignore[arg-type]


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


def _computed(
    table: Table, standard: Standard, schema: DatabaseSchema
) -> tuple[AttributeTable, Sequence[tuple[Plain, ...]]]:
    """A computed table, its fields named by its headings from the outermost down."""
    spec = standard.tables[spec_id(table.id)]
    columns = columns_of(table, spec)
    paths = header_paths(table, columns)
    heads = fields_named([schema.row_field, schema.row_kind_field, *("_".join(path) for path in paths)])
    fields = (
        Field("row", heads[0], "integer"),
        Field("kind", heads[1], "text"),
        *(
            _field(key, name, column, [row.cells[n] for row in table.rows])
            for n, (key, name, column) in enumerate(zip(table.columns, heads[2:], columns, strict=True))
        ),
    )
    rows = tuple(
        (number, row.kind, *(_plain(c, f) for c, f in zip(row.cells, fields[2:], strict=True)))
        for number, row in enumerate(table.rows, start=1)
    )
    name = schema.table_name.format(id=table.id)
    return AttributeTable(name, fields, rows, table.title, spec.clause), tuple(_quote_rows(table, fields))


def _field(key: str, name: str, column: Column, cells: Sequence[Quote | str]) -> Field:
    """A field is a number where every cell that is filled quotes one, or where none is and the column asks for one."""
    filled = [c for c in cells if not (c == "" or (isinstance(c, Quote) and c.value is None))]
    quoted = all(isinstance(c, Quote) and isinstance(c.value, Decimal) for c in filled)
    numeric = quoted and (bool(filled) or column.kind == "number")
    units = {c.unit for c in filled if isinstance(c, Quote)}
    code = units.pop() if numeric and len(units) == 1 else column.unit
    known = "" if code.startswith(PER_ROW.partition("_")[0] + "_") else code
    return Field(key, name, "number" if numeric else "text", known, column.decimals)


def _plain(cell: Quote | str, field: Field) -> Plain:
    if isinstance(cell, str):
        return written(cell) or None
    if cell.value is None:
        return None
    return float(cell.value) if field.kind == "number" and isinstance(cell.value, Decimal) else written(cell.text)


def _quote_rows(table: Table, fields: Sequence[Field]) -> Iterable[tuple[Plain, ...]]:
    for number, row in enumerate(table.rows, start=1):
        for cell, field in zip(row.cells, fields[2:], strict=True):
            if isinstance(cell, Quote):
                yield number, field.name, cell.fact, cell.text, unit(cell.unit).symbol or None


def _entered(name: str, records: Sequence[Record], standard: Standard) -> AttributeTable:
    """A table as the planner entered it, under the headings of its sheet."""
    spec = standard.inputs[name]
    heads = fields_named([column.header_zh for column in spec.columns.values()])
    kinds = [_KINDS.get(column.type, "text") for column in spec.columns.values()]
    fields = tuple(Field(key, head, kind) for key, head, kind in zip(spec.columns, heads, kinds, strict=True))
    rows = tuple(tuple(_told(record, field) for field in fields) for record in records)
    return AttributeTable(spec.name_zh, fields, rows, spec.name_zh, spec.clause)


_KINDS: Mapping[str, Literal["text", "integer", "number"]] = {"number": "number", "year": "integer"}
"""Kinds of fields by types of input columns; all other ones are text."""


def _told(record: Record, field: Field) -> Plain:
    number = record.number(field.key) if field.kind != "text" else None
    if field.kind == "text":
        return written(record.text(field.key)) or None
    return None if number is None else int(number) if field.kind == "integer" else float(number)
