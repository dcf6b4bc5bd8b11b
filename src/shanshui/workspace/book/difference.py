"""How two editions of the tables differ, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shanshui.standard import InputTable, Standard
from shanshui.workspace.book.grid import Grid

_NAMED = 5
"""Rows that are named of each kind."""

Row = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one table.

    Parameters
    ----------
    table : str
        Key of the input table.
    added, changed, removed : int
        Rows.
    examples : tuple of str
        Keys of the first of them, each with its sign: ``+``, ``~`` or ``-``.
    """

    table: str
    added: int
    changed: int
    removed: int
    examples: tuple[str, ...]


def differences(before: Mapping[str, Grid], after: Mapping[str, Grid], standard: Standard) -> Iterator[Difference]:
    """Compare tables by their keys, the unique columns together; whole rows where a table has none.

    Parameters
    ----------
    before, after : mapping of table to Grid
        A table that ``before`` lacks was empty.
    standard : Standard
        Schemas.
    """
    for key, grid in after.items():
        schema = standard.inputs[key]
        old, new = _rows(before[key], schema) if key in before else {}, _rows(grid, schema)
        added = [k for k in new if k not in old]
        removed = [k for k in old if k not in new]
        changed = [k for k in new if k in old and new[k] != old[k]]
        if added or removed or changed:
            named = (("+", added), ("~", changed), ("-", removed))
            examples = tuple(f"{sign}{'/'.join(filter(None, k[0]))}" for sign, keys in named for k in keys[:_NAMED])
            yield Difference(key, len(added), len(changed), len(removed), examples)


def _rows(grid: Grid, schema: InputTable) -> Mapping[tuple[tuple[str, ...], int], Row]:
    """Rows by their key and how often it has come before."""
    columns = [h.column.key if name and (h := schema.column_named(name)) else name for name in grid.header]
    unique = [c.key for c in schema.columns.values() if c.unique] or list(schema.columns)
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[tuple[str, ...], int], Row] = {}
    for _, cells in grid.rows:
        values = dict(zip(columns, cells, strict=True))
        key = tuple(values.get(name, "").strip() for name in unique)
        found[key, seen[key]] = frozenset((name, cell) for name, cell in values.items() if cell)
        seen[key] += 1
    return found
