"""From a computed table and its specification to a laid-out grid, for Word and workbook alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from shanshui.dossier.narrative.cells import cell_runs
from shanshui.dossier.narrative.head import head_rows
from shanshui.dossier.narrative.model import Grid, GridCell, GridRow, Run
from shanshui.dossier.narrative.symbols import raised, symbol_runs
from shanshui.ledger import Quote, Row, Table
from shanshui.quantity import unit
from shanshui.standard import PER_ROW, Column, TableSpec

_YEAR = re.compile(r"(\d{4})$")
_SUFFIX = re.compile(r"[@:._#]\w+$")


def grid_of(
    table: Table,
    spec: TableSpec,
    synthetic: Callable[[str], bool],
    ordinals: Sequence[str] = (),
    patterns: Mapping[str, str] = MappingProxyType({}),
) -> Grid:
    """Lay a table out.

    Parameters
    ----------
    table : Table
        Its values.
    spec : TableSpec
        How it looks.
    synthetic : callable
        Whether a fact rests on made-up data.
    ordinals : sequence of str
        Words for first, second, ... where headings count years.
    patterns : mapping, optional
        By a word that stands in the row, how its number is written: ``≥{value} {unit}``.

    Returns
    -------
    Grid
        With every merged cell; the notes bear the marks ①②.
    """
    columns = columns_of(table, spec)
    header = _header(table, columns, spec, ordinals)
    body = _body(table, columns, synthetic, patterns)
    notes = tuple((chr(0x2460 + n), raised(note.text)) for n, note in enumerate(n for n in spec.notes if n.printed))
    return Grid(
        header,
        body,
        tuple(row.kind for row in table.rows),
        tuple(column.width for column in columns),
        above=head_rows(table, spec, [column.width for column in columns], synthetic),
        unit_note=spec.unit_note,
        notes=notes,
        foot=spec.foot,
        landscape=spec.orientation == "landscape",
    )


def columns_of(table: Table, spec: TableSpec) -> tuple[Column, ...]:
    """The specification's column for each column of the table; repeated ones come several times.

    Raises
    ------
    KeyError
        Where a key is neither a column's nor one of a repeated column with a suffix.
    """
    return tuple(_column(key, spec) for key in table.columns)


def _column(key: str, spec: TableSpec) -> Column:
    by_key = {c.key: c for c in spec.columns}
    base = key
    while base not in by_key:
        match = _SUFFIX.search(base)
        if match is None:
            repeated = [c for c in spec.columns if c.repeat and key.startswith(c.key)]
            if repeated:
                return max(repeated, key=lambda c: len(c.key))
            raise KeyError(f"table {spec.id} has no column {key!r}; it has {', '.join(by_key)}")
        base = base[: match.start()]
    return by_key[base]


def header_paths(table: Table, columns: Sequence[Column], ordinals: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Heading of each column from the outermost spanner down, with years filled in."""
    labels = dict(table.labels)
    seen: dict[str, dict[str, int]] = {}
    paths = []
    for key, column in zip(table.columns, columns, strict=True):
        suffix = key[len(column.key) :].lstrip("@:._#")
        count = seen.setdefault(column.key, {})
        place = count.setdefault(suffix, len(count))
        paths.append(
            _path(column, labels.get(key, ""), suffix, ordinals[place] if place < len(ordinals) else str(place + 1))
        )
    return tuple(paths)


def _path(column: Column, label: str, suffix: str, ordinal: str) -> tuple[str, ...]:
    year = _YEAR.search(suffix)
    words = {"year": year.group(1) if year else suffix, "ordinal": ordinal, "indicator": label or suffix}
    filled = [part.format(**words) for part in column.header]
    if label and column.repeat != "year":
        open_parts = [n for n, part in enumerate(column.header) if "{" in part]
        filled[open_parts[-1] if open_parts else -1] = label
    return tuple(filled)


def _header(table: Table, columns: Sequence[Column], spec: TableSpec, ordinals: Sequence[str]) -> tuple[GridRow, ...]:
    paths = header_paths(table, columns, ordinals)
    marks = {note.id: chr(0x2460 + n) for n, note in enumerate(n for n in spec.notes if n.printed)}
    depth = max(len(path) for path in paths)
    rows: list[GridRow] = []
    if spec.body_title and spec.head:
        rows.append((GridCell(raised(spec.body_title), across=len(columns), strong=True), *[None] * (len(columns) - 1)))
    for level in range(depth):
        rows.append(tuple(_header_cell(paths, columns, n, level, depth, marks) for n in range(len(columns))))
    return tuple(rows)


def _header_cell(
    paths: Sequence[Sequence[str]], columns: Sequence[Column], n: int, level: int, depth: int, marks: Mapping[str, str]
) -> GridCell | None:
    path = paths[n]
    if level >= len(path):
        return None
    last = level == len(path) - 1
    if not last and n > 0 and _same_spanner(paths, n - 1, n, level):
        return None
    across = 1
    while not last and n + across < len(paths) and _same_spanner(paths, n, n + across, level):
        across += 1
    words = path[level] + (marks.get(columns[n].note, "") if level == _noted(paths, columns, n) else "")
    return GridCell(raised(words), across=across, down=depth - level if last else 1, strong=True)


def _noted(paths: Sequence[Sequence[str]], columns: Sequence[Column], n: int) -> int:
    """Level of the heading that bears a column's mark: the outermost one of which all columns share the note."""
    last = len(paths[n]) - 1
    for level in range(last):
        under = [m for m in range(len(paths)) if paths[m][: level + 1] == paths[n][: level + 1]]
        if len(under) > 1 and {columns[m].note for m in under} == {columns[n].note}:
            return level
    return last


def _same_spanner(paths: Sequence[Sequence[str]], a: int, b: int, level: int) -> bool:
    """Whether two columns share the spanners down to a level, and none ends there."""
    return paths[a][: level + 1] == paths[b][: level + 1] and len(paths[a]) > level + 1 and len(paths[b]) > level + 1


def _body(
    table: Table, columns: Sequence[Column], synthetic: Callable[[str], bool], patterns: Mapping[str, str]
) -> tuple[GridRow, ...]:
    rows = [list(_row(row, columns, synthetic, patterns)) for row in table.rows]
    for n, column in enumerate(columns):
        if column.merge:
            _merge_down(table.rows, rows, n, columns)
    return tuple(tuple(row) for row in rows)


def _row(
    row: Row, columns: Sequence[Column], synthetic: Callable[[str], bool], patterns: Mapping[str, str]
) -> Iterator[GridCell | None]:
    """Cells of a line; the label of a total covers the empty words beside it."""
    said = [cell for cell in row.cells if isinstance(cell, str)]
    pattern = next((patterns[words] for words in said if words in patterns), "")
    label, reach = _label_reach(row, columns)
    covered = 0
    for n, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        if covered:
            covered -= 1
            yield None
        elif n == 0 and reach > 1:
            covered = reach - 1
            yield GridCell(cell_runs(row.cells[label], columns[label], synthetic), across=reach)
        else:
            runs = cell_runs(cell, column, synthetic)
            if isinstance(cell, Quote) and cell.value is not None and column.unit == PER_ROW:
                runs = _with_unit(runs, cell, pattern, said)
            yield GridCell(runs, column.align)


def _label_reach(row: Row, columns: Sequence[Column]) -> tuple[int, int]:
    """Where the label of a total stands, and how many columns from the left it covers; 0 where it covers one."""
    if row.kind not in ("subtotal", "total"):
        return 0, 0
    label = next((n for n, cell in enumerate(row.cells) if cell != ""), 0)
    if not isinstance(row.cells[label], str):
        return 0, 0
    reach = label + 1
    while reach < len(columns) and row.cells[reach] == "" and not columns[reach].total:
        reach += 1
    return label, reach if reach > 1 else 0


def _with_unit(runs: tuple[Run, ...], quote: Quote, pattern: str, said: Sequence[str]) -> tuple[Run, ...]:
    """A number with what its pattern puts around it, and its unit unless the row states it."""
    before, _, after = pattern.partition("{value}")
    if "{" in before or not isinstance(quote.value, Decimal):
        before, after = "", ""
    names = unit_names(quote.unit)
    stated = any(words in names or any(f"（{name}）" in words for name in names) for words in said)
    symbol = () if stated else symbol_runs(quote.unit)
    tail = after.replace("{unit}", "").strip()
    return (*raised(before), *runs, *symbol, *raised(tail))


def unit_names(code: str) -> tuple[str, ...]:
    """All that a unit is called: 公顷, hm², ..."""
    found = unit(code)
    return tuple(name for name in (found.symbol, found.name_zh, *found.aliases) if name)


def _merge_down(source: Sequence[Row], rows: list[list[GridCell | None]], n: int, columns: Sequence[Column]) -> None:
    """Make equal words in neighbouring lines of a column one cell, within one group of the first merged column."""
    left = [m for m in range(n) if columns[m].merge][:1]
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _alike(source, rows, start, end, [*left, n]):
            end += 1
        cell = rows[start][n]
        if end - start > 1 and cell is not None and cell.across == 1:
            rows[start][n] = GridCell(cell.runs, cell.align, down=end - start, strong=cell.strong)
            for m in range(start + 1, end):
                rows[m][n] = None
        start = end


def _alike(
    source: Sequence[Row], rows: list[list[GridCell | None]], first: int, other: int, columns: Sequence[int]
) -> bool:
    if source[first].kind != "body" or source[other].kind != "body":
        return False
    return all(source[first].cells[c] == source[other].cells[c] for c in columns) and bool(
        source[first].cells[columns[-1]]
    )
