"""Small plans with alternatives, built directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from shanshui.finding import Place
from shanshui.ledger import Basis, Fact
from shanshui.plan import (
    Alternative,
    AlternativeWork,
    Judgement,
    Measure,
    Plan,
    Price,
    Project,
    Subproject,
    Target,
    Unit,
    Work,
)
from shanshui.plan.model import Parameter

PLACE = Place(file="tables/alternatives.csv", sheet="alternatives", row=2)
CRITERIA = ("target_reach", "risk", "feasibility", "acceptance")
PAIRS = [(one, other) for n, one in enumerate(CRITERIA) for other in CRITERIA[n + 1 :]]


def project(**parameters: Decimal | str) -> Project:
    held = {key: Parameter(key, value, source="测试") for key, value in parameters.items()}
    return Project(
        region="甲省乙县", ecological_zone="", natural_unit="丙江", project_type="修复工程", county_code="000000",
        county_name="乙县", applicant="", base_year=2020, build_years=(2021, 2023), parameters=held,
    )  # fmt: skip


def sub(code: str, unit: str = "U") -> Subproject:
    return Subproject(
        code, unit, "乙县", "修复项目", "soil_water", "", "", (), "", 2021, 2023, 3, "", "", (), "", None, None, None,
        "", "", PLACE,
    )  # fmt: skip


def measure(code: str, category: str = "tending", indicator: str = "") -> Measure:
    return Measure(code, f"{code}措施", category, ("natural_regeneration",), "hm2", indicator, "", "", PLACE)


def work(sub: str, measure: str, quantity: str | None, indicator: str = "", mode: str = "natural_regeneration") -> Work:
    amount = None if quantity is None else Decimal(quantity)
    return Work(sub, measure, mode, amount, "hm2", None, indicator, False, "", "", PLACE)


def other(code: str, work: Work) -> AlternativeWork:
    return AlternativeWork(
        code, work.subproject, work.measure, work.mode, work.quantity, work.unit, work.indicator, False, "", PLACE
    )


def price(
    measure: str, amount: str, unit: str = "wan_yuan/hm2", synthetic: bool = False, source: str = "定额"
) -> Price:
    return Price(measure, "乙县", Decimal(amount), unit, 2020, synthetic, source, PLACE)


def alternative(code: str, chosen: bool = False, acceptance: str | None = "50", risk: str = "low") -> Alternative:
    agree = None if acceptance is None else Decimal(acceptance)
    return Alternative(code, f"方案{code}", "", chosen, agree, risk, False, "", PLACE)


def target(subject: str, indicator: str, value: str | Decimal, unit: str = "hm2", **more: Any) -> Target:
    fields: dict[str, Any] = {"baseline": Decimal(0), "horizon": "end"} | more
    return Target(
        subject=subject, indicator=indicator, kind="binding", target=Decimal(value), unit=unit, year=2023, method="",
        point="", responsible="", source="", synthetic=False, place=PLACE, **fields,
    )  # fmt: skip


def judgement(one: str, over: str, value: str, by: str = "甲") -> Judgement:
    return Judgement(one, over, Decimal(value), by, False, PLACE)


def judged(values: Sequence[str], by: str = "甲") -> tuple[Judgement, ...]:
    return tuple(judgement(one, over, value, by) for (one, over), value in zip(PAIRS, values, strict=True))


def county(**more: Any) -> Plan:
    """Three alternatives of two sub-projects; B is chosen: 10 hm² of closure and 20 hm² of planting."""
    works = (
        work("S1", "closure", "10", "forest_improved"),
        work("S2", "planting", "20", "forest_new", "assisted_regeneration"),
    )
    others = (
        other("A", work("S1", "closure", "10", "forest_improved")),
        other("A", work("S2", "planting", "5", "forest_new", "assisted_regeneration")),
        other("C", work("S1", "closure", "10", "forest_improved")),
        other("C", work("S2", "planting", "40", "forest_new", "assisted_regeneration")),
    )
    plan = Plan(
        project=project(),
        units=(Unit("U", "丙江", "", (), "", "", (), "", PLACE),),
        subprojects=(sub("S1"), sub("S2")),
        works=works,
        measures=(replace(measure("closure"), library="closure"), measure("planting", "planting")),
        prices=(price("closure", "0.1"), price("planting", "2", synthetic=True)),
        targets=(target("scope", "forest_improved", "10"), target("scope", "forest_new", "20")),
        alternatives=(
            alternative("A", acceptance="60"),
            alternative("B", True, "90"),
            alternative("C", acceptance="70"),
        ),
        alternative_works=others,
        judgements=judged(["1"] * 6),
    )
    return replace(plan, **more)


def area(code: str, hectares: str) -> Fact:
    return Fact(f"subproject:{code}.area", Decimal(hectares) * 10_000, "m2", Basis.MEASURED, "", "x", "3.6")


def loss(code: str, rate: str) -> Fact:
    """Soil loss of a sub-project's ground [t/(km²·a)]."""
    fact_id = f"subproject:{code}.indicator.051@2020"
    return Fact(fact_id, Decimal(rate), "t/(km2*a)", Basis.MODELLED_UNCALIBRATED, "", "x", "B.2-051")


def values(facts: Sequence[Fact]) -> Mapping[str, Decimal | str | None]:
    return {fact.id: fact.value for fact in facts}
