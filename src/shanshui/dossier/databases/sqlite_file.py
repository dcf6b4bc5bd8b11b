"""Attribute tables as SQLite: the open format that every machine reads back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from shanshui.dossier.databases.attributes import AttributeTable
from shanshui.files import written_beside

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL"}


class SqliteWriter:
    """Writes ``.sqlite``; see :class:`.writers.AttributeWriter`."""

    ending = ".sqlite"

    def missing(self) -> str:
        """Nothing: Python brings it."""
        return ""

    def write(self, path: Path, tables: Sequence[AttributeTable]) -> None:
        """Write tables into an SQLite file; what stood there is replaced when the new one is whole.

        Parameters
        ----------
        path : Path
            File to write; its folder is made.
        tables : sequence of AttributeTable
            Names are all different.
        """
        with written_beside(path) as beside, closing(sqlite3.connect(beside, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("BEGIN")
            for table in tables:
                fields = ", ".join(f"{_named(f.name)} {_TYPES[f.kind]}" for f in table.fields)
                base.execute(f"CREATE TABLE {_named(table.name)} ({fields})")
                places = ", ".join("?" * len(table.fields))
                base.executemany(f"INSERT INTO {_named(table.name)} VALUES ({places})", table.rows)
            base.execute("COMMIT")
            base.close()


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
