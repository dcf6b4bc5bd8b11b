"""Rasters by windows: described, brought onto the project's grid, and written, never held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from rasterio.errors import RasterioError
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as FileWindow

from shanshui.errors import DataError
from shanshui.geo.files import beside
from shanshui.geo.grid import Bounds, Grid, Window
from shanshui.geo.quiet import quiet

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
    with _clear(path), quiet():
        source = rasterio.open(path, **options)
    try:
        with _clear(path):
            yield source
    finally:
        source.close()


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Whatever GDAL says of a bad file becomes one clear fault."""
    try:
        yield
    except RasterioError as error:
        raise DataError(UNREADABLE, f"{path.name}: {_first_line(error.__cause__ or error)}") from error


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
    return some_data(path, band, size).size > 0


def some_data(path: Path, band: int = 1, size: int = 256) -> NDArray[Any]:
    """Values of the window nearest to the middle that has any, without those of no data; empty where none has."""
    with _opened(path) as source:

        def outwards(window: FileWindow) -> float:
            across = window.col_off + window.width / 2 - source.width / 2
            return float(np.hypot(across, window.row_off + window.height / 2 - source.height / 2))

        for window in sorted(_file_windows(source, size), key=outwards):
            values = _known(source.read(band, window=window, masked=True))
            if values.size:
                return values
    return np.zeros(0)


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

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A function that reads any window of the grid; it is for one thread at a time."""
        with _opened(self.path) as source, _on_grid(source, self) as placed:

            def read(window: Window) -> NDArray[Any]:
                with _clear(self.path):  # several files may be open: the fault is this one's
                    return self._read(*placed, window)

            yield read

    def _read(self, data: Any, row: int, col: int, window: Window) -> NDArray[Any]:
        """Cells of a window; ``row`` and ``col`` say where the grid's first cell lies in ``data``."""
        top, left = window.row + row, window.col + col
        first, last = max(0, top), min(data.height, top + window.height)
        west, east = max(0, left), min(data.width, left + window.width)
        inner = None
        if first < last and west < east:
            box = FileWindow(west, first, east - west, last - first)
            inner = self._dressed(data.read(self.band, window=box, masked=True))
            if inner.shape == window.shape:
                return inner
        found = np.full(window.shape, 0 if self.kind == "codes" else np.nan, dtype=self._dtype)
        if inner is not None:
            found[first - top : last - top, west - left : east - left] = inner
        return found

    @property
    def _dtype(self) -> type[np.generic]:
        return np.int32 if self.kind == "codes" else np.float64

    def _dressed(self, cells: Any) -> NDArray[Any]:
        raw, masked = np.ma.getdata(_real(cells)), np.ma.getmask(cells)
        if self.kind == "values":
            values: NDArray[Any] = raw.astype(np.float64)
            if self.scale != 1.0 or self.offset != 0.0:
                values = values * self.scale + self.offset
            low, high = self.limits or (-np.finfo(np.float32).max, np.finfo(np.float32).max)
            values[~((values >= low) & (values <= high)) | masked] = np.nan
            return values
        with np.errstate(invalid="ignore"):
            known = (raw > _NO_CODE) & (raw <= np.iinfo(np.int32).max) & ~masked
        whole = raw if raw.dtype.kind in "iu" else np.rint(np.where(known, raw, 0))
        codes: NDArray[Any] = whole.astype(np.int32)
        codes[~known] = 0
        return codes


def _real(cells: Any) -> Any:
    return cells.real if cells.dtype.kind == "c" else cells


@dataclass(frozen=True, slots=True)
class Placing:
    """How the cells of a file lie to those of a grid, and what brings them onto it.

    Parameters
    ----------
    way : str
        ``none`` where the cells are the grid's own, else ``nearest``, ``average`` or ``bilinear``.
    row, col : int
        Where the grid's first cell lies in the file; for ``none`` only.
    offset : tuple of float or None
        East and north from the grid's cells to the file's [cells]; None where CRS or size of the cells differ.
    """

    way: Literal["none", "nearest", "average", "bilinear"]
    row: int = 0
    col: int = 0
    offset: tuple[float, float] | None = None


def placing(raster: AlignedRaster) -> Placing:
    """How a raster is brought onto its grid."""
    with _opened(raster.path) as source:
        return _placing(source, raster)


def _source_crs(source: Any, raster: AlignedRaster) -> Any:
    return source.crs or (rasterio.CRS.from_user_input(raster.crs) if raster.crs else None)


def _placing(source: Any, raster: AlignedRaster) -> Placing:
    grid = raster.grid.moved(-raster.shift[0], -raster.shift[1])
    t = source.transform
    one_crs = _source_crs(source, raster) == rasterio.CRS.from_epsg(grid.epsg)
    one_cell = one_crs and abs(t.a - grid.cell) < _NEAR * grid.cell and abs(t.e + grid.cell) < _NEAR * grid.cell
    row, col = (t.f - grid.top) / grid.cell, (grid.left - t.c) / grid.cell
    offset = (round(col) - col, row - round(row)) if one_cell and t.b == t.d == 0 else None
    if offset is not None and abs(offset[0]) < 1e-3 and abs(offset[1]) < 1e-3:
        return Placing("none", round(row), round(col), offset)
    finer = one_crs and max(abs(t.a), abs(t.e)) < grid.cell / 2
    return Placing("nearest" if raster.kind == "codes" else "average" if finer else "bilinear", offset=offset)


@contextmanager
def _on_grid(source: Any, raster: AlignedRaster) -> Iterator[tuple[Any, int, int]]:
    """The data set and the place of the grid's first cell in it: the file itself where it is aligned."""
    placed = _placing(source, raster)
    if placed.way == "none":
        yield source, placed.row, placed.col
        return
    grid, codes = raster.grid.moved(-raster.shift[0], -raster.shift[1]), raster.kind == "codes"
    with WarpedVRT(
        source,
        src_crs=_source_crs(source, raster),
        crs=rasterio.CRS.from_epsg(grid.epsg),
        transform=grid.transform,
        width=grid.cols,
        height=grid.rows,
        resampling=Resampling[placed.way],
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
    description : str
        Of its band.
    colours : mapping of int to (red, green, blue), optional
        Of codes, for cells of uint8.
    """

    def __init__(
        self,
        path: Path,
        grid: Grid,
        dtype: str,
        nodata: float,
        cloud_optimised: bool = False,
        description: str = "",
        colours: Mapping[int, tuple[int, int, int]] | None = None,
    ) -> None:
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
            zlevel=1 if cloud_optimised else 6,
            predictor=3 if dtype.startswith("float") else 2,
        )
        if description:
            self._data.set_band_description(1, description)
        if colours:
            self._data.write_colormap(1, {code: (*colour, 255) for code, colour in colours.items()})
        self._overviews = "average" if dtype.startswith("float") else "nearest"

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
            options = {"compress": "deflate", "predictor": "standard", "overview_resampling": self._overviews}
            rasterio.shutil.copy(self._part, whole, driver="COG", **options)
            self._part.unlink()
            self._part = whole
        self._part.replace(self.path)
