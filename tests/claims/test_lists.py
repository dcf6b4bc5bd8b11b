"""Lists that a text counts or sums up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_texts import lists
from shanshui.claims.counting import small_number
from shanshui.claims.listing import parted
from shanshui.claims.model import Enumeration, Span


def counted(text: str) -> Enumeration:
    """The one list with items that a text counts."""
    found = [one for one in lists(text) if one.count is not None and one.items]
    assert len(found) == 1
    return found[0]


COUNTED = [
    ("境内主要河流有沙河、青水河和洛溪3条。", 3, ["沙河", "青水河", "洛溪"]),
    ("涉及望云镇、青水镇、高坪乡3个乡镇。", 3, ["望云镇", "青水镇", "高坪乡"]),
    ("农田、森林、灌丛三类是主要的生态系统。", 3, ["农田", "森林", "灌丛"]),
    ("实施“山、水、田、林、湖”五大修复行动。", 5, ["山", "水", "田", "林", "湖"]),
    ("布局3个片区，分别为东部片区、西部片区和北部片区。", 3, ["东部片区", "西部片区", "北部片区"]),
    ("实施四大任务：造林、种草、治水、护田。", 4, ["造林", "种草", "治水", "护田"]),
    ("划为5个单元：甲单元、乙单元、丙单元、丁单元。", 5, ["甲单元", "乙单元", "丙单元", "丁单元"]),
    ("包括甲河与乙河流域、丙河流域两个片区。", 2, ["甲河与乙河流域", "丙河流域"]),
    ("主要有三个方面的问题：一是水土流失；二是耕地破碎；三是监测不足。", 3, ["水土流失", "耕地破碎", "监测不足"]),
    ("重点实施“两大工程”：水源涵养工程、水土保持工程。", 2, ["水源涵养工程", "水土保持工程"]),
    ("“三区”分别为：一是甲河流域修复区，二是乙河流域修复区，三是丙河流域修复区。", 3, None),
    ("“两廊”是指清河生态廊道和亮河生态廊道，生态廊道连通绿色斑块。", 2, ["清河生态廊道", "亮河生态廊道"]),
    ("有3个自然保护地，分别为甲园，面积1公顷、乙园，面积2公顷、丙区，面积3公顷。", 3, ["甲园", "乙园", "丙区"]),
]


@pytest.mark.parametrize(("text", "count", "items"), COUNTED)
def test_count_and_items(text: str, count: int, items: list[str] | None) -> None:
    found = counted(text)
    assert found.count is not None
    assert found.count.value == count
    assert found.closed
    if items is not None:
        assert [item.text for item in found.items] == items


def test_one_item_too_few_is_seen() -> None:
    found = counted("有4个自然保护地，分别为甲公园，面积1公顷、乙公园，面积2公顷、丙保护区，面积3公顷。")
    assert len(found.items) == 3


@pytest.mark.parametrize(
    "text",
    [
        "保护甲镇、乙镇、丙乡等8个乡镇。",
        "涉及12个部门，包括林业、水利、农业等。",
        "实施12个项目，主要有造林项目、种草项目、治水项目。",
    ],
)
def test_list_of_some_is_open(text: str) -> None:
    assert not any(one.closed for one in lists(text))


@pytest.mark.parametrize(
    "text",
    [
        "全县共有18个村。",
        "新建蓄水池、水塔41处。",
        "2021年、2022年各实施一批项目。",
        "第三节 甲、乙、丙。",
        "依据《甲、乙、丙三个规定》执行。",
        "全面推进一体化保护，建设“一张图”。",
    ],
)
def test_no_list(text: str) -> None:
    assert [one for one in lists(text) if one.items] == []


def test_slogan_without_meaning_has_no_items() -> None:
    found = lists("筑牢“三屏、两廊、三区”的生态格局。")
    assert [(int(one.count.value) if one.count else 0, one.noun, len(one.items)) for one in found] == [
        (3, "屏", 0),
        (2, "廊", 0),
        (3, "区", 0),
    ]


SUMS = [
    ("封山育林2600公顷，人工造林900公顷，共计3500公顷。", True, "3500公顷", ["2600公顷", "900公顷"]),
    ("总投资9亿元，其中近期4亿元，中远期5亿元。", True, "9亿元", ["4亿元", "5亿元"]),
    ("投资9亿元，其中2021—2025年4亿元，2026—2035年5亿元。", True, "9亿元", ["4亿元", "5亿元"]),
    ("林地9公顷，其中公益林4公顷、商品林5公顷。", False, "9公顷", ["4公顷", "5公顷"]),
    ("总费用9万元，其中施工费4万元，设备费3万元，其他费用2万元。", True, "9万元", ["4万元", "3万元", "2万元"]),
    ("综合防治面积24.1km2，防治措施中林草措施2.3km2，封育治理21.8km2。", False, "24.1km2", ["2.3km2", "21.8km2"]),
    ("湿地面积60公顷（900亩），其中核心区20公顷，缓冲区40公顷。", False, "60公顷", ["20公顷", "40公顷"]),
]


@pytest.mark.parametrize(("text", "closed", "total", "parts"), SUMS)
def test_sum_and_parts(text: str, closed: bool, total: str, parts: list[str]) -> None:
    found = [one for one in lists(text) if one.count is None]
    assert len(found) == 1
    assert found[0].closed is closed
    assert found[0].total is not None
    assert found[0].total.quantity.text == total
    assert [claim.quantity.text for claim in found[0].amounts] == parts


@pytest.mark.parametrize(
    "text",
    [
        "林地9公顷，草地4公顷，湿地5公顷。",
        "蓄水池9口，沉沙池9口。",
        "全县共有乡镇15个，行政村128个。",
    ],
)
def test_no_sum(text: str) -> None:
    assert [one for one in lists(text) if one.count is None] == []


def test_joining_words_give_way_to_the_count() -> None:
    text = "甲河与乙河流域、丙河流域和丁河流域"
    whole = Span(0, len(text))
    assert len(parted(text, whole, 2)) == 2
    assert len(parted(text, whole, 3)) == 3
    assert len(parted(text, whole, 4)) == 4
    assert len(parted(text, whole)) == 3


def test_nothing_is_cut_inside_brackets() -> None:
    text = "甲屏障（A、B）、乙屏障（C和D）"
    assert len(parted(text, Span(0, len(text)))) == 2


@pytest.mark.parametrize(
    ("words", "value"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("16", 16)]
)
def test_small_numbers(words: str, value: int) -> None:
    assert small_number(words) == value


@given(st.text(alphabet="甲乙、和与及，。；：等三3个大类项包括分别为“”（）一是二是屏廊", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for one in lists(text):
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert all(item.text for item in one.items)
