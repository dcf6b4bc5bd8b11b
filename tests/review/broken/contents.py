"""What the plan says of project, units, sub-projects, works and measures (5.4.1–5.4.4)."""

from whole import added, cell, dropped, no_table, on_disk, project

BROKEN = {
    "PROJECT-INCOMPLETE": on_disk(project("status_summary", None)),
    # A third unit without boundary or target is never only empty.
    "UNIT-EMPTY": on_disk(
        added(
            "units",
            code="X",
            natural_unit="小河源",
            focus="森林退化治理",
            goal="林地质量提高",
            standard="郁闭度不低于 0.6",
            problems="森林退化",
        ),
        also={"UNIT-GEOMETRY", "TARGET-GUIDING", "MONITOR-UNIT", "SURVEY-UNIT"},
    ),
    "UNIT-INCOMPLETE": on_disk(cell("units", "L", standard="")),
    # Neither money nor target is left of it; its share of the rounding falls to another.
    "SUBPROJECT-EMPTY": on_disk(
        cell("works", 5, quantity="0", indicator=""),
        dropped("targets", 3),
        dropped("funding", 17, 17, 17, 17),
        cell("funding", 16, amount="20"),
        project("control_total.value", 206),
    ),
    "SUBPROJECT-INCOMPLETE": on_disk(cell("subprojects", "L-01", land_rights="")),
    "SUBPROJECT-PLAN": on_disk(
        cell("subprojects", "L-01", upper_plan=""),
        cell("upper_projects", "P001", subprojects="", reason="由水利部门另行实施"),
    ),
    "PROBLEM-FOREIGN": on_disk(cell("subprojects", "L-01", problems="水土流失、耕地质量下降")),
    "PROBLEM-UNSOLVED": on_disk(cell("units", "L", problems="水土流失、森林退化、石漠化")),
    "CATEGORY-OTHER": on_disk(cell("subprojects", "R-02", category="其他")),
    "CATEGORY-DEPARTMENT": on_disk(
        cell("subprojects", "R-01", department="文化旅游"),
        added("organisation", body="测试县文体广电旅游局", role="分项实施", tasks="实施土地综合整治"),
    ),
    "CATEGORY-PROBLEM": on_disk(
        cell("subprojects", "L-02", problems="水环境污染"),
        cell("units", "L", problems="水土流失、水环境污染"),
        also={"MEASURE-PROBLEM"},  # its measures are not against pollution either
    ),
    "CATEGORY-MEASURE": on_disk(cell("measures", "bank", category="农田整治")),
    "MODE-MEASURE": on_disk(cell("works", 3, mode="自然恢复")),
    "MODE-NATURE": on_disk(
        cell("measures", "closure", modes="辅助再生"),
        cell("works", 1, mode="辅助再生"),
        cell("works", 2, mode="辅助再生"),
        also={"MEASURE-MODE"},  # closure of slopes helps nothing along
    ),
    "WORK-TWICE": on_disk(
        cell("works", 2, quantity="10"),
        added(
            "works",
            subproject="L-01",
            measure="closure",
            mode="保护保育",
            quantity="10",
            unit="公顷",
            year="2022",
            synthetic="否",
            source="测试县水土保持规划",
        ),
        cell("measures", "closure", modes="自然恢复、保护保育"),
    ),
    "WORK-INDICATOR": on_disk(cell("measures", "levelling", indicator="林地提质改造")),
    "WORK-UNCOUNTED": on_disk(cell("measures", "closure", indicator="林地提质改造")),
    "MEASURE-INCOMPLETE": on_disk(cell("measures", "bank", effect="")),
    "MEASURE-UNUSED": on_disk(
        added(
            "measures",
            code="weir",
            name="拦砂堰",
            category="水土保持",
            modes="辅助再生",
            unit="个",
            effect="拦截泥沙",
            source="测试县水土保持规划",
        ),
    ),
    "MEASURE-COMPARED": on_disk(no_table("alternatives"), no_table("alternative_works"), no_table("judgements")),
}
