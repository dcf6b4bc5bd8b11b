"""Each rule: the correct county passes, and one that breaks just this rule does not."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from review.correct_case import HM2, PLAN, WAN, at, case, changed
from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.ledger import Basis, Fact, Quote
from shanshui.plan import Plan, Ruling
from shanshui.plan.model import Parameter
from shanshui.review import RULES, Case, run_rules, verdict
from shanshui.review.rule import Rule
from shanshui.standard import describe, load


def project(**values: Any) -> Plan:
    return replace(PLAN, project=replace(PLAN.project, **values))


def first(field: str, **values: Any) -> Plan:
    """The plan with the first row of one of its tables changed."""
    rows = getattr(PLAN, field)
    return replace(PLAN, **{field: (replace(rows[0], **values), *rows[1:])})


def ruling(kind: str, subject: str) -> Ruling:
    return Ruling("R2", kind, subject, "", "", "专家组同意", "某人", "2021-06-01", at("rulings", 3))


def parameter(key: str, value: Decimal | str, unit: str) -> Plan:
    return project(parameters=MappingProxyType({key: Parameter(key, value, unit)}))


def codes(given: Case) -> list[str]:
    return [finding.code for finding in run_rules(given)]


BROKEN: dict[str, Case] = {
    "NAME-PROJECT": case(project(natural_unit="")),
    "NAME-UNIT": case(first("units", focus="水土流失保护修复单元")),
    "NAME-SUBPROJECT": case(first("subprojects", project_type="水土流失")),
    "NAME-TWICE": case(first("subprojects", region="某县乙镇")),
    "PERIOD": case(first("subprojects", end=2024)),
    "PERIOD-WORK": case(first("works", year=2024)),
    "PERIOD-FUNDING": case(first("funding", year=2020)),
    "PERIOD-BASE": case(project(base_year=2021)),
    "UNIT-GAP": case(changed=[changed("scope.gap", 2 * HM2)]),
    "UNIT-OVERLAP": case(changed=[changed("scope.unit_overlap", 2 * HM2)]),
    "SUBPROJECT-OVERLAP": case(changed=[changed("scope.subproject_overlap", 2 * HM2)]),
    "UNIT-OUTSIDE": case(changed=[changed("unit:U1.outside_scope", 2 * HM2)]),
    "SUBPROJECT-OUTSIDE": case(changed=[changed("subproject:S1.outside_unit", 2 * HM2)]),
    "SUBPROJECT-OUTSIDE-GUESS": case(
        changed=[replace(changed("subproject:S1.outside_unit", 2 * HM2), basis=Basis.MODELLED_UNCALIBRATED)]
    ),
    "SCOPE-AREA": case(changed=[changed("scope.declared_area", 10_100 * HM2)]),
    "UNIT-EMPTY": case(first("units", code="U0")),
    "SUBPROJECT-EMPTY": case(replace(first("works", quantity=Decimal(0)), targets=())),
    "MODE-MEASURE": case(first("measures", modes=("conservation",))),
    "MODE-ZONE": case(
        replace(
            first("works", mode="reconstruction"),
            measures=(replace(PLAN.measures[0], modes=("assisted_regeneration", "reconstruction")),),
        ),
        [changed("subproject:S1.overlap.protected_core.area", 250 * HM2)],
    ),
    "MODE-ZONE-AVOID": case(
        replace(
            first("works", mode="reconstruction"),
            measures=(replace(PLAN.measures[0], modes=("assisted_regeneration", "reconstruction")),),
        ),
        [changed("subproject:S1.overlap.protected_core.area", 50 * HM2)],
    ),
    "MODE-ZONE-EXCEPTION": case(changed=[changed("subproject:S1.overlap.protected_core.area", 50 * HM2)]),
    "ZONE-OVERLAP-FARMLAND": case(changed=[changed("subproject:S1.overlap.permanent_farmland.area", 2 * HM2)]),
    "ZONE-OVERLAP-REDLINE": case(changed=[changed("subproject:S1.overlap.ecological_redline.area", 2 * HM2)]),
    "ZONE-OVERLAP-URBAN": case(changed=[changed("subproject:S1.overlap.urban_boundary.area", 2 * HM2)]),
    "FUND-SUM": case(changed=[changed("subproject:S1.funding.local", 601 * WAN)]),
    "FUND-LIABLE": case(first("subprojects", liable_party="某矿业公司")),
    "COST-CONTROL": case(changed=[changed("scope.cost.control_total", 5_900 * WAN)]),
    "PRICE-SYNTHETIC": case(first("prices", synthetic=True)),
    "PRICE-SOURCE": case(first("prices", source="")),
    "TARGET-INCOMPLETE": case(first("targets", method="")),
    "TARGET-SHORT": case(first("targets", target=Decimal(301))),
    "SYNTHETIC-INPUT": case(first("works", synthetic=True)),
    "REVIEW-NUMBER": case(project(map_review_number=""), secret=["dem"]),
    "PARAMETER-LIMIT": case(parameter("sliver_area", Decimal(1), "km")),
    "TABLE-SUM": case(C_head_total=Quote("", Decimal(6001), "wan_yuan", 0)),
    "TABLE-EQUAL": case(D_0_value=Quote("", Decimal("100.02"), "km2", 2)),
    "TABLE-INDICATORS": case(E1_2_indicator="新增草地面积（公顷）"),
    "FACT-UNCALIBRATED": case(
        changed=[replace(changed("scope.performance.forest_new", 300 * HM2), basis=Basis.MODELLED_UNCALIBRATED)]
    ),
    "RULING-UNKNOWN": case(replace(PLAN, rulings=(ruling("override", "scope.aera"),))),
}


def test_every_rule_has_a_record() -> None:
    assert {rule.code for rule in RULES} <= set(load().rules)


def test_every_rule_comes_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_correct_county_passes(rule: Rule) -> None:
    assert rule(case()) == ()


@pytest.mark.parametrize("code", BROKEN)
def test_broken_county_breaks_just_this_rule(code: str) -> None:
    alike = {"PRICE-SYNTHETIC": {"SYNTHETIC-INPUT"}, "TABLE-SUM": {"TABLE-EQUAL"}}
    found = codes(BROKEN[code])
    assert code in found
    assert set(found) - alike.get(code, set()) - {code} == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", BROKEN)
def test_wording_is_filled(code: str, lang: str) -> None:
    for finding in run_rules(BROKEN[code]):
        words = describe(finding, lang)
        assert words.text
        assert words.remedy
        assert "—" not in words.text.replace("——", "")
        assert "{" not in words.text + words.remedy


def test_a_sum_is_judged_as_printed() -> None:
    found = run_rules(case(C_0_budget_local=Quote("", Decimal(601), "wan_yuan", 0)))
    assert {f.code for f in found} == {"TABLE-SUM"}
    assert sorted((f.got, f.want) for f in found) == [("1801 万元", "1800 万元"), ("2001 万元", "2000 万元")]


@pytest.mark.parametrize(("cell", "fine"), [("100.00", True), ("100.001", False), ("100.01", False), ("10000", False)])
def test_tables_of_different_units_agree_to_half_of_the_last_digit(cell: str, fine: bool) -> None:
    places = max(0, -int(Decimal(cell).as_tuple().exponent))
    found = codes(case(D_0_value=Quote("", Decimal(cell), "km2", places)))
    assert (found == []) is fine


def test_lines_of_the_estimate_and_their_shares_add_up() -> None:
    assert codes(case(G1_2_amount=Quote("", Decimal(121), "wan_yuan", 0))) == ["TABLE-SUM"]
    assert codes(case(G1_2_share=Quote("", Decimal("2.01"), "%", 2))) == ["TABLE-SUM"]


def test_years_add_up_to_the_target() -> None:
    assert codes(case(E1_2_yearat2021=Quote("", Decimal(99), "hm2", 2))) == ["TABLE-SUM"]


def test_lineage_of_a_target_is_followed_to_the_model() -> None:
    below = Fact("scope.model", Decimal(1), basis=Basis.MODELLED_UNCALIBRATED)
    target = replace(changed("scope.performance.forest_new", 300 * HM2), inputs=("scope.model",))
    assert codes(case(changed=[below, target])) == ["FACT-UNCALIBRATED"]
    accepted = replace(PLAN, rulings=(ruling("calibration", "scope.model"),))
    assert codes(case(accepted, [below, target])) == []


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
def test_what_a_target_wants_depends_on_its_kind(values: dict[str, Any], wanted: list[str]) -> None:
    given = case(first("targets", **values))
    found = [f for f in run_rules(given) if f.code == "TARGET-INCOMPLETE"]
    assert [f.want for f in found] == ([given.headings("targets", wanted)] if wanted else [])


def test_a_project_may_set_its_own_sliver() -> None:
    wide = parameter("sliver_area", Decimal(45), "mu")
    assert codes(case(wide, [changed("scope.gap", 2 * HM2)])) == []


def test_land_consolidation_belongs_on_farmland() -> None:
    overlap = [changed("subproject:S1.overlap.permanent_farmland.area", 2 * HM2)]
    assert codes(case(first("subprojects", category="farmland"), overlap)) == []


def test_a_guessed_boundary_makes_no_error() -> None:
    zone = replace(changed("subproject:S1.overlap.protected_core.area", 250 * HM2), basis=Basis.MODELLED_UNCALIBRATED)
    found = run_rules(case(BROKEN["MODE-ZONE"].plan, [zone]))
    assert [f.code for f in found] == ["MODE-ZONE-AVOID"]


@pytest.mark.parametrize("subject", ["UNIT-GAP", "UNIT-GAP:scope", "id"])
def test_a_ruling_waives_and_the_finding_stays(subject: str) -> None:
    broken = [changed("scope.gap", 2 * HM2)]
    (finding,) = run_rules(case(changed=broken))
    assert not verdict([finding])
    key = finding.id if subject == "id" else subject
    (same,) = run_rules(case(replace(PLAN, rulings=(ruling("waiver", key),)), broken))
    assert (same.id, same.waived) == (finding.id, "R2")
    assert verdict([same])


def test_a_waiver_without_name_does_not_waive() -> None:
    nameless = replace(ruling("waiver", "UNIT-GAP"), by=" ")
    (finding,) = run_rules(case(replace(PLAN, rulings=(nameless,)), [changed("scope.gap", 2 * HM2)]))
    assert finding.waived == ""


def test_a_rule_that_breaks_down_is_our_bug_and_named() -> None:
    def breaks(_: Case) -> list[Finding]:
        raise KeyError("x")

    with pytest.raises(DefectError, match="rule UNIT-GAP broke down"):
        run_rules(case(), [Rule("UNIT-GAP", breaks)])
    with pytest.raises(DefectError, match="rule UNIT-GAP yields findings of PERIOD"):
        run_rules(case(), [Rule("UNIT-GAP", lambda _: [Finding("PERIOD")])])


def test_rules_are_linear() -> None:
    many = 500
    subs = tuple(replace(PLAN.subprojects[0], code=f"X{n}", region=f"某县{n}镇") for n in range(many))
    works = tuple(replace(PLAN.works[0], subproject=f"X{n}") for n in range(many) for _ in range(8))
    funds = tuple(replace(PLAN.funding[0], subproject=f"X{n}") for n in range(many) for _ in range(6))
    facts = [Fact(f"subproject:X{n}.{a}", Decimal(1), "m2") for n in range(many) for a in ("area", "outside_unit")]
    big = case(replace(PLAN, subprojects=subs, works=works, funding=funds), facts)
    start = time.perf_counter()
    run_rules(big)
    assert time.perf_counter() - start < 1
