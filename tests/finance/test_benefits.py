"""Ecological benefits: amounts, prices, values, growth, cost per benefit; reckoned by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import make_plan, measure, sub, target, unit_, work, workspace
from shanshui.finance.benefits.amounts import amounts_of
from shanshui.finance.benefits.benefits import benefits
from shanshui.finance.benefits.growth import grown_by
from shanshui.finance.benefits.worth import worths
from shanshui.finding import Place
from shanshui.indicators.cash_flow import yearly
from shanshui.ledger import Basis, Fact, Facts, Quote, result
from shanshui.plan import Plan
from shanshui.plan.benefit_prices import per_measure, published_band
from shanshui.plan.model import Parameter
from shanshui.plan.money import BenefitPrice, PriceIndex
from shanshui.stage import StageResult
from shanshui.standard import Record, load
from shanshui.standard.method.benefits import ASPECTS, load_aspects, load_benefits, load_reference_prices

STANDARD = load()
AT = Place(file="tables/benefit_prices.csv", sheet="benefit_prices", row=2)


def effect(subject: str, name: str, value: str, low: str = "", high: str = "", year: str = "") -> Fact:
    ends = [Decimal(end) if end else None for end in (low, high)]
    when = f"@{year}" if year else ""
    return Fact(
        f"{subject}.effect.{name}{when}", Decimal(value), load_benefits()[name].unit, Basis.MODELLED_UNCALIBRATED,
        "措施库", "layout.measures.effects.effects_of", "5.4.4.2 a", low=ends[0], high=ends[1],
    )  # fmt: skip


def price(quantity: str, amount: str, unit: str = "yuan/t", **more: Any) -> BenefitPrice:
    fields = {"region": "", "low": None, "high": None, "price_year": 2020, "synthetic": False, "source": "核算报告"}
    return BenefitPrice(quantity=quantity, price=Decimal(amount), unit=unit, place=AT, **(fields | more))


def small(prices: Iterable[BenefitPrice] = (), **parameters: str) -> Plan:
    """Two units; A has two sub-projects, B one, each with a work that takes five years to its full effect."""
    own = {key: Parameter(key, Decimal(v) if v[0].isdigit() else v) for key, v in parameters.items()}
    plan = make_plan(
        units=[unit_("A"), unit_("B")],
        subprojects=[sub("A1", "A"), sub("A2", "A"), sub("B1", "B")],
        works=[work(code, "m", Decimal(1), "hm2", row=n) for n, code in enumerate(("A1", "A2", "B1"), start=2)],
        measures=[measure("m", "hm2")],
        parameters=own,
    )
    return replace(plan, benefit_prices=tuple(prices))


def facts_of(name: str, parts: Mapping[str, str], spread: bool = False) -> list[Fact]:
    """Effects of the sub-projects with their sums; with ends at half and twice each."""
    sums = {"scope": Decimal(0)} | {f"unit:{code[0]}": Decimal(0) for code in parts}
    for code, amount in parts.items():
        sums["scope"] += Decimal(amount)
        sums[f"unit:{code[0]}"] += Decimal(amount)
    told = {f"subproject:{code}": Decimal(amount) for code, amount in parts.items()} | sums
    ends = (Decimal("0.5"), Decimal(2)) if spread else (Decimal(1), Decimal(1))
    return [effect(s, name, str(v), *(str(v * end) if spread else "" for end in ends)) for s, v in told.items()]


def told(plan: Plan, facts: Iterable[Fact], own: Iterable[Fact] = ()) -> tuple[Facts, StageResult]:
    found = benefits(plan, workspace(Facts(facts)), STANDARD, own)
    return Facts(found.facts), found


def test_value_is_amount_times_price_with_its_interval() -> None:
    plan = small([price("carbon", "60", low=Decimal(60), high=Decimal(120))])
    facts, _ = told(plan, facts_of("carbon", {"A1": "100", "A2": "50", "B1": "50"}, spread=True))
    value = facts["scope.value.carbon"]
    assert value.value == 12000
    # downwards only the amount is open: 1/2; upwards both, each by 2: 2^sqrt(2)
    assert value.low == 6000
    assert value.high == Decimal(round(12000 * 2 ** (2**0.5) / 100) * 100)
    assert facts["subproject:A1.value.carbon"].value == 6000
    assert facts["scope.value.total"].value == 12000
    assert facts["scope.value.total"].inputs == ("scope.value.carbon",)


def test_oxygen_follows_from_carbon_and_is_not_counted_beside_it() -> None:
    effects = facts_of("carbon", {"A1": "1000", "A2": "0", "B1": "0"})
    facts, _ = told(small(), effects)
    assert facts["scope.benefit.oxygen"].value == Decimal("730.10")
    assert facts["scope.value.oxygen"].value == 730100
    assert facts["scope.value.total"].value == facts["scope.value.carbon"].value == 68100  # 68.13 yuan/t
    assert facts["benefit:oxygen.counted"].value == "no"
    both, _ = told(small(benefit_oxygen_value="oxygen"), effects)
    assert both["scope.value.total"].value == 68100 + 730100


def test_a_tonne_of_soil_is_counted_once() -> None:
    effects = [
        *facts_of("soil_kept", {"A1": "1300", "A2": "1300", "B1": "0"}),
        *facts_of("sediment_kept", {"A1": "130", "A2": "130", "B1": "0"}),
    ]
    facts, _ = told(small(), effects)
    assert facts["scope.value.soil_kept"].value == 25200  # 2000 m3 at 12.6
    assert facts["scope.value.sediment_kept"].value == 1200  # 200 m3 at 6.1107
    kept = sum(facts.number(f"scope.value.{name}") or 0 for name in ("sediment_kept", "nutrients", "organic_matter"))
    assert facts["scope.value.total"].value == kept
    other, _ = told(small(benefit_soil_value="soil_kept"), effects)
    assert other["scope.value.total"].value == kept - 1200 + 25200


def test_nutrients_are_contents_of_the_soil_kept() -> None:
    facts, _ = told(small(), facts_of("soil_kept", {"A1": "1000", "A2": "0", "B1": "0"}))
    assert facts["scope.benefit.nutrients"].value == Decimal("1.80")  # 1.2 g/kg N, 0.6 g/kg P
    assert facts["scope.benefit.organic_matter"].value == 25
    mean = (Decimal("1.2") * Decimal("17142.86") + Decimal("0.6") * Decimal("15989.34")) / Decimal("1.8")
    assert facts["benefit:nutrients.price"].value == round(mean, 4)


def test_samples_come_before_a_usual_content() -> None:
    values = {"medium": "soil", "parameter": "全氮", "unit": "g/kg", "synthetic": True}
    rows = tuple(Record("samples", {**values, "value": Decimal(v)}) for v in ("2", "4"))
    plan = replace(small(soil_phosphorus="0"), records={"samples": rows})
    facts, _ = told(plan, facts_of("soil_kept", {"A1": "1000", "A2": "0", "B1": "0"}))
    found = facts["scope.benefit.nutrients"]
    assert (found.value, found.low, found.high) == (3, 2, 4)
    assert found.synthetic
    assert "table:samples" in found.inputs


def test_what_nobody_prices_is_a_dash_and_a_note() -> None:
    facts, found = told(small(), facts_of("habitat_quality", {"A1": "100", "A2": "0", "B1": "0"}))
    assert facts["scope.value.habitat_quality"].value is None
    assert facts["scope.value.habitat_quality"].reason
    assert facts["scope.value.total"].value is None
    assert [f.code for f in found.findings] == ["BENEFIT-PRICE"]


def test_vegetation_is_not_added_to_the_services_it_gives() -> None:
    plan = small([price("vegetation_cover", "1000", "yuan/hm2"), price("carbon", "10")])
    effects = [
        *facts_of("vegetation_cover", {"A1": "10000", "A2": "0", "B1": "0"}),
        *facts_of("carbon", {"A1": "100", "A2": "0", "B1": "0"}),
    ]
    facts, _ = told(plan, effects)
    assert facts["scope.value.vegetation_cover"].value == 1000
    assert facts["scope.value.total"].value == 1000  # of the carbon


def test_a_price_is_brought_to_the_price_year() -> None:
    indices = (
        PriceIndex("", "", 2019, Decimal(110), False, "年鉴", AT),
        PriceIndex("", "", 2020, Decimal(100), True, "年鉴", AT),
    )
    plan = replace(small([price("carbon", "50", price_year=2018)]), price_indices=indices)
    worth = worths(plan)[0]["carbon"]
    assert (worth.price, worth.told, worth.factor, worth.synthetic) == (55, 50, Decimal("1.1"), True)
    late = worths(replace(plan, benefit_prices=(price("carbon", "50", price_year=2017),)))[0]["carbon"]
    assert (late.price, late.factor) == (50, None)


def test_the_nearest_region_then_the_latest_year_sets_the_price() -> None:
    rows = [
        price("carbon", "10", region="甲省", price_year=2020),
        price("carbon", "20", region="乙县", price_year=2018),
        price("carbon", "30", region="乙县", price_year=2019),
        price("carbon", "40", region="丁省", price_year=2021),
    ]
    assert worths(small(rows))[0]["carbon"].told == 30


def test_a_price_per_something_else_gives_way_to_the_published_one() -> None:
    found, findings = worths(small([price("carbon", "10", "yuan/hm2")]))
    assert found["carbon"].kind == "reference"
    assert [f.code for f in findings] == ["BENEFIT-UNIT"]


def test_a_price_per_volume_of_soil_goes_through_the_density() -> None:
    worth = worths(small([price("sediment_kept", "13", "yuan/m3")]))[0]["sediment_kept"]
    assert worth.price == 10
    assert (worth.low, worth.high) == (round(Decimal(13) / Decimal("1.5"), 4), round(Decimal(13) / Decimal("1.1"), 4))


def test_benefits_grow_from_none_by_the_years_stated_to_their_full() -> None:
    effects = [effect("subproject:A1", "carbon", "100"), effect("subproject:A1", "carbon", "40", year="2025")]
    effects += [effect("scope", "carbon", "100"), effect("unit:A", "carbon", "100")]
    facts, _ = told(small([price("carbon", "100")]), effects)
    path = [facts.number(f"scope.benefit.carbon@{year}") for year in (2021, 2023, 2025, 2026, 2030, 2045)]
    assert path == [0, 20, 40, 52, 100, 100]
    assert [facts.number(f"scope.value.total@{year}") for year in (2021, 2025, 2045)] == [0, 4000, 10000]
    assert facts.number("unit:A.value.total@2025") == facts.number("subproject:A1.value.total@2025") == 4000


def test_a_year_stated_after_maturity_does_not_bend_the_path() -> None:
    assert grown_by([2024, 2026], 2021, 2025, {2025: 0.1, 2030: 0.2}).tolist() == [0.75, 1.0]


def test_cost_per_benefit_and_rank() -> None:
    own = [
        Fact(f"subproject:{code}.cost.total", Decimal(cost), "yuan", Basis.ENTERED, "", "x", "表G.1")
        for code, cost in (("A1", "1000000"), ("A2", "300000"))
    ]
    plan = small([price("carbon", "1000")])
    facts, _ = told(plan, facts_of("carbon", {"A1": "100", "A2": "10", "B1": "5"}, spread=True), own)
    assert facts["subproject:A1.cost_per.carbon"].value == 10000
    assert (facts["subproject:A1.cost_per.carbon"].low, facts["subproject:A1.cost_per.carbon"].high) == (5000, 20000)
    even = Decimal(repr(yearly(1.0, 0.08, 25)))
    assert facts["subproject:A1.cost_per.carbon.yearly"].value == round(10000 * even, 4)
    assert [facts.number(f"subproject:{code}.cost_per.carbon.rank") for code in ("A1", "A2")] == [1, 2]
    assert facts["subproject:A2.value.per_cost"].value == round(10000 / (300000 * even), 4)
    assert "subproject:B1.cost_per.carbon" not in facts


def test_table_s3_multiplies_and_adds_up_live() -> None:
    plan = small([price("carbon", "60.25")])
    effects = [
        *facts_of("carbon", {"A1": "33.33", "A2": "0", "B1": "1.01"}),
        *facts_of("soil_kept", {"A1": "777", "A2": "1", "B1": "2"}),
    ]
    _, found = told(plan, effects)
    (table,) = found.tables
    assert table.id == "S.3"
    live = 0
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell, Quote) and cell.formula is not None:
                cells = [table.cell(*place) for place in cell.formula.cells]
                numbers = [c.value for c in cells if isinstance(c, Quote) and isinstance(c.value, Decimal)]
                made = result(cell.formula, numbers)
                assert made is not None
                assert round(made, 2) == cell.value
                live += 1
    assert live >= 8
    total = table.rows[-1].cells[table.columns.index("counted")]
    assert isinstance(total, Quote)
    assert total.formula is not None


def test_no_effect_no_table_and_no_invented_number() -> None:
    facts, found = told(small(), ())
    assert found.tables == ()
    assert facts["scope.value.total"].value is None
    assert all(facts[f"scope.benefit.aspect.{aspect}"].reason for aspect in ASPECTS)
    assert not [key for key in facts if ".benefit.carbon" in key]


@settings(max_examples=40)
@given(
    amounts=st.lists(st.decimals(0, 10**6, places=4), min_size=3, max_size=3),
    times=st.integers(1, 1000),
)
def test_amounts_scale_and_close(amounts: list[Decimal], times: int) -> None:
    def scope(factor: int) -> Mapping[str, Decimal]:
        parts = {code: str(amount * factor) for code, amount in zip(("A1", "A2", "B1"), amounts, strict=True)}
        found = amounts_of(small(), Facts(facts_of("carbon", parts)))
        return {subject: one["carbon"].value for subject, one in found.items()}

    once, often = scope(1), scope(times)
    assert once["unit:A"] == once["subproject:A1"] + once["subproject:A2"]
    assert once["scope"] == once["unit:A"] + once["unit:B"]
    assert abs(often["scope"] - once["scope"] * times) <= Decimal("0.005") * (times + 1)


@settings(max_examples=20)
@given(
    amounts=st.lists(st.decimals(0, 10**5, places=2), min_size=3, max_size=3), rate=st.decimals("0.01", 5000, places=2)
)
def test_values_close_from_subprojects_to_the_scope(amounts: list[Decimal], rate: Decimal) -> None:
    parts = dict(zip(("A1", "A2", "B1"), map(str, amounts), strict=True))
    facts, _ = told(small([price("carbon", str(rate))]), facts_of("carbon", parts))
    for attribute in ("value.carbon", "value.total", "value.total@2028"):
        subs = [facts.number(f"subproject:{code}.{attribute}") or Decimal(0) for code in parts]
        assert facts.number(f"unit:A.{attribute}") == subs[0] + subs[1]
        assert facts.number(f"scope.{attribute}") == sum(subs)
    assert abs((facts.number("scope.value.carbon") or 0) - sum(amounts) * rate) <= 50


def test_indicators_stand_under_the_aspects_of_the_clause() -> None:
    own = [Fact("scope.performance.forest_new", Decimal(5), "m2", Basis.ENTERED, "", "x", "表D")]
    plan = replace(small(), targets=(target("scope", "031", Decimal("0.7")), target("unit:A", "041", Decimal(1))))
    facts, _ = told(plan, (), own)
    assert facts["scope.benefit.aspect.structure.indicators"].value == "新增林地面积、森林覆盖率"
    assert facts["scope.benefit.aspect.structure.indicators"].inputs == (
        "scope.performance.forest_new",
        "table:targets",
    )
    assert facts["scope.benefit.aspect.services.indicators"].reason
    assert "scope.benefit.aspect.employment.indicators" in facts


def test_aspects_name_indicators_of_the_code() -> None:
    known = STANDARD.performance.keys() | STANDARD.indicators.keys()
    for name, aspect in load_aspects().items():
        assert name in STANDARD.vocabularies["benefit_aspect"]
        assert set(aspect.indicators) <= known
    assert {quantity.aspect for quantity in load_benefits().values()} <= set(ASPECTS) <= load_aspects().keys()


def test_shared_ground_is_not_closed_away() -> None:
    effects = [*facts_of("soil_kept", {"A1": "100", "A2": "100", "B1": "0"})]
    effects = [f if f.subject not in ("scope", "unit:A") else replace(f, value=Decimal(150)) for f in effects]
    found = amounts_of(small(), Facts(effects))
    assert [found[s]["soil_kept"].value for s in ("scope", "subproject:A1", "subproject:A2")] == [150, 100, 100]


def test_each_reference_price_fits_its_benefit() -> None:
    for name, rows in load_reference_prices().items():
        quantity = load_benefits()[name]
        assert all(row.part in quantity.coefficients if row.part else True for row in rows)
        assert sum(row.leads == "yes" for row in rows) == (len({row.part for row in rows}) if rows else 0)
        assert all(row.source and row.certainty in "ABC" for row in rows)
        band = published_band(small().project, quantity)
        assert (band is not None) == bool(rows)


@pytest.mark.parametrize(
    ("unit", "per", "factor"), [("wan_yuan/hm2", "m2", 1), ("yuan/m3", "t", None), ("t", "t", None)]
)
def test_money_per_measure(unit: str, per: str, factor: int | None) -> None:
    assert per_measure(unit, per) == factor
