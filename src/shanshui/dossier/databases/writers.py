"""Who writes an attribute database: one interface, three formats' writers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from shanshui.dossier.databases.access_driver import AccessDriverWriter
from shanshui.dossier.databases.attributes import AttributeDatabase, AttributeTable
from shanshui.dossier.databases.jackcess import JackcessWriter
from shanshui.dossier.databases.sqlite_file import SqliteWriter
from shanshui.dossier.worker import WorkerError
from shanshui.finding import Finding, Place


class AttributeWriter(Protocol):
    """Writes tables into a file of one format."""

    @property
    def ending(self) -> str:
        """Of its files."""
        ...

    def missing(self) -> str:
        """What it lacks on this machine; empty where it can write."""
        ...

    def write(self, path: Path, tables: Sequence[AttributeTable]) -> None:
        """Write tables into a file, which takes the place of an old one when it is whole.

        Raises
        ------
        WorkerError
            Where it fails.
        """
        ...


ACCESS: tuple[AttributeWriter, ...] = (JackcessWriter(), AccessDriverWriter())
"""Who can write ``.mdb``, the first that lacks nothing is taken."""


def write_attributes(
    folder: Path, databases: Sequence[AttributeDatabase], access: Sequence[AttributeWriter] = ACCESS
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write each attribute database as ``.sqlite``, which every machine reads back, and as ``.mdb`` (H.2.4.3).

    Parameters
    ----------
    folder : Path
        Where they go.
    databases : sequence of AttributeDatabase
        What they hold.
    access : sequence of AttributeWriter
        Who may write ``.mdb``.

    Returns
    -------
    paths : tuple of Path
        What was written.
    findings : tuple of Finding
        ``DOSSIER-MDB`` where no writer of ``.mdb`` is at hand, ``DOSSIER-MDB-FAILED`` where it failed.
    """
    open_format = SqliteWriter()
    paths = []
    for database in databases:
        paths.append(folder / f"{database.name}{open_format.ending}")
        open_format.write(paths[-1], database.tables)
    writer = next((w for w in access if not w.missing()), None)
    if writer is None:
        lacking = "；".join(w.missing() for w in access)
        return tuple(paths), (Finding("DOSSIER-MDB", got=lacking, want="mdb", subject="database:attributes"),)
    findings = []
    for database in databases:
        path = folder / f"{database.name}{writer.ending}"
        try:
            writer.write(path, database.tables)
            paths.append(path)
        except WorkerError as error:
            place = Place(file=path.name)
            findings.append(Finding("DOSSIER-MDB-FAILED", place, got=str(error), subject=f"database:{database.name}"))
    return tuple(paths), tuple(findings)
