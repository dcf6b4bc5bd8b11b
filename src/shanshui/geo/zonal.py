"""Zonal statistics by windows: a cell belongs to the zone in which its centre lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid, Window

KEPT_CELLS = 20_000_000
"""Cells of a grid up to which the windows of zones are kept once they are drawn, 4 bytes each."""

Block = tuple[Window, NDArray[Any]]
"""A window and the values of its cells."""


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
    On a grid of :data:`KEPT_CELLS` or less, a window that was drawn is kept for the next raster.
    """

    def __init__(self, geometries: Sequence[BaseGeometry], grid: Grid) -> None:
        self._drawn: dict[Window, NDArray[np.int32]] = {}
        self.grid = grid
        self._shapes = np.asarray(geometries, dtype=object)
        self._bounds = shapely.bounds(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)

    def __getstate__(self) -> dict[str, object]:
        """What is sent to another process: not the windows that were drawn."""
        return {**self.__dict__, "_drawn": {}}

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[np.int32]]]:
        """A function that draws any window, so that zones can be read like a raster of codes."""
        yield self.burn

    def burn(self, window: Window) -> NDArray[np.int32]:
        """Numbers of the zones from 1, 0 outside, shape (height, width); not to be written into."""
        if self.grid.rows * self.grid.cols > KEPT_CELLS:
            return self._burnt(window)
        if window not in self._drawn:
            self._drawn[window] = self._burnt(window)
        return self._drawn[window]

    def _burnt(self, window: Window) -> NDArray[np.int32]:
        part = self.grid.part(window)
        west, south, east, north = part.bounds
        b = self._bounds
        near = (b[:, 0] < east) & (b[:, 2] > west) & (b[:, 1] < north) & (b[:, 3] > south)
        drawn = []
        for n in np.flatnonzero(near):
            piece = shapely.clip_by_rect(
                self._shapes[n], west - part.cell, south - part.cell, east + part.cell, north + part.cell
            )
            if not piece.is_empty and piece.area > 0:
                drawn.append((piece, int(n) + 1))
        if not drawn:
            return np.zeros(window.shape, dtype=np.int32)
        found: NDArray[np.int32] = rasterize(
            drawn, out_shape=window.shape, transform=part.transform, fill=0, dtype="int32"
        )
        return found


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
    cells: NDArray[np.int64]
    empty: NDArray[np.int64]

    def of(self, zone: int) -> dict[int, int]:
        """Cells by code of one zone (from 0); codes it does not have are left out."""
        return {c: int(n) for c, n in zip(self.codes, self.cells[zone], strict=True) if n}

    def __add__(self, other: Counts) -> Counts:
        """Counts of both pieces of ground together."""
        codes = tuple(sorted({*self.codes, *other.codes}))
        cells = np.zeros((self.empty.size, len(codes)), np.int64)
        for part in (self, other):
            cells[:, np.searchsorted(codes, part.codes)] += part.cells
        return Counts(codes, cells, self.empty + other.empty)


class CodeTally:
    """Running count of codes per zone.

    Parameters
    ----------
    zones : int
        How many zones there are.
    """

    def __init__(self, zones: int) -> None:
        self._zones = zones
        self._by_code: dict[int, NDArray[np.int64]] = {}

    def add(self, burnt: NDArray[np.int32], codes: NDArray[np.integer]) -> None:
        """Count the cells of a window.

        Parameters
        ----------
        burnt : int32 array, shape (height, width)
            Zone numbers from 1, as :meth:`Zones.burn` gives them.
        codes : int array, same shape
            0 = no data.
        """
        inside = burnt > 0
        zone, code = burnt[inside].astype(np.int64) - 1, codes[inside]
        present = np.unique(code)
        key = zone * present.size + np.searchsorted(present, code)
        table = np.bincount(key, minlength=self._zones * present.size).reshape(self._zones, present.size)
        for n, value in enumerate(present):
            before = self._by_code.get(int(value), np.zeros(self._zones, np.int64))
            self._by_code[int(value)] = before + table[:, n]

    def result(self) -> Counts:
        """What was counted so far."""
        nothing = np.zeros(self._zones, np.int64)
        codes = tuple(sorted(c for c in self._by_code if c))
        cells = np.stack([self._by_code[c] for c in codes], axis=1) if codes else np.zeros((self._zones, 0), np.int64)
        return Counts(codes, cells, self._by_code.get(0, nothing))


def count_codes(blocks: Iterable[Block], zone_sets: Sequence[Zones]) -> tuple[Counts, ...]:
    """Count the cells of each code in each zone, for several sets of zones in one pass.

    Parameters
    ----------
    blocks : iterable of (Window, int array)
        Codes, 0 = no data; windows must not overlap.
    zone_sets : sequence of Zones
        Sets whose zones may overlap those of another set.

    Returns
    -------
    tuple of Counts
        One per set.
    """
    tallies = [CodeTally(len(zones)) for zones in zone_sets]
    for window, codes in blocks:
        for zones, tally in zip(zone_sets, tallies, strict=True):
            tally.add(zones.burn(window), codes)
    return tuple(tally.result() for tally in tallies)


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

    count: NDArray[np.int64]
    empty: NDArray[np.int64]
    total: NDArray[np.float64]
    minimum: NDArray[np.float64]
    maximum: NDArray[np.float64]

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean value; NaN where a zone has no data."""
        return np.where(self.count > 0, self.total / np.maximum(self.count, 1), np.nan)

    def __add__(self, other: Statistics) -> Statistics:
        """Statistics of both pieces of ground together."""
        known = (self.count > 0) | (other.count > 0)
        total = np.where(known, np.nan_to_num(self.total) + np.nan_to_num(other.total), np.nan)
        return Statistics(
            self.count + other.count,
            self.empty + other.empty,
            total,
            np.fmin(self.minimum, other.minimum),
            np.fmax(self.maximum, other.maximum),
        )


class ValueTally:
    """Running count, sum, least and greatest value per zone.

    Parameters
    ----------
    zones : int
        How many zones there are.
    """

    def __init__(self, zones: int) -> None:
        self._zones = zones
        self._count = np.zeros(zones, np.int64)
        self._cells = np.zeros(zones, np.int64)
        self._total = np.zeros(zones)
        self._low = np.full(zones, np.inf)
        self._high = np.full(zones, -np.inf)

    def add(self, burnt: NDArray[np.int32], values: NDArray[np.floating]) -> None:
        """Take in the cells of a window.

        Parameters
        ----------
        burnt : int32 array, shape (height, width)
            Zone numbers from 1, as :meth:`Zones.burn` gives them.
        values : float array, same shape
            NaN = no data.
        """
        inside = burnt > 0
        zone, value = burnt[inside] - 1, values[inside].astype(np.float64)
        self._cells += np.bincount(zone, minlength=self._zones)
        known = ~np.isnan(value)
        zone, value = zone[known], value[known]
        self._count += np.bincount(zone, minlength=self._zones)
        self._total += np.bincount(zone, weights=value, minlength=self._zones)
        if self._zones > 1:
            np.minimum.at(self._low, zone, value)
            np.maximum.at(self._high, zone, value)
        elif value.size:  # the same, without a look at each cell's zone
            self._low[0], self._high[0] = min(self._low[0], value.min()), max(self._high[0], value.max())

    def result(self) -> Statistics:
        """What was taken in so far."""
        known = self._count > 0
        return Statistics(
            self._count.copy(),
            self._cells - self._count,
            np.where(known, self._total, np.nan),
            np.where(known, self._low, np.nan),
            np.where(known, self._high, np.nan),
        )


def statistics(blocks: Iterable[Block], zone_sets: Sequence[Zones]) -> tuple[Statistics, ...]:
    """Count, sum, least and greatest value per zone, for several sets of zones in one pass.

    Parameters
    ----------
    blocks : iterable of (Window, float array)
        Values, NaN = no data; windows must not overlap.
    zone_sets : sequence of Zones
        As for :func:`count_codes`.

    Returns
    -------
    tuple of Statistics
        One per set.
    """
    tallies = [ValueTally(len(zones)) for zones in zone_sets]
    for window, values in blocks:
        for zones, tally in zip(zone_sets, tallies, strict=True):
            tally.add(zones.burn(window), values)
    return tuple(tally.result() for tally in tallies)
