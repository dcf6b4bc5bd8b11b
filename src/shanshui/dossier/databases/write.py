"""All databases of the dossier, from plain values to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shanshui.dossier.databases.attributes import attribute_tables, write_sqlite
from shanshui.dossier.databases.features import DataLayer, Shapes, spatial_layers
from shanshui.dossier.databases.schema import load_schema
from shanshui.dossier.databases.spatial import (
    frames,
    layer_styles,
    write_geodatabase,
    write_geopackage,
    write_shapefiles,
)
from shanshui.dossier.maps.styles import load_styles
from shanshui.finding import Finding
from shanshui.geo.crs import FIRST_ZONE, gauss_kruger
from shanshui.ledger import Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.standard import Standard

GEODATABASE, SHAPES, PACKAGE, ATTRIBUTES = "空间数据.gdb", "shp", "工程.gpkg", "属性数据.sqlite"


@dataclass(frozen=True, slots=True)
class Databases:
    """The databases that were written.

    Parameters
    ----------
    geodatabase, package, attributes : Path
        Of the dossier.
    shapefiles : tuple of Path
        One for each layer.
    layers : tuple of DataLayer
        What the spatial ones hold.
    quotes : tuple of Quote
        Facts that their numbers quote.
    findings : tuple of Finding
        What could not be written as the code wants it.
    """

    geodatabase: Path
    package: Path
    attributes: Path
    shapefiles: tuple[Path, ...]
    layers: tuple[DataLayer, ...]
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...]


def write_databases(
    plan: Plan, facts: Facts, standard: Standard, tables: Mapping[str, Table], shapes: Shapes, epsg: int, folder: Path
) -> Databases:
    """Write the spatial and the attribute databases.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    tables : mapping of id to Table
        Computed tables.
    shapes : Shapes
        Geometries in the project's CRS.
    epsg : int
        Of that CRS: a 3° zone without prefix; the databases take the one with prefix.
    folder : Path
        Where they go; made where it is not there.
    """
    schema = load_schema()
    layers = spatial_layers(plan, facts, standard, shapes, schema)
    zone = epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
    content = frames(layers, schema, epsg, gauss_kruger(zone, prefix=True))
    names = {layer.key: layer.schema.name for layer in layers} | {schema.sources_table.key: schema.sources_table.name}
    folder.mkdir(parents=True, exist_ok=True)
    write_geodatabase(folder / GEODATABASE, content, names)
    shapefiles = write_shapefiles(folder / SHAPES, content, names)
    write_geopackage(folder / PACKAGE, content, names, layer_styles(layers, plan, load_styles()))
    write_sqlite(folder / ATTRIBUTES, attribute_tables(facts, tables, standard, schema))
    return Databases(
        folder / GEODATABASE,
        folder / PACKAGE,
        folder / ATTRIBUTES,
        shapefiles,
        layers,
        tuple(q for layer in layers for q in layer.quotes()),
        (Finding("DOSSIER-MDB", got=ATTRIBUTES, want="mdb", subject="database:attributes"),),
    )
