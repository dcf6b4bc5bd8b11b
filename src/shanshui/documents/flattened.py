"""Tables in text files: rows of tabs or bars, columns of blanks, and one cell per line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shanshui.documents.captions import caption, is_note, unit_line
from shanshui.documents.continued import lengthened, repeated
from shanshui.documents.grid import TOTALS, Piece, sort_of, table_of
from shanshui.documents.lines import Line
from shanshui.documents.model import Cell, Table
from shanshui.documents.numbering import marker
from shanshui.documents.streamed import rows_of_stream
from shanshui.documents.stretch import Stretch

_BAR = re.compile(r"[|│┃║｜¦┆┇┊┋]")
_RULE = re.compile(r"[\s|│┃║｜¦:+=\-─-╿]+")
"""What a line holds that is drawn and has no words."""
_STROKES = re.compile(r"--|==|[─━═┄┅┈┉╌╍]")
_BARS = 2
"""Bars that part cells of a row which none leads."""
_COLUMNS = re.compile(r"[^\s　](?:[^\s　]|[ 　](?![ 　\t]))*")
_WORDS = re.compile(r"[^\s　]+")
_WIDEST_ROW = 2000
"""Characters of a line in which bars are counted."""
_SPACED = 3
"""Columns, and rows, of a table that only blanks show."""
_FURTHEST = 400
"""Lines below a caption among which its cells are looked for."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that are a table, row by row; none where they turned out to be no table.

    ``end`` is the first line that was not looked at, so that no line is looked at time and again.
    """

    end: int
    rows: tuple[tuple[Piece, ...], ...] = ()
    lines: tuple[int, ...] = ()


def tables_in(lines: Sequence[Line]) -> tuple[tuple[Table, ...], tuple[Stretch, ...], frozenset[int]]:
    """All tables of a text file.

    Returns
    -------
    tables : tuple of Table
        In order.
    cells : tuple of Stretch
        Their cells that hold something.
    used : frozenset of int
        Numbers of the lines that they take, captions left out.
    """
    tables: list[Table] = []
    cells: list[Stretch] = []
    used: set[int] = set()
    index = 0
    while index < len(lines):
        region = _region(lines, index)
        if not region.rows:
            index = region.end
            continue
        first = region.lines[0]
        name, unit = above(lines[max(first - 4, 0) : first])
        table = table_of(region.rows, len(tables), name, unit)
        named = caption(name)
        last = tables[-1] if tables and named is not None and named.continued else None
        if last is not None and last.columns == table.columns:
            tables[-1] = _gone_on(last, table, cells, lines[first].page)
        else:
            tables.append(table)
            cells += _stretches(table.cells, table.number, lines[first].page)
        used |= set(region.lines)
        index = region.end
    return tuple(tables), tuple(cells), frozenset(used)


def above(lines: Sequence[Line]) -> tuple[str, str]:
    """Caption and unit that stand right above a table."""
    unit = ""
    for line in reversed([line for line in lines if line.text]):
        named = caption(line.text)
        if named is not None and named.names == "table":
            return line.text, unit or unit_line(line.text) or ""
        said = unit_line(line.text)
        if said is None or unit:
            break
        unit = said
    return "", unit


def _stretches(cells: Iterable[Cell], table: int, page: int | None) -> list[Stretch]:
    return [
        Stretch(cell.start, cell.end, cell.text, "cell", page=page, table=table, row=cell.row, column=cell.column)
        for cell in cells
        if cell.text
    ]


def _gone_on(table: Table, more: Table, cells: list[Stretch], page: int | None) -> Table:
    """A table with the rows of the one that continues it; a head that is repeated is text, but no rows."""
    head = repeated(table, ((cell.row, cell.column, cell.text) for cell in more.cells))
    shift = table.rows - head
    further = [replace(cell, row=cell.row + shift) for cell in more.cells if cell.row >= head]
    cells += _stretches([cell for cell in more.cells if cell.row < head], table.number, page)
    cells += _stretches(further, table.number, page)
    return lengthened(table, further)


def _region(lines: Sequence[Line], index: int) -> _Region:
    """The table that begins at a line, however it is written."""
    line = lines[index]
    if line.tabbed:
        return _of_cells(lines, index)
    if _tabs(line) > 0:
        return _of_rows(lines, index, _by_tabs, lambda other: _tabs(other) > 0 or _stray(lines, other))
    if _barred(line) or _drawn(lines, index):
        return _of_rows(lines, index, _by_bars, lambda other: _barred(other) or _is_rule(other))
    named = caption(line.text)
    if named is not None and named.names == "table":
        return _below(lines, index)
    return _spaced(lines, index)


def _of_cells(lines: Sequence[Line], index: int) -> _Region:
    """Cells one by one, each led by a tab; a blank line ends the row."""
    rows: list[list[Line]] = []
    for line in _from(lines, index):
        if not line.tabbed:
            break
        if line.gap or not rows:
            if len(rows) == 1 and len(rows[0]) == 1:
                return _Region(line.number)
            rows.append([])
        rows[-1].append(line)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) < 0.6 * len(rows):
        return _Region(rows[-1][-1].number + 1 if rows else index + 1)
    pieces = tuple(tuple(Piece(line.start, line.end, line.text) for line in row) for row in rows)
    return _Region(rows[-1][-1].number + 1, pieces, tuple(line.number for row in rows for line in row))


def _of_rows(
    lines: Sequence[Line],
    index: int,
    cut: Callable[[Line], list[Piece]],
    belongs: Callable[[Line], bool],
) -> _Region:
    """Rows one by one, cut into cells."""
    taken: list[Line] = []
    for line in _from(lines, index):
        parted = taken and line.gap > 0 and (line.gap > 2 or len(cut(line)) != len(cut(taken[-1])))
        if not belongs(line) or parted or (taken and line.gap and _heads_next(lines, line)):
            break
        taken.append(line)
    rows = tuple(tuple(cut(line)) for line in taken if not _is_rule(line))
    end = taken[-1].number + 1 if taken else index + 1
    if len(rows) < 2 or max(map(len, rows)) < 2 or _is_contents(rows):
        return _Region(end)
    return _Region(end, rows, tuple(line.number for line in taken))


def _from(lines: Sequence[Line], first: int, most: int | None = None) -> Iterator[Line]:
    """Lines from one on, up to a number of them."""
    last = len(lines) if most is None else min(first + most, len(lines))
    return (lines[number] for number in range(first, last))


def _tabs(line: Line) -> int:
    """Tabs that part cells; one alone at the beginning leads a paragraph."""
    return line.raw.count("\t") - (1 if line.tabbed else 0)


def _stray(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line without tabs stands between rows that have them, and does not name the next table."""
    after = lines[line.number + 1] if line.number + 1 < len(lines) else None
    if line.gap or len(line.text) > 24 or after is None or after.gap or _tabs(after) < 2:
        return False
    return not _ends(line) and unit_line(line.text) is None


def _by_tabs(line: Line) -> list[Piece]:
    return list(_cut(line, line.raw.split("\t"), 1))


def _barred(line: Line) -> bool:
    """Whether bars part a line into cells: one leads it, or there are several."""
    return len(line.text) > 1 and (
        _BAR.match(line.text) is not None or len(_BAR.findall(line.text, 0, _WIDEST_ROW)) >= _BARS
    )


def _is_rule(line: Line) -> bool:
    """Whether a line is drawn and holds no words."""
    return _STROKES.search(line.raw) is not None and _RULE.fullmatch(line.raw) is not None


def _heads_next(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line is the head of another table: a drawn line stands below it."""
    return line.number + 1 < len(lines) and _is_rule(lines[line.number + 1])


def _drawn(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the upper edge of a frame, with a row below it."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and _is_rule(lines[index]) and _barred(below)


def _by_bars(line: Line) -> list[Piece]:
    """Cells between bars; what stands before the bar that leads a row is none."""
    raw = line.raw.rstrip()
    parts = _BAR.split(raw)
    led = not parts[0].strip()
    if led and len(parts) > 2 and not parts[-1]:
        parts.pop()
    return list(_cut(line, parts, 1))[1 if led else 0 :]


def _cut(line: Line, parts: Sequence[str], between: int) -> Iterator[Piece]:
    at = line.at
    for part in parts:
        words = part.strip(" 　\xa0\f")
        start = at + part.index(words) if words else at
        yield Piece(start, start + len(words), words)
        at += len(part) + between


def _is_contents(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether rows are entries of a table of contents: a heading and a page."""
    if Counter(map(len, rows)).most_common(1)[0][0] != 2:
        return False
    entries = sum(len(row) == 2 and row[1].text.strip("IVX").isdigit() | (not row[1].text.strip("IVX")) for row in rows)
    numbered = sum(marker(row[0].text) is not None for row in rows)
    return entries >= 0.8 * len(rows) and numbered >= 0.6 * len(rows)


def _below(lines: Sequence[Line], index: int) -> _Region:
    """Cells below a caption: in columns of blanks, or each in a line of its own."""
    first = index + 1
    while first < len(lines) and first <= index + 2 and unit_line(lines[first].text) is not None:
        first += 1
    body: list[Line] = []
    for line in _from(lines, first, _FURTHEST):
        if not line.text or _tabs(line) or line.tabbed or _barred(line) or _drawn(lines, line.number) or _ends(line):
            break
        body.append(line)
    if not body:
        return _Region(index + 1)
    rows = _in_columns(body)
    if rows is not None:
        return (
            _Region(first + len(rows), rows, tuple(line.number for line in body[: len(rows)]))
            if rows
            else _Region(first)
        )
    if spaced := _in_words(body):
        return _Region(first + len(spaced), spaced, tuple(line.number for line in body[: len(spaced)]))
    pieces = [Piece(line.start, line.end, line.text) for line in body]
    gaps = [line.gap for line in body]
    streamed = rows_of_stream(pieces, gaps)
    if streamed is None:
        return _Region(first)
    count = sum(piece.text != "" for row in streamed for piece in row)
    return _Region(first + count, streamed, tuple(line.number for line in body[:count]))


def _spaced(lines: Sequence[Line], index: int) -> _Region:
    """Lines in columns of blanks that nothing names: three of one width at least, below the first one numbers."""
    head = _blank_cut(lines[index])
    if len(head) < _SPACED or any(sort_of(piece.text) in ("number", "ordinal", "long") for piece in head):
        return _Region(index + 1)
    rows = [head]
    for line in _from(lines, index + 1, _FURTHEST):
        row = _blank_cut(line)
        numbers = any(sort_of(piece.text) in ("number", "ordinal") for piece in row[1:])
        if line.gap > 1 or not 2 <= len(row) <= len(head) or not numbers:
            break
        rows.append(row)
    if sum(len(row) == len(head) for row in rows) < _SPACED:
        return _Region(index + 1)
    return _Region(index + len(rows), tuple(map(tuple, rows)), tuple(range(index, index + len(rows))))


def _blank_cut(line: Line) -> list[Piece]:
    """The pieces of a line that two blanks or more part."""
    if len(line.raw) > _WIDEST_ROW:
        return []
    return [Piece(line.at + part.start(), line.at + part.end(), part[0]) for part in _COLUMNS.finditer(line.raw)]


def _ends(line: Line) -> bool:
    """Whether a line stands below a table and not in it."""
    if caption(line.text) is not None or is_note(line.text):
        return True
    mark = marker(line.text)
    return (mark is not None and mark.style in ("章", "节", "篇", "编", "部分", "附录")) or len(line.text) > 160


def _in_columns(body: Sequence[Line]) -> tuple[tuple[Piece, ...], ...] | None:
    """Rows whose cells stand below each other, parted by two blanks or more; None where lines are not cut so."""
    cut = [_blank_cut(line) for line in body]
    if len(cut[0]) < 2:
        return None
    rows: list[tuple[Piece, ...]] = []
    for row, line in zip(cut, body, strict=True):
        if len(row) < 2 or line.gap > 1:
            break
        rows.append(tuple(row))
    return tuple(rows) if len(rows) >= 2 else ()


def _in_words(body: Sequence[Line]) -> tuple[tuple[Piece, ...], ...]:
    """Rows whose cells a single blank parts, as copied from a PDF; none where lines are not alike."""
    rows: list[tuple[Piece, ...]] = []
    for line in body:
        row = tuple(Piece(line.at + w.start(), line.at + w.end(), w[0]) for w in _WORDS.finditer(line.raw))
        width = len(rows[0]) if rows else max(len(row), 3)
        total = bool(rows) and row[0].text in TOTALS and 1 < len(row) <= width
        if (len(row) != width and not total) or line.text.endswith("。"):
            break
        rows.append(row)
    amounts = [sum(sort_of(piece.text) in ("number", "ordinal") for piece in row) for row in rows]
    return tuple(rows) if len(rows) > 2 and not amounts[0] and all(amounts[1:]) else ()
