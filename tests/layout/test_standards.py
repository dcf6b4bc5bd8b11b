"""Standards of scope, units and sub-projects (5.4.3): whom they apply to, where their values come from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from shanshui.finding import NOWHERE
from shanshui.layout.standards import applies, standard_facts, subjects
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Measure, Plan, Project, Subproject, Unit, Work
from shanshui.plan.model import Parameter
from shanshui.standard import Record, load
from shanshui.standard.method.restoration_standards import ASPECTS, load_restoration_standards

STANDARD = load()
PROJECT = Project("测试县", "重点区", "小河", "工程", "000001", "测试县", "测试县人民政府", 2020, (2021, 2023))


def unit(code: str = "L", problems: tuple[str, ...] = ("soil_erosion",)) -> Unit:
    return Unit(code, "小河", "水土流失", (), "", "", problems, "", NOWHERE)


def subproject(
    code: str = "L-01", category: str = "erosion", problems: tuple[str, ...] = ("soil_erosion",)
) -> Subproject:
    return Subproject(
        code, "L", "测试县", "小流域治理项目", category, "", "", (), "", 2021, 2022, None, "", "", problems, "",
        None, None, None, "", "", NOWHERE,
    )  # fmt: skip


def measure(code: str, name: str, category: str) -> Measure:
    return Measure(code, name, category, (), "hm2", "", "", "", NOWHERE)


def work(code: str, sub: str = "L-01") -> Work:
    return Work(sub, code, "", Decimal(1), "hm2", 2021, "", False, "", "", NOWHERE)


PLAN = Plan(
    PROJECT,
    (unit(),),
    (subproject(),),
    (work("planting"),),
    (measure("planting", "水土保持林", "planting"), measure("idle", "封山育林", "tending")),
)


def stated(plan: Plan, facts: Facts | None = None) -> dict[str, Fact]:
    found = list(standard_facts(plan, facts or Facts(), STANDARD))
    assert len({fact.id for fact in found}) == len(found)
    return {fact.id: fact for fact in found}


def with_parameter(name: str, value: Decimal | str) -> Plan:
    return replace(PLAN, project=replace(PROJECT, parameters={name: Parameter(name, value)}))


def test_a_cited_limit_comes_with_its_source() -> None:
    fact = stated(PLAN)["subproject:L-01.standard.planting_survival"]
    assert (fact.value, fact.unit) == (Decimal("0.85"), "1")
    assert fact.source.startswith("GB/T 15776-2023《造林技术规程》")
    assert fact.clause == "5.4.3.3"
    assert set(fact.inputs) == {"table:subprojects", "table:works", "table:measures", "project"}


@pytest.mark.parametrize(
    ("parameter", "option", "key", "value"),
    [
        ("planting_site", "hard", "subproject:L-01.standard.planting_survival", Decimal("0.7")),
        ("erosion_region", "loess", "unit:L.standard.soil_loss", Decimal(1000)),
        ("erosion_region", "black_north", "unit:L.standard.soil_loss", Decimal(200)),
    ],
)
def test_a_choice_decides_between_limits(parameter: str, option: str, key: str, value: Decimal) -> None:
    assert stated(with_parameter(parameter, option))[key].value == value


def test_tolerable_loss_of_the_south() -> None:
    found = stated(PLAN)
    for subject in ("scope", "unit:L", "subproject:L-01"):
        fact = found[f"{subject}.standard.soil_loss"]
        assert (fact.value, fact.unit) == (Decimal(500), "t/(km2*a)")


def test_a_measure_without_works_calls_for_nothing() -> None:
    assert "subproject:L-01.standard.closure_canopy" not in stated(PLAN)
    closed = replace(PLAN, works=(*PLAN.works, work("idle")))
    assert stated(closed)["subproject:L-01.standard.closure_canopy"].value == Decimal("0.20")


def test_every_sub_project_has_the_least_values_of_table_d() -> None:
    plan = replace(PLAN, subprojects=(subproject(category="other", problems=()),), works=())
    assert [key for key in stated(plan) if key.startswith("subproject")] == ["subproject:L-01.standard.quality_rate"]


def test_a_sub_project_that_only_monitors_restores_nothing() -> None:
    plan = replace(PLAN, subprojects=(subproject(category="monitoring"),))
    keys = {key.rpartition(".")[2] for key in stated(plan) if key.startswith("subproject")}
    assert keys == {"monitoring_data", "quality_rate"}


def reference(key: str, value: str, unit_code: str = "1", basis: Basis = Basis.MODELLED_UNCALIBRATED) -> Fact:
    return Fact(key, Decimal(value), unit_code, basis, "layers/ndvi.tif", "m", "5.3.1.4", ("project",))


def test_the_reference_of_the_place_itself() -> None:
    facts = Facts([reference("unit:L.gap.vegetation_cover.goal", "0.83")])
    fact = stated(PLAN, facts)["unit:L.standard.ref_vegetation_cover"]
    assert (fact.value, fact.basis) == (Decimal("0.83"), Basis.MODELLED_UNCALIBRATED)
    assert fact.inputs == ("unit:L.gap.vegetation_cover.goal",)


def test_the_reference_weighted_by_ecosystems() -> None:
    """0.9 on 300 m² of forest and 0.7 on 100 m² of shrubland: 0.85."""
    facts = Facts(
        [
            reference("scope.reference.vegetation_cover.forest.mean", "0.9"),
            reference("scope.reference.vegetation_cover.shrubland.mean", "0.7"),
            reference("unit:L.indicator.013.forest.area@2020", "300", "m2", Basis.MEASURED),
            reference("unit:L.indicator.013.shrubland.area@2020", "100", "m2", Basis.MEASURED),
        ]
    )
    fact = stated(PLAN, facts)["unit:L.standard.ref_vegetation_cover"]
    assert fact.value == Decimal("0.85")
    assert len(fact.inputs) == 4


def test_a_sub_project_takes_the_reference_of_the_place_it_is_diagnosed_in() -> None:
    facts = Facts(
        [
            Fact("subproject:L-01.diagnosed_in", "assessment_unit:A1"),
            reference("assessment_unit:A1.gap.vegetation_cover.goal", "0.77"),
        ]
    )
    fact = stated(PLAN, facts)["subproject:L-01.standard.ref_vegetation_cover"]
    assert fact.value == Decimal("0.77")
    assert "subproject:L-01.diagnosed_in" in fact.inputs


def test_an_uncalibrated_erosion_of_the_reference_is_no_standard() -> None:
    goal = reference("unit:L.gap.erosion.goal", "7900", "t/(km2*a)")
    assert "unit:L.standard.ref_erosion" not in stated(PLAN, Facts([goal]))
    sure = replace(goal, basis=Basis.MODELLED_CALIBRATED)
    assert stated(PLAN, Facts([sure]))["unit:L.standard.ref_erosion"].value == Decimal(7900)


def case(outcome: str) -> Record:
    values: dict[str, str | bool] = {
        "name": "邻县工程", "measure": "planting", "outcome": outcome, "result": "三年成活率 92%", "source": "验收报告",
        "synthetic": False,
    }  # fmt: skip
    return Record("cases", {**values}, replace(NOWHERE, row=4))


def test_what_successful_cases_reached() -> None:
    plan = replace(PLAN, records={"cases": (case("success"),)})
    assert stated(plan)["subproject:L-01.standard.case_row4"].value == "邻县工程：三年成活率 92%"
    assert not [key for key in stated(replace(PLAN, records={"cases": (case("failure"),)})) if "case_row" in key]


def test_every_row_says_where_it_comes_from() -> None:
    for row in load_restoration_standards():
        assert row.aspect in ASPECTS
        assert row.source, row.key
        assert row.kind != "cited" or row.standard, row.key
        assert bool(row.text) == bool(row.text_en), row.key
        assert set(row.problems) <= STANDARD.vocabularies["ecosystem_problem"].keys()
        assert set(row.categories) <= STANDARD.vocabularies["subproject_category"].keys()
        assert set(row.measures) <= STANDARD.vocabularies["measure_category"].keys()


def test_the_scope_gathers_what_its_units_have() -> None:
    scope = next(one for one in subjects(PLAN) if one.id == "scope")
    row = next(row for row in load_restoration_standards() if row.key == "soil_loss")
    assert scope.problems == {"soil_erosion"}
    assert applies(row, scope)
