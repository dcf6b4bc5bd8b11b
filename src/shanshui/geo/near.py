"""Exact Euclidean distance to the nearest of some cells, within a limit, by windows with a halo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])


def squared_distance(sources: NDArray[np.bool_], halo: int, most: int) -> NDArray[np.int32]:
    """Squared distance from every cell of a window to the nearest source.

    Parameters
    ----------
    sources : bool array, shape (height + 2 halo, width + 2 halo)
        The window with its halo.
    halo : int
        Cells around the window; sources beyond it are not seen, so it ought to be ``sqrt(most)`` or more.
    most : int
        Greatest squared distance [cells²] that counts.

    Returns
    -------
    int32 array, shape (height, width)
        Squared distance between cell centres [cells²]; ``most + 1`` where no source is as near.

    Notes
    -----
    Distances down the columns, then the lower envelope of parabolas along the rows, in whole numbers throughout
    (Meijster, Roerdink and Hesselink 2000): linear in the cells, and exact.

    Examples
    --------
    >>> squared_distance(np.array([[True, False, False, False]]), 0, 4).tolist()
    [[0, 1, 4, 5]]
    """
    height, width = sources.shape[0] - 2 * halo, sources.shape[1] - 2 * halo
    found = np.full((height, width), most + 1, np.int32)
    if sources.any():
        _fill(np.ascontiguousarray(sources), halo, most, found)
    return found


def _compiled(function: F) -> F:
    """The function in machine code, which lets other threads run."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@_compiled
def _fill(sources: NDArray[np.bool_], halo: int, most: int, found: NDArray[np.int32]) -> None:
    height, width = found.shape
    rows, cols = sources.shape
    far = int(np.sqrt(most)) + 2
    down = np.full((height, cols), far, np.int32)
    since = np.full(cols, far, np.int32)
    for row in range(halo + height):  # from above
        for col in range(cols):
            since[col] = 0 if sources[row, col] else min(since[col] + 1, far)
        if row >= halo:
            down[row - halo] = since
    since[:] = far
    for row in range(rows - 1, halo - 1, -1):  # from below
        for col in range(cols):
            since[col] = 0 if sources[row, col] else min(since[col] + 1, far)
        if row < halo + height:
            for col in range(cols):
                down[row - halo, col] = min(down[row - halo, col], since[col])
    place = np.empty(cols, np.int64)
    start = np.empty(cols, np.int64)
    for row in range(height):
        near = down[row]
        top = -1
        for col in range(cols):
            own = np.int64(near[col])
            if own >= far:
                continue
            while top >= 0:
                first, at = place[top], start[top]
                here = np.int64(near[first])
                if (at - first) ** 2 + here**2 <= (at - col) ** 2 + own**2:
                    break
                top -= 1
            if top < 0:
                top, place[0], start[0] = 0, col, 0
                continue
            first = place[top]
            here = np.int64(near[first])
            meet = (np.int64(col) ** 2 - first**2 + own**2 - here**2) // (2 * (col - first)) + 1
            if meet < cols:
                top += 1
                place[top], start[top] = col, meet
        if top < 0:
            continue
        for col in range(halo + width - 1, halo - 1, -1):
            while top > 0 and start[top] > col:
                top -= 1
            away = np.int64(col - place[top]) ** 2 + np.int64(near[place[top]]) ** 2
            if away <= most:
                found[row, col - halo] = away
