"""The grid contract: one CRS, one square cell, one origin, to which every raster is brought once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from affine import Affine

Bounds = tuple[float, float, float, float]
"""West, south, east, north in the units of the CRS."""


@dataclass(frozen=True, slots=True)
class Window:
    """A box of cells.

    Parameters
    ----------
    row, col : int
        Its upper left cell; negative, or beyond the grid, in a halo.
    height, width : int
        Cells down and across.
    """

    row: int
    col: int
    height: int
    width: int

    def grown(self, halo: int) -> Window:
        """The window with ``halo`` more cells on each of its four sides."""
        return Window(self.row - halo, self.col - halo, self.height + 2 * halo, self.width + 2 * halo)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width

    def windows(self, size: int) -> Iterator[Window]:
        """Smaller windows that cover this one without overlap, row by row.

        Parameters
        ----------
        size : int
            Cells per side; those at the right and lower edge are smaller.
        """
        if size < 1:
            raise ValueError(f"windows of {size} cells cover nothing; give at least 1")
        for row in range(self.row, self.row + self.height, size):
            for col in range(self.col, self.col + self.width, size):
                height, width = min(size, self.row + self.height - row), min(size, self.col + self.width - col)
                yield Window(row, col, height, width)


@dataclass(frozen=True, slots=True)
class Grid:
    """A north-up grid of square cells; row 0 is the northernmost.

    Parameters
    ----------
    epsg : int
        Projected CRS.
    cell : float
        Side of a cell [m], above 0.
    left, top : float
        Upper left corner [m].
    cols, rows : int
        Cells across and down, above 0.
    """

    epsg: int
    cell: float
    left: float
    top: float
    cols: int
    rows: int

    def __post_init__(self) -> None:
        if not (self.cell > 0 and math.isfinite(self.cell)):
            raise ValueError(f"cell is {self.cell}; give a side in m, above 0")
        if self.cols < 1 or self.rows < 1:
            raise ValueError(f"a grid of {self.cols} x {self.rows} cells holds nothing; give at least 1 x 1")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.cols

    @property
    def transform(self) -> Affine:
        """Affine from (column, row) to (x, y) [m]."""
        return Affine(self.cell, 0.0, self.left, 0.0, -self.cell, self.top)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north [m]."""
        return self.left, self.top - self.rows * self.cell, self.left + self.cols * self.cell, self.top

    @property
    def whole(self) -> Window:
        """All of its cells."""
        return Window(0, 0, self.rows, self.cols)

    def windows(self, size: int = 1024, near: Bounds | None = None) -> Iterator[Window]:
        """Coarse windows that cover the grid without overlap, row by row.

        Parameters
        ----------
        size : int
            Cells per side; those at the right and lower edge are smaller.
        near : west, south, east, north [m], optional
            Only this box is covered, as far as it lies on the grid.
        """
        yield from (self.whole if near is None else self.holding(near)).windows(size)

    def holding(self, bounds: Bounds) -> Window:
        """The cells that together hold a box, as far as they lie on the grid; none where it lies outside."""
        west, south, east, north = bounds
        left = min(max(0, math.floor((west - self.left) / self.cell)), self.cols)
        right = max(min(self.cols, math.ceil((east - self.left) / self.cell)), left)
        top = min(max(0, math.floor((self.top - north) / self.cell)), self.rows)
        bottom = max(min(self.rows, math.ceil((self.top - south) / self.cell)), top)
        return Window(top, left, bottom - top, right - left)

    def part(self, window: Window) -> Grid:
        """The grid of a window, which may reach beyond this one."""
        return Grid(
            self.epsg,
            self.cell,
            self.left + window.col * self.cell,
            self.top - window.row * self.cell,
            window.width,
            window.height,
        )

    def moved(self, east: float, north: float) -> Grid:
        """The grid with its corner moved [m]."""
        return Grid(self.epsg, self.cell, self.left + east, self.top + north, self.cols, self.rows)


def covering(bounds: Bounds, cell: float, epsg: int, margin: int = 0) -> Grid:
    """The smallest grid around a box whose origin is a multiple of the cell.

    Parameters
    ----------
    bounds : west, south, east, north [m]
        East above west, north above south.
    cell : float
        Side of a cell [m].
    epsg : int
        Projected CRS of the box.
    margin : int
        Cells added on every side.

    Examples
    --------
    >>> grid = covering((101.0, 5.0, 149.0, 61.0), 30.0, 4545)
    >>> grid.bounds, grid.shape
    ((90.0, 0.0, 150.0, 90.0), (3, 2))
    """
    west, south, east, north = bounds
    if not (all(map(math.isfinite, bounds)) and west <= east and south <= north):
        raise ValueError(f"bounds {bounds} are no box; give west, south, east, north")
    first, last = math.floor(west / cell), math.ceil(east / cell)
    low, high = math.floor(south / cell), math.ceil(north / cell)
    cols, rows = max(1, last - first), max(1, high - low)
    return Grid(epsg, cell, (first - margin) * cell, (high + margin) * cell, cols + 2 * margin, rows + 2 * margin)
