"""Names and codes (H.2.1)."""

from whole import cell, on_disk, project

BROKEN = {
    "NAME-PROJECT": on_disk(project("name.project_type", "山水林田湖草沙一体化保护和修复")),
    "NAME-COUNTY": on_disk(
        project("name.region", "测试省测试市"), *(cell("prices", row, region="测试省") for row in range(1, 5))
    ),
    "NAME-ZONE": on_disk(project("name.ecological_zone", "小河重点生态区")),
    "NAME-KIND": on_disk(project("name.project_type", "流域综合提升工程")),
    "NAME-UNIT": on_disk(cell("units", "L", focus="水土流失保护修复单元")),
    # Tables number units by their names; the second one bears a problem that no sub-project works against.
    "NAME-UNIT-TWICE": on_disk(
        cell(
            "units", "R", natural_unit="小河上游", focus="水土流失治理", problems="水土流失、耕地质量下降、河湖岸线受损"
        ),
        also={"PROBLEM-UNSOLVED", "TABLE-ORDINAL"},
    ),
    "NAME-UNIT-NATURAL": on_disk(cell("units", "L", natural_unit="小河流域")),
    "NAME-UNIT-FOCUS": on_disk(cell("units", "R", focus="水土流失治理")),
    "NAME-SUBPROJECT": on_disk(cell("subprojects", "L-01", project_type="水土流失")),
    # The tables tell sub-projects apart by their names, and so do the rules that compare tables.
    "NAME-TWICE": on_disk(
        cell("subprojects", "L-02", project_type="水土流失综合治理项目", category="水土流失综合治理"),
        also={"TABLE-SUBPROJECTS", "E2-G4", "E2-SAME", "G2-SAME", "G2-SITES", "G4-SAME"},
    ),
    "NAME-REGION": on_disk(cell("subprojects", "L-01", region="甲乡")),
    "NAME-CATEGORY": on_disk(cell("subprojects", "L-01", project_type="湿地综合治理项目", category="水土流失综合治理")),
    # A sub-project in the wrong unit lies outside it and works against other problems.
    "NAME-CODE": on_disk(
        cell("subprojects", "R-02", unit="L"),
        also={"SUBPROJECT-OUTSIDE", "PLACE-TOWNSHIP-UNIT", "PROBLEM-FOREIGN", "PROBLEM-UNSOLVED"},
    ),
    "NAME-REPEAT": on_disk(cell("subprojects", "L-01", project_type="测试县甲乡水土流失综合治理项目")),
    "NAME-SIGNS": on_disk(cell("subprojects", "L-01", project_type="水土流失，综合治理项目")),
    "NAME-LONG": on_disk(cell("subprojects", "L-01", project_type="水土流失" * 14 + "综合治理项目")),
}
