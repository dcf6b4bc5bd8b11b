"""Years (H.1.3.1, H.1.7.2)."""

from whole import cell, dropped, on_disk, project

BROKEN = {
    "PERIOD-SUBPROJECT": on_disk(cell("subprojects", "L-02", start="2020")),
    "PERIOD-WORK": on_disk(cell("works", 2, year="2023")),
    "PERIOD-FUNDING": on_disk(cell("funding", 9, year="2024")),
    # The money of the first year moves into the second, where most of it then falls.
    "PERIOD-UNFUNDED": on_disk(
        dropped("funding", 1, 1, 1),
        cell("funding", 1, amount="40"),
        cell("funding", 2, amount="20"),
        cell("funding", 3, amount="6"),
        also={"FUND-PEAK", "GAP-YEAR"},
    ),
    "PERIOD-IDLE": on_disk(
        project("build_years", [2021, 2024]),
        *(cell("targets", row, year="2024") for row in (*range(1, 11), 13, 19)),
        cell("monitoring", "M-01", end="2027"),
    ),
    "PERIOD-LONG": on_disk(
        project("parameters", {"build_years_most": {"value": 2, "unit": "a", "source": "某县规定"}})
    ),
    # Layers, base values and prices are then of another year.
    "PERIOD-BASE": on_disk(
        project("base_year", 2021), also={"LAYER-AGE", "OBSERVATION-YEAR", "FRESH-LANDCOVER", "PRICE-INDEX"}
    ),
    "PERIOD-BASE-OLD": on_disk(
        project("parameters", {"base_year_age": {"value": 0, "unit": "a", "source": "某县规定"}})
    ),
    # From November 2021 on, other rules of central money hold.
    "PERIOD-SUBMITTED": on_disk(project("submitted", "2022-03-15"), also={"GRANT-TOTAL"}),
    "PERIOD-CARE-NONE": on_disk(project("care_years", None)),
    "PERIOD-CARE": on_disk(cell("subprojects", "L-01", care_years="")),
    "PERIOD-CARE-SHORT": on_disk(cell("subprojects", "L-01", care_years="2")),
    "PERIOD-TARGET": on_disk(cell("targets", 1, year="2024")),
    "PERIOD-HORIZON": on_disk(cell("targets", 14, year="2038")),
}
