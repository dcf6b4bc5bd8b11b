"""Numbers of the tables are judged as they are printed, to the last digit and no further."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

import whole
from shanshui.finding import Finding
from shanshui.ledger import Quote
from shanshui.review import Case, run_rules


def after(case: Case, table: str, row: str | int, column: str, value: Quote | Decimal | int) -> tuple[Finding, ...]:
    """Findings once one cell of a table prints another number."""
    return run_rules(whole.table_cell(table, row, column, value)(case))


def test_a_sum_is_judged_as_printed(case: Case) -> None:
    sums = [f for f in after(case, "C", 0, "budget_local", 21) if f.code in ("C-SUM-SOURCES", "TABLE-SUM")]
    assert sorted((f.got, f.want) for f in sums) == [("37 万元", "36 万元"), ("67 万元", "66 万元")]


@pytest.mark.parametrize(
    ("printed", "fine"),
    [("9.00", True), ("8.997", True), ("8.9972", True), ("9", True), ("9.001", False), ("9.01", False), ("900", False)],
)
def test_tables_of_different_units_agree_to_half_of_the_last_digit(printed: str, fine: bool, case: Case) -> None:
    places = max(0, -int(Decimal(printed).as_tuple().exponent))
    found = after(case, "D", 0, "value", Quote("", Decimal(printed), "km2", places))
    assert ("D-SCOPE" not in {f.code for f in found}) is fine


@pytest.mark.parametrize(("column", "value", "code"), [("amount", "6", "G1-SUM"), ("share", "1.93", "G1-SHARES")])
def test_lines_of_the_estimate_and_their_shares_add_up(column: str, value: str, code: str, case: Case) -> None:
    assert code in {f.code for f in after(case, "G.1", 1, column, Decimal(value))}


def test_years_add_up_to_the_target(case: Case) -> None:
    found = Counter(f.code for f in after(case, "E.1", 3, "year@2021", Decimal("9.99")))
    assert found["E1-SUM-YEARS"] == 1
