"""Tables that are ruled: cells between strokes, merged ones where a stroke is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.documents.pdf.page import Page, Sign, Stroke

_NEAR = 3.0
"""Points within which strokes are at one place or touch."""

_LARGEST = 40_000


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its place, what it reaches over, the signs in it."""

    row: int
    column: int
    down: int
    across: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table of one page.

    Parameters
    ----------
    left, top, right, bottom : float
        Its frame.
    columns : tuple of float
        Where its upright strokes stand.
    rows : int
        How many.
    cells : tuple of RuledCell
        In order of rows.
    """

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    rows: int
    cells: tuple[RuledCell, ...]


def ruled_tables(page: Page) -> tuple[tuple[RuledTable, ...], tuple[Sign, ...]]:
    """Tables of a page from top to bottom, and the signs outside them."""
    rest = list(page.signs)
    tables: list[RuledTable] = []
    for level, upright in _frames(page.strokes):
        found = _table(level, upright, rest)
        if found is not None:
            table, rest = found
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: table.top)), tuple(rest)


def _frames(strokes: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that hang together, level and upright ones."""
    level = _joined([stroke for stroke in strokes if stroke.level])
    upright = _joined([stroke for stroke in strokes if not stroke.level])
    if len(level) * len(upright) > 4_000_000:
        return
    groups = list(range(len(level)))
    of_upright: list[int] = []

    def root(number: int) -> int:
        while groups[number] != number:
            groups[number] = groups[groups[number]]
            number = groups[number]
        return number

    for line in upright:
        touched = [n for n, other in enumerate(level) if _touch(other, line)]
        for other in touched[1:]:
            groups[root(other)] = root(touched[0])
        of_upright.append(touched[0] if touched else -1)
    frames: defaultdict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(level):
        frames[root(number)][0].append(line)
    for number, line in zip(of_upright, upright, strict=True):
        if number >= 0:
            frames[root(number)][1].append(line)
    yield from ((lines, ups) for lines, ups in frames.values() if len(lines) >= 2 and ups)


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes at one place that touch are one."""
    joined: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (round(s.at / _NEAR), s.start)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.at - stroke.at) <= _NEAR and stroke.start <= last.end + _NEAR:
            joined[-1] = Stroke(last.level, last.at, last.start, max(last.end, stroke.end))
        else:
            joined.append(stroke)
    return joined


def _touch(level: Stroke, upright: Stroke) -> bool:
    return (level.start - _NEAR <= upright.at <= level.end + _NEAR
            and upright.start - _NEAR <= level.at <= upright.end + _NEAR)  # fmt: skip


def _table(
    level: Sequence[Stroke], upright: Sequence[Stroke], signs: Sequence[Sign]
) -> tuple[RuledTable, list[Sign]] | None:
    ys = _places([stroke.at for stroke in level])
    left, right = min(s.start for s in level), max(s.end for s in level)
    xs = _places([stroke.at for stroke in upright] + [left, right])  # sides may be open
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _LARGEST:
        return None
    filled: defaultdict[tuple[int, int], list[Sign]] = defaultdict(list)
    rest: list[Sign] = []
    for sign in signs:
        row = bisect_right(ys, (sign.top + sign.bottom) / 2) - 1
        column = bisect_right(xs, (sign.left + sign.right) / 2) - 1
        if 0 <= row < rows and 0 <= column < columns:
            filled[row, column].append(sign)
        else:
            rest.append(sign)
    if not filled:
        return None
    cells = tuple(_cells(ys, xs, level, upright, filled))
    return RuledTable(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), rows, cells), rest


def _places(values: Sequence[float]) -> list[float]:
    """Places that differ."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(
    ys: Sequence[float],
    xs: Sequence[float],
    level: Sequence[Stroke],
    upright: Sequence[Stroke],
    filled: dict[tuple[int, int], list[Sign]],
) -> Iterator[RuledCell]:
    """Cells in order of rows: each grows to the right, then down, as long as no stroke parts it."""
    beside = _parting(upright, xs, ys)
    below = _parting(level, ys, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            across = 1
            while (
                column + across < columns
                and (column + across, row) not in beside
                and (row, column + across) not in taken
            ):
                across += 1
            down = 1
            while row + down < rows and not any((row + down, c) in below for c in range(column, column + across)):
                down += 1
            places = [(y, x) for y in range(row, row + down) for x in range(column, column + across)]
            taken.update(places)
            signs = tuple(sign for place in places for sign in filled.get(place, ()))
            yield RuledCell(row, column, down, across, signs)


def _parting(strokes: Sequence[Stroke], across: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Which strokes part which neighbours: number of the stroke's place, number of the interval along it."""
    parting: set[tuple[int, int]] = set()
    for stroke in strokes:
        place = min(range(len(across)), key=lambda n: abs(across[n] - stroke.at))
        for interval in range(len(along) - 1):
            middle = (along[interval] + along[interval + 1]) / 2
            if stroke.start - _NEAR <= middle <= stroke.end + _NEAR:
                parting.add((place, interval))
    return parting
