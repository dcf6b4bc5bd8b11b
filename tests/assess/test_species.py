"""Species of a small county (B.2-061 to B.2-064)."""

from __future__ import annotations

from pathlib import Path

import shapely

import county
from staged import Run, run


def _run(root: Path, **columns: list[str]) -> Run:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    (root / "catalog.yaml").write_text(text + "  species: {file: layers/species.gpkg}\n", encoding="utf-8")
    places = [(500, 500), (2500, 500), (2600, 600), (600, 700), (2500, 800), (700, 700), (9000, 500)]
    spots = [shapely.Point(county.WEST + x, county.SOUTH + y) for x, y in places]
    county.vector(root, "species", spots, **columns)
    return run(root, "survey", "assess")


NAMES = ["猕猴", "猕猴(Macaca mulatta)", "红豆杉", "红豆杉", "一枝黄花", "鲤", "远方的"]


def test_species_by_hand(small_county: Path) -> None:
    facts = _run(
        small_county,
        name=NAMES,
        status=["国家二级", "EN", "国家Ⅰ级；VU", "", "外来入侵", "", "国家一级"],
        native=["是", "", "本地", "", "否", "", "是"],
        date=["2018-05-01", "2019", "2008-07-01", "2015", "2020-01-01", "", "2020"],
    ).facts
    assert facts.number("scope.indicator.061@2020") == 4  # the one far away lies outside
    assert "1" in facts["scope.indicator.061@2020"].reason  # one record without date
    assert facts.number("scope.indicator.062@2020") == 1  # the yew of 2015 is not said to be native
    assert facts.text("scope.indicator.063@2020") == (
        "共 1 种：国家二级重点保护 1 种、濒危 1 种；"
        "与 2001–2010 年的记录相比，新记录 1 种（猕猴），未再记录 1 种（红豆杉）"
    )
    assert facts.text("scope.indicator.064@2020").startswith("共 1 种：外来入侵 1 种；与")
    assert facts.number("scope.species.invasive@2020") == 1
    assert facts.number("unit:L.indicator.061@2020") == 3
    assert facts.text("unit:L.indicator.064@2020") == "未记录到"
    assert facts.number("unit:R.species.important@2020") == 1


def test_names_alone(small_county: Path) -> None:
    facts = _run(small_county, name=NAMES).facts
    assert facts.number("scope.indicator.061@2020") == 4
    assert facts["scope.indicator.062@2020"].value is None
    assert facts["scope.indicator.062@2020"].reason
    assert facts["scope.indicator.063@2020"].value is None  # nobody says which are important
    assert "状态" in facts["scope.indicator.063@2020"].reason


def test_a_place_without_records_is_not_without_species(small_county: Path) -> None:
    facts = _run(small_county, name=NAMES, date=["1990"] * 7).facts
    assert facts["scope.indicator.061@2020"].value is None
    assert facts["scope.indicator.061@2020"].reason
    assert "unit:L.indicator.061@2020" not in facts


def test_without_the_layer(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    for code in ("061", "062", "063", "064"):
        fact = done.facts[f"scope.indicator.{code}@2020"]
        assert fact.value is None
        assert "物种记录" in fact.reason
