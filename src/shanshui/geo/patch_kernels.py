"""Loops over the cells and runs of a landscape, in machine code; importing this module loads the compiler.

A run is a stretch of cells of one key (zone and class) in a row. ``rows`` says where the runs of each row begin in the
list of all, ``starts`` in which column each run starts, ``number`` which patch it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Cells = NDArray[np.int32]
F = TypeVar("F", bound=Callable[..., Any])

CELLS, INNER, OUTER, CORE, ZONE, KIND = range(6)
"""Columns of what is known of a patch."""


def compiled(function: F) -> F:
    """The function in machine code, which lets other threads run."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@compiled
def root(parent: NDArray[np.int32], label: int) -> int:
    """The least number that belongs together with this one; shortens the way to it."""
    while parent[label] != label:
        parent[label] = parent[parent[label]]
        label = parent[label]
    return label


@compiled
def united(parent: NDArray[np.int32], one: int, other: int) -> None:
    """Let two numbers belong together under the lesser of their roots."""
    if parent[one] == parent[other]:
        return
    one, other = root(parent, one), root(parent, other)
    if one < other:
        parent[other] = one
    else:
        parent[one] = other


@compiled
def beside(found: Cells, sides: Ints, one: int, other: int, length: int) -> None:
    """Count sides between the cells of two runs or patches, rows of ``found``, for both; zone 0 is nobody's."""
    zone, zone_other = found[one, ZONE], found[other, ZONE]
    if zone > 0 and zone == zone_other:
        kind, kind_other = found[one, KIND], found[other, KIND]
        sides[zone, kind, kind_other] += length
        sides[zone, kind_other, kind] += length
        if kind != kind_other:
            found[one, INNER] += length
            found[other, INNER] += length
        return
    if zone > 0:
        found[one, OUTER] += length
    if zone_other > 0:
        found[other, OUTER] += length


@compiled
def runs(key: Cells) -> tuple[Ints, Cells]:
    """Where the runs of each row begin in the list of all, and the column in which each starts; the last is no run."""
    height, width = key.shape
    rows = np.zeros(height + 1, np.int64)
    for r in range(height):
        changes = 1
        for c in range(1, width):
            changes += key[r, c] != key[r, c - 1]
        rows[r + 1] = rows[r] + changes
    starts = np.zeros(rows[height] + 1, np.int32)
    n = 0
    for r in range(height):
        for c in range(width):
            if c == 0 or key[r, c] != key[r, c - 1]:
                starts[n] = c
                n += 1
    return rows, starts


@compiled
def labelled(key: Cells, rows: Ints, starts: Cells, base: int, corners: bool, sides: Ints) -> tuple[Cells, Cells]:
    """Patches of a strip, the first row of the table being nobody's, and the patch of each run."""
    height, width = key.shape
    runs = int(rows[height])
    parent = np.arange(runs).astype(np.int32)
    known = np.zeros((runs, 6), np.int32)
    for r in range(height):
        first, last = rows[r], rows[r + 1]
        for j in range(first, last):
            start = starts[j]
            end = starts[j + 1] if j + 1 < last else width
            k = key[r, start]
            if k > 0:
                zone, kind = k // base, k % base
                known[j, CELLS], known[j, ZONE], known[j, KIND] = end - start, zone, kind
                sides[zone, kind, kind] += 2 * (end - start - 1)
                known[j, OUTER] += (start == 0) + (end == width)
            if j > first:
                beside(known, sides, j - 1, j, 1)
        if r == 0:
            continue
        i, j, start = rows[r - 1], first, 0
        while i < first and j < last:
            end_i = starts[i + 1] if i + 1 < first else width
            end_j = starts[j + 1] if j + 1 < last else width
            end = min(end_i, end_j)
            k_i, k_j = key[r - 1, start], key[r, start]
            if k_i != k_j:
                beside(known, sides, i, j, end - start)
            elif k_i > 0:
                sides[known[j, ZONE], known[j, KIND], known[j, KIND]] += 2 * (end - start)
                united(parent, i, j)
            if corners and end_i == end_j and end < width:
                if k_i > 0 and k_i == key[r, end]:
                    united(parent, i, j + 1)
                if k_j > 0 and k_j == key[r - 1, end]:
                    united(parent, i + 1, j)
            i += end_i == end
            j += end_j == end
            start = end
    return _gathered(parent, known)


@compiled
def _gathered(parent: NDArray[np.int32], known: Cells) -> tuple[Cells, Cells]:
    """What is known of runs, by patch."""
    number = np.zeros(parent.size, np.int32)
    count = 1
    for j in range(parent.size):
        if known[j, ZONE] > 0:
            parent[j] = parent[parent[j]]  # numbers below have settled already
            if parent[j] == j:
                number[j] = count
                count += 1
    found = np.zeros((count, 6), np.int32)
    for j in range(parent.size):
        if known[j, ZONE] > 0:
            number[j] = number[parent[j]]
            at = number[j]
            found[at, ZONE], found[at, KIND] = known[j, ZONE], known[j, KIND]
            for column in range(CORE):
                found[at, column] += known[j, column]
    return found, number


@compiled
def spread(row: int, rows: Ints, starts: Cells, number: Cells, width: int) -> Cells:
    """The patch of each cell of a row."""
    found = np.zeros(width, np.int32)
    for j in range(rows[row], rows[row + 1]):
        end = starts[j + 1] if j + 1 < rows[row + 1] else width
        found[starts[j] : end] = number[j]
    return found


@compiled
def edges(key: Cells, halo: int, rows: Ints, starts: Cells, number: Cells) -> Cells:
    """Row, column and patch of all cells of patches that have a side towards something else."""
    width, height = key.shape[1], rows.size - 1
    found = np.zeros((3, 1024), np.int32)
    count = 0
    for r in range(height):
        at = r + halo
        if count + width > found.shape[1]:
            more = np.zeros((3, 2 * found.shape[1] + width), np.int32)
            more[:, :count] = found[:, :count]
            found = more
        for j in range(rows[r], rows[r + 1]):
            if number[j] == 0:
                continue
            start = starts[j]
            end = starts[j + 1] if j + 1 < rows[r + 1] else width
            k = key[at, start]
            for c in range(start, end):
                if c == start or c == end - 1 or key[at - 1, c] != k or key[at + 1, c] != k:
                    found[0, count], found[1, count], found[2, count] = r, c, number[j]
                    count += 1
    return found[:, :count].copy()


@compiled
def core(
    key: Cells, halo: int, rows: Ints, starts: Cells, number: Cells, heights: NDArray[np.uint8], found: Cells
) -> None:
    """Count cells of which all cells within the depth are of the same patch.

    ``heights`` says how far the depth reaches up and down at each distance to the side.
    """
    width, height, reach = key.shape[1], rows.size - 1, heights.size - 1
    most = np.uint8(reach)
    alike = np.zeros((height, width), np.uint8)  # rows below that are alike, up to the reach; then the lesser of both
    below = np.zeros(width, np.uint8)
    for r in range(height + 2 * halo - 2, halo - 1, -1):
        for c in range(width):
            same = key[r, c] == key[r + 1, c]
            below[c] = min(below[c] + np.uint8(1), most) if same else np.uint8(0)
            if r < height + halo:
                alike[r - halo, c] = below[c]
    above = np.zeros(width, np.uint8)
    for r in range(1, height + halo):
        for c in range(width):
            same = key[r, c] == key[r - 1, c]
            above[c] = min(above[c] + np.uint8(1), most) if same else np.uint8(0)
            if r >= halo:
                alike[r - halo, c] = min(alike[r - halo, c], above[c])
    for r in range(height):
        for j in range(rows[r], rows[r + 1]):
            end = starts[j + 1] if j + 1 < rows[r + 1] else width
            if number[j] == 0:
                continue
            inside = 0
            for c in range(starts[j] + reach, end - reach):
                whole = alike[r, c] >= heights[0]
                across = 1
                while whole and across <= reach:
                    whole = alike[r, c - across] >= heights[across] and alike[r, c + across] >= heights[across]
                    across += 1
                inside += whole
            found[number[j], CORE] += inside


@compiled
def seam(above: Cells, key: Cells, labels: Cells, corners: bool, parent: Cells, found: Cells, sides: Ints) -> None:
    """Count the sides between two rows that belong to different strips, and join patches that touch across them."""
    width = key.size
    for c in range(width):
        k = key[c]
        beside(found, sides, above[1, c], labels[c], 1)
        if k == 0:
            continue
        for step in range(-1, 2):
            at = c + step
            if (step == 0 or (corners and 0 <= at < width)) and above[0, at] == k:
                united(parent, labels[c], above[1, at])


@compiled
def settled(parent: Cells, found: Cells) -> tuple[Cells, Ints]:
    """The final number of each label without gaps, and what is known of each patch; the first row is nobody's."""
    number = np.zeros(parent.size, np.int32)
    count = 1
    for at in range(1, parent.size):
        if root(parent, at) == at:
            number[at] = count
            count += 1
    whole = np.zeros((count, 6), np.int64)
    for at in range(1, parent.size):
        number[at] = number[root(parent, at)]
        for column in range(ZONE):
            whole[number[at], column] += found[at, column]
        whole[number[at], ZONE], whole[number[at], KIND] = found[at, ZONE], found[at, KIND]
    return number, whole
