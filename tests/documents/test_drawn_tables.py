"""Tables of text files drawn with bars or blanks, and those whose empty cells left no line."""

from __future__ import annotations

import pytest

from shanshui.documents import Table
from shanshui.documents.plain import document_of


def words(table: Table) -> list[list[str]]:
    return [[cell.text if (cell := table.at(r, c)) else "" for c in range(table.columns)] for r in range(table.rows)]


BODY = [["乡镇", "造林", "种草"], ["东河镇", "120", ""], ["西山乡", "300", "150"], ["合计", "420", "150"]]


@pytest.mark.parametrize(
    "text",
    [
        "│乡镇│造林│种草│\n│东河镇│120││\n│西山乡│300│150│\n│合计│420│150│",
        "┌──┬──┬──┐\n│乡镇│造林│种草│\n├──┼──┼──┤\n│东河镇│120│  │\n│西山乡│300│150│\n├──┼──┼──┤\n"
        "│合计│420│150│\n└──┴──┴──┘",
        "乡镇 ｜ 造林 ｜ 种草\n东河镇 ｜ 120 ｜\n西山乡 ｜ 300 ｜ 150\n合计 ｜ 420 ｜ 150",
        "乡镇 | 造林 | 种草\n--- | --- | ---\n东河镇 | 120 |\n西山乡 | 300 | 150\n合计 | 420 | 150",
        "+----+----+----+\n|乡镇|造林|种草|\n+====+====+====+\n|东河镇|120||\n|西山乡|300|150|\n"
        "|合计|420|150|\n+----+----+----+",
    ],
)
def test_bars_of_every_kind_part_cells(text: str) -> None:
    document = document_of(f"各乡镇任务如下（公顷）。\n{text}\n以上任务逐年下达。\n")
    assert [words(table) for table in document.tables] == [BODY]
    assert [block.kind for block in document.blocks if block.kind != "cell"] == ["paragraph", "paragraph"]


def test_blanks_part_columns_without_a_caption() -> None:
    text = (
        "任务如下：\n\n乡镇      造林    种草\n东河镇    120     80\n西山乡    300     150\n"
        "合计      420     230\n\n逐年下达。\n"
    )
    (table,) = document_of(text).tables
    assert words(table)[3] == ["合计", "420", "230"]


@pytest.mark.parametrize(
    "text", ["甲方    乙方    丙方\n张三    李四    王五\n盖章    盖章    盖章\n", "东经  北纬  海拔各测一次。\n"]
)
def test_blanks_between_words_alone_make_no_table(text: str) -> None:
    assert document_of(text).tables == ()


def test_a_blank_line_and_a_rule_begin_another_table() -> None:
    one = "项目 | 面积 | 投资\n甲 | 12 | 30\n"
    document = document_of(f"{one}\n名称 | 长度 | 投资\n--- | --- | ---\n乙 | 5 | 20\n")
    assert [table.rows for table in document.tables] == [2, 2]


FLAT = """表2-1 重点项目表
序号
项目
规模（公顷）
期限
投资（万元）
一
造林
620
1
北坡造林项目
120
2021—2023年
240
2
南坡造林项目
190
380
小计
310
620
二
种草
1960
3
河滩种草项目
980
2022—2025年
1960
合计
1290
2580
第二节 其他
"""


def test_rows_lack_cells_where_empty_ones_left_no_line() -> None:
    (table,) = document_of(FLAT).tables
    assert words(table) == [
        ["序号", "项目", "规模（公顷）", "期限", "投资（万元）"],
        ["一", "造林", "", "", "620"],
        ["1", "北坡造林项目", "120", "2021—2023年", "240"],
        ["2", "南坡造林项目", "190", "", "380"],
        ["", "小计", "310", "", "620"],
        ["二", "种草", "", "", "1960"],
        ["3", "河滩种草项目", "980", "2022—2025年", "1960"],
        ["", "合计", "1290", "", "2580"],
    ]


def test_one_full_row_shows_what_the_others_lack() -> None:
    text = (
        "表1-1 矿山\n矿山\n位置\n面积（公顷）\n期限\n石门矿\n北乡\n12.5\n2022年\n高坡矿\n南乡\n8.4\n"
        "合计\n20.9\n各矿山由县自然资源局组织验收。\n"
    )
    (table,) = document_of(text).tables
    assert words(table)[1:] == [
        ["石门矿", "北乡", "12.5", "2022年"],
        ["高坡矿", "南乡", "8.4", ""],
        ["", "合计", "20.9", ""],
    ]


def test_a_number_that_looks_like_a_year_stands_among_numbers() -> None:
    text = FLAT.replace("\n1960\n合计", "\n2035\n合计")
    assert words(document_of(text).tables[0])[6][4] == "2035"
