from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import sub
from shanshui.finance.schedule.progress import shares, spread
from shanshui.standard import load
from shanshui.standard.method.progress import load_progress_curves

D = Decimal
YEARS = (2021, 2022, 2023, 2024, 2025)


def test_every_curve_of_the_vocabulary_runs_from_nothing_to_all() -> None:
    curves = load_progress_curves()
    assert curves.keys() == load().vocabularies["progress_curve"].keys()
    for curve in curves.values():
        done = [curve.done(D(n) / 100) for n in range(101)]
        assert (done[0], done[-1]) == (D(0), D(1))
        assert done == sorted(done)


@pytest.mark.parametrize(
    ("curve", "wanted"),
    [
        ("", ["0.2", "0.2", "0.2", "0.2", "0.2"]),
        ("even", ["0.2", "0.2", "0.2", "0.2", "0.2"]),
        ("s_curve", ["0.104", "0.248", "0.296", "0.248", "0.104"]),  # 3t² − 2t³ at fifths
        ("front", ["0.36", "0.28", "0.2", "0.12", "0.04"]),  # 2t − t²
        ("back", ["0.04", "0.12", "0.2", "0.28", "0.36"]),  # t²
    ],
)
def test_shares_of_five_years_by_hand(curve: str, wanted: list[str]) -> None:
    assert shares(curve, 2021, 2025, YEARS) == tuple(map(D, wanted))


def test_a_curve_runs_over_the_columns_that_the_works_lie_in() -> None:
    assert shares("back", 2020, 2022, YEARS) == (D("0.25"), D("0.75"), D(0), D(0), D(0))
    assert shares("even", 2040, 2041, YEARS) == (D("0.2"),) * 5
    assert shares("s_curve", 2023, 2023, YEARS) == (D(0), D(0), D(1), D(0), D(0))


def test_an_entered_year_comes_before_the_curve() -> None:
    assert spread(D(7), 2022, sub("A", progress="back"), YEARS) == (D(0), D(7), D(0), D(0), D(0))
    assert spread(D(100), None, sub("A", progress="front"), YEARS) == tuple(map(D, (36, 28, 20, 12, 4)))


@given(
    st.sampled_from(("", *load_progress_curves())),
    st.integers(2015, 2030),
    st.integers(0, 12),
    st.decimals(0, 10**9, places=2),
)
def test_parts_add_up_exactly(curve: str, start: int, more: int, amount: Decimal) -> None:
    columns = tuple(range(2018, 2028))
    found = shares(curve, start, start + more, columns)
    assert sum(found) == 1
    assert min(found) >= 0
    assert sum(spread(amount, None, sub("A", "A", start, start + more, progress=curve), columns)) == amount
