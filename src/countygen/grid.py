"""The square grids on which a county is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

SNAP = 720.0  # [m] every corner lies on a multiple of it, so that 240, 120, 60, 30, 10 and 5 m nest


@dataclass(frozen=True)
class Grid:
    """A north-up grid of square cells; row 0 is the northernmost."""

    west: float
    north: float
    cell: float
    rows: int
    cols: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.cols

    @property
    def transform(self) -> Affine:
        """Affine from (column, row) to (x, y) [m]."""
        return Affine(self.cell, 0.0, self.west, 0.0, -self.cell, self.north)

    def xs(self) -> NDArray[np.float64]:
        """Eastings of the cell centres [m], shape (cols,)."""
        return np.asarray(self.west + self.cell * (np.arange(self.cols) + 0.5), np.float64)

    def ys(self) -> NDArray[np.float64]:
        """Northings of the cell centres [m], shape (rows,)."""
        return np.asarray(self.north - self.cell * (np.arange(self.rows) + 0.5), np.float64)

    def cells_of(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns of the cells that hold the points, clipped to the grid."""
        rows = np.clip(np.floor((self.north - y) / self.cell), 0, self.rows - 1).astype(np.intp)
        cols = np.clip(np.floor((x - self.west) / self.cell), 0, self.cols - 1).astype(np.intp)
        return rows, cols

    def at(self, cell: float) -> Grid:
        """Return the same box cut into cells of another size, which must divide the box [m]."""
        rows, cols = self.rows * self.cell / cell, self.cols * self.cell / cell
        if rows != int(rows) or cols != int(cols):
            raise ValueError(f"cells of {cell} m do not divide the box; give a divisor of {SNAP:g} m")
        return Grid(self.west, self.north, cell, int(rows), int(cols))

    def window(self, bounds: tuple[float, float, float, float]) -> tuple[slice, slice]:
        """Rows and columns that cover a box (west, south, east, north) [m]."""
        west, south, east, north = bounds
        top = max(0, int(np.floor((self.north - north) / self.cell)))
        bottom = min(self.rows, int(np.ceil((self.north - south) / self.cell)))
        left = max(0, int(np.floor((west - self.west) / self.cell)))
        right = min(self.cols, int(np.ceil((east - self.west) / self.cell)))
        return slice(top, bottom), slice(left, right)

    def crop(self, window: tuple[slice, slice]) -> Grid:
        """Return the part of the grid that a window cuts out."""
        rows, cols = window
        return Grid(
            self.west + cols.start * self.cell,
            self.north - rows.start * self.cell,
            self.cell,
            rows.stop - rows.start,
            cols.stop - cols.start,
        )


def box_around(bounds: tuple[float, float, float, float], margin: float, cell: float) -> Grid:
    """Return the grid that covers a box and a margin around it, snapped to `SNAP`.

    Parameters
    ----------
    bounds : west, south, east, north [m]
    margin : float
        Width added on every side [m].
    cell : float
        Cell size [m], a divisor of `SNAP`.
    """
    west = np.floor((bounds[0] - margin) / SNAP) * SNAP
    south = np.floor((bounds[1] - margin) / SNAP) * SNAP
    east = np.ceil((bounds[2] + margin) / SNAP) * SNAP
    north = np.ceil((bounds[3] + margin) / SNAP) * SNAP
    whole = Grid(float(west), float(north), SNAP, int((north - south) / SNAP), int((east - west) / SNAP))
    return whole.at(cell)


def resample(values: NDArray[np.float64] | NDArray[np.float32], source: Grid, target: Grid) -> NDArray[np.float64]:
    """Bilinear values of a grid at the cell centres of another; edges are held constant.

    Parameters
    ----------
    values : float array, shape `source.shape`, without no data
    source, target : Grid
    """
    row = np.clip((source.north - target.ys()) / source.cell - 0.5, 0, source.rows - 1)
    col = np.clip((target.xs() - source.west) / source.cell - 0.5, 0, source.cols - 1)
    r0 = np.minimum(row.astype(np.intp), max(source.rows - 2, 0))
    c0 = np.minimum(col.astype(np.intp), max(source.cols - 2, 0))
    fr, fc = (row - r0)[:, None], (col - c0)[None, :]
    r1, c1 = np.minimum(r0 + 1, source.rows - 1), np.minimum(c0 + 1, source.cols - 1)
    across = values[:, c0] * (1 - fc) + values[:, c1] * fc
    out: NDArray[np.float64] = across[r0] * (1 - fr) + across[r1] * fr
    return out
