"""Specifications of tables against the draft's own headings, read off by hand, and one vocabulary of indicators."""

from __future__ import annotations

import pytest

from shanshui.quantity import unit
from shanshui.standard import PER_COLUMN, PER_ROW, TableSpec, load, spec_id

STANDARD = load()

MONEY = ("总额|wan_yuan|0", "中央财政|wan_yuan|0", "地方财政|wan_yuan|0", "社会资本|wan_yuan|0")
LAND = ("面积（公顷）|hm2|2", "质量", "坡度")
HEADINGS: dict[str, tuple[str, ...]] = {
    "A.1": (
        "基础资料收集分类", "主要内容/编号", "主要内容/资料名称", "收集情况/是否取得", "收集情况/提供单位",
        "收集情况/资料时间", "收集情况/缺少的影响",
    ),
    "B.1": ("指标", "值|per_row", "单位", "获取时间"),
    "B.2": (
        "序号", "一级指标", "二级指标/指标名称", "二级指标/指标解释", "单位", "参照值/数值|per_row", "参照值/来源",
        "现值/数值|per_row", "现值/来源", "监测值/{year}年/数值|per_row", "监测值/{year}年/来源",
        "目标值/数值|per_row", "目标值/来源", "备注",
    ),
    "B.3": (
        "序号", "评价单元", "国土空间位置", "参照目标指标", "生态系统受损状况/自然生态系统退化程度",
        "生态系统受损状况/生态问题类型", "生态系统受损状况/涉及面积（公顷）|hm2|2", "生态系统受损状况/严重程度",
        "生态系统受损状况/影响因素", "生态系统受损状况/恢复力", "生态系统受损状况/紧迫程度", "保护修复模式推荐",
    ),
    "C": (
        "生态保护修复单元", "子项目", "国土空间位置", "保护修复模式", "绩效目标指标", "具体措施",
        *(f"资金预算（万元）/{name}" for name in MONEY),
        "绩效目标/约束性指标（工程期限内预期效果）/规模|per_row|2", "绩效目标/约束性指标（工程期限内预期效果）/质量",
        "绩效目标/约束性指标（工程期限内预期效果）/结构", "绩效目标/约束性指标（工程期限内预期效果）/效益",
        "绩效目标/引导性指标（中远期预期效果）/5年", "绩效目标/引导性指标（中远期预期效果）/10年",
    ),
    "D": ("一级指标", "二级指标", "三级指标/指标名称", "三级指标/指标解释", "指标值|per_row"),
    "E.1": ("绩效目标指标", "目标值|per_row|2", "年度/第{ordinal}年 {year}年|per_row|2"),
    "E.2": (
        "序号", "保护修复单元", "子项目", "国土空间位置", "实施地点", "具体措施", "绩效目标指标",
        "年度绩效指标/工程规模|hm2|2", "年度绩效指标/实施区域面积|hm2|2", "年度绩效指标/{indicator}|per_column|2",
        *(f"年度计划投资/{name}" for name in MONEY),
    ),
    "F.1": (
        "一级地类/编码", "一级地类/名称", "二级地类/编码", "二级地类/名称", *(f"基期年/{name}" for name in LAND),
        *(f"验收年/{name}" for name in LAND), "变化情况/面积增减（公顷）|hm2|2", "变化情况/质量", "变化情况/坡度",
    ),
    "F.2": (
        "序号", "保护修复单元", "子项目", "土地面积|hm2|2", "耕地/占用|hm2|2", "耕地/补充|hm2|2",
        "永久基本农田/占用|hm2|2", "永久基本农田/补划|hm2|2", "永久基本农田/调入|hm2|2", "永久基本农田/调出|hm2|2",
        "未按规定办理手续的面积/小计|hm2|2", "未按规定办理手续的面积/耕地|hm2|2",
        "未按规定办理手续的面积/永久基本农田|hm2|2",
    ),
    "G.1": ("序号", "工程或费用名称", "费用（万元）|wan_yuan|0", "比例（%）|%|2"),
    "G.2": (
        "序号", "保护修复单元", "子项目", "国土空间位置", "实施地点", "具体措施", "生态保护修复模式",
        "工程量|per_row|2", "单位工程投资（万元）|per_row|2", "对比案例/项目名称", "对比案例/立项批复年限",
        "对比案例/单位工程投资（万元）|per_row|2",
    ),
    "G.3": ("序号", "费用名称", "费基（万元）|wan_yuan|0", "费率（%）|%|2", "金额（万元）|wan_yuan|0"),
    "G.4": (
        "序号", "保护修复单元", "子项目", "绩效目标指标", "具体措施", "工程量|per_row|2",
        *(f"投资预算（万元）/{name}" for name in MONEY), "{year}年/投资金额（万元）|wan_yuan|0",
        "{year}年/年度投资比例（%）|%|2",
    ),
}  # fmt: skip
"""Path of each heading, unit and decimals of numbers; ``per_row`` where the draft leaves the unit to the line."""

HEADS: dict[str, tuple[str, ...]] = {
    "B.1": (
        "调查表编号", "调查时间", "调查地点", "记录人", "问题尺度", "所处空间", "土地利用现状", "主要问题", "原因分析",
        "应对措施", "典型案例",
    ),
    "C": (
        "生态功能定位", "自然生态现状", "突出生态问题", "总目标", "工程范围（公顷）|hm2|2",
        "实施区域面积（公顷）|hm2|2", "投资总额（万元）|wan_yuan|0", "中央财政（万元）|wan_yuan|0",
        "地方财政（万元）|wan_yuan|0", "社会资本（万元）|wan_yuan|0",
    ),
    "D": (
        "项目名称", "工程类型", "主管部门", "实施主体", "资金投入/项目总投资（亿元）|yi_yuan|4",
        "资金投入/其中：中央财政资金（亿元）|yi_yuan|4", "资金投入/地方财政资金（亿元）|yi_yuan|4",
        "资金投入/社会资本（亿元）|yi_yuan|4", "总体目标",
    ),
    "F.1": ("使用范围", "对应名称"),
    "F.2": ("使用范围", "对应名称"),
}  # fmt: skip

IN_C = (
    "矿山生态修复", "河流生态保护修复", "新增林地", "林地提质改造", "新增草地", "退化草场修复",
    "湖泊湿地（水库）保护修复", "农业空间生态保护修复", "城镇空间生态保护修复", "海岸带生态保护修复",
    "重要物种栖息地（含生态廊道建设）",
)  # fmt: skip
IN_D = (
    "工程范围", "工程实施区域面积（完成生态保护修复总面积）", "矿山生态修复面积", "湿地修复面积", "河道岸堤修复长度",
    "海岸带生态保护修复面积", "水环境治理面积", "新增林地面积", "林地提质改造面积", "新增草地面积", "退化草地修复面积",
    "土地综合整治面积", "土地荒漠化/石漠化/盐碱化治理面积", "重要物种栖息地（含生态廊道）建设面积",
    "设置监测点（控制点、断面）数量", "工程质量合格率", "预算按时执行率", "项目按时完成率", "单位成本控制数",
    "人居环境改善", "区域生态系统质量和稳定性", "生物多样性保护", "水质改善情况", "增加的植被覆盖率",
    "水土流失面积减少率", "土地石漠化/荒漠化/盐碱化面积减少比率", "后期管护持续时间", "区域生态功能稳定可持续时间",
    "项目实施满意度",
)  # fmt: skip
"""The thirtieth line of the draft has no name of its own (the people served)."""
IN_E1 = (
    "工程规模（公顷）", "实施区域面积（公顷）", "矿山生态修复面积（公顷）", "河流生态保护修复长度（公里）",
    "新增林地面积（公顷）", "林地提质改造面积（公顷）", "新增草地面积（公顷）", "退化草场修复面积（公顷）",
    "湖泊湿地（水库）保护修复面积（公顷）", "农业空间生态保护修复面积（公顷）", "城镇空间生态保护修复面积（公顷）",
    "海岸带生态保护修复面积（公顷）", "重要物种栖息地（含生态廊道）建设面积（公顷）",
)  # fmt: skip
IN_E2 = ("工程规模", "实施区域面积", "矿山生态修复面积")


def described(spec: TableSpec) -> tuple[str, ...]:
    return tuple(
        "/".join(c.header) + (f"|{c.unit}" if c.unit else "") + ("" if c.decimals is None else f"|{c.decimals}")
        for c in spec.columns
    )


def test_every_table_is_read_off() -> None:
    assert set(HEADINGS) == set(STANDARD.code_tables)
    assert set(HEADS) == {key for key, spec in STANDARD.code_tables.items() if spec.head}


@pytest.mark.parametrize("table", HEADINGS)
def test_columns_are_those_of_the_draft(table: str) -> None:
    assert described(STANDARD.tables[table]) == HEADINGS[table]


@pytest.mark.parametrize("table", HEADS)
def test_head_fields_are_those_of_the_draft(table: str) -> None:
    found = tuple(
        (f"{f.group}/" if f.group else "")
        + f.label
        + (f"|{f.unit}" if f.unit else "")
        + ("" if f.decimals is None else f"|{f.decimals}")
        for f in STANDARD.tables[table].head
    )
    assert found == HEADS[table]


@pytest.mark.parametrize("table", HEADINGS)
def test_equalities_of_a_table_are_those_that_name_it(table: str) -> None:
    naming = {check.id for check in STANDARD.cross_checks if table in check.tables}
    assert set(STANDARD.tables[table].equalities) == naming


def test_equalities_speak_with_the_severity_of_their_rule() -> None:
    for check in STANDARD.cross_checks[:28]:
        assert STANDARD.rules[check.code].severity == check.severity, check.id


def test_equalities_up_to_28_have_a_rule_each() -> None:
    codes = [check.code for check in STANDARD.cross_checks[:28]]
    assert len(set(codes)) == 28


def test_signs_of_empty_cells() -> None:
    tables = STANDARD.code_tables.items()
    signs = {(key, c.key): c.empty for key, spec in tables for c in spec.columns if c.empty != "—"}
    assert signs == {("D", "value"): "/"}


def test_tables_drawn_up_once_per_year_or_subject() -> None:
    assert {key: spec.per for key, spec in STANDARD.code_tables.items() if spec.per} == {
        "B.1": "subject", "E.2": "year", "F.1": "subject",
    }  # fmt: skip
    assert spec_id("F.1@subproject:QSJ-01") == "F.1"
    spec = STANDARD.tables["G.4"]
    assert spec.column_of("year_share@2022") is spec.column("year_share")
    assert spec.column_of("total@2022") is None


def test_units_of_columns_are_known() -> None:
    for spec in STANDARD.tables.values():
        for part in (*spec.columns, *spec.head):
            assert part.unit in ("", PER_ROW, PER_COLUMN) or unit(part.unit).code == part.unit


@pytest.mark.parametrize("name", [*IN_C, *IN_D, *IN_E1, *IN_E2])
def test_every_name_of_the_draft_means_one_indicator(name: str) -> None:
    plain = name.removesuffix("（公顷）").removesuffix("（公里）")
    assert len([key for key, p in STANDARD.performance.items() if plain in p.names()]) == 1


def test_the_tables_name_as_many_indicators_as_the_draft() -> None:
    found = STANDARD.performance.values()
    assert {p.name_c for p in found if p.name_c} - {"工程范围", "实施区域面积"} == set(IN_C)
    assert {p.name_d for p in sorted(found, key=lambda p: p.order_d or 0) if p.order_d} == {*IN_D, "受惠人口"}
    assert [p.name_e1 for p in sorted(found, key=lambda p: p.order_e1 or 0) if p.order_e1] == [
        name.removesuffix("（公顷）").removesuffix("（公里）") for name in IN_E1
    ]
