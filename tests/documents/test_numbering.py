from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.documents.numbering import marker, value_of


@pytest.mark.parametrize(
    ("line", "style", "numbers", "rest"),
    [
        ("第十二章　组织保障", "章", (12,), "组织保障"),
        ("第 3 节 目标", "节", (3,), "目标"),
        ("第二部分：现状", "部分", (2,), "现状"),
        ("三、重点工程", "一、", (3,), "重点工程"),
        ("（十一）资金筹措", "（一）", (11,), "资金筹措"),
        ("(四) 监测", "（一）", (4,), "监测"),
        ("5.2.1 确定范围", "1.1", (5, 2, 1), "确定范围"),
        ("H. 1. 3. 4 概况", "1.1", (8, 1, 3, 4), "概况"),
        ("3 术语", "1", (3,), "术语"),
        ("2、完善机制", "1、", (2,), "完善机制"),
        ("４．水环境", "1．", (4,), "水环境"),
        ("（3）造林", "（1）", (3,), "造林"),
        ("7) 封育", "（1）", (7,), "封育"),
        ("③ 河道", "①", (3,), "河道"),
        ("附录 B 调查表", "附录", (2,), "调查表"),
        ("附件三：清单", "附件", (3,), "清单"),
        ("参考文献", "", (), ""),
    ],
)
def test_numbers_before_headings_are_read(line: str, style: str, numbers: tuple[int, ...], rest: str) -> None:
    found = marker(line)
    assert found is not None
    assert (found.style, found.numbers, line[found.length :]) == (style, numbers, rest)


@pytest.mark.parametrize(
    "line", ["全县土地总面积", "一是加强领导", "《规划》", "2021年", "附表见后", "x", "", "第一产业占比"]
)
def test_other_lines_have_no_number_of_a_heading(line: str) -> None:
    found = marker(line)
    assert found is None or not found.spaced


def test_numerals_are_numbers() -> None:
    assert [value_of(text) for text in ("七", "十", "十九", "二十", "一百零三", "48", "〇")] == [
        7,
        10,
        19,
        20,
        103,
        48,
        0,
    ]
    assert value_of("廿") == -1


@given(st.text(alphabet="第一二三章节（）()1.2-、 　.AH附录①表位年", max_size=30))
def test_no_line_breaks_it(line: str) -> None:
    found = marker(line)
    assert found is None or 0 < found.length <= len(line)
