"""The data that only rules read: zones and modes, limits, endings."""

from __future__ import annotations

from itertools import product

import pytest

from shanshui.quantity import unit
from shanshui.standard import load
from shanshui.standard.judging.control_lines import in_core, load_control_lines
from shanshui.standard.judging.land_effects import load_land_effects
from shanshui.standard.judging.limits import load_endings, load_limits
from shanshui.standard.judging.work_order import load_leading_categories, load_work_order
from shanshui.standard.judging.zone_modes import (
    ZoneMode,
    load_category_standards,
    load_zone_categories,
    load_zone_measures,
    load_zone_modes,
)


def test_every_zone_has_a_word_on_every_mode() -> None:
    vocabularies = load().vocabularies
    pairs = {f"{zone}/{mode}" for zone, mode in product(vocabularies["control_zone"], vocabularies["mode"])}
    assert set(load_zone_modes()) == pairs


@pytest.mark.parametrize("entry", load_zone_modes().values(), ids=lambda e: f"{e.zone}/{e.mode}")
def test_zone_modes_cite_the_code_and_say_when(entry: ZoneMode) -> None:
    assert load().clause_exists(entry.clause)
    assert bool(entry.condition_zh) == bool(entry.condition_en)
    assert entry.condition_zh or (entry.permission == "allowed" and entry.certainty == "A")


def test_limits_have_known_units_and_sources() -> None:
    for limit in load_limits().values():
        assert unit(limit.unit).code == limit.unit
        assert limit.value > 0
        assert load().clause_exists(limit.clause)


def test_endings_cite_the_code() -> None:
    assert {ending.of for ending in load_endings()} == {"project", "unit", "subproject", "village"}
    assert all(load().clause_exists(ending.clause) for ending in load_endings())


def test_zones_measures_and_order_name_known_words() -> None:
    words = load().vocabularies
    for line in load_control_lines().values():
        assert line.zone in words["control_zone"]
        assert load().role(line.layer) is not None
        assert load().clause_exists(line.clause)
    for measure in load_zone_measures().values():
        assert measure.zone in words["control_zone"]
        assert measure.category in words["measure_category"]
        assert load().clause_exists(measure.clause)
    for entry in load_zone_categories():
        assert entry.zone in words["control_zone"]
        assert entry.category in words["subproject_category"]
    for pair in load_work_order():
        assert {pair.before, pair.after} <= set(words["measure_category"])
        assert load().clause_exists(pair.clause)
    assert set(load_leading_categories()) | {s.category for s in load_category_standards()} <= set(
        words["subproject_category"]
    )
    for effect in load_land_effects().values():
        assert effect.indicator in words["performance"]
        assert load().classes["gbt21010"].classes[effect.into].level == 1


def test_work_order_is_an_order() -> None:
    done: set[str] = set()
    pairs = list(load_work_order())
    while pairs:
        free = {pair.before for pair in pairs} - {pair.after for pair in pairs}
        assert free, f"a circle among {pairs}"
        done |= free
        pairs = [pair for pair in pairs if pair.before not in free]


@pytest.mark.parametrize(
    ("word", "core"), [("core", True), ("核心保护区", True), ("一般控制区", False), ("", False), ("None", False)]
)
def test_cores_of_reserves_are_known_by_their_words(word: str, core: bool) -> None:
    assert in_core(word, load().vocabularies["control_zone"]) is core
