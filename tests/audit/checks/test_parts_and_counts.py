"""Totals and their parts, counts and what they count: broken texts and lawful twins."""

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import parts, sums
from shanshui.audit.checks.counting import counts, sequences, towns

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 任务\n"
_SUMS = [
    ("园地面积{}公顷，分别为茶园820公顷、果园640公顷、桑园150公顷。", "1610", "1690"),
    ("滩涂总面积52平方千米，由粉砂滩3100公顷、泥滩{}公顷构成。", "2100", "2700"),
    ("全县有泉点{}处，按出露类型分：上升泉17处，下降泉46处。", "63", "68"),
    ("排查出的{}处隐患中，滑坡类31处、崩塌类18处、泥石流类6处。", "55", "51"),
    ("工程估算投资9300万元。分期看，近期（2021—2025年）{}万元，远期（2026—2035年）5100万元。", "4200", "4700"),
    ("申请省级资金2.4亿元，2023年、2024年、2025年分别安排0.8亿元、0.9亿元、{}亿元。", "0.7", "1.3"),
    ("重点项目投资6200万元，资金来源如下：\n省级资金2600万元，市级配套1900万元，自筹{}万元。", "1700", "1100"),
    ("国土面积3050平方公里，划分为两个单元。山地单元面积1880平方公里，其中林地900平方公里。平原单元面积{}平方公里。",
     "1170", "1710"),
    ("三项工程共投资4.60亿元。\n——固沟工程：1.85亿元，修建谷坊。\n——护坡工程：1.55亿元，种草植树。\n"
     "——保塬工程：{}亿元，修边埂。", "1.20", "1.02"),
    ("三条支沟治理长度分别为3.2公里、2.7公里、4.4公里。\n通过清淤，治好上述三条支沟共{}公里。", "10.3", "13.0"),
    ("沿山道路46公里，沿河道路31公里，进村道路58公里。\n路面宽3.5米。\n综上，道路总长{}公里。", "135", "153"),
    ("监测站达到{}座，包括现有26座、新建13座。", "39", "43"),
    ("投资2350万元。设2个子项目：清淤子项目1420万元，护岸子项目{}万元。", "930", "390"),
    ("全县坡地71.6万亩，缓坡地（6度以下）28.4万亩，中坡地26.9万亩，陡坡地（15度以上）{}万亩。", "16.3", "13.6"),
    ("保护小区2处，即鹤潭（2150公顷）和杉岭（1308公顷），合计{}公顷。", "3458", "3548"),
    ("东片区面积410.5平方公里，西片区面积388.2平方公里，两个片区合计{}平方公里。", "798.7", "789.7"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), _SUMS)
def test_parts_make_their_total(text: str, right: str, wrong: str) -> None:
    lawful = {f.code for f in found_in(_HEAD + text.format(right), sums)}
    broken = {f.code for f in found_in(_HEAD + text.format(wrong), sums)}
    assert not lawful
    assert "AUDIT-SUM" in broken


@pytest.mark.parametrize(
    "text",
    [
        "岩溶地面积186公顷，其中轻度92公顷，中度61公顷，多在山脚。",
        "生态空间1320公顷，其中红线区810公顷、公益林960公顷、水源区130公顷（各类之间有重叠）。",
        "保护植物21种，其中一级4种；保护动物57种，其中鸟类36种。",
        "到2025年修复150公顷，到2030年修复320公顷，到2035年累计修复470公顷。",
        "治理总任务26.5万亩：造林9.2万亩、封育11.8万亩、固沙5.5万亩，另实施管护12.0万亩。",
        "资金按渠道分，省级3000万元、市级1200万元、自筹800万元，合计5000万元。",
        "草地48200公顷。\n2019年、2020年分别补播1300公顷、900公顷。",
        "第一年除治86公顷；以后两年分别除治120公顷、64公顷，累计270公顷。",
        "白沙河长41.6公里，其中县境内28.5公里；清溪长33.7公里。",
        "园地921公顷，草地1233公顷。\n其中生态红线面积48.5平方公里，城镇边界9.4平方公里。",
        "新增岗位260个，年均收入1.8万元，其中固定岗位70个，人均年工资2.4万元。",
        "建设梯田1200公顷。与生态红线套合8.40公顷、公益林套合150.20公顷、永久农田套合1030.60公顷。",
        "共设样点40个（林地21个、草地12个、湿地7个），其中30个在红线内。",
    ],
)
def test_what_does_not_add_up_lawfully(text: str) -> None:
    assert [f.code for f in found_in(_HEAD + text, sums, parts)] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全县设监测点42个，其中水文点9个、土壤点14个、植被点16个。", "AUDIT-SUM-LIKELY"),
        ("五年造林12.0万亩，其中2021年2.1万亩、2022年2.6万亩、2023年2.9万亩、2024年2.4万亩、2025年2.2万亩。",
         "AUDIT-SUM-LIKELY"),
    ],
)  # fmt: skip
def test_what_nearly_adds_up_is_likely_wrong(text: str, code: str) -> None:
    assert [f.code for f in found_in(_HEAD + text, sums)] == [code]


def test_a_part_behind_a_bracket_is_of_what_the_bracket_explains() -> None:
    text = "共设样点40个（林地21个、草地12个、湿地7个），其中{}个在红线内。"
    assert not found_in(_HEAD + text.format("30"), parts)
    assert {f.code for f in found_in(_HEAD + text.format("44"), parts)} == {"AUDIT-OF-WHICH"}


def test_a_part_behind_a_full_stop_is_not_more_than_its_whole() -> None:
    text = "全县草原面积46.3万亩，围栏成效明显。\n其中禁牧草原{}万亩。"
    assert [f.code for f in found_in(_HEAD + text.format("51.7"), parts)] == ["AUDIT-OF-WHICH"]
    assert not found_in(_HEAD + text.format("31.7"), parts)


_COUNTS = [
    ("规划遵循以下{}条原则：\n——保护优先；\n——分类施策；\n——多元参与。\n", "三", "四", "AUDIT-COUNT"),
    ("短板表现在{}个方面。\n一是植被退化；\n二是沟道下切；\n三是数据分散。", "三", "四", "AUDIT-COUNT"),
    ("依据的法规有{}部：\n（1）《森林法》；\n（2）《草原法》；\n（3）《水法》。\n", "3", "2", "AUDIT-COUNT"),
    ("划分为{}个修复单元，分述如下。\n（一）山源修复单元\n以封育为主。\n（二）河谷修复单元\n以固岸为主。\n二、合理性分析\n略。\n",
     "2", "4", "AUDIT-COUNT"),
    ("第二章 {}大行动\n第一节 护山行动\n封育。\n第二节 理水行动\n清淤。\n第三节 沃田行动\n培肥。\n第三章 支撑\n略。\n",
     "三", "五", "AUDIT-COUNT"),
    ("工作分{}步走：第一步，调查摸底；第二步，试点示范；第三步，全面推开。", "三", "四", "AUDIT-COUNT"),
    ("{}类生态系统中，面积由大到小依次为：林地、农田、草地、水体。", "四", "三", "AUDIT-COUNT"),
    ("实施范围涉及{}个乡镇（石桥镇、青坪乡、柳河镇、大湾乡），", "4", "6", "AUDIT-COUNT"),
    ("涉及石桥镇、青坪乡、柳河镇、大湾乡，共{}个乡镇。", "4", "6", "AUDIT-COUNT"),
    ("按照“一川{}片”布局，一川为柳河，{}片为北部封育片、中部固沟片、南部保塬片。", "三", "四", "AUDIT-COUNT"),
    ("推行“{}个一”做法：一张图、一本账、一支队伍。", "三", "四", "AUDIT-COUNT"),
    ("自然保护地有{}处，总面积3458公顷，其中鹤潭公园2150公顷、杉岭公园1308公顷。", "2", "3", "AUDIT-COUNT"),
    ("灾害有滑坡、崩塌、泥石流3类。\n上述{}类灾害多在雨季发生。", "三", "四", "AUDIT-COUNT-AGAIN"),
    ("一是严格准入，二是控制规模，{}是恢复植被。", "三", "四", "AUDIT-ORDINAL"),
    ("面积由大到小依次为石桥镇9.8万亩、青坪乡{}万亩、柳河镇3.3万亩。", "6.2", "2.6", "AUDIT-ORDER"),
    ("全县辖7镇4乡，共{}个乡镇。", "11", "12", "AUDIT-COUNT-TOWNS"),
    ("全县有{}个乡镇（5镇3乡）。", "8", "9", "AUDIT-COUNT-TOWNS"),
    ("形成“一核引领、两廊支撑、三片协同”格局。\n围绕“一核引领、{}廊支撑、三片协同”推进。", "两", "三", "AUDIT-SLOGAN"),
    ("形成“一带三片”格局。\n围绕“一带{}片”格局推进。", "三", "四", "AUDIT-SLOGAN-LIKELY"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "code"), _COUNTS)
def test_counts_are_of_what_they_count(text: str, right: str, wrong: str, code: str) -> None:
    assert not found_in(_HEAD + text.replace("{}", right), counts, sequences, towns)
    assert code in {f.code for f in found_in(_HEAD + text.replace("{}", wrong), counts, sequences, towns)}


@pytest.mark.parametrize(
    "text",
    [
        "县辖8个乡镇。\n（一）地形\n西高东低。\n（二）气候\n温和湿润。\n",
        "领导小组由12个部门为成员。一是强化领导，二是落实资金，三是严格考核。",
        "部署重点工程3项，即固沟工程、护坡工程、保塬工程，共9个项目。",
        "邻县“一带三片”格局与本县“一带四片”格局相衔接。",
        "历史遗留图斑128个，面积486.7公顷。其中，采坑71个、面积302.2公顷；废渣57个、面积184.5公顷。",
    ],
)
def test_counts_of_something_else(text: str) -> None:
    assert [f.code for f in found_in(_HEAD + text, counts, sequences)] == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "code"),
    [
        ("全县土地1500平方公里。草原面积46.3万亩，其中禁牧草原{}51.7万亩。", "不超过", "约", "AUDIT-OF-WHICH-LIKELY"),
        ("总投资9.0亿元，近期{}亿元，远期5.1亿元以上。", "3.8", "4.8", "AUDIT-PHASES-LIKELY"),
        ("全县土地总面积1500平方公里。全县造林面积约{}平方公里。", "160", "1600", "AUDIT-REGION-LIKELY"),
        ("全县水土流失面积约{}平方公里。\n石桥镇水土流失面积186.5平方公里。", "300", "120", "AUDIT-PART-LIKELY"),
        ("全县水土流失面积约{}平方公里。\n石桥镇水土流失面积86.5平方公里。\n柳河镇水土流失面积93.4平方公里。",
         "300", "120", "AUDIT-ZONES-LIKELY"),
    ],
)  # fmt: skip
def test_what_is_hedged_is_only_likely_wrong(text: str, right: str, wrong: str, code: str) -> None:
    assert not found_in(_HEAD + text.format(right), sums, parts)
    assert code in {f.code for f in found_in(_HEAD + text.format(wrong), sums, parts)}


def test_an_indicator_counts_what_a_slogan_counts() -> None:
    text = (
        "构建“三廊”格局。“三廊”即柳河生态廊道、青溪生态廊道、白河生态廊道。\n表1-1 指标表\n"
        "序号\t指标\t单位\t2020年（现状）\t2035年\t属性\n1\t生态廊道\t条\t0\t{}\t预期性\n2\t森林覆盖率\t%\t51\t55\t约束性\n"
    )
    assert not found_in(_HEAD + text.format("3"), counts)
    assert [f.code for f in found_in(_HEAD + text.format("4"), counts)] == ["AUDIT-COUNT-INDICATOR"]
