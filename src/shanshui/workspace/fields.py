"""Fields of the assessment on disk: one raster in pieces for each, in the folder of intermediate files.

They are written into a folder beside and take the place of the old ones when all are whole. A fact
``field:<name>.content`` holds the content hash of each, so that whoever draws one depends on what it shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import numpy as np

from shanshui.geo.grid import Grid
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Facts
from shanshui.workspace.files import remove
from shanshui.workspace.publication import next_to

FOLDER = "fields"
_WHOLE = "whole.vrt"


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
        """The finished raster of a field, to be read in later passes."""
        pieces = self._pieces[name]
        return AlignedRaster(pieces.join(), pieces.grid, "codes" if pieces.dtype == "int32" else "values")

    def contents(self) -> Iterator[tuple[str, str]]:
        """Name and content hash of every field that was written."""
        for name, pieces in sorted(self._pieces.items()):
            whole = hashlib.sha256()
            for path in sorted(pieces.folder.glob("*.tif")):
                whole.update(path.name.encode())
                whole.update(path.read_bytes())
            yield name, whole.hexdigest()


@contextmanager
def field_folder(work: Path) -> Iterator[FieldFolder]:
    """A folder for new fields, which takes the place of the old one when all went well.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    """
    place = work / FOLDER
    beside = next_to(place)
    remove(beside)
    beside.mkdir(parents=True)
    yield FieldFolder(beside)
    remove(place)
    beside.replace(place)


def read_field(
    name: str, work: Path, facts: Facts, grid: Grid, kind: Literal["codes", "values"]
) -> AlignedRaster | None:
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
    kind : {"codes", "values"}
        How its cells are read.

    Returns
    -------
    AlignedRaster or None
        None where the assessment wrote none.
    """
    path = work / FOLDER / _file(name) / _WHOLE
    if not facts.text(f"field:{name.replace('@', '_')}.content") or not path.is_file():
        return None
    return AlignedRaster(path, grid, kind)


def _file(name: str) -> str:
    return name.replace("@", "_")
