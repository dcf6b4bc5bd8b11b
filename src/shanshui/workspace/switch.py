"""From one source of the tables to its successor: a project has one source before, between and after all steps.

The successor is completed as ``<name>.next``. From then on it is the source
(:func:`shanshui.workspace.tables.source_of`); what it replaces is set aside under a name of its own, and it takes
its place. After a kill the next ``tables`` command goes on where the last one stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from shanshui.workspace.files import written_beside
from shanshui.workspace.publication import next_to
from shanshui.workspace.tables import TABLES, WORKBOOK


def replace_source(root: Path, name: str, write: Callable[[Path], None]) -> tuple[Path, ...]:
    """Make ``root/name`` the one source of the tables.

    Parameters
    ----------
    root : Path
        The project folder.
    name : str
        ``tables`` or ``plan.xlsx``.
    write : callable
        Writes the new source, whole, to the path it is given.

    Returns
    -------
    tuple of Path
        What was set aside, under its new name.
    """
    with written_beside(next_to(root / name)) as beside:
        write(beside)
    return settle(root)


def settle(root: Path) -> tuple[Path, ...]:
    """Finish what a killed command began; see :func:`replace_source`."""
    aside: list[Path] = []
    for name in (TABLES, WORKBOOK):
        coming = next_to(root / name)
        if coming.exists():
            aside += _set_aside(root, (TABLES, WORKBOOK))
            coming.rename(root / name)
    return tuple(aside)


def _set_aside(root: Path, names: Sequence[str]) -> list[Path]:
    """Rename what stands there to ``<name>.bak-1``, or the next number that is free."""
    aside = []
    for path in (root / name for name in names):
        if path.exists():
            number = 1
            while (free := path.with_name(f"{path.name}.bak-{number}")).exists():
                number += 1
            path.rename(free)
            aside.append(free)
    return aside
