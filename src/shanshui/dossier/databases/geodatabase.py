"""The file geodatabase: with aliases of fields, coded-value domains and a feature dataset where GDAL's Python is.

The GDAL of the wheels writes layers but no aliases of fields and no domains; its Python bindings, which a Linux system
brings for its own interpreter, do. So a script of ours runs under that interpreter and copies the finished GeoPackage.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from shanshui.dossier.databases.geopackage import Explained
from shanshui.dossier.worker import WorkerError, ask
from shanshui.files import remove, written_beside
from shanshui.finding import Finding
from shanshui.geo.files import write_vector
from shanshui.geo.still import still

WORKER = Path(__file__).with_name("gdb_worker.py")
TIMEOUT = 120.0


@cache
def gdal_python() -> str:
    """An interpreter that may know GDAL: the one that SHANSHUI_GDAL_PYTHON names, else the system's; empty for none."""
    named = os.environ.get("SHANSHUI_GDAL_PYTHON")
    candidate = named if named is not None else "/usr/bin/python3"
    return candidate if candidate and Path(candidate).is_file() else ""


def write_geodatabase(
    path: Path, package: Path, tables: Mapping[str, pd.DataFrame], said: Explained, dataset: str
) -> tuple[Finding, ...]:
    """Write all layers and tables into a file geodatabase.

    Parameters
    ----------
    path : Path
        Folder ``*.gdb`` to write; what stood there is replaced when the new one is whole.
    package : Path
        The finished GeoPackage with the same layers.
    tables : mapping
        As :func:`.spatial.frames` gives them.
    said : Explained
        Names, aliases, domains.
    dataset : str
        Name of the feature dataset.

    Returns
    -------
    tuple of Finding
        ``DOSSIER-GDB-ALIAS`` where aliases, domains and feature dataset could not be written.
    """
    made = path.with_name(f".{path.stem}.part.gdb")  # GDAL goes by the ending
    try:
        request = {**gdb_request(package, tables, said, dataset), "target": str(made.absolute())}
        remove(made)
        ask([gdal_python(), "-I", str(WORKER)], request, TIMEOUT)
        with written_beside(path) as beside:
            made.replace(beside)
    except WorkerError as error:
        with still():
            write_vector(path, tables, aliases=said.names)
        return (Finding("DOSSIER-GDB-ALIAS", got=str(error), subject="database:geodatabase"),)
    finally:
        remove(made)
    return ()


def gdb_request(package: Path, tables: Mapping[str, pd.DataFrame], said: Explained, dataset: str) -> Mapping[str, Any]:
    """What the worker is asked to do, as plain values."""
    used = {f.domain for key in tables for f in said.fields[key] if f.domain in said.domains}
    return {
        "source": str(package.absolute()),
        "dataset": dataset,
        "domains": [
            {
                "name": said.domains[key].name,
                "integer": said.domains[key].numbered,
                "values": [list(pair) for pair in said.domains[key].values],
            }
            for key in sorted(used)
        ],
        "layers": [
            {
                "name": key,
                "alias": said.names[key],
                "fields": [
                    {
                        "name": f.name,
                        "alias": f.title,
                        "kind": f.kind,
                        "domain": said.domains[f.domain].name if f.domain in said.domains else "",
                    }
                    for f in said.fields[key]
                ],
            }
            for key in tables
        ],
    }
