"""What an amount is of, what of it, where, when and in which role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_texts import PLANS, claims, document
from shanshui.claims.naming import WHOLE, key
from shanshui.claims.statements import claims_of
from shanshui.documents import Document, read

AMOUNTS = [
    ("耕地面积为3.2万公顷。", "3.2万公顷", "耕地", "area"),
    ("全县林地12.5万公顷。", "12.5万公顷", "林地", "area"),
    ("白水河境内干流河长86.4公里。", "86.4公里", "白水河境内干流", "length"),
    ("白水河全长320公里，境内河长86公里。", "86公里", "白水河境内", "length"),
    ("白水河全长320公里，境内河长86公里。", "320公里", "白水河", "length.full"),
    ("云山县级自然保护区，面积189.2公顷。", "189.2公顷", "云山自然保护区", "area"),
    ("区内有省级森林公园望云森林公园，面积20公顷。", "20公顷", "望云森林公园", "area"),
    ("森林覆盖率达62.5%。", "62.5%", "森林", "cover"),
    ("湿地保护率达到55%以上。", "55%", "湿地保护率", "rate"),
    ("营造水土保持林120公顷。", "120公顷", "水保林建设", "area"),
    ("水保林建设120公顷。", "120公顷", "水保林建设", "area"),
    ("修复退化湿地80公顷。", "80公顷", "退化湿地修复", "area"),
    ("完成3万亩高标准农田建设。", "3万亩", "高标准农田建设", "area"),
    ("封禁治理8.2平方公里。", "8.2平方公里", "封育治理", "area"),
    ("现有水库17座，总库容1.2亿立方米。", "1.2亿立方米", "水库", "capacity"),
    ("分布有4个自然保护地。", "4个", "自然保护地", "count"),
    ("对全县20个历史遗留矿山进行整治。", "20个", "历史遗留矿山", "count"),
    ("水处理设施22套，污水处理设施21套。", "22套", "水处理设施", "count"),
    ("水处理设施22套，污水处理设施21套。", "21套", "污水处理设施", "count"),
    ("2020年常住人口31.6万人，其中城镇人口12.8万人。", "12.8万人", "城镇", "population"),
    ("坝顶宽3米坝底宽6米。", "6米", "坝底", "width"),
    ("县域总面积2480.5平方公里。", "2480.5平方公里", WHOLE, "area"),
    ("土地总面积2480.5km²。", "2480.5km²", WHOLE, "area"),
    ("最高点位于望云山，海拔2896米。", "2896米", WHOLE, "elevation.highest"),
    ("本区平均海拔589米，最低海拔位于白水镇307米。", "307米", "", "elevation.lowest"),
    ("规划总投资8.6亿元。", "8.6亿元", "规划", "money"),
    ("县级林长12名。", "12名", "县级林长", "count"),
    ("测土配方施肥面积达64万亩。", "64万亩", "测土配方施肥", "area"),
    ("改造提升林区道路31.5公里。", "31.5公里", "林区道路改造提升", "length"),
]


@pytest.mark.parametrize(("text", "amount", "of", "attribute"), AMOUNTS)
def test_thing_and_attribute(text: str, amount: str, of: str, attribute: str) -> None:
    claim = next(claim for claim in claims(text) if claim.quantity.text == amount)
    assert (claim.of.key, claim.attribute) == (of, attribute)


UNSURE = [
    "平均每年治理水土流失面积20平方公里。",
    "每个村建设垃圾收集点2处。",
    "每亩投资1200元。",
    "流域面积在50平方公里以上的河流众多。",
    "坚持生态优先的原则，面积达30平方公里。",
    "新建厂房，取得一批成果，投资500万元。",
    "打造“三屏、两廊”格局。",
    "人均耕地1.2亩。",
    "不再新增建设用地3公顷。",
    "自然保护区2个、森林公园3个，面积共计42300公顷。",
    "主要分布在甲镇、乙乡、丙乡3个乡镇。",
]


@pytest.mark.parametrize("text", UNSURE)
def test_unsure_has_no_key(text: str) -> None:
    found = claims(text)
    assert found
    assert found[-1].of.key == ""


SHARES = [
    ("耕地4.1万公顷，占国土面积的16.6%。", "耕地", WHOLE),
    ("红线面积702平方公里（占全县国土面积的28.3%）。", "红线", WHOLE),
    ("坡耕地2.1万公顷，占耕地的50.9%。", "坡耕地", "耕地"),
    ("竹林占森林总面积的1.94%。", "竹林", "森林"),
    ("水土流失面积占全县土地总面积的18.6%。", "水土流失", WHOLE),
    ("中央资金20亿元，占总投资的64%。", "中央", "规划"),
    ("保护区面积186公顷，其中核心区72公顷，占38.7%。", "保护区核心区", "保护区"),
]


@pytest.mark.parametrize(("text", "of", "whole"), SHARES)
def test_share_and_what_it_is_of(text: str, of: str, whole: str) -> None:
    claim = claims(text)[-1]
    assert (claim.role, claim.of.key, claim.whole) == ("share", of, whole)


def test_shares_given_out_one_by_one() -> None:
    found = claims("中央资金4亿元、省级资金1亿元，分别占总投资的80%和20%。")
    assert [(one.of.key, one.whole) for one in found[2:]] == [("中央", "规划"), ("省级", "规划")]


def test_amounts_given_out_to_things() -> None:
    found = claims("林地、草地和湿地面积分别为1200、356和80公顷。")
    assert [one.of.key for one in found] == ["林地", "草地", "湿地"]
    assert [str(one.quantity.value) for one in found] == ["12000000", "3560000", "800000"]
    assert len({one.group for one in found}) == 1


def test_amounts_given_out_to_years() -> None:
    found = claims("到2025年、2035年，全县湿地保护率分别达到58%和65%。")
    assert [(one.of.key, one.first, str(one.quantity.value)) for one in found] == [
        ("湿地保护率", 2025, "58"),
        ("湿地保护率", 2035, "65"),
    ]


def test_numbers_that_do_not_match_the_list_are_of_nothing() -> None:
    found = claims("林地、草地、湿地面积分别为1200公顷、80公顷。")
    assert {one.of.key for one in found} == {""}


def test_parts_stand_in_one_group_with_their_whole() -> None:
    found = claims("全县林地12.5万公顷，其中公益林6.8万公顷、商品林5.7万公顷。")
    assert [one.role for one in found] == ["amount", "part", "part"]
    assert len({one.group for one in found}) == 1
    assert found[0].group > 0


def test_parts_of_two_wholes_are_kept_apart() -> None:
    found = claims("矿山46处、面积312公顷，其中停产18处、面积105公顷。")
    assert found[0].group == found[2].group
    assert found[1].group == found[3].group
    assert found[0].group != found[1].group


def test_the_next_sentence_may_begin_with_the_parts() -> None:
    found = claims("规划总投资5.8亿元。其中保护类2.1亿元，整治类3.7亿元。")
    assert [one.role for one in found] == ["total", "part", "part"]


def test_part_of_a_place_is_of_the_same_thing() -> None:
    found = claims("水土流失治理面积30平方公里，其中白水镇12平方公里、高坪乡18平方公里。")
    assert [(one.of.key, one.scope) for one in found] == [
        ("水土流失治理", ""),
        ("水土流失治理", "白水镇"),
        ("水土流失治理", "高坪乡"),
    ]


@pytest.mark.parametrize(
    ("heading", "of"),
    [("第二节 河道综合整治", "河道整治"), ("第二节 投资估算", ""), ("", "")],
)
def test_money_of_all_projects_of_a_section(heading: str, of: str) -> None:
    found = claims("本节安排项目3个，估算投资4425万元。", heading)
    assert found[-1].of.key == of


def test_area_in_a_zone_is_that_of_the_zone() -> None:
    found = claims("区域面积615平方公里，占国土总面积的34.9%。", "第二节 白水河流域修复区")
    assert [(one.of.key, one.scope, one.whole) for one in found] == [
        (WHOLE, "白水河流域修复区", ""),
        (WHOLE, "白水河流域修复区", WHOLE),
    ]


def test_second_unit_says_the_same_again() -> None:
    first, second = claims("退化林修复3200公顷（折合4.8万亩）。")
    assert (first.of, first.attribute, first.group) == (second.of, second.attribute, second.group)
    assert first.group > 0


CHANGES = [
    ("森林覆盖率由2015年的56.3%提高到2020年的61.4%。", ("base", 2015), ("amount", 2020)),
    ("耕地由2015年的4.2万公顷减少到2020年的4.1万公顷。", ("base", 2015), ("amount", 2020)),
]


@pytest.mark.parametrize(("text", "before", "after"), CHANGES)
def test_change_has_two_ends(text: str, before: tuple[str, int], after: tuple[str, int]) -> None:
    first, second = claims(text)
    assert (first.role, first.first) == before
    assert (second.role, second.first) == after
    assert first.of.key == second.of.key


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("森林覆盖率较2020年提高3.2个百分点。", "increase"),
        ("新增湿地面积260公顷。", "increase"),
        ("到2025年，森林覆盖率不低于62%。", "target"),
        ("全县河流总长612公里。", "total"),
        ("2020年，森林覆盖率达到62%。", "amount"),
    ],
)
def test_role(text: str, role: str) -> None:
    assert claims(text)[-1].role == role


def test_lead_in_holds_for_its_paragraph() -> None:
    found = claims("近期目标。到2025年，湿地得到保护。湿地保护率达到55%；修复湿地80公顷。")
    assert [(one.first, one.role) for one in found] == [(2025, "target"), (2025, "target")]


def test_phases_of_money() -> None:
    found = claims("规划总投资9亿元，其中近期投资4亿元，中远期投资5亿元。")
    assert [(one.phase, one.of.key) for one in found] == [("", "规划"), ("near", "规划"), ("far", "规划")]


def test_year_compared_with_is_not_the_year() -> None:
    assert claims("森林覆盖率比2015年提高3个百分点。")[0].first is None


@pytest.mark.parametrize(
    ("heading", "text", "scope"),
    [
        ("第二节 白水河流域生态修复区", "林地面积20公顷。", "白水河流域生态修复区"),
        ("第二节 白水河流域生态修复区", "全县林地面积90公顷。", ""),
        ("第二节 白水河流域生态修复区", "高坪乡石漠化面积3公顷。", "高坪乡"),
        ("第二节 分区布局", "林地面积20公顷。", ""),
        ("第一节 石漠化治理重点项目", "林地面积20公顷。", ""),
    ],
)
def test_scope(heading: str, text: str, scope: str) -> None:
    assert claims(text, heading)[0].scope == scope


def test_numbered_project_is_the_scope_of_what_follows() -> None:
    found = claims("1、白水村清洁小流域工程（2021年—2025年）\n经果林0.93km2，蓄水池9口。投资450万元。\n")
    assert {one.scope for one in found} == {"白水村清洁小流域工程"}
    assert [one.of.key for one in found] == ["经果林", "蓄水池", "项目"]


def test_place_holds_on_within_its_clause_group() -> None:
    found = claims("高坪乡石漠化图斑3.9公顷、潜在石漠化面积8.2公顷；白水镇石漠化图斑12公顷。")
    assert [one.scope for one in found] == ["高坪乡", "高坪乡", "白水镇"]


def test_sum_of_a_list_is_of_nothing_by_itself() -> None:
    found = claims("封山育林2600公顷，人工造林900公顷，共计3500公顷。")
    assert (found[-1].role, found[-1].of.key) == ("total", "")
    assert len({one.group for one in found}) == 1


def test_synonyms_and_ranks() -> None:
    assert key("水土保持林（含补植）") == key("水保林")
    assert key("望云省级森林公园") == key("望云森林公园")
    assert key("省级森林公园") != key("国家级森林公园")


@pytest.mark.parametrize("name", ["qingping.txt", "hedong.txt", "longhe.txt"])
def test_whole_plans_are_read(name: str) -> None:
    plan = read(PLANS / name)
    found = claims_of(plan, *_parts(plan))
    assert len(found) > 40
    for claim in found:
        assert claim.sentence.start <= claim.quantity.span.start < claim.sentence.end
        assert 0 <= claim.of.span.start <= claim.of.span.end <= len(plan.text)
    sure = [claim for claim in found if claim.of.key]
    assert len(sure) > 0.7 * len(found)


def _parts(plan: Document) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    from shanshui.claims.periods import periods
    from shanshui.claims.quantities import quantities

    return quantities(plan.text), periods(plan.text)


@given(st.text(alphabet="甲乙林地面积总共其中分别为占的、，。；：（）“”到由年公顷%个12.3 \n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for claim in claims(text):
        assert claim.group >= 0
        assert claim.of.span.end <= len(text)


def test_empty_document() -> None:
    assert claims_of(document(""), (), ()) == ()
