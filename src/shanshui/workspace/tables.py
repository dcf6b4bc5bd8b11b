"""The input tables of a project folder: ``tables/*.csv`` or ``plan.xlsx``, one schema for both."""

from __future__ import annotations

import csv
import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.ledger import Source
from shanshui.standard import Raw, Record, Standard, closest, unknown_references

TABLES = "tables"
WORKBOOK = "plan.xlsx"


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
    has_csv = folder.is_dir() and any(folder.glob("*.csv"))
    if has_csv and book.is_file():
        raise UsageError(f"{root} holds both {TABLES}/ and {WORKBOOK}; keep the one you edit and move the other away")
    findings: list[Finding] = []
    sheets = list(_workbook(book, standard, findings) if book.is_file() else _csv_files(folder, standard, findings))
    records: dict[str, tuple[Record, ...]] = {}
    for sheet in sheets:
        place = Place(file=sheet.file, sheet=sheet.table)
        records[sheet.table], found = standard.inputs[sheet.table].parse_rows(sheet.header, sheet.rows, place)
        findings.extend(found)
    findings.extend(unknown_references(records, standard.inputs))
    sources = tuple(
        Source(f"table:{s.table}", s.file, s.digest, synthetic=_all_synthetic(records[s.table])) for s in sheets
    )
    return Tables(MappingProxyType(records), sources, tuple(findings))


def _all_synthetic(records: Sequence[Record]) -> bool:
    """A table counts as synthetic only where every row says so; else its rows speak for themselves."""
    return bool(records) and all(record.values.get("synthetic") is True for record in records)


def _csv_files(folder: Path, standard: Standard, findings: list[Finding]) -> Iterator[_Sheet]:
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        file = f"{TABLES}/{path.name}"
        table = _known(path.stem, Place(file=file), standard, findings)
        if not table:
            continue
        data = path.read_bytes()
        text = _text(data, file, findings)
        if text is None:
            continue
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            findings.append(Finding("INPUT-FILE", Place(file=file), got=str(error), want="CSV", subject=file))
            continue
        header = tuple(cell.strip() for cell in lines[0]) if lines else ()
        rows = tuple((n, tuple(cells)) for n, cells in enumerate(lines[1:], start=2) if any(c.strip() for c in cells))
        yield _Sheet(table, file, header, rows, hashlib.sha256(data).hexdigest())


def _text(data: bytes, file: str, findings: list[Finding]) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030":
            findings.append(Finding("INPUT-ENCODING", Place(file=file), got="GBK", want="UTF-8", subject=file))
        return text
    findings.append(Finding("INPUT-FILE", Place(file=file), got="?", want="UTF-8, GBK", subject=file))
    return None


def _workbook(path: Path, standard: Standard, findings: list[Finding]) -> Iterator[_Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out; we only read values
            book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        findings.append(
            Finding("INPUT-FILE", Place(file=WORKBOOK), got=type(error).__name__, want="xlsx", subject=WORKBOOK)
        )
        return
    for sheet in book.worksheets:
        table = _known(sheet.title, Place(file=WORKBOOK, sheet=sheet.title), standard, findings)
        if not table:
            continue
        lines = [tuple(_plain(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
        header = tuple("" if cell is None else str(cell).strip() for cell in (lines[0] if lines else ()))
        rows = tuple(
            (n, cells) for n, cells in enumerate(lines[1:], start=2) if any(c not in (None, "") for c in cells)
        )
        yield _Sheet(table, WORKBOOK, header, rows, hashlib.sha256(repr((header, rows)).encode()).hexdigest())


def _known(name: str, place: Place, standard: Standard, findings: list[Finding]) -> str:
    """Key of the input table that a file or sheet name means; empty, and a finding, where none does."""
    table = standard.input_named(name)
    if table is not None:
        return table.key
    words = {"near": closest(name, [n for t in standard.inputs.values() for n in (t.key, t.name_zh)])}
    findings.append(Finding("INPUT-TABLE", place, got=name, subject=f"{place.file}:{name}", words=words))
    return ""


def _plain(cell: object) -> Raw:
    """A cell of a workbook as the schema reads it: words, number, yes or no, or nothing."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, str | float | int | bool) else str(cell)
