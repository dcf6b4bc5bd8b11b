"""The project beside its upper plan (4.1.2)."""

from whole import Edit, cell, no_table, on_disk, rows

TABLES = ("upper_units", "upper_projects", "upper_quantities", "upper_indicators", "upper_money")
UNLINKED = cell("upper_projects", "P001", subprojects="", reason="由水利部门另行实施")


def asked(
    indicator: str, unit: str, value: str, target: str, year: str = "2035", cumulative: str = "否"
) -> tuple[str, ...]:
    """A row of upper indicators."""
    end = ("800", "", "", "", "测试县国土空间生态修复规划", "")
    return (indicator, unit, "约束性", "目标", year, value, cumulative, target, value, *end)


FOREST = asked("林地提质改造面积", "公顷", "1", "forest_improved")
FARMLAND = asked("土地综合整治面积", "亩", "1", "farmland_restored")
RIVER = asked("河道岸堤修复长度", "公里", "0.01", "river_restoration")


def indicators(*lines: tuple[str, ...]) -> Edit:
    """All targets of the whole county, each with its upper indicator, but for those that stand here instead."""
    own = {line[7] for line in lines}
    return rows("upper_indicators", *(line for line in (FOREST, FARMLAND, RIVER) if line[7] not in own), *lines)


BROKEN = {
    "UPPER-NONE": on_disk(*(no_table(table) for table in TABLES)),
    "UPPER-LINK": on_disk(cell("upper_money", "P001", subject="P009"), indicators(asked("碳汇量", "t", "1", "carbon"))),
    "UPPER-PROPOSED": on_disk(UNLINKED, cell("subprojects", "L-01", upper_plan="测试县水土流失治理重点项目")),
    "UPPER-UNTRACED": on_disk(UNLINKED, cell("subprojects", "L-01", upper_plan="坡面防护工程")),
    "UPPER-PROJECT-LEFT": on_disk(cell("upper_projects", "P005", reason="")),
    "UPPER-PERIOD": on_disk(cell("upper_projects", "P004", last="2022")),
    "UPPER-QUANTITY": on_disk(cell("upper_quantities", "P003", quantity="400", unit="亩")),
    "UPPER-UNIT": on_disk(cell("upper_quantities", "P004", unit="个")),
    "UPPER-MONEY": on_disk(cell("upper_money", "P001", amount="60")),
    "UPPER-TARGET-LOW": on_disk(
        indicators(asked("增加的植被覆盖率", "‰", "3", "vegetation_cover_gain", year="2023")),
    ),
    "UPPER-TARGET-PART": on_disk(indicators(asked("土地综合整治面积", "亩", "451", "farmland_restored", "2023"))),
    "UPPER-TARGET-LATE": on_disk(indicators(asked("河道岸堤修复长度", "公里", "0.5", "river_restoration", "2022"))),
    "UPPER-TARGET-NEW": on_disk(rows("upper_indicators", FOREST, FARMLAND)),
    "UPPER-INDICATOR-LEFT": on_disk(indicators(asked("森林覆盖率", "%", "64", ""))),
}
