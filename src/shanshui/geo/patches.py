"""Patches of a landscape, found strip by strip: rows go by once, and only the last of them is kept.

A patch is a group of cells of one class inside one zone that touch by side or corner. Strips are labelled by themselves
(:mod:`shanshui.geo.patch_strips`), wherever that is done, and joined here from north to south; what comes out
does not depend on how the landscape was cut. Memory grows with the number of patches and the width of the grid, and
with the cells at edges where these are looked for, not with its height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.patch_strips import Sought, Strip, label

Ints = NDArray[np.int64]
Cells = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Edges:
    """Cells at the edges of patches; arrays of shape (cells,).

    Parameters
    ----------
    row, col : int32 array
        Where they lie.
    patch : int32 array
        Patch of each, from 0 in the order of :class:`Patches`.
    """

    row: Cells
    col: Cells
    patch: Cells


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
    core : int array, shape (patches,)
        Its cells that lie deeper than the depth of its edge; 0 where no core was looked for.
    sides : int array, shape (zones + 1, classes + 1, classes + 1)
        Sides between cells of two classes of a zone, seen from both cells: symmetric, and
        a side between two cells of one class counts twice on the diagonal.
    edges : Edges
        Cells at their edges; none where they were not looked for.
    """

    zone: Ints
    kind: Ints
    cells: Ints
    inner: Ints
    outer: Ints
    core: Ints
    sides: Ints
    edges: Edges

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
    sought : Sought
        What is looked for.
    """

    def __init__(self, width: int, sought: Sought) -> None:
        self._sought = sought
        self._row = 0
        self._count = 0
        self._above = np.zeros((2, width), np.int32)
        self._found = np.zeros((1024, 6), np.int32)
        self._parent = np.zeros(1024, np.int32)
        self._sides: Ints = np.zeros((sought.zones + 1, sought.classes + 1, sought.classes + 1), np.int64)
        self._edges: list[Cells] = []

    def add(self, zones: NDArray[np.integer], classes: NDArray[np.integer]) -> None:
        """Label the next rows and join them; shapes as in :func:`shanshui.geo.patch_strips.label`."""
        self.join(label(zones, classes, self._sought))

    def join(self, strip: Strip) -> None:
        """Take in the next strip, labelled with the same :class:`Sought`."""
        from shanshui.geo import patch_kernels as kernels  # only here, since it loads the compiler

        base, more = self._count, strip.patches.shape[0]
        self._grow(base + more + 1)
        self._found[base + 1 : base + more + 1] = strip.patches
        self._parent[base + 1 : base + more + 1] = np.arange(base + 1, base + more + 1, dtype=np.int32)
        self._sides += strip.sides
        labels = np.where(strip.first[1] > 0, strip.first[1] + base, 0).astype(np.int32)
        kernels.seam(self._above, strip.first[0], labels, self._sought.corners, self._parent, self._found, self._sides)
        if strip.edges.size:
            self._edges.append(strip.edges + np.array([[self._row], [0], [base]], np.int32))
        self._above = np.stack([strip.last[0], np.where(strip.last[1] > 0, strip.last[1] + base, 0)]).astype(np.int32)
        self._count, self._row = base + more, self._row + strip.height

    def result(self) -> Patches:
        """Every patch met so far, as if the landscape ended here."""
        from shanshui.geo import patch_kernels as kernels

        number, found = kernels.settled(self._parent[: self._count + 1].copy(), self._found)
        np.add.at(found[:, kernels.OUTER], number[self._above[1][self._above[1] > 0]], 1)  # lower sides of the last row
        columns = found[1:].T
        edges = np.concatenate(self._edges, axis=1) if self._edges else np.zeros((3, 0), np.int32)
        self._edges = [edges]  # there may be many: they are not held twice
        return Patches(
            columns[kernels.ZONE],
            columns[kernels.KIND],
            columns[kernels.CELLS],
            columns[kernels.INNER],
            columns[kernels.OUTER],
            columns[kernels.CORE],
            self._sides.copy(),
            Edges(edges[0], edges[1], number[edges[2]] - np.int32(1)),
        )

    def _grow(self, size: int) -> None:
        room = self._parent.size
        if size > room:
            room = max(size, room + room // 2)
            found, parent = np.zeros((room, 6), np.int32), np.zeros(room, np.int32)
            found[: self._count + 1], parent[: self._count + 1] = (
                self._found[: self._count + 1],
                self._parent[: self._count + 1],
            )
            self._found, self._parent = found, parent
