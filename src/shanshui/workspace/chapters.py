"""The planner's own chapters: text files that replace or extend sections of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from shanshui.standard.sources import decoded

FOLDER = "chapters"


class Chapters(Mapping[str, str]):
    """Text of each file in ``chapters/`` by its name; what cannot be decoded is left out.

    Parameters
    ----------
    root : Path
        The project folder.
    on_read : callable
        Told ``chapters`` when any of them is asked for.
    """

    def __init__(self, root: Path, on_read: Callable[[str], None] = lambda _: None) -> None:
        self._root = root
        self._on_read = on_read

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        self._on_read(FOLDER)
        files = (path for path in sorted((self._root / FOLDER).glob("*.md")) if path.is_file())
        read = {path.name: _decoded(path) for path in files}
        return {name: text for name, text in read.items() if text is not None}


def _decoded(path: Path) -> str | None:
    try:
        found = decoded(path.read_bytes())
    except OSError:
        return None
    return found[0] if found is not None else None
