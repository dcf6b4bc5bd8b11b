"""One strip of a landscape by itself: its patches, the sides between its cells, and what strips beside it must know.

Rows are taken as runs of cells of one kind; runs that touch make a patch. A strip knows nothing of the strips above
and below but the rows of its halo, so that strips can be labelled at the same time, in any order, anywhere;
:class:`shanshui.geo.patches.PatchScan` puts them together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Cells = NDArray[np.int32]

MOST_DEPTH = 250
"""Cells; deeper edges would not fit the bytes in which runs are counted."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in a landscape.

    Parameters
    ----------
    zones, classes : int
        Greatest number of each; 0 stands for none.
    corners : bool
        Whether cells that touch by a corner alone belong to one patch (the eight-cell rule).
    depth : float
        How far the edge of a patch reaches into it [cells], for its core; below 1 no core is looked for.
    edges : bool
        Whether the cells at the edges of patches are listed, for distances between patches.
    """

    zones: int
    classes: int
    corners: bool = True
    depth: float = 0.0
    edges: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.depth < MOST_DEPTH:
            raise ValueError(f"edges reach {self.depth} cells into patches; give 0 to {MOST_DEPTH}")

    @property
    def halo(self) -> int:
        """Rows above and below a strip that must be known besides."""
        return max(math.floor(self.depth), int(self.edges))


@dataclass(frozen=True, slots=True)
class Strip:
    """What one strip comes to; its patches are numbered from 1 in the order in which rows meet them.

    Parameters
    ----------
    patches : int32 array, shape (patches, 6)
        Cells, inner and outer sides, core cells, zone and class; without sides above the first row and below the last.
    sides : int array, shape (zones + 1, classes + 1, classes + 1)
        Sides between its cells, as in :class:`shanshui.geo.patches.Patches`.
    first, last : int32 array, shape (2, width)
        Of the outermost rows: key of each cell (zone times classes + 1, plus class; 0 for none), number of its patch.
    edges : int32 array, shape (3, cells)
        Row in the strip, column and patch of the cells at edges, where they were looked for.
    height : int
        Its rows.
    """

    patches: Cells
    sides: Ints
    first: Cells
    last: Cells
    edges: Cells
    height: int


def label(zones: NDArray[np.integer], classes: NDArray[np.integer], sought: Sought) -> Strip:
    """Find the patches of a strip.

    Parameters
    ----------
    zones, classes : int array, shape (rows + 2 halo, width)
        The strip with as many rows above and below as :attr:`Sought.halo` says; 0 = outside every zone, or no
        data, as beyond the grid; such a cell belongs to no patch.
    sought : Sought
        What is looked for.

    Returns
    -------
    Strip
        To be put together with those above and below.
    """
    from shanshui.geo import patch_kernels as kernels  # only here, since it loads the compiler

    base, halo = sought.classes + 1, sought.halo
    key = np.where((zones > 0) & (classes > 0), zones * np.int32(base) + classes, 0).astype(np.int32)
    own = key[halo : key.shape[0] - halo]
    rows, starts = kernels.runs(own)
    sides = np.zeros((sought.zones + 1, base, base), np.int64)
    found, number = kernels.labelled(own, rows, starts, base, sought.corners, sides)
    if sought.depth >= 1:
        reach = math.floor(sought.depth)
        heights = [math.floor(math.sqrt(sought.depth**2 - across**2)) for across in range(reach + 1)]
        kernels.core(key, halo, rows, starts, number, np.array(heights, np.uint8), found)
    edges = kernels.edges(key, halo, rows, starts, number) if sought.edges else np.zeros((3, 0), np.int32)
    last = own.shape[0] - 1
    return Strip(
        found[1:],
        sides,
        np.stack([own[0], kernels.spread(0, rows, starts, number, own.shape[1])]),
        np.stack([own[last], kernels.spread(last, rows, starts, number, own.shape[1])]),
        edges,
        own.shape[0],
    )
