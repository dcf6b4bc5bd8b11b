"""What people send: each fault becomes a finding with its place and a remedy, and never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner
from shapely.geometry import Polygon, box
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
        "PERIOD",
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
