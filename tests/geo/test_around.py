from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from shapely.geometry import LineString, Point, box

from shanshui.geo.around import Beyond, Drawn
from shanshui.geo.grid import Grid, Window
from shanshui.geo.raster import AlignedRaster

GRID = Grid(4545, 10.0, 500_000.0, 2_900_000.0, 6, 5)


def test_polygons_take_centres_and_lines_take_what_they_touch() -> None:
    left, top = GRID.left, GRID.top
    drawn = Drawn(
        [box(left + 6, top - 30, left + 26, top - 10), LineString([(left + 31, top), (left + 31, top - 50)])], GRID
    )
    with drawn.opened() as read:
        cells = read(Window(0, 0, 5, 6))
        assert cells.tolist() == [[0, 0, 0, 1, 0, 0], *[[0, 1, 1, 1, 0, 0]] * 2, *[[0, 0, 0, 1, 0, 0]] * 2]
        around = read(Window(0, 0, 5, 6).grown(2))
    assert (around[2:-2, 2:-2] == cells).all()
    assert around.sum() == cells.sum()


def test_a_point_takes_its_cell_and_nothing_draws_nothing() -> None:
    with Drawn([Point(GRID.left + 25, GRID.top - 35)], GRID).opened() as read:
        assert np.argwhere(read(Window(0, 0, 5, 6))).tolist() == [[3, 2]]
    with Drawn([], GRID).opened() as read:
        assert not read(Window(0, 0, 5, 6)).any()


def test_a_raster_is_read_beyond_its_grid(tmp_path: Path) -> None:
    codes = np.arange(1, 101, dtype="uint8").reshape(10, 10)
    for shift in (0.0, 3.0):  # on the grid, and beside it
        path = tmp_path / f"codes_{shift:g}.tif"
        t = Affine(10, 0, GRID.left - 20 + shift, 0, -10, GRID.top + 30)
        with rasterio.open(
            path, "w", driver="GTiff", width=10, height=10, count=1, dtype="uint8", crs="EPSG:4545", transform=t
        ) as file:
            file.write(codes, 1)
        with Beyond(AlignedRaster(path, GRID, "codes"), 4).opened() as read:
            found = read(Window(0, 0, 5, 6).grown(4))
        assert found.shape == (13, 14)
        assert (found[1:11, 2:12] == codes).all()
        assert not found[0].any()
        assert not found[:, :2].any()
