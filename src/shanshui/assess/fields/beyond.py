"""The assessment's fields on a wider grid: everything that layers tell beyond the scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.ground import Ground
from shanshui.geo.around import Beyond
from shanshui.geo.grid import Grid, Window
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sweep import Graph, Input, Node, Readable


@dataclass(frozen=True, slots=True)
class Shifted:
    """A source that is read in the windows of a wider grid.

    Parameters
    ----------
    source : Readable
        On the narrower grid; must give windows beyond its edges.
    margin : int
        Cells by which the other grid is wider on each side.
    """

    source: Readable
    margin: int

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that reads any window of the wider grid."""
        with self.source.opened() as read:
            yield lambda w: read(Window(w.row - self.margin, w.col - self.margin, w.height, w.width))


@dataclass(frozen=True, slots=True)
class Held:
    """Cells of a whole grid in memory, read like a raster of values.

    Parameters
    ----------
    cells : array, shape of the grid
        NaN = no data.
    """

    cells: NDArray[np.floating]

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that reads any window; beyond the grid there is no data."""
        yield self._read

    def _read(self, window: Window) -> NDArray[Any]:
        rows, cols = self.cells.shape
        top, left = max(0, window.row), max(0, window.col)
        low, right = min(rows, window.row + window.height), min(cols, window.col + window.width)
        found = np.full(window.shape, np.nan)
        if top < low and left < right:
            inner = slice(top - window.row, low - window.row), slice(left - window.col, right - window.col)
            found[inner] = self.cells[top:low, left:right]
        return found


def widened(grid: Grid, margin: int) -> Grid:
    """A grid with more cells on each side."""
    return grid.part(grid.whole.grown(margin))


def graph_beyond(ground: Ground, names: tuple[str, ...], margin: int, known: Mapping[str, Readable]) -> Graph:
    """Nodes of fields, and of all that they need, on a wider grid.

    Parameters
    ----------
    ground : Ground
        Of the project's grid. What it keeps on disk ends at the edge of that grid, so that it is computed anew, where
        it can be.
    names : tuple of str
        Fields; those that cannot be had are passed over.
    margin : int
        Cells on each side.
    known : mapping of name to Readable
        Fields on the wider grid that are at hand, of those that an earlier pass has kept on the narrower one.
    """
    anew = replace(ground, kept={name: ground.kept[name] for name in known if name in ground.kept}, _made={})
    able = tuple(name for name in names if name in ground.recipes and anew.field(name) is not None)
    wide = widened(ground.grid, margin)
    nodes: dict[str, Node] = {}
    for name, node in anew.graph(able).items():
        if name in known:
            nodes[name] = Input(known[name])
        elif isinstance(node, Input):
            nodes[name] = replace(node, source=_moved(node.source, wide, margin))
        else:
            nodes[name] = node
    return nodes


def _moved(source: Readable, wide: Grid, margin: int) -> Readable:
    if isinstance(source, AlignedRaster):
        return replace(source, grid=wide)
    if isinstance(source, Beyond):
        return replace(source, raster=replace(source.raster, grid=wide))
    return Shifted(source, margin)
