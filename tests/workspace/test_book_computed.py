"""The workbook's formulas: our own values, LibreOffice's, and the facts of the finance stage are one and the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import county
from shanshui import pipeline
from shanshui.dossier.office import running
from shanshui.dossier.office.convert import recalculate
from shanshui.errors import DefectError
from shanshui.finance.estimate.cost_facts import work_id
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.quantity import units
from shanshui.standard import load
from shanshui.standard.workbook import load_book
from shanshui.workspace.book import export_book
from shanshui.workspace.book.choices import choice_lists
from shanshui.workspace.book.evaluate import parse
from shanshui.workspace.book.layout import REFERENCE, expanded
from shanshui.workspace.sheets import book_sheets

STANDARD = load()
SPEC = load_book()
JINPING = Path(__file__).parents[2] / "examples" / "jinping"
NEEDS_OFFICE = pytest.mark.skipif(bool(running.missing()), reason=f"{running.missing()} is not there")
Shown = Mapping[str, Mapping[str, object]]


def _stored(path: Path) -> tuple[dict[str, dict[str, object]], dict[str, set[str]]]:
    """Values that stand in a file, and which cells are formulas."""
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    found = {s.title: {c.coordinate: c.value for row in s.iter_rows() for c in row} for s in values.worksheets}
    computed = {
        s.title: {c.coordinate for row in s.iter_rows() for c in row if c.data_type == "f"} for s in formulas.worksheets
    }
    return found, computed


def _column(shown: Shown, sheet: str, heading: str) -> dict[int, object]:
    cells = shown[sheet]
    letters = next(re.sub(r"\d", "", a) for a, v in cells.items() if a.endswith("1") and v in (heading, heading + "*")
                   and re.fullmatch(r"[A-Z]+1", a))  # fmt: skip
    return {int(a[len(letters) :]): v for a, v in cells.items() if re.fullmatch(rf"{letters}\d+", a)}


def _costs(root: Path) -> tuple[dict[str, Decimal | None], Estimate]:
    """Cost of each work by the id of its fact [yuan], and the estimate.

    The workbook knows no published rates: of fees with neither rate nor amount it says how many there are. So the
    estimate is that of the plan without them.
    """
    read, _ = pipeline.read_county(root, STANDARD)
    assert read is not None
    works, _ = cost_works(read.plan)
    told = [fee for fee in read.plan.fees if fee.rate is not None or fee.amount is not None]
    return {work_id(w, "cost"): w.cost for w in works}, estimate(replace(read.plan, fees=tuple(told)), works)


@pytest.fixture(scope="module")
def jinping_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    export_book(JINPING, STANDARD, path)
    return path


def test_every_cost_of_a_work_and_the_sums_are_the_facts_of_the_finance_stage(jinping_book: Path) -> None:
    shown, _ = _stored(jinping_book)
    costed, counted = _costs(JINPING)
    codes, costs = _column(shown, "工程量", "子项目"), _column(shown, "工程量", "费用（万元）")
    rows = [row for row, code in codes.items() if row > 1 and code]
    assert len(rows) == 44
    for row in rows:
        fact = costed[f"subproject:{codes[row]}.work.{row}.cost"]
        assert fact is not None
        assert float(costs[row]) == pytest.approx(float(fact) / 10_000, rel=1e-9)
    summary = {cells: shown["汇总"][f"B{n}"] for n in range(1, 60) if (cells := shown["汇总"].get(f"A{n}"))}
    construction, total = counted.scope_construction, counted.scope_total
    assert construction is not None
    assert total is not None
    assert summary["工程施工费"] == construction / 10_000
    assert summary["其他各项费用"] == (total - construction) / 10_000
    assert summary["总投资"] == total / 10_000
    fees = _column(shown, "费用", "计算金额（万元）")
    told = {line.fee.place.row: line.amount / 10_000 for line in counted.fees if line.amount}
    assert {row: amount for row, amount in fees.items() if row > 1 and amount} == told
    subs, totals = _column(shown, "子项目", "子项目编码"), _column(shown, "子项目", "总投资（万元）")
    for row, code in subs.items():
        if row > 1 and code:
            closed = counted.total[str(code)]
            assert closed is not None
            assert abs(float(totals[row]) - float(closed) / 10_000) <= 1


@NEEDS_OFFICE
def test_libreoffice_computes_the_same_in_every_cell(jinping_book: Path) -> None:
    stored, computed = _stored(jinping_book)
    office = recalculate(jinping_book)
    count = 0
    for sheet, cells in computed.items():
        for address in cells:
            ours, theirs = stored[sheet].get(address) or "", office[sheet].get(address) or ""
            count += 1
            if isinstance(ours, float | int) and isinstance(theirs, float | int):
                assert float(theirs) == pytest.approx(float(ours), rel=1e-9, abs=1e-9), (sheet, address)
            else:
                assert (theirs or "") == (ours or ""), (sheet, address)
    assert count > 10_000


@NEEDS_OFFICE
def test_a_hard_county_is_computed_alike(tmp_path: Path) -> None:
    """Codes with leading noughts and signs of patterns, prices by region and year, units of two kinds, two headings."""
    root = county.write(tmp_path / "county")
    county.table(root, "subprojects", [
        ("code", "unit", "region", "project_type", "category", "start", "end"),
        ("001", "L", "测试县", "甲项目", "森林保护修复", "2021", "2022"),
        ("1", "L", "测试县", "乙项目", "森林保护修复", "2021", "2023"),
        ("A*", "R", "测试县", "丙项目", "森林保护修复", "2022", "2023"),
        ("AB", "R", "测试县", "丁项目", "森林保护修复", "2022", "2023"),
    ])  # fmt: skip
    county.table(root, "works", [
        ("subproject", "measure", "mode", "工程量（亩）", "unit", "year", "indicator"),
        ("001", "closure", "自然恢复", "1500", "", "2021", "forest_improved"),
        ("1", "closure", "自然恢复", "30", "亩", "", "林地提质改造"),
        ("A*", "thinning", "辅助再生", "7.5", "mu", "2022", ""),
        ("AB", "levelling", "辅助再生", "600", "", "2023", "farmland_restored"),
        ("Z9", "levelling", "辅助再生", "600", "亩", "2023", ""),
        ("AB", "nothing", "辅助再生", "3", "亩", "2023", ""),
    ])  # fmt: skip
    county.table(root, "prices", [
        ("measure", "region", "price", "unit", "price_year", "source"),
        ("closure", "", "9000", "元/公顷", "2024", "全国"),
        ("closure", "测试省", "8000", "元/公顷", "2023", "省"),
        ("closure", "测试县", "1500", "元/公顷", "2019", "县"),
        ("closure", "测试县", "1600", "元/公顷", "2020", "县"),
        ("closure", "测试县", "1700", "元/公顷", "2020", "县，后填"),
        ("closure", "别的县", "1", "元/公顷", "2025", "外县"),
        ("thinning", "测试县", "0.3", "万元/hm²", "2020", "县"),
        ("levelling", "测试县", "500", "元/米", "2020", "单位不合"),
    ])  # fmt: skip
    county.table(root, "funding", [
        ("subproject", "year", "source", "金额（元）"),
        ("001", "2021", "中央", "160000"), ("001", "2022", "社会投资", "5000.50"), ("1", "2021", "local", "3200"),
    ])  # fmt: skip
    path = tmp_path / "plan.xlsx"
    export_book(root, STANDARD, path)
    stored, computed = _stored(path)
    office = recalculate(path)
    for sheet, cells in computed.items():
        for address in cells:
            ours, theirs = stored[sheet].get(address) or "", office[sheet].get(address) or ""
            same = pytest.approx(ours, rel=1e-9) if isinstance(ours, float | int) else ours
            assert theirs == same, (sheet, address)
    costs = _column(office, "工程量", "费用（万元）")
    assert [costs.get(n) for n in range(2, 8)] == [pytest.approx(16), pytest.approx(0.32), pytest.approx(0.15)] + [
        None
    ] * 3
    costed, _ = _costs(root)
    for row, code in ((2, "001"), (3, "1"), (4, "A*")):
        fact = costed[f"subproject:{code}.work.{row}.cost"]
        assert fact is not None
        assert float(fact) / 10_000 == pytest.approx(costs[row])
    per_sub = _column(office, "子项目", "工程施工费（万元）")
    assert [per_sub.get(n) for n in range(2, 6)] == [pytest.approx(16), pytest.approx(0.32), pytest.approx(0.15), 0]
    assert _column(office, "子项目", "已安排资金（万元）")[2] == pytest.approx(16.50005)


def test_formulas_use_only_columns_functions_and_names_that_are_there() -> None:
    names = {*choice_lists(STANDARD), "project_region"}
    columns = {key: set(table.columns) for key, table in STANDARD.inputs.items()}
    for table, computed in SPEC.computed.items():
        columns.setdefault(table, set()).update(computed)
    lines = {line.key for line in SPEC.lines}
    own = [(c.table, c.formula) for computed in SPEC.computed.values() for c in computed.values()]
    own += [("", line.formula) for line in SPEC.lines] + [(mark.table, mark.formula) for mark in SPEC.marks]
    for table, formula in own:
        if (table, formula) not in [(m.table, m.formula) for m in SPEC.marks]:
            parse(expanded(formula))
        for _, first, second in REFERENCE.findall(expanded(formula)):
            if not second:
                assert first in columns[table], formula
            elif first == "summary":
                assert second in lines, formula
            else:
                assert second in columns[first], formula
        for word in re.findall(r"(?:all|no|zh|unit)_[a-z_]+", re.sub(REFERENCE, "", expanded(formula))):
            assert word in names, formula


def test_every_sheet_is_in_the_book_and_no_computed_heading_is_an_input_s() -> None:
    assert sorted(s.table for s in SPEC.sheets) == sorted(STANDARD.inputs)
    assert {s.group for s in SPEC.sheets} == set(SPEC.groups)
    for table, computed in SPEC.computed.items():
        schema = STANDARD.inputs.get(table)
        for column in computed.values():
            assert schema is None or schema.column_named(column.heading()) is None, column.heading()
            assert schema is None or column.key not in schema.columns, (table, column.key)
    for mark in SPEC.marks:
        assert mark.column in STANDARD.inputs[mark.table].columns


def test_what_the_language_does_not_know_is_a_defect() -> None:
    for formula in ("XLOOKUP([a],[b.c])", "1+", "SUM([a.b]", "LET(1)", "[a] ? 2"):
        with pytest.raises((DefectError, IndexError)):
            parse(formula)


def test_units_are_looked_up_by_every_name_once() -> None:
    lists = choice_lists(STANDARD)
    names = [str(name).casefold() for name in lists["unit_names"]]
    assert len(names) == len(set(names))
    assert {u.name_zh.casefold() for u in units() if u.name_zh} <= set(names)
    factors = dict(zip(lists["unit_names"], zip(lists["unit_kind"], lists["unit_factor"], strict=True), strict=True))
    assert factors["公顷"] == ("m2", 10_000)
    assert factors["亩"][1] == pytest.approx(float(Decimal(2000) / 3))
    prices = dict(zip(lists["unit_names"], zip(lists["unit_price_kind"], lists["unit_price_factor"], strict=True),
                      strict=True))  # fmt: skip
    assert prices["元/亩"] == ("yuan/m2", pytest.approx(0.0015))
    assert prices["万元"] == ("yuan/count", 10_000)
    assert prices["公顷"][0] == "-"


def test_what_may_be_entered_is_open_and_what_is_computed_is_locked(jinping_book: Path) -> None:
    book = openpyxl.load_workbook(jinping_book)
    assert book.sheetnames[:2] == ["说明", "汇总"]
    assert book["选项"].sheet_state == "hidden"
    sheet = book["工程量"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows  # False: not forbidden
    assert sheet.freeze_panes == "B2"
    headings = {cell.value: cell for cell in sheet[1]}
    assert headings["子项目*"].protection.locked
    assert "5.4.4.2" in headings["子项目*"].comment.text
    assert not sheet.cell(2, headings["子项目*"].column).protection.locked
    assert sheet.cell(2, headings["费用（万元）"].column).protection.locked
    kinds = {str(v.sqref).split(":")[0]: v.type for v in sheet.data_validations.dataValidation}
    assert kinds["A2"] == "list"
    assert kinds[f"{headings['工程量*'].column_letter}2"] == "decimal"
    assert len(sheet.conditional_formatting) > 5


def test_a_row_inserted_right_below_a_heading_belongs_to_the_column(jinping_book: Path) -> None:
    names = openpyxl.load_workbook(jinping_book).defined_names
    for name in ("works_subproject", "prices_price_row", "funding_amount"):
        pattern = r"INDEX\(('.+'!\$[A-Z]+)\$1:\$([A-Z]+\$\d+),2\):('.+'!\$[A-Z]+\$\d+)"
        found = re.fullmatch(pattern, names[name].attr_text)
        assert found is not None, names[name].attr_text
        assert found.group(3) == f"{found.group(1).partition('!')[0]}!${found.group(2)}"
    assert not any("price_row]-" in c.formula for c in SPEC.computed["works"].values())  # no row number is counted on


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    root = tmp_path / "county"
    shutil.copytree(JINPING / "tables", root / "tables")
    shutil.copy(JINPING / "project.yaml", root)
    for name in ("a.xlsx", "b.xlsx"):
        export_book(root, STANDARD, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(p.name for p in root.iterdir()) == ["project.yaml", "tables"]
    assert book_sheets(tmp_path / "a.xlsx", STANDARD).findings == ()
    assert date(2000, 1, 1).isoformat() in openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created.isoformat()
