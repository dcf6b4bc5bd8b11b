from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import make_plan, measure, sub, unit_, work
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.schedule.performance import achievements, implementation_by_year, spread
from shanshui.plan import Plan
from shanshui.quantity import convert, round_half_up
from shanshui.standard import load

D = Decimal
INDICATORS = load().performance


def plan_of(works: list[tuple[str, str, str, str, int | None]], **subs: tuple[int, int]) -> Plan:
    """Works of (sub-project, indicator, quantity, unit, year); sub-projects with their years."""
    return make_plan(
        [unit_("A")],
        [sub(code, "A", *years) for code, years in subs.items()],
        [work(c, "m", D(q), u, indicator=i, year=y, row=n) for n, (c, i, q, u, y) in enumerate(works, start=2)],
        [measure("m", "hm2")],
    )


def test_mu_and_hectares_mix_and_years_spread_evenly() -> None:
    plan = plan_of([("A1", "forest_new", "30", "mu", None), ("A1", "forest_new", "0.01", "km2", 2022)], A1=(2021, 2024))
    found, findings = achievements(plan, cost_works(plan)[0], INDICATORS)
    assert not findings
    item = found["forest_new"]
    assert item.years == (2021, 2022, 2023, 2024, 2025)
    assert item.cells["A1"] == (D("0.50"), D("1.50"), D("0.50"), D("0.50"), D("0.00"))
    assert item.total == item.of("A1") == D("3.00")
    assert item.in_year(2022) == D("1.50")


def test_a_work_of_another_kind_is_a_finding() -> None:
    plan = plan_of([("A1", "forest_new", "3", "km", None)], A1=(2021, 2025))
    found, findings = achievements(plan, cost_works(plan)[0], INDICATORS)
    assert not found
    (fault,) = findings
    assert (fault.code, fault.got, fault.want, fault.place.row) == ("INPUT-UNIT", "千米", "公顷", 2)


def test_works_without_indicator_or_quantity_count_for_nothing() -> None:
    plan = plan_of([("A1", "", "3", "hm2", None), ("X9", "forest_new", "3", "hm2", None)], A1=(2021, 2025))
    assert achievements(plan, cost_works(plan)[0], INDICATORS) == ({}, ())


def test_years_outside_the_project_are_not_dropped() -> None:
    plan = plan_of([("A1", "forest_new", "3", "hm2", 2031), ("A1", "forest_new", "4", "hm2", None)], A1=(2040, 2041))
    item = achievements(plan, cost_works(plan)[0], INDICATORS)[0]["forest_new"]
    assert item.years[-1] == 2031
    assert item.total == 7


def test_spread_over_two_of_three_years() -> None:
    assert spread(D(3), None, sub("A1", "A", 2022, 2023), (2021, 2022, 2023)) == (0, D("1.5"), D("1.5"))


@pytest.mark.parametrize("total", ["100.004", "0.01"])
def test_implementation_area_closes(total: str) -> None:
    plan = plan_of([], A1=(2021, 2021), A2=(2021, 2023), A3=(2021, 2025))
    found = implementation_by_year(D(total), {"A1": D(10), "A2": D(7)}, plan, 2)
    assert list(found) == ["A1", "A2"]
    assert sum(sum(row) for row in found.values()) == round_half_up(D(total), 2)
    assert sum(row[3] for row in found.values()) == 0
    assert implementation_by_year(D(total), {}, plan, 2) == {}


quantities = st.tuples(
    st.sampled_from(("A1", "A2", "A3")),
    st.sampled_from(("forest_new", "river_restoration", "monitor_points")),
    st.decimals(0, 10**5, places=4),
    st.sampled_from((None, 2021, 2023, 2025)),
)
UNITS = {"forest_new": "mu", "river_restoration": "m", "monitor_points": "count"}


@settings(max_examples=60, deadline=None)
@given(st.lists(quantities, min_size=1, max_size=12))
def test_any_plan_closes_by_year_and_by_subproject(entered: list[tuple[str, str, Decimal, int | None]]) -> None:
    works = [(code, key, str(q), UNITS[key], year) for code, key, q, year in entered]
    plan = plan_of(works, A1=(2021, 2025), A2=(2022, 2024), A3=(2025, 2025))
    found, _ = achievements(plan, cost_works(plan)[0], INDICATORS)
    for key, item in found.items():
        exact = sum((convert(D(q), u, item.indicator.unit) for _, k, q, u, _ in works if k == key), D(0))
        assert item.total == round_half_up(exact, item.indicator.decimals or 0)
        assert item.total == sum(item.in_year(y) for y in item.years)
        assert item.total == sum(item.of(code) for code in item.cells)
