"""Where the certificates of control lines lie: among the intermediate files, and in the dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.files import sha256, written_beside
from shanshui.workspace.workspace import Workspace

SCHEMA = 1
"""Of the certificate; a reader refuses another."""

DELIVERED = "管控核查证书.json"
"""Name in the dossier."""

CONTENT = "certificates.content"
"""Attribute of the scope's fact that holds the hash of the text."""

_NAME = "certificates.json"


def keep(text: str, workspace: Workspace) -> None:
    """Put the certificates among the intermediate files; ``check``, which has none and writes nothing, keeps none.

    Parameters
    ----------
    text : str
        JSON.
    workspace : Workspace
        Its ``work`` is the project folder itself where nothing may be written.
    """
    if workspace.work != workspace.root:
        workspace.work.mkdir(parents=True, exist_ok=True)
        with written_beside(workspace.work / _NAME) as path:
            path.write_text(text, encoding="utf-8", newline="\n")


def kept(work: Path) -> Path | None:
    """The file in a folder of intermediate files; None where there is none."""
    path = work / _NAME
    return path if path.is_file() else None


def stamp(work: Path) -> str:
    """Hash of the file in a folder of intermediate files; empty where there is none."""
    path = kept(work)
    return sha256(path) if path is not None else ""


def geometry_hash(geometries: Sequence[BaseGeometry] | NDArray[np.object_]) -> str:
    """Hash of geometries in their order, to the last bit of every coordinate."""
    whole = hashlib.sha256()
    for body in shapely.to_wkb(np.asarray(geometries, dtype=object), byte_order=1):
        whole.update(len(body).to_bytes(8, "little"))
        whole.update(body)
    return whole.hexdigest()
