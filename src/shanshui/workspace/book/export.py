"""From the tables of a project folder to the planner's workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.files import written_beside
from shanshui.finding import Finding
from shanshui.plan import read_project
from shanshui.standard import Standard
from shanshui.workspace.book.cells import LONGEST
from shanshui.workspace.book.grid import Grid, grid_of
from shanshui.workspace.book.writer import write_book
from shanshui.workspace.sheets import Sheet, Sheets, book_sheets
from shanshui.workspace.switch import replace_source, settle
from shanshui.workspace.tables import WORKBOOK, raw_tables, source_of

ROWS = 1_048_576
"""Rows of a worksheet."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a ``tables`` command did.

    Parameters
    ----------
    source, target : Path
        Read and written.
    aside : tuple of Path
        What was the source before, under its new name.
    rows : mapping of table to int
        Filled rows.
    losses : tuple of (label, words)
        What could not be taken along: a key of ``labels.csv`` and what it quotes.
    findings : tuple of Finding
        What was met while reading.
    """

    source: Path
    target: Path
    aside: tuple[Path, ...]
    rows: Mapping[str, int]
    losses: tuple[tuple[str, Mapping[str, str]], ...] = ()
    findings: tuple[Finding, ...] = ()


def export_book(root: Path, standard: Standard, out: Path | None = None) -> Moved:
    """Write the planner's workbook.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Schemas and words.
    out : Path, optional
        Write it there and leave the folder alone; where absent the workbook takes the place of the present source,
        which is set aside.

    Raises
    ------
    UsageError
        Where there are no tables, or one of them does not fit into a workbook.
    """
    if out is None:
        settle(root)
    source = source_of(root)
    if source is None:
        raise UsageError(f"{root} holds no tables to export: neither tables/*.csv nor {WORKBOOK}")
    read = raw_tables(root, standard)
    refuse_unread(read)
    grids = grids_of(read, standard)
    target = out or root / WORKBOOK
    project, _ = read_project(root, standard)
    region, title = (project.whole_region, project.name) if project is not None else ("", root.name)
    write = partial(write_checked, grids=grids, standard=standard, region=region, title=title)
    aside: tuple[Path, ...] = ()
    if out is None:
        aside = replace_source(root, WORKBOOK, write)
    else:
        with written_beside(out) as beside:
            write(beside)
    losses = (*losses_of(read, grids, standard), *_changed(target, grids, standard))
    return Moved(source, target, aside, {key: len(grid.rows) for key, grid in grids.items()}, losses, read.findings)


def refuse_unread(read: Sheets) -> None:
    """Stop before a table that cannot be read is taken for an empty one.

    Raises
    ------
    UsageError
        Naming the file.
    """
    unread = next((f for f in read.findings if f.code in ("INPUT-FILE", "INPUT-LOCKED")), None)
    if unread is not None:
        row = f", row {unread.place.row}" if unread.place.row else ""
        raise UsageError(
            f"{unread.place.file}{row} cannot be read ({unread.got}); nothing was changed. Mend it, or move it away"
        )


def grids_of(read: Sheets, standard: Standard) -> dict[str, Grid]:
    """The tables that were read, as grids."""
    return {sheet.table: grid_of(standard.inputs[sheet.table], sheet) for sheet in read.sheets}


def write_checked(path: Path, grids: Mapping[str, Grid], standard: Standard, region: str, title: str) -> None:
    """Write a workbook, unless a table does not fit into one.

    Raises
    ------
    UsageError
        Where a cell is too long or a table has too many rows.
    """
    for grid in grids.values():
        name = standard.inputs[grid.table].name_zh
        if grid.rows and grid.rows[-1][0] > ROWS:
            raise UsageError(f"{name}: {grid.rows[-1][0]} rows; a sheet holds {ROWS}")
        for number, cells in grid.rows:
            long = next((len(cell) for cell in cells if len(cell) > LONGEST), 0)
            if long:
                raise UsageError(f"{name}, row {number}: a cell of {long} characters; a workbook's holds {LONGEST}")
    write_book(path, grids.values(), standard, region, title)


def losses_of(read: Sheets, grids: Mapping[str, Grid], standard: Standard) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What a grid does not hold of what was read."""
    for sheet in read.sheets:
        yield from _of_sheet(sheet, grids[sheet.table], standard.inputs[sheet.table].name_zh)
    for name in read.others:
        yield "cli.tables.lost.sheet", {"sheet": name}


def _of_sheet(sheet: Sheet, grid: Grid, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for title in sheet.titles:
        yield "cli.tables.lost.title", {"sheet": name, "text": title}
    for row, heading, text in sheet.notes:
        yield "cli.tables.lost.note", {"sheet": name, "row": str(row), "column": heading, "text": text}
    if sheet.formulas:
        yield "cli.tables.lost.formulas", {"sheet": name, "count": str(sheet.formulas)}
    if grid.closed:
        yield "cli.tables.lost.gaps", {"sheet": name}


def _changed(path: Path, grids: Mapping[str, Grid], standard: Standard) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Cells that come back otherwise than they went in: read the file again and compare."""
    again = {sheet.table: sheet for sheet in book_sheets(path, standard, results_only=True).sheets}
    for key, grid in grids.items():
        back = dict(grid_of(standard.inputs[key], again[key]).rows) if key in again else {}
        for number, cells in grid.rows:
            there = back.get(number, ())
            for n, cell in enumerate(cells):
                if (there[n] if n < len(there) else "") != cell:
                    words = {"sheet": standard.inputs[key].name_zh, "row": str(number), "column": grid.header[n]}
                    yield "cli.tables.lost.cell", words
