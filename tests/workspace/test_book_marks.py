"""Red cells: LibreOffice, asked for every conditional formula, marks what the check would find and nothing else."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

import county
from shanshui.dossier.office import running
from shanshui.dossier.office.convert import recalculate
from shanshui.standard import load
from shanshui.workspace.book import export_book

STANDARD = load()
FAR = 100
"""Column from which the conditions are written out as cells."""


Cells = set[tuple[str, int]]


def _red(path: Path, *sheets: str) -> dict[str, Cells]:
    """Heading and row of each cell that is red, by sheet."""
    book = openpyxl.load_workbook(path)
    asked: list[tuple[str, str, str, int]] = []
    for sheet in sheets:
        page = book[sheet]
        last = max(row for row in range(2, 20) if any(cell.value for cell in page[row][:3]))
        rules = [(area, rule.formula[0]) for area in page.conditional_formatting for rule in area.rules]
        for n, (area, formula) in enumerate(rules, start=FAR):
            column, first = str(area.sqref).partition(":")[0].rstrip("0123456789"), 2
            for row in range(first, last + 1):
                cell = f"{get_column_letter(n)}{row}"
                condition = Translator(f"=IFERROR({formula},FALSE)", origin=f"{get_column_letter(n)}{first}")
                page[cell] = condition.translate_formula(cell)
                asked.append((sheet, cell, str(page[f"{column}1"].value).strip("*"), row))
    probe = path.with_name("probe.xlsx")
    book.save(probe)
    shown = recalculate(probe)
    found: dict[str, Cells] = {sheet: set() for sheet in sheets}
    for sheet, cell, heading, row in asked:
        if shown[sheet].get(cell) is True:
            found[sheet].add((heading, row))
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return county.write(tmp_path / "county")


@pytest.mark.skipif(bool(running.missing()), reason=f"{running.missing()} is not there")
def test_faults_of_sub_projects_are_red(root: Path) -> None:
    county.table(root, "subprojects", [
        ("code", "unit", "region", "project_type", "category", "start", "end", "extent", "care_years"),
        ("S-1", "L", "测试县", "甲项目", "森林保护修复", "2021", "2022", "100", "3"),
        ("S-1", "L", "测试县", "乙项目", "森林保护修复", "2022", "2021", "-5", "99"),
        ("S 2", "ZZ", "", "丙项目", "没有的类别", "21", "2022", "12亩", "3"),
        ("1", "R", "测试县", "丁项目", "森林保护修复", "2021", "2022", "1,200", "3"),
        ("001", "R", "测试县", "戊项目", "mine", "2021", "2022", "—", ""),
    ])  # fmt: skip
    path = root / "out.xlsx"
    export_book(root, STANDARD, path)
    assert _red(path, "子项目")["子项目"] == {
        ("子项目编码", 2), ("子项目编码", 3), ("结束年份", 3), ("实施面积（公顷）", 3), ("管护年限（年）", 3),
        ("子项目编码", 4), ("所在单元", 4), ("行政区名称", 4), ("子项目类别", 4), ("开始年份", 4),
        ("实施面积（公顷）", 4),
    }  # fmt: skip


@pytest.mark.skipif(bool(running.missing()), reason=f"{running.missing()} is not there")
def test_faults_of_works_money_effects_and_judgements_are_red(root: Path) -> None:
    county.table(root, "works", [
        ("subproject", "measure", "mode", "quantity", "unit", "year"),
        ("L-01", "closure", "自然恢复", "10", "公顷", "2021"),
        ("L-9", "closure", "自然恢复", "10", "公顷", "2021"),
        ("L-01", "nope", "自然恢复", "10", "公顷", "2021"),
        ("L-01", "closure", "瞎写", "-10", "个", "2030"),
        ("L-02", "thinning", "辅助再生", "", "公顷", ""),
    ])  # fmt: skip
    county.table(root, "fees", [
        ("code", "parent", "name", "base", "rate", "amount"),
        ("a", "前期工作费", "两个都填", "工程施工费", "2", "10"),
        ("b", "前期工作费", "都没填", "工程施工费", "", ""),
        ("c", "前期工作费", "只填费率", "工程施工费", "2", ""),
        ("d", "前期工作费", "超过百分之百", "工程施工费", "120", ""),
    ])  # fmt: skip
    county.edit(root / "tables" / "subprojects.csv", "department,start", "liable_party,start")
    county.table(root, "funding", [
        ("subproject", "year", "source", "amount"),
        ("L-01", "2021", "中央", "10"), ("L-02", "2029", "地方财政", "10"), ("R-01", "2022", "local", "5"),
        ("L-02", "2021", "中央财政", "20"), ("R-01", "2022", "中央财政", "5"),
    ])  # fmt: skip
    county.table(root, "budgets", [
        ("source", "year", "amount"),
        ("中央财政", "2021", "19"), ("中央财政", "2022", "5"), ("中央", "", "40"), ("社会资本", "", "0"),
    ])  # fmt: skip
    county.table(root, "effects", [
        ("measure", "quantity", "kind", "value", "low", "high"),
        ("closure", "植被覆盖度", "倍数", "1.2", "1.3", "1.1"), ("thinning", "植被覆盖度", "倍数", "1.2", "1.1", "1.3"),
    ])  # fmt: skip
    county.table(root, "judgements", [
        ("criterion", "over", "value"),
        ("目标可达性", "目标可达性", "1"), ("目标可达性", "社会可接受性", "2"),
    ])  # fmt: skip
    path = root / "out.xlsx"
    export_book(root, STANDARD, path)
    red = _red(path, "工程量", "费用", "资金筹措", "资金上限", "措施效果", "因子比较")
    assert red["工程量"] == {
        ("子项目", 3), ("措施", 4), ("保护修复模式", 5), ("工程量", 5), ("单位", 5), ("年度", 5), ("工程量", 6),
    }  # fmt: skip
    assert red["费用"] == {
        ("费率（%）", 2), ("金额（万元）", 2), ("金额（万元）", 3), ("费率（%）", 5),
    }  # fmt: skip
    liable = {("资金来源", row) for row in (2, 5, 6)}  # central money where somebody else is liable
    assert red["资金筹措"] == {*liable, ("年度", 3)}
    assert red["资金上限"] == {("可用金额（万元）", 2)}
    assert red["措施效果"] == {("下限", 2)}
    assert red["因子比较"] == {("与之比较的因子", 2)}


@pytest.mark.skipif(bool(running.missing()), reason=f"{running.missing()} is not there")
def test_nothing_is_red_in_a_correct_county(root: Path) -> None:
    path = root / "out.xlsx"
    export_book(root, STANDARD, path)
    red = _red(path, "保护修复单元", "子项目", "工程量", "费用", "措施", "单价")
    assert {sheet: cells for sheet, cells in red.items() if cells} == {}
