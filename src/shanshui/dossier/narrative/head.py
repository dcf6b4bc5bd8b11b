"""The head block of a table: labels and values above its columns (tables C, D, F.1, F.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shanshui.dossier.narrative.cells import cell_runs
from shanshui.dossier.narrative.model import GridCell, GridRow
from shanshui.dossier.narrative.symbols import raised
from shanshui.ledger import Cell, Table
from shanshui.standard import HeadField, TableSpec

LABEL_ALONE = 0.16
LABEL_GROUPED = 0.24
LABEL_BESIDE = 0.4
GROUP = 0.08
LONG = 30
"""Parts of the width that labels and their group take, and length from which a value is set flush left."""


def head_rows(
    table: Table, spec: TableSpec, widths: Sequence[float], synthetic: Callable[[str], bool]
) -> tuple[GridRow, ...]:
    """Lay the head block out over the full width.

    Parameters
    ----------
    table : Table
        Its ``head`` holds the values by key.
    spec : TableSpec
        Which fields stand in which line.
    widths : sequence of float
        Shares of the table's columns.
    synthetic : callable
        Whether a fact rests on made-up data.
    """
    values: Mapping[str, Cell] = dict(table.head)
    lines: dict[int, list[HeadField]] = {}
    for field in spec.head:
        lines.setdefault(field.row, []).append(field)
    groups = [fields[0].group for fields in lines.values()]
    rows: list[GridRow] = []
    for n, fields in enumerate(lines.values()):
        row: list[GridCell | None] = []
        if groups[n]:
            row += _group(groups, n, widths)
        for start, end, field in _places(fields, len(row), widths):
            alone = LABEL_GROUPED if groups[n] else LABEL_ALONE
            share = sum(widths[start:end]) * LABEL_BESIDE if len(fields) > 1 else sum(widths) * alone
            label = max(1, _columns(widths, start, end - 1, share))
            row += _pair(field, values.get(field.key, ""), label, end - start - label, synthetic)
        rows.append(tuple(row))
    return tuple(rows)


def _group(groups: Sequence[str], n: int, widths: Sequence[float]) -> list[GridCell | None]:
    """The spanner at the left of lines that belong together."""
    across = _columns(widths, 0, len(widths) - 2, GROUP * sum(widths))
    if n and groups[n - 1] == groups[n]:
        return [None] * across
    down = 1
    while n + down < len(groups) and groups[n + down] == groups[n]:
        down += 1
    return [GridCell(raised(groups[n]), across=across, down=down, strong=True), *[None] * (across - 1)]


def _places(fields: Sequence[HeadField], first: int, widths: Sequence[float]) -> list[tuple[int, int, HeadField]]:
    """First and last column of each field of a line, of about equal width, two columns at least."""
    places = []
    start = first
    for n, field in enumerate(fields):
        left = len(fields) - n - 1
        share = sum(widths[start:]) / (left + 1)
        end = len(widths) if left == 0 else start + max(2, _columns(widths, start, len(widths) - 2 * left, share))
        places.append((start, end, field))
        start = end
    return places


def _columns(widths: Sequence[float], start: int, end: int, share: float) -> int:
    """How many columns from ``start`` come nearest to a share of the width."""
    count, total = 0, 0.0
    while start + count < end and (count == 0 or total + widths[start + count] / 2 < share):
        total += widths[start + count]
        count += 1
    return count


def _pair(
    field: HeadField, value: Cell, label: int, rest: int, synthetic: Callable[[str], bool]
) -> list[GridCell | None]:
    """A label over some columns, and its value over the rest."""
    long = isinstance(value, str) and len(value) > LONG
    shown = GridCell(cell_runs(value, field, synthetic), "left" if long else "center", across=rest)
    return [
        GridCell(raised(field.label), across=label, strong=True),
        *[None] * (label - 1),
        shown,
        *[None] * (rest - 1),
    ]
