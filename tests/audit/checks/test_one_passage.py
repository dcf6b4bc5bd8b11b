"""What one passage reckons, alone or with a table: a text that contradicts itself, and its lawful twin."""

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import changes, parts, people, prices, same_facts, shares, sums
from shanshui.audit.checks.counting import counts, sequences
from shanshui.audit.checks.ground import heights, leftovers
from shanshui.audit.checks.structure import standards
from shanshui.audit.checks.tabular import row_classes, tables
from shanshui.audit.checks.targets import achieved
from shanshui.audit.checks.times import bases
from shanshui.audit.checks.works import funds

_PATCHES = """矿山修复方案

表1 图斑一览表
| 编号 | 图斑 | 乡镇 | 面积（公顷） | 修复方式 | 投资（万元） |
|---|---|---|---|---|---|
| 1 | 北坡 | 青石镇 | 12.40 | 生态重建 | 320 |
| 2 | 南坡 | 青石镇 | 8.60 | 自然恢复 | 15 |
| 3 | 东沟 | 柳湾乡 | 6.20 | 辅助再生 | 60 |
| 4 | 西沟 | 柳湾乡 | 9.10 | 生态重建 | 240 |
| 5 | 后山 | 榆树镇 | 4.70 | 自然恢复 | 8 |

"""
_REACHED = """县中期评估报告

表2 指标完成情况表
| 序号 | 指标 | 2020年 | 2025年目标 | 2024年现状 |
|---|---|---|---|---|
| 1 | 水土流失治理面积（平方公里，累计） | 0 | 180 | 146 |
| 2 | 河道整治长度（公里，累计） | 0 | 62 | 40.3 |

"""
_DIVIDED = """实施方案

表1 投资表
| 工程 | 近期（万元） | 远期（万元） | 合计（万元） |
|---|---|---|---|
| 谷坊沟治理工程 | 400 | 350 | 750 |
| 湿地修复工程 | 300 | 220 | 520 |

表2 任务表（公顷）
| 任务 | 2023年 | 2024年 | 合计 |
|---|---|---|---|
| 残林改造 | 150 | 250 | 400 |
| 补播改良 | 180 | 140 | 320 |

"""
_PRICED = """实施方案

表1 项目表
| 单元 | 子项目 | 规模 | 投资（万元） |
|---|---|---|---|
| 甲单元 | 退化林修复 | 7200公顷 | 21600 |
| 乙单元 | 生态护岸 | 12公里 | 3840 |

"""
_FUNDED = (
    "工程总投资48000万元，静态投资为主。\n\n资金来源。申请中央财政20000万元，省级财政8000万元，县级财政12000万元，{}。"
)

PAIRS = [
    # a share told right behind a part is of the amount that is taken apart
    ("全县退化草地3260公顷，其中重度退化815公顷，占比{}%。", "25.0", "35.0", "AUDIT-SHARE"),
    ("常住人口41.20万人，其中城镇人口17.30万人，占{}%。", "42.0", "24.0", "AUDIT-SHARE"),
    ("硬质护岸长12.6公里，占两岸护岸总长{}公里的45.0%；其余为土岸。", "28.0", "10.0", "AUDIT-SHARE"),
    # kinds that exclude each other
    ("山地占全县国土面积的{}%，平坝占12%。", "82", "92", "AUDIT-SHARE-SUM"),
    ("天然林占林地面积的68%，人工林占{}%。", "32", "38", "AUDIT-SHARE-SUM"),
    # ranks of protected species, states of what is under way
    ("分布有国家重点保护野生植物{}种，其中一级3种、二级20种。", "23", "32", "AUDIT-SUM"),
    ("规划指标共9项，提前完成3项，达到时序进度{}项，滞后1项。", "5", "6", "AUDIT-SUM"),
    ("规划站点30处，已建成18处，未建{}处。", "12", "14", "AUDIT-SUM"),
    ("全县有水库{}座，其中中型4座、小型31座。", "35", "53", "AUDIT-SUM-LIKELY"),
    # sums that say of how many
    ("护岸投资320万元；清淤投资410万元；湿地投资150万元。三项合计{}万元。", "880", "980", "AUDIT-SUM"),
    ("东片整治河道12.4公里；西片整治河道8.6公里。两片共整治河道{}公里。", "21.0", "22.0", "AUDIT-SUM"),
    ("近期治理30公里，远期再治理60公里，规划期内累计治理{}公里。", "90", "70", "AUDIT-PHASES"),
    # nothing changes
    ("到2035年，水质断面由3个增加到{}个。", "5", "3", "AUDIT-CHANGE-NONE"),
    # the table beside
    (
        _PATCHES + "按方式分，生态重建2个、21.50公顷，自然恢复2个、{}公顷，辅助再生1个、6.20公顷。",
        "13.30",
        "13.80",
        "AUDIT-ROW-CLASS",
    ),
    (
        _PATCHES + "青石镇、柳湾乡和榆树镇图斑面积分别为21.00公顷、{}公顷和4.70公顷。",
        "15.30",
        "18.30",
        "AUDIT-ROW-CLASS",
    ),
    (_PATCHES + "涉及青石镇2个图斑、柳湾乡{}个图斑和榆树镇1个图斑。", "2", "3", "AUDIT-ROW-CLASS-LIKELY"),
    (_REACHED + "水土流失治理完成146平方公里，占目标任务的{}%。", "81.1", "91.1", "AUDIT-ACHIEVED"),
    (_REACHED + "河道整治完成{}公里，完成率为80.0%。", "49.6", "42.6", "AUDIT-ACHIEVED-LIKELY"),
    (_PRICED + "退化林修复单位投资{}万元/公顷。", "3.0", "5.0", "AUDIT-PRICE-ROW-LIKELY"),
    (_DIVIDED + "谷坊沟治理工程：治理侵蚀沟120条，平均每条投入{}万元。", "6.25", "16.25", "AUDIT-TIMES-LIKELY"),
    (_DIVIDED + "（二）残林改造\n补植苗木{}万株，平均每公顷900株。", "36.0", "63.0", "AUDIT-TIMES-LIKELY"),
    (_FUNDED, "社会资本8000万元", "社会资本9000万元", "AUDIT-FUNDS-ALL"),
    (_FUNDED, "社会资本8000万元", "社会资本9240万元", "AUDIT-FUNDS-ALL-LIKELY"),
    # so much a head
    ("全县总人口18.72万人。\n耕地面积{}公顷，人均1.49亩。", "18640", "186400", "AUDIT-HEAD-ALL"),
    ("全县总人口18.72万人。\n耕地面积{}公顷，人均1.49亩。", "18640", "58640", "AUDIT-HEAD-ALL-LIKELY"),
    # what is called the highest or the lowest behind its height
    ("北部草坡梁海拔1588米，为全县最高点；河口海拔{}米，为最低点。", "612", "1612", "AUDIT-HEIGHT-ORDER"),
    # nobody acts on what is not there yet
    ("2022年4月征求部门意见；2022年{}月根据反馈意见修改形成送审稿。", "6", "2", "AUDIT-SCHEDULE-GROUND"),
    ("2023年3月，省自然资源厅批复同意；2023年{}月，县政府依据省厅批复启动编制。", "5", "1", "AUDIT-SCHEDULE-GROUND"),
]
TOPICS = (
    achieved,
    bases,
    changes,
    funds,
    heights,
    people,
    prices,
    row_classes,
    shares,
    sums,
)


@pytest.mark.parametrize(("text", "right", "wrong", "code"), PAIRS)
def test_one_passage_reckons_right(text: str, right: str, wrong: str, code: str) -> None:
    assert {finding.code for finding in found_in(text.format(right), *TOPICS)} == set()
    assert code in {finding.code for finding in found_in(text.format(wrong), *TOPICS)}


LAWFUL = [
    # land that is used is not all the land; ground of works lies in counties that are larger
    "县矿山修复实施方案\n土地损毁。挖损土地101.35公顷，压占土地42.65公顷，合计144.00公顷。",
    "流域工程实施方案\n工程范围面积3846.20平方公里，占4县（区）土地总面积5120.00平方公里的75.12%。",
    # a share of two amounts together
    "总投资54520万元，其中中央财政27260万元、省级财政13630万元，州县财政8178万元，社会资本5452万元。"
    "中央和省级财政合计占75%，州县财政占15%，社会资本占10%。",
    # what something was in the year from which it changes is of that year only
    "2020年森林蓄积量1862万立方米。\n到2035年，阔叶树种占比由2020年的26%提高到38%；森林蓄积量达到2200万立方米。",
    # ordinals that go on in the next paragraph, clauses that are as many as was said
    "一是矿山修复滞后。二是补水不稳定。三是管护薄弱。\n四是公众参与有限。",
    "滞后原因主要有三个方面：部分图斑与采矿权范围重叠，核实耗时；资金到位偏晚；利用方向存在分歧，设计两次调整。",
    # the text itself says that an edition is in force no more
    "规划基期为2020年。采用GB/T 15772—2008，该标准代替GB/T 15772—1995。",
    # verbs before the name of a county's office
    "青岭县国土空间生态修复规划\n监测数据每半年报县自然资源局，照片、调查表等存县自然资源局备查。",
    # states that lie within one another, classes of which the table is not
    "共安排项目8个，已开工8个，完工5个，验收3个。",
    _PATCHES + "涉及青石镇2个村、柳湾乡4个村和榆树镇1个村。",
    # a first part is no total; sources of one term are not all
    "按修复方式统计，生态重建2个、21.50公顷，自然恢复2个、13.30公顷，辅助再生1个、6.20公顷。",
    "工程总投资48000万元。\n近期申请中央财政9000万元，省级财政8000万元，县级财政12000万元，社会资本8000万元。",
    # opinions are asked for again
    "2021年3月根据部门意见形成二稿，2021年9月再次征求意见。",
    "2022年5月根据规划批复启动编制，2023年3月方案经县政府批复。",
    # the highest point is told behind, the lowest before its height
    "青石岭主峰海拔1420米，为县域最高点，最低点沙河口海拔620米，相对高差800米。",
]
ALL = (*TOPICS, counts, leftovers, parts, same_facts, sequences, standards, tables)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_only_looks_wrong(text: str) -> None:
    assert {finding.code for finding in found_in(text, *ALL)} == set()


def test_a_subtotal_of_one_row_adds_up_nothing() -> None:
    text = """表2 生态系统类型
| 一级类 | 二级类 | 面积（公顷） |
|---|---|---|
| 森林 | 阔叶林 | 812.60 |
| 森林 | 针叶林 | 731.20 |
| 森林 | 小计 | 1543.80 |
| 草地 | 小计 | 136.50 |
| 湿地 | 河流湿地 | 394.60 |
| 湿地 | 库塘湿地 | 592.70 |
| 湿地 | 小计 | {} |
"""
    assert {finding.code for finding in found_in(text.format("987.30"), tables)} == set()
    assert {finding.code for finding in found_in(text.format("978.30"), tables)} == {"AUDIT-SUM-COLUMN"}
