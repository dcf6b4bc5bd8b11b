"""Candidates: works as entered, and what the diagnosis calls for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from few_works import effect, fact, ground, known, measure, plan, price, sub, work
from shanshui.layout.measures.candidates import candidates
from shanshui.layout.measures.effects import effects_of
from shanshui.layout.measures.suitability import problem_ground
from shanshui.ledger import Fact, Facts

X = "assessment_unit:X"


def diagnosed(*more: Fact) -> Facts:
    """100 hm² of which 40 erode at least moderately, 30 are cropland, half is gentler than 15°."""
    subject = "subproject:A"
    slopes = ["0.1", "0.2", "0.2", "0.5", "0"]
    return known(
        ground("A", 100, 4000),
        fact(f"{subject}.diagnosed_in", X),
        fact(f"{X}.problems", "soil_erosion、farmland_degradation"),
        fact(f"{X}.degradation", 3),
        fact(f"{X}.resilience", 3),
        fact(f"{X}.area", 10_000_000, "m2"),
        fact(f"{X}.problem.farmland_degradation.area", 1_000_000, "m2"),
        fact(f"{subject}.erosion.class2.area@2020", 200_000, "m2"),
        *(fact(f"{subject}.erosion.class{n}.area@2020", 100_000, "m2") for n in (3, 4, 5, 6)),
        fact(f"{subject}.indicator.013.c51.area@2020", 300_000, "m2"),
        fact(f"{subject}.indicator.013.grassland.area@2020", 50_000, "m2"),
        fact(f"{subject}.indicator.013.forest.area@2020", 600_000, "m2"),
        fact(f"{subject}.indicator.013.shrubland.area@2020", 50_000, "m2"),
        *(fact(f"{subject}.slope.class{n}.share", share) for n, share in enumerate(map(float, slopes), start=1)),
        *more,
    )


def test_works_as_they_were_entered() -> None:
    entered = plan(
        [sub("A")],
        [replace(measure("t", "坡改梯"), season=("winter",)), measure("f", "试验栅栏", unit="km")],
        [work("A", "t", 15, "mu", 2022), work("A", "f", 2, "km"), work("A", "gone", 1)],
        [effect("t", "soil_loss", 0.5)],
        [price("t", 3000, "yuan/mu")],
    )
    facts = diagnosed()
    first, second = candidates(entered, facts)
    assert (first.subproject, first.unit, first.measure, first.library) == ("A", "U", "t", "terrace")
    assert (first.quantity, first.quantity_unit, first.cost) == (Decimal(10000), "m2", Decimal(45000))
    assert (first.price, first.price_source, first.origin, first.year) == ("measure:t.price", "定额", "entered", 2022)
    assert (first.season, first.position, first.risk) == (("winter",), "source", "medium")
    assert first.effects == effects_of(entered, facts).works["A", 2]
    assert first.effects["soil_kept"].value == pytest.approx(20)
    assert first.worth("soil_kept") == pytest.approx(20 / 45000)
    assert first.worth("carbon") == 0
    assert "closure" in first.excludes
    assert (second.quantity, second.quantity_unit) == (Decimal(2000), "m")
    assert (second.cost, second.price, second.library, second.care) == (None, "", "", None)


def test_a_price_of_the_library_says_so() -> None:
    entered = plan([sub("A")], [measure("x", "封育治理", "tending")], [work("A", "x", 10)])
    (one,) = candidates(entered, diagnosed())
    assert one.price == "library:closure"
    assert one.cost == 15500
    assert "SEIMS" in one.price_source
    assert one.care == 1500


def test_a_reason_turns_an_exception_into_permission() -> None:
    line = fact("subproject:A.overlap.ecological_redline.area", 1_000_000, "m2")
    digging = replace(measure("m", "矿山复绿", "earthworks"), modes=("reconstruction",))
    for reason, permission in (("", "exception"), ("废弃矿山", "allowed")):
        works = [work("A", "m", 20, mode="reconstruction", reason=reason)]
        (one,) = candidates(plan([sub("A")], [digging], works), diagnosed(line))
        assert one.permission == permission


def test_ground_of_a_problem_by_own_facts_else_by_the_share_of_the_place() -> None:
    facts, one = diagnosed(), sub("A")
    eroding = problem_ground(facts, one, "soil_erosion", 3)
    assert eroding is not None
    assert eroding.area == 400_000
    assert len(eroding.facts) == 4
    mild = problem_ground(facts, one, "soil_erosion", 2)
    assert mild is not None
    assert mild.area == 600_000
    fields = problem_ground(facts, one, "farmland_degradation", 3)
    assert fields is not None
    assert fields.area == 100_000
    assert problem_ground(facts, one, "water_pollution", 3) is None


def test_what_the_diagnosis_calls_for() -> None:
    found = candidates(plan([sub("A", problems=["soil_erosion"])], prices=[]), diagnosed())
    assert found
    assert {one.problem for one in found} == {"soil_erosion"}
    assert all(one.origin == "proposed" and one.permission == "allowed" for one in found)
    by_key = {one.library: one for one in found}
    assert by_key["closure"].quantity == 400_000
    assert by_key["closure"].mode == "natural_regeneration"  # the need is assisted; closure has none of it
    assert by_key["conservation_tillage"].quantity == 150_000  # 30 hm² of cropland, half of it gentle enough
    assert by_key["closure"].effects["soil_kept"].value == pytest.approx(0.4 * 4000 * 0.39)
    assert [one.library for one in found].index("closure") < [one.library for one in found].index("protection_forest")
    assert "sediment_tank" not in by_key, "what is counted by piece has to be designed"
    assert candidates(plan([sub("A", problems=["soil_erosion"])]), diagnosed())[0].price.startswith("library:")


def test_the_planners_own_measure_and_price_come_first() -> None:
    own = plan([sub("A")], [measure("own", "封山育林", "tending")], prices=[price("own", 9)])
    found = next(one for one in candidates(own, diagnosed()) if one.library == "closure")
    assert (found.measure, found.name, found.price, found.cost) == (
        "own",
        "封山育林",
        "measure:own.price",
        Decimal(360),
    )


def test_the_zone_takes_its_ground_away() -> None:
    core = fact("subproject:A.overlap.protected_core.area", 700_000, "m2")
    found = {one.library: one for one in candidates(plan([sub("A")]), diagnosed(core)) if one.problem == "soil_erosion"}
    assert found["closure"].quantity == 400_000  # may be done in the core
    assert found["orchard"].quantity <= 300_000  # not there
    whole = fact("subproject:A.overlap.protected_core.area", 1_000_000, "m2")
    found = {
        one.library: one for one in candidates(plan([sub("A")]), diagnosed(whole)) if one.problem == "soil_erosion"
    }
    assert "terrace" not in found
    assert found["closure"].permission == "allowed"


def test_nothing_without_a_place_or_a_diagnosis() -> None:
    assert candidates(plan([sub("A")]), Facts()) == ()
    assert candidates(plan([sub("A")]), known(ground("A", 100, 4000))) == ()
