"""Layers, tables, fields and domains of the databases as data: the file ``fields.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from shanshui.plan import Plan
from shanshui.standard import Standard
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
    alias : str
        Full name, with the unit; the name where empty.
    domain : str
        Key of the domain whose codes it holds.
    """

    key: str
    name: str
    kind: Literal["text", "integer", "number"]
    unit: str = ""
    decimals: int | None = None
    fact: str = ""
    alias: str = ""
    domain: str = ""

    @property
    def title(self) -> str:
        """What people are shown as the field's name."""
        return self.alias or self.name


@dataclass(frozen=True, slots=True)
class DomainSchema:
    """Where the coded values of a domain come from.

    Parameters
    ----------
    name : str
        In the database.
    vocabulary : str
        Vocabulary of the standard whose terms they are.
    numbered : bool
        Its terms are grades: the code is the place of the term, from 1.
    words : mapping of code to words
        Values of our own.
    of : str
        ``units`` of the plan, or ``control_lines`` of this schema.
    """

    name: str
    vocabulary: str = ""
    numbered: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    of: Literal["", "units", "control_lines"] = ""


@dataclass(frozen=True, slots=True)
class LayerSchema:
    """A layer, or a table without geometry.

    Parameters
    ----------
    name : str
        Printed name.
    fields : tuple of Field
        In order; ``code`` comes first.
    style : str
        Sign in the maps' styles; empty for a table.
    label : str
        Key of the field that is written on the features.
    colours : str
        ``unit`` where features bear the colour of their restoration unit.
    """

    name: str
    fields: tuple[Field, ...]
    style: str = ""
    label: str = ""
    colours: Literal["", "unit"] = ""


@dataclass(frozen=True, slots=True)
class GroupSchema:
    """Layers that stand together where all are opened."""

    name: str
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table of our own: its name and its fields."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class StateSchema:
    """The table of the ecological state: its name, its fields, and beginnings of the attributes that belong there."""

    name: str
    stages: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """One attribute database (H.2.4.2).

    Parameters
    ----------
    name : str
        Of its file.
    tables, records : tuple of str
        Ids of computed tables, and names of tables that the planner entered.
    facts : bool
        Whether the facts of the ecological state belong here.
    """

    name: str
    tables: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    facts: bool = False


@dataclass(frozen=True, slots=True)
class DatabaseSchema:
    """The file ``fields.yaml``.

    Parameters
    ----------
    crs_note : str
        Reference systems in words, kept as the description of layers.
    feature_dataset : str
        Of the file geodatabase, which holds all its layers.
    groups : tuple of GroupSchema
        Layers in the order of the plan, the topmost first.
    domains, layers, control_lines
        Domains and layers by key; names of control lines.
    about : mapping
        Words of the table that says what a database is.
    own : mapping
        Tables that stand beside the layers: ``about``, ``fact_sources``, ``field_dictionary``, ``domain_values``.
    kinds : mapping
        Kinds of fields in words.
    attributes : mapping
        Attribute databases by key.
    table_name : str
        Name of a table of the code in an attribute database, with its ``{id}``.
    state, quotes : StateSchema, TableSchema
        Tables of our own in the attribute databases.
    row_field, row_kind_field : str
        Names of the fields that number the rows of a table of the code, and say what kind a row is.
    """

    crs_note: str
    feature_dataset: str
    groups: tuple[GroupSchema, ...]
    domains: Mapping[str, DomainSchema]
    layers: Mapping[str, LayerSchema]
    control_lines: Mapping[str, str]
    about: Mapping[str, str]
    own: Mapping[str, TableSchema]
    kinds: Mapping[str, str]
    attributes: Mapping[str, AttributeSchema]
    table_name: str
    state: StateSchema
    quotes: TableSchema
    row_field: str
    row_kind_field: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of coded values: name, codes with their words in order, and whether the codes are whole numbers."""

    name: str
    values: tuple[tuple[str, str], ...]
    numbered: bool = False


def domains_of(schema: DatabaseSchema, plan: Plan, standard: Standard) -> Mapping[str, Domain]:
    """The domains by key, with their values; one that has none is left out."""
    found = {key: Domain(one.name, _values(one, schema, plan, standard), one.numbered) for key, one in _sorted(schema)}
    return {key: domain for key, domain in found.items() if domain.values}


def _sorted(schema: DatabaseSchema) -> list[tuple[str, DomainSchema]]:
    return sorted(schema.domains.items())


def _values(one: DomainSchema, schema: DatabaseSchema, plan: Plan, standard: Standard) -> tuple[tuple[str, str], ...]:
    if one.of == "units":
        return tuple((unit.code, unit.name) for unit in plan.units)
    if one.of == "control_lines":
        return tuple(schema.control_lines.items())
    terms = standard.vocabularies[one.vocabulary].values() if one.vocabulary else ()
    coded = ((str(n) if one.numbered else term.code, term.zh) for n, term in enumerate(terms, start=1))
    return (*one.words.items(), *coded)


@cache
def load_schema() -> DatabaseSchema:
    """The databases that the dossier brings."""
    return read_yaml(DatabaseSchema, files("shanshui.dossier.databases").joinpath("fields.yaml"))


def code_field(layer: LayerSchema) -> str:
    """Name of the field that tells features apart."""
    return next(f.name for f in layer.fields if f.key == "code")
