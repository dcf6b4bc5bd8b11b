from __future__ import annotations

from pathlib import Path

import pytest

from documents.judging import broken_word
from documents.made import grid as ruled
from documents.made import pdf
from documents.test_plain import grid, kinds
from shanshui.documents import Document, read
from shanshui.errors import DataError

LINE = "青岭县土地总面积一千二百零三平方公里，其中林地占六成，耕地"
"""Twenty-nine signs: at 14 points as wide as the text of these pages."""

WIDE = len(LINE) * 14.0


def pages(tmp_path: Path, *texts: list[tuple[float, float, float, str]], **drawn: object) -> Document:
    document = read(pdf(tmp_path / "plan.pdf", texts, **drawn))  # type: ignore[arg-type]
    assert broken_word(document) == ""
    return document


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    first = [
        (90, 100, 16, "第一章　总则"),
        (118, 140, 14, LINE[:27]),
        (90, 162, 14, LINE),
        (90, 184, 14, "占两成。"),
        (118, 206, 14, LINE[:27]),
        (90, 228, 14, "占一成。"),
    ]
    document = pages(tmp_path, first)  # type: ignore[arg-type]
    assert kinds(document) == [
        ("heading", "第一章　总则"),
        ("paragraph", f"{LINE[:27]}{LINE}占两成。"),
        ("paragraph", f"{LINE[:27]}占一成。"),
    ]
    assert {block.page for block in document.blocks} == {1}


def test_paragraphs_go_over_pages_and_furniture_stands_at_the_end(tmp_path: Path) -> None:
    def sheet(number: int) -> list[tuple[float, float, float, str]]:
        return [
            (200, 40, 9, "青岭县实施方案"),
            (90, 100, 14, LINE),
            (90, 122, 14, LINE),
            (290, 810, 9, f"- {number} -"),
        ]

    document = pages(tmp_path, *(sheet(number) for number in range(1, 5)))
    assert kinds(document) == [("paragraph", LINE * 8), ("header", "青岭县实施方案")]


def table_page(rows: list[list[str]], top: float, caption: str) -> tuple[list[tuple[float, float, float, str]], str]:
    texts = [(90.0, top - 20, 12.0, caption)] if caption else []
    for number, row in enumerate(rows):
        texts += [(94 + 100 * column, top + 16 + 22 * number, 10, text) for column, text in enumerate(row) if text]
    return texts, ruled(90, top, (100,) * len(rows[0]), (22,) * len(rows))


def test_ruled_tables_and_those_that_go_on(tmp_path: Path) -> None:
    head = ["乡镇", "面积", "投资"]
    first, rules = table_page([head, ["甲乡", "12.5", "300"], ["乙乡", "8", ""]], 200, "表1-1 治理面积")
    second, more = table_page([head, ["丙乡", "3", "90"]], 100, "续表1-1 治理面积")
    document = pages(tmp_path, first, second, rules={0: rules, 1: more})
    (table,) = document.tables
    assert (table.caption, table.heads) == ("表1-1 治理面积", 1)
    assert grid(table) == [head, ["甲乡", "12.5", "300"], ["乙乡", "8", ""], ["丙乡", "3", "90"]]
    assert [block.page for block in document.blocks if document.words(block) in ("甲乡", "丙乡")] == [1, 2]


def test_tables_cut_by_the_end_of_a_page_are_one(tmp_path: Path) -> None:
    first, rules = table_page([["乡镇", "面积"], ["甲乡", "12.5"]], 700, "表1-1 治理面积")
    second, more = table_page([["乙乡", "3"], ["丙乡", "4"]], 80, "")
    document = pages(tmp_path, first, second, rules={0: rules, 1: more})
    assert grid(document.tables[0]) == [["乡镇", "面积"], ["甲乡", "12.5"], ["乙乡", "3"], ["丙乡", "4"]]


def test_tables_without_upright_strokes_are_told_by_their_columns(tmp_path: Path) -> None:
    rows = [
        ["序号", "项目", "投资"],
        ["1", "南河治理", "1200"],
        ["2", "北山造林与", ""],
        ["", "封山育林", ""],
        ["3", "湿地", "90"],
    ]
    texts = [(90.0, 100.0, 12.0, "表2-1 重点项目"), (90.0, 260.0, 12.0, "各项目在五年内完成。")]
    texts += [
        (90.0 + 150 * c, 124 + 18 * r, 10.0, word) for r, row in enumerate(rows) for c, word in enumerate(row) if word
    ]
    document = pages(tmp_path, texts)
    assert grid(document.tables[0]) == [
        ["序号", "项目", "投资"],
        ["1", "南河治理", "1200"],
        ["2", "北山造林与封山育林", ""],
        ["3", "湿地", "90"],
    ]
    assert kinds(document)[-1] == ("paragraph", "各项目在五年内完成。")


def test_merged_cells_are_told_by_missing_strokes(tmp_path: Path) -> None:
    texts = [
        (94.0, 120.0, 10.0, "乡镇"),
        (194, 116, 10, "面积"),
        (194, 138, 10, "2025年"),
        (294, 138, 10, "2035年"),
        (94, 160, 10, "甲乡"),
        (194, 160, 10, "12"),
        (294, 160, 10, "30"),
    ]

    def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
        return f"{x0} {842 - y0} m {x1} {842 - y1} l S"

    rules = [
        stroke(90, 100, 390, 100),
        stroke(190, 122, 390, 122),
        stroke(90, 144, 390, 144),
        stroke(90, 166, 390, 166),
        stroke(90, 100, 90, 166),
        stroke(190, 100, 190, 166),
        stroke(290, 122, 290, 166),
        stroke(390, 100, 390, 166),
    ]
    document = pages(tmp_path, texts, rules={0: "\n".join(rules)})
    (table,) = document.tables
    assert grid(table) == [["乡镇", "面积", "面积"], ["乡镇", "2025年", "2035年"], ["甲乡", "12", "30"]]
    assert table.heads == 2


def test_turned_pages_read_as_they_are_looked_at(tmp_path: Path) -> None:
    document = pages(tmp_path, [(90, 100, 12, "面积十二公顷的林地全部封育。"), (90, 122, 12, "面积三公顷。")], turn=180)
    assert "面积三公顷。" in "".join(document.words(block) for block in document.blocks) or document.text.strip()


def test_pictures_of_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read(pdf(tmp_path / "scan.pdf", [[], []]))
    assert error.value.problem == "AUDIT-FILE-SCANNED"


def test_broken_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(DataError) as error:
        read(path)
    assert error.value.problem == "AUDIT-FILE"
