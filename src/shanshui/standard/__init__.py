"""The standard as data, and its typed readers: start at :func:`load`."""

from shanshui.standard.cells import Raw, Value
from shanshui.standard.classes import ClassTable, Crosswalk, CrosswalkRow, LandClass
from shanshui.standard.clauses import Clause, clause_exists, normal_number
from shanshui.standard.draft import CrossCheck, DraftError, Edition
from shanshui.standard.indicators import Indicator, PerformanceIndicator
from shanshui.standard.inputs import Heading, InputColumn, InputTable
from shanshui.standard.inventory import InventoryItem
from shanshui.standard.layers import LayerRole
from shanshui.standard.load import DEFAULT_EDITION, Standard, editions, load
from shanshui.standard.outline import Chapter, MapSpec, Page, Section, TextStyle, Typography
from shanshui.standard.project import ProjectKey, ProjectSchema
from shanshui.standard.references import unknown_references
from shanshui.standard.row import Record
from shanshui.standard.rules import Described, RuleRecord, describe, load_rules, load_topics
from shanshui.standard.tables import PER_ROW, Column, FixedRow, HeadField, TableNote, TableSpec
from shanshui.standard.vocabularies import Term, Vocabulary, find_term
from shanshui.standard.words import closest, narrow

__all__ = [
    "DEFAULT_EDITION",
    "PER_ROW",
    "Chapter",
    "ClassTable",
    "Clause",
    "Column",
    "CrossCheck",
    "Crosswalk",
    "CrosswalkRow",
    "Described",
    "DraftError",
    "Edition",
    "FixedRow",
    "HeadField",
    "Heading",
    "Indicator",
    "InputColumn",
    "InputTable",
    "InventoryItem",
    "LandClass",
    "LayerRole",
    "MapSpec",
    "Page",
    "PerformanceIndicator",
    "ProjectKey",
    "ProjectSchema",
    "Raw",
    "Record",
    "RuleRecord",
    "Section",
    "Standard",
    "TableNote",
    "TableSpec",
    "Term",
    "TextStyle",
    "Typography",
    "Value",
    "Vocabulary",
    "clause_exists",
    "closest",
    "describe",
    "editions",
    "find_term",
    "load",
    "load_rules",
    "load_topics",
    "narrow",
    "normal_number",
    "unknown_references",
]
