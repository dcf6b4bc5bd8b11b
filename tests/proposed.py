"""Counties with a proposal in their build folder, and what a folder holds."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from shanshui.workspace.proposals.folder import FOLDER


def held(folder: Path, *but: str) -> dict[str, str]:
    """Content hashes of all files, without folders of some names."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and not {part for part in p.parts} & set(but))
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as mappings."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def edit(path: Path, column: str, values: dict[str, str]) -> None:
    """Other cells of a column, by the first cell of their row."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *lines = csv.reader(stream)
    for line in lines:
        line[header.index(column)] = values.get(line[0], line[header.index(column)])
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *lines])


def proposal(root: Path) -> Path:
    """Where a proposal lies."""
    return root / "build" / FOLDER
