"""How proposed tables differ from the entered ones, cell by cell, and what the tables become with some of it done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from shanshui.standard import InputTable
from shanshui.workspace.book.grid import Grid
from shanshui.workspace.proposals.entered import Row, columns_of, meaning, rows_of, same, written

Kind = Literal["added", "filled", "changed", "removed"]
"""A new row; empty cells filled; other cells; a row taken out."""

Identity = tuple[str, tuple[str, ...], int]
"""Table, key cells, and how often rows of that key have come before."""

_RowKey = tuple[tuple[object, ...], int]
"""What the key cells of a row say, and how often that has come before."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one part would change in one row.

    Parameters
    ----------
    table : str
        Input table.
    kind : str
        See :data:`Kind`.
    key : tuple of str
        Cells of the columns that make up the row's key; all filled cells where the table has none.
    cells : mapping of column to (old, new)
        Cells that differ.
    part : str
        Who proposes it; empty for what the planner has edited in a proposal.
    again : int
        Rows of the same key that stand above.
    """

    table: str
    kind: Kind
    key: tuple[str, ...]
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    part: str = ""
    again: int = 0

    @property
    def identity(self) -> Identity:
        """The row it is about."""
        return self.table, self.key, self.again

    @property
    def adds_only(self) -> bool:
        """Whether nothing that was entered is replaced."""
        return self.kind in ("added", "filled")


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell, or a whole row, for which two parts propose different things; the later part's stands."""

    table: str
    key: tuple[str, ...]
    column: str
    earlier: str
    later: str


def compared(
    before: Grid, rows: Sequence[Row], schema: InputTable, part: str = "", unread: Collection[int] = ()
) -> tuple[Change, ...]:
    """What it takes to come from an entered table to a proposed one.

    Parameters
    ----------
    before : Grid
        The table as entered.
    rows : sequence of mapping
        The whole proposed table; a column that a row lacks stays as it is, an empty cell empties it.
    schema : InputTable
        Its columns; cells that say the same in other words are not different.
    part : str
        Who proposes it.
    unread : collection of int
        Numbers of entered rows that nobody could read, and which are not taken out for being left out.

    Returns
    -------
    tuple of Change
        Changed rows in the order of ``rows``, then those removed.
    """
    entered = list(rows_of(before, schema))
    old, new = _by_key((row for _, row in entered), schema), _by_key(rows, schema)
    kept = {identity for identity, (number, _) in zip(old, entered, strict=True) if number in unread}
    moved = _moved(
        [key for key in old if key not in new | dict.fromkeys(kept)], [k for k in new if k not in old], schema
    )
    found: list[Change] = []
    for identity, row in new.items():
        was = old.get(moved.get(identity, identity))
        cells = {
            key: (now, cell)
            for key, cell in row.items()
            if key in schema.columns and not same(now := (was or {}).get(key, ""), cell, schema.columns[key], schema)
        }
        if was is None and cells:
            found.append(Change(schema.key, "added", _shown_key(row, schema), cells, part, identity[1]))
        elif was is not None and cells:
            kind: Kind = "filled" if not any(now.strip() for now, _ in cells.values()) else "changed"
            again = moved.get(identity, identity)[1]
            found.append(Change(schema.key, kind, _shown_key(was, schema), cells, part, again))
    left = kept | set(moved.values())
    for identity, row in old.items():
        if identity not in new and identity not in left:
            cells = {key: (cell, "") for key, cell in row.items() if cell.strip()}
            found.append(Change(schema.key, "removed", _shown_key(row, schema), cells, part, identity[1]))
    return tuple(found)


def _moved(old: Sequence[_RowKey], new: Sequence[_RowKey], schema: InputTable) -> Mapping[_RowKey, _RowKey]:
    """Rows whose key differs in cells that were empty only: a work that is given a year is still that work.

    Returns
    -------
    mapping of new to old
        In the order of both; a row that is split keeps its place with its first part.
    """
    unique = _unique(schema)
    fixed = [n for n, name in enumerate(unique) if schema.columns[name].required]
    if not fixed:
        return {}
    waiting: dict[tuple[object, ...], list[_RowKey]] = {}
    for identity in old:
        waiting.setdefault(tuple(identity[0][n] for n in fixed), []).append(identity)
    found: dict[_RowKey, _RowKey] = {}
    for identity in new:
        like = waiting.get(tuple(identity[0][n] for n in fixed), [])
        was = next((w for w in like if all(a in (None, b) for a, b in zip(w[0], identity[0], strict=True))), None)
        if was is not None:
            found[identity] = was
            like.remove(was)
    return found


def combined(changes: Iterable[Change]) -> tuple[tuple[Change, ...], tuple[Clash, ...]]:
    """The changes of several parts to the same tables as one set; where two disagree the later part's stands.

    Parameters
    ----------
    changes : iterable of Change
        In the order of the parts.
    """
    kept: dict[Identity, list[tuple[int, Change]]] = {}
    clashes: list[Clash] = []
    for number, change in enumerate(changes):
        beside: list[tuple[int, Change]] = []
        for place, rival in kept.get(change.identity, []):
            if "removed" in (rival.kind, change.kind):
                if rival.kind != change.kind:
                    clashes.append(Clash(change.table, change.key, "", rival.part, change.part))
                continue
            left = dict(rival.cells)
            for column in rival.cells.keys() & change.cells.keys():
                mine, theirs = change.cells[column][1], left.pop(column)[1]
                if mine != theirs:
                    clashes.append(Clash(change.table, change.key, column, rival.part, change.part))
            if left:
                beside.append((place, replace(rival, cells=left)))
        kept[change.identity] = [*beside, (number, change)]
    found = dict(numbered for of_row in kept.values() for numbered in of_row)
    return tuple(found[number] for number in sorted(found)), tuple(
        sorted(clashes, key=lambda c: (c.table, c.key, c.column))
    )


def attributed(changes: Iterable[Change], recorded: Iterable[Change]) -> Iterator[Change]:
    """Changes of a proposal that may have been edited, each by the part that had proposed it."""
    known: dict[Identity, dict[str, str]] = {}
    whole: dict[Identity, str] = {}
    for change in recorded:
        whole[change.identity] = change.part
        known.setdefault(change.identity, {}).update(dict.fromkeys(change.cells, change.part))
    for change in changes:
        of_cells, of_row = known.get(change.identity, {}), whole.get(change.identity, "")
        if change.kind == "removed" or not change.cells:
            yield replace(change, part=of_row)
            continue
        by_part: dict[str, dict[str, tuple[str, str]]] = {}
        for column, cell in change.cells.items():
            part = of_cells.get(column, of_row if change.kind == "added" else "")
            by_part.setdefault(part, {})[column] = cell
        for part, cells in by_part.items():
            kind: Kind = change.kind
            if kind != "added":
                kind = "changed" if any(old.strip() for old, _ in cells.values()) else "filled"
            yield replace(change, kind=kind, cells=cells, part=part)


def applied(changes: Iterable[Change], grid: Grid, schema: InputTable) -> tuple[Grid, tuple[Change, ...]]:
    """A table with changes made.

    Parameters
    ----------
    changes : iterable of Change
        Of this table.
    grid : Grid
        The table as it stands now; what was entered in it since the changes were worked out is never overwritten.
    schema : InputTable
        Its columns.

    Returns
    -------
    grid : Grid
        Rows keep their order and, unless one was removed, their numbers; new rows stand at the end.
    passed_over : tuple of Change
        With the cells that could not be changed, since something else stands there now.
    """
    own = [change for change in changes if change.table == schema.key]
    header = _header(grid, own, schema)
    rows = {number: [*cells, *[""] * (len(header) - len(grid.header))] for number, cells in grid.rows}
    identities = zip(_by_key((row for _, row in rows_of(grid, schema)), schema), rows, strict=True)
    at = {identity: number for identity, number in identities}
    last, passed_over = max(rows, default=1), []
    for change in own:
        identity = (_key_of(change, schema), change.again)
        number = at.get(identity, at.get((_key_of(change, schema, done=True), change.again)))
        if number is None and change.kind == "added":
            number = last = last + 1
            at[identity], rows[number] = number, [""] * len(header)
        if number is None:
            if change.kind != "removed":
                passed_over.append(change)
            continue
        here = replace(grid, header=tuple(header), rows=((number, tuple(rows[number])),))
        _, now = next(rows_of(here, schema))
        refused = {
            column: cell
            for column, cell in change.cells.items()
            if not any(same(now.get(column, ""), side, schema.columns[column], schema) for side in cell)
        }
        if refused:
            passed_over.append(replace(change, cells=refused))
        if change.kind == "removed":
            if not refused:
                del rows[number], at[identity]
            continue
        positions = columns_of(here, schema)
        for column, (_, new) in change.cells.items():
            if column not in refused and not same(now.get(column, ""), new, schema.columns[column], schema):
                rows[number][positions[column]] = written(new, header[positions[column]], schema)
    removed = any(number not in rows for number, _ in grid.rows)
    numbers = range(2, len(rows) + 2) if removed else sorted(rows)
    filled = zip(numbers, (tuple(rows[n]) for n in sorted(rows)), strict=True)
    return replace(grid, header=tuple(header), rows=tuple(filled)), tuple(passed_over)


def _header(grid: Grid, changes: Sequence[Change], schema: InputTable) -> list[str]:
    """The headings, with those at the right that the changes need and the table lacks, in the style of the others."""
    there = columns_of(grid, schema)
    needed = {column for change in changes if change.kind != "removed" for column in change.cells} - there.keys()
    keys = sum(name in schema.columns for name in grid.header) * 2 >= len(grid.header)
    more = [column.key if keys else column.heading() for key, column in schema.columns.items() if key in needed]
    return [*grid.header, *more]


def _by_key(rows: Iterable[Row], schema: InputTable) -> dict[_RowKey, Row]:
    """Rows by what their key cells say, and how often that has come before."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: dict[_RowKey, Row] = {}
    for row in rows:
        key = tuple(meaning(row.get(name, ""), schema.columns[name], schema) for name in _unique(schema))
        found[key, seen[key]] = row
        seen[key] += 1
    return found


def _unique(schema: InputTable) -> tuple[str, ...]:
    return tuple(c.key for c in schema.columns.values() if c.unique) or tuple(schema.columns)


def _shown_key(row: Row, schema: InputTable) -> tuple[str, ...]:
    return tuple(row.get(name, "").strip() for name in _unique(schema))


def _key_of(change: Change, schema: InputTable, done: bool = False) -> tuple[object, ...]:
    """What the key cells say before a change, or after it."""
    cells = dict(zip(_unique(schema), change.key, strict=True))
    if done:
        cells |= {name: change.cells[name][1] for name in cells.keys() & change.cells.keys()}
    return tuple(meaning(cell, schema.columns[name], schema) for name, cell in cells.items())
