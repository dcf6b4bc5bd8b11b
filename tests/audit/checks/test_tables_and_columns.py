"""Tables: sums, what columns are of others, rows told in words, other tables, counts: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import changed, found_in, plan
from shanshui.audit.checks.amounts import parts, percentages
from shanshui.audit.checks.tabular import (
    classes,
    column_totals,
    columns,
    row_order,
    superlatives,
    table_counts,
    table_text,
    tables,
    two_tables,
)
from shanshui.audit.checks.targets import courses, indicator_units, indicators

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 现状与任务\n基准年为2020年。\n"
_PLAN = "lawful_yunan"
_TOPICS = (
    classes, column_totals, columns, courses, indicators, indicator_units, percentages, row_order, superlatives,
    table_counts, table_text, tables, two_tables,
)  # fmt: skip


def codes(text: str, *topics: ModuleType) -> list[str]:
    return [finding.code for finding in found_in(_HEAD + text, *topics)]


def test_a_plan_whose_tables_are_right_is_silent() -> None:
    assert found_in(plan(_PLAN), *_TOPICS) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("草地\t21500.00\t10.00", "草地\t21500.00\t11.00", "AUDIT-COLUMNS"),
        ("3\t矿山复绿\t公顷\t215.8\t280000\t6042", "3\t矿山复绿\t公顷\t215.8\t280000\t6420", "AUDIT-COLUMNS"),
        ("湿地\t5200\t4800\t-400\t-7.7", "湿地\t5200\t4800\t-400\t-9.7", "AUDIT-COLUMNS"),
        ("湿地\t5200\t4800\t-400", "湿地\t5200\t4800\t-500", "AUDIT-COLUMNS"),
        ("草地\t24100\t21500\t-2600", "草地\t24100\t21500\t+2600", "AUDIT-COLUMNS"),
        ("样地\t24\t2\t48", "样地\t24\t2\t84", "AUDIT-COLUMNS"),
        ("2\t封山育林\t公顷\t1000\t3000\t300", "2\t封山育林\t公顷\t1000\t3000\t320", "AUDIT-SUM-CLASS"),
        ("75.0\t14.7\t40.0\t25.0\t10.0", "75.0\t14.7\t40.0\t35.0\t10.0", "AUDIT-COLUMNS-SUM"),
        ("县级\t600\t600\t600\t500\t400\t2700", "县级\t600\t600\t600\t500\t400\t2790", "AUDIT-SUM-ROW"),
        ("合计\t2400\t2600", "合计\t2400\t2900", "AUDIT-SUM-COLUMN"),
        ("其中约束性指标2项", "其中约束性指标3项", "AUDIT-INDICATORS-COUNT"),
        ("共设置5项指标", "共设置6项指标", "AUDIT-INDICATORS-COUNT"),
        ("累计新增水土流失治理面积200", "累计新增水土流失治理面积20", "AUDIT-COURSE"),
        ("湿地保护率\t%\t48.0\t50.0\t55.0", "湿地保护率\t%\t48.0\t46.0\t55.0", "AUDIT-TARGET-BELOW"),
    ],
)  # fmt: skip
def test_its_broken_twins_are_not(old: str, new: str, code: str) -> None:
    assert code in [finding.code for finding in found_in(changed(plan(_PLAN), old, new), *_TOPICS)]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code", "topic"),
    [
        (
            "表1-1 林地分等（单位：公顷）\n等级\t面积\n一等\t120.5\n二等\t80.2\n其中：坡地\t30.0\n总计\t{}\n",
            "200.7", "207.0", "AUDIT-SUM-COLUMN", tables,
        ),
        (
            "表1-2 转移表（单位：公顷）\n类型\t水田\t园地\t2010年合计\n水田\t320\t15\t335\n园地\t12\t410\t{}\n",
            "422", "442", "AUDIT-SUM-ROW", tables,
        ),
        (
            "表1-3 投资表（万元）\n序号\t名称\t投资\n一\t施工费\t{}\n1\t护坡\t410\n2\t清淤\t350\n二\t其他费用\t90\n",
            "760", "740", "AUDIT-SUM-CLASS", classes,
        ),
        (
            "表1-4 苗木表\n树种\t面积（公顷）\t密度（株/公顷）\t需苗量（株）\n杉木\t30\t2500\t75000\n"
            "马尾松\t24\t1667\t40008\n枫香\t16\t1110\t{}\n",
            "17760", "17670", "AUDIT-COLUMNS", columns,
        ),
        (
            "表1-6 堰坝表\n编号\t河底高程（m）\t坝顶高程（m）\t坝高（m）\n甲堰\t214.35\t215.85\t1.50\n"
            "乙堰\t209.62\t{}\t1.25\n丙堰\t203.18\t204.78\t1.60\n丁堰\t198.47\t199.87\t1.40\n",
            "210.87", "211.87", "AUDIT-COLUMNS-SUM", columns,
        ),
        (
            "表1-5 任务表\n任务\t规划期任务（公里）\t2021年\t2022年\t2023年\n护岸\t36.5\t10.0\t14.5\t12.0\n"
            "清淤\t{}\t12.0\t20.5\t18.0\n隔离带\t18.0\t4.0\t8.0\t6.0\n步道\t9.5\t2.0\t4.5\t3.0\n",
            "50.5", "55.5", "AUDIT-COLUMNS-SUM", columns,
        ),
        (
            "全县布设监测样地{}个，分布见下表。\n表1-6 样地分布\n类型\t样地数\n林地\t12\n草地\t9\n湿地\t6\n",
            "27", "29", "AUDIT-COLUMN-TEXT-LIKELY", column_totals,
        ),
        (
            "全县共布设监测样地{}个，分布见下表。\n表1-6 样地分布\n类型\t样地数\n林地\t12\n草地\t9\n湿地\t6\n",
            "27", "29", "AUDIT-COLUMN-TEXT", column_totals,
        ),
        (
            "表1-7 指标权重\n准则\t因子\t权重\n敏感性\t坡度\t0.35\n敏感性\t降雨\t0.25\n重要性\t水源\t{}\n",
            "0.40", "0.45", "AUDIT-WEIGHTS", column_totals,
        ),
        (
            "表1-8 气温表（单位：℃）\n站点\t平均\t最高\t最低\n城关\t16.2\t38.5\t-3.1\n河口\t17.0\t39.2\t{}\n",
            "-2.4", "18.4", "AUDIT-ROW-ORDER", row_order,
        ),
        (
            "表1-9 覆盖度（%）\n单元\t2020年\n山地\t62\n丘陵\t48\n全县平均\t{}\n",
            "55", "65", "AUDIT-ROW-ORDER", row_order,
        ),
        (
            "表1-10 耕地表（公顷）\n村\t耕地\t其中：坡耕地\n上村\t260\t90\n下村\t180\t{}\n",
            "118", "188", "AUDIT-ROW-PART", row_order,
        ),
        (
            "表1-11 工程安排（共{}项工程）\n序号\t工程名称\t年限\n1\t东岭复绿工程\t2021—2023年\n"
            "2\t南湖清淤工程\t2022—2024年\n",
            "2", "3", "AUDIT-ROWS-COUNT", table_counts,
        ),
        (
            "到2025年，治理退化草地{}公顷。\n表1-12 指标\n指标\t单位\t2020年\t2025年\n"
            "退化草地修复面积\t公顷\t0\t46.3\n",
            "46.3", "43.6", "AUDIT-ROW-TEXT", table_text,
        ),
        (
            "建设任务中，整治河道{}公里。\n表1-12 指标\n指标\t单位\t2020年\t2025年\t2035年\n"
            "河道整治长度\t公里\t0\t20\t46.3\n",
            "46.3", "38.0", "AUDIT-ROW-TEXT-LIKELY", table_text,
        ),
        (
            "造林成活率不低于{}。\n表1-13 绩效\n三级指标\t指标值\n造林成活率（%）\t≥85\n",
            "85%", "75%", "AUDIT-ROW-TEXT", table_text,
        ),
        (
            "2020年湿地保护率为52.3%。到2035年湿地保护率达到{}，较2020年提高。\n",
            "56%", "50%", "AUDIT-COURSE", courses,
        ),
        (
            "2020年湿地保护率为52.3%。\n规划目标：到2035年湿地保护率达到{}。\n",
            "56%", "50%", "AUDIT-COURSE-LIKELY", courses,
        ),
        (
            "表1-14 病险水库\n指标\t单位\t2020年\t2035年\n水库除险加固率\t%\t40\t{}\n",
            "100", "104", "AUDIT-OVER", percentages,
        ),
        (
            "表1-15 目标\n指标\t单位\t2020年\t2025年\t2035年\n水土流失面积\t平方公里\t210.5\t{}\t180.0\n",
            "196.0", "216.0", "AUDIT-TARGET-BELOW-LIKELY", indicators,
        ),
        (
            "表1-16 目标\n指标\t单位\t2020年\t2025年\t2035年\n造林面积\t公顷\t0\t520\t{}\n",
            "900", "400", "AUDIT-TARGET-FALLS-LIKELY", indicators,
        ),
        (
            "表1-17 目标\n指标\t单位\t2020年\t2035年\t属性\n湿地保护率\t%\t{}\t60\t约束性\n",
            "50", "—", "AUDIT-BINDING-BASE", indicators,
        ),
        ("到2035年，{}。\n", "水环境优良比例达到95%", "水环境功能区水质率达标", "AUDIT-VAGUE-LIKELY", indicators),
        (
            "湿地保护率为{}性指标。\n表1-19 目标\n指标\t2025年\t2035年\t属性\n湿地保护率（%）\t50\t60\t预期性\n",
            "预期", "约束", "AUDIT-INDICATOR-NATURE", table_counts,
        ),
        (
            "各村撂荒地面积最大的是{}，其次是中村。\n表1-20 撂荒地\n村\t撂荒地面积（亩）\n"
            "上村\t420\n中村\t310\n下村\t95\n",
            "上村", "下村", "AUDIT-MOST", superlatives,
        ),
        (
            "表1-18 目标\n指标\t单位\t2020年\t2035年\n廊道长度\t{}\t0\t60\n",
            "公里", "一批", "AUDIT-UNIT-UNKNOWN", indicator_units,
        ),
        (
            "表1-21 任务与投资\n序号\t任务\t面积（公顷）\t投资（万元）\n一\t造林\t300\t900\n1\t北坡\t100\t300\n"
            "2\t南坡\t200\t{}\n二\t种草\t80\t120\n",
            "600", "250", "AUDIT-SUM-CLASS-LIKELY", classes,
        ),
        (
            "表1-22 苗木表\n树种\t面积（公顷）\t密度（株/公顷）\t需苗量（株）\n杉木\t30\t2500\t75000\n"
            "枫香\t16\t1110\t{}\n",
            "17760", "23900", "AUDIT-COLUMNS-LIKELY", columns,
        ),
        (
            "规划设置约束性指标{}项。\n表1-23 目标\n指标\t2025年\t属性\n湿地保护率（%）\t50\t约束性\n"
            "造林面积（公顷）\t80\t预期性\n表1-24 绩效\n指标\t2025年\t属性\n种草面积（公顷）\t50\t约束性\n"
            "护岸长度（公里）\t12\t约束性\n",
            "2", "4", "AUDIT-INDICATORS-COUNT-LIKELY", table_counts,
        ),
        (
            "表1-25 片区面积（公顷）\n片区\t面积\n东片\t120.5\n西片\t80.2\n小计\t200.7\n北片\t64.3\n合计\t{}\n",
            "265.0", "310.4", "AUDIT-SUM-COLUMN-LIKELY", tables,
        ),
        (
            "表1-26 投资\n项目\t总投资（万元）\t中央（万元）\t省级（万元）\n护岸\t{}\t120\t80\n",
            "200", "211", "AUDIT-SUM-ROW-LIKELY", tables,
        ),
        (
            "表1-27 面积（公顷）\n片区\t合计\t林地\t草地\t其中：坡地\t水域\n东片\t{}\t120\t80\t30\t9\n"
            "西片\t69\t44\t20\t5\t5\n",
            "209", "239", "AUDIT-SUM-ROW", tables,
        ),
        (
            "表1-28 资金（万元）\n片区\t合计\t其中：中央\t省级\t县级\n东片\t{}\t120\t80\t30\n西片\t69\t44\t20\t5\n",
            "230", "250", "AUDIT-SUM-ROW", tables,
        ),
    ],
)  # fmt: skip
def test_broken_tables_and_their_lawful_twins(text: str, right: str, wrong: str, code: str, topic: ModuleType) -> None:
    assert codes(text.format(right), topic) == []
    assert code in codes(text.format(wrong), topic)


_TWO = (
    "表2-1 现状\n乡镇\t乔木林（公顷）\n东乡\t1520\n西乡\t2380\n南乡\t960\n"
    "表2-2 {caption}\n乡镇\t乔木林（公顷）\n东乡\t1520\n西乡\t{west}\n南乡\t960\n"
)


@pytest.mark.parametrize(
    ("caption", "west", "found"),
    [
        ("抚育前", "2380", []),
        ("抚育前", "2830", ["AUDIT-TABLES"]),
        ("抚育前", "1500", ["AUDIT-TABLES"]),
        ("北部片区抚育前", "2830", []),
    ],
)
def test_two_tables_of_the_same_rows_agree(caption: str, west: str, found: list[str]) -> None:
    assert codes(_TWO.format(caption=caption, west=west).replace("现状", "林地"), two_tables) == found


def test_indicators_of_two_tables_agree() -> None:
    two = "表2-1 目标\n指标\t2035年\n湿地保护率（%）\t60\n"
    two += "表2-2 分解\n指标\t2035年\n湿地保护率（%）\t{}\n廊道（公里）\t30\n"
    assert codes(two.format("60"), two_tables) == []
    assert codes(two.format("66"), two_tables) == ["AUDIT-TABLES-LIKELY"]


def test_a_total_is_read_as_the_totals_beside_it_are() -> None:
    rows = "表3-1 汇总\n类型\t甲（公顷）\t乙（公顷）\n东区\t10\t40\n小计\t10\t40\n"
    rows += "西区\t20\t50\n北区\t25\t35\n小计\t45\t85\n合计\t55\t{}\n"
    assert codes(rows.format("125"), tables) == []
    assert codes(rows.format("152"), tables) == ["AUDIT-SUM-COLUMN"]


def test_works_on_what_is_done_already() -> None:
    text = (
        "表4-1 指标\n指标\t单位\t2020年\t2035年\n历史遗留矿山修复率\t%\t{}\t100\n"
        "第二章 重点项目\n1. 东岭历史遗留矿山修复项目（2022—2025年），修复矿山12处。\n"
    )
    assert "AUDIT-BASE-WORKS" not in codes(text.format("60"), indicators)
    assert "AUDIT-BASE-WORKS" in codes(text.format("100"), indicators)


def test_means_of_parts_are_no_parts() -> None:
    rows = "表5-1 治理率\n乡镇\t治理率（%）\n东乡\t75.2\n西乡\t58.1\n合计\t66.0\n"
    text = "现状植被覆盖度为42.6%，其中山地51.3%、平原35.8%。\n"
    assert codes(rows + text, parts, tables) == []


def test_a_total_need_not_be_that_of_its_column_where_shares_make_all() -> None:
    rows = "表5-2 构成\n来源\t金额（万元）\t比例（%）\n中央\t600\t60\n地方\t400\t{}\n合计\t1000\t100\n"
    assert codes(rows.format("40"), columns) == []
    assert codes(rows.format("46"), columns) == ["AUDIT-COLUMNS"]


def test_what_has_run_up_by_a_row_is_no_summand_of_it() -> None:
    rows = "表5-3 拨付（万元）\n年度\t总投资\t已拨付\t当年缺额\t累计缺额\n2023年\t640\t420\t220\t220\n"
    rows += "2024年\t{}\t505\t230\t450\n合计\t1375\t925\t450\t—\n"
    assert codes(rows.format("735"), tables) == []
    assert codes(rows.format("753"), tables) == ["AUDIT-SUM-COLUMN", "AUDIT-SUM-ROW"]


def test_a_sum_beside_nothing_shows_not_how_a_total_is_read() -> None:
    rows = "表5-4 配套（万元）\n年度\t总投资\t中央\t地方\t欠拨\n2023年\t640\t420\t220\t35\n2024年\t300\t300\t0\t0\n"
    assert codes(rows, tables) == []


def test_a_count_of_works_is_no_unit_of_their_cost() -> None:
    rows = "表5-5 年度安排（万元）\n序号\t项目\t绩效指标\t监测点数量（个）\t年度投资\n"
    rows += "1\t东岭复绿项目\t复绿\t—\t140\n2\t溪口水土监测项目\t监测点（断面）数量\t3\t45\n"
    rows += "3\t南湖清淤项目\t清淤\t—\t260\n小计\t—\t—\t3\t{}\n"
    assert codes("监测点3个。\n" + rows.format("445"), parts, tables) == []
    assert codes("监测点3个。\n" + rows.format("454"), parts, tables) == ["AUDIT-SUM-COLUMN"]


def test_amounts_that_look_like_years_add_up() -> None:
    rows = "表5-6 已列投资（万元）\n项目\t已列\t未列\t合计\n护岸\t2024\t—\t2024\n清淤\t2031\t—\t2031\n"
    rows += "复绿\t860\t—\t860\n总计\t{0}\t—\t{0}\n"
    assert codes(rows.format("4915"), tables) == []
    assert set(codes(rows.format("4951"), tables)) == {"AUDIT-SUM-COLUMN"}


def test_a_degree_alone_is_no_thing_of_which_zones_hold_parts() -> None:
    rows = "表5-7 侵蚀（平方公里）\n单元\t{0}微度\t{0}轻度\n东溪流域\t31.5\t18.2\n西溪流域\t22.4\t9.6\n"
    assert codes("森林受损轻度120公顷、中度80公顷。\n" + rows.format(""), parts) == []
    assert codes("全县轻度120公顷、中度80公顷。\n" + rows.format(""), parts) == []
    assert "AUDIT-PART" in codes("全县湿地面积120公顷。\n" + rows.replace("{0}轻度", "湿地"), parts)


def test_a_subtotal_that_is_all_of_its_class_sums_up_nothing() -> None:
    rows = "表5-8 地类（公顷）\n一级类\t二级类\t面积\n林地\t乔木林\t820.5\n\t灌木林\t310.2\n\t小计\t1130.7\n"
    rows += "草地\t小计\t96.4\n水域\t河流\t41.3\n\t坑塘\t22.9\n\t小计\t{}\n合计\t\t1291.3\n"
    assert codes(rows.format("64.2"), tables) == []
    assert "AUDIT-SUM-COLUMN" in codes(rows.format("62.4"), tables)
