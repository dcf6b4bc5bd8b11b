"""One source at any time: what is set aside, what a kill leaves, what an import changes, replies from the matrix."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import county
from shanshui.cli import app
from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.review.output.matrix import write_matrix
from shanshui.standard import load
from shanshui.workspace import book as planner_book
from shanshui.workspace import read_tables
from shanshui.workspace.switch import replace_source, settle

STANDARD = load()


def _names(root: Path) -> set[str]:
    return {p.name for p in root.iterdir()} - {"layers", "project.yaml", "catalog.yaml"}


def _run(*words: object) -> str:
    done = CliRunner().invoke(app, ["tables", *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


def test_there_and_back_sets_each_source_aside_under_a_name_of_its_own(small_county: Path) -> None:
    first = {p.name: p.read_bytes() for p in (small_county / "tables").iterdir()}
    assert "tables.bak-1" in _run("export", small_county)
    assert _names(small_county) == {"plan.xlsx", "tables.bak-1"}
    assert {p.name: p.read_bytes() for p in (small_county / "tables.bak-1").iterdir()} == first
    assert "plan.xlsx.bak-1" in _run("import", small_county)
    _run("export", small_county)
    _run("import", small_county)
    assert _names(small_county) == {"tables", "tables.bak-1", "tables.bak-2", "plan.xlsx.bak-1", "plan.xlsx.bak-2"}
    assert read_tables(small_county, STANDARD).findings == ()


def test_an_export_elsewhere_leaves_the_folder_alone(small_county: Path, tmp_path: Path) -> None:
    _run("export", small_county, "-o", tmp_path / "给同事.xlsx")
    assert _names(small_county) == {"tables"}
    assert (tmp_path / "给同事.xlsx").is_file()


def test_a_workbook_can_be_written_anew(small_county: Path) -> None:
    _run("export", small_county)
    _run("export", small_county)
    assert _names(small_county) == {"plan.xlsx", "tables.bak-1", "plan.xlsx.bak-1"}


def test_at_every_step_of_a_switch_the_folder_has_one_readable_source(
    small_county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop before each renaming in turn, read, and let the next command finish."""
    rename = Path.rename
    steps = 0
    while True:
        root = Path(shutil.copytree(small_county, small_county.with_name(f"step{steps}")))
        left = steps

        def stopping(self: Path, target: Path, root: Path = root) -> Path:
            nonlocal left
            if self.parent == root and left == 0:
                raise KeyboardInterrupt
            left -= self.parent == root
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", stopping)
        try:
            planner_book.export_book(root, STANDARD)
        except KeyboardInterrupt:
            monkeypatch.setattr(Path, "rename", rename)
            read = read_tables(root, STANDARD)
            assert len(read.records["works"]) == 3
            assert {f.code for f in read.findings} == {"INPUT-SWITCH"}
            settle(root)
            assert _names(root) == {"plan.xlsx", "tables.bak-1"}
            assert read_tables(root, STANDARD).findings == ()
            steps += 1
            continue
        break
    assert steps == 2


def test_a_writer_that_fails_changes_nothing(small_county: Path) -> None:
    def fails(path: Path) -> None:
        path.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_source(small_county, "plan.xlsx", fails)
    assert _names(small_county) == {"tables"}


def test_a_colleague_s_workbook_is_taken_in_and_the_difference_told(small_county: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "来自同事.xlsx"
    _run("export", small_county, "-o", theirs)
    book = openpyxl.load_workbook(theirs)
    for name in book.sheetnames:
        if name not in ("工程量", "措施"):
            del book[name]
    works = book["工程量"]
    works["D2"] = 41
    works.delete_rows(4)
    works.append(["R-01", "closure", "自然恢复", 5, "公顷"])
    book.save(theirs)
    said = _run("import", small_county, theirs)
    assert "工程量：新增 1 行、修改 1 行、删除 1 行" in said
    assert "~L-01/closure/自然恢复" in said
    assert "保持原样" in said
    assert _names(small_county) == {"tables", "tables.bak-1"}
    read = read_tables(small_county, STANDARD)
    assert [r.number("quantity") for r in read.records["works"]] == [41, 30, 5]
    assert len(read.records["subprojects"]) == 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", "甲,乙".encode()])
def test_what_is_no_workbook_is_refused_in_words(small_county: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="no workbook"):
        planner_book.import_book(small_county, STANDARD, file)
    assert _names(small_county) == {"tables"}


def test_nothing_to_import_or_export_is_said(small_county: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not there"):
        planner_book.import_book(small_county, STANDARD)
    shutil.rmtree(small_county / "tables")
    with pytest.raises(UsageError, match="no tables"):
        planner_book.export_book(small_county, STANDARD)
    empty = openpyxl.Workbook()
    empty.save(tmp_path / "empty.xlsx")
    with pytest.raises(UsageError, match="none of the input tables"):
        planner_book.import_book(small_county, STANDARD, tmp_path / "empty.xlsx")


FINDINGS = [Finding("UNIT-EMPTY", Place(), got=name, subject=f"unit:{name}") for name in ("甲", "乙", "丙")]


def _answered(path: Path, answers: dict[str, tuple[str, str]], by: str = "") -> Path:
    """The matrix that the review writes, with answers typed into it."""
    write_matrix(path, "测试县", FINDINGS, STANDARD)
    book = openpyxl.load_workbook(path)
    sheet = next(
        s for s in book.worksheets if any(c.value == "问题编号" for row in s.iter_rows(max_row=6) for c in row)
    )
    top = next(row for row in sheet.iter_rows(max_row=6) if any(c.value == "问题编号" for c in row))
    column = {cell.value: cell.column for cell in top if cell.value}
    for row in range(top[0].row + 1, sheet.max_row + 1):
        answer = answers.get(str(sheet.cell(row, column["问题编号"]).value))
        if answer is not None:
            sheet.cell(row, column["答复"]).value, sheet.cell(row, column["状态"]).value = answer
            if by and "答复人" in column:
                sheet.cell(row, column["答复人"]).value = by
    book.save(path)
    return path


@pytest.mark.parametrize("edition", ["tables", "plan.xlsx"])
def test_replies_come_back_from_the_comment_matrix(small_county: Path, tmp_path: Path, edition: str) -> None:
    ids = [finding.id for finding in FINDINGS]
    county.table(small_county, "replies", [
        ("finding", "reply", "status", "by", "date", "note"),
        (ids[0], "旧答复", "未处理", "甲", "2021-01-01", "留着"), (ids[1], "不变", "fixed", "甲", "2021-01-01", ""),
    ])  # fmt: skip
    if edition == "plan.xlsx":
        _run("export", small_county)
    matrix = _answered(
        tmp_path / "findings.xlsx",
        {ids[0]: ("新答复", "已修改"), ids[1]: ("不变", "已修改"), ids[2]: ("另一条", "已说明")},
    )
    said = _run("import", small_county, matrix, "--by", "编制组")
    assert "新增 1 条、修改 1 条、不变 1 条" in said
    found = {r.text("finding"): r for r in read_tables(small_county, STANDARD).records["replies"]}
    assert found[ids[0]].text("reply") == "新答复"
    assert found[ids[0]].text("note") == "留着"
    assert found[ids[0]].day("date") == date.today()
    assert (found[ids[1]].text("status"), found[ids[1]].text("by")) == ("fixed", "甲")
    assert (found[ids[2]].text("reply"), found[ids[2]].text("status")) == ("另一条", "explained")
    again = _run("import", small_county, matrix, "--by", "编制组")
    assert "新增 0 条、修改 0 条、不变 3 条" in again


def test_a_reply_without_status_or_name_is_not_taken_in_silence(small_county: Path, tmp_path: Path) -> None:
    ids = [finding.id for finding in FINDINGS]
    matrix = _answered(tmp_path / "findings.xlsx", {ids[0]: ("答了", ""), ids[1]: ("答了", "已修改")}, "")
    done = CliRunner().invoke(app, ["tables", "import", str(small_county), str(matrix)])
    assert isinstance(done.exception, UsageError)
    assert "--by" in str(done.exception)
    assert "没有带回" in _run("import", small_county, matrix, "--by", "甲")
    assert len(read_tables(small_county, STANDARD).records["replies"]) == 1
