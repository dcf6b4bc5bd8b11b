"""Lawful plans that differ from the whole county: each was once taken for a fault, and has no finding now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from shapely.geometry import MultiPolygon

import county
import whole
from mutants import counties
from mutants.folder import Folder, Line
from whole import Edit, added, cell, dropped, no_layer, no_table, project
from whole.layers import SITES, at

_MONITORING: tuple[Edit, ...] = (
    added(
        "subprojects", code="R-03", unit="R", region="测试县", project_type="生态监测评估项目", category="监测评估",
        department="自然资源", implementer="测试县自然资源局", start="2021", end="2023", care_years="3",
        problems="水土流失", upper_plan="新增：监测各子项目的成效", content="建设生态监测站点",
    ),
    added(
        "measures", code="station", name="生态监测站建设", category="监测", modes="保护保育", unit="处",
        indicator="设置监测点（控制点、断面）数量", season="全年", effect="掌握恢复成效", source="测试县监测方案",
    ),
    added(
        "works", subproject="R-03", measure="station", mode="保护保育", quantity="4", unit="处",
        indicator="设置监测点（控制点、断面）数量", synthetic="否", source="测试县监测方案",
    ),
    added("prices", measure="station", price="5", unit="万元/处", price_year="2020", source="测试省定额"),
    added(
        "cases", name="邻县生态监测站工程", measure="station", year="2019", unit_price="5", unit="万元/处",
        place="邻县", scale="监测站 3 处，投资 15 万元", similarity="规模相近", result="运行稳定", synthetic="否",
        source="邻县竣工资料",
    ),
    added("funding", subproject="R-03", year="2021", source="中央财政", amount="5", method="专项补助"),
    added(
        "funding", subproject="R-03", year="2022", source="地方财政", level="县级", amount="5", method="本级预算安排"
    ),
    added("aftercare", subproject="R-03", body="测试县自然资源局", measures="设备维护", years="3", rights="国有",
          cost="0.5", synthetic="否"),
    added(
        "targets", subject="scope", indicator="monitor_points", kind="约束性", aspect="规模", target="4", unit="处",
        year="2023", horizon="工程期末", method="竣工验收", responsible="测试县自然资源局", source="测试县监测方案",
        synthetic="否",
    ),
    added(
        "monitoring", code="M-08", name="监测站运行", scale="子项目", subject="subproject:R-03", indicator="设备在线率",
        method="平台统计", frequency="每月一次", start="2021", end="2026", responsible="测试县自然资源局",
        synthetic="否", note="监测站分布全县",
    ),
)  # fmt: skip


def each(table: str, change: Callable[[Line], Line]) -> Edit:
    """Every row of a table changed."""

    def edit(root: Path) -> None:
        folder = Folder(root)
        lines = [change(line) for line in folder.lines(table)]
        folder.write(table, folder.header(table), [list(line.values()) for line in lines])

    return edit


def paid(root: Path) -> None:
    """Money and control total brought to the cost."""
    folder = Folder(root)
    counties.fund(folder)
    project("control_total.value", sum(float(line["amount"]) for line in folder.lines("funding")))(root)


def by_files(line: Line) -> Line:
    """What files and questionnaires tell is measured neither before the works nor at one point."""
    kinds = ("quality_rate", "budget_on_time", "projects_on_time", "aftercare_years", "stability_years", "satisfaction")
    return line | {"baseline": "", "point": ""} if line["indicator"] in kinds else line


def in_one_part(line: Line) -> Line:
    """Sub-projects that are named with the stage they are of."""
    return line | {"project_type": f"{line['project_type']}（一期）"}


def by_the_mu(line: Line) -> Line:
    """Hectares as 亩."""
    return line | {"quantity": f"{float(line['quantity']) * 15:g}", "unit": "亩"} if line["unit"] == "公顷" else line


def drawn(root: Path) -> None:
    """One sub-project in two townships, as far as its unit reaches over both."""
    parts = MultiPolygon([at(100, 100, 700, 800), at(2550, 100, 2900, 800)])
    whole.shapes("subprojects", [parts, *list(SITES.values())[1:]], code=list(SITES))(root)


LAWFUL: Mapping[str, tuple[tuple[Edit, ...], frozenset[str]]] = {
    "a sub-project that monitors the whole county": ((*_MONITORING, paid), frozenset()),
    # the layer that is missing is told, and nothing besides
    "sub-projects known by centre and extent": (
        (
            no_layer("subprojects"),
            cell("subprojects", "L-01", longitude="109.1087", latitude="26.5707", extent="42"),
            cell("subprojects", "L-02", longitude="109.1088", latitude="26.5833", extent="42"),
            cell("subprojects", "R-01", longitude="109.1267", latitude="26.5724", extent="49"),
            cell("subprojects", "R-02", longitude="109.1267", latitude="26.5842", extent="18"),
        ),
        frozenset({"LAYER-ABSENT"}),
    ),
    "no base value and no point of what files tell": ((each("targets", by_files),), frozenset()),
    "a project of mines without natural recovery": (
        (
            project("name.project_type", "历史遗留废弃矿山生态修复工程"),
            cell("measures", "closure", modes="辅助再生"),
            cell("works", 1, mode="辅助再生"),
            cell("works", 2, mode="辅助再生"),
        ),
        frozenset({"MEASURE-MODE"}),  # closing slopes is no help to regeneration
    ),
    "a base value of 0 for a cost": ((cell("targets", 7, baseline="0"),), frozenset()),
    "a stage in brackets": ((each("subprojects", in_one_part),), frozenset()),
    "works in mu": ((each("works", by_the_mu),), frozenset()),
    "works of a quantity of 0 are told once": (
        (
            added("works", subproject="L-02", measure="closure", mode="自然恢复", quantity="0", unit="公顷",
                  synthetic="否", source="测试县水土保持规划"),
        ),
        frozenset({"COST-NO-WORK"}),
    ),
    "a final payment after the works": (
        (cell("funding", 5, year="2023", note="质保金尾款"),),
        frozenset(),
    ),
    "a project named after its city": ((project("name.region", "测试省测试市"),), frozenset({"NAME-COUNTY"})),
    "no care at all is told once": (
        (
            project("care_years", None),
            no_table("aftercare"),
            each("subprojects", lambda line: line | {"care_years": ""}),
            dropped("targets", 11),
        ),
        frozenset({"AFTERCARE-NONE"}),
    ),
    "no land survey is told once": (
        (no_layer("landuse"),),
        frozenset({"LAYER-ABSENT", "INVENTORY-CLAIMED"}),
    ),
    "a class that loses too much is told once": (
        (cell("landuse_changes", 1, before="0602"),),
        frozenset({"F1-NEGATIVE"}),
    ),
    "a material that is missing for a reason": (
        (cell("inventory", 6, held="否", note="本县无此资料"),),
        frozenset({"INVENTORY-REASON"}),
    ),
    "vegetation cover from NDVI": ((no_layer("fvc"),), frozenset()),
    "a cell that cannot be read is told once": (
        (cell("subprojects", "L-01", department="水利、林业草原"),),
        frozenset({"INPUT-CHOICE"}),
    ),
    "a ruling to the decimals of what is stated": (
        (
            added("rulings", id="C1", kind="改写计算值", subject="scope.area", value="9.0", unit="平方千米",
                  reason="以批复面积为准", by="测试县自然资源局", date="2021-03-01"),
        ),
        frozenset(),
    ),
    "one unit over two townships": (
        (
            dropped("units", "R"),
            cell("upper_units", "小河下游河岸修复区", units="L"),
            cell("units", "L", natural_unit="小河流域", townships="000001101、000001102",
                 problems="水土流失、森林退化、耕地质量下降、河湖岸线受损"),
            whole.shapes("units", [county.SCOPE], code=["L"]),
            each("subprojects", lambda line: line | {"unit": "L"}),
            cell("subprojects", "L-01", region="测试县", townships="000001101、000001102", sites="甲一村、乙一村"),
            drawn,
            dropped("monitoring", "M-03"),
            dropped("targets", "unit:R", "unit:R"),
            dropped("observations", "unit:R", "unit:R"),
            each("targets", lambda line: line | ({"point": "M-07"} if line["point"] == "M-03" else {})),
        ),
        frozenset(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_plan_has_no_other_finding(name: str, county: Path, inspected: Path, tmp_path: Path) -> None:
    edits, expected = LAWFUL[name]
    root = whole.copied(county, tmp_path / "county")
    for edit in edits:
        edit(root)
    codes = whole.codes_of(root, inspected)
    assert sorted(codes) == sorted(expected)


def test_six_counties_side_by_side_have_no_finding(tmp_path: Path) -> None:
    assert whole.codes_of(counties.write(tmp_path / "county", 6)) == []
