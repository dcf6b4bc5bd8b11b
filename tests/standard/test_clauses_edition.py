"""Another edition of the code is another folder of data: nothing of the program changes."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest

from shanshui.dossier.workbook import write_workbook
from shanshui.errors import UsageError
from shanshui.finding import Finding
from shanshui.ledger import Facts, Row, Table
from shanshui.remarks.exchange import findings_json
from shanshui.review.output.clauses import write_clauses
from shanshui.review.output.evidence import Evidence
from shanshui.review.output.page import findings_page
from shanshui.standard import editions, load, loose_ends

NEW = "tdt1068_2031"
TITLE = "国土空间生态保护修复工程实施方案编制规程（试验版）"
GAP = Finding("UNIT-GAP", got="2 公顷", subject="scope")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with a second edition: another title, one clause numbered anew, one heading of table G.1 changed."""
    folder = tmp_path_factory.mktemp("edition") / "data"
    shutil.copytree(str(files("shanshui.standard").joinpath("data")), folder)
    own = Path(shutil.copytree(folder / "tdt1068_2022_draft", folder / NEW))
    change(own / "edition.yaml", "key: tdt1068_2022_draft", f"key: {NEW}")
    change(own / "edition.yaml", "国土空间生态保护修复工程实施方案编制规程（报批稿）", TITLE)
    change(own / "clauses.csv", "\n5.4.1.1 a,", "\n5.9.2 a,")
    (own / "concordance.csv").write_text("cited,here\n5.4.1.1 a,5.9.2 a\n", encoding="utf-8")
    change(own / "tables" / "g1.yaml", "header: [工程或费用名称]", "header: [费用项目]")
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_both_editions_stand_side_by_side(data: Path) -> None:
    assert editions(data) == ("tdt1068_2022_draft", NEW)
    assert load(data=data).edition.key == "tdt1068_2022_draft"
    assert load(NEW, data).edition.title == TITLE
    assert list(loose_ends(load(NEW, data))) == []
    with pytest.raises(UsageError, match="2099"):
        load("tdt1068_2099", data)


def test_one_line_of_data_makes_it_the_edition_in_use(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    change(copy / "edition.yaml", "edition: tdt1068_2022_draft", f"edition: {NEW}")
    assert load(data=copy).edition.title == TITLE


def test_findings_cite_the_new_numbers(data: Path) -> None:
    def clause(edition: str) -> str:
        (finding,) = json.loads(findings_json("某县", (GAP,), load(edition, data)))["findings"]
        return str(finding["clause"])

    assert (clause("tdt1068_2022_draft"), clause(NEW)) == ("5.4.1.1 a", "5.9.2 a")
    page = findings_page("某县", (GAP,), load(NEW, data), Facts())
    assert TITLE in page
    assert 'data-clause="5.9.2 a"' in page
    assert "5.4.1.1 a" not in page


def test_the_clause_register_follows(data: Path, tmp_path: Path) -> None:
    write_clauses(tmp_path / "clauses.xlsx", "某县", (GAP,), Evidence(load(NEW, data)))
    rows = openpyxl.load_workbook(tmp_path / "clauses.xlsx").worksheets[0].iter_rows(min_row=4, values_only=True)
    by_number = {row[0]: row for row in rows}
    assert "5.4.1.1 a" not in by_number
    assert "UNIT-GAP" in by_number["5.9.2 a"][8]


def test_printed_tables_take_the_new_headings(data: Path, tmp_path: Path) -> None:
    def headings(edition: str) -> set[object]:
        standard, path = load(edition, data), tmp_path / f"{edition}.xlsx"
        keys = standard.tables["G.1"].keys()
        table = Table("G.1", "总表", keys, (Row(("",) * len(keys)),))
        write_workbook((table,), Facts(), standard, path)
        book = openpyxl.load_workbook(path)
        return {cell for row in book["表G.1"].iter_rows(values_only=True) for cell in row}

    assert "工程或费用名称" in headings("tdt1068_2022_draft")
    assert "费用项目" in headings(NEW) - headings("tdt1068_2022_draft")
