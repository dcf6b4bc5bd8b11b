"""Places, levels, left-overs, coordinates, units, standards, references: silent where lawful, told where broken."""

from __future__ import annotations

import pytest

from audit.checks.read_text import by_severity, changed, found_in, plan
from shanshui.audit.auditing import understand
from shanshui.audit.check import Check
from shanshui.audit.checks.amounts import units
from shanshui.audit.checks.ground import coordinates, heights, leftovers, levels, names, places
from shanshui.audit.checks.structure import documents, numbering, outline, references, standards
from shanshui.documents import Document

TOPICS = (
    coordinates,
    documents,
    heights,
    leftovers,
    levels,
    names,
    numbering,
    outline,
    places,
    references,
    standards,
    units,
)
QINGHE, QINGQUAN, YUNLING = "words_qinghe", "words_qingquan", "words_yunling"


@pytest.mark.parametrize(
    ("name", "warnings"), [(QINGHE, set()), (QINGQUAN, {"AUDIT-OUTLINE-TABLE", "AUDIT-OUTLINE-MAP"}), (YUNLING, set())]
)
def test_a_lawful_plan_is_silent(name: str, warnings: set[str]) -> None:
    grades = by_severity(found_in(plan(name), *TOPICS))
    assert grades["error"] == set()
    assert grades["warning"] == warnings


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (QINGHE, "东经110°12′—110°45′", "东经110°12′—110°55′", "AUDIT-COORDINATE-OUTSIDE"),
        (QINGHE, "东经110°12′—110°45′", "东经26°12′—26°45′", "AUDIT-COORDINATE-COUNTRY"),
        (QINGHE, "北纬26°02′—26°22′", "北纬26°22′—26°02′", "AUDIT-COORDINATE-FALLS"),
        (QINGHE, "东经110°13′—110°48′", "东经110°13′—110°40′", "AUDIT-COORDINATE-UNREACHED"),
        (QINGHE, "第二节 主要问题\n", "第二节 主要问题\n青禾县位于东经110°20′—110°48′。", "AUDIT-COORDINATE-DIFFERS"),
        (QINGHE, "最高海拔1562米", "最高海拔1,630米", "AUDIT-HEIGHT-OUTSIDE"),
        (QINGHE, "最低海拔148米", "海拔最低96m", "AUDIT-HEIGHT-OUTSIDE"),
        (QINGQUAN, "最高点海拔1850米", "最高点海拔1950米", "AUDIT-HEIGHT-OUTSIDE"),
        (QINGHE, "平均海拔780米，最高海拔1562米", "平均海拔980米，最高海拔862米", "AUDIT-HEIGHT-ORDER"),
        (QINGHE, "石门镇、龙潭乡、大坪", "石门镇、龙谭乡、大坪", "AUDIT-PLACE-FOREIGN"),
        (QINGHE, "二、白沙镇河道", "二、新田镇河道", "AUDIT-PLACE-FOREIGN"),
        (QINGHE, "三、龙潭乡白竹村", "三、龙潭镇白竹村", "AUDIT-PLACE-LEVEL"),
        (QINGHE, "云台山省级自然保护区", "云Y山省级自然保护区", "AUDIT-PLACE-LETTER"),
        (QINGHE, "我县统筹确定目标", "我市统筹确定目标", "AUDIT-LEFTOVER-SELF"),
        (YUNLING, "我市森林覆盖率", "我县森林覆盖率", "AUDIT-LEFTOVER-SELF"),
        (QINGQUAN, "问题分布见图3-1", "该市问题突出", "AUDIT-LEFTOVER-THAT"),
        (QINGHE, "青禾河部分河段淤积", "全州河段淤积", "AUDIT-LEFTOVER-ALL"),
        (QINGHE, "由青禾县人民政府统一领导", "由白水县人民政府统一领导", "AUDIT-LEFTOVER-COUNTY"),
        (QINGHE, "到2025年，全县森林", "加快推进龙泉县绿色发展。到2025年，全县森林", "AUDIT-LEFTOVER-COUNTY-LIKELY"),
        (QINGHE, "治理河长6.5公里", "治理河长____公里", "AUDIT-LEFTOVER-BLANK"),
        (QINGHE, "二、白沙镇河道", "二、××镇河道", "AUDIT-LEFTOVER-BLANK"),
        (QINGHE, "总投资2.3亿元", "总投资待定", "AUDIT-LEFTOVER-OPEN"),
        (QINGHE, "工程分布见第三章", "工程分布见错误！未找到引用源", "AUDIT-LEFTOVER-FIELD"),
        (QINGHE, "到2025年，全县森林", "到2025年，全市森林", "AUDIT-LEVEL-GOAL"),
        (QINGHE, "自然保护区、青禾河", "自然保护区 and 青禾河", "AUDIT-LEFTOVER-ENGLISH"),
        (QINGHE, "机耕道12公里", "机耕道12公顷", "AUDIT-UNIT-THING"),
        (QINGHE, "面积500公顷", "面积500万元", "AUDIT-UNIT-THING"),
        (QINGHE, "日处理污水500吨", "日处理污水500吨/日", "AUDIT-UNIT-TWICE"),
        (QINGHE, "8个土壤墒情监测点", "8土壤墒情监测点", "AUDIT-UNIT-MISSING"),
        (QINGHE, "青禾河部分河段", "清禾河部分河段", "AUDIT-NAME-SLIP"),
        (QINGHE, "GB/T 21010-2017", "GB/T 21010-2007", "AUDIT-STANDARD-WITHDRAWN"),
        (QINGHE, "GB 3838-2002", "GB 3838-2012", "AUDIT-STANDARD-YEAR"),
        (QINGHE, "GB 3838-2002", "GB 3838-2031", "AUDIT-STANDARD-NEWER"),
        (QINGHE, "《地表水环境质量标准》", "《地下水质量标准》", "AUDIT-STANDARD-TITLE"),
        (QINGHE, "GB/T 21010-2017", "GB 21010-2017", "AUDIT-STANDARD-PREFIX"),
        (QINGQUAN, "〔2020〕837号", "〔2021〕837号", "AUDIT-DOCUMENT-NUMBER"),
        (QINGHE, "生态保护修复工程指南（试行）》", "生态保护修护工程指南（试行）》", "AUDIT-DOCUMENT-TITLE"),
        (QINGHE, "见表2-1、表2-2", "见表2-1、表2-3", "AUDIT-REFERENCE-MISSING"),
        (QINGHE, "工程分布见第三章", "工程分布见第八章", "AUDIT-REFERENCE-CHAPTER"),
        (QINGHE, "各项目标见表2-1、表2-2", "规划指标表（表2-2）和表2-1", "AUDIT-REFERENCE-TITLE"),
        (QINGHE, "第四章 重点工程\n", "第五章 重点工程\n", "AUDIT-NUMBER-HEADING-TWICE"),
        (QINGHE, "第二节 南部", "第三节 南部", "AUDIT-NUMBER-HEADING-SKIPPED"),
        (QINGHE, "表2-2 分区指标表", "表2-1 分区指标表", "AUDIT-NUMBER-TWICE"),
        (QINGQUAN, "7 监测评估和适应性管理\n监测点12个。\n", "", "AUDIT-OUTLINE-CHAPTER"),
        (YUNLING, "第六章 资金与保障措施", "第六章 保障措施", "AUDIT-OUTLINE-PART"),
    ],
)
def test_a_fault_is_told(name: str, old: str, new: str, code: str) -> None:
    found = found_in(changed(plan(name), old, new), *TOPICS)
    assert code in {finding.code for finding in found}
    assert all(finding.quotes for finding in found)


def test_amounts_of_the_prefecture_in_a_project_of_the_county() -> None:
    text = (
        "锦山县国土空间生态修复规划\n第一章 重点工程\n专栏1.1 重点项目\n"
        "1、黔南州耕地提升工程（2021年—2025年）（锦山县子项目）\n力争使全州绿肥种植达150万亩。\n"
        "2、黔南州植物园项目（2021年—2025年）\n建设展示馆。\n贵州省黔南州锦山县编制。黔南州支持。黔南州批复。"
    )
    codes = {finding.code for finding in found_in(text, levels)}
    assert {"AUDIT-LEVEL-AMOUNT", "AUDIT-LEVEL-PROJECT"} <= codes


def test_an_organisation_is_no_project() -> None:
    text = (
        "锦山县国土空间生态修复规划\n第一章 重点工程\n专栏1.1 重点项目\n1、锦山县河道整治工程（2021年—2025年）\n"
        "治理河长5公里。\n2、锦山县云丰油茶专业合作社（2021年—2025年）\n3、锦山县公厕改造项目（2021年—2025年）\n"
    )
    assert [finding.code for finding in found_in(text, names)] == ["AUDIT-NAME-ORGANISATION"]


def test_a_superior_left_out() -> None:
    text = (
        "锦山县国土空间生态修复规划\n贵州省黔南州锦山县编制本规划，黔南州指导，落实省县级国土空间规划。\n"
        "锦山县山多。锦山县林多。"
    )
    assert [finding.code for finding in found_in(text, levels)] == ["AUDIT-LEVEL-SKIPPED"]


def test_a_code_lists_what_it_cites_and_refers_to_what_is_there() -> None:
    text = (
        "生态修复调查规程\n1 范围\n本规程适用于调查。\n2 规范性引用文件\nGB/T 21010 土地利用现状分类\n3 调查\n"
        "按HJ 192和GB/T 21010执行，指标见附录A.1，汇总表（表A.2）另附，见附录C。\n附录 A\n资料表\n"
        "表 A.1 资料汇总表\n表 A.2 调查记录表\n附录 B\n说明\n"
    )
    codes = {finding.code for finding in found_in(text, standards, references)}
    assert {"AUDIT-STANDARD-UNLISTED", "AUDIT-REFERENCE-KIND", "AUDIT-REFERENCE-CHAPTER"} <= codes


def test_two_numbers_of_one_document() -> None:
    text = (
        "《青禾县河道管理若干规定》（青政发〔2019〕3号）施行。\n按《青禾县河道管理若干规定》（青政发〔2018〕3号）办理。"
    )
    assert [finding.code for finding in found_in(text, documents)] == ["AUDIT-DOCUMENT-SELF"]


def test_a_document_without_text_gives_nothing() -> None:
    reading = understand(Document("empty.txt", "txt", "", ()))
    checks = [value for topic in TOPICS for value in vars(topic).values() if isinstance(value, Check)]
    assert [finding for check in checks for finding in check(reading)] == []
