"""The input tables of a project folder: ``tables/*.csv`` or ``plan.xlsx``, one schema for both."""

from __future__ import annotations

import csv
import hashlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.ledger import Source
from shanshui.standard import Raw, Record, Standard, closest, unknown_references
from shanshui.standard.sources import decoded

TABLES = "tables"
WORKBOOK = "plan.xlsx"

_OTHER_FORMATS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".tsv", ".txt"})
_TITLES, _TITLE_CELLS = 6, 2
"""How many rows of titles may stand above a header, and how many cells one of them fills at the most."""

_BROKEN_BOOK = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    EOFError, NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip
"""What openpyxl and its parsers raise about a file that is no workbook; an XML fault is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All input tables as read.

    Parameters
    ----------
    records : mapping of table name to records
        Rows that passed their schema.
    sources : tuple of Source
        One per table that is there.
    findings : tuple of Finding
        What is wrong, with file, sheet, row and column.
    """

    records: Mapping[str, tuple[Record, ...]]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The raw cells of one table: rows with their numbers as a spreadsheet counts them."""

    table: str
    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    digest: str
    header_row: int = 1


def read_tables(root: Path, standard: Standard) -> Tables:
    """Read every input table of a project folder.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Schemas of the tables.

    Raises
    ------
    UsageError
        Where both ``tables/`` and ``plan.xlsx`` are present: there must be one source.
    """
    folder, book = root / TABLES, root / WORKBOOK
    has_csv = bool(_csv_in(folder))
    if has_csv and book.is_file():
        raise UsageError(f"{root} holds both {TABLES}/ and {WORKBOOK}; keep the one you edit and move the other away")
    findings = list(_strangers(root, folder))
    if not has_csv and not book.exists():
        findings.append(Finding("INPUT-NONE", Place(file=TABLES), want=WORKBOOK, subject=TABLES))
    sheets = list(_workbook(book, standard, findings) if book.exists() else _csv_files(folder, standard, findings))
    records: dict[str, tuple[Record, ...]] = {}
    for sheet in sheets:
        place = Place(file=sheet.file, sheet=sheet.table, row=sheet.header_row)
        records[sheet.table], found = standard.inputs[sheet.table].parse_rows(sheet.header, sheet.rows, place)
        calculated = {(f.place.row, f.place.column) for f in findings if f.code == "INPUT-FORMULA"}
        findings.extend(f for f in found if (f.place.row, f.place.column) not in calculated)
    findings.extend(unknown_references(records, standard.inputs))
    sources = tuple(
        Source(f"table:{s.table}", s.file, s.digest, synthetic=_all_synthetic(records[s.table])) for s in sheets
    )
    return Tables(MappingProxyType(records), sources, tuple(findings))


def _csv_in(folder: Path) -> list[Path]:
    """The CSV files of a folder by name, whatever the case of their ending."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() == ".csv" and not p.name.startswith("."))


def _strangers(root: Path, folder: Path) -> Iterator[Finding]:
    """Files that look like tables and are not read: other formats, a workbook of another name."""
    if folder.exists() and not folder.is_dir():
        yield Finding("INPUT-FILE", Place(file=TABLES), TABLES, "tables/*.csv", TABLES)
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    beside = [p for p in sorted(root.iterdir()) if p.stem.lower() == "plan" and p.name != WORKBOOK]
    for path in (*inside, *beside):
        if path.suffix.lower() in _OTHER_FORMATS and not path.name.startswith(("~", ".")):
            file = path.relative_to(root).as_posix()
            yield Finding("INPUT-FORMAT", Place(file=file), path.name, f"tables/*.csv, {WORKBOOK}", file)


def _all_synthetic(records: Sequence[Record]) -> bool:
    """A table counts as synthetic only where every row says so; else its rows speak for themselves."""
    return bool(records) and all(record.values.get("synthetic") is True for record in records)


def _csv_files(folder: Path, standard: Standard, findings: list[Finding]) -> Iterator[_Sheet]:
    there: dict[str, str] = {}
    for path in _csv_in(folder):
        file = f"{TABLES}/{path.name}"
        table = _known(path.stem, Place(file=file), there, standard, findings)
        if not table:
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            problem = error.strerror or type(error).__name__
            findings.append(Finding("INPUT-FILE", Place(file=file), problem, "CSV", file))
            continue
        text = _text(data, file, findings)
        if text is None:
            continue
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        lines: list[tuple[int, tuple[Raw, ...]]] = []
        try:
            for number, cells in enumerate(reader, start=1):
                if any(cell.strip() for cell in cells):
                    lines.append((number, tuple(cells)))
        except csv.Error as error:
            place = Place(file=file, row=reader.line_num)
            findings.append(Finding("INPUT-FILE", place, str(error), "CSV", file))
            continue
        yield _sheet(table, file, lines, hashlib.sha256(data).hexdigest(), standard)


def _delimiter(text: str) -> str:
    """What parts the cells: a comma, or the tab or semicolon of a header that has no comma."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return next((mark for mark in (",", "\t", ";") if mark in header), ",")


def _sheet(
    table: str, file: str, lines: Sequence[tuple[int, tuple[Raw, ...]]], digest: str, standard: Standard
) -> _Sheet:
    """A table from its filled rows; titles of a cell or two above the header are passed over."""
    schema, start = standard.inputs[table], 0
    for n, (_, cells) in enumerate(lines[:_TITLES]):
        names = [str(cell).strip() for cell in cells if cell not in (None, "")]
        if sum(schema.column_named(name) is not None for name in names) > 1:
            start = n
            break
        if len(names) > _TITLE_CELLS:
            break
    number, cells = lines[start] if lines else (1, ())
    header = tuple("" if cell is None else str(cell).strip() for cell in cells)
    return _Sheet(table, file, header, tuple(lines[start + 1 :]), digest, number)


def _text(data: bytes, file: str, findings: list[Finding]) -> str | None:
    read = decoded(data)
    if read is None:
        findings.append(Finding("INPUT-FILE", Place(file=file), got="?", want="UTF-8, GBK", subject=file))
        return None
    text, encoding = read
    if encoding != "UTF-8":
        findings.append(Finding("INPUT-ENCODING", Place(file=file), got=encoding, want="UTF-8", subject=file))
    return text


def _workbook(path: Path, standard: Standard, findings: list[Finding]) -> Iterator[_Sheet]:
    try:
        book = _opened(path, values=True)
        formulas = _opened(path, values=False) if _calculates(path) else None
    except (*_BROKEN_BOOK, OSError) as error:
        findings.append(
            Finding("INPUT-FILE", Place(file=WORKBOOK), got=type(error).__name__, want="xlsx", subject=WORKBOOK)
        )
        return
    there: dict[str, str] = {}
    for sheet in book.worksheets:
        table = _known(sheet.title, Place(file=WORKBOOK, sheet=sheet.title), there, standard, findings)
        if not table:
            continue
        lines = _lines(sheet)
        digest = hashlib.sha256(repr(lines).encode()).hexdigest()
        found = _sheet(table, WORKBOOK, lines, digest, standard)
        if formulas is not None:
            findings.extend(_uncalculated(found, formulas[sheet.title]))
        yield found


def _opened(path: Path, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out; we only read values
        return openpyxl.load_workbook(path, data_only=values)


def _calculates(path: Path) -> bool:
    """Whether any sheet of a workbook holds a formula."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in (xml := archive.read(name)) or b"<f " in xml for name in sheets)


def _lines(sheet: Any) -> list[tuple[int, tuple[Raw, ...]]]:
    """The filled rows of a worksheet with their numbers; a cell merged downwards holds for all its rows."""
    rows: dict[int, dict[int, Raw]] = {}
    for (row, column), cell in sheet._cells.items():  # its rows and columns would run to the last stray cell
        value = _plain(cell.value)
        if value not in (None, ""):
            rows.setdefault(row, {})[column] = value
    for area in sheet.merged_cells.ranges:
        value = rows.get(area.min_row, {}).get(area.min_col)
        for row in range(area.min_row + 1, area.max_row + 1):
            if value is not None and row in rows:
                rows[row].setdefault(area.min_col, value)
    filled = [n for n in sorted(rows) if any(not isinstance(v, str) or v.strip() for v in rows[n].values())]
    return [(n, tuple(rows[n].get(c) for c in range(1, max(rows[n]) + 1))) for n in filled]


def _uncalculated(sheet: _Sheet, formulas: Any) -> Iterator[Finding]:
    """Formulas whose result was never saved: a program wrote them, and no spreadsheet has opened the file since."""
    valued = {(n, c) for n, cells in sheet.rows for c, cell in enumerate(cells, start=1) if cell is not None}
    for (row, column), cell in sorted(formulas._cells.items(), key=lambda item: item[0]):
        if cell.data_type == "f" and row > sheet.header_row and (row, column) not in valued:
            name = sheet.header[column - 1] if column <= len(sheet.header) else cell.column_letter
            place = Place(file=sheet.file, sheet=sheet.table, row=row, column=name)
            subject = f"{sheet.table}[{row}].{name}"
            yield Finding("INPUT-FORMULA", place, str(cell.value)[:60], "", subject, words={"column": name})


def _known(name: str, place: Place, there: dict[str, str], standard: Standard, findings: list[Finding]) -> str:
    """Key of the input table that a file or sheet name means; empty, and a finding, where none or an earlier does."""
    table = standard.input_named(name)
    if table is not None:
        other = there.setdefault(table.key, name)
        if other == name:
            return table.key
        findings.append(Finding("INPUT-TABLE-TWICE", place, name, other, f"{place.file}:{name}"))
        return ""
    words = {"near": closest(name, [n for t in standard.inputs.values() for n in (t.key, t.name_zh)])}
    findings.append(Finding("INPUT-TABLE", place, got=name, subject=f"{place.file}:{name}", words=words))
    return ""


def _plain(cell: object) -> Raw:
    """A cell of a workbook as the schema reads it: words, number, yes or no, or nothing."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if cell is None or isinstance(cell, str | float | int | bool | date) else str(cell)
