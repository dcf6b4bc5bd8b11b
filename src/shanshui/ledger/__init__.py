"""Facts and their lineage: every number of the dossier is a quotation of one entry here."""

from shanshui.ledger.fact import Basis, Fact, Source, fact_id, listed, of_end
from shanshui.ledger.facts import Facts
from shanshui.ledger.formula import Formula, result
from shanshui.ledger.table import Cell, Quote, Row, RowKind, Table, live, numbers

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
    "live",
    "numbers",
    "of_end",
    "result",
]
