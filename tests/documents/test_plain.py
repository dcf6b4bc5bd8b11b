from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.judging import broken_word
from documents.made import PLAN
from shanshui.documents import Document, Table, read
from shanshui.documents.plain import document_of
from shanshui.errors import DataError

FLATTENED = """第一章 现状

表1-1规划指标表

\t类别
\t序号
\t指标
\t单位
\t现状
\t目标
\t属性

\t
\t
\t
\t
\t2020年
\t2025年
\t2030年
\t

\t质量类
\t1
\t森林覆盖率
\t%
\t51.2
\t52
\t53
\t约束性

\t
\t2
\t湿地保护率
\t%
\t-
\t60
\t[65]
\t预期性

注：[]为累计数。

\t专栏1 造林

\t1、北山造林（2021年—2025年）

造林120亩。

第二章 目标
到2025年完成。
"""


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.words(block)) for block in document.blocks if block.kind != "cell"]


def grid(table: Table) -> list[list[str]]:
    return [
        [cell.text if (cell := table.at(row, column)) else "" for column in range(table.columns)]
        for row in range(table.rows)
    ]


def test_cells_led_by_tabs_are_a_table_again() -> None:
    document = document_of(FLATTENED)
    (table,) = document.tables
    assert (table.caption, table.rows, table.columns, table.heads) == ("表1-1规划指标表", 4, 7 + 1, 2)
    assert grid(table)[:2] == [
        ["类别", "序号", "指标", "单位", "现状", "目标", "目标", "属性"],
        ["类别", "序号", "指标", "单位", "2020年", "2025年", "2030年", "属性"],
    ]
    assert grid(table)[3] == ["质量类", "2", "湿地保护率", "%", "-", "60", "[65]", "预期性"]
    assert not broken_word(document)


def test_boxes_end_where_the_text_goes_on() -> None:
    assert kinds(document_of(FLATTENED)) == [
        ("heading", "第一章 现状"),
        ("caption", "表1-1规划指标表"),
        ("note", "注：[]为累计数。"),
        ("box", "专栏1 造林"),
        ("box", "1、北山造林（2021年—2025年）"),
        ("box", "造林120亩。"),
        ("heading", "第二章 目标"),
        ("paragraph", "到2025年完成。"),
    ]


def test_plain_lines_below_a_caption_are_a_table_again() -> None:
    document = document_of(PLAN.lstrip("\ufeff"))
    (table,) = document.tables
    assert (table.caption, table.unit, table.heads) == ("表1 青岭县生态修复主要指标", "公顷", 2)
    assert grid(table) == [
        ["序号", "指标名称", "单位", "现状值", "目标值", "目标值", "属性"],
        ["序号", "指标名称", "单位", "2020年", "2025年", "2035年", "属性"],
        ["1", "森林覆盖率", "%", "58.3", "60", "62", "预期性"],
        ["2", "矿山修复面积", "公顷", "—", "120", "260", "约束性"],
    ]


def test_rows_without_ordinals_are_told_by_what_their_cells_hold() -> None:
    document = document_of(
        "表3 治理面积\n乡镇\n水土流失\n石漠化\n云溪镇\n120.5\n30.2\n白石乡\n88.1\n12.0\n合计\n208.6\n42.2\n以上合计。\n"
    )
    (table,) = document.tables
    assert grid(table)[1:] == [["云溪镇", "120.5", "30.2"], ["白石乡", "88.1", "12.0"], ["合计", "208.6", "42.2"]]
    assert kinds(document)[-1] == ("paragraph", "以上合计。")


def test_rows_parted_by_blank_lines() -> None:
    document = document_of("表4 工程\n项目\n面积\n\n造林\n20\n\n封育\n30\n\n第二章 投资\n")
    assert grid(document.tables[0]) == [["项目", "面积"], ["造林", "20"], ["封育", "30"]]
    assert kinds(document)[-1] == ("heading", "第二章 投资")


@pytest.mark.parametrize(
    "text",
    [
        "项目\t面积\t投资\n造林\t20\t300\n封育\t\t12\n",
        "| 项目 | 面积 | 投资 |\n|---|---|---|\n| 造林 | 20 | 300 |\n| 封育 |  | 12 |\n",
    ],
)
def test_rows_of_tabs_and_of_bars(text: str) -> None:
    document = document_of("表5 工程\n" + text)
    assert grid(document.tables[0]) == [["项目", "面积", "投资"], ["造林", "20", "300"], ["封育", "", "12"]]


def test_columns_of_blanks() -> None:
    text = (
        "表6 投资        单位：万元\n\n  序号   项目        投资\n"
        "  1      南河治理    1200\n  2      北山造林     560\n\n第二章 其他\n"
    )
    table = document_of(text).tables[0]
    assert (table.unit, grid(table)) == (
        "万元",
        [["序号", "项目", "投资"], ["1", "南河治理", "1200"], ["2", "北山造林", "560"]],
    )


def test_rows_of_words_and_their_totals() -> None:
    text = "表6 投资\n序号 项目 面积 投资\n1 南河治理 35 1200\n2 北山造林 20 600\n合计 55 1800\n第二章 其他\n"
    copied, streamed = document_of(text), document_of(text.replace(" ", "\n").replace("表6\n", "表6 "))
    assert grid(copied.tables[0]) == grid(streamed.tables[0])
    assert grid(copied.tables[0])[2:] == [["2", "北山造林", "20", "600"], ["", "合计", "55", "1800"]]


def test_lines_numbered_below_chapters_stay_below_them() -> None:
    document = document_of(
        "第1章 总论\n1.1 概况\n一、矿山修复\n1．老虎沟\n修复35公顷。\n2．石门\n修复20公顷。\n第2章 投资\n"
    )
    assert [block.level for block in document.headings()] == [1, 2, 3, 4, 4, 1]


def test_continued_tables_are_one() -> None:
    text = "表7 面积\n乡镇\t面积\n甲乡\t1.5\n续表7 面积\n乡镇\t面积\n乙乡\t2.5\n"
    document = document_of(text)
    (table,) = document.tables
    assert grid(table) == [["乡镇", "面积"], ["甲乡", "1.5"], ["乙乡", "2.5"]]
    assert [document.words(b) for b in document.blocks if b.kind == "cell" and b.row == 2] == ["乙乡", "2.5"]


def test_headings_are_told_from_sentences_and_items() -> None:
    text = (
        "1 范围\n本文件规定了要求。\n2 要求\n2.1 一般要求\n2.1.1 实施方案应当衔接上位规划。\n"
        "2.2 原则\n（1）系统\n（2）科学\n（3）可行\n"
        "1.5万元以内的项目\n3 程序\n加强领导。\n一是健全机制。\n"
    )
    document = document_of(text)
    found = [(block.level, document.words(block)) for block in document.headings()]
    assert found == [(1, "1 范围"), (1, "2 要求"), (2, "2.1 一般要求"), (2, "2.2 原则"), (1, "3 程序")]


def test_contents_are_no_headings() -> None:
    document = document_of(
        "目 录\n第一章 总则\t1\n第一节 背景\t2\n第二章 目标………………7\n\n第一章 总则\n为落实规划，制定本方案。\n"
    )
    assert [document.words(b) for b in document.headings()] == ["目 录", "第一章 总则"]
    assert sum(block.kind == "header" for block in document.blocks) == 3


def test_newlines_stand_and_offsets_hold(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "第一章 总则\r\n\r\n　　面积12公顷。\r\n".encode())
    document = read(path)
    assert document.text == "第一章 总则\r\n\r\n　　面积12公顷。\r\n"
    assert [document.words(block) for block in document.blocks] == ["第一章 总则", "面积12公顷。"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("圪垯乡面积12公顷。".encode(encoding))
    assert read(path).text == "圪垯乡面积12公顷。"


def test_paragraphs_broken_at_a_width_are_joined_and_pages_counted() -> None:
    line = "青岭县位于青河上游，全县国土总面积一千二百余平方公里，其中林地占六成以上，"
    text = "\n".join([line] * 5 + ["耕地占两成。"] + [line] * 6) + "\n\f" + "耕地占一成半。\n第二章 目标\n"
    document = document_of(text)
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert [document.words(block).count("青岭县") for block in paragraphs] == [5, 6]
    assert document.words(paragraphs[1]).endswith("耕地占一成半。")
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"\x00\xff\x81\x00")
    with pytest.raises(DataError) as error:
        read(path)
    assert error.value.problem == "AUDIT-FILE-ENCODING"


@given(
    st.lists(
        st.sampled_from(
            [
                "\t",
                "\t甲",
                "1",
                "2",
                "表1 面积",
                "单位：亩",
                "",
                "第一章 目标",
                "甲\t乙",
                "|a|b|",
                "3.5",
                "专栏1 造林",
                "甲  乙  丙",
                "续表1 面积",
                "注：无",
                "（一）背景",
                "面积12亩。",
                "\f",
            ]
        ),
        max_size=40,
    )
)
def test_whatever_stands_below_each_other_keeps_its_place(lines: list[str]) -> None:
    assert broken_word(document_of("\n".join(lines))) == ""


def test_a_caption_between_rows_of_tabs_begins_another_table() -> None:
    text = "表1 造林\n类型\t面积\n杉木\t30\n表2 分年\n类型\t2023年\t2024年\n杉木\t10\t20\n"
    assert [(table.caption, table.columns) for table in document_of(text).tables] == [("表1 造林", 2), ("表2 分年", 3)]
