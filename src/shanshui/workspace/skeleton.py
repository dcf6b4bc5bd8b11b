"""A new project folder: every file that a planner fills, with comments from the standard's own data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.standard import LayerRole, ProjectKey, Standard
from shanshui.workspace.files import written_beside


def write(folder: Path, standard: Standard) -> tuple[Path, ...]:
    """Write the skeleton of a project.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet, or empty.
    standard : Standard
        Keys, roles and tables, with their notes.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    UsageError
        Where the folder holds anything: nothing is ever overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; give a new folder, so that nothing of yours is overwritten")
    files = {
        "project.yaml": _project(standard),
        "catalog.yaml": _catalog(standard),
        **{f"tables/{key}.csv": _header(key, standard) for key in standard.inputs},
    }
    for name, text in files.items():
        with written_beside(folder / name) as path:
            path.write_text(text, encoding="utf-8", newline="")
    for name in ("layers", "chapters"):
        (folder / name).mkdir(exist_ok=True)
    return tuple(folder / name for name in ("project.yaml", "catalog.yaml", "tables", "layers", "chapters"))


def _project(standard: Standard) -> str:
    """``project.yaml`` with an example value for each key that must be there, the others as comments."""
    lines = [f"# {standard.label('init.project')}", f"schema: {standard.project.version}"]
    above = ""
    for key in standard.project.keys:
        if key.key == "schema" or "*" in key.key or key.type == "mapping":
            continue
        group, dot, _ = key.key.rpartition(".")
        optional = not key.required and not _group_is_required(group, standard)
        if group and group != above:
            lines.append(("# " if optional else "") + f"{group}:")
        above = group
        lines.extend(_line(key, "  " if dot else "", optional))
    return "\n".join(lines) + "\n"


def _group_is_required(group: str, standard: Standard) -> bool:
    return any(k.required for k in standard.project.keys if group and k.key in (group, f"{group}.region"))


def _line(key: ProjectKey, indent: str, optional: bool) -> Iterator[str]:
    note = "；".join(part for part in (key.zh, key.note, key.clause) if part)
    value = key.example or key.default
    if key.type in ("text", "date") and not (key.type == "date" and value):
        value = f'"{value}"'
    yield f"{indent}# {note}"
    yield ("# " if optional else "") + f"{indent}{key.key.rpartition('.')[2]}: {value}"


def _catalog(standard: Standard) -> str:
    """``catalog.yaml``: the layers that a build needs, and all others as comments."""
    lines = [f"# {standard.label('init.catalog')}", "schema: 1", "layers:"]
    for role in standard.layers.values():
        lines.extend(_role(role))
    return "\n".join(lines) + "\n"


def _role(role: LayerRole) -> Iterator[str]:
    kind = "raster" if role.kind == "raster" else "vector"
    suffix = "tif" if kind == "raster" else "gpkg"
    needed = role.needed == "build"
    mark = "" if needed else "# "
    name = role.key.replace("<year>", "2010")
    yield f"  # {role.name}" + (f"（{role.clause}）" if role.clause else "")
    if role.fields:
        yield f"  # fields: {', '.join(role.fields)}"
    if role.classes:
        yield f"  # classes: {', '.join(role.classes)}"
    classes = ', classes: ""' if role.classes else ""
    more = f'{classes}, date: "", provider: "", licence: ""'
    yield f"  {mark}{name}: {{file: layers/{name}.{suffix}, kind: {kind}{more}}}"


def _header(key: str, standard: Standard) -> str:
    """The header of an input table, in Chinese with units, as a spreadsheet shows it."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(c.heading() for c in standard.inputs[key].columns.values())
    return "\ufeff" + stream.getvalue()
