"""Coefficients and classes of methods: complete, without doubles, each with a source."""

import csv
from pathlib import Path

import pytest

import shanshui.standard
from shanshui.standard import load
from shanshui.standard.method.choices import load_choices, load_members
from shanshui.standard.method.cover_groups import cover_group
from shanshui.standard.method.ecological_index import habitat_weights
from shanshui.standard.method.grades import load_scales
from shanshui.standard.method.problems import load_nutrients
from shanshui.standard.method.runoff import load_runoff

FOLDER = Path(shanshui.standard.__file__).parent / "data" / "method"
CODES = {int(code) for code in load().classes["hj1166"].classes}
ZONES = load_choices()["runoff_zone"].options


@pytest.mark.parametrize("scheme", sorted(load_scales()))
def test_scales_have_one_grade_for_each_interval(scheme: str) -> None:
    grades = load_scales()[scheme].grades
    assert len({grade.grade for grade in grades}) == len(grades)
    assert len({(grade.unit, grade.closed, grade.clause) for grade in grades}) == 1


@pytest.mark.parametrize("zone", ZONES)
def test_every_class_but_ice_has_one_share_that_runs_off(zone: str) -> None:
    codes = [row.code for row in load_runoff() if row.zone in ("", zone)]
    assert sorted(codes) == sorted(CODES - {8, 81})
    assert {row.choice for row in load_runoff() if row.choice} <= set(load_choices())
    assert all((row.value is None) != (row.choice == "") for row in load_runoff())
    assert {row.zone for row in load_runoff()} <= {"", *ZONES}


def test_every_class_is_some_habitat() -> None:
    known = {row.code for row in habitat_weights()}
    assert known >= CODES - {31, 32, 33, 34}  # grassland stands at its first level, by its density
    assert {row.cover for row in habitat_weights() if row.code == 3} == {1, 2, 3}
    assert {row.choice for row in habitat_weights() if row.choice} <= set(load_choices())


def test_families_of_choices_are_spelt_out() -> None:
    choices = load_choices()
    assert "carbon_density_forest" in choices
    assert choices["carbon_density_forest"].unit == "t/hm2"
    assert not [key for key in choices if "<" in key]
    members = load_members()
    assert len([k for k in choices if k.startswith("ei_weight_")]) == 3 * len(members["ei_indicator"])


def test_groups_name_known_classes() -> None:
    for name in ("forest_cover", "quality", "sandy", "natural_vegetation"):
        assert cover_group(name) <= CODES
    with pytest.raises(KeyError):
        cover_group("nothing")


def test_names_of_nutrients_are_told_apart() -> None:
    names = [alias.casefold() for row in load_nutrients() for alias in row.aliases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "name", ["grades", "cover_groups", "runoff_coefficients", "ei", "ei_habitat", "ei_function", "karst_words",
             "sensitivity_levels", "trophic"]
)  # fmt: skip
def test_every_row_has_a_source_and_says_how_sure_it_is(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert all(row["source"] and row["certainty"] in "ABC" for row in rows)


def test_a_choice_with_a_value_has_a_source() -> None:
    assert [key for key, choice in load_choices().items() if choice.value and not choice.source] == []
    assert [k for k, c in load_choices().items() if c.options and c.value and c.value not in c.options] == []
