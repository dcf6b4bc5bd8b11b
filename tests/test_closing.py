"""Closing of large tables: the same bounds as by linear programme, on small tables that hold every case."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui import quantity
from shanshui.closing import raised
from shanshui.quantity import close_table, round_half_up

CELLS = st.sampled_from([Decimal(n) / 10 for n in (0, 0, 1, 3, 5, 5, 7, 10, 25, -4)])
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def beside(exact: Decimal, printed: Decimal) -> bool:
    """Whether a number is one of the two whole numbers next to its unrounded self."""
    return printed in (exact.to_integral_value(ROUND_FLOOR), exact.to_integral_value(ROUND_CEILING))


@settings(max_examples=150)
@given(TABLES)
def test_cells_rows_columns_and_the_whole_are_next_to_their_unrounded_selves(table: list[list[Decimal]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantity, "_LARGE", 0)
        closed = close_table(table, 0)
    assert all(beside(c, p) for row, own in zip(table, closed, strict=True) for c, p in zip(row, own, strict=True))
    assert all(beside(sum(row, Decimal(0)), sum(own)) for row, own in zip(table, closed, strict=True))
    columns = zip(zip(*table, strict=True), zip(*closed, strict=True), strict=True)
    assert all(beside(sum(column, Decimal(0)), sum(own)) for column, own in columns)
    assert sum(map(sum, closed)) == round_half_up(sum((sum(row, Decimal(0)) for row in table), Decimal(0)), 0)


def test_bounds_that_nothing_keeps_to_are_refused() -> None:
    with pytest.raises(ValueError, match="no rounding"):
        raised(np.array([[0.5, 0.0]]), [(1, 1)], [(0, 0), (1, 1)], [1.0], 1)
