"""What several tables say of one amount; sums inside each table are kept."""

from decimal import Decimal

from whole import Tamper, computed, table_cell


def moved(table: str, cells: dict[tuple[int, str], Decimal | int | str]) -> list[Tamper]:
    """Other numbers in several cells of one table."""
    return [table_cell(table, row, column, Decimal(value)) for (row, column), value in cells.items()]


BROKEN = {
    "G1-TOTAL": computed(table_cell("G.1", 1, "amount", 105), table_cell("G.1", 4, "amount", 360)),
    "D-MONEY": computed(table_cell("D", "head", "central", Decimal("0.0157"))),
    "D-SCOPE": computed(table_cell("D", 0, "value", Decimal("9.10"))),
    "D-IMPLEMENTATION": computed(table_cell("D", 1, "value", Decimal("99.00"))),
    "E2-SUM-E1": computed(*moved("E.2@2022", {(row, "indicator_value@forest_improved"): "11.00" for row in (1, 2, 6)})),
    "E2-BUDGET": computed(
        *moved(
            "E.2@2022",
            {
                (0, "central"): 21,
                (0, "local"): 9,
                (2, "central"): 29,
                (2, "local"): 14,
                (6, "central"): 75,
                (6, "local"): 46,
            },
        )
    ),
    "E2-G4": computed(
        *moved("G.4", {(0, "year_amount@2021"): 34, (2, "year_amount@2021"): 47, (6, "year_amount@2021"): 47}),
        *moved("G.4", {(0, "year_amount@2022"): 32, (2, "year_amount@2022"): 45, (6, "year_amount@2022"): 123}),
    ),
    "G2-QUANTITY": computed(*moved("G.2", {(3, "quantity"): "0.25", (3, "unit_investment"): "200.00"})),
    "G4-QUANTITY": computed(table_cell("G.4", 1, "quantity", Decimal("31.00"))),
    "G4-BUDGET": computed(
        *moved("G.4", {(0, "central"): 41, (2, "central"): 65, (6, "central"): 157}),
        *moved("G.4", {(0, "local"): 19, (2, "local"): 35, (6, "local"): 97}),
    ),
    "G1-WORKS": computed(table_cell("G.2", 3, "unit_investment", Decimal("110.00"))),
    "G1-FEES": computed(table_cell("G.1", 1, "amount", 6), table_cell("G.1", 2, "amount", 13)),
}
