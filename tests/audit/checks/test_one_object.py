"""One object told twice, in other words: a text that contradicts itself, and its lawful twin."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import companions, growth, parts, rivers, same_facts, stocks

TOPICS = (companions, growth, rivers, same_facts, stocks)

PAIRS = [
    # the thing behind its amount, led to by a preposition
    ("全县有两栖动物{}种。\n依托24种两栖动物的资源建设观测点。", "24", "42", "AUDIT-FACT"),
    ("全市共有崩塌隐患点{}处。\n针对上述118处崩塌隐患点逐一安排监测。", "118", "181", "AUDIT-FACT"),
    ("将全县划分为五个保护单元。\n对{}个保护单元分别编制方案。", "5", "6", "AUDIT-FACT-LIKELY"),
    # the area before the name of the thing
    (
        "云台山省级自然保护区（{}公顷）。\n在面积为5620公顷的云台山省级自然保护区开展巡护。",
        "5620",
        "5260",
        "AUDIT-FACT",
    ),
    ("生态保护红线面积412.7平方公里。\n严守{}平方公里的生态保护红线，确保不减少。", "412.7", "421.7", "AUDIT-FACT"),
    # what a sentence is about from its first words on
    (
        "青龙河为县域第二大河，流经4个乡，境内河长42.5公里。\n以青龙河（境内长{}公里）为轴线。",
        "42.5",
        "45.2",
        "AUDIT-FACT",
    ),
    ("规划范围为白云镇和青石镇全部，总面积318.4平方公里。\n规划范围总面积{}平方公里。", "318.4", "381.4", "AUDIT-FACT"),
    # an addition behind the name
    ("镜湖湿地公园面积926.3公顷。\n镜湖湿地公园全域（{}公顷）实施补水。", "926.3", "962.3", "AUDIT-FACT"),
    ("2021年城区绿化覆盖率41.6%。\n城区绿化覆盖率从现状（2021年）{}%提升至45%。", "41.6", "46.1", "AUDIT-FACT"),
    ("2021年国考断面优良比例为80%。\n国考断面优良比例由2021年的{}%提高到90%。", "80", "85", "AUDIT-FACT"),
    # the source between thing and amount
    (
        "2020年全县草地面积1864.3公顷。\n全县草地面积以2020年度变更调查为准，为{}公顷。",
        "1864.3",
        "1846.3",
        "AUDIT-FACT",
    ),
    # a class in front of a thing
    ("全县15度以上坡耕地2.6万亩。\n二、任务\n15度以上坡耕地{}万亩，逐步退耕。", "2.6", "6.2", "AUDIT-FACT"),
    # about and bounds
    ("耕作层平均厚度26厘米。\n二、问题\n耕作层平均厚度已不足{}厘米。", "30", "24", "AUDIT-FACT-LIKELY"),
    # money of a phase
    (
        "规划总投资9.6亿元，其中近期（2021—2025年）投资4.1亿元。\n近期（2021—2025年）共需资金{}亿元。",
        "4.1",
        "5.5",
        "AUDIT-FACT-LIKELY",
    ),
    # a companion that agrees
    ("灌区有干渠14条，总长86.3公里。\n对全部{}条干渠（总长86.3公里）清淤。", "14", "41", "AUDIT-COMPANION"),
    ("北坡矿区废弃采场27处、渣堆35处。\n对废弃采场{}处、渣堆35处开展整治。", "27", "72", "AUDIT-COMPANION"),
    ("历史遗留矿山图斑152个，面积412.67公顷。\n治理图斑{}个、面积412.67公顷。", "152", "125", "AUDIT-COMPANION-LIKELY"),
    ("隐患点214处，威胁人口3260人。\n针对威胁3260人的{}处隐患点落实责任。", "214", "241", "AUDIT-FACT"),
    # more is treated than there is
    ("全区有废弃采石场26处。\n到2030年，{}处废弃采石场全部治理。", "26", "29", "AUDIT-STOCK"),
    ("查明沉陷坑14处。\n到2030年，治理沉陷坑{}处。", "12", "17", "AUDIT-STOCK"),
    ("全县退化草地8.4万公顷。\n规划期内治理退化草地{}万公顷。", "7.5", "9.6", "AUDIT-STOCK-LIKELY"),
    ("互花米草侵占滩涂640公顷。\n到2027年，清除互花米草{}公顷。", "640", "880", "AUDIT-STOCK-LIKELY"),
    # base and increase
    (
        "截至2020年底，建成高标准农田12.4万亩。\n2021—2025年新增高标准农田5.2万亩，到2025年高标准农田累计达到{}万亩。",
        "17.6",
        "16.7",
        "AUDIT-GROWTH",
    ),
    (
        "截至2020年底，建成生态廊道40公里。\n2021—2025年新增生态廊道25公里，2026—2030年新增生态廊道15公里。\n"
        "2021—2025年新增生态廊道25公里，到2025年生态廊道累计达到{}公里。",
        "65",
        "72",
        "AUDIT-GROWTH",
    ),
    # a cell and a hedged sentence
    (
        "2020年全县草地面积约{}公顷。\n表1-2 2020年土地利用现状\n地类\t面积（公顷）\n林地\t5200\n草地\t1800\n",
        "1800",
        "2800",
        "AUDIT-TABLE-TEXT-LIKELY",
    ),
    # works along a river
    ("清溪河全长64公里，其中县境内长28.5公里。\n清溪河岸线修复{}公里。", "26", "46", "AUDIT-RIVER-LIKELY"),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), PAIRS)
def test_one_object_is_told_alike(text: str, right: str, wrong: str, code: str) -> None:
    assert {finding.code for finding in found_in(text.format(right), *TOPICS)} == set()
    assert code in {finding.code for finding in found_in(text.format(wrong), *TOPICS)}


LAWFUL = [
    "城区绿化覆盖率41.6%，2021年统计。\n城区绿化覆盖率从现状（2021年）41.6%提升至45%。",
    "北部片区采场12处、渣堆20处。\n南部片区采场21处、渣堆20处。",
    "一、水土保持工程\n共3个项目，总投资8075万元。\n二、矿山修复工程\n共3个项目，总投资7967万元。",
    "甲镇采场27处、渣堆35处。\n近期治理采场20处、渣堆35处。",
    "大王山水库总库容2100万立方米。\n小王山水库总库容1200万立方米。",
    "“十三五”期间累计治理矿山86处。\n现有历史遗留矿山54处。",
    "脊椎动物312种，其中鸟类186种。\n依托1438种植物和312种脊椎动物建设监测网。",
    "截至2020年底，全区高标准农田12.4万亩。\n2021—2025年新增高标准农田5.2万亩，到2035年累计达到30万亩。",
    "清溪河全长64公里，其中县境内长28.5公里。\n二、清溪河流域治理工程\n整治支流河道94公里。",
    "对25度以上坡耕地退耕1.2万亩。\n15度以上坡耕地3.4万亩。",
]


@pytest.mark.parametrize("text", LAWFUL)
def test_different_objects_may_differ(text: str) -> None:
    assert {finding.code for finding in found_in(text, *TOPICS)} == set()


def test_a_wrong_area_of_the_region_is_told_once() -> None:
    text = "云岭县总面积26.4平方公里。\n全县耕地面积5200公顷，林地面积18600公顷，草地面积3100公顷，湿地面积2900公顷。"
    codes = [finding.code for finding in found_in(text, parts) if finding.code.startswith("AUDIT-REGION")]
    assert codes == ["AUDIT-REGION"]


@pytest.mark.parametrize(("amount", "codes"), [("65", []), ("72", ["AUDIT-GROWTH-LIKELY"])])
def test_growth_from_one_of_two_bases_is_not_certain(amount: str, codes: list[str]) -> None:
    text = "截至2020年底，建成生态廊道40公里。\n2020年生态廊道43公里。\n"
    text += "2021—2025年新增生态廊道25公里，到2025年生态廊道累计达到{}公里。"
    assert [finding.code for finding in found_in(text.format(amount), growth)] == codes


TOPICS_WITH_PARTS: tuple[ModuleType, ...] = (*TOPICS, parts)


@pytest.mark.parametrize(("inner", "codes"), [("48", set()), ("46", {"AUDIT-FACT"})])
def test_an_implementation_plan_tells_the_ground_of_its_works(inner: str, codes: set[str]) -> None:
    text = (
        "白河流域生态保护修复工程实施方案（2024—2026年）\n工程区涉及青山县3个镇，总面积520平方公里，工程区植被盖度43%。\n"
        "到2026年，植被盖度由43%提高到48%。全县植被盖度55%。\n工程实施后，工程区植被盖度达到{}%。"
    )
    assert {finding.code for finding in found_in(text.format(inner), *TOPICS_WITH_PARTS)} == codes


def test_what_is_told_of_the_steepest_part_is_not_of_all() -> None:
    whole = "全县坡度大于25°的土地占41.2%。\n"
    part = "各片区差别明显：北溪片区最陡，平均坡度26.0°，坡度大于25°的土地占63.5%；南河片区最缓。\n"
    assert found_in(whole + part, same_facts) == ()
    again = "全县地势起伏，坡度大于25°的土地占63.5%。\n"
    assert [finding.code for finding in found_in(whole + again, same_facts)] == ["AUDIT-FACT"]
