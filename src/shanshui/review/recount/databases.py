"""Facts in the finished databases: each names the source of its cells in a table of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from shanshui.errors import DataError
from shanshui.finding import Place
from shanshui.quantity import exact, printed, unit
from shanshui.review.recount.judge import Print

SPATIAL_SOURCES, ATTRIBUTE_SOURCES = "fact_sources", "数源"
"""Tables that name the facts: in GeoPackage and file geodatabase, and in the attribute database."""


def spatial_prints(path: Path, file: str) -> Iterator[Print]:
    """Facts that a GeoPackage or file geodatabase holds.

    Parameters
    ----------
    path : Path
        Its table of sources holds, in this order, layer, code of the feature (the layer's first field),
        field, fact id, printed text, unit code and decimals.
    file : str
        What findings call it.

    Raises
    ------
    DataError
        Where it cannot be read, or has no such table.
    """
    try:
        sources = pyogrio.read_dataframe(path, layer=SPATIAL_SOURCES, read_geometry=False)
        rows = [tuple(row) for row in sources.itertuples(index=False)]
        layers = {layer: _features(path, str(layer)) for layer in dict.fromkeys(row[0] for row in rows)}
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    for layer, feature, field, fact, _, code, decimals in rows:
        place = Place(file=file, layer=str(layer), feature=str(feature), column=str(field))
        value = layers[layer].get(str(feature), {}).get(field)
        yield Print(str(fact), _text(value, _whole(decimals)), place, str(code or ""), tabular=True, medium="GDB")


def attribute_prints(path: Path, file: str) -> Iterator[Print]:
    """Facts that the attribute database holds.

    Parameters
    ----------
    path : Path
        SQLite; its table of sources holds, in this order, table, row (the tables' first field), field,
        fact id, printed text and the unit's symbol.
    file : str
        What findings call it.

    Raises
    ------
    DataError
        Where it cannot be read, or has no such table.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            rows = base.execute(f"SELECT * FROM {_named(ATTRIBUTE_SOURCES)}").fetchall()
            tables = {name: _records(base, str(name)) for name in dict.fromkeys(row[0] for row in rows)}
    except sqlite3.Error as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    for table, row, field, fact, text, symbol in rows:
        place = Place(file=file, sheet=str(table), row=int(row), column=str(field))
        value = tables[table].get(row, {}).get(field)
        decimals = len(str(text or "").partition(".")[2])
        code = unit(symbol).code if symbol else ""
        yield Print(str(fact), _text(value, decimals), place, code, tabular=True, medium="GDB")


def _features(path: Path, layer: str) -> Mapping[str, Mapping[str, Any]]:
    frame = pyogrio.read_dataframe(path, layer=layer, read_geometry=False)
    return {str(row[frame.columns[0]]): row for row in frame.to_dict("records")}


def _records(base: sqlite3.Connection, table: str) -> Mapping[object, Mapping[str, Any]]:
    cursor = base.execute(f"SELECT * FROM {_named(table)}")
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def _named(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def _whole(decimals: object) -> int | None:
    return int(decimals) if isinstance(decimals, int | np.integer | float) and decimals == decimals else None


def _text(value: object, decimals: int | None) -> str:
    """A cell as it would be printed: more digits than the layer's decimals show themselves as they are."""
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return ""
    if not isinstance(value, int | float | np.integer | np.floating):
        return str(value)
    number = exact(float(value))
    short = printed(number, decimals)
    return short if decimals is None or abs(Decimal(short) - number) < Decimal("1e-6") else printed(number, None)
