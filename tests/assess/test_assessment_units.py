from pathlib import Path

import pytest
import shapely
from shapely.geometry import box

import county
from shanshui.workspace.derived_units import read_units
from staged import Run, run

EAST, SOUTH = county.WEST, county.SOUTH


def at(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return box(county.WEST + west, county.SOUTH + south, county.WEST + east, county.SOUTH + north)


def cut(root: Path, area: str, **layers: str) -> Run:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    text += "".join(f"  {role}: {{file: layers/{role}.gpkg}}\n" for role in layers)
    (root / "catalog.yaml").write_text(text, encoding="utf-8")
    county.set_parameters(root, assessment_unit_area=f"{area}, unit: km2")
    return run(root, "survey", "assess")


def found(done: Run) -> dict[str, float]:
    return {
        fact.subject.partition(":")[2]: float(fact.value or 0)
        for fact in done.facts.starting("assessment_unit:")
        if fact.attribute == "area"
    }


def test_basins_cut_by_townships(small_county: Path) -> None:
    # two basins of 4.5 km2, three townships; the northern strip of 0.3 km in the west is too small for itself
    county.vector(small_county, "basins", [county.LEFT, county.RIGHT], code=["B1", "B2"], name=["左溪", "右溪"])
    towns = [at(0, 0, 1500, 2700), at(0, 2700, 1500, 3000), at(1500, 0, 3000, 3000)]
    county.vector(small_county, "townships", towns, code=["101", "102", "103"], name=["甲乡", "乙乡", "丙乡"])
    done = cut(small_county, "2", basins="", townships="")
    areas = found(done)
    assert list(areas) == ["B1-101", "B2-103"]
    assert sum(areas.values()) == pytest.approx(float(done.facts.number("scope.area") or 0), rel=1e-9)
    assert done.facts.text("assessment_unit:B1-101.name") == "左溪甲乡片区"
    assert done.facts.codes("assessment_unit:B1-101.townships") == ("101", "102")
    assert done.facts.text("assessment_unit:B1-101.basin") == "B1"
    assert done.facts.number("scope.assessment_units.count") == 2
    assert done.facts.text("subproject:R-01.diagnosed_in") == "assessment_unit:B2-103"
    # whoever draws them finds them on disk
    drawn = read_units(small_county / "work", done.facts)
    assert {code: shape.name for code, shape in drawn.items()} == {"B1-101": "左溪甲乡片区", "B2-103": "右溪丙乡片区"}
    assert done.facts.text("field:assessment_units.content")


def test_ground_of_no_basin_is_cut_too(small_county: Path) -> None:
    county.vector(small_county, "basins", [county.LEFT], code=["B1"], name=["左溪"])
    areas = found(cut(small_county, "2", basins=""))
    assert list(areas) == ["B1", "0"]
    assert areas["0"] == pytest.approx(areas["B1"], rel=1e-3)


def test_sub_basins_are_found_on_the_terrain(small_county: Path) -> None:
    done = cut(small_county, "1")
    areas = found(done)
    assert len(areas) > 1
    assert min(areas.values()) > 400_000  # four tenths of the wished area
    # borders of basins run in steps of cells, each of which has an ellipsoidal area of its own
    assert sum(areas.values()) == pytest.approx(float(done.facts.number("scope.area") or 0), rel=1e-8)
    again = found(run(small_county, "survey", "assess"))
    assert again == areas


def test_a_scope_too_small_is_assessed_by_restoration_units(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    assert found(done) == {}
    assert done.facts.text("subproject:L-01.diagnosed_in") == "unit:L"
    assert not (small_county / "work" / "assessment_units.gpkg").exists()
