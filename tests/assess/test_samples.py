"""Classes of sampled points, and the shares that comply (B.2-081, B.2-091)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import shapely

import county
from shanshui.geo import crs as reference
from staged import Run, run

HEAD = (
    "point",
    "medium",
    "parameter",
    "value",
    "unit",
    "date",
    "ph",
    "landuse",
    "target_class",
    "longitude",
    "latitude",
)
D = Decimal


def _degrees(x: float, y: float) -> tuple[str, str]:
    from pyproj import CRS

    turn = reference.transformer(CRS.from_epsg(county.EPSG), reference.CGCS2000)
    lon, lat = turn.transform(county.WEST + x, county.SOUTH + y)
    return f"{lon:.6f}", f"{lat:.6f}"


def _run(root: Path, *rows: tuple[str, ...]) -> Run:
    county.table(root, "samples", (HEAD, *((*row, *("",) * (len(HEAD) - len(row))) for row in rows)))
    return run(root, "survey", "assess")


def _water(
    point: str, parameter: str, value: str, target: str = "III", date: str = "2020-06-01", **more: str
) -> tuple[str, ...]:
    unit = "" if parameter == "pH" else "mg/L"
    return (
        point,
        "水",
        parameter,
        value,
        unit,
        date,
        "",
        more.get("landuse", ""),
        target,
        more.get("lon", ""),
        more.get("lat", ""),
    )


def test_share_of_sections_by_hand(small_county: Path) -> None:
    west, east = _degrees(500, 1500), _degrees(2500, 1500)
    done = _run(
        small_county,
        _water("上游", "氨氮", "0.5", "II", lon=west[0], lat=west[1]),
        _water("上游", "溶解氧", "6", "II", lon=west[0], lat=west[1]),
        _water("下游", "氨氮", "1.2", lon=east[0], lat=east[1]),
        _water("下游", "总磷", "0.2", lon=east[0], lat=east[1]),
        _water("无目标", "总磷", "0.5", ""),
    )
    facts = done.facts
    assert facts.text("samples:上游.water.class@2020") == "II"
    assert facts.text("samples:上游.water.complies@2020") == "yes"
    assert facts.text("samples:下游.water.class@2020") == "IV"
    assert facts.text("samples:下游.water.factors@2020") == "氨氮 IV、总磷 III"
    assert facts.text("samples:下游.water.exceeding@2020") == "氨氮（0.20）"
    assert facts.text("samples:无目标.water.class@2020") == "劣V"
    assert facts.number("scope.indicator.081@2020") == D("0.5")
    assert facts.number("scope.indicator.081.points@2020") == 2
    assert "1" in facts["scope.indicator.081@2020"].reason  # the one without target
    assert facts.number("unit:L.indicator.081@2020") == 1
    assert facts.number("unit:R.indicator.081@2020") == 0
    assert set(facts["unit:L.indicator.081@2020"].inputs) == {"table:samples", "samples:上游.water.complies@2020"}


def test_repeated_samples_are_averaged_and_years_told_apart(small_county: Path) -> None:
    facts = _run(
        small_county,
        _water("断面", "总磷", "0.1", date="2018-05-01"),
        _water("断面", "总磷", "0.15", date="2020-05-01"),
        _water("断面", "总磷", "0.29", date="2020-08-01"),
    ).facts
    assert facts.text("samples:断面.water.class@2018") == "II"
    assert facts.text("samples:断面.water.class@2020") == "IV"  # 0.22 on average
    assert facts.text("samples:断面.water.change@2020") == "II→IV"
    assert (facts.number("scope.indicator.081@2018"), facts.number("scope.indicator.081@2020")) == (1, 0)


@pytest.mark.parametrize(
    ("parameter", "value", "landuse", "quality", "complies"),
    [
        ("pH", "5.9", "", "II", "no"),
        ("pH", "9", "", "II", "yes"),
        ("水温", "35", "", "II", "yes"),
        ("粪大肠菌群", "99999", "", "II", "yes"),
        ("总氮", "1.8", "", "II", "yes"),
        ("总氮", "1.8", "水库水面", "V", "no"),
    ],
)
def test_what_makes_no_class(
    small_county: Path, parameter: str, value: str, landuse: str, quality: str, complies: str
) -> None:
    unit = {"pH": "", "水温": "℃", "粪大肠菌群": "个/L"}.get(parameter, "mg/L")
    other = ("甲", "水", parameter, value, unit, "2020-06-01", "", landuse, "III")
    facts = _run(small_county, _water("甲", "氨氮", "0.3", landuse=landuse), other).facts
    assert facts.text("samples:甲.water.class@2020") == quality
    assert facts.text("samples:甲.water.complies@2020") == complies


def test_values_below_the_detection_limit(small_county: Path) -> None:
    done = _run(
        small_county,
        _water("甲", "氨氮", "<0.4"),
        _water("乙", "氨氮", "0.025L"),
        _water("乙", "总磷", "未检出"),
        _water("丙", "总磷", "ND"),
    )
    assert done.facts.text("samples:甲.water.factors@2020") == "氨氮 II"  # 0.2, half of 0.4
    assert done.facts.text("samples:乙.water.factors@2020") == "氨氮 I、总磷 I"
    assert done.facts.number("scope.indicator.081.points@2020") == 3
    by_code = {finding.code: finding for finding in done.findings if finding.code.startswith("SAMPLE-")}
    assert by_code["SAMPLE-CENSORED"].got == "<0.4、<0.025"
    assert by_code["SAMPLE-CENSORED"].words["half"] == "0.2、0.0125"
    assert by_code["SAMPLE-UNDETECTED"].words["points"] == "乙、丙"


def test_sections_of_the_layer(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += "  water_quality: {file: layers/water_quality.gpkg}\n"
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    spots = [shapely.Point(county.WEST + x, county.SOUTH + 1500) for x in (500, 2500, 2600)]
    columns = {"target": ["Ⅲ类", "Ⅱ", "III"], "date": ["2020-12-31"] * 3, "class": ["Ⅱ类", "劣Ⅴ类", ""]}
    county.vector(small_county, "water_quality", spots, code=["W1", "W2", "W3"], name=["甲", "乙", "丙"], **columns)
    facts = _run(small_county, _water("丙", "氨氮", "0.9", "")).facts
    assert facts.number("scope.indicator.081@2020") == D("0.6666666667")
    assert facts.text("samples:W2.water.class@2020") == "劣V"
    assert facts.text("samples:丙.water.target@2020") == "III"  # its target, and its place, come from the layer
    assert facts.number("unit:R.indicator.081@2020") == D("0.5")


def test_without_any_sample(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    for code in ("081", "091"):
        fact = done.facts[f"scope.indicator.{code}@2020"]
        assert fact.value is None
        assert fact.reason
    assert done.codes().count("INDICATOR-ABSENT") >= 2


def _soil(point: str, parameter: str, value: str, ph: str = "6.0", landuse: str = "水田") -> tuple[str, ...]:
    return point, "土壤", parameter, value, "" if parameter == "pH" else "mg/kg", "2020-06-01", ph, landuse


def test_share_of_soil_points_by_hand(small_county: Path) -> None:
    done = _run(
        small_county,
        _soil("甲", "镉", "0.4"),
        _soil("乙", "镉", "0.41"),
        _soil("丙", "镉", "2.5"),
        _soil("丁", "砷", "50", "", "工业用地"),
        _soil("戊", "砷", "50", "", "居住用地"),
        _soil("戊", "铅", "10", "", "居住用地"),
    )
    facts = done.facts
    assert [facts.text(f"samples:{name}.soil.class@2020") for name in "甲乙丙丁戊"] == [
        "low",
        "possible",
        "high",
        "low",
        "possible",
    ]
    assert facts.number("scope.indicator.091@2020") == D("0.4")
    assert facts.text("samples:戊.soil.exceeding@2020") == "砷（1.50）"
    assert "SAMPLE-UNSURE" not in done.codes()  # pH does not matter on construction land


def test_soil_of_unknown_ph(small_county: Path) -> None:
    done = _run(
        small_county,
        _soil("甲", "镉", "0.2", ""),
        _soil("乙", "镉", "0.5", ""),
        _soil("丙", "镉", "0.5", ""),
        _soil("丙", "pH", "7.0", ""),
        _soil("丁", "镉", "0.9", "", ""),
    )
    facts = done.facts
    assert facts.number("scope.indicator.091.points@2020") == 3
    assert facts.number("scope.indicator.091.complying@2020") == 2
    assert "1" in facts["scope.indicator.091@2020"].reason
    assert facts.text("samples:乙.soil.class@2020") == "unknown"
    assert "samples:乙.soil.complies@2020" not in facts
    unsure = {f.words["point"]: f.words["done_en"] for f in done.findings if f.code == "SAMPLE-UNSURE"}
    assert set(unsure) == {"甲", "乙", "丁"}
    assert "left out" in unsure["乙"]
    assert "sure" in unsure["甲"]


def test_small_faults_are_survived(small_county: Path) -> None:
    done = _run(
        small_county,
        ("甲.1 号", "水", "氨氮", "0.4", "μg/L", "2020-06-01"),  # no unit that can be judged
        ("甲.1 号", "水", "臭氧", "0.4", "mg/L", "2020-06-01"),  # unknown
        _water("乙", "氨氮", "0.4", "好"),  # no class for a target
        _water("丙", "氨氮", "约0.4"),  # no number: told when the table is read
        _soil("丁", "有机质", "20"),
    )
    fact = done.facts["scope.indicator.081@2020"]
    assert fact.value is None
    assert done.facts.text("samples:乙.water.class@2020") == "II"
    assert not any(key.startswith("samples:丁") for key in done.facts)
