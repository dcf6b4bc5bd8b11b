"""Words along lines, layers made from others, kinds with their colours, and images: by hand and by chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import LineString

from dossier import map_case as case
from dossier import map_layers as more
from shanshui.dossier.maps.along import Type, letters_of, runs_along
from shanshui.dossier.maps.derived import Makers, river_grades
from shanshui.dossier.maps.imagery import bands_of, faded, image_on
from shanshui.dossier.maps.labels import Wish, place
from shanshui.dossier.maps.paper import View
from shanshui.dossier.maps.themes.kinds import ramp_colour
from shanshui.geo.raster import AlignedRaster

KIND = Type(20.0, 14.0)
Points = list[tuple[float, float]]


def runs(points: Points, words: str = "清水江") -> list[tuple[tuple[float, float, float], ...]]:
    found = runs_along(np.array(points, dtype=float), words, [20.0] * len(letters_of(words)), KIND)
    return [tuple((*letter.middle, letter.angle) for letter in run) for run in found]


def test_words_on_a_level_stream_read_from_the_left_and_stand_above_it() -> None:
    for points in ([(0.0, 0.0), (400.0, 0.0)], [(400.0, 0.0), (0.0, 0.0)]):
        first = runs(points)[0]
        assert [x for x, _, _ in first] == pytest.approx([173.0, 200.0, 227.0], abs=1)
        assert all(y == pytest.approx(14) and angle == pytest.approx(0) for _, y, angle in first)


def test_words_on_a_stream_to_the_south_stand_below_one_another() -> None:
    for points in ([(0.0, 0.0), (0.0, 400.0)], [(0.0, 400.0), (0.0, 0.0)]):
        first = runs(points)[0]
        heights = [y for _, y, _ in first]
        assert heights == sorted(heights, reverse=True)
        assert all(angle == pytest.approx(0, abs=1e-6) for _, _, angle in first)


def test_letters_turn_with_a_slanting_stream() -> None:
    assert all(angle == pytest.approx(30) for *_, angle in runs([(0, 0), (400 * 3**0.5, 400)])[0])


@pytest.mark.parametrize("points", [[(0, 0), (30, 0)], [(0, 0), (60, 0), (0, 12), (60, 24), (0, 36), (60, 48)]])
def test_a_short_or_winding_stream_has_no_such_place(points: Points) -> None:
    assert runs(points) == []


def test_letters_keep_apart_on_the_inner_side_of_a_bend() -> None:
    turns = np.radians(np.linspace(0, 120, 60))
    bend = [(70 * float(np.sin(t)), 70 * float(np.cos(t))) for t in turns]
    for run in runs([(-400.0, 70.0), *bend], "支流7"):
        assert np.hypot(*np.diff([(x, y) for x, y, _ in run], axis=0).T).min() > 20


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 800)), min_size=2, max_size=12))
def test_no_letter_stands_on_its_head(points: Points) -> None:
    for run in runs(points):
        assert all(abs(angle) <= 90 for *_, angle in run)


def test_letters_are_kept_clear_of_other_words() -> None:
    line = np.array([(0.0, 100.0), (400.0, 100.0)])
    wish = Wish((200, 100), (60, 20), runs=tuple(runs_along(line, "清水江", [20.0] * 3, KIND)))
    bounds = (0.0, 0.0, 400.0, 200.0)
    (above,) = place([wish], [], bounds)
    (below,) = place([wish], [(0, 102, 400, 200)], bounds)
    assert above is not None
    assert below is not None
    assert above[0].middle[1] > 100 > below[0].middle[1]  # type: ignore[union-attr]
    (plain,) = place([wish], [(0, 112, 400, 200), (0, 0, 400, 88)], bounds)
    assert plain == (200, 100), "where no run is free the words stand as others do"


def test_rivers_are_graded_by_order_or_by_length() -> None:
    lines = [LineString([(0, 0), (length, 0)]) for length in (100, 60, 20)]
    assert river_grades(case.frame(lines)) == ["1", "2", "3"]
    assert river_grades(case.frame(lines, order=[1, 3, 2])) == ["3", "1", "2"]
    assert river_grades(case.frame(lines, order=[None, None, None])) == ["1", "2", "3"]
    assert river_grades(case.frame([])) == []


def test_layers_are_made_from_tables_and_from_other_layers(tmp_path: Path) -> None:
    made = more.ground(tmp_path)
    makers = Makers(made, more.plan(), CRS.from_epsg(case.EPSG))
    points, water, seats, overlaps = (
        makers.monitoring(), makers.water(), makers.seats(), makers.overlaps(),
    )  # fmt: skip
    assert points is not None
    assert points["number"].to_list() == ["2", "3"]
    assert points.within(case.SCOPE.buffer(5000)).all()
    assert water is not None
    assert water["class"].to_list() == ["1103"]
    assert seats is not None
    assert seats["name"].to_list() == ["甲乡"]
    assert overlaps is not None
    assert sorted(overlaps.geometry.area) == pytest.approx([250_000, 1_000_000])
    protected = makers.protected()
    assert protected is not None
    assert protected["part"].to_list() == ["core", "general"]
    assert makers.maker("dem") is None


def test_a_map_depends_on_what_its_layers_are_made_from(tmp_path: Path) -> None:
    held = more.held(more.ground(tmp_path))
    assert held["control_overlaps"].below == (
        "subprojects", "ecological_redline", "permanent_farmland", "urban_boundary", "protected_areas",
    )  # fmt: skip
    assert held["monitoring"].values == ("subproject", "unit")
    assert "township_seats" not in more.held(more.ground(tmp_path), "villages")


def test_colours_of_kinds_never_run_out() -> None:
    ramp = ("#000000", "#804020")
    found = [ramp_colour(ramp, number) for number in range(1, 9)]
    assert len(set(found)) == len(found)
    assert all(len(colour) == 7 for colour in found)


def image(folder: Path, bands: int, **how: object) -> AlignedRaster:
    rows, columns = case.GRID.shape
    cells = np.linspace(0, 4000, rows * columns).reshape(rows, columns)
    with rasterio.open(
        folder / "image.tif", "w", driver="GTiff", width=columns, height=rows, count=bands, dtype="uint16",
        crs=f"EPSG:{case.EPSG}", transform=case.GRID.transform, nodata=0, **how,
    ) as target:  # fmt: skip
        for band in range(1, bands + 1):
            target.write((cells / band).astype("uint16"), band)
    return AlignedRaster(folder / "image.tif", case.GRID, "values")


@pytest.mark.parametrize(("bands", "how", "shown"), [
    (1, {}, (1, 1, 1)), (4, {}, (1, 2, 3)), (4, {"photometric": "RGB"}, (1, 2, 3)), (2, {}, (1, 1, 1)),
])  # fmt: skip
def test_bands_of_an_image(tmp_path: Path, bands: int, how: dict[str, str], shown: tuple[int, int, int]) -> None:
    assert bands_of(image(tmp_path, bands, **how)) == shown


def test_an_image_of_any_depth_is_stretched_and_white_outside(tmp_path: Path) -> None:
    view = View(100, (80, 60), (0, 0, 80, 60), case.WEST, case.SOUTH, round(60.0 * 100 / 0.0254))
    inside = np.ones((60, 80), dtype=bool)
    inside[:10] = False
    picture = image_on(view, image(tmp_path, 3), inside)
    assert picture.dtype == np.uint8
    assert np.all(picture[:10] == 255)
    assert picture[10:].min() < 20
    assert picture[10:, :, 0].max() == 255
    assert np.ptp(picture[10:].astype(int).max(axis=2) - picture[10:].min(axis=2)) < 40, "bands are stretched alike"
    pale = faded(picture, 0.5)
    assert pale.shape == (60, 80, 4)
    assert pale[10:, :, :3].min() >= 127
