"""Money beside cost, year by year (H.1.9.1 e)."""

from whole import cell, on_disk

BROKEN = {
    # Of both sub-projects at work in 2022 and 2023 most money comes in the second year.
    "GAP-YEAR": on_disk(
        *(cell("funding", row, amount=amount) for row, amount in enumerate(("10", "12", "50", "27"), start=13)),
    ),
    "GAP-SUBPROJECT": on_disk(
        cell("funding", 17, amount="2"),
        cell("funding", 18, amount="2"),
        cell("funding", 19, amount="30"),
        cell("funding", 20, amount="21"),
    ),
    "GAP-IDLE": on_disk(cell("funding", 17, year="2021")),
}
