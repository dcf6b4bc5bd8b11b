"""Flow in machine code: the flood, and walks along directions; loaded when a surface is routed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from shanshui.geo.directions import DOWN, LENGTH, NOWHERE, OUTLET, RIGHT, Directions, Labels

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function in machine code, kept between runs, which lets other threads run meanwhile."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


_OPEN = 16
"""Added to the direction of a cell that the flood has touched and not yet passed."""


@compiled
def _sorted_in(bits: Any) -> Any:
    """Bits of a float32 as a whole number that sorts like it."""
    return np.uint64(bits ^ 0xFFFFFFFF if bits & 0x80000000 else bits | 0x80000000)


@compiled
def _push(heap: NDArray[np.uint64], size: int, entry: Any) -> NDArray[np.uint64]:
    """Put an entry into a heap of four children; a longer heap where it was full."""
    if size == heap.size:
        longer = np.empty(2 * heap.size, np.uint64)
        longer[:size] = heap
        heap = longer
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if heap[above] <= entry:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = entry
    return heap


@compiled
def _pop(heap: NDArray[np.uint64], size: int) -> Any:
    """Take the least entry of a heap of ``size`` entries; it has one less afterwards."""
    least, entry = heap[0], heap[size - 1]
    size -= 1
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        for n in range(child + 1, min(child + 4, size)):
            if heap[n] < heap[child]:
                child = n
        if heap[child] >= entry:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = entry
    return least


@compiled
def flood(z: NDArray[np.float32], bits: NDArray[np.uint32], direction: Directions) -> tuple[int, float]:
    """Fill the surface in place, find directions; gives cells raised and greatest depth; ``bits`` is its memory."""
    rows, cols = z.shape
    heap = np.empty(4096, np.uint64)
    size = 0
    level_cells = np.empty(4096, np.uint32)  # a ring of cells that the flood passes at its present level
    first, waiting = 0, 0
    raised, deepest = 0, 0.0
    for r in range(rows):
        for c in range(cols):
            if np.isnan(z[r, c]):
                continue
            edge = r == 0 or c == 0 or r == rows - 1 or c == cols - 1
            k = 1
            while not edge and k <= 8:
                edge = np.isnan(z[r + DOWN[k], c + RIGHT[k]])
                k += 1
            if edge:
                direction[r, c] = OUTLET | _OPEN
                heap = _push(heap, size, _sorted_in(bits[r, c]) << np.uint64(32) | np.uint64(r * cols + c))
                size += 1
    while size > 0 or waiting > 0:
        if waiting > 0:
            cell = np.int64(level_cells[first])
            first = (first + 1) % level_cells.size
            waiting -= 1
        else:
            cell = np.int64(_pop(heap, size) & np.uint64(0xFFFFFFFF))
            size -= 1
        r, c = cell // cols, cell % cols
        level = z[r, c]
        steepest, towards = 0.0, direction[r, c] & np.uint8(15)
        for k in range(1, 9):
            nr, nc = r + DOWN[k], c + RIGHT[k]
            if nr < 0 or nc < 0 or nr >= rows or nc >= cols:
                continue
            near = z[nr, nc]
            if direction[nr, nc] != 0:
                fall = (level - near) / LENGTH[k]
                if fall > steepest:
                    steepest, towards = fall, np.uint8(k)
            elif not np.isnan(near):
                direction[nr, nc] = ((k + 3) & 7) + 1 | _OPEN
                if near > level:
                    entry = _sorted_in(bits[nr, nc]) << np.uint64(32) | np.uint64(nr * cols + nc)
                    heap = _push(heap, size, entry)
                    size += 1
                    continue
                if near < level:
                    raised += 1
                    deepest = max(deepest, level - near)
                    z[nr, nc] = level
                if waiting == level_cells.size:
                    longer = np.empty(2 * waiting, np.uint32)
                    for n in range(waiting):
                        longer[n] = level_cells[(first + n) % waiting]
                    level_cells, first = longer, 0
                level_cells[(first + waiting) % level_cells.size] = nr * cols + nc
                waiting += 1
        direction[r, c] = towards
    return raised, deepest


@compiled
def inflows(direction: Directions) -> NDArray[np.uint8]:
    """Neighbours that drain into each cell."""
    rows, cols = direction.shape
    into = np.zeros(direction.shape, np.uint8)
    for r in range(rows):
        for c in range(cols):
            k = direction[r, c]
            if k != NOWHERE and k != OUTLET:
                into[r + DOWN[k], c + RIGHT[k]] += 1
    return into


@compiled
def accumulate(direction: Directions, total: NDArray[Any], into: NDArray[np.uint8]) -> None:
    """Pass on what each cell has once all that drains into it has come; ``into`` is used up."""
    rows, cols = direction.shape
    for row in range(rows):
        for col in range(cols):
            r, c = row, col
            while into[r, c] == 0:
                into[r, c] = 255
                k = direction[r, c]
                if k == NOWHERE or k == OUTLET:
                    break
                nr, nc = r + DOWN[k], c + RIGHT[k]
                total[nr, nc] += total[r, c]
                into[nr, nc] -= 1
                r, c = nr, nc


@compiled
def lengthen(direction: Directions, length: NDArray[np.float32], into: NDArray[np.uint8], cell: float) -> None:
    """Pass on the longest way; ``into`` is used up."""
    rows, cols = direction.shape
    for row in range(rows):
        for col in range(cols):
            r, c = row, col
            while into[r, c] == 0:
                into[r, c] = 255
                k = direction[r, c]
                if k == NOWHERE or k == OUTLET:
                    break
                nr, nc = r + DOWN[k], c + RIGHT[k]
                length[nr, nc] = max(length[nr, nc], length[r, c] + np.float32(LENGTH[k] * cell))
                into[nr, nc] -= 1
                r, c = nr, nc


@compiled
def _step(
    direction: Directions, weight: NDArray[Any], found: NDArray[np.float32], r: int, c: int
) -> tuple[float, bool]:
    """Weight of the step out of a cell, and whether the way goes on behind it."""
    k = direction[r, c]
    if k == OUTLET:
        return weight[r, c] / 2, False
    nr, nc = r + DOWN[k], c + RIGHT[k]
    on = found[nr, nc] == 0 or not np.isnan(weight[nr, nc])
    return weight[r, c] * LENGTH[k], on


@compiled
def descend(direction: Directions, weight: NDArray[Any], found: NDArray[np.float32]) -> None:
    """Sum weights down to where a way ends; cells that are told already are ends."""
    rows, cols = direction.shape
    for row in range(rows):
        for col in range(cols):
            r, c, total = row, col, 0.0
            on = direction[r, c] != NOWHERE and not np.isnan(weight[r, c])
            if not on or not np.isnan(found[r, c]):
                continue
            while on and np.isnan(found[r, c]):
                step, on = _step(direction, weight, found, r, c)
                total += step
                if on:
                    k = direction[r, c]
                    r, c = r + DOWN[k], c + RIGHT[k]
            if on:
                total += found[r, c]
            r, c, on = row, col, True
            while on and np.isnan(found[r, c]):
                step, on = _step(direction, weight, found, r, c)
                found[r, c] = total
                total -= step
                if on:
                    k = direction[r, c]
                    r, c = r + DOWN[k], c + RIGHT[k]


@compiled
def mouths(direction: Directions, stream: NDArray[np.bool_], labels: Labels) -> int:
    """Number the lowest cell of every reach of a stream; answers how many there are."""
    rows, cols = direction.shape
    count = 0
    meeting = np.zeros(direction.shape, np.uint8)
    for r in range(rows):
        for c in range(cols):
            k = direction[r, c]
            if stream[r, c] and k != NOWHERE and k != OUTLET:
                meeting[r + DOWN[k], c + RIGHT[k]] += 1
    for r in range(rows):
        for c in range(cols):
            k = direction[r, c]
            if stream[r, c] and k != NOWHERE and (k == OUTLET or meeting[r + DOWN[k], c + RIGHT[k]] > 1):
                count += 1
                labels[r, c] = count
    return count


@compiled
def label(direction: Directions, labels: Labels, count: int) -> int:
    """Number each cell like what it drains to, and outlets that no reach has numbered anew."""
    rows, cols = direction.shape
    for row in range(rows):
        for col in range(cols):
            if direction[row, col] == NOWHERE or labels[row, col] > 0:
                continue
            r, c = row, col
            while labels[r, c] == 0 and direction[r, c] != OUTLET:
                k = direction[r, c]
                r, c = r + DOWN[k], c + RIGHT[k]
            if labels[r, c] == 0:
                count += 1
                labels[r, c] = count
            number = labels[r, c]
            r, c = row, col
            while labels[r, c] == 0:
                labels[r, c] = number
                k = direction[r, c]
                r, c = r + DOWN[k], c + RIGHT[k]
    return count


@compiled
def lead(direction: Directions, labels: Labels, downstream: NDArray[np.int32]) -> None:
    """Basin that each basin drains into."""
    rows, cols = direction.shape
    for r in range(rows):
        for c in range(cols):
            k = direction[r, c]
            if k != NOWHERE and k != OUTLET and labels[r + DOWN[k], c + RIGHT[k]] != labels[r, c]:
                downstream[labels[r, c]] = labels[r + DOWN[k], c + RIGHT[k]]
