"""Terms of works, lengths, steps, stages and years: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in, reading_of
from shanshui.audit.checks.times import dates, durations, project_periods, schedules

_HEAD = "白桦县北河流域生态保护修复工程实施方案\n第一章 项目概况\n项目实施期限：2023年4月至2026年3月。\n"
_WORKS = f"{_HEAD}第二章 子项目\n2.1 东沟矿山修复子项目\n建设期{{}}。治理采坑12处。\n"
_TABLE = (
    f"{_HEAD}第二章 子项目\n表2-1 子项目安排\n子项目\t内容\t工期\t投资（万元）\n"
    "东沟矿山修复子项目\t治理采坑12处\t2023.06—2025.10\t800\n北河护岸子项目\t护岸6公里\t{}\t900\n"
)
_LINE = (
    "白桦县国土空间生态修复规划\n规划期限为2021—2035年。\n重点工程三：西岭绿化工程\n建设年限：{}\n"
    "建设内容：造林300公顷。\n"
)
_LIST = (
    "白桦县国土空间生态修复规划\n本规划近期为2021—2025年，近期安排下列项目：\n"
    "（1）芦滩湿地恢复项目，实施期{}，投资900万元。\n"
)
_YEARLY = f"{_HEAD}第二章 投资\n2023年投资100万元，2024年投资300万元，2025年投资200万元，2026年投资90万元{{}}。\n"
_HEADS = (
    f"{_HEAD}第二章 投资\n表2-1 分年度投资计划（万元）\n子项目\t2024年\t2025年\t2026年\t{{}}\n"
    "东沟子项目\t100\t200\t300\t400\n北河子项目\t100\t200\t300\t400\n"
)
_STAGES = "分三个阶段推进，首尾相接。\n起步阶段：2021—2023年，摸清底数。\n攻坚阶段：{}，集中治理。\n"
_MONTHS = "第一阶段（2023年4月—2023年8月）做好设计。\n第二阶段（{}）组织施工。\n"
_LOTS = "本工程建设期为24个月。\n第二标段工期{}，与其他标段同时开工。\n"
_PAPER = "2022年6月，县发展改革局批复了本工程可行性研究报告。\n{}，县自然资源局将本工程可行性研究报告报送审批。\n"
_PLANTED = "2023年10月开始栽植苗木。\n{}对栽植的苗木开展首次抚育。\n"
_PARTS = f"{_HEAD}第三章 进度\n东片区2025年10月完工，西片区2026年1月完工。\n{{}}完成竣工验收。\n"


@pytest.mark.parametrize(
    ("text", "broken", "lawful", "code", "topic"),
    [
        (_WORKS, "2023年6月至2026年9月", "2023年6月至2026年3月", "AUDIT-PERIOD-OUTSIDE", project_periods),
        (_WORKS, "2022年6月至2025年9月", "2023年4月至2025年9月", "AUDIT-PERIOD-OUTSIDE", project_periods),
        (_TABLE, "2023.06—2026.11", "2023.06—2026.03", "AUDIT-PERIOD-OUTSIDE", project_periods),
        (_LINE, "2033—2037年", "2031—2035年", "AUDIT-PERIOD-OUTSIDE", project_periods),
        (_LIST, "2027—2029年", "2023—2025年", "AUDIT-PERIOD-GROUP", project_periods),
        (_TABLE, "2025.06—2024.03", "2023.06—2024.03", "AUDIT-DATE-REVERSED", dates),
        (
            "表1 安排\n项目\t年限\n东沟项目\t{}\n西沟项目\t2022—2024\n",
            "2026—2024",
            "2022—2024",
            "AUDIT-DATE-REVERSED",
            dates,
        ),
        ("规划近期到2025年。\n近期（{}）重点治理矿山。", "2021—2027年", "2021—2025年", "AUDIT-DATE-TERM", dates),
        ("规划目标年为2035年。\n到规划目标年{}，全面建成。", "2030年", "2035年", "AUDIT-DATE-TERM", dates),
        ("规划期限为2021—2030年。\n到规划期末{}，全面建成。", "2035年", "2030年", "AUDIT-DATE-PHASE", dates),
        ("规划近期为{}。\n规划近期为2021—2025年。", "2022—2025年", "2021—2025年", "AUDIT-DATE-TERM-LIKELY", dates),
        (
            f"{_HEAD}1.2 监测\n工程实施期内逐年监测，即{{}}每年两次。\n",
            "2023年至2027年",
            "2023年至2026年",
            "AUDIT-DATE-TERM",
            dates,
        ),
        ("编制日期：2022年6月\n项目组于{}完成了野外调查。", "2022年9月", "2022年4月", "AUDIT-DATE-DONE-LATER", dates),
        (
            "本方案于{}经县人民政府批准实施。\n（1）《湿地保护法》（2021年12月24日通过）；",
            "2020年5月",
            "2022年5月",
            "AUDIT-DATE-DONE-LATER",
            dates,
        ),
        ("白桦县修复方案\n2021年6月\n依据某政发〔{}〕12号文件编制。", "2022", "2020", "AUDIT-DATE-LATER", dates),
        ("项目总工期{}，自2023年4月1日开工，至2026年3月31日完工。", "24个月", "36个月", "AUDIT-DATE-LENGTH", durations),
        ("实施期限：2023.05—2025.04（{}）", "36个月", "24个月", "AUDIT-DATE-LENGTH", durations),
        ("近十年（{}）森林覆盖率提高4个百分点。", "2013—2020年", "2011—2020年", "AUDIT-DATE-LENGTH", durations),
        ("规划期限为2021—2035年，为期{}。", "10年", "15年", "AUDIT-DATE-LENGTH", durations),
        ("工程2022年3月开工，计划工期{}，2024年12月竣工。", "18个月", "34个月", "AUDIT-DATE-LENGTH", durations),
        ("到“十四五”末（{}），全面完成。", "2026年", "2025年", "AUDIT-DATE-FIVE-YEARS", dates),
        ("{}的“十四五”时期，完成造林。", "2016年至2020年", "2021年至2025年", "AUDIT-DATE-FIVE-YEARS", dates),
        (_LOTS, "30个月", "2年", "AUDIT-DATE-LONGER", durations),
        (
            "2024年10月底前全部完工，{}完成竣工验收。",
            "2024年9月底前",
            "2024年12月底前",
            "AUDIT-SCHEDULE-ORDER",
            schedules,
        ),
        (_PAPER, "2022年9月", "2022年3月", "AUDIT-SCHEDULE-ORDER", schedules),
        (_PLANTED, "2022年5月", "2024年5月", "AUDIT-SCHEDULE-ORDER", schedules),
        (_PARTS, "2025年12月底前", "2026年3月底前", "AUDIT-SCHEDULE-ORDER", schedules),
        (f"{_HEAD}东片区2024年5月开工，{{}}完工。", "2026年9月", "2026年2月", "AUDIT-SCHEDULE-BEYOND", schedules),
        (_STAGES, "2025—2028年", "2024—2028年", "AUDIT-STAGE-APART", schedules),
        (_MONTHS, "2023年6月—2024年12月", "2023年9月—2024年12月", "AUDIT-STAGE-APART-LIKELY", schedules),
        (_YEARLY, "，2027年投资80万元", "，其中中央30万元", "AUDIT-YEARS-BEYOND", schedules),
        (_HEADS, "2027年", "合计", "AUDIT-YEARS-BEYOND", schedules),
        (
            "治理时限：2021—2030年\n2021—2025年治理60条，{}治理50条。",
            "2026—2035年",
            "2026—2030年",
            "AUDIT-YEARS-BEYOND",
            schedules,
        ),
    ],
)
def test_a_broken_text_is_told_and_its_twin_is_not(
    text: str, broken: str, lawful: str, code: str, topic: ModuleType
) -> None:
    assert code in {finding.code for finding in found_in(text.format(broken), topic)}
    assert code not in {finding.code for finding in found_in(text.format(lawful), topic)}


def test_what_lies_before_the_plan_and_after_it_is_lawful() -> None:
    text = (
        f"{_HEAD}第二章 基础\n2016—2019年实施的北河治理工程2017年3月开工，2019年5月通过验收，管护期为2019—2021年。\n"
        "第三章 管护\n验收后管护3年（2026年4月—2029年3月），2026—2030年逐年监测。\n"
        "第四章 进度\n一期工程2024年6月完工，二期工程2024年9月开工。黑石沟子项目2023年9月竣工验收。\n"
    )
    assert found_in(text, dates, durations, project_periods, schedules) == ()


def test_the_term_of_a_box_of_works_is_that_of_the_document_only_in_its_overview() -> None:
    overview = reading_of("白桦县修复方案\n第一章 总论\n三、建设期。2024—2026年，建设期3年。\n")
    assert overview.frame.years == (2024, 2026)
    of_project = reading_of("白桦县修复方案\n第一章 总论\n第四章 项目\n1、东沟矿山修复项目\n建设期：2024—2025年\n")
    assert of_project.frame.years is None
