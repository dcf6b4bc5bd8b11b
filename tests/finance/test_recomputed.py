"""Workbooks of random projects, recomputed by another program: each formula gives what is printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest

from finance.plans import workspace
from finance.random_projects import random_project
from finance.recomputing import recomputed_differently
from shanshui.dossier.office import missing
from shanshui.dossier.workbook import write_workbook
from shanshui.finance import run
from shanshui.ledger import Formula, Quote, Row, Table
from shanshui.standard import load

STANDARD = load()
SEEDS = (3, 11, 24)

needs_office = pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")


@needs_office
def test_another_program_computes_what_is_printed(tmp_path: Path) -> None:
    """Several projects in one workbook, because starting the office takes longer than all of them; and a wrong sum."""
    tables = [_wrong()]
    for seed in SEEDS:
        plan, earlier = random_project(Random(seed))
        tables += run(plan, workspace(earlier), STANDARD).tables
    count, differing = recomputed_differently(tables, STANDARD, tmp_path)
    assert differing == ["附表.xlsx 表G.1!C5: computed 3, printed 4"]
    assert count == sum(_live(table) for table in tables)
    assert count > 300


def _wrong() -> Table:
    spec = STANDARD.tables["G.1"]
    wrong = Quote("scope.cost.total", Decimal(4), "wan_yuan", 0, Formula("sum", ((0, "amount"), (1, "amount"))))
    parts = [Quote(f"scope.x{n}", Decimal(n), "wan_yuan", 0) for n in (1, 2)]
    return Table("G.1", "甲", spec.keys(), tuple(Row(("一", "费", cell, "")) for cell in (*parts, wrong)))


def _live(table: Table) -> int:
    return sum(isinstance(c, Quote) and c.formula is not None for row in table.rows for c in row.cells)


def test_formulas_are_written_as_formulas(tmp_path: Path) -> None:
    plan, earlier = random_project(Random(SEEDS[0]))
    tables = run(plan, workspace(earlier), STANDARD).tables
    path = tmp_path / "附表.xlsx"
    write_workbook(tables, earlier, STANDARD, path)
    book = openpyxl.load_workbook(path)
    live = sum(isinstance(c.value, str) and c.value.startswith("=") for s in book for row in s.iter_rows() for c in row)
    assert live == sum(
        _live(table) for table in tables if not STANDARD.tables[table.id.partition("@")[0]].supplementary
    )
