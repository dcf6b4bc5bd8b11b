"""One project told at several places, money of text and tables, lists in lines: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in, reading_of
from shanshui.audit.checks.amounts import items, same_facts
from shanshui.audit.checks.works import (
    fees,
    funds,
    money,
    project_counts,
    project_facts,
    project_sums,
    projects,
    stakes,
)
from shanshui.audit.tellings import tellings

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第五章 重点工程\n"
_LIST = (
    "第一节 项目安排\n1.东岭采石场修复项目。修复采坑{pits}，复绿{green}，总投资{cost}，实施期限{years}。\n"
    "2.溪口河岸线整治项目。整治岸线21公里，总投资3900万元，实施期限2022—2026年。\n"
)
_TABLE = (
    "表5-1 重点项目表\n项目名称\t建设地点\t建设内容\t投资（万元）\t实施期限\n"
    "东岭采石场修复项目\t{place}\t修复采坑12处，复绿86公顷\t4300\t2022—2025年\n"
    "溪口河岸线整治项目\t溪口镇\t整治岸线21公里\t3900\t2022—2026年\n合计\t\t\t8200\t\n"
)
_YEARS = (
    "第六章 资金\n表6-1 分年度投资计划（万元）\n类别\t2023年\t2024年\t2025年\t合计\n"
    "矿山修复\t1200\t1500\t900\t3600\n河道整治\t800\t1330\t670\t2800\n合计\t2000\t2830\t1570\t6400\n"
)
_SOURCES = (
    "第六章 资金\n表6-2 资金筹措表（万元）\n项目名称\t总投资\t中央财政\t省级财政\t县级自筹\n"
    "东岭采石场修复项目\t3600\t1900\t900\t800\n溪口河岸线整治项目\t2800\t1350\t600\t850\n合计\t6400\t3250\t1500\t1650\n"
)
_BOX = (
    "专栏3 湿地修复工程\n1.北湖退渔还湿项目：退渔还湿320公顷，投资2400万元。\n"
    "2.南湖湿地恢复项目：恢复湿地{own}，投资3100万元。\n"
)

_WATER = (
    "表5-1 重点项目表\n项目名称\t建设内容\t投资（万元）\t实施期限\n"
    "渗滤水治理项目\t建设处理站6座\t7600\t2022—2028年\n东岭采石场修复项目\t修复采坑12处\t4300\t2022—2025年\n"
)
_COSTS = (
    "表5-2 工程投资\n内容\t数量\t单价\t投资（万元）\n"
    "监测桩\t24根\t1万元/根\t24\n谷坊\t6座\t8万元/座\t48\n合计\t\t\t72\n"
)


def _filled(text: str, **words: str) -> str:
    plain = {"pits": "12处", "green": "86公顷", "cost": "4300万元", "years": "2022—2025年", "place": "东岭镇"}
    return text.format(**{**plain, **words})


def _codes(text: str, topic: ModuleType) -> set[str]:
    return {finding.code for finding in found_in(text, topic)}


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code", "topic"),
    [
        (_HEAD + _LIST + _TABLE, {}, {"pits": "9处"}, "AUDIT-PROJECT-WORKS", project_facts),
        (_HEAD + _LIST + _TABLE, {"cost": "约4300万元"}, {"cost": "4800万元"}, "AUDIT-PROJECT-COST", project_facts),
        (_HEAD + _LIST + _TABLE, {}, {"cost": "约4800万元"}, "AUDIT-PROJECT-COST-LIKELY", project_facts),
        (_HEAD + _LIST + _TABLE, {}, {"green": "约68公顷"}, "AUDIT-PROJECT-WORKS-LIKELY", project_facts),
        (_HEAD + _LIST + _TABLE, {}, {"years": "2023—2026年"}, "AUDIT-PROJECT-PERIOD", projects),
        (_HEAD + _LIST + _TABLE, {}, {"years": "2027—2030年"}, "AUDIT-PROJECT-PERIOD-LIKELY", projects),
    ],
)
def test_lists_and_tables_tell_the_same_of_a_project(
    text: str, right: dict[str, str], wrong: dict[str, str], code: str, topic: ModuleType
) -> None:
    assert _codes(_filled(text, **right), topic) == set()
    assert _codes(_filled(text, **wrong), topic) == {code}


@pytest.mark.parametrize(
    ("sentence", "right", "wrong", "code", "topic"),
    [
        ("优先实施东岭采石场修复项目（总投资{}）。", "4300万元", "3400万元", "AUDIT-PROJECT-COST", project_facts),
        ("溪口河岸线整治项目投资{}。", "3900万元", "9300万元", "AUDIT-PROJECT-COST", project_facts),
        ("东岭采石场修复工程主要修复采坑{}。", "12处", "21处", "AUDIT-PROJECT-WORKS", project_facts),
        (
            "东岭采石场修复项目{}完工。",
            "于2022年启动，2025年",
            "于2023年启动，2026年",
            "AUDIT-PROJECT-PERIOD",
            projects,
        ),
    ],
)
def test_sentences_tell_the_same_of_a_project_as_its_entry(
    sentence: str, right: str, wrong: str, code: str, topic: ModuleType
) -> None:
    text = _HEAD + _TABLE.format(place="东岭镇") + "第六章 保障措施\n" + sentence
    assert _codes(text.format(right), topic) == set()
    assert _codes(text.format(wrong), topic) == {code}


@pytest.mark.parametrize(
    "sentence",
    [
        "目前东岭采石场修复项目已修复采坑5处，完成投资1200万元。",
        "东岭采石场修复项目在东岭镇修复采坑4处。",
        "东岭采石场修复项目和溪口河岸线整治项目总投资8200万元。",
        "下溪镇东岭采石场修复项目投资900万元。",
        "东岭采石场修复项目近期修复采坑7处，投资2100万元，其中中央资金1000万元。",
    ],
)
def test_what_is_told_of_a_part_of_a_project_contradicts_nothing(sentence: str) -> None:
    assert _codes(_HEAD + _TABLE.format(place="东岭镇") + "第六章 保障措施\n" + sentence, project_facts) == set()


def test_a_project_lies_where_it_lies() -> None:
    text = (
        _HEAD
        + _filled(_TABLE)
        + "第六章 近期安排\n表6-1 近期项目表\n项目名称\t建设地点\t投资（万元）\n东岭采石场修复项目\t{}\t4300\n"
    )
    assert _codes(text.format("东岭镇"), project_facts) == set()
    assert _codes(text.format("下溪镇"), project_facts) == {"AUDIT-PROJECT-PLACE"}


def test_a_project_of_several_rows_is_told_of_nowhere() -> None:
    rows = "项目名称\t建设内容\t投资（万元）\n封山育林项目\t封育100公顷\t50\n封山育林项目\t封育80公顷\t40\n"
    reading = reading_of(_HEAD + "表5-1 重点项目表\n" + rows)
    assert len(reading.projects) == 2
    assert not any("封山育林" in key for key in tellings(reading))


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code", "topic"),
    [
        (_YEARS + "2023年安排资金2000万元，2024年安排资金{}。", "2830万元", "2380万元", "AUDIT-FUNDS", funds),
        (_YEARS + "2024年安排资金{}。", "2830万元", "2380万元", "AUDIT-FUNDS-LIKELY", funds),
        (_SOURCES + "项目总投资6400万元，申请中央财政资金{}。", "3250万元", "3520万元", "AUDIT-FUNDS", funds),
        (
            _HEAD + "项目总投资12860万元。\n第六章 资金\n经测算，{}的总投资由各级财政分担。",
            "12860万元",
            "12680万元",
            "AUDIT-MONEY-TWICE",
            money,
        ),
        (
            _HEAD + "规划总投资4.6亿元。\n第六章 资金\n经测算，总投资{}。",
            "4.6亿元",
            "4.8亿元",
            "AUDIT-MONEY-TWICE-LIKELY",
            money,
        ),
        (
            "工程施工费5200万元，其他费用600万元，预备费按工程施工费与其他费用之和的5%计取，为{}。",
            "290万元",
            "390万元",
            "AUDIT-FEE",
            fees,
        ),
        (
            "监理费：按工程施工费的2%计，为{}。\n一标段工程施工费3000万元。\n二标段工程施工费4000万元。",
            "60万元",
            "70万元",
            "AUDIT-FEE-LIKELY",
            fees,
        ),
        (
            _HEAD + "本类安排{}项目，总投资8200万元。\n" + _TABLE.format(place="东岭镇"),
            "2个",
            "3个",
            "AUDIT-PROJECT-COUNT",
            project_counts,
        ),
        (_BOX.format(own="150公顷") + "工程总投资{}。", "5500万元", "6500万元", "AUDIT-ITEMS", items),
        (
            "三个单元共安排子项目{}。\n北部单元：子项目4个；中部单元：子项目5个；\n南部单元：子项目3个。",
            "12个",
            "11个",
            "AUDIT-ITEMS",
            items,
        ),
        ("林地建设总规模{}。\n东片：造林310亩。\n西片：造林260亩。", "570亩", "700亩", "AUDIT-ITEMS-LIKELY", items),
        ("1.东岭修复；\n2.西岭修复；\n3.南岭修复。\n以上{}工程先行。", "3项", "4项", "AUDIT-ITEMS-COUNT", items),
        ("1.会商机制；\n2.通报机制。\n上述{}机制今年建立。", "2项", "6项", "AUDIT-ITEMS-COUNT-LIKELY", items),
        (
            "清单：\nXM1 东岭修复\nXM2 西岭修复\nXM3 南岭修复\n上述{}项目均已立项。",
            "3个",
            "4个",
            "AUDIT-ITEMS-COUNT",
            items,
        ),
        (
            _BOX.format(own="{}") + "本专栏项目共恢复湿地150公顷。",
            "150公顷",
            "105公顷",
            "AUDIT-PROJECT-SUM",
            project_sums,
        ),
        ("东渠起点桩号K0+350，终点桩号K4+850，全长{}。", "4.5千米", "5.4千米", "AUDIT-STAKE", stakes),
        ("整治K1+000—K3+000段，左岸护岸长{}，右岸护岸长1.6千米。", "2.0千米", "2.9千米", "AUDIT-STAKE-LIKELY", stakes),
        (
            "甲标：清江左岸K1+000—K4+000段护岸。\n乙标：清江左岸{}段护岸。",
            "K4+000—K6+000",
            "K3+500—K6+000",
            "AUDIT-STAKE-TWICE",
            stakes,
        ),
    ],
)
def test_broken_text_and_lawful_twin(text: str, right: str, wrong: str, code: str, topic: ModuleType) -> None:
    assert _codes(text.format(right), topic) == set()
    assert _codes(text.format(wrong), topic) == {code}


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code"),
    [
        ("建设渗滤水处理站{}。\n" + _WATER, "6座", "4座", "AUDIT-PROJECT-NAMED-LIKELY"),
        ("本工程布设监测桩{}，修建谷坊6座。\n" + _COSTS, "24根", "42根", "AUDIT-PROJECT-TABLE-LIKELY"),
    ],
)
def test_things_of_text_and_table(text: str, right: str, wrong: str, code: str) -> None:
    assert _codes(_HEAD + text.format(right), project_facts) == set()
    assert _codes(_HEAD + text.format(wrong), project_facts) == {code}


def test_a_class_costs_what_its_projects_cost() -> None:
    text = (
        "第六章 资金\n表6-1 投资表（万元）\n工程类别\t项目名称\t建设内容\t投资\n"
        "矿山修复工程\t东岭修复项目\t修复采坑12处\t2000\n矿山修复工程\t西岭修复项目\t修复采坑3处\t1600\n"
        "河道整治工程\t北溪整治项目\t整治河道9公里\t900\n合计\t\t\t4500\n第七章 效益\n矿山修复工程投资{}。"
    )
    assert _codes(text.format("3600万元"), money) == set()
    assert _codes(text.format("3800万元"), money) == {"AUDIT-MONEY-CLASS"}


def test_a_group_that_counts_no_projects_is_only_likely_to_cost_what_they_cost() -> None:
    text = (
        "第三章 重点工程\n一、矿山修复工程\n本类工程投资{}。\n"
        "1.东岭矿山修复项目（2021—2025年），投资8200万元。\n2.西岭矿山修复项目（2026—2030年），投资6000万元。\n"
    )
    assert _codes(text.format("14200万元"), money) == set()
    assert _codes(text.format("12400万元"), money) == {"AUDIT-MONEY-GROUP-LIKELY"}


def test_one_name_in_two_lines_of_a_table_is_likely_one_project() -> None:
    text = (
        _HEAD + "表5-1 重点项目表\n项目名称\t建设内容\t投资（万元）\n东岭封山育林项目\t封育100公顷\t50\n"
        "西岭退化林修复项目\t修复80公顷\t40\n{}封山育林项目\t封育90公顷\t45\n"
    )
    assert "AUDIT-PROJECT-TWICE-LIKELY" not in _codes(text.format("南岭"), projects)
    assert "AUDIT-PROJECT-TWICE-LIKELY" in _codes(text.format("东岭"), projects)


def test_names_that_differ_in_a_word_in_the_same_years() -> None:
    text = (
        _HEAD + "专栏1 重点项目\n1.东部林场中幼林抚育项目（2022—2025年）。抚育中幼林300公顷。\n"
        "2.{}（2023—2026年）。抚育中幼林280公顷。\n"
    )
    assert _codes(text.format("西部岩溶区石漠化治理项目"), projects) == set()
    assert _codes(text.format("东部林场中幼林抚育提升项目"), projects) == {"AUDIT-PROJECT-LIKE"}


def test_items_that_are_said_not_to_be_all_make_no_total() -> None:
    text = "总投资9800万元。建设内容包括：\n1.清理危岩，投资2600万元；\n2.覆土复绿，投资6200万元。\n其余为监测费用。"
    assert _codes(text, items) == set()


def test_headings_right_below_the_caption_of_a_box_are_its_projects() -> None:
    box = "专栏7 固沟保塬重点项目\n7-1 东塬固沟项目\n建设内容：治理沟头46处；估算投资1.86亿元。\n"
    text = box + "7-2 西川坡改梯项目\n建设内容：新修梯田3.4万亩；估算投资0.98亿元。\n本专栏项目共治理沟头{}处。\n"
    named = [(p.name.text, p.group) for p in reading_of(text.format(46)).projects]
    assert named == [("东塬固沟项目", "专栏7 固沟保塬重点项目"), ("西川坡改梯项目", "专栏7 固沟保塬重点项目")]
    assert _codes(text.format(46), project_sums) == set()
    assert _codes(text.format(64), project_sums) == {"AUDIT-PROJECT-SUM"}


def test_a_table_of_works_by_project_with_units_in_its_heads() -> None:
    table = (
        "表6-3 工程量\n子项目\t削坡（万立方米）\t覆土（万立方米）\n城北矿山群治理\t12.6\t{}\n城南取土坑回填\t—\t6.5\n"
    )
    text = _HEAD + "城北矿山群治理项目主要工程量：削坡12.6万立方米，覆土8.4万立方米。\n" + table
    assert _codes(text.format("8.4"), project_facts) == set()
    assert _codes(text.format("4.8"), project_facts) == {"AUDIT-PROJECT-WORKS"}


def test_money_that_was_paid_so_far_is_not_what_a_project_costs() -> None:
    text = _HEAD + _filled(_TABLE) + "第六章 进展\n东岭采石场修复项目{}1200万元。"
    assert "AUDIT-TABLE-TEXT" not in _codes(text.format("完成投资"), same_facts)
    assert _codes(text.format("完成投资"), project_facts) == set()
    assert _codes(text.format("总投资"), project_facts) == {"AUDIT-PROJECT-COST"}
