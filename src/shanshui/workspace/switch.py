"""From one source of the tables to its successor: a project has one source before, between and after all steps.

The successor is completed as ``<name>.next``. From then on it is the source
(:func:`shanshui.workspace.tables.source_of`), and with it a catalog that was completed before as
``catalog.yaml.next``; what they replace is set aside under names of its own, and they take its place. After a kill the
next ``tables`` command, or acceptance of a proposal, goes on where the last one stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shanshui.files import copy, remove, written_beside
from shanshui.workspace.catalog import CATALOG
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
    catalog = root / CATALOG
    for name in (TABLES, WORKBOOK):
        coming = next_to(root / name)
        if coming.exists():
            if next_to(catalog).exists():
                aside += set_aside(catalog)
                next_to(catalog).rename(catalog)
            aside += (path for other in (TABLES, WORKBOOK) for path in set_aside(root / other))
            coming.rename(root / name)
    remove(next_to(catalog))  # of a command that was killed before its tables were complete
    return tuple(aside)


def set_aside(path: Path, keep: bool = False) -> tuple[Path, ...]:
    """Rename what stands there to ``<name>.bak-1``, or the next number that is free; or copy it, to keep it in place.

    Parameters
    ----------
    path : Path
        Need not be there.
    keep : bool
        Copy.

    Returns
    -------
    tuple of Path
        Its new name; none where nothing stands there.
    """
    if not path.exists():
        return ()
    number = 1
    while (free := path.with_name(f"{path.name}.bak-{number}")).exists():
        number += 1
    if keep:
        with written_beside(free) as beside:
            copy(path, beside)
    else:
        path.rename(free)
    return (free,)
