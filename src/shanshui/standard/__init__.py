"""The standard as data, and its typed readers: start at :func:`load`."""

from shanshui.standard.cells import Raw, Value
from shanshui.standard.classes import ClassTable, Crosswalk, CrosswalkRow, LandClass
from shanshui.standard.clauses import RULE, Clause, Concordance, Fulfilment, cited, clause_exists, normal_number
from shanshui.standard.draft import CrossCheck, DraftError, Edition
from shanshui.standard.fulfilments import fulfilments, is_there, loose_ends, rules_citing
from shanshui.standard.indicators import Indicator, PerformanceIndicator
from shanshui.standard.inputs import Heading, InputColumn, InputTable
from shanshui.standard.inventory import InventoryItem
from shanshui.standard.layers import LayerRole
from shanshui.standard.load import Standard, editions, load
from shanshui.standard.outline import Chapter, MapSpec, Page, Section, TextStyle, Typography
from shanshui.standard.project import ProjectKey, ProjectSchema
from shanshui.standard.references import NONE_LEFT_OUT, LeftOut, codes_left_out, is_left_out, unknown_references
from shanshui.standard.row import Record
from shanshui.standard.rules import Described, RuleRecord, describe, load_rules, load_topics
from shanshui.standard.tables import PER_COLUMN, PER_ROW, Column, FixedRow, HeadField, TableNote, TableSpec, spec_id
from shanshui.standard.vocabularies import Term, Vocabulary, find_term
from shanshui.standard.words import closest, narrow, plain

__all__ = [
    "NONE_LEFT_OUT",
    "PER_COLUMN",
    "PER_ROW",
    "RULE",
    "Chapter",
    "ClassTable",
    "Clause",
    "Column",
    "Concordance",
    "CrossCheck",
    "Crosswalk",
    "CrosswalkRow",
    "Described",
    "DraftError",
    "Edition",
    "FixedRow",
    "Fulfilment",
    "HeadField",
    "Heading",
    "Indicator",
    "InputColumn",
    "InputTable",
    "InventoryItem",
    "LandClass",
    "LayerRole",
    "LeftOut",
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
    "cited",
    "clause_exists",
    "closest",
    "codes_left_out",
    "describe",
    "editions",
    "find_term",
    "fulfilments",
    "is_left_out",
    "is_there",
    "load",
    "load_rules",
    "load_topics",
    "loose_ends",
    "narrow",
    "normal_number",
    "plain",
    "rules_citing",
    "spec_id",
    "unknown_references",
]
