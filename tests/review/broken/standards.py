"""Standards of restoration (5.4.3)."""

from whole import added, cell, on_disk

BROKEN = {
    "STANDARD-LAX": on_disk(
        added(
            "targets",
            subject="subproject:L-01",
            indicator="治理程度",
            kind="约束性",
            aspect="质量",
            baseline="20",
            target="50",
            unit="%",
            year="2022",
            horizon="工程期末",
            method="图斑核查",
            point="M-04",
            responsible="测试县水务局",
            source="测试县水土保持规划",
            synthetic="否",
        )
    ),
    "STANDARD-WORDS": on_disk(cell("units", "L", standard="平均土壤侵蚀模数降到 900 t/(km²·a) 以下")),
    # Stands of trees are then neither closed, nor thinned, nor planted, and nothing is cited for them.
    "STANDARD-NONE": on_disk(cell("measures", "thinning", name="林分调整", library="thinning")),
    # No number is cited for levelled fields that are no high-standard farmland, nor for what is said of banks.
    "STANDARD-VAGUE": on_disk(
        cell("measures", "levelling", name="土地整理"),
        cell("units", "R", problems="耕地质量下降"),
        also={"PROBLEM-FOREIGN"},
    ),
}
