"""From a workbook, whoever saved it, to ``tables/*.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.standard import Standard
from shanshui.workspace.book.difference import Difference, differences
from shanshui.workspace.book.export import Moved, grids_of, losses_of, refuse_unread
from shanshui.workspace.book.grid import Grid, csv_text, grid_of
from shanshui.workspace.sheets import book_sheets
from shanshui.workspace.switch import replace_source, settle
from shanshui.workspace.tables import TABLES, WORKBOOK, raw_tables, source_of


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Parameters
    ----------
    moved : Moved
        What was read, written and set aside.
    differences : tuple of Difference
        How the tables differ from those that stood there before; empty where there were none.
    kept : tuple of str
        Tables that the workbook does not have, and which stay as they were.
    """

    moved: Moved
    differences: tuple[Difference, ...] = ()
    kept: tuple[str, ...] = ()


def import_book(root: Path, standard: Standard, file: Path | None = None) -> Imported:
    """Write ``tables/*.csv`` from a workbook, and set aside what was the source before.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Schemas and words.
    file : Path, optional
        The workbook; the folder's own where absent. Tables that it lacks stay as they are.

    Raises
    ------
    UsageError
        Where there is no workbook, it cannot be read, or it holds no input table.
    """
    settle(root)
    source = file or root / WORKBOOK
    if not source.is_file():
        raise UsageError(f"{source} is not there; give the workbook to import")
    read = book_sheets(source, standard)
    broken = next((f for f in read.findings if f.code in ("INPUT-FILE", "INPUT-LOCKED")), None)
    if broken is not None and broken.code == "INPUT-LOCKED":
        raise UsageError(f"{source} has a password or is an old .xls; take it away and save the file as .xlsx")
    if broken is not None:
        raise UsageError(
            f"{source} is no workbook that can be read ({broken.got}); see to its rights, or save it as .xlsx"
        )
    if not read.sheets:
        columns = ", ".join(standard.label(f"review.column.{name}") for name in ("id", "reply", "status"))
        raise UsageError(f"{source} holds none of the input tables, nor the columns of a comment matrix: {columns}")
    grids = grids_of(read, standard)
    before = _before(root, standard) if file is not None else {}
    whole = {**{key: grid for key, grid in before.items() if key not in grids}, **grids}

    def write(folder: Path) -> None:
        folder.mkdir()
        for key in standard.inputs:
            text = csv_text(whole.get(key) or grid_of(standard.inputs[key]))
            (folder / f"{key}.csv").write_text(text, encoding="utf-8", newline="")

    aside = replace_source(root, TABLES, write)
    losses = tuple(losses_of(read, grids, standard))
    rows = {key: len(grid.rows) for key, grid in whole.items()}
    moved = Moved(source, root / TABLES, aside, rows, losses, read.findings)
    changed = tuple(differences(before, grids, standard)) if before else ()
    return Imported(moved, changed, tuple(key for key in before if key not in grids))


def _before(root: Path, standard: Standard) -> Mapping[str, Grid]:
    """The tables that stand there now."""
    if source_of(root) is None:
        return {}
    read = raw_tables(root, standard)
    refuse_unread(read)
    return grids_of(read, standard)
