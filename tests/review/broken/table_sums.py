"""Sums and shares inside one table.

A subtotal that its sources or years do not make is no sum of its lines either, hence ``TABLE-SUM`` beside it.
"""

from decimal import Decimal

from whole import computed, table_cell

BROKEN = {
    "C-SUM-SUBPROJECTS": computed(
        table_cell("C", "head", "central", 157),
        table_cell("C", "head", "local", 97),
        table_cell("D", "head", "central", Decimal("0.0157")),
        table_cell("D", "head", "local", Decimal("0.0097")),
    ),
    "C-SUM-SOURCES": computed(table_cell("C", 2, "budget_total", 107), also={"TABLE-SUM"}),
    "E1-SUM-YEARS": computed(table_cell("E.1", 3, "target", 31)),
    "E2-SUM-SOURCES": computed(table_cell("E.2@2022", 2, "total", 47), also={"TABLE-SUM"}),
    "G1-SUM": computed(table_cell("G.1", 1, "amount", 99)),
    "G1-SHARES": computed(table_cell("G.1", 1, "share", Decimal("99.99"))),
    "G3-SUM": computed(table_cell("G.3", 0, "amount", 99)),
    "G4-SUM-SOURCES": computed(table_cell("G.4", 2, "central", 65), also={"TABLE-SUM"}),
    "G4-SUM-YEARS": computed(table_cell("G.4", 2, "year_amount@2021", 47), also={"TABLE-SUM"}),
    "G4-SHARES": computed(table_cell("G.4", 0, "year_share@2021", Decimal("50.01"))),
    "TABLE-SUM": computed(table_cell("E.2@2022", 2, "implementation_area", Decimal("35.99"))),
}
