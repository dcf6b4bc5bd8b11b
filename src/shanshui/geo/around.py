"""What can be read around a grid: rasters beyond its edges, and geometries of any kind drawn as cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid, Window
from shanshui.geo.quiet import quiet
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.zonal import Zones


@dataclass(frozen=True, slots=True)
class Beyond:
    """A raster that is read beyond the edges of its grid, as far as its file reaches.

    Parameters
    ----------
    raster : AlignedRaster
        On its grid it may end at the edge.
    margin : int
        Cells beyond each edge that can be read.
    """

    raster: AlignedRaster
    margin: int

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that reads any window of the grid and of the margin around it."""
        grid, margin = self.raster.grid, self.margin
        wide = grid.part(Window(-margin, -margin, grid.rows + 2 * margin, grid.cols + 2 * margin))
        with replace(self.raster, grid=wide).opened() as read:
            yield lambda w: read(Window(w.row + margin, w.col + margin, w.height, w.width))


class Drawn:
    """Geometries as cells: 1 where one lies, else 0.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        In the grid's CRS. A polygon takes the cells whose centre it holds, a line or point every cell it touches.
    grid : Grid
        Whose cells are drawn; it may be read beyond its edges.
    """

    def __init__(self, geometries: Sequence[BaseGeometry], grid: Grid) -> None:
        self._grid = grid
        shapes = np.asarray(geometries, dtype=object)
        thin = shapely.get_dimensions(shapes) < 2
        self._thin, self._wide = shapes[thin], Zones(shapes[~thin], grid)
        self._bounds = shapely.bounds(self._thin).reshape(-1, 4)

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that draws any window."""
        yield self._draw

    def _draw(self, window: Window) -> NDArray[np.int32]:
        part = self._grid.part(window)
        west, south, east, north = part.bounds
        left, low, right, high = self._bounds.T
        near = (left <= east) & (right >= west) & (low <= north) & (high >= south)
        cells = self._wide.covered(window).astype(np.int32)
        box = west - part.cell, south - part.cell, east + part.cell, north + part.cell
        pieces = shapely.clip_by_rect(self._thin[near], *box)
        pieces = pieces[~shapely.is_empty(pieces)]
        if pieces.size:
            with quiet():
                rasterize(((piece, 1) for piece in pieces), out=cells, transform=part.transform, all_touched=True)
        return cells
