import csv
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest

from shanshui.assess.fields import RECIPES
from shanshui.plan.choices import choice
from shanshui.standard import load
from shanshui.standard.judging.control_lines import load_control_lines
from shanshui.standard.method import diagnosis as data
from shanshui.standard.method.choices import load_choices
from shanshui.standard.method.grades import load_scales
from shanshui.standard.method.mode_choice import MODES, within_zone
from shanshui.standard.method.reference import GROUPS, load_attributes

STANDARD = load()
WORDS = STANDARD.vocabularies
NAMES = {"agricultural_other": "other_agricultural"}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
OTHERWISE = {("farmland_permanent", "reconstruction"), ("farmland_permanent", "natural_regeneration")}
"""Read otherwise in ``zone_modes.csv``: clause 5.4.4.1 e names necessary reconstruction, the table forbids it."""

SHARED = Path(__file__).parents[3] / "shared" / "standards" / "mode_decision_table.csv"


def test_attributes_name_fields_groups_and_indicators() -> None:
    for one in load_attributes().values():
        assert one.field in RECIPES
        assert one.low < one.high
        assert one.indicator == "" or one.indicator in STANDARD.indicators
    assert {one.group for one in load_attributes().values()} == set(GROUPS)
    for group in GROUPS:
        assert STANDARD.label(f"assess.group.{group}")


def test_criteria_factors_and_problems_name_what_there_is() -> None:
    scales, choices = load_scales(), load_choices()
    for criterion in data.load_criteria().values():
        assert criterion.weight in choices
        assert (criterion.kind == "mean") == (not criterion.scale)
        assert not criterion.scale or criterion.scale in scales
    for factor in data.load_factors().values():
        assert factor.field in RECIPES
        assert factor.scale in scales
        assert factor.weight in choices
        assert {grade.unit for grade in scales[factor.scale].grades} == {factor.unit}
    for problem in data.load_problem_types().values():
        assert problem.problem in WORDS["ecosystem_problem"]
        assert problem.scale in scales if problem.scale else len(problem.severities) == len(problem.numbers)
        assert problem.attributes or problem.scale
        assert set(problem.severities) <= {2, 3, 4, 5}
    for driver in data.load_drivers().values():
        assert set(driver.problems) <= data.load_problem_types().keys()


def test_every_grade_has_its_mode_and_urgency() -> None:
    pairs = {(grade, strength) for grade in range(1, 6) for strength in ("weak", "medium", "strong")}
    assert data.load_urgency().keys() == data.load_need_modes().keys() == pairs
    assert {row.mode for row in data.load_need_modes().values()} == set(MODES)


def test_urgency_rises_with_severity_and_falls_with_resilience() -> None:
    rows = data.load_urgency()
    for strength in ("weak", "medium", "strong"):
        grades = [rows[severity, strength].grade for severity in range(1, 6)]
        assert grades == sorted(grades)
    for severity in range(1, 6):
        grades = [rows[severity, strength].grade for strength in ("strong", "medium", "weak")]
        assert grades == sorted(grades)


def test_locations_lie_in_zones_and_lines() -> None:
    found = data.load_locations()
    assert found.keys() == WORDS["location_class"].keys()
    assert len({one.code for one in found.values()}) == len(found)
    assert {one.zone for one in found.values()} == WORDS["control_zone"].keys()
    assert {one.line for one in found.values()} - {""} == load_control_lines().keys()


def test_choices_of_the_diagnosis_have_values() -> None:
    project = SimpleNamespace(parameters=MappingProxyType({}))
    for key in load_choices():
        if key.startswith(("diagnosis_", "resilience_", "degradation_", "reference_", "assessment_unit_")):
            assert choice(project, key).number >= 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "degradation", "resilience", "mode", "status"),
    [
        ("core_protected", 2, "weak", "assisted_regeneration", "needs_justification"),
        ("core_protected", 5, "strong", "natural_regeneration", "capped_by_zone"),
        ("farmland_permanent", 4, "medium", "reconstruction", "needs_justification"),
        ("other_redline", 4, "weak", "reconstruction", "needs_justification"),
        ("general_ecological", 2, "medium", "natural_regeneration", "ok"),
        ("urban", 1, "strong", "conservation", "ok"),
    ],
)
def test_modes_by_need_and_zone(zone: str, degradation: int, resilience: str, mode: str, status: str) -> None:
    need = data.load_need_modes()[degradation, resilience].mode
    assert within_zone(need, zone) == (mode, status)


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared folder is not beside this checkout")
def test_all_rows_of_the_decision_table() -> None:
    code = {term.zh: key for key, term in WORDS["mode"].items()}
    with SHARED.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 90
    for row in rows:
        need = data.load_need_modes()[ROMAN[row["degradation"]], row["resilience"]]
        assert need.mode == code[row["ecological_need_mode"]], row
        zone = NAMES.get(row["zone"], row["zone"])
        if (zone, need.mode) in OTHERWISE:
            continue
        assert within_zone(need.mode, zone) == (code[row["recommended_mode"]], row["status"]), row
