"""Layers as tables with Chinese field names, and beside them the tables that explain them; shapefiles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.features import Cell, DataLayer
from shanshui.dossier.databases.schema import DatabaseSchema, Domain, Field, TableSchema
from shanshui.geo.files import write_vector
from shanshui.geo.still import still
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan
from shanshui.quantity import unit

SHAPE_ENCODING, SHAPE_WIDTH = "GBK", 254
"""Of a shapefile's text, and the bytes that a field of its table holds."""

CLAUSE = "H.2.4.1"
"""Where the code asks for the layers."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def frames(
    layers: Sequence[DataLayer], schema: DatabaseSchema, domains: Mapping[str, Domain], epsg: int, target: int,
    about: Sequence[tuple[str, str]] = (),
) -> Mapping[str, pd.DataFrame]:  # fmt: skip
    """Layers as tables with Chinese field names, in the CRS of delivery.

    Parameters
    ----------
    layers : sequence of DataLayer
        In the project's CRS.
    schema, domains
        Names; coded values by key.
    epsg, target : int
        CRS of the project and of delivery.
    about : sequence of (item, words)
        From :func:`about_of`.

    Returns
    -------
    mapping
        Key of the layer to its table; those without geometry come last: the layers' own, sources of facts, field
        dictionary, values of domains.
    """
    drawn = {layer.key: _frame(layer, epsg).to_crs(target) for layer in layers if layer.drawn}
    plain = {layer.key: pd.DataFrame(_columns(layer)) for layer in layers if not layer.drawn}
    return {**drawn, **plain, **own_tables(layers, schema, domains, about)}


def _frame(layer: DataLayer, epsg: int) -> gpd.GeoDataFrame:
    shapes = [_multi(feature.geometry) for feature in layer.features]
    return gpd.GeoDataFrame(_columns(layer), geometry=shapes, crs=epsg)


def _columns(layer: DataLayer) -> Mapping[str, pd.Series]:
    return {
        field.name: _column(field, [feature.cells[n] for feature in layer.features])
        for n, field in enumerate(layer.schema.fields)
    }


def _multi(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Areas and lines as those of several parts, since a layer has one kind of geometry; rings turned the usual way."""
    if shape is not None and shape.geom_type == "Polygon":
        shape = shapely.MultiPolygon([shape])
    elif shape is not None and shape.geom_type == "LineString":
        shape = shapely.MultiLineString([shape])
    return shapely.normalize(shape)


def _column(field: Field, cells: Sequence[Cell]) -> pd.Series:
    plain = [c.value if isinstance(c, Quote) else c for c in cells]
    if field.kind == "number":
        return pd.Series([float(v) if isinstance(v, Decimal) else np.nan for v in plain], dtype="float64")
    if field.kind == "integer":
        return pd.Series([None if v is None else int(v) for v in plain], dtype="Int32")
    return pd.Series([None if v in (None, "") else written(str(v)) for v in plain], dtype="object")


def written(text: str) -> str:
    """Text without the control characters that no database keeps."""
    return _CONTROL.sub("", text)


def about_of(plan: Plan, facts: Facts, schema: DatabaseSchema) -> tuple[tuple[str, str], ...]:
    """What a database says of itself: whose it is, its reference systems, and whether any of it was made up."""
    project, words = plan.project, schema.about
    synthetic = any(facts[key].synthetic for key in facts)
    said = {
        "name": project.name,
        "county_code": project.county_code,
        "compiler": project.compiler or project.applicant,
        "submitted": project.submitted,
        "base_year": str(project.base_year),
        "crs": schema.crs_note,
        "nature": words["synthetic" if synthetic else "real"],
    }
    return tuple((words[key], written(text)) for key, text in said.items())


def own_tables(
    layers: Sequence[DataLayer], schema: DatabaseSchema, domains: Mapping[str, Domain],
    about: Sequence[tuple[str, str]],
) -> Mapping[str, pd.DataFrame]:  # fmt: skip
    """The tables that explain the layers: what they are, which fact each number quotes, every field and coded value."""
    used = {f.domain: domains[f.domain] for layer in layers for f in layer.schema.fields if f.domain in domains}
    rows: Mapping[str, Sequence[tuple[object, ...]]] = {
        "about": about,
        "fact_sources": [
            (layer.key, feature.code, field.name, cell.fact, cell.text, field.unit, field.decimals)
            for layer in layers
            for feature in layer.features
            for field, cell in zip(layer.schema.fields, feature.cells, strict=True)
            if isinstance(cell, Quote)
        ],
        "field_dictionary": [
            row
            for key, name, fields in (
                *((layer.key, layer.schema.name, layer.schema.fields) for layer in layers),
                *((key, table.name, table.fields) for key, table in schema.own.items()),
            )
            for row in dictionary_rows(key, name, fields, schema, domains)
        ],
        "domain_values": [(d.name, code, words) for d in used.values() for code, words in d.values],
    }
    return {key: _own(table, rows[key]) for key, table in schema.own.items()}


def dictionary_rows(
    key: str, name: str, fields: Sequence[Field], schema: DatabaseSchema, domains: Mapping[str, Domain],
    clause: str = CLAUSE,
) -> list[tuple[object, ...]]:  # fmt: skip
    """Rows of the field dictionary for one layer or table."""
    return [
        (
            key, name, f.name, f.title, schema.kinds[f.kind], unit(f.unit).symbol or None if f.unit else None,
            f.decimals, domains[f.domain].name if f.domain in domains else None, clause,
        )
        for f in fields
    ]  # fmt: skip


def _own(table: TableSchema, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[f.name for f in table.fields])
    return frame.astype({f.name: "Int32" if f.kind == "integer" else "object" for f in table.fields})


def write_shapefiles(
    folder: Path, tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> tuple[tuple[Path, ...], int]:
    """Write each layer as ``<name>.shp`` in GBK; tables without geometry are left to the other databases.

    Parameters
    ----------
    folder : Path
        Made where it is not there.
    tables, names : mapping
        As :func:`frames` gives them; printed names.

    Returns
    -------
    paths : tuple of Path
        One for each layer.
    shortened : int
        Cells whose words a shapefile cannot hold whole: too long, or with characters that GBK lacks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths, shortened = [], 0
    for key, table in tables.items():
        if isinstance(table, gpd.GeoDataFrame):
            path = folder / f"{names[key]}.shp"
            fitting, changed = _fitting(table)
            with still():
                write_vector(path, {key: fitting}, encoding=SHAPE_ENCODING)
            paths.append(path)
            shortened += changed
    return tuple(paths), shortened


def _fitting(table: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """The table with words that fit, whole characters only, and how many cells were changed."""
    fitting, changed = table.copy(), 0
    for name in table.columns:
        if table[name].dtype == object:
            cells = [fitted(text) if isinstance(text, str) else text for text in table[name]]
            changed += sum(a != b for a, b in zip(cells, table[name], strict=True) if isinstance(b, str))
            fitting[name] = pd.Series(cells, index=table.index, dtype="object")
    return fitting, changed


def fitted(text: str, width: int = SHAPE_WIDTH) -> str:
    """Text in the characters and the width of a shapefile's table.

    Examples
    --------
    >>> fitted("清水江流域", 7)
    '清水江'
    >>> fitted("𠮷林")
    '?林'
    """
    return text.encode(SHAPE_ENCODING, "replace")[:width].decode(SHAPE_ENCODING, "ignore")
