"""Parts that are all of something without a word that says so, counts of projects and townships, excess rates."""

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import ratios, reckoning, shares, sums
from shanshui.audit.checks.counting import counts, towns
from shanshui.audit.checks.works import money, project_counts

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 任务\n"
_TABLE = (
    "表3 {caption}\n"
    "序号\t项目名称\t修复面积（公顷）\t实施期限\t投资（万元）\n"
    "1\t东岭坡面治理项目\t310.50\t2023—2024年\t2600\n"
    "2\t西沟护岸项目\t120.20\t2023—2025年\t3100\n"
    "一单元小计\t\t430.70\t\t5700\n"
    "3\t南湾湿地恢复项目\t88.40\t2024—2025年\t2500\n"
    "二单元小计\t\t88.40\t\t2500\n"
    "合计\t\t519.10\t\t8200\n"
)
_TOWNSHIPS = "溪口县全县面积820平方公里，辖石桥镇、柳河镇2个镇和青坪乡、大湾乡、南屏乡3个乡。\n"
_TERMS = (
    "规划期限为2021—2035年，近期为2021—2025年，远期为2026—2035年。\n"
    "近期（2021—2025年）：营造林24.6万亩，新建谷坊78座。\n"
    "远期（2026—2035年）：营造林{}万亩，新建谷坊132座。\n"
    "到2035年，累计营造林66.0万亩，累计新建谷坊210座。"
)
_BROKEN = [
    ("现有码头{}座，其中有人值守码头12座、无人值守码头35座。", "47", "57", "AUDIT-SUM", sums),
    ("抽检水样{}份，合格268份、不合格34份。", "302", "312", "AUDIT-SUM", sums),
    ("受益人口{}万人，涉及7个村，直接受益3.2万人，间接受益5.9万人。", "9.1", "8.6", "AUDIT-SUM", sums),
    (
        "工程投资{}万元，其中中央资金4620万元、省级资金1150万元、县级配套560万元，社会资金870万元。",
        "7200",
        "7020",
        "AUDIT-SUM",
        sums,
    ),
    ("共布设断面{}处（国控4处、省控9处、县控15处）。", "28", "26", "AUDIT-SUM", sums),
    ("清溪流域面积{}平方公里，上游156平方公里、中游184平方公里、下游98平方公里。", "438", "428", "AUDIT-SUM", sums),
    ("全县果园{}万亩，山上21.35万亩，山腰10.00万亩，山下18.27万亩。", "49.62", "48.62", "AUDIT-SUM", sums),
    ("工程分三期，一期投资1.2亿元，二期投资0.9亿元，三期投资0.7亿元，总投资{}亿元。", "2.8", "3.1", "AUDIT-SUM", sums),
    ("规划安排{}个重点项目。近期实施东岭治理等7个项目，其余5个项目在远期实施。", "12", "13", "AUDIT-SUM", sums),
    ("植被构成为：针叶林46.2%、阔叶林38.5%、竹林{}%。", "15.3", "25.3", "AUDIT-SHARE-SUM", shares),
    ("面积820平方公里，其中山地占62%、丘陵占25%、平原占{}%。", "13", "18", "AUDIT-SHARE-SUM", shares),
    (
        "合理载畜量36.20万羊单位，实际载畜量42.60万羊单位，超载率{}%。",
        "17.68",
        "18.67",
        "AUDIT-RATIO",
        ratios,
    ),
    (
        "累计完成投资1.28亿元，占总投资1.60亿元的80%。\n尚有未完成投资{}亿元。",
        "0.32",
        "0.42",
        "AUDIT-REST",
        reckoning,
    ),
    (_TERMS, "41.4", "31.4", "AUDIT-PHASES", sums),
    ("三个片区面积分别占全域的35.6%、42.1%和{}%。", "22.3", "25.3", "AUDIT-SHARE-SUM", shares),
    ("到2025年投入4.21亿元，2026—2035年投入6.83亿元，规划期总投入{}亿元。", "11.04", "10.04", "AUDIT-SUM", sums),
    (_TOWNSHIPS + "规划覆盖全县{}个乡镇。", "5", "6", "AUDIT-COUNT-TOWNS", towns),
    (_TOWNSHIPS + "涉及全县{}个乡镇。", "4", "6", "AUDIT-COUNT-TOWNS", towns),
    (
        "部署{}个项目，修复面积519.10公顷。\n" + _TABLE.format(caption="年度投资"),
        "3",
        "4",
        "AUDIT-PROJECT-COUNT",
        project_counts,
    ),
    (
        "部署{}个项目，总投资9600万元。\n" + _TABLE.format(caption="项目清单"),
        "3",
        "4",
        "AUDIT-PROJECT-COUNT",
        project_counts,
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code", "topic"), _BROKEN)
def test_all_of_it(text: str, right: str, wrong: str, code: str, topic: object) -> None:
    assert not found_in(_HEAD + text.replace("{}", right), topic)
    assert code in {f.code for f in found_in(_HEAD + text.replace("{}", wrong), topic)}


@pytest.mark.parametrize(
    "text",
    [
        "2019—2023年完成造林386.70公顷，其中2022年和2023年分别完成92.40公顷和104.60公顷。",
        "累计治理小流域43条，其中2021年11条、2022年12条、2023年9条。",
        "林业用地486公顷，其中有林地312公顷、无林地98公顷。",
        "工程投资9000万元，其中中央资金4620万元、省级资金1150万元。",
        "工程投资8250万元，其中中央资金4620万元、省级资金1150万元、县级配套560万元、社会资金870万元，其余为贷款。",
        "共布设断面32处（含国控4处、省控9处、县控15处）。",
        "南湾修复316.38公顷（4746亩），补植178.36公顷（2675亩），抚育175.19公顷（2628亩）。",
        "各镇林地占比构成：东岭镇77%、西沟镇65%、南湾镇52%。",
        "损毁土地862公顷，已完成治理410公顷。另有在建矿山尚未治理120公顷。",
        _TOWNSHIPS + "示范工程涉及全县2个乡镇，规划覆盖全县5个乡镇。",
        "近期部署2个项目，投资5700万元。\n" + _TABLE.format(caption="项目清单"),
        "总投资8200万元。\n" + _TABLE.format(caption="项目清单"),
    ],
)
def test_only_some_of_it(text: str) -> None:
    assert [f.code for f in found_in(_HEAD + text, sums, shares, ratios, reckoning, towns, project_counts, money)] == []


def test_a_slogan_is_quoted_beside_its_list() -> None:
    text = _HEAD + "形成“一带三区”格局。三区为北部封育区、南部保塬区。"
    [finding] = found_in(text, counts)
    assert finding.code == "AUDIT-COUNT"
    assert [quote.text for quote in finding.quotes] == ["三区", "北部封育区、南部保塬区", "三区"]
