"""The GeoPackage: layers with aliases, domains, metadata and styles, so that it opens drawn and explained."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from shanshui.dossier.databases.features import DataLayer
from shanshui.dossier.databases.schema import DatabaseSchema, Domain, Field
from shanshui.dossier.looks import Look, qml, sld
from shanshui.geo.files import write_vector
from shanshui.geo.still import STILL, still

_SCHEMA_EXTENSION = "http://www.geopackage.org/spec121/#extension_schema"
_METADATA_EXTENSION = "http://www.geopackage.org/spec121/#extension_metadata"
METADATA_STANDARD = "http://www.isotc211.org/2005/gmd"

_TABLES = (
    """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256) DEFAULT '',
  f_table_schema TEXT(256) DEFAULT '',
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)""",
    """CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))""",
    """CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))""",
    """CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))""",
)
"""What GDAL does not make for us, as QGIS and OGC 12-128r18 (F.9, F.10) have it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a GeoPackage says of its tables.

    Parameters
    ----------
    names : mapping
        Printed name of each table.
    fields : mapping
        Fields of each table.
    domains : mapping
        Coded values by key.
    looks : mapping of layer to Look
        From :func:`.layer_looks.looks_of`.
    metadata : str
        ISO 19139 document of the whole.
    """

    names: Mapping[str, str]
    fields: Mapping[str, Sequence[Field]]
    domains: Mapping[str, Domain]
    looks: Mapping[str, Look]
    metadata: str = ""


def fields_of(layers: Sequence[DataLayer], schema: DatabaseSchema) -> Mapping[str, tuple[Field, ...]]:
    """Fields of every layer and table of the spatial databases."""
    own = {key: table.fields for key, table in schema.own.items()}
    return {**{layer.key: layer.schema.fields for layer in layers}, **own}


def write_geopackage(path: Path, tables: Mapping[str, pd.DataFrame], said: Explained) -> None:
    """Write all layers and tables into a GeoPackage, and what explains and draws them.

    Parameters
    ----------
    path : Path
        File to write.
    tables : mapping
        As :func:`.spatial.frames` gives them.
    said : Explained
        Names, aliases, domains, styles, metadata.
    """
    with still():
        write_vector(path, tables, aliases=said.names)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        geometry = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        base.execute("BEGIN")
        for statement in _TABLES:
            base.execute(statement)
        _styles(base, geometry, said)
        _columns(base, said)
        _metadata(base, said.metadata)
        base.execute("UPDATE gpkg_contents SET last_change = ?", (STILL,))
        base.execute("COMMIT")
        base.execute("VACUUM")


def _styles(base: sqlite3.Connection, geometry: Mapping[str, str], said: Explained) -> None:
    base.executemany(
        "INSERT INTO layer_styles (f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,"
        " description, owner, update_time) VALUES (?, ?, ?, ?, ?, 1, ?, '', ?)",
        [
            (key, geometry[key], look.title, qml(look), sld(key, look), look.title, STILL)
            for key, look in said.looks.items()
            if key in geometry
        ],
    )
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (STILL,),
    )


def _columns(base: sqlite3.Connection, said: Explained) -> None:
    """Aliases and domains by the schema extension."""
    columns = [(table, f, f.domain if f.domain in said.domains else None) for table, f in _all(said.fields)]
    base.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description, constraint_name)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (table, f.name, f.title, f.title, f.title, said.domains[domain].name if domain else None)
            for table, f, domain in columns
        ],
    )
    used = sorted({domain for _, _, domain in columns if domain})
    base.executemany(
        "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)"
        " VALUES (?, 'enum', ?, ?)",
        [(said.domains[key].name, code, words) for key in used for code, words in said.domains[key].values],
    )
    _extend(base, ("gpkg_data_columns", "gpkg_data_column_constraints"), "gpkg_schema", _SCHEMA_EXTENSION)


def _all(fields: Mapping[str, Sequence[Field]]) -> Iterable[tuple[str, Field]]:
    return ((table, field) for table, held in fields.items() for field in held)


def _metadata(base: sqlite3.Connection, document: str) -> None:
    if document:
        base.execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'text/xml', ?)", (METADATA_STANDARD, document))
        base.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) VALUES ('geopackage', ?, 1)",
            (STILL,),
        )
    _extend(base, ("gpkg_metadata", "gpkg_metadata_reference"), "gpkg_metadata", _METADATA_EXTENSION)


def _extend(base: sqlite3.Connection, tables: Sequence[str], name: str, definition: str) -> None:
    base.executemany(
        "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)"
        " VALUES (?, NULL, ?, ?, 'read-write')",
        [(table, name, definition) for table in tables],
    )
