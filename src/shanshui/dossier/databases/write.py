"""All databases of the dossier, from plain values to a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from shanshui.dossier.databases.attributes import AttributeDatabase, attribute_databases
from shanshui.dossier.databases.features import DataLayer, Shapes
from shanshui.dossier.databases.geodatabase import write_geodatabase
from shanshui.dossier.databases.geopackage import Explained, fields_of, write_geopackage
from shanshui.dossier.databases.layer_looks import looks_of
from shanshui.dossier.databases.layers import spatial_layers
from shanshui.dossier.databases.schema import domains_of, load_schema
from shanshui.dossier.databases.spatial import about_of, frames, write_shapefiles
from shanshui.dossier.databases.writers import write_attributes
from shanshui.dossier.looks import Look
from shanshui.dossier.maps.styles import load_styles
from shanshui.finding import Finding
from shanshui.geo.crs import FIRST_ZONE, gauss_kruger
from shanshui.ledger import Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.standard import Standard

GEODATABASE, SHAPES, PACKAGE = "空间数据.gdb", "shp", "工程.gpkg"


@dataclass(frozen=True, slots=True)
class Databases:
    """The databases that were written.

    Parameters
    ----------
    geodatabase, package : Path
        Of the dossier.
    attributes, shapefiles : tuple of Path
        Files of the attribute databases; one for each layer.
    layers : tuple of DataLayer
        What the spatial ones hold.
    looks : mapping of layer to Look
        How those are drawn.
    explained : mapping
        Field dictionary and values of domains.
    quotes : tuple of Quote
        Facts that their numbers quote.
    findings : tuple of Finding
        What could not be written as the code wants it.
    """

    geodatabase: Path
    package: Path
    attributes: tuple[Path, ...]
    shapefiles: tuple[Path, ...]
    layers: tuple[DataLayer, ...]
    looks: Mapping[str, Look]
    explained: Mapping[str, pd.DataFrame]
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...]


def write_databases(
    plan: Plan, facts: Facts, standard: Standard, tables: Mapping[str, Table], shapes: Shapes, folder: Path,
    document: Callable[[Sequence[DataLayer]], str] = lambda _: "",
) -> Databases:  # fmt: skip
    """Write the spatial and the attribute databases.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    tables : mapping of id to Table
        Computed tables.
    shapes : Shapes
        Geometries in the project's CRS, a zone without prefix; the databases take the one with prefix.
    folder : Path
        Where they go; made where it is not there.
    document : callable, optional
        Composes the metadata that the GeoPackage keeps inside, from the layers.
    """
    schema = load_schema()
    domains = domains_of(schema, plan, standard)
    layers = spatial_layers(plan, facts, standard, shapes, schema)
    zone = shapes.epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
    about = about_of(plan, facts, schema)
    content = frames(layers, schema, domains, shapes.epsg, gauss_kruger(zone, prefix=True), about)
    names = {layer.key: layer.schema.name for layer in layers} | {k: table.name for k, table in schema.own.items()}
    looks = looks_of(layers, plan, load_styles())
    said = Explained(names, fields_of(layers, schema), domains, looks, document(layers))
    folder.mkdir(parents=True, exist_ok=True)
    write_geopackage(folder / PACKAGE, content, said)
    of_gdb = write_geodatabase(folder / GEODATABASE, folder / PACKAGE, content, said, schema.feature_dataset)
    shapefiles, shortened = write_shapefiles(folder / SHAPES, content, names)
    databases = attribute_databases(plan, facts, tables, standard, schema, domains)
    attributes, of_attributes = write_attributes(folder, databases)
    return Databases(
        folder / GEODATABASE,
        folder / PACKAGE,
        attributes,
        shapefiles,
        layers,
        looks,
        {"field_dictionary": _whole(content["field_dictionary"], databases), "domain_values": content["domain_values"]},
        tuple(q for layer in layers for q in layer.quotes()),
        (*of_gdb, *_of_shapes(shortened), *of_attributes),
    )


def _whole(dictionary: pd.DataFrame, databases: Sequence[AttributeDatabase]) -> pd.DataFrame:
    """The field dictionary of the spatial databases, and after it those of the attribute databases."""
    parts = [dictionary]
    for database in databases:
        rows = [(f"{database.name}/{table}", *rest) for table, *rest in database.tables[-1].rows]
        parts.append(pd.DataFrame(rows, columns=dictionary.columns).astype(dictionary.dtypes))
    return pd.concat(parts, ignore_index=True)


def _of_shapes(shortened: int) -> tuple[Finding, ...]:
    return (Finding("DOSSIER-SHAPE-TEXT", got=str(shortened), subject="database:shapefiles"),) if shortened else ()
