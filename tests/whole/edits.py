"""Edits that break a county, of its folder or of what the stages computed of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

import county
from shanshui.ledger import Basis, Fact, Facts, Quote, Table
from shanshui.review import Case

Edit = Callable[[Path], None]
Tamper = Callable[[Case], Case]


@dataclass(frozen=True)
class Broken:
    """How a county is broken, and which other rules cannot but notice."""

    edits: tuple[Edit, ...] = ()
    tampers: tuple[Tamper, ...] = ()
    also: frozenset[str] = field(default_factory=frozenset)


def on_disk(*edits: Edit, also: Iterable[str] = ()) -> Broken:
    """A county whose folder is edited."""
    return Broken(edits=edits, also=frozenset(also))


def computed(*tampers: Tamper, also: Iterable[str] = ()) -> Broken:
    """A county whose facts or tables were tampered with after the stages had computed them."""
    return Broken(tampers=tampers, also=frozenset(also))


def cell(table: str, row: str | int, **values: str) -> Edit:
    """Other cells in a row: the first one whose first cell is ``row``, or the row of that number from 1."""

    def edit(header: list[str], lines: list[list[str]]) -> None:
        line = lines[_position(table, lines, row)]
        for key, value in values.items():
            line[header.index(key)] = value

    return _table(table, edit)


def added(table: str, **values: str) -> Edit:
    """One more row; columns not named are empty."""
    return _table(table, lambda header, lines: lines.append([values.get(key, "") for key in header]))


def dropped(table: str, *which: str | int) -> Edit:
    """Rows taken out."""

    def edit(_: list[str], lines: list[list[str]]) -> None:
        for row in which:
            del lines[_position(table, lines, row)]

    return _table(table, edit)


def rows(table: str, *lines: Sequence[str]) -> Edit:
    """All rows of a table replaced."""

    def edit(_: list[str], old: list[list[str]]) -> None:
        old[:] = [list(line) for line in lines]

    return _table(table, edit)


def no_table(table: str) -> Edit:
    """A table left empty."""
    return rows(table)


def project(key: str, value: object) -> Edit:
    """Another value in ``project.yaml``, by dotted key; None takes the key out."""
    return _yaml("project.yaml", key, value)


def catalog(role: str, **values: object) -> Edit:
    """Other entries of a layer in ``catalog.yaml``; None takes the key out."""

    def edit(root: Path) -> None:
        for key, value in values.items():
            _yaml("catalog.yaml", f"layers.{role}.{key}", value)(root)

    return edit


def no_layer(role: str) -> Edit:
    """A layer taken out of the catalog."""
    return _yaml("catalog.yaml", f"layers.{role}", None)


def shapes(role: str, geometries: Sequence[Any], **fields: Sequence[Any]) -> Edit:
    """A vector layer with other features."""
    return lambda root: county.vector(root, role, list(geometries), **fields)


def fact(key: str, value: Decimal | int | str | None, unit: str = "", basis: Basis | None = None) -> Tamper:
    """A fact with another value; one that is not there yet wants its unit."""

    def tamper(case: Case) -> Case:
        old = case.facts.get(key) or Fact(key, None, unit)
        number = Decimal(value) if isinstance(value, int) else value
        reason = old.reason if number is not None else "没有数据"
        new = replace(old, value=number, basis=basis or old.basis, reason=reason)
        return replace(case, facts=Facts({**{f.id: f for f in case.facts.values()}, key: new}.values()))

    return tamper


def table_cell(table: str, row: str | int, column: str, value: Quote | Decimal | int | str) -> Tamper:
    """Another cell in a computed table; ``row`` is ``head`` or a number from 0; a number keeps the old cell's unit."""

    def put(old: object) -> Quote | str:
        if isinstance(value, Quote | str):
            return value
        assert isinstance(old, Quote), f"table {table} has no number at {row} {column}"
        return replace(old, value=Decimal(value), formula=None)

    def tamper(case: Case) -> Case:
        found: Table = case.tables[table]
        if isinstance(row, str):
            changed = replace(found, head=tuple((key, put(old) if key == column else old) for key, old in found.head))
        else:
            place, lines = found.columns.index(column), list(found.rows)
            cells = list(lines[row].cells)
            cells[place] = put(cells[place])
            lines[row] = replace(lines[row], cells=tuple(cells))
            changed = replace(found, rows=tuple(lines))
        return replace(case, tables={**case.tables, table: changed})

    return tamper


def _table(table: str, edit: Callable[[list[str], list[list[str]]], None]) -> Edit:
    def apply(root: Path) -> None:
        path = root / "tables" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            header, *lines = csv.reader(stream)
        edit(header, lines)
        county.table(root, table, [header, *lines])

    return apply


def _position(table: str, lines: Sequence[Sequence[str]], row: str | int) -> int:
    if isinstance(row, int):
        return row - 1
    found = [n for n, line in enumerate(lines) if line[0] == row]
    assert found, f"{table} has no row {row!r}"
    return found[0]


def _yaml(file: str, key: str, value: object) -> Edit:
    def apply(root: Path) -> None:
        content = yaml.safe_load((root / file).read_text(encoding="utf-8"))
        *above, last = key.split(".")
        inner = content
        for name in above:
            inner = inner.setdefault(name, {})
        if value is None:
            del inner[last]
        else:
            inner[last] = value
        (root / file).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return apply
