"""Facts and their lineage: every number of the dossier is a quotation of one entry here."""

from shanshui.ledger.fact import Basis, Fact, Source, fact_id, listed
from shanshui.ledger.facts import Facts
from shanshui.ledger.table import Cell, Formula, Quote, Row, RowKind, Table

__all__ = [
    "Basis",
    "Cell",
    "Fact",
    "Facts",
    "Formula",
    "Quote",
    "Row",
    "RowKind",
    "Source",
    "Table",
    "fact_id",
    "listed",
]
