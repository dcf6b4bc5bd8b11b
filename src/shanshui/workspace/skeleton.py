"""A new project folder: every file that a planner fills, with comments from the standard's own data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.files import written_beside
from shanshui.plan import read_project
from shanshui.standard import LayerRole, ProjectKey, Standard
from shanshui.standard.workbook import load_examples
from shanshui.workspace.book.grid import Grid, csv_text
from shanshui.workspace.book.writer import write_book
from shanshui.workspace.tables import TABLES, WORKBOOK

_FILLED = ("text", "date", "integer")
"""Types of optional keys that are written with their example; a choice of method stays a comment."""


def write(folder: Path, standard: Standard, as_csv: bool = False) -> tuple[Path, ...]:
    """Write the skeleton of a project, with a worked example in each table.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet, or empty.
    standard : Standard
        Keys, roles and tables, with their notes and examples.
    as_csv : bool
        Tables as ``tables/*.csv`` instead of the planner's workbook.

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
    }
    grids = {key: _example(key, standard) for key in standard.inputs}
    if as_csv:
        files |= {f"{TABLES}/{key}.csv": csv_text(grid) for key, grid in grids.items()}
    for name, text in files.items():
        with written_beside(folder / name) as path:
            path.write_text(text, encoding="utf-8", newline="")
    if not as_csv:
        project, _ = read_project(folder, standard)
        region, title = (project.whole_region, project.name) if project is not None else ("", folder.name)
        with written_beside(folder / WORKBOOK) as path:
            write_book(path, grids.values(), standard, region, title)
    for name in ("layers", "chapters"):
        (folder / name).mkdir(exist_ok=True)
    names = ("project.yaml", "catalog.yaml", TABLES if as_csv else WORKBOOK, "layers", "chapters")
    return tuple(folder / name for name in names)


def _project(standard: Standard) -> str:
    """``project.yaml`` with the example of each key that a careful planner fills, the others as comments."""
    lines = [f"# {standard.label('init.project')}", f"schema: {standard.project.version}"]
    above = ""
    for key in standard.project.keys:
        if key.key == "schema" or "*" in key.key or key.type == "mapping":
            continue
        group, dot, _ = key.key.rpartition(".")
        shown = bool(key.example) and not dot and key.type in _FILLED
        optional = not (key.required or shown or _group_is_required(group, standard))
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


def _example(key: str, standard: Standard) -> Grid:
    """An input table with its worked example."""
    header, *rows = load_examples().get(key, ((),))
    columns = standard.inputs[key].columns
    filled = tuple(tuple(dict(zip(header, row, strict=True)).get(name, "") for name in columns) for row in rows)
    return Grid(key, tuple(c.heading() for c in columns.values()), tuple(enumerate(filled, start=2)))
