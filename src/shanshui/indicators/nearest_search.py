"""Search in a tree of boxes for the nearest cell of another patch, in machine code; importing it loads the compiler."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Cells = NDArray[np.int32]
F = TypeVar("F", bound=Callable[..., Any])

_LEAF = 8
"""Cells of the smallest boxes."""


def _compiled(function: F) -> F:
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@_compiled
def _spread_bits(value: int) -> int:
    """The bits of a number of up to 20 bits, with a bit of nothing behind each."""
    value &= 0xFFFFF
    value = (value | (value << 16)) & 0x0000FFFF0000FFFF
    value = (value | (value << 8)) & 0x00FF00FF00FF00FF
    value = (value | (value << 4)) & 0x0F0F0F0F0F0F0F0F
    value = (value | (value << 2)) & 0x3333333333333333
    return (value | (value << 1)) & 0x5555555555555555


@_compiled
def along_curve(row: Cells, col: Cells) -> Ints:
    """Place of each cell on the curve of Morton."""
    found = np.empty(row.size, np.int64)
    for n in range(row.size):
        found[n] = (_spread_bits(int(row[n])) << 1) | _spread_bits(int(col[n]))
    return found


@_compiled
def _boxes(row: Cells, col: Cells, patch: Cells, leaves: int) -> tuple[Cells, Cells]:
    """The tree of boxes: first and last row, first and last column; and the patch where all cells are of one, else -1.

    Box 1 holds all, boxes 2n and 2n + 1 the halves of box n; empty boxes lie nowhere.
    """
    box = np.empty((2 * leaves, 4), np.int32)
    only = np.full(2 * leaves, -2, np.int32)
    box[:, 0], box[:, 2] = np.int32(2**30), np.int32(2**30)
    box[:, 1], box[:, 3] = np.int32(-1), np.int32(-1)
    for n in range(row.size):
        at = leaves + n // _LEAF
        box[at, 0], box[at, 1] = min(box[at, 0], row[n]), max(box[at, 1], row[n])
        box[at, 2], box[at, 3] = min(box[at, 2], col[n]), max(box[at, 3], col[n])
        only[at] = patch[n] if only[at] == -2 or only[at] == patch[n] else -1
    for at in range(leaves - 1, 0, -1):
        one, two = 2 * at, 2 * at + 1
        box[at, 0], box[at, 1] = min(box[one, 0], box[two, 0]), max(box[one, 1], box[two, 1])
        box[at, 2], box[at, 3] = min(box[one, 2], box[two, 2]), max(box[one, 3], box[two, 3])
        same = only[one] == only[two] or only[two] == -2
        only[at] = only[one] if same else -1
    return box, only


@_compiled
def _apart(box: Cells, at: int, other: int) -> int:
    """Squared distance between two boxes."""
    down: int = max(int(box[at, 0]) - int(box[other, 1]), int(box[other, 0]) - int(box[at, 1]), 0)
    across: int = max(int(box[at, 2]) - int(box[other, 3]), int(box[other, 2]) - int(box[at, 3]), 0)
    return down * down + across * across


@_compiled
def _compare(row: Cells, col: Cells, patch: Cells, best: Ints, one: int, other: int) -> None:
    """Bring the distances of two cells' patches down to that between the cells, where they are two."""
    if patch[one] != patch[other]:
        down, across = np.int64(row[one] - row[other]), np.int64(col[one] - col[other])
        off = down * down + across * across
        best[patch[one]] = min(best[patch[one]], off)
        best[patch[other]] = min(best[patch[other]], off)


@_compiled
def search(row: Cells, col: Cells, patch: Cells, best: Ints, least: int) -> None:
    """Bring ``best`` of each patch of a group down to its squared distance from the nearest other, or to ``least``."""
    cells = row.size
    leaves = 1
    while leaves * _LEAF < cells:
        leaves *= 2
    box, only = _boxes(row, col, patch, leaves)
    if only[1] >= 0:
        return
    for n in range(cells - 1):  # neighbours on the curve give every patch a first, mostly short, distance
        for m in range(n + 1, min(n + 4, cells)):
            _compare(row, col, patch, best, n, m)
    waiting = np.empty(128, np.int64)
    for leaf in range(leaves, leaves + (cells + _LEAF - 1) // _LEAF):
        first = (leaf - leaves) * _LEAF
        end = min(first + _LEAF, cells)
        farthest = np.int64(0)
        for n in range(first, end):
            farthest = max(farthest, best[patch[n]])
        waiting[0], count = 1, int(farthest > least)
        while count > 0:
            count -= 1
            at = waiting[count]
            alike = only[at] == -2 or (only[at] >= 0 and only[at] == only[leaf])
            if alike or _apart(box, leaf, at) >= farthest:
                continue
            if at < leaves:
                near, far = 2 * at, 2 * at + 1
                if _apart(box, leaf, far) < _apart(box, leaf, near):
                    near, far = far, near
                waiting[count], waiting[count + 1] = far, near
                count += 2
                continue
            start = (at - leaves) * _LEAF
            for n in range(first, end):
                for m in range(start, min(start + _LEAF, cells)):
                    _compare(row, col, patch, best, n, m)
            farthest = np.int64(0)
            for n in range(first, end):
                farthest = max(farthest, best[patch[n]])
