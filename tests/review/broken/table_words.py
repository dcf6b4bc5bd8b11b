"""What several tables say of one thing in words."""

from dataclasses import replace

from shanshui.review import Case
from whole import computed, fact, table_cell


def relabelled(case: Case) -> Case:
    """The heading of an indicator in table E.2 that no list of names has."""
    table = case.tables["E.2@2022"]
    labels = tuple((key, "植树面积" if key.endswith("forest_improved") else label) for key, label in table.labels)
    return replace(case, tables={**case.tables, table.id: replace(table, labels=labels)})


BROKEN = {
    "E1-INDICATORS": computed(table_cell("E.1", 3, "indicator", "新增草地面积（公顷）")),
    "E2-SAME": computed(table_cell("E.2@2022", 0, "measures", "封山")),
    "E2-NAMES": computed(relabelled),
    "G2-SAME": computed(table_cell("G.2", 0, "measures", "封山")),
    "G2-SITES": computed(table_cell("G.2", 0, "sites", "丙村")),
    "G4-SAME": computed(table_cell("G.4", 1, "measures", "造林")),
    "D-OVERLAP": computed(fact("subproject:L-02.performance.desert_karst_salt_treated", 300_000, "m2")),
}
