"""Which amount a list is of, and what its items stand for: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import growth, parts, shares, some_of_them, sums
from shanshui.audit.checks.counting import counts
from shanshui.audit.checks.tabular import columns
from shanshui.audit.checks.works import fees

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 任务\n"
_BROKEN = [
    ("多年平均产水量分别为甲溪2.10亿立方米、乙溪1.40亿立方米和丙溪0.60亿立方米，合计{}亿立方米。", "4.10", "4.70",
     "AUDIT-SUM", sums),
    ("古树名木36株，包括银杏20株、香樟11株、罗汉松5株；其中一级13株、二级{}株。", "23", "28", "AUDIT-SUM", sums),
    ("布设雨量站14个、水位站6个、气象站3个；其中利用现有的{}个。", "9", "17", "AUDIT-OF-WHICH", parts),
    ("沙化耕地47.50平方公里，其中轻度25.10、中度14.20、重度{}平方公里。", "8.20", "2.80", "AUDIT-SUM", sums),
    ("概算总额6400万元，其中省级3100、市级1800、乡镇{}万元。", "1500", "1050", "AUDIT-SUM", sums),
    ("现有水闸{}座，包括分洪闸3座、节制闸2座、退水闸1座。", "6", "8", "AUDIT-COUNT", counts),
    ("工程区有林地3900公顷，其中公益林2400公顷、商品林1500公顷。疏残公益林600公顷，占公益林面积的{}%。",
     "25.0", "35.0", "AUDIT-SHARE", shares),
    ("投资8000万元。子项目一至四的投资分别占总投资的30.5%、24.5%、{}%和19.5%。", "25.5", "35.5", "AUDIT-SHARE-SUM",
     shares),
    ("多年平均流量5.60立方米每秒。\n按多年平均流量的10%核定坝下生态流量，为{}立方米每秒。", "0.56", "0.65",
     "AUDIT-FEE", fees),
    ("全县废弃矿点共52处，面积318公顷，尚未治理的21处，面积{}公顷。", "143", "413", "AUDIT-OF-WHICH", some_of_them),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "code", "topic"), _BROKEN)
def test_lists_fit_what_they_are_of(text: str, right: str, wrong: str, code: str, topic: ModuleType) -> None:
    assert not found_in(_HEAD + text.format(right), topic)
    assert code in {found.code for found in found_in(_HEAD + text.format(wrong), topic)}


@pytest.mark.parametrize(
    "text",
    [
        "桐江干流长96公里，流域面积1240平方公里；柳溪、石溪次之，流域面积分别为430平方公里和280平方公里。",
        "年平均产量分别为3.1万吨、1.2万吨和0.9万吨，合计5.9万吨。",
        "自然保护小区7处，包括鸟类保护小区4处、植物保护小区2处、地质遗迹1处；其中省级5处、县级2处。",
        "土层容重1.3、有机质2.1、土层厚度30厘米。",
        "县内先后实施天然林保护二期、建成两座生态林场和坡耕地整治等项目。",
        "白石湖、青溪湖治理是全省三大治水行动之一。",
        "近年来疏浚白石河、加固圩堤、新建三座水闸。",
        "各片区分别占全域的40%、25%和20%。",
        "2022年红树林面积210公顷，2024年红树林面积260公顷。到2025年红树林面积达到300公顷，2025年新增红树林90公顷。",
        "预备费按工程施工费的5%计取，工程施工费800万元，预备费40万元。",
    ],
)
def test_lawful(text: str) -> None:
    topics = (sums, counts, parts, shares, fees, growth, some_of_them)
    assert not [found.code for topic in topics for found in found_in(_HEAD + text, topic)]


_SHARES = """
表1 土地利用
地类\t面积（公顷）\t占总面积比例（%）
耕地\t6148\t7.11
林地\t7432\t8.60
草地\t40216\t{}
水域\t984\t1.14
建设用地\t1276\t1.48
未利用地\t30364\t{}
合计\t86420\t100.00
"""


def test_two_of_six_shares_of_a_table_may_be_wrong() -> None:
    assert not found_in(_HEAD + _SHARES.format("46.54", "35.14"), columns)
    assert len(found_in(_HEAD + _SHARES.format("43.64", "31.54"), columns)) == 2
