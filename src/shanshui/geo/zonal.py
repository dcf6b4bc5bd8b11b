"""Polygons as zones of cells, and what counts and sums per zone come to: a cell belongs where its centre lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.compiled import compiled
from shanshui.geo.grid import Grid, Window

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Burnt = NDArray[np.int32]
"""Zone numbers from 1; 0 outside."""

_SPAN = 1 << 20
"""Numbers from the least to the greatest code up to which codes are looked up in a table."""


class Zones:
    """Polygons that are drawn on a grid window by window.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Polygons in the grid's CRS. Where two overlap, the later one wins.
    grid : Grid
        The project's grid.

    Notes
    -----
    A centre that lies on the border between two polygons is in the one to the east or north of it, so that
    polygons which share borders leave no cell out and count none twice. Windows make no difference: positions are
    reckoned from the grid's corner. Drawing is cheap and nothing is kept, so that threads can share one object.
    """

    def __init__(self, geometries: Sequence[BaseGeometry], grid: Grid) -> None:
        self.grid = grid
        self._shapes = np.asarray(geometries, dtype=object)
        bounds = shapely.bounds(self._shapes)
        west, south, east, north = bounds.reshape(-1, 4).T
        self._left, self._right = (west - grid.left) / grid.cell, (east - grid.left) / grid.cell
        self._upper, self._lower = (grid.top - north) / grid.cell, (grid.top - south) / grid.cell
        self._edges = _edges(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)

    def __reduce__(self) -> tuple[type[Zones], tuple[list[BaseGeometry], Grid]]:
        """What is sent to another process: shapes, not their edges."""
        return Zones, (list(self._shapes), self.grid)

    def near(self, window: Window) -> NDArray[np.intp]:
        """Numbers (from 0) of the zones whose boxes touch a window."""
        return np.flatnonzero(
            (self._left < window.col + window.width)
            & (self._right > window.col)
            & (self._upper < window.row + window.height)
            & (self._lower > window.row)
        )

    def only(self, numbers: NDArray[np.intp]) -> Zones:
        """Some of the zones, in the order given."""
        some = object.__new__(Zones)
        some.grid, some._shapes = self.grid, self._shapes[numbers]
        some._left, some._right = self._left[numbers], self._right[numbers]
        some._upper, some._lower = self._upper[numbers], self._lower[numbers]
        some._edges = [self._edges[n] for n in numbers]
        return some

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], Burnt]]:
        """A function that draws any window, so that zones can be read like a raster of codes."""
        yield self.burn

    def burn(self, window: Window) -> Burnt:
        """Numbers of the zones from 1, 0 outside, shape (height, width)."""
        burnt = np.zeros(window.shape, np.int32)
        for n in self.near(window):
            row, col, _ = _crossings(self._edges[n], self.grid, window)
            _fill(row, col, burnt, int(n) + 1)
        return burnt

    def covered(self, window: Window) -> NDArray[np.bool_]:
        """Whether any zone holds a cell, shape (height, width); quicker than :meth:`burn` where zones are many."""
        height, width = window.shape
        near = self.near(window)
        if not near.size:
            return np.zeros(window.shape, np.bool_)
        edges = [self._edges[n] for n in near]
        row, col, edge = _crossings(np.concatenate(edges), self.grid, window)
        zone = np.repeat(np.arange(near.size), [len(own) for own in edges])[edge]
        order = np.lexsort((col, row, zone))
        places = row[order] * (width + 1) + col[order]  # every first and second crossing bound a run of cells
        size = height * (width + 1)
        runs = np.bincount(places[::2], minlength=size) - np.bincount(places[1::2], minlength=size)
        covered: NDArray[np.bool_] = np.cumsum(runs.reshape(height, width + 1), axis=1)[:, :-1] > 0
        return covered


def _edges(shapes: NDArray[np.object_]) -> list[Floats]:
    """Edges of the polygons in each geometry, from lower to upper end, shape (edges, 4); level ones are left out."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    parts, outer = shapely.get_parts(parts, return_index=True)  # of collections
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    start, end, owner = points[:-1][follows], points[1:][follows], shape[outer[part[ring[1:][follows]]]]
    rising = (start[:, 1] < end[:, 1])[:, np.newaxis]
    edges = np.hstack([np.where(rising, start, end), np.where(rising, end, start)])
    kept = edges[:, 1] < edges[:, 3]
    borders = np.searchsorted(owner[kept], np.arange(1, len(shapes)))
    return np.split(edges[kept], borders) if len(shapes) else []


def _crossings(edges: Floats, grid: Grid, window: Window) -> tuple[Ints, Ints, Ints]:
    """Where edges cross the rows of centres of a window: row, and the first cell with its centre at or east of it.

    Returns
    -------
    row, col : int array
        In the window; columns beyond it are drawn to 0 and the width.
    edge : int array
        Number of the edge.
    """
    x0, y0, x1, y1 = edges.T
    first = np.maximum(np.floor((grid.top - y1) / grid.cell - 0.5), window.row)
    last = np.minimum(np.ceil((grid.top - y0) / grid.cell - 0.5) + 1, window.row + window.height)
    rows = np.maximum(last - first, 0).astype(np.int64)
    edge = np.repeat(np.arange(rows.size), rows)
    row = first[edge] + np.arange(edge.size) - np.repeat(np.cumsum(rows) - rows, rows)
    y = grid.top - (row + 0.5) * grid.cell
    crosses = (y0[edge] <= y) & (y < y1[edge])
    edge, row, y = edge[crosses], row[crosses], y[crosses]
    x = x0[edge] + (y - y0[edge]) * ((x1[edge] - x0[edge]) / (y1[edge] - y0[edge]))
    col = np.ceil((x - grid.left) / grid.cell - 0.5) - window.col
    return (row - window.row).astype(np.int64), np.clip(col, 0, window.width).astype(np.int64), edge


def _fill(row: Ints, col: Ints, burnt: Burnt, number: int) -> None:
    """Write a number into the cells between every first and second crossing of a row."""
    if not row.size:
        return
    height, width = burnt.shape
    if ((col == 0) | (col == width)).all():  # rows that are whole inside, or whole outside
        burnt[np.bincount(row[col == 0], minlength=height) % 2 == 1] = number
        return
    top, bottom, left, right = row.min(), row.max() + 1, col.min(), col.max()
    places = (row - top) * (right - left + 1) + col - left
    flips = np.bincount(places, minlength=(bottom - top) * (right - left + 1)).astype(np.int8)
    inside = np.cumsum(flips.reshape(bottom - top, -1)[:, :-1], axis=1, dtype=np.int8) & 1
    burnt[top:bottom, left:right][inside == 1] = number


@dataclass(frozen=True, slots=True)
class Counts:
    """Cells per zone and code.

    Parameters
    ----------
    codes : tuple of int
        Every code met in any zone, ascending, without 0.
    cells : int array, shape (zones, codes)
        Cells of each code.
    empty : int array, shape (zones,)
        Cells without data.
    """

    codes: tuple[int, ...]
    cells: Ints
    empty: Ints

    def of(self, zone: int) -> dict[int, int]:
        """Cells by code of one zone (from 0); codes it does not have are left out."""
        return {c: int(n) for c, n in zip(self.codes, self.cells[zone], strict=True) if n}

    def taking(self, part: Counts, zones: NDArray[np.intp]) -> Counts:
        """These with a piece of ground on which only some zones lie, which are numbered; these are used up."""
        codes, cells = over(self.codes, part.codes, self.cells)
        cells[np.ix_(zones, np.searchsorted(codes, part.codes))] += part.cells
        self.empty[zones] += part.empty
        return Counts(codes, cells, self.empty)

    def __add__(self, other: Counts) -> Counts:
        """Counts of both pieces of ground together."""
        return Counts(self.codes, self.cells.copy(), self.empty.copy()).taking(other, np.arange(self.empty.size))


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the values in each zone come to; arrays of shape (zones,).

    Parameters
    ----------
    count, empty : int array
        Cells with and without data.
    total, minimum, maximum : float array
        NaN where a zone has no data.
    """

    count: Ints
    empty: Ints
    total: Floats
    minimum: Floats
    maximum: Floats

    @property
    def mean(self) -> Floats:
        """Mean value; NaN where a zone has no data."""
        return np.where(self.count > 0, self.total / np.maximum(self.count, 1), np.nan)

    def taking(self, part: Statistics, zones: NDArray[np.intp]) -> Statistics:
        """These with a piece of ground on which only some zones lie, which are numbered; these are used up."""
        before, seen = self.count[zones] > 0, part.count > 0
        self.total[zones] = np.where(
            before & seen, self.total[zones] + part.total, np.where(seen, part.total, self.total[zones])
        )
        self.minimum[zones] = np.fmin(self.minimum[zones], part.minimum)
        self.maximum[zones] = np.fmax(self.maximum[zones], part.maximum)
        self.count[zones] += part.count
        self.empty[zones] += part.empty
        return self

    def __add__(self, other: Statistics) -> Statistics:
        """Statistics of both pieces of ground together."""
        sums = self.total.copy(), self.minimum.copy(), self.maximum.copy()
        return Statistics(self.count.copy(), self.empty.copy(), *sums).taking(other, np.arange(self.count.size))


def counts(burnt: Burnt, codes: NDArray[Any], zones: int) -> Counts:
    """Cells of each code in each zone of a window.

    Parameters
    ----------
    burnt : int32 array, shape (height, width)
        Zone numbers from 1, as :meth:`Zones.burn` gives them.
    codes : int array, same shape
        0 = no data.
    zones : int
        How many zones there are.
    """
    if zones == 1:
        return _counts_of_one(codes if burnt.all() else codes[burnt > 0])
    met, places = placed(burnt, codes)
    cells, empty = np.zeros((zones, len(met)), np.int64), np.zeros(zones, np.int64)
    _count(burnt, places, cells, empty)
    return Counts(met, cells, empty)


def statistics(burnt: Burnt, values: NDArray[Any], zones: int) -> Statistics:
    """Count, sum, least and greatest value in each zone of a window.

    Parameters
    ----------
    burnt : int32 array, shape (height, width)
        Zone numbers from 1, as :meth:`Zones.burn` gives them.
    values : float array, same shape
        NaN = no data.
    zones : int
        How many zones there are.
    """
    if zones == 1:
        return _statistics_of_one(values if burnt.all() else values[burnt > 0])
    count, empty = np.zeros(zones, np.int64), np.zeros(zones, np.int64)
    total, low, high = np.zeros(zones), np.full(zones, np.inf), np.full(zones, -np.inf)
    _sum(burnt, np.ascontiguousarray(values, np.float64), count, empty, total, low, high)
    total[count == 0] = low[count == 0] = high[count == 0] = np.nan
    return Statistics(count, empty, total, low, high)


def _counts_of_one(codes: NDArray[Any]) -> Counts:
    """Cells of each code, for the scope alone: in NumPy, so that a check need not load the compiler."""
    met, cells = np.unique(codes, return_counts=True)
    known = met != 0
    empty = cells[~known].sum(dtype=np.int64).reshape(1)
    return Counts(tuple(met[known].tolist()), cells[known].astype(np.int64).reshape(1, -1), empty)


def _statistics_of_one(values: NDArray[Any]) -> Statistics:
    """Count, sum, least and greatest value, for the scope alone."""
    known = values[~np.isnan(values)].astype(np.float64, copy=False).ravel()
    total = np.bincount(np.zeros(known.size, np.intp), weights=known, minlength=1)  # one after the other
    sums = (total, known.min(keepdims=True), known.max(keepdims=True)) if known.size else (np.full(1, np.nan),) * 3
    return Statistics(np.array([known.size]), np.array([values.size - known.size]), *map(np.copy, sums))


def placed(burnt: Burnt, codes: NDArray[Any]) -> tuple[tuple[int, ...], NDArray[np.int32]]:
    """The codes met in the zones of a window, and for each cell the place of its code among them.

    Returns
    -------
    met : tuple of int
        Ascending, without 0.
    places : int32 array, shape (height, width)
        From 0; -1 outside the zones and where there is no data.
    """
    cells = np.ascontiguousarray(codes, np.int32)
    places = np.full(cells.shape, -1, np.int32)
    low, high = _extent(burnt, cells)
    if high < low:
        return (), places
    if high - low < _SPAN:
        column = np.zeros(high - low + 1, np.int32)
        _look_up(burnt, cells, low, column, places)
        return tuple((np.flatnonzero(column) + low).tolist()), places
    inside = (burnt > 0) & (cells != 0)
    met, places[inside] = np.unique(cells[inside], return_inverse=True)
    return tuple(met.tolist()), places


def over(before: tuple[int, ...], more: tuple[int, ...], cells: NDArray[Any]) -> tuple[tuple[int, ...], NDArray[Any]]:
    """Codes with those of another piece of ground, and cells with columns of 0 for those that are new.

    Parameters
    ----------
    before, more : tuple of int
        Ascending.
    cells : array, shape (zones, codes, ...)
        Columns of ``before``.
    """
    if set(more) <= set(before):
        return before, cells
    codes = tuple(sorted({*before, *more}))
    wide = np.zeros((cells.shape[0], len(codes), *cells.shape[2:]), cells.dtype)
    wide[:, np.searchsorted(codes, before)] = cells
    return codes, wide


@compiled
def _extent(burnt: Burnt, codes: NDArray[np.int32]) -> tuple[int, int]:
    """Least and greatest code in the zones, 0 left out; the greatest is below the least where there is none."""
    zone, code = burnt.ravel(), codes.ravel()
    low, high = np.int32(2**31 - 1), np.int32(-(2**31))
    for n in range(zone.size):
        met = (zone[n] > 0) & (code[n] != 0)
        low = min(low, code[n] if met else low)
        high = max(high, code[n] if met else high)
    return int(low), int(high)


@compiled
def _look_up(
    burnt: Burnt, codes: NDArray[np.int32], low: int, column: NDArray[np.int32], places: NDArray[np.int32]
) -> None:
    """Fill ``column`` with the place of each code from 1, 0 for those not met, and ``places`` with those from 0."""
    zone, code, place = burnt.ravel(), codes.ravel(), places.ravel()
    for n in range(zone.size):
        if zone[n] > 0 and code[n] != 0:
            column[code[n] - low] = 1
    found = 0
    for n in range(column.size):
        if column[n]:
            found += 1
            column[n] = found
    for n in range(zone.size):
        if zone[n] > 0 and code[n] != 0:
            place[n] = column[code[n] - low] - 1


@compiled
def _count(burnt: Burnt, places: NDArray[np.int32], cells: Ints, empty: Ints) -> None:
    """Count cells by zone and place of their code."""
    zone, place = burnt.ravel(), places.ravel()
    for n in range(zone.size):
        if zone[n] > 0:
            if place[n] < 0:
                empty[zone[n] - 1] += 1
            else:
                cells[zone[n] - 1, place[n]] += 1


@compiled
def _sum(burnt: Burnt, values: Floats, count: Ints, empty: Ints, total: Floats, low: Floats, high: Floats) -> None:
    """Count and sum values by zone, and find the least and the greatest."""
    zone, value = burnt.ravel(), values.ravel()
    for n in range(zone.size):
        z, v = zone[n] - 1, value[n]
        if z >= 0:
            if np.isnan(v):
                empty[z] += 1
            else:
                count[z] += 1
                total[z] += v
                low[z], high[z] = min(low[z], v), max(high[z], v)
