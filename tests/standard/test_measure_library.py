"""The library of measures and the choice of modes: whole, in words that are known, true to what they come from."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from shanshui.indicators.soil_loss import dry_cropland
from shanshui.quantity import inner_unit
from shanshui.quantity import unit as unit_of
from shanshui.standard import load
from shanshui.standard.judging.unit_costs import load_unit_costs
from shanshui.standard.judging.zone_modes import load_zone_modes
from shanshui.standard.method.choices import load_choices
from shanshui.standard.method.cover_kinds import load_cover_kinds
from shanshui.standard.method.diagnosis import load_need_modes, strength
from shanshui.standard.method.effect_quantities import load_quantities
from shanshui.standard.method.measures import (
    care_cost,
    library_measure,
    library_price,
    load_effects,
    load_goals,
    load_measures,
)
from shanshui.standard.method.mode_choice import MODES, load_exceptions, measure_permission, permitted, within_zone

STANDARD = load()
WORDS = STANDARD.vocabularies
LIBRARY = load_measures()
EXAMPLES = Path(__file__).parents[2] / "examples"
CLASSES = ("lt10", "to30", "to50", "to70", "to90", "gt90")
ZONES = tuple(WORDS["control_zone"])


def test_there_are_enough_and_each_says_where_it_comes_from() -> None:
    assert 30 <= len(LIBRARY) <= 60
    assert all(one.source and one.clause == "5.4.4.2 a" for one in LIBRARY.values())


@pytest.mark.parametrize("key", LIBRARY)
def test_a_measure_is_in_known_words(key: str) -> None:
    one = LIBRARY[key]
    assert one.category in WORDS["measure_category"]
    assert one.modes
    assert {*one.modes} <= {*MODES}
    assert {*one.problems} <= {*WORDS["ecosystem_problem"]}
    assert one.problems
    assert {*one.season} <= {*WORDS["season"]}
    assert one.position in WORDS["flow_position"]
    assert one.risk in WORDS["risk_grade"]
    assert {*one.excludes} <= LIBRARY.keys() - {key}
    assert unit_of(one.unit).code == one.unit
    assert (one.slope_min or 0) < (one.slope_max or 90)
    known = {"forest", "shrubland", "grassland", "wetland", "cropland", "urban", "desert", "other"}
    assert {*one.covers} <= known | {f"c{code}" for code in STANDARD.classes["hj1166"].classes}
    assert not one.unit_cost or one.unit_cost in {row.key for row in load_unit_costs()}
    assert bool(load_effects()[key]) != bool(one.no_effect), "what has no effect says why"


def test_every_problem_has_a_measure() -> None:
    treated = {problem for one in LIBRARY.values() for problem in one.problems}
    assert treated == WORDS["ecosystem_problem"].keys() - {"other"}


def test_no_two_measures_go_by_one_name() -> None:
    names = {key: {one.name, one.name_en, *one.aliases} for key, one in LIBRARY.items()}
    assert [pair for pair in combinations(names, 2) if names[pair[0]] & names[pair[1]]] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("封禁（封育）治理", "closure"),
        ("沉砂池", "sediment_tank"),
        ("农村垃圾分类与清运设施（平秋镇 18 个村）", "refuse_sorting"),
        (" 坡 改 梯", "terrace"),
        ("Terraces", "terrace"),
        ("不是措施", None),
        ("", None),
    ],
)
def test_names_that_planners_give(name: str, key: str | None) -> None:
    found = library_measure(name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize("example", ["jinping", "youwuzhen"])
def test_every_measure_of_the_examples_is_in_the_library(example: str) -> None:
    with (EXAMPLES / example / "tables" / "measures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        found = library_measure(row["library"])
        assert found is not None, row
        assert inner_unit(found.unit) == inner_unit(row["unit"]), row


def cover_factor(cover: str) -> float:
    """C of ``<kind>.<class>`` by table A.1 of HJ 1173, of ``dry.<percent>`` by its formula."""
    kind, _, grade = cover.partition(".")
    if kind == "dry":
        return float(dry_cropland(np.array(float(grade) / 100)))
    row = load_cover_kinds()[kind]
    return float(getattr(row, grade))


def test_factors_are_ratios_of_the_cover_factors_of_the_standard() -> None:
    told = [row for rows in load_effects().values() for row in rows if row.before]
    assert len(told) >= 15
    for row in told:
        assert float(row.value) == pytest.approx(cover_factor(row.after) / cover_factor(row.before), abs=0.006), row


def test_effects_lie_in_their_intervals_and_have_a_source() -> None:
    rows = [row for rows in load_effects().values() for row in rows]
    assert all(row.low <= row.value <= row.high and row.source for row in rows)
    assert {row.quantity for row in rows} <= WORDS["effect_quantity"].keys()
    assert all((row.unit == "") == (row.kind == "factor") for row in rows)
    keys = [(row.measure, row.quantity, row.year) for row in rows]
    assert len(keys) == len(set(keys))


def test_quantities_are_changed_by_known_ones() -> None:
    for one in load_quantities().values():
        assert {*one.changed_by} <= WORDS["effect_quantity"].keys()
        assert unit_of(one.unit).code == one.unit
        assert one.sign in (-1, 1)
    assert {*load_goals().values()} <= load_quantities().keys()
    assert load_goals().keys() <= WORDS["ecosystem_problem"].keys()


def test_prices_are_published_and_lie_in_their_range() -> None:
    told = {key: library_price(key) for key in LIBRARY}
    known = {key: price for key, price in told.items() if price is not None}
    assert known["closure"].region.endswith("长汀县")
    assert known["terrace"].region == ""
    assert told["cistern"] is None
    for price in known.values():
        assert price.source
        assert price.low is None or price.high is None or price.low <= price.price <= price.high
        assert unit_of(price.unit).code == price.unit


def test_care() -> None:
    assert care_cost(LIBRARY["closure"], Decimal(15), "mu") == pytest.approx(150)
    assert care_cost(LIBRARY["terrace"], Decimal(1), "hm2") is None
    with pytest.raises(ValueError, match="different things"):
        care_cost(LIBRARY["closure"], Decimal(1), "km")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("degradation", range(1, 6))
@pytest.mark.parametrize("resilience", range(1, 6))
def test_modes_of_every_place(zone: str, degradation: int, resilience: int) -> None:
    found = permitted(zone, degradation, resilience)
    need = load_need_modes()[degradation, strength(resilience)].mode
    assert (found.need, (found.recommended, found.status)) == (need, within_zone(need, zone))
    assert sorted((*found.allowed, *found.exceptional, *found.forbidden)) == sorted(MODES)
    for mode in MODES:
        assert found.permission(mode) == load_zone_modes()[f"{zone}/{mode}"].permission
    assert found.recommended not in found.forbidden
    assert found.clause.startswith("5.4.4.1")
    if found.status != "ok" and found.recommended in found.exceptional:
        assert found.condition_zh


def test_an_exception_holds_for_the_problems_that_it_is_meant_for() -> None:
    assert permitted("other_redline", 5, 1, "mine_damage").recommended == "reconstruction"
    capped = permitted("other_redline", 5, 1, "soil_erosion")
    assert (capped.recommended, capped.status) == ("assisted_regeneration", "capped_by_zone")
    assert permitted("core_protected", 3, 2, "invasive_species").status == "needs_justification"
    assert permitted("core_protected", 3, 2, "soil_erosion").recommended == "natural_regeneration"
    assert permitted("urban", 5, 1, "soil_erosion").recommended == "reconstruction"


def test_mines_and_coasts_have_standards_of_their_own() -> None:
    assert permitted("urban", 4, 1, "mine_damage").special == "5.4.4.1 g"
    assert permitted("urban", 4, 1, "coast_degradation").special == "5.4.4.1 h"
    assert permitted("urban", 4, 1, "soil_erosion").special == ""
    for clause in ("5.4.4.1 g", "5.4.4.1 h"):
        assert clause in STANDARD.clauses


def test_what_is_not_known_forbids_nothing() -> None:
    found = permitted("", 0, 0)
    assert (found.need, found.recommended, found.status) == ("", "", "ok")
    assert found.allowed == MODES
    with pytest.raises(ValueError, match="grade from 1 to 5"):
        permitted("urban", 6, 1)


def test_exceptions_are_about_exceptions() -> None:
    for key, row in load_exceptions().items():
        assert load_zone_modes()[key].permission == "exception"
        assert {*row.problems} <= WORDS["ecosystem_problem"].keys()
        assert row.source


def test_a_zone_asks_the_category_as_well_as_the_mode() -> None:
    core, redline = permitted("core_protected", 3, 3), permitted("other_redline", 3, 3)
    assert measure_permission(LIBRARY["closure"], "core_protected", core)[0] == "allowed"
    forbidden, why, why_en = measure_permission(LIBRARY["high_standard_farmland"], "core_protected", core)
    assert forbidden == "forbidden"
    assert why
    assert why_en
    assert measure_permission(LIBRARY["mine_restoration"], "other_redline", redline)[0] == "exception"
    assert measure_permission(LIBRARY["afforestation"], "", permitted("", 0, 0)) == ("allowed", "", "")


def test_choices_are_there() -> None:
    for key in ("effect_maturity", "measure_least_severity", "measure_least_area", "subproject_least_severity"):
        assert load_choices()[key].source
