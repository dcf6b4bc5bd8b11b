"""The atlas of units, the inset, isolines, the block, and where files say that they lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyproj import CRS
from shapely.geometry import box

from dossier import map_case as case
from shanshui.dossier.maps import Atlas, CentredGround, Desk, draw, sheets_of
from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.block import Eye, Skin, block_view, exaggeration, eye_for, plan_of, seen
from shanshui.dossier.maps.canvas import Canvas, blank
from shanshui.dossier.maps.compose import series
from shanshui.dossier.maps.inset import inset_for
from shanshui.dossier.maps.legend import draw_legend
from shanshui.dossier.maps.naming import draw_labels
from shanshui.dossier.maps.paper import View
from shanshui.dossier.maps.plates import Plates
from shanshui.dossier.maps.render import layout_of, view_for
from shanshui.dossier.maps.sheet import Base, Entry, Group, MapSheet
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.maps.surface import Surface, isolines, round_levels, round_step
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Quote
from shanshui.plan import Plan
from shanshui.standard import load

DPI = 40


def with_many(sites: int) -> Plan:
    """The small county with so many sub-projects in its left unit."""
    plan = case.plan()
    more = tuple(
        case.subproject(f"L-{n:02d}", "历史遗留矿山生态修复与坡面水土流失综合治理项目", "erosion")
        for n in range(1, sites + 1)
    )
    full: Plan = replace(plan, subprojects=(*more, *plan.subprojects[1:]))
    return full


def rain(folder: Path) -> AlignedRaster:
    """Yearly rain that grows by 10 mm for each kilometre to the east."""
    grid: Grid = case.GRID
    values = np.tile(1200 + np.arange(grid.shape[1]) * 0.2, (grid.shape[0], 1)).astype("float32")
    with rasterio.open(
        folder / "rain.tif", "w", driver="GTiff", width=grid.shape[1], height=grid.shape[0], count=1,
        dtype="float32", crs=f"EPSG:{case.EPSG}", transform=grid.transform, nodata=-9999,
    ) as target:  # fmt: skip
        target.write(values, 1)
    return AlignedRaster(folder / "rain.tif", grid, "values")


def desk(folder: Path, plan: Plan | None = None) -> Desk:
    plan, held = plan or case.plan(), dict(case.held())
    rainfall = replace(held["dem"], role="precipitation", name="年降水量", span=(1202.0, 1260.0))
    held["precipitation"] = rainfall
    atlas = Atlas(plan, case.facts(), load(), load_styles(), load_sheets(), held, 36)
    layers = case.ground(folder)
    layers.rasters["precipitation"] = rain(folder)
    ground = CentredGround(layers, plan, case.SCOPE, CRS.from_epsg(case.EPSG))
    return Desk(atlas, ground, held, case.SCOPE, case.EPSG, series(atlas))


def drawn(table: Desk, key: str, folder: Path, dpi: int = DPI) -> dict[str, Path]:
    """Files of a sheet by their endings."""
    draw(table, sheets_of(table)[key], folder / key, dpi)
    return {file.suffix: file for file in (folder / key / "sheet").iterdir()}


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def canvas(dpi: int = DPI, focus: shapely.Geometry = case.SCOPE) -> Canvas:
    view = view_for(focus, load_styles(), dpi)
    return blank(view, load_styles(), Plates())


def test_each_unit_has_a_sheet_framed_to_it(tmp_path: Path) -> None:
    sheets = sheets_of(desk(tmp_path))
    assert {"unit_L", "unit_R"} <= set(sheets)
    assert "unit" not in sheets
    left = sheets["unit_L"]
    assert left.title == "上游水土流失保护修复单元工程布局图"
    assert left.heading == (case.plan().project.name, left.title)
    assert left.frame == "L"
    sites = next(group for group in left.legend if group.title == "子项目")
    assert [entry.label for entry in sites.entries] == ["1 2021–2022 水土流失综合治理项目"]
    assert {q.fact for q in left.quotes()} >= {"unit:L.area", "subproject:L-01.area"}
    assert not any("R" in q.fact.partition(".")[0] for q in left.quotes())


def test_a_unit_is_shown_larger_than_the_scope_and_its_neighbour_pale(tmp_path: Path) -> None:
    table = desk(tmp_path)
    files = drawn(table, "unit_L", tmp_path)
    with rasterio.open(files[".tif"]) as tiff, rasterio.open(drawn(table, "landuse", tmp_path)[".tif"]) as whole:
        assert tiff.transform.a <= whole.transform.a
        assert tiff.transform.c == pytest.approx(whole.transform.c - 1500)
        page = np.moveaxis(tiff.read(), 0, 2).astype(int)
        own = page[tiff.index(36_000_000 + case.WEST + 2600, case.SOUTH + 2700)]
        beside = page[tiff.index(36_000_000 + case.WEST + 3300, case.SOUTH + 2700)]
        outside = page[tiff.index(36_000_000 + case.WEST + 2600, case.SOUTH - 60)]
    assert own.min() < beside.min() < 255
    assert outside.min() > 245


def test_neighbours_of_a_unit_are_named_on_their_own_ground(tmp_path: Path) -> None:
    table = desk(tmp_path)
    sheet = sheets_of(table)["unit_L"]
    (borders,) = [overlay for overlay in sheet.overlays if overlay.around]
    paper, units = canvas(focus=case.LEFT), table.ground.vector("units")
    assert units is not None
    draw_labels(paper, [(borders, units)], case.LEFT, ())
    (name,) = paper.figure.texts + paper.ground.texts + paper.page.texts
    assert name.get_text() == "下游"


@pytest.mark.parametrize(("ending", "beside"), [(".tif", ".tfw"), (".jpg", ".jgw")])
def test_a_known_corner_lies_where_tags_and_world_file_say(tmp_path: Path, ending: str, beside: str) -> None:
    table = desk(tmp_path)
    bare = replace(sheets_of(table)["landuse"], overlays=())
    draw(table, bare, tmp_path / "bare", 150)
    files = {file.suffix: file for file in (tmp_path / "bare" / "sheet").iterdir()}
    with rasterio.open(files[ending]) as picture:
        place = picture.transform
        assert picture.crs is None or picture.crs.to_epsg() == 4524
    across, _, _, down, x, y = (float(line) for line in files[beside].read_text().split())
    assert (across, down) == pytest.approx((place.a, place.e))
    assert (x, y) == pytest.approx(place @ (0.5, 0.5), abs=1e-6)
    coloured = pixels(files[ending]).min(axis=2) < 235
    east, north = 36_000_000 + case.WEST, case.SOUTH + 4000
    for known, line in (
        (north, coloured[:, round((east + 1500 - x) / across)]),
        (east, coloured[round((north - 500 - y) / down)]),
    ):
        origin, step = (y - down / 2, down) if known == north else (x - across / 2, across)
        truth = (known - origin) / step
        near = round(truth)
        first = near - 8 + int(np.argmax(line[near - 8 : near + 8]))
        assert abs(first - truth) <= (0.5 if ending == ".tif" else 1.0)  # JPEG smears an edge


@given(st.floats(0, 4000), st.floats(0.01, 5000))
def test_levels_are_round_few_and_inside(low: float, wide: float) -> None:
    levels = round_levels(low, low + wide, 7)
    assert len(levels) <= 8
    assert all(low - 1e-6 <= level <= low + wide + 1e-6 for level in levels)
    step = round_step(low, low + wide)
    assert np.allclose(np.diff(levels), step)


def test_isolines_run_where_the_values_are(tmp_path: Path) -> None:
    view = view_for(case.SCOPE, load_styles(), 25)
    columns = np.linspace(0, 100, 120, dtype=np.float32)
    cell = 6000 / 119
    transform = rasterio.Affine(cell, 0, case.WEST - cell / 2, 0, -cell, case.SOUTH + 4000 + cell / 2)
    found = isolines(view, Surface(np.tile(columns, (90, 1)), transform), (25.0, 50.0, 120.0), case.SCOPE)
    assert list(found) == [25.0, 50.0]
    assert found[50.0].centroid.x == pytest.approx(case.WEST + 3000, abs=1)
    assert found[25.0].within(case.SCOPE.buffer(1))


def test_rain_is_tinted_by_classes_with_its_isolines(tmp_path: Path) -> None:
    table = desk(tmp_path)
    sheet = sheets_of(table)["climate"]
    assert sheet.base.limits == (1210.0, 1220.0, 1230.0, 1240.0, 1250.0)
    assert [line.role for line in sheet.isolines] == ["precipitation"]
    assert "precipitation" in sheet.roles()
    with rasterio.open(drawn(table, "climate", tmp_path)[".tif"]) as tiff:
        page = np.moveaxis(tiff.read(), 0, 2).astype(int)
        dry, wet = (page[tiff.index(36_000_000 + case.WEST + x, case.SOUTH + 3300)] for x in (700, 5700))
    assert wet[0] < dry[0] - 60


def test_a_small_map_stands_where_nothing_is(tmp_path: Path) -> None:
    del tmp_path
    wide = box(case.WEST, case.SOUTH, case.WEST + 8000, case.SOUTH + 2500)
    sheet = canvas(focus=wide)
    found = inset_for(sheet, wide, wide, ())
    assert found is not None
    left, bottom, right, top = load_styles().page.frame.box()
    assert left < found.box[0] < found.box[2] < right
    assert bottom < found.box[1] < found.box[3] < top
    assert inset_for(sheet, wide, wide, [(left, bottom, right, top)]) is None
    full = box(*sheet.view.bounds)
    assert inset_for(sheet, wide, full, ()) is None


@pytest.mark.parametrize("sites", [1, 12, 60])
def test_a_legend_keeps_above_the_scale_with_many_long_entries(sites: int) -> None:
    entries = tuple(
        Entry(
            load_styles().symbols["area"], f"{n} 历史遗留矿山生态修复与坡面水土流失综合治理项目", (Quote("f", "12.34"),)
        )
        for n in range(min(sites, 50))
    )
    sheet = canvas()
    words = {"legend": "图例"}
    value = MapSheet(
        "k", "t", ("t",), None, Base("none"), (), (Group("子项目", entries, "面积/hm²"),), (), "", "", words
    )
    draw_legend(sheet, value, 70)
    lowest = min(text.get_position()[1] for text in sheet.page.texts)
    assert lowest > 70
    assert len(sheet.page.texts) >= 2 * len(entries) + 3


def test_numbers_of_a_group_stand_in_columns_under_their_heads() -> None:
    quotes = [(Quote("a", "1831.77"), None), (Quote("b", "2.00"), Quote("c", "11.88"))]
    group = Group("重叠", tuple(Entry(None, f"{n} 项目", own) for n, own in enumerate(quotes)), "hm²", ("红线", "农田"))
    sheet = canvas()
    value = MapSheet("k", "t", ("t",), None, Base("none"), (), (group,), (), "", "", {"legend": "图例"})
    draw_legend(sheet, value, 70)
    ends = {text.get_text(): text.get_position()[0] for text in sheet.page.texts if text.get_ha() == "right"}
    assert ends["红线"] == ends["1831.77"] == ends["2.00"]
    assert ends["农田"] == ends["—"] == ends["11.88"] == ends["hm²"]
    assert ends["农田"] - ends["红线"] > sheet.extent("11.88", "number")[0]


def test_sixty_subprojects_find_room_on_a_unit_sheet(tmp_path: Path) -> None:
    table = desk(tmp_path, with_many(60))
    sheet = sheets_of(table)["unit_L"]
    assert sum(len(group.entries) for group in sheet.legend) <= load_styles().page.legend_lines
    assert sheet.legend[-1].entries[-1].label.startswith("……其余")
    assert np.ptp(pixels(drawn(table, "unit_L", tmp_path)[".jpg"])) > 200


@pytest.mark.parametrize(("wide", "relief", "times"), [(60_000, 1000, 3.0), (4_000, 2_000, 1.0), (90_000, 0, 10.0)])
def test_heights_are_exaggerated_by_a_round_factor(wide: float, relief: float, times: float) -> None:
    assert exaggeration(wide, relief) == times


def test_the_block_hides_what_lies_behind_and_shows_its_sides() -> None:
    focus = box(0, 0, 3000, 2000)
    eye = eye_for(focus, 100, 700)
    view = block_view(focus, eye, 700, layout_of(load_styles().page), 20)
    plan = plan_of(view, focus)
    heights = np.full(plan.shape, 100, dtype=np.float32)
    north = plan.bounds[3] - (np.arange(plan.shape[0]) + 0.5) * plan.metres
    heights[(north > 400) & (north < 500)] = 700  # a wall from west to east
    colours = np.zeros((*plan.shape, 4), dtype=np.uint8)
    colours[..., 1] = 200  # green land
    colours[(north > 500) & (north < 700)] = (255, 0, 0, 255)  # in its shadow
    there = g.burnt_on(plan, np.array([focus]), np.ones(1, dtype=np.int32)) > 0
    picture = seen(Skin(heights, colours, there), plan, view, eye)
    assert not ((picture[..., 0] == 255) & (picture[..., 1] == 0)).any()
    assert (picture[..., 1] == 200).any()
    rows = view.shape[0]
    foot = rows - 1 - round((float(eye.up(0, eye.foot)) - view.south) / view.metres)
    side = picture[foot - 2, view.shape[1] // 2]
    assert 100 < side[0] < 200
    assert side[0] > side[2]
    assert (picture[foot + 3 :] == 255).all()


def test_the_block_has_no_position_and_the_plans_have(tmp_path: Path) -> None:
    table = desk(tmp_path)
    block, plan = drawn(table, "relief", tmp_path), drawn(table, "slope", tmp_path)
    assert set(block) == {".tif", ".jpg"}
    assert set(plan) == {".tif", ".jpg", ".tfw", ".jgw"}
    assert np.ptp(pixels(block[".tif"])) > 200


def test_the_eye_measures_height_and_northing_alike() -> None:
    eye = Eye(2.0, 100.0)
    assert float(eye.up(0, 100)) == 0
    assert float(eye.up(1000, 100)) == pytest.approx(707.1, abs=0.1)
    assert float(eye.up(0, 600)) == pytest.approx(707.1, abs=0.1)


def test_what_belongs_to_another_frame_is_forgotten() -> None:
    plates, made = Plates(), list[View]()
    one, other = view_for(case.SCOPE, load_styles(), 20), view_for(case.LEFT, load_styles(), 20)

    def counted(view: View) -> int:
        made.append(view)
        return len(made)

    def make(view: View) -> int:
        return plates.of(view, "key", lambda: counted(view))

    assert [make(v) for v in (one, one, other, one)] == [1, 1, 2, 3]
