from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from shanshui.errors import DataError
from shanshui.geo import raster
from shanshui.geo.grid import Grid, Window, covering
from shanshui.geo.raster import AlignedRaster, RasterWriter

GRID = Grid(4545, 30.0, 600_000.0, 2_950_020.0, 20, 10)


def write(
    path: Path, cells: np.ndarray, grid: Grid = GRID, epsg: int | None = 4545, nodata: float | None = None
) -> Path:
    options = {} if epsg is None else {"crs": rasterio.CRS.from_epsg(epsg)}
    with rasterio.open(
        path, "w", driver="GTiff", width=grid.cols, height=grid.rows, count=1, dtype=cells.dtype,
        transform=grid.transform, nodata=nodata, **options,
    ) as out:  # fmt: skip
        out.write(cells, 1)
    return path


@pytest.fixture
def codes(tmp_path: Path) -> tuple[Path, np.ndarray]:
    cells = np.arange(200, dtype=np.uint8).reshape(10, 20)
    return write(tmp_path / "codes.tif", cells, nodata=7), cells


def whole(read: AlignedRaster, size: int = 7) -> np.ndarray:
    out = np.zeros(read.grid.shape)
    for w, cells in read.blocks(size):
        out[w.row : w.row + w.height, w.col : w.col + w.width] = cells
    return out


def test_aligned_codes_come_as_they_are(codes: tuple[Path, np.ndarray]) -> None:
    path, cells = codes
    found = whole(AlignedRaster(path, GRID, "codes"))
    assert np.array_equal(found, np.where(cells == 7, 0, cells))


def test_codes_on_a_larger_grid_are_empty_outside(codes: tuple[Path, np.ndarray]) -> None:
    path, cells = codes
    grid = covering(GRID.bounds, 30.0, 4545, margin=3)
    found = whole(AlignedRaster(path, grid, "codes"))
    assert np.array_equal(found[3:-3, 3:-3], np.where(cells == 7, 0, cells))
    assert found.sum() == found[3:-3, 3:-3].sum()


def test_codes_of_another_cell_take_the_nearest(codes: tuple[Path, np.ndarray]) -> None:
    path, cells = codes
    fine = Grid(4545, 10.0, GRID.left, GRID.top, 60, 30)
    found = whole(AlignedRaster(path, fine, "codes"))
    assert np.array_equal(found, np.kron(np.where(cells == 7, 0, cells), np.ones((3, 3))))


def test_values_and_no_data(tmp_path: Path) -> None:
    cells = np.linspace(100, 900, 200).reshape(10, 20).astype(np.float32)
    cells[4, 4] = -9999
    path = write(tmp_path / "dem.tif", cells, nodata=-9999)
    found = whole(AlignedRaster(path, GRID, "values"))
    assert np.isnan(found[4, 4])
    assert np.isnan(found).sum() == 1
    scaled = whole(AlignedRaster(path, GRID, "values", scale=0.1, offset=1.0))
    assert scaled[0, 0] == pytest.approx(11.0)
    assert np.isnan(scaled[4, 4])


def test_integers_without_declared_no_data_are_not_zero_outside(tmp_path: Path) -> None:
    path = write(tmp_path / "dem.tif", np.full((10, 20), 500, np.int16))
    half = Grid(4545, 30.0, GRID.left - 45, GRID.top + 45, 24, 13)
    found = whole(AlignedRaster(path, half, "values"))
    assert np.isnan(found[0]).all()
    assert found[5, 10] == 500
    assert set(found[~np.isnan(found)]) == {500.0}


def test_degrees_are_brought_onto_the_grid(tmp_path: Path) -> None:
    # a plane in longitude, so that bilinear values can be told
    cells = np.tile(np.linspace(109.0, 109.19, 20), (10, 1))
    path = tmp_path / "lon.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=20, height=10, count=1, dtype="float64",
        crs=rasterio.CRS.from_epsg(4490), transform=Affine(0.01, 0, 108.995, 0, -0.01, 26.7),
    ) as out:  # fmt: skip
        out.write(cells, 1)
    x, y = 609_000.0, 2_948_000.0
    read = AlignedRaster(path, covering((x, y, x + 300, y + 300), 30.0, 4545), "values")
    found = whole(read)
    from pyproj import Transformer

    lon, _ = Transformer.from_crs(4545, 4490, always_xy=True).transform(read.grid.left + 15, read.grid.top - 15)
    assert found[0, 0] == pytest.approx(lon, abs=2e-6)


def test_finer_values_are_averaged(tmp_path: Path) -> None:
    fine = Grid(4545, 5.0, GRID.left, GRID.top, 120, 60)
    cells = np.random.default_rng(1).normal(size=fine.shape)
    path = write(tmp_path / "fine.tif", cells, fine)
    found = whole(AlignedRaster(path, GRID, "values"))
    assert found == pytest.approx(cells.reshape(10, 6, 20, 6).mean(axis=(1, 3)), abs=1e-9)


def test_windows_with_halo_equal_the_whole(tmp_path: Path) -> None:
    cells = np.random.default_rng(2).normal(size=GRID.shape)
    read = AlignedRaster(write(tmp_path / "a.tif", cells), GRID, "values")
    padded = np.pad(cells, 1, constant_values=np.nan)
    for w, got in read.blocks(6, halo=1):
        want = padded[w.row : w.row + w.height + 2, w.col : w.col + w.width + 2]
        assert np.array_equal(got, want, equal_nan=True)


def test_a_declared_shift_moves_the_cells(tmp_path: Path) -> None:
    cells = np.arange(200, dtype=np.float64).reshape(10, 20)
    read = AlignedRaster(write(tmp_path / "a.tif", cells), GRID, "values", shift=(60.0, -30.0))
    found = whole(read)
    assert found[1, 2] == cells[0, 0]
    assert np.isnan(found[0]).all()


def test_crs_that_stands_in(tmp_path: Path) -> None:
    path = write(tmp_path / "none.tif", np.ones(GRID.shape), epsg=None)
    assert raster.head(path).crs is None
    assert whole(AlignedRaster(path, GRID, "values", crs="EPSG:4545")).sum() == 200


def test_head_and_summary(codes: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    head = raster.head(codes[0])
    assert head.crs is not None
    assert head.crs.to_epsg() == 4545
    assert (head.cell, head.cols, head.rows, head.bands, head.nodata) == ((30.0, 30.0), 20, 10, 1, 7)
    got = raster.summary(codes[0], size=6)
    assert (got.minimum, got.maximum, got.nodata_share) == (0, 199, 1 / 200)
    empty = write(tmp_path / "empty.tif", np.full(GRID.shape, np.nan))
    assert raster.summary(empty).nodata_share == 1
    assert np.isnan(raster.summary(empty).maximum)
    assert not raster.holds_data(empty)
    assert raster.holds_data(codes[0])


def test_no_raster(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_text("no raster")
    with pytest.raises(DataError, match=r"a\.tif"):
        raster.head(tmp_path / "a.tif")


def test_a_cut_raster(tmp_path: Path) -> None:
    cells = np.random.default_rng(0).random((400, 400))
    grid = Grid(4545, 30.0, GRID.left, GRID.top, 400, 400)
    path = write(tmp_path / "a.tif", cells, grid)
    path.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(DataError, match=r"a\.tif"):
        raster.summary(path)


@pytest.mark.parametrize("cog", [False, True])
def test_written_windows_come_back(tmp_path: Path, cog: bool) -> None:
    cells = np.random.default_rng(3).random(GRID.shape).astype(np.float32)
    path = tmp_path / "out.tif"
    with RasterWriter(path, GRID, "float32", np.nan, cog) as out:
        for w in GRID.windows(7):
            out.write(w, cells[w.row : w.row + w.height, w.col : w.col + w.width])
            assert not path.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out.tif"]
    assert np.array_equal(whole(AlignedRaster(path, GRID, "values")), cells)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = write(tmp_path / "out.tif", np.ones(GRID.shape))

    def fail() -> None:
        with RasterWriter(path, GRID, "uint8", 0) as out:
            out.write(Window(0, 0, 2, 2), np.ones((2, 2), np.uint8))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail()
    assert [p.name for p in tmp_path.iterdir()] == ["out.tif"]
    assert raster.summary(path).minimum == 1
