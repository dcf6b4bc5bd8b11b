"""The list of places: what of each county, township and village lies in the scope."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

import county
from shanshui.ledger import Facts
from staged import run

X, Y, SIDE = county.WEST, county.SOUTH, county.SIDE


def told(root: Path, **layers: str) -> Facts:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    text += "".join(f"  {role}: {{file: layers/{role}.gpkg{more}}}\n" for role, more in layers.items())
    (root / "catalog.yaml").write_text(text, encoding="utf-8")
    return run(root, "survey", "layout").facts


def value(facts: Facts, key: str) -> float:
    return float(facts.number(key) or 0)


def test_townships_with_share_of_themselves_and_of_the_scope(small_county: Path) -> None:
    half_out = shapely.box(X + SIDE / 2, Y, X + 1.5 * SIDE, Y + SIDE)  # half of it lies east of the scope
    away = shapely.box(X + 2 * SIDE, Y, X + 3 * SIDE, Y + SIDE)
    shapes = [county.LEFT, half_out, away]
    county.vector(small_county, "townships", shapes, code=["101", "102", "103"], name=["甲乡", "乙乡", "丙乡"])
    facts = told(small_county, townships="")
    whole = value(facts, "scope.area")
    assert value(facts, "township:101.inside.area") == pytest.approx(4.5e6, rel=1e-3)
    assert value(facts, "township:101.inside.share") == pytest.approx(1, abs=1e-6)
    assert value(facts, "township:102.inside.area") == pytest.approx(4.5e6, rel=1e-3)
    assert value(facts, "township:102.inside.share") == pytest.approx(0.5, rel=1e-3)
    assert facts.number("township:103.inside.area") == 0
    shares = [value(facts, f"township:{code}.inside.of_scope") for code in ("101", "102", "103")]
    assert sum(shares) == pytest.approx(1, abs=1e-6)
    assert value(facts, "township:102.inside.area") / whole == pytest.approx(shares[1], abs=1e-9)


def test_villages_are_counted_where_they_lie(small_county: Path) -> None:
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["101", "102"], name=["甲乡", "乙乡"])
    spots = [shapely.Point(X + 500, Y + 500), shapely.Point(X + 600, Y + 900), shapely.Point(X - 500, Y)]
    county.vector(small_county, "villages", spots, name=["东村", "西村", "界外村"], township=["甲乡"] * 3)
    facts = told(small_county, townships="", villages="")
    assert facts.number("scope.villages.count") == 2
    assert facts.number("township:101.villages.count") == 2
    assert facts.codes("township:101.villages") == ("东村", "西村")
    assert facts.number("township:102.villages.count") == 0
    assert facts.text("township:102.villages") == ""
    assert facts.text("village:n1.name") == ""  # a point has no area to tell


def test_drawn_villages_have_areas(small_county: Path) -> None:
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["101", "102"], name=["甲乡", "乙乡"])
    inside, across = shapely.box(X, Y, X + 500, Y + 500), shapely.box(X + SIDE - 300, Y, X + SIDE + 300, Y + 1000)
    county.vector(small_county, "villages", [inside, across], code=["101001", ""], name=["东村", "边村"])
    facts = told(small_county, townships="", villages="")
    assert facts.text("village:101001.name") == "东村"
    assert facts.text("village:101001.township") == "101"
    assert value(facts, "village:101001.inside.share") == pytest.approx(1, abs=1e-6)
    assert facts.text("village:n2.name") == "边村"
    assert value(facts, "village:n2.inside.area") == pytest.approx(3e5, rel=1e-3)
    assert value(facts, "village:n2.inside.share") == pytest.approx(0.5, rel=1e-3)


def test_a_village_between_townships_goes_by_what_it_names(small_county: Path) -> None:
    north = shapely.box(X, Y + 1000, X + SIDE, Y + SIDE)
    county.vector(small_county, "townships", [north], code=["101"], name=["甲乡"])
    county.vector(small_county, "villages", [shapely.Point(X + 500, Y + 500)], name=["南村"], township=["甲乡"])
    facts = told(small_county, townships="", villages="")
    assert facts.codes("township:101.villages") == ("南村",)


def test_province_and_prefecture_of_the_name(small_county: Path) -> None:
    facts = told(small_county)
    assert facts.text("scope.province") == "测试省"
    assert facts.text("scope.prefecture") == "测试市"
    assert facts.text("county:000001.name") == "测试县"
    assert facts.number("county:000001.inside.area") is None


@pytest.mark.parametrize(
    ("region", "province", "prefecture"),
    [
        ("贵州省黔东南州锦屏县", "贵州省", "黔东南州"),
        ("广西壮族自治区桂林市阳朔县", "广西壮族自治区", "桂林市"),
        ("重庆市城口县", "重庆市", ""),
        ("内蒙古自治区锡林郭勒盟", "内蒙古自治区", "锡林郭勒盟"),
        ("湖南省湘西土家族苗族自治州凤凰县", "湖南省", "湘西土家族苗族自治州"),
        ("某流域", "", ""),
    ],
)
def test_names_of_regions(small_county: Path, region: str, province: str, prefecture: str) -> None:
    county.edit(small_county / "project.yaml", "region: 测试省测试市测试县", f"region: {region}")
    facts = told(small_county)
    assert (facts.text("scope.province"), facts.text("scope.prefecture")) == (province, prefecture)


def test_a_county_with_its_layer(small_county: Path) -> None:
    wide = shapely.box(X - SIDE, Y, X + SIDE, Y + SIDE)
    county.vector(small_county, "county", [wide], code=["000001"], name=["测试县"])
    facts = told(small_county, county="")
    assert value(facts, "county:000001.inside.share") == pytest.approx(0.5, rel=1e-3)
    assert value(facts, "county:000001.inside.of_scope") == pytest.approx(1, abs=1e-6)


def test_what_of_sub_projects_leaves_the_scope(small_county: Path) -> None:
    across = shapely.box(X + SIDE - 300, Y, X + SIDE + 300, Y + 1000)
    county.vector(small_county, "subprojects", [across], code=["R-01"])
    facts = told(small_county)
    assert value(facts, "implementation_area.area") == pytest.approx(6e5, rel=1e-3)
    assert value(facts, "implementation_area.outside_scope") == pytest.approx(3e5, rel=1e-3)
    # the affected area is the scope less the implementation area within it, and not less all of it
    parts = value(facts, "affected_area.area") + value(facts, "implementation_area.area")
    assert parts - value(facts, "implementation_area.outside_scope") == pytest.approx(
        value(facts, "scope.area"), rel=1e-9
    )
