"""Zonal statistics by windows: a cell belongs to the zone in which its centre lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid, Window

Block = tuple[Window, NDArray[np.generic]]
"""A window and the values of its cells."""


class Zones:
    """Polygons that are drawn on a grid window by window.

    Parameters
    ----------
    geometries : sequence of shapely geometry
        Polygons in the grid's CRS. Where two overlap, the later one wins.
    grid : Grid
        The project's grid.
    """

    def __init__(self, geometries: Sequence[BaseGeometry], grid: Grid) -> None:
        self.grid = grid
        self._shapes = np.asarray(geometries, dtype=object)
        self._bounds = shapely.bounds(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)

    def burn(self, window: Window) -> NDArray[np.int32]:
        """Numbers of the zones from 1, 0 outside, shape (height, width)."""
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
    found: list[dict[int, NDArray[np.int64]]] = [{} for _ in zone_sets]
    for window, codes in blocks:
        present = np.unique(codes)
        place = np.searchsorted(present, codes)
        for zones, counts in zip(zone_sets, found, strict=True):
            burnt = zones.burn(window)
            key = burnt.astype(np.int64) * present.size + place
            table = np.bincount(key.ravel(), minlength=(len(zones) + 1) * present.size)
            for code, column in zip(present, table.reshape(len(zones) + 1, -1).T, strict=True):
                if column[1:].any():
                    counts[int(code)] = counts.get(int(code), np.zeros(len(zones), np.int64)) + column[1:]
    return tuple(_counts(counts, len(zones)) for counts, zones in zip(found, zone_sets, strict=True))


def _counts(by_code: dict[int, NDArray[np.int64]], zones: int) -> Counts:
    empty = by_code.pop(0, np.zeros(zones, np.int64))
    codes = tuple(sorted(by_code))
    cells = np.stack([by_code[c] for c in codes], axis=1) if codes else np.zeros((zones, 0), np.int64)
    return Counts(codes, cells, empty)


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


def statistics(blocks: Iterable[Block], zone_sets: Sequence[Zones]) -> tuple[Statistics, ...]:
    """Count, sum, least and greatest value per zone, for several sets of zones in one pass.

    Parameters
    ----------
    blocks : iterable of (Window, float array)
        Values, NaN = no data; windows must not overlap.
    zone_sets : sequence of Zones

    Returns
    -------
    tuple of Statistics
        One per set.
    """
    sums = [_Sums(len(zones)) for zones in zone_sets]
    for window, values in blocks:
        for zones, running in zip(zone_sets, sums, strict=True):
            running.add(zones.burn(window), values)
    return tuple(running.result() for running in sums)


class _Sums:
    def __init__(self, zones: int) -> None:
        self.zones = zones
        self.count = np.zeros(zones, np.int64)
        self.cells = np.zeros(zones, np.int64)
        self.total = np.zeros(zones)
        self.low = np.full(zones, np.inf)
        self.high = np.full(zones, -np.inf)

    def add(self, burnt: NDArray[np.int32], values: NDArray[np.generic]) -> None:
        inside = burnt > 0
        zone, value = burnt[inside] - 1, values[inside].astype(np.float64)
        self.cells += np.bincount(zone, minlength=self.zones)
        known = ~np.isnan(value)
        zone, value = zone[known], value[known]
        self.count += np.bincount(zone, minlength=self.zones)
        self.total += np.bincount(zone, weights=value, minlength=self.zones)
        np.minimum.at(self.low, zone, value)
        np.maximum.at(self.high, zone, value)

    def result(self) -> Statistics:
        known = self.count > 0
        return Statistics(
            self.count,
            self.cells - self.count,
            np.where(known, self.total, np.nan),
            np.where(known, self.low, np.nan),
            np.where(known, self.high, np.nan),
        )
