"""Rows of the input files that findings name, as they stand there: for the page to show and an editor to open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from shanshui.finding import Place
from shanshui.standard import InputTable, Standard
from shanshui.standard.sources import decoded, read_yaml_source
from shanshui.workspace.sheets import Sheet, book_sheets, csv_sheets

AROUND = 2
"""Rows shown above and below the one that a finding names."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file.

    Parameters
    ----------
    cells : tuple of str
        As they stand there.
    line : int or None
        Line of a text file that it begins on, from 1; None in a workbook.
    starts : tuple of int
        Character of that line at which each of its cells begins, from 1.
    """

    cells: tuple[str, ...]
    line: int | None = None
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What of one table, or one text file, findings name.

    Parameters
    ----------
    key : str
        ``works``, ``project.yaml``.
    file : str
        Relative to the project folder.
    heads : tuple of str
        Heading of each column; none in a text file.
    columns : mapping
        Index of each column by its key, its heading in the file and its printed names.
    lines : mapping of row to Line
        Rows that findings name with their neighbours; the row is counted as a spreadsheet does.
    """

    key: str
    file: str
    heads: tuple[str, ...]
    columns: Mapping[str, int]
    lines: Mapping[int, Line]


@dataclass(frozen=True, slots=True)
class Extracts:
    """Everything that findings name in the project folder.

    Parameters
    ----------
    tables : mapping of key to Extract
        Input tables by their key, YAML files by their name.
    keys : mapping
        Row of each key of a YAML file, by file and dotted path.
    """

    tables: Mapping[str, Extract] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))

    def spot(self, place: Place) -> tuple[Extract, int, int | None] | None:
        """The extract, the row and, where known, the column's index that a place means."""
        extract = self.tables.get(place.sheet) or self.tables.get(place.file)
        if extract is None:
            return None
        row = place.row if place.row is not None else self.row_of_key(place)
        if row is None or row not in extract.lines:
            return None
        return extract, row, extract.columns.get(place.column.strip())

    def row_of_key(self, place: Place) -> int | None:
        """Row of a YAML file in which the key that a place names stands."""
        layer, column = f"layers.{place.layer}", place.column
        own = (f"{layer}.{column}", layer) if place.layer else (column, column.partition(".")[0])
        names = (*own, column)
        return next((row for name in names if name and (row := self.keys.get((place.file, name))) is not None), None)


def read_extracts(root: Path, places: Iterable[Place], standard: Standard) -> Extracts:
    """Read from the project folder what findings name; a file that cannot be read is left out.

    Parameters
    ----------
    root : Path
        The project folder.
    places : iterable of Place
        Of all findings.
    standard : Standard
        Schemas of the input tables.
    """
    wanted: dict[tuple[str, str], set[int]] = {}
    yamls: dict[str, list[Place]] = {}
    for place in places:
        if place.file.endswith((".yaml", ".yml")):
            yamls.setdefault(place.file, []).append(place)
        elif place.sheet in standard.inputs and place.row is not None:
            near = range(max(1, place.row - AROUND), place.row + AROUND + 1)
            wanted.setdefault((place.file, place.sheet), set()).update(near)
    tables = {
        sheet.table: _extract(root, sheet, standard.inputs[sheet.table], rows)
        for sheet in _sheets(root, {file for file, _ in wanted}, standard)
        if (rows := wanted.get((sheet.file, sheet.table)))
    }
    keys: dict[tuple[str, str], int] = {}
    for file, own in yamls.items():
        tables |= _yaml_extract(root, file, own, keys)
    return Extracts(MappingProxyType(tables), MappingProxyType(keys))


def _sheets(root: Path, files: Collection[str], standard: Standard) -> Iterator[Sheet]:
    """The raw tables of the files that findings name: of a folder of CSV files, or of a workbook."""
    for folder in sorted({Path(file).parent for file in files if file.lower().endswith(".csv")}):
        yield from csv_sheets(root / folder, folder.as_posix(), standard).sheets
    for file in sorted(file for file in files if file.lower().endswith(".xlsx")):
        if (root / file).is_file():
            yield from book_sheets(root / file, standard, file).sheets


def _extract(root: Path, sheet: Sheet, table: InputTable, rows: Collection[int]) -> Extract:
    columns: dict[str, int] = {}
    titles = []
    for index, heading in enumerate(sheet.header):
        known = table.column_named(heading) if heading.strip() else None
        titles.append(known.column.heading() if known else heading)
        names = (heading.strip(), known.column.key, known.column.heading()) if known else (heading.strip(),)
        for name in names:
            columns.setdefault(name, index)
    cells = {number: tuple("" if c is None else str(c) for c in row) for number, row in sheet.rows if number in rows}
    if sheet.header_row in rows:
        cells[sheet.header_row] = sheet.header
    starts = _starts(root / sheet.file) if sheet.file.lower().endswith(".csv") else {}
    shown = {row: Line(cells[row], *starts.get(row, (None, ()))) for row in sorted(cells)}
    return Extract(table.key, sheet.file, tuple(titles), MappingProxyType(columns), MappingProxyType(shown))


def _starts(path: Path) -> Mapping[int, tuple[int, tuple[int, ...]]]:
    """By row of a CSV file, the line that it begins on, and the characters there at which its cells begin."""
    read = decoded(path.read_bytes())
    return dict(_scanned(read[0])) if read else {}


def _scanned(text: str) -> Iterator[tuple[int, tuple[int, tuple[int, ...]]]]:
    """Rows with their first line and the beginnings of their cells; a cell with a line break takes more than one.

    Examples
    --------
    >>> list(_scanned('a,"b,c",d' + chr(10) + '"x' + chr(10) + 'y",z'))
    [(1, (1, (1, 3, 9))), (2, (2, (1,)))]
    """
    header = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((mark for mark in (",", "\t", ";") if mark in header), ",")
    row, first, quoted, starts = 1, 1, False, [1]
    for number, line in enumerate(text.split("\n"), start=1):
        for position, sign in enumerate(line, start=1):
            if sign == '"':
                quoted = not quoted
            elif sign == mark and not quoted and number == first:
                starts.append(position + 1)
        if not quoted:
            yield row, (first, tuple(starts))
            row, first, starts = row + 1, number + 1, [1]


def _yaml_extract(
    root: Path, file: str, places: Sequence[Place], keys: dict[tuple[str, str], int]
) -> dict[str, Extract]:
    path = root / file
    try:
        read = decoded(path.read_bytes()) if path.is_file() else None
    except OSError:
        read = None
    if read is None:
        return {}
    keys |= {(file, name): row for name, row in read_yaml_source(path).rows.items()}
    lines = read[0].splitlines()
    finder = Extracts(keys=MappingProxyType(keys))
    named = {place.row if place.row is not None else finder.row_of_key(place) for place in places}
    rows = {n for row in named if row for n in range(row - AROUND, row + AROUND + 1) if 1 <= n <= len(lines)}
    shown = {n: Line((lines[n - 1],), n, (1,)) for n in sorted(rows)}
    return {file: Extract(file, file, (), MappingProxyType({}), MappingProxyType(shown))}
