"""The comment matrix of an audit."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from audit.shown import audited, plan
from shanshui.audit.output.matrix import write_matrix
from shanshui.standard import load

FOUND = (("1250平方千米", "1200平方千米"), ("66.67%",))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_for_each_finding_with_every_side(tmp_path: Path, lang: str) -> None:
    one, path = audited(plan(tmp_path), *FOUND), tmp_path / "findings.xlsx"
    write_matrix(path, one, load(), lang)
    sheet = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in sheet[3]]
    assert heads[7] == load().label("review.column.quotes", lang)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert {row[-1] for row in rows} == {finding.id for finding in one.findings}
    assert rows[0][7].count("【") == 2
    assert rows[0][6] == "第二章 目标"
    assert sheet.protection.sheet
    assert not sheet.cell(4, heads.index(load().label("review.column.reply", lang)) + 1).protection.locked
    (validation,) = sheet.data_validations.dataValidation
    assert load().term("reply_status", "fixed", lang) in validation.formula1


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    one = audited(plan(tmp_path), *FOUND)
    for name in ("a.xlsx", "b.xlsx"):
        write_matrix(tmp_path / name, one, load())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_clean_document_gives_an_empty_matrix(tmp_path: Path) -> None:
    write_matrix(tmp_path / "findings.xlsx", audited(plan(tmp_path)), load())
    assert openpyxl.load_workbook(tmp_path / "findings.xlsx").active.max_row == 3


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    one = audited(plan(tmp_path, "=HYPERLINK(1)公顷"), ("=HYPERLINK(1)公顷",))
    write_matrix(tmp_path / "findings.xlsx", one, load())
    assert "=HYPERLINK" in openpyxl.load_workbook(tmp_path / "findings.xlsx").active.cell(4, 8).value
