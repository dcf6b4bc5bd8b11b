"""Aftercare (H.1.8.3)."""

from whole import cell, dropped, no_table, on_disk

BROKEN = {
    "AFTERCARE-NONE": on_disk(no_table("aftercare")),
    "AFTERCARE-MISSING": on_disk(dropped("aftercare", "L-02")),
    "AFTERCARE-INCOMPLETE": on_disk(cell("aftercare", "L-02", rights="")),
    "AFTERCARE-YEARS": on_disk(cell("aftercare", "L-02", years="2")),
    # Whoever is liable must not have central money either.
    "AFTERCARE-LIABLE": on_disk(cell("subprojects", "R-02", liable_party="小河砂石公司"), also={"FUND-LIABLE"}),
    "AFTERCARE-ALIKE": on_disk(*(cell("aftercare", row, measures="巡护管养") for row in range(1, 5))),
}
