"""The raw cells of the input tables, from CSV files or a workbook, as people and office programs leave them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shanshui.finding import Finding, Place
from shanshui.standard import InputTable, Raw, Standard, closest, load, narrow
from shanshui.standard.sources import decoded
from shanshui.standard.workbook import load_book
from shanshui.workspace.worksheet import BROKEN_BOOK, Lines, calculates, failed, is_filled, is_locked, lines_of, opened

_MARKS = (",", "\t", ";", "|", "，", "；")
"""What parts the cells of a CSV file, as people and programs write them."""

_TITLES = 12
"""Among how many filled rows the header is looked for; those above it are titles."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The raw cells of one table: rows with their numbers as a spreadsheet counts them.

    Parameters
    ----------
    table, file : str
        Key of the input table; file relative to the project folder.
    header : tuple of str
        As it stands; computed columns of the workbook are left out, here and in the rows.
    rows : tuple of (number, cells)
        Filled rows only.
    digest : str
        Of what was read.
    header_row : int
        Row of the header.
    titles : tuple of str
        Rows above the header that were passed over.
    notes : tuple of (row, heading, text)
        Notes on cells below the header.
    formulas : int
        Input cells that held a formula; its result was read.
    """

    table: str
    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    digest: str
    header_row: int = 1
    titles: tuple[str, ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """All tables of one source.

    Parameters
    ----------
    sheets : tuple of Sheet
        In the order of the files or of the workbook.
    findings : tuple of Finding
        What could not be read.
    others : tuple of str
        Sheets of a workbook that are the planner's own.
    """

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    others: tuple[str, ...] = ()


def csv_sheets(folder: Path, shown: str, standard: Standard) -> Sheets:
    """Read the CSV files of a folder.

    Parameters
    ----------
    folder : Path
        Need not be there.
    shown : str
        What findings call it.
    standard : Standard
        Schemas of the tables.
    """
    findings: list[Finding] = []
    return Sheets(tuple(_csv_files(folder, shown, standard, findings)), tuple(findings))


def csv_in(folder: Path) -> list[Path]:
    """The CSV files of a folder by name, whatever the case of their ending."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() == ".csv" and not p.name.startswith("."))


def _csv_files(folder: Path, shown: str, standard: Standard, findings: list[Finding]) -> Iterator[Sheet]:
    there: dict[str, str] = {}
    for path in csv_in(folder):
        file = f"{shown}/{path.name}"
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
        lines: Lines = []
        try:
            for number, cells in enumerate(reader, start=1):
                if any(cell.strip() for cell in cells):
                    lines.append((number, tuple(cells)))
        except csv.Error as error:
            place = Place(file=file, row=reader.line_num)
            findings.append(Finding("INPUT-FILE", place, str(error), "CSV", file))
            continue
        yield _sheet(standard.inputs[table], file, lines, hashlib.sha256(data).hexdigest())


def _delimiter(text: str) -> str:
    """What parts the cells: a comma, or the first of the other marks in a header that has no comma."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return next((mark for mark in _MARKS if mark in header), ",")


def _text(data: bytes, file: str, findings: list[Finding]) -> str | None:
    read = decoded(data)
    if read is None:
        findings.append(Finding("INPUT-FILE", Place(file=file), got="?", want="UTF-8, GBK", subject=file))
        return None
    text, encoding = read[0].lstrip("\ufeff"), read[1]
    if encoding != "UTF-8":
        findings.append(Finding("INPUT-ENCODING", Place(file=file), got=encoding, want="UTF-8", subject=file))
    return text


def _sheet(schema: InputTable, file: str, lines: Lines, digest: str) -> Sheet:
    """A table from its filled rows; titles of a cell or two above the header are passed over."""
    start = _header_at(schema, lines)
    number, cells = lines[start] if lines else (1, ())
    header = [_heading(cell) for cell in cells]
    kept = [n for n, name in enumerate(header) if not is_computed(name, schema.key)]
    width = max((len(row) for _, row in lines[start + 1 :]), default=0)
    kept += range(len(header), width)
    rows = ((n, tuple(row[c] for c in kept if c < len(row))) for n, row in lines[start + 1 :])
    return Sheet(
        schema.key,
        file,
        tuple(header[n] for n in kept if n < len(header)),
        tuple((n, row) for n, row in rows if is_filled(row)),
        digest,
        number,
        tuple(" ".join(str(c) for c in row if c not in (None, "")) for _, row in lines[:start]),
    )


def is_computed(heading: str, table: str) -> bool:
    """Whether a heading is that of a column which the workbook computes, and which is not read."""
    return _plain_heading(heading) in _computed(table) or heading.startswith(load().label("book.scaled"))


@cache
def _computed(table: str) -> frozenset[str]:
    return frozenset(map(_plain_heading, load_book().computed_headings(table)))


def _plain_heading(name: str) -> str:
    return narrow(name).strip().strip("*").strip()


def _unstarred(name: str) -> str:
    """A heading without the star of those that must be filled."""
    return name.strip().rstrip("*＊").strip()


def _header_at(schema: InputTable, lines: Lines) -> int:
    """The row that names most of the columns, the first of its equals; the first of all where none names two."""
    named = [len(_columns_in(schema, cells)) for _, cells in lines[:_TITLES]]
    most = max(named, default=0)
    return named.index(most) if most > 1 else 0


def _columns_in(schema: InputTable, cells: Sequence[Raw]) -> set[str]:
    """Keys of the columns that a row of cells names."""
    found = (schema.column_named(name) for cell in cells if (name := _heading(cell)))
    return {heading.column.key for heading in found if heading is not None}


def _heading(cell: Raw) -> str:
    return "" if cell is None else str(cell).strip()


def book_sheets(path: Path, standard: Standard, shown: str = "", results_only: bool = False) -> Sheets:
    """Read the input tables of a workbook.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file, whatever program saved it.
    standard : Standard
        Schemas of the tables.
    shown : str, optional
        What findings call the file; its name where empty.
    results_only : bool
        Do not look at formulas: half the time, and no findings about them.
    """
    shown = shown or path.name
    findings = list(_open_elsewhere(path, shown))
    try:
        book = opened(path, values=True)
        formulas = opened(path, values=False) if not results_only and calculates(path) else None
    except (*BROKEN_BOOK, OSError) as error:
        locked = path.is_file() and os.access(path, os.R_OK) and is_locked(path)
        problem = getattr(error, "strerror", None) or type(error).__name__
        code = "INPUT-LOCKED" if locked else "INPUT-FILE"
        return Sheets((), (Finding(code, Place(file=shown), got=problem, want="xlsx", subject=shown),))
    there: dict[str, str] = {}
    found, others = [], []
    own = {standard.label(f"book.sheet.{name}") for name in ("guide", "summary", "choices")}
    for page in book.worksheets:
        if page.title.strip() in own:
            continue
        if standard.input_named(page.title) is None and _is_own(page, standard):
            others.append(page.title)
            place = Place(file=shown, sheet=page.title)
            findings.append(Finding("INPUT-SHEET", place, page.title, subject=f"{shown}:{page.title}"))
            continue
        header_like = "" if standard.input_named(page.title) else _like(page, standard)
        table = _known(page.title, Place(file=shown, sheet=page.title), there, standard, findings, header_like)
        if table:
            of_page = None if formulas is None else formulas[page.title]
            found.append(_page(page, of_page, standard.inputs[table], shown, findings))
    return Sheets(tuple(found), tuple(findings), tuple(others))


def _open_elsewhere(path: Path, shown: str) -> Iterator[Finding]:
    """The mark that a spreadsheet program sets beside a workbook while it has it open."""
    for mark in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(mark).exists():
            yield Finding("INPUT-OPEN", Place(file=shown), got=mark, subject=shown)
            return


def _is_own(page: Any, standard: Standard) -> bool:
    """Whether a sheet of unknown name is the planner's own: neither its name nor its header is like a table's."""
    if closest(page.title, [n for t in standard.inputs.values() for n in (t.key, t.name_zh)]):
        return False
    return not _like(page, standard)


def _like(page: Any, standard: Standard) -> str:
    """Name of the input table whose columns one of a sheet's first rows names, most of them; empty for none."""
    top: dict[int, list[str]] = {}
    for (row, _), cell in page._cells.items():
        if row <= _TITLES and isinstance(cell.value, str):
            top.setdefault(row, []).append(cell.value)
    found = [
        (named / len(table.columns), table.name_zh)
        for names in top.values()
        for table in standard.inputs.values()
        if (named := len(_columns_in(table, names))) > max(2, len(table.columns) // 2)
    ]
    return max(found)[1] if found else ""


def _page(page: Any, formulas: Any, schema: InputTable, shown: str, findings: list[Finding]) -> Sheet:
    lines = lines_of(page)
    sheet = _sheet(schema, shown, lines, hashlib.sha256(repr(lines).encode()).hexdigest())
    rows = {n for n, _ in sheet.rows}
    headings = dict(enumerate((_heading(c) for c in dict(lines).get(sheet.header_row, ())), start=1))
    by_hand: dict[str, list[int]] = {}
    count, live = 0, False
    cells = (page if formulas is None else formulas)._cells
    valued = {(n, c) for n, row in lines for c, cell in enumerate(row, start=1) if cell is not None}
    for (row, column), cell in sorted(cells.items(), key=lambda item: item[0]):
        name = headings.get(column, "")
        if row <= sheet.header_row or cell.value is None:
            continue
        if is_computed(name, schema.key):
            live = live or cell.data_type == "f"
            if cell.data_type != "f" and row in rows and cell.value != "":
                by_hand.setdefault(name, []).append(row)
        elif cell.data_type == "f":
            count += 1
            if (row, column) not in valued:
                formula = getattr(cell.value, "text", cell.value)  # that of a whole area is an object
                findings.append(_uncalculated(sheet, row, name or cell.column_letter, str(formula)))
    for name, overwritten in by_hand.items() if live else ():  # where no formula is left a program took them all
        place = Place(file=shown, sheet=schema.key, row=overwritten[0], column=name)
        words = {"column": name, "count": str(len(overwritten))}
        findings.append(Finding("INPUT-COMPUTED", place, "", "", f"{schema.key}.{name}", words=words))
    notes = tuple(
        (row, headings.get(column, ""), str(cell.comment.text).strip())
        for (row, column), cell in sorted(page._cells.items(), key=lambda item: item[0])
        if row > sheet.header_row and cell.comment is not None
    )
    return Sheet(
        sheet.table, shown, sheet.header, sheet.rows, sheet.digest, sheet.header_row, sheet.titles, notes, count
    )


def _uncalculated(sheet: Sheet, row: int, name: str, formula: str) -> Finding:
    """A formula whose result was never saved: a program wrote it, and no spreadsheet has opened the file since."""
    place = Place(file=sheet.file, sheet=sheet.table, row=row, column=name)
    subject = f"{sheet.table}[{row}].{name}"
    return Finding("INPUT-FORMULA", place, formula[:60], "", subject, words={"column": _unstarred(name)})


def _known(
    name: str, place: Place, there: dict[str, str], standard: Standard, findings: list[Finding], like: str = ""
) -> str:
    """Key of the input table that a file or sheet name means; empty, and a finding, where none or an earlier does.

    The finding names the table whose name comes nearest, else the one that the sheet's headings are like.
    """
    table = standard.input_named(name)
    if table is not None:
        other = there.setdefault(table.key, name)
        if other == name:
            return table.key
        findings.append(Finding("INPUT-TABLE-TWICE", place, name, other, f"{place.file}:{name}"))
        return ""
    words = {"near": closest(name, [n for t in standard.inputs.values() for n in (t.key, t.name_zh)]) or like}
    findings.append(Finding("INPUT-TABLE", place, got=name, subject=f"{place.file}:{name}", words=words))
    return ""


def error_cells(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Cells of the input tables in which a spreadsheet's formula has failed."""
    for sheet in sheets.values():
        for number, cells in sheet.rows:
            for index, cell in enumerate(cells):
                if isinstance(cell, str) and failed(cell):
                    name = sheet.header[index] if index < len(sheet.header) else ""
                    place = Place(file=sheet.file, sheet=sheet.table, row=number, column=name)
                    subject = f"{sheet.table}[{number}].{name}"
                    words = {"column": _unstarred(name)}
                    yield Finding("INPUT-ERROR-CELL", place, cell.strip(), "", subject, words=words)
