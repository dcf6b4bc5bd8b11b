"""Problems of the scope are the sums of what the diagnosed places have."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shanshui.assess.diagnosis.totals import problem_totals
from shanshui.ledger import Basis, Fact

MODELLED = Basis.MODELLED_UNCALIBRATED


def told(place: str, problem: str, area: int | None, severity: int, urgency: int) -> list[Fact]:
    stem = f"assessment_unit:{place}.problem.{problem}"
    return [
        Fact(f"{stem}.area", None if area is None else Decimal(area), "m2", MODELLED),
        Fact(f"{stem}.severity", Decimal(severity), "1", MODELLED),
        Fact(f"{stem}.severity.stability", Decimal("0.9"), "1", MODELLED),
        Fact(f"{stem}.urgency", Decimal(urgency), "1", MODELLED),
        Fact(f"{stem}.drivers", "steep"),
    ]


def totals(*groups: list[Fact]) -> dict[str, Decimal | str | None]:
    return {f.id: f.value for f in problem_totals([fact for group in groups for fact in group])}


def test_places_and_areas_add_up_and_urgent_ones_apart() -> None:
    found = totals(told("a", "soil_erosion", 300, 3, 2), told("b", "soil_erosion", 200, 5, 5))
    assert found == {
        "scope.problem.soil_erosion.places": 2,
        "scope.problem.soil_erosion.urgent_places": 1,
        "scope.problem.soil_erosion.area": 500,
        "scope.problem.soil_erosion.urgent_area": 200,
    }


def test_a_problem_without_area_is_counted_and_has_none() -> None:
    assert totals(told("a", "water_pollution", None, 4, 4)) == {
        "scope.problem.water_pollution.places": 1,
        "scope.problem.water_pollution.urgent_places": 1,
    }


def test_other_facts_are_left_alone() -> None:
    assert totals([Fact("scope.area", Decimal(9), "m2"), Fact("unit:L.degradation", Decimal(2))]) == {}


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 5)), min_size=1, max_size=12))
def test_urgent_ground_is_part_of_all_of_it(places: list[tuple[int, int]]) -> None:
    found = totals(*(told(str(n), "mine_damage", area, 4, urgency) for n, (area, urgency) in enumerate(places)))
    area, urgent = (found[f"scope.problem.mine_damage.{key}"] for key in ("area", "urgent_area"))
    assert area == sum(area for area, _ in places)
    assert urgent == sum(area for area, urgency in places if urgency >= 4)
