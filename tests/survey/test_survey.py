from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely

import county
from shanshui.geo.areas import ellipsoidal
from shanshui.ledger import Basis
from staged import run


def test_areas_and_extent(small_county: Path) -> None:
    facts = run(small_county, "survey").facts
    area = facts["scope.area"]
    assert isinstance(area.value, Decimal)
    assert float(area.value) == pytest.approx(ellipsoidal([county.SCOPE], county.EPSG)[0], abs=1e-3)
    assert facts.number("scope.planar_area") == 9_000_000
    assert (area.unit, area.basis, area.clause, area.source) == ("m2", Basis.MEASURED, "3.2", "layers/scope.gpkg")
    assert area.inputs == ("layer:scope",)
    halves = [facts.number(f"unit:{code}.area") for code in "LR"]
    assert sum(h for h in halves if h is not None) == pytest.approx(area.value, abs=Decimal("0.01"))
    assert facts["scope.west"].unit == "deg"
    assert Decimal("109.1") < facts["scope.west"].value < facts["scope.east"].value < Decimal("109.2")
    assert facts.number("survey_area.area") == area.value


def test_counts_and_statements(small_county: Path) -> None:
    text = (small_county / "project.yaml").read_text(encoding="utf-8")
    (small_county / "project.yaml").write_text(
        text + "declared_area: {value: 9, unit: km², source: 测试规划}\n", encoding="utf-8"
    )
    facts = run(small_county, "survey").facts
    assert facts.number("scope.units.count") == 2
    assert facts.number("scope.subprojects.count") == 3
    assert facts.number("scope.declared_area") == 9_000_000
    assert facts["scope.declared_area"].source == "测试规划"
    assert facts["scope.declared_area"].basis is Basis.ENTERED
    years = [facts.number(f"scope.{k}") for k in ("base_year", "build_years.start", "build_years.end", "care_years")]
    assert years == [2020, 2021, 2023, 3]


def test_layers_of_the_correct_county(small_county: Path) -> None:
    done = run(small_county, "survey")
    assert done.facts.number("layer:dem.resolution") == 30
    assert done.facts.number("layer:landcover.coverage") == 1
    assert done.facts.number("layer:units.features") == 2
    assert done.facts.number("layer:units.coverage") == 1
    assert set(done.codes()) == {"LAYER-ABSENT", "INVENTORY-GAP", "SURVEY-UNDRAWN"}
    assert not [f for f in done.findings if f.place.layer in ("dem", "landcover", "units", "scope")]


def test_units_made_of_townships(small_county: Path) -> None:
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["1", "2"], name=["甲", "乙"])
    county.edit(
        small_county / "catalog.yaml", "  units: {file: layers/units.gpkg", "  townships: {file: layers/townships.gpkg"
    )
    rows = county.TABLES["units"]
    towns = (
        ("code", "natural_unit", "focus", "townships"),
        ("L", "上游", "水土流失", "1"),
        ("R", "下游", "农田质量", "2"),
    )
    assert len(towns) == len(rows)
    county.table(small_county, "units", towns)
    facts = run(small_county, "survey").facts
    assert facts["unit:L.area"].inputs == ("layer:townships", "table:units")
    assert facts.number("unit:L.area") == facts.number("township:1.area")
    assert facts.number("scope.townships.count") == 2


def test_no_scope(small_county: Path) -> None:
    (small_county / "layers" / "scope.gpkg").unlink()
    done = run(small_county, "survey", "assess", "layout")
    assert "LAYER-MISSING" in done.codes("scope")
    assert done.facts["scope.area"].value is None
    assert done.facts["scope.area"].reason
    assert not done.facts.starting("scope.indicator")


def test_needed_and_absent_layers(small_county: Path) -> None:
    county.edit(small_county / "catalog.yaml", "  dem:", "  precipitation:")
    done = run(small_county, "survey")
    assert done.codes("dem") == ["LAYER-NEEDED"]
    assert done.codes("rivers") == ["LAYER-ABSENT"]
    assert done.codes("villages") == []


def test_a_hole_in_the_cover(small_county: Path) -> None:
    cells = county.covers()
    cells[20:40] = 0
    county.raster(small_county, "landcover", cells, nodata=0)
    done = run(small_county, "survey")
    assert done.codes("landcover") == ["LAYER-COVERAGE"]
    assert done.facts.number("layer:landcover.coverage") == Decimal("0.8")
    (finding,) = [f for f in done.findings if f.code == "LAYER-COVERAGE"]
    assert finding.words["share"] == "80.00%"


def test_unknown_codes_with_their_area(small_county: Path) -> None:
    cells = county.covers()
    cells[50:60, 20:30] = 99
    county.raster(small_county, "landcover", cells)
    (finding,) = [f for f in run(small_county, "survey").findings if f.code == "LAYER-CODE"]
    assert finding.got == "99"
    assert finding.words["area"] == "9.00 hm²"


@pytest.mark.parametrize("classes", ["", "corine"])
def test_classes_that_nobody_knows(small_county: Path, classes: str) -> None:
    county.edit(small_county / "catalog.yaml", "classes: hj1166", f'classes: "{classes}"')
    assert run(small_county, "survey").codes("landcover") == ["LAYER-CLASSES"]
    done = run(small_county, "survey", "assess")
    assert all(fact.value is None for fact in done.facts.starting("scope.indicator"))


def test_coarse_cells(small_county: Path) -> None:
    edit = '  dem: {file: layers/dem.tif, kind: raster, unit: m, date: "2020-12-31", provider: 测试}\n'
    county.edit(small_county / "catalog.yaml", edit, edit.replace("dem.tif", "coarse.tif"))
    import rasterio

    with rasterio.open(
        small_county / "layers" / "coarse.tif", "w", driver="GTiff", width=60, height=60, count=1, dtype="float32",
        crs="EPSG:4545", transform=rasterio.Affine(90, 0, county.WEST - 900, 0, -90, county.SOUTH + 4500),
    ) as out:  # fmt: skip
        out.write(np.arange(3600, dtype="float32").reshape(60, 60), 1)
    done = run(small_county, "survey")
    assert done.codes("dem") == ["LAYER-RESOLUTION", "LAYER-ALIGNED"]
    assert done.facts.number("layer:dem.resolution") == 90


def test_synthetic_old_and_unmatched(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    text += '  landuse: {file: layers/landuse.gpkg, classes: gbt21010, date: "2015", synthetic: true}\n'
    (small_county / "catalog.yaml").write_text(text, encoding="utf-8")
    shapes = [county.LEFT, county.RIGHT]
    county.vector(small_county, "landuse", shapes, **{"class": ["0301", "9999"], "area": [450.0, -1.0]})
    county.vector(small_county, "units", shapes, code=["L", "RR"])
    done = run(small_county, "survey")
    assert done.codes("landuse") == ["LAYER-SYNTHETIC", "LAYER-AGE", "LAYER-VALUE", "LAYER-CODE"]
    (unmatched,) = [f for f in done.findings if f.code == "LAYER-UNMATCHED"]
    assert (unmatched.got, unmatched.place.feature) == ("RR", "RR")
    assert done.facts["layer:landuse.features"].synthetic
    assert not done.facts["scope.area"].synthetic


def test_inventory(small_county: Path) -> None:
    done = run(small_county, "survey")
    wanted, held = done.facts.number("inventory.wanted"), done.facts.number("inventory.held")
    gaps = [f for f in done.findings if f.code == "INVENTORY-GAP"]
    assert wanted is not None
    assert held == wanted - len(gaps)
    county.table(
        small_county,
        "inventory",
        (
            ("category", "item", "name", "held"),
            ("自然资源与生态环境", "N02", "地质图", "是"),
            ("自然资源与生态环境", "N04", "灾害", "否"),
        ),
    )
    again = run(small_county, "survey")
    assert again.facts.number("inventory.held") == held + 1
    (row,) = [f for f in again.findings if f.subject == "inventory:N04"]
    assert row.place.row == 3


def test_a_scope_that_only_touches_a_township(small_county: Path) -> None:
    w, s = county.WEST, county.SOUTH
    beside = shapely.box(w + 3000, s, w + 5000, s + 3000)
    county.vector(small_county, "townships", [county.SCOPE, beside], code=["1", "2"], name=["甲", "乙"])
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  townships: {file: layers/townships.gpkg}\n", encoding="utf-8")
    assert run(small_county, "survey").facts.number("scope.townships.count") == 1


def test_table_a1_says_what_is_held_and_what_a_gap_costs(small_county: Path) -> None:
    header = ("category", "item", "name", "provider", "date", "held")
    county.table(small_county, "inventory", [header, ("基础图件", "M01", "遥感影像", "测试遥感中心", "2020", "是")])
    done = run(small_county, "survey")
    (found,) = [t for t in done.tables if t.id == "A.1"]
    assert len(found.rows) == done.facts.number("inventory.wanted")
    lines = {str(row.cells[1]): dict(zip(found.columns, row.cells, strict=True)) for row in found.rows}
    assert lines["M01"] | {"category": "", "ordinal": "", "item": ""} == {
        "category": "", "ordinal": "", "item": "", "held": "是", "provider": "测试遥感中心", "date": "2020",
        "consequence": "",
    }  # fmt: skip
    gaps = {f.subject.removeprefix("inventory:") for f in done.findings if f.code == "INVENTORY-GAP"}
    assert {code for code, cells in lines.items() if cells["held"] == "否"} == gaps
    assert all(lines[code]["consequence"] for code in gaps)
