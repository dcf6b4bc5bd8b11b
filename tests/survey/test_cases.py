"""Case studies: how like each is to the problems found here."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import county
from shanshui.finding import Place
from shanshui.standard import Record, Value
from shanshui.survey.cases import ATTRIBUTES, MOISTURE, Here, likeness_of, moisture
from staged import run

_HEADER = ("name", "measure", "year", "scale", "problems", "natural_region", "climate", "source")
_HERE = Here(
    frozenset({"soil_erosion", "farmland_degradation"}),
    "central",
    "humid",
    {"closure": {"m2": Decimal(400_000)}, "station": {"count": Decimal(4)}},
    {"closure": "植被", "planting": "植被", "dam": "工程"},
)


def _case(**values: Value) -> Record:
    blank: dict[str, Value] = dict.fromkeys(_HEADER)
    return Record("cases", {**blank, **values}, Place(row=2))


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"problems": ("soil_erosion",)}, {"problems": 1.0}),
        ({"problems": ("soil_erosion", "salinization")}, {"problems": 0.5}),
        ({"natural_region": "central"}, {"region": 1.0}),
        ({"natural_region": "plateau"}, {"region": 0.0}),
        ({"measure": "closure"}, {"measure": 1.0}),
        ({"measure": "planting"}, {"measure": 0.5}),
        ({"measure": "dam"}, {"measure": 0.0}),
        ({"measure": "closure", "scale": "封育 40 公顷，投资 70 万元"}, {"measure": 1.0, "scale": 1.0}),
        ({"measure": "closure", "scale": "400 公顷"}, {"measure": 1.0, "scale": 0.0}),
        ({"measure": "closure", "scale": "投资 70 万元"}, {"measure": 1.0}),
        ({"climate": "semi_humid"}, {"climate": 0.5}),
        ({"climate": "arid"}, {"climate": 0.0}),
        ({}, {}),
    ],
)
def test_likeness_by_hand(values: dict[str, Value], wanted: dict[str, float]) -> None:
    assert likeness_of(_case(**values), _HERE) == pytest.approx(wanted)


@given(
    st.lists(st.sampled_from(["soil_erosion", "salinization", "geohazard"]), min_size=1, unique=True),
    st.sampled_from(["central", "north"]),
    st.sampled_from(MOISTURE),
    st.floats(0.01, 1e6),
)
def test_likeness_lies_between_nought_and_one(problems: list[str], region: str, climate: str, size: float) -> None:
    row = _case(
        problems=tuple(problems), natural_region=region, climate=climate, measure="closure", scale=f"{size:.2f} 公顷"
    )
    found = likeness_of(row, _HERE)
    assert set(found) <= set(ATTRIBUTES)
    assert all(0 <= value <= 1 for value in found.values())


@given(st.floats(0, 12_000), st.floats(0, 12_000))
def test_more_rain_is_never_drier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert MOISTURE.index(moisture(low)) <= MOISTURE.index(moisture(high))


def _cases(root: Path, *rows: tuple[str, ...]) -> None:
    county.table(root, "cases", (_HEADER, *rows))


def test_the_whole_is_the_weighted_mean_of_what_is_told(small_county: Path) -> None:
    county.edit(
        small_county / "project.yaml",
        "care_years: 3",
        "care_years: 3\nparameters: {natural_region: {value: central, source: 测试}, "
        "climate_zone: {value: humid, source: 测试}}",
    )
    _cases(
        small_county,
        ("甲案", "closure", "2018", "40 公顷", "水土流失、土壤污染", "华中", "半湿润", "甲"),
        ("乙案", "closure", "2018", "40 公顷", "", "华中", "湿润", "甲"),
        ("丙案", "", "2018", "", "水土流失", "", "", "甲"),
    )
    facts = run(small_county, "survey").facts
    # problems 0.5·0.4, region 1·0.2, measure 1·0.2, scale 1·0.1, climate 0.5·0.1
    assert facts.number("case:2.likeness") == Decimal("0.75")
    assert facts.number("case:2.likeness.known") == 1
    assert "生态问题 0.50（水土流失、土壤污染）" in facts.text("case:2.likeness.grounds")
    assert "措施 1.00（封育治理）" in facts.text("case:2.likeness.grounds")
    assert facts["case:3.likeness"].value is None
    assert facts["case:3.likeness"].reason
    assert facts.number("case:4.likeness") == 1
    assert facts.number("case:4.likeness.known") == Decimal("0.4")
    assert "likeness_problems=0.4" in facts["case:2.likeness"].source


def test_the_climate_comes_from_the_rain(small_county: Path) -> None:
    import numpy as np

    county.raster(small_county, "precipitation", np.tile(np.linspace(500, 600, 120), (120, 1)).astype("float32"))
    path = small_county / "catalog.yaml"
    line = "  precipitation: {file: layers/precipitation.tif, unit: mm, date: '2020', provider: 测试}\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    _cases(small_county, ("甲案", "closure", "2018", "", "水土流失", "", "半湿润", "甲"))
    facts = run(small_county, "survey").facts
    assert facts.number("case:2.likeness.climate") == 1
    assert "layer:precipitation.mean" in facts["case:2.likeness.climate"].inputs
