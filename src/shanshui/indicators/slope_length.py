"""Slope length and steepness, L and S of the soil loss equation, from elevations and flow."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNIT_PLOT = 22.13
"""Length of the plot that L refers to [m]."""


def _of(slope: Floats, exponent: bool) -> Floats:
    from shanshui.indicators.slope_kernels import each  # here, since it loads the compiler

    given = np.asarray(slope, np.float64)
    found = np.full(given.size, np.nan)
    each(given.ravel(), found, exponent)
    return found.reshape(given.shape)


def steepness(slope: Floats) -> Floats:
    """S of slopes, also of steep ones.

    Parameters
    ----------
    slope : float array, any shape
        Slope [°], 0 to below 90; NaN = no data.

    Returns
    -------
    float array, same shape
        10.8 sin θ + 0.03 below 5.14°, 16.8 sin θ − 0.5 from there, 21.9 sin θ − 0.96 from 10.20°, and 9.5988
        above 28.81°.

    References
    ----------
    HJ 1173-2021 A.2; McCool 1987, Liu and others 1994 for steep slopes.
    """
    return _of(slope, exponent=False)


def length_exponent(slope: Floats) -> Floats:
    """Exponent m of L: β / (1 + β), β = (sin θ / 0.089) / (3 sin^0.8 θ + 0.56); see :func:`steepness`."""
    return _of(slope, exponent=True)


def slope_factor(
    elevation: NDArray[np.floating],
    accumulation: NDArray[np.floating],
    cell: float,
    cap: float,
    channel: float,
) -> Floats:
    """LS with the area that drains into a cell.

    Parameters
    ----------
    elevation : float array, shape (rows + 2, cols + 2)
        Elevations [m] with a ring of one cell; NaN = no data.
    accumulation : float array, shape (rows, cols)
        Cells that drain through each cell, itself counted; NaN = no data.
    cell : float
        Side of a cell [m].
    cap : float
        Longest slope on which water runs as a sheet [m]; L is at most that of a whole slope of this length.
    channel : float
        Area that drains through a cell from which it is a channel [m²]: there is no hillslope and LS is 0.

    Returns
    -------
    float array, shape (rows, cols)
        LS; NaN without data.

    Notes
    -----
    L = [(A + D²)^(m+1) − A^(m+1)] / (D^(m+2) · x^m · 22.13^m), A the area [m²] that drains into the cell, D its side, x
    = |sin α| + |cos α| with α its aspect, m of :func:`length_exponent`. L is at most
    (``cap`` / 22.13)^m. Slope and aspect by Horn; a neighbour without data takes the value of the middle cell.

    References
    ----------
    HJ 1173-2021 A.2 for m and S; Desmet and Govers 1996 for L.
    """
    from shanshui.indicators.slope_kernels import ls  # here, since it loads the compiler

    _fitting(elevation, accumulation, cell)
    found = np.full(accumulation.shape, np.nan)
    ls(np.asarray(elevation, np.float64), np.asarray(accumulation, np.float64), cell, cap, channel, 0, found)
    return found


def slope_factor_of_length(
    elevation: NDArray[np.floating],
    length: NDArray[np.floating],
    accumulation: NDArray[np.floating],
    cell: float,
    cap: float,
    channel: float,
) -> Floats:
    """LS with the length of the longest way to a cell: L = (λ / 22.13)^m, λ = way + half a cell, at most ``cap``.

    Parameters
    ----------
    elevation, accumulation, cell, cap, channel
        As for :func:`slope_factor`.
    length : float array, shape (rows, cols)
        Longest way to the middle of each cell [m]; NaN = no data.
    """
    from shanshui.indicators.slope_kernels import lengths, ls  # here, since it loads the compiler

    _fitting(elevation, accumulation, cell)
    found = np.full(accumulation.shape, np.nan)
    z, area = np.asarray(elevation, np.float64), np.asarray(accumulation, np.float64)
    ls(z, area, cell, cap, channel, 1, found)
    lengths(z, np.asarray(length, np.float64), cell, cap, found)
    return found


def _fitting(elevation: NDArray[Any], accumulation: NDArray[Any], cell: float) -> None:
    rows, cols = accumulation.shape
    if elevation.shape != (rows + 2, cols + 2):
        raise ValueError(f"elevations of shape {elevation.shape} are no ring around {accumulation.shape} cells")
    if not cell > 0:
        raise ValueError(f"cell is {cell}; give its side in m, above 0")


def invest_factor(
    percent: NDArray[np.floating], accumulation: NDArray[np.floating], cell: float, longest: float = 122.0
) -> Floats:
    """LS as natcap.invest 3.19 has it in SDR, to be compared with it cell by cell; not used for any indicator.

    Parameters
    ----------
    percent : float array, shape (rows, cols)
        Slope [%].
    accumulation : float array, same shape
        Cells that drain through each cell, itself counted; by many directions there.
    cell : float
        Side of a cell [m].
    longest : float
        Greatest L.

    Returns
    -------
    float array, same shape
        LS.

    Notes
    -----
    Against :func:`slope_factor`: the square root of the area stands for the area; x is taken of the slope, not of the
    aspect; m is 0.2 to 0.5 in steps up to 9 %; S has no branch for steep slopes; L is capped, not the
    slope length.
    """
    slope = np.asarray(percent, np.float64)
    angle = np.arctan(slope / 100)
    sine = np.sin(angle)
    above = np.sqrt((np.asarray(accumulation, np.float64) - 1) * cell**2)
    across = np.abs(sine) + np.abs(np.cos(angle))
    steep = np.where(slope < 9, 10.8 * sine + 0.03, 16.8 * sine - 0.5)
    beta = (sine / 0.0896) / (3 * sine**0.8 + 0.56)
    steps = np.array([0.2, 0.3, 0.4, 0.5])[np.minimum(np.digitize(slope, [1.0, 3.5, 5.0, 9.0], right=True), 3)]
    m = np.where(slope > 9, beta / (1 + beta), steps)
    length = ((above + cell**2) ** (m + 1) - above ** (m + 1)) / (cell ** (m + 2) * across**m * UNIT_PLOT**m)
    return np.asarray(np.minimum(length, longest) * steep)
