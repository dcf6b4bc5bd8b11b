"""Rainfall erosivity R from rain by days, months or years [MJ·mm/(hm²·h·a)]."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EROSIVE = 12.0
"""Daily rain from which it erodes [mm] (Xie and others 2000); the standard states none."""

WARM_MONTHS = (5, 6, 7, 8, 9)
_POWER = 1.7265
_WARM, _COLD = 0.3937, 0.3101


def daily(
    days: Sequence[date], rain: Sequence[float] | Floats, erosive: float = EROSIVE, warm: Sequence[int] = WARM_MONTHS
) -> float:
    """Mean annual erosivity of a station's daily rain.

    Parameters
    ----------
    days : sequence of date
        Days with a value; those that are missing count as dry, so whole years ought to be given.
    rain : sequence of float, same length
        Rain of the day [mm]; NaN = not known.
    erosive : float
        Least rain that erodes [mm].
    warm : sequence of int
        Months of the warm season.

    Returns
    -------
    float
        R [MJ·mm/(hm²·h·a)]; NaN without any day.

    Raises
    ------
    ValueError
        Where days and rain differ in length, or a rain is negative.

    References
    ----------
    HJ 1173-2021 A.2: sums over 24 half months of α·P^1.7265, α 0.3937 in the warm and 0.3101 in the
    cold season, averaged over years.
    """
    amount = np.asarray(rain, np.float64)
    if amount.shape != (len(days),):
        raise ValueError(f"{len(days)} days and rain of shape {amount.shape}; give one value for each day")
    if (amount < 0).any():
        raise ValueError(f"rain of {np.nanmin(amount):g} mm; no day has less than 0")
    years = {day.year for day in days}
    if not years:
        return float("nan")
    season = np.where([day.month in set(warm) for day in days], _WARM, _COLD)
    falls = np.where(amount >= erosive, season * np.power(amount, _POWER, where=amount >= erosive, out=amount * 0), 0.0)
    return float(falls.sum() / len(years))


def monthly(months: Sequence[Floats]) -> Floats:
    """Mean annual erosivity from the mean rain of the months.

    Parameters
    ----------
    months : sequence of 12 float arrays of one shape
        Mean rain of each month [mm]; NaN = no data.

    Returns
    -------
    float array, same shape
        R; 0 where no rain falls, NaN where a month is not known.

    Raises
    ------
    ValueError
        Where there are not twelve.

    References
    ----------
    Zhang and Fu 2003: R = 0.3589·F^1.9462 with F = Σ P_i² / P of the mean months.
    """
    if len(months) != 12:
        raise ValueError(f"{len(months)} months make no year; give twelve")
    total = sum(np.asarray(month, np.float64) for month in months)
    squares = sum(np.asarray(month, np.float64) ** 2 for month in months)
    modified = np.divide(squares, total, out=np.asarray(total * 0.0), where=np.asarray(total) > 0)
    return np.asarray(0.3589 * modified**1.9462)


def annual(rain: Floats) -> Floats:
    """Mean annual erosivity from the mean annual rain.

    Parameters
    ----------
    rain : float array, any shape
        Mean annual rain [mm]; NaN = no data.

    Returns
    -------
    float array, same shape
        R.

    References
    ----------
    Zhang and Fu 2003: R = 0.0534·P^1.6548, fitted to 71 stations of China; the roughest of the family.

    Examples
    --------
    >>> annual(np.array([1000.0])).round().tolist()
    [4920.0]
    """
    return np.asarray(0.0534 * np.asarray(rain, np.float64) ** 1.6548)
