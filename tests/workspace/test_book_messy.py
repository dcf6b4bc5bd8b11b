"""Workbooks as people really leave them: formats that say more than numbers, headers moved down, files that fail."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.formula import ArrayFormula

import county
from shanshui.cli import app
from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.review.output.matrix import write_matrix
from shanshui.standard import describe, load
from shanshui.workspace import read_tables
from shanshui.workspace.book import export_book, import_book
from shanshui.workspace.sheets import book_sheets

STANDARD = load()
Change = Callable[[Any], object]


def _booked(root: Path, change: Change | None = None) -> Path:
    """The small county with its tables in a plain workbook, which a change is made to."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in county.TABLES.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([float(cell) if name in ("works", "fees") and cell.isdigit() else cell for cell in row])
    if change is not None:
        change(book)
    shutil.rmtree(root / "tables", ignore_errors=True)
    book.save(root / "plan.xlsx")
    return root


def _typed(sheet: str, cell: str, value: object, shape: str = "General") -> Change:
    def change(book: Any) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = shape

    return change


READ: dict[str, tuple[Change, str, str, object]] = {
    "a percentage as a spreadsheet keeps it": (_typed("fees", "E2", 0.0525, "0.00%"), "fees", "rate", Decimal("5.25")),
    "a percentage typed as text": (_typed("fees", "E2", "５％"), "fees", "rate", Decimal(5)),
    "noughts that only the format adds": (_typed("subprojects", "A2", 1, "000"), "subprojects", "code", "001"),
    "a code with a sign that takes no room": (
        _typed("subprojects", "A2", "L-01\u200b"), "subprojects", "code", "L-01",
    ),
    "a number with one": (_typed("works", "D2", "\u200e40\u200b"), "works", "quantity", Decimal(40)),
    "a quoted sign in a format is no percentage": (
        _typed("works", "D2", 40, '0" %约"'), "works", "quantity", Decimal(40),
    ),
    "a year that is a date": (_typed("prices", "E2", datetime(2021, 1, 1), "yyyy"), "prices", "price_year", 2021),
    "a year as other programs write it": (_typed("prices", "E2", "2021.0"), "prices", "price_year", 2021),
    "years of care with their unit": (_typed("subprojects", "I2", "3年"), "subprojects", "care_years", 3),
    "minus nought": (_typed("works", "D2", "-0"), "works", "quantity", Decimal(0)),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_what_is_shown_is_what_is_read_and_comes_back_from_the_tables(small_county: Path, case: str) -> None:
    change, table, column, wanted = READ[case]
    _booked(small_county, change)
    first = read_tables(small_county, STANDARD).records[table][0].values[column]
    assert first == wanted
    assert str(first) == str(wanted)
    import_book(small_county, STANDARD)
    assert read_tables(small_county, STANDARD).records[table][0].values[column] == wanted


WRONG: dict[str, tuple[Change, str, str]] = {
    "a unit that the format adds": (_typed("works", "D2", 40, '0.0"亩"'), "INPUT-UNIT-BESIDE", "40亩"),
    "a failed formula of a newer program": (_typed("works", "D2", "#SPILL!"), "INPUT-ERROR-CELL", "#SPILL!"),
    "a column that was too narrow when copied": (_typed("works", "D2", "#####"), "INPUT-ERROR-CELL", "#####"),
    "an error of LibreOffice": (_typed("subprojects", "A2", "Err:502"), "INPUT-ERROR-CELL", "Err:502"),
    "a formula over an area": (
        _typed("works", "D2", ArrayFormula("D2:D2", "=SUM(A1:A3)")), "INPUT-FORMULA", "=SUM(A1:A3)",
    ),
    "a number next to nought": (_typed("works", "D2", "1e-99999999"), "INPUT-RANGE", "1e-99999999"),
    "a number beyond all": (_typed("works", "D2", "1e99999999"), "INPUT-RANGE", "1e99999999"),
    "a sheet of another name with a table's header": (
        lambda book: setattr(book["works"], "title", "Sheet7"), "INPUT-TABLE", "Sheet7",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_meant_is_found_at_its_cell(small_county: Path, case: str) -> None:
    change, code, got = WRONG[case]
    found = [f for f in read_tables(_booked(small_county, change), STANDARD).findings if f.code == code]
    assert [f.got for f in found] == [got]
    said = describe(found[0], "zh")
    assert "*" not in said.text
    assert said.remedy
    if code == "INPUT-TABLE":
        assert found[0].words["near"] == "工程量"


@pytest.mark.parametrize("titles", [["表"] * 9, ["甲 乙 丙"], ["基本信息 数量 其他"]])
def test_a_header_below_titles_and_spanners_is_found(small_county: Path, titles: list[str]) -> None:
    def change(book: Any) -> None:
        book["works"].insert_rows(1, len(titles))
        for row, text in enumerate(titles, start=1):
            for column, word in enumerate(text.split(), start=1):
                book["works"].cell(row, column * 2).value = word

    read = read_tables(_booked(small_county, change), STANDARD)
    assert read.findings == ()
    assert [(r.number("quantity"), r.place.row) for r in read.records["works"]] == [
        (40, 2 + len(titles)), (30, 3 + len(titles)), (750, 4 + len(titles))
    ]  # fmt: skip


def test_a_file_with_a_password_and_one_that_unpacks_to_too_much_are_refused(small_county: Path) -> None:
    _booked(small_county)
    path = small_county / "plan.xlsx"
    whole = path.read_bytes()
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert [f.code for f in read_tables(small_county, STANDARD).findings] == ["INPUT-LOCKED"]
    for command in (import_book, export_book):
        with pytest.raises(UsageError, match=r"password|cannot be read"):
            command(small_county, STANDARD)
    path.write_bytes(whole)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/extra.xml", "w") as part:
        for _ in range(41):
            part.write(bytes(10_000_000))
    assert [f.code for f in book_sheets(path, STANDARD).findings] == ["INPUT-FILE"]


def test_a_folder_in_place_of_the_workbook_is_told(small_county: Path) -> None:
    shutil.rmtree(small_county / "tables")
    (small_county / "plan.xlsx").mkdir()
    assert [f.code for f in read_tables(small_county, STANDARD).findings] == ["INPUT-FILE"]


def test_a_workbook_that_is_open_elsewhere_is_told(small_county: Path) -> None:
    _booked(small_county)
    mark = small_county / "~$plan.xlsx"
    mark.write_bytes(b"x")
    assert [(f.code, f.got) for f in read_tables(small_county, STANDARD).findings] == [("INPUT-OPEN", mark.name)]


def test_a_table_that_cannot_be_read_is_never_taken_for_an_empty_one(small_county: Path, tmp_path: Path) -> None:
    colleague = _booked(Path(shutil.copytree(small_county, tmp_path / "other"))) / "plan.xlsx"
    works = small_county / "tables" / "works.csv"
    works.write_text(works.read_text(encoding="utf-8") + '"L-01,closure', encoding="utf-8")
    before = {p.name: p.read_bytes() for p in (small_county / "tables").iterdir()}
    for act in (
        lambda: export_book(small_county, STANDARD),
        lambda: export_book(small_county, STANDARD, tmp_path / "out.xlsx"),
        lambda: import_book(small_county, STANDARD, colleague),
    ):
        with pytest.raises(UsageError, match=r"works\.csv, row 5"):
            act()
    assert {p.name: p.read_bytes() for p in (small_county / "tables").iterdir()} == before
    assert not (small_county / "plan.xlsx").exists()
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("mark", [";", "\t", "|", "，", "；"])
def test_cells_are_parted_by_what_the_header_uses(small_county: Path, mark: str) -> None:
    works = small_county / "tables" / "works.csv"
    works.write_text("\ufeff\ufeff" + works.read_text(encoding="utf-8").replace(",", mark), encoding="utf-8")
    read = read_tables(small_county, STANDARD)
    assert read.findings == ()
    assert [r.number("quantity") for r in read.records["works"]] == [40, 30, 750]


def test_a_status_without_a_reply_is_told_and_a_matrix_below_titles_is_read(small_county: Path, tmp_path: Path) -> None:
    findings = [Finding("UNIT-EMPTY", Place(), got=name, subject=f"unit:{name}") for name in ("甲", "乙", "丙")]
    path = tmp_path / "findings.xlsx"
    write_matrix(path, "测试县", findings, STANDARD)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows(max_row=6) if any(cell.value == "状态" for cell in row))
    column = {cell.value: cell.column for cell in head}
    top = head[0].row
    for n, (reply, status) in enumerate((("改了", "已修改"), (None, "已修改"), (None, "未处理")), start=1):
        sheet.cell(top + n, column["答复"]).value = reply
        sheet.cell(top + n, column["状态"]).value = status
    sheet.insert_rows(1, 5)
    for row in range(1, 6):
        sheet.cell(row, 1).value = "会议说明"
    book.save(path)
    done = CliRunner().invoke(app, ["tables", "import", str(small_county), str(path), "--by", "编制组"])
    assert done.exit_code == 0
    assert done.output.count("没有写答复") == 1
    assert f"第 {top + 2 + 5} 行" in done.output
    assert len(read_tables(small_county, STANDARD).records["replies"]) == 1


def test_a_folder_that_may_not_be_written_to_is_no_bug_of_ours(
    small_county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        export_book(small_county, STANDARD)
    assert sorted(p.name for p in small_county.iterdir()) == ["catalog.yaml", "layers", "project.yaml", "tables"]
