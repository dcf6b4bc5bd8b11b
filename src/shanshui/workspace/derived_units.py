"""Assessment units that the assessment has cut, on disk for whoever draws or delivers them.

They lie in ``assessment_units.gpkg`` in the folder of intermediate files. The fact
``field:assessment_units.content`` holds their content hash, so that whoever reads them depends on what they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from shanshui.files import remove
from shanshui.geo.files import write_vector
from shanshui.ledger import Facts
from shanshui.workspace.layers import Shape, Shapes

FACT = "field:assessment_units"
_FILE, _LAYER = "assessment_units.gpkg", "assessment_units"


def write_units(work: Path, shapes: Shapes, epsg: int) -> str:
    """Write assessment units and answer their content hash; without any, what lay there goes.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    shapes : mapping of code to Shape
        Their polygons.
    epsg : int
        CRS of the polygons.
    """
    path = work / _FILE
    if not shapes:
        remove(path)
        return ""
    whole = hashlib.sha256()
    for shape in shapes.values():
        whole.update(f"{shape.code}\n{shape.name}\n{'|'.join(shape.sources)}\n".encode())
        whole.update(shapely.to_wkb(shapely.normalize(shape.geometry)))
    columns = {
        "code": [shape.code for shape in shapes.values()],
        "name": [shape.name for shape in shapes.values()],
        "sources": ["|".join(shape.sources) for shape in shapes.values()],
    }
    parts = [shapely.MultiPolygon(shapely.get_parts(shape.geometry)) for shape in shapes.values()]
    work.mkdir(parents=True, exist_ok=True)
    write_vector(path, {_LAYER: gpd.GeoDataFrame(columns, geometry=parts, crs=epsg)})
    return whole.hexdigest()


def read_units(work: Path, facts: Facts) -> Mapping[str, Shape]:
    """The assessment units that the assessment has cut, by code; none where it has cut none.

    Parameters
    ----------
    work : Path
        Folder of intermediate files.
    facts : Facts
        Their fact is looked up, so that the reader depends on what they are.
    """
    path = work / _FILE
    if not facts.text(f"{FACT}.content") or not path.is_file():
        return {}
    frame = gpd.read_file(path, layer=_LAYER)
    rows = zip(frame["code"], frame["name"], frame["sources"], frame.geometry, strict=True)
    return {code: Shape(code, name, shape, "feature", tuple(of.split("|"))) for code, name, of, shape in rows}
