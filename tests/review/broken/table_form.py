"""How the computed tables must look."""

from dataclasses import replace
from decimal import Decimal

from shanshui.ledger import Quote
from shanshui.review import Case
from whole import Tamper, cell, computed, on_disk, table_cell


def without(table: str) -> Tamper:
    """The tables without one of them."""
    return lambda case: replace(case, tables={key: t for key, t in case.tables.items() if key != table})


def without_row(table: str, row: int) -> Tamper:
    """A table without one of its lines."""

    def tamper(case: Case) -> Case:
        old = case.tables[table]
        rows = tuple(line for n, line in enumerate(old.rows) if n != row)
        return replace(case, tables={**case.tables, table: replace(old, rows=rows)})

    return tamper


def one_year_more(case: Case) -> Case:
    """An empty table E.2 for a year after the works."""
    extra = replace(case.tables["E.2@2023"], id="E.2@2024", rows=())
    return replace(case, tables={**case.tables, extra.id: extra})


FOREST = "scope.performance.forest_improved"

BROKEN = {
    "TABLE-MISSING": computed(without("G.2")),
    "TABLE-YEARS": computed(one_year_more),
    "TABLE-SUBPROJECTS": computed(table_cell("G.2", 0, "subproject", "测试县丙乡水土流失综合治理项目")),
    "TABLE-TOTAL-ROW": computed(without_row("F.2", 1)),
    "TABLE-ORDINAL": computed(table_cell("F.2", 0, "ordinal", "2")),
    "TABLE-UNIT": computed(
        table_cell("D", "head", "total", Quote("scope.cost.total", Decimal("260.0000"), "wan_yuan", 4))
    ),
    "TABLE-DECIMALS": computed(table_cell("E.1", 3, "year@2021", Quote(f"{FOREST}@2021", Decimal("10.0"), "hm2", 1))),
    "TABLE-NEGATIVE": computed(table_cell("G.2", 0, "case_unit_investment", Decimal("-1.40"))),
    "TABLE-EMPTY": computed(table_cell("D", 3, "value", "—")),
    "TABLE-CHOICE": computed(table_cell("B.3", 0, "location_class", "生态区")),
    "TABLE-INDICATOR-UNIT": computed(table_cell("E.1", 3, "target", Quote(FOREST, Decimal("0.30"), "km2", 2))),
    "MONEY-WHOLE": on_disk(cell("funding", 1, amount="20.4"), cell("funding", 2, amount="9.6")),
}
