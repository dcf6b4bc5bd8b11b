from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from documents.judging import broken_word
from documents.test_plain import grid, kinds
from shanshui.documents import read
from shanshui.documents.workbook import _number


def test_sheets_are_tables_with_what_their_cells_show(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "投资表"
    for row in (("子项目", "投资", None), (None, "2025年", "占比"), ("造林", 1234.5, 0.2348), ("封育", 300, None)):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet["B3"].number_format, sheet["C3"].number_format = "#,##0.00", "0.00%"
    hidden = book.create_sheet("草稿")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "不给人看"
    path = tmp_path / "plan.xlsx"
    book.save(path)
    document = read(path)
    (table,) = document.tables
    assert (table.caption, table.heads) == ("投资表", 2)
    assert grid(table) == [
        ["子项目", "投资", "投资"],
        ["子项目", "2025年", "占比"],
        ["造林", "1,234.50", "23.48%"],
        ["封育", "300", ""],
    ]
    assert kinds(document) == [("caption", "投资表")]
    assert [b.source for b in document.blocks if document.words(b) == "23.48%"] == ["1!C3"]
    assert broken_word(document) == ""


def test_titles_units_and_remarks_of_a_sheet_stand_outside_its_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表C"
    for row in (
        ("青岭县工程基本信息表",),
        ("单位：万元",),
        ("项目", "投资"),
        ("造林", 30),
        ("合计", 30),
        ("注：取整",),
    ):
        sheet.append(row)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    document = read(path)
    assert (document.tables[0].caption, document.tables[0].unit) == ("表C 青岭县工程基本信息表", "万元")
    assert grid(document.tables[0]) == [["项目", "投资"], ["造林", "30"], ["合计", "30"]]
    assert kinds(document)[-1] == ("note", "注：取整")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("12", "0.0", "12.0"),
        ("1234567.891", "#,##0.0", "1,234,567.9"),
        ("0.5", "0%", "50%"),
        ("1E+3", "General", "1000"),
        ("44197", "yyyy-mm-dd", "2021年1月1日"),
        ("x", "General", "x"),
        ("NaN", "0.0", "NaN"),
    ],
)
def test_numbers_as_they_are_shown(value: str, code: str, shown: str) -> None:
    assert _number(value, code, False) == shown


def test_dates_and_formulas_without_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["日期", datetime.date(2024, 5, 6)])
    book.active.append(["合计", "=1+1"])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    assert grid(read(path).tables[0]) == [["日期", "2024年5月6日"], ["合计", ""]]
