"""Maps as pixels and files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from pyproj import CRS

from dossier import map_case as case
from shanshui.dossier.file_names import file_name
from shanshui.dossier.maps import Atlas, CentredGround, Desk, MapSheet, draw, map_findings, read_quotes, sheets_of
from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.compose import series
from shanshui.dossier.maps.paper import View
from shanshui.dossier.maps.plates import Plates
from shanshui.dossier.maps.render import Scene, base_picture, view_for
from shanshui.dossier.maps.series import with_centres
from shanshui.dossier.maps.sheet import Base
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import load_styles
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.quantity import unit
from shanshui.standard import load

DPI = 60


@dataclass(frozen=True)
class Files:
    """Where a map was put."""

    sheet: MapSheet
    tiff: Path
    jpeg: Path
    preview: Path


def desk(folder: Path, synthetic: bool = False) -> Desk:
    plan, held, crs = case.plan(), case.held(synthetic=synthetic), CRS.from_epsg(case.EPSG)
    atlas = Atlas(plan, case.facts(), load(), load_styles(), load_sheets(), held, 36)
    composed = series(atlas)
    ground = CentredGround(case.ground(folder), plan, case.SCOPE, crs)
    return Desk(atlas, ground, held, case.SCOPE, case.EPSG, composed)


def drawn(folder: Path, key: str, synthetic: bool = False) -> Files:
    folder.mkdir(exist_ok=True)
    table, target = desk(folder, synthetic), folder / key
    sheet = sheets_of(table)[key]
    draw(table, sheet, target, DPI)
    (tiff,), (jpeg,) = (target / "sheet").glob("*.tif"), (target / "sheet").glob("*.jpg")
    return Files(sheet, tiff, jpeg, target / "preview.jpg")


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def test_three_maps_are_drawn_with_their_files(tmp_path: Path) -> None:
    for key in ("landuse", "slope", "layout"):
        made = drawn(tmp_path, key)
        assert made.tiff.name == f"{made.sheet.title}.tif"
        for path in (made.tiff, made.jpeg, made.preview):
            assert np.ptp(pixels(path)) > 200
    assert {f.code for f in map_findings(desk(tmp_path))} == {"MAP-SUBSTITUTE", "MAP-MISSING"}


def test_a_sheet_names_the_layers_that_decide_its_pixels(tmp_path: Path) -> None:
    sheet = sheets_of(desk(tmp_path))["landuse"]
    assert set(sheet.roles()) == {"landuse", "dem", "rivers", "townships", "units", "scope"}


def test_a_tiff_knows_its_place_resolution_and_facts(tmp_path: Path) -> None:
    made = drawn(tmp_path, "layout")
    printed = {q.fact: f"{q.text} {unit(q.unit).symbol}".strip() for q in made.sheet.quotes() if q.value is not None}
    read = read_quotes(made.tiff)
    assert {fact: text for fact, text in read.items() if fact in printed} == printed
    assert set(read) == {q.fact for q in made.sheet.quotes()}
    with rasterio.open(made.tiff) as tiff:
        assert tiff.crs.to_epsg() == 4524
        assert (tiff.count, tiff.compression.name) == (3, "deflate")
        assert tiff.tags()["TIFFTAG_XRESOLUTION"].startswith(str(DPI))
        row, column = tiff.index(36_000_000 + case.WEST + 3000, case.SOUTH + 2000)
        scale = tiff.transform.a * DPI / 0.0254
    assert scale == pytest.approx(round(scale))
    left, bottom, right, top = load_styles().page.frame.box()
    middle = ((left + right) / 2 * DPI / 25.4, (297 - (bottom + top) / 2) * DPI / 25.4)
    assert (column, row) == pytest.approx(middle, abs=2)


def test_ground_is_coloured_inside_the_scope_only(tmp_path: Path) -> None:
    with rasterio.open(drawn(tmp_path, "landuse").tiff) as tiff:
        page = np.moveaxis(tiff.read(), 0, 2)
        farmland = tiff.index(36_000_000 + case.WEST + 5200, case.SOUTH + 1500)
        forest = tiff.index(36_000_000 + case.WEST + 700, case.SOUTH + 2600)
        outside = tiff.index(36_000_000 + case.WEST - 250, case.SOUTH + 3100)
    assert page[farmland][0] > page[farmland][2] + 30
    assert page[forest][1] > page[forest][0] + 30
    assert page[outside].min() > 200


def test_two_runs_agree_in_every_pixel_and_byte(tmp_path: Path) -> None:
    one, other = (drawn(tmp_path / name, "layout", synthetic=True) for name in ("one", "other"))
    for kind in ("tiff", "jpeg", "preview"):
        assert getattr(one, kind).read_bytes() == getattr(other, kind).read_bytes()


def test_the_mark_of_made_up_data_is_on_the_face(tmp_path: Path) -> None:
    real, made = drawn(tmp_path / "a", "slope"), drawn(tmp_path / "b", "slope", synthetic=True)
    red = [(p[..., 0].astype(int) - p[..., 1] > 90).sum() for p in (pixels(real.tiff)[:90], pixels(made.tiff)[:90])]
    assert red[0] == 0
    assert red[1] > 20


def test_kinds_of_soil_are_drawn_from_polygons_as_well_as_from_cells() -> None:
    """Some counties have a soil raster, others a soil map."""
    soil = case.Ground({"soil": case.frame([case.LEFT, case.RIGHT], type=["黄壤", "水稻土"])}, {})
    entry = load_sheets().maps["soil"].bases[0]
    base = Base(entry.kind, entry.role, entry.field, (("黄壤", "#ff0000"), ("水稻土", "#0000ff")))
    styles, crs = load_styles(), CRS.from_epsg(case.EPSG)
    scene = Scene(soil, case.SCOPE, case.SCOPE, crs, styles, view_for(case.SCOPE, styles, 20), Plates())
    seen = base_picture(base, scene)[..., :3].reshape(-1, 3)
    assert {(255, 0, 0), (0, 0, 255)} <= {tuple(int(c) for c in colour) for colour in np.unique(seen, axis=0)}


def view(cell: float, columns: int, rows: int) -> View:
    return View(100, (columns, rows), (0, 0, columns, rows), case.WEST, case.SOUTH, round(cell * 100 / 0.0254))


@pytest.mark.parametrize("cell", [8.0, 20.0, 130.0])
def test_codes_are_picked_by_strips_as_at_once(tmp_path: Path, cell: float, monkeypatch: pytest.MonkeyPatch) -> None:
    raster, frame = case.ground(tmp_path).rasters["landcover"], view(cell, 40, 30)
    whole = g.codes_on(frame, raster)
    monkeypatch.setattr(g, "STRIP_CELLS", 500)
    assert np.array_equal(g.codes_on(frame, raster), whole)
    west, south, *_ = frame.bounds
    for row, column in ((0, 0), (15, 20), (29, 39)):
        x, y = west + (column + 0.5) * frame.metres, south + (30 - row - 0.5) * frame.metres
        at = (int((case.GRID.top - y) // 20), int((x - case.GRID.left) // 20))
        inside = 0 <= at[0] < 210 and 0 <= at[1] < 310
        assert whole[row, column] == ((11 if at[1] < 310 * 2 / 3 else 51) if inside else 0)


def plane(folder: Path, rise: float) -> AlignedRaster:
    grid = Grid(case.EPSG, 20.0, case.WEST - 100, case.SOUTH + 1100, 80, 60)
    heights = np.tile(np.arange(80) * 20.0 * rise, (60, 1)).astype("float32")
    with rasterio.open(
        folder / "plane.tif", "w", driver="GTiff", width=80, height=60, count=1, dtype="float32",
        crs=f"EPSG:{case.EPSG}", transform=grid.transform, nodata=-9999,
    ) as target:  # fmt: skip
        target.write(heights, 1)
    return AlignedRaster(folder / "plane.tif", grid, "values")


@pytest.mark.parametrize(("degrees", "expected"), [(0, 1), (1.9, 1), (4, 2), (10, 3), (20, 4), (40, 5)])
def test_a_plane_has_one_class_of_slope(tmp_path: Path, degrees: float, expected: int) -> None:
    raster = plane(tmp_path, float(np.tan(np.radians(degrees))))
    classes = g.slope_classes_on(view(20, 40, 30), raster, (2, 6, 15, 25))
    assert set(np.unique(classes[2:-2, 2:-2])) == {expected}


@pytest.mark.parametrize("cell", [7.0, 20.0, 61.0])
def test_level_ground_is_evenly_lit_and_slopes_away_from_the_lamp_are_dark(tmp_path: Path, cell: float) -> None:
    relief = load_styles().relief
    level = g.light_on(view(cell, 20, 15), plane(tmp_path, 0.0), relief)
    away = g.light_on(view(cell, 20, 15), plane(tmp_path, -0.6), relief)
    assert np.ptp(level) < 1e-3
    assert away.mean() < level.mean() - 0.1


def test_steep_and_missing_ground_stays_within_bounds() -> None:
    heights = np.random.default_rng(1).uniform(0, 3000, (30, 30)).astype("float32")
    heights[5:9] = np.nan
    lit = g.light(heights, (10.0, 10.0), load_styles().relief)
    assert lit.min() >= np.float32(load_styles().relief.darkest)
    assert lit.max() <= 1
    assert np.all(lit[5:9] == 1)


def test_subprojects_without_a_shape_are_points() -> None:
    frame = with_centres(case.frame([case.LEFT], code=["L-01"]), case.plan(), CRS.from_epsg(case.EPSG))
    assert frame is not None
    assert frame.geom_type.to_list() == ["Polygon", "Point"]
    assert frame["code"].to_list() == ["L-01", "R-02"]
    assert with_centres(None, case.plan(), CRS.from_epsg(case.EPSG)) is not None


@pytest.mark.parametrize("name", ["范围/图", "a" * 300, "图" * 100, "图?:*", " . "])
def test_file_names_pass_every_file_system(name: str) -> None:
    made = file_name(name)
    assert made
    assert len(made.encode()) <= 200
    assert not set(made) & set('<>:"/\\|?*')
