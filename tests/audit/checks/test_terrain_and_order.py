"""Heights and coordinates of the whole against those of places, and dates of one thing in their order."""

from __future__ import annotations

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.ground import coordinates, extremes, heights
from shanshui.audit.checks.structure import numbering, references
from shanshui.audit.checks.times import dates, durations, schedules

_HEAD = "柳河县国土空间生态修复规划\n"
_TERRAIN = f"{_HEAD}第一节 地形地貌\n地势南高北低，海拔在412米至1688米之间。\n{{}}\n"
_LIES = f"{_HEAD}柳河县地处两山之间，总面积1862平方公里，海拔412～1688米。\n{{}}\n"
_MIXED = f"{_HEAD}县域由山地、川道两类地貌构成。海拔412—1688米，相对高差1276米。\n{{}}\n"
_SITES = f"{_HEAD}全县海拔412～1688米。\n表1 监测站\n站名\t{{}}\n甲站\t860\n乙站\t1790\n"
_POINTS = f"{_HEAD}全县位于东经108°12′—108°50′、北纬33°02′—33°40′之间。\n表1 点位\n点号\t经度\t纬度\n1\t108.32\t{{}}\n"
_PAIRS = f"{_HEAD}全县位于东经108°12′—108°50′、北纬33°02′—33°40′之间。\n监测点坐标（{{}}，33.21）。\n"
_MADE = f"{_HEAD}规划于2022年3月完成外业调查，2022年8月形成初稿，{{}}通过专家评审，此后修改完善。\n"
_RATIFIED = "方案于2023年4月完成实地调查，2023年7月通过市级评审，{}由县人民政府批复。\n"
_LAW = "《湿地条例》由常务委员会于2022年3月18日通过，自{}起施行。\n"
_TERMS = (
    f"{_HEAD}规划期限为2021—2035年，近期为2021—2025年，中期为2026—2030年，远期为2031—2035年。\n第九条 {{}}推进治理。\n"
)
_CHAPTERS = "规划\n{}、总则\n内容。\n{}、现状\n内容。\n{}、目标\n内容。\n"
_SECTIONS = "第三章 布局\n第一节 格局\n内容。\n第二节 分区\n分工见第三章第{}节。\n第四章 目标\n内容。\n"
_CLAUSES = "1 总则\n1.1 依据\n内容。\n1.2 期限\n内容。\n2 布局\n2.1 格局\n内容。\n2.2 分区\n分工见第2.{}节。\n"


@pytest.mark.parametrize(
    ("text", "broken", "lawful", "code", "topic"),
    [
        (_TERRAIN, "主峰青岩海拔1866米。", "邻县主峰青岩海拔1866米。", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_LIES, "煤矿井场位于海拔396米处。", "煤矿井口高程396米。", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_MIXED, "海拔1800米以上为草甸。", "海拔1800米以上地区不安排工程。", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_LIES, "苗圃建在海拔1750米的平台。", "云杉一般生长于海拔1600—2800米。", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_LIES, "北山海拔1750米。", "北山海拔1750米，位于青阳县境内。", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_SITES, "海拔（米）", "坝顶高程（米）", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_POINTS, "34.12", "33.12", "AUDIT-COORDINATE-OUTSIDE", coordinates),
        (_PAIRS, "109.42", "108.42", "AUDIT-COORDINATE-OUTSIDE", coordinates),
        (_MADE, "2022年6月", "2022年11月", "AUDIT-SCHEDULE-ORDER", schedules),
        (_RATIFIED, "2023年2月", "2023年9月", "AUDIT-SCHEDULE-ORDER", schedules),
        (_LAW, "2021年5月1日", "2022年5月1日", "AUDIT-SCHEDULE-ORDER", schedules),
        (_TERMS, "中期安排。2026—2032年，", "中期安排。2027—2029年，", "AUDIT-DATE-TERM", dates),
        (_TERMS, "近期重点任务（2021—2027年）", "近期重点任务（2021—2023年）", "AUDIT-DATE-TERM", dates),
        ("会议定于{}召开。", "6月31日", "6月30日", "AUDIT-DATE-IMPOSSIBLE", dates),
        ("经过2016—2020年{}治理，草原恢复。", "七年", "五年", "AUDIT-DATE-LENGTH", durations),
        ("远期为2026年至2035年，共{}。", "九年", "十年", "AUDIT-DATE-LENGTH", durations),
        ("多年平均降水量640毫米，集中在夏秋，汛期降水量{}毫米。\n", "690", "490", "AUDIT-EXTREME-PART", extremes),
        ("年均降水量310mm，7月份平均{}mm。\n", "降水量342", "蒸发量342", "AUDIT-EXTREME-PART", extremes),
        ("全年降水量310毫米，{}7月降水量342毫米。\n", "", "历史最大", "AUDIT-EXTREME-PART", extremes),
        (_SECTIONS, "四", "二", "AUDIT-REFERENCE-CHAPTER", references),
        (_CLAUSES, "5", "1", "AUDIT-REFERENCE-CHAPTER", references),
        ("规划\n表1 地类\n类\t面积\n林地\t3\n任务{}。\n", "见附表5", "见表1", "AUDIT-REFERENCE-ANNEXED", references),
    ],
)
def test_a_broken_text_is_told_and_its_twin_is_not(
    text: str, broken: str, lawful: str, code: str, topic: ModuleType
) -> None:
    assert code in {finding.code for finding in found_in(text.format(broken), topic)}
    assert code not in {finding.code for finding in found_in(text.format(lawful), topic)}


@pytest.mark.parametrize(("numbers", "told"), [("三四", False), ("四五", True)])
def test_articles_are_counted_through_all_chapters(numbers: str, told: bool) -> None:
    first, last = (f"第{number}条 任务。" for number in numbers)
    text = f"规划\n第一章 总则\n第一条 依据。\n第二条 期限。\n第二章 任务\n{first}\n第二条规定的期限不变。\n{last}\n"
    assert ("AUDIT-NUMBER-HEADING-SKIPPED" in {finding.code for finding in found_in(text, numbering)}) is told


def test_headings_without_one_above_them_are_counted_too() -> None:
    for numbers, told in (("一二四", True), ("一二三", False)):
        found = {finding.code for finding in found_in(_CHAPTERS.format(*numbers), numbering)}
        assert ("AUDIT-NUMBER-HEADING-SKIPPED" in found) is told


@pytest.mark.parametrize(("year", "told"), [(2036, True), (2035, False)])
def test_stages_end_with_the_term(year: int, told: bool) -> None:
    stages = f"第一阶段（2021—2025年）：启动。\n第二阶段（2026—2030年）：推进。\n第三阶段（2031—{year}年）：巩固。\n"
    codes = {finding.code for finding in found_in(f"规划期为2021—2035年。\n{stages}", schedules)}
    assert ("AUDIT-YEARS-BEYOND" in codes) is told


def test_units_and_works_have_heights_of_their_own() -> None:
    text = (
        "白河流域保护修复工程实施方案\n一、工程概况\n工程位于柳河县北部，地理坐标东经108°20′—108°32′、北纬33°11′—33°28′，"
        "海拔486～1210米。柳河县位于东经108°12′—108°50′、北纬33°02′—33°40′之间，全县海拔412～1688米。\n"
        "白河源头海拔1480米。县城海拔455米，距工程区18公里。\n二、分区\n（一）上游丘陵\n地势起伏，海拔600～1210米。\n"
        "（二）下游河谷\n地势平坦，海拔486～600米。工程范围外的对照点海拔440米。\n"
    )
    assert found_in(text, heights, coordinates) == ()


def test_how_several_papers_came_about_is_no_disorder() -> None:
    text = (
        "2023年1月经批准开展方案编制，2023年5月形成初稿。\n方案于2023年6月完成外业调查，2023年9月通过评审，2023年12月获批。\n"
        "可行性研究报告于2023年10月获得批复，2023年8月通过初步设计审查。\n2022年3月批准立项，2022年9月方案通过评审。\n"
        "《水法》1988年1月21日通过，2002年8月29日修订，自2002年10月1日起施行。《湿地条例》2020年5月1日修订通过，自1999年1月1日起施行。\n"
    )
    assert found_in(text, schedules) == ()
