"""The input tables of a project folder as records: ``tables/*.csv`` or ``plan.xlsx``, one schema for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.ledger import Source
from shanshui.standard import LeftOut, Raw, Record, Standard, codes_left_out, unknown_references
from shanshui.standard.workbook import load_examples
from shanshui.workspace.publication import next_to
from shanshui.workspace.sheets import Sheet, Sheets, book_sheets, csv_in, csv_sheets, error_cells
from shanshui.workspace.worksheet import failed

TABLES = "tables"
WORKBOOK = "plan.xlsx"

_OTHER_FORMATS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".tsv", ".txt"})


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
    left_out : mapping of ``table.column`` to codes
        Codes of rows that did not pass.
    """

    records: Mapping[str, tuple[Record, ...]]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    left_out: LeftOut


def source_of(root: Path) -> Path | None:
    """Where the input tables of a project folder stand: the folder of CSV files, or the workbook.

    A successor that a killed command has completed and not yet put in place (``tables.next``) counts as the
    source, whatever else stands there.

    Parameters
    ----------
    root : Path
        The project folder.

    Returns
    -------
    Path or None
        None where there are no tables.

    Raises
    ------
    UsageError
        Where both ``tables/`` and ``plan.xlsx`` are present: there must be one source.
    """
    folder, book = root / TABLES, root / WORKBOOK
    coming = next((path for path in (next_to(folder), next_to(book)) if path.exists()), None)
    if coming is not None:
        return coming
    has_csv = bool(csv_in(folder))
    if has_csv and book.is_file():
        raise UsageError(f"{root} holds both {TABLES}/ and {WORKBOOK}; keep the one you edit and move the other away")
    if has_csv:
        return folder
    return book if book.exists() else None


def raw_tables(root: Path, standard: Standard) -> Sheets:
    """The raw cells of every input table of a project folder; see :func:`read_tables`."""
    source = source_of(root)
    findings = list(_strangers(root, root / TABLES))
    if source is None:
        findings.append(Finding("INPUT-NONE", Place(file=TABLES), want=WORKBOOK, subject=TABLES))
        return Sheets((), tuple(findings))
    name = TABLES if source.name.startswith(TABLES) else WORKBOOK
    if source.suffix == ".next":
        findings.append(Finding("INPUT-SWITCH", Place(file=source.name), source.name, name, source.name))
    read = csv_sheets(source, name, standard) if name == TABLES else book_sheets(source, standard, name)
    return replace(read, findings=(*findings, *read.findings))


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
    read = raw_tables(root, standard)
    findings = list(read.findings)
    sheets = {sheet.table: sheet for sheet in read.sheets}
    findings.extend(error_cells(sheets))
    said = {_cell(f) for f in findings if f.code in ("INPUT-FORMULA", "INPUT-ERROR-CELL")}
    records: dict[str, tuple[Record, ...]] = {}
    left_out: dict[str, tuple[str, ...]] = {}
    for sheet in read.sheets:
        records[sheet.table], found = parsed(sheet, standard)
        left_out |= codes_left_out(standard.inputs[sheet.table], sheet.header, sheet.rows, records[sheet.table])
        findings.extend(f for f in found if _cell(f) not in said)
    findings.extend(unknown_references(records, standard.inputs, left_out))
    findings.extend(_examples_left(records, standard))
    sources = tuple(
        Source(f"table:{s.table}", s.file, s.digest, synthetic=_all_synthetic(records[s.table])) for s in read.sheets
    )
    return Tables(MappingProxyType(records), sources, tuple(findings), MappingProxyType(left_out))


def parsed(sheet: Sheet, standard: Standard) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records of a sheet, and what is wrong with its cells; failed formulas are read as empty."""
    place = Place(file=sheet.file, sheet=sheet.table, row=sheet.header_row)
    rows = ((n, [None if _failed(cell) else cell for cell in cells]) for n, cells in sheet.rows)
    return standard.inputs[sheet.table].parse_rows(sheet.header, rows, place)


def _failed(cell: Raw) -> bool:
    return isinstance(cell, str) and failed(cell)


def _cell(finding: Finding) -> tuple[str, int | None, str]:
    return finding.place.sheet, finding.place.row, finding.place.column


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


def _examples_left(records: Mapping[str, Sequence[Record]], standard: Standard) -> Iterator[Finding]:
    """Worked examples of ``init`` that still stand among the rows."""
    left = []
    for key, (header, *rows) in load_examples().items():
        samples, _ = standard.inputs[key].parse_rows(header, enumerate(rows, start=2))
        left += [r for r in records.get(key, ()) if any(r.values == sample.values for sample in samples)]
    if left:
        names = dict.fromkeys(standard.inputs[record.table].name_zh for record in left)
        words = {"tables": "、".join(names), "count": str(len(left))}
        yield Finding("INPUT-EXAMPLE", left[0].place, str(len(left)), "", "examples", words=words)
