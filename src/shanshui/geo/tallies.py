"""What is added up per zone while windows pass by: values, codes, values by code, distributions.

A tally is a frozen wish; ``partial`` gives what one window comes to. Parts are added with ``+``, or taken into a
running sum with ``taking``, where they know some of its zones only. Counts do not mind the order; sums of values
are the same to the bit only in the same order, which the sweep sees to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.compiled import compiled
from shanshui.geo.zonal import Burnt, Counts, Floats, Ints, Statistics, counts, over, placed, statistics

Arrays = Mapping[str, NDArray[Any]]
"""Arrays of one window by name."""


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

    def taking(self, part: ByCode, zones: NDArray[np.intp]) -> ByCode:
        """These with a piece of ground on which only some zones lie, which are numbered; these are used up."""
        codes, count = over(self.codes, part.codes, self.count)
        _, total = over(self.codes, part.codes, self.total)
        where = np.ix_(zones, np.searchsorted(codes, part.codes))
        count[where] += part.count
        total[where] += part.total
        return ByCode(codes, count, total)

    def __add__(self, other: ByCode) -> ByCode:
        """Both pieces of ground together."""
        return ByCode(self.codes, self.count.copy(), self.total.copy()).taking(other, np.arange(len(self.count)))


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

    def taking(self, part: Distribution, zones: NDArray[np.intp]) -> Distribution:
        """These with a piece of ground on which only some zones lie, which are numbered; these are used up."""
        codes, cells = over(self.codes, part.codes, self.cells)
        cells[np.ix_(zones, np.searchsorted(codes, part.codes))] += part.cells
        return Distribution(codes, cells, self.low, self.high)

    def __add__(self, other: Distribution) -> Distribution:
        """Both pieces of ground together."""
        whole = Distribution(self.codes, self.cells.copy(), self.low, self.high)
        return whole.taking(other, np.arange(len(self.cells)))


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
        return statistics(burnt, arrays[self.of], zones)


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
        return counts(burnt, arrays[self.of], zones)


@dataclass(frozen=True, slots=True)
class ValuesByCode:
    """Count and sum of values per zone and code; gives :class:`ByCode`.

    Parameters
    ----------
    of, by : str
        Field of values; field of codes.
    first : bool
        Only for the first set of zones; the others get None.
    """

    of: str
    by: str
    first: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """Fields it looks at."""
        return self.of, self.by

    def partial(self, burnt: Burnt, zones: int, arrays: Arrays) -> ByCode:
        """What one window comes to."""
        values = np.ascontiguousarray(arrays[self.of], np.float64)
        codes, places = placed(np.where(np.isnan(values), 0, burnt), arrays[self.by])
        count, total = np.zeros((zones, len(codes)), np.int64), np.zeros((zones, len(codes)))
        _sum_by_place(burnt, values, places, count, total)
        return ByCode(codes, count, total)


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
        values = np.ascontiguousarray(arrays[self.of], np.float64)
        known = np.where(np.isnan(values), 0, burnt)
        codes, places = placed(known, arrays[self.by]) if self.by else ((0,), np.minimum(known, 1) - 1)
        cells = np.zeros((zones, len(codes), self.bins), np.int64)
        _spread(burnt, values, places, self.low, self.high, cells)
        return Distribution(codes, cells, self.low, self.high)


Tally = Values | Codes | ValuesByCode | Spread
"""Whatever can be added up per zone."""


@compiled
def _sum_by_place(burnt: Burnt, values: Floats, places: NDArray[np.int32], count: Ints, total: Floats) -> None:
    """Count and sum values by zone and place of their code; a place below 0 is passed over."""
    zone, value, place = burnt.ravel(), values.ravel(), places.ravel()
    for n in range(zone.size):
        if place[n] >= 0:
            count[zone[n] - 1, place[n]] += 1
            total[zone[n] - 1, place[n]] += value[n]


@compiled
def _spread(burnt: Burnt, values: Floats, places: NDArray[np.int32], low: float, high: float, cells: Ints) -> None:
    """Count cells by zone, place of their code and step of their value; a place below 0 is passed over."""
    zone, value, place = burnt.ravel(), values.ravel(), places.ravel()
    bins = cells.shape[2]
    for n in range(zone.size):
        if place[n] >= 0:
            step = np.floor((value[n] - low) / (high - low) * bins)
            at = 0 if step < 0 else bins - 1 if step > bins - 1 else int(step)
            cells[zone[n] - 1, place[n], at] += 1
