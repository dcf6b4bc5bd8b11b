"""Comparison cases."""

from shanshui.ledger import Quote
from whole import computed, dropped, on_disk, table_cell

BROKEN = {
    "G2-CASE": on_disk(dropped("cases", "邻县河岸修复工程")),
    # what has no investment per unit is missing from the construction
    "G2-PRICE": computed(
        table_cell(
            "G.2", 3, "unit_investment", Quote("subproject:R-02.line.6.unit_investment", None, "wan_yuan/km", 2)
        ),
        also={"G1-WORKS"},
    ),
}
