"""Rules on texts, samples, observations and answers beyond a comparison: what they take for a fault, and what not."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whole
from shanshui.finding import Finding
from shanshui.plan import Ruling
from shanshui.quantity import exact
from shanshui.review import Case, run_rules
from shanshui.review.answers import idle_waivers
from shanshui.review.rule import Rule
from shanshui.review.rules import background, chapters, fieldwork, samples, sources

PLACE = Finding("").place


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return whole.case_of(whole.write(tmp_path_factory.mktemp("evidence") / "county"))


def found(rule: Rule, given_case: Case) -> list[tuple[str, str]]:
    return [(finding.got, finding.want) for finding in rule(given_case)]


def with_project(case: Case, **values: object) -> Case:
    project = dataclasses.replace(case.plan.project, **values)  # type: ignore[arg-type]
    return dataclasses.replace(case, plan=dataclasses.replace(case.plan, project=project))


def with_subproject(case: Case, **values: object) -> Case:
    first, *others = case.plan.subprojects
    subs = (dataclasses.replace(first, **values), *others)  # type: ignore[arg-type]
    return dataclasses.replace(case, plan=dataclasses.replace(case.plan, subprojects=subs))


def with_rows(case: Case, table: str, *rows: dict[str, object]) -> Case:
    """The case with rows of a table made from its first one."""
    first = case.records(table)[0]
    made = tuple(
        dataclasses.replace(first, values={**first.values, **row}, place=dataclasses.replace(first.place, row=number))
        for number, row in enumerate(rows, start=2)
    )
    records = MappingProxyType({**case.plan.records, table: made})
    return dataclasses.replace(case, plan=dataclasses.replace(case.plan, records=records))


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("封育治理 40 公顷，设置围栏", []),
        ("封育治理 600 亩", []),
        ("封育治理0.40 km²", []),
        ("封育治理 20 hm²（2021年），其余次年完成", []),
        ("封育治理面积约 45 公顷", [("45 hm²", "40 hm²")]),
        ("封育治理 0.45 km²", [("0.45 km²", "0.4 km²")]),
        ("封育治理 3 处", []),
        ("封育治理，设置围栏 3000 m", []),
        ("森林抚育 12 公顷", []),
        ("", []),
    ],
)
def test_a_quantity_in_words_is_that_of_the_works(case: Case, content: str, faults: list[tuple[str, str]]) -> None:
    assert found(chapters.quantity_in_words, with_subproject(case, content=content)) == faults


@given(st.decimals(min_value=0, max_value=10_000, places=2, allow_nan=False, allow_infinity=False))
def test_a_quantity_is_a_fault_where_it_is_none_of_the_works(case: Case, value: object) -> None:
    told = found(chapters.quantity_in_words, with_subproject(case, content=f"封育治理 {value} 公顷"))
    fine = any(abs(value - planned) <= type(value)("0.005") for planned in (20, 40))  # type: ignore[operator,call-arg]
    assert (told == []) is fine


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到 2023 年水土流失得到控制", ""),
        ("到2033年森林、河流保持稳定，2028 年前完成评估", ""),
        ("按《某省生态修复规划（2016—2040年）》，到 2023 年完成", ""),
        ("到 2032 年完成", "2032"),
        ("面积 2035 公顷、12032 m 在 2023 年完成", "2035"),
    ],
)
def test_years_of_the_overall_target(case: Case, text: str, years: str) -> None:
    assert (
        "".join(got for got, _ in found(chapters.year_of_the_target, with_project(case, overall_target=text))) == years
    )


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("河岸长 3 km，面积 4.5 hm²", ""),
        ("平整田块 450 亩", "亩"),
        ("平整田块 30 hm²（450 亩）", ""),
        ("平整田块 30 hm²（450 亩），另有 20 亩", "亩"),
        ("面积 3 KM2、20㎡、7 M3", "KM2、㎡、M3"),
        ("管径 3 m20 型", ""),
        ("面积 3 km2", "km2"),
        ("造林 0.7万亩", "万亩"),
    ],
)
def test_units_are_legal_and_in_one_spelling(case: Case, text: str, units: str) -> None:
    told = found(chapters.unlawful_units, with_project(case, status_summary=text))
    assert {got for got, _ in told} == ({units} if units else set())


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("XX县某乡", True),
        ("xxx 公顷", True),
        ("实施地点待定", True),
        ("详见 ToDo", True),
        ("Exxon 公司", False),
        ("网格 20×20 m", False),
        ("XXL 型围栏", False),
        ("圭K县级自然保护区", False),
    ],
)
def test_what_was_left_to_be_filled_in(case: Case, text: str, placeholder: bool) -> None:
    assert bool(found(chapters.left_to_be_filled, with_project(case, problem_summary=text))) is placeholder


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("在小河上游水土流失治理保护修复单元内", ""),
        ("在小河上游水土流矢治理保护修复单元内", "小河上游水土流失治理保护修复单元"),
        ("共划分两个保护修复单元", ""),
        ("邻县大江中段矿山环境保护修复单元", ""),
    ],
)
def test_names_of_units_in_texts(case: Case, text: str, near: str) -> None:
    assert "".join(want for _, want in found(chapters.mistyped_unit, with_project(case, status_summary=text))) == near


def test_a_chapter_that_quotes_facts_types_no_amounts(case: Case) -> None:
    text = (
        "面积 {{ fact('scope.area', 'km2', 2) }}，2 个单元，2021 年开工。{% if positive('x') %}{# 3 公顷 #}{% endif %}"
    )
    assert list(chapters.typed_numbers(dataclasses.replace(case, chapters={"a.md": text}))) == []
    (finding,) = chapters.typed_numbers(dataclasses.replace(case, chapters={"a.md": text + "封育 40 公顷、2.5km。"}))
    assert finding.words["amounts"] == "40 公顷、2.5km"


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"parameter": "总磷", "value": 0.2, "unit": "mg/L", "target_class": "Ⅲ类"}, []),
        ({"parameter": "总磷", "value": 0.3, "unit": "mg/L", "target_class": "Ⅲ类"}, [("0.3 mg/L", "≤ 0.2 mg/L")]),
        ({"parameter": "TP", "value": 0.3, "unit": "MG/L", "target_class": "3"}, [("0.3 MG/L", "≤ 0.2 MG/L")]),
        ({"parameter": "总磷", "value": 300, "unit": "μg/L", "target_class": "III"}, []),
        ({"parameter": "溶解氧", "value": 4, "unit": "mg/L", "target_class": "III"}, [("4 mg/L", "≥ 5 mg/L")]),
        ({"parameter": "溶解氧", "value": 9, "unit": "mg/L", "target_class": "III"}, []),
        ({"parameter": "总氮", "value": 9, "unit": "mg/L", "target_class": "III"}, []),
        ({"medium": "soil", "parameter": "镉", "value": 0.35, "unit": "mg/kg", "ph": 6, "landuse": "水田"}, []),
        (
            {"medium": "soil", "parameter": "镉", "value": 0.35, "unit": "mg/kg", "ph": 6, "landuse": "旱地"},
            [("0.35 mg/kg", "≤ 0.3 mg/kg")],
        ),
        ({"medium": "soil", "parameter": "镉", "value": 9, "unit": "mg/kg", "ph": None, "landuse": "旱地"}, []),
        ({"medium": "soil", "parameter": "有机质", "value": 9, "unit": "g/kg", "ph": 6, "landuse": "旱地"}, []),
    ],
)
def test_samples_against_their_limits(case: Case, values: dict[str, object], faults: list[tuple[str, str]]) -> None:
    row = {key: _exact(value) for key, value in values.items()}
    assert found(samples.beyond_the_limit, with_rows(case, "samples", row)) == faults


def test_ph_may_stand_in_a_row_of_its_own(case: Case) -> None:
    rows = (
        {"medium": "soil", "parameter": "pH", "value": _exact(6), "unit": "", "ph": None, "landuse": "旱地"},
        {"medium": "soil", "parameter": "镉", "value": _exact(0.35), "unit": "mg/kg", "ph": None, "landuse": "旱地"},
    )
    given_case = with_rows(case, "samples", *rows)
    assert found(samples.beyond_the_limit, given_case) == [("0.35 mg/kg", "≤ 0.3 mg/kg")]
    assert found(samples.soil_without_ground, given_case) == []
    assert found(samples.wrong_unit, given_case) == []


@pytest.mark.parametrize(
    ("values", "faults"),
    [({"indicator": "坡度", "unit": "%", "value": 130}, 0), ({"indicator": "植被覆盖度", "unit": "%", "value": 130}, 1),
     ({"indicator": "蓄积量变化", "unit": "m3", "value": -3}, 0), ({"indicator": "长度", "unit": "m", "value": -3}, 1),
     ({"indicator": "植被覆盖度", "unit": "%", "value": "良好"}, 0)],
)  # fmt: skip
def test_what_a_survey_may_find(case: Case, values: dict[str, object], faults: int) -> None:
    row = {key: _exact(value) for key, value in values.items()}
    assert len(found(fieldwork.impossible_value, with_rows(case, "field_surveys", row))) == faults


def test_people_make_the_population(case: Case) -> None:
    def rows(urban: float, rate: float) -> Case:
        told = {"常住人口": (1.2, "wan_person"), "城镇人口": (urban, "wan_person"), "农村人口": (0.66, "wan_person"),
                "城镇化率": (rate, "%")}  # fmt: skip
        return with_rows(
            case, "socioeconomy", *({"indicator": k, "value": _exact(v), "unit": u} for k, (v, u) in told.items())
        )

    assert found(background.parts_of_the_population, rows(0.54, 45)) == []
    assert found(background.parts_of_the_population, rows(0.54, 54)) == [("54.00 %", "45.00 %")]
    assert found(background.parts_of_the_population, rows(0.84, 70)) == [("1.50 万人", "1.20 万人")]


@pytest.mark.parametrize(
    ("title", "listed"),
    [("测试县国土空间总体规划", True), ("测试县国土空间总体规划（2021—2035年）", True), ("国土空间总体规划", True),
     ("测试县水土保持规划", False)],
)  # fmt: skip
def test_what_is_quoted_is_listed(case: Case, title: str, listed: bool) -> None:
    told = found(sources.quoted_and_not_listed, with_project(case, problem_summary=f"按《{title}》第三章"))
    assert told == ([] if listed else [(title, "")])


def test_a_waiver_of_a_finding_of_another_stage_is_left_alone() -> None:
    def waiver(subject: str) -> Ruling:
        return Ruling("R1", "waiver", subject, "", "", "专家组同意", "张三", "2021-03", PLACE)

    codes, there = {"UNIT-GAP", "PERIOD-SUBPROJECT"}, (Finding("UNIT-GAP", subject="scope"),)
    for subject in ("UNIT-GAP", "UNIT-GAP:scope", "MAP-MISSING", there[0].id, "0123456789ab"):
        assert list(idle_waivers([waiver(subject)], there, codes)) == []
    for subject in ("PERIOD-SUBPROJECT", "UNIT-GAP:unit:L"):
        assert [finding.got for finding in idle_waivers([waiver(subject)], there, codes)] == [subject]


def test_rules_stay_linear_on_many_rows(case: Case) -> None:
    many = [{"point": f"W-{n}", "parameter": "总磷", "unit": "mg/L", "value": _exact(0.1)} for n in range(2000)]
    given_case = with_rows(case, "samples", *many)
    assert run_rules(given_case, [rule for rule in vars(samples).values() if isinstance(rule, Rule)]) == ()


def test_bad_coordinates_state_no_fact(tmp_path: Path) -> None:
    root = whole.write(tmp_path / "county")
    whole.cell("samples", 1, longitude="", latitude="26.576")(root)
    whole.cell("field_surveys", "F-01", longitude="109.205")(root)
    facts = whole.case_of(root).facts
    assert "survey_area.samples.2.outside" not in facts
    assert facts["survey_area.samples.3.outside"].value == 0
    assert facts["survey_area.samples.3.unit"].value == "R"
    assert 6_500 < (facts.number("survey_area.field_surveys.2.outside") or 0) < 7_500
    assert "survey_area.field_surveys.2.unit" not in facts


def _exact(value: object) -> object:
    return exact(value) if isinstance(value, int | float) else value
