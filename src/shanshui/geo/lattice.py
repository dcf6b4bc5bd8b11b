"""Numbers and coordinates that a grid has of itself, read like a raster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.grid import Grid, Window


@dataclass(frozen=True, slots=True)
class Lattice:
    """Squares of cells, numbered from 1 row by row from the upper left of the grid.

    Parameters
    ----------
    grid : Grid
        Whose cells they gather.
    side : int
        Cells per side, above 0.
    """

    grid: Grid
    side: int

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that numbers the cells of any window within the grid, int32."""
        across = -(-self.grid.cols // self.side)

        def numbers(window: Window) -> NDArray[Any]:
            rows = np.arange(window.row, window.row + window.height) // self.side
            cols = np.arange(window.col, window.col + window.width) // self.side
            return (rows[:, None] * across + cols[None, :] + 1).astype(np.int32)

        yield numbers


@dataclass(frozen=True, slots=True)
class Coordinate:
    """Easting or northing of the middle of each cell [m].

    Parameters
    ----------
    grid : Grid
        Whose cells they are.
    axis : {"x", "y"}
        Which of the two.
    """

    grid: Grid
    axis: Literal["x", "y"]

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that gives the coordinates of any window, float64."""

        def middles(window: Window) -> NDArray[Any]:
            if self.axis == "x":
                line = self.grid.left + (np.arange(window.col, window.col + window.width) + 0.5) * self.grid.cell
                return np.broadcast_to(line, window.shape).copy()
            line = self.grid.top - (np.arange(window.row, window.row + window.height) + 0.5) * self.grid.cell
            return np.broadcast_to(line[:, None], window.shape).copy()

        yield middles


def lattice_side(metres: float, cell: float, most: int) -> int:
    """Cells per side of a lattice: the power of two nearest to a length, so that windows end where squares end.

    Examples
    --------
    >>> lattice_side(2000, 30, 512), lattice_side(2000, 1, 512)
    (64, 512)
    """
    return int(min(most, max(1, 2 ** round(np.log2(max(metres / cell, 1))))))
