"""Ground by main problem, resilience and urgency, by hand."""

from __future__ import annotations

from decimal import Decimal

import shapely

from shanshui.assess.diagnosis.graded_areas import graded_areas
from shanshui.assess.places import Spot
from shanshui.ledger import Basis, Fact, Facts


def spot(code: str, area: int) -> Spot:
    return Spot(f"assessment_unit:{code}", code, shapely.box(0, 0, 1, 1), Decimal(area), ("layer:basins",))


def facts() -> Facts:
    grades = {"A.resilience": 4, "B.resilience": 4, "A.problem.erosion.urgency": 2, "A.problem.mines.urgency": 3}
    problems = {"A": "mines、erosion", "B": "erosion", "C": ""}
    modelled = Basis.MODELLED_UNCALIBRATED
    return Facts(
        [Fact(f"assessment_unit:{key}", Decimal(grade), basis=modelled) for key, grade in grades.items()]
        + [Fact(f"assessment_unit:{code}.problems", words, basis=modelled) for code, words in problems.items()]
    )


def test_places_are_added_up_by_class() -> None:
    told = {fact.id: fact for fact in graded_areas([spot("A", 7), spot("B", 5), spot("C", 3)], facts())}
    assert {key: fact.value for key, fact in told.items()} == {
        "scope.diagnosed.problem.mines.area": 7,
        "scope.diagnosed.problem.erosion.area": 5,
        "scope.diagnosed.resilience.grade4.area": 12,
        "scope.diagnosed.urgency.grade3.area": 7,
    }
    whole = told["scope.diagnosed.resilience.grade4.area"]
    assert set(whole.inputs) == {"layer:basins", "assessment_unit:A.resilience", "assessment_unit:B.resilience"}
    assert (whole.unit, whole.basis) == ("m2", Basis.MODELLED_UNCALIBRATED)


def test_without_diagnosis_nothing_is_told() -> None:
    assert list(graded_areas([spot("A", 7)], Facts([]))) == []
    assert list(graded_areas([], facts())) == []
