"""Room for floods by methods of the literature: lakes, reservoirs, marsh."""

from __future__ import annotations

import math
from collections.abc import Sequence

RESERVOIR_SHARE = 0.35
"""Of the whole capacity of a reservoir."""

MARSH_DEPTH = 0.3
"""Water that marsh takes up [m]."""

LAKES = {"tibet": (6.636, 0.678), "eastern_plain": (4.924, 1.128)}
"""Intercept and exponent of the logarithms of capacity [10⁴ m3] on area [km2]."""


def lake_capacity(areas_km2: Sequence[float], region: str, exchanges: float = 1.0) -> float:
    """Room of lakes.

    Parameters
    ----------
    areas_km2 : sequence of float
        Area of each lake [km2], above 0: the law bends, so that lakes must not be added up.
    region : str
        One of :data:`LAKES`.
    exchanges : float
        How often the water changes in a year.

    Returns
    -------
    float
        [m3].

    References
    ----------
    ChinaXiv-201711.00120 for Tibet; Rao Enming et al. 2014 for the eastern plain.

    Examples
    --------
    >>> round(lake_capacity([1.0], "tibet") / 1e4, 3) == round(math.exp(6.636), 3)
    True
    """
    intercept, exponent = LAKES[region]
    return math.exp(intercept) * sum(math.pow(area, exponent) for area in areas_km2) * exchanges * 1e4


def reservoir_capacity(total: float) -> float:
    """Room of reservoirs of a total capacity [m3], in m3."""
    return RESERVOIR_SHARE * total


def marsh_capacity(area: float) -> float:
    """Room of marsh of an area [m2], in m3."""
    return MARSH_DEPTH * area
