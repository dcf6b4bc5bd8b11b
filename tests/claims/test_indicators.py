from pathlib import Path

import pytest

from drawn_tables import Rows, drawn
from shanshui.claims.cells import claims_of_tables
from shanshui.claims.indicators import indicators
from shanshui.claims.model import Indicator
from shanshui.claims.periods import periods
from shanshui.claims.quantities import quantities
from shanshui.documents import Document, read

PLANS = Path(__file__).parent / "plans"


def found(document: Document) -> tuple[Indicator, ...]:
    claims = claims_of_tables(document, quantities(document.text), periods(document.text))
    return indicators(document, claims)


def values(indicator: Indicator) -> list[tuple[int | None, str, bool]]:
    return [(year, text, claim is not None) for year, text, claim in indicator.values]


HEADS: Rows = [
    ["指标类型", "序号", "指标", "单位", "现状", "规划目标", "<", "属性"],
    ["^", "^", "^", "^", "2019年", "2025年", "2035年", "^"],
]


def test_all_that_a_row_says() -> None:
    rows: Rows = [
        *HEADS,
        ["生态质量", "1", "森林覆盖率", "%", "58.2", "60", "62", "约束性"],
        ["^", "2", "湿地面积", "公顷", "—", "不低于120", "国家下发任务", "预期性"],
    ]
    forest, wetland = found(drawn(rows, heads=2))
    assert (forest.name.text, forest.unit, forest.nature) == ("森林覆盖率", "%", "binding")
    assert values(forest) == [(2019, "58.2", True), (2025, "60", True), (2035, "62", True)]
    assert wetland.nature == "guiding"
    assert values(wetland) == [(2019, "—", False), (2025, "不低于120", True), (2035, "国家下发任务", False)]
    assert wetland.values[1][2].quantity.bound == "at_least"  # type: ignore[union-attr]
    assert [head for head, _ in forest.cells][-1] == "属性"


@pytest.mark.parametrize(
    "heads",
    [
        ["序号", "规划指标", "计量单位", "2020年现状值", "2025年目标值", "指标性质"],
        ["编号", "指标名称", "指标单位", "基期值（2020年）", "近期（2025年）", "属性"],
        ["项次", "具体指标", "单位", "基准年2020", "目标2025", "性质"],
        ["序号", "考核指标", "量纲", "2020", "2025", "约束性/预期性"],
    ],
)
def test_other_words_for_the_same_heads(heads: list[str]) -> None:
    (one,) = found(drawn([heads, ["1", "河湖岸线整治长度", "km", "0", "37.8", "预期性"]]))
    assert (one.name.text, one.unit, one.nature) == ("河湖岸线整治长度", "km", "guiding")
    assert [(year, text) for year, text, _ in one.values] == [(2020, "0"), (2025, "37.8")]


def test_columns_in_another_order() -> None:
    rows: Rows = [["属性", "指标", "2025年", "2020年", "单位"], ["约束性", "矿山修复率", "75", "41.7", "%"]]
    (one,) = found(drawn(rows))
    assert one.nature == "binding"
    assert [year for year, _, _ in one.values] == [2025, 2020]


def test_the_nature_may_stand_in_the_class_or_between_rows() -> None:
    rows: Rows = [
        ["指标", "单位", "2025年", "2035年"],
        ["约束性指标", "<", "<", "<"],
        ["森林覆盖率", "%", "60", "62"],
        ["预期性指标", "<", "<", "<"],
        ["湿地保护率", "%", "50", "55"],
    ]
    assert [one.nature for one in found(drawn(rows))] == ["binding", "guiding"]
    classed: Rows = [["指标类别", "指标", "单位", "目标值"], ["约束性", "森林覆盖率", "%", "60"]]
    assert found(drawn(classed))[0].nature == "binding"


def test_a_table_without_natures_has_none() -> None:
    rows: Rows = [["指标", "2025年", "2035年"], ["造林面积（公顷）", "300", "900"]]
    (one,) = found(drawn(rows))
    assert (one.nature, one.unit) == ("", "公顷")


def test_a_performance_table_with_its_heads_amid_it() -> None:
    rows: Rows = [
        ["项目名称", "某河流域修复工程", "<", "<", "<"],
        ["资金投入", "项目总投资（亿元）", "12.5", "<", "<"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["^", "产出指标", "数量指标", "矿山生态修复面积", "850 ha"],
        ["^", "^", "^", "新增林地面积", "1200 ha"],
        ["^", "^", "质量指标", "工程质量合格率", "≥95 %"],
        ["^", "效益指标", "社会效益", "人居环境改善", "较好"],
    ]
    rows_found = found(drawn(rows))
    assert [(one.name.text, one.unit) for one in rows_found] == [
        ("矿山生态修复面积", "ha"), ("新增林地面积", "ha"), ("工程质量合格率", "%"), ("人居环境改善", ""),
    ]  # fmt: skip
    assert rows_found[3].values == ((None, "较好", None),)


def test_yearly_targets_are_values_too() -> None:
    rows: Rows = [
        ["绩效目标指标", "目标值", "年度", "<"],
        ["^", "^", "第一年 2023年", "第二年 2024年"],
        ["新增林地面积（公顷）", "30", "10", "20"],
    ]
    (one,) = found(drawn(rows, heads=2))
    assert [(year, text) for year, text, _ in one.values] == [(None, "30"), (2023, "10"), (2024, "20")]


def test_a_table_on_its_side() -> None:
    rows: Rows = [
        ["指标", "森林覆盖率", "湿地保护率"],
        ["单位", "%", "%"],
        ["2020年", "58", "40"],
        ["2025年", "60", "—"],
    ]
    assert [values(one) for one in found(drawn(rows))] == [
        [(2020, "58", True), (2025, "60", True)],
        [(2020, "40", True), (2025, "—", False)],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["乡镇", "耕地（公顷）", "林地（公顷）"], ["云台镇", "8", "9"]],
        [["序号", "项目名称", "建设内容", "投资（万元）"], ["1", "某村治理工程", "护岸3km", "20"]],
        [["序号", "子项目", "绩效目标指标", "投资预算（万元）"], ["1", "上游封育", "新增林地", "20"]],
        [["指标", "说明"], ["森林覆盖率", "林地占国土面积的比例"]],
    ],
)
def test_other_tables_hold_no_indicators(rows: Rows) -> None:
    assert found(drawn(rows)) == ()


def test_an_invented_plan() -> None:
    plan = found(read(PLANS / "qingshan.txt"))
    assert [(one.name.text, one.unit, one.nature) for one in plan] == [
        ("森林覆盖率", "%", "binding"),
        ("新增水土流失治理面积", "平方千米", "guiding"),
        ("历史遗留矿山修复率", "%", "binding"),
        ("河湖岸线整治长度", "km", "guiding"),
    ]
    assert {year for one in plan for year, _, _ in one.values} == {2020, 2025, 2035}
