"""Files of the layers, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import rasterio
import yaml
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from countygen.grid import Grid

STAMP = "2020-12-31T00:00:00.000Z"  # written into GeoPackages instead of the present time
Columns = Mapping[str, Sequence[object]]


def write_raster(path: Path, values: NDArray[Any], grid: Grid, epsg: int, nodata: float, description: str) -> None:
    """Write one band as tiled, deflated GeoTIFF.

    Parameters
    ----------
    path : Path
    values : array, shape `grid.shape`, of the type to be written
    grid : Grid
    epsg : int
    nodata : float
    description : str
        Band description.
    """
    floating = np.issubdtype(values.dtype, np.floating)
    profile = {
        "driver": "GTiff",
        "height": grid.rows,
        "width": grid.cols,
        "count": 1,
        "dtype": values.dtype.name,
        "crs": f"EPSG:{epsg}",
        "transform": grid.transform,
        "nodata": nodata,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
        "zlevel": 6,
        "predictor": 3 if floating else 2,
        "num_threads": 2,
        "bigtiff": "if_safer",
    }
    with rasterio.open(path, "w", **profile) as target:
        target.write(values, 1)
        target.set_band_description(1, description)


def frame(shapes: Sequence[BaseGeometry], columns: Columns, epsg: int) -> geopandas.GeoDataFrame:
    """Table of features."""
    return geopandas.GeoDataFrame(dict(columns), geometry=list(shapes), crs=f"EPSG:{epsg}")


def write_package(path: Path, shapes: Sequence[BaseGeometry], columns: Columns, epsg: int) -> None:
    """Write features as the only layer of a GeoPackage, named like the file."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        frame(shapes, columns, epsg), path, driver="GPKG", layer=path.stem, promote_to_multi=_mixed(shapes)
    )


def write_shapefile(path: Path, shapes: Sequence[BaseGeometry], columns: Columns, epsg: int) -> None:
    """Write features as a shapefile in GBK, as county bureaus hand them over."""
    for old in path.parent.glob(f"{path.stem}.*"):
        if old.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}:
            old.unlink()
    pyogrio.write_dataframe(
        frame(shapes, columns, epsg),
        path,
        driver="ESRI Shapefile",
        encoding="GBK",
        layer_options={"DBF_DATE_LAST_UPDATE": STAMP[:10]},
    )


def write_geojson(path: Path, shapes: Sequence[BaseGeometry], columns: Columns, epsg: int) -> None:
    """Write features as GeoJSON with a named coordinate system."""
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        frame(shapes, columns, epsg), path, driver="GeoJSON", layer_options={"COORDINATE_PRECISION": 6}
    )


def _mixed(shapes: Sequence[BaseGeometry]) -> bool:
    return any(shape.geom_type.startswith("Multi") for shape in shapes)


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a small table in UTF-8."""
    lines = [",".join(str(cell) for cell in row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_json(path: Path, content: object) -> None:
    """Write JSON in UTF-8."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def write_yaml(path: Path, content: object, heading: str) -> None:
    """Write YAML in UTF-8 below a comment."""
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=160)
    path.write_text(f"# {heading}\n{text}", encoding="utf-8", newline="\n")
