"""What OGC 12-128r18 asks of a GeoPackage, as far as ours has such things; in our own words."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import shapely

GPKG = 0x47504B47
REQUIRED = {
    "gpkg_spatial_ref_sys": ("srs_name", "srs_id", "organization", "organization_coordsys_id", "definition"),
    "gpkg_contents": ("table_name", "data_type", "identifier", "description", "last_change", "min_x", "srs_id"),
    "gpkg_geometry_columns": ("table_name", "column_name", "geometry_type_name", "srs_id", "z", "m"),
    "gpkg_extensions": ("table_name", "column_name", "extension_name", "definition", "scope"),
    "gpkg_data_columns": ("table_name", "column_name", "name", "title", "constraint_name"),
    "gpkg_data_column_constraints": ("constraint_name", "constraint_type", "value", "description"),
    "gpkg_metadata": ("id", "md_scope", "md_standard_uri", "mime_type", "metadata"),
    "gpkg_metadata_reference": ("reference_scope", "table_name", "column_name", "timestamp", "md_file_id"),
}  # fmt: skip
ENVELOPES = (0, 32, 48, 48, 64)
TYPES = {"BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "FLOAT", "DOUBLE", "REAL", "DATE", "DATETIME"}


def faults(path: Path) -> tuple[str, ...]:
    """Every requirement that the file does not meet, with its number."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        return (*_file(base), *_tables(base), *_systems(base), *_contents(base), *_features(base), *_extended(base))


def _one(base: sqlite3.Connection, query: str, *values: object) -> object:
    row = base.execute(query, values).fetchone()
    return None if row is None else row[0]


def _columns(base: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    return [(row[1], row[2].upper(), bool(row[5])) for row in base.execute(f'PRAGMA table_info("{table}")')]


def _file(base: sqlite3.Connection) -> Iterator[str]:
    if _one(base, "PRAGMA application_id") != GPKG or int(str(_one(base, "PRAGMA user_version"))) < 10200:
        yield "2: application id or version"
    if _one(base, "PRAGMA integrity_check") != "ok":
        yield "6: integrity"
    if base.execute("PRAGMA foreign_key_check").fetchall():
        yield "7: foreign keys"


def _tables(base: sqlite3.Connection) -> Iterator[str]:
    for table, wanted in REQUIRED.items():
        lacking = set(wanted) - {name for name, _, _ in _columns(base, table)}
        if lacking:
            yield f"10, 13, 21, 58, 93, 103: {table} lacks {lacking}"


def _systems(base: sqlite3.Connection) -> Iterator[str]:
    known = {row[0] for row in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    if not {-1, 0, 4326} <= known:
        yield "11: reference systems"
    used = {row[0] for row in base.execute("SELECT srs_id FROM gpkg_contents WHERE srs_id IS NOT NULL")}
    if not used <= known:
        yield "12: a system of contents is not defined"


def _contents(base: sqlite3.Connection) -> Iterator[str]:
    for table, kind, changed in base.execute("SELECT table_name, data_type, last_change FROM gpkg_contents"):
        columns = _columns(base, table)
        if not columns:
            yield f"14: no table {table}"
        if kind not in ("features", "attributes"):
            yield f"17: {table} holds {kind}"
        if _one(base, "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?)", changed) != changed:
            yield f"15: date of {table}"
        keys = [(name, kind_) for name, kind_, key in columns if key]
        if len(keys) != 1 or keys[0][1] != "INTEGER":
            yield f"29, 118: {table} has no whole number as its only key"
        if kind == "attributes" and any(name in ("geom", "geometry") for name, _, _ in columns):
            yield f"119: {table} is no attributes table"
        for name, kind_, _ in columns:
            if kind_.partition("(")[0] not in (*TYPES, "TEXT", "BLOB", "POINT", "MULTILINESTRING", "MULTIPOLYGON"):
                yield f"5: {table}.{name} is {kind_}"


def _features(base: sqlite3.Connection) -> Iterator[str]:
    drawn = {row[0] for row in base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
    placed = base.execute(
        "SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns"
    ).fetchall()
    if drawn != {row[0] for row in placed}:
        yield "22, 23: feature tables and geometry columns differ"
    for table, column, kind, srs in placed:
        if _one(base, "SELECT srs_id FROM gpkg_contents WHERE table_name = ?", table) != srs:
            yield f"146: system of {table}"
        for (blob,) in base.execute(f'SELECT "{column}" FROM "{table}"'):
            fault = _blob(blob, kind, srs)
            if fault:
                yield f"{fault} in {table}"
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"rtree_{table}_{column}",)).fetchall():
            yield f"76: no index of {table}"


def _blob(blob: bytes | None, kind: str, srs: int) -> str:
    if blob is None:
        return ""
    if len(blob) < 8 or blob[:2] != b"GP" or blob[2] != 0:
        return "19: header of a geometry"
    flags = blob[3]
    order = "<" if flags & 1 else ">"
    envelope = flags >> 1 & 7
    if struct.unpack_from(f"{order}i", blob, 4)[0] != srs or envelope > 4:
        return "19, 33: system or envelope of a geometry"
    shape = shapely.from_wkb(blob[8 + ENVELOPES[envelope] :])
    return "" if shape.geom_type.upper() == kind and shape.is_valid else f"32: {shape.geom_type} or not valid"


def _extended(base: sqlite3.Connection) -> Iterator[str]:
    named = {row[0] for row in base.execute("SELECT extension_name FROM gpkg_extensions")}
    for table, name in (("gpkg_data_columns", "gpkg_schema"), ("gpkg_metadata", "gpkg_metadata")):
        if _columns(base, table) and name not in named:
            yield f"60: {table} is not registered"
    constraints = {row[0] for row in base.execute("SELECT DISTINCT constraint_name FROM gpkg_data_column_constraints")}
    kinds = {row[0] for row in base.execute("SELECT DISTINCT constraint_type FROM gpkg_data_column_constraints")}
    if not kinds <= {"enum", "range", "glob"}:
        yield f"109: constraints of kind {kinds}"
    for table, column, constraint in base.execute(
        "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns"
    ):
        if column not in {name for name, _, _ in _columns(base, table)}:
            yield f"104, 105: no column {table}.{column}"
        if constraint is not None and constraint not in constraints:
            yield f"106: no constraint {constraint}"
    held = {row[0] for row in base.execute("SELECT id FROM gpkg_metadata")}
    if not {row[0] for row in base.execute("SELECT md_file_id FROM gpkg_metadata_reference")} <= held:
        yield "102: metadata without a document"
