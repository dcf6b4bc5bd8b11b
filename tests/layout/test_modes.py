"""Modes of sub-projects by diagnosis and zone, and the ground that zones leave to measures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from few_works import fact, ground, known, plan, sub, work
from shanshui.layout.control.zone_grounds import ZoneGround, grounds_of, grounds_of_place, standing_of
from shanshui.layout.measures.modes import mode_facts, modes_of, place_of, zone_of
from shanshui.ledger import Basis, Facts
from shanshui.standard.method.measures import load_measures

SUB = sub("A")
DIAGNOSED = (
    fact("subproject:A.diagnosed_in", "assessment_unit:X"),
    fact("assessment_unit:X.degradation", 4),
    fact("assessment_unit:X.resilience", 2),
    fact("assessment_unit:X.location.zone", "urban"),
)
HALF = Decimal("0.5")


def zones(redline: float, core: float = 0, farmland: float = 0) -> Facts:
    return known(
        ground("A", 100, 3000),
        *DIAGNOSED,
        fact("subproject:A.zone", "other_redline"),
        fact("subproject:A.overlap.protected_core.area", core * 10000, "m2"),
        fact("subproject:A.overlap.ecological_redline.area", redline * 10000, "m2"),
        fact("subproject:A.overlap.permanent_farmland.area", farmland * 10000, "m2"),
    )


def test_the_own_zone_comes_before_that_of_the_place() -> None:
    facts = known(*DIAGNOSED)
    assert (place_of(facts, SUB), zone_of(facts, SUB)) == ("assessment_unit:X", "urban")
    assert modes_of(facts, SUB).recommended == "reconstruction"
    assert zone_of(zones(50), SUB) == "other_redline"
    assert modes_of(zones(50), SUB, "soil_erosion").status == "capped_by_zone"
    assert place_of(Facts(), SUB) == "unit:U"


def test_facts_of_modes() -> None:
    entered = plan([SUB], works=[work("A", "t", 1), work("A", "t", 1, mode="conservation")])
    told = {one.attribute: one for one in mode_facts(entered, zones(50))}
    assert told["mode.needed"].value == told["mode.recommended"].value == "reconstruction"
    assert told["mode.status"].value == "needs_justification"
    assert told["mode.exceptional"].value == "reconstruction"
    assert told["mode.entered"].value == "conservation、assisted_regeneration"
    assert told["mode.entered"].basis is Basis.ENTERED
    assert "subproject:A.zone" in told["mode.needed"].inputs
    assert "assessment_unit:X.location.zone" not in told["mode.needed"].inputs
    assert list(mode_facts(entered, Facts())) == []


def test_without_a_diagnosis_the_zone_still_says_what_it_permits() -> None:
    told = {
        one.attribute: one.value for one in mode_facts(plan([SUB]), known(fact("subproject:A.zone", "core_protected")))
    }
    assert told == {
        "mode.allowed": "conservation、natural_regeneration",
        "mode.exceptional": "assisted_regeneration",
    }


def test_grounds_of_zones_make_the_place() -> None:
    found = grounds_of(plan([SUB]), zones(redline=30, core=10, farmland=80), SUB)
    assert [(one.zone, int(one.area / 10000)) for one in found] == [
        ("core_protected", 10), ("other_redline", 30), ("farmland_permanent", 60),
    ]  # fmt: skip
    found = grounds_of(plan([SUB]), zones(redline=30), SUB)
    assert [(one.zone, int(one.area / 10000)) for one in found] == [("other_redline", 30), ("", 70)]
    assert grounds_of(plan([SUB]), known(*DIAGNOSED), SUB) == (ZoneGround("urban", Decimal("Infinity")),)


def test_grounds_of_a_diagnosed_place() -> None:
    facts = known(
        fact("assessment_unit:X.area", 100, "m2"),
        fact("assessment_unit:X.location.reserve_general.area", 10, "m2"),
        fact("assessment_unit:X.location.redline_other.area", 30, "m2"),
        fact("assessment_unit:X.location.ecological_general.area", 60, "m2"),
    )
    assert {one.zone: int(one.area) for one in grounds_of_place(facts, "assessment_unit:X")} == {
        "other_redline": 40,
        "general_ecological": 60,
    }
    assert grounds_of_place(known(fact("unit:U.area", 7, "m2")), "unit:U") == (ZoneGround("", Decimal(7)),)


@pytest.mark.parametrize(
    ("core", "need", "permission"),
    [(40, 50, "allowed"), (40, 60, "allowed"), (40, 90, "exception"), (90, 80, "forbidden"), (0, 999, "allowed")],
)
def test_works_keep_out_of_a_zone_that_forbids_them_where_there_is_room(core: int, need: int, permission: str) -> None:
    farmland = load_measures()["high_standard_farmland"]
    grounds = [ZoneGround("core_protected", Decimal(core)), ZoneGround("", Decimal(100 - core))]
    found = standing_of(farmland, grounds, (3, 3), "", Decimal(need), HALF)
    assert found.permission == permission
    assert found.room == 100 - core
    assert bool(found.why_zh) == (permission != "allowed")
    assert bool(found.why_en) == (permission != "allowed")


def test_an_exception_of_the_zone_counts_after_free_ground() -> None:
    dig = load_measures()["mine_restoration"]
    grounds = [ZoneGround("other_redline", Decimal(60)), ZoneGround("urban", Decimal(40))]
    assert standing_of(dig, grounds, (4, 1), "mine_damage", Decimal(30)).permission == "allowed"
    found = standing_of(dig, grounds, (4, 1), "mine_damage", Decimal(90))
    assert found.permission == "exception"
    assert found.room == 100
    assert found.why_zh


def test_the_mode_is_the_permitted_one_nearest_to_the_recommended() -> None:
    found = standing_of(load_measures()["terrace"], [ZoneGround("urban", Decimal(9))], (4, 1), "", Decimal(1))
    assert found.mode == "reconstruction"
    found = standing_of(load_measures()["terrace"], [ZoneGround("urban", Decimal(9))], (2, 1), "", Decimal(1))
    assert found.mode == "assisted_regeneration"
