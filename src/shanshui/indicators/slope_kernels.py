"""Slope length and steepness in machine code; loaded when a slope factor is computed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

UNIT_PLOT = 22.13
"""Length of the plot that L refers to [m]."""

_FLAT, _MODERATE, _STEEP = (math.sin(math.radians(limit)) for limit in (5.14, 10.20, 28.81))
_CAPPED = 9.5988


def compiled(function: F) -> F:
    """The function in machine code, kept between runs, which lets other threads run meanwhile."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@compiled
def _steepness(sine: float) -> float:
    """S of the sine of a slope."""
    if sine < _FLAT:
        return 10.8 * sine + 0.03
    if sine < _MODERATE:
        return 16.8 * sine - 0.5
    if sine <= _STEEP:
        return 21.9 * sine - 0.96
    return _CAPPED


@compiled
def _exponent(sine: float) -> Any:
    """Exponent m of the sine of a slope."""
    beta = (sine / 0.089) / (3.0 * sine**0.8 + 0.56)
    return beta / (1.0 + beta)


@compiled
def each(slope: Floats, found: Floats, exponent: bool) -> None:
    """S of each slope [°], or its exponent."""
    for n in range(slope.size):
        if not np.isnan(slope[n]):
            sine = math.sin(math.radians(slope[n]))
            found[n] = _exponent(sine) if exponent else _steepness(sine)


@compiled
def _gradient(z: Floats, r: int, c: int, cell: float) -> tuple[float, float]:
    """Fall by Horn towards east and south around the cell whose ring begins at row r and column c."""
    middle = z[r + 1, c + 1]
    east, south = 0.0, 0.0
    for down in range(-1, 2):
        for right in range(-1, 2):
            value = z[r + 1 + down, c + 1 + right]
            if np.isnan(value):
                value = middle
            east += right * (2 - abs(down)) * value
            south += down * (2 - abs(right)) * value
    return east / (8 * cell), south / (8 * cell)


@compiled
def ls(z: Floats, flow: Floats, cell: float, cap: float, channel: float, way: int, found: Floats) -> None:
    """LS of every cell by contributing area; where ``way`` is 1, S alone."""
    rows, cols = flow.shape
    area = cell * cell
    for r in range(rows):
        for c in range(cols):
            if np.isnan(z[r + 1, c + 1]) or np.isnan(flow[r, c]):
                continue
            if flow[r, c] * area >= channel:
                found[r, c] = 0.0
                continue
            east, south = _gradient(z, r, c, cell)
            steep = math.hypot(east, south)
            sine = steep / math.sqrt(1 + steep * steep)
            if way == 1:
                found[r, c] = _steepness(sine)
                continue
            across = (abs(east) + abs(south)) / steep if steep > 0 else 1.0
            inflow = (flow[r, c] - 1) * area
            m = _exponent(sine)
            length = ((inflow + area) ** (m + 1) - inflow ** (m + 1)) / (cell ** (m + 2) * (across * UNIT_PLOT) ** m)
            found[r, c] = min(length, (cap / UNIT_PLOT) ** m) * _steepness(sine)


@compiled
def lengths(z: Floats, way: Floats, cell: float, cap: float, found: Floats) -> None:
    """L by the longest way, times what stands there already."""
    rows, cols = way.shape
    for r in range(rows):
        for c in range(cols):
            if found[r, c] > 0:
                east, south = _gradient(z, r, c, cell)
                steep = math.hypot(east, south)
                m = _exponent(steep / math.sqrt(1 + steep * steep))
                found[r, c] *= (min(way[r, c] + cell / 2, cap) / UNIT_PLOT) ** m
