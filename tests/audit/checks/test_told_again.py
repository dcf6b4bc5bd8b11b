"""What is told again in another place, by verb, grade, term or draft: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import same_facts
from shanshui.audit.checks.ground import heights
from shanshui.audit.checks.tabular import table_text
from shanshui.audit.checks.times import bases, durations
from shanshui.audit.checks.works import design_grades

_PLAN = "松岭县生态修复规划\n规划期为2021—2030年，基期为2020年。\n"
_GOALS = f"{_PLAN}表1 指标\n指标\t2020年\t2025年\t2030年\n河湖岸线完好率（%）\t51\t58\t{{}}\n"
_WORKS = "松岭县矿山修复工程实施方案\n实施期为2023—2025年。\n"
_INDICATORS = f"{_WORKS}表1 绩效指标\n指标\t指标值\n实施末植被覆盖度\t≥81%\n"

PAIRS = [
    # a river behind its length
    ("青溪为县内大河，干流长46.2公里。\n以干流长{}公里的青溪为轴线。", "42.6", "46.2", "AUDIT-FACT", same_facts),
    ("白水河是县内大河，干流长31.5公里。\n对干流长{}公里的白水河开展治理。", "35.1", "31.5", "AUDIT-FACT", same_facts),
    # a count again, where the first sentence counts some of the things as well
    (
        "全县排涝泵站28座，目前仅6座能够正常运行。\n对全县{}座排涝泵站逐一制定方案。",
        "26",
        "28",
        "AUDIT-FACT",
        same_facts,
    ),
    ("全县淤地坝14座，其中能正常蓄水9座。\n对全县{}座淤地坝逐一排查。", "16", "14", "AUDIT-FACT", same_facts),
    # things whose state is measured
    ("区内现存海子21处。\n对透明度、水温和{}处海子水位开展监测。", "12", "21", "AUDIT-FACT-LIKELY", same_facts),
    # one land by two names
    ("全县退化草地12600公顷。\n项目面向全县{}万公顷退化草原。", "1.62", "1.26", "AUDIT-FACT", same_facts),
    # a goal at least, beside the table
    (
        _GOALS.format("68") + "到2030年，河湖岸线完好率提高到{}%以上。",
        "62",
        "65",
        "AUDIT-TABLE-TEXT-LIKELY",
        same_facts,
    ),
    # what a change begins with, told by the works
    (
        f"{_INDICATORS}实施期末，植被覆盖度由治理前的42%提高到{{}}%以上。",
        "76",
        "81",
        "AUDIT-ROW-TEXT",
        table_text,
    ),
    # lengths and dates
    ("计划工期{}，2023年3月开工，2024年8月完工。", "12个月", "18个月", "AUDIT-DATE-LENGTH", durations),
    ("建设期{}，自2022年9月至2024年8月。", "3年", "2年", "AUDIT-DATE-LENGTH", durations),
    ("规划基准年为2022年，规划期限{}年，至2035年。", "10", "13", "AUDIT-DATE-LENGTH", durations),
    # what rests on a draft
    ("2022年6月形成初稿，{}在初稿基础上征求乡镇意见。", "2022年2月", "2022年8月", "AUDIT-SCHEDULE-GROUND", bases),
    (
        "2023年5月印发征求意见稿，{}在征求意见稿的基础上修改完善。",
        "2023年1月",
        "2023年9月",
        "AUDIT-SCHEDULE-GROUND",
        bases,
    ),
    # heights of places that are named after structures
    (
        "主峰云顶海拔2160米，塔子沟河谷最低处海拔840米，相对高差{}米。",
        "1230",
        "1320",
        "AUDIT-HEIGHT-DIFFERENCE",
        heights,
    ),
    # grades of structures
    (
        "主要建筑物级别为4级，次要建筑物5级。\n护岸和谷坊均为主要建筑物，级别为{}级。",
        "3",
        "4",
        "AUDIT-DESIGN-GRADE",
        design_grades,
    ),
    ("本工程等别为Ⅳ等。\n综合确定，工程等别为{}等。", "III", "IV", "AUDIT-DESIGN-GRADE", design_grades),
]

LAWFUL = [
    # the fall of a river is not that of its basin
    ("境内最高点海拔1520米，河口最低处海拔310米；干流天然落差1105米。", heights),
    # parts may be of other grades, and rules name all of them
    ("城区段主要建筑物级别为4级。\n乡村段防洪标准10年一遇，主要建筑物级别为5级。", design_grades),
    ("主要建筑物级别为4级。\n按照规范，次要建筑物为4级的，主要建筑物为3级。", design_grades),
    # a goal in round numbers
    (_GOALS.format("68.4") + "到2030年，河湖岸线完好率达到65%以上。", same_facts),
    # a length of calendar years where the months do not make whole ones
    ("实施期3年，自2023年6月至2025年12月。", durations),
    # works on a stretch of a river are no length of it
    ("青溪干流长46.2公里。\n治理长12公里的青溪河道。", same_facts),
]


@pytest.mark.parametrize(("text", "broken", "lawful", "code", "topic"), PAIRS)
def test_a_broken_text_is_told_and_its_twin_is_not(
    text: str, broken: str, lawful: str, code: str, topic: ModuleType
) -> None:
    assert code in {finding.code for finding in found_in(text.format(broken), topic)}
    assert code not in {finding.code for finding in found_in(text.format(lawful), topic)}


@pytest.mark.parametrize(("text", "topic"), LAWFUL)
def test_what_is_of_something_else_may_differ(text: str, topic: ModuleType) -> None:
    assert found_in(text, topic) == ()
