from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dossier import report_case as rc
from shanshui.dossier.workbook import lines_of, sheet_names, write_workbook
from shanshui.ledger import Quote, Row, Table

Printed = tuple[tuple[str, str, str], ...]


@pytest.fixture(scope="module")
def tables() -> tuple[Table, ...]:
    return rc.tables(rc.facts())


@pytest.fixture(scope="module")
def written(tables: tuple[Table, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Printed]:
    path = tmp_path_factory.mktemp("workbook") / "附表.xlsx"
    return path, write_workbook(tables, rc.facts(), rc.STANDARD, path)


@pytest.fixture(scope="module")
def book(written: tuple[Path, Printed]) -> Any:
    return openpyxl.load_workbook(written[0])


def test_one_sheet_per_table_with_contents_first_and_sources_hidden(book: Any) -> None:
    assert book.sheetnames == ["目录", "表C", "表D", "表E.1", "表G.1", "数源"]
    assert book["数源"].sheet_state == "hidden"
    assert book["目录"]["C2"].hyperlink.location == "'表C'!A1"


def test_sheets_of_years_and_subjects_get_their_name(tables: tuple[Table, ...]) -> None:
    keys = ("E.2@2021", "E.2@2022", "F.1@scope", "F.1@unit:QSJ", "F.1@subproject:甲/乙*1", "G.1", "G.1")
    names = sheet_names([Table(key, "甲", (), ()) for key in keys], rc.STANDARD)
    assert names == ("表E.2-2021", "表E.2-2022", "表F.1", "表F.1-QSJ", "表F.1-甲乙1", "表G.1", "表G.1 (2)")
    long = sheet_names([Table(f"F.1@unit:{'x' * 40}{n}", "甲", (), ()) for n in range(3)], rc.STANDARD)
    assert len(set(long)) == 3
    assert max(map(len, long)) <= 31


def test_title_spans_the_table_and_cells_bear_a_frame(book: Any) -> None:
    sheet = book["表C"]
    assert sheet["A1"].value == f"{rc.PROJECT.name}基本信息表"
    columns = len(rc.STANDARD.tables["C"].columns)
    assert any(r.min_row == 1 and r.max_col == columns for r in sheet.merged_cells.ranges)
    header = next(c for row in sheet.iter_rows() for c in row if c.value == "资金预算（万元）")
    assert header.border.left.style == "thin"
    assert any(header.coordinate in r and r.size["columns"] == 4 for r in sheet.merged_cells.ranges)


def test_pages_are_set_for_printing(book: Any) -> None:
    for name, id_ in (("表C", "C"), ("表G.1", "G.1")):
        sheet = book[name]
        assert sheet.page_setup.orientation == rc.STANDARD.tables[id_].orientation
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert sheet.print_area
    assert book["表G.1"].freeze_panes == "A4"
    assert book["表C"].freeze_panes is None


def test_numbers_are_numbers_with_the_decimals_printed(book: Any) -> None:
    sheet = book["表C"]
    area = next(c for row in sheet.iter_rows() for c in row if c.value == 161915)
    assert area.number_format == "0.00"
    scale = next(c for row in sheet.iter_rows() for c in row if c.value == 156.5)
    assert scale.number_format == '0.00"\u00a0hm²"'
    share = next(c for row in book["表D"].iter_rows() for c in row if c.value == 90)
    assert share.number_format == '"≥"0"%"'
    assert area.font.name == "Times New Roman"


def test_hidden_sheet_traces_every_number(book: Any, written: tuple[Path, Printed], tables: tuple[Table, ...]) -> None:
    rows = list(book["数源"].iter_rows(min_row=2, values_only=True))
    quotes = [q for t in tables for q in t.quotes() if q.fact]
    assert len(rows) == len(quotes) == len(written[1])
    for sheet, cell, fact, value, _ in rows:
        shown = book[sheet][cell].value
        assert fact
        if isinstance(shown, str) and shown.startswith("="):
            continue
        assert str(shown) == str(value) or value is None, (sheet, cell)
    assert written[1][0][1].startswith("附表.xlsx 表C!")


def test_formulas_hold_the_computed_value(written: tuple[Path, Printed]) -> None:
    formulas = openpyxl.load_workbook(written[0])["表G.1"]
    values = openpyxl.load_workbook(written[0], data_only=True)["表G.1"]
    found = {c.coordinate: c.value for row in formulas.iter_rows() for c in row if str(c.value).startswith("=")}
    assert found["C8"] == "=SUM(C4:C7)"
    assert found["D5"] == "=ROUND(C5/C8*100,2)"
    assert values["C8"].value == 1880


def test_two_workbooks_are_equal_byte_for_byte(
    tables: tuple[Table, ...], written: tuple[Path, Printed], tmp_path: Path
) -> None:
    again = tmp_path / "附表.xlsx"
    write_workbook(tables, rc.facts(), rc.STANDARD, again)
    assert again.read_bytes() == written[0].read_bytes()


def test_empty_cells_show_the_columns_sign(book: Any) -> None:
    values = [c.value for row in book["表D"].iter_rows() for c in row]
    assert "/" in values
    assert "—" in [c.value for row in book["表C"].iter_rows() for c in row]


def test_lines_grow_with_the_text() -> None:
    assert lines_of("一" * 40, 20.0) > lines_of("一" * 4, 20.0) == 1


def test_quote_without_value_is_a_dash(tmp_path: Path) -> None:
    spec = rc.STANDARD.tables["G.1"]
    table = Table("G.1", "甲", spec.keys(), (Row(("一", "费", Quote("scope.x", None, "wan_yuan", 0), "")),))
    path = tmp_path / "x.xlsx"
    write_workbook((table,), rc.facts(), rc.STANDARD, path)
    assert openpyxl.load_workbook(path)["表G.1"]["C3"].value == "—"
