"""The data that only rules read: zones and modes, limits, endings."""

from __future__ import annotations

from itertools import product

import pytest

from shanshui.quantity import unit
from shanshui.standard import load
from shanshui.standard.limits import load_endings, load_limits
from shanshui.standard.zone_modes import ZoneMode, load_zone_modes


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
    assert {ending.of for ending in load_endings()} == {"project", "unit", "subproject"}
    assert all(load().clause_exists(ending.clause) for ending in load_endings())
