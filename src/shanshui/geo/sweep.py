"""One pass over the grid: read what is needed, compute fields cell by cell, add up per zone, write pieces.

A graph names what can be had: inputs are read with a halo where neighbours are needed, steps are computed from inputs
and other steps. A sweep asks for tallies and for fields to keep; only what these need is read and computed, and only in
windows that any zone touches. Its tasks, in the sense of :mod:`shanshui.geo.tasks`, are blocks of some windows: files
are opened once for each block, and each block writes one piece of each field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from math import isqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.grid import Bounds, Grid, Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.tallies import Spread, Tally, ValuesByCode
from shanshui.geo.tasks import Scheduler
from shanshui.geo.zonal import Zones

SIZE = 512
"""Cells per side of a window."""

_TASKS = 16
"""Blocks that a grid is cut into at least, where it has as many windows."""

_WIDEST = 4
"""Windows per side of a block at most."""

Array = NDArray[Any]


class Readable(Protocol):
    """Whatever gives the cells of any window: an aligned raster, zones that are drawn."""

    def opened(self) -> AbstractContextManager[Callable[[Window], Array]]:
        """A function that reads any window of the grid."""


@dataclass(frozen=True, slots=True)
class Input:
    """Cells that are read.

    Parameters
    ----------
    source : Readable
        On the grid of the sweep.
    halo : int
        Cells around the window that steps get to see besides; their arrays are larger by twice that.
    """

    source: Readable
    halo: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Cells that are computed.

    Parameters
    ----------
    needs : tuple of str
        Names of inputs and other steps.
    compute : callable
        Takes their arrays in that order and gives one of shape (height, width): float64 with NaN = no data, or
        int32 with 0 = no data. A function of a module, or a ``partial`` of one, so that it can be sent away.
    """

    needs: tuple[str, ...]
    compute: Callable[..., Array]


Node = Input | Step
Graph = Mapping[str, Node]
"""What can be had, by name; without circles."""

_NOWHERE = np.zeros((1, 1), np.int32)
"""Drawn zones of a set of which none is near."""


@dataclass(frozen=True)
class Sweep:
    """The task of one pass.

    Parameters
    ----------
    graph : mapping of name to Input or Step
        What can be had.
    zone_sets : tuple of Zones
        Sets whose zones do not overlap within a set.
    tallies : tuple of Tally
        What is added up in each set.
    kept : mapping of name to Pieces
        Fields that are written.
    """

    graph: Graph
    zone_sets: tuple[Zones, ...]
    tallies: tuple[Tally, ...]
    kept: Mapping[str, Pieces]

    def __call__(self, block: Window, size: int = SIZE) -> Part | None:
        """What one block comes to; None where no zone touches it.

        Parameters
        ----------
        block : Window
            Some ground.
        size : int
            Cells per side of the windows in which it is worked through.
        """
        near = tuple(zones.near(block) for zones in self.zone_sets)
        sets = [zones.only(numbers) for zones, numbers in zip(self.zone_sets, near, strict=True)]
        sums = [_nothing(tally, sets) for tally in self.tallies]
        touched = False
        with ExitStack() as stack:
            work = _Work(self, block, stack)
            for window in block.windows(size):
                burnt = [zones.burn(window) if len(zones) else _NOWHERE for zones in sets]
                met = [n for n, numbers in enumerate(burnt) if numbers.any()]
                if not met:
                    continue
                touched = True
                work.at(window)
                for name in self.kept:
                    work.write(name)
                for tally, whole in zip(self.tallies, sums, strict=True):
                    arrays = {name: work.have(name) for name in tally.needs}
                    for n in met:
                        if whole[n] is not None:
                            whole[n] += tally.partial(burnt[n], len(sets[n]), arrays)
        return Part(near, tuple(tuple(whole) for whole in sums)) if touched else None


@dataclass(frozen=True, slots=True)
class Part:
    """What one block comes to.

    Parameters
    ----------
    zones : tuple of int array
        For each set of zones, the numbers (from 0) of those that the block knows.
    sums : tuple of tuple
        For each tally and set, the sums of those zones; None where they were not asked for.
    """

    zones: tuple[NDArray[np.intp], ...]
    sums: tuple[tuple[Any, ...], ...]


class _Work:
    """What stays open while a block is worked through, and the arrays of its present window."""

    def __init__(self, sweep: Sweep, block: Window, stack: ExitStack) -> None:
        self._graph, self._kept, self._block, self._stack = sweep.graph, sweep.kept, block, stack
        self._readers: dict[int, Callable[[Window], Array]] = {}
        self._writers: dict[str, Callable[[Window, Array], None]] = {}
        self._window = block
        self._arrays: dict[str, Array] = {}

    def at(self, window: Window) -> None:
        """Go to the next window."""
        self._window, self._arrays = window, {}

    def have(self, name: str) -> Array:
        """The array of a name, read or computed once."""
        if name not in self._arrays:
            node = self._graph[name]
            found = self._read(node) if isinstance(node, Input) else node.compute(*map(self.have, node.needs))
            self._arrays[name] = found
        return self._arrays[name]

    def _read(self, node: Input) -> Array:
        key = id(node.source)  # several nodes may read one file
        if key not in self._readers:
            self._readers[key] = self._stack.enter_context(node.source.opened())
        return self._readers[key](self._window.grown(node.halo))

    def write(self, name: str) -> None:
        """Write a field."""
        if name not in self._writers:
            self._writers[name] = self._stack.enter_context(self._kept[name].opened(self._block))
        self._writers[name](self._window, self.have(name))


Swept = Mapping[Tally, tuple[Any, ...]]
"""What each tally came to: one result for each set of zones."""


def sweep(task: Sweep, grid: Grid, scheduler: Scheduler, size: int = SIZE, near: Bounds | None = None) -> Swept:
    """Run one pass, add up its parts in the order of the ground, and put the written fields together.

    Parameters
    ----------
    task : Sweep
        What is computed.
    grid : Grid
        Its cells.
    scheduler : Scheduler
        Who runs the tasks.
    size : int
        Cells per side of a window.
    near : west, south, east, north [m], optional
        Box that holds all zones, where that is known to be small; nothing outside it is looked at.

    Returns
    -------
    mapping of Tally to tuple
        Results by set of zones.
    """
    totals = [_nothing(tally, task.zone_sets) for tally in task.tallies]
    blocks = list(grid.windows(block_size(grid, size), near))
    written = []
    for block, part in zip(blocks, scheduler.run(partial(task, size=size), blocks), strict=True):
        if part is None:
            continue
        written.append(block)
        for whole, sums in zip(totals, part.sums, strict=True):
            for n, zones in enumerate(part.zones):
                if sums[n] is not None:
                    whole[n] = whole[n].taking(sums[n], zones)
    for pieces in task.kept.values():
        pieces.join(written)
    return {tally: tuple(whole) for tally, whole in zip(task.tallies, totals, strict=True)}


def block_size(grid: Grid, size: int = SIZE) -> int:
    """Cells per side of the blocks that are tasks; from the grid alone, so that sums do not depend on who runs them."""
    across, down = -(-grid.cols // size), -(-grid.rows // size)
    return size * min(max(isqrt(across * down // _TASKS), 1), _WIDEST)


def _nothing(tally: Tally, sets: Sequence[Zones]) -> list[Any]:
    """What a tally comes to where nothing was seen; None for sets that it is not asked of."""
    unseen = dict.fromkeys(tally.needs, np.zeros((1, 1), np.int32))
    asked = 1 if isinstance(tally, Spread | ValuesByCode) and tally.first else len(sets)
    return [tally.partial(_NOWHERE, len(zones), unseen) if n < asked else None for n, zones in enumerate(sets)]
