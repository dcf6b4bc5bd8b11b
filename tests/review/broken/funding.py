"""Money by source and year (5.4.5.2)."""

from whole import added, cell, no_table, on_disk, project


def parameter(**values: tuple[float, str]) -> object:
    """Parameters of the project, each a value and its unit."""
    return {key: {"value": value, "unit": unit, "source": "县财政局"} for key, (value, unit) in values.items()}


SIDE_BY_SIDE = {"C-SUM-SOURCES", "E2-BUDGET", "G4-SUM-SOURCES", "G4-SUM-YEARS"}
"""Tables C, E.2 and G.4 print cost and money side by side, and the sums of both."""

BROKEN = {
    "FUND-NONE": on_disk(no_table("funding")),
    "FUND-SUM": on_disk(cell("funding", 1, amount="21"), also=SIDE_BY_SIDE),
    "FUND-UNIT": on_disk(cell("funding", 1, amount="200000"), also=SIDE_BY_SIDE),
    "FUND-AFTER": on_disk(cell("funding", 6, year="2023")),
    "FUND-METHOD": on_disk(cell("funding", 1, method="企业自筹")),
    "FUND-METHOD-NONE": on_disk(cell("funding", 1, method="")),
    "FUND-RETURN": on_disk(cell("funding", 3, note=""), cell("funding", 6, note=""), no_table("private_finance")),
    "FUND-LEVEL": on_disk(cell("funding", 2, level="")),
    "FUND-LEVEL-SOURCE": on_disk(cell("funding", 1, level="省级")),
    "FUND-DOUBLE": on_disk(
        cell("funding", 15, amount="15"),
        cell("funding", 13, year="", amount="30"),
        added(
            "funding", subproject="R-01", year="2022", source="中央财政", amount="15", method="专项补助", synthetic="否"
        ),
    ),
    "FUND-PEAK": on_disk(project("parameters", parameter(fund_peak_share=(40, "%")))),
    "FUND-SPLIT": on_disk(
        project("parameters", parameter(tender_threshold=(62, "万元"), tender_near_count=(1, "个"))),
    ),
}
