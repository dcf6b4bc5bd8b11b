from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import county
from shanshui.standard import load
from staged import run

FIRST = ("forest", "shrubland", "grassland", "wetland", "cropland", "urban", "desert", "other")


def test_composition_closes_on_the_area(small_county: Path) -> None:
    facts = run(small_county, "survey", "assess").facts
    for subject in ("scope", "unit:L", "unit:R"):
        parts = [facts.number(f"{subject}.indicator.013.{name}.area@2020") for name in FIRST]
        shares = [facts.number(f"{subject}.indicator.013.{name}.share@2020") for name in FIRST]
        assert sum(p for p in parts if p is not None) == facts.number(f"{subject}.area")
        assert sum(s for s in shares if s is not None) == 1
        seconds = [
            f.value
            for f in facts.starting(f"{subject}.indicator.013.c")
            if f.attribute.endswith(("12.area", "51.area", "61.area"))
        ]
        assert sum(v for v in seconds if isinstance(v, Decimal)) == facts.number(f"{subject}.area")


def test_composition_by_hand(small_county: Path) -> None:
    # of 100 x 100 cells of the scope 20 columns are fields, but for a village of 4 x 4
    facts = run(small_county, "survey", "assess").facts
    area = facts.number("scope.area")
    assert area is not None
    assert facts.number("scope.indicator.013.cropland.share@2020") == Decimal("0.1984")
    assert facts.number("scope.indicator.013.urban.share@2020") == Decimal("0.0016")
    assert facts.number("scope.indicator.031@2020") == Decimal("0.8")
    forest = facts.number("scope.indicator.013.forest.area@2020")
    assert forest == pytest.approx(area * Decimal("0.8"), abs=Decimal("0.001"))
    assert facts["scope.indicator.031@2020"].method == "indicators.vegetation.forest_cover"
    assert "layer:landcover" in facts["scope.indicator.031@2020"].inputs


def test_ground_without_data_is_told_apart(small_county: Path) -> None:
    cells = county.covers()
    cells[20:40] = 0
    cells[10:20] = 99
    county.raster(small_county, "landcover", cells, nodata=0)
    facts = run(small_county, "survey", "assess").facts
    area, unknown = facts.number("scope.area"), facts.number("scope.indicator.013.unknown.area@2020")
    assert area is not None
    assert unknown == pytest.approx(area * Decimal("0.3"), abs=Decimal("0.001"))
    parts = [facts.number(f"scope.indicator.013.{name}.area@2020") for name in FIRST]
    assert sum(p for p in parts if p is not None) + unknown == area
    shares = [facts.number(f"scope.indicator.013.{name}.share@2020") for name in FIRST]
    assert sum(s for s in shares if s is not None) == 1


def test_two_years(small_county: Path) -> None:
    county.raster(small_county, "landcover_2010", np.full((120, 120), 14, "uint8"))
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += "  landcover_2010: {file: layers/landcover_2010.tif, classes: hj1166}\n"
    text += "  landcover_2020: {file: layers/landcover_2010.tif, classes: hj1166}\n"
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    facts = run(small_county, "survey", "assess").facts
    assert facts.number("scope.indicator.013.forest.share@2010") == 1
    assert facts.number("scope.indicator.031@2010") == 0  # sparse forest is no forest
    assert facts.number("scope.indicator.031@2020") == Decimal("0.8")


@pytest.mark.parametrize(
    ("classes", "forest", "field"), [("clcd", 2, 1), ("gbt21010", 301, 103), ("worldcover", 10, 40)]
)
def test_other_classifications(small_county: Path, classes: str, forest: int, field: int) -> None:
    codes = np.where(county.covers() == 12, forest, field).astype("uint16")
    county.raster(small_county, "landcover", codes)
    county.edit(small_county / "catalog.yaml", "classes: hj1166", f"classes: {classes}")
    done = run(small_county, "survey", "assess")
    assert done.codes("landcover") == []
    assert done.facts.number("scope.indicator.031@2020") == Decimal("0.8")
    assert done.facts.number("scope.indicator.013.cropland.share@2020") == Decimal("0.2")


def test_relief(small_county: Path) -> None:
    facts = run(small_county, "survey", "assess").facts
    heights = county.relief()[10:110, 10:110]  # its cells lie 10 m beside those of the project's grid
    assert float(facts.number("scope.elevation.mean") or 0) == pytest.approx(heights.mean(), abs=0.1)
    assert float(facts.number("scope.elevation.max") or 0) == pytest.approx(heights.max(), abs=3)
    assert float(facts.number("scope.elevation.min") or 0) == pytest.approx(heights.min(), abs=3)
    # 3 m across and 2 m down a cell of 30 m
    steep = float(np.degrees(np.arctan(np.hypot(3, 2) / 30)))
    assert float(facts.number("scope.slope.mean") or 0) == pytest.approx(steep, abs=0.05)
    parts = [facts.number(f"scope.slope.class{n}.area") for n in range(1, 6)]
    assert sum(p for p in parts if p is not None) == facts.number("scope.area")
    # but for the two columns of the valley floor
    assert facts.number("scope.slope.class3.share") == Decimal("0.98")
    assert sum(facts.number(f"unit:L.slope.class{n}.share") or 0 for n in range(1, 6)) == 1


def test_land_use_of_parcels(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += '  landuse: {file: layers/landuse.gpkg, classes: gbt21010, date: "2019-12-31"}\n'
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    over = county.RIGHT.union(county.RIGHT.buffer(500))
    kinds = ["0301", "0103K"]
    county.vector(small_county, "landuse", [county.LEFT, over.difference(county.LEFT)], **{"class": kinds})
    facts = run(small_county, "survey", "assess").facts
    assert facts.number("scope.landuse.0301.area@2019") == facts.number("scope.landuse.03.area@2019")
    fields = facts.number("scope.landuse.0103.area@2019")
    assert fields == pytest.approx(facts.number("unit:R.area"), abs=Decimal("0.01"))
    assert set(facts["scope.landuse.01.area@2019"].inputs) == {"layer:landuse", "layer:scope"}


def test_without_rasters(small_county: Path) -> None:
    (small_county / "layers" / "dem.tif").unlink()
    (small_county / "layers" / "landcover.tif").unlink()
    facts = run(small_county, "survey", "assess").facts
    assert not facts.starting("scope.elevation")
    assert [fact.id for fact in facts.starting("scope.indicator") if fact.value is not None] == []
    assert all(fact.reason for fact in facts.starting("scope.indicator"))


def test_table_b3(small_county: Path) -> None:
    (table,) = (t for t in run(small_county, "survey", "assess").tables if t.id == "B.3")
    assert (table.id, table.columns) == ("B.3", load().tables["B.3"].keys())
    assert [row.cells[:2] for row in table.rows] == [
        ("1", "上游水土流失保护修复单元"),
        ("2", "下游农田质量保护修复单元"),
    ]
    assert table.cell(0, "problem_type") == "水土流失"
    assert table.cell(0, "degradation") == ""


def test_own_assessment_units_fill_table_b3(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += "  assessment_units: {file: layers/assessment_units.gpkg}\n"
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    county.vector(small_county, "assessment_units", [county.SCOPE], code=["1"], name=["小河源"])
    (table,) = (t for t in run(small_county, "survey", "assess").tables if t.id == "B.3")
    assert [row.cells[1] for row in table.rows] == ["小河源"]


def test_patches_of_scope_and_units(small_county: Path) -> None:
    facts = run(small_county, "survey", "assess").facts
    # forest on both slopes and the fields between them, in which the village lies
    assert facts.number("scope.indicator.011@2020") == 3
    assert facts.number("scope.indicator.012@2020") == pytest.approx(4 / (facts.number("scope.area") / 1_000_000))
    # the border of the units runs through the fields; the village lies in the eastern one
    assert (facts.number("unit:L.indicator.011@2020"), facts.number("unit:R.indicator.011@2020")) == (2, 3)
