"""Tables of an upper plan written into a project folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shanshui.audit.extraction import TABLES, Extract, Row
from shanshui.errors import UsageError
from shanshui.files import remove, written_beside
from shanshui.standard import Standard
from shanshui.workspace.book.grid import Grid, csv_text
from shanshui.workspace.tables import TABLES as FOLDER
from shanshui.workspace.tables import WORKBOOK


def write_extract(folder: Path, taken: Extract, standard: Standard) -> tuple[Path, ...]:
    """Write ``tables/upper_*.csv`` of a project folder, or of a new folder.

    Parameters
    ----------
    folder : Path
        The project folder; it is made where there is none.
    taken : Extract
        What was taken out of the plan.
    standard : Standard
        Schemas of the tables.

    Returns
    -------
    tuple of Path
        The files, in the order of ``TABLES``; a table without rows has its header alone.

    Raises
    ------
    UsageError
        Where one of them stands there already, or the folder keeps its tables in a workbook.
    """
    target = folder / FOLDER
    _refuse(folder, target)
    if not target.exists():
        with written_beside(target) as beside:
            beside.mkdir()
            _write(beside, taken, standard)
        return tuple(target / f"{key}.csv" for key in TABLES)
    with written_beside(target / ".upper") as beside:
        beside.mkdir()
        _write(beside, taken, standard)
    return _moved(target / ".upper", target)


def _refuse(folder: Path, target: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give a folder to write to")
    if (folder / WORKBOOK).exists():
        raise UsageError(
            f"{folder} keeps its tables in {WORKBOOK}; run `shanshui tables import {folder}` first, or write elsewhere"
        )
    there = [f"{key}.csv" for key in TABLES if (target / f"{key}.csv").exists()]
    if there:
        raise UsageError(f"{target} holds {', '.join(there)} already; move them away, or write elsewhere")


def _write(folder: Path, taken: Extract, standard: Standard) -> None:
    for key in TABLES:
        schema = standard.inputs[key]
        keys = tuple(schema.columns)
        rows = tuple((number, _cells(row, keys)) for number, row in enumerate(taken.rows[key], start=2))
        header = tuple(column.heading() for column in schema.columns.values())
        (folder / f"{key}.csv").write_text(csv_text(Grid(key, header, rows)), encoding="utf-8", newline="")


def _cells(row: Row, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(key, "") for key in keys)


def _moved(source: Path, target: Path) -> tuple[Path, ...]:
    """Move the files into place; where one cannot be moved, those before it are taken back."""
    done: list[Path] = []
    try:
        for key in TABLES:
            path = target / f"{key}.csv"
            if path.exists():
                raise UsageError(f"{path} came into being meanwhile; move it away, or write elsewhere")
            (source / path.name).rename(path)
            done.append(path)
    except BaseException:
        for path in done:
            remove(path)
        raise
    finally:
        remove(source)
    return tuple(done)
