"""Rasters by windows: described, brought onto the project's grid, and written, never held whole."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as FileWindow

from shanshui.errors import DataError
from shanshui.geo.files import beside
from shanshui.geo.grid import Bounds, Grid, Window, covering

UNREADABLE = "LAYER-UNREADABLE"
_NO_CODE = int(np.iinfo(np.int32).min)
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class RasterHead:
    """What a raster file says of itself, without its cells.

    Parameters
    ----------
    crs : CRS or None
        None where the file has none.
    placed : bool
        Whether it says where it lies at all.
    cell : tuple of float
        Width and height of a cell [unit of the CRS].
    nodata : float or None
        As declared.
    """

    crs: CRS | None
    placed: bool
    bounds: Bounds
    cell: tuple[float, float]
    cols: int
    rows: int
    bands: int
    dtype: str
    nodata: float | None


@dataclass(frozen=True, slots=True)
class RasterSummary:
    """What the cells of a band come to.

    Parameters
    ----------
    minimum, maximum : float
        Of the cells with data; NaN where there is none.
    nodata_share : float
        Cells without data over all cells.
    """

    minimum: float
    maximum: float
    nodata_share: float


@contextmanager
def _opened(path: Path, **options: Any) -> Iterator[Any]:
    """An open data set; what GDAL says of a bad file becomes one clear fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            source = rasterio.open(path, **options)
    except RasterioError as error:
        raise DataError(UNREADABLE, f"{path.name}: {_first_line(error)}") from error
    try:
        yield source
    except RasterioError as error:
        raise DataError(UNREADABLE, f"{path.name}: {_first_line(error.__cause__ or error)}") from error
    finally:
        source.close()


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


def _pyproj(crs: Any) -> CRS | None:
    if not crs:
        return None
    try:
        return CRS.from_user_input(crs)
    except CRSError:
        return None


def head(path: Path) -> RasterHead:
    """Read what a raster file says of itself.

    Raises
    ------
    DataError
        Where it is no raster that GDAL can read.
    """
    with _opened(path) as source:
        transform = source.transform
        return RasterHead(
            crs=_pyproj(source.crs),
            placed=not transform.is_identity,
            bounds=_upright(*source.bounds),
            cell=(float(np.hypot(transform.a, transform.d)), float(np.hypot(transform.b, transform.e))),
            cols=source.width,
            rows=source.height,
            bands=source.count,
            dtype=source.dtypes[0],
            nodata=source.nodata,
        )


def _upright(left: float, bottom: float, right: float, top: float) -> Bounds:
    """West, south, east, north, also of a file whose rows run from south to north."""
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def summary(path: Path, band: int = 1, size: int = 1024) -> RasterSummary:
    """Least and greatest value and the share without data, by windows of the file's own grid."""
    low, high, missing, cells = np.inf, -np.inf, 0, 0
    with _opened(path) as source:
        for window in _file_windows(source, size):
            values = _known(source.read(band, window=window, masked=True))
            cells += window.width * window.height
            missing += window.width * window.height - values.size
            if values.size:
                low, high = min(low, float(values.min())), max(high, float(values.max()))
    empty = missing == cells
    return RasterSummary(np.nan if empty else low, np.nan if empty else high, missing / cells)


def holds_data(path: Path, band: int = 1, size: int = 256) -> bool:
    """Whether any cell of a band has data; looks from the middle outwards and stops at the first."""
    with _opened(path) as source:

        def outwards(window: FileWindow) -> float:
            across = window.col_off + window.width / 2 - source.width / 2
            return float(np.hypot(across, window.row_off + window.height / 2 - source.height / 2))

        windows = sorted(_file_windows(source, size), key=outwards)
        return any(_known(source.read(band, window=w, masked=True)).size for w in windows)


def _file_windows(source: Any, size: int) -> Iterator[FileWindow]:
    for row in range(0, source.height, size):
        for col in range(0, source.width, size):
            yield FileWindow(col, row, min(size, source.width - col), min(size, source.height - row))


def _known(values: Any) -> NDArray[Any]:
    found: NDArray[Any] = values.compressed()
    return found[~np.isnan(found)] if found.dtype.kind == "f" else found


@dataclass(frozen=True, slots=True)
class AlignedRaster:
    """A band of a file, read as if it lay on the project's grid.

    Parameters
    ----------
    path : Path
        The file.
    grid : Grid
        What it is brought onto.
    kind : {"codes", "values"}
        Codes take the nearest cell and are int32 with 0 = no data; values are bilinear (averaged where
        the file's cells are finer than half the grid's) and float64 with NaN = no data.
    band : int
        From 1.
    scale, offset : float
        Value = stored · scale + offset; for values only.
    crs : str
        WKT or code that stands in for a missing CRS of the file.
    shift : tuple of float
        East and north [m], added to the file's positions after projection.
    limits : tuple of float or None
        Values outside are no data; for values only.
    """

    path: Path
    grid: Grid
    kind: Literal["codes", "values"]
    band: int = 1
    scale: float = 1.0
    offset: float = 0.0
    crs: str = ""
    shift: tuple[float, float] = (0.0, 0.0)
    limits: tuple[float, float] | None = None

    def blocks(self, size: int = 1024, halo: int = 0) -> Iterator[tuple[Window, NDArray[Any]]]:
        """Windows of the grid with their cells, each grown by ``halo`` cells on every side.

        Yields
        ------
        tuple of Window, array
            The window without its halo, and the array with it. Beyond the grid there is no data.
        """
        with self.opened() as read:
            for window in self.grid.windows(size):
                yield window, read(window.grown(halo))

    def blocks_near(self, bounds: Bounds, size: int = 1024) -> Iterator[tuple[Window, NDArray[Any]]]:
        """Windows that together hold a box of the grid's CRS, with their cells; none outside the grid."""
        box = covering(bounds, self.grid.cell, self.grid.epsg)
        top = max(0, round((self.grid.top - box.top) / self.grid.cell))
        left = max(0, round((box.left - self.grid.left) / self.grid.cell))
        bottom = min(self.grid.rows, round((self.grid.top - box.bounds[1]) / self.grid.cell))
        right = min(self.grid.cols, round((box.bounds[2] - self.grid.left) / self.grid.cell))
        with self.opened() as read:
            for row in range(top, bottom, size):
                for col in range(left, right, size):
                    window = Window(row, col, min(size, bottom - row), min(size, right - col))
                    yield window, read(window)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A function that reads any window of the grid."""
        with _opened(self.path) as source, _on_grid(source, self) as placed:
            yield lambda window: self._read(*placed, window)

    def _read(self, data: Any, row: int, col: int, window: Window) -> NDArray[Any]:
        """Cells of a window; ``row`` and ``col`` say where the grid's first cell lies in ``data``."""
        top, left = window.row + row, window.col + col
        first, last = max(0, top), min(data.height, top + window.height)
        west, east = max(0, left), min(data.width, left + window.width)
        found = np.full(window.shape, 0 if self.kind == "codes" else np.nan, dtype=self._dtype)
        if first < last and west < east:
            box = FileWindow(west, first, east - west, last - first)
            inner = data.read(self.band, window=box, masked=True)
            found[first - top : last - top, west - left : east - left] = self._dressed(inner)
        return found

    @property
    def _dtype(self) -> type[np.generic]:
        return np.int32 if self.kind == "codes" else np.float64

    def _dressed(self, cells: Any) -> NDArray[Any]:
        if self.kind == "values":
            values: NDArray[Any] = _real(cells).astype(np.float64).filled(np.nan)
            if self.scale != 1.0 or self.offset != 0.0:
                values = values * self.scale + self.offset
            low, high = self.limits or (-np.finfo(np.float32).max, np.finfo(np.float32).max)
            return np.where((values >= low) & (values <= high), values, np.nan)
        known = ~np.ma.getmaskarray(cells)
        raw = np.ma.getdata(_real(cells))
        with np.errstate(invalid="ignore"):
            known &= (raw > _NO_CODE) & (raw <= np.iinfo(np.int32).max)
        codes: NDArray[Any] = np.rint(np.where(known, raw, 0)).astype(np.int32)
        return codes


def _real(cells: Any) -> Any:
    return cells.real if cells.dtype.kind == "c" else cells


@contextmanager
def _on_grid(source: Any, raster: AlignedRaster) -> Iterator[tuple[Any, int, int]]:
    """The data set and the place of the grid's first cell in it: the file itself where it is aligned."""
    grid = raster.grid.moved(-raster.shift[0], -raster.shift[1])
    crs = source.crs or (rasterio.CRS.from_user_input(raster.crs) if raster.crs else None)
    t = source.transform
    target = rasterio.CRS.from_epsg(grid.epsg)
    row, col = (t.f - grid.top) / grid.cell, (grid.left - t.c) / grid.cell
    aligned = (
        crs == target
        and abs(t.a - grid.cell) < _NEAR * grid.cell
        and abs(t.e + grid.cell) < _NEAR * grid.cell
        and t.b == t.d == 0
        and abs(row - round(row)) < 1e-3
        and abs(col - round(col)) < 1e-3
    )
    if aligned:
        yield source, round(row), round(col)
        return
    codes = raster.kind == "codes"
    finer = crs == target and max(abs(t.a), abs(t.e)) < grid.cell / 2
    with WarpedVRT(
        source,
        src_crs=crs,
        crs=target,
        transform=grid.transform,
        width=grid.cols,
        height=grid.rows,
        resampling=Resampling.nearest if codes else Resampling.average if finer else Resampling.bilinear,
        src_nodata=source.nodata,
        nodata=_NO_CODE if codes else np.nan,
        dtype="int32" if codes else "float64",
    ) as warped:
        yield warped, 0, 0


class RasterWriter:
    """A raster that is written window by window beside its place and renamed into it when whole.

    Parameters
    ----------
    path : Path
        A ``.tif``; its folder must exist.
    grid : Grid
        Its cells.
    dtype : str
        Of the cells.
    nodata : float
        Value of cells without data.
    cloud_optimised : bool
        Whether the finished file is a COG.
    """

    def __init__(self, path: Path, grid: Grid, dtype: str, nodata: float, cloud_optimised: bool = False) -> None:
        self.path, self.grid = path, grid
        self._part = beside(path)
        self._cog = cloud_optimised
        self._data = rasterio.open(
            self._part,
            "w",
            driver="GTiff",
            width=grid.cols,
            height=grid.rows,
            count=1,
            dtype=dtype,
            nodata=nodata,
            crs=rasterio.CRS.from_epsg(grid.epsg),
            transform=grid.transform,
            tiled=True,
            blockxsize=256,
            blockysize=256,
            compress="deflate",
            predictor=3 if dtype.startswith("float") else 2,
        )

    def __enter__(self) -> RasterWriter:
        return self

    def write(self, window: Window, cells: NDArray[np.generic]) -> None:
        """Write the cells of a window."""
        self._data.write(cells, 1, window=FileWindow(window.col, window.row, window.width, window.height))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._data.close()
        if kind is not None:
            self._part.unlink(missing_ok=True)
            return
        if self._cog:
            whole = beside(self.path)
            rasterio.shutil.copy(self._part, whole, driver="COG", compress="deflate")
            self._part.unlink()
            self._part = whole
        self._part.replace(self.path)
