"""What the rules on tables pass over: a fault of the plan is told once, not again by every table that prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

import whole
from shanshui.review.rules import TOPICS

OF_TABLES = {rule.code for name, rules in TOPICS.items() if name.startswith("table_") for rule in rules}


def told(county: Path, root: Path, *edits: whole.Edit) -> set[str]:
    whole.copied(county, root)
    for edit in edits:
        edit(root)
    return set(whole.codes_of(root)) & (OF_TABLES | {"FUND-SUM", "PERIOD-WORK", "PERIOD-FUNDING"})


def test_money_that_does_not_cover_the_cost_is_told_once(county: Path, tmp_path: Path) -> None:
    assert told(county, tmp_path / "a", whole.cell("funding", 1, amount="25")) == {"FUND-SUM"}


def test_money_that_rounding_parts_is_told_by_its_cause(county: Path, tmp_path: Path) -> None:
    edits = (whole.cell("funding", 1, amount="19.6"), whole.cell("funding", 2, amount="10.7"))
    assert told(county, tmp_path / "a", *edits) & {"FUND-SUM", "MONEY-WHOLE"} == {"MONEY-WHOLE"}


@pytest.mark.parametrize(("table", "code"), [("works", "PERIOD-WORK"), ("funding", "PERIOD-FUNDING")])
def test_years_outside_the_works_are_told_by_their_row(table: str, code: str, county: Path, tmp_path: Path) -> None:
    found = told(county, tmp_path / "a", whole.cell(table, 1, year="2024"))
    assert code in found
    assert "TABLE-YEARS" not in found


@pytest.mark.parametrize("area", ["0.001", "3.335", "41.994"])
def test_changes_of_any_decimals_balance(area: str, county: Path, tmp_path: Path) -> None:
    assert told(county, tmp_path / "a", whole.cell("landuse_changes", "R-01", area=area)) == set()


def test_quantities_in_other_units_are_the_same_quantities(county: Path, tmp_path: Path) -> None:
    assert told(county, tmp_path / "a", whole.cell("works", "R-01", quantity="0.3", unit="平方千米")) == set()
