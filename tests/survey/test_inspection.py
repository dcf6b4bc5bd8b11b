"""Quality of layers: topology, alignment, no data, unknown codes, age; what is wrong is told with its size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

import county
from shanshui.geo.centres import holds_centre
from shanshui.geo.coverage import faults, mean_width
from shanshui.geo.grid import Grid
from shanshui.geo.zonal import Zones
from staged import run

W, S, SIDE = county.WEST, county.SOUTH, county.SIDE


def _enter(root: Path, line: str) -> None:
    path = root / "catalog.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"  {line}\n", encoding="utf-8")


def _tiles(n: int, side: float) -> list[Polygon]:
    return [box(side * i, side * j, side * (i + 1), side * (j + 1)) for i in range(n) for j in range(n)]


def test_a_sound_coverage_has_no_faults() -> None:
    found = faults(_tiles(6, 100), 2)
    assert (len(found.overlaps), len(found.gaps), found.narrow.size, found.faulty) == (0, 0, 0, 0)


def test_overlaps_gaps_and_slivers_by_hand() -> None:
    tiles = _tiles(3, 100)
    tiles[4] = box(100, 110, 205, 200)  # 5 m into the eastern neighbour, and 10 m short of the southern one
    tiles.append(box(0, 300, 300, 301))  # a strip of 1 m along the north
    found = faults(tiles, 2)
    assert [tuple(map(int, pair)) for pair in found.pairs] == [(4, 7)]
    assert shapely.area(found.overlaps).tolist() == [5 * 90]
    assert shapely.area(found.gaps).tolist() == [100 * 10]
    assert found.narrow.tolist() == [9]
    assert found.faulty >= 3


def test_features_that_stand_twice_are_overlaps() -> None:
    one = box(0, 0, 100, 100)
    assert len(faults([one, one], 2).overlaps) == 1
    assert len(faults([one, shapely.reverse(one)], 2).overlaps) == 1
    tiles = _tiles(5, 100)
    assert len(faults([*tiles, *tiles], 2).overlaps) == 25
    assert len(faults([*tiles, tiles[12]], 2).overlaps) == 1
    second = [box(50 + 100 * i, 100 * j, 150 + 100 * i, 100 * (j + 1)) for i in range(4) for j in range(5)]
    assert len(faults([*tiles, *second], 2).overlaps) == 40


def test_an_island_in_its_hole_is_sound_and_without_hole_is_an_overlap() -> None:
    whole, island = box(0, 0, 300, 300), box(100, 100, 200, 200)
    sound = faults([whole.difference(island), island], 2)
    assert (len(sound.overlaps), len(sound.gaps), sound.faulty) == (0, 0, 0)
    assert shapely.area(faults([whole, island], 2).overlaps).tolist() == [100 * 100]
    assert shapely.area(faults([whole.difference(island)], 2).gaps).tolist() == [100 * 100]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(0, 6))
def test_faults_are_those_of_every_pair_held_against_each_other(seed: int, moved: int) -> None:
    random = np.random.default_rng(seed)
    corners = np.stack(np.meshgrid(np.arange(6) * 100.0, np.arange(6) * 100.0), axis=-1)
    corners += random.uniform(-20, 20, corners.shape)
    squares = [corners[[i, i + 1, i + 1, i], [j, j, j + 1, j + 1]].copy() for i in range(5) for j in range(5)]
    for n in random.choice(25, moved, replace=False):
        squares[n][random.integers(4)] += random.uniform(-30, 30, 2)
    shapes = np.array([Polygon(square) for square in squares], dtype=object)
    shapes = shapes[shapely.is_valid(shapes)]
    wanted = {
        (n, m)
        for n in range(shapes.size)
        for m in range(n + 1, shapes.size)
        if shapes[n].intersection(shapes[m]).area >= 1
    }
    found = faults(shapes, 0.1)
    assert {(int(n), int(m)) for n, m in found.pairs} == wanted
    union = shapely.union_all(shapes)
    holes = [Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    assert sorted(hole.area for hole in holes if hole.area >= 1) == pytest.approx(sorted(shapely.area(found.gaps)))


@given(st.floats(1, 500), st.floats(1, 500))
def test_mean_width_of_a_rectangle(one: float, other: float) -> None:
    (width,) = mean_width(np.array([box(0, 0, one, other)], dtype=object))
    assert width <= min(one, other) * (1 + 1e-12)
    assert width >= min(one, other) / 2 * (1 - 1e-12)


@given(st.floats(0, 290), st.floats(0, 290), st.floats(0.5, 60), st.floats(0.5, 60))
def test_a_polygon_holds_a_centre_where_it_is_drawn(x: float, y: float, width: float, height: float) -> None:
    grid = Grid(4545, 30.0, 0.0, 360.0, 12, 12)
    shape = box(x, y, x + width, y + height)
    edges = {x % 30, y % 30, (x + width) % 30, (y + height) % 30}
    if all(abs(edge - 15) > 1e-6 for edge in edges):  # a centre on the very edge belongs to either side
        drawn = any(Zones([shape], grid).burn(window).any() for window in grid.windows())
        assert holds_centre(shape, grid) == drawn


def test_topology_of_a_layer_is_told_with_areas(small_county: Path) -> None:
    west = [box(W, S, W + 1000, S + SIDE), box(W + 990, S, W + 2000, S + SIDE)]
    east = [box(W + 2000, S, W + SIDE, S + 1400), box(W + 2000, S + 1500, W + 2900, S + SIDE)]
    rest = [box(W + 2900, S + 1400, W + SIDE, S + SIDE)]
    county.vector(small_county, "soil", [*west, *east, *rest], type=["黄壤"] * 5)
    _enter(small_county, "soil: {file: layers/soil.gpkg, date: '2018', provider: 测试}")
    done = run(small_county, "survey")
    assert done.facts.number("layer:soil.overlaps") == 1
    assert done.facts.number("layer:soil.gaps") == 1
    overlap, gap = (float(done.facts.number(f"layer:soil.{k}_area") or 0) for k in ("overlap", "gap"))
    assert abs(overlap / (10 * SIDE) - 1) < 1e-3
    assert abs(gap / (900 * 100) - 1) < 1e-3
    assert done.facts.number("layer:soil.coverage") == Decimal("0.990000")
    assert done.facts.number("layer:soil.age") == 2
    assert [c for c in done.codes("soil") if c in ("LAYER-OVERLAP", "LAYER-GAP")] == ["LAYER-OVERLAP", "LAYER-GAP"]
    (told,) = [f for f in done.findings if f.code == "LAYER-OVERLAP"]
    assert told.words["feature"] == "1、2"
    assert told.words["area"].endswith("hm²")


def test_an_invalid_feature_is_counted(small_county: Path) -> None:
    crossed = Polygon([(W, S), (W + 900, S + 900), (W + 900, S), (W, S + 900)])
    county.vector(small_county, "geology", [crossed, county.RIGHT], unit=["甲", "乙"])
    _enter(small_county, "geology: {file: layers/geology.gpkg, date: '2020', provider: 测试}")
    done = run(small_county, "survey")
    assert done.facts.number("layer:geology.invalid") == 1
    assert "LAYER-GEOMETRY" in done.codes("geology")


def _write(root: Path, name: str, values: np.ndarray, transform: Affine, epsg: int) -> None:
    rows, cols = values.shape
    profile = {"driver": "GTiff", "width": cols, "height": rows, "count": 1, "dtype": "float32"}
    with rasterio.open(root / "layers" / name, "w", **profile, crs=f"EPSG:{epsg}", transform=transform) as out:
        out.write(values.astype("float32"), 1)


def test_a_raster_in_degrees_says_how_it_was_brought_in(small_county: Path) -> None:
    values = np.full((120, 120), 12.0) + np.arange(120)[:, None] / 100
    _write(small_county, "t.tif", values, Affine(0.001, 0, 109.05, 0, -0.001, 26.66), 4490)
    _enter(small_county, "temperature: {file: layers/t.tif, unit: degC, date: '2020', provider: 测试}")
    done = run(small_county, "survey")
    (told,) = [f for f in done.findings if f.code == "LAYER-ALIGNED"]
    assert told.place.layer == "temperature"
    assert told.got == "EPSG:4490，111 m"
    assert told.want == "EPSG:4545，30 m"
    assert told.words["done"] == "双线性内插"


def test_a_finer_and_a_shifted_raster_are_averaged_and_interpolated(small_county: Path) -> None:
    fine = np.tile(np.linspace(300, 400, 360), (360, 1))
    _write(small_county, "fine.tif", fine, Affine(10, 0, W - 300, 0, -10, S + SIDE + 300), 4545)
    shifted = np.tile(np.linspace(1200, 1300, 120), (120, 1))
    _write(small_county, "p.tif", shifted, Affine(30, 0, W - 292, 0, -30, S + SIDE + 300), 4545)
    county.edit(small_county / "catalog.yaml", "layers/dem.tif", "layers/fine.tif")
    _enter(small_county, "precipitation: {file: layers/p.tif, unit: mm, date: '2020', provider: 测试}")
    told = {f.place.layer: f for f in run(small_county, "survey").findings if f.code == "LAYER-ALIGNED"}
    assert told["dem"].words["done"] == "取格内平均"
    assert told["precipitation"].words["done"] == "双线性内插"
    assert told["precipitation"].got.startswith("EPSG:4545，30 m，")


def test_share_without_data_and_lost_codes(small_county: Path) -> None:
    cells = county.covers()
    cells[20:40] = 0
    cells[50:60, 20:30] = 99
    county.raster(small_county, "landcover", cells, nodata=0)
    facts = run(small_county, "survey").facts
    assert facts.number("layer:landcover.no_data") == Decimal("0.2")
    lost = float(facts.number("layer:landcover.unknown_codes") or 0)
    assert abs(lost / 90_000 - 1) < 1e-3


def test_the_survey_area_is_larger_than_the_scope(small_county: Path) -> None:
    assert "SURVEY-UNDRAWN" in run(small_county, "survey").codes("survey_area")
    _enter(small_county, "survey_area: {file: layers/survey_area.gpkg, date: '2020', provider: 测试}")
    county.vector(small_county, "survey_area", [county.SCOPE])
    assert run(small_county, "survey").codes("survey_area") == ["SURVEY-AREA"]
    county.vector(small_county, "survey_area", [county.SCOPE.buffer(500)])
    assert run(small_county, "survey").codes("survey_area") == []
