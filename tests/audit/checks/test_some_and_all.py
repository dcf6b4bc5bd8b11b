"""The same words of more and of less: of a zone, of what is left, of a wider whole; and what surely is all."""

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import parts, same_facts, shares, stocks
from shanshui.audit.checks.tabular import table_text, two_tables
from shanshui.claims.captions import thing_told

TOPICS = (parts, same_facts, shares, stocks, table_text, two_tables)

PAIRS = [
    # all that there is, treated
    ("区内有黑臭塘坝73口。\n到2030年，{}口塘坝全面整治。", "73", "37", "AUDIT-STOCK-ALL"),
    ("区内有黑臭塘坝73口。\n到2030年，{}口黑臭塘坝全部整治。", "73", "72", "AUDIT-STOCK-ALL-LIKELY"),
    # what there is, whatever is to be done with some of it
    ("全县有崩岗2184处。\n近期对全县{}处崩岗中威胁村庄的430处实施治理。", "2184", "2148", "AUDIT-FACT"),
    # the ground of the works behind its area
    (
        "白溪流域综合治理工程实施方案（2024—2026年）\n工程范围为云山县境内白溪流域，面积583.20平方公里。\n"
        "工程实施后，{}平方公里流域范围内水质明显改善。",
        "583.20",
        "538.20",
        "AUDIT-FACT",
    ),
    # the number of an article is no part of a name
    (
        "第四条　全县公益林面积836.5平方公里。\n第九条　管护全县公益林，公益林面积{}平方公里。",
        "836.5",
        "863.5",
        "AUDIT-FACT",
    ),
    # grades of what was named before
    (
        "全县沙化土地面积620公顷，其中轻度310公顷、中度200公顷、重度110公顷。\n重度沙化土地面积{}公顷，治理最难。",
        "110",
        "150",
        "AUDIT-FACT",
    ),
    # the share of a zone in what lies in it
    (
        "东部片区面积400平方公里，西部片区面积600平方公里。\n"
        "全县森林面积560平方公里，其中东部片区240平方公里，占该片区面积的{}%。",
        "60.00",
        "66.00",
        "AUDIT-SHARE",
    ),
    # a row that bears the name of a project, and its text
    (
        "五、建设内容\n（一）塘坝清淤工程。在中游村庄周边完成塘坝清淤{}公顷。\n"
        "（二）护岸工程。新建护岸6公里。\n表1 工程表\n工程\t规模\t投资（万元）\n"
        "塘坝清淤工程\t48.6公顷\t300\n护岸工程\t6公里\t500\n",
        "48.6",
        "46.8",
        "AUDIT-ROW-TEXT",
    ),
    # what the caption says that each place has
    (
        "表2 各片区石漠化程度统计（2020年，公顷）\n片区\t轻度\t中度\t小计\n"
        "南山片区\t120\t80\t200\n北山片区\t60\t40\t100\n合计\t180\t120\t300\n\n2020年，南山片区石漠化面积{}公顷。",
        "200",
        "260",
        "AUDIT-TABLE-TEXT",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), PAIRS)
def test_a_slip_is_told_and_its_lawful_twin_is_not(text: str, right: str, wrong: str, code: str) -> None:
    assert code in {finding.code for finding in found_in(text.format(wrong), *TOPICS)}
    assert {finding.code for finding in found_in(text.format(right), *TOPICS)} == set()


LAWFUL = [
    # zones, and what they hold
    "东部草原修复区4200平方公里，草地3100平方公里；西部水土保持区2100平方公里，草地760平方公里。",
    "全旗沙地面积860平方公里。\n北部牧区沙地面积420平方公里，其中重度90平方公里。",
    "红松林场经营面积186平方公里，有林地152平方公里。\n青杨林场经营面积97平方公里，有林地81平方公里。",
    "全市芦苇沼泽3620公顷。\n苇海湿地公园面积520公顷，其中芦苇沼泽116公顷。",
    # part of the thing, told where it lies
    "清江川道片区面积738平方公里。\n近三成耕地分布于清江川道片区，面积为9120公顷。",
    # what was treated, and what is left
    "“十三五”期间修复废弃矿山92处，其中采石场64处、砖厂28处。\n截至2020年底尚有废弃矿山58处，其中采石场31处、砖厂27处。",
    "修复废弃矿山中，采石场22处、砖窑14处。\n尚有废弃矿山58处未治理，其中采石场31处、砖窑27处。",
    # more than the county, and more than the project
    "云岭县总面积1650平方公里。\n东河流域总面积2130平方公里，其中县内682平方公里。",
    "云岭县总面积1650平方公里。\n东河全流域面积2130平方公里，跨三个县。",
    # grades of two things
    "全县水土流失面积412公顷，其中轻度268公顷、中度144公顷。\n石漠化面积90公顷，其中轻度52公顷、中度38公顷。",
    # what the table has of each place is not its own area
    "南山片区面积386公顷，北山片区面积212公顷。\n表1 石漠化程度（公顷）\n片区\t轻度\t中度\t小计\n"
    "南山片区\t120\t80\t200\n北山片区\t60\t40\t100\n合计\t180\t120\t300\n",
    # an indicator that is summed up, and the far term alone
    "规划期限为2021—2035年，近期至2025年，远期至2035年。\n表1 指标\n指标\t单位\t2025年\t2035年\n"
    "水田改造面积（累计）\t公顷\t216\t558\n梯田改造面积（累计）\t公顷\t100\t300\n\n"
    "表2 工程\n工程\t单位\t近期规模\t远期规模\n水田改造\t公顷\t216\t342\n梯田改造\t公顷\t100\t200\n",
    # one verb for a list
    "全旗沙化土地1246平方公里，草原4620平方公里。\n到2035年，累计治理退化草原1650平方公里、沙化土地420平方公里。",
    # kinds that two reserves share, and a zone whose name ends like that of a reserve
    "全县有维管束植物2310种。\n青云山自然保护区有维管束植物1862种。\n大竹岚自然保护区有维管束植物1240种。",
    "第五章 修复分区\n第一节 北部山地生物多样性保护区\n治理崩岗40处。\n第二节 中部盆谷水土保持区\n治理崩岗120处。\n",
    # some of them in a term
    "区内有黑臭塘坝73口。\n近期37口黑臭塘坝全部整治。",
]


@pytest.mark.parametrize("text", LAWFUL)
def test_the_same_words_may_be_of_less_or_of_more(text: str) -> None:
    assert {finding.code for finding in found_in(text, *TOPICS)} == set()


@pytest.mark.parametrize(
    ("caption", "thing"),
    [
        ("表3-2 2020年水土流失强度分级", "水土流失"),
        ("表4 各乡镇历史遗留矿山数量汇总表", "历史遗留矿山"),
        ("表5 侵蚀沟分区统计", "侵蚀沟"),
        ("表6 生态修复分区", ""),
        ("表7 各单元土地利用现状表", ""),
    ],
)
def test_a_caption_tells_what_each_place_has(caption: str, thing: str) -> None:
    assert thing_told(caption) == thing


@pytest.mark.parametrize(
    "text",
    [
        "人工种草1860公顷按沟系分为松沟480公顷、柏沟760公顷、杉沟620公顷。\n"
        "低效林改造950公顷，其中松沟310公顷、柏沟330公顷、杉沟310公顷。",
        "全旗沙化土地1620.5平方公里。\n北部防沙区为主战场，区内沙化土地1130.2平方公里。",
    ],
)
def test_parts_of_other_wholes_are_other_facts(text: str) -> None:
    assert found_in(text, same_facts) == ()


def test_parts_of_one_whole_are_one_fact() -> None:
    text = (
        "低效林改造950公顷，其中松沟310公顷、柏沟330公顷、杉沟310公顷。\n"
        "第三章 工程\n低效林改造950公顷，其中松沟310公顷、柏沟350公顷、杉沟290公顷。"
    )
    assert "AUDIT-FACT" in {finding.code for finding in found_in(text, same_facts)}
