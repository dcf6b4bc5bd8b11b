"""A raster in pieces: every window writes a file of its own, and a virtual raster puts them together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import rasterio
from numpy.typing import NDArray

from shanshui.geo.files import beside
from shanshui.geo.grid import Grid, Window

_GDAL_TYPE = {"float32": "Float32", "float64": "Float64", "int32": "Int32", "int16": "Int16", "uint8": "Byte"}


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
        Value of cells without data, and of windows that nobody writes.
    """

    folder: Path
    grid: Grid
    dtype: str
    nodata: float

    def write(self, window: Window, cells: NDArray[np.generic]) -> None:
        """Write the cells of a window, shape (height, width); NaN becomes the value of no data."""
        part = self.grid.part(window)
        path = self.folder / f"{window.row:07d}_{window.col:07d}.tif"
        whole = beside(path)
        with rasterio.open(
            whole,
            "w",
            driver="GTiff",
            width=window.width,
            height=window.height,
            count=1,
            dtype=self.dtype,
            nodata=self.nodata,
            crs=rasterio.CRS.from_epsg(part.epsg),
            transform=part.transform,
            compress="deflate",
            zlevel=1,
            predictor=3 if self.dtype.startswith("float") else 2,
        ) as target:
            target.write(cells.astype(self.dtype, copy=False), 1)
        whole.replace(path)

    def join(self) -> Path:
        """Put the pieces together.

        Returns
        -------
        Path
            A virtual raster (VRT) in the folder, which any reader takes for one file.
        """
        path = self.folder / "whole.vrt"
        whole = beside(path)
        whole.write_text("\n".join(self._described()), encoding="utf-8")
        whole.replace(path)
        return path

    def _described(self) -> list[str]:
        grid, kind = self.grid, _GDAL_TYPE[self.dtype]
        nodata = "nan" if np.isnan(self.nodata) else f"{self.nodata:g}"
        t = grid.transform
        lines = [
            f'<VRTDataset rasterXSize="{grid.cols}" rasterYSize="{grid.rows}">',
            f"<SRS>{escape(rasterio.CRS.from_epsg(grid.epsg).to_wkt())}</SRS>",
            f"<GeoTransform>{t.c!r},{t.a!r},0,{t.f!r},0,{t.e!r}</GeoTransform>",
            f'<VRTRasterBand dataType="{kind}" band="1"><NoDataValue>{nodata}</NoDataValue>',
        ]
        for piece in sorted(self.folder.glob("*.tif")):
            row, col = (int(part) for part in piece.stem.split("_"))
            with rasterio.open(piece) as source:
                height, width = source.shape
            lines.append(
                f'<SimpleSource><SourceFilename relativeToVRT="1">{piece.name}</SourceFilename>'
                f'<SourceBand>1</SourceBand><SourceProperties RasterXSize="{width}" RasterYSize="{height}" '
                f'DataType="{kind}" BlockXSize="{width}" BlockYSize="1"/>'
                f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
                f'<DstRect xOff="{col}" yOff="{row}" xSize="{width}" ySize="{height}"/></SimpleSource>'
            )
        return [*lines, "</VRTRasterBand>", "</VRTDataset>"]
