"""Layers, tables and fields of the databases as data: the file ``fields.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from shanshui.standard.records import read_yaml


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a layer or table.

    Parameters
    ----------
    key, name : str
        In program and in the database.
    kind : str
        Text, integer or number.
    unit : str
        Unit code of a number.
    decimals : int or None
        Places of a number.
    fact : str
        Pattern of the id of the fact that it quotes.
    """

    key: str
    name: str
    kind: Literal["text", "integer", "number"]
    unit: str = ""
    decimals: int | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class LayerSchema:
    """A layer of the spatial database.

    Parameters
    ----------
    name : str
        Printed name, also the shapefile's.
    style : str
        Sign in the maps' styles.
    fields : tuple of Field
        In order; ``code`` among them.
    label : str
        Key of the field that is written on the features.
    colours : str
        ``unit`` where features bear the colour of their restoration unit.
    """

    name: str
    style: str
    fields: tuple[Field, ...]
    label: str = ""
    colours: Literal["", "unit"] = ""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table that stands beside the layers."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """A table, or a group of tables, of the attribute database.

    Parameters
    ----------
    name : str
        Of the table; where ``tables`` is given, what their names begin with.
    fields : tuple of Field
        Of a table of our own.
    stages : tuple of str
        Beginnings of the attributes of facts that belong here.
    tables : tuple of str
        Ids of tables of the code.
    """

    name: str
    fields: tuple[Field, ...] = ()
    stages: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatabaseSchema:
    """The file ``fields.yaml``.

    Parameters
    ----------
    crs_note : str
        Reference systems in words, kept as the description of layers.
    sources_table : NamedTable
        Table that says which fact each number quotes.
    layers, sources_fields, control_lines, attributes
        Layers by key; fields of that table; names of control lines; tables of the attribute database.
    row_field, row_kind_field : str
        Names of the fields that number the rows of a table of the code, and say what kind a row is.
    """

    crs_note: str
    sources_table: NamedTable
    layers: Mapping[str, LayerSchema]
    sources_fields: tuple[Field, ...]
    control_lines: Mapping[str, str]
    attributes: Mapping[str, AttributeSchema]
    row_field: str
    row_kind_field: str


@cache
def load_schema() -> DatabaseSchema:
    """The databases that the dossier brings."""
    return read_yaml(DatabaseSchema, files("shanshui.dossier.databases").joinpath("fields.yaml"))


def code_field(layer: LayerSchema) -> str:
    """Name of the field that tells features apart."""
    return next(f.name for f in layer.fields if f.key == "code")
