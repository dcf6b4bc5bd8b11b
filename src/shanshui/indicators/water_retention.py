"""Water retention, 04 of table B.2: the water balance of ground, and which ground holds most of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float64]


def retained_depth(rain: Cells, runoff: Cells, evaporation: Cells, cut: bool = True, calibration: float = 1.0) -> Cells:
    """Water that the ground keeps in a year.

    Parameters
    ----------
    rain : float array, any shape
        Yearly rain [mm]; NaN = no data.
    runoff : float array, same shape
        Share of the rain that runs off the surface [1].
    evaporation : float array, same shape
        Yearly evapotranspiration [mm].
    cut : bool
        Whether cells that lose more than they get count as 0.
    calibration : float
        Factor from measured flow.

    Returns
    -------
    float array, same shape
        P - P α - ET [mm], times the factor.

    References
    ----------
    HJ 1173-2021 appendix A. It does not say whether negative cells are cut before they are added up.

    Examples
    --------
    >>> retained_depth(np.array([1000.0, 500.0]), np.array([0.05, 0.1]), np.array([700.0, 600.0])).tolist()
    [250.0, 0.0]
    """
    depth = rain * (1.0 - runoff) - evaporation
    return calibration * (np.maximum(depth, 0.0) if cut else depth)


def volume(depth: float, area: float) -> float:
    """Water of a mean depth [mm] on an area [m2], in m3.

    Examples
    --------
    >>> volume(250.0, 1e6)
    250000.0
    """
    return depth * 1e-3 * area


def importance_limits(
    middles: NDArray[np.float64], cells: NDArray[np.int64], shares: Sequence[float]
) -> tuple[float, ...]:
    """Values from which on the best ground holds given shares of the whole.

    Parameters
    ----------
    middles : float array, shape (bins,)
        Middle value of each step of a distribution, ascending.
    cells : int array, shape (bins,)
        Cells in each.
    shares : sequence of float
        Of the sum of all values above 0, ascending, between 0 and 1.

    Returns
    -------
    tuple of float
        The lowest value of the ground that, taken from the highest downwards, just makes up each share;
        infinite where nothing is above 0.

    References
    ----------
    Guide of the double evaluation (2020); Gong Shihan et al. 2017: cells by descending value up to 50, 75, 90 %.

    Examples
    --------
    >>> importance_limits(np.array([1.0, 2.0, 4.0]), np.array([4, 2, 2]), (0.5, 0.75))
    (4.0, 2.0)
    """
    held = np.maximum(middles, 0.0) * cells
    total = float(held.sum())
    if total <= 0:
        return (float("inf"),) * len(shares)
    from_above = np.cumsum(held[::-1]) / total
    steps = np.searchsorted(from_above, np.asarray(shares) - 1e-12, side="left")
    return tuple(float(middles[::-1][step]) for step in steps)
