"""Patches of a landscape, found strip by strip: rows go by once, and only the last of them is kept.

A patch is a group of cells of one class inside one zone that touch by side or corner. The scan numbers patches as it
goes, joins those that turn out to be one, and keeps for each only what metrics need. Memory grows with the number of
patches and the width of the grid, not with its height.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
F = TypeVar("F", bound=Callable[..., Any])

_CELLS, _INNER, _OUTER, _ZONE, _CLASS = range(5)
"""Columns of what the scan knows of a patch."""


@dataclass(frozen=True, slots=True)
class Patches:
    """All patches of a scanned landscape.

    Parameters
    ----------
    zone, kind : int array, shape (patches,)
        Zone and class of each, from 1.
    cells : int array, shape (patches,)
        Its cells.
    inner, outer : int array, shape (patches,)
        Its cell sides towards other classes of its zone; towards no data, other zones and beyond the grid.
    sides : int array, shape (zones + 1, classes + 1, classes + 1)
        Sides between cells of two classes of a zone, seen from both cells: symmetric, and
        a side between two cells of one class counts twice on the diagonal.
    """

    zone: Ints
    kind: Ints
    cells: Ints
    inner: Ints
    outer: Ints
    sides: Ints

    @property
    def perimeter(self) -> Ints:
        """All cell sides of each patch that do not face a cell of its own class and zone."""
        return self.inner + self.outer


class PatchScan:
    """A scan of a landscape by strips of full width, from north to south.

    Parameters
    ----------
    width : int
        Cells of a row.
    zones, classes : int
        Greatest number of each; 0 stands for none.
    corners : bool
        Whether cells that touch by a corner alone belong to one patch (the eight-cell rule).
    """

    def __init__(self, width: int, zones: int, classes: int, corners: bool = True) -> None:
        self._corners = corners
        self._zone = np.zeros(width, np.int32)
        self._kind = np.zeros(width, np.int32)
        self._labels: Ints = np.zeros(width, np.int64)
        self._found: Ints = np.zeros((1, 5), np.int64)
        self._sides: Ints = np.zeros((zones + 1, classes + 1, classes + 1), np.int64)

    def add(self, zones: NDArray[np.integer], classes: NDArray[np.integer]) -> None:
        """Take in the next rows.

        Parameters
        ----------
        zones, classes : int array, shape (rows, width)
            0 = outside every zone, or no data; such a cell belongs to no patch.
        """
        zone = np.ascontiguousarray(np.where(classes == 0, 0, zones), dtype=np.int32)
        kind = np.ascontiguousarray(np.where(zones == 0, 0, classes), dtype=np.int32)
        known = self._found.shape[0]
        parent = np.arange(known + zone.size, dtype=np.int64)
        found = np.zeros((known + zone.size, 5), np.int64)
        found[:known] = self._found
        labels = self._labels.copy()
        used = _scan(zone, kind, self._zone, self._kind, labels, parent, found, known, self._corners, self._sides)
        self._found, self._labels = _settle(parent, found, used, labels)
        self._zone, self._kind = zone[-1].copy(), kind[-1].copy()

    def result(self) -> Patches:
        """Every patch met so far, as if the landscape ended here."""
        found = self._found.copy()
        np.add.at(found[:, _OUTER], self._labels[self._labels > 0], 1)  # the lower sides of the last row
        columns = found[1:].T
        return Patches(
            columns[_ZONE], columns[_CLASS], columns[_CELLS], columns[_INNER], columns[_OUTER], self._sides.copy()
        )


def _compiled(function: F) -> F:
    """The function in machine code, which lets other threads run."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@_compiled
def _root(parent: Ints, label: int) -> int:
    while parent[label] != label:
        parent[label] = parent[parent[label]]
        label = parent[label]
    return label


@_compiled
def _joined(parent: Ints, label: int, other: int) -> int:
    """The root of two labels that belong together; of the other alone where there is none yet."""
    if label == 0:
        return _root(parent, other)
    one, two = _root(parent, label), _root(parent, other)
    parent[max(one, two)] = min(one, two)
    return min(one, two)


@_compiled
def _side(found: Ints, sides: Ints, label: int, other: int, z: int, k: int, other_z: int, other_k: int) -> None:
    """Count the side between two neighbouring cells for both."""
    if z > 0 and z == other_z:
        sides[z, k, other_k] += 1
        sides[z, other_k, k] += 1
        if k != other_k:
            found[label, _INNER] += 1
            found[other, _INNER] += 1
        return
    if z > 0:
        found[label, _OUTER] += 1
    if other_z > 0:
        found[other, _OUTER] += 1


@_compiled
def _scan(
    zone: NDArray[np.int32],
    kind: NDArray[np.int32],
    zone_above: NDArray[np.int32],
    kind_above: NDArray[np.int32],
    above: Ints,
    parent: Ints,
    found: Ints,
    used: int,
    corners: bool,
    sides: Ints,
) -> int:
    """Number the cells of a strip; ``above`` holds the labels of the row before it, and of its last row afterwards."""
    rows, width = zone.shape
    row = np.zeros(width, np.int64)
    for r in range(rows):
        if r > 0:
            zone_above, kind_above = zone[r - 1], kind[r - 1]
        for c in range(width):
            z, k, label = zone[r, c], kind[r, c], 0
            if z > 0:
                if c > 0 and zone[r, c - 1] == z and kind[r, c - 1] == k:
                    label = row[c - 1]
                for step in range(-1, 2):
                    at = c + step
                    near = step == 0 or (corners and 0 <= at < width)
                    if near and zone_above[at] == z and kind_above[at] == k:
                        label = _joined(parent, label, above[at])
                if label == 0:
                    label, used = used, used + 1
                    found[label, _ZONE], found[label, _CLASS] = z, k
                found[label, _CELLS] += 1
            row[c] = label
            if c > 0:
                _side(found, sides, label, row[c - 1], z, k, zone[r, c - 1], kind[r, c - 1])
            elif label > 0:
                found[label, _OUTER] += 1
            if c == width - 1 and label > 0:
                found[label, _OUTER] += 1
            _side(found, sides, label, above[c], z, k, zone_above[c], kind_above[c])
        above[:] = row
    return used


@_compiled
def _settle(parent: Ints, found: Ints, used: int, labels: Ints) -> tuple[Ints, Ints]:
    """Join what belongs together, number patches anew without gaps, and turn the last row's labels."""
    new = np.zeros(used, np.int64)
    count = 1
    for label in range(1, used):
        root = _root(parent, label)
        if root == label:
            new[label], count = count, count + 1
        else:
            found[root, :_ZONE] += found[label, :_ZONE]
    kept = np.zeros((count, found.shape[1]), np.int64)
    for label in range(1, used):
        if new[label] > 0:
            kept[new[label]] = found[label]
    turned = np.zeros(labels.size, np.int64)
    for c in range(labels.size):
        if labels[c] > 0:
            turned[c] = new[_root(parent, labels[c])]
    return kept, turned
