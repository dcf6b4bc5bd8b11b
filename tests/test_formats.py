"""The forms in which counties send the same data: what comes out must not depend on them."""

from __future__ import annotations

import csv
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import rasterio
from rasterio.warp import Resampling, calculate_default_transform, reproject
from shapely.geometry import box

import county
from shanshui import pipeline
from shanshui.finding import Finding
from shanshui.geo import crs as reference
from shanshui.plan import Plan
from shanshui.standard import load

Change = Callable[[Path], object]


def _checked(root: Path) -> tuple[Plan, list[str]]:
    outcome = pipeline.check(root)
    assert outcome.plan is not None
    return outcome.plan, sorted(f.code for f in outcome.findings)


def _cells(rows: list[list[str]], mark: str, end: str = "\n") -> str:
    return end.join(mark.join(row) for row in rows) + end


def _rewritten(write: Callable[[list[list[str]]], bytes]) -> Change:
    def change(root: Path) -> None:
        for path in sorted((root / "tables").glob("*.csv")):
            rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            path.write_bytes(write(rows))

    return change


CSV_FORMS: dict[str, tuple[Change, set[str]]] = {
    "byte order mark": (_rewritten(lambda rows: _cells(rows, ",").encode("utf-8-sig")), set()),
    "CRLF and trailing commas": (
        _rewritten(lambda rows: _cells([[*row, "", ""] for row in rows], ",", "\r\n").encode()),
        set(),
    ),
    "GBK": (_rewritten(lambda rows: _cells(rows, ",").encode("gbk")), {"INPUT-ENCODING"}),
    "UTF-16 with tabs": (_rewritten(lambda rows: _cells(rows, "\t").encode("utf-16")), {"INPUT-ENCODING"}),
    "semicolons": (_rewritten(lambda rows: _cells(rows, ";").encode()), set()),
    "tabs": (_rewritten(lambda rows: _cells(rows, "\t").encode()), set()),
    "blank rows and a title": (
        _rewritten(lambda rows: ("\n某县某表,,\n\n" + _cells(rows, ",").replace("\n", "\n\n")).encode()),
        set(),
    ),
    "capital endings": (
        lambda root: [p.rename(p.with_suffix(".CSV")) for p in sorted((root / "tables").glob("*.csv"))],
        set(),
    ),
}


@pytest.mark.parametrize("form", CSV_FORMS)
def test_tables_in_other_forms_say_the_same(small_county: Path, form: str) -> None:
    plan, codes = _checked(small_county)
    change, told = CSV_FORMS[form]
    change(small_county)
    again, codes_again = _checked(small_county)
    assert [w.quantity for w in again.works] == [w.quantity for w in plan.works]
    assert [(s.code, s.unit, s.name) for s in again.subprojects] == [(s.code, s.unit, s.name) for s in plan.subprojects]
    assert set(codes_again) - set(codes) == told


def _workbook(change: Callable[[openpyxl.Workbook], object]) -> Change:
    def write(root: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in county.TABLES.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        change(book)
        shutil.rmtree(root / "tables")
        book.save(root / "plan.xlsx")

    return write


def _chinese(book: openpyxl.Workbook) -> None:
    for sheet in book:
        table = load().inputs[sheet.title]
        for cell in sheet[1]:
            cell.value = table.columns[cell.value].heading()
        sheet.title = table.name_zh


def _typed(book: openpyxl.Workbook) -> None:
    works, subs = book["works"], book["subprojects"]
    works["D2"], works["D3"], works["D4"] = "４０", 30.0, " 750.00 "
    subs["G2"], subs["H2"], subs["G3"] = datetime.date(2021, 1, 1), datetime.datetime(2022, 12, 31), "2021年"


def _merged(book: openpyxl.Workbook) -> None:
    sheet = book["subprojects"]
    sheet["B3"] = None
    sheet.merge_cells("B2:B3")
    units = book["units"]
    units.insert_rows(1)
    units["A1"] = "保护修复单元表"
    units.merge_cells("A1:E1")
    units["A900000"] = " "
    book["works"]["XFD5"] = " "


@pytest.mark.parametrize("change", [_chinese, _typed, _merged], ids=lambda f: f.__name__)
def test_workbooks_in_other_forms_say_the_same(
    small_county: Path, change: Callable[[openpyxl.Workbook], object]
) -> None:
    plan, codes = _checked(small_county)
    _workbook(change)(small_county)
    again, codes_again = _checked(small_county)
    assert [w.quantity for w in again.works] == [w.quantity for w in plan.works]
    assert [(s.code, s.unit, s.start, s.end) for s in again.subprojects] == [
        (s.code, s.unit, s.start, s.end) for s in plan.subprojects
    ]
    assert codes_again == codes


def _catalog(root: Path, role: str, file: str, more: str = "") -> None:
    path = root / "catalog.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"  {role}:"))
    old = lines[at].split("file: ")[1].split(",")[0]
    lines[at] = lines[at].replace(old, file + (f", {more}" if more else ""))
    path.write_text("\n".join(lines), encoding="utf-8")


def _vector(role: str, ending: str, epsg: int = county.EPSG, driver: str | None = None, **options: object) -> Change:
    def change(root: Path) -> None:
        old = root / "layers" / f"{role}.gpkg"
        frame = gpd.read_file(old).to_crs(epsg)
        frame["名称"] = ["清水江上游", "亮江下游"][: len(frame)]
        old.unlink()
        frame.to_file(root / "layers" / f"{role}.{ending}", driver=driver, **options)
        _catalog(root, role, f"layers/{role}.{ending}")

    return change


def _without_cpg(root: Path) -> None:
    _vector("units", "shp", encoding="GBK")(root)
    (root / "layers" / "units.cpg").unlink()


def _among_others(root: Path) -> None:
    for name in ("scope", "units"):
        frame = gpd.read_file(root / "layers" / f"{name}.gpkg")
        frame.to_file(root / "layers" / "all.gpkg", layer={"scope": "范 围", "units": "单 元"}[name])
    _catalog(root, "units", "layers/all.gpkg", "layer: 单 元")


def _unnamed(root: Path) -> None:
    for name in ("units", "scope"):
        frame = gpd.read_file(root / "layers" / f"{name}.gpkg")
        frame.to_file(root / "layers" / "all.gpkg", layer={"scope": "x", "units": "y"}[name])
    _catalog(root, "units", "layers/all.gpkg")


VECTOR_FORMS: dict[str, tuple[Change, set[str]]] = {
    "shapefile GBK": (_vector("units", "shp", encoding="GBK"), set()),
    "shapefile GBK without cpg": (_without_cpg, {"LAYER-ENCODING"}),
    "shapefile UTF-8 with prefix": (_vector("units", "shp", 4524, encoding="UTF-8"), set()),
    "GeoJSON 4326": (_vector("units", "geojson", 4326, "GeoJSON"), set()),
    "GeoJSON 4490": (_vector("units", "geojson", 4490, "GeoJSON"), set()),
    "geodatabase in the next zone": (_vector("units", "gdb", 4546, "OpenFileGDB"), set()),
    "one layer of several": (_among_others, set()),
    "one layer of several, unnamed": (_unnamed, {"LAYER-CHOSEN"}),
    "scope in web mercator": (_vector("scope", "gpkg", 3857), set()),
    "scope with prefix": (_vector("scope", "gpkg", 4524), set()),
}


@pytest.mark.parametrize("form", VECTOR_FORMS)
def test_vector_layers_in_other_forms_lie_where_they_lay(small_county: Path, form: str) -> None:
    _, codes = _checked(small_county)
    change, told = VECTOR_FORMS[form]
    change(small_county)
    _, codes_again = _checked(small_county)
    assert set(codes_again) - set(codes) == told  # a shift of some metres would open gaps between units and scope


def _raster(role: str, crs: str, cell: float | None = None, **profile: object) -> Change:
    def change(root: Path) -> None:
        path = root / "layers" / f"{role}.tif"
        with rasterio.open(path) as old:
            values, own, transform, bounds = old.read(1), old.crs, old.transform, old.bounds
        target, width, height = calculate_default_transform(
            own, crs, values.shape[1], values.shape[0], *bounds, resolution=cell
        )
        turned = np.zeros((height, width), values.dtype)
        reproject(
            values, turned, src_transform=transform, src_crs=own, dst_transform=target, dst_crs=crs,
            resampling=Resampling.nearest, dst_nodata=0,
        )  # fmt: skip
        path.unlink()
        options = {"driver": "GTiff", "nodata": 0, **profile}
        with rasterio.open(
            path, "w", width=width, height=height, count=1, dtype=values.dtype, crs=crs, transform=target, **options
        ) as new:
            new.write(turned, 1)

    return change


@pytest.mark.filterwarnings("ignore:Use `@` matmul:PendingDeprecationWarning")  # rasterio's own, in this helper
@pytest.mark.parametrize(
    "change",
    [
        _raster("dem", "EPSG:4524", 30.0),
        _raster("dem", "EPSG:3857", 10.0),
        _raster("dem", "EPSG:4490"),
        _raster("landcover", "EPSG:4546", 30.0),
        _raster("landcover", "EPSG:4545", 30.0, driver="COG", nodata=None),
    ],
    ids=["prefix", "web mercator", "degrees", "next zone", "COG"],
)
def test_rasters_of_another_crs_and_cell(small_county: Path, change: Change) -> None:
    _, codes = _checked(small_county)
    change(small_county)
    _, codes_again = _checked(small_county)
    assert set(codes_again) - set(codes) <= {"LAYER-RESOLUTION", "LAYER-ALIGNED"}


def test_gcj02_is_undone_to_within_a_metre(small_county: Path) -> None:
    degrees = gpd.GeoSeries([county.SCOPE.segmentize(300)], crs=county.EPSG).to_crs(4326)
    shifted = degrees.transform(lambda p: np.column_stack(reference.gcj02_from_wgs84(p[:, 0], p[:, 1])))
    path = small_county / "layers" / "scope.geojson"
    gpd.GeoDataFrame({"name": ["x"]}, geometry=list(shifted), crs=4326).to_file(path, driver="GeoJSON", RFC7946="NO",
                                                                            COORDINATE_PRECISION=12)  # fmt: skip
    _, codes = _checked(small_county)
    _catalog(small_county, "scope", "layers/scope.geojson", "crs: GCJ-02")
    _, codes_again = _checked(small_county)
    assert set(codes_again) - set(codes) == {"LAYER-GCJ02"}  # the units still fill the scope


def test_a_scope_across_the_border_of_two_zones(small_county: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["x"]}, geometry=[box(109.4, 26.4, 109.59, 26.5)], crs=4490)
    frame.to_file(small_county / "layers" / "scope.gpkg")
    told = [f for f in pipeline.check(small_county).findings if f.code == "SCOPE-ZONE"]
    assert [f.words["zone"] for f in told] == ["36"]


def _of(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [f for f in findings if f.code == code]


def test_a_formula_without_result_is_told_and_not_taken_as_empty(small_county: Path) -> None:
    def formula(book: openpyxl.Workbook) -> None:
        book["subprojects"]["I2"] = "=1+2"

    _workbook(formula)(small_county)
    told = _of(pipeline.check(small_county).findings, "INPUT-FORMULA")
    assert [(f.place.sheet, f.place.row, f.place.column) for f in told] == [("subprojects", 2, "care_years")]
