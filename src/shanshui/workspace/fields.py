"""Fields of the assessment on disk: one raster in pieces for each, in the folder of intermediate files.

They are written into a folder beside and take the place of the old ones when all are whole. A fact
``field:<name>.content`` holds the content hash of each, so that whoever draws one depends on what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import numpy as np

from shanshui.files import remove, sha256
from shanshui.geo.grid import Grid
from shanshui.geo.pieces import WHOLE, Pieces
from shanshui.geo.raster import AlignedRaster, head
from shanshui.ledger import Facts

FOLDER = "fields"
_SEAL = "contents.txt"
_NEXT = ".next"


class FieldFolder:
    """Where the fields of one assessment are written.

    Parameters
    ----------
    root : Path
        An empty folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pieces: dict[str, Pieces] = {}

    def pieces(self, name: str, grid: Grid, coded: bool) -> Pieces:
        """A raster to be written window by window: int32 with 0 = no data where coded, else float32 with NaN.

        Parameters
        ----------
        name : str
            Of the field; ``@`` is written as ``_``.
        grid : Grid
            Its cells.
        coded : bool
            Whether its values are codes.
        """
        folder = self._root / _file(name)
        folder.mkdir(parents=True)
        self._pieces[name] = Pieces(folder, grid, "int32" if coded else "float32", 0 if coded else np.nan)
        return self._pieces[name]

    def joined(self, name: str) -> AlignedRaster:
        """The finished raster of a field that a sweep wrote, to be read in later passes."""
        pieces = self._pieces[name]
        return AlignedRaster(pieces.whole, pieces.grid, "codes" if pieces.dtype == "int32" else "values")

    def contents(self) -> Iterator[tuple[str, str]]:
        """Name and content hash of every field that was written, in the order of the names."""
        for name, pieces in sorted(self._pieces.items()):
            yield name, sha256(pieces.folder)

    def seal(self) -> None:
        """Write down what the fields hold, for :func:`stamp`."""
        (self._root / _SEAL).write_text("\n".join(f"{name} {content}" for name, content in self.contents()), "utf-8")


@contextmanager
def field_folder(work: Path) -> Iterator[FieldFolder]:
    """A folder for new fields, which takes the place of the old one when all went well.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.

    Notes
    -----
    No two runs have the same folder: what a worker of a cluster still writes for a run that was broken off has no
    place any more, and fails there.
    """
    place = work / FOLDER
    for scrap in work.glob(f"{FOLDER}.*{_NEXT}"):
        remove(scrap)
    beside = work / f"{FOLDER}.{uuid4().hex}{_NEXT}"
    beside.mkdir(parents=True)
    try:
        folder = FieldFolder(beside)
        yield folder
        folder.seal()
        remove(place)
        beside.replace(place)
    finally:
        remove(beside)


def stamp(work: Path) -> str:
    """What the fields in a folder of intermediate files hold, as one hash; empty where none were finished.

    Whoever keeps facts of fields keeps this with them: the fields may be those of a later run that was broken off.
    """
    path = work / FOLDER / _SEAL
    return sha256(path) if path.is_file() else ""


def read_field(name: str, work: Path, facts: Facts, grid: Grid) -> AlignedRaster | None:
    """A field that the assessment wrote.

    Parameters
    ----------
    name : str
        Of the field.
    work : Path
        Folder of intermediate files.
    facts : Facts
        Its fact is looked up, so that the reader depends on its content.
    grid : Grid
        Of the project.

    Returns
    -------
    AlignedRaster or None
        None where the assessment wrote none.
    """
    path = work / FOLDER / _file(name) / WHOLE
    if not facts.text(f"field:{_file(name)}.content") or not path.is_file():
        return None
    return AlignedRaster(path, grid, "codes" if head(path).dtype.startswith("int") else "values")


def _file(name: str) -> str:
    return name.replace("@", "_")
