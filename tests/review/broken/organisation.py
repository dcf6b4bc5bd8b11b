"""Organisation and safeguards (H.1.11)."""

from whole import cell, dropped, no_table, on_disk

BROKEN = {
    "ORG-NONE": on_disk(no_table("organisation")),
    "ORG-LEAD": on_disk(cell("organisation", 1, role="审批", tasks="批准方案"), cell("organisation", 2, role="编制")),
    "ORG-TASKS": on_disk(cell("organisation", 3, tasks="")),
    # The department is gone with the body that carries out its sub-projects.
    "ORG-DEPARTMENT": on_disk(
        cell("organisation", 5, body="测试县造林中心"),
        cell("subprojects", "L-02", implementer="测试县造林中心"),
        *(cell("monitoring", code, responsible="测试县造林中心") for code in ("M-02", "M-05")),
        *(cell("targets", row, responsible="测试县造林中心") for row in (1, 10, 14, 15)),
        cell("risks", "RK2", responsible="测试县造林中心"),
    ),
    "ORG-IMPLEMENTER": on_disk(cell("subprojects", "R-02", implementer="小河治理公司")),
    "ORG-RESPONSIBLE": on_disk(cell("risks", "RK2", responsible="测试县气象台")),
    "SAFEGUARD-NONE": on_disk(no_table("safeguards")),
    "SAFEGUARD-KIND": on_disk(dropped("safeguards", "制度保障")),
    "SAFEGUARD-RESPONSIBLE": on_disk(cell("safeguards", "制度保障", responsible="")),
}
