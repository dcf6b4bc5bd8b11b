"""What lies in what, names miswritten, laws and articles: each fault told, its lawful twin silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.checks.read_text import found_in, reading_of
from shanshui.audit.checks.amounts import zoning
from shanshui.audit.checks.ground import (
    belonging,
    elsewhere,
    leftovers,
    levels,
    lie_of_the_land,
    names,
    places,
    zone_members,
)
from shanshui.audit.checks.structure import articles, documents, standards

TOPICS = (
    articles,
    belonging,
    documents,
    elsewhere,
    leftovers,
    levels,
    lie_of_the_land,
    names,
    places,
    standards,
    zone_members,
    zoning,
)
PLAN = "松阴县国土空间生态修复规划（2021—2035年）\n松阴县隶属湖南省怀化市，地处沅水上游。\n"
TOWNS = "全县辖柏林镇、横塘镇、双柳乡、云岭乡等乡镇。\n"

ZONES = "表1 分区表\n分区\t乡镇\n北部涵养片\t柏林镇、横塘镇\n南部治理片\t双柳乡、云岭乡\n\n"
CASES = [
    # what lies in what
    (
        "AUDIT-PLACE-ABOVE",
        PLAN + "邵阳市松阴县林业局负责实施。",
        PLAN + "怀化市松阴县林业局负责实施，湖南省松阴县2018年前原属邵阳市松阴县专区。",
    ),
    (
        "AUDIT-PLACE-ABOVE",
        PLAN + "贵州省怀化市的部署已下达。",
        PLAN + "湖南省怀化市的部署已下达。",
    ),
    (
        "AUDIT-LEFTOVER-ABOVE",
        PLAN + "根据贵州省自然资源厅的要求，按月报送进展。",
        PLAN + "根据湖南省自然资源厅的要求，按月报送进展；与贵州省自然资源厅建立跨省协作机制。",
    ),
    # lie of the land
    (
        "AUDIT-PLACE-WHERE",
        PLAN + "柳河发源于柏林镇北部，流经三镇。\n治理河段。柳河发源于双柳乡，河长31公里。",
        PLAN + "柳河发源于柏林镇北部，流经三镇。\n治理河段。柳河发源于柏林镇白岩村，河长31公里。",
    ),
    (
        "AUDIT-PLACE-WHERE",
        PLAN + "龙头山水库位于横塘镇。\n二期工程中，龙头山水库位于云岭乡，需除险。",
        PLAN + "龙头山水库位于横塘镇。\n二期工程中，龙头山水库位于横塘镇、云岭乡交界处，需除险。",
    ),
    (
        "AUDIT-PLACE-BORDER",
        PLAN + "东与溆山县接壤，南邻通峡县，西接麻水县。\n东侧与麻水县相邻处设站。",
        PLAN + "东与溆山县接壤，南邻通峡县，西接麻水县。\n西侧与麻水县相邻处设站。",
    ),
    # names
    (
        "AUDIT-PLACE-SLIP",
        "项目区有石羊坡村、黄家岭村、白马店村。\n石羊坡村修梯田。\n黄家领村造林40亩。",
        "项目区有石羊坡村、黄家岭村、白马店村。\n石羊坡村修梯田。\n黄家岭村造林40亩。",
    ),
    (
        "AUDIT-PLACE-ENDING",
        "项目涉及柏林镇、横塘镇、双柳乡3个乡镇。\n双柳镇位于西部。",
        "项目涉及柏林镇、横塘镇、双柳乡3个乡镇。\n双柳乡位于西部。",
    ),
    (
        "AUDIT-PLACE-FOREIGN-LIKELY",
        "松阴县矿山修复工程实施方案\n项目区位于松阴县南部，包括柏林镇、横塘镇和双柳乡，共2镇1乡。\n"
        "项目名称\t地点\t规模\n矿坑回填\t柏林镇\t4处\n边坡治理\t石桥镇\t2处\n",
        "松阴县矿山修复工程实施方案\n项目区位于松阴县南部，包括柏林镇、横塘镇和双柳乡，共2镇1乡。\n"
        "项目名称\t地点\t规模\n矿坑回填\t柏林镇\t4处\n边坡治理\t横塘镇\t2处\n",
    ),
    (
        "AUDIT-NAME-RANK",
        PLAN + "云顶岭省级森林公园始建于1996年。\n加强云顶岭国家级森林公园管护。",
        PLAN + "云顶岭省级森林公园始建于1996年，2015年晋升为国家级。\n加强云顶岭国家级森林公园管护。",
    ),
    (
        "AUDIT-NAME-SLIP",
        "㵲溪河是最大的河流。\n舞溪河水质良好。",
        "㵲溪河（又名舞溪河）是最大的河流。\n舞溪河水质良好。",
    ),
    (
        "AUDIT-NAME-DEPARTMENT",
        PLAN + "由县国土资源局解释，县自然资源局实施。",
        PLAN + "由县自然资源局解释；2016年县国土资源局完成调查。",
    ),
    # zones
    (
        "AUDIT-ZONE-TOWN",
        "北部水源涵养区包括柏林镇、横塘镇；南部石漠治理区包括双柳乡、云岭乡。\n北部水源涵养区重点在双柳乡营造水源林。",
        "北部水源涵养区包括柏林镇、横塘镇；南部石漠治理区包括双柳乡、云岭乡。\n北部水源涵养区重点在横塘镇营造水源林。",
    ),
    (
        "AUDIT-ZONE-TOWN",
        ZONES + "南部治理片重点在横塘镇修建谷坊。",
        ZONES + "南部治理片重点在云岭乡修建谷坊。",
    ),
    (
        "AUDIT-ZONE-TWICE",
        "东部防治区包括柏林镇、横塘镇；西部治理区包括双柳乡、横塘镇；南部修复区包括云岭乡。",
        "东部防治区包括柏林镇、横塘镇；西部治理区包括双柳乡、横塘镇部分；南部修复区包括云岭乡。",
    ),
    # another county, another level
    (
        "AUDIT-LEFTOVER-COUNTY-LIKELY",
        PLAN + "各部门协同发力，确保麻水县目标如期实现。",
        PLAN + "各部门与麻水县联防联治，确保松阴县目标如期实现。",
    ),
    (
        "AUDIT-LEVEL-SPHERE",
        PLAN + "县长任组长，将任务纳入全市年度考核。",
        PLAN + "县长任组长，将任务纳入全县年度考核；市政府将其纳入全市年度考核。",
    ),
    (
        "AUDIT-LEVEL-GOAL-LIKELY",
        PLAN + "到2030年，全市森林覆盖率达到60%。",
        PLAN + "到2030年，全县森林覆盖率达到60%。",
    ),
    # laws and documents
    (
        "AUDIT-DOCUMENT-SHARED",
        "《土地复垦条例》（国务院令第592号）\n《风景名胜区条例》（国务院令第592号）",
        "《土地复垦条例》（国务院令第592号）\n《风景名胜区条例》（国务院令第474号）",
    ),
    (
        "AUDIT-DOCUMENT-NUMBER",
        "《地下水管理条例》（国务院令第784号）",
        "《地下水管理条例》（中华人民共和国国务院令第748号）",
    ),
    (
        "AUDIT-DOCUMENT-TITLE",
        "依据《中华人民共和国土壤环境污染防治法》编制。",
        "依据《中华人民共和国土壤污染防治法》和《中华人民共和国环境保护税法》编制。",
    ),
    (
        "AUDIT-DOCUMENT-DATE",
        "《中华人民共和国长江保护法》（2022年3月1日起施行）",
        "《中华人民共和国长江保护法》（2020年12月26日通过，2021年3月1日起施行）",
    ),
    (
        "AUDIT-DOCUMENT-ARTICLE",
        "《草原法》第四十六条规定，禁止开垦草原和破坏草原植被。\n《草原法》第四十九条规定禁止开垦草原和破坏草原植被。",
        "《草原法》第四十六条规定，禁止开垦草原和破坏草原植被。\n《草原法》第四十九条规定禁止在荒漠草原采挖植物。",
    ),
    (
        "AUDIT-ARTICLE-OTHER",
        "第一条 规划目标为三项。\n第二条 规划范围为全县。\n第三条 按照第一条确定的规划范围开展调查。",
        "第一条 规划目标为三项。\n第二条 规划范围为全县。\n第三条 按照第二条确定的规划范围开展调查。",
    ),
    (
        "AUDIT-ARTICLE-MISSING",
        "第一条 规划目标为三项。\n第二条 规划范围为全县。\n第三条 本规划第六条自发布之日起实施。",
        "第一条 规划目标为三项。\n第二条 规划范围为全县。\n第三条 本规划第二条自发布之日起实施。",
    ),
    # standards
    (
        "AUDIT-STANDARD-WITHDRAWN-LIKELY",
        "梯田按《水土保持综合治理 技术规范》（GB/T 16453—1996）设计。",
        "梯田按《水土保持综合治理 技术规范》（GB/T 16453—2008）设计。",
    ),
    ("AUDIT-STANDARD-YEAR-LIKELY", "填埋执行GB 16889—2010。", "填埋执行GB 16889—2008。"),
    (
        "AUDIT-STANDARD-TITLE-LIKELY",
        "《水土保持综合治理 技术规程》（GB/T 16453—2008）",
        "《水土保持综合治理 技术规范》（GB/T 16453—2008）",
    ),
    (
        "AUDIT-ZONING-LIKELY",
        "松阴县国土面积1000.8平方公里。\n划分为北部修复区、中部修复区和南部修复区3个分区，面积分别为300.5平方公里、320.2平方公里和200.1平方公里。",
        "松阴县国土面积1000.8平方公里。\n划分为北部修复区、中部修复区和南部修复区3个分区，面积分别为300.5平方公里、320.2平方公里和380.1平方公里。",
    ),
]


@pytest.mark.parametrize(("code", "broken", "lawful"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_fault_is_told_and_its_lawful_twin_is_not(code: str, broken: str, lawful: str) -> None:
    assert code in {finding.code for finding in found_in(broken, *TOPICS)}
    assert {finding.code for finding in found_in(lawful, *TOPICS)} <= {"AUDIT-STANDARD-WITHDRAWN-LIKELY"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PLAN + TOWNS + "柏林镇石桥村修渠。", "AUDIT-PLACE-WITHIN"),
        (PLAN + TOWNS + "在横塘镇石乔村修渠。", "AUDIT-PLACE-VILLAGE"),
        (PLAN + TOWNS + "横塘镇石桥村修渠。", ""),
    ],
)
def test_villages_of_a_list(text: str, code: str) -> None:
    listed = {
        "石桥村": "横塘镇",
        "白岩村": "柏林镇",
        "双河口村": "双柳乡",
        "横塘镇": "",
        "柏林镇": "",
        "双柳乡": "",
        "云岭乡": "",
    }
    reading = replace(reading_of(text), gazetteer=listed)
    checks = (places.villages_in_another_township, places.foreign_places)
    assert {finding.code for check in checks for finding in check(reading)} == ({code} if code else set())
