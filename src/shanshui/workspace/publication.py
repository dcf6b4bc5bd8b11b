"""Putting a finished build in place, so that a whole one is there, or comes back, whatever happens.

New things stand beside the old as ``<name>.next``. When all are complete a marker is written; from then
on the switch will be finished, by this command or, after a kill, by the next. Without a marker what
stands beside is scrap.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from shanshui.files import remove

MARKER = "switch.json"
PUBLISHED = ("dossier", "dossier.zip", "ledger.sqlite", "proposal")
"""What a build, or a proposal, puts in place."""


def next_to(path: Path) -> Path:
    """Where the successor of ``path`` is made."""
    return path.with_name(f"{path.name}.next")


def publish(folder: Path, names: Sequence[str]) -> None:
    """Replace each ``name`` in ``folder`` by ``name.next``, all or none.

    Parameters
    ----------
    folder : Path
        The build folder.
    names : sequence of str
        Files or folders in it; each one's successor is complete.
    """
    marker = folder / MARKER
    beside = next_to(marker)
    with beside.open("w", encoding="utf-8") as stream:
        json.dump({"names": list(names)}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(marker)
    _finish(folder, names)


def recover(folder: Path) -> None:
    """Finish a switch that a kill interrupted, and clear away what an unfinished build left."""
    marker = folder / MARKER
    if marker.is_file():
        _finish(folder, json.loads(marker.read_text(encoding="utf-8"))["names"])
    for name in PUBLISHED:  # nothing else: a build folder may be one in which people keep files of their own
        remove(next_to(folder / name))
        remove(folder / f"{name}.old")
    remove(next_to(marker))


def _finish(folder: Path, names: Sequence[str]) -> None:
    """Bring every name to its new state from any state that an earlier attempt can have left."""
    for name in names:
        now, coming, old = folder / name, next_to(folder / name), folder / f"{name}.old"
        if not coming.exists():
            continue
        if now.exists():
            remove(old)
            now.rename(old)
        coming.rename(now)
    (folder / MARKER).unlink()
    for name in names:
        remove(folder / f"{name}.old")
