"""What was entered of monitoring, and the design that fills it up: density, strays, power, allotment, frames."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely

import county
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.layout.monitoring.monitoring_facts import cover_spread
from shanshui.layout.monitoring.monitoring_frame import MOST, Fields, Frame, frame_of
from shanshui.layout.monitoring.monitoring_points import allotted, controls, plots, sections, weighted
from shanshui.ledger import Fact, Facts
from shanshui.standard import load
from shanshui.standard.method.monitoring import load_watches
from staged import run

W, S = county.WEST, county.SOUTH
GRID = Grid(4545, 10.0, 0.0, 1000.0, 100, 100)


def raster(folder: Path, name: str, cells: np.ndarray, kind: str = "values") -> AlignedRaster:
    path = folder / f"{name}.tif"
    with RasterWriter(path, GRID, "int32" if kind == "codes" else "float32", 0 if kind == "codes" else np.nan) as out:
        out.write(GRID.whole, cells.astype("int32" if kind == "codes" else "float32"))
    return AlignedRaster(path, GRID, kind)  # type: ignore[arg-type]


@pytest.fixture
def fields(tmp_path: Path) -> Fields:
    """Forest in the west, shrubs in the east, a lake in the south; steep in the north."""
    codes = np.full((100, 100), 11)
    codes[:, 60:] = 21
    codes[80:, :] = 42
    slope = np.full((100, 100), 10.0)
    slope[:30] = 50.0
    cover = np.where(codes == 11, 0.9, 0.7) + np.tile([-0.1, 0.1], 50)
    named = {"slope": raster(tmp_path, "slope", slope), "fvc": raster(tmp_path, "fvc", cover)}
    return Fields(raster(tmp_path, "ecosystem", codes, "codes"), named, 2020)


def whole(fields: Fields) -> Frame:
    return frame_of(shapely.box(0, 0, 1000, 1000), fields, GRID, 1)


def test_a_frame_leaves_open_water_out_and_is_thinned_evenly(fields: Fields) -> None:
    frame = whole(fields)
    assert len(frame) == 2000  # every second cell both ways of the 8000 that are no lake
    assert len(frame) <= MOST
    assert frame.cells == 8000
    assert frame.places[:, 1].min() > 200
    assert {int(kind): int((frame.kinds == kind).sum()) for kind in (1, 2)} == {1: 1200, 2: 800}


def test_a_frame_ends_at_its_place(fields: Fields) -> None:
    frame = frame_of(shapely.box(105, 605, 155, 655), fields, GRID, 1)
    assert len(frame) == frame.cells == 25
    assert (frame.places.min(axis=0) == (115, 615)).all() or (frame.places.min(axis=0) == (105, 605)).all()
    assert len(frame_of(shapely.Polygon(), fields, GRID, 1)) == 0
    assert len(frame_of(shapely.box(5000, 5000, 5100, 5100), fields, GRID, 1)) == 0


def test_the_spread_is_that_within_ecosystems(fields: Fields) -> None:
    """Both differ by 0.1 from their means of 0.9 and 0.7; the 0.2 between them does not count."""
    frame = frame_of(shapely.box(400, 400, 800, 700), fields, GRID, 1)
    mean, deviation = frame.spread("fvc")
    assert mean == pytest.approx(0.8, abs=0.001)
    assert deviation == pytest.approx(0.1, abs=1e-5)
    assert np.isnan(frame.spread("erosion")).all()


def test_steep_ground_is_left_out_unless_nothing_else_is_there(fields: Fields) -> None:
    frame = whole(fields)
    flat, some = frame.walkable(35.0, 10)
    assert some
    assert flat.places[:, 1].max() < 700
    north, none = frame_of(shapely.box(0, 800, 1000, 1000), fields, GRID, 1).walkable(35.0, 10)
    assert not none
    assert len(north) > 10


def test_plots_by_area_two_at_least() -> None:
    assert allotted({1: 90.0, 2: 8.0, 3: 2.0}, 10) == {1: 8, 2: 2, 3: 0}
    assert allotted({1: 3.0}, 10) == {1: 3}
    assert allotted({}, 5) == {}
    assert sum(allotted({1: 50.0, 2: 30.0, 3: 20.0}, 13).values()) == 13
    assert allotted({1: 50.0, 2: 50.0}, 1) == {1: 1, 2: 0}


def test_plots_lie_on_their_ecosystem_with_spares(fields: Fields) -> None:
    frame = whole(fields)
    laid = plots(frame, 20, 0.2, 3)
    assert len(laid) == 20
    assert {kind: sum(p.kind == kind for p in laid) for kind in (1, 2)} == {1: 12, 2: 8}
    assert sum(p.spare is not None for p in laid) == 4  # 20 % of 12 and of 8, rounded
    assert all((p.place[0] < 600) == (p.kind == 1) for p in laid)
    spots = [p.place for p in laid] + [p.spare for p in laid if p.spare]
    assert len(set(spots)) == 24
    assert laid == plots(frame, 20, 0.2, 3)
    assert laid != plots(frame, 20, 0.2, 4)


def test_controls_are_on_the_same_ecosystems(fields: Fields) -> None:
    frame = whole(fields)
    treated = plots(frame, 10, 0.0, 1)
    beside = controls(frame, treated, 9)
    assert sorted(p.kind for p in beside) == sorted(p.kind for p in treated)
    few = frame.only(frame.places[:, 0] > 600)
    assert {p.kind for p in controls(few, treated, 9)} == {2}


def test_points_drawn_by_a_field_avoid_what_has_none_of_it(fields: Fields) -> None:
    frame = whole(fields)
    erosion = np.where(frame.places[:, 0] < 300, 0.0, frame.places[:, 0])
    by_field = Frame(frame.places, frame.kinds, {"erosion": erosion}, frame.cells)
    drawn = weighted(by_field, "erosion", 12, 2)
    assert len(drawn) == 12
    assert all(p.place[0] >= 300 for p in drawn)
    assert len(weighted(frame, "erosion", 3, 2)) == 3
    nothing = Frame(frame.places, frame.kinds, {"erosion": np.zeros(len(frame))}, frame.cells)
    assert weighted(nothing, "erosion", 3, 2) == ()


def test_sections_lie_where_streams_cross_the_border(tmp_path: Path) -> None:
    """A large stream leaves to the east, a small one enters from the north: rills do not count."""
    flow = np.ones((100, 100))
    flow[50, :] = 900.0
    flow[:50, 20] = 100.0
    unit = shapely.box(105, 105, 895, 895)
    found = sections(unit, raster(tmp_path, "flow", flow), GRID, 5)
    assert [point[1] for point in found[:1]] == [495.0]
    assert len(found) == 1  # the others lie within a kilometre
    assert sections(unit, raster(tmp_path, "dry", np.zeros((100, 100))), GRID, 5) == ()


def test_a_stream_that_slips_through_a_corner_is_found(tmp_path: Path) -> None:
    flow = np.zeros((100, 100))
    for n in range(100):
        flow[n, n] = 50.0 + n
    border = shapely.Polygon([(0, 5), (995, 1000), (0, 1000)])
    assert len(sections(border, raster(tmp_path, "flow", flow), GRID, 1)) == 1


def areas(subject: str, *sizes: int) -> Facts:
    return Facts(
        Fact(f"{subject}.fvc.class{n}.area@2020", Decimal(size), "m2") for n, size in enumerate(sizes, start=1)
    )


def test_the_spread_from_classes_by_hand() -> None:
    """Half between 0.3 and 0.45, half above 0.75: middles 0.375 and 0.875, mean 0.625, deviation 0.25."""
    found = cover_spread("unit:L", 2020, areas("unit:L", 0, 500, 0, 0, 500))
    assert found is not None
    assert found[0] == pytest.approx(0.625)
    assert found[1] == pytest.approx(0.25)
    assert cover_spread("unit:L", 2020, areas("unit:L", 0, 500)) is None
    assert cover_spread("unit:L", 2020, areas("unit:L", 0, 0, 0, 0, 0)) is None


HEAD = "code,name,scale,subject,longitude,latitude,indicator,method,frequency,start,end,responsible,synthetic,note"


def entered(root: Path, *rows: str) -> None:
    (root / "tables" / "monitoring.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")


def test_points_are_counted_for_units_with_their_sub_projects(small_county: Path) -> None:
    entered(
        small_county,
        "M-1,遥感,工程范围,scope,,,013,解译,每年一次,2021,2028,局,否,无固定点位",
        "M-2,样地,保护修复单元,unit:L,109.1,26.56,植被覆盖度,样地,每年一次,2021,2028,局,否,",
        "M-3,样地,子项目,subproject:L-01,109.1,26.56,植被覆盖度,样地,每年一次,2021,2028,局,否,",
    )
    facts = run(small_county, "survey", "layout").facts
    assert facts.number("scope.monitoring.points") == 2
    assert facts.number("unit:L.monitoring.points") == 2
    assert facts.number("unit:R.monitoring.points") == 0
    assert facts.number("subproject:L-01.monitoring.points") == 1
    assert facts.codes("scope.monitoring.without.units") == ("R",)
    assert facts.codes("scope.monitoring.without.subprojects") == ("L-02", "R-01")
    assert facts.number("unit:L.monitoring.row3.off") is not None


def test_nothing_is_told_where_nothing_is_entered(small_county: Path) -> None:
    (small_county / "tables" / "monitoring.csv").unlink(missing_ok=True)
    facts = run(small_county, "survey", "layout").facts
    assert [key for key in facts if ".monitoring." in key] == []


def test_every_watch_can_be_entered() -> None:
    standard = load()
    for watch in load_watches():
        assert watch.source, watch.key
        code = watch.indicator
        assert not (len(code) == 3 and code.isdecimal()) or code in standard.indicators
        assert not code.isascii() or code in standard.indicators or code in standard.performance
        assert set(watch.problems) <= standard.vocabularies["ecosystem_problem"].keys()
        assert set(watch.categories) <= standard.vocabularies["subproject_category"].keys()
        assert any(word in watch.frequency for word in ("年", "季", "月", "次"))


def test_every_category_of_sub_project_is_watched() -> None:
    for category in load().vocabularies["subproject_category"]:
        own = [w for w in load_watches() if w.scale == "subproject" and w.called_for(frozenset(), category)]
        assert own, category
