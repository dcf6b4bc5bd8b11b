"""Terms that make what is counted, one number in two units, rows told in other words: broken texts, lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import dual_units, other_unit, same_facts
from shanshui.audit.checks.tabular import column_totals, running, table_text, tables, two_tables
from shanshui.audit.checks.targets import indicators

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 现状与任务\n基准年为2020年，近期至2025年，远期至2035年。\n"
_GOALS = (
    "表2-1 目标\n指标\t单位\t2020年\t2025年\t2030年\t2035年\t属性\n滩涂修复面积（累计）\t公顷\t{}\t{}\t{}\t{}\t预期性\n"
)
_TERMS = "表3-1 任务\n工程\t单位\t近期\t中期\t远期\t合计\n滩涂修复\t公顷\t420\t330\t250\t1000\n"


def codes(text: str, *topics: ModuleType) -> list[str]:
    return [finding.code for finding in found_in(_HEAD + text, *topics)]


@pytest.mark.parametrize(
    ("goals", "wrong"),
    [
        (("0", "420", "750", "1000"), False),
        (("—", "480", "750", "1000"), True),
        (("0", "420", "790", "1000"), True),
        (("120", "480", "790", "1000"), False),
        (("0", "42", "75", "160"), False),
    ],
)
def test_cumulative_targets_are_what_the_terms_make(goals: tuple[str, ...], wrong: bool) -> None:
    assert codes(_GOALS.format(*goals) + _TERMS, running) == ["AUDIT-RUNNING"] * wrong


def test_one_wrong_term_makes_later_sums_wrong() -> None:
    terms = _TERMS.replace("420", "240")
    assert codes(_GOALS.format("0", "420", "750", "1000") + terms, running) == ["AUDIT-RUNNING"]


def test_a_table_of_indicators_is_none_of_terms() -> None:
    text = "表2-1 目标\n指标\t近期\t远期\n滩涂修复面积（公顷，累计）\t420\t1000\n护岸长度（公里，累计）\t12\t30\n"
    assert codes(text, running, two_tables) == []


@pytest.mark.parametrize(
    ("told", "cell", "wrong"),
    [
        ("近期完成18.6公里海堤的加固任务。", "海堤加固\t公里\t18.6", False),
        ("近期完成18.6米海堤的加固任务。", "海堤生态化加固\t公里\t18.6", True),
        ("近期完成18.6米围网的更换。", "海堤加固\t公里\t18.6", False),
        ("海堤堤顶宽18.6米。", "海堤\t公里\t18.6", False),
    ],
)
def test_one_number_of_one_thing_has_one_unit(told: str, cell: str, wrong: bool) -> None:
    text = f"{told}\n表3-2 任务\n工程\t单位\t近期\n{cell}\n苗圃建设\t公顷\t30\n"
    assert ("AUDIT-OTHER-UNIT" in codes(text, other_unit)) == wrong


def test_a_binding_indicator_lacks_one_year() -> None:
    row = (
        "表2-1 目标\n指标\t单位\t2020年\t2025年\t2035年\t指标类型\n湿地保护率\t%\t48.5\t{}\t58.0\t{}\n"
        "林地面积\t公顷\t20\t21\t22\t预期性\n"
    )
    assert codes(row.format("52.0", "约束性"), indicators) == []
    assert codes(row.format("", "预期性"), indicators) == []
    assert codes(row.format("", "约束性"), indicators) == ["AUDIT-BINDING-YEAR"]


def test_an_empty_cell_takes_no_number_from_the_next() -> None:
    rows = (
        "表3-3 投资\n类别\t项目\t规模\t投资（万元）\n海岸\t护岸\t8公里\t172\n\t海堤\t9公里\t245\n"
        "小计\t\t\t{}\n海岛\t岛体\t2处\t56\n小计\t\t\t56\n合计\t\t\t473\n"
    )
    assert codes(rows.format("417"), tables) == []
    assert codes(rows.format("471"), tables) == ["AUDIT-SUM-COLUMN"]


def test_a_total_of_one_kind_is_the_sum_above_it() -> None:
    rows = "表3-4 估算\n序号\t工程\t投资（万元）\n1\t造林\t640\n2\t护岸\t520\n3\t湿地\t310\n工程费合计\t\t{}\n"
    assert codes(rows.format("1470"), tables) == []
    assert codes(rows.format("1740"), tables) == ["AUDIT-SUM-COLUMN"]


_WORKS = (
    "表3-5 建设内容\n序号\t建设内容\t单位\t数量\t投资（万元）\n1\t围栏架设\t公里\t286\t715\n2\t水文测站\t座\t4\t180\n"
)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("规划新建水文测站4座。", []),
        ("规划新建水文测站5座。", ["AUDIT-ROW-TEXT"]),
        ("全县现有水文测站7座。", []),
        ("“十三五”期间建成水文测站3座。", []),
    ],
)
def test_what_is_built_is_told_as_the_table_of_works_has_it(told: str, found: list[str]) -> None:
    assert [code.removesuffix("-LIKELY") for code in codes(f"{told}\n{_WORKS}", table_text, same_facts)] == found


def test_a_row_of_a_class_is_of_what_the_caption_names() -> None:
    text = "表1-2 崩岗分级\n级别\t条数\n小型\t426\n大型\t57\n大型崩岗共{}条，优先治理。\n"
    assert codes(text.format("57"), table_text) == []
    assert codes(text.format("75"), table_text) == ["AUDIT-ROW-TEXT"]


def test_a_sentence_sums_up_a_column_by_its_head() -> None:
    text = (
        "表1-3 河流\n河流\t流域面积（平方公里）\t年均径流量（亿立方米）\n沅溪\t862\t6.10\n"
        "北溪\t415\t2.94\n两河年均径流量合计{}亿立方米。\n"
    )
    assert codes(text.format("9.04"), column_totals) == []
    assert codes(text.format("90.4"), column_totals) == ["AUDIT-COLUMN-TEXT"]


def test_a_remark_converts_the_amount_of_its_row() -> None:
    text = "表1-4 绩效\n指标\t单位\t指标值\t备注\n清退鱼塘\t公顷\t268\t合4020亩\n修复滩涂\t公顷\t412\t折合{}亩\n"
    assert codes(text.format("6180"), dual_units) == []
    assert codes(text.format("6810"), dual_units) == ["AUDIT-DUAL"]


def test_a_later_term_is_no_cumulative_target() -> None:
    text = _GOALS.format("0", "420", "750", "1000").replace("\t750", "").replace("\t2030年", "")
    terms = "表3-1 任务\n工程\t单位\t近期\t远期\n滩涂修复\t公顷\t420\t580\n"
    assert codes(text + terms, two_tables) == []
