"""Attribute tables as ``.mdb`` through Microsoft's Access driver, on Windows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shanshui.dossier.databases.attributes import AttributeTable
from shanshui.dossier.databases.limits import TEXT, column_types
from shanshui.dossier.worker import WorkerError
from shanshui.files import written_beside

DRIVER = "Microsoft Access Driver (*.mdb, *.accdb)"
_ADD_DATA_SOURCE = 1


class AccessDriverWriter:
    """Writes ``.mdb`` with the ODBC driver that Access or its redistributable brings; see :class:`.writers`."""

    ending = ".mdb"

    def missing(self) -> str:
        """What it lacks: Windows, pyodbc, the driver."""
        if sys.platform != "win32":
            return "Windows ODBC"
        if find_spec("pyodbc") is None:
            return "pyodbc"
        return "" if DRIVER in _odbc().drivers() else DRIVER

    def write(self, path: Path, tables: Sequence[AttributeTable]) -> None:
        """Write tables into a file of Jet 4.

        Parameters
        ----------
        path : Path
            File to write.
        tables : sequence of AttributeTable
            Names are all different and keep to :mod:`.limits`.

        Raises
        ------
        WorkerError
            Where the driver fails.
        """
        with written_beside(path) as beside:
            file = beside.with_suffix(".mdb")  # the driver goes by the ending
            try:
                _create(file)
                with closing(_odbc().connect(f"DRIVER={{{DRIVER}}};DBQ={file.absolute()}")) as base:
                    for table in tables:
                        base.execute(creation(table))
                        if table.rows:
                            base.cursor().executemany(insertion(table), [list(row) for row in table.rows])
                    base.commit()
                file.replace(beside)
            except (OSError, _odbc().Error) as error:
                raise WorkerError(str(error)) from error
            finally:
                file.unlink(missing_ok=True)


def _odbc() -> Any:
    return import_module("pyodbc")


def _create(path: Path) -> None:
    """Make an empty database, which the driver does on behalf of a data source."""
    import ctypes

    installer: Any = ctypes.WinDLL("odbccp32")  # type: ignore[attr-defined,unused-ignore]
    if not installer.SQLConfigDataSourceW(None, _ADD_DATA_SOURCE, DRIVER, f'CREATE_DBV4="{path.absolute()}" General\0'):
        raise OSError(f"the Access driver made no database at {path}")


def creation(table: AttributeTable) -> str:
    """The statement that makes a table."""
    kinds = column_types([f.kind for f in table.fields], table.rows)
    columns = (
        f"[{field.name}] {f'TEXT({TEXT})' if kind == 'TEXT' else kind}"
        for field, kind in zip(table.fields, kinds, strict=True)
    )
    return f"CREATE TABLE [{table.name}] ({', '.join(columns)})"


def insertion(table: AttributeTable) -> str:
    """The statement that adds a row."""
    return f"INSERT INTO [{table.name}] VALUES ({', '.join('?' * len(table.fields))})"
