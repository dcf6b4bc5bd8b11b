"""Where each cell of a surface drains to, found by flooding it from its border inwards.

The priority flood (Barnes, Lehman and Mulla 2014) takes the lowest cell first; what lies lower than the flood is a
depression and is filled. A cell drains to the steepest lower neighbour on the filled surface; a cell of a flat
drains to the neighbour that flooded it. So every cell reaches the border and there is no circle; equal heights are
taken in the order of their place, so that the same surface gives the same directions to the bit.

The whole surface must be at hand, since water comes from anywhere: 4 bytes a cell for the surface, which is
filled, 1 for the direction, and a heap of the cells at the front of the flood.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.directions import Directions

_MOST_CELLS = 2**32


@dataclass(frozen=True, slots=True)
class Drainage:
    """How a surface drains.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        1 to 8: neighbour that the cell drains to, clockwise from east (ESRI's D8 code is ``2 ** (direction - 1)``);
        :data:`OUTLET` where water leaves the surface, :data:`NOWHERE` without data.
    filled : float32 array, same shape
        The surface without depressions [m]; NaN = no data.
    raised : int
        Cells that lie in a depression.
    deepest : float
        Greatest depth of one [m].
    """

    direction: Directions
    filled: NDArray[np.float32]
    raised: int
    deepest: float


def drained(elevation: NDArray[np.float32], in_place: bool = False) -> Drainage:
    """Fill a surface and find where each cell drains to.

    Parameters
    ----------
    elevation : float32 array, shape (rows, cols)
        Elevations [m]; NaN = no data.
    in_place : bool
        Whether the given array is filled itself, which saves 4 bytes a cell.

    Returns
    -------
    Drainage
        Directions, the filled surface, and what was filled.

    Raises
    ------
    ValueError
        Where the array is not 2-D float32, or has more than 2³² cells.

    Notes
    -----
    Water leaves at the edge of the array and into voids: a cell there with a lower neighbour drains to it, one
    without is an outlet. A void in the middle therefore cuts off what flows through it; who wants it bridged
    fills it before. Infinite elevations are taken as they are.
    """
    if elevation.ndim != 2 or elevation.dtype != np.float32:
        raise ValueError(
            f"elevations are {elevation.dtype} in {elevation.ndim} dimensions; give float32 in rows and columns"
        )
    if elevation.size >= _MOST_CELLS:
        raise ValueError(f"{elevation.size} cells cannot be numbered in 32 bits; give a part")
    filled = np.ascontiguousarray(elevation) if in_place else np.array(elevation, order="C")
    direction = np.zeros(elevation.shape, np.uint8)
    from shanshui.geo.flow_kernels import flood  # here, since it loads the compiler

    raised, deepest = flood(filled, filled.view(np.uint32), direction)
    return Drainage(direction, filled, int(raised), float(deepest))


def drain(elevation: NDArray[np.float32]) -> Directions:
    """Direction in which each cell drains; see :func:`drained`."""
    return drained(elevation).direction
