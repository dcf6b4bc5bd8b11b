"""What is added up per zone while windows pass by: values, codes, values by code, distributions.

A tally is a frozen wish; ``partial`` gives what one window comes to, and parts are added with ``+``. Added in the
order of the windows they give the same sums to the bit, whoever computed them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.zonal import CodeTally, Counts, Statistics, ValueTally

Arrays = Mapping[str, NDArray[Any]]
"""Arrays of one window by name."""

Burnt = NDArray[np.int32]
"""Zone numbers from 1; 0 outside."""


@dataclass(frozen=True, slots=True)
class ByCode:
    """Count and sum of values by code.

    Parameters
    ----------
    codes : tuple of int
        Every code met with data in any zone, ascending, without 0.
    count : int array, shape (zones, codes)
        Cells with data.
    total : float array, shape (zones, codes)
        Sum of their values.
    """

    codes: tuple[int, ...]
    count: NDArray[np.int64]
    total: NDArray[np.float64]

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of each zone and code; NaN where there is no cell."""
        return np.where(self.count > 0, self.total / np.maximum(self.count, 1), np.nan)

    def __add__(self, other: ByCode) -> ByCode:
        """Both pieces of ground together."""
        codes = tuple(sorted({*self.codes, *other.codes}))
        count = np.zeros((self.count.shape[0], len(codes)), np.int64)
        total = np.zeros(count.shape)
        for part in (self, other):
            where = np.searchsorted(codes, part.codes)
            count[:, where] += part.count
            total[:, where] += part.total
        return ByCode(codes, count, total)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Cells by code and class of value.

    Parameters
    ----------
    codes : tuple of int
        As in :class:`ByCode`; ``(0,)`` where values are not told apart by code.
    cells : int array, shape (zones, codes, bins)
        Cells in each of equal steps from ``low`` to ``high``; values beyond count in the outermost.
    low, high : float
        Borders of the first and the last step.
    """

    codes: tuple[int, ...]
    cells: NDArray[np.int64]
    low: float
    high: float

    def quantile(self, zone: int, code: int, share: float) -> float:
        """Value below which a share of the cells lies, to within a step; NaN where there is no cell."""
        if code not in self.codes:
            return float("nan")
        cells = self.cells[zone, self.codes.index(code)]
        below = np.cumsum(cells)
        if not below[-1]:
            return float("nan")
        wanted = share * below[-1]
        step = int(np.searchsorted(below, wanted, side="left"))
        before = below[step] - cells[step]
        within = (wanted - before) / cells[step] if cells[step] else 0.0
        return float(self.low + (self.high - self.low) * (step + within) / cells.size)

    def __add__(self, other: Distribution) -> Distribution:
        """Both pieces of ground together."""
        codes = tuple(sorted({*self.codes, *other.codes}))
        cells = np.zeros((self.cells.shape[0], len(codes), self.cells.shape[2]), np.int64)
        for part in (self, other):
            cells[:, np.searchsorted(codes, part.codes)] += part.cells
        return Distribution(codes, cells, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Values:
    """Count, sum, least and greatest value per zone; gives :class:`~shanshui.geo.zonal.Statistics`."""

    of: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields it looks at."""
        return (self.of,)

    def partial(self, burnt: Burnt, zones: int, arrays: Arrays) -> Statistics:
        """What one window comes to."""
        tally = ValueTally(zones)
        tally.add(burnt, arrays[self.of])
        return tally.result()


@dataclass(frozen=True, slots=True)
class Codes:
    """Cells of each code per zone; gives :class:`~shanshui.geo.zonal.Counts`."""

    of: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields it looks at."""
        return (self.of,)

    def partial(self, burnt: Burnt, zones: int, arrays: Arrays) -> Counts:
        """What one window comes to."""
        tally = CodeTally(zones)
        tally.add(burnt, arrays[self.of])
        return tally.result()


@dataclass(frozen=True, slots=True)
class ValuesByCode:
    """Count and sum of values per zone and code; gives :class:`ByCode`."""

    of: str
    by: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields it looks at."""
        return self.of, self.by

    def partial(self, burnt: Burnt, zones: int, arrays: Arrays) -> ByCode:
        """What one window comes to."""
        values, codes = arrays[self.of], arrays[self.by]
        inside = (burnt > 0) & (codes != 0) & ~np.isnan(values)
        found, place = np.unique(codes[inside], return_inverse=True)
        key = (burnt[inside].astype(np.int64) - 1) * found.size + place
        size, shape = zones * found.size, (zones, found.size)
        return ByCode(
            tuple(int(code) for code in found),
            np.bincount(key, minlength=size).reshape(shape),
            np.bincount(key, weights=values[inside], minlength=size).astype(np.float64).reshape(shape),
        )


@dataclass(frozen=True, slots=True)
class Spread:
    """Distribution of values, by code where ``by`` is given; gives :class:`Distribution`.

    Parameters
    ----------
    of : str
        Field of values.
    low, high : float
        Borders of the distribution.
    bins : int
        Equal steps between them.
    by : str
        Field of codes; empty where values are not told apart.
    first : bool
        Only for the first set of zones; the others get None.
    """

    of: str
    low: float
    high: float
    bins: int = 1000
    by: str = ""
    first: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields it looks at."""
        return (self.of, self.by) if self.by else (self.of,)

    def partial(self, burnt: Burnt, zones: int, arrays: Arrays) -> Distribution:
        """What one window comes to."""
        values = arrays[self.of]
        inside = (burnt > 0) & ~np.isnan(values)
        if self.by:
            inside &= arrays[self.by] != 0
            found, place = np.unique(arrays[self.by][inside], return_inverse=True)
        else:
            found, place = np.zeros(1, np.int64), np.zeros(int(inside.sum()), np.int64)
        step = (values[inside] - self.low) / (self.high - self.low) * self.bins
        step = np.clip(np.floor(step), 0, self.bins - 1).astype(np.int64)
        key = ((burnt[inside].astype(np.int64) - 1) * found.size + place) * self.bins + step
        shape = (zones, found.size, self.bins)
        cells = np.bincount(key, minlength=zones * found.size * self.bins).reshape(shape)
        return Distribution(tuple(int(code) for code in found), cells, self.low, self.high)


Tally = Values | Codes | ValuesByCode | Spread
"""Whatever can be added up per zone."""
