"""The diagnosis of table B.3 (5.3.1, X30)."""

from whole import computed, fact

PLACE = "unit:L"

BROKEN = {
    # L-01 only fences slopes
    "MODE-DIAGNOSIS": computed(
        fact("subproject:L-01.diagnosed_in", PLACE, "1"), fact(f"{PLACE}.recommended_mode", "reconstruction", "1")
    ),
    "PROBLEM-UNTREATED": computed(fact("unit:elsewhere.problem.soil_erosion.urgency", 5, "1")),
}
