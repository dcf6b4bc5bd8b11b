"""Micro-catchments that the assessment has cut, on disk for whoever divides the ground into units.

They lie in ``catchments.gpkg`` in the folder of intermediate files: a layer of catchments with what they are like, and
one of their common borders. The fact ``field:catchments.content`` holds their content hash, so that whoever reads them
depends on what they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.files import remove
from shanshui.geo.files import write_vector
from shanshui.ledger import Facts

FACT = "field:catchments"
FILE, GROUND, BORDERS = "catchments.gpkg", "catchments", "borders"
_OWN = ("code", "inside", "area", "township", "downstream")

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class CatchmentFile:
    """Micro-catchments as they are kept.

    Parameters
    ----------
    codes : tuple of str
        ``C001`` and so on, from north to south, those in the scope first.
    shapes : array of shapely geometry, shape (n,)
        Polygons that meet edge to edge.
    inside : bool array, shape (n,)
        Whether each lies in the scope; none lies across its border.
    areas : float array, shape (n,)
        Ellipsoidal [m²].
    townships : tuple of str
        Code of the township that most of each lies in; empty where none is known.
    downstream : int array, shape (n,)
        The one that each drains into; -1 where water leaves the ground.
    values : mapping of name to float array, shape (n,)
        What each is like: ``<ecosystem>`` share, ``<problem>_<severity>`` share, ``<relief>`` mean,
        ``worst_<severity>`` share by the worst problem cell by cell; NaN where it is not known.
    pairs : int array, shape (m, 2)
        Neighbours.
    lines : array of shapely geometry, shape (m,)
        Their common borders.
    ridges, towns : float array, shape (m,)
        How much of a divide each border is, and the share of it that follows a township's line; 0 to 1.
    """

    codes: tuple[str, ...]
    shapes: Shapes
    inside: NDArray[np.bool_]
    areas: Floats
    townships: tuple[str, ...]
    downstream: NDArray[np.intp]
    values: Mapping[str, Floats]
    pairs: NDArray[np.intp]
    lines: Shapes
    ridges: Floats
    towns: Floats


def write_catchments(work: Path, found: CatchmentFile | None, epsg: int) -> str:
    """Write catchments and answer their content hash; without any, what lay there goes.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    found : CatchmentFile or None
        What is written.
    epsg : int
        CRS of the polygons.
    """
    path = work / FILE
    if found is None:
        remove(path)
        return ""
    own = (found.codes, found.inside, found.areas, found.townships, found.downstream)
    columns = dict(zip(_OWN, own, strict=True)) | dict(found.values)
    ground = gpd.GeoDataFrame(columns, geometry=found.shapes, crs=epsg)
    sides = {"left": found.pairs[:, 0], "right": found.pairs[:, 1], "ridge": found.ridges, "town": found.towns}
    lines = [shapely.MultiLineString([*shapely.get_parts(shapely.line_merge(line))]) for line in _lines(found.lines)]
    borders = gpd.GeoDataFrame(sides, geometry=lines, crs=epsg)
    work.mkdir(parents=True, exist_ok=True)
    write_vector(path, {GROUND: ground, BORDERS: borders})
    whole = hashlib.sha256(repr((found.codes, found.townships, sorted(found.values))).encode())
    for array in (found.inside, found.areas, found.downstream, found.pairs, found.ridges, found.towns):
        whole.update(np.ascontiguousarray(array).tobytes())
    for name in sorted(found.values):
        whole.update(np.ascontiguousarray(found.values[name]).tobytes())
    for shape in found.shapes:
        whole.update(shapely.to_wkb(shapely.normalize(shape)))
    return whole.hexdigest()


def _lines(borders: Shapes) -> Shapes:
    """Borders without the mere points at which two catchments touch besides."""
    parts, owner = shapely.get_parts(borders, return_index=True)
    long = shapely.get_dimensions(parts) == 1
    found: Shapes = shapely.multilinestrings(parts[long], indices=owner[long])
    return found


def read_catchments(work: Path, facts: Facts) -> CatchmentFile | None:
    """The catchments that the assessment has cut; None where it has cut none.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    facts : Facts
        Their fact is looked up, so that the reader depends on what they are.
    """
    path = work / FILE
    if not facts.text(f"{FACT}.content") or not path.is_file():
        return None
    ground, borders = gpd.read_file(path, layer=GROUND), gpd.read_file(path, layer=BORDERS)
    named = [str(name) for name in ground.columns if name not in (*_OWN, ground.geometry.name)]
    return CatchmentFile(
        codes=tuple(ground["code"]),
        shapes=ground.geometry.to_numpy(),
        inside=ground["inside"].to_numpy(bool),
        areas=ground["area"].to_numpy(float),
        townships=tuple(str(code or "") for code in ground["township"]),
        downstream=ground["downstream"].to_numpy(np.intp),
        values={name: ground[name].to_numpy(float) for name in named},
        pairs=borders[["left", "right"]].to_numpy(np.intp).reshape(-1, 2),
        lines=borders.geometry.to_numpy(),
        ridges=borders["ridge"].to_numpy(float),
        towns=borders["town"].to_numpy(float),
    )
