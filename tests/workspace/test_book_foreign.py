"""Workbooks as they come back: saved by other programs, changed by hand, half filled, with things of people's own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

import county
from shanshui import pipeline
from shanshui.dossier.office import running
from shanshui.finding import Finding
from shanshui.standard import describe, load
from shanshui.workspace import read_tables
from shanshui.workspace.book import export_book, import_book

STANDARD = load()
NEEDS_OFFICE = pytest.mark.skipif(not running.soffice(), reason="LibreOffice is not there")
JINPING = Path(__file__).parents[2] / "examples" / "jinping"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = county.write(tmp_path_factory.mktemp("template") / "county")
    export_book(root, STANDARD)
    return root


@pytest.fixture
def booked(template: Path, tmp_path: Path) -> Path:
    """The small county with its tables in ``plan.xlsx``."""
    return Path(shutil.copytree(template, tmp_path / "booked"))


def _edited(root: Path, change: Callable[[Any], object]) -> tuple[Finding, ...]:
    """Change the workbook as a program would that keeps the results of formulas, and read it."""
    shown = openpyxl.load_workbook(root / "plan.xlsx", data_only=True)
    change(shown)
    shown.save(root / "plan.xlsx")
    return read_tables(root, STANDARD).findings


def _codes(findings: tuple[Finding, ...]) -> set[str]:
    for finding in findings:
        for lang in ("zh", "en"):
            said = describe(finding, lang)
            assert "{" not in said.text + said.remedy
    return {f.code for f in findings}


def test_both_editions_of_a_county_are_judged_alike(booked: Path, small_county: Path) -> None:
    assert _codes(read_tables(booked, STANDARD).findings) == set()
    judged = [pipeline.check(root).findings for root in (small_county, booked)]
    assert sorted((f.code, f.id) for f in judged[0]) == sorted((f.code, f.id) for f in judged[1])


@NEEDS_OFFICE
def test_a_workbook_that_went_through_other_programs_reads_the_same(tmp_path: Path) -> None:
    """From xlsx to ods and back, as LibreOffice saves it; WPS writes plain xlsx in the same way."""
    root = tmp_path / "county"
    shutil.copytree(JINPING / "tables", root / "tables")
    shutil.copy(JINPING / "project.yaml", root)
    before = read_tables(root, STANDARD)
    export_book(root, STANDARD)
    with tempfile.TemporaryDirectory() as profile:  # one for both: making it takes longer than the conversion
        for source, suffix in (("plan.xlsx", "ods"), ("plan.ods", "xlsx")):
            command = [running.soffice(), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
                       "--convert-to", suffix, "--outdir", str(root), str(root / source)]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=180)
    (root / "plan.ods").unlink()
    after = read_tables(root, STANDARD)
    assert after.findings == before.findings or _codes(after.findings) == _codes(before.findings)
    for table, records in before.records.items():
        assert [(dict(r.values), r.place.row) for r in after.records[table]] == [
            (dict(r.values), r.place.row) for r in records
        ]


def test_moved_columns_titles_merged_cells_and_hidden_rows_are_read(booked: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["工程量"]
        sheet.move_range("A1:E10", cols=30)  # the first columns now stand at the right
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["AF"].hidden = True
        units = book["保护修复单元"]
        units.insert_rows(1, 2)
        units["A1"] = "测试县保护修复单元一览"
        units["B2"] = "填表日期：2021年2月"
        subprojects = book["子项目"]
        subprojects["B3"] = None
        subprojects.merge_cells("B2:B3")

    assert _edited(booked, change) == read_tables(booked, STANDARD).findings
    records = read_tables(booked, STANDARD).records
    assert [r.text("measure") for r in records["works"]] == ["closure", "thinning", "levelling"]
    assert [r.text("unit") for r in records["subprojects"]] == ["L", "L", "R"]
    assert [(r.text("code"), r.place.row) for r in records["units"]] == [("L", 4), ("R", 5)]


def test_full_width_digits_text_numbers_and_real_dates_are_read(booked: Path) -> None:
    def change(book: Any) -> None:
        book["工程量"]["D2"] = "４０"
        book["工程量"]["D3"] = "30"
        book["工程量"]["D4"] = " 750 "
        sheet = book["签认"]
        for column, value in zip("ABCD", ("5.6", "已征求意见", "甲", datetime(2021, 3, 1)), strict=True):
            sheet[f"{column}2"] = value
        sheet["D2"].number_format = "yyyy年m月d日"
        book["单价"]["E2"] = "２０２０年"

    assert _codes(_edited(booked, change)) == set()
    records = read_tables(booked, STANDARD).records
    assert [r.number("quantity") for r in records["works"]] == [40, 30, 750]
    day = records["attestations"][0].day("date")
    assert day is not None
    assert day.isoformat() == "2021-03-01"
    assert records["prices"][0].whole("price_year") == 2020


def test_failed_formulas_are_found_at_their_cell_and_read_as_empty(booked: Path) -> None:
    def change(book: Any) -> None:
        book["工程量"]["D3"] = "#REF!"
        book["保护修复单元"]["D2"] = "#N/A"

    findings = _edited(booked, change)
    assert {(f.code, f.place.sheet, f.place.row, f.place.column) for f in findings} == {
        ("INPUT-ERROR-CELL", "works", 3, "工程量*"),
        ("INPUT-ERROR-CELL", "units", 2, "保护修复目标"),
    }
    read = read_tables(booked, STANDARD).records
    assert len(read["works"]) == 2
    assert read["units"][0].text("goal") == ""
    _codes(findings)


def test_computed_columns_that_were_overwritten_are_told_and_not_read(booked: Path) -> None:
    book = openpyxl.load_workbook(booked / "plan.xlsx")
    sheet = book["工程量"]
    cost = next(cell for cell in sheet[1] if cell.value == "费用（万元）")
    sheet.cell(2, cost.column).value = 999
    sheet.cell(4, cost.column).value = 1
    book.save(booked / "plan.xlsx")
    findings = [f for f in read_tables(booked, STANDARD).findings if f.code == "INPUT-COMPUTED"]
    assert [(f.place.row, f.place.column, f.words["count"]) for f in findings] == [(2, "费用（万元）", "2")]
    import_book(booked, STANDARD)
    assert "999" not in (booked / "tables" / "works.csv").read_text(encoding="utf-8")


def test_sheets_of_their_own_are_a_note_and_a_misspelt_one_an_error(booked: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("草稿与测算过程")["A1"] = "随便写写"
        book["后期管护"].title = "后期管护表"

    findings = _edited(booked, change)
    assert {f.code for f in findings} == {"INPUT-SHEET", "INPUT-TABLE"}
    said = {f.code: f for f in findings}
    assert said["INPUT-SHEET"].got == "草稿与测算过程"
    assert said["INPUT-TABLE"].words["near"] == "后期管护"
    moved = import_book(booked, STANDARD).moved
    assert ("cli.tables.lost.sheet", {"sheet": "草稿与测算过程"}) in moved.losses


def test_notes_and_formulas_in_cells_are_not_lost_unsaid(booked: Path) -> None:
    book = openpyxl.load_workbook(booked / "plan.xlsx")
    book["子项目"]["B2"].comment = Comment("与水务局核对过", "张三")
    book.save(booked / "plan.xlsx")
    losses = import_book(booked, STANDARD).moved.losses
    assert [(label, words["text"]) for label, words in losses] == [("cli.tables.lost.note", "与水务局核对过")]


def test_a_formula_without_a_saved_result_is_told_only_where_it_is_an_input(booked: Path) -> None:
    book = openpyxl.load_workbook(booked / "plan.xlsx")
    book["工程量"]["D2"] = "=30+10"
    book.save(booked / "plan.xlsx")  # drops the results of all formulas
    findings = read_tables(booked, STANDARD).findings
    assert [(f.code, f.place.row, f.place.column) for f in findings] == [("INPUT-FORMULA", 2, "工程量*")]


def test_a_sheet_saved_as_csv_is_read_without_its_computed_columns(booked: Path) -> None:
    book = openpyxl.load_workbook(booked / "plan.xlsx", data_only=True)
    rows = [["" if cell is None else str(cell) for cell in row] for row in book["工程量"].iter_rows(values_only=True)]
    (booked / "plan.xlsx").unlink()
    for name, table in county.TABLES.items():
        if name != "works":
            (booked / "tables").mkdir(exist_ok=True)
            county.table(booked, name, table)
    county.table(booked, "works", rows, "gb18030")
    read = read_tables(booked, STANDARD)
    assert _codes(read.findings) == {"INPUT-ENCODING"}
    assert [r.number("quantity") for r in read.records["works"]] == [40, 30, 750]


def test_a_workbook_in_which_little_is_left_still_imports(booked: Path) -> None:
    """Styles, notes, lists, names and all other sheets gone; headings without stars, in English."""
    book = openpyxl.Workbook()
    book.active.title = "units"
    for row in (["Code", "natural unit", "focus"], ["L", "上游", "水土流失"], ["R", "下游", "农田质量"]):
        book.active.append(row)
    book.save(booked / "plan.xlsx")
    done = import_book(booked, STANDARD)
    assert done.moved.rows["units"] == 2
    assert [r.text("code") for r in read_tables(booked, STANDARD).records["units"]] == ["L", "R"]


def test_many_rows_are_read(tmp_path: Path) -> None:
    root = county.write(tmp_path / "county")
    codes = [f"S-{n:03d}" for n in range(200)]
    county.table(root, "subprojects", [
        ("code", "unit", "region", "project_type", "category", "start", "end"),
        *((c, "L", "测试县", f"{c}项目", "森林保护修复", "2021", "2022") for c in codes),
    ])  # fmt: skip
    county.table(root, "works", [
        ("subproject", "measure", "mode", "quantity", "unit", "year"),
        *((codes[n % 200], "closure", "自然恢复", str(n), "公顷", "2021") for n in range(1500)),
    ])  # fmt: skip
    export_book(root, STANDARD)
    assert len(read_tables(root, STANDARD).records["works"]) == 1500
