"""Zones told in a row, classes of projects in a table, gains, costs behind 其中: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in, reading_of
from shanshui.audit.checks.amounts import same_facts, shares, zoning
from shanshui.audit.checks.ground import heights, places
from shanshui.audit.checks.times import durations
from shanshui.audit.checks.works import money

_HEAD = (
    "松原县国土空间生态修复规划（2021—2035年）\n第一章 概况\n松原县总面积1500平方公里，基准年为2020年。\n第二章 布局\n"
)
_ROW = "全县划分为三个治理分区：北部水源区{}平方公里，中部农田区520平方公里，南部湿地区380平方公里。\n"
_EACH = "“三片”指北部水源片、中部农田片、南部湿地片。三个片区面积分别为{}平方公里、520平方公里、380平方公里。\n"
_COUNTED = "全县划分为{}条小流域：东沟小流域面积600平方公里，西沟小流域面积520平方公里，南沟小流域面积380平方公里。\n"
_COST = (
    "第三章 重点工程\n总投资{}亿元，安排2项工程。\n1.东岭修复工程（2021—2025年）：治理沙地90公顷，"
    "其中造林60公顷、种草30公顷，投资1.42亿元。\n"
    "2.西湖修复工程（2026—2030年）：恢复湿地50公顷，投资0.86亿元。\n资金筹措：中央资金1.60亿元，省级资金0.68亿元。\n"
)
_TABLE = (
    "第三章 工程\n估算总投资{}万元。\n表3-1 项目表\n序号\t项目名称\t建设内容\t投资（万元）\n"
    "一\t水环境类\t\t700\n1\t东河护岸项目\t护岸3公里\t400\n"
    "2\t西河清淤项目\t清淤2公里\t300\n二\t矿山类\t\t500\n3\t南山复绿项目\t复绿20公顷\t500\n"
)
_GAIN = "到2025年，修复废弃矿山{}处。\n表2-1 指标\n指标\t单位\t2020年\t2025年\n废弃矿山修复数量（累计）\t处\t24\t44\n"
_OF_COUNTY = "松原县全县水土流失面积380平方公里，柳河流域水土流失面积95平方公里，占全县的{}%。\n"


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code", "topic"),
    [
        (_ROW, "600", "660", "AUDIT-ZONING", zoning),
        (_EACH, "600", "660", "AUDIT-ZONING-LIKELY", zoning),
        (_COUNTED, "三", "四", "AUDIT-COUNT-LIKELY", zoning),
        (_COST, "2.28", "2.18", "AUDIT-MONEY", money),
        (_TABLE, "1200", "1000", "AUDIT-MONEY", money),
        (_GAIN, "20", "26", "AUDIT-TABLE-TEXT", same_facts),
        (_OF_COUNTY, "25.0", "52.0", "AUDIT-SHARE", shares),
        ("渠首工程2022年6月动工，计划2024年5月底建成，历时{}个月。\n", "24", "36", "AUDIT-DATE-LENGTH", durations),
        (
            "最高点为西北部的石鼓峰，海拔1486.3米；最低点在东南部柳河出境处，海拔68米；相对高差{}米。\n",
            "1418.3", "1481.3", "AUDIT-HEIGHT-DIFFERENCE", heights,
        ),
    ],
)  # fmt: skip
def test_a_broken_text_is_told_and_its_twin_is_not(
    text: str, right: str, wrong: str, code: str, topic: ModuleType
) -> None:
    assert [f.code for f in found_in(_HEAD + text.format(right), topic)] == []
    assert code in [f.code for f in found_in(_HEAD + text.format(wrong), topic)]


def test_townships_of_zones_are_not_all_of_the_county() -> None:
    zones = "北部水源片包括东岭镇、西沟镇、石桥乡3个乡镇。南部湿地片包括柳河镇、双塘乡、白沙乡3个乡镇。\n"
    whole = "全县辖东岭镇、西沟镇、石桥乡3个乡镇。\n"
    assert found_in(_HEAD + zones, places) == ()
    assert {f.got for f in found_in(_HEAD + whole + zones, places)} == {"柳河镇", "双塘乡", "白沙乡"}


def test_what_a_sentence_says_of_its_zone_holds_there() -> None:
    text = "北部水源片包括东岭镇、西沟镇，有林地300公顷。南部湿地片包括柳河镇、双塘乡，有林地120公顷。\n"
    told = {claim.quantity.text: claim.scope for claim in reading_of(_HEAD + text).claims}
    assert (told["300公顷"], told["120公顷"]) == ("北部水源片", "南部湿地片")
    assert found_in(_HEAD + text, same_facts) == ()


def test_rows_above_numbered_rows_are_no_projects() -> None:
    assert [p.name.text for p in reading_of(_HEAD + _TABLE).projects] == [
        "东河护岸项目",
        "西河清淤项目",
        "南山复绿项目",
    ]
