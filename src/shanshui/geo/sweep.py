"""One pass over the grid: read what is needed, compute fields cell by cell, add up per zone, write pieces.

A graph names what can be had: inputs are read with a halo where neighbours are needed, steps are computed from inputs
and other steps. A sweep asks for tallies and for fields to keep; only what these need is read and computed, and only in
windows that any zone touches. It is a task in the sense of :mod:`shanshui.geo.tasks`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.grid import Grid, Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.tallies import Spread, Tally
from shanshui.geo.tasks import Scheduler
from shanshui.geo.zonal import Zones

SIZE = 512
"""Cells per side of a window."""

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

    def __call__(self, window: Window) -> tuple[tuple[Any, ...], ...] | None:
        """Parts of each tally for each set of zones; None where no zone touches the window."""
        burnt = [zones.burn(window) for zones in self.zone_sets]
        if not any(numbers.any() for numbers in burnt):
            return None
        arrays: dict[str, Array] = {}
        for name in (*(n for tally in self.tallies for n in tally.needs), *self.kept):
            self._have(name, window, arrays)
        for name, pieces in self.kept.items():
            pieces.write(window, arrays[name])
        return tuple(
            tuple(
                tally.partial(drawn, len(zones), arrays) if _asked(tally, number) else None
                for number, (zones, drawn) in enumerate(zip(self.zone_sets, burnt, strict=True))
            )
            for tally in self.tallies
        )

    def _have(self, name: str, window: Window, arrays: dict[str, Array]) -> Array:
        """The array of a name, read or computed once."""
        if name not in arrays:
            node = self.graph[name]
            if isinstance(node, Input):
                with node.source.opened() as read:
                    arrays[name] = read(window.grown(node.halo))
            else:
                arrays[name] = node.compute(*(self._have(need, window, arrays) for need in node.needs))
        return arrays[name]


Swept = Mapping[Tally, tuple[Any, ...]]
"""What each tally came to: one result for each set of zones."""


def sweep(task: Sweep, grid: Grid, scheduler: Scheduler, size: int = SIZE) -> Swept:
    """Run one pass and add up its parts in the order of the windows.

    Parameters
    ----------
    task : Sweep
        What is computed.
    grid : Grid
        Its cells.
    scheduler : Scheduler
        Who runs the windows.
    size : int
        Cells per side of a window.

    Returns
    -------
    mapping of Tally to tuple
        Results by set of zones; the fields to keep are written, and still to be joined.
    """
    totals = [[_start(tally, number, zones) for number, zones in enumerate(task.zone_sets)] for tally in task.tallies]
    for parts in scheduler.run(task, grid.windows(size)):
        for total, part in zip(totals, parts or (), strict=False):
            for number, piece in enumerate(part):
                if piece is not None:
                    total[number] = total[number] + piece
    return {tally: tuple(total) for tally, total in zip(task.tallies, totals, strict=True)}


def _asked(tally: Tally, number: int) -> bool:
    """Whether a set of zones is to be tallied."""
    return not (isinstance(tally, Spread) and tally.first and number)


def _start(tally: Tally, number: int, zones: Zones) -> Any:
    """What a tally comes to where nothing was seen."""
    nothing = dict.fromkeys(tally.needs, np.full((1, 1), np.nan))
    return tally.partial(np.zeros((1, 1), np.int32), len(zones), nothing) if _asked(tally, number) else None
