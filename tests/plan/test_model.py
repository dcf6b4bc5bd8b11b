"""The typed plan holds what the input tables hold, and limits give way to the project's own."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whole
from shanshui.plan import (
    FUNDING_SOURCES,
    Alternative,
    AlternativeWork,
    BenefitPrice,
    Budget,
    Capacity,
    ControlItem,
    Effect,
    Fee,
    FeeRate,
    Funding,
    Judgement,
    Measure,
    Plan,
    Price,
    PriceIndex,
    PrivateFinance,
    Project,
    Revenue,
    Ruling,
    Subproject,
    Target,
    Unit,
    Work,
    limit,
    plan_from,
    sliver,
    touch,
)
from shanshui.plan.model import Parameter
from shanshui.standard import load

PLAN = whole.plan()
CLASSES = {
    "units": Unit, "subprojects": Subproject, "works": Work, "measures": Measure, "prices": Price, "fees": Fee,
    "funding": Funding, "targets": Target, "rulings": Ruling, "effects": Effect, "budgets": Budget,
    "capacities": Capacity, "alternatives": Alternative, "alternative_works": AlternativeWork, "judgements": Judgement,
    "price_indices": PriceIndex, "fee_rates": FeeRate, "private_finance": PrivateFinance, "revenues": Revenue,
    "benefit_prices": BenefitPrice, "control_items": ControlItem,
}  # fmt: skip


@pytest.mark.parametrize("table", CLASSES)
def test_every_field_of_a_class_is_a_column_of_its_table(table: str) -> None:
    held = {f.name for f in fields(CLASSES[table])} - {"place"}
    assert held <= set(load().inputs[table].columns)


def test_every_class_is_a_part_of_the_plan() -> None:
    assert set(CLASSES) == {f.name for f in fields(Plan)} - {"project", "records", "left_out"}


def test_sources_of_money_are_the_vocabulary_s() -> None:
    assert tuple(load().vocabularies["funding_source"]) == FUNDING_SOURCES


def test_an_empty_folder_gives_an_empty_plan() -> None:
    plan = plan_from(PLAN.project, {})
    assert plan == Plan(PLAN.project)
    assert plan.unit_of("U1") is plan.subproject("S1") is plan.measure("M1") is None


def project(key: str, value: Decimal | str, unit: str) -> Project:
    return replace(PLAN.project, parameters=MappingProxyType({key: Parameter(key, value, unit)}))


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        (Decimal(2), "hm2", Decimal(2)),
        (Decimal(30), "mu", Decimal(2)),
        (Decimal(2), "km", Decimal(1)),
        ("two", "hm2", Decimal(1)),
        (Decimal(2), "acre", Decimal(1)),
    ],
    ids=["same unit", "other unit", "other kind", "no number", "no unit"],
)
def test_a_project_s_own_limit_counts_where_it_can(value: Decimal | str, unit: str, wanted: Decimal) -> None:
    assert limit(project("sliver_area", value, unit), "sliver_area") == wanted


@given(st.decimals(0, 10**10, places=2))
def test_a_sliver_is_the_larger_of_both_limits(whole: Decimal) -> None:
    assert sliver(PLAN.project, whole) == max(Decimal(10_000), whole / 10_000)
    assert sliver(PLAN.project, None) == 10_000


@given(st.decimals(0, 10**10, places=2))
def test_a_touch_is_a_sliver_and_never_more_than_half(whole: Decimal) -> None:
    assert touch(PLAN.project, whole) == min(sliver(PLAN.project, whole), whole / 2)
    assert touch(PLAN.project, None) == sliver(PLAN.project, None)
