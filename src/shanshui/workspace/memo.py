"""Memory of earlier builds: a result is used again while all that it was made from stays the same.

What a stage reads is not declared but watched: layers, parts of the plan, facts and tables each note
themselves when they are taken. The next build compares the content hashes of just these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, cast

from shanshui.files import copy, remove, written_beside

T = TypeVar("T")


@cache
def code_digest() -> str:
    """Content hash of the program with its data: another version does not trust this one's memory."""
    root = Path(str(files("shanshui")))
    whole = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:  # compiled functions are kept there as well
            whole.update(file.relative_to(root).as_posix().encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def digest(text: str) -> str:
    """Content hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Reads:
    """Names of what has been read since the last :meth:`start`, in the order of first use."""

    names: dict[str, None] = field(default_factory=dict)

    def note(self, name: str) -> None:
        """Note one name."""
        self.names.setdefault(name)

    @contextmanager
    def apart(self) -> Iterator[Reads]:
        """Collect into an empty list of its own; what was there before comes back afterwards."""
        outer, self.names = self.names, {}
        try:
            yield self
        finally:
            self.names = outer


class WatchedMapping(Mapping[str, object]):
    """A mapping that notes which of its keys are taken."""

    def __init__(self, mapping: Mapping[str, object], note: Callable[[str], None]) -> None:
        self._mapping = mapping
        self._note = note

    def __getitem__(self, key: str) -> object:
        self._note(f"[{key}]")
        return self._mapping[key]

    def __iter__(self) -> Iterator[str]:
        self._note("")
        return iter(self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)


class Watched:
    """A frozen value that notes which of its fields are taken, and of a mapping which keys."""

    def __init__(self, value: object, note: Callable[[str], None]) -> None:
        self._value = value
        self._note = note

    def __getattr__(self, name: str) -> object:
        got = getattr(self._value, name)
        if callable(got):  # a method sees the watched value too, so that its reads are noted
            return getattr(type(self._value), name).__get__(self, Watched)
        if isinstance(got, Mapping):
            return WatchedMapping(got, lambda key: self._note(name + key))
        self._note(name)
        return got


def watched(value: T, note: Callable[[str], None]) -> T:
    """The same value, watched; to its readers it is still a ``T``."""
    return cast(T, Watched(value, note))


@dataclass(frozen=True, slots=True)
class Memo:
    """Results kept in a folder.

    Parameters
    ----------
    folder : Path
        Where they are kept.
    """

    folder: Path

    def recall(self, name: str, unchanged: Callable[[Mapping[str, str]], bool]) -> bytes | None:
        """What was kept under a name, if all that it was made from is unchanged.

        Parameters
        ----------
        name : str
            Name of the stage.
        unchanged : callable
            Whether everything read still has the content hash that it had then.
        """
        try:
            head, _, body = (self.folder / f"{name}.memo").read_bytes().partition(b"\n")
            kept: Mapping[str, str] = json.loads(head)
        except (OSError, ValueError):
            return None
        if kept.get("code") != code_digest() or kept.get("body") != hashlib.sha256(body).hexdigest():
            return None
        return body if unchanged(json.loads(kept["reads"])) else None

    def keep(self, name: str, reads: Mapping[str, str], body: bytes) -> None:
        """Keep a result with the content hashes of what it was made from."""
        head = {
            "code": code_digest(),
            "body": hashlib.sha256(body).hexdigest(),
            "reads": json.dumps(reads, ensure_ascii=False),
        }
        with written_beside(self.folder / f"{name}.memo") as path:
            path.write_bytes(json.dumps(head, ensure_ascii=False).encode() + b"\n" + body)

    def product(self, target: Path, key: str, make: Callable[[Path], None]) -> None:
        """Put a file or folder in place, made anew only where its key has changed.

        Parameters
        ----------
        target : Path
            Where it shall stand; nothing stands there yet.
        key : str
            Text of all that the product is made from; the program's own content is added.
        make : callable
            Makes it at the path it is given.
        """
        kept = self.folder / "products" / digest(f"{code_digest()}\n{target.name}\n{key}")
        if not kept.exists():
            with written_beside(kept) as beside:
                make(beside)
        (kept.parent / "used").mkdir(exist_ok=True)
        (kept.parent / "used" / kept.name).touch()
        copy(kept, target)

    def forget_unused(self) -> None:
        """Drop products that no :meth:`product` call has asked for since the last time."""
        folder = self.folder / "products"
        used = {p.name for p in (folder / "used").glob("*")}
        for path in folder.glob("*"):
            if path.name != "used" and path.name not in used:
                remove(path)
        remove(folder / "used")
