"""Tables that the program adds to the code's, and the formulas that they live by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dossier import report_case as rc
from shanshui.dossier.narrative import Material
from shanshui.dossier.narrative.chapters import render
from shanshui.dossier.narrative.model import Paragraph, See, TableBlock, plain
from shanshui.dossier.narrative.numbering import numbered
from shanshui.dossier.narrative.views import Views
from shanshui.dossier.office import missing, recalculate
from shanshui.dossier.workbook import supplement_of, write_workbook
from shanshui.dossier.workbook.formulas import ranges, written
from shanshui.errors import DefectError
from shanshui.ledger import Fact, Facts, Formula, Quote, Row, Table, live, numbers, result
from shanshui.quantity import round_half_up
from shanshui.standard import Column, Standard, TableSpec

YEARS = (2021, 2022, 2023)
FLOWS = (Decimal(-1000), Decimal(600), Decimal(600))
COLUMNS = ("item", *(f"year@{y}" for y in YEARS), "whole", "worth")
SPEC = TableSpec(
    "S.1", "{project}试算表", "Trial", "5.4.5.3 a",
    (
        Column("item", ("项目",), width=2),
        Column("year", ("{year}年",), "number", "wan_yuan", 0, repeat="year"),
        Column("whole", ("合计",), "number", "wan_yuan", 0),
        Column("worth", ("结果",), "number", "per_row", 2, width=1.5),
    ),
    orientation="portrait", annexed=False, mandatory=False, supplementary=True,
)  # fmt: skip


def standard() -> Standard:
    return replace(rc.STANDARD, tables={**rc.STANDARD.code_tables, "S.1": SPEC})


def wan(fact: str, value: Decimal | int | str, unit: str = "wan_yuan", places: int = 0) -> Quote:
    return Quote(fact, Decimal(value), unit, places)


def cells(row: int, *columns: str) -> tuple[tuple[int, str], ...]:
    return tuple((row, column) for column in columns)


def trial() -> Table:
    """Income less cost by year, with what each kind of formula makes of it (computed by hand)."""
    income = [wan(f"scope.in@{y}", n) for y, n in zip(YEARS, (0, 900, 900), strict=True)]
    cost = [wan(f"scope.out@{y}", n) for y, n in zip(YEARS, (1000, 300, 300), strict=True)]
    net = [wan(f"scope.net@{y}", n) for y, n in zip(YEARS, FLOWS, strict=True)]
    rows = (
        Row(("收入", *income, wan("scope.in", 1800), "")),
        Row(("支出", *cost, wan("scope.out", 1600), "")),
        Row(("净流量", *net, wan("scope.net", 200), wan("scope.rate", "8.00", "%", 2))),
        Row(("净现值", "", "", "", "", wan("scope.npv", "69.96", "wan_yuan", 2))),
        Row(("内部收益率", "", "", "", "", wan("scope.irr", "13.07", "%", 2))),
        Row(("收支比", "", "", "", "", wan("scope.ratio", "1.13", "1", 2))),
        Row(("单位成本", "", "", "", wan("scope.amount", 800), wan("scope.unit_cost", "20000.00", "1", 2))),
        Row(("积", "", "", "", "", wan("scope.product", "0.14", "1", 2))),
        Row(("占比", "", "", "", "", wan("scope.share", "88.89", "%", 2))),
        Row(("不合", "", "", "", "", wan("scope.moved", "88.90", "%", 2))),
    )
    years = COLUMNS[1:4]
    formulas = {
        **{(n, "whole"): Formula("sum", cells(n, *years)) for n in (0, 1, 2)},
        **{(2, y): Formula("difference", ((0, y), (1, y))) for y in years},
        (3, "worth"): Formula("npv", ((2, "worth"), *cells(2, *years))),
        (4, "worth"): Formula("irr", cells(2, *years)),
        (5, "worth"): Formula("quotient", ((0, "whole"), (1, "whole"))),
        (6, "worth"): Formula("quotient", ((1, "whole"), (6, "whole")), Decimal(10000)),
        (7, "worth"): Formula("product", ((0, "whole"), (6, "whole")), Decimal("0.0000001")),
        (8, "worth"): Formula("percent", ((1, "whole"), (0, "whole"))),
        (9, "worth"): Formula("percent", ((1, "whole"), (0, "whole"))),
    }
    return live(Table("S.1", "某工程试算表", COLUMNS, rows), formulas)


def facts() -> Facts:
    quotes = trial().quotes()
    units = {"wan_yuan": ("yuan", 10000), "%": ("1", Decimal("0.01"))}
    made = []
    for q in quotes:
        unit, factor = units.get(q.unit, (q.unit, 1))
        assert isinstance(q.value, Decimal)
        made.append(Fact(q.fact, q.value * factor, unit))
    return Facts([*rc.facts().values(), *made])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("supplement") / "测算表.xlsx"
    tables = (*rc.tables(rc.facts()), trial(), Table("S.1@subproject:甲", "空表", COLUMNS, ()))
    write_workbook(tables, facts(), standard(), path, supplementary=True)
    return path


def test_the_code_has_fourteen_tables_whatever_is_added() -> None:
    assert len(rc.STANDARD.code_tables) == 14
    added = {key: spec for key, spec in rc.STANDARD.tables.items() if key not in rc.STANDARD.code_tables}
    assert all(key.startswith("S.") and spec.supplementary and not spec.annexed for key, spec in added.items())


def test_supplementary_tables_stand_in_a_workbook_of_their_own(book: Path) -> None:
    assert openpyxl.load_workbook(book).sheetnames == ["目录", "表S.1", "数源"]
    tables = (*rc.tables(rc.facts()), trial(), Table("S.1@unit:x", "空表", COLUMNS, ()))
    assert [t.id for t in supplement_of(tables, standard())] == ["S.1"]


def test_annexed_tables_stay_without_them(tmp_path: Path) -> None:
    path = tmp_path / "附表.xlsx"
    write_workbook((*rc.tables(rc.facts()), trial()), facts(), standard(), path)
    assert openpyxl.load_workbook(path).sheetnames == ["目录", "表C", "表D", "表E.1", "表G.1", "数源"]


def test_a_chapter_prints_a_supplementary_table_and_leaves_out_an_empty_one() -> None:
    plan, known = rc.plan(), facts()
    for table, there in ((trial(), True), (replace(trial(), rows=()), False)):
        material = Material(plan, known, (table,), (), standard())
        blocks, _ = render("{{ table('S.1') }}", material, Views(plan, known, standard()))
        assert any(isinstance(block, TableBlock) for block in blocks) is there


def test_a_reference_to_one_that_is_not_there_names_its_workbook() -> None:
    text = Paragraph((See("table", "S.1"), See("table", "G.1")))
    (found,) = numbered((text,), standard())
    assert isinstance(found, Paragraph)
    assert plain(found.runs) == "测算表 S.1附表 G.1"


def test_formulas_in_the_words_of_a_spreadsheet(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["表S.1"]
    found = [sheet.cell(row, 6).value for row in range(6, 13)]
    assert found == [
        "=ROUND(B5+NPV(F5/100,C5:D5),2)", "=ROUND(IRR(B5:D5,0.1307)*100,2)", "=ROUND(E3/E4,2)", "=ROUND(E4/E9*10000,2)",
        "=ROUND(E3*E9*0.0000001,2)", "=ROUND(E4/E3*100,2)", 88.9,
    ]  # fmt: skip
    assert [sheet[cell].value for cell in ("B5", "E3")] == ["=B3-SUM(B4)", "=SUM(B3:D3)"]


def test_every_formula_gives_the_printed_number_again() -> None:
    table, count = trial(), 0
    for quote in (q for q in table.quotes() if q.formula is not None):
        assert quote.formula is not None
        found = result(quote.formula, numbers(quote.formula, table))
        assert found is not None
        assert round_half_up(found, quote.places or 0) == quote.value
        count += 1
    assert count == 12


@pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")
def test_another_program_computes_the_same_of_every_table(tmp_path: Path) -> None:
    """The code's tables and ours in one workbook, so that the office is asked once."""
    ours = {key: replace(spec, supplementary=True) for key, spec in standard().tables.items()}
    path = tmp_path / "alle.xlsx"
    write_workbook(
        (*rc.tables(rc.facts()), trial()), facts(), replace(standard(), tables=ours), path, supplementary=True
    )
    computed = recalculate(path)
    stored, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    cells = [(sheet.title, c.coordinate) for sheet in formulas for row in sheet.iter_rows() for c in row if _live(c)]
    assert len(cells) >= 7 + 12
    for sheet, cell in cells:
        assert computed[sheet][cell] == pytest.approx(stored[sheet][cell].value, abs=1e-9), (sheet, cell)


def _live(cell: Any) -> bool:
    return isinstance(cell.value, str) and cell.value.startswith("=")


def test_a_formula_that_closing_has_moved_away_is_not_attached() -> None:
    moved = trial().cell(9, "worth")
    assert isinstance(moved, Quote)
    assert moved.formula is None


def test_a_formula_needs_its_cells_and_a_sum_does_without() -> None:
    gap = Table("S.1", "甲", ("a", "b"), (Row((wan("x", 3), "")), Row((wan("y", 3), wan("z", 3)))))
    found = live(gap, {
        (1, "b"): Formula("sum", ((0, "a"), (0, "b"))),
        (1, "a"): Formula("difference", ((0, "a"), (0, "b"))),
    })  # fmt: skip
    assert [q.formula is not None for q in found.quotes()] == [False, False, True]


def test_no_number_where_there_is_none() -> None:
    two = ((0, "a"), (0, "b"))
    assert result(Formula("quotient", two), [Decimal(1), Decimal(0)]) is None
    assert result(Formula("percent", two), [Decimal(1), Decimal(0)]) is None
    assert result(Formula("irr", two), [Decimal(1), Decimal(2)]) is None
    assert result(Formula("irr", (*two, (0, "c"))), [Decimal(-100), Decimal(230), Decimal(-132)]) is None
    assert result(Formula("npv", two), [Decimal(-100), Decimal(5)]) is None


@pytest.mark.parametrize(("kind", "count"), [("quotient", 3), ("percent", 1), ("npv", 1), ("difference", 1)])
def test_a_formula_of_the_wrong_number_of_cells_is_refused(kind: Any, count: int) -> None:
    with pytest.raises(ValueError, match=f"a {kind} of {count} cells"):
        Formula(kind, tuple((n, "a") for n in range(count)))
    with pytest.raises(ValueError, match="has no scale"):
        Formula("sum", ((0, "a"),), Decimal(2))


def test_payments_that_stand_apart_have_no_internal_rate() -> None:
    apart = Formula("irr", ((0, "item"), (0, "whole"), (2, "item")))
    with pytest.raises(DefectError, match="stand apart"):
        written(apart, 2, trial(), lambda row, column: f"{column}{row}")
    down = ranges([(0, "a"), (1, "a"), (1, "b"), (2, "b")], Table("S.1", "", ("a", "b"), ()), lambda r, c: f"{c}{r}")
    assert down == ["a0:a1", "b1:b2"]
