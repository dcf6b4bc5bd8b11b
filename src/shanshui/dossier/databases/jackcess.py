"""Attribute tables as ``.mdb`` through Jackcess, a Java library that the user names and that we do not ship.

``SHANSHUI_JACKCESS_JAR`` names its jar, or several joined like a path (older ones need commons-lang3 and
commons-logging), or a folder of them; the extra ``mdb`` brings JPype. The virtual machine runs in a process of its own:
one of ours could be started only once, and its crash would take the build along.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shanshui.dossier.databases.attributes import AttributeTable
from shanshui.dossier.databases.limits import column_types
from shanshui.dossier.worker import WorkerError, ask
from shanshui.files import written_beside

WORKER = Path(__file__).with_name("jackcess_worker.py")
NAMED_BY = "SHANSHUI_JACKCESS_JAR"
TIMEOUT = 300.0


class JackcessWriter:
    """Writes ``.mdb`` wherever Java runs; see :class:`.writers.AttributeWriter`."""

    ending = ".mdb"

    def missing(self) -> str:
        """What it lacks: the jar, JPype, Java."""
        jars = named_jars(os.environ.get(NAMED_BY, ""))
        if not jars:
            return f"Jackcess（{NAMED_BY}）"
        absent = [str(jar) for jar in jars if not jar.is_file()]
        if absent:
            return "、".join(absent)
        if find_spec("jpype") is None:
            return "JPype1"
        return "" if shutil.which("java") or os.environ.get("JAVA_HOME") else "Java"

    def write(self, path: Path, tables: Sequence[AttributeTable]) -> None:
        """Write tables into a file of Access 2000, and let it be read back.

        Parameters
        ----------
        path : Path
            File to write.
        tables : sequence of AttributeTable
            Names are all different and keep to :mod:`.limits`.

        Raises
        ------
        WorkerError
            Where Java or Jackcess fails, or a table read back has not as many rows.
        """
        jars = named_jars(os.environ.get(NAMED_BY, ""))
        with written_beside(path) as beside:
            answer = ask([sys.executable, "-I", str(WORKER)], jackcess_request(beside, jars, tables), TIMEOUT)
            wanted = {table.name: len(table.rows) for table in tables}
            if answer.get("rows") != wanted:
                raise WorkerError(f"read back {answer.get('rows')}, written {wanted}")


def named_jars(text: str) -> tuple[Path, ...]:
    """The jars that a setting names: files joined like a path, or folders of them."""
    parts = [Path(part) for part in text.split(os.pathsep) if part]
    return tuple(jar for part in parts for jar in (sorted(part.glob("*.jar")) if part.is_dir() else [part]))


def jackcess_request(path: Path, jars: Sequence[Path], tables: Sequence[AttributeTable]) -> Mapping[str, Any]:
    """What the worker is asked to write, as plain values."""
    return {
        "jars": [str(jar.absolute()) for jar in jars],
        "target": str(path.absolute()),
        "tables": [
            {
                "name": table.name,
                "columns": [
                    [field.name, kind]
                    for field, kind in zip(
                        table.fields, column_types([f.kind for f in table.fields], table.rows), strict=True
                    )
                ],
                "rows": [list(row) for row in table.rows],
            }
            for table in tables
        ],
    }
