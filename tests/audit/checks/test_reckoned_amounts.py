"""Amounts reckoned out of others, zones and their whole, money of groups: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import changes, products, reckoning, zoning
from shanshui.audit.checks.counting import counts
from shanshui.audit.checks.ground import heights
from shanshui.audit.checks.targets import indicators
from shanshui.audit.checks.works import money

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 基本情况\n溪口县土地总面积1500.0平方公里。\n"
_ZONES = (
    "第二章 总体布局\n全县共划分为3个生态修复分区：北部水源涵养区、中部水土保持区、南部湿地保护区。\n"
    "一、北部水源涵养区\n该区位于县域北部，面积{a}平方公里。\n"
    "二、中部水土保持区\n该区位于中部，总面积为520.5平方公里。\n"
    "三、南部湿地保护区\n位于南部，区域面积379.1平方公里。\n"
)
_TABLE = (
    "第三章 投资\n规划总投资{total}。\n表3-1 投资估算表\n序号\t工程名称\t投资（万元）\n1\t河道整治工程\t12300\n"
    "2\t矿山修复工程\t14200\n3\t农田提质工程\t12250\n合计\t\t38750\n"
)
_GROUP = (
    "第三章 重点工程\n一、矿山修复工程\n本类工程共2个项目，投资{money}。\n"
    "1.东岭矿山修复项目（2021—2025年），投资8200万元。\n2.西岭矿山修复项目（2026—2030年），投资6000万元。\n"
)
_RATES = (
    "第二章 目标\n表2-1 指标表\n序号\t指标\t单位\t2020年（现状）\t2025年\t2035年\t属性\n"
    "1\t森林覆盖率\t%\t58.1\t60\t62\t约束性\n2\t物种保护率\t%\t90\t{near}\t{far}\t预期性\n3\t湿地保护率\t%\t51\t53\t55\t预期性\n"
)
_SLOGAN = "构建“三区”格局。“三区”即水源涵养区、水土保持区、{last}。\n"


@pytest.mark.parametrize(
    ("text", "code", "topic"),
    [
        ("全县共有废弃矿山64处，已完成治理19处，尚有{}未治理。", "AUDIT-REST", reckoning),
        ("经核查有图斑64个，面积215.8公顷。已完成19个，剩余{}。", "AUDIT-REST", reckoning),
        ("设置监测断面12个，其中水质达标11个，达标率为{}。", "AUDIT-RATE", reckoning),
        ("水土流失面积412.6平方公里，已治理103.2平方公里，治理率{}。", "AUDIT-RATE", reckoning),
        ("每年管护费用120万元，5年共需{}。", "AUDIT-TIMES", products),
        ("每个村补助5万元，涉及12个村，合计{}。", "AUDIT-TIMES", products),
        ("湿地面积由2010年的3200公顷减少到2020年的2600公顷，十年减少了{}。", "AUDIT-CHANGE", changes),
        ("植被覆盖度从58.2%提高到61.4%，提高{}个百分点。", "AUDIT-CHANGE", changes),
        ("建设围栏12km，单价3.5万元/km，费用{}。", "AUDIT-TIMES", products),
        ("最高点海拔1480米，最低点位于河口，海拔最低320米，相对高差{}。", "AUDIT-HEIGHT-DIFFERENCE", heights),
        ("流域最高点海拔1480米，最低处海拔320米，高差{}，干流落差860米。", "AUDIT-HEIGHT-DIFFERENCE", heights),
        ("工程区位于县城东部，海拔98~612m，平均海拔{}。", "AUDIT-HEIGHT-MEAN", heights),
    ],
)
def test_amounts_of_one_passage_fit_together(text: str, code: str, topic: ModuleType) -> None:
    right, wrong = {
        "64处": ("45处", "47处"),
        "64个": ("45个", "47个"),
        "12个，": ("91.7%", "95.8%"),
        "412.6": ("25.0%", "35%"),
        "5年共": ("600万元", "650万元"),
        "12个村": ("60万元", "75万元"),
        "3200": ("600公顷", "700公顷"),
        "58.2%": ("3.2", "4.2"),
        "围栏": ("42万元", "48万元"),
        "1480": ("1160米", "1060米"),
        "612m": ("255m", "655m"),
    }[next(key for key in _KEYS if key in text)]
    assert [f.code for f in found_in(_HEAD + text.format(right) + "\n", topic)] == []
    assert code in [f.code for f in found_in(_HEAD + text.format(wrong) + "\n", topic)]


_KEYS = ("64处", "64个", "12个，", "412.6", "5年共", "12个村", "3200", "58.2%", "围栏", "1480", "612m")


@pytest.mark.parametrize(
    "text",
    [
        "共有矿山64处，已完成治理19处，正在治理10处，尚有35处。",
        "到2025年新增治理面积185平方公里，其中石漠化治理42平方公里，治理率达到60%。",
        "现有林地1835.6公顷，耕地6120公顷，森林覆盖率61.4%。",
        "每年投入120万元，近期共需1200万元，另有5年期贷款300万元。",
        "湿地由3200公顷减少到2600公顷，减少约600公顷，年均减少60公顷。",
    ],
)
def test_amounts_that_are_not_reckoned_are_left_alone(text: str) -> None:
    assert found_in(_HEAD + text + "\n", reckoning, changes, products) == ()


@pytest.mark.parametrize(("area", "codes"), [("600.4", []), ("580.4", ["AUDIT-ZONING"])])
def test_zones_make_the_whole(area: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(_HEAD + _ZONES.format(a=area), zoning)] == codes


@pytest.mark.parametrize(("areas", "codes"), [("600.4、520.5和379.1", []), ("600.4、540.5和379.1", ["AUDIT-ZONING"])])
def test_zones_told_in_a_row_make_the_whole(areas: str, codes: list[str]) -> None:
    parts = "平方公里、".join(areas.replace("和", "、").split("、"))
    text = f"全县划分为北部单元、中部单元、南部单元三个单元，面积分别为{parts}平方公里。\n"
    assert [f.code for f in found_in(_HEAD + text, zoning)] == codes


@pytest.mark.parametrize(("total", "found"), [("38750万元", False), ("3.875亿元", False), ("38650万元", True)])
def test_table_and_text_have_one_total_investment(total: str, found: bool) -> None:
    codes = [f.code for f in found_in(_HEAD + _TABLE.format(total=total), money)]
    assert ("AUDIT-MONEY-TABLE" in codes) is found
    assert bool(codes) is found


@pytest.mark.parametrize(
    ("amount", "codes"), [("14200万元", []), ("1.42亿元", []), ("14800万元", ["AUDIT-MONEY-GROUP"])]
)
def test_a_group_costs_what_its_projects_cost(amount: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(_HEAD + _GROUP.format(money=amount), money)] == codes


@pytest.mark.parametrize(("near", "far", "found"), [("92", "95", False), ("90", "92", False), ("90", "90", True)])
def test_a_rate_that_never_changes_is_told(near: str, far: str, found: bool) -> None:
    codes = [f.code for f in found_in(_HEAD + _RATES.format(near=near, far=far), indicators)]
    assert ("AUDIT-BASE-SAME" in codes) is found


@pytest.mark.parametrize(("last", "found"), [("农田和村庄提质区", False), ("矿山修复区和农田提质区", True)])
def test_the_last_two_of_a_slogan_are_two(last: str, found: bool) -> None:
    codes = [f.code for f in found_in(_HEAD + _SLOGAN.format(last=last), counts)]
    assert ("AUDIT-COUNT" in codes) is found
