"""Flow over the whole grid, found once before all passes: direction, accumulation, lengths where they are asked for.

Water comes from anywhere, so the surface is worked on as a whole, in one task; memory is some ten bytes a cell. It is
read and written window by window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.relief import ROLE
from shanshui.assess.ground import Ground
from shanshui.finding import Finding
from shanshui.geo.flow import NOWHERE, accumulate, drained, longest
from shanshui.geo.grid import Grid, Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster
from shanshui.quantity import exact, printed, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.fields import FieldFolder

DIRECTION, ACCUMULATION, LENGTH = "flow_direction", "flow_accumulation", "flow_length"
BLOCK = 1024
"""Cells per side of the windows in which a whole grid is read and written."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled for the water to run off.

    Parameters
    ----------
    cells, raised : int
        Cells with data, and those that lie in depressions.
    deepest : float
        Greatest depth of one [m].
    """

    cells: int
    raised: int
    deepest: float


@dataclass(frozen=True)
class Routing:
    """The task that finds the flow of a grid.

    Parameters
    ----------
    elevation : AlignedRaster
        Elevations [m].
    written : mapping of name to Pieces
        What is kept: :data:`DIRECTION`, :data:`ACCUMULATION`, :data:`LENGTH`, any of them.
    """

    elevation: AlignedRaster
    written: Mapping[str, Pieces]

    def __call__(self, whole: Window) -> Filled:
        """Find the flow; ``whole`` is the grid in one window."""
        surface = whole_of(self.elevation, whole)
        found = drained(surface, in_place=True)
        direction, filled = (
            found.direction,
            Filled(int((found.direction != NOWHERE).sum()), found.raised, found.deepest),
        )
        del found, surface
        if DIRECTION in self.written:
            write_whole(self.written[DIRECTION], direction)
        if LENGTH in self.written:
            write_whole(self.written[LENGTH], longest(direction, self.elevation.grid.cell))
        if ACCUMULATION in self.written:
            write_whole(self.written[ACCUMULATION], accumulate(direction), nothing=0)
        return filled


def route(ground: Ground, folder: FieldFolder) -> tuple[Ground, StageResult]:
    """Find the flow of the grid where there are elevations, and say what was filled.

    Returns
    -------
    ground : Ground
        With ``flow_direction``, ``flow_accumulation``, and ``flow_length`` where the project goes by it.
    result : StageResult
        A finding on depressions.
    """
    elevation = ground.layers.raster(ROLE)
    if elevation is None:
        return ground, StageResult()
    names = [DIRECTION, ACCUMULATION]
    if ground.choice("ls_method").word == LENGTH:
        names.append(LENGTH)
    pieces = {name: folder.pieces(name, ground.grid, coded=name == DIRECTION) for name in names}
    (filled,) = ground.scheduler.run(Routing(elevation, pieces), [whole_window(ground.grid)])
    kept = {name: joined(one) for name, one in pieces.items()}
    return replace(ground, kept={**ground.kept, **kept}, _made={}), _said(ground, filled)


def _said(ground: Ground, filled: Filled) -> StageResult:
    if not filled.raised:
        return StageResult()
    share = printed(round_half_up(exact(filled.raised / filled.cells * 100), 2), 2)
    depth = printed(round_half_up(exact(filled.deepest), 1), 1)
    words = {"cells": str(filled.raised), "share": f"{share}%", "depth": depth}
    fault: Finding = ground.layers.fault(ROLE)("LAYER-SINKS", filled.raised, **words)
    return StageResult(findings=(fault,))


def whole_window(grid: Grid) -> Window:
    """A grid in one window."""
    return Window(0, 0, grid.rows, grid.cols)


def whole_of(raster: AlignedRaster, whole: Window, dtype: type[np.generic] = np.float32) -> NDArray[Any]:
    """All cells of a raster in one array, read window by window."""
    cells = np.empty(whole.shape, dtype)
    with raster.opened() as read:
        for window in raster.grid.windows(BLOCK):
            cells[within(window)] = read(window)
    return cells


def write_whole(pieces: Pieces, cells: NDArray[np.generic], nothing: float | None = None) -> None:
    """Write an array of the whole grid in pieces.

    Parameters
    ----------
    pieces : Pieces
        Where it goes.
    cells : array, shape of the grid
        Values.
    nothing : float, optional
        Value that stands for no data in the array.
    """
    for window in pieces.grid.windows(BLOCK):
        part = cells[within(window)].astype(pieces.dtype)
        if nothing is not None:
            part[cells[within(window)] == nothing] = pieces.nodata
        pieces.write(window, part)


def joined(pieces: Pieces) -> AlignedRaster:
    """The raster that :func:`write_whole` wrote."""
    pieces.join(pieces.grid.windows(BLOCK))
    return AlignedRaster(pieces.whole, pieces.grid, "codes" if pieces.dtype == "int32" else "values")


def within(window: Window) -> tuple[slice, slice]:
    """Where a window lies in an array of the whole grid."""
    return slice(window.row, window.row + window.height), slice(window.col, window.col + window.width)
