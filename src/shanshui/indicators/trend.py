"""Trend of a series: the test of Mann and Kendall, Sen's slope with its interval, pre-whitening.

Times are numbers in any unit (years, days); values may be NaN. Times that are equal count as one time: pairs within it
tell nothing of a trend, and the variance takes them for ties.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whitening = Literal["none", "plain", "trend_free", "both"]

LEAST = 5
"""Values of which a trend can be significant at 5 % at all."""

_SURE = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class MannKendall:
    """Outcome of the test.

    Parameters
    ----------
    n : int
        Values that are known.
    s : float
        Pairs that rise less pairs that fall.
    variance : float
        Of ``s`` where there is no trend.
    z : float
        Standard normal score of ``s``, corrected for continuity.
    p : float
        Probability of such a score, up or down, where there is no trend; by the normal law, coarse below ten values.
    """

    n: int
    s: float
    variance: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class Slope:
    """Sen's slope [unit of values / unit of times] and the ends of its interval; NaN where there is no pair."""

    slope: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Slope of a series and whether it is more than chance.

    Parameters
    ----------
    slope : Slope
        Of the series as it is.
    test : MannKendall
        Of the series as it is, or whitened.
    lag_one : float
        Autocorrelation that was taken out; 0 where none was, for it is not significant.
    """

    slope: Slope
    test: MannKendall
    lag_one: float


def mann_kendall(times: Floats, values: Floats) -> MannKendall:
    """Test a series for a trend.

    Parameters
    ----------
    times, values : float array, shape (n,)
        Ascending times; NaN values are left out.

    References
    ----------
    Mann 1945; Kendall 1975 (ties in both); Gilbert 1987, chapter 16.

    Examples
    --------
    >>> found = mann_kendall(np.arange(5.0), np.array([1.0, 2.0, 2.0, 4.0, 5.0]))
    >>> found.s, round(found.variance, 4), round(found.z, 4)
    (9.0, 15.6667, 2.0212)
    """
    times, values = _known(times, values)
    s = 0.0
    for n in range(values.size - 1):
        later = times[n + 1 :] > times[n]
        s += float(np.sign(values[n + 1 :][later] - values[n]).sum())
    ties, time_ties = (np.unique(one, return_counts=True)[1] for one in (values, times))
    variance = kendall_variance(values.size, ties, time_ties)
    z = (s - np.sign(s)) / math.sqrt(variance) if variance > 0 else 0.0
    return MannKendall(values.size, s, variance, float(z), math.erfc(abs(z) / math.sqrt(2)))


def kendall_variance(n: int, ties: NDArray[np.integer], time_ties: NDArray[np.integer]) -> float:
    """Variance of S where values or times are tied.

    Parameters
    ----------
    n : int
        Values.
    ties, time_ties : int array, any shape
        How many values, and how many times, are equal in each group of equals; groups of one change nothing.

    References
    ----------
    Kendall 1975, chapter 4; Gilbert 1987, equation 16.4.
    """
    t, u = ties.astype(np.float64), time_ties.astype(np.float64)

    def spread(x: Floats) -> float:
        return float((x * (x - 1) * (2 * x + 5)).sum())

    variance = (spread(np.array([float(n)])) - spread(t) - spread(u)) / 18
    if n > 2:
        triples = float((t * (t - 1) * (t - 2)).sum()) * float((u * (u - 1) * (u - 2)).sum())
        variance += triples / (9.0 * n * (n - 1) * (n - 2))
    if n > 1:
        variance += float((t * (t - 1)).sum()) * float((u * (u - 1)).sum()) / (2.0 * n * (n - 1))
    return variance


def sen(times: Floats, values: Floats, confidence: float = 0.95, variance: float | None = None) -> Slope:
    """Median of the slopes between all pairs, and its interval.

    Parameters
    ----------
    times, values : float array, shape (n,)
        As for :func:`mann_kendall`.
    confidence : float
        Probability with which the interval holds the slope, between 0 and 1.
    variance : float, optional
        Of S; that of :func:`mann_kendall` where absent.

    Raises
    ------
    ValueError
        Where the confidence is not between 0 and 1.

    References
    ----------
    Sen 1968; Gilbert 1987, section 16.5.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}; give one between 0 and 1")
    if variance is None:
        variance = mann_kendall(times, values).variance
    times, values = _known(times, values)
    slopes = []
    for n in range(values.size - 1):
        later = times[n + 1 :] > times[n]
        slopes.append((values[n + 1 :][later] - values[n]) / (times[n + 1 :][later] - times[n]))
    found = np.sort(np.concatenate(slopes)) if slopes else np.zeros(0)
    if not found.size:
        return Slope(math.nan, math.nan, math.nan)
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt(variance)
    ranks = np.array([(found.size - half) / 2, (found.size + half) / 2 + 1]) - 1
    low, high = np.interp(ranks, np.arange(found.size), found)
    return Slope(float(np.median(found)), float(low), float(high))


def lag_one(values: Floats) -> float:
    """Correlation of each value with the next, over the pairs of which both are known; 0 where it has no meaning."""
    one, next_ = values[:-1], values[1:]
    both = ~np.isnan(one) & ~np.isnan(next_)
    if both.sum() < 2:
        return 0.0
    one, next_ = one[both] - one[both].mean(), next_[both] - next_[both].mean()
    spread = math.sqrt(float((one**2).sum()) * float((next_**2).sum()))
    return float((one * next_).sum()) / spread if spread > 0 else 0.0


def is_significant(correlation: float, n: int) -> bool:
    """Whether an autocorrelation is more than chance at 5 %, by Anderson's limits ±1.96/√n."""
    return n > 0 and abs(correlation) > _SURE / math.sqrt(n)


def whitened(values: Floats, correlation: float) -> Floats:
    """Values less what the one before each lets expect; the first, and one after an unknown one, is NaN.

    References
    ----------
    Kulkarni & von Storch 1995.
    """
    return np.concatenate([[np.nan], values[1:] - correlation * values[:-1]])


def series_trend(times: Floats, values: Floats, whitening: Whitening = "trend_free", confidence: float = 0.95) -> Trend:
    """Slope of a series and its test, without what autocorrelation feigns.

    Parameters
    ----------
    times, values : float array, shape (n,)
        As for :func:`mann_kendall`; equal steps where it is whitened.
    whitening : {"none", "plain", "trend_free", "both"}
        Whether a significant autocorrelation is taken out before the test: not at all, of the series, of what is
        left without its trend, which is put back afterwards, or both by themselves, of which the less sure one counts.
    confidence : float
        Of the interval of the slope.

    References
    ----------
    Kulkarni & von Storch 1995 (plain); Yue, Pilon, Phinney & Cavadias 2002 (trend-free); Collaud Coen et al. 2020
    (both: the plain one misses trends, the trend-free one sees some where there are none).
    """
    if whitening == "both":
        found = [series_trend(times, values, one, confidence) for one in ("plain", "trend_free")]
        return max(found, key=lambda one: one.test.p)
    slope = sen(times, values, confidence)
    if whitening == "none" or math.isnan(slope.slope):
        return Trend(slope, mann_kendall(times, values), 0.0)
    line = slope.slope * (times - times[0]) if whitening == "trend_free" else np.zeros(times.size)
    rest = values - line
    correlation = lag_one(rest)
    if not is_significant(correlation, int((~np.isnan(values)).sum())):
        return Trend(slope, mann_kendall(times, values), 0.0)
    return Trend(slope, mann_kendall(times, whitened(rest, correlation) + line), correlation)


def _known(times: Floats, values: Floats) -> tuple[Floats, Floats]:
    known = ~np.isnan(values)
    return times[known], values[known]
