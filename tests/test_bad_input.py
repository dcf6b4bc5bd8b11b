"""What people send: each fault becomes a finding with its place and a remedy, and never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import rasterio
from click.testing import CliRunner
from shapely.geometry import LineString, Polygon, box
from shapely.ops import unary_union

import county
from shanshui import pipeline
from shanshui.cli import app
from shanshui.finding import Finding
from shanshui.standard import describe

Damage = Callable[[Path], object]


def _retable(name: str, old: str, new: str) -> Damage:
    return lambda root: county.edit(root / "tables" / f"{name}.csv", old, new)


def _without(layer: str) -> Damage:
    return lambda root: next((root / "layers").glob(f"{layer}.*")).unlink()


def _gbk_table(root: Path) -> None:
    path = root / "tables" / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


def _bow_tie(root: Path) -> None:
    w, s = county.WEST, county.SOUTH
    crossed = Polygon([(w + 100, s + 100), (w + 900, s + 900), (w + 900, s + 100), (w + 100, s + 900)])
    other = box(w + 2000, s + 900, w + 2600, s + 1600)
    third = box(w + 100, s + 1500, w + 700, s + 2200)
    county.vector(root, "subprojects", [crossed, third, other], code=["L-01", "L-02", "R-01"])


def _two_parts(root: Path) -> None:
    apart = box(county.WEST + 9000, county.SOUTH, county.WEST + 9500, county.SOUTH + 500)
    county.vector(root, "scope", [unary_union([county.SCOPE, apart])])


def _as_workbook(root: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in county.TABLES.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    shutil.rmtree(root / "tables")
    book.save(root / "plan.xlsx")


def _no_workbook(root: Path) -> None:
    shutil.rmtree(root / "tables")
    (root / "plan.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")


def _zeros(root: Path) -> None:
    county.raster(root, "landcover", np.zeros((120, 120), "uint8"), nodata=0)


def _after_care(line: str) -> Damage:
    return lambda root: county.edit(root / "project.yaml", "care_years: 3", f"care_years: 3\n{line}")


def _entry(pair: str) -> Damage:
    """The entry of the relief with one key set otherwise."""
    old = 'file: layers/dem.tif, kind: raster, unit: m, date: "2020-12-31"'
    kept = [part for part in old.split(", ") if part.split(":")[0] != pair.split(":")[0]]
    return lambda root: county.edit(root / "catalog.yaml", old, ", ".join([*kept, pair]))


def _as_folder(file: str) -> Damage:
    def damage(root: Path) -> None:
        (root / file).unlink()
        (root / file).mkdir()

    return damage


def _looped(file: str) -> Damage:
    def damage(root: Path) -> None:
        (root / file).unlink()
        (root / file).symlink_to((root / file).name)

    return damage


def _heights(strange: float) -> Damage:
    def damage(root: Path) -> None:
        heights = county.relief()
        heights[40:50, 40:50] = strange
        county.raster(root, "dem", heights)

    return damage


def _three_bands(root: Path) -> None:
    with rasterio.open(root / "layers" / "dem.tif") as old:
        profile, values = old.profile, old.read(1)
    with rasterio.open(root / "layers" / "dem.tif", "w", **{**profile, "count": 3}) as new:
        for band in (1, 2, 3):
            new.write(values, band)


def _layer(role: str, values: np.ndarray, entry: str) -> Damage:
    """One more raster in the county, with its entry in the catalog."""

    def damage(root: Path) -> None:
        county.raster(root, role, values)
        path = root / "catalog.yaml"
        line = f"  {role}: {{file: layers/{role}.tif, date: '2020', provider: 测试{entry}}}\n"
        path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    return damage


def _ramp(low: float, high: float, dtype: str = "float32") -> np.ndarray:
    return np.tile(np.linspace(low, high, 120), (120, 1)).astype(dtype)


def _without_heights(rows: slice, cols: slice) -> Damage:
    def damage(root: Path) -> None:
        heights = county.relief()
        heights[rows, cols] = np.nan
        county.raster(root, "dem", heights, nodata=np.nan)

    return damage


def _one_class(root: Path) -> None:
    county.raster(root, "landcover", np.full((120, 120), 12, "uint8"))


def _unknown_class(root: Path) -> None:
    cells = county.covers()
    cells[50:60, 20:30] = 99
    county.raster(root, "landcover", cells)


def _in_feet(root: Path) -> None:
    county.raster(root, "dem", (county.relief() / 0.3048).astype("float32"))
    _entry("unit: 英尺")(root)


def _flat_unit(root: Path) -> None:
    flat = Polygon([(county.WEST, county.SOUTH), (county.WEST + 500, county.SOUTH), (county.WEST, county.SOUTH)])
    county.vector(root, "units", [county.SCOPE, flat], code=["L", "R"])


def _tiny_unit(root: Path) -> None:
    tiny = box(county.WEST + 100, county.SOUTH + 100, county.WEST + 104, county.SOUTH + 104)
    county.vector(root, "units", [county.SCOPE.difference(tiny), tiny], code=["L", "R"])


def _observed(*rows: tuple[str, ...]) -> Damage:
    header = ("subject", "indicator", "kind", "value", "unit", "date", "source")
    return lambda root: county.table(root, "observations", (header, *rows))


CASES: dict[str, tuple[Damage, str, dict[str, object]]] = {
    "a needed layer is missing": (_without("dem"), "LAYER-MISSING", {"layer": "dem", "file": "layers/dem.tif"}),
    "a needed layer is not in the catalog": (
        lambda root: county.edit(root / "catalog.yaml", "  dem:", "  precipitation:"),
        "LAYER-NEEDED",
        {"layer": "dem"},
    ),
    "an empty raster": (_zeros, "LAYER-EMPTY", {"layer": "landcover"}),
    "a raster without CRS": (
        lambda root: county.raster(root, "dem", county.relief(), epsg=None),
        "LAYER-NOCRS",
        {"layer": "dem"},
    ),
    "a raster in the wrong CRS": (
        lambda root: county.raster(root, "dem", county.relief(), epsg=4546),
        "LAYER-OUTSIDE",
        {"layer": "dem"},
    ),
    "a vector layer without CRS": (
        lambda root: county.vector(root, "units", [county.LEFT, county.RIGHT], None, code=["L", "R"]),
        "LAYER-NOCRS",
        {"layer": "units"},
    ),
    "Beijing 1954": (
        lambda root: county.vector(root, "units", [county.LEFT, county.RIGHT], "EPSG:2434", code=["L", "R"]),
        "LAYER-DATUM",
        {"layer": "units"},
    ),
    "an empty vector layer": (
        lambda root: county.vector(root, "units", [], code=[]),
        "LAYER-EMPTY",
        {"layer": "units"},
    ),
    "a layer that is no layer": (
        lambda root: (root / "layers" / "units.gpkg").write_bytes(b"not a database"),
        "LAYER-UNREADABLE",
        {"layer": "units"},
    ),
    "text in GBK": (_gbk_table, "INPUT-ENCODING", {"file": "tables/units.csv"}),
    "a polygon that crosses itself": (_bow_tie, "LAYER-GEOMETRY", {"layer": "subprojects", "feature": "L-01"}),
    "a scope of two parts": (_two_parts, "SCOPE-PARTS", {"layer": "scope"}),
    "a code that comes twice in a table": (
        _retable("subprojects", "\nL-02,", "\nL-01,"),
        "INPUT-DUPLICATE",
        {"file": "tables/subprojects.csv", "row": 3},
    ),
    "a code that comes twice in a layer": (
        lambda root: county.vector(root, "units", [county.LEFT, county.RIGHT], code=["L", "L"]),
        "LAYER-DUPLICATE",
        {"layer": "units", "feature": "L"},
    ),
    "an unknown column": (
        _retable("works", "quantity", "quantitiy"),
        "INPUT-COLUMN",
        {"file": "tables/works.csv", "column": "quantitiy"},
    ),
    "text in a number cell": (
        _retable("works", ",40,", ",四十左右,"),
        "INPUT-NUMBER",
        {"file": "tables/works.csv", "row": 2, "column": "quantity"},
    ),
    "a negative area": (
        _retable("works", ",40,", ",-40,"),
        "INPUT-RANGE",
        {"file": "tables/works.csv", "row": 2, "column": "quantity"},
    ),
    "亩 given for 公顷": (
        _retable("works", ",40,", ",600亩,"),
        "INPUT-UNIT-BESIDE",
        {"file": "tables/works.csv", "row": 2, "column": "quantity"},
    ),
    "a unit of another kind": (
        _retable("prices", "1500,元/公顷", "1500,元/米"),
        "INPUT-UNITMIX",
        {"file": "tables/works.csv", "row": 2},
    ),
    "years outside the project": (
        _retable("subprojects", "2022,2023", "2022,2031"),
        "PERIOD-SUBPROJECT",
        {"file": "tables/subprojects.csv", "row": 4},
    ),
    "an unknown unit code": (
        _retable("subprojects", "R-01,R,", "R-01,Q,"),
        "INPUT-REFERENCE",
        {"file": "tables/subprojects.csv", "row": 4},
    ),
    "an xlsx that is no xlsx": (_no_workbook, "INPUT-FILE", {"file": "plan.xlsx"}),
    "an unknown table": (
        lambda root: (root / "tables" / "unitss.csv").write_text("code\nL\n", encoding="utf-8"),
        "INPUT-TABLE",
        {"file": "tables/unitss.csv"},
    ),
    "an unknown role in the catalog": (
        lambda root: county.edit(root / "catalog.yaml", "  dem:", "  demm:"),
        "CATALOG-ROLE",
        {"layer": "demm"},
    ),
    "an unknown key in the catalog": (
        lambda root: county.edit(root / "catalog.yaml", "unit: m,", "units: m,"),
        "CATALOG-ENTRY",
        {"layer": "dem", "column": "units"},
    ),
    "an unknown key in the project": (
        lambda root: county.edit(root / "project.yaml", "care_years", "care_year"),
        "INPUT-COLUMN",
        {"file": "project.yaml"},
    ),
    "a year that is no year": (
        lambda root: county.edit(root / "project.yaml", "base_year: 2020", "base_year: 二〇二〇"),
        "INPUT-DATE",
        {"file": "project.yaml"},
    ),
    "broken YAML": (
        lambda root: county.edit(root / "project.yaml", "schema: 1", "schema: [1"),
        "PROJECT-UNREADABLE",
        {"file": "project.yaml"},
    ),
    "a project in GBK": (
        lambda root: (root / "project.yaml").write_bytes((root / "project.yaml").read_text("utf-8").encode("gbk")),
        "INPUT-ENCODING",
        {"file": "project.yaml"},
    ),
    "nothing but brackets": (
        lambda root: (root / "project.yaml").write_text("a: " + "[" * 3000),
        "PROJECT-UNREADABLE",
        {"file": "project.yaml"},
    ),
    "a key that comes twice": (
        _after_care("care_years: 5"),
        "INPUT-DUPLICATE",
        {"file": "project.yaml", "row": 15, "column": "care_years"},
    ),
    "cells of no size": (_after_care("cell: 0"), "INPUT-RANGE", {"row": 15, "column": "cell"}),
    "cells that are no number": (_after_care("cell: .nan"), "INPUT-NUMBER", {"row": 15, "column": "cell"}),
    "an amount without value": (
        _after_care("control_total: {unit: 万元}"),
        "INPUT-REQUIRED",
        {"file": "project.yaml", "column": "control_total.value"},
    ),
    "an amount that is no number": (
        _after_care("declared_area: {value: .nan, unit: km²}"),
        "INPUT-NUMBER",
        {"column": "declared_area.value"},
    ),
    "a parameter without value": (
        _after_care("parameters: {sliver_area: {unit: 公顷}}"),
        "INPUT-REQUIRED",
        {"column": "parameters.sliver_area.value"},
    ),
    "a parameter that says nothing": (_after_care("parameters: {sliver_area: }"), "INPUT-TYPE", {}),
    "a CRS far away": (_after_care("crs: EPSG:4534"), "PROJECT-CRS", {"file": "project.yaml"}),
    "years in reverse": (
        lambda root: county.edit(root / "project.yaml", "[2021, 2023]", "[2023, 2021]"),
        "INPUT-DATE",
        {"column": "build_years", "row": 13},
    ),
    "a catalog that is a list": (
        lambda root: (root / "catalog.yaml").write_text("- scope"),
        "CATALOG-ENTRY",
        {"file": "catalog.yaml"},
    ),
    "a catalog whose layers are a list": (
        lambda root: (root / "catalog.yaml").write_text("schema: 1\nlayers: [scope]"),
        "CATALOG-ENTRY",
        {"file": "catalog.yaml"},
    ),
    "a layer entered twice": (
        lambda root: county.edit(root / "catalog.yaml", "  dem:", "  scope: {file: layers/units.gpkg}\n  dem:"),
        "INPUT-DUPLICATE",
        {"file": "catalog.yaml", "row": 4},
    ),
    "an entry that is only a path": (
        lambda root: county.edit(root / "catalog.yaml", "  dem: {", "  imagery: layers/dem.tif\n  dem: {"),
        "CATALOG-ENTRY",
        {"layer": "imagery", "row": 4},
    ),
    "a date that is none": (_entry("date: 去年"), "INPUT-DATE", {"layer": "dem", "column": "date", "row": 4}),
    "a scale of nothing": (_entry("scale: 0"), "CATALOG-ENTRY", {"layer": "dem", "column": "scale"}),
    "an offset without end": (_entry("offset: .inf"), "CATALOG-ENTRY", {"layer": "dem", "column": "offset"}),
    "a unit that is no length": (_entry("unit: 亩"), "LAYER-UNIT", {"layer": "dem", "column": "unit"}),
    "a path too long": (_entry(f"file: layers/{'x' * 5000}.tif"), "LAYER-MISSING", {"layer": "dem"}),
    "a path that is the whole machine": (_entry("file: /"), "LAYER-UNREADABLE", {"layer": "dem"}),
    "a folder for a raster": (_as_folder("layers/dem.tif"), "LAYER-UNREADABLE", {"layer": "dem"}),
    "a link that leads to itself": (_looped("layers/dem.tif"), "LAYER-MISSING", {"layer": "dem"}),
    "a table that links to itself": (_looped("tables/units.csv"), "INPUT-FILE", {"file": "tables/units.csv"}),
    "a folder for a table": (_as_folder("tables/units.csv"), "INPUT-FILE", {"file": "tables/units.csv"}),
    "a zero-byte raster": (lambda root: (root / "layers" / "dem.tif").write_bytes(b""), "LAYER-UNREADABLE", {}),
    "a truncated raster": (
        lambda root: (root / "layers" / "dem.tif").write_bytes((root / "layers" / "dem.tif").read_bytes()[:9000]),
        "LAYER-UNREADABLE",
        {"layer": "dem"},
    ),
    "no-data values that nobody declared": (_heights(-9999), "LAYER-RANGE", {"layer": "dem"}),
    "heights beyond any number": (_heights(3e38), "LAYER-RANGE", {"layer": "dem"}),
    "relief without relief": (
        lambda root: county.raster(root, "dem", np.full((120, 120), 300, "float32")),
        "LAYER-FLAT",
        {"layer": "dem"},
    ),
    "a raster of three bands": (_three_bands, "LAYER-BANDS", {"layer": "dem"}),
    "a scope that is a line": (
        lambda root: county.vector(root, "scope", [LineString(county.SCOPE.exterior)]),
        "SCOPE-INVALID",
        {"layer": "scope"},
    ),
    "a scope beyond China": (
        lambda root: county.vector(root, "scope", [box(-100, 40, -99, 41)], "EPSG:4326"),
        "SCOPE-NOWHERE",
        {"layer": "scope"},
    ),
    "a scope as large as China": (
        lambda root: county.vector(root, "scope", [box(74, 20, 135, 50)], "EPSG:4326"),
        "SCOPE-SIZE",
        {"layer": "scope"},
    ),
    "a unit that is not drawn": (
        lambda root: county.vector(root, "units", [county.LEFT], code=["L"]),
        "UNIT-GEOMETRY",
        {"file": "tables/units.csv", "row": 3},
    ),
    "no tables at all": (lambda root: shutil.rmtree(root / "tables"), "INPUT-NONE", {"file": "tables"}),
    "a table of another format": (
        lambda root: (root / "tables" / "targets.xlsx").write_bytes(b"PK"),
        "INPUT-FORMAT",
        {"file": "tables/targets.xlsx"},
    ),
    "one table under two names": (
        lambda root: shutil.copy(root / "tables" / "units.csv", root / "tables" / "保护修复单元.csv"),
        "INPUT-TABLE-TWICE",
        {"file": "tables/保护修复单元.csv"},
    ),
    "a number beyond all numbers": (_retable("works", ",40,", ",1e999999999999,"), "INPUT-RANGE", {"row": 2}),
    "heights that are all missing": (
        _without_heights(slice(9, 111), slice(9, 111)),
        "LAYER-EMPTY",
        {"layer": "dem"},
    ),
    "heights with voids": (_without_heights(slice(40, 44), slice(50, 53)), "LAYER-VOID", {"layer": "dem"}),
    "heights in feet": (_in_feet, "LAYER-CONVERTED", {"layer": "dem"}),
    "heights that state no unit": (_entry("unit: ''"), "LAYER-UNITLESS", {"layer": "dem", "column": "unit"}),
    "land cover of one class": (_one_class, "LAYER-ONE-CLASS", {"layer": "landcover"}),
    "a class that no table has": (_unknown_class, "LAYER-CODE", {"layer": "landcover", "feature": "99"}),
    "an index times 10 000": (_layer("ndvi", _ramp(3000, 8000, "int16"), ""), "LAYER-SCALED", {"layer": "ndvi"}),
    "an index in one byte": (_layer("ndvi", _ramp(130, 230, "uint8"), ""), "LAYER-RANGE", {"layer": "ndvi"}),
    "an index with marks of no data that nobody declared": (
        _layer("ndvi", np.where(_ramp(0, 1) < 0.5, -9999, 7000).astype("int16"), ""),
        "LAYER-RANGE",
        {"layer": "ndvi"},
    ),
    "rain in tenths of mm": (
        _layer("precipitation", _ramp(11_000, 11_900), ", unit: mm"),
        "LAYER-RAIN",
        {"layer": "precipitation"},
    ),
    "a unit without area": (_flat_unit, "LAYER-GEOMETRY", {"layer": "units", "feature": "R"}),
    "a unit smaller than a cell": (_tiny_unit, "PLACE-CELL", {"layer": "units", "feature": "R"}),
    "dates in three forms": (
        _observed(
            ("scope", "031", "现值", "60", "%", "2020-08-05", "甲"),
            ("scope", "032", "现值", "60", "%", "2020年8月5日", "甲"),
            ("scope", "081", "现值", "60", "%", "20200805", "甲"),
            ("scope", "091", "现值", "60", "%", "44048", "甲"),
        ),
        "INPUT-DATE-FORMS",
        {"file": "tables/observations.csv", "row": 2, "column": "date"},
    ),
    "a date that may be two": (
        _observed(("scope", "031", "现值", "60", "%", "05/08/2020", "甲")),
        "INPUT-DATE",
        {"file": "tables/observations.csv", "row": 2, "column": "date"},
    ),
    "one indicator in two units": (
        _observed(
            ("scope", "051", "现值", "800", "t/(km2*a)", "2020", "甲"),
            ("unit:L", "051", "现值", "8", "t/(hm2*a)", "2020", "甲"),
        ),
        "INPUT-UNIT-MIXED",
        {"file": "tables/observations.csv", "row": 3, "column": "单位"},
    ),
    "a row entered twice": (
        _observed(
            ("scope", "031", "现值", "60", "%", "2020", "甲"),
            ("scope", "031", "现值", "61", "%", "2020", "甲"),
        ),
        "INPUT-DUPLICATE",
        {"file": "tables/observations.csv", "row": 3},
    ),
    "a cell of ten megabytes": (_retable("units", "侵蚀减少", "减" * 5_000_000), "INPUT-FILE", {"row": 2}),
}


def _with(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [f for f in findings if f.code == code]


def test_the_correct_county_has_no_such_finding(small_county: Path) -> None:
    codes = {f.code for f in pipeline.check(small_county).findings}
    assert codes & {code for _, code, _ in CASES.values()} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda name: name.replace(" ", "_"))
def test_a_fault_is_found_where_it_is(small_county: Path, case: str) -> None:
    damage, code, place = CASES[case]
    damage(small_county)
    outcome = pipeline.check(small_county)
    found = _with(outcome.findings, code)
    assert found, sorted({f.code for f in outcome.findings})
    places = [f.place.parts() for f in found]
    assert any(all(p.get(key) == value for key, value in place.items()) for p in places), places
    for finding in found:
        for lang in ("zh", "en"):
            described = describe(finding, lang)
            assert described.text
            assert described.remedy
            assert "{" not in described.text + described.remedy


def test_a_workbook_says_the_same_as_the_tables(small_county: Path) -> None:
    of_tables = pipeline.check(small_county)
    _as_workbook(small_county)
    of_book = pipeline.check(small_county)
    assert {f.code for f in of_book.findings} == {f.code for f in of_tables.findings}
    assert of_book.plan is not None
    assert of_tables.plan is not None
    assert [w.quantity for w in of_book.plan.works] == [w.quantity for w in of_tables.plan.works]


@pytest.mark.parametrize(
    "case", ["an empty raster", "text in a number cell", "broken YAML", "a needed layer is missing"]
)
def test_the_command_ends_with_one_and_no_traceback(small_county: Path, case: str) -> None:
    CASES[case][0](small_county)
    result = CliRunner().invoke(app, ["check", str(small_county)])
    assert result.exit_code == 1, result.output
    assert CASES[case][1] in result.output
    assert "Traceback" not in result.output


def test_a_build_of_a_broken_county_loses_nothing(small_county: Path, tmp_path: Path) -> None:
    CASES["text in a number cell"][0](small_county)
    before = {p: p.read_bytes() for p in small_county.rglob("*") if p.is_file()}
    outcome = pipeline.build(small_county, tmp_path / "out", to="review")
    assert not outcome.final
    assert {p: p.read_bytes() for p in small_county.rglob("*") if p.is_file()} == before
