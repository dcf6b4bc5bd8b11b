"""Checks on amounts, each on claims made by hand: one text that contradicts itself, one that does not."""

from dataclasses import replace
from typing import Any

import pytest

from audit.made import Made, quantity_of
from shanshui.audit.check import Check
from shanshui.audit.checks.amounts import dual_units, parts, percentages, same_facts, shares, sums
from shanshui.audit.checks.counting import counts
from shanshui.audit.checks.works import booking, money
from shanshui.audit.reading import Frame
from shanshui.finding import Finding

AREA = {"attribute": "area"}


def _run(check: Check, made: Made) -> tuple[Finding, ...]:
    return check(made.reading())


def _codes(check: Check, made: Made) -> list[str]:
    return [finding.code for finding in _run(check, made)]


def _twice(one: str, other: str, **words: Any) -> Made:
    made = Made()
    made.say(f"全县湿地面积为[{one}]。", {"of": "湿地", **AREA})
    made.say(f"现有湿地[{other}]。", {"of": "湿地", **AREA, **words})
    return made


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (_twice("1200公顷", "1300公顷"), ["AUDIT-FACT"]),
        (_twice("1200公顷", "12平方公里"), []),
        (_twice("1200公顷", "1300公顷", scope="甲河流域修复区"), []),
        (_twice("1200公顷", "1300公顷", first=2035, last=2035), []),
        (_twice("1200公顷", "1300公顷", role="increase"), []),
        (_twice("1200公顷", "1100公顷", bound="at_least"), []),
        (_twice("1200公顷", "1300公顷", bound="at_least"), ["AUDIT-FACT-LIKELY"]),
        (_twice("1200公顷", "1300公顷", attribute="length"), []),
    ],
)
def test_a_fact_has_one_value(made: Made, codes: list[str]) -> None:
    assert _codes(same_facts.one_value, made) == codes


def test_the_finding_tells_the_majority_and_quotes_every_side() -> None:
    made = Made()
    for amount in ("620公顷", "6.20平方公里", "260公顷"):
        made.say(f"石漠化面积[{amount}]。", {"of": "石漠化", **AREA})
    (finding,) = _run(same_facts.one_value, made)
    assert (finding.got, finding.want) == ("260公顷", "620公顷、6.20平方公里")
    assert [quote.text for quote in finding.quotes] == ["260公顷", "620公顷", "6.20平方公里"]
    assert finding.words["difference"] == "360公顷"


def test_two_values_in_one_sentence_are_of_two_things() -> None:
    made = Made()
    made.say("坝顶[3米]，坝底[6米]。", {"of": "坝", "attribute": "width"}, {"of": "坝", "attribute": "width"})
    assert _codes(same_facts.one_value, made) == []


def test_general_words_contradict_only_where_the_values_are_near() -> None:
    far, close = Made(), Made()
    for made, other in ((far, "310公顷"), (close, "962公顷")):
        made.say("区域面积[926公顷]。", {"of": "区域", **AREA})
        made.say(f"区域面积为[{other}]。", {"of": "区域", **AREA})
    assert _codes(same_facts.one_value, far) == []
    assert _codes(same_facts.one_value, close) == ["AUDIT-FACT"]


@pytest.mark.parametrize(("cell", "codes"), [("61.4%", []), ("64.1%", ["AUDIT-TABLE-TEXT"])])
def test_table_and_text_agree(cell: str, codes: list[str]) -> None:
    made = Made()
    made.say("2022年森林覆盖率为[61.4%]。", {"of": "森林", "attribute": "cover", "first": 2022, "last": 2022})
    made.say(f"[{cell}]", {"of": "森林", "attribute": "cover", "role": "base"}, kind="cell")
    assert _codes(same_facts.table_and_text, made) == codes


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("15.92公顷", []), ("15.93公顷", ["AUDIT-TABLE-TEXT-LIKELY"]), ("15.29公顷", ["AUDIT-TABLE-TEXT"])],
)
def test_a_last_digit_apart_may_be_of_rounding(cell: str, codes: list[str]) -> None:
    made = Made()
    made.say("石漠化面积[15.92公顷]。", {"of": "石漠化", **AREA})
    made.say(f"[{cell}]", {"of": "石漠化", **AREA}, kind="cell")
    assert _codes(same_facts.table_and_text, made) == codes


def _zones(*amounts: str) -> Made:
    made = Made()
    made.say("青松岭自然保护区面积[1200公顷]。", {"of": "青松岭自然保护区", **AREA})
    for number, amount in enumerate(amounts):
        made.say(f"本区有青松岭自然保护区[{amount}]。", {"of": "青松岭自然保护区", **AREA, "scope": f"{number}区"})
    return made


def test_a_zone_holds_no_more_than_there_is() -> None:
    assert _codes(parts.part_in_zone, _zones("12.6平方公里")) == ["AUDIT-PART"]
    assert _codes(parts.part_in_zone, _zones("11.6平方公里", "0.4平方公里")) == []


def test_zones_hold_no_more_together_than_there_is() -> None:
    assert _codes(parts.zones_together, _zones("700公顷", "7平方公里")) == ["AUDIT-ZONES"]
    assert _codes(parts.zones_together, _zones("700公顷", "5平方公里")) == []


@pytest.mark.parametrize(
    ("thing", "amount", "codes"),
    [
        ("永久基本农田", "130平方公里", ["AUDIT-WITHIN"]),
        ("永久基本农田", "119平方公里", []),
        ("测土配方施肥", "40万亩", ["AUDIT-WITHIN-LIKELY"]),
        ("林地", "900平方公里", []),
    ],
)
def test_what_is_drawn_from_something_is_not_more(thing: str, amount: str, codes: list[str]) -> None:
    made = Made()
    made.say("耕地面积[12000公顷]。", {"of": "耕地", **AREA})
    made.say(f"{thing}[{amount}]。", {"of": thing, **AREA})
    assert _codes(parts.thing_within_thing, made) == codes


@pytest.mark.parametrize(
    ("amount", "scope", "codes"),
    [("1700平方公里", "", ["AUDIT-REGION"]), ("1500平方公里", "", []), ("1700平方公里", "全省", [])],
)
def test_nothing_in_the_region_is_larger_than_it(amount: str, scope: str, codes: list[str]) -> None:
    made = Made(Frame(region="云水县", above=("青川市",)))
    made.say("国土面积[1600平方公里]。", {"of": "国土面积", "key": "国土", **AREA})
    made.say(f"林地[{amount}]。", {"of": "林地", **AREA, "scope": scope})
    assert _codes(parts.within_region, made) == codes


def test_after_of_which_nothing_is_more_than_the_whole() -> None:
    made = Made()
    whole = {"of": "水土流失", **AREA, "role": "total", "group": 1}
    made.say(
        "水土流失[300公顷]，其中剧烈侵蚀[31平方公里]。", whole, {"of": "剧烈侵蚀", **AREA, "role": "part", "group": 1}
    )
    assert _codes(parts.of_which, made) == ["AUDIT-OF-WHICH"]


def _listed(total: str, *amounts: str, closed: bool = True) -> Made:
    made = Made()
    words = "、".join(f"第{n}类[{amount}]" for n, amount in enumerate(amounts))
    whole, *each = made.say(
        f"面积[{total}]，分别为{words}。",
        {"of": "草地", **AREA},
        *({"of": f"第{n}类", **AREA} for n in range(len(amounts))),
    )
    made.list(None, [f"第{n}类" for n in range(len(amounts))], closed=closed, amounts=tuple(each), total=whole)
    return made


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (_listed("660公顷", "120公顷", "340公顷", "200公顷"), []),
        (_listed("665公顷", "120公顷", "340公顷", "200公顷"), ["AUDIT-SUM"]),
        (_listed("6.6平方公里", "120公顷", "340公顷", "200公顷"), []),
        (_listed("900公顷", "120公顷", "340公顷", "200公顷", closed=False), []),
        (_listed("579公顷", "120公顷", "340公顷", "200公顷", closed=False), ["AUDIT-SUM"]),
        (_listed("1.0公顷", "0.33公顷", "0.33公顷", "0.33公顷"), []),
    ],
)
def test_a_list_makes_its_total(made: Made, codes: list[str]) -> None:
    assert _codes(sums.list_and_total, made) == codes


def test_the_slip_that_explains_a_sum_is_told() -> None:
    (finding,) = _run(sums.list_and_total, _listed("6600公顷", "1204公顷", "3422公顷", "2010公顷"))
    assert finding.words["difference"] == "36公顷"
    (finding,) = _run(sums.list_and_total, _listed("6636公顷", "1204公顷", "3242公顷", "2010公顷"))
    assert finding.words["difference"] == "180公顷；若 3242公顷 为 3422公顷，则相符"


@pytest.mark.parametrize(("far", "codes"), [("18.30亿元", []), ("13.80亿元", ["AUDIT-PHASES"])])
def test_near_and_far_make_the_whole(far: str, codes: list[str]) -> None:
    made = Made()
    made.say(
        f"总投资[27.50亿元]，其中近期[9.20亿元]，远期[{far}]。",
        {"of": "规划", "attribute": "money", "role": "total"},
        {"of": "规划", "attribute": "money", "role": "part", "phase": "near"},
        {"of": "规划", "attribute": "money", "role": "part", "phase": "far"},
    )
    assert _codes(sums.near_and_far, made) == codes


@pytest.mark.parametrize(
    ("share", "codes"), [("25.34%", []), ("35.34%", ["AUDIT-SHARE"]), ("25.33%", ["AUDIT-SHARE-ROUND"])]
)
def test_a_share_is_part_over_whole(share: str, codes: list[str]) -> None:
    made = Made()
    made.say("国土面积[2416.5平方公里]。", {"of": "国土面积", "key": "国土", **AREA})
    made.say(
        f"生态保护红线[612.38平方公里]，占国土面积的[{share}]。",
        {"of": "生态保护红线", **AREA},
        {"of": "生态保护红线", "attribute": "share", "role": "share", "whole": "国土"},
    )
    assert _codes(shares.part_over_whole, made) == codes


def test_a_wrong_share_tells_which_whole_it_would_fit() -> None:
    made = Made()
    made.say("国土面积[2000平方公里]。", {"of": "国土面积", "key": "国土", **AREA})
    made.say("林地[1250平方公里]。", {"of": "林地", **AREA})
    made.say(
        "公益林[500平方公里]，占国土面积的[40.0%]。",
        {"of": "公益林", **AREA},
        {"of": "公益林", "attribute": "share", "role": "share", "whole": "国土"},
    )
    (finding,) = _run(shares.part_over_whole, made)
    assert finding.want == "25.00%"
    assert finding.words["back"] == "1250平方公里，恰为林地 1250平方公里"


@pytest.mark.parametrize(("last", "codes"), [("23.33%", []), ("32.33%", ["AUDIT-SHARE-EACH"])])
def test_shares_in_turn_are_of_the_amounts_in_turn(last: str, codes: list[str]) -> None:
    made = Made()
    share = {"attribute": "share", "role": "share"}
    made.say(
        f"总投资[12.86亿元]，中央[4.50亿元]、省级[5.36亿元]、社会[3.00亿元]，分别占[34.99%]、[41.68%]、[{last}]。",
        {"of": "规划", "attribute": "money", "role": "total"},
        *({"of": name, "attribute": "money"} for name in ("中央", "省级", "社会")),
        share,
        share,
        share,
    )
    assert _codes(shares.part_over_whole, made) == codes


def test_shares_of_a_closed_list_make_a_hundred() -> None:
    for last, codes in (("1.94%", []), ("1.49%", ["AUDIT-SHARE-SUM"])):
        made = Made()
        share = {"attribute": "share", "role": "share", "whole": "森林"}
        each = made.say(f"乔木林占[98.06%]，竹林占[{last}]。", {"of": "乔木林", **share}, {"of": "竹林", **share})
        made.list(None, ["乔木林", "竹林"], amounts=tuple(each))
        assert _codes(shares.shares_together, made) == codes


@pytest.mark.parametrize(
    ("sentence", "told", "codes"),
    [
        ("湿地保护率达到[120%]。", {"of": "湿地保护率", "attribute": "rate"}, ["AUDIT-OVER"]),
        ("湿地保护率达到[100%]。", {"of": "湿地保护率", "attribute": "rate"}, []),
        ("技术覆盖率达到[100%]以上。", {"of": "技术", "attribute": "cover", "bound": "at_least"}, ["AUDIT-OVER"]),
        ("村民收入较基期增长[150%]。", {"of": "收入", "role": "increase"}, []),
        ("产值同比增长[130%]。", {"of": "产值"}, []),
        ("任务完成率[108%]。", {"of": "任务完成率", "attribute": "rate"}, []),
    ],
)
def test_no_rate_of_a_whole_is_above_a_hundred(sentence: str, told: dict[str, Any], codes: list[str]) -> None:
    made = Made()
    made.say(sentence, told)
    assert _codes(percentages.no_more_than_all, made) == codes


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("营造林[2860公顷]（[4.29万亩]）。", []),
        ("营造林[2860公顷]（[4.92万亩]）。", ["AUDIT-DUAL"]),
        ("营造林[2860公顷]，折合[4.29万亩]。", []),
        ("营造林[2860公顷]，补植[4.92万亩]。", []),
        ("新建道路[12公里]（其中硬化[3000米]）。", []),
        ("投资[1.50亿元]，合[1500万元]。", ["AUDIT-DUAL"]),
    ],
)
def test_two_units_say_the_same(sentence: str, codes: list[str]) -> None:
    made = Made()
    made.say(sentence, {}, {})
    assert _codes(dual_units.two_units, made) == codes


def _counted(count: str, items: tuple[str, ...], closed: bool = True) -> Made:
    made = Made()
    made.say(f"实施{count}项工程：{'、'.join(items)}。")
    start = made.text.index(count)
    quantity = replace(quantity_of("4" if count == "四" else "2", "项", start), text=f"{count}项")
    made.list(quantity, items, "工程", closed=closed)
    return made


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (_counted("四", ("造林", "种草", "治沙", "节水")), []),
        (_counted("四", ("造林", "种草", "治沙")), ["AUDIT-COUNT"]),
        (_counted("四", ("造林", "种草与补播", "治沙")), []),
        (_counted("四", ("造林", "种草", "治沙"), closed=False), []),
        (_counted("2", ("造林", "种草", "治沙"), closed=False), ["AUDIT-COUNT-LIKELY"]),
    ],
)
def test_a_list_has_as_many_items_as_it_says(made: Made, codes: list[str]) -> None:
    assert _codes(counts.announced_and_listed, made) == codes


@pytest.mark.parametrize(("last", "codes"), [("节水", []), ("引水", ["AUDIT-LIST"])])
def test_the_same_list_has_the_same_members(last: str, codes: list[str]) -> None:
    made = _counted("四", ("造林", "种草", "治沙", "节水"))
    made.say(f"四项工程即造林、种草、治沙、{last}。")
    made.list(made.lists[0].count, ["造林", "种草", "治沙", last], "工程")
    assert _codes(counts.other_members, made) == codes


def _with_projects(second: str, total: str) -> Made:
    made = Made()
    made.say(f"总投资[{total}]。", {"of": "规划", "attribute": "money", "role": "total"})
    for name, cost in (("甲河治理工程", "3000万元"), ("乙山修复工程", second)):
        (claim,) = made.say(f"{name}，投资[{cost}]。", {"of": "投资", "attribute": "money", "scope": name})
        made.project(name, (2023, 2027), [claim])
    return made


@pytest.mark.parametrize(
    ("second", "total", "codes"),
    [
        ("2000万元", "5000万元", []),
        ("2000万元", "0.50亿元", []),
        ("2800万元", "5000万元", ["AUDIT-MONEY"]),
        ("1000万元", "5000万元", ["AUDIT-MONEY-LIKELY"]),
    ],
)
def test_projects_cost_what_the_plan_says(second: str, total: str, codes: list[str]) -> None:
    assert _codes(money.projects_and_total, _with_projects(second, total)) == codes


def _booked(years: tuple[int, int], amount: str) -> Made:
    made = Made()
    goal = {**AREA, "role": "target", "first": 2027, "last": 2027}
    made.say(
        f"到2027年，经济林[131公顷]、水保林[83公顷]、封育[{amount}]。",
        *({"of": name, **goal} for name in ("经济林", "水保林", "封育")),
    )
    claims = made.say(
        "甲沟小流域治理工程：经济林[1.31平方公里]，水保林[0.83平方公里]，封育[13.47平方公里]。",
        *({"of": name, **AREA, "scope": "甲沟小流域治理工程"} for name in ("经济林", "水保林", "封育")),
    )
    made.project("甲沟小流域治理工程", years, claims)
    return made


@pytest.mark.parametrize(
    ("years", "amount", "codes"),
    [
        ((2027, 2035), "1347公顷", ["AUDIT-BOOKED"]),
        ((2027, 2035), "1290公顷", ["AUDIT-BOOKED-LIKELY"]),
        ((2023, 2027), "1347公顷", []),
    ],
)
def test_goals_are_not_the_works_of_a_later_project(years: tuple[int, int], amount: str, codes: list[str]) -> None:
    assert _codes(booking.booked_in_another_phase, _booked(years, amount)) == codes
