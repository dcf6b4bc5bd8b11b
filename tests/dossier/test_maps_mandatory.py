"""The maps that the code demands and their substitutes: what each draws, says of itself, and quotes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import CRS

from dossier import map_case as case
from dossier import map_layers as more
from shanshui.dossier.maps import CentredGround, Desk, draw
from shanshui.dossier.maps.compose import compose
from shanshui.dossier.maps.sheet import FIELD, MapSheet
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Fact

DPI = 40
FOREST, FIELDS = (700, 2200), (5400, 1200)
"""A place in the western half and one in the eastern, from the corner of the scope [m]."""


def sheet(county: more.County, key: str) -> MapSheet:
    made = compose(county.atlas, key).sheet
    assert made is not None
    return made


def codes(county: more.County, key: str) -> list[str]:
    return [f.code for f in compose(county.atlas, key).findings]


def colours(county: more.County, key: str, folder: Path, *places: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Draw a map; colours at places of the ground."""
    fields = partial(_field, county.ground)
    ground = CentredGround(county.ground, county.atlas.plan, case.SCOPE, CRS.from_epsg(case.EPSG), fields)
    desk = Desk(county.atlas, ground, county.atlas.held, case.SCOPE, case.EPSG, {})
    draw(desk, sheet(county, key), folder / key, DPI)
    (tiff,) = (folder / key / "sheet").glob("*.tif")
    with rasterio.open(tiff) as file:
        page = np.moveaxis(file.read(), 0, 2)
        spots = [file.index(36_000_000 + case.WEST + x, case.SOUTH + y) for x, y in places]
    return [(int(page[spot][0]), int(page[spot][1]), int(page[spot][2])) for spot in spots]


def _field(ground: case.Ground, name: str) -> AlignedRaster | None:
    return ground.raster(f"{FIELD}{name}")


def entries(made: MapSheet) -> dict[str, str]:
    """Words of the legend with the numbers beside them."""
    return {e.label: " ".join(q.text for q in e.told()) for group in made.legend for e in group.entries}


def test_an_image_is_drawn_in_its_own_colours_with_date_and_resolution(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    made = sheet(county, "remote_sensing")
    assert (made.base.kind, made.base.shade, made.substitute) == ("imagery", "", "")
    assert entries(made)["影像时间 2020年8月15日"] == ""
    assert entries(made)["空间分辨率/m"] == "10.0"
    west, east = colours(county, "remote_sensing", tmp_path, FOREST, FIELDS)
    assert west[0] > west[2] + 150
    assert east[2] > east[0] + 150


def test_land_cover_stands_in_for_the_image(tmp_path: Path) -> None:
    county = more.county(tmp_path, "imagery")
    made = sheet(county, "remote_sensing")
    assert (made.base.kind, made.base.role, made.base.shade) == ("cells", "landcover", "dem")
    assert made.substitute == "注：缺遥感影像，本图以土地覆被、高程代替"
    assert codes(county, "remote_sensing") == ["MAP-SUBSTITUTE"]


def test_vegetation_types_are_the_layers_own_and_sum_to_the_scope(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    made = sheet(county, "vegetation")
    assert (made.legend[0].title, made.substitute) == ("植被类型", "")
    assert [e.label for e in made.legend[0].entries] == ["杉木林", "灌草丛"]
    total = sum(Decimal(str(q.value)) for q in made.quotes())
    assert total == Decimal("24.00")
    west, east = colours(county, "vegetation", tmp_path, FOREST, FIELDS)
    assert max(abs(a - b) for a, b in zip(west, east, strict=True)) > 40


def test_vegetation_types_are_derived_from_land_cover(tmp_path: Path) -> None:
    made = sheet(more.county(tmp_path, "vegetation"), "vegetation")
    assert entries(made)["阔叶林"] == "16.00"
    assert entries(made)["耕地"] == "8.00"
    assert "植被类型" in made.substitute
    table = county_colours(tmp_path)
    assert dict(made.base.colours)["11"] == table["11"] != dict(made.base.colours)["12"]


def county_colours(folder: Path) -> dict[str, str]:
    classes = more.county(folder).atlas.standard.classes["hj1166"].classes
    return {code: c.color for code, c in classes.items()}


def test_a_land_use_plan_is_drawn_by_first_level_classes(tmp_path: Path) -> None:
    made = sheet(more.county(tmp_path), "landuse_plan")
    assert made.base.role == "landuse_plan"
    assert [(e.label, e.quotes[0].text) for e in made.legend[0].entries] == [("01 耕地", "12.00"), ("03 林地", "12.00")]


@pytest.mark.parametrize(
    ("key", "without", "base"),
    [
        ("landuse_plan", (), "landuse"),
        ("landuse_plan", ("landuse",), "landcover"),
        ("spatial_plan", ("landuse",), "scope"),
    ],
)
def test_control_lines_stand_in_for_a_plan(tmp_path: Path, key: str, without: tuple[str, ...], base: str) -> None:
    county = more.county(tmp_path, "landuse_plan", *without)
    made = sheet(county, key)
    assert made.base.role == base
    assert made.substitute == "注：缺土地利用规划，本图以永久基本农田、生态保护红线、城镇开发边界代替"
    assert [(e.label, e.quotes[0].text) for e in made.legend[0].entries] == [
        ("生态保护红线", "1.00"), ("永久基本农田", "2.00"), ("城镇开发边界", "0.36"),
    ]  # fmt: skip
    farmland, plain = colours(county, key, tmp_path, (4500, 300), (3400, 1900))
    assert farmland[2] < plain[2] - 60


def test_only_the_control_lines_that_are_there_stand_in(tmp_path: Path) -> None:
    county = more.county(tmp_path, "landuse_plan", "urban_boundary", secret=("ecological_redline",))
    made = sheet(county, "spatial_plan")
    assert [e.label for e in made.legend[0].entries] == ["永久基本农田"]
    assert made.substitute.endswith("以永久基本农田代替")
    assert "ecological_redline" not in made.roles()
    nothing = more.county(
        tmp_path, "landuse_plan", "urban_boundary", "permanent_farmland", "ecological_redline", "protected_areas"
    )
    assert compose(nothing.atlas, "spatial_plan").sheet is None
    assert codes(nothing, "spatial_plan") == ["MAP-MISSING"]


def test_rivers_show_basins_and_waters_with_their_areas(tmp_path: Path) -> None:
    made = sheet(more.county(tmp_path), "rivers")
    assert entries(made)["水库水面"] == "2.00"
    assert entries(made)["甲河"] == "12.00"
    assert "湖泊水面" not in entries(made)
    assert (made.substitute, made.base.role) == ("", "basins")
    relief = sheet(more.county(tmp_path, "basins"), "rivers")
    assert (relief.substitute, relief.base.kind) == ("", "relief")


def test_a_network_from_relief_stands_in_for_rivers(tmp_path: Path) -> None:
    county = more.county(tmp_path, "rivers")
    made = sheet(county, "rivers")
    assert made.substitute == "注：缺河流水系，本图以河网代替"
    stream, slope = colours(county, "rivers", tmp_path, (5400, 2000), (5400, 1000))
    assert stream[2] > stream[0] + 60
    assert abs(slope[2] - slope[0]) < 12
    assert sheet(more.county(tmp_path, "rivers", "field:flow_accumulation"), "rivers").substitute.endswith("以高程代替")


def test_location_tells_extent_and_townships(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    told = entries(sheet(county, "location"))
    assert told["最东"] == "109.0600"
    assert told["甲乡"] == told["乙乡"] == "12.00"
    west, east = colours(county, "location", tmp_path, FOREST, FIELDS)
    assert west != east
    roles = [o.label for o in sheet(county, "location").overlays if o.role == "townships"]
    assert roles == [""]
    without = sheet(more.county(tmp_path, "villages"), "location")
    assert "name" in [o.label for o in without.overlays if o.role == "townships"]


def test_units_say_what_they_are_for(tmp_path: Path) -> None:
    made = sheet(more.county(tmp_path), "units")
    assert entries(made)["上游"] == "12.00"
    assert "修复重点：水土流失" in entries(made)
    drawn = dict(made.base.colours)
    swatch = next(e.symbol for e in made.legend[0].entries if e.label == "上游")
    assert swatch is not None
    assert swatch.color != drawn["L"], "the legend is as light as the map"


def test_the_schedule_colours_periods_and_writes_the_years(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    made = sheet(county, "schedule")
    assert entries(made)["2021–2022年"] == "3 300.00"
    assert entries(made)["1 2021–2022 水土流失综合治理项目"] == "100.00"
    assert made.legend[0].columns == ("项数", "面积/hm²")
    assert "全部子项目实施年份相同" in entries(made)
    (overlay,) = [o for o in made.overlays if o.role == "subprojects"]
    assert dict(overlay.words)["L-01"] == "1｜2021–2022"
    inside, beside = colours(county, "schedule", tmp_path, (800, 700), (2200, 700))
    assert inside[1] > inside[0] + 25
    assert abs(beside[1] - beside[0]) < 12


def test_points_of_monitoring_come_from_the_table(tmp_path: Path) -> None:
    made = sheet(more.county(tmp_path), "monitoring")
    assert made.legend[0].title == "监测点位"
    assert [e.label for e in made.legend[0].entries] == ["2 出口断面：水质，每季一次", "3 样地：植被，每年一次"]
    assert [e.label for e in made.legend[-1].entries] == ["1 全域遥感：生态系统类型构成比例，每年一次"]
    assert "水质采样点" in entries(made)
    assert "土壤采样点" not in entries(made)


def test_overlaps_are_drawn_and_quoted(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    made = sheet(county, "control_overlaps")
    told = entries(made)
    assert told["自然保护地核心区"] == "2.00"
    assert told["2 土地综合整治项目"] == "100.00"
    shares = made.legend[-1]
    assert (shares.title, shares.unit, shares.columns) == ("子项目与管控边界重叠", "面积/hm²", ("红线", "农田"))
    assert [[q is None for q in e.quotes] for e in shares.entries] == [[False, True], [True, False]]
    shared, line = colours(county, "control_overlaps", tmp_path, (4300, 700), (4300, 300))
    assert shared[0] > shared[1] + 50
    assert line[1] > line[0] - 60


def test_what_is_made_of_a_classified_layer_is_classified(tmp_path: Path) -> None:
    county = more.county(tmp_path, secret=("permanent_farmland",))
    assert not county.atlas.drawable("control_overlaps")
    assert compose(county.atlas, "control_overlaps").sheet is None


def test_main_problems_are_told_with_the_ground_of_their_places(tmp_path: Path) -> None:
    county = more.county(tmp_path)
    diagnosis = [
        Fact("unit:L.problems", "soil_erosion、mine_damage", "1"), Fact("unit:R.problems", "mine_damage", "1"),
        Fact("scope.diagnosed.problem.soil_erosion.area", Decimal(12_000_000), "m2"),
    ]  # fmt: skip
    atlas = replace(county.atlas, facts=county.atlas.facts.with_more(diagnosis))
    told = entries(sheet(more.County(county.ground, atlas), "problems"))
    assert told["水土流失"] == "12.00"
    assert told["矿山损毁"] == ""
