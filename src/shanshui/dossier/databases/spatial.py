"""The spatial databases: file geodatabase, shapefiles, and a GeoPackage that opens drawn in QGIS."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.features import Cell, DataLayer
from shanshui.dossier.databases.schema import DatabaseSchema, Field
from shanshui.dossier.maps.qml import qml
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.themes import unit_colours
from shanshui.geo.files import write_vector
from shanshui.geo.still import STILL, still
from shanshui.ledger import Quote
from shanshui.plan import Plan

SHAPE_ENCODING = "GBK"


def frames(
    layers: Sequence[DataLayer], schema: DatabaseSchema, epsg: int, target: int
) -> Mapping[str, gpd.GeoDataFrame]:
    """Layers as tables with Chinese field names, in the CRS of delivery.

    Parameters
    ----------
    layers : sequence of DataLayer
        In the project's CRS.
    schema : DatabaseSchema
        Names.
    epsg, target : int
        CRS of the project and of delivery.

    Returns
    -------
    mapping
        Key of the layer to its table; the table of fact sources, without geometry, comes last.
    """
    found = {layer.key: _frame(layer, epsg).to_crs(target) for layer in layers}
    return {**found, schema.sources_table.key: sources_of(layers, schema)}


def _frame(layer: DataLayer, epsg: int) -> gpd.GeoDataFrame:
    columns = {
        field.name: _column(field, [feature.cells[n] for feature in layer.features])
        for n, field in enumerate(layer.schema.fields)
    }
    shapes = [_multi(feature.geometry) for feature in layer.features]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=epsg)


def _multi(shape: BaseGeometry) -> BaseGeometry:
    """Areas as multipolygons, since a layer has one kind of geometry; rings turned the usual way."""
    if shape.geom_type == "Polygon":
        shape = shapely.MultiPolygon([shape])
    return shapely.normalize(shape)


def _column(field: Field, cells: Sequence[Cell]) -> pd.Series:
    plain = [c.value if isinstance(c, Quote) else c for c in cells]
    if field.kind == "number":
        return pd.Series([float(v) if isinstance(v, Decimal) else np.nan for v in plain], dtype="float64")
    if field.kind == "integer":
        return pd.Series([None if v is None else int(v) for v in plain], dtype="Int32")
    return pd.Series([None if v in (None, "") else str(v) for v in plain], dtype="object")


def sources_of(layers: Sequence[DataLayer], schema: DatabaseSchema) -> pd.DataFrame:
    """Which fact each number of each feature quotes."""
    rows = [
        (layer.key, feature.code, field.name, cell.fact, cell.text, field.unit, field.decimals)
        for layer in layers
        for feature in layer.features
        for field, cell in zip(layer.schema.fields, feature.cells, strict=True)
        if isinstance(cell, Quote)
    ]
    frame = pd.DataFrame(rows, columns=[f.name for f in schema.sources_fields])
    return frame.astype({f.name: "Int32" if f.kind == "integer" else "object" for f in schema.sources_fields})


def write_geodatabase(path: Path, tables: Mapping[str, gpd.GeoDataFrame], names: Mapping[str, str]) -> None:
    """Write all layers, and the table of fact sources, into a file geodatabase; ``names`` are the layers' aliases."""
    with still():
        write_vector(path, tables, aliases=names)


def write_shapefiles(
    folder: Path, tables: Mapping[str, gpd.GeoDataFrame], names: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write each layer as ``<name>.shp`` in GBK; tables without geometry are left to the other databases."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for key, table in tables.items():
        if isinstance(table, gpd.GeoDataFrame):
            path = folder / f"{names[key]}.shp"
            with still():
                write_vector(path, {key: table}, encoding=SHAPE_ENCODING)
            written.append(path)
    return tuple(written)


def write_geopackage(
    path: Path, tables: Mapping[str, gpd.GeoDataFrame], names: Mapping[str, str], styles: Mapping[str, str]
) -> None:
    """Write all layers into a GeoPackage with its styles.

    Parameters
    ----------
    path : Path
        File to write.
    tables, names : mapping
        As :func:`frames` gives them; printed names.
    styles : mapping of layer to QML
        From :func:`layer_styles`.
    """
    with still():
        write_vector(path, tables, aliases=names)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        geometry = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        base.execute("BEGIN")
        base.execute(_STYLE_TABLE)
        base.executemany(
            "INSERT INTO layer_styles (f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,"
            " description, owner, update_time) VALUES (?, ?, ?, ?, '', 1, ?, '', ?)",
            [
                (key, geometry[key], names[key], style, names[key], STILL)
                for key, style in styles.items()
                if key in geometry
            ],
        )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (STILL,),
        )
        base.execute("UPDATE gpkg_contents SET last_change = ?", (STILL,))
        base.execute("COMMIT")
        base.execute("VACUUM")


_STYLE_TABLE = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256) DEFAULT '',
  f_table_schema TEXT(256) DEFAULT '',
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""


def layer_styles(layers: Sequence[DataLayer], plan: Plan, styles: StyleBook) -> Mapping[str, str]:
    """The QGIS style of each layer: the signs of the printed maps."""
    found = {}
    for layer in layers:
        schema, symbol = layer.schema, styles.symbols[layer.schema.style]
        names = {f.key: f.name for f in schema.fields}
        signs, field = [("", schema.name, symbol)], ""
        if schema.colours == "unit":
            colours, field = unit_colours(plan, styles), names["unit"]
            signs = [(u.code, u.name, replace(symbol, color=colours[u.code])) for u in plan.units] or signs
        area = layer.features[0].geometry.geom_type in ("Polygon", "MultiPolygon")
        text = styles.text["subproject" if schema.label == "code" else "place"]
        if not area and symbol.kind == "fill":
            signs = [(value, words, replace(sign, kind="point")) for value, words, sign in signs]
        found[layer.key] = qml(signs, field if len(signs) > 1 else "", area, names.get(schema.label, ""), text)
    return found
