"""Water yield of a year by the curve of Budyko as Fu and Zhang write it: what rain leaves after evaporation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

LEAST, MOST = 1.25, 5.0
"""Bounds of the parameter ω: bare ground, and the value from which more stored water changes nothing."""


def available_water(content: Values, soil_depth: Values, root_depth: Values) -> Values:
    """Water that plants can draw from the soil [mm].

    Parameters
    ----------
    content : float array
        Plant available water in the soil's volume, 0 to 1.
    soil_depth, root_depth : float array
        To the layer that stops roots, and of the roots [mm]; the smaller counts.

    References
    ----------
    InVEST user's guide, Annual Water Yield.
    """
    return np.asarray(np.minimum(soil_depth, root_depth) * content)


def evaporated_share(
    rain: Values, potential: Values, available: Values, vegetated: NDArray[np.bool_], seasons: float
) -> Values:
    """Share of the rain that evaporates.

    Parameters
    ----------
    rain : float array, shape (rows, cols)
        Yearly rain [mm]; NaN = no data.
    potential : float array, same shape
        Potential evapotranspiration of the cover, K_c times that of the reference [mm].
    available : float array, same shape
        As :func:`available_water` gives it [mm].
    vegetated : bool array, same shape
        Whether plants limit it; water, built and bare ground evaporate what they can.
    seasons : float
        Constant Z of how rain falls over the year, 1 to 30.

    Returns
    -------
    float array, same shape
        0 to 1; NaN where anything is not known, or no rain falls.

    Notes
    -----
    With plants 1 + φ − (1 + φ^ω)^(1/ω), φ the potential over the rain and ω = Z·AWC/P + 1.25, at most 5; never more
    than φ. Without plants φ itself, at most 1.

    References
    ----------
    Fu 1981, Zhang and others 2004, Donohue and others 2012; InVEST user's guide, Annual Water Yield.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        dryness = np.where(rain > 0, potential / rain, np.nan)
        shape = np.minimum(seasons * available / rain + LEAST, MOST)
        limited = 1 + dryness - (1 + dryness**shape) ** (1 / shape)
    return np.where(vegetated, np.minimum(limited, dryness), np.minimum(dryness, 1.0))


def water_yield(rain: Values, share: Values) -> Values:
    """Rain that does not evaporate [mm]: (1 − share) · rain.

    Parameters
    ----------
    rain, share : float array
        Yearly rain [mm], and the share of it that evaporates.

    Examples
    --------
    >>> water_yield(np.array([1200.0]), np.array([0.6])).round().tolist()
    [480.0]
    """
    return np.asarray((1 - share) * rain)
