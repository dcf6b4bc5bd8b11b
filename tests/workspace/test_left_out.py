"""One fault is told once: a row that is left out for a fault does not make its code unknown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import county
from shanshui import pipeline
from shanshui.standard import load
from shanshui.workspace import read_tables


def _spoilt(root: Path, table: str, row: int, column: int, cell: str) -> None:
    lines = [list(line) for line in county.TABLES[table]]
    lines[row][column] = cell
    county.table(root, table, lines)


@pytest.mark.parametrize(
    ("table", "column", "cell", "code"),
    [
        ("subprojects", 5, "无此部门", "INPUT-CHOICE"),
        ("subprojects", 6, "", "INPUT-REQUIRED"),
        ("subprojects", 4, "某类", "INPUT-CHOICE"),
        ("subprojects", 6, "二〇二一年吧", "INPUT-DATE"),
        ("units", 2, "", "INPUT-REQUIRED"),
    ],
)
def test_references_to_a_row_left_out_are_silent(
    small_county: Path, table: str, column: int, cell: str, code: str
) -> None:
    _spoilt(small_county, table, 1, column, cell)
    found = Counter(finding.code for finding in pipeline.check(small_county).findings)
    assert found["INPUT-REFERENCE"] == found["LAYER-UNMATCHED"] == 0
    assert found[code] == 1


def test_a_code_that_cannot_be_read_is_not_missed_elsewhere(small_county: Path) -> None:
    _spoilt(small_county, "subprojects", 1, 0, "L 01")
    read = read_tables(small_county, load())
    assert read.left_out == {"subprojects.code": ("L 01",)}
    assert [finding.code for finding in read.findings] == ["INPUT-CODE"]


def test_references_to_nothing_are_still_told(small_county: Path) -> None:
    _spoilt(small_county, "subprojects", 1, 0, "X-01")
    codes = [finding.code for finding in read_tables(small_county, load()).findings]
    assert codes
    assert set(codes) == {"INPUT-REFERENCE"}


def test_a_deleted_row_is_missed_though_another_is_left_out(small_county: Path) -> None:
    lines = [list(line) for line in county.TABLES["subprojects"]]
    lines[2][4] = "某类"
    county.table(small_county, "subprojects", [lines[0], *lines[2:]])
    findings = read_tables(small_county, load()).findings
    assert {finding.got for finding in findings if finding.code == "INPUT-REFERENCE"} == {lines[1][0]}
