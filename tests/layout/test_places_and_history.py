"""Townships, villages, centres, basins, past projects and mines of the whole county, by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import shapely

import county
import staged
import whole
from shanshui.ledger import Facts
from whole import cell, no_layer, shapes
from whole.layers import SITES, at, point

HECTARE = 10_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return whole.write(tmp_path / "county")


def facts(root: Path) -> Facts:
    return staged.run(root, "survey", "layout").facts


def near(value: Decimal | None, wanted: float) -> bool:
    return value is not None and float(value) == pytest.approx(wanted, rel=1e-3)


def test_townships(root: Path) -> None:
    thirds = [at(0, 0, 650, 3000), at(650, 0, 1500, 3000), county.RIGHT]
    shapes("townships", thirds, code=["1", "2", "3"], name=["甲乡", "丙乡", "乙乡"])(root)
    found = facts(root)
    assert found["township:2.name"].value == "丙乡"
    assert found.codes("scope.townships.inside") == ("1", "2", "3")
    assert found.codes("unit:L.townships") == ("1", "2")
    assert found.codes("subproject:L-01.townships") == ("1", "2")  # 50 m of 600 m
    assert found.codes("subproject:L-01.townships.main") == ("1",)
    assert found.number("scope.no_township") == 0


def test_a_small_sub_project_lies_in_its_township(root: Path) -> None:
    shapes("subprojects", [at(10, 10, 40, 40)], code=["L-01"])(root)
    assert facts(root).codes("subproject:L-01.townships") == ("000001101",)


def test_villages_are_looked_for_by_name_and_the_nearest_counts(root: Path) -> None:
    cell("subprojects", "L-01", sites="甲一村、无此村；甲二村")(root)
    names, places = ["甲一村", "甲一村", "甲二村"], [point(2900, 2900), point(1000, 400), point(400, 1800)]
    shapes("villages", places, name=names, code=["1", "2", "3"])(root)
    found = facts(root)
    assert found.number("subproject:L-01.site.s1.distance") == 300
    assert "subproject:L-01.site.s2.distance" not in found
    assert found.number("subproject:L-01.site.s3.distance") == 1000


def test_centres(root: Path) -> None:
    cell("subprojects", "L-01", longitude="109.10806", latitude="26.56942")(root)  # 400 m east, 400 m north
    cell("subprojects", "R-01", longitude="109.10806", latitude="26.56942")(root)
    found = facts(root)
    assert found.number("subproject:L-01.centre.off_boundary") == 0
    assert found.number("subproject:L-01.centre.off_unit") == 0
    assert near(found.number("subproject:R-01.centre.off_boundary"), 1500)
    assert near(found.number("subproject:R-01.centre.off_unit"), 1100)


def test_basins(root: Path) -> None:
    found = facts(root)
    assert found["subproject:L-01.basin"].value == "XH1"
    assert found["basin:XH1.downstream"].value == "XH2"
    assert "basin:XH2.downstream" not in found


def test_past_projects_are_told_by_name(root: Path) -> None:
    strips = [at(2100, 1500, 2200, 1600), at(2200, 1500, 2300, 1600), at(200, 200, 400, 300), at(5000, 0, 5100, 100)]
    names, years = ["护岸工程", "护岸工程", "造林工程", "别县工程"], ["2015-2016", "2017年", "", ""]
    shapes("past_projects", strips, name=names, year=years, funding=["中央", "省级", "", ""])(root)
    found = facts(root)
    assert [found[f"past:{n}.name"].value for n in (1, 2)] == ["护岸工程", "造林工程"]
    assert "past:3.name" not in found
    assert found.number("past:1.year") == 2017
    assert found["past:1.funding"].value == "中央、省级"
    assert "past:2.year" not in found
    assert found.codes("subproject:R-02.past") == ("1",)
    assert near(found.number("subproject:R-02.past.p1.area"), 2 * HECTARE)
    assert found.codes("subproject:L-01.past") == ("2",)
    assert "subproject:L-02.past" not in found


def test_mines(root: Path) -> None:
    shapes("mines", [at(200, 200, 300, 300), at(250, 200, 350, 300)], name=["甲", "乙"])(root)
    found = facts(root)
    assert near(found.number("subproject:L-01.mines.area"), 1.5 * HECTARE)
    assert found.number("subproject:R-01.mines.area") == 0


def test_holes_parts_and_pairs(root: Path) -> None:
    hole = at(1200, 1800, 1400, 2000)
    shapes("scope", [county.SCOPE.difference(hole)], name=["小河流域"])(root)
    split = shapely.MultiPolygon([at(100, 100, 300, 800), at(400, 100, 700, 800), at(350, 100, 351, 110)])
    drawn = {**SITES, "L-01": split, "R-02": at(2100, 900, 2300, 2400)}
    shapes("subprojects", list(drawn.values()), code=list(drawn))(root)
    found = facts(root)
    assert near(found.number("scope.holes"), 4 * HECTARE)
    assert found.number("subproject:L-01.parts") == 2  # the third is a sliver
    assert found.number("unit:L.parts") == 1
    assert near(found.number("overlap:R-01+R-02.area"), 2 * HECTARE)
    assert found.codes("subproject:R-02.overlapping") == ("R-01",)
    assert "subproject:L-01.overlapping" not in found


def test_nothing_is_stated_without_its_layer(root: Path) -> None:
    for role in ("townships", "villages", "basins", "past_projects", "mines", "survey_area"):
        no_layer(role)(root)
    found = facts(root)
    gone = ("township:", "basin:", "past:", "scope.outside_survey", "scope.no_township", "scope.townships")
    parts = (".townships", ".site.", ".basin", ".past", ".mines")
    assert [key for key in found if key.startswith(gone) or any(part in key for part in parts)] == []
