"""The whole dossier in one file, to be handed in (H.2)."""

from __future__ import annotations

import zipfile
from pathlib import Path

from shanshui.dossier.manifest import NAME

ARCHIVE = "dossier.zip"
"""Name of the file, beside the dossier."""

PACKED = frozenset({".docx", ".xlsx", ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".zip", ".mdb"})
"""Endings of files that are compressed already and are stored as they are."""

_WRITTEN = (2000, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def write_archive(folder: Path, path: Path, name: str) -> None:
    """Pack a dossier, always the same bytes for the same files.

    Parameters
    ----------
    folder : Path
        The dossier, sealed.
    path : Path
        Zip file to write.
    name : str
        Folder that stands in the archive.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(found for found in folder.rglob("*") if found.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{file.relative_to(folder).as_posix()}", _WRITTEN)
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_STORED if file.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while block := source.read(1 << 20):
                    target.write(block)


def holds(path: Path, folder: Path) -> bool:
    """Whether an archive is that of the dossier in a folder: it bears the same manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            (manifest,) = [name for name in archive.namelist() if name.count("/") == 1 and name.endswith(f"/{NAME}")]
            return archive.read(manifest) == (folder / NAME).read_bytes()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
