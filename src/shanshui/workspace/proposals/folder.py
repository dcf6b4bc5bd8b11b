"""The folder of a proposal in the build folder: tables, layers, page and record, put in place all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd

from shanshui.errors import UsageError
from shanshui.files import copy, remove, sha256, written_beside
from shanshui.geo.files import write_vector
from shanshui.geo.still import still
from shanshui.workspace.book.grid import Grid, csv_text
from shanshui.workspace.proposals.changes import Change
from shanshui.workspace.proposals.report import SCHEMA, LayerFile, change_of
from shanshui.workspace.publication import next_to, publish

FOLDER, RECORD, PAGE = "proposal", "proposal.json", "proposal.html"
TABLES, LAYERS, ENTERED = "tables", "layers", "entered"
"""Proposed tables and layers, and the tables as they were entered when the proposal was computed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A proposal that lies in a build folder.

    Parameters
    ----------
    folder : Path
        Where it lies.
    subject : str
        Name of the project.
    stamp : mapping of source to content hash
        What it was computed from; a table that was accepted since bears its new hash.
    changes : tuple of Change
        As computed.
    tables : mapping of part to tables
        What each part proposes.
    layers : mapping of part to LayerFiles
        What each part proposes.
    accepted : tuple of str
        Parts that were accepted before.
    """

    folder: Path
    subject: str
    stamp: Mapping[str, str]
    changes: tuple[Change, ...]
    tables: Mapping[str, tuple[str, ...]]
    layers: Mapping[str, tuple[LayerFile, ...]]
    accepted: tuple[str, ...] = ()


def write_proposal(
    out: Path,
    record: Mapping[str, Any],
    page: str,
    tables: Mapping[str, Grid],
    entered: Mapping[str, Grid],
    layers: Mapping[str, gpd.GeoDataFrame],
) -> Path | None:
    """Write a proposal beside the one that lies there, then take its place.

    Parameters
    ----------
    out : Path
        The build folder, held by this process alone.
    record : mapping
        Plain values of ``proposal.json``; the content hashes of tables and layers are added.
    page : str
        HTML document.
    tables, entered : mapping of table to Grid
        As proposed, and as entered.
    layers : mapping of file to GeoDataFrame
        Paths in the folder.

    Returns
    -------
    Path or None
        A copy of the proposal that lay there, where somebody had edited its tables or layers.
    """
    beside = next_to(out / FOLDER)
    remove(beside)
    beside.mkdir()
    for name, grids in ((TABLES, tables), (ENTERED, entered)):
        (beside / name).mkdir()
        for key, grid in grids.items():
            (beside / name / f"{key}.csv").write_text(csv_text(grid), encoding="utf-8", newline="")
    if layers:
        (beside / LAYERS).mkdir()
    with still():
        for file, frame in layers.items():
            write_vector(beside / file, {Path(file).stem: frame})
    (beside / PAGE).write_text(page, encoding="utf-8", newline="\n")
    _write_record(beside / RECORD, {**record, "files": _hashes(beside)})
    kept = _copy_of_edited(out / FOLDER)
    publish(out, (FOLDER,))
    return kept


def read_proposal(out: Path) -> Stored:
    """The proposal in a build folder.

    Raises
    ------
    UsageError
        Where there is none, or not one that this version wrote.
    """
    folder = out / FOLDER
    raw = _record(folder)
    layers = {
        p["part"]: tuple(LayerFile(x["role"], x["file"], x["features"], x["synthetic"]) for x in p["layers"])
        for p in raw["parts"]
    }
    return Stored(
        folder,
        raw["subject"],
        raw["stamp"],
        tuple(map(change_of, raw["changes"])),
        {p["part"]: tuple(p["tables"]) for p in raw["parts"]},
        layers,
        tuple(raw.get("accepted", ())),
    )


def note_accepted(stored: Stored, parts: tuple[str, ...], stamp: Mapping[str, str]) -> None:
    """Note in the record what was taken over, and what the sources are since.

    Parameters
    ----------
    stored : Stored
        The proposal.
    parts : tuple of str
        Accepted just now.
    stamp : mapping
        New content hashes of sources that the acceptance changed itself.
    """
    raw = _record(stored.folder)
    raw["accepted"] = list(dict.fromkeys((*stored.accepted, *parts)))
    raw["stamp"] = {**raw["stamp"], **stamp}
    with written_beside(stored.folder / RECORD) as beside:
        _write_record(beside, raw)


def _record(folder: Path) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(f"no proposal lies in {folder}; compute one with `shanshui propose`") from None
    except ValueError as error:
        raise UsageError(f"{folder / RECORD} is broken ({error}); compute the proposal anew") from None
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise UsageError(f"{folder / RECORD} was written by another version; compute the proposal anew")
    return raw


def _write_record(path: Path, record: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _hashes(folder: Path) -> dict[str, str]:
    files = (p for name in (TABLES, LAYERS) for p in sorted((folder / name).glob("*")))
    return {p.relative_to(folder).as_posix(): sha256(p) for p in files if not p.name.startswith((".", "~"))}


def _copy_of_edited(folder: Path) -> Path | None:
    """A copy of a proposal that somebody has edited, under a name of its own."""
    if not folder.is_dir():
        return None
    try:
        written = _record(folder).get("files", {})
    except UsageError:
        written = {}
    if _hashes(folder) == written:
        return None
    number = 1
    while (free := folder.with_name(f"{folder.name}.bak-{number}")).exists():
        number += 1
    with written_beside(free) as beside:
        copy(folder, beside)
    return free
