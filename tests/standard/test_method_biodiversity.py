"""Data of habitats and species: of one piece with the classification and the choices."""

from __future__ import annotations

import pytest

from shanshui.standard import load
from shanshui.standard.method.choices import load_choices
from shanshui.standard.method.habitat import load_habitat_suitability, load_habitat_threats
from shanshui.standard.method.species import load_species_statuses, native, statuses

STANDARD = load()


def test_every_class_has_a_suitability() -> None:
    table = load_habitat_suitability()
    assert {str(code) for code in table} == set(STANDARD.classes["hj1166"].classes)
    for row in table.values():
        values = (row.suitability, *(row.sensitivity(key) for key in load_habitat_threats()))
        assert all(0 <= value <= 1 for value in values), row.code


def test_every_threat_has_its_choices_and_known_sources() -> None:
    for key, threat in load_habitat_threats().items():
        assert {f"habitat_{key}_distance", f"habitat_{key}_weight"} <= set(load_choices())
        assert {str(code) for code in threat.codes} <= set(STANDARD.classes["hj1166"].classes)
        assert set(threat.layers) <= set(STANDARD.layers)
        assert threat.codes or threat.layers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国家一级保护动物", {"national_1"}),
        ("国家II级重点保护", {"national_2"}),
        ("极度濒危", {"critical"}),
        ("濒危（EN）；国家二级", {"endangered", "national_2"}),
        ("省级二级重点保护", {"provincial"}),
        ("VU", {"vulnerable"}),
        ("旗舰物种、指示种", {"flagship", "indicator"}),
        ("无危LC", set()),
        ("三有动物", set()),
        ("外来入侵", {"invasive"}),
        ("", set()),
    ],
)
def test_standings_as_people_write_them(text: str, found: set[str]) -> None:
    assert statuses(text) == found


def test_origin_as_people_write_it() -> None:
    assert [native(text) for text in ("是", "否", "本地", "外来种", "非本地", "引入", "", "?")] == [
        True, False, True, False, False, False, None, None,
    ]  # fmt: skip


def test_each_word_belongs_to_one_standing() -> None:
    words = [word for row in load_species_statuses().values() for word in row.words]
    assert len(words) == len(set(words))
