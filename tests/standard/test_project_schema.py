"""The keys of project.yaml."""

import pytest
import yaml

from shanshui.standard import load

SCHEMA = load().project
GOOD = """
schema: 1
name: {region: 某县, ecological_zone: 某区, natural_unit: 某江, project_type: 一体化保护和修复工程}
county_code: "000000"
county_name: 某县
applicant: 某县人民政府
base_year: 2020
build_years: [2021, 2023]
control_total: {value: 1.5, unit: 亿元, source: 规划}
parameters:
  region: {value: 山区, source: 规划}
  factor: {value: 0.5, unit: "1", source: 文献, synthetic: true}
"""


def codes(**changes: object) -> list[str]:
    return [f.code for f in SCHEMA.check({**yaml.safe_load(GOOD), **changes})]


def test_a_good_project() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"base_years": 2020}, "INPUT-COLUMN"),
        ({"county_code": 522628}, "INPUT-TYPE"),
        ({"base_year": "2020"}, "INPUT-DATE"),
        ({"build_years": [2023, 2021]}, "INPUT-DATE"),
        ({"build_years": 2021}, "INPUT-DATE"),
        ({"care_years": "three"}, "INPUT-NUMBER"),
        ({"applicant": ""}, "INPUT-REQUIRED"),
        ({"applicant": None}, "INPUT-REQUIRED"),
        ({"parameters": {"factor": {"value": 1, "unti": "1"}}}, "INPUT-COLUMN"),
        ({"cell": True}, "INPUT-NUMBER"),
    ],
)
def test_faults(changes: dict[str, object], code: str) -> None:
    assert codes(**changes) == [code]


def test_a_part_of_the_name_is_missed() -> None:
    assert codes(name={"region": "某县", "ecological_zone": "某区", "natural_unit": "某江"}) == ["INPUT-REQUIRED"]


def test_a_name_that_is_no_mapping() -> None:
    assert "INPUT-TYPE" in codes(name="某工程")


def test_did_you_mean() -> None:
    findings = SCHEMA.check({**yaml.safe_load(GOOD), "base_years": 2020})
    assert findings[0].words["near"] == "base_year"
