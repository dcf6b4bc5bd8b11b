"""Soil erodibility K from texture and organic carbon [t·hm²·h/(hm²·MJ·mm)]."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CARBON_OF_MATTER = 1 / 1.724
"""Organic carbon in a part of organic matter."""

_WHOLE = 5.0
"""How far sand, silt and clay may miss 100 % before they are no texture [%]."""


def epic(sand: Floats, silt: Floats, clay: Floats, carbon: Floats) -> Floats:
    """K of the EPIC model, in American units.

    Parameters
    ----------
    sand, silt, clay : float array
        Shares [%] of grains of 0.05–2, 0.002–0.05 and below 0.002 mm, which make 100; NaN = no data.
    carbon : float array
        Organic carbon [%].

    Returns
    -------
    float array
        K_EPIC; NaN where a share is unknown, or they miss 100 by more than 5.

    References
    ----------
    HJ 1173-2021 A.2; Williams 1990.
    """
    sand, silt, clay, carbon = (np.asarray(part, np.float64) for part in (sand, silt, clay, carbon))
    rest = 1 - sand / 100
    fine = clay + silt
    with np.errstate(invalid="ignore", divide="ignore"):
        coarse = 0.2 + 0.3 * np.exp(-0.0256 * sand * (1 - silt / 100))
        silty = np.where(fine > 0, silt / fine, 0.0) ** 0.3
        rich = 1 - 0.25 * carbon / (carbon + np.exp(3.72 - 2.95 * carbon))
        sandy = 1 - 0.7 * rest / (rest + np.exp(-5.51 + 22.9 * rest))
    found = coarse * silty * rich * sandy
    return np.where(np.abs(sand + fine - 100) <= _WHOLE, found, np.nan)


def erodibility(sand: Floats, silt: Floats, clay: Floats, carbon: Floats) -> Floats:
    """K of Chinese soils in SI units, from that of EPIC; never below 0.

    Parameters
    ----------
    sand, silt, clay, carbon : float array
        As for :func:`epic`.

    Returns
    -------
    float array
        K = (−0.01383 + 0.51575·K_EPIC)·0.1317 [t·hm²·h/(hm²·MJ·mm)], 0 where the line falls below it.

    References
    ----------
    HJ 1173-2021 A.2; Zhang and others 2008.
    """
    return np.maximum((-0.01383 + 0.51575 * epic(sand, silt, clay, carbon)) * 0.1317, 0.0)
