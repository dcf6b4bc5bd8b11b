"""Boxes around layers: whether two meet, how large one is, how one is told to a reader."""

from __future__ import annotations

from math import isfinite

from shanshui.geo.grid import Bounds


def cells_in(bounds: Bounds, cell: float) -> float:
    """About how many cells a box has.

    Examples
    --------
    >>> cells_in((0, 0, 300, 60), 30)
    20.0
    """
    west, south, east, north = bounds
    return (east - west) / cell * ((north - south) / cell)


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two boxes share ground; never where a corner is not finite."""
    if not all(isfinite(b) for b in (*one, *other)):
        return False
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def shown(bounds: Bounds) -> str:
    """West, south, east and north for a reader: degrees with their decimals, metres without."""
    return ", ".join(f"{b:.6g}" if isfinite(b) and abs(b) < 1000 else f"{b:.0f}" for b in bounds)
