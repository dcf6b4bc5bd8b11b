"""Money that cannot be right, on real folders: ``check`` tells each fault with its cell and a remedy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import whole
from shanshui.cli import app
from whole import Edit, added, cell, project

SLICES = {"kind": "图纸审查费", "method": "差额累进", "source": "测试省财政厅"}
CARBON = {"quantity": "固碳", "unit": "元/t", "price_year": "2020", "source": "测试省核算报告"}
REVENUE = {"subproject": "L-02", "kind": "产业收入", "receiver": "农户和集体", "source": "测试县林业局"}

# what is wrong: code of the finding, table, row, column (where one is to blame) and edits that bring it about
Fault = tuple[str, str, int | None, str, tuple[Edit, ...]]
SINGLE: Mapping[str, Fault] = {
    "negative price": ("INPUT-RANGE", "prices", 3, "price", (cell("prices", "thinning", price="-1.2"),)),
    "price without year": ("PRICE-SOURCE", "prices", 2, "", (cell("prices", "closure", price_year=""),)),
    "index as a factor": (
        "INPUT-RANGE",
        "price_indices",
        2,
        "index",
        (added("price_indices", region="测试省", year="2021", index="1.02", source="测试省统计局"),),
    ),
    "money after the end": ("PERIOD-FUNDING", "funding", 14, "year", (cell("funding", 13, year="2035"),)),
    "work after the end": ("PERIOD-WORK", "works", 6, "year", (cell("works", 5, year="2035"),)),
    "share as a fraction": ("TARGET-PERCENT", "targets", 5, "target", (cell("targets", 4, target="0.95"),)),
    "fee as a fraction": ("FEE-PERCENT", "fees", 4, "rate", (cell("fees", "supervision", rate="0.015"),)),
    "fee above all": ("INPUT-RANGE", "fees", 5, "rate", (cell("fees", "acceptance", rate="350"),)),
    "brackets with a gap": (
        "FEE-LINES",
        "fee_rates",
        2,
        "",
        (
            added("fee_rates", lower="0", upper="100", value="1", **SLICES),
            added("fee_rates", lower="500", value="0.5", **SLICES),
        ),
    ),
    "low above high": (
        "RETURN-INTERVAL",
        "revenues",
        3,
        "low",
        (added("revenues", name="药材", amount="1", low="1.5", high="0.5", **REVENUE),),
    ),
    "price of a benefit outside its ends": (
        "BENEFIT-INTERVAL",
        "benefit_prices",
        2,
        "low",
        (added("benefit_prices", price="70", low="90", **CARBON),),
    ),
    "no way back": (
        "PRIVATE-RETURN-NONE",
        "private_finance",
        2,
        "mechanism",
        (cell("private_finance", 1, mechanism=""),),
    ),
}
SLIPS: Mapping[str, Fault] = {
    "funding": ("FUND-UNIT", "funding", 8, "amount", (cell("funding", 7, amount="80000"),)),
    "price": ("PRICE-CASE", "prices", 2, "price", (cell("prices", "closure", price="15000"),)),
    "fee": ("FEE-AMOUNT", "fees", 2, "", (cell("fees", "survey", rate="", amount="500000"),)),
    "revenue": (
        "RETURN-UNIT",
        "revenues",
        3,
        "amount",
        (added("revenues", name="药材", amount="12000", **REVENUE),),
    ),
    "price of a benefit": (
        "BENEFIT-SLIP",
        "benefit_prices",
        2,
        "price",
        (added("benefit_prices", price="700000", **CARBON),),
    ),
    "private money": ("PRIVATE-SUM", "private_finance", 2, "amount", (cell("private_finance", 1, amount="60000"),)),
    "item of the control total": (
        "COST-ITEM-EXCEEDS",
        "control_items",
        2,
        "amount",
        (added("control_items", code="K-1", name="治理", subprojects="R-01", amount="990000", source="测试省"),),
    ),
}
SUMS: Mapping[str, Fault] = {
    "split that does not sum": ("FUND-SUM", "funding", 2, "", (cell("funding", 1, amount="30"),)),
    "control total in yuan": (
        "COST-CONTROL-UNIT",
        "project.yaml",
        None,
        "control_total",
        (project("control_total.unit", "元"),),
    ),
    "item that nobody can reckon": (
        "COST-ITEM-BLANK",
        "control_items",
        2,
        "quantity",
        (added("control_items", code="K-1", name="水库", quantity="1", unit="座", reason="另立项", source="测试省"),),
    ),
}


def checked(root: Path, faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Findings of a county with all of the faults, as a program reads them."""
    for *_, edits in faults:
        for edit in edits:
            edit(root)
    done = CliRunner().invoke(app, ["check", str(root), "--json"])
    assert done.exit_code == 1, done.stderr
    assert "Traceback" not in done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


@pytest.mark.parametrize("faults", [SINGLE, SLIPS, SUMS], ids=["single", "slips", "sums"])
def test_each_fault_is_told_with_its_cell_and_a_remedy(faults: Mapping[str, Fault], tmp_path: Path) -> None:
    found = checked(whole.write(tmp_path / "county"), faults.values())
    untold = {}
    for name, (code, table, row, column, _) in faults.items():
        file = table if table.endswith(".yaml") else f"tables/{table}.csv"
        told = [f for f in found if f["code"] == code and f["place"]["file"] == file]
        told = [f for f in told if row in (None, f["place"]["row"]) and column in ("", f["place"]["column"])]
        if not told:
            untold[name] = [(f["code"], f["place"]["file"], f["place"]["row"], f["place"]["column"]) for f in found]
    assert untold == {}
    for finding in found:
        assert finding["text"]
        assert finding["remedy"]
        assert "{" not in finding["text"] + finding["remedy"]


@pytest.mark.parametrize(
    "absent", [("works",), ("works", "revenues", "targets"), ("measures", "prices", "cases", "aftercare", "funding")]
)
def test_a_table_that_is_not_there_stops_nothing(absent: tuple[str, ...], tmp_path: Path) -> None:
    root = whole.write(tmp_path / "county")
    for table in absent:
        (root / "tables" / f"{table}.csv").unlink()
    done = CliRunner().invoke(app, ["check", str(root), "--json"])
    assert done.exit_code in (0, 1), done.output
    assert json.loads(done.output)["findings"]
