"""A raster in pieces: every task writes a file of its own, and a virtual raster puts them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EIO, ENOENT
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import escape

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError
from rasterio.windows import Window as FileWindow

from shanshui.geo.files import beside
from shanshui.geo.grid import Grid, Window

WHOLE = "whole.vrt"
"""Name of the virtual raster."""

_GDAL_TYPE = {"float32": "Float32", "float64": "Float64", "int32": "Int32", "int16": "Int16", "uint8": "Byte"}
_TILE = 256


@dataclass(frozen=True, slots=True)
class Pieces:
    """A raster that many workers write at once; a frozen value, so that it can be sent to them.

    Parameters
    ----------
    folder : Path
        Where the pieces go; it must exist, and other machines must see it under the same path.
    grid : Grid
        Cells of the whole.
    dtype : str
        Of the cells: ``float32``, ``int32``, ...
    nodata : float
        Value of cells without data, and of ground that nobody writes.

    Notes
    -----
    A piece appears under its name when it is whole. Two workers may write the same one, as happens where a cluster
    takes a slow worker for a dead one: each writes beside, and the later one takes the place of the same cells.
    """

    folder: Path
    grid: Grid
    dtype: str
    nodata: float

    @property
    def whole(self) -> Path:
        """The virtual raster, once :meth:`join` has made it."""
        return self.folder / WHOLE

    @contextmanager
    def opened(self, block: Window) -> Iterator[Callable[[Window, NDArray[np.generic]], None]]:
        """A function that writes windows of one piece; those that are not written have no data.

        Parameters
        ----------
        block : Window
            Ground of the piece.

        Yields
        ------
        callable
            Takes a window inside the block, and its cells of shape (height, width).

        Raises
        ------
        OSError
            Where it cannot be written, for want of room or of rights.
        """
        part, place = self.grid.part(block), self._place(block)
        unfinished = place.with_name(f".{place.stem}.{uuid4().hex}.tif")
        try:
            with rasterio.open(
                unfinished,
                "w",
                driver="GTiff",
                width=block.width,
                height=block.height,
                count=1,
                dtype=self.dtype,
                nodata=self.nodata,
                crs=rasterio.CRS.from_epsg(part.epsg),
                transform=part.transform,
                tiled=True,
                blockxsize=_TILE,
                blockysize=_TILE,
                compress="deflate",
                zlevel=1,
                predictor=3 if self.dtype.startswith("float") else 2,
            ) as target:

                def write(window: Window, cells: NDArray[np.generic]) -> None:
                    col, row = window.col - block.col, window.row - block.row
                    box = FileWindow(col, row, window.width, window.height)
                    target.write(cells.astype(self.dtype, copy=False), 1, window=box)

                yield write
            unfinished.replace(place)
        except RasterioError as error:
            raise OSError(EIO, f"cannot be written ({error})", str(place)) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def write(self, window: Window, cells: NDArray[np.generic]) -> None:
        """Write a piece of one window at once, cells of shape (height, width)."""
        with self.opened(window) as put:
            put(window, cells)

    def join(self, blocks: Iterable[Window]) -> Path:
        """Put the pieces together, and clear away what a killed worker left unfinished.

        Parameters
        ----------
        blocks : iterable of Window
            Ground of the pieces that were written; all else has no data.

        Returns
        -------
        Path
            A virtual raster (VRT) in the folder, which any reader takes for one file.

        Raises
        ------
        FileNotFoundError
            Where a piece is not there, as when workers do not see the same folder.
        """
        placed = {self._place(block): block for block in blocks}
        for path in placed:
            if not path.is_file():
                raise FileNotFoundError(ENOENT, "a piece of a raster was not written where it is looked for", str(path))
        for path in self.folder.glob("*.tif"):
            if path not in placed:
                path.unlink()
        unfinished = beside(self.whole)
        unfinished.write_text("\n".join(self._described(placed)), encoding="utf-8")
        return unfinished.replace(self.whole)

    def _place(self, block: Window) -> Path:
        return self.folder / f"{block.row:07d}_{block.col:07d}.tif"

    def _described(self, placed: dict[Path, Window]) -> Iterator[str]:
        grid, kind = self.grid, _GDAL_TYPE[self.dtype]
        nodata = "nan" if np.isnan(self.nodata) else f"{self.nodata:g}"
        t = grid.transform
        yield f'<VRTDataset rasterXSize="{grid.cols}" rasterYSize="{grid.rows}">'
        yield f"<SRS>{escape(rasterio.CRS.from_epsg(grid.epsg).to_wkt())}</SRS>"
        yield f"<GeoTransform>{t.c!r},{t.a!r},0,{t.f!r},0,{t.e!r}</GeoTransform>"
        yield f'<VRTRasterBand dataType="{kind}" band="1"><NoDataValue>{nodata}</NoDataValue>'
        for path, block in sorted(placed.items()):
            size = f'xSize="{block.width}" ySize="{block.height}"'
            raster = f'RasterXSize="{block.width}" RasterYSize="{block.height}" DataType="{kind}"'
            yield (
                f'<SimpleSource><SourceFilename relativeToVRT="1">{path.name}</SourceFilename>'
                f"<SourceBand>1</SourceBand><SourceProperties {raster} "
                f'BlockXSize="{_TILE}" BlockYSize="{_TILE}"/><SrcRect xOff="0" yOff="0" {size}/>'
                f'<DstRect xOff="{block.col}" yOff="{block.row}" {size}/></SimpleSource>'
            )
        yield "</VRTRasterBand></VRTDataset>"
