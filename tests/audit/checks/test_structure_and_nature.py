"""Heights, coordinates, natural values, references, numbers and repeated sentences: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.ground import coordinates, extremes, heights
from shanshui.audit.checks.structure import contents, numbering, outline, references, repetition
from shanshui.audit.checks.times import phases

_CHAPTERS = "".join(
    f"第{number}章 {name}\n内容。\n" for number, name in zip("一二三", ("总则", "现状", "布局"), strict=True)
)
_FIGURE = f"{_CHAPTERS}表3-1 单元面积\n单元\t面积\n东单元\t12\n西单元\t15\n各点见图{{}}。\n图3-1 点位图\n"
_LINES = "目录\n第一章 总则\t1\n第二章 现状与问题\t4\n第三章 目标\t9\n"
_CONTENTS = f"{_LINES}第一章 总则\n内容。\n第二章 {{}}\n内容。\n第三章 目标\n内容。\n"
_LISTED = "目录\n第一章 总则\t1\n第二章 目标\t4\n{}第一章 总则\n内容。\n第二章 目标\n内容。\n"
_ATTACHED = "分工详见附件{}。\n附件1 资金办法\n附件2 分工表\n附件3 承诺函\n"
_TITLES = (
    "表1-1 气温与降水统计\n项\t值\n气温\t8\n降水\t400\n表1-2 主要湖泊特征\n湖\t面积\n西湖\t3\n"
    "境内主要湖泊的面积等特征见表{}。\n"
)
_UNIT = "南坡单元海拔820～1460米。\n在南坡单元内设样地两处，甲样地海拔900米，乙样地海拔{}米。\n"
_SUMMIT = "全县最高峰为大青岩，海拔1830米。\n{}海拔1960米，山顶为草甸。\n"
_POINTS = "工程区位于东经110°10′～110°40′、北纬30°05′～30°30′之间。\n{}（110°52′E，30°20′N）。\n"
_TWICE = (
    "退耕地主要分布在中部缓坡地带，面积3.6万亩，以燕麦为主。\n另有撂荒地。\n"
    "退耕地主要分布在中部缓坡地带，面积{}万亩，以燕麦为主。\n"
)
_BOX = (
    "专栏2 重点项目\n1. 东沟治理项目（2021—2023年）。治沟6条。\n2. 西沟治理项目（2021—2024年）。治沟8条。\n"
    "{}. 北沟治理项目（2022—2025年）。治沟9条。\n"
)
_PASTE = (
    "项目区沟壑发育，坡面植被稀疏，暴雨时泥沙俱下，沟口农田和道路常被掩埋，"
    "群众出行困难，需要尽快开展综合治理，恢复林草，拦蓄泥沙，保护下游良田"
)
_BOTH = f"专栏1 重点项目\n1. 东沟治理项目（2021—2023年）。{_PASTE}。\n2. 西沟治理项目（2024—2026年）。{{}}。\n"


@pytest.mark.parametrize(
    ("text", "broken", "lawful", "code", "topic"),
    [
        (_UNIT, "640", "1240", "AUDIT-HEIGHT-OUTSIDE", heights),
        (_SUMMIT, "北面的小青岩", "邻县境内的小青岩", "AUDIT-HEIGHT-OUTSIDE", heights),
        ("柳河县概况\n柳河县海拔120～980米。\n云顶管护站海拔{}米。", "1020", "920", "AUDIT-HEIGHT-OUTSIDE", heights),
        ("1号点：109°42′{}″，34°18′12″", "66", "56", "AUDIT-COORDINATE-SIXTY", coordinates),
        (_POINTS, "监测点", "另在工程区外设对照点", "AUDIT-COORDINATE-OUTSIDE", coordinates),
        ("多年平均降水量640毫米，年最大降水量{}毫米。", "560", "960", "AUDIT-EXTREME-ORDER", extremes),
        ("年均温7℃，多年平均气温6.8℃，最热月（7月）平均气温{}℃。", "4.1", "21.6", "AUDIT-EXTREME-ORDER", extremes),
        ("土壤含盐量最高{}，最低4.1克/千克。", "2.8克/千克", "6.8克/千克", "AUDIT-EXTREME-ORDER", extremes),
        ("土层厚度35～80厘米，平均{}厘米。", "92", "62", "AUDIT-EXTREME-ORDER", extremes),
        ("年平均相对湿度{}%。", "128", "82", "AUDIT-BOUND", extremes),
        ("土壤pH值为{}，有机质6克/千克。", "8.1～14.6", "8.1～8.6", "AUDIT-BOUND", extremes),
        ("岩质边坡坡度{}，局部反倾。", "65°～95°", "65°～85°", "AUDIT-BOUND", extremes),
        (_FIGURE, "7-1", "3-1", "AUDIT-REFERENCE-MISSING", references),
        (_CONTENTS, "现状与评价", "现状与问题", "AUDIT-CONTENTS-TITLE", contents),
        (_LISTED, "第三章 实施保障\t9\n", "", "AUDIT-CONTENTS-MISSING", contents),
        (_ATTACHED, "5", "2", "AUDIT-REFERENCE-MISSING", references),
        (_TITLES, "1-1", "1-2", "AUDIT-REFERENCE-TITLE-LIKELY", references),
        (f"{_CHAPTERS}如{{}}第七章所述。", "本规划", "省级规划", "AUDIT-REFERENCE-CHAPTER", references),
        ("附表1 项目表\n附表2 指标表\n项目见附表{}。", "4", "2", "AUDIT-REFERENCE-ANNEXED", references),
        (
            f"{_CHAPTERS}表2-1 地类\n类\t面积\n林地\t3\n表2-2 水质\n断面\t级\n东\t2\n见表2-1。{{}}",
            "",
            "见表2-2。",
            "AUDIT-REFERENCE-NONE",
            references,
        ),
        (
            "表2-1 地类\n类\t面积\n林地\t3\n表2-2 河流\n河\t长\n东河\t2\n表{} 水质\n断面\t级\n东\t2\n",
            "2-4",
            "2-3",
            "AUDIT-NUMBER-SKIPPED",
            numbering,
        ),
        (_BOX, "4", "3", "AUDIT-NUMBER-PROJECT-SKIPPED", numbering),
        (_BOX, "2", "3", "AUDIT-NUMBER-PROJECT-TWICE", numbering),
        (_TWICE, "6.3", "3.6", "AUDIT-REPEAT-DIFFERS", repetition),
        (_BOTH, _PASTE, "治沟8条，栽植刺槐", "AUDIT-REPEAT-PROJECT", repetition),
    ],
)
def test_a_broken_text_is_told_and_its_twin_is_not(
    text: str, broken: str, lawful: str, code: str, topic: ModuleType
) -> None:
    assert code in {finding.code for finding in found_in(text.format(broken), topic)}
    assert code not in {finding.code for finding in found_in(text.format(lawful), topic)}


def test_ordinary_natural_conditions_are_silent() -> None:
    text = (
        "全县海拔212～1463米，平均海拔640米。年平均气温13.6℃，1月平均气温1.2℃，7月平均气温24.9℃，极端最高气温39.4℃，"
        "极端最低气温-14.8℃。年平均最高气温18.9℃。多年平均降水量862毫米，年最大降水量1240毫米，最大1小时降水量64毫米。"
        "柳河最大流量820立方米/秒，最小流量1.2立方米/秒。坡度15%以下的土地占三成，坡度25°以上的占两成，局部倒坡110°。"
        "多年平均水位86.2米，历史最高水位91.4米。\n"
    )
    assert found_in(text, heights, extremes, coordinates) == ()


def test_goals_that_are_met_already_and_loose_references_are_told() -> None:
    same = (
        "柳河县国土空间生态修复规划\n规划期限为2021—2035年，近期为2021—2025年。\n第一章 目标\n"
        "到2025年，治理矿山面积300公顷。\n到2035年，治理矿山面积{}公顷。\n"
    )
    assert "AUDIT-PHASE-SAME" in {finding.code for finding in found_in(same.format("300"), phases)}
    assert "AUDIT-PHASE-SAME" not in {finding.code for finding in found_in(same.format("900"), phases)}
    once = "柳河县生态修复规划\n规划期限为2021—2025年，近期为2021—2025年。\n第一章 目标\n到2025年，治理矿山300公顷。\n"
    assert not found_in(once, phases)


def test_a_plan_without_most_of_the_chapters_is_only_suspected() -> None:
    text = "柳河县生态保护修复工程实施方案\n第一章 工程概况\n内容。\n第二章 工程布局\n内容。\n第三章 投资估算\n内容。\n"
    codes = {finding.code for finding in found_in(text, outline)}
    assert "AUDIT-OUTLINE-CHAPTER-LIKELY" in codes
    assert "AUDIT-OUTLINE-CHAPTER" not in codes


def test_a_clause_twice_and_a_pasted_sentence_are_told() -> None:
    clause = "沿河两岸的乔灌草植被带断续分布而且树种十分单一"
    twice = f"{clause}，管护不足，水面渐窄；近年来{clause}的状况没有改变。"
    assert "AUDIT-REPEAT-CLAUSE" in {finding.code for finding in found_in(twice, repetition)}
    pasted = "坡面冲沟密布且多数仍在发展，表层土壤流失后砾石裸露，植被难以自然恢复"
    both = f"第一章 现状\n北坡的情况是{pasted}。\n第二章 布局\n西部台地上{pasted}，需要治理。\n"
    assert "AUDIT-REPEAT-LIKELY" in {finding.code for finding in found_in(both, repetition)}
    assert found_in(both.replace(pasted, "", 1), repetition) == ()


def test_a_number_of_which_only_parts_are_there_is_suspected() -> None:
    text = "表E.1 目标\n项\t值\n造林\t3\n表E.2 年度\n年\t值\n2024\t2\n详见表E，其余见表E.2。\n"
    assert "AUDIT-REFERENCE-GROUP" in {finding.code for finding in found_in(text, references)}
    exact = text.replace("表E，", "表E.1，")
    assert "AUDIT-REFERENCE-GROUP" not in {finding.code for finding in found_in(exact, references)}
