"""Money by source and year (5.4.5.2)."""

from whole import cell, no_table, on_disk, project


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
    "FUND-RETURN": on_disk(cell("funding", 3, note=""), cell("funding", 6, note="")),
    "FUND-PEAK": on_disk(project("parameters", parameter(fund_peak_share=(40, "%")))),
    "FUND-SPLIT": on_disk(
        project("parameters", parameter(tender_threshold=(62, "万元"), tender_near_count=(1, "个"))),
    ),
}
