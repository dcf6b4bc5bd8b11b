"""The manifest of a dossier: what each file is, byte for byte and by content, and what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shanshui.dossier.fingerprint import content_hash
from shanshui.ledger import Facts, Source
from shanshui.standard import Standard

NAME = "manifest.json"
LIBRARIES = (
    "geopandas", "jinja2", "lxml", "matplotlib", "numpy", "pillow", "pyogrio", "pyproj", "python-docx", "rasterio",
    "shapely", "xlsxwriter",
)  # fmt: skip
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the dossier, or a folder that is one data set.

    Parameters
    ----------
    path : str
        In the dossier, with forward slashes.
    size : int
        Bytes.
    sha256 : str
        Of the bytes; of a folder, of its files' names and bytes.
    content : str
        Of what a reader finds in it, blind to dates, ids and packing.
    """

    path: str
    size: int
    sha256: str
    content: str


def write_manifest(
    folder: Path,
    sources: Iterable[Source],
    standard: Standard,
    final: bool,
    synthetic: bool,
    known: Mapping[str, Entry] | None = None,
) -> Path:
    """Write ``manifest.json`` for all files of a dossier.

    Parameters
    ----------
    folder : Path
        The dossier, complete but for the manifest.
    sources : iterable of Source
        What it was made from.
    standard : Standard
        Edition of the code.
    final : bool
        False where an error keeps it a draft.
    synthetic : bool
        Whether anything in it rests on made-up data.
    known : mapping, optional
        Entries of an earlier manifest by path; one is used again where size and bytes agree.

    Returns
    -------
    Path
        The manifest.
    """
    edition = standard.edition
    record = {
        "schema": 1,
        "state": "final" if final else "draft",
        "synthetic": synthetic,
        "standard": {"key": edition.key, "code": edition.code, "date": edition.date, "digest": standard.digest},
        "versions": {"shanshui": _version("shanshui"), **{name: _version(name) for name in LIBRARIES}},
        "sources": [_source(source) for source in sorted(sources, key=lambda s: s.id)],
        "files": [_file(entry) for entry in entries(folder, known or {})],
    }
    path = folder / NAME
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def seal(
    folder: Path, sources: Mapping[str, Source], facts: Facts, final: bool, standard: Standard, before: Path
) -> None:
    """Write the manifest of a complete dossier.

    Parameters
    ----------
    folder : Path
        The dossier.
    sources : mapping of id to Source
        What it was made from.
    facts : Facts
        Tell whether anything is synthetic.
    final : bool
        No error stands.
    standard : Standard
        Edition.
    before : Path
        The dossier published before, whose unchanged files need not be read again.
    """
    synthetic = any(fact.synthetic for fact in facts.values())
    write_manifest(folder, sources.values(), standard, final, synthetic, read_entries(before / NAME))


def is_whole(folder: Path) -> bool:
    """Whether a dossier holds every file of its manifest, and no other, byte for byte."""
    wanted = read_entries(folder / NAME)
    return bool(wanted) and {e.path: e for e in entries(folder, wanted)} == dict(wanted)


def read_entries(manifest: Path) -> Mapping[str, Entry]:
    """Entries of a manifest by path; none where there is no manifest or it is another program's."""
    try:
        record = json.loads(manifest.read_text(encoding="utf-8"))
        found = [Entry(f["path"], f["size"], f["sha256"], f["content"]) for f in record["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {entry.path: entry for entry in found}


def entries(folder: Path, known: Mapping[str, Entry] | None = None) -> tuple[Entry, ...]:
    """Entries of all files under a folder, in order of path; a ``.gdb`` folder is one entry."""
    units = sorted(units_of(folder), key=lambda p: p.relative_to(folder).as_posix())
    with ThreadPoolExecutor(WORKERS) as pool:
        return tuple(pool.map(lambda unit: _entry(folder, unit, known or {}), units))


def units_of(folder: Path) -> list[Path]:
    """Files, and folders that are one data set."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.suffix.lower() != ".gdb":
            found += units_of(path)
        elif path.name != NAME:
            found.append(path)
    return found


def _entry(folder: Path, unit: Path, known: Mapping[str, Entry]) -> Entry:
    name = unit.relative_to(folder).as_posix()
    files = sorted(p for p in unit.rglob("*") if p.is_file()) if unit.is_dir() else [unit]
    size = sum(p.stat().st_size for p in files)
    digest = _bytes(files, unit)
    earlier = known.get(name)
    if earlier is not None and (earlier.size, earlier.sha256) == (size, digest):
        return earlier
    return Entry(name, size, digest, content_hash(unit))


def _bytes(files: Sequence[Path], unit: Path) -> str:
    whole = hashlib.sha256()
    for file in files:
        if unit.is_dir():
            whole.update(f"{file.relative_to(unit).as_posix()}\n".encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                whole.update(block)
    return whole.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _source(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "provider": source.provider,
        "date": source.date,
        "synthetic": source.synthetic,
    }


def _file(entry: Entry) -> dict[str, object]:
    return {"path": entry.path, "size": entry.size, "sha256": entry.sha256, "content": entry.content}
