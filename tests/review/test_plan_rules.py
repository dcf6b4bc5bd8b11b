"""Rules on the plan in more cases than one: what is lawful stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whole
from shanshui.finding import Finding, Place
from shanshui.ledger import Facts
from shanshui.plan import Plan, Target
from shanshui.review import Case
from shanshui.review.listing import listed
from shanshui.review.rules import attainment, consultation, monitoring, names, periods, targets
from shanshui.standard import Record, load

PLAN = whole.plan()
TARGET = replace(PLAN.targets[0], target=Decimal(300))


def case(plan: Plan) -> Case:
    """What rules on the plan alone see of it."""
    return Case(plan, Facts(()), {}, load())


def with_targets(*rows: Target) -> Case:
    return case(replace(PLAN, targets=rows))


def with_records(table: str, *rows: dict[str, object]) -> Case:
    columns = load().inputs[table].columns
    records = tuple(
        Record(table, dict.fromkeys(columns) | row, Place(file=f"tables/{table}.csv", sheet=table, row=n))
        for n, row in enumerate(rows, start=2)
    )
    return case(replace(PLAN, records={table: records}))


def state(**values: object) -> Target:
    return replace(TARGET, **{"indicator": "031", "unit": "%", "baseline": Decimal(60), "target": Decimal(65)} | values)


def subjects(findings: Sequence[Finding]) -> list[str]:
    return [finding.subject for finding in findings]


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("启蒙镇归元溪（丁达村、玉泉村）", ""),
        ("阿·拉善段", ""),
        ("K12+300—K15段", ""),
        ("甲 乡", "␣"),
        ("甲乡，乙乡", "，"),
        ("第１段", "１"),
        ("甲乡。", "。"),
    ],
)
def test_signs_of_names(name: str, signs: str) -> None:
    subs = (replace(PLAN.subprojects[0], project_type=f"{name}治理项目"), *PLAN.subprojects[1:])
    assert [f.got for f in names.foreign_signs(case(replace(PLAN, subprojects=subs)))] == ([signs] if signs else [])


@pytest.mark.parametrize(
    ("code", "unit", "hit"),
    [("L-01", "L", False), ("R-01", "L", True), ("S1", "L", False), ("L11", "L", False), ("R21", "L", True)],
)
def test_a_code_that_begins_with_another_unit(code: str, unit: str, hit: bool) -> None:
    own = replace(PLAN.subprojects[2], code="R-09", unit="R")
    subs = (replace(PLAN.subprojects[0], code=code, unit=unit), own)
    assert bool(names.code_of_subproject(case(replace(PLAN, subprojects=subs)))) is hit


@given(st.integers(2020, 2045), st.sampled_from(["5", "10"]))
def test_a_horizon_counts_from_the_base_year_or_the_end_of_works(year: int, horizon: str) -> None:
    found = periods.year_of_horizon(with_targets(state(kind="guiding", horizon=horizon, year=year)))
    assert bool(found) is not (2020 + int(horizon) <= year <= 2023 + int(horizon))


def test_lasting_effects_may_be_looked_for_after_the_works() -> None:
    lasting = replace(TARGET, indicator="stability_years", unit="a", target=Decimal(5), year=2028)
    assert periods.year_of_target(with_targets(lasting)) == ()
    assert subjects(periods.year_of_target(with_targets(lasting, replace(TARGET, year=2028)))) == ["scope.targets.end"]


@pytest.mark.parametrize(
    ("baseline", "five", "ten", "hit"),
    [(7, 6, 5, False), (7, 6, 6, False), (7, 6, 7, True), (50, 60, 70, False), (50, 60, 55, True)],
)
def test_ten_years_do_not_fall_behind_five(baseline: int, five: int, ten: int, hit: bool) -> None:
    own = state(indicator="耕地质量等别", unit="1", baseline=Decimal(baseline), kind="guiding")
    pair = (replace(own, horizon="5", target=Decimal(five)), replace(own, horizon="10", target=Decimal(ten)))
    assert bool(attainment.step_back(with_targets(*pair))) is hit


@pytest.mark.parametrize(
    ("indicator", "target", "hit"), [("031", 59, True), ("031", 60, False), ("自拟指标", 59, False)]
)
def test_worse_is_only_what_is_known_to_be(indicator: str, target: int, hit: bool) -> None:
    assert bool(attainment.worse_than_now(with_targets(state(indicator=indicator, target=Decimal(target))))) is hit


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"baseline": None}, []),
        ({"baseline": None, "unit": ""}, ["unit"]),
        ({"indicator": "森林覆盖率", "aspect": "structure", "baseline": None}, ["baseline"]),
        ({"indicator": "封育面积", "aspect": "scale", "baseline": None}, []),
        ({"indicator": "森林覆盖率", "target": "保持稳定", "baseline": None, "unit": ""}, []),
        ({"indicator": "森林覆盖率", "target": "保持稳定", "year": None}, ["year"]),
        ({"indicator": "森林覆盖率", "target": None, "baseline": None, "unit": ""}, ["baseline", "unit", "target"]),
    ],
    ids=["output", "output without unit", "state", "scale", "words", "words without year", "nothing"],
)
def test_what_a_target_wants_depends_on_its_kind(values: dict[str, object], wanted: list[str]) -> None:
    given_case = with_targets(replace(TARGET, **{"aspect": ""} | values))
    found = [finding.want for finding in targets.incomplete(given_case)]
    assert found == ([given_case.headings("targets", wanted)] if wanted else [])


@pytest.mark.parametrize(
    ("parts", "hit"),
    [((100, 100, 100), False), ((100,), False), ((100, 100), False), ((100, 100, 99), True), ((200, 101), True)],
)
def test_parts_of_a_target(parts: tuple[int, ...], hit: bool) -> None:
    codes = [sub.code for sub in PLAN.subprojects[:3]]
    own = (
        replace(TARGET, subject=f"subproject:{code}", target=Decimal(part))
        for code, part in zip(codes, parts, strict=False)
    )
    works = tuple(replace(PLAN.works[0], subproject=code, indicator=TARGET.indicator) for code in codes)
    plan = replace(PLAN, works=works, targets=(TARGET, *own))
    assert bool(attainment.parts_and_whole(case(plan))) is hit


def test_a_whole_share_that_is_kept_is_no_standstill() -> None:
    kept = state(baseline=Decimal(100), target=Decimal(100))
    assert attainment.no_change(with_targets(kept)) == ()
    assert len(attainment.no_change(with_targets(replace(kept, baseline=Decimal(90), target=Decimal(90))))) == 1


@given(st.decimals(-50, 250, places=1))
def test_a_share_lies_within_the_whole(value: Decimal) -> None:
    assert bool(attainment.over_the_whole(with_targets(state(target=value)))) is not (0 <= value <= 100)


@pytest.mark.parametrize("text", ["无意见。", " 同意", "无"])
def test_who_has_nothing_to_say_needs_no_answer(text: str) -> None:
    assert consultation.without_answer(with_records("consultations", {"body": "water", "opinion": text})) == ()


def test_an_opinion_with_content_needs_one() -> None:
    row = {"body": "water", "opinion": "同意，建议改用生态护坡"}
    assert len(consultation.without_answer(with_records("consultations", row))) == 1


@pytest.mark.parametrize(
    ("row", "hit"),
    [
        ({"scale": "scope"}, False),
        ({"scale": "unit"}, True),
        ({"scale": "unit", "note": "无固定点位"}, False),
        ({"scale": "unit", "note": "无固定点位", "longitude": Decimal(109)}, True),
        ({"scale": "unit", "longitude": Decimal(109), "latitude": Decimal(26)}, False),
    ],
)
def test_a_point_has_its_place_or_says_why_not(row: dict[str, object], hit: bool) -> None:
    assert bool(monitoring.without_place(with_records("monitoring", {"code": "M-1"} | row))) is hit


@pytest.mark.parametrize(
    ("point", "hit"), [("M-1", False), ("M-1、M-2", True), ("全部子项目", False), ("S-9", False), ("", False)]
)
def test_points_are_told_by_the_shape_of_their_code(point: str, hit: bool) -> None:
    given_case = with_records("monitoring", {"code": "M-1", "scale": "scope", "indicator": "013"})
    plan = replace(given_case.plan, targets=(replace(TARGET, point=point),))
    assert bool(targets.unknown_point(replace(given_case, plan=plan))) is hit


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=2)))
def test_lists_name_the_first_few_and_count_the_rest(items: list[str]) -> None:
    text, different = listed(items), list(dict.fromkeys(items))
    assert text.split("…")[0].split("、") == (different[:5] or [""])
    assert text.endswith(f"（{len(different)}）") is (len(different) > 5)
