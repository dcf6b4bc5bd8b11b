"""The data that rules on the plan read: directions of indicators, what goes with a category, words."""

from __future__ import annotations

import pytest

from shanshui.standard import load
from shanshui.standard.judging.directions import load_directions
from shanshui.standard.judging.rule_words import load_rule_words
from shanshui.standard.judging.subproject_categories import SubprojectCategory, load_subproject_categories

NUMBERLESS = {"scope", "implementation_area", "living_environment", "ecosystem_stability", "biodiversity",
              "water_quality_improved"}  # fmt: skip


BASELESS = {"aftercare_years", "stability_years", "unit_cost_limit"}
"""What only the works bring about: there is no base value that a target could fall behind."""


def test_every_indicator_with_a_base_value_has_a_direction() -> None:
    assert set(load_directions()) == set(load().performance) - NUMBERLESS - BASELESS
    assert {direction.better for direction in load_directions().values()} == {"more"}


def test_every_category_of_subprojects_has_its_row() -> None:
    assert set(load_subproject_categories()) == set(load().vocabularies["subproject_category"])


@pytest.mark.parametrize("row", load_subproject_categories().values(), ids=lambda row: row.category)
def test_categories_name_what_the_vocabularies_know(row: SubprojectCategory) -> None:
    vocabularies = load().vocabularies
    assert set(row.departments) <= set(vocabularies["department"])
    assert set(row.problems) <= set(vocabularies["ecosystem_problem"])
    assert set(row.measures) <= set(vocabularies["measure_category"])
    assert load().clause_exists(row.clause)


def test_a_category_is_told_by_its_own_name() -> None:
    terms = load().vocabularies["subproject_category"]
    for row in load_subproject_categories().values():
        if row.words:
            assert any(word in terms[row.category].zh for word in row.words), row.category


@pytest.mark.parametrize("name", ["ecological_zone", "no_comment", "frequency", "measurable", "lead", "population"])
def test_words_that_rules_on_the_plan_look_for_are_there(name: str) -> None:
    words = [row.word for row in load_rule_words()[name]]
    assert words
    assert len(words) == len(set(words))
