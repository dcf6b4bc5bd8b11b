"""Flow over a surface: how much drains through each cell, how far it has come, and sub-basins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from shanshui.geo.directions import DOWN, NOWHERE, OUTLET, RIGHT, Directions, Labels
from shanshui.geo.flood import Drainage, drain, drained

__all__ = [
    "DOWN", "NOWHERE", "OUTLET", "RIGHT", "Basins", "Drainage", "accumulate", "basins", "basins_of", "drain", "drained",
    "longest", "way_down",
]  # fmt: skip


def accumulate(
    direction: Directions, weight: NDArray[np.floating] | None = None, in_place: bool = False
) -> NDArray[Any]:
    """Cells that drain through each cell, itself counted, or the sum of their weights.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        As :func:`drain` gives them; without circles.
    weight : float array, same shape, optional
        What each cell adds; must not be NaN where there is a direction. Sums have its precision: float32 holds
        seven figures, so sums over very many cells should be taken in float64.
    in_place : bool
        Whether the weights themselves become the sums, which saves their memory.

    Returns
    -------
    uint32 array, or float array of the weight's type, same shape
        Counts are exact; 0 without data.

    Raises
    ------
    ValueError
        Where the shapes differ.
    """
    if weight is None:
        total: NDArray[Any] = (direction != NOWHERE).astype(np.uint32)
    elif weight.shape != direction.shape:
        raise ValueError(f"weights of shape {weight.shape} do not fit directions of shape {direction.shape}")
    else:
        total = weight if in_place else weight.copy()
        total[direction == NOWHERE] = 0
    from shanshui.geo.flow_kernels import accumulate as pass_on
    from shanshui.geo.flow_kernels import inflows  # here, since it loads the compiler

    pass_on(direction, total, inflows(direction))
    return total


def longest(direction: Directions, cell: float) -> NDArray[np.float32]:
    """Length of the longest way that water takes to the middle of each cell [m]; 0 on ridges, NaN without data.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        As :func:`drain` gives them.
    cell : float
        Side of a cell [m].
    """
    length = np.where(direction == NOWHERE, np.float32(np.nan), np.float32(0))
    from shanshui.geo.flow_kernels import inflows, lengthen  # here, since it loads the compiler

    lengthen(direction, length, inflows(direction), cell)
    return length


def way_down(direction: Directions, weight: NDArray[np.floating], ends: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Sum of weights along the way from each cell down to where it ends.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        As :func:`drain` gives them.
    weight : float array, same shape
        Of the step from a cell to the next, per cell of length (a diagonal is 1.41 of it); NaN ends the way there.
    ends : bool array, same shape
        Cells where the way ends, as a channel.

    Returns
    -------
    float32 array, same shape
        0 where the way ends, and at outlets half of their own weight for the way out; NaN without data or weight.
    """
    found = np.where(ends & (direction != NOWHERE), np.float32(0), np.float32(np.nan))
    from shanshui.geo.flow_kernels import descend  # here, since it loads the compiler

    descend(direction, weight, found)
    return found


@dataclass(frozen=True, slots=True)
class Basins:
    """Sub-basins of a surface.

    Parameters
    ----------
    labels : int32 array, shape (rows, cols)
        Number of the basin of each cell, from 1; 0 without data.
    downstream : int32 array, shape (basins + 1,)
        Basin that each one drains into; 0 where it leaves the surface. Entry 0 is 0.
    """

    labels: Labels
    downstream: NDArray[np.int32]


def basins(direction: Directions, accumulation: NDArray[Any], least_cells: float) -> Labels:
    """Sub-basins, cut where streams meet; see :func:`basins_of`."""
    return basins_of(direction, accumulation, least_cells).labels


def basins_of(direction: Directions, accumulation: NDArray[Any], least_cells: float) -> Basins:
    """Sub-basins: the ground that drains into one reach of a stream, between confluences.

    Parameters
    ----------
    direction : uint8 array, shape (rows, cols)
        As :func:`drain` gives them.
    accumulation : array, same shape
        As :func:`accumulate` gives it.
    least_cells : float
        Accumulation from which a cell is a stream.

    Returns
    -------
    Basins
        Every cell with data is in one basin. Ground that leaves the surface without meeting a stream is joined to the
        basin that it shares the longest border with; where a piece of ground has no stream at all, it is one basin.
    """
    if accumulation.shape != direction.shape:
        raise ValueError(f"an accumulation of shape {accumulation.shape} does not fit directions of {direction.shape}")
    from shanshui.geo.flow_kernels import label, lead, mouths  # here, since it loads the compiler

    labels = np.zeros(direction.shape, np.int32)
    stream = accumulation >= least_cells
    streams = mouths(direction, stream, labels)
    count = label(direction, labels, streams)
    if count > streams:
        labels = _joined(labels, streams, count)[labels]
    downstream = np.zeros(int(labels.max(initial=0)) + 1, np.int32)
    lead(direction, labels, downstream)
    return Basins(labels, downstream)


def _joined(labels: Labels, streams: int, count: int) -> Labels:
    """New number of each basin, once those without a stream (numbered above ``streams``) are joined to others."""
    new = np.arange(count + 1, dtype=np.int32)
    one, other, length = _borders(labels, streams)
    open_ones = np.zeros(count + 1, bool)
    open_ones[streams + 1 :] = True
    while True:
        sure = open_ones[one] & ~open_ones[other]
        if not sure.any():
            break
        order = np.lexsort((-other[sure], length[sure], one[sure]))
        small, near = one[sure][order], other[sure][order]
        last = np.append(small[1:] != small[:-1], True)
        new[small[last]] = new[near[last]]
        open_ones[small[last]] = False
    left = open_ones[one] & open_ones[other]
    links = coo_array((np.ones(int(left.sum())), (one[left], other[left])), shape=(count + 1, count + 1))
    groups = connected_components(links, directed=False)[1]
    first = np.unique(groups, return_index=True)[1]
    new[open_ones] = first[groups[open_ones]]
    return cast(Labels, np.unique(new, return_inverse=True)[1].astype(np.int32))


def _borders(labels: Labels, streams: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Pairs of basins side by side, the first of which has no stream, and the sides that they share."""
    found = []
    for here, there in ((labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])):
        for one, other in ((here, there), (there, here)):
            where = (one > streams) & (other > 0) & (one != other)
            found.append(one[where].astype(np.int64) << 32 | other[where].astype(np.int64))
    pairs, length = np.unique(np.concatenate(found), return_counts=True)
    return pairs >> 32, pairs & 0xFFFFFFFF, length
