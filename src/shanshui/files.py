"""Writing files so that a reader, or a crash, never meets half of one."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; put it in place when the block ends well.

    Parameters
    ----------
    path : Path
        File or folder to make; its parents are made. What stood there is replaced.

    Yields
    ------
    Path
        Not there yet; the block creates it as file or folder.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    remove(beside)
    try:
        yield beside
        if path.is_dir() or beside.is_dir():
            remove(path)
        beside.replace(path)
    finally:
        remove(beside)


def remove(path: Path) -> None:
    """Remove a file or folder; nothing happens where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file or folder to a place where nothing stands; no hard links, since people edit what they are given."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)


def sha256(path: Path) -> str:
    """Content hash of a file, or of a folder's files with their names."""
    if path.is_dir():
        whole = hashlib.sha256()
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            whole.update(f"{file.relative_to(path).as_posix()}\n{sha256(file)}\n".encode())
        return whole.hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
