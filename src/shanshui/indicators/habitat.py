"""Habitat quality as the InVEST model defines it: pressure of threats that fades with distance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.near import squared_distance

Decay = Literal["linear", "exponential"]
Values = NDArray[np.float64]

SCALING = 2.5
"""Exponent z of the model."""
_FADE = 2.99
"""A threat that decays exponentially has 5 % of its force left at its greatest distance."""


def reach_cells(distance: float, cell: float) -> int:
    """Cells around a window that a threat can act from.

    Parameters
    ----------
    distance : float
        Greatest distance that it acts over [m].
    cell : float
        Side of a cell [m].
    """
    return floor(distance / cell)


def pressure(sources: NDArray[np.bool_], halo: int, reach: float, decay: Decay) -> Values:
    """Force with which the nearest source of a threat acts on each cell.

    Parameters
    ----------
    sources : bool array, shape (height + 2 halo, width + 2 halo)
        Where the threat is, around the window too.
    halo : int
        Cells around the window, at least :func:`reach_cells`.
    reach : float
        Greatest distance that the threat acts over [cells], above 0.
    decay : {"linear", "exponential"}
        How it fades: 1 - d / reach, or exp(-2.99 d / reach); beyond its reach it has no force.

    Returns
    -------
    float64 array, shape (height, width)
        0 to 1; 1 in a source.

    Raises
    ------
    ValueError
        Where the reach is not above 0, or the halo smaller than it.

    Notes
    -----
    d is the distance between cell centres to the nearest source, as in InVEST since 3.13; versions 3.3 to 3.12
    convolved the threat with a kernel instead.

    References
    ----------
    Natural Capital Project, InVEST user's guide, Habitat Quality, equation 2.
    """
    if not reach > 0:
        raise ValueError(f"reach is {reach}; give a number of cells above 0")
    if halo < floor(reach):
        raise ValueError(f"a halo of {halo} cells hides sources within the reach of {reach} cells")
    most = floor(reach * reach)
    force: Values = _fading(reach, decay)[squared_distance(sources, halo, most)]
    return force


@lru_cache(maxsize=16)
def _fading(reach: float, decay: Decay) -> Values:
    """Force by squared distance [cells²] from 0 to the reach, and 0 for all beyond."""
    away = np.sqrt(np.arange(floor(reach * reach) + 1))
    force = 1 - away / reach if decay == "linear" else np.exp(-_FADE * away / reach)
    return np.append(force, 0.0)


def degradation(
    pressures: Sequence[Values], weights: Sequence[float], sensitivities: Sequence[Values], access: Values | float = 1.0
) -> Values:
    """Degradation of each cell by all threats together.

    Parameters
    ----------
    pressures : sequence of float arrays, shape (height, width)
        Force of each threat, 0 to 1.
    weights : sequence of float
        Of the threats; only their proportions count. Their sum is above 0.
    sensitivities : sequence of float arrays, same shape
        Of each cell's habitat to each threat, 0 to 1; NaN = no data.
    access : float array, same shape, or float
        How far threats reach a cell through its protection: 1 all of it, 0 nothing.

    Returns
    -------
    float64 array, shape (height, width)
        D = sum of w / (sum of w) times force, access and sensitivity; 0 to 1, NaN = no data.

    Raises
    ------
    ValueError
        Where the weights do not add up to more than 0.

    References
    ----------
    Natural Capital Project, InVEST user's guide, Habitat Quality, equation 3.
    """
    whole = sum(weights)
    if not whole > 0:
        raise ValueError(f"weights {list(weights)} add up to {whole}; some threat must weigh more than 0")
    total = np.zeros(pressures[0].shape)
    for force, weight, sensitive in zip(pressures, weights, sensitivities, strict=True):
        total += force * sensitive * (weight / whole)
    return total * access


def habitat_quality(suitability: Values, degraded: Values, half_saturation: float) -> Values:
    """Quality of each cell as habitat.

    Parameters
    ----------
    suitability : float array, shape (rows, cols)
        Of each cell's class as habitat, 0 to 1; NaN = no data.
    degraded : float array, same shape
        As :func:`degradation` gives it.
    half_saturation : float
        Degradation k that halves the quality; not below 0. Where it is 0 nothing is degraded, or all is lost.

    Returns
    -------
    float64 array, shape (rows, cols)
        Q = H (1 - D^z / (D^z + k^z)) with z = 2.5; 0 to 1, NaN = no data.

    Raises
    ------
    ValueError
        Where k is below 0.

    References
    ----------
    Natural Capital Project, InVEST user's guide, Habitat Quality, equation 4.
    """
    if half_saturation < 0:
        raise ValueError(f"half_saturation is {half_saturation}; give a degradation, not below 0")
    raised, half = degraded**SCALING, half_saturation**SCALING
    with np.errstate(invalid="ignore"):
        lost = np.where(raised > 0, raised / (raised + half), raised)
    quality: Values = suitability * (1 - lost)
    return quality
