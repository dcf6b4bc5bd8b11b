from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.quantity import close, close_table, convert, exact, printed, round_half_up, unit

amounts = st.decimals(min_value=0, max_value=10**7, places=4)


@pytest.mark.parametrize(
    ("value", "source", "target", "wanted"),
    [
        ("1619.15", "km2", "hm2", "161915"),
        ("3", "mu", "m2", "2000"),
        ("7", "wan_mu", "mu", "70000"),
        ("97639", "wan_yuan", "yi_yuan", "9.7639"),
        ("5", "t/(hm2*a)", "t/(km2*a)", "500"),
        ("0.6464", "1", "%", "64.64"),
        ("1500", "yuan/mu", "wan_yuan/hm2", "2.25"),
        ("2", "m3/d", "m3/a", "730.5"),
    ],
)
def test_conversions(value: str, source: str, target: str, wanted: str) -> None:
    assert convert(Decimal(value), source, target).normalize() == Decimal(wanted).normalize()


def test_what_measures_different_things_is_not_converted() -> None:
    with pytest.raises(ValueError, match="measure different things"):
        convert(Decimal(1), "m", "m2")


@pytest.mark.parametrize("name", ["公顷", "ha", "hm²", "hm2"])
def test_units_are_found_by_what_people_type(name: str) -> None:
    assert unit(name).code == "hm2"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        unit("石")


@pytest.mark.parametrize(
    ("value", "places", "wanted"),
    [("2.675", 2, "2.68"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2.5", 0, "3"), ("1.005", 2, "1.01")],
)
def test_rounding_is_half_up(value: str, places: int, wanted: str) -> None:
    assert round_half_up(exact(float(value)), places) == Decimal(wanted)


def test_printing() -> None:
    assert printed(None, 2) == "—"
    assert printed(Decimal("0.125"), 2) == "0.13"
    assert printed(Decimal("12.00"), None) == "12"


@given(st.lists(amounts, min_size=1, max_size=30), st.integers(0, 2))
def test_closed_parts_add_up_and_stay_next_to_themselves(parts: list[Decimal], places: int) -> None:
    closed = close(parts, places)
    assert sum(closed) == round_half_up(sum(parts, Decimal(0)), places)
    step = Decimal(1).scaleb(-places)
    assert all(abs(c - p) < step for c, p in zip(closed, parts, strict=True))


def test_a_total_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="no rounding"):
        close([Decimal("1.2"), Decimal("1.3")], 0, Decimal(9))


@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(amounts, min_size=n, max_size=n), min_size=1, max_size=6)),
    st.integers(0, 2),
)
def test_a_closed_table_adds_up_both_ways(cells: list[list[Decimal]], places: int) -> None:
    closed = close_table(cells, places)
    step = Decimal(1).scaleb(-places)
    assert sum(map(sum, closed)) == round_half_up(sum(map(sum, cells), Decimal(0)), places)
    for got, raw in zip(closed, cells, strict=True):
        assert abs(sum(got) - sum(raw)) < step
        assert all(abs(g - r) < step for g, r in zip(got, raw, strict=True))
    for got, raw in zip(zip(*closed, strict=True), zip(*cells, strict=True), strict=True):
        assert abs(sum(got) - sum(raw)) < step
