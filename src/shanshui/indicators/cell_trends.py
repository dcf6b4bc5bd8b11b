"""Trend of every cell of a stack of rasters, the same as :mod:`shanshui.indicators.trend` gives for a series."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.compiled import compiled
from shanshui.indicators.trend import Whitening

Floats = NDArray[np.float64]

IMPROVING, STABLE, DEGRADING = 1, 2, 3
"""Classes of a trend."""

FEWEST = 3
"""Known values of a cell that has a slope."""

_WHITENINGS: dict[Whitening, int] = {"none": 0, "plain": 1, "trend_free": 2}


def cell_slopes(*layers: Floats, times: tuple[float, ...]) -> Floats:
    """Sen's slope of each cell [unit of values / unit of times].

    Parameters
    ----------
    layers : float array, shape (height, width)
        Values at each time; NaN = no data.
    times : tuple of float
        One for each layer, ascending, all different.

    Returns
    -------
    float array, shape (height, width)
        NaN where fewer than three values are known.

    References
    ----------
    Sen 1968.
    """
    return _of_cells(layers, times, "none")[0]


def cell_classes(
    *layers: Floats, times: tuple[float, ...], alpha: float, whitening: Whitening = "none"
) -> NDArray[np.int32]:
    """Class of the trend of each cell: 1 rises, 2 neither, 3 falls; 0 = no data.

    Parameters
    ----------
    layers, times
        As for :func:`cell_slopes`.
    alpha : float
        Probability of a trend by chance below which it counts.
    whitening : {"none", "plain", "trend_free", "both"}
        As for :func:`shanshui.indicators.trend.series_trend`.
    """
    slope, z = _of_cells(layers, times, "plain" if whitening == "both" else whitening)
    p = _two_sided(z)
    if whitening == "both":
        other = _of_cells(layers, times, "trend_free")[1]
        z, p = np.where(_two_sided(other) > p, other, z), np.maximum(_two_sided(other), p)
    sure = p < alpha
    found = np.where(sure & (z > 0), IMPROVING, np.where(sure & (z < 0), DEGRADING, STABLE))
    return np.where(np.isnan(slope), 0, found).astype(np.int32)


def _two_sided(z: Floats) -> Floats:
    known, place = np.unique(np.abs(np.nan_to_num(z)), return_inverse=True)
    found: Floats = np.array([math.erfc(score / math.sqrt(2)) for score in known])[place].reshape(z.shape)
    return found


def _of_cells(layers: tuple[Floats, ...], times: tuple[float, ...], whitening: Whitening) -> tuple[Floats, Floats]:
    if len(layers) != len(times):
        raise ValueError(f"{len(layers)} layers stand for {len(times)} times; give as many of both")
    stack = np.stack([np.asarray(layer, np.float64).ravel() for layer in layers], axis=1)
    slope, z = np.full(stack.shape[0], np.nan), np.full(stack.shape[0], np.nan)
    _trends(stack, np.array(times), FEWEST, _WHITENINGS[whitening], slope, z)
    return slope.reshape(layers[0].shape), z.reshape(layers[0].shape)


@compiled
def _trends(stack: Floats, times: Floats, fewest: int, whitening: int, slope: Floats, z: Floats) -> None:
    """Sen's slope and the score of Mann and Kendall of each row of a stack."""
    cells, most = stack.shape
    slopes, line, rest = np.empty(most * (most - 1) // 2), np.empty(most), np.empty(most)
    for cell in range(cells):
        values = stack[cell]
        n, pairs = 0, 0
        for i in range(most):
            if np.isnan(values[i]):
                continue
            n += 1
            for j in range(i + 1, most):
                if not np.isnan(values[j]):
                    slopes[pairs] = (values[j] - values[i]) / (times[j] - times[i])
                    pairs += 1
        if n < fewest:
            continue
        slope[cell] = np.median(slopes[:pairs])
        for i in range(most):
            line[i] = slope[cell] * (times[i] - times[0]) if whitening == 2 else 0.0
            rest[i] = values[i] - line[i]
        white = False
        if whitening > 0:
            both, mean, mean_next = 0, 0.0, 0.0
            for i in range(most - 1):
                if not np.isnan(rest[i]) and not np.isnan(rest[i + 1]):
                    both += 1
                    mean += rest[i]
                    mean_next += rest[i + 1]
            mean, mean_next = mean / max(both, 1), mean_next / max(both, 1)
            cross, own, next_ = 0.0, 0.0, 0.0
            for i in range(most - 1):
                if not np.isnan(rest[i]) and not np.isnan(rest[i + 1]):
                    cross += (rest[i] - mean) * (rest[i + 1] - mean_next)
                    own += (rest[i] - mean) ** 2
                    next_ += (rest[i + 1] - mean_next) ** 2
            correlation = cross / np.sqrt(own * next_) if both > 1 and own * next_ > 0 else 0.0
            white = abs(correlation) > 1.959963984540054 / np.sqrt(n)
            if white:
                for i in range(most - 1, 0, -1):
                    rest[i] = rest[i] - correlation * rest[i - 1] + line[i]
                rest[0] = np.nan
        if not white:
            rest[:] = values
        n, s, tied = 0, 0.0, 0.0
        for i in range(most):
            if np.isnan(rest[i]):
                continue
            n += 1
            same, before = 1, False
            for j in range(most):
                if j != i and rest[j] == rest[i]:
                    same += 1
                    before |= j < i
                elif j > i and not np.isnan(rest[j]):
                    s += 1.0 if rest[j] > rest[i] else -1.0
            if not before:
                tied += same * (same - 1.0) * (2.0 * same + 5.0)
        variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied) / 18.0
        z[cell] = (s - np.sign(s)) / np.sqrt(variance) if variance > 0 else 0.0
