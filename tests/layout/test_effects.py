"""Effects of works, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import staged
from few_works import effect, fact, ground, known, measure, plan, sub, target, work
from shanshui.layout.measures.effect_ground import NAMES, UNITS
from shanshui.layout.measures.effects import applied, effect_facts, effects_of
from shanshui.ledger import Basis
from shanshui.standard import load

TERRACE = measure("t", "梯级整地")
FENCE = measure("f", "栅栏")
"""Measures that the library does not know, so that nothing but what is entered counts."""


def test_a_factor_acts_on_the_local_loss() -> None:
    told = effects_of(
        plan([sub("A")], [TERRACE], [work("A", "t", 10)], [effect("t", "soil_loss", 0.2)]), known(ground("A", 50, 3000))
    )
    found = told.subprojects["A"]["soil_kept"]
    assert found.value == pytest.approx(0.1 * 3000 * 0.8)  # 10 hm² are 0.1 km²
    assert (found.low, found.high) == pytest.approx((120, 480))  # the modulus is known within a factor of two
    assert told.subprojects["A"]["sediment_kept"].value == pytest.approx(24)
    assert told.subprojects["A"]["area_treated"].value == 100_000
    assert told.scope["soil_kept"].value == told.units["U"]["soil_kept"].value == found.value
    assert "vegetation_cover" not in told.scope


def test_erodibility_is_a_factor_of_the_loss_and_a_loss_that_is_told_comes_first() -> None:
    effects = [effect("t", "soil_erodibility", 0.5)]
    told = effects_of(plan([sub("A")], [TERRACE], [work("A", "t", 10)], effects), known(ground("A", 50, 3000)))
    assert told.scope["soil_kept"].value == pytest.approx(150)
    effects.append(effect("t", "soil_loss", 0.9))
    told = effects_of(plan([sub("A")], [TERRACE], [work("A", "t", 10)], effects), known(ground("A", 50, 3000)))
    assert told.scope["soil_kept"].value == pytest.approx(30)


def test_works_side_by_side_add_up_and_works_over_one_another_multiply() -> None:
    effects = [effect("t", "soil_loss", 0.2), effect("f", "soil_loss", 0.5)]
    side = plan([sub("A")], [TERRACE, FENCE], [work("A", "t", 10), work("A", "f", 20)], effects)
    told = effects_of(side, known(ground("A", 50, 3000)))
    assert told.scope["soil_kept"].value == pytest.approx(3000 * (0.1 * 0.8 + 0.2 * 0.5))
    over = plan([sub("A")], [TERRACE, FENCE], [work("A", "t", 50), work("A", "f", 50)], effects)
    told = effects_of(over, known(ground("A", 50, 3000)))
    assert told.scope["soil_kept"].value == pytest.approx(1500 * (1 - 0.2 * 0.5))
    assert told.works["A", 2]["soil_kept"].value == pytest.approx(1500 * 0.8)
    assert told.works["A", 3]["soil_kept"].value == pytest.approx(1500 * 0.2 * 0.5)
    assert told.scope["area_treated"].value == 500_000


def test_more_works_than_ground_keep_no_more_than_is_lost() -> None:
    greedy = plan([sub("A")], [TERRACE], [work("A", "t", 900)], [effect("t", "soil_loss", 0)])
    assert effects_of(greedy, known(ground("A", 50, 3000))).scope["soil_kept"].value == pytest.approx(1500)


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 1)), min_size=1, max_size=6))
def test_nothing_is_kept_twice(rows: list[tuple[float, float]]) -> None:
    measures = [measure(f"m{n}", f"试验{n}") for n in range(len(rows))]
    works = [work("A", f"m{n}", round(area, 3)) for n, (area, _) in enumerate(rows)]
    effects = [effect(f"m{n}", "soil_loss", round(factor, 3)) for n, (_, factor) in enumerate(rows)]
    told = effects_of(plan([sub("A")], measures, works, effects), known(ground("A", 50, 3000)))
    found = told.scope.get("soil_kept")
    if found is not None:
        assert -1e-6 <= found.value <= 1500 + 1e-6
        assert found.low <= found.value + 1e-9
        assert found.value <= found.high + 1e-9
        assert found.value == pytest.approx(
            sum(one["soil_kept"].value for one in told.works.values() if one.get("soil_kept"))
        )


def test_the_uncertainty_of_an_effect_joins_that_of_the_ground() -> None:
    told = effects_of(
        plan([sub("A")], [TERRACE], [work("A", "t", 10)], [effect("t", "soil_loss", 0.5, ends=(0.25, 0.75))]),
        known(ground("A", 50, 3000)),
    ).scope["soil_kept"]
    assert told.value == pytest.approx(150)
    # ln(2) of the ground and ln(225/75)/2 of the factor, as squares
    assert told.high / told.value == pytest.approx(2.4215, abs=1e-3)
    assert told.low * told.high == pytest.approx(150**2)


def test_cover_is_gained_up_to_all_of_the_ground() -> None:
    works = [work("A", "t", 10), work("A", "f", 50)]
    effects = [
        effect("t", "vegetation_cover", 0.3, kind="amount", unit="1"),
        effect("f", "vegetation_cover", 2.0),
    ]
    told = effects_of(plan([sub("A")], [TERRACE, FENCE], works, effects), known(ground("A", 50, 1)))
    assert told.works["A", 2]["vegetation_cover"].value == pytest.approx(30_000)
    # 10 hm² of the fence stand on ground that the first work has brought to 90 %, 40 hm² on ground of 60 %
    assert told.works["A", 3]["vegetation_cover"].value == pytest.approx(10_000 + 160_000)


def test_amounts_are_per_ground_or_per_unit_of_work() -> None:
    tank = measure("k", "试验池", unit="count")
    works = [work("A", "t", 10), work("A", "k", 3, "count")]
    effects = [
        effect("t", "carbon", 2, kind="amount", unit="t/(hm2*a)"),
        effect("k", "cod", -1.5, kind="amount", unit="t/a", ends=(-2, -1)),
        effect("k", "jobs", 40, kind="amount", unit="d"),
    ]
    told = effects_of(plan([sub("A")], [TERRACE, tank], works, effects), known(ground("A", 50, 1))).scope
    assert told["carbon"].value == pytest.approx(20)
    assert (told["cod_kept"].value, told["cod_kept"].low, told["cod_kept"].high) == pytest.approx((4.5, 3, 6))
    assert told["jobs"].value == pytest.approx(120)


def test_effects_grow_with_the_years() -> None:
    effects = [effect("t", "soil_loss", 1.0, 1), effect("t", "soil_loss", 0.2, 5)]
    once = plan([sub("A")], [TERRACE], [work("A", "t", 10, year=2021)], effects)
    facts = known(ground("A", 50, 3000))
    kept = {
        year: effects_of(once, facts, year=year).scope["soil_kept"].value for year in (2020, 2021, 2022, 2024, 2030)
    }
    assert kept == pytest.approx({2020: 0, 2021: 0, 2022: 0, 2024: 300 * 0.4, 2030: 300 * 0.8})
    spread = plan([sub("A")], [TERRACE], [work("A", "t", 10)], effects)
    # a third each of 2021, 2022 and 2023, which are 3, 2 and 1 years old
    assert effects_of(spread, facts, year=2024).scope["soil_kept"].value == pytest.approx(300 * (0.4 + 0.2 + 0) / 3)


def test_an_effect_without_year_comes_at_maturity() -> None:
    later = plan([sub("A")], [TERRACE], [work("A", "t", 10, year=2021)], [effect("t", "soil_loss", 0.5)])
    facts = known(ground("A", 50, 3000))
    assert effects_of(later, facts, year=2023).scope["soil_kept"].value == pytest.approx(150 * 2 / 5)  # effect_maturity
    assert effects_of(later, facts, year=2026).scope["soil_kept"].value == pytest.approx(150)


def test_the_ground_is_told_by_the_nearest_place() -> None:
    one = plan([sub("A")], [TERRACE], [work("A", "t", 10)], [effect("t", "soil_loss", 0)])
    told = [
        fact("scope.indicator.051@2020", 1000, "t/(km2*a)"),
        fact("unit:U.indicator.051@2020", 2000, "t/(km2*a)"),
        fact("assessment_unit:X.indicator.051@2010", 9000, "t/(km2*a)"),
        fact("assessment_unit:X.indicator.051@2020", 3000, "t/(km2*a)"),
    ]
    assert effects_of(one, known(told[:1])).scope["soil_kept"].value == pytest.approx(100)
    assert effects_of(one, known(told[:2])).scope["soil_kept"].value == pytest.approx(200)
    near = known(told, fact("subproject:A.diagnosed_in", "assessment_unit:X"))
    found = effects_of(one, near).scope["soil_kept"]
    assert found.value == pytest.approx(300)
    assert "assessment_unit:X.indicator.051@2020" in effects_of(one, near).works["A", 2]["soil_kept"].inputs


def test_without_an_assessment_only_the_ground_is_told() -> None:
    one = plan([sub("A")], [TERRACE], [work("A", "t", 10)], [effect("t", "soil_loss", 0)])
    assert set(effects_of(one, known(fact("subproject:A.area", 500_000, "m2"))).scope) == {"area_treated"}


def test_ground_that_two_subprojects_share_is_kept_once() -> None:
    both = plan(
        [sub("A"), sub("B")], [TERRACE], [work("A", "t", 50), work("B", "t", 50)], [effect("t", "soil_loss", 0.5)]
    )
    apart = effects_of(both, known(ground("A", 50, 3000), ground("B", 50, 3000))).scope
    assert apart["soil_kept"].value == pytest.approx(1500)
    same = known(ground("A", 50, 3000), ground("B", 50, 3000), fact("overlap:A+B.area", 500_000, "m2"))
    found = effects_of(both, same)
    assert found.scope["soil_kept"].value == pytest.approx(1500 * (1 - 0.5 * 0.5))  # as if both stood on one ground
    assert found.scope["area_treated"].value == pytest.approx(500_000)
    assert found.units["U"]["soil_kept"].value == pytest.approx(1125)
    assert found.subprojects["A"]["soil_kept"].value == pytest.approx(750)


def test_the_library_answers_where_the_project_is_silent() -> None:
    fenced = plan([sub("A")], [measure("x", "封山育林", "tending")], [work("A", "x", 10)])
    found = effects_of(fenced, known(ground("A", 50, 3000))).scope
    assert found["soil_kept"].value == pytest.approx(300 * (1 - 0.61))
    assert found["soil_kept"].basis is Basis.MODELLED_UNCALIBRATED
    assert "HJ 1173" in found["soil_kept"].source
    own = plan([sub("A")], [measure("x", "封山育林", "tending")], [work("A", "x", 10)], [effect("x", "soil_loss", 0.9)])
    assert effects_of(own, known(ground("A", 50, 3000))).scope["soil_kept"].value == pytest.approx(30)


def test_works_nobody_knows_are_left_out() -> None:
    wrong = plan([sub("A")], [TERRACE], [work("A", "no", 10), work("Z", "t", 10)], [effect("t", "soil_loss", 0)])
    told = effects_of(wrong, known(ground("A", 50, 3000)))
    assert (dict(told.works), dict(told.scope)) == ({}, {})


def test_other_works_than_those_of_the_plan() -> None:
    one = plan([sub("A")], [TERRACE], [work("A", "t", 10)], [effect("t", "soil_loss", 0)])
    more = applied([work("A", "t", 20)], first=7)
    told = effects_of(one, known(ground("A", 50, 3000)), more, table="alternative_works")
    assert told.scope["soil_kept"].value == pytest.approx(600)
    assert "table:alternative_works" in told.works["A", 7]["soil_kept"].inputs


def test_facts_name_their_year_unit_and_what_is_left_out() -> None:
    works = [work("A", "t", 10, year=2021), work("A", "f", 10)]
    effects = [effect("t", "soil_loss", 0.5, synthetic=True), effect("t", "jobs", 5, kind="amount", unit="d")]
    one = plan([sub("A")], [TERRACE, FENCE], works, effects, targets=[target(2030)])
    facts = {told.id: told for told in effect_facts(one, known(ground("A", 50, 3000)), load())}
    kept = facts["subproject:A.effect.soil_kept"]
    assert (kept.value, kept.unit, kept.synthetic) == (Decimal("150.0"), "t/a", True)
    assert "1" in kept.reason
    assert facts["scope.effect.soil_kept@2023"].value == Decimal("60.0")
    assert facts["scope.effect.soil_kept@2030"].value == Decimal("150.0")
    assert "subproject:A.work.2.effect.soil_kept@2023" in facts
    assert "subproject:A.work.2.effect.soil_kept@2030" not in facts
    assert "scope.effect.jobs@2023" not in facts
    assert facts["scope.effect.jobs"].value == 50
    known_ids = facts.keys() | {one.id for one in ground("A", 50, 3000)} | {"table:works", "table:effects"}
    assert all({*one.inputs} <= known_ids for one in facts.values())
    assert {one.attribute.rpartition("effect.")[2] for one in facts.values()} <= {*NAMES}
    assert all(one.unit == UNITS[one.attribute.rpartition("effect.")[2]] for one in facts.values())


def test_a_county_from_its_layers(small_county: Path) -> None:
    facts = staged.run(small_county, "survey", "assess", "layout").facts
    told = [one for one in facts.values() if one.attribute.startswith("effect.")]
    assert told
    assert all(one.value is not None for one in told)
    checked = staged.run(small_county, "survey", "layout").facts
    names = {one.attribute for one in checked.values() if one.attribute.startswith("effect.")}
    assert names <= {"effect.area_treated", "effect.jobs", "effect.income", "effect.carbon", "effect.cod_kept"}
