"""The county's own name, its superiors, its rivers and the standards it cites: each fault told, its twin silent."""

from __future__ import annotations

import pytest

from audit.checks.read_text import found_in, reading_of
from shanshui.audit.checks.amounts import parts
from shanshui.audit.checks.ground import elsewhere, leftovers, lie_of_the_land, names, own_government, own_name
from shanshui.audit.checks.structure import cited_twice, documents
from shanshui.standard.language.confusables import are_alike
from shanshui.standard.language.places import LEVELS, region_parts, regions, river_basins

TOPICS = (
    cited_twice,
    documents,
    elsewhere,
    leftovers,
    lie_of_the_land,
    names,
    own_government,
    own_name,
    parts,
)
PLAN = "松阴县国土空间生态修复规划（2021—2035年）\n松阴县隶属湖南省怀化市，地处沅水上游。松阴县总面积1200平方公里。\n"
BANNER = "巴彦旗沙化土地治理规划（2024—2030年）\n巴彦旗隶属内蒙古自治区通辽市，全旗总面积9000平方公里。巴彦旗缺水。\n"
CITY = "清溪市矿山修复规划（2024—2030年）\n清溪市隶属湖南省邵阳市，清溪市总面积1000平方公里。\n"
CASES = [
    # the county's own name
    (
        "AUDIT-OWN-NAME",
        PLAN + "松阴市人民政府每年听取汇报。",
        PLAN + "松阴县曾改设松阴市，后复县；松阴县人民政府每年听取汇报。",
    ),
    ("AUDIT-OWN-NAME", BANNER + "2023年末巴彦县总人口19万人。", BANNER + "2023年末巴彦旗总人口19万人。"),
    ("AUDIT-OWN-NAME", CITY + "清溪县财政局负责监管。", CITY + "1996年撤清溪县设市，清溪市财政局负责监管。"),
    (
        "AUDIT-OWN-NAME-LIKELY",
        PLAN + "松阴市林业局牵头，松阴市水利局配合，松阴市财政局出资。",
        PLAN + "松阴县林业局牵头，松阴县水利局配合，松阴县财政局出资。",
    ),
    ("AUDIT-OWN-NAME-SLIP", PLAN + "努力改善松荫县的生态。", PLAN + "努力改善松阴县的生态。"),
    # superiors
    (
        "AUDIT-LEFTOVER-ABOVE",
        PLAN + "永州市生态环境局松阴分局为成员单位。",
        PLAN + "怀化市生态环境局松阴分局为成员单位。",
    ),
    ("AUDIT-LEFTOVER-ABOVE", PLAN + "本县隶属邵阳市。", PLAN + "本县隶属怀化市，1952年前曾隶属邵阳市。"),
    (
        "AUDIT-LEFTOVER-ABOVE",
        PLAN + "按照江西省统一部署编制本规划。",
        PLAN + "按照湖南省统一部署编制本规划，学习江西省的做法。",
    ),
    (
        "AUDIT-LEFTOVER-ABOVE-LIKELY",
        PLAN + "永州市林业局为初步验收的责任单位。",
        PLAN + "怀化市林业局为初步验收的责任单位，会同永州市林业局负责跨界巡查。",
    ),
    (
        "AUDIT-LEFTOVER-RULES",
        PLAN + "严格执行《江西省湿地保护条例》。",
        PLAN + "严格执行《湖南省湿地保护条例》，借鉴《江西省湿地保护条例》。",
    ),
    (
        "AUDIT-LEFTOVER-RULES-LIKELY",
        PLAN + "一、编制依据\n《江西省森林条例》；\n",
        PLAN + "一、编制依据\n《湖南省森林条例》；\n",
    ),
    ("AUDIT-LEFTOVER-PART", PLAN + "松阴县是我省闽西山地的门户。", PLAN + "松阴县是我省湘西山地的门户。"),
    ("AUDIT-LEFTOVER-PART-LIKELY", PLAN + "松阴县地处桂北山地。", PLAN + "松阴县地处桂北、湘西交界的山地。"),
    ("AUDIT-LEFTOVER-BASIN", PLAN + "筑牢黄河中游生态屏障。", PLAN + "筑牢长江中游生态屏障。长江、黄河流域均须保护。"),
    ("AUDIT-LEFTOVER-OFFICE", PLAN + "成立由区长任组长的专班。", PLAN + "成立由县长任组长的专班，市委、市政府督导。"),
    ("AUDIT-LEFTOVER-OFFICE", PLAN + "由各苏木镇管护。", PLAN + "由各乡镇管护。"),
    (
        "AUDIT-LEFTOVER-OFFICE",
        CITY + "县委、县政府高度重视。",
        CITY + "市委、市政府高度重视，县级以上人民政府应当支持。",
    ),
    ("AUDIT-LEFTOVER-ALL", BANNER + "全县草地退化。", BANNER + "全旗草地退化，全区草地好转。"),
    ("AUDIT-LEFTOVER-COUNTY", PLAN + "建设单位为麻水县林业局。", PLAN + "乡镇配合县林业局组织实施，会同县水利局验收。"),
    (
        "AUDIT-LEFTOVER-COUNTY-LIKELY",
        PLAN + "由于麻水县地块破碎，暂不实施。",
        PLAN + "与麻水县毗邻的地块破碎，暂不实施。",
    ),
    (
        "AUDIT-PLACE-LANDSCAPE",
        BANNER + "本旗位于科尔沁沙地腹地。\n本旗地处毛乌素沙地南缘。",
        BANNER + "本旗位于科尔沁沙地腹地。\n毛乌素沙地的经验值得借鉴。",
    ),
    # names of rivers, bays and parks
    (
        "AUDIT-NAME-SLIP",
        "湄水发源于北部，湄水流域宽阔，湄水干流长80公里。\n在媚水两岸造林。",
        "湄水发源于北部。\n湄水干流排水口3处。",
    ),
    (
        "AUDIT-NAME-SLIP",
        "浦沙湾、浦沙湾湿地与浦沙湾盐沼连片。\n铺沙湾是最大的海湾。",
        "浦沙湾湿地与浦沙湾盐沼连片，金沙湾在其南。",
    ),
    (
        "AUDIT-NAME-SLIP",
        "澧南国家湿地公园宽阔，澧南国家湿地公园分为5区。\n醴南国家湿地公园保育区需管护。",
        "澧南国家湿地公园宽阔。\n澧南国家湿地公园保育区需管护。",
    ),
    # standards and documents
    (
        "AUDIT-STANDARD-SELF",
        "《造林技术规程》（GB/T 15776—2023）。\n按GB/T 15767—2023《造林技术规程》造林。",
        "《造林技术规程》（GB/T 15776—2023）。\n按GB/T 15776—2023《造林技术规程》造林。",
    ),
    (
        "AUDIT-STANDARD-SELF-LIKELY",
        "《乡土树种选用规程》（DB43/T 1001—2019）。\n《乡土树种选用规程》（LY/T 2345—2014）。",
        "《乡土树种选用规程》（DB43/T 1001—2019）。\n《乡土树种选用规程》（DB43/T 1001）。",
    ),
    ("AUDIT-STANDARD-SLIP", "执行GB 3838—2002。\n按GB 3883—2002评价。", "执行GB 3838—2002。\n按GB 3097—1997评价。"),
    (
        "AUDIT-STANDARD-YEARS",
        "补植按GB/T 15776—2023。\n抚育按GB/T 15776—2016。",
        "补植按GB/T 15776—2023，代替GB/T 15776—2016。\n抚育按GB/T 15776—2023。",
    ),
    (
        "AUDIT-DOCUMENT-SELF",
        "《关于科学绿化的指导意见》（国办发〔2021〕19号）。\n后文按国办发〔2021〕91号《关于科学绿化的指导意见》执行。",
        "《关于科学绿化的指导意见》（国办发〔2021〕19号）。\n后文按国办发〔2021〕19号《关于科学绿化的指导意见》执行。",
    ),
]


@pytest.mark.parametrize(("code", "broken", "lawful"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_fault_is_told_and_its_lawful_twin_is_not(code: str, broken: str, lawful: str) -> None:
    assert code in {finding.code for finding in found_in(broken, *TOPICS)}
    assert not {finding.code for finding in found_in(lawful, *TOPICS)}


def test_a_superior_of_the_same_name_is_lawful() -> None:
    told = "承德县生态修复规划\n承德县隶属河北省承德市。承德市人民政府批复本规划，承德县实施。"
    assert not found_in(told, own_name, elsewhere)


@pytest.mark.parametrize(
    "sentence",
    [
        "由邵阳市生态环境局、怀化市生态环境局联合巡查。",
        "按照怀化市、邵阳市一体化部署推进。",
        "松阴区域气候温和，松阴市场活跃。",
        "邵阳市林业局的监测数据可供比较。",
        "太和县、平和县与松阴县毗邻。",
    ],
)
def test_joint_work_and_other_words_are_lawful(sentence: str) -> None:
    assert not found_in(PLAN + sentence, own_name, own_government, elsewhere, leftovers)


def test_a_name_that_ends_in_a_word_for_and_is_read() -> None:
    found = found_in(PLAN + "太和县自然资源局负责日常工作。", leftovers)
    assert {finding.code for finding in found} == {"AUDIT-LEFTOVER-COUNTY"}


def test_a_district_of_a_city_is_the_region_of_its_plan() -> None:
    assert reading_of("吉林市昌邑区矿山生态修复实施方案\n全区矿山12处。").frame.region == "昌邑区"
    assert reading_of("大同市矿区生态修复实施方案\n大同市矿山12处。").frame.region == "大同市"


def test_no_county_is_a_zone_of_another() -> None:
    text = "松阴县矿山修复实施方案\n松阴县隶属湖南省怀化市。项目区人口2.86万人。\n2023年末松阴市总人口19.84万人。"
    assert not {finding.code for finding in found_in(text, parts)}


def test_parts_and_basins_are_of_known_provinces() -> None:
    provinces = {region.name for region in regions().values() if region.level == LEVELS[0]}
    assert set(region_parts().values()) <= provinces
    assert {province for within in river_basins().values() for province in within} <= provinces


@pytest.mark.parametrize(("one", "other", "alike"), [("湄", "媚", True), ("澧", "醴", True), ("湄", "官", False)])
def test_characters_of_one_sound_or_part_are_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
